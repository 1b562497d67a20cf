/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The far part of a calendar that holds many events: a ladder queue (Tang, Goh & Thng 2005, ACM Transactions
 * on Modeling and Computer Simulation 15(3), 175-204).
 *
 * A heap of a million events touches a dozen places far apart for each that comes or goes, and the processor
 * waits for most of them. Here a new event is only put at the end of a bucket of events of about the same
 * time. When time reaches a bucket that holds many, it is dealt into the buckets of a finer rung; one that
 * holds few is sorted into the run, from whose beginning events leave. So each event is moved three or four
 * times, each time to a place at hand. As the run is sorted, what will be needed can be fetched well ahead.
 *
 * The bucket of a time is a function of the time that never falls, and one that was reached takes no more:
 * what comes too late for it is `near` and left to the caller. So the total order is that of the entries.
 *
 * Invariants: all in the run go before all in buckets; a bucket `next` or later holds what its rung's
 * function sends there; all beyond the first rung go after all in it. After a failure (`failed`: no memory)
 * entries may be lost, and the run must be given up.
 */
#ifndef ZUTUAN_CORE_LADDER_H
#define ZUTUAN_CORE_LADDER_H

#include "calendar_entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LADDER_BLOCK = 7, LADDER_RUNGS = 8, LADDER_OLDER = 4 };

/* Entries are kept in blocks of two lines of the cache, which buckets take and give back. */
struct ladder_block {
    calendar_entry entries[LADDER_BLOCK];
    uint32_t
        older[LADDER_OLDER]; /* blocks of the bucket, from the next older; of a free one: the next free */
};

struct ladder_bucket {
    uint32_t block; /* the newest; those below it are full */
    uint32_t count; /* entries */
};

struct ladder_rung {
    double start, scale;           /* the bucket of a time is (time - start) * scale, rounded down */
    struct ladder_bucket *buckets; /* owned, [capacity] */
    uint32_t count, next, capacity;
};

struct ladder {
    struct ladder_block *blocks; /* owned, [block_capacity] */
    uint32_t block_capacity, blocks_used, free_block;
    struct ladder_rung rungs[LADDER_RUNGS]; /* from coarse to fine, [depth] in use */
    uint32_t depth;                         /* 0: no buckets, everything is near */
    struct ladder_bucket beyond;            /* the first rung */
    calendar_entry *run;                    /* owned, [run_capacity]: sorted, [first..end) not yet taken */
    uint32_t first, end, run_capacity;
    uint32_t held; /* entries in all */
    bool failed;
};

/* From zeroed. Holds nothing afterwards; storage is kept. */
void ladder_reset(struct ladder *self);
void ladder_free(struct ladder *self);
/* Puts the entry into its bucket; false when it is near. */
bool ladder_put(struct ladder *self, calendar_entry entry);
/* Deals `near`, which the caller holds [count], and what is left of the run into buckets. */
void ladder_spread(struct ladder *self, const calendar_entry *near, uint32_t count);
/* Sorts the next bucket that holds any into the run; false when there is none. */
bool ladder_advance(struct ladder *self);
/* Drops from the buckets what `keeps` denies. */
void ladder_sweep(struct ladder *self, bool (*keeps)(void *context, calendar_entry entry), void *context);
size_t ladder_bytes(const struct ladder *self);
/* True if the invariants hold. */
bool ladder_verify(const struct ladder *self);

static inline uint32_t ladder_run_length(const struct ladder *self)
{
    return self->end - self->first;
}

#endif
