/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Control variates: what a replication drew in demand is known, and so is what it should have drawn.
 *
 * Let y be a measure (or a paired difference of one) and x the measure `demand` of the same replication,
 * whose expectation E x follows from the parameters (docs/model.md, E44). The regression of y on x - E x over
 * the replications has an intercept whose expectation is that of y, and less variance than the plain mean
 * where y goes with x: by 1 / (1 - correlation^2), for many replications. Its interval is the regression's
 * own, with n - 2 degrees of freedom (Lavenberg & Welch 1981, Management Science 27, 322-335). It is exact
 * where y given x is normal about a line; measured coverage is in tests/experiment/test_controls.c.
 *
 * What is gained: much for output of one scenario, little for differences, as common random numbers have
 * taken the demand out of those already. So plain estimates stay the rule and this is shown beside them.
 */
#ifndef ZUTUAN_EXPERIMENT_CONTROLS_H
#define ZUTUAN_EXPERIMENT_CONTROLS_H

#include "zutuan/experiment/replicate.h"

#include <stddef.h>

#define CONTROLS_LEAST 10 /* pairs (y, x) below which there is no interval */

struct controls {
    size_t n;               /* pairs without a missing value */
    double mean, low, high; /* with the control; NaN for n < CONTROLS_LEAST or an x that does not vary */
    double plain, plain_low, plain_high;
    double correlation;
    double gain; /* the plain squared standard error over the controlled one: replications saved */
};

/* values[count] and control[count] are of the same replications, NaN allowed; scratch[2 count]. */
void controls_estimate(struct controls *self, const double *values, const double *control, double expectation,
                       size_t count, double confidence, double *scratch);

/* Of an arm's measure, over the replications that did not fail; room[4 done] is overwritten. */
void controls_arm(struct controls *self, const struct replicate *replicate, size_t arm,
                  enum outcome_measure measure, double confidence, double *room);
/* Of the difference other - base; the control is the base's. */
void controls_pair(struct controls *self, const struct replicate *replicate, size_t base, size_t other,
                   enum outcome_measure measure, double confidence, double *room);

#endif
