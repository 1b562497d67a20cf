/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which parameters matter: Morris's elementary effects and Sobol's indices, of a measure of one scenario or
 * of the difference between two, with intervals and beside what chance alone does.
 *
 * A simulation depends on its parameters and on its random numbers. Under common random numbers the seed is
 * thus an input like any other, and it has a row of its own: what changes when nothing but the random numbers
 * change. A parameter whose row does not stand out from the seed's has not been told apart from noise.
 *
 * Morris (1991, Technometrics 33, 161-174): an elementary effect is the change of the output when one
 * parameter moves by a step, divided by the step as a share of the parameter's range; mu is its mean over
 * trajectories, mu_star the mean of its absolute value (Campolongo, Cariboni, Saltelli 2007, Environ. Modell.
 * Softw. 22, 1509-1518), sigma its standard deviation: large when the effect hangs on where the others stand.
 *
 * Sobol: first is the share of the variance of the output that goes with the parameter alone, total the share
 * that it has any part in, also together with others or with the random numbers. Points and the first index
 * are those of Saltelli et al. (2010, Comput. Phys. Commun. 181, 259-270, table 2 b): samples A and B, and A
 * with one column from B, whose error vanishes with the effect (the output at B about its mean); the total
 * index is Jansen's (1999, Comput. Phys. Commun. 117, 35-43), as they recommend.
 *
 * The interval of mu is a t interval whose statistic was freed of its skewness (Hall 1992, J. R. Stat. Soc. B
 * 54, 221-228), that of mu_star the same on the scale of its logarithm, that of sigma Bonett's (2006, Comput.
 * Stat. Data Anal. 50, 775-782) with more for what few skewed effects hide. They hold the truth in 93 to 97 %
 * from SENSITIVITY_LEAST trajectories on where effects are as a gamma distribution of skewness 0 to 2; with
 * fewer, sigma has none. Trajectories that were chosen to be far apart are independent by groups
 * (design_sample.h), and intervals rest on these, t ones as of so many values; sigma then has none. Rows of a
 * Saltelli design come from sixteen
 * independently scrambled nets (Owen 1995), and the intervals of Sobol's indices are t intervals over those:
 * rows of one net are spread better than random ones, and a bootstrap over them is too wide. Coverage that
 * was measured, also where effects are skewed, stands in docs/experiments.md.
 */
#ifndef ZUTUAN_EXPERIMENT_SENSITIVITY_H
#define ZUTUAN_EXPERIMENT_SENSITIVITY_H

#include "zutuan/experiment/sweep.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SENSITIVITY_LOOK_MORRIS  20 /* trajectories of the first look at a target, at least */
#define SENSITIVITY_AFTER_MORRIS 50 /* and after the one at which it is met */
#define SENSITIVITY_LOOK_SOBOL   64 /* rows */
#define SENSITIVITY_AFTER_SOBOL  64
#define SENSITIVITY_LOOKS        20  /* doublings; 2^20 rows would be more points than a design may have */
#define SENSITIVITY_LEAST        10 /* trajectories for intervals that hold the truth as often as they say */
#define SENSITIVITY_SKEWED       2.0 /* skewness beyond which intervals of Morris hold the truth less often */

struct sensitivity_value {
    double value, low, high; /* NaN where it cannot be had, or where nothing bounds it */
};

/* A parameter, or the seed. */
struct sensitivity_row {
    size_t n;                                    /* trajectories or rows that count */
    struct sensitivity_value mu, mu_star, sigma; /* Morris */
    double skewness;                             /* of the absolute effects, of which mu_star is the mean */
    struct sensitivity_value first, total;       /* Sobol */
};

/*
 * effects[count][rows], NaN allowed and left out; fills mu, mu_star, sigma and skewness of rows[row_count].
 * groups[count]: the group of each trajectory, ascending, where those of different groups are independent of
 * each other; NULL: all are. Error: DIAG_MEMORY.
 */
DIAG_MUST_CHECK int sensitivity_morris(const double *effects, size_t count, size_t row_count,
                                       const size_t *groups, double confidence, struct sensitivity_row *rows);
/*
 * outputs[count][factors + 2]: at A, then at A with the column of each factor from B, then at B; a line with
 * a NaN is left out whole. Lines come in turn from DESIGN_SCRAMBLES samples that are independent of each
 * other. Fills first and total of rows[factors].
 */
void sensitivity_sobol(const double *outputs, size_t count, size_t factors, double confidence,
                       struct sensitivity_row *rows);

/* A measure of a Morris or Saltelli design that was carried out, at first with few trajectories or rows, then
 * with twice as many each time, so that one sees whether the rows still move. */
struct sensitivity {
    enum outcome_measure measure;
    bool sobol;       /* indices of Sobol; else Morris's */
    size_t row_count; /* factors in the design's order, then the seed */
    size_t look_count;
    size_t looks[SENSITIVITY_LOOKS]; /* [look_count]: trajectories or rows; the last are all */
    struct sensitivity_row *at;      /* owned, [look_count][row_count] */
    double mean;                     /* of the output over the starting points and rows of A */
};

/* What a row stands for beside chance. */
enum sensitivity_standing {
    SENSITIVITY_UNKNOWN,
    SENSITIVITY_NOTHING, /* the output is the same whatever its value */
    SENSITIVITY_NOISE,   /* not told apart from the seed's row */
    SENSITIVITY_CLEAR,
};

/* Takes what the sweep has finished. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int sensitivity_alloc(struct sensitivity *self, struct sweep *sweep,
                                      enum outcome_measure measure, double confidence);
/* Accepts a zeroed object. */
void sensitivity_free(struct sensitivity *self);
/* The rows of all that is there: [row_count]. */
const struct sensitivity_row *sensitivity_rows(const struct sensitivity *self);
/*
 * How near a target is that all indices (mu_star of Morris; first and total of Sobol) and those of the seed
 * are to meet: half-widths in the measure's unit, of Sobol as shares of the variance; a relative one is a
 * share of the largest index of a parameter. look->n and look->next count trajectories or rows.
 */
void sensitivity_look(const struct sensitivity *self, const struct estimate_target *target,
                      struct estimate_look *look);
/*
 * Morris: CLEAR when the interval of mu_star lies above that of the seed. Sobol: CLEAR when the interval of
 * first lies above 0, or that of total above the seed's: a parameter that does nothing but shuffle the random
 * numbers has its part of the variance together with the seed, and can have no more than the seed has in all.
 */
enum sensitivity_standing sensitivity_judge(const struct sensitivity *self, size_t row);
/* order[row_count - 1]: factors by mu_star or total, the largest first; equal ones as in the design. */
void sensitivity_order(const struct sensitivity *self, size_t *order);

#endif
