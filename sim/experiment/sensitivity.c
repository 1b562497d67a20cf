/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/sensitivity.h"

#include "design_sample.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define FIRST_MORRIS 4  /* trajectories of the first look */
#define FIRST_SOBOL  16 /* rows */
#define LEAST_GROWTH 8  /* from look to look at a target at least an eighth more */

/* Points of a trajectory, or of a row of A and B. */
static size_t stride_of(const struct design *design)
{
    return design->factor_count + (design->kind == DESIGN_MORRIS ? 2 : 3);
}

/* The output at every point, NaN where there is none. Error: DIAG_MEMORY. */
static int gather(struct sweep *sweep, enum outcome_measure measure, double *outputs)
{
    for (size_t point = 0; point < sweep->points; point++) {
        struct estimate_pair pair = {.difference = NAN};
        struct estimate mean = {.mean = NAN};
        const int code = sweep->design->compares ? sweep_pair(sweep, point, measure, 0.5, &pair)
                                                 : sweep_mean(sweep, point, measure, 0.5, &mean);
        if (code != DIAG_OK)
            return code;
        outputs[point] = sweep->design->compares ? pair.difference : mean.mean;
    }
    return DIAG_OK;
}

static double mean_of(const double *outputs, size_t count, size_t stride)
{
    double sum = 0.0;
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(outputs[i * stride]))
            continue;
        sum += outputs[i * stride];
        n++;
    }
    return n > 0 ? sum / (double)n : NAN;
}

/* The change of the output over a step, for the whole of the factor's range; for the seed, the change. */
static void trajectory_effects(const struct design *design, size_t trajectory, const double *outputs,
                               double *effects)
{
    const size_t k = design->factor_count, first = trajectory * (k + 2);
    for (size_t point = first + 1; point <= first + k; point++) {
        const size_t factor = design->changed[point];
        const double from = design_value(design, point - 1, factor), to = design_value(design, point, factor);
        const double step = (to - from) / (design->factors[factor].high - design->factors[factor].low);
        effects[factor] = (outputs[point] - outputs[point - 1]) / step;
    }
    effects[k] = outputs[first + k + 1] - outputs[first];
}

/* A, A with each column from B, A under B's random numbers, B: as sensitivity_sobol takes them. */
static void saltelli_line(const struct design *design, size_t row, const double *outputs, double *line)
{
    const size_t k = design->factor_count;
    const double *from = &outputs[row * (k + 3)];
    for (size_t place = 0; place <= k; place++)
        line[place] = from[place];
    line[k + 1] = from[k + 2];
    line[k + 2] = from[k + 1];
}

/* How many trajectories or rows are finished, from the first on. */
static size_t finished(const struct sweep *sweep, size_t stride)
{
    for (size_t point = 0; point < sweep->points; point++)
        if (sweep_done(sweep, point) == 0)
            return point / stride;
    return sweep->points / stride;
}

static void set_looks(struct sensitivity *self, size_t count)
{
    for (size_t n = self->sobol ? FIRST_SOBOL : FIRST_MORRIS; n < count; n *= 2)
        self->looks[self->look_count++] = n;
    self->looks[self->look_count++] = count;
}

static int estimate(struct sensitivity *self, const struct design *design, const double *lines,
                    double confidence)
{
    const size_t count = self->looks[self->look_count - 1];
    size_t *groups = design->candidates > 0 ? calloc(count + 1, sizeof *groups) : NULL;
    int code = design->candidates > 0 && groups == NULL ? DIAG_MEMORY : DIAG_OK;
    for (size_t t = 0; groups != NULL && t < count; t++)
        groups[t] = design_sample_group(t, design->size);
    for (size_t look = 0; code == DIAG_OK && look < self->look_count; look++) {
        struct sensitivity_row *rows = &self->at[look * self->row_count];
        if (self->sobol)
            sensitivity_sobol(lines, self->looks[look], self->row_count, confidence, rows);
        else
            code = sensitivity_morris(lines, self->looks[look], self->row_count, groups, confidence, rows);
    }
    free(groups);
    return code;
}

