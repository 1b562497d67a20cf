/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the tests against closed forms: a world with every mechanism off, and means over replications.
 *
 * Every test compares a simulated mean with an exact value and accepts a distance of ORACLE_SIGMAS standard
 * errors (4 of a t distribution with 19 degrees of freedom or more: a false alarm once in about 1,300 tries,
 * and seeds are fixed, so it either always or never happens). The tests also require that ORACLE_SIGMAS
 * standard errors be less than the error they must notice, 2 % of the exact value, so that a test without
 * power fails.
 */
#ifndef ZUTUAN_TESTS_ORACLE_H
#define ZUTUAN_TESTS_ORACLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "zutuan/model/world.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define ORACLE_SIGMAS 4.0
#define ORACLE_POWER  0.02 /* relative error that must be noticed */
#define ORACLE_SEED   20120401u

/* Sanitizers, identities checked after every event, or valgrind are slow: there the tests run a
 * part of the horizon and look for wrong events rather than for small errors. */
#ifdef ZUTUAN_SHORT_TESTS
#define ORACLE_EFFORT 0.02
#else
#define ORACLE_EFFORT 1.0
#endif

/* cmocka 1.1.5 compares floats in single precision only. */
#define oracle_assert_close(a, b, tolerance)                                                                 \
    do {                                                                                                     \
        if (!(fabs((a) - (b)) <= (tolerance)))                                                               \
            fail_msg("%s = %.12g, expected %.12g", #a, (double)(a), (double)(b));                            \
    } while (0)

struct oracle_mean {
    double mean, se;
};

/* A city of `count` providers with `teams` teams each in which nothing happens but requests at `rate` per
 * provider, sessions of mean `time` days (exponential) and patience of mean `patience` days. */
static inline struct params oracle_queue(int count, int teams, double rate, double time, double patience,
                                         double horizon)
{
    struct params p;

    params_defaults(&p);
    p.programme.horizon = horizon * ORACLE_EFFORT;
    p.providers.count = count;
    p.providers.teams = teams;
    p.providers.types = 1;
    p.providers.popularity_cv = 0.0;
    p.demand.rate = rate;
    p.demand.season = 0.0;
    p.demand.patience = patience;
    for (int i = 0; i < PARAMS_CLASSES; i++)
        p.demand.factor[i] = 1.0;
    p.service.time = time;
    p.service.distribution = PARAMS_DISTRIBUTION_EXPONENTIAL;
    p.learning.progress_ratio = 1.0;
    p.learning.turnover = 0.0;
    p.training.self_per_year = 0.0;
    p.oversight.solo_visits = p.oversight.cluster_visits = 0.0;
    p.oversight.solo_instructions = p.oversight.cluster_instructions = 0.0;
    p.government.contract_hours = p.government.framework_hours = p.government.annex_hours = 0.0;
    p.purchase.exit_hazard = 0.0;
    p.promotion.on = p.referral.on = p.training.on = p.exchange.on = p.monitoring.on = false;
    p.steering.on = p.branch.on = false;
    for (int kind = 0; kind < PARAMS_OFFERS; kind++)
        p.partners.offers[kind] = 0.0; /* partners speed sessions up */
    p.cluster.member_hours = 0.0;
    p.support.coordination_hours = p.support.link_hours = 0.0;
    return p;
}

static inline struct oracle_mean oracle_summary(const double *values, size_t count)
{
    const double mean = gsl_stats_mean(values, 1, count);

    return (struct oracle_mean){mean, gsl_stats_sd_m(values, 1, count, mean) / sqrt((double)count)};
}

/* Runs replications 1..count; results[measure of wanted[k]] of replication r go to values[k * count + r]. */
static inline void oracle_run(const struct params *params, size_t count, const enum outcome_measure *wanted,
                              size_t measures, double *values)
{
    struct world *world = NULL;
    double all[OUTCOME_MEASURES];

    assert_int_equal(world_alloc(&world, params), DIAG_OK);
    for (size_t r = 0; r < count; r++) {
        world_reset(world, ORACLE_SEED, (uint32_t)r + 1);
        if (world_run(world) != DIAG_OK)
            fail_msg("replication %zu: %s", r + 1, world_complaint(world));
        world_measures(world, all);
        for (size_t k = 0; k < measures; k++)
            values[k * count + r] = all[wanted[k]];
    }
    world_free(world);
}

/* Means of up to 8 measures over `count` replications. */
static inline void oracle_means(const struct params *params, size_t count, const enum outcome_measure *wanted,
                                size_t measures, struct oracle_mean *means)
{
    double *const values = malloc(count * measures * sizeof *values);

    assert_non_null(values);
    oracle_run(params, count, wanted, measures, values);
    for (size_t k = 0; k < measures; k++)
        means[k] = oracle_summary(values + k * count, count);
    free(values);
}

/* |simulated - exact| within the tolerance, and the tolerance sharp enough. */
static inline void oracle_check(const char *what, struct oracle_mean simulated, double exact)
{
    const double tolerance = ORACLE_SIGMAS * simulated.se;
    const double start =
        ORACLE_EFFORT >= 1.0 ? 1e-12 : 0.25; /* a short run still shows that it began empty */

    if (!(fabs(simulated.mean - exact) <= tolerance + start * fabs(exact)))
        fail_msg("%s: simulated %.6g (standard error %.2g), exact %.6g", what, simulated.mean, simulated.se,
                 exact);
    if (ORACLE_EFFORT >= 1.0 && !(tolerance <= ORACLE_POWER * fabs(exact)))
        fail_msg("%s: the test cannot notice an error of 2 %%: %.2g of %.6g", what, tolerance, exact);
    printf("    %-34s simulated %-10.6g exact %-10.6g distance %+.2f se\n", what, simulated.mean, exact,
           simulated.se > 0.0 ? (simulated.mean - exact) / simulated.se : 0.0);
}

#endif
