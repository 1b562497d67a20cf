/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The best of several alternatives by one measure, with a guarantee.
 *
 * Whatever the alternatives' means are and however their values are correlated (common random numbers), with
 * probability at least `confidence` at once, at every look and for good:
 *
 *     the best alternative is never eliminated;
 *     no alternative is further behind the best than its `behind`;
 *     so the one that is chosen is the best, or within delta of it.
 *
 * The classical procedure (KN: Kim and Nelson 2001, ACM TOMACS 11, 251-273) promises the best where all
 * others are at least delta behind, and nothing where they are not (Eckman and Henderson 2018, Proc. WSC).
 * Here each pair of alternatives is followed by a confidence sequence for the mean of its paired differences,
 * which holds at all sample sizes together: n differences with mean m and standard deviation s cover
 *
 *     |m - mu| <= s sqrt((n - 1) y / n),   y = (R - 1) / (1 - R / (1 + n g)),  R = (sqrt(1 + n g) /
 * beta)^(2/n)
 *
 * (the whole line while R >= 1 + n g). It inverts the t statistic's likelihood ratio with a normal prior of
 * variance g on the standardised effect (Lai 1976, Ann. Statist. 4, 265-280; Gonen et al. 2005, Amer.
 * Statist. 59, 252-257), a martingale under the true mean whatever the variance is (Perez-Ortiz et al. 2024,
 * Ann. Statist. 52, 1410-1432), so that by Ville's inequality it ever errs with probability beta at most.
 * Only pairs with the best can do harm, and there are count - 1 of them: beta = (1 - confidence) / (count -
 * 1).
 *
 * The proof is for normal values; averages over a programme of years are nearly normal, and the first stage
 * keeps skewness from mattering (tests/experiment/test_select.c says how much). As nothing depends on when
 * one looks or stops, a selection that is interrupted or runs into `most` keeps the first two promises, and
 * delta may be a share of the chosen alternative's own estimated mean. The price against KN is runs where
 * many alternatives are about delta behind the best; where most are far behind, it takes fewer.
 */
#ifndef ZUTUAN_EXPERIMENT_SELECT_H
#define ZUTUAN_EXPERIMENT_SELECT_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/estimate.h"
#include "zutuan/experiment/replicate.h"
#include "zutuan/experiment/scenario.h"
#include "zutuan/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SELECT_FIRST       20 /* replications before the first look */
#define SELECT_FIRST_LEAST 10
#define SELECT_MOST        10000 /* replications of an alternative */
#define SELECT_NONE        SIZE_MAX

/* What is too little to matter. */
struct select_zone {
    bool relative; /* a share of the chosen alternative's mean, else in the unit of the measure */
    double width;  /* > 0 */
};

struct select_rule {
    int better; /* +1: more is better, -1: less */
    struct select_zone zone;
    double confidence;
    size_t first; /* >= SELECT_FIRST_LEAST: replications before the first look */
    size_t most;  /* >= first */
};

enum select_status {
    SELECT_IN,     /* may be the best; nothing more is known */
    SELECT_CHOSEN, /* the best or within delta of it */
    SELECT_WITHIN, /* within delta of the best, as the chosen one is */
    SELECT_OUT,    /* worse than another */
    SELECT_VOID,   /* has no value of the measure in half of its replications or more; not compared */
};

struct select_alternative {
    enum select_status status;
    double *values; /* owned, [rows] */
    size_t rows;    /* replications that were run; NaN where there is no value */
    size_t by;      /* OUT: the alternative that it is worse than; else SELECT_NONE */
    double behind;  /* at most so far behind the best, in the unit of the measure; INFINITY while unknown */
};

/* A look. */
struct select_round {
    size_t rows; /* replications of each alternative that was still in */
    size_t in;   /* alternatives left after it */
    size_t runs; /* of all alternatives, until then */
};

struct select {
    struct select_rule rule;
    struct select_alternative *alternatives; /* owned, [count] */
    size_t count;
    size_t rows;                 /* replications of those that are in */
    size_t chosen;               /* SELECT_NONE unless the promise is kept */
    size_t leader;               /* of those that are in, the one that is least behind; SELECT_NONE: none */
    struct select_round *rounds; /* owned, [round_count] */
    size_t round_count, round_capacity;
    size_t capacity; /* rows that there is room for */
};

/*
 * Gives the values of replications from..to-1 of alternatives which[count] (rising), values[i][from..to-1]
 * for which[i]; what is no value is NaN. An alternative that was once left out never comes back. On error,
 * DIAG_INTERRUPTED above all, *done says up to where rows are complete (from <= *done <= to).
 */
typedef int select_source(void *context, const size_t *which, size_t count, size_t from, size_t to,
                          double *const *values, size_t *done);

/* Reads `1%` or `2.5`. On DIAG_INVALID `why` says what is wrong. */
DIAG_MUST_CHECK int select_zone_parse(struct select_zone *self, const char *text, char *why, size_t size);
/* Half-width of the confidence sequence after n paired differences with standard deviation sd. */
double select_half_width(size_t n, double sd, double beta);

/* `count` >= 2 alternatives without values. Error: DIAG_MEMORY, with `self` empty. */
DIAG_MUST_CHECK int select_alloc(struct select *self, size_t count, const struct select_rule *rule);
/* Accepts a zeroed object. */
void select_free(struct select *self);
/* Until one is chosen or rule.most is reached. Errors: DIAG_MEMORY and those of the source; what was looked
 * at is kept, and what an interruption left has been looked at. */
DIAG_MUST_CHECK int select_run(struct select *self, select_source *source, void *context);
/* What delta is for alternative i, in the unit of the measure. */
double select_delta(const struct select *self, size_t i);
/* The alternative's mean with a plain interval, for itself. scratch[rows]. */
void select_mean(const struct select *self, size_t i, struct estimate *estimate, double *scratch);
/* Runs of all alternatives. */
size_t select_runs(const struct select *self);

/* The alternatives are scenarios: a source for select_run. */
struct select_simulation {
    const struct scenario *const *scenarios; /* borrowed, [count] */
    size_t count;
    enum outcome_measure measure;
    uint64_t seed;
    double confidence;               /* of the intervals in `means` */
    const struct replicate_how *how; /* borrowed */
    /* state */
    struct replicate replicate;         /* its arms are which[arm_count] */
    size_t *which;                      /* owned */
    size_t runs;                        /* before this round */
    struct replicate_failure *failures; /* owned, [failure_count]; their arms are indices of scenarios */
    size_t failure_count;
    bool begun;
    struct estimate (*means)[OUTCOME_MEASURES]; /* owned, [count]; NULL until something is out or all ends */
};

/* A select_source; context is a struct select_simulation with its first part set and the rest zero. */
int select_simulate(void *context, const size_t *which, size_t count, size_t from, size_t to,
                    double *const *values, size_t *done);
/* After select_run: the means of all, each over the replications that it has. DIAG_MEMORY. */
DIAG_MUST_CHECK int select_simulation_means(struct select_simulation *self);
/* Accepts a zeroed object. */
void select_simulation_free(struct select_simulation *self);

#endif
