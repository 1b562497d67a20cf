/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The difference of two scenarios along a parameter, by simulation: what breakeven_search looks at.
 *
 * Each call of the source runs both scenarios at all values asked for, as arms of one replicate and with the
 * same random numbers as every call before. The parameter is set in both scenarios, in one of them only, or,
 * where it concerns clusters only, not in a solo scenario (as in a design): runs that would be the same are
 * done once.
 */
#ifndef ZUTUAN_EXPERIMENT_BREAKEVEN_RUNS_H
#define ZUTUAN_EXPERIMENT_BREAKEVEN_RUNS_H

#include "zutuan/experiment/breakeven.h"
#include "zutuan/experiment/replicate.h"
#include "zutuan/experiment/scenario.h"

struct breakeven_batch {
    struct scenario *scenarios; /* owned, [scenario_count], each different from the others */
    size_t scenario_count;
    double *values;       /* owned, [count] */
    size_t *base, *other; /* owned, [count]: arm of each value */
    size_t count;
    struct replicate replicate; /* its arms are the scenarios */
};

struct breakeven_runs {
    const struct scenario *base, *other; /* borrowed */
    const struct params_row *row;        /* the parameter */
    bool in_base, in_other;              /* where it is set; at least in one */
    bool scale_officers;                 /* as many officers as the providers call for, in both */
    enum outcome_measure measure;
    uint64_t seed;
    size_t replications;
    const struct replicate_how *how; /* borrowed */

    struct breakeven_batch *batches; /* owned, [batch_count] */
    size_t batch_count;
};

/*
 * Whether the question can be asked at all of values[count]: no override of what is set at every value, no
 * contradiction at any, officers scaled only with providers. `overrides` are those of the command line.
 * DIAG_INVALID with an item for each mistake; DIAG_MEMORY.
 */
DIAG_MUST_CHECK int breakeven_runs_check(const struct breakeven_runs *self, const double *values,
                                         size_t count, const char *const *overrides, struct diag *diag);
/* A breakeven_source; the context is a struct breakeven_runs. DIAG_MEMORY; DIAG_INTERRUPTED, and then the
 * last batch is not whole. */
int breakeven_runs_source(void *context, const double *values, size_t count, double confidence,
                          struct estimate_pair *pairs);
/* Begins anew with `replications` of each: the first batch, the scan, is kept and will be added to when it is
 * asked for again. */
void breakeven_runs_again(struct breakeven_runs *self, size_t replications);
/* Failed runs of all batches. */
size_t breakeven_runs_failures(const struct breakeven_runs *self);
/* Frees the batches. */
void breakeven_runs_free(struct breakeven_runs *self);

#endif
