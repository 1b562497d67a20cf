/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/sensitivity.h"

#include "design_sample.h"
#include "zutuan/core/streams.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const struct sensitivity_value nothing = {NAN, NAN, NAN};

/* How often each of `count` lines is in resample `number`. */
static void draw_resample(uint64_t seed, size_t number, size_t count, double *uniforms, double *times)
{
    const struct streams streams = {seed, 0};
    streams_fill(&streams, DESIGN_SAMPLE_BOOTSTRAP, (uint32_t)number, 0, count, uniforms);
    for (size_t i = 0; i < count; i++)
        times[i] = 0.0;
    for (size_t i = 0; i < count; i++)
        times[(size_t)(uniforms[i] * (double)count)] += 1.0;
}

/* The interval from resampled values, which are sorted; NaN among them (a resample in which nothing varies)
 * are left out. */
static void set_interval(struct sensitivity_value *self, double *values, size_t count, size_t n,
                         double confidence)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i]))
            values[kept++] = values[i];
    self->low = self->high = NAN;
    if (n < 2 || kept < 2 || isnan(self->value))
        return;
    const double freedom = (double)n - 1.0, t = gsl_cdf_tdist_Pinv((1.0 - confidence) / 2.0, freedom);
    const double tail = gsl_cdf_ugaussian_P(t * sqrt((double)n / freedom));
    gsl_sort(values, 1, kept);
    self->low = gsl_stats_quantile_from_sorted_data(values, 1, kept, tail);
    self->high = gsl_stats_quantile_from_sorted_data(values, 1, kept, 1.0 - tail);
}

/*
 * The same for a scale: resamples are too small by the factor by which the sample itself is, so that the
 * interval is turned about the value, by factors (the basic bootstrap of its logarithm; Davison and Hinkley
 * 1997, section 5.2). Where some resamples do not vary, with few trajectories, nothing bounds it from above.
 */
static void turn_interval(struct sensitivity_value *self)
{
    const double low = self->low, square = self->value * self->value;
    if (!(square > 0.0) || isnan(low))
        return;
    self->low = square / self->high;
    self->high = low > 0.0 ? square / low : NAN;
}

/* Morris */

struct moments {
    double mu, mu_star, sigma;
};

/* Of column `row`, each line counted times[i] times (NULL: once). */
static struct moments morris_moments(const double *effects, size_t count, size_t row_count, size_t row,
                                     const double *times, size_t *n)
{
    double weight = 0.0, sum = 0.0, absolute = 0.0, squares = 0.0;
    for (size_t i = 0; i < count; i++) {
        const double effect = effects[i * row_count + row], w = times == NULL ? 1.0 : times[i];
        if (isnan(effect))
            continue;
        weight += w;
        sum += w * effect;
        absolute += w * fabs(effect);
    }
    *n = (size_t)weight;
    if (weight == 0.0)
        return (struct moments){NAN, NAN, NAN};
    const double mu = sum / weight;
    for (size_t i = 0; i < count; i++) {
        const double effect = effects[i * row_count + row], w = times == NULL ? 1.0 : times[i];
        if (!isnan(effect))
            squares += w * (effect - mu) * (effect - mu);
    }
    return (struct moments){mu, absolute / weight, weight < 2.0 ? NAN : sqrt(squares / (weight - 1.0))};
}

int sensitivity_morris(const double *effects, size_t count, size_t row_count, double confidence,
                       uint64_t seed, struct sensitivity_row *rows)
{
    double *values[3] = {NULL, NULL, NULL};
    double *uniforms = calloc(count + 1, sizeof *uniforms);
    double *times = calloc(SENSITIVITY_RESAMPLES * count + 1, sizeof *times);
    bool room = uniforms != NULL && times != NULL;
    for (size_t v = 0; v < 3; v++) {
        values[v] = calloc(SENSITIVITY_RESAMPLES, sizeof **values);
        room = room && values[v] != NULL;
    }
    for (size_t b = 0; room && b < SENSITIVITY_RESAMPLES; b++)
        draw_resample(seed, b, count, uniforms, &times[b * count]);
    for (size_t row = 0; room && row < row_count; row++) {
        size_t n, ignored;
        const struct moments found = morris_moments(effects, count, row_count, row, NULL, &n);
        for (size_t b = 0; b < SENSITIVITY_RESAMPLES; b++) {
            const struct moments again =
                morris_moments(effects, count, row_count, row, &times[b * count], &ignored);
            values[0][b] = again.mu;
            values[1][b] = again.mu_star;
            values[2][b] = again.sigma;
        }
        rows[row] = (struct sensitivity_row){
            n, {found.mu, NAN, NAN}, {found.mu_star, NAN, NAN}, {found.sigma, NAN, NAN}, nothing, nothing};
        set_interval(&rows[row].mu, values[0], SENSITIVITY_RESAMPLES, n, confidence);
        set_interval(&rows[row].mu_star, values[1], SENSITIVITY_RESAMPLES, n, confidence);
        set_interval(&rows[row].sigma, values[2], SENSITIVITY_RESAMPLES, n, confidence);
        turn_interval(&rows[row].sigma);
    }
    for (size_t v = 0; v < 3; v++)
        free(values[v]);
    free(times);
    free(uniforms);
    return room ? DIAG_OK : DIAG_MEMORY;
}

