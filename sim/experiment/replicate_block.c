/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells (a replication of an arm) are numbered breadth first and taken in that order by whoever is free:
 * threads of this process, or other processes. A row of the table whose cells are all there is settled, rows
 * in order: its referrals are added to the arms' sums, and it counts as done. So whatever is done at any
 * moment is the whole of rows 0..done-1 and depends on nothing but how far the work came.
 */
#include "links.h"
#include "replicate_parts.h"
#include "worlds.h"
#include "zutuan/experiment/spread.h"
#include "zutuan/experiment/store.h"

#include <assert.h>
#include <math.h>
#include <omp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct cell {
    struct world_link *links; /* owned until the row is settled */
    size_t link_count;
    bool known;    /* from the store, or another shard's: not to be done */
    bool finished; /* its results are in the table */
};

/* A block of rows. */
struct work {
    struct replicate *replicate; /* borrowed */
    const struct replicate_how *how;
    size_t first_row;
    size_t count;         /* cells */
    struct cell *cells;   /* owned, [count] */
    int64_t *scenarios;   /* owned, [arm_count]: places in the store; NULL without one */
    atomic_size_t next;   /* the first cell that nobody has taken */
    atomic_int lost;      /* what went wrong: memory ran out, the store failed */
    atomic_bool stopped;  /* a run was abandoned */
    size_t finished;      /* cells */
    size_t before, total; /* cells, for progress */
};

static size_t arm_of(const struct work *self, size_t index)
{
    return index % self->replicate->arm_count;
}

static size_t row_of(const struct work *self, size_t index)
{
    return self->first_row + index / self->replicate->arm_count;
}

/* Settling */

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
    while (replicate->done < end && self->lost == DIAG_OK) {
        struct cell *cells = &self->cells[(replicate->done - self->first_row) * arms];
        for (size_t arm = 0; arm < arms; arm++) {
            if (!cells[arm].finished)
                return;
        }
        if (!settle_row(self, cells, replicate->failed[replicate->done])) {
            self->lost = DIAG_MEMORY;
            return;
        }
        replicate->done++;
    }
}

/* Results */

/* Puts what a run gave into its place in the table. */
static int keep(struct work *self, size_t index, const struct store_run *run)
{
    const size_t arm = arm_of(self, index), row = row_of(self, index);
    struct replicate_arm *to = &self->replicate->arms[arm];
    const size_t width = replicate_width(self->replicate, arm);
    struct cell *cell = &self->cells[index];
    memcpy(&to->measures[row * OUTCOME_MEASURES], run->measures, OUTCOME_MEASURES * sizeof *run->measures);
    if (width == 0)
        return DIAG_OK;
    assert(run->series != NULL);
    memcpy(&to->series[row * width], run->series, width * sizeof *to->series);
    if (run->link_count == 0)
        return DIAG_OK;
    cell->links = malloc(run->link_count * sizeof *cell->links);
    if (cell->links == NULL)
        return DIAG_MEMORY;
    memcpy(cell->links, run->links, run->link_count * sizeof *cell->links);
    cell->link_count = run->link_count;
    return DIAG_OK;
}

static void keep_nothing(struct work *self, size_t index)
{
    const size_t arm = arm_of(self, index), row = row_of(self, index);
    const struct replicate_arm *to = &self->replicate->arms[arm];
    const size_t width = replicate_width(self->replicate, arm);
    for (size_t i = 0; i < OUTCOME_MEASURES; i++)
        to->measures[row * OUTCOME_MEASURES + i] = NAN;
    for (size_t i = 0; i < width; i++)
        to->series[row * width + i] = NAN;
}

