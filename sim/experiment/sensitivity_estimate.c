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

#define SCALE_LEAST 5 /* values for an interval of their standard deviation */

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
static void set_interval(struct sensitivity_value *self, double *values, size_t n, double confidence)
{
    size_t kept = 0;
    for (size_t i = 0; i < SENSITIVITY_RESAMPLES; i++)
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
 * The interval of a standard deviation by that of the variance's logarithm (Bonett 2006, Comput. Stat. Data
 * Anal. 50, 775-782), whose error is estimated from the kurtosis about a trimmed mean: percentiles of ten
 * values are too narrow. values[n] are sorted.
 */
static void set_scale_interval(struct sensitivity_value *self, double *values, size_t n, double confidence)
{
    self->low = self->high = self->value == 0.0 ? 0.0 : NAN;
    if (n < SCALE_LEAST || !(self->value > 0.0))
        return;
    const double count = (double)n, z = gsl_cdf_ugaussian_Pinv(0.5 + 0.5 * confidence);
    const size_t trimmed = (size_t)(0.5 * count / sqrt(count - 4.0));
    gsl_sort(values, 1, n);
    const double centre = gsl_stats_mean(&values[trimmed], 1, n - 2 * trimmed);
    double fourth = 0.0;
    for (size_t i = 0; i < n; i++)
        fourth += pow((values[i] - centre) / self->value, 4);
    const double kurtosis = count * fourth / ((count - 1.0) * (count - 1.0));
    const double correction = count / (count - z);
    const double error = correction * sqrt((kurtosis - (count - 3.0) / count) / (count - 1.0));
    if (!(correction > 0.0))
        return;
    self->low = self->value * sqrt(correction * exp(-z * error));
    self->high = self->value * sqrt(correction * exp(z * error));
}

/* Morris */

struct moments {
    double mu, mu_star;
};

/* Of column `row`, each line counted times[i] times (NULL: once). */
static struct moments morris_moments(const double *effects, size_t count, size_t row_count, size_t row,
                                     const double *times)
{
    double weight = 0.0, sum = 0.0, absolute = 0.0;
    for (size_t i = 0; i < count; i++) {
        const double effect = effects[i * row_count + row], w = times == NULL ? 1.0 : times[i];
        if (isnan(effect))
            continue;
        weight += w;
        sum += w * effect;
        absolute += w * fabs(effect);
    }
    return weight > 0.0 ? (struct moments){sum / weight, absolute / weight} : (struct moments){NAN, NAN};
}

struct morris_room {
    double *times;   /* owned, [resamples][count] */
    double *mu;      /* owned, [resamples] */
    double *mu_star; /* owned, [resamples] */
    double *column;  /* owned, [count] */
};

static bool morris_room_alloc(struct morris_room *self, size_t count)
{
    self->times = calloc(SENSITIVITY_RESAMPLES * count + 1, sizeof(double));
    self->mu = calloc(SENSITIVITY_RESAMPLES, sizeof(double));
    self->mu_star = calloc(SENSITIVITY_RESAMPLES, sizeof(double));
    self->column = calloc(count + 1, sizeof(double));
    return self->times && self->mu && self->mu_star && self->column;
}

static void morris_room_free(struct morris_room *self)
{
    free(self->times);
    free(self->mu);
    free(self->mu_star);
    free(self->column);
}

static void morris_row(struct morris_room *room, const double *effects, size_t count, size_t row_count,
                       size_t row, double confidence, struct sensitivity_row *to)
{
    const struct moments found = morris_moments(effects, count, row_count, row, NULL);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(effects[i * row_count + row]))
            room->column[n++] = effects[i * row_count + row];
    for (size_t b = 0; b < SENSITIVITY_RESAMPLES; b++) {
        const struct moments again = morris_moments(effects, count, row_count, row, &room->times[b * count]);
        room->mu[b] = again.mu;
        room->mu_star[b] = again.mu_star;
    }
    const double sigma = n < 2 ? NAN : gsl_stats_sd(room->column, 1, n);
    *to = (struct sensitivity_row){
        n, {found.mu, NAN, NAN}, {found.mu_star, NAN, NAN}, {sigma, NAN, NAN}, nothing, nothing};
    set_interval(&to->mu, room->mu, n, confidence);
    set_interval(&to->mu_star, room->mu_star, n, confidence);
    set_scale_interval(&to->sigma, room->column, n, confidence);
}

