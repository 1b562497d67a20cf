/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/controls.h"

#include "zutuan/core/tally.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

/* Pairs without a missing value, the control less its expectation; returns how many. */
static size_t gather(const double *values, const double *control, double expectation, size_t count, double *y,
                     double *x)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i]) && !isnan(control[i])) {
            y[n] = values[i];
            x[n++] = control[i] - expectation;
        }
    }
    return n;
}

void controls_estimate(struct controls *self, const double *values, const double *control, double expectation,
                       size_t count, double confidence, double *scratch)
{
    double *y = scratch, *x = scratch + count;
    const size_t n = gather(values, control, expectation, count, y, x);
    double slope, variance, covariance, slope_variance, squares;
    *self = (struct controls){n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    if (n < 2)
        return;
    const double sd = gsl_stats_sd(y, 1, n), half = tally_half_width(n, sd, confidence);
    self->plain = gsl_stats_mean(y, 1, n);
    self->plain_low = self->plain - half;
    self->plain_high = self->plain + half;
    if (n < CONTROLS_LEAST || !(gsl_stats_sd(x, 1, n) > 0.0) || !(sd > 0.0))
        return;
    self->correlation = gsl_stats_correlation(x, 1, y, 1, n);
    gsl_fit_linear(x, 1, y, 1, n, &self->mean, &slope, &variance, &covariance, &slope_variance, &squares);
    const double reach = gsl_cdf_tdist_Pinv(0.5 + 0.5 * confidence, (double)n - 2.0) * sqrt(variance);
    self->low = self->mean - reach;
    self->high = self->mean + reach;
    self->gain = variance > 0.0 ? sd * sd / (double)n / variance : INFINITY;
}

void controls_arm(struct controls *self, const struct replicate *replicate, size_t arm,
                  enum outcome_measure measure, double confidence, double *room)
{
    double *control = room + replicate->done, *scratch = control + replicate->done;
    const size_t count = replicate_column(replicate, arm, measure, room);
    replicate_column(replicate, arm, OUTCOME_DEMAND, control);
    controls_estimate(self, room, control, world_expected_demand(&replicate->arms[arm].scenario->params),
                      count, confidence, scratch);
}

void controls_pair(struct controls *self, const struct replicate *replicate, size_t base, size_t other,
                   enum outcome_measure measure, double confidence, double *room)
{
    double *control = room + replicate->done, *scratch = control + replicate->done;
    const size_t count = replicate_column(replicate, other, measure, room);
    replicate_column(replicate, base, measure, control);
    for (size_t i = 0; i < count; i++)
        room[i] -= control[i];
    replicate_column(replicate, base, OUTCOME_DEMAND, control);
    controls_estimate(self, room, control, world_expected_demand(&replicate->arms[base].scenario->params),
                      count, confidence, scratch);
}
