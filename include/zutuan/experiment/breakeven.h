/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where along a parameter a mean difference changes its sign, with an interval.
 *
 * Let D_r(x) be the difference OTHER - BASE in replication r at the value x of the parameter, and delta(x)
 * its mean. All replications are run at every value looked at, under common random numbers, so that the curve
 * of means over replications is nearly as smooth as each replication's own, and has a root of its own that
 * can be found as that of a function without noise.
 *
 * 1. Scan. The sign of delta is tested at m values at once: it is decided where a t interval at confidence
 *    1 - alpha/m (Bonferroni) does not hold zero. All decided signs are right with probability 1 - alpha or
 *    more. Between neighbouring decided values of opposite signs delta changes its sign at least once; a
 *    change between values of the scan that leaves no trace at them is not seen.
 * 2. Inversion. For each such change the interval of the root is the confidence set
 *
 *        { x : the t interval of delta(x) at confidence 1 - alpha holds zero },
 *
 *    the inversion of the paired test (as Fieller 1954, doi 10.1111/j.2517-6161.1954.tb00159.x, for the root
 *    of a line; without its assumption of one). The true root x* is in it exactly when the interval at x*
 *    holds delta(x*) = 0: it covers as often as a t interval does, whatever the curve. Its ends are roots of
 *    the lower and the upper edge of the band, found together with the root of the mean by regula falsi,
 * until each is next to a value that was run. Reported is the whole stretch from the set's first value to its
 *    last, which never covers less.
 *
 * For a whole-numbered parameter the change lies between two neighbours, k and k + 1. The interval runs from
 * the last value with the old sign to the first one with the new sign, each tested one-sided at alpha/2; it
 * holds both true neighbours with probability 1 - alpha or more (more, because values are few).
 *
 * Intervals of several changes stand each for itself. Replications are as many at every value. They are fixed
 * beforehand, or looked at until the intervals are narrow enough (breakeven_look): a sequential procedure of
 * fixed width, whose coverage tends to what is said as the width tends to nothing (Chow and Robbins 1965,
 * Ann. Math. Stat. 36, 457-462), with a first look at ESTIMATE_FIRST_LOOK replications or more. It looks at
 * widths, never at signs: without a change of sign at the first look it ends there. Measured over 1000
 * repeats of 30 replications on a curved difference with a known root (tests/experiment/test_breakeven.c): a
 * 95 % interval covers it in 950, also where every replication's curve has ripples; for whole numbers it
 * covers both neighbours in 983.
 */
#ifndef ZUTUAN_EXPERIMENT_BREAKEVEN_H
#define ZUTUAN_EXPERIMENT_BREAKEVEN_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/estimate.h"

#include <stdbool.h>
#include <stddef.h>

#define BREAKEVEN_SCAN_MOST 1000
#define BREAKEVEN_SCAN      13   /* values of a scan where nobody says */
#define BREAKEVEN_ROUNDS    24   /* of refinement at most */
#define BREAKEVEN_TOLERANCE 0.02 /* from an end to the nearest value run, as a share of the interval */

/* The difference at a value; low..high is its pointwise t interval. */
struct breakeven_point {
    double value;
    struct estimate_pair pair;
    double band_low, band_high; /* simultaneous over the scan; NaN for a value of the refinement */
    int sign;                   /* of the scan: +1, -1, 0 not decided; 0 for a value of the refinement */
    bool scanned;
};

/* A change of sign. */
struct breakeven_root {
    double left, right;  /* values of the scan with decided, opposite signs */
    int before;          /* sign on the left: -1 where OTHER gains by going right */
    double estimate;     /* root of the mean; of a whole-numbered parameter half-way between the neighbours */
    double low, high;    /* the interval */
    double below, above; /* the values run next to the estimate; whole-numbered: the two neighbours */
    double certainty;    /* whole-numbered: the confidence at which the interval is these two; else NaN */
    bool resolved;       /* all three were found to BREAKEVEN_TOLERANCE, or between neighbours */
};

/* A stretch of the scan without a decided sign that is not part of a change of sign. */
struct breakeven_doubt {
    double low, high; /* its values in the scan */
    int left, right;  /* decided signs beside it; 0 at the end of the range */
};

/*
 * Puts the difference at values[count] into pairs[count], with t intervals at the given confidence. An error
 * ends the search.
 */
typedef int breakeven_source(void *context, const double *values, size_t count, double confidence,
                             struct estimate_pair *pairs);

struct breakeven_question {
    double low, high; /* low < high; whole numbers if `whole` */
    size_t steps;     /* values of the scan, at least 2; fewer where there are fewer whole numbers */
    bool whole;
    double confidence;
    breakeven_source *source;
    void *context;
};

struct breakeven {
    struct breakeven_question question;
    struct breakeven_point *points; /* owned, [point_count], sorted by value */
    size_t point_count;
    size_t scan_count;
    struct breakeven_root *roots; /* owned, [root_count], from left to right */
    size_t root_count;
    struct breakeven_doubt *doubts; /* owned, [doubt_count] */
    size_t doubt_count;
};

/*
 * The scan, then the refinement of all changes together. DIAG_OK, DIAG_MEMORY, or what the source returned:
 * then what was found before is kept, changes not resolved. Free in any case.
 */
DIAG_MUST_CHECK int breakeven_search(struct breakeven *self, const struct breakeven_question *question);
/* How near a target is that every interval of a root is to meet: half-widths in the parameter's unit, a
 * relative one as a share of the root. Met when there is no root, and none in doubt; hopeless when all are in
 * doubt. look->n and look->next count replications. */
void breakeven_look(const struct breakeven *self, const struct estimate_target *target,
                    struct estimate_look *look);
/* Accepts a zeroed object. */
void breakeven_free(struct breakeven *self);
/* The values of a scan, values[steps]; returns how many. */
size_t breakeven_scan(const struct breakeven_question *question, double *values);

#endif
