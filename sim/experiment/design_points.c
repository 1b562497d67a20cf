/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points: made by the kind of a design, read, and put into scenarios. */
#include "design_points.h"

#include "design_sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POINTS_DIGITS          9 /* a number with more letters was drawn, and is shown with fewer digits */
#define POINTS_OFFICERS        5 /* for up to POINTS_OFFICERS_ENOUGH providers */
#define POINTS_OFFICERS_ENOUGH 40

static const char points_origin[] = "design"; /* of a value that a point sets */

static const char *const kind_names[DESIGN_KINDS] = {
    [DESIGN_FACTORIAL] = "factorial", [DESIGN_OAT] = "oat",       [DESIGN_LATIN] = "lhs",
    [DESIGN_SOBOL] = "sobol",         [DESIGN_MORRIS] = "morris", [DESIGN_SALTELLI] = "saltelli",
    [DESIGN_LISTED] = "points",
};

const char *design_kind_name(enum design_kind kind)
{
    return kind_names[kind];
}

/* How many */

double design_points_count(const struct design *self)
{
    const double size = (double)self->size, factors = (double)self->factor_count;
    double levels = self->kind == DESIGN_OAT ? 1 : 0, combinations = 1;

    for (size_t i = 0; i < self->factor_count; i++) {
        levels += (double)self->factors[i].level_count;
        combinations *= (double)self->factors[i].level_count;
    }
    switch (self->kind) {
    case DESIGN_FACTORIAL:
        return combinations;
    case DESIGN_OAT:
        return levels;
    case DESIGN_MORRIS:
        return size * (factors + 2);
    case DESIGN_SALTELLI:
        return size * (factors + 3);
    case DESIGN_LISTED:
        return (double)self->point_count;
    default:
        return size;
    }
}

/* Making them */

void design_points_free(struct design *self)
{
    free(self->values);
    free(self->streams);
    free(self->changed);
    self->values = NULL;
    self->streams = NULL;
    self->changed = NULL;
}

static void fill_factorial(struct design *self)
{
    for (size_t point = 0; point < self->point_count; point++)
        for (size_t f = 0; f < self->factor_count; f++)
            self->values[point * self->factor_count + f] =
                self->factors[f].levels[design_level(self, point, f)];
}

static void fill_one_at_a_time(struct design *self)
{
    size_t point = 1;

    for (size_t i = 0; i < self->point_count * self->factor_count; i++)
        self->values[i] = NAN;
    self->changed[0] = DESIGN_NONE;
    for (size_t f = 0; f < self->factor_count; f++)
        for (size_t level = 0; level < self->factors[f].level_count; level++, point++) {
            self->values[point * self->factor_count + f] = self->factors[f].levels[level];
            self->changed[point] = f;
        }
}

/* A value from its place in the range: whole numbers all have the same chance. */
static double spread(const struct design_factor *factor, double unit)
{
    if (factor->row->type == PARAMS_INT)
        return factor->low + floor(unit * (factor->high - factor->low + 1));
    return factor->low + unit * (factor->high - factor->low);
}

/* A value on a grid from end to end. */
static double grid(const struct design_factor *factor, double unit)
{
    const double value = factor->low + unit * (factor->high - factor->low);

    return factor->row->type == PARAMS_INT ? floor(value + 0.5) : value;
}

static int fill_cube(struct design *self)
{
    const size_t count = self->point_count, factors = self->factor_count;
    const int code = self->kind == DESIGN_LATIN
                         ? design_sample_latin(self->values, count, factors, self->seed)
                         : design_sample_sobol(self->values, count, factors, self->seed);

    for (size_t i = 0; code == DIAG_OK && i < count * factors; i++)
        self->values[i] = spread(&self->factors[i % factors], self->values[i]);
    return code;
}

static int fill_morris(struct design *self)
{
    const size_t k = self->factor_count, size = self->size;
    double *unit = malloc(size * (k + 1) * k * sizeof *unit);
    size_t *order = malloc(size * k * sizeof *order);
    int code = DIAG_MEMORY;

    if (unit && order)
        code = self->candidates > 0
                   ? design_sample_apart(unit, order, size, self->candidates, k, self->levels, self->seed)
                   : design_sample_morris(unit, order, size, k, self->levels, self->seed);
    for (size_t t = 0; code == DIAG_OK && t < size; t++)
        for (size_t step = 0; step < k + 2; step++) {
            const size_t point = t * (k + 2) + step;
            const double *from = &unit[(t * (k + 1) + (step > k ? 0 : step)) * k];
            for (size_t f = 0; f < k; f++)
                self->values[point * k + f] = grid(&self->factors[f], from[f]);
            self->streams[point] = (uint32_t)(1 + 2 * t + (step > k));
            self->changed[point] = step == 0 ? DESIGN_NONE : step > k ? DESIGN_SEED : order[t * k + step - 1];
        }
    free(unit);
    free(order);
    return code;
}

/* The points of a row, from its `unit` coordinates in A and in B. */
static void fill_saltelli_row(struct design *self, size_t row, const double *unit)
{
    const size_t k = self->factor_count;

    for (size_t place = 0; place < k + 3; place++) {
        const size_t point = row * (k + 3) + place;
        const bool other = place > k; /* random numbers */
        for (size_t f = 0; f < k; f++) {
            const bool from_b = place == k + 1 || place == f + 1;
            self->values[point * k + f] = spread(&self->factors[f], unit[from_b ? k + f : f]);
        }
        self->streams[point] = (uint32_t)(1 + 2 * row + other);
        self->changed[point] = place == 0 || place == k + 1 ? DESIGN_NONE : other ? DESIGN_SEED : place - 1;
    }
}

