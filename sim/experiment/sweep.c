/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/sweep.h"

#include <stdlib.h>

/* Progress of all blocks and rounds as one. */
struct sweep_watch {
    const struct replicate_how *how;
    size_t before, total; /* runs */
};

static bool same_params(const struct params *a, const struct params *b)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);

    for (size_t i = 0; i < count; i++)
        if (params_get(a, &rows[i]) != params_get(b, &rows[i]))
            return false;
    return true;
}

/* Puts the scenario at a point among the block's, unless an equal one is there; tells which arm it is. */
static int add_arm(struct sweep_block *self, const struct design *design, size_t point,
                   const struct scenario *from, size_t *arm)
{
    struct scenario *to = &self->scenarios[self->arm_count];

    if (design_at(design, point, from, to) != DIAG_OK)
        return DIAG_MEMORY;
    for (*arm = 0; *arm < self->arm_count; (*arm)++) {
        if (same_params(&self->scenarios[*arm].params, &to->params)) {
            scenario_free(to);
            return DIAG_OK;
        }
    }
    self->arm_count++;
    return DIAG_OK;
}

static int block_alloc(struct sweep_block *self, const struct design *design, size_t first, size_t count,
                       uint64_t seed)
{
    const struct scenario *pointers[2 * SWEEP_BLOCK];

    *self = (struct sweep_block){.first = first, .count = count};
    self->scenarios = calloc(2 * count, sizeof *self->scenarios);
    if (self->scenarios == NULL)
        return DIAG_MEMORY;
    for (size_t i = 0; i < count; i++) {
        int code = add_arm(self, design, first + i, &design->base, &self->base[i]);
        if (code == DIAG_OK)
            code = add_arm(self, design, first + i, &design->other, &self->other[i]);
        if (code != DIAG_OK)
            return code;
    }
    for (size_t arm = 0; arm < self->arm_count; arm++)
        pointers[arm] = &self->scenarios[arm];
    const int code = replicate_alloc(&self->replicate, pointers, self->arm_count, seed);
    self->replicate.measures_only = true;
    return code;
}

static void block_free(struct sweep_block *self)
{
    replicate_free(&self->replicate);
    for (size_t arm = 0; arm < self->arm_count; arm++)
        scenario_free(&self->scenarios[arm]);
    free(self->scenarios);
}

int sweep_alloc(struct sweep *self, const struct design *design, uint64_t seed)
{
    *self = (struct sweep){.design = design, .seed = seed, .points = design_point_count(design)};
    self->blocks = calloc((self->points + SWEEP_BLOCK - 1) / SWEEP_BLOCK, sizeof *self->blocks);
    if (self->blocks == NULL)
        return DIAG_MEMORY;
    for (size_t first = 0; first < self->points; first += SWEEP_BLOCK) {
        const size_t left = self->points - first;
        struct sweep_block *block = &self->blocks[self->block_count++];
        const int code = block_alloc(block, design, first, left < SWEEP_BLOCK ? left : SWEEP_BLOCK, seed);
        if (code != DIAG_OK) {
            sweep_free(self);
            return code;
        }
        self->arm_count += block->arm_count;
    }
    return DIAG_OK;
}

void sweep_free(struct sweep *self)
{
    for (size_t i = 0; i < self->block_count; i++)
        block_free(&self->blocks[i]);
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

/* Extends every block that has fewer to `replications`. */
static int extend_round(struct sweep *self, size_t replications, struct sweep_watch *runs)
{
    struct replicate_how how = *runs->how;
    int code = DIAG_OK;

    if (how.progress != NULL) {
        how.progress = watch;
        how.context = runs;
    }
    for (size_t i = 0; code == DIAG_OK && i < self->block_count; i++) {
        struct replicate *replicate = &self->blocks[i].replicate;
        const size_t done = replicate->done;
        code = replicate_extend(replicate, replications, &how);
        runs->before += (replicate->done - done) * replicate->arm_count;
    }
    return code;
}

int sweep_extend(struct sweep *self, size_t replications, const struct replicate_how *how)
{
    struct sweep_watch runs = {.how = how};
    int code = DIAG_OK;

    for (size_t i = 0; i < self->block_count; i++) {
        const struct replicate *replicate = &self->blocks[i].replicate;
        if (replicate->done < replications)
            runs.total += (replications - replicate->done) * replicate->arm_count;
    }
    if (how->shards > 1) /* rounds end when everything is there, and a part never is */
        return extend_round(self, replications, &runs);
    while (code == DIAG_OK && sweep_least(self) < replications) {
        const size_t next = sweep_least(self) + SWEEP_ROUND;
        code = extend_round(self, next < replications ? next : replications, &runs);
    }
    return code;
}

static const struct sweep_block *block_of(const struct sweep *self, size_t point)
{
    return &self->blocks[point / SWEEP_BLOCK];
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
    const struct replicate *replicate = &block->replicate;
    size_t count, at = point - block->first;

    if (reserve_columns(self, replicate->done) != DIAG_OK)
        return DIAG_MEMORY;
    count = replicate_column(replicate, block->base[at], measure, self->columns[0]);
    (void)replicate_column(replicate, block->other[at], measure, self->columns[1]); /* as many */
    estimate_paired(estimate, self->columns[0], self->columns[1], count, outcome_measure_row(measure)->better,
                    confidence, self->columns[2]);
    return DIAG_OK;
}

size_t sweep_failures(const struct sweep *self)
{
    size_t count = 0;

    for (size_t i = 0; i < self->block_count; i++)
        count += self->blocks[i].replicate.failure_count;
    return count;
}

size_t sweep_arm_point(const struct sweep_block *block, size_t arm)
{
    size_t at = 0;

    while (block->base[at] != arm && block->other[at] != arm)
        at++;
    return block->first + at;
}
