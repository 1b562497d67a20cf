/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/budget.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUDGET_DAYS_PER_YEAR 365.0
#define BUDGET_ORIGIN        "--equal-budget"

/* An amount and how far the mean cost at it is from the target, as a share of the target. */
struct trial {
    double amount, gap;
};

/* What is known of the root: the gap grows with the amount. */
struct search {
    struct trial last, before; /* the last two trials; `before` is NaN after the first */
    double low, high;          /* amounts with a gap below and above zero, as near as found */
    double slope;              /* expected: gap per yuan a year */
};

static double mean_cost(const struct replicate *replicate, size_t arm)
{
    double sum = 0.0;
    for (size_t row = 0; row < replicate->done; row++)
        sum += replicate->arms[arm].measures[row * OUTCOME_MEASURES + OUTCOME_COST_TOTAL];
    return sum / (double)replicate->done;
}

static void search_add(struct search *self, struct trial trial)
{
    self->before = self->last;
    self->last = trial;
    if (trial.gap < 0.0)
        self->low = fmax(self->low, trial.amount);
    else
        self->high = fmin(self->high, trial.amount);
}

static double search_next(const struct search *self)
{
    const double secant = (self->last.gap - self->before.gap) / (self->last.amount - self->before.amount);
    const bool sound = secant > 0.5 * self->slope && secant < 2.0 * self->slope;
    double next = self->last.amount - self->last.gap / (sound ? secant : self->slope);
    if (next > self->low && next < self->high)
        return next;
    if (isfinite(self->low) && isfinite(self->high))
        return 0.5 * (self->low + self->high);
    return fmax(next, 0.0);
}

static int refuse(struct diag *diag, const char *base, const char *other, const char *why)
{
    return diag_add(diag, DIAG_INVALID, NULL, 0, "no %s at the budget of %s: %s", base, other, why);
}

static void make_name(const char *base, const char *other, char name[SCENARIO_NAME_MOST])
{
    static const char affixes[] = "-at--budget";
    const size_t room = SCENARIO_NAME_MOST - sizeof affixes;
    const int cut = strlen(base) + strlen(other) <= room ? (int)room : (int)room / 2;
    snprintf(name, SCENARIO_NAME_MOST, "%.*s-at-%.*s-budget", cut, base, cut, other);
}

/* Runs the base at `amount`; the replications stay in self->replicate. */
static int evaluate(struct budget *self, const struct replicate *like, double amount,
                    const struct replicate_how *how)
{
    const struct scenario *const scenarios[] = {&self->scenario};
    replicate_free(&self->replicate);
    scenario_set(&self->scenario, params_find("purchase.reinvest"), amount, BUDGET_ORIGIN);
    int code = replicate_alloc(&self->replicate, scenarios, 1, like->seed);
    if (code == DIAG_OK)
        code = replicate_extend(&self->replicate, like->done, how);
    if (code == DIAG_OK) {
        self->evaluations++;
        self->reinvest = amount;
        self->cost = mean_cost(&self->replicate, 0);
        self->gap = self->cost / self->target - 1.0;
    }
    return code;
}

/* Tries amounts until one is near enough, or none is nearer than the best so far. */
static int solve(struct budget *self, const struct replicate *like, struct search *search,
                 const struct replicate_how *how, struct diag *diag, const char *base, const char *other)
{
    struct trial best = {NAN, INFINITY};
    while (self->evaluations < BUDGET_EVALUATIONS_MOST) {
        const double amount = search_next(search);
        if (amount == search->last.amount || search->high - search->low < BUDGET_AMOUNT_TOLERANCE)
            break;
        if (amount > params_find("purchase.reinvest")->maximum)
            return refuse(diag, base, other, "it would take more than purchase.reinvest allows");
        const int code = evaluate(self, like, amount, how);
        if (code != DIAG_OK)
            return code;
        if (self->replicate.failure_count > 0 && self->replicate.failures[0].code == DIAG_MEMORY)
            return DIAG_MEMORY;
        if (self->replicate.failure_count > 0)
            return refuse(diag, base, other, self->replicate.failures[0].text);
        if (fabs(self->gap) <= BUDGET_TOLERANCE)
            return DIAG_OK;
        if (amount == 0.0 && self->gap > 0.0)
            return refuse(diag, base, other, "it costs more than that with nothing reinvested");
        search_add(search, (struct trial){amount, self->gap});
        if (fabs(self->gap) < fabs(best.gap))
            best = search->last;
    }
    return best.amount == self->reinvest ? DIAG_OK : evaluate(self, like, best.amount, how);
}

int budget_solve(struct budget *self, const struct replicate *replicate, size_t base, size_t other,
                 const struct replicate_how *how, struct diag *diag)
{
    const struct scenario *from = replicate->arms[base].scenario, *to = replicate->arms[other].scenario;
    char name[SCENARIO_NAME_MOST], why[256];
    *self = (struct budget){.target = mean_cost(replicate, other)};
    assert(replicate->done > 0);

    if (replicate->failure_count > 0)
        return refuse(diag, from->name, to->name, "some replications failed");
    const struct trial start = {from->params.purchase.reinvest,
                                mean_cost(replicate, base) / self->target - 1.0};
    if (fabs(start.gap) <= BUDGET_TOLERANCE)
        return refuse(diag, from->name, to->name, "they cost the same as it is");
    if (start.gap > 0.0 && start.amount == 0.0) {
        snprintf(why, sizeof why,
                 "%s is the cheaper by %.2f %%; at equal budgets the difference would be spent on %s",
                 to->name, 100.0 * start.gap / (1.0 + start.gap), to->name);
        return refuse(diag, from->name, to->name, why);
    }
    make_name(from->name, to->name, name);
    int code = scenario_copy(&self->scenario, from, name);
    if (code != DIAG_OK)
        return code;
    struct search search = {.last = {NAN, NAN},
                            .low = -INFINITY,
                            .high = INFINITY,
                            .slope = from->params.programme.horizon / BUDGET_DAYS_PER_YEAR / self->target};
    search_add(&search, start);
    code = solve(self, replicate, &search, how, diag, from->name, to->name);
    if (code != DIAG_OK)
        budget_free(self);
    return code;
}

void budget_free(struct budget *self)
{
    replicate_free(&self->replicate);
    scenario_free(&self->scenario);
    *self = (struct budget){.evaluations = 0};
}
