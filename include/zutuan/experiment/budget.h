/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The base of a comparison given as much money as the other has.
 *
 * A support organisation costs something on top; that its cluster does better may only mean that more was
 * spent. The counterfactual reinvests the difference in the base's teams (purchase.reinvest,
 * docs/model.md 7.14). The amount is solved for: mean total cost over the same replications, under the same
 * random numbers, shall equal the other's. Cost is nearly linear in the amount, one yuan for one yuan and the
 * rest through withheld penalties, so that a secant that starts with the cost per year that is lacking needs
 * a handful of evaluations; where it leaves the bracket found so far, the bracket is halved.
 */
#ifndef ZUTUAN_EXPERIMENT_BUDGET_H
#define ZUTUAN_EXPERIMENT_BUDGET_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/replicate.h"
#include "zutuan/experiment/scenario.h"

#include <stddef.h>

#define BUDGET_TOLERANCE 1e-5 /* of the cost to be reached */
/* Yuan a year. Mean cost jumps by the penalty of a session wherever one more or less is found deficient: with
 * few replications no amount may meet the tolerance, and amounts this near are not told apart. `gap` says
 * what is left. */
#define BUDGET_AMOUNT_TOLERANCE 1.0
#define BUDGET_EVALUATIONS_MOST 24

struct budget {
    struct scenario scenario;   /* the base with the solved amount, named BASE-at-OTHER-budget */
    struct replicate replicate; /* one arm, `scenario`, with as many replications as the comparison */
    double reinvest;            /* yuan/yr */
    double cost, target;        /* mean total cost reached, and the other's */
    double gap; /* cost / target - 1; beyond BUDGET_TOLERANCE where cost has steps larger than that
                   (few replications), and then the smallest that was found */
    int evaluations;
};

/*
 * Solves for arm `base` of `replicate` at the cost of arm `other`. `self` must not move while its replicate
 * is in use. DIAG_OK; DIAG_INVALID when no amount >= 0 does it (the other is cheaper, the base costs the same
 * already, replications failed): an item in `diag` says why and a comparison can go on without; DIAG_MEMORY;
 * DIAG_INTERRUPTED. On failure `self` holds nothing.
 */
DIAG_MUST_CHECK int budget_solve(struct budget *self, const struct replicate *replicate, size_t base,
                                 size_t other, const struct replicate_how *how, struct diag *diag);
/* Accepts a zeroed object. */
void budget_free(struct budget *self);

#endif
