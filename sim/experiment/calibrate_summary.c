/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the weighted points say of the parameters, and how sure that is. */
#include "calibrate_parts.h"

#include "zutuan/core/streams.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SUMMARY_LOW  0.05
#define SUMMARY_HIGH 0.95
#define FREEDOM_MOST 1e6 /* of a t that is not a normal one */

/* Room and orders for all bootstraps. */
struct summary {
    struct calibrate *calibrate;
    size_t *order;      /* [parameters][points]: by the parameter */
    double *likelihood; /* [points] */
    double *weight;     /* [points] */
    size_t *rows;       /* [replications] */
    double *widths;     /* [parameters][bootstraps] */
    double *ties;       /* [ties][bootstraps] */
    double *by_rows;    /* [ties][bootstraps]: of these, with the points as they are */
    double *centres;    /* [ties] */
};

static void summary_free(struct summary *self)
{
    free(self->order);
    free(self->likelihood);
    free(self->weight);
    free(self->rows);
    free(self->widths);
    free(self->ties);
    free(self->by_rows);
    free(self->centres);
}

static int summary_alloc(struct summary *self, struct calibrate *calibrate)
{
    const size_t parameters = calibrate->problem->parameter_count, points = calibrate->points.count;
    const size_t ties = parameters * (parameters - 1) / 2, bootstraps = calibrate->rule.bootstraps;
    *self = (struct summary){.calibrate = calibrate};
    self->order = malloc(parameters * points * sizeof *self->order);
    self->likelihood = malloc(points * sizeof *self->likelihood);
    self->weight = malloc(points * sizeof *self->weight);
    self->rows = malloc(calibrate->rule.replications * sizeof *self->rows);
    self->widths = malloc(parameters * bootstraps * sizeof *self->widths);
    self->ties = malloc((ties + 1) * bootstraps * sizeof *self->ties);
    self->by_rows = malloc((ties + 1) * bootstraps * sizeof *self->by_rows);
    self->centres = malloc((ties + 1) * sizeof *self->centres);
    if (self->order == NULL || self->likelihood == NULL || self->weight == NULL || self->rows == NULL ||
        self->widths == NULL || self->ties == NULL || self->by_rows == NULL || self->centres == NULL)
        return DIAG_MEMORY;
    for (size_t j = 0; j < parameters; j++)
        gsl_sort_index(&self->order[j * points], &calibrate->points.normal[j], parameters, points);
    return DIAG_OK;
}

/* The point at which the weights, in the parameter's order, reach a share. */
static size_t quantile_point(const struct summary *self, size_t parameter, const double *weight, double share)
{
    const size_t points = self->calibrate->points.count, *order = &self->order[parameter * points];
    double sum = 0.0;
    for (size_t i = 0; i < points; i++) {
        sum += weight[order[i]];
        if (sum >= share)
            return order[i];
    }
    return order[points - 1];
}

static double quantile(const struct summary *self, size_t parameter, const double *weight, double share)
{
    const struct calibrate *calibrate = self->calibrate;
    const size_t point = quantile_point(self, parameter, weight, share);
    return calibrate->points.values[point * calibrate->problem->parameter_count + parameter];
}

static double width(const struct summary *self, size_t parameter, const double *weight)
{
    const struct calibrate *calibrate = self->calibrate;
    const size_t parameters = calibrate->problem->parameter_count;
    const double *normal = calibrate->points.normal;
    const size_t low = quantile_point(self, parameter, weight, SUMMARY_LOW);
    const size_t high = quantile_point(self, parameter, weight, SUMMARY_HIGH);
    return (gsl_cdf_ugaussian_P(normal[high * parameters + parameter]) -
            gsl_cdf_ugaussian_P(normal[low * parameters + parameter])) /
           (SUMMARY_HIGH - SUMMARY_LOW);
}

/* Weighted covariance of the normal scores of two parameters. */
static double covariance(const struct calibrate *self, const double *weight, size_t one, size_t other)
{
    const size_t parameters = self->problem->parameter_count;
    double means[2] = {0.0, 0.0}, sum = 0.0;
    for (size_t i = 0; i < self->points.count; i++) {
        means[0] += weight[i] * self->points.normal[i * parameters + one];
        means[1] += weight[i] * self->points.normal[i * parameters + other];
    }
    for (size_t i = 0; i < self->points.count; i++)
        sum += weight[i] * (self->points.normal[i * parameters + one] - means[0]) *
               (self->points.normal[i * parameters + other] - means[1]);
    return sum;
}

