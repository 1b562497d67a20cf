/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/sensitivity.h"

#include "design_sample.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define SCALE_LEAST    5    /* values for an interval of their standard deviation */
#define SKEWNESS_LEAST 1e-9 /* less is none */

static const struct sensitivity_value nothing = {NAN, NAN, NAN};

/* The third moment of values[n] about their mean by the cube of `sd`, without bias for a normal
 * distribution; 0 for fewer than three. */
static double skewness_of(const double *values, size_t n, double mean, double sd)
{
    const double count = (double)n;
    double cubes = 0.0;
    if (n < 3 || !(sd > 0.0))
        return 0.0;
    for (size_t i = 0; i < n; i++)
        cubes += pow((values[i] - mean) / sd, 3);
    return cubes * count / ((count - 1.0) * (count - 2.0));
}

/* What the mean less the truth is, in standard errors, where Hall's transformation of it is `t`. */
static double untransformed(double t, double skewness, size_t n)
{
    const double a = skewness / (3.0 * sqrt((double)n));
    return fabs(a) < SKEWNESS_LEAST ? t : (cbrt(1.0 + 3.0 * a * (t - 0.5 * a)) - 1.0) / a;
}

/* self->value is the mean of n values of this error and skewness. */
static void set_mean_interval(struct sensitivity_value *self, double error, double skewness, size_t n,
                              double confidence)
{
    self->low = self->high = NAN;
    if (n < 2)
        return;
    const double t = gsl_cdf_tdist_Pinv(0.5 + 0.5 * confidence, (double)n - 1.0);
    self->low = self->value - error * untransformed(t, skewness, n);
    self->high = self->value - error * untransformed(-t, skewness, n);
}

/*
 * The same for values that are not negative, on the scale of the mean's logarithm. That takes from the
 * studentised mean the skewness that goes with a skewness of 3/2 of the coefficient of variation; what the
 * values have beyond it, and at least as if they came from a gamma distribution, is left for Hall's
 * transformation: few values show less of a skewness than there is.
 */
static void set_positive_interval(struct sensitivity_value *self, double error, double skewness, size_t n,
                                  double confidence)
{
    const double variation = error * sqrt((double)n) / self->value;
    struct sensitivity_value scale = {0.0, NAN, NAN};
    self->low = self->high = self->value == 0.0 && n > 1 ? 0.0 : NAN;
    if (!(self->value > 0.0))
        return;
    set_mean_interval(&scale, error / self->value, fmax(skewness, 2.0 * variation) - 1.5 * variation, n,
                      confidence);
    self->low = self->value * exp(scale.low);
    self->high = self->value * exp(scale.high);
}

/*
 * The interval of a standard deviation by that of the variance's logarithm (Bonett 2006, Comput. Stat. Data
 * Anal. 50, 775-782), whose error is estimated from the kurtosis about a trimmed mean. Few skewed values show
 * less kurtosis than there is: the square of their skewness is added. values[n] are sorted.
 */
static void set_scale_interval(struct sensitivity_value *self, double *values, size_t n, double skewness,
                               double confidence)
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
    const double kurtosis = count * fourth / ((count - 1.0) * (count - 1.0)) + skewness * skewness;
    const double correction = count / (count - z);
    const double error = correction * sqrt((kurtosis - (count - 3.0) / count) / (count - 1.0));
    if (!(correction > 0.0))
        return;
    self->low = self->value * sqrt(correction * exp(-z * error));
    self->high = self->value * sqrt(correction * exp(z * error));
}

/* Morris */

/* The mean of values[n], in `to`, with their standard deviation and skewness. */
static void mean_of(const double *values, size_t n, struct sensitivity_value *to, double *sd,
                    double *skewness)
{
    *to = (struct sensitivity_value){n == 0 ? NAN : gsl_stats_mean(values, 1, n), NAN, NAN};
    *sd = n < 2 ? NAN : gsl_stats_sd(values, 1, n);
    *skewness = skewness_of(values, n, to->value, *sd);
}

/* column[count] is room. */
static void morris_row(const double *effects, size_t count, size_t row_count, size_t row, double confidence,
                       double *column, struct sensitivity_row *to)
{
    double sd, skewness;
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(effects[i * row_count + row]))
            column[n++] = effects[i * row_count + row];
    const double root = sqrt((double)n);
    *to = (struct sensitivity_row){.n = n, .first = nothing, .total = nothing};
    mean_of(column, n, &to->mu, &sd, &skewness);
    set_mean_interval(&to->mu, sd / root, skewness, n, confidence);
    to->sigma.value = sd;
    set_scale_interval(&to->sigma, column, n, skewness, confidence);
    for (size_t i = 0; i < n; i++)
        column[i] = fabs(column[i]);
    mean_of(column, n, &to->mu_star, &sd, &to->skewness);
    set_positive_interval(&to->mu_star, sd / root, to->skewness, n, confidence);
}

int sensitivity_morris(const double *effects, size_t count, size_t row_count, double confidence,
                       struct sensitivity_row *rows)
{
    double *column = calloc(count + 1, sizeof *column);
    if (column == NULL)
        return DIAG_MEMORY;
    for (size_t row = 0; row < row_count; row++)
        morris_row(effects, count, row_count, row, confidence, column, &rows[row]);
    free(column);
    return DIAG_OK;
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
    *to = (struct sensitivity_row){
        .n = rows, .mu = nothing, .mu_star = nothing, .sigma = nothing, .skewness = NAN};
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