int sensitivity_alloc(struct sensitivity *self, struct sweep *sweep, enum outcome_measure measure,
                      double confidence)
{
    const struct design *design = sweep->design;
    const size_t stride = stride_of(design);
    double *outputs = calloc(sweep->points, sizeof *outputs), *lines = NULL;
    int code = DIAG_MEMORY;

    assert(design->kind == DESIGN_MORRIS || design->kind == DESIGN_SALTELLI);
    *self = (struct sensitivity){
        .measure = measure, .sobol = design->kind == DESIGN_SALTELLI, .row_count = design->factor_count + 1};
    const size_t count = finished(sweep, stride), width = self->row_count + (self->sobol ? 2 : 0);
    set_looks(self, count);
    self->at = calloc(self->look_count * self->row_count, sizeof *self->at);
    lines = calloc(count * width + 1, sizeof *lines);
    if (outputs != NULL && lines != NULL && self->at != NULL)
        code = gather(sweep, measure, outputs);
    if (code == DIAG_OK) {
        for (size_t i = 0; i < count; i++) {
            if (self->sobol)
                saltelli_line(design, i, outputs, &lines[i * width]);
            else
                trajectory_effects(design, i, outputs, &lines[i * width]);
        }
        self->mean = mean_of(outputs, count, stride);
        code = estimate(self, design, lines, confidence);
    }
    free(outputs);
    free(lines);
    if (code != DIAG_OK)
        sensitivity_free(self);
    return code;
}

void sensitivity_free(struct sensitivity *self)
{
    free(self->at);
    *self = (struct sensitivity){.at = NULL};
}

const struct sensitivity_row *sensitivity_rows(const struct sensitivity *self)
{
    return &self->at[(self->look_count - 1) * self->row_count];
}

static double half_width(const struct sensitivity_value *value)
{
    return 0.5 * (value->high - value->low);
}

void sensitivity_look(const struct sensitivity *self, const struct estimate_target *target,
                      struct estimate_look *look)
{
    const struct sensitivity_row *rows = sensitivity_rows(self);
    double largest = 0.0;

    for (size_t i = 0; i + 1 < self->row_count; i++)
        largest = fmax(largest, self->sobol ? rows[i].total.value : rows[i].mu_star.value);
    if (isnan(self->mean))
        largest = NAN;
    for (size_t i = 0; i < self->row_count; i++) {
        estimate_look_at(look, target, half_width(self->sobol ? &rows[i].total : &rows[i].mu_star), largest);
        if (self->sobol)
            estimate_look_at(look, target, half_width(&rows[i].first), largest);
    }
    if (look->met)
        return;
    const size_t unit = self->sobol ? DESIGN_SCRAMBLES : 1, least = look->n + look->n / LEAST_GROWTH;
    look->next = look->next > least ? look->next : least;
    look->next = (look->next + unit - 1) / unit * unit;
}

enum sensitivity_standing sensitivity_judge(const struct sensitivity *self, size_t row)
{
    const struct sensitivity_row *rows = sensitivity_rows(self), *seed = &rows[self->row_count - 1];
    const struct sensitivity_value *main = self->sobol ? &rows[row].total : &rows[row].mu_star;

    if (main->value == 0.0)
        return SENSITIVITY_NOTHING;
    if (isnan(main->low))
        return SENSITIVITY_UNKNOWN;
    if (self->sobol && rows[row].first.low > 0.0)
        return SENSITIVITY_CLEAR;
    const double chance = self->sobol ? seed->total.high : seed->mu_star.high;
    if (isnan(chance))
        return SENSITIVITY_UNKNOWN;
    return main->low > chance ? SENSITIVITY_CLEAR : SENSITIVITY_NOISE;
}

void sensitivity_order(const struct sensitivity *self, size_t *order)
{
    const struct sensitivity_row *rows = sensitivity_rows(self);

    /* by insertion: some hundred at most; one without a value comes last */
    for (size_t i = 0; i + 1 < self->row_count; i++) {
        const double value = self->sobol ? rows[i].total.value : rows[i].mu_star.value;
        size_t at = i;
        for (; at > 0; at--) {
            const struct sensitivity_row *before = &rows[order[at - 1]];
            const double other = self->sobol ? before->total.value : before->mu_star.value;
            if (!(value > other) && !(isnan(other) && !isnan(value)))
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}