/* Takes what a run gave, good or bad. One thread at a time. */
static void take_result(struct work *self, size_t index, const struct spread_result *result)
{
    const size_t arm = arm_of(self, index), row = row_of(self, index);
    int code = DIAG_OK;
    if (result->code == DIAG_INTERRUPTED) {
        self->stopped = true;
        return;
    }
    if (result->code != DIAG_OK) {
        keep_nothing(self, index);
        code = replicate_fail(self->replicate, arm, row, result->code, result->complaint);
    } else {
        code = keep(self, index, &result->run);
        if (code == DIAG_OK && self->scenarios != NULL)
            code = store_put(self->how->store, self->scenarios[arm], replicate_number(row), &result->run);
    }
    if (code != DIAG_OK) {
        self->lost = code;
        return;
    }
    self->cells[index].finished = true;
    self->finished++;
    settle(self);
    if (self->how->progress != NULL)
        self->how->progress(self->how->context, self->before + self->finished, self->total);
}

/* Work */

/* A world_stop, and what is asked before a run is begun. */
static bool is_stopped(void *context)
{
    const struct work *self = context;
    return self->stopped || (self->how->interrupted != NULL &&
                             atomic_load_explicit(self->how->interrupted, memory_order_relaxed));
}

static bool take(struct work *self, size_t *index)
{
    do {
        if (self->lost != DIAG_OK || is_stopped(self))
            return false;
        *index = atomic_fetch_add(&self->next, 1);
    } while (*index < self->count && self->cells[*index].known);
    return *index < self->count;
}

static int simulate(struct world *world, struct work *work, size_t row, struct spread_result *result,
                    double *measures, struct world_link **links)
{
    const struct replicate *replicate = work->replicate;
    world_heed(world, is_stopped, work);
    world_reset(world, replicate->seed, replicate_number(row));
    *result = (struct spread_result){.code = world_run(world)};
    if (result->code != DIAG_OK) {
        result->complaint = result->code == DIAG_MEMORY ? "memory ran out" : world_complaint(world);
        return DIAG_OK;
    }
    world_measures(world, measures);
    result->run = (struct store_run){.measures = measures};
    if (replicate->measures_only)
        return DIAG_OK;
    const size_t count = world_links(world, NULL, 0);
    if (count > 0) {
        struct world_link *grown = realloc(*links, count * sizeof *grown);
        if (grown == NULL)
            return DIAG_MEMORY;
        *links = grown;
        world_links(world, grown, count);
    }
    result->run.series = world_series(world);
    result->run.links = *links;
    result->run.link_count = count;
    return DIAG_OK;
}

static void work_alone(struct work *self)
{
    struct replicate *replicate = self->replicate;
    double measures[OUTCOME_MEASURES];
    struct world_link *links = NULL;
    struct worlds worlds;
    struct spread_result result;
    size_t index;
    int code = worlds_alloc(&worlds, replicate->arm_count);
    while (code == DIAG_OK && take(self, &index)) {
        const size_t arm = arm_of(self, index);
        struct world *world = worlds_get(&worlds, arm, &replicate->arms[arm].scenario->params);
        code = world == NULL ? DIAG_MEMORY
                             : simulate(world, self, row_of(self, index), &result, measures, &links);
        if (code != DIAG_OK)
            break;
        result.run.series_count = replicate_width(replicate, arm);
#pragma omp critical(replicate_settle)
        take_result(self, index, &result);
    }
    if (code != DIAG_OK)
        self->lost = code;
    worlds_free(&worlds);
    free(links);
}

/* How many threads the runs that are left are worth. */
static int team(const struct work *self)
{
    const size_t left = self->count - self->finished;
    const int threads = replicate_threads(self->how->threads);
    if ((size_t)threads < left)
        return threads;
    return left > 0 ? (int)left : 1;
}

static int work_here(struct work *self)
{
#pragma omp parallel num_threads(team(self))
    work_alone(self);
    return self->lost;
}

static bool hand_out(void *context, struct spread_task *task)
{
    struct work *self = context;
    size_t index;
    if (!take(self, &index))
        return false;
    *task = (struct spread_task){.cell = index,
                                 .params = &self->replicate->arms[arm_of(self, index)].scenario->params,
                                 .seed = self->replicate->seed,
                                 .replication = replicate_number(row_of(self, index)),
                                 .measures_only = self->replicate->measures_only};
    return true;
}

