/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/breakeven_runs.h"

#include "zutuan/experiment/design.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_END 32 /* room for what follows the name of a scenario in that at a value */
#define ORIGIN   "--over"

static bool takes_value(const struct breakeven_runs *self, const struct scenario *from)
{
    const bool solo = from->params.cluster.form == PARAMS_FORM_SOLO;
    const bool both = self->in_base && self->in_other;
    if (both && solo && design_concerns_clusters(self->row))
        return false;
    return from == self->base ? self->in_base : self->in_other;
}

/* `from` (base or other) at a value. */
static int scenario_at(const struct breakeven_runs *self, const struct scenario *from, double value,
                       struct scenario *to)
{
    char name[SCENARIO_NAME_MOST], number[NAME_END - 4];
    params_format(self->row, value, number, sizeof number);
    snprintf(name, sizeof name, "%.*s-at-%s", SCENARIO_NAME_MOST - NAME_END, from->name, number);
    if (scenario_copy(to, from, takes_value(self, from) ? name : from->name) != DIAG_OK)
        return DIAG_MEMORY;
    if (takes_value(self, from))
        scenario_set(to, self->row, value, ORIGIN);
    if (self->scale_officers)
        scenario_set(to, params_find("government.officers"), design_officers(to->params.providers.count),
                     ORIGIN);
    return DIAG_OK;
}

/* What cannot be asked */

static void refuse_override(const struct breakeven_runs *self, const struct params_row *row, const char *why,
                            const char *const *overrides, struct diag *diag)
{
    const struct scenario_origin *at = &self->base->origins[params_index(row)];
    if (at->file != NULL && strcmp(at->file, "-s") == 0)
        diag_add(diag, DIAG_INVALID, NULL, 0, "-s %s: %s sets it at every value", overrides[at->line - 1],
                 why);
}

static int check_value(const struct breakeven_runs *self, const struct scenario *from, double value,
                       struct diag *diag)
{
    struct params_conflict conflict = {.row = NULL};
    struct scenario there = {.name = ""};
    if (scenario_at(self, from, value, &there) != DIAG_OK)
        return diag_add(diag, DIAG_MEMORY, NULL, 0, "memory ran out");
    const bool sound = params_conflicts(&there.params, &conflict, 1) == 0;
    scenario_free(&there);
    return sound ? DIAG_OK
                 : diag_add(diag, DIAG_INVALID, NULL, 0, "--over: %s at %s = %.12g: %s", from->name,
                            self->row->key, value, conflict.text);
}

int breakeven_runs_check(const struct breakeven_runs *self, const double *values, size_t count,
                         const char *const *overrides, struct diag *diag)
{
    const struct params_row *officers = params_find("government.officers");
    const size_t before = diag->count;
    refuse_override(self, self->row, "--over", overrides, diag);
    if (self->scale_officers && self->row != params_find("providers.count"))
        diag_add(
            diag, DIAG_INVALID, NULL, 0,
            "--scale-officers: it is %s that changes, not providers.count: there is nothing to scale with",
            self->row->key);
    else if (self->scale_officers)
        refuse_override(self, officers, "--scale-officers", overrides, diag);
    for (int side = 0; side < 2; side++) {
        int code = DIAG_OK;
        for (size_t i = 0; code == DIAG_OK && i < count; i++)
            code = check_value(self, side == 0 ? self->base : self->other, values[i], diag);
        if (code == DIAG_MEMORY)
            return DIAG_MEMORY;
    }
    return diag->count > before ? DIAG_INVALID : DIAG_OK;
}

/* Batches */

static int add_arm(struct breakeven_batch *self, const struct breakeven_runs *runs,
                   const struct scenario *from, double value, size_t *arm)
{
    struct scenario *to = &self->scenarios[self->scenario_count];
    if (scenario_at(runs, from, value, to) != DIAG_OK)
        return DIAG_MEMORY;
    for (*arm = 0; *arm < self->scenario_count; (*arm)++) {
        if (params_equal(&self->scenarios[*arm].params, &to->params)) {
            scenario_free(to);
            return DIAG_OK;
        }
    }
    self->scenario_count++;
    return DIAG_OK;
}

