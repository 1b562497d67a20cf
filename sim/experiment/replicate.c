/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/replicate.h"

#include "replicate_parts.h"
#include "zutuan/core/streams.h"

#include <assert.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room is made for as many rows as there are already, or this many: who asks for a million replications and
 * interrupts them needs no memory for a million. */
#define REPLICATE_BLOCK 1024

int replicate_threads(int asked)
{
    return asked > 0 ? asked : omp_get_max_threads();
}

int replicate_alloc(struct replicate *self, const struct scenario *const *scenarios, size_t arm_count,
                    uint64_t seed)
{
    assert(arm_count > 0);
    *self = (struct replicate){.arm_count = arm_count, .seed = seed};
    self->arms = calloc(arm_count, sizeof *self->arms);
    if (self->arms == NULL) {
        *self = (struct replicate){.arms = NULL};
        return DIAG_MEMORY;
    }
    for (size_t arm = 0; arm < arm_count; arm++) {
        self->arms[arm].scenario = scenarios[arm];
        self->arms[arm].samples = world_sample_count(&scenarios[arm]->params);
    }
    return DIAG_OK;
}

static void free_arm(const struct replicate_arm *arm)
{
    free(arm->measures);
    free(arm->series);
    free(arm->links);
}

void replicate_drop(struct replicate *self, size_t arm_count)
{
    while (self->arm_count > arm_count) {
        free_arm(&self->arms[--self->arm_count]);
    }
}

/* The failures of arm `from` are those of arm `to` from now on; of no arm when it is given up. */
static void move_failures(struct replicate *self, size_t from, size_t to)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->failure_count; i++) {
        struct replicate_failure *failure = &self->failures[i];
        if (failure->arm == from && to == SIZE_MAX)
            continue;
        if (failure->arm == from)
            failure->arm = to;
        self->failures[kept++] = *failure;
    }
    self->failure_count = kept;
}

void replicate_keep(struct replicate *self, const size_t *arms, size_t count)
{
    for (size_t arm = 0, kept = 0; arm < self->arm_count; arm++) {
        struct replicate_arm *from = &self->arms[arm];
        const bool keeps = kept < count && arms[kept] == arm;
        move_failures(self, arm, keeps ? kept : SIZE_MAX);
        if (!keeps) {
            free_arm(from);
        } else if (kept++ != arm) {
            self->arms[kept - 1] = *from;
        }
    }
    self->arm_count = count;
}

void replicate_free(struct replicate *self)
{
    replicate_drop(self, 0);
    free(self->arms);
    free(self->failed);
    free(self->failures);
    *self = (struct replicate){.arms = NULL};
}

size_t replicate_width(const struct replicate *self, size_t arm)
{
    return self->measures_only ? 0 : self->arms[arm].samples * OUTCOME_SERIES_COUNT;
}

static bool grow_doubles(double **array, size_t rows, size_t width)
{
    if (width == 0)
        return true;
    if (rows > SIZE_MAX / sizeof **array / width)
        return false;
    double *grown = realloc(*array, rows * width * sizeof *grown);
    if (grown == NULL)
        return false;
    *array = grown;
    return true;
}

int replicate_reserve(struct replicate *self, size_t rows)
{
    if (rows <= self->capacity)
        return DIAG_OK;
    for (size_t i = 0; i < self->arm_count; i++) {
        struct replicate_arm *arm = &self->arms[i];
        if (!grow_doubles(&arm->measures, rows, OUTCOME_MEASURES) ||
            !grow_doubles(&arm->series, rows, replicate_width(self, i)))
            return DIAG_MEMORY;
    }
    unsigned char *failed = realloc(self->failed, rows);
    if (failed == NULL)
        return DIAG_MEMORY;
    self->failed = failed;
    memset(self->failed + self->capacity, 0, rows - self->capacity);
    self->capacity = rows;
    return DIAG_OK;
}

int replicate_fail(struct replicate *self, size_t arm, size_t row, int code, const char *text)
{
    if (self->failure_count == self->failure_capacity) {
        const size_t capacity = 2 * self->failure_capacity + 4;
        struct replicate_failure *failures = realloc(self->failures, capacity * sizeof *failures);
        if (failures == NULL)
            return DIAG_MEMORY;
        self->failures = failures;
        self->failure_capacity = capacity;
    }
    struct replicate_failure *failure = &self->failures[self->failure_count++];
    *failure = (struct replicate_failure){arm, replicate_number(row), (enum diag_code)code, ""};
    snprintf(failure->text, sizeof failure->text, "%s", text);
    self->failed[row] = 1;
    return DIAG_OK;
}

static int compare_failures(const void *a, const void *b)
{
    const struct replicate_failure *one = a, *two = b;
    if (one->replication != two->replication)
        return one->replication < two->replication ? -1 : 1;
    return one->arm == two->arm ? 0 : one->arm < two->arm ? -1 : 1;
}

/* Forgets failures in rows that are not done and sorts the others. */
void replicate_tidy(struct replicate *self)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->failure_count; i++) {
        const size_t row = self->failures[i].replication - replicate_number(0);
        if (row < self->done)
            self->failures[kept++] = self->failures[i];
        else
            self->failed[row] = 0;
    }
    self->failure_count = kept;
    if (kept > 0)
        qsort(self->failures, kept, sizeof *self->failures, compare_failures);
}

int replicate_extend(struct replicate *self, size_t replications, const struct replicate_how *how)
{
    assert(replications <= STREAMS_MAX_REPLICATION);
    const size_t first = self->done, arms = self->arm_count;
    int code = DIAG_OK;
    if (how->shards > 1)
        return first < replications ? replicate_block(self, replications - first, how, 0, 0) : DIAG_OK;
    while (code == DIAG_OK && self->done < replications) {
        const size_t most = self->done < REPLICATE_BLOCK ? REPLICATE_BLOCK : self->done;
        const size_t left = replications - self->done;
        code = replicate_block(self, left < most ? left : most, how, (self->done - first) * arms,
                               (replications - first) * arms);
    }
    return code;
}

int replicate_adopt(struct replicate *self, struct replicate *from)
{
    assert(from->seed == self->seed && from->done == self->done);
    assert(self->failure_count == 0 && from->failure_count == 0);
    if (replicate_reserve(from, self->capacity) != DIAG_OK)
        return DIAG_MEMORY;
    struct replicate_arm *arms = realloc(self->arms, (self->arm_count + from->arm_count) * sizeof *arms);
    if (arms == NULL)
        return DIAG_MEMORY;
    self->arms = arms;
    memcpy(self->arms + self->arm_count, from->arms, from->arm_count * sizeof *from->arms);
    self->arm_count += from->arm_count;
    from->arm_count = 0;
    return DIAG_OK;
}

size_t replicate_column(const struct replicate *self, size_t arm, enum outcome_measure measure,
                        double *values)
{
    size_t count = 0;
    for (size_t row = 0; row < self->done; row++) {
        if (!self->failed[row])
            values[count++] = self->arms[arm].measures[row * OUTCOME_MEASURES + measure];
    }
    return count;
}
