/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `run` and `compare` have in common: replications of some scenarios, as many as were asked for or as a
 * target of precision needs; for a comparison also its base at the others' budgets; then the files, and the
 * exit code that tells how it went.
 */
#ifndef ZUTUAN_CLI_CAMPAIGN_H
#define ZUTUAN_CLI_CAMPAIGN_H

#include "study.h"
#include "zutuan/experiment/budget.h"
#include "zutuan/report/results.h"

#include <stdbool.h>
#include <stddef.h>

struct campaign {
    struct study study;
    size_t given; /* arms from files; those at equal budgets follow */
    struct replicate replicate;
    struct account_pair
        *pairs; /* owned, [pair_count]: base with each other, then each at its budget with it */
    size_t pair_count;
    struct budget *budgets; /* owned, [budget_count], of which there may be given - 1 */
    size_t budget_count;
    double *columns[3]; /* owned, [column_capacity] each */
    size_t column_capacity;
};

/* Checks the folder for results and makes room; `compared`: scenario 0 is the base of the others. Free in any
 * case. */
DIAG_MUST_CHECK int campaign_begin(struct campaign *self, const struct common_call *call, const char *command,
                                   const struct common_scenarios *scenarios, bool compared);
/* All the replications. DIAG_OK, also when interrupted; DIAG_MEMORY. */
DIAG_MUST_CHECK int campaign_work(struct campaign *self);
/* Estimates over what is done. DIAG_MEMORY. */
DIAG_MUST_CHECK int campaign_mean(struct campaign *self, size_t arm, enum outcome_measure measure,
                                  struct estimate *estimate);
DIAG_MUST_CHECK int campaign_pair(struct campaign *self, struct account_pair pair,
                                  enum outcome_measure measure, struct estimate_pair *estimate);
const char *campaign_name(const struct campaign *self, size_t arm);
/* Writes the files if they were asked for, says on standard error what was left undone, returns the exit
 * code. */
int campaign_end(struct campaign *self);
/* Accepts a zeroed object. */
void campaign_free(struct campaign *self);

#endif
