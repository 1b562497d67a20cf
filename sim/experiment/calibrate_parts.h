/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a calibration: likelihood, proposals, weights. For calibrate*.c only. */
#ifndef ZUTUAN_EXPERIMENT_CALIBRATE_PARTS_H
#define ZUTUAN_EXPERIMENT_CALIBRATE_PARTS_H

#include "zutuan/experiment/calibrate.h"

/* Purposes of keyed streams; the model's are below 100. */
enum {
    CALIBRATE_SHIFT = 220,
    CALIBRATE_DRAW = 221,
    CALIBRATE_RESAMPLE = 222,
    CALIBRATE_BOOTSTRAP_ROWS = 223,
    CALIBRATE_BOOTSTRAP_POINTS = 224,
};

/* Outcomes of a point against the targets. */
struct calibrate_judgement {
    double likelihood;                   /* logarithm; -INFINITY when there are too few values */
    double implausible;                  /* the largest; NaN likewise */
    double mean[CALIBRATE_TARGETS_MOST]; /* of the outcomes */
    double implausibilities[CALIBRATE_TARGETS_MOST];
};

/* outcomes[replications][targets]; rows[replications]: which of them, NULL for all as they are. `known`: as if
 * their mean and covariance were those of replications without end, the normal density. */
void calibrate_likelihood_judge(const struct calibrate_problem *problem, const double *outcomes,
                                size_t replications, const size_t *rows, bool known,
                                struct calibrate_judgement *self);

/* Skewness of a target's whole error, chance and tolerance together, which the likelihood takes for normal:
 * over all points by their weights; NaN when there is none. */
double calibrate_likelihood_skewness(const struct calibrate *self, size_t target);

/* Weights proportional to likelihood^power times prior over proposals, for all points; they add up to 1.
 * likelihood[count] in place of the points' own. Returns the effective sample size, 0 when all are void. */
double calibrate_proposal_weigh(const struct calibrate *self, const double *likelihood, double power,
                                double *weight);
/* Draws the normal scores of the next wave's points: normal[count][parameters]. Before, the points' weights
 * are those to draw by. The proposal is kept. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int calibrate_proposal_draw(struct calibrate *self, size_t count, double *normal);
/* After the wave's points are among the others: brings `density` of all points up to date. */
void calibrate_proposal_settle(struct calibrate *self);
void calibrate_proposal_free(struct calibrate *self);

#endif
