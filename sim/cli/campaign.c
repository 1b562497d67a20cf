/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign.h"

#include "plan.h"
#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdlib.h>

/* Free in any case. */
static int begin(struct campaign *self, const struct common_call *call, const char *command,
                 const struct common_scenarios *scenarios, bool compared)
{
    char subject[ACCOUNT_SUBJECT_MOST];
    *self = (struct campaign){.given = scenarios->count};
    study_subject(scenarios, subject);
    const int code = study_begin(&self->study, call, command, subject);
    if (code != DIAG_OK)
        return code;
    if (compared) {
        self->pairs = calloc(2 * self->given, sizeof *self->pairs);
        self->budgets = calloc(self->given, sizeof *self->budgets);
        if (self->pairs == NULL || self->budgets == NULL)
            return DIAG_MEMORY;
        for (size_t other = 1; other < self->given; other++)
            self->pairs[self->pair_count++] = (struct account_pair){0, other};
    }
    return replicate_alloc(&self->replicate, scenarios->pointers, self->given, call->options->seed);
}

static void end(struct campaign *self)
{
    replicate_free(&self->replicate);
    for (size_t i = 0; i < self->budget_count; i++)
        budget_free(&self->budgets[i]);
    free(self->budgets);
    free(self->pairs);
    for (size_t i = 0; i < 3; i++)
        free(self->columns[i]);
    study_free(&self->study);
}

const char *campaign_name(const struct campaign *self, size_t arm)
{
    return self->replicate.arms[arm].scenario->name;
}

bool campaign_shows(const struct campaign *self, enum outcome_measure measure)
{
    const struct options *options = self->study.call->options;
    return options->given[OPTION_ALL] || verdict_is_main(measure) ||
           (options->target_text != NULL && options->target.measure == (int)measure);
}

/* Estimates */

static int reserve_columns(struct campaign *self)
{
    if (self->replicate.done <= self->column_capacity)
        return DIAG_OK;
    for (size_t i = 0; i < 3; i++) {
        double *grown = realloc(self->columns[i], self->replicate.done * sizeof *grown);
        if (grown == NULL)
            return DIAG_MEMORY;
        self->columns[i] = grown;
    }
    self->column_capacity = self->replicate.done;
    return DIAG_OK;
}

int campaign_mean(struct campaign *self, size_t arm, enum outcome_measure measure, struct estimate *estimate)
{
    if (reserve_columns(self) != DIAG_OK)
        return DIAG_MEMORY;
    const size_t count = replicate_column(&self->replicate, arm, measure, self->columns[0]);
    estimate_mean(estimate, self->columns[0], count, self->study.call->options->confidence, self->columns[1]);
    return DIAG_OK;
}

int campaign_pair(struct campaign *self, struct account_pair pair, enum outcome_measure measure,
                  struct estimate_pair *estimate)
{
    if (reserve_columns(self) != DIAG_OK)
        return DIAG_MEMORY;
    const size_t count = replicate_column(&self->replicate, pair.base, measure, self->columns[0]);
    replicate_column(&self->replicate, pair.other, measure, self->columns[1]);
    estimate_paired(estimate, self->columns[0], self->columns[1], count, outcome_measure_row(measure)->better,
                    self->study.call->options->confidence, self->columns[2]);
    return DIAG_OK;
}

/* Half-width that the target is about, and what it is relative to, for scenario or pair `index`. */
static int measure_width(struct campaign *self, size_t index, double *half_width, double *reference)
{
    const enum outcome_measure measure = (enum outcome_measure)self->study.call->options->target.measure;
    struct estimate_pair pair;
    struct estimate mean;
    int code;
    if (self->pair_count == 0) {
        code = campaign_mean(self, index, measure, &mean);
        if (code == DIAG_OK) {
            *half_width = mean.high - mean.mean;
            *reference = mean.mean;
        }
    } else {
        code = campaign_pair(self, self->pairs[index], measure, &pair);
        if (code == DIAG_OK) {
            *half_width = pair.high - pair.difference;
            *reference = pair.base_mean;
        }
    }
    return code;
}

/* Work */

/* Takes back what add_budgets did. */
static void drop_budgets(struct campaign *self)
{
    replicate_drop(&self->replicate, self->given);
    while (self->budget_count > 0)
        budget_free(&self->budgets[--self->budget_count]);
    self->pair_count = self->pairs == NULL ? 0 : self->given - 1;
    diag_free(&self->study.notes);
}

