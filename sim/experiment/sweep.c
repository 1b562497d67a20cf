/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/sweep.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Progress of all blocks and rounds as one. */
struct sweep_watch {
    const struct replicate_how *how;
    size_t before, total; /* runs */
};

/* Which arms a block has */

/* Finds parameters that are there already: open addressing by a hash of all values. */
struct sweep_index {
    struct params *params; /* owned, [arms]: of each arm */
    size_t *slots;         /* owned, [mask + 1]: 1 + arm, 0: empty */
    size_t mask;
};

/* FNV-1a of the values' words; 0 and -0, which are equal, have one hash. */
static uint64_t hash_params(const struct params *params)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < count; i++) {
        const double value = params_get(params, &rows[i]) + 0.0;
        uint64_t word;
        memcpy(&word, &value, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x100000001b3);
        hash ^= hash >> 29;
    }
    return hash;
}

static int index_alloc(struct sweep_index *self, size_t arms)
{
    size_t slots = 16;

    while (slots < 2 * arms)
        slots *= 2;
    self->mask = slots - 1;
    self->params = malloc(arms * sizeof *self->params);
    self->slots = calloc(slots, sizeof *self->slots);
    return self->params && self->slots ? DIAG_OK : DIAG_MEMORY;
}

static void index_free(struct sweep_index *self)
{
    free(self->params);
    free(self->slots);
}

/* The arm of a scenario at a point: a new one unless an equal one is there. */
static size_t index_arm(struct sweep_index *self, struct sweep_block *block, const struct design *design,
                        size_t place, bool other)
{
    struct params *params = &self->params[block->arm_count];
    size_t slot;

    design_params_at(design, block->first + place, other ? &design->other : &design->base, params);
    slot = (size_t)hash_params(params) & self->mask;
    for (; self->slots[slot] > 0; slot = (slot + 1) & self->mask)
        if (params_equal(&self->params[self->slots[slot] - 1], params))
            return self->slots[slot] - 1;
    block->places[block->arm_count] = 2 * place + other;
    self->slots[slot] = ++block->arm_count;
    return block->arm_count - 1;
}

static int block_alloc(struct sweep_block *self, const struct design *design, size_t first, size_t count)
{
    const size_t sides = design->compares ? 2 : 1;
    struct sweep_index index = {.params = NULL};
    int code = index_alloc(&index, sides * count);

    *self = (struct sweep_block){.first = first, .count = count};
    self->base = calloc(count, sizeof *self->base);
    self->other = design->compares ? calloc(count, sizeof *self->other) : NULL;
    self->places = calloc(sides * count, sizeof *self->places);
    if (!self->base || !self->places || (design->compares && !self->other))
        code = DIAG_MEMORY;
    for (size_t i = 0; code == DIAG_OK && i < count; i++) {
        self->base[i] = index_arm(&index, self, design, i, false);
        if (design->compares)
            self->other[i] = index_arm(&index, self, design, i, true);
    }
    index_free(&index);
    return code;
}

/* Open, closed */

static void free_scenarios(struct sweep_block *self)
{
    for (size_t arm = 0; self->scenarios && arm < self->arm_count; arm++)
        scenario_free(&self->scenarios[arm]);
    free(self->scenarios);
    self->scenarios = NULL;
}

static void block_free(struct sweep_block *self)
{
    replicate_free(&self->replicate);
    free_scenarios(self);
    free(self->base);
    free(self->other);
    free(self->places);
    free(self->kept);
}

size_t sweep_arm_point(const struct sweep_block *block, size_t arm)
{
    return block->first + block->places[arm] / 2;
}

const struct scenario *sweep_arm_scenario(const struct sweep *self, const struct sweep_block *block,
                                          size_t arm)
{
    return block->places[arm] % 2 ? &self->design->other : &self->design->base;
}

/* Makes the scenarios of a block and room for their results. Error: DIAG_MEMORY, with it as it was. */
static int block_open(const struct sweep *self, struct sweep_block *block)
{
    const struct scenario **pointers = calloc(block->arm_count, sizeof(const struct scenario *));
    const uint64_t seed = design_point_seed(self->design, block->first, self->seed);
    int code = DIAG_OK;

    block->scenarios = calloc(block->arm_count, sizeof *block->scenarios);
    if (!pointers || !block->scenarios)
        code = DIAG_MEMORY;
    for (size_t arm = 0; code == DIAG_OK && arm < block->arm_count; arm++) {
        pointers[arm] = &block->scenarios[arm];
        code = design_at(self->design, sweep_arm_point(block, arm), sweep_arm_scenario(self, block, arm),
                         &block->scenarios[arm]);
    }
    if (code == DIAG_OK)
        code = replicate_alloc(&block->replicate, pointers, block->arm_count, seed);
    if (code == DIAG_OK)
        block->replicate.measures_only = true;
    else
        free_scenarios(block);
    free((void *)pointers);
    return code;
}

