/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parameters fitted to what is known of a real cluster, with their uncertainty.
 *
 * What is known are targets: a measure, its value, and a tolerance, the standard deviation of what may be off
 * between the value and the model (measuring, definitions, the model's own error). A target that was observed
 * `once` is one draw of the model's chance plus that error; one that is a `mean` over many cities or years
 * has no chance left in it. What is believed before are priors, each parameter for itself.
 *
 * Every point is replicated under common random numbers. Its outcomes have mean m and covariance S over n
 * replications; the targets y are then judged by a normal synthetic likelihood (Wood 2010, Nature 466,
 * 1102-1104), y - m ~ N(0, V), where
 *
 *     V_jk = S_jk (1 + 1/n)  for two targets observed once,  S_jk / n  otherwise,  plus tolerance^2 for j =
 * k.
 *
 * As S is estimated, the density is a t, with the degrees of freedom that V is known with (Sellentin and
 * Heavens 2016, MNRAS 456, L132-L136).
 *
 * The same terms give the implausibility of history matching, |m_j - y_j| / sqrt(V_jj) (Craig et al. 1997;
 * Andrianakis et al. 2015, PLoS Comput. Biol. 11, e1003968, with the model's chance in V): beyond 3 a point
 * is ruled out (Pukelsheim 1994, Amer. Statist. 48, 88-91).
 *
 * The first wave covers the priors with a randomly shifted Sobol sequence. Each further wave draws its points
 * where the targets are met better: from a mixture of normal kernels about the points so far, twice their
 * covariance wide (Beaumont et al. 2009, Biometrika 96, 983-990), and for a tenth from the priors. All waves
 * together are one importance sample under the mixture of their proposals (Cornuet et al. 2012, Scand. J.
 * Statist. 39, 798-812). While few points carry the weight, tolerances and chance are taken `widening` times
 * as wide (the likelihood to the power 1 / widening^2), the least with which the effective sample size is
 * half a wave (Del Moral, Doucet, Jasra 2012, Stat. Comput. 22, 1009-1020). When `widening` has come down to
 * 1 the weighted points are the posterior; when it has not, they are that of wider tolerances, and it says
 * so.
 *
 * Checked by ranks (Talts et al. 2018, arXiv:1804.06788) on linear models with 30 replications and waves of
 * 150: 90 % ranges hold the truth in 89.8 % (once), 89.1 % (mean) and, outcomes of skewness 1, 89.2 % of 4000
 * cases.
 *
 * What the replications leave uncertain is shown by bootstrap: replications (the same ones for all points, as
 * they share their random numbers) and points are drawn anew. Intervals of correlations are of what replications
 * without end would give: the posterior of few is wider, as it should be, and its correlations nearer to 0.
 * Random choices are keyed by seed; results do
 * not depend on threads.
 */
#ifndef ZUTUAN_EXPERIMENT_CALIBRATE_H
#define ZUTUAN_EXPERIMENT_CALIBRATE_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/replicate.h"
#include "zutuan/experiment/scenario.h"
#include "zutuan/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CALIBRATE_PARAMETERS_MOST 16
#define CALIBRATE_TARGETS_MOST    16
#define CALIBRATE_POINTS          200 /* of a wave */
#define CALIBRATE_REPLICATIONS    40  /* of a point */
#define CALIBRATE_WAVES           6   /* at most */
#define CALIBRATE_SAMPLE          1000
#define CALIBRATE_BOOTSTRAPS      200
#define CALIBRATE_RULED_OUT       3.0 /* implausibility */
/* A posterior this wide against the prior, or wider, has taught nothing worth the name. */
#define CALIBRATE_NARROWED   0.8
#define CALIBRATE_CORRELATED 0.5
#define CALIBRATE_SKEWED     0.85 /* skewness of an error up to which coverage was measured */

enum calibrate_prior { CALIBRATE_UNIFORM, CALIBRATE_LOG_UNIFORM, CALIBRATE_NORMAL };

struct calibrate_parameter {
    const struct params_row *row; /* NULL: none of the model's (tests) */
    enum calibrate_prior prior;
    double low, high; /* where it may be */
    double mean, sd;  /* CALIBRATE_NORMAL, cut to low..high */
    bool whole;       /* whole numbers from low to high */
    bool plausible;   /* the range was not given */
    int line;         /* of the file */
};

struct calibrate_target {
    enum outcome_measure measure;
    double value, tolerance; /* in the measure's unit; tolerance > 0 */
    bool once;
    char *source; /* owned; "" when it is not said */
    int line;
};

/* What is to be fitted to what. */
struct calibrate_problem {
    struct calibrate_parameter parameters[CALIBRATE_PARAMETERS_MOST];
    size_t parameter_count; /* >= 1 */
    struct calibrate_target targets[CALIBRATE_TARGETS_MOST];
    size_t target_count; /* >= 1 */
};

/*
 * A file of targets:
 *
 *     description = "Joining, as the paper tells it";
 *     scenario = "16+1+N";
 *     parameters = (
 *         { key = "membership.innovation"; prior = "log-uniform"; from = 0.005; to = 0.1; },
 *         { key = "membership.imitation"; },                        (uniform over a plausible range)
 *         { key = "membership.effect"; prior = "normal"; mean = 1; sd = 0.5; }
 *     );
 *     targets = (
 *         { measure = "joiners_350d"; value = 4; tolerance = 1; seen = "once"; source = "Zhu, Chen 2012"; }
 *     );
 *     points = 200; replications = 40; waves = 6;                   (left out: these)
 */
struct calibrate_targets {
    char name[SCENARIO_NAME_MOST];
    char *description; /* owned; "" when the file has none */
    char *file;        /* owned; the path read */
    struct scenario scenario;
    struct calibrate_problem problem;
    size_t points, replications, waves;
};

/*
 * Loads `name` (a path when it has a slash or ends in `.cfg`; otherwise NAME.cfg in the current folder, then
 * in the folder `targets` of each folder of the search path), and its scenario, with overrides as in
 * scenario_load; a parameter that is fitted cannot be overridden. All mistakes go to `diag`. Returns DIAG_OK,
 * DIAG_INVALID, DIAG_IO or DIAG_MEMORY; on failure `self` holds nothing. Free with calibrate_targets_free.
 */
DIAG_MUST_CHECK int calibrate_targets_load(struct calibrate_targets *self, const char *name,
                                           const struct scenario_search *search, const char *const *overrides,
                                           size_t override_count, struct diag *diag);
/* Accepts a zeroed object. */
void calibrate_targets_free(struct calibrate_targets *self);
/* Writes the targets in full as a file that calibrate_targets_load reads back to the same problem, the
 * scenario as `folder`/NAME. Error: DIAG_IO. */
DIAG_MUST_CHECK int calibrate_targets_write(const struct calibrate_targets *self, const char *folder,
                                            FILE *stream);
/* As a targets file names it: uniform, log-uniform, normal. */
const char *calibrate_prior_name(enum calibrate_prior prior);
/* The prior's quantile at 0 < u < 1. */
double calibrate_prior_value(const struct calibrate_parameter *self, double u);

/*
 * Gives values[count][replications][targets] at points[count][parameters], NaN where there is none, all
 * points under the same random numbers. Any error but DIAG_OK ends the calibration; the waves before it are
 * kept.
 */
typedef int calibrate_model(void *context, const double *points, size_t count, size_t replications,
                            double *values);

struct calibrate_rule {
    size_t points, replications, waves;
    size_t effective;  /* sample size at which it is reached */
    size_t sample;     /* draws from the posterior */
    size_t bootstraps; /* >= 20 */
    double confidence; /* of bootstrap intervals */
    uint64_t seed;
};

struct calibrate_wave {
    size_t first, count; /* points */
    size_t void_points;  /* of them, without values for all targets: beyond the model's rules, or failed */
    size_t not_ruled_out;
    double widening;  /* after it, >= 1 */
    double effective; /* effective sample size after it, of all points so far */
};

/* Of each point; arrays are [point_count]. */
struct calibrate_points {
    double *values;      /* owned, [point_count][parameters] */
    double *normal;      /* owned, the same as normal scores of the priors */
    double *outcomes;    /* owned, [point_count][replications][targets] */
    double *likelihood;  /* owned: logarithm; -INFINITY for a void point */
    double *implausible; /* owned: the largest over the targets; NaN for a void point */
    double *density;     /* owned: sum of the waves' proposal densities, by their points */
    double *weight;      /* owned: they add up to 1 */
    size_t count, room;
};

enum calibrate_verdict { CALIBRATE_UNCLEAR, CALIBRATE_FITTED, CALIBRATE_UNIDENTIFIED };

/* What is known of a parameter now; quantiles in its own unit. */
struct calibrate_known {
    double mean, sd, q05, q50, q95;
    double width, width_low, width_high; /* 90 % range of the posterior over that of the prior, as shares of
                                            the prior's probability; with its bootstrap interval */
    double left_low, left_high;          /* range of the points that are not ruled out; NaN: all are */
    enum calibrate_verdict verdict;
};

/* Correlation of two parameters' normal scores in the posterior, and the interval of what replications without
 * end would give. */
struct calibrate_tie {
    size_t one, other;
    double correlation, low, high;
    bool strong; /* beyond CALIBRATE_CORRELATED for certain: a combination is known better than either */
};

/* What the posterior says of a target. */
struct calibrate_fit {
    double prior_mean;     /* of the outcome over the first wave */
    double mean, q05, q95; /* of single replications */
    double implausibility; /* |mean of the outcome - value| over its chance and tolerance */
    double least;          /* least implausibility of any point */
    double skewness;       /* of its error, chance and tolerance together */
};

struct calibrate {
    const struct calibrate_problem *problem; /* borrowed */
    struct calibrate_rule rule;
    struct calibrate_wave *waves; /* owned, [wave_count] */
    size_t wave_count;
    struct calibrate_points points;
    void *proposals; /* owned: calibrate_proposal.c's */
    /* after calibrate_summarise */
    size_t *sample;                                          /* owned, [rule.sample]: points */
    struct calibrate_known known[CALIBRATE_PARAMETERS_MOST]; /* [parameter_count] */
    struct calibrate_tie ties[CALIBRATE_PARAMETERS_MOST * (CALIBRATE_PARAMETERS_MOST - 1) / 2];
    size_t tie_count;
    struct calibrate_fit fits[CALIBRATE_TARGETS_MOST]; /* [target_count] */
    size_t directions; /* combinations of parameters that the targets narrow */
    double least;      /* least implausibility of a point, over all its targets */
};

/* Error: DIAG_MEMORY, with `self` empty. `problem` must outlive it. */
DIAG_MUST_CHECK int calibrate_alloc(struct calibrate *self, const struct calibrate_problem *problem,
                                    const struct calibrate_rule *rule);
/* Accepts a zeroed object. */
void calibrate_free(struct calibrate *self);
/* Whether the posterior is reached: no widening, and an effective sample of rule.effective or more. */
bool calibrate_reached(const struct calibrate *self);
/* Waves until then, at most rule.waves. Errors: DIAG_INVALID when no point has values for all targets,
 * DIAG_MEMORY, and those of the model. */
DIAG_MUST_CHECK int calibrate_run(struct calibrate *self, calibrate_model *model, void *context);
/* At least one wave must be there. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int calibrate_summarise(struct calibrate *self);

/* The model itself: a calibrate_model whose context is a struct calibrate_simulation. */
struct calibrate_simulation {
    const struct calibrate_targets *targets; /* borrowed */
    uint64_t seed;
    const struct replicate_how *how; /* borrowed */
    size_t waves;                    /* asked for, for progress; done so far */
    size_t waves_done;
    size_t conflicts; /* points that contradict the model's rules: the priors are cut there */
    size_t failures;  /* replications */
};
int calibrate_simulate(void *context, const double *points, size_t count, size_t replications,
                       double *values);

#endif
