/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ladder.h"

#include <math.h>
#include <stdlib.h>

enum {
    LADDER_NONE = UINT32_MAX,
    LADDER_FEW = 8,            /* entries of a bucket, on average when a rung is made */
    LADDER_MOST_SORTED = 32,   /* a bucket of more becomes a rung */
    LADDER_MOST_BUCKETS = 256, /* of a rung */
    LADDER_LEAST = 64,         /* smallest capacities */
};

void ladder_reset(struct ladder *self)
{
    self->blocks_used = 0;
    self->free_block = LADDER_NONE;
    self->depth = 0;
    self->beyond = (struct ladder_bucket){LADDER_NONE, 0};
    self->first = self->end = 0;
    self->held = 0;
    self->failed = false;
}

void ladder_free(struct ladder *self)
{
    free(self->blocks);
    free(self->run);
    for (int r = 0; r < LADDER_RUNGS; r++) {
        free(self->rungs[r].buckets);
    }
    *self = (struct ladder){0};
}

/* Room for `needed` items of `size` bytes; storage that is not small grows by an eighth. */
static bool ladder_reserve(struct ladder *self, void **items, uint32_t *capacity, uint32_t needed,
                           size_t size)
{
    if (needed <= *capacity) {
        return true;
    }
    const uint32_t eighth = *capacity + *capacity / 8;
    uint32_t more = eighth > needed ? eighth : needed;
    more = more < LADDER_LEAST ? LADDER_LEAST : more;
    void *const grown = realloc(*items, more * size);
    if (grown == NULL) {
        self->failed = true;
        return false;
    }
    *items = grown;
    *capacity = more;
    return true;
}

static uint32_t ladder_take_block(struct ladder *self)
{
    const uint32_t free_block = self->free_block;
    if (free_block != LADDER_NONE) {
        self->free_block = self->blocks[free_block].older[0];
        return free_block;
    }
    void *blocks = self->blocks;
    if (!ladder_reserve(self, &blocks, &self->block_capacity, self->blocks_used + 1, sizeof *self->blocks)) {
        return LADDER_NONE;
    }
    self->blocks = blocks;
    return self->blocks_used++;
}

static bool ladder_new_block(struct ladder *self, struct ladder_bucket *bucket)
{
    const uint32_t block = ladder_take_block(self);
    if (block == LADDER_NONE) {
        return false;
    }
    uint32_t *const older = self->blocks[block].older;
    older[0] = bucket->block;
    for (uint32_t i = 1; i < LADDER_OLDER; i++) {
        older[i] = bucket->block == LADDER_NONE ? LADDER_NONE : self->blocks[bucket->block].older[i - 1];
    }
    bucket->block = block;
    return true;
}

static inline bool ladder_append(struct ladder *self, struct ladder_bucket *bucket, calendar_entry entry)
{
    const uint32_t filled = bucket->count % LADDER_BLOCK;
    if (filled == 0 && !ladder_new_block(self, bucket)) {
        return false;
    }
    self->blocks[bucket->block].entries[filled] = entry;
    bucket->count++;
    return true;
}

/* A list cannot be fetched ahead, but for the numbers that a block has of those further on. */
static inline void ladder_fetch_older(const struct ladder *self, uint32_t block)
{
    const uint32_t ahead = self->blocks[block].older[LADDER_OLDER - 1];
    if (ahead != LADDER_NONE) {
        __builtin_prefetch(self->blocks[ahead].entries);
        __builtin_prefetch(self->blocks[ahead].older);
    }
}

/* Takes the newest block's entries out of the bucket and returns how many, 0 when it is empty. */
static inline uint32_t ladder_take(struct ladder *self, struct ladder_bucket *bucket,
                                   calendar_entry entries[LADDER_BLOCK])
{
    if (bucket->count == 0) {
        return 0;
    }
    const uint32_t count = (bucket->count - 1) % LADDER_BLOCK + 1;
    struct ladder_block *const block = &self->blocks[bucket->block];
    ladder_fetch_older(self, bucket->block);
    memcpy(entries, block->entries, count * sizeof *entries);
    const uint32_t older = block->older[0];
    block->older[0] = self->free_block;
    self->free_block = bucket->block;
    bucket->block = older;
    bucket->count -= count;
    return count;
}

/* Beyond the rung: its count. */
static inline uint32_t ladder_index(const struct ladder_rung *rung, double time)
{
    const double index = (time - rung->start) * rung->scale;
    return index >= rung->count ? rung->count : index > 0.0 ? (uint32_t)index : 0;
}