static int fill_saltelli(struct design *self)
{
    const size_t k = self->factor_count, most = (self->size + DESIGN_SCRAMBLES - 1) / DESIGN_SCRAMBLES;
    double *unit = malloc(most * 2 * k * sizeof *unit);
    int code = unit ? DIAG_OK : DIAG_MEMORY;

    for (uint32_t s = 0; code == DIAG_OK && s < DESIGN_SCRAMBLES; s++) {
        code = design_sample_sobol(unit, most, 2 * k, design_sample_stream_seed(self->seed, s));
        for (size_t i = 0; code == DIAG_OK && i * DESIGN_SCRAMBLES + s < self->size; i++)
            fill_saltelli_row(self, i * DESIGN_SCRAMBLES + s, &unit[i * 2 * k]);
    }
    free(unit);
    return code;
}

int design_points_make(struct design *self)
{
    const bool streams = self->kind == DESIGN_MORRIS || self->kind == DESIGN_SALTELLI;
    const bool changed = streams || self->kind == DESIGN_OAT;

    if (self->kind == DESIGN_LISTED)
        return DIAG_OK;
    design_points_free(self);
    self->point_count = (size_t)design_points_count(self);
    self->values = malloc(self->point_count * self->factor_count * sizeof *self->values);
    self->streams = streams ? malloc(self->point_count * sizeof *self->streams) : NULL;
    self->changed = changed ? malloc(self->point_count * sizeof *self->changed) : NULL;
    if (!self->values || (streams && !self->streams) || (changed && !self->changed))
        return DIAG_MEMORY;
    switch (self->kind) {
    case DESIGN_FACTORIAL:
        fill_factorial(self);
        return DIAG_OK;
    case DESIGN_OAT:
        fill_one_at_a_time(self);
        return DIAG_OK;
    case DESIGN_MORRIS:
        return fill_morris(self);
    case DESIGN_SALTELLI:
        return fill_saltelli(self);
    default:
        return fill_cube(self);
    }
}

/* What they are */

size_t design_level(const struct design *self, size_t point, size_t factor)
{
    for (size_t i = self->factor_count - 1; i > factor; i--)
        point /= self->factors[i].level_count;
    return point % self->factors[factor].level_count;
}

uint64_t design_point_seed(const struct design *self, size_t point, uint64_t seed)
{
    return design_sample_stream_seed(seed, design_stream(self, point));
}

void design_value_format(const struct params_row *row, double value, char *buffer, size_t size)
{
    if (row->type == PARAMS_BOOL)
        snprintf(buffer, size, "%s", value != 0 ? "true" : "false");
    else if (row->type == PARAMS_CHOICE)
        snprintf(buffer, size, "%s", row->choices[(size_t)value]);
    else if (snprintf(buffer, size, "%.12g", value) > POINTS_DIGITS)
        snprintf(buffer, size, "%.6g", value);
}

void design_point_format(const struct design *self, size_t point, char buffer[DESIGN_POINT_MOST])
{
    char value[64];
    size_t used = 0, told = 0;

    snprintf(buffer, DESIGN_POINT_MOST, "point %zu", point);
    if (self->factor_count > DESIGN_POINT_FACTORS && self->kind != DESIGN_OAT)
        return;
    for (size_t i = 0; i < self->factor_count && used < DESIGN_POINT_MOST; i++) {
        if (isnan(design_value(self, point, i)))
            continue;
        design_value_format(self->factors[i].row, design_value(self, point, i), value, sizeof value);
        used += (size_t)snprintf(buffer + used, DESIGN_POINT_MOST - used, "%s%s = %s", told++ ? ", " : "",
                                 self->factors[i].row->key, value);
    }
    if (told == 0)
        snprintf(buffer, DESIGN_POINT_MOST, "the scenarios' own values");
}

/* What they make of a scenario */

int design_officers(int providers)
{
    if (providers <= POINTS_OFFICERS_ENOUGH)
        return POINTS_OFFICERS;
    return (int)((5 * (long)providers + 15) / 16);
}

/* The form that a scenario has at a point. */
static int form_at(const struct design *self, size_t point, const struct scenario *from)
{
    for (size_t i = 0; i < self->factor_count; i++)
        if (strcmp(self->factors[i].row->key, "cluster.form") == 0 && !isnan(design_value(self, point, i)))
            return (int)design_value(self, point, i);
    return from->params.cluster.form;
}

static bool takes(const struct design *self, size_t point, size_t factor, bool solo)
{
    return !isnan(design_value(self, point, factor)) &&
           !(solo && design_concerns_clusters(self->factors[factor].row));
}

void design_params_at(const struct design *self, size_t point, const struct scenario *from, struct params *to)
{
    const bool solo = form_at(self, point, from) == PARAMS_FORM_SOLO;

    *to = from->params;
    for (size_t i = 0; i < self->factor_count; i++)
        if (takes(self, point, i, solo))
            params_set(to, self->factors[i].row, design_value(self, point, i));
    if (self->scale_officers)
        to->government.officers = design_officers(to->providers.count);
}

int design_at(const struct design *self, size_t point, const struct scenario *from, struct scenario *to)
{
    const bool solo = form_at(self, point, from) == PARAMS_FORM_SOLO;

    if (scenario_copy(to, from, from->name) != DIAG_OK)
        return DIAG_MEMORY;
    for (size_t i = 0; i < self->factor_count; i++)
        if (takes(self, point, i, solo))
            scenario_set(to, self->factors[i].row, design_value(self, point, i), points_origin);
    if (self->scale_officers)
        scenario_set(to, params_find("government.officers"), design_officers(to->params.providers.count),
                     points_origin);
    return DIAG_OK;
}