/* The base at the budget of each other scenario, as further arms. */
static int add_budgets(struct campaign *self)
{
    for (size_t other = 1; other < self->given; other++) {
        struct budget *budget = &self->budgets[self->budget_count];
        progress_phase(&self->study.progress, "replications at equal budget", 1, 0);
        int code = budget_solve(budget, &self->replicate, 0, other, &self->study.how, &self->study.notes);
        if (code == DIAG_INVALID)
            continue;
        if (code != DIAG_OK)
            return code;
        self->budget_count++;
        code = replicate_adopt(&self->replicate, &budget->replicate);
        if (code != DIAG_OK)
            return code;
        self->pairs[self->pair_count++] = (struct account_pair){self->replicate.arm_count - 1, other};
    }
    return DIAG_OK;
}

static int extend(void *context, size_t count)
{
    struct campaign *self = context;
    drop_budgets(self);
    progress_phase(&self->study.progress, "replications", self->given, self->replicate.done);
    const int code = replicate_extend(&self->replicate, count, &self->study.how);
    const struct options *options = self->study.call->options;
    const bool budgets = options->given[OPTION_EQUAL_BUDGET] && options->target_text == NULL;
    return code == DIAG_OK && budgets ? add_budgets(self) : code;
}

static int look_at_all(struct campaign *self, struct estimate_look *look)
{
    const size_t count = self->pair_count > 0 ? self->pair_count : self->given;
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < count; i++) {
        double half_width = NAN, reference = NAN;
        code = measure_width(self, i, &half_width, &reference);
        estimate_look_at(look, &self->study.call->options->target, half_width, reference);
    }
    return code;
}

/* Pairs at equal budgets are looked at when those from files are narrow enough, or there will be no more. */
static int look(void *context, struct estimate_look *look)
{
    struct campaign *self = context;
    const struct options *options = self->study.call->options;
    int code = look_at_all(self, look);
    if (code == DIAG_OK && options->given[OPTION_EQUAL_BUDGET] && (look->met || look->n == options->maximum))
        code = add_budgets(self);
    return code == DIAG_OK ? look_at_all(self, look) : code;
}

static int replicate_all(struct campaign *self)
{
    static const struct study_task task = {"replications", "a scenario has no value of this measure",
                                           ESTIMATE_AFTER, extend, look};
    return study_work(&self->study, &task, self,
                      study_counts(&self->study, self->study.call->options->replications));
}

/* The end */

static int write_results(struct campaign *self)
{
    const struct options *options = self->study.call->options;
    struct results results = {.replicate = &self->replicate,
                              .controls = options->given[OPTION_CONTROL_VARIATES]};
    study_account(&self->study, options->target_text != NULL ? options->maximum : options->replications,
                  &results.account);
    results.account.pairs = self->pairs;
    results.account.pair_count = self->pair_count;
    return study_wrote(&self->study, results_write(&results, options->out, self->study.call->diag));
}

static int finish(struct campaign *self)
{
    const bool kept = self->replicate.done > 0 || self->study.store != NULL;
    int code = DIAG_OK;
    study_tell_failures(&self->replicate);
    if (self->study.interrupted)
        fprintf(stderr, "zutuan: interrupted; %zu replications are finished in every scenario%s\n",
                self->replicate.done, kept ? "" : ", nothing is kept");
    if (study_keeps(&self->study) && self->replicate.done > 0)
        code = write_results(self);
    return code == DIAG_OK ? study_exit(&self->study, self->replicate.failure_count) : code;
}

static int work(struct campaign *self, int (*print)(struct campaign *self))
{
    int code = replicate_all(self);
    if (code == DIAG_OK && self->replicate.done > 0 && !study_is_shard(&self->study))
        code = print(self);
    common_flush(); /* before what follows on standard error */
    return code == DIAG_OK ? finish(self) : code;
}

int campaign_run(const struct common_call *call, const char *command, bool compared,
                 int (*print)(struct campaign *self))
{
    struct common_scenarios scenarios;
    struct campaign self = {.pairs = NULL};
    int code = common_load(&scenarios, call);
    if (code == DIAG_OK && compared)
        code = common_check_names(&scenarios, call->diag);
    if (code == DIAG_OK)
        code = begin(&self, call, command, &scenarios, compared);
    if (code == DIAG_OK)
        code = call->options->given[OPTION_DRY_RUN] ? plan_print(&self) : work(&self, print);
    end(&self);
    common_free(&scenarios);
    return code;
}