static double correlation(const struct calibrate *self, const double *weight, size_t one, size_t other)
{
    const double both = covariance(self, weight, one, one) * covariance(self, weight, other, other);
    return both > 0.0 ? covariance(self, weight, one, other) / sqrt(both) : 0.0;
}

/* Bootstrap */

static size_t pick(double u, size_t count)
{
    const size_t which = (size_t)(u * (double)count);
    return which < count ? which : count - 1;
}

/* Weights by these replications, NULL: by all as they are. */
static void weigh(struct summary *self, const size_t *rows, bool known, double power)
{
    const struct calibrate *calibrate = self->calibrate;
    const struct calibrate_points *points = &calibrate->points;
    const size_t replications = calibrate->rule.replications;
    const size_t stride = replications * calibrate->problem->target_count;
    for (size_t i = 0; i < points->count; i++) {
        struct calibrate_judgement judgement = {.likelihood = -INFINITY};
        if (isfinite(points->likelihood[i]))
            calibrate_likelihood_judge(calibrate->problem, &points->outcomes[i * stride], replications, rows,
                                       known, &judgement);
        self->likelihood[i] = judgement.likelihood;
    }
    (void)calibrate_proposal_weigh(calibrate, self->likelihood, power, self->weight);
}

/* Weights with replications drawn anew. */
static void redraw_rows(struct summary *self, size_t bootstrap, bool known, double power, double *u)
{
    const struct calibrate *calibrate = self->calibrate;
    const struct streams streams = {calibrate->rule.seed, 0};
    const size_t replications = calibrate->rule.replications;
    streams_fill(&streams, CALIBRATE_BOOTSTRAP_ROWS, (uint32_t)bootstrap, 0, replications, u);
    for (size_t r = 0; r < replications; r++)
        self->rows[r] = pick(u[r], replications);
    weigh(self, self->rows, known, power);
}

/* And then with points drawn anew. */
static void redraw_points(struct summary *self, size_t bootstrap, double *u)
{
    const struct calibrate *calibrate = self->calibrate;
    const struct streams streams = {calibrate->rule.seed, 0};
    const size_t count = calibrate->points.count;
    double sum = 0.0;
    streams_fill(&streams, CALIBRATE_BOOTSTRAP_POINTS, (uint32_t)bootstrap, 0, count, u);
    memset(self->likelihood, 0, count * sizeof *self->likelihood); /* now: how often it was drawn */
    for (size_t i = 0; i < count; i++)
        self->likelihood[pick(u[i], count)] += 1.0;
    for (size_t i = 0; i < count; i++)
        sum += self->weight[i] *= self->likelihood[i];
    for (size_t i = 0; i < count && sum > 0.0; i++)
        self->weight[i] /= sum;
}

/* Correlations of all ties by the weights, each into to[tie * stride]. */
static void correlate(const struct summary *self, double *to, size_t stride)
{
    const struct calibrate *calibrate = self->calibrate;
    for (size_t t = 0; t < calibrate->tie_count; t++)
        to[t * stride] =
            correlation(calibrate, self->weight, calibrate->ties[t].one, calibrate->ties[t].other);
}

static int bootstrap(struct summary *self, double power)
{
    const struct calibrate *calibrate = self->calibrate;
    const size_t bootstraps = calibrate->rule.bootstraps, parameters = calibrate->problem->parameter_count;
    const size_t most = calibrate->points.count > calibrate->rule.replications ? calibrate->points.count
                                                                               : calibrate->rule.replications;
    double *u = malloc(most * sizeof *u);
    if (u == NULL)
        return DIAG_MEMORY;
    for (size_t b = 0; b < bootstraps; b++) {
        redraw_rows(self, b, false, power, u);
        redraw_points(self, b, u);
        for (size_t j = 0; j < parameters; j++)
            self->widths[j * bootstraps + b] = width(self, j, self->weight);
    }
    for (size_t b = 0; calibrate->tie_count > 0 && b < bootstraps; b++) {
        redraw_rows(self, b, true, power, u);
        correlate(self, &self->by_rows[b], bootstraps);
        redraw_points(self, b, u);
        correlate(self, &self->ties[b], bootstraps);
    }
    if (calibrate->tie_count > 0) {
        weigh(self, NULL, true, power);
        correlate(self, self->centres, 1);
    }
    free(u);
    return DIAG_OK;
}

