/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sweep_block.h"

#include <stdlib.h>
#include <string.h>

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

int sweep_block_alloc(struct sweep_block *self, const struct design *design, size_t first, size_t count)
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

void sweep_block_free(struct sweep_block *self)
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

int sweep_block_open(const struct sweep *self, struct sweep_block *block)
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

int sweep_block_close(const struct sweep *self, struct sweep_block *block)
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

void sweep_block_forget(struct sweep_block *self)
{
    replicate_free(&self->replicate);
    free(self->kept);
    self->kept = NULL;
    self->kept_count = 0;
}

size_t sweep_block_column(const struct sweep *self, const struct sweep_block *block, size_t arm,
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