/* NULL when the entry is near. What goes beyond a finer rung is not beyond the bucket that the rung was. */
static inline struct ladder_bucket *ladder_bucket_of(struct ladder *self, calendar_entry entry)
{
    const double time = calendar_entry_time(entry);
    for (uint32_t r = 0; r < self->depth; r++) {
        struct ladder_rung *const rung = &self->rungs[r];
        const uint32_t index = ladder_index(rung, time);
        if (index == rung->count && r == 0) {
            return &self->beyond;
        }
        const uint32_t inside = index < rung->count ? index : rung->count - 1;
        if (inside >= rung->next) {
            return &rung->buckets[inside];
        }
    }
    return NULL;
}

bool ladder_put(struct ladder *self, calendar_entry entry)
{
    struct ladder_bucket *const bucket = ladder_bucket_of(self, entry);
    if (bucket == NULL) {
        return false;
    }
    self->held += ladder_append(self, bucket, entry);
    return true;
}

/* Least and largest time of a bucket. */
static void ladder_range(const struct ladder *self, struct ladder_bucket bucket, double *least,
                         double *largest)
{
    double low = INFINITY, high = 0.0;
    for (uint32_t left = bucket.count, block = bucket.block; left > 0; block = self->blocks[block].older[0]) {
        const uint32_t count = (left - 1) % LADDER_BLOCK + 1;
        ladder_fetch_older(self, block);
        for (uint32_t i = 0; i < count; i++) {
            const double time = calendar_entry_time(self->blocks[block].entries[i]);
            low = time < low ? time : low;
            high = time > high ? time : high;
        }
        left -= count;
    }
    *least = low;
    *largest = high;
}

/* Deals a bucket into a new rung below the others; false when that would not part it. */
static bool ladder_deal(struct ladder *self, struct ladder_bucket bucket)
{
    if (self->depth == LADDER_RUNGS || bucket.count <= LADDER_MOST_SORTED) {
        return false;
    }
    double least, largest;
    ladder_range(self, bucket, &least, &largest);
    const uint32_t wanted = bucket.count / LADDER_FEW;
    const uint32_t count = wanted < LADDER_MOST_BUCKETS ? wanted : LADDER_MOST_BUCKETS;
    const double scale = (count - 0.5) / (largest - least); /* the largest is in the last bucket */
    struct ladder_rung *const rung = &self->rungs[self->depth];
    void *buckets = rung->buckets;
    if (!isfinite(scale) || !ladder_reserve(self, &buckets, &rung->capacity, count, sizeof *rung->buckets)) {
        return false;
    }
    *rung = (struct ladder_rung){least, scale, buckets, count, 0, rung->capacity};
    for (uint32_t i = 0; i < count; i++) {
        rung->buckets[i] = (struct ladder_bucket){LADDER_NONE, 0};
    }
    self->depth++;
    calendar_entry entries[LADDER_BLOCK];
    for (uint32_t taken; (taken = ladder_take(self, &bucket, entries)) > 0;) {
        for (uint32_t i = 0; i < taken; i++) {
            const uint32_t index = ladder_index(rung, calendar_entry_time(entries[i]));
            self->held -= !ladder_append(self, &rung->buckets[index], entries[i]);
        }
    }
    return true;
}

static int ladder_compare(const void *a, const void *b)
{
    const calendar_entry *const x = a, *const y = b;
    return (*x > *y) - (*x < *y);
}

static void ladder_sort(calendar_entry *entries, uint32_t count)
{
    if (count > LADDER_MOST_SORTED) {
        qsort(entries, count, sizeof *entries, ladder_compare);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        const calendar_entry entry = entries[i];
        uint32_t hole = i;
        for (; hole > 0 && entry < entries[hole - 1]; hole--) {
            entries[hole] = entries[hole - 1];
        }
        entries[hole] = entry;
    }
}

/* Appends a bucket to the run. */
static bool ladder_load(struct ladder *self, struct ladder_bucket bucket)
{
    const uint32_t left = ladder_run_length(self);
    if (left > 0) {
        memmove(self->run, self->run + self->first, left * sizeof *self->run);
    }
    self->first = 0;
    self->end = left;
    void *run = self->run;
    if (!ladder_reserve(self, &run, &self->run_capacity, left + bucket.count, sizeof *self->run)) {
        self->held -= bucket.count;
        return false;
    }
    self->run = run;
    for (uint32_t taken; (taken = ladder_take(self, &bucket, self->run + self->end)) > 0;) {
        self->end += taken;
    }
    ladder_sort(self->run + left, self->end - left);
    return true;
}