/*
 * The bias-corrected percentile interval (Efron 1981, doi 10.2307/3314608): the middle `confidence` of
 * values[count], moved by as much as the bootstrap's median misses the estimate, in normal scores. Sorts
 * them.
 */
static void interval(double *values, size_t count, double estimate, double confidence, double *low,
                     double *high)
{
    const double tail = gsl_cdf_ugaussian_Pinv(0.5 * (1.0 - confidence));
    double below = 0.5; /* of count + 1: never none, never all */
    gsl_sort(values, 1, count);
    for (size_t i = 0; i < count; i++)
        below += values[i] < estimate ? 1.0 : values[i] > estimate ? 0.0 : 0.5;
    const double moved = 2.0 * gsl_cdf_ugaussian_Pinv(below / ((double)count + 1.0));
    *low = gsl_stats_quantile_from_sorted_data(values, 1, count, gsl_cdf_ugaussian_P(moved + tail));
    *high = gsl_stats_quantile_from_sorted_data(values, 1, count, gsl_cdf_ugaussian_P(moved - tail));
}

static void to_fisher(double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        values[i] = atanh((1.0 - 1e-12) * values[i]);
}

/*
 * Of the correlation that replications without end would give. The posterior allows for their number, so that
 * its correlation is nearer to 0; the interval is about what it is when their moments are taken as known, in
 * Fisher's z, less the bootstrap's bias (Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch.
 * 10). Its variance there is the bootstrap's; the part of the replications, of which the bootstrap has (n -
 * 1) / n, is known with n - 1 degrees of freedom, and the whole with the more that go with that
 * (Satterthwaite 1946).
 */
static void tie_interval(const struct summary *self, size_t which, double *low, double *high)
{
    const struct calibrate_rule *rule = &self->calibrate->rule;
    const size_t count = rule->bootstraps;
    const double n = (double)rule->replications;
    double *all = &self->ties[which * count], *rows = &self->by_rows[which * count];
    double centre = self->centres[which];
    to_fisher(all, count);
    to_fisher(rows, count);
    to_fisher(&centre, 1);
    centre -= gsl_stats_mean(all, 1, count) - centre;
    const double of_rows = gsl_stats_variance(rows, 1, count) * n / (n - 1.0);
    const double variance = fmax(gsl_stats_variance(all, 1, count) + of_rows / n, of_rows);
    const double freedom = of_rows > 0.0 ? (n - 1.0) * pow(variance / of_rows, 2) : INFINITY;
    const double t = freedom < FREEDOM_MOST ? gsl_cdf_tdist_Pinv(0.5 * (1.0 + rule->confidence), freedom)
                                            : gsl_cdf_ugaussian_Pinv(0.5 * (1.0 + rule->confidence));
    *low = tanh(centre - t * sqrt(variance));
    *high = tanh(centre + t * sqrt(variance));
}

/* Parts of the summary */

static void know_left(struct calibrate *self, size_t parameter)
{
    struct calibrate_known *known = &self->known[parameter];
    bool all = true;
    known->left_low = known->left_high = NAN;
    for (size_t i = 0; i < self->points.count; i++) {
        const double value = self->points.values[i * self->problem->parameter_count + parameter];
        if (!(self->points.implausible[i] <= CALIBRATE_RULED_OUT)) {
            all = false;
            continue;
        }
        known->left_low = fmin(value, known->left_low);
        known->left_high = fmax(value, known->left_high);
    }
    if (all)
        known->left_low = known->left_high = NAN;
}

