/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells (a replication of an arm) are numbered breadth first and taken in that order by whichever thread is
 * free. A row of the table whose cells are all there is settled, rows in order: its referrals are added to
 * the arms' sums, and it counts as done. So whatever is done at any moment is the whole of rows 0..done-1 and
 * depends on nothing but how far the work came.
 */
#include "zutuan/experiment/replicate.h"

#include "links.h"
#include "zutuan/core/streams.h"

#include <assert.h>
#include <math.h>
#include <omp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cell {
    struct world_link *links; /* owned until the row is settled */
    size_t link_count;
    bool finished;
};

/* Room is made for as many rows as there are already, or this many: who asks for a million replications and
 * interrupts them needs no memory for a million. */
#define REPLICATE_BLOCK 1024

/* A block of rows. */
struct work {
    struct replicate *replicate; /* borrowed */
    const struct replicate_how *how;
    size_t first_row;
    size_t count; /* cells */
    int threads;
    struct cell *cells;    /* owned, [count] */
    struct world **worlds; /* owned, [threads][arm_count] */
    atomic_size_t next;    /* the first cell that nobody has taken */
    atomic_bool lost;      /* memory ran out */
    size_t finished;       /* cells */
    size_t before, total;  /* cells, for progress */
};

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

static bool grow_doubles(double **array, size_t rows, size_t width)
{
    if (rows > SIZE_MAX / sizeof **array / width)
        return false;
    double *grown = realloc(*array, rows * width * sizeof *grown);
    if (grown == NULL)
        return false;
    *array = grown;
    return true;
}

