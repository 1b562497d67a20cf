/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/sweep.h"

#include "sweep_block.h"

#include <stdlib.h>
#include <string.h>

/* Progress of all blocks and rounds as one. */
struct sweep_watch {
    const struct replicate_how *how;
    size_t before, total; /* runs */
};

/* The sweep */

static size_t block_length(const struct design *design, size_t first, size_t points)
{
    size_t count = 1;

    while (count < SWEEP_BLOCK && first + count < points &&
           design_stream(design, first + count) == design_stream(design, first))
        count++;
    return count;
}

/* Blocks for the points from self->points to the design's last. */
static int add_blocks(struct sweep *self)
{
    const size_t points = self->design->point_count;

    while (self->points < points) {
        struct sweep_block *grown = realloc(self->blocks, (self->block_count + 1) * sizeof *grown), *block;
        if (!grown)
            return DIAG_MEMORY;
        self->blocks = grown;
        block = &self->blocks[self->block_count++];
        if (sweep_block_alloc(block, self->design, self->points,
                              block_length(self->design, self->points, points)) != DIAG_OK)
            return DIAG_MEMORY;
        self->points += block->count;
        self->arm_count += block->arm_count;
    }
    return DIAG_OK;
}

int sweep_alloc(struct sweep *self, const struct design *design, uint64_t seed)
{
    *self = (struct sweep){.design = design, .seed = seed, .memory = SWEEP_MEMORY};
    if (add_blocks(self) == DIAG_OK)
        return DIAG_OK;
    sweep_free(self);
    return DIAG_MEMORY;
}

int sweep_grow(struct sweep *self)
{
    return add_blocks(self);
}

void sweep_free(struct sweep *self)
{
    for (size_t i = 0; i < self->block_count; i++)
        sweep_block_free(&self->blocks[i]);
    free(self->blocks);
    for (size_t i = 0; i < 3; i++)
        free(self->columns[i]);
    *self = (struct sweep){.design = NULL};
}

static void watch(void *context, size_t finished, size_t total)
{
    const struct sweep_watch *self = context;

    (void)total;
    self->how->progress(self->how->context, self->before + finished, self->total);
}

/* Extends a block that has fewer to `replications`. */
static int extend_block(struct sweep *self, struct sweep_block *block, size_t replications,
                        struct sweep_watch *runs)
{
    struct replicate_how how = *runs->how;
    int code = DIAG_OK;

    if (block->replicate.done >= replications)
        return DIAG_OK;
    if (block->kept)
        sweep_block_forget(block);
    const size_t done = block->replicate.done;
    if (!block->scenarios)
        code = sweep_block_open(self, block);
    if (how.progress != NULL) {
        how.progress = watch;
        how.context = runs;
    }
    if (code == DIAG_OK)
        code = replicate_extend(&block->replicate, replications, &how);
    runs->before += (block->replicate.done - done) * block->arm_count;
    return code;
}

static int extend_round(struct sweep *self, size_t replications, struct sweep_watch *runs)
{
    int code = DIAG_OK;

    for (size_t i = 0; code == DIAG_OK && i < self->block_count; i++)
        code = extend_block(self, &self->blocks[i], replications, runs);
    return code;
}

/* One block after the other, each to its end and then closed. */
static int extend_in_turn(struct sweep *self, size_t replications, struct sweep_watch *runs)
{
    int code = DIAG_OK;

    for (size_t i = 0; code == DIAG_OK && i < self->block_count; i++) {
        struct sweep_block *block = &self->blocks[i];
        code = extend_block(self, block, replications, runs);
        if (code == DIAG_OK && !block->kept)
            code = sweep_block_close(self, block);
    }
    return code;
}

/* What an arm takes while it is open: its results, and its scenario with the origin of every value. */
static double arm_bytes(size_t replications)
{
    size_t rows;

    (void)params_rows(&rows);
    return (double)replications * OUTCOME_MEASURES * sizeof(double) + sizeof(struct scenario) +
           (double)(rows * sizeof(struct scenario_origin));
}

int sweep_extend(struct sweep *self, size_t replications, const struct replicate_how *how)
{
    const double bytes = (double)self->arm_count * arm_bytes(replications);
    struct sweep_watch runs = {.how = how};
    int code = DIAG_OK;

    for (size_t i = 0; i < self->block_count; i++) {
        const struct sweep_block *block = &self->blocks[i];
        if (block->replicate.done < replications)
            runs.total += (replications - (block->kept ? 0 : block->replicate.done)) * block->arm_count;
    }
    if (bytes > (double)self->memory)
        return extend_in_turn(self, replications, &runs);
    if (how->shards > 1) /* rounds end when everything is there, and a part never is */
        return extend_round(self, replications, &runs);
    while (code == DIAG_OK && sweep_least(self) < replications) {
        const size_t next = sweep_least(self) + SWEEP_ROUND;
        code = extend_round(self, next < replications ? next : replications, &runs);
    }
    return code;
}

/* Results */

static const struct sweep_block *block_of(const struct sweep *self, size_t point)
{
    size_t low = 0, high = self->block_count;

    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        if (self->blocks[middle].first <= point)
            low = middle;
        else
            high = middle;
    }
    return &self->blocks[low];
}

size_t sweep_done(const struct sweep *self, size_t point)
{
    return block_of(self, point)->replicate.done;
}

size_t sweep_least(const struct sweep *self)
{
    size_t least = self->blocks[0].replicate.done;

    for (size_t i = 1; i < self->block_count; i++)
        if (self->blocks[i].replicate.done < least)
            least = self->blocks[i].replicate.done;
    return least;
}

static int reserve_columns(struct sweep *self, size_t rows)
{
    for (size_t i = 0; i < 3 && rows > self->column_capacity; i++) {
        double *grown = realloc(self->columns[i], rows * sizeof *grown);
        if (grown == NULL)
            return DIAG_MEMORY;
        self->columns[i] = grown;
    }
    if (rows > self->column_capacity)
        self->column_capacity = rows;
    return DIAG_OK;
}

int sweep_pair(struct sweep *self, size_t point, enum outcome_measure measure, double confidence,
               struct estimate_pair *estimate)
{
    const struct sweep_block *block = block_of(self, point);
    size_t count, at = point - block->first;

    if (reserve_columns(self, block->replicate.done) != DIAG_OK)
        return DIAG_MEMORY;
    count = sweep_block_column(self, block, block->base[at], measure, self->columns[0]);
    (void)sweep_block_column(self, block, block->other[at], measure, self->columns[1]); /* as many */
    estimate_paired(estimate, self->columns[0], self->columns[1], count, outcome_measure_row(measure)->better,
                    confidence, self->columns[2]);
    return DIAG_OK;
}

int sweep_mean(struct sweep *self, size_t point, enum outcome_measure measure, double confidence,
               struct estimate *estimate)
{
    const struct sweep_block *block = block_of(self, point);
    size_t count;

    if (reserve_columns(self, block->replicate.done) != DIAG_OK)
        return DIAG_MEMORY;
    count = sweep_block_column(self, block, block->base[point - block->first], measure, self->columns[0]);
    estimate_mean(estimate, self->columns[0], count, confidence, self->columns[1]);
    return DIAG_OK;
}

size_t sweep_failures(const struct sweep *self)
{
    size_t count = 0;

    for (size_t i = 0; i < self->block_count; i++)
        count += self->blocks[i].replicate.failure_count;
    return count;
}