/* Sobol */

/* Mean and variance of the output over A and B. */
static double sobol_variance(const double *outputs, size_t count, size_t width, const double *times,
                             double *mean)
{
    double sum = 0.0;
    *mean = 0.0;
    for (size_t i = 0; i < count; i++)
        *mean += times[i] * (outputs[i * width] + outputs[i * width + width - 1]) / (2.0 * (double)count);
    for (size_t i = 0; i < count; i++) {
        const double a = outputs[i * width] - *mean, b = outputs[i * width + width - 1] - *mean;
        sum += times[i] * (a * a + b * b);
    }
    return sum / (2.0 * (double)count - 1.0);
}

/* first[factors] and total[factors]; NaN where nothing varies. */
static void sobol_indices(const double *outputs, size_t count, size_t factors, const double *times,
                          double *first, double *total)
{
    const size_t width = factors + 2;
    double mean;
    const double variance = sobol_variance(outputs, count, width, times, &mean);
    for (size_t f = 0; f < factors; f++) {
        double products = 0.0, squares = 0.0;
        for (size_t i = 0; i < count; i++) {
            const double *line = &outputs[i * width], change = line[1 + f] - line[0];
            products += times[i] * (line[width - 1] - mean) * change;
            squares += times[i] * change * change;
        }
        first[f] = variance > 0.0 ? products / ((double)count * variance) : NAN;
        total[f] = variance > 0.0 ? squares / (2.0 * (double)count * variance) : NAN;
    }
}

/* Copies the lines without a NaN; returns how many. */
static size_t whole_lines(const double *outputs, size_t count, size_t width, double *to)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool whole = true;
        for (size_t c = 0; c < width; c++) {
            to[kept * width + c] = outputs[i * width + c];
            whole = whole && !isnan(outputs[i * width + c]);
        }
        kept += whole;
    }
    return kept;
}

struct sobol_room {
    double *lines;                    /* owned, [count][factors + 2] */
    double *uniforms, *times;         /* owned, [count] */
    double *first, *total;            /* owned, [factors] */
    double *firsts, *totals, *sorted; /* owned, [resamples][factors], the last [resamples] */
};

static bool sobol_room_alloc(struct sobol_room *self, size_t count, size_t factors)
{
    self->lines = calloc((count + 1) * (factors + 2), sizeof(double));
    self->uniforms = calloc(count + 1, sizeof(double));
    self->times = calloc(count + 1, sizeof(double));
    self->first = calloc(factors + 1, sizeof(double));
    self->total = calloc(factors + 1, sizeof(double));
    self->firsts = calloc(SENSITIVITY_RESAMPLES * factors + 1, sizeof(double));
    self->totals = calloc(SENSITIVITY_RESAMPLES * factors + 1, sizeof(double));
    self->sorted = calloc(SENSITIVITY_RESAMPLES, sizeof(double));
    return self->lines && self->uniforms && self->times && self->first && self->total && self->firsts &&
           self->totals && self->sorted;
}

static void sobol_room_free(struct sobol_room *self)
{
    free(self->lines);
    free(self->uniforms);
    free(self->times);
    free(self->first);
    free(self->total);
    free(self->firsts);
    free(self->totals);
    free(self->sorted);
}

static void sobol_interval(struct sobol_room *self, const double *resampled, size_t factors, size_t factor,
                           size_t n, double confidence, struct sensitivity_value *value)
{
    for (size_t b = 0; b < SENSITIVITY_RESAMPLES; b++)
        self->sorted[b] = resampled[b * factors + factor];
    set_interval(value, self->sorted, SENSITIVITY_RESAMPLES, n, confidence);
}

int sensitivity_sobol(const double *outputs, size_t count, size_t factors, double confidence, uint64_t seed,
                      struct sensitivity_row *rows)
{
    struct sobol_room room = {.lines = NULL};
    const bool enough = sobol_room_alloc(&room, count, factors);
    if (enough) {
        const size_t n = whole_lines(outputs, count, factors + 2, room.lines);
        for (size_t i = 0; i < n; i++)
            room.times[i] = 1.0;
        sobol_indices(room.lines, n, factors, room.times, room.first, room.total);
        for (size_t b = 0; b < SENSITIVITY_RESAMPLES; b++) {
            draw_resample(seed, b, n, room.uniforms, room.times);
            sobol_indices(room.lines, n, factors, room.times, &room.firsts[b * factors],
                          &room.totals[b * factors]);
        }
        for (size_t f = 0; f < factors; f++) {
            rows[f] = (struct sensitivity_row){
                n, nothing, nothing, nothing, {room.first[f], NAN, NAN}, {room.total[f], NAN, NAN}};
            sobol_interval(&room, room.firsts, factors, f, n, confidence, &rows[f].first);
            sobol_interval(&room, room.totals, factors, f, n, confidence, &rows[f].total);
        }
    }
    sobol_room_free(&room);
    return enough ? DIAG_OK : DIAG_MEMORY;
}
