/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/calibrate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

const char *calibrate_prior_name(enum calibrate_prior prior)
{
    static const char *const names[] = {"uniform", "log-uniform", "normal"};
    return names[prior];
}

static double quantile(const struct calibrate_parameter *self, double u)
{
    const double low = gsl_cdf_gaussian_P(self->low - self->mean, self->sd);
    const double high = gsl_cdf_gaussian_P(self->high - self->mean, self->sd);
    switch (self->prior) {
    case CALIBRATE_LOG_UNIFORM:
        return self->low * pow(self->high / self->low, u);
    case CALIBRATE_NORMAL:
        return self->mean + gsl_cdf_gaussian_Pinv(low + u * (high - low), self->sd);
    default:
        return self->low + u * (self->high - self->low);
    }
}

/* Whole numbers stand for half a unit on either side of themselves. */
static struct calibrate_parameter widened(const struct calibrate_parameter *self)
{
    struct calibrate_parameter wide = *self;
    if (self->whole) {
        wide.low = self->prior == CALIBRATE_LOG_UNIFORM ? fmax(self->low - 0.5, 0.5) : self->low - 0.5;
        wide.high = self->high + 0.5;
    }
    return wide;
}

double calibrate_prior_value(const struct calibrate_parameter *self, double u)
{
    const struct calibrate_parameter wide = widened(self);
    const double value = self->whole ? round(quantile(&wide, u)) : quantile(&wide, u);
    return fmin(fmax(value, self->low), self->high);
}
