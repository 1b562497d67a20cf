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

/* What a command does from its beginning to its end: the scenarios are loaded and replicated, `print` shows
 * what came of it, the files are written and it is told what was left undone. `compared`: scenario 0 is the
 * base of the others. Returns an exit code, or a diag_code. */
int campaign_run(const struct common_call *call, const char *command, bool compared,
                 int (*print)(struct campaign *self));
/* Whether its row is shown: main measures, that of the target, or all. */
bool campaign_shows(const struct campaign *self, enum outcome_measure measure);
/* Estimates over what is done. DIAG_MEMORY. */
DIAG_MUST_CHECK int campaign_mean(struct campaign *self, size_t arm, enum outcome_measure measure,
                                  struct estimate *estimate);
DIAG_MUST_CHECK int campaign_pair(struct campaign *self, struct account_pair pair,
                                  enum outcome_measure measure, struct estimate_pair *estimate);
const char *campaign_name(const struct campaign *self, size_t arm);

#endif