static int take_back(void *context, const struct spread_task *task, const struct spread_result *result)
{
    struct work *self = context;
    take_result(self, task->cell, result);
    return self->lost;
}

/* The store */

struct arm_of_store {
    struct work *work;
    size_t arm;
};

static int find_run(void *context, uint32_t replication, const struct store_run *run)
{
    const struct arm_of_store *at = context;
    struct work *self = at->work;
    const size_t arms = self->replicate->arm_count;
    const size_t row = replication - replicate_number(0);
    const size_t index = (row - self->first_row) * arms + at->arm;
    const size_t width = replicate_width(self->replicate, at->arm);
    if (width > 0 && run->series_count != width)
        return DIAG_OK; /* kept by a command that needed no series */
    self->cells[index].known = self->cells[index].finished = true;
    self->finished++;
    return keep(self, index, run);
}

static int look_up(struct work *self)
{
    const struct replicate *replicate = self->replicate;
    const size_t rows = self->count / replicate->arm_count;
    int code = DIAG_OK;
    for (size_t arm = 0; code == DIAG_OK && arm < replicate->arm_count; arm++) {
        const struct scenario *scenario = replicate->arms[arm].scenario;
        struct arm_of_store at = {self, arm};
        code = store_scenario(self->how->store, &scenario->params, replicate->seed, scenario->name,
                              &self->scenarios[arm]);
        if (code == DIAG_OK)
            code = store_find(self->how->store, self->scenarios[arm], replicate_number(self->first_row),
                              replicate_number(self->first_row + rows - 1), find_run, &at);
    }
    if (code == DIAG_OK)
        code = store_flush(self->how->store); /* others may write while the first runs take their time */
    if (code == DIAG_OK)
        settle(self);
    return code == DIAG_OK ? self->lost : code;
}

/* Leaves the parts of others to them; of the own part, `total` counts what is to be done. */
static void cut_shard(struct work *self)
{
    for (size_t index = 0; index < self->count; index++) {
        if ((row_of(self, index) + arm_of(self, index)) % self->how->shards == self->how->shard)
            self->total++;
        else
            self->cells[index].known = true;
    }
}

static int work_alloc(struct work *self, struct replicate *replicate, size_t rows,
                      const struct replicate_how *how)
{
    *self = (struct work){.replicate = replicate,
                          .how = how,
                          .first_row = replicate->done,
                          .count = rows * replicate->arm_count};
    atomic_init(&self->next, 0);
    atomic_init(&self->lost, DIAG_OK);
    atomic_init(&self->stopped, false);
    self->cells = calloc(self->count, sizeof *self->cells);
    if (how->store != NULL)
        self->scenarios = calloc(replicate->arm_count, sizeof *self->scenarios);
    if (self->cells == NULL || (how->store != NULL && self->scenarios == NULL))
        return DIAG_MEMORY;
    return replicate_reserve(replicate, replicate->done + rows);
}

static void work_free(struct work *self)
{
    for (size_t i = 0; self->cells != NULL && i < self->count; i++)
        free(self->cells[i].links);
    free(self->cells);
    free(self->scenarios);
}

int replicate_block(struct replicate *self, size_t rows, const struct replicate_how *how, size_t before,
                    size_t total)
{
    struct work work;
    int code = work_alloc(&work, self, rows, how);
    work.before = before;
    work.total = total;
    if (code == DIAG_OK && how->store != NULL)
        code = look_up(&work);
    if (code == DIAG_OK) {
        const bool shard = how->shards > 1;
        if (shard)
            cut_shard(&work);
        code = how->spread != NULL
                   ? spread_run(how->spread, &(struct spread_work){hand_out, take_back, is_stopped, &work})
                   : work_here(&work);
        if (code == DIAG_OK && how->store != NULL)
            code = store_flush(how->store);
        if (code == DIAG_OK && self->done < work.first_row + rows && (!shard || is_stopped(&work)))
            code = DIAG_INTERRUPTED;
    }
    replicate_tidy(self);
    work_free(&work);
    return code;
}
