/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells (a replication of an arm) are numbered breadth first and taken in that order by whichever thread is
 * free. A row of the table whose cells are all there is settled, rows in order: its referrals are added to
 * the arms' sums, and it counts as done. So whatever is done at any moment is the whole of rows 0..done-1 and
 * depends on nothing but how far the work came.
 */
#include "zutuan/experiment/replicate.h"

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

/* One call of replicate_extend. */
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

void replicate_drop(struct replicate *self, size_t arm_count)
{
    while (self->arm_count > arm_count) {
        const struct replicate_arm *arm = &self->arms[--self->arm_count];
        free(arm->measures);
        free(arm->series);
        free(arm->links);
    }
}

void replicate_free(struct replicate *self)
{
    replicate_drop(self, 0);
    free(self->arms);
    free(self->failed);
    free(self->failures);
    *self = (struct replicate){.arms = NULL};
}

/* Grows *array to rows * width elements of `size` bytes. */
static bool grow(void *array, size_t rows, size_t width, size_t size)
{
    void *old, *new;
    memcpy(&old, array, sizeof old);
    if (rows > SIZE_MAX / size / width)
        return false;
    new = realloc(old, rows * width * size);
    if (new == NULL)
        return false;
    memcpy(array, &new, sizeof new);
    return true;
}

static int reserve_rows(struct replicate *self, size_t rows)
{
    if (rows <= self->capacity)
        return DIAG_OK;
    for (size_t i = 0; i < self->arm_count; i++) {
        struct replicate_arm *arm = &self->arms[i];
        if (!grow(&arm->measures, rows, OUTCOME_MEASURES, sizeof *arm->measures) ||
            !grow(&arm->series, rows, arm->samples * OUTCOME_SERIES_COUNT, sizeof *arm->series))
            return DIAG_MEMORY;
    }
    if (!grow(&self->failed, rows, 1, sizeof *self->failed))
        return DIAG_MEMORY;
    memset(self->failed + self->capacity, 0, rows - self->capacity);
    self->capacity = rows;
    return DIAG_OK;
}

static int compare_links(const struct world_link *a, const struct world_link *b)
{
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return a->to == b->to ? 0 : a->to < b->to ? -1 : 1;
}

/* How many of links[0..count) have a pair of providers that the arm has not. */
static size_t count_new_links(const struct replicate_arm *arm, const struct world_link *links, size_t count)
{
    size_t fresh = 0, known = 0;
    for (size_t i = 0; i < count; i++) {
        while (known < arm->link_count && compare_links(&arm->links[known], &links[i]) < 0)
            known++;
        fresh += known == arm->link_count || compare_links(&arm->links[known], &links[i]) != 0;
    }
    return fresh;
}

/* Room for links[0..count) beside those that the arm has. */
static int reserve_links(struct replicate_arm *arm, const struct world_link *links, size_t count)
{
    const size_t needed = arm->link_count + count_new_links(arm, links, count);
    if (needed > arm->link_capacity) {
        if (!grow(&arm->links, 2 * needed, 1, sizeof *arm->links))
            return DIAG_MEMORY;
        arm->link_capacity = 2 * needed;
    }
    return DIAG_OK;
}

/* Both are sorted; merged from the end, in place; there is room. */
static void add_links(struct replicate_arm *arm, const struct world_link *links, size_t count)
{
    size_t known = arm->link_count;
    size_t place = known + count_new_links(arm, links, count);
    arm->link_count = place;
    while (count > 0) {
        const int order = known == 0 ? -1 : compare_links(&arm->links[known - 1], &links[count - 1]);
        place--;
        if (order < 0) {
            arm->links[place] = links[--count];
        } else {
            arm->links[place] = arm->links[--known];
            if (order == 0)
                arm->links[place].count += links[--count].count;
        }
    }
}

/* One thread at a time. */
static void record_failure(struct work *self, size_t arm, size_t row, int code, const char *text)
{
    struct replicate *replicate = self->replicate;
    if (replicate->failure_count == replicate->failure_capacity) {
        const size_t capacity = 2 * replicate->failure_capacity + 4;
        if (!grow(&replicate->failures, capacity, 1, sizeof *replicate->failures)) {
            self->lost = true;
            return;
        }
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
        if (reserve_links(&arms[arm], cells[arm].links, cells[arm].link_count) != DIAG_OK)
            return false;
    }
    for (size_t arm = 0; arm < count; arm++) {
        if (!failed)
            add_links(&arms[arm], cells[arm].links, cells[arm].link_count);
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
            self->how->progress(self->how->context, self->finished, self->count);
    }
}

static bool take(struct work *self, size_t *index)
{
    if (self->lost || (self->how->interrupted != NULL && *self->how->interrupted))
        return false;
    *index = atomic_fetch_add(&self->next, 1);
    return *index < self->count;
}

static int work_alloc(struct work *self, struct replicate *replicate, size_t replications,
                      const struct replicate_how *how)
{
    const size_t rows = replications - replicate->done, arms = replicate->arm_count;
    const int threads = replicate_threads(how->threads);
    *self =
        (struct work){.replicate = replicate, .how = how, .first_row = replicate->done, .count = rows * arms};
    atomic_init(&self->next, 0);
    atomic_init(&self->lost, false);
    self->threads = (size_t)threads < self->count ? threads : (int)self->count;
    self->cells = calloc(self->count, sizeof *self->cells);
    self->worlds = calloc((size_t)self->threads * arms, sizeof *self->worlds);
    if (self->cells == NULL || self->worlds == NULL)
        return DIAG_MEMORY;
    for (size_t i = 0; i < (size_t)self->threads * arms; i++) {
        const int code = world_alloc(&self->worlds[i], &replicate->arms[i % arms].scenario->params);
        if (code != DIAG_OK) {
            self->worlds[i] = NULL;
            return code;
        }
    }
    return reserve_rows(replicate, replications);
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

int replicate_extend(struct replicate *self, size_t replications, const struct replicate_how *how)
{
    assert(replications <= STREAMS_MAX_REPLICATION);
    if (replications <= self->done)
        return DIAG_OK;
    struct work work;
    int code = work_alloc(&work, self, replications, how);
    if (code == DIAG_OK) {
#pragma omp parallel num_threads(work.threads)
        {
            struct world *const *worlds = &work.worlds[(size_t)omp_get_thread_num() * self->arm_count];
            size_t index;
            while (take(&work, &index))
                run_cell(&work, index, worlds);
        }
        tidy_failures(self);
        if (self->done < replications)
            code = work.lost ? DIAG_MEMORY : DIAG_INTERRUPTED;
    }
    work_free(&work);
    return code;
}

int replicate_adopt(struct replicate *self, struct replicate *from)
{
    assert(from->seed == self->seed && from->done == self->done);
    assert(self->failure_count == 0 && from->failure_count == 0);
    if (reserve_rows(from, self->capacity) != DIAG_OK)
        return DIAG_MEMORY;
    if (!grow(&self->arms, self->arm_count + from->arm_count, 1, sizeof *self->arms))
        return DIAG_MEMORY;
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