static void know(struct summary *self, size_t parameter)
{
    struct calibrate *calibrate = self->calibrate;
    const size_t parameters = calibrate->problem->parameter_count, bootstraps = calibrate->rule.bootstraps;
    const double *weight = calibrate->points.weight;
    struct calibrate_known *known = &calibrate->known[parameter];
    double squares = 0.0;
    *known = (struct calibrate_known){.width = width(self, parameter, weight)};
    for (size_t i = 0; i < calibrate->points.count; i++)
        known->mean += weight[i] * calibrate->points.values[i * parameters + parameter];
    for (size_t i = 0; i < calibrate->points.count; i++) {
        const double from = calibrate->points.values[i * parameters + parameter] - known->mean;
        squares += weight[i] * from * from;
    }
    known->sd = sqrt(squares);
    known->q05 = quantile(self, parameter, weight, SUMMARY_LOW);
    known->q50 = quantile(self, parameter, weight, 0.5);
    known->q95 = quantile(self, parameter, weight, SUMMARY_HIGH);
    interval(&self->widths[parameter * bootstraps], bootstraps, known->width, calibrate->rule.confidence,
             &known->width_low, &known->width_high);
    known->verdict = known->width_high < CALIBRATE_NARROWED  ? CALIBRATE_FITTED
                     : known->width_low > CALIBRATE_NARROWED ? CALIBRATE_UNIDENTIFIED
                                                             : CALIBRATE_UNCLEAR;
    know_left(calibrate, parameter);
}

static void tie(struct summary *self, size_t which)
{
    struct calibrate *calibrate = self->calibrate;
    struct calibrate_tie *tie = &calibrate->ties[which];
    tie->correlation = correlation(calibrate, calibrate->points.weight, tie->one, tie->other);
    tie_interval(self, which, &tie->low, &tie->high);
    tie->strong = tie->low > CALIBRATE_CORRELATED || tie->high < -CALIBRATE_CORRELATED;
}

/* In how many directions the normal scores, which the priors spread by 1 in each, are spread by less than
 * CALIBRATE_NARROWED. Of so few points the least spread direction has 1 - sqrt(parameters / points) even when
 * nothing is narrowed (Marchenko and Pastur 1967): that does not count. */
static int count_directions(struct calibrate *self)
{
    const size_t count = self->problem->parameter_count;
    gsl_matrix *matrix = gsl_matrix_alloc(count, count);
    gsl_vector *values = gsl_vector_alloc(count);
    gsl_eigen_symm_workspace *workspace = gsl_eigen_symm_alloc(count);
    const bool there = matrix != NULL && values != NULL && workspace != NULL;
    const double chance = sqrt((double)count / self->waves[self->wave_count - 1].effective);
    const double narrow = CALIBRATE_NARROWED * fmax(1.0 - chance, 0.0);
    self->directions = 0;
    for (size_t j = 0; there && j < count; j++)
        for (size_t k = 0; k < count; k++)
            gsl_matrix_set(matrix, j, k, covariance(self, self->points.weight, j, k));
    if (there)
        gsl_eigen_symm(matrix, values, workspace);
    for (size_t j = 0; there && j < count; j++)
        self->directions += gsl_vector_get(values, j) < narrow * narrow;
    gsl_matrix_free(matrix);
    gsl_vector_free(values);
    gsl_eigen_symm_free(workspace);
    return there ? DIAG_OK : DIAG_MEMORY;
}

/* Fits */

struct outcome {
    double value, weight;
};

static int compare_outcomes(const void *a, const void *b)
{
    const struct outcome *one = a, *two = b;
    return one->value < two->value ? -1 : one->value > two->value;
}

static double outcome_quantile(const struct outcome *list, size_t count, double share)
{
    double sum = 0.0, all = 0.0;
    for (size_t i = 0; i < count; i++)
        all += list[i].weight;
    for (size_t i = 0; i < count; i++) {
        sum += list[i].weight;
        if (sum >= share * all)
            return list[i].value;
    }
    return NAN;
}