int sensitivity_morris(const double *effects, size_t count, size_t row_count, double confidence,
                       uint64_t seed, struct sensitivity_row *rows)
{
    struct morris_room room = {.times = NULL};
    const bool enough = morris_room_alloc(&room, count);
    for (size_t b = 0; enough && b < SENSITIVITY_RESAMPLES; b++)
        draw_resample(seed, b, count, room.column, &room.times[b * count]);
    for (size_t row = 0; enough && row < row_count; row++)
        morris_row(&room, effects, count, row_count, row, confidence, &rows[row]);
    morris_room_free(&room);
    return enough ? DIAG_OK : DIAG_MEMORY;
}

/*
 * Sobol. Rows come in turn from scramblings that are independent of each other, while rows of one are not:
 * each index is a ratio of two sums over scramblings, and its interval a t interval over them by
 * linearisation.
 */

struct sobol_sums {
    size_t rows;
    double squares;          /* of the outputs at A and B about their mean */
    double products, change; /* of a factor: for the first index, for the total */
};

static bool is_whole(const double *line, size_t width)
{
    for (size_t c = 0; c < width; c++)
        if (isnan(line[c]))
            return false;
    return true;
}

/* Rows without a gap, and the mean of the output over their A and B. */
static size_t sobol_rows(const double *outputs, size_t count, size_t width, double *mean)
{
    size_t rows = 0;
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        const double *line = &outputs[i * width];
        if (is_whole(line, width)) {
            sum += 0.5 * (line[0] + line[width - 1]);
            rows++;
        }
    }
    *mean = sum / (double)rows;
    return rows;
}

static void sobol_sums(const double *outputs, size_t count, size_t width, size_t factor, double mean,
                       struct sobol_sums sums[DESIGN_SCRAMBLES])
{
    for (size_t s = 0; s < DESIGN_SCRAMBLES; s++)
        sums[s] = (struct sobol_sums){.rows = 0};
    for (size_t i = 0; i < count; i++) {
        const double *line = &outputs[i * width];
        struct sobol_sums *of = &sums[i % DESIGN_SCRAMBLES];
        if (!is_whole(line, width))
            continue;
        const double a = line[0] - mean, b = line[width - 1] - mean, change = line[1 + factor] - line[0];
        of->rows++;
        of->squares += a * a + b * b;
        of->products += b * change;
        of->change += 0.5 * change * change;
    }
}

/* The ratio of all parts to all wholes, and the half-width of its interval. */
static double sobol_ratio(const double *parts, const double *wholes, size_t count, double confidence,
                          double *half_width)
{
    double part = 0.0, whole = 0.0, squares = 0.0;
    for (size_t s = 0; s < count; s++) {
        part += parts[s];
        whole += wholes[s];
    }
    const double ratio = whole > 0.0 ? part / whole : NAN;
    for (size_t s = 0; s < count; s++)
        squares += pow(parts[s] - ratio * wholes[s], 2);
    const double groups = (double)count;
    *half_width = count < 2 ? NAN
                            : gsl_cdf_tdist_Pinv(0.5 + 0.5 * confidence, groups - 1.0) *
                                  sqrt(squares * groups / (groups - 1.0)) / whole;
    return ratio;
}

static void sobol_row(const struct sobol_sums sums[DESIGN_SCRAMBLES], size_t rows, double confidence,
                      struct sensitivity_row *to)
{
    double products[DESIGN_SCRAMBLES], changes[DESIGN_SCRAMBLES], variances[DESIGN_SCRAMBLES], half;
    size_t count = 0;
    for (size_t s = 0; s < DESIGN_SCRAMBLES; s++) {
        if (sums[s].rows == 0)
            continue;
        products[count] = sums[s].products;
        changes[count] = sums[s].change;
        variances[count++] = sums[s].squares * (double)rows / (2.0 * (double)rows - 1.0);
    }
    *to = (struct sensitivity_row){rows, nothing, nothing, nothing, nothing, nothing};
    to->first.value = sobol_ratio(products, variances, count, confidence, &half);
    to->first.low = to->first.value - half;
    to->first.high = to->first.value + half;
    /* on the scale of its logarithm: it cannot be negative */
    const double total = sobol_ratio(changes, variances, count, confidence, &half);
    const double factor = total > 0.0 ? exp(half / total) : 1.0;
    to->total = (struct sensitivity_value){total, total / factor, total * factor};
}

void sensitivity_sobol(const double *outputs, size_t count, size_t factors, double confidence,
                       struct sensitivity_row *rows)
{
    struct sobol_sums sums[DESIGN_SCRAMBLES];
    double mean;
    const size_t whole = sobol_rows(outputs, count, factors + 2, &mean);
    for (size_t f = 0; f < factors; f++) {
        sobol_sums(outputs, count, factors + 2, f, mean, sums);
        sobol_row(sums, whole, confidence, &rows[f]);
    }
}