void ladder_spread(struct ladder *self, const calendar_entry *near, uint32_t count)
{
    struct ladder_bucket bucket = {LADDER_NONE, 0};
    for (; self->first < self->end; self->first++) {
        self->held -= !ladder_append(self, &bucket, self->run[self->first]);
    }
    for (uint32_t i = 0; i < count; i++) {
        self->held += ladder_append(self, &bucket, near[i]);
    }
    if (bucket.count > 0 && !ladder_deal(self, bucket)) {
        ladder_load(self, bucket);
    }
}

/* The next bucket that holds any, of the finest rung; an empty one when none is left in any rung. */
static struct ladder_bucket ladder_reach(struct ladder *self)
{
    for (; self->depth > 0; self->depth--) {
        struct ladder_rung *const rung = &self->rungs[self->depth - 1];
        while (rung->next < rung->count) {
            const struct ladder_bucket bucket = rung->buckets[rung->next++];
            if (bucket.count > 0) {
                return bucket;
            }
        }
    }
    const struct ladder_bucket bucket = self->beyond;
    self->beyond = (struct ladder_bucket){LADDER_NONE, 0};
    return bucket;
}

bool ladder_advance(struct ladder *self)
{
    for (;;) {
        const struct ladder_bucket bucket = ladder_reach(self);
        if (bucket.count == 0 || self->failed) {
            return false;
        }
        if (!ladder_deal(self, bucket)) {
            return ladder_load(self, bucket);
        }
    }
}

static void ladder_sweep_bucket(struct ladder *self, struct ladder_bucket *bucket,
                                bool (*keeps)(void *context, calendar_entry entry), void *context)
{
    struct ladder_bucket kept = {LADDER_NONE, 0};
    calendar_entry entries[LADDER_BLOCK];
    for (uint32_t taken; (taken = ladder_take(self, bucket, entries)) > 0;) {
        for (uint32_t i = 0; i < taken; i++) {
            if (!keeps(context, entries[i]) || !ladder_append(self, &kept, entries[i])) {
                self->held--;
            }
        }
    }
    *bucket = kept;
}

void ladder_sweep(struct ladder *self, bool (*keeps)(void *context, calendar_entry entry), void *context)
{
    for (uint32_t r = 0; r < self->depth; r++) {
        const struct ladder_rung *const rung = &self->rungs[r];
        for (uint32_t i = rung->next; i < rung->count; i++) {
            ladder_sweep_bucket(self, &rung->buckets[i], keeps, context);
        }
    }
    ladder_sweep_bucket(self, &self->beyond, keeps, context);
}

size_t ladder_bytes(const struct ladder *self)
{
    size_t bytes = self->block_capacity * sizeof *self->blocks + self->run_capacity * sizeof *self->run;
    for (int r = 0; r < LADDER_RUNGS; r++) {
        bytes += self->rungs[r].capacity * sizeof *self->rungs[r].buckets;
    }
    return bytes;
}

/* Counts what a bucket holds; LADDER_NONE if something in it belongs elsewhere. */
static uint32_t ladder_census(const struct ladder *self, const struct ladder_bucket *bucket)
{
    uint32_t block = bucket->block;
    for (uint32_t left = bucket->count; left > 0; block = self->blocks[block].older[0]) {
        const uint32_t count = (left - 1) % LADDER_BLOCK + 1;
        for (uint32_t i = 0; i < count; i++) {
            const calendar_entry entry = self->blocks[block].entries[i];
            if (ladder_bucket_of((struct ladder *)self, entry) != bucket ||
                (self->first < self->end && entry <= self->run[self->end - 1])) {
                return LADDER_NONE;
            }
        }
        left -= count;
    }
    return bucket->count;
}

bool ladder_verify(const struct ladder *self)
{
    uint32_t held = ladder_run_length(self);
    for (uint32_t i = self->first + 1; i < self->end; i++) {
        if (self->run[i] <= self->run[i - 1]) {
            return false;
        }
    }
    for (uint32_t r = 0; r < self->depth; r++) {
        for (uint32_t i = self->rungs[r].next; i < self->rungs[r].count; i++) {
            const uint32_t count = ladder_census(self, &self->rungs[r].buckets[i]);
            if (count == LADDER_NONE) {
                return false;
            }
            held += count;
        }
    }
    const uint32_t beyond = ladder_census(self, &self->beyond);
    return beyond != LADDER_NONE && held + beyond == self->held;
}