/* Keeps the design's measures of a block and gives up the rest. Error: DIAG_MEMORY, with it still open. */
static int block_close(const struct sweep *self, struct sweep_block *block)
{
    const size_t measures = self->design->measure_count, done = block->replicate.done;
    struct replicate left = block->replicate;
    double *kept = malloc((block->arm_count * measures * done + 1) * sizeof *kept);
    double *column = malloc((done + 1) * sizeof *column);
    size_t count = 0;

    for (size_t arm = 0; kept && column && arm < block->arm_count; arm++)
        for (size_t m = 0; m < measures; m++) {
            count = replicate_column(&block->replicate, arm, self->design->measures[m], column);
            memcpy(&kept[(arm * measures + m) * count], column, count * sizeof *kept);
        }
    free(column);
    if (!kept || !column) {
        free(kept);
        return DIAG_MEMORY;
    }
    block->kept = kept;
    block->kept_count = count;
    block->replicate.failures = NULL;
    replicate_free(&block->replicate);
    free_scenarios(block);
    block->replicate = (struct replicate){.done = left.done,
                                          .seed = left.seed,
                                          .failures = left.failures,
                                          .failure_count = left.failure_count,
                                          .failure_capacity = left.failure_capacity};
    return DIAG_OK;
}

/* The sweep */

static size_t block_length(const struct design *design, size_t first, size_t points)
{
    size_t count = 1;

    while (count < SWEEP_BLOCK && first + count < points &&
           design_stream(design, first + count) == design_stream(design, first))
        count++;
    return count;
}

int sweep_alloc(struct sweep *self, const struct design *design, uint64_t seed)
{
    size_t capacity = 0;

    *self =
        (struct sweep){.design = design, .seed = seed, .points = design->point_count, .memory = SWEEP_MEMORY};
    for (size_t first = 0; first < self->points; first += self->blocks[self->block_count - 1].count) {
        if (self->block_count == capacity) {
            struct sweep_block *grown = realloc(self->blocks, (2 * capacity + 8) * sizeof *grown);
            if (!grown) {
                sweep_free(self);
                return DIAG_MEMORY;
            }
            self->blocks = grown;
            capacity = 2 * capacity + 8;
        }
        struct sweep_block *block = &self->blocks[self->block_count++];
        if (block_alloc(block, design, first, block_length(design, first, self->points)) != DIAG_OK) {
            sweep_free(self);
            return DIAG_MEMORY;
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

/* Extends a block that has fewer to `replications`. */
static int extend_block(struct sweep *self, struct sweep_block *block, size_t replications,
                        struct sweep_watch *runs)
{
    struct replicate_how how = *runs->how;
    const size_t done = block->replicate.done;
    int code = DIAG_OK;

    if (done >= replications)
        return DIAG_OK;
    assert(!block->kept);
    if (!block->scenarios)
        code = block_open(self, block);
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
            code = block_close(self, block);
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
            runs.total += (replications - block->replicate.done) * block->arm_count;
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

const struct sweep_block *sweep_block_of(const struct sweep *self, size_t point)
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
    return sweep_block_of(self, point)->replicate.done;
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

/* The values of an arm over the replications that did not fail; returns how many. */
static size_t column(const struct sweep *self, const struct sweep_block *block, size_t arm,
                     enum outcome_measure measure, double *values)
{
    const struct design *design = self->design;
    size_t m = 0;

    if (!block->kept)
        return replicate_column(&block->replicate, arm, measure, values);
    while (design->measures[m] != measure)
        m++;
    memcpy(values, &block->kept[(arm * design->measure_count + m) * block->kept_count],
           block->kept_count * sizeof *values);
    return block->kept_count;
}

int sweep_pair(struct sweep *self, size_t point, enum outcome_measure measure, double confidence,
               struct estimate_pair *estimate)
{
    const struct sweep_block *block = sweep_block_of(self, point);
    size_t count, at = point - block->first;

    if (reserve_columns(self, block->replicate.done) != DIAG_OK)
        return DIAG_MEMORY;
    count = column(self, block, block->base[at], measure, self->columns[0]);
    (void)column(self, block, block->other[at], measure, self->columns[1]); /* as many */
    estimate_paired(estimate, self->columns[0], self->columns[1], count, outcome_measure_row(measure)->better,
                    confidence, self->columns[2]);
    return DIAG_OK;
}

int sweep_mean(struct sweep *self, size_t point, enum outcome_measure measure, double confidence,
               struct estimate *estimate)
{
    const struct sweep_block *block = sweep_block_of(self, point);
    size_t count;

    if (reserve_columns(self, block->replicate.done) != DIAG_OK)
        return DIAG_MEMORY;
    count = column(self, block, block->base[point - block->first], measure, self->columns[0]);
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
