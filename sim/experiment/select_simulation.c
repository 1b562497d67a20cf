/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alternatives that are scenarios. All that are in are one replicate; who is out is given up there. */
#include "zutuan/experiment/select.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Progress of all rounds as one. */
static void watch(void *context, size_t finished, size_t total)
{
    const struct select_simulation *self = context;
    self->how->progress(self->how->context, self->runs + finished, self->runs + total);
}

static int begin(struct select_simulation *self, const size_t *which, size_t count)
{
    const struct scenario **scenarios = calloc(count, sizeof *scenarios);
    self->which = calloc(count, sizeof *self->which);
    if (scenarios == NULL || self->which == NULL) {
        free(scenarios);
        return DIAG_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        self->which[i] = which[i];
        scenarios[i] = self->scenarios[which[i]];
    }
    const int code = replicate_alloc(&self->replicate, scenarios, count, self->seed);
    free(scenarios);
    self->replicate.measures_only = true;
    self->begun = code == DIAG_OK;
    return code;
}

/* Failures of arms that are given up are kept here. */
static int keep_failures(struct select_simulation *self)
{
    const struct replicate *replicate = &self->replicate;
    if (replicate->failure_count == 0)
        return DIAG_OK;
    struct replicate_failure *grown =
        realloc(self->failures, (self->failure_count + replicate->failure_count) * sizeof *grown);
    if (grown == NULL)
        return DIAG_MEMORY;
    self->failures = grown;
    for (size_t i = 0; i < replicate->failure_count; i++) {
        struct replicate_failure *failure = &self->failures[self->failure_count++];
        *failure = replicate->failures[i];
        failure->arm = self->which[failure->arm];
    }
    return DIAG_OK;
}

/* Every measure of an arm; room[2 * done]. */
static void take_means(struct select_simulation *self, size_t arm, double *room)
{
    struct estimate *means = self->means[self->which[arm]];
    for (int m = 0; m < OUTCOME_MEASURES; m++) {
        const size_t n = replicate_column(&self->replicate, arm, (enum outcome_measure)m, room);
        estimate_mean(&means[m], room, n, self->confidence, room + self->replicate.done);
    }
}

static double *means_room(struct select_simulation *self)
{
    if (self->means == NULL)
        self->means = calloc(self->count, sizeof *self->means);
    return self->means == NULL ? NULL : malloc((2 * self->replicate.done + 1) * sizeof(double));
}

/* Gives up the arms that are not among which[count]; their means are what is known of them now. */
static int narrow(struct select_simulation *self, const size_t *which, size_t count)
{
    size_t *arms = self->which; /* overwritten from its beginning, never ahead of where it is read */
    size_t arm = 0;
    if (count == self->replicate.arm_count)
        return DIAG_OK;
    double *room = means_room(self);
    if (room == NULL)
        return DIAG_MEMORY;
    for (size_t i = 0; i < count; i++, arm++) {
        for (; self->which[arm] != which[i]; arm++)
            take_means(self, arm, room);
        arms[i] = arm;
    }
    for (; arm < self->replicate.arm_count; arm++)
        take_means(self, arm, room);
    free(room);
    replicate_keep(&self->replicate, arms, count);
    memcpy(self->which, which, count * sizeof *which);
    return DIAG_OK;
}

int select_simulation_means(struct select_simulation *self)
{
    if (!self->begun)
        return DIAG_OK;
    double *room = means_room(self);
    if (room == NULL)
        return DIAG_MEMORY;
    for (size_t arm = 0; arm < self->replicate.arm_count; arm++)
        take_means(self, arm, room);
    free(room);
    return DIAG_OK;
}

int select_simulate(void *context, const size_t *which, size_t count, size_t from, size_t to,
                    double *const *values, size_t *done)
{
    struct select_simulation *self = context;
    struct replicate_how how = *self->how;
    int code = self->begun ? DIAG_OK : begin(self, which, count);
    if (code != DIAG_OK)
        return code;
    if (how.progress != NULL) {
        how.progress = watch;
        how.context = self;
    }
    code = narrow(self, which, count);
    if (code != DIAG_OK)
        return code;
    assert(self->replicate.done == from);
    code = replicate_extend(&self->replicate, to, &how);
    *done = self->replicate.done;
    self->runs += (*done - from) * count;
    for (size_t i = 0; i < count; i++) {
        const double *measures = self->replicate.arms[i].measures;
        for (size_t row = from; row < *done; row++)
            values[i][row] = measures[row * OUTCOME_MEASURES + self->measure];
    }
    const int kept = keep_failures(self);
    self->replicate.failure_count = 0;
    return kept == DIAG_OK ? code : kept;
}

void select_simulation_free(struct select_simulation *self)
{
    replicate_free(&self->replicate);
    free(self->which);
    free(self->failures);
    free(self->means);
    *self = (struct select_simulation){.scenarios = NULL};
}