/* Single replications of all points, weighted; list[points * replications] is room. */
static void fit(struct calibrate *self, size_t target, struct outcome *list)
{
    const struct calibrate_points *points = &self->points;
    const struct calibrate_target *wanted = &self->problem->targets[target];
    const size_t targets = self->problem->target_count, rows = points->count * self->rule.replications;
    struct calibrate_fit *fit = &self->fits[target];
    double sum = 0.0, squares = 0.0, all = 0.0, before = 0.0;
    size_t count = 0, count_before = 0;
    for (size_t i = 0; i < rows; i++) {
        const double value = points->outcomes[i * targets + target];
        const size_t point = i / self->rule.replications;
        if (!isfinite(value))
            continue;
        list[count++] = (struct outcome){value, points->weight[point]};
        sum += points->weight[point] * value;
        all += points->weight[point];
        if (point < self->waves[0].count) {
            before += value;
            count_before++;
        }
    }
    fit->prior_mean = before / (double)count_before;
    fit->mean = sum / all;
    for (size_t i = 0; i < count; i++)
        squares += list[i].weight * (list[i].value - fit->mean) * (list[i].value - fit->mean);
    const double variance = (wanted->once ? squares / all : 0.0) + wanted->tolerance * wanted->tolerance;
    fit->implausibility = fabs(fit->mean - wanted->value) / sqrt(variance);
    fit->skewness = calibrate_likelihood_skewness(self, target);
    qsort(list, count, sizeof *list, compare_outcomes);
    fit->q05 = outcome_quantile(list, count, SUMMARY_LOW);
    fit->q95 = outcome_quantile(list, count, SUMMARY_HIGH);
}

static void find_least(struct calibrate *self)
{
    const size_t width = self->rule.replications * self->problem->target_count;
    self->least = INFINITY;
    for (size_t j = 0; j < self->problem->target_count; j++)
        self->fits[j].least = INFINITY;
    for (size_t i = 0; i < self->points.count; i++) {
        struct calibrate_judgement judgement;
        if (!isfinite(self->points.likelihood[i]))
            continue;
        calibrate_likelihood_judge(self->problem, &self->points.outcomes[i * width], self->rule.replications,
                                   NULL, false, &judgement);
        self->least = fmin(self->least, judgement.implausible);
        for (size_t j = 0; j < self->problem->target_count; j++)
            self->fits[j].least = fmin(self->fits[j].least, judgement.implausibilities[j]);
    }
}

/* Systematic resampling: each point as often as its weight asks for, give or take one. */
static int draw_sample(struct calibrate *self)
{
    const struct streams streams = {self->rule.seed, 0};
    const double u = streams_uniform(&streams, CALIBRATE_RESAMPLE, 0, 0);
    double sum = self->points.weight[0];
    size_t point = 0;
    size_t *sample = realloc(self->sample, self->rule.sample * sizeof *sample);
    if (sample == NULL)
        return DIAG_MEMORY;
    self->sample = sample;
    for (size_t i = 0; i < self->rule.sample; i++) {
        while (sum < ((double)i + u) / (double)self->rule.sample && point + 1 < self->points.count)
            sum += self->points.weight[++point];
        sample[i] = point;
    }
    return DIAG_OK;
}

int calibrate_summarise(struct calibrate *self)
{
    const size_t parameters = self->problem->parameter_count;
    const double widening = self->waves[self->wave_count - 1].widening;
    struct summary summary;
    struct outcome *list = malloc(self->points.count * self->rule.replications * sizeof *list);
    int code = summary_alloc(&summary, self);
    self->tie_count = 0;
    for (size_t one = 0; one < parameters; one++)
        for (size_t other = one + 1; other < parameters; other++)
            self->ties[self->tie_count++] = (struct calibrate_tie){.one = one, .other = other};
    if (list == NULL)
        code = DIAG_MEMORY;
    if (code == DIAG_OK)
        code = bootstrap(&summary, 1.0 / (widening * widening));
    for (size_t j = 0; code == DIAG_OK && j < parameters; j++)
        know(&summary, j);
    for (size_t t = 0; code == DIAG_OK && t < self->tie_count; t++)
        tie(&summary, t);
    for (size_t j = 0; code == DIAG_OK && j < self->problem->target_count; j++)
        fit(self, j, list);
    if (code == DIAG_OK)
        code = count_directions(self);
    if (code == DIAG_OK)
        code = draw_sample(self);
    if (code == DIAG_OK)
        find_least(self);
    summary_free(&summary);
    free(list);
    return code;
}