static int reserve_rows(struct replicate *self, size_t rows)
{
    if (rows <= self->capacity)
        return DIAG_OK;
    for (size_t i = 0; i < self->arm_count; i++) {
        struct replicate_arm *arm = &self->arms[i];
        if (!grow_doubles(&arm->measures, rows, OUTCOME_MEASURES) ||
            !grow_doubles(&arm->series, rows, arm->samples * OUTCOME_SERIES_COUNT))
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

/* One thread at a time. */
static void record_failure(struct work *self, size_t arm, size_t row, int code, const char *text)
{
    struct replicate *replicate = self->replicate;
    if (replicate->failure_count == replicate->failure_capacity) {
        const size_t capacity = 2 * replicate->failure_capacity + 4;
        struct replicate_failure *failures = realloc(replicate->failures, capacity * sizeof *failures);
        if (failures == NULL) {
            self->lost = true;
            return;
        }
        replicate->failures = failures;
        replicate->failure_capacity = capacity;
    }
    struct replicate_failure *failure = &replicate->failures[replicate->failure_count++];
    *failure = (struct replicate_failure){arm, replicate_number(row), (enum diag_code)code, ""};
    snprintf(failure->text, sizeof failure->text, "%s", text);
    replicate->failed[row] = 1;
}

/* Adds the referrals of a whole row to the sums of the arms: all of them, or none when memory runs out. */
static bool settle_row(struct work *self, struct cell *cells, bool failed)
{
    struct replicate_arm *arms = self->replicate->arms;
    const size_t count = self->replicate->arm_count;
    for (size_t arm = 0; arm < count && !failed; arm++) {
        if (links_reserve(&arms[arm], cells[arm].links, cells[arm].link_count) != DIAG_OK)
            return false;
    }
    for (size_t arm = 0; arm < count; arm++) {
        if (!failed)
            links_add(&arms[arm], cells[arm].links, cells[arm].link_count);
        free(cells[arm].links);
        cells[arm].links = NULL;
    }
    return true;
}

/* Every row that is whole counts from now on. One thread at a time. */
static void settle(struct work *self)
{
    struct replicate *replicate = self->replicate;
    const size_t arms = replicate->arm_count, end = self->first_row + self->count / arms;
    while (replicate->done < end && !self->lost) {
        struct cell *cells = &self->cells[(replicate->done - self->first_row) * arms];
        for (size_t arm = 0; arm < arms; arm++) {
            if (!cells[arm].finished)
                return;
        }
        if (!settle_row(self, cells, replicate->failed[replicate->done])) {
            self->lost = true;
            return;
        }
        replicate->done++;
    }
}

static void keep_results(struct work *self, struct world *world, struct cell *cell, size_t arm, size_t row)
{
    struct replicate_arm *to = &self->replicate->arms[arm];
    const size_t width = to->samples * OUTCOME_SERIES_COUNT;
    world_measures(world, &to->measures[row * OUTCOME_MEASURES]);
    memcpy(&to->series[row * width], world_series(world), width * sizeof *to->series);
    cell->link_count = world_links(world, NULL, 0);
    if (cell->link_count > 0) {
        cell->links = malloc(cell->link_count * sizeof *cell->links);
        if (cell->links == NULL) {
            self->lost = true;
            cell->link_count = 0;
        } else {
            world_links(world, cell->links, cell->link_count);
        }
    }
}

static void fill_missing(struct replicate_arm *arm, size_t row)
{
    const size_t width = arm->samples * OUTCOME_SERIES_COUNT;
    for (size_t i = 0; i < OUTCOME_MEASURES; i++)
        arm->measures[row * OUTCOME_MEASURES + i] = NAN;
    for (size_t i = 0; i < width; i++)
        arm->series[row * width + i] = NAN;
}

static void run_cell(struct work *self, size_t index, struct world *const *worlds)
{
    struct replicate *replicate = self->replicate;
    const size_t arm = index % replicate->arm_count;
    const size_t row = self->first_row + index / replicate->arm_count;
    struct world *world = worlds[arm];
    struct cell *cell = &self->cells[index];

    world_reset(world, replicate->seed, replicate_number(row));
    const int code = world_run(world);
    if (code == DIAG_OK)
        keep_results(self, world, cell, arm, row);
    else
        fill_missing(&replicate->arms[arm], row);
#pragma omp critical(replicate_settle)
    {
        if (code != DIAG_OK)
            record_failure(self, arm, row, code,
                           code == DIAG_MEMORY ? "memory ran out" : world_complaint(world));
        cell->finished = true;
        self->finished++;
        settle(self);
        if (self->how->progress != NULL)
            self->how->progress(self->how->context, self->before + self->finished, self->total);
    }
}

static bool take(struct work *self, size_t *index)
{
    if (self->lost || (self->how->interrupted != NULL && *self->how->interrupted))
        return false;
    *index = atomic_fetch_add(&self->next, 1);
    return *index < self->count;
}

static int work_alloc(struct work *self, struct replicate *replicate, size_t rows,
                      const struct replicate_how *how)
{
    const size_t arms = replicate->arm_count;
    const int threads = replicate_threads(how->threads);
    *self =
        (struct work){.replicate = replicate, .how = how, .first_row = replicate->done, .count = rows * arms};
    atomic_init(&self->next, 0);
    atomic_init(&self->lost, false);
    self->threads = (size_t)threads < self->count ? threads : (int)self->count;
    self->cells = calloc(self->count, sizeof *self->cells);
    self->worlds = calloc((size_t)self->threads * arms, sizeof(struct world *));
    if (self->cells == NULL || self->worlds == NULL)
        return DIAG_MEMORY;
    for (size_t i = 0; i < (size_t)self->threads * arms; i++) {
        const int code = world_alloc(&self->worlds[i], &replicate->arms[i % arms].scenario->params);
        if (code != DIAG_OK) {
            self->worlds[i] = NULL;
            return code;
        }
    }
    return reserve_rows(replicate, replicate->done + rows);
}

static void work_free(struct work *self)
{
    for (size_t i = 0; self->cells != NULL && i < self->count; i++)
        free(self->cells[i].links);
    for (size_t i = 0; self->worlds != NULL && i < (size_t)self->threads * self->replicate->arm_count; i++)
        world_free(self->worlds[i]);
    free(self->cells);
    free(self->worlds);
}

static int compare_failures(const void *a, const void *b)
{
    const struct replicate_failure *one = a, *two = b;
    if (one->replication != two->replication)
        return one->replication < two->replication ? -1 : 1;
    return one->arm == two->arm ? 0 : one->arm < two->arm ? -1 : 1;
}

/* Forgets failures in rows that are not done and sorts the others. */
static void tidy_failures(struct replicate *self)
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

/* A part of replicate_extend; `before` of `total` cells were done in earlier parts. */
static int extend_block(struct replicate *self, size_t rows, const struct replicate_how *how, size_t before,
                        size_t total)
{
    struct work work;
    int code = work_alloc(&work, self, rows, how);
    work.before = before;
    work.total = total;
    if (code == DIAG_OK) {
#pragma omp parallel num_threads(work.threads)
        {
            struct world *const *worlds = &work.worlds[(size_t)omp_get_thread_num() * self->arm_count];
            size_t index;
            while (take(&work, &index))
                run_cell(&work, index, worlds);
        }
        tidy_failures(self);
        if (self->done < work.first_row + rows)
            code = work.lost ? DIAG_MEMORY : DIAG_INTERRUPTED;
    }
    work_free(&work);
    return code;
}

int replicate_extend(struct replicate *self, size_t replications, const struct replicate_how *how)
{
    assert(replications <= STREAMS_MAX_REPLICATION);
    const size_t first = self->done, arms = self->arm_count;
    int code = DIAG_OK;
    while (code == DIAG_OK && self->done < replications) {
        const size_t most = self->done < REPLICATE_BLOCK ? REPLICATE_BLOCK : self->done;
        const size_t left = replications - self->done;
        code = extend_block(self, left < most ? left : most, how, (self->done - first) * arms,
                            (replications - first) * arms);
    }
    return code;
}

int replicate_adopt(struct replicate *self, struct replicate *from)
{
    assert(from->seed == self->seed && from->done == self->done);
    assert(self->failure_count == 0 && from->failure_count == 0);
    if (reserve_rows(from, self->capacity) != DIAG_OK)
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