static int make_batch(struct breakeven_batch *self, const struct breakeven_runs *runs, const double *values,
                      size_t count)
{
    *self = (struct breakeven_batch){.count = count};
    self->scenarios = calloc(2 * count, sizeof *self->scenarios);
    self->values = calloc(count, sizeof *self->values);
    self->base = calloc(count, sizeof *self->base);
    self->other = calloc(count, sizeof *self->other);
    if (self->scenarios == NULL || self->values == NULL || self->base == NULL || self->other == NULL)
        return DIAG_MEMORY;
    memcpy(self->values, values, count * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        if (add_arm(self, runs, runs->base, values[i], &self->base[i]) != DIAG_OK ||
            add_arm(self, runs, runs->other, values[i], &self->other[i]) != DIAG_OK)
            return DIAG_MEMORY;
    }
    const struct scenario **arms = calloc(self->scenario_count, sizeof(const struct scenario *));
    if (arms == NULL)
        return DIAG_MEMORY;
    for (size_t arm = 0; arm < self->scenario_count; arm++)
        arms[arm] = &self->scenarios[arm];
    const int code = replicate_alloc(&self->replicate, arms, self->scenario_count, runs->seed);
    self->replicate.measures_only = true;
    free((void *)arms);
    return code;
}

static void free_batch(struct breakeven_batch *self)
{
    replicate_free(&self->replicate);
    for (size_t i = 0; i < self->scenario_count; i++)
        scenario_free(&self->scenarios[i]);
    free(self->scenarios);
    free(self->values);
    free(self->base);
    free(self->other);
}

static int estimate_batch(const struct breakeven_batch *self, enum outcome_measure measure, double confidence,
                          struct estimate_pair *pairs)
{
    const size_t rows = self->replicate.done;
    double *columns = calloc(3 * rows + 1, sizeof *columns);
    if (columns == NULL)
        return DIAG_MEMORY;
    for (size_t i = 0; i < self->count; i++) {
        const size_t n = replicate_column(&self->replicate, self->base[i], measure, columns);
        (void)replicate_column(&self->replicate, self->other[i], measure, columns + rows); /* as many */
        estimate_paired(&pairs[i], columns, columns + rows, n, outcome_measure_row(measure)->better,
                        confidence, columns + 2 * rows);
    }
    free(columns);
    return DIAG_OK;
}

/* The batch of these values; a new one unless there is one. NULL when memory ran out. */
static struct breakeven_batch *find_batch(struct breakeven_runs *self, const double *values, size_t count)
{
    for (size_t i = 0; i < self->batch_count; i++) {
        struct breakeven_batch *batch = &self->batches[i];
        if (batch->count == count && memcmp(batch->values, values, count * sizeof *values) == 0)
            return batch;
    }
    struct breakeven_batch *grown = realloc(self->batches, (self->batch_count + 1) * sizeof *grown);
    if (grown == NULL)
        return NULL;
    self->batches = grown;
    struct breakeven_batch *batch = &grown[self->batch_count++];
    return make_batch(batch, self, values, count) == DIAG_OK ? batch : NULL;
}

int breakeven_runs_source(void *context, const double *values, size_t count, double confidence,
                          struct estimate_pair *pairs)
{
    struct breakeven_runs *self = context;
    struct breakeven_batch *batch = find_batch(self, values, count);
    if (batch == NULL)
        return DIAG_MEMORY;
    const int code = replicate_extend(&batch->replicate, self->replications, self->how);
    return code == DIAG_OK ? estimate_batch(batch, self->measure, confidence, pairs) : code;
}

void breakeven_runs_again(struct breakeven_runs *self, size_t replications)
{
    while (self->batch_count > 1)
        free_batch(&self->batches[--self->batch_count]);
    self->replications = replications;
}

size_t breakeven_runs_failures(const struct breakeven_runs *self)
{
    size_t count = 0;
    for (size_t i = 0; i < self->batch_count; i++)
        count += self->batches[i].replicate.failure_count;
    return count;
}

void breakeven_runs_free(struct breakeven_runs *self)
{
    for (size_t i = 0; i < self->batch_count; i++)
        free_batch(&self->batches[i]);
    free(self->batches);
    self->batches = NULL;
    self->batch_count = 0;
}
