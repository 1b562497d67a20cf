/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many replications of some scenarios, on all cores, with the same bytes as on one.
 *
 * The work is done breadth first: replication r of every scenario before r + 1, so that an interrupted
 * experiment is balanced. Replication r of every scenario shares its random numbers. Results stand in a table
 * by (scenario, replication) and never depend on the order in which threads finish. A scenario's worlds are
 * held only while there are few scenarios, so that there may be thousands.
 *
 * With a store, runs that are there are not done again and new ones are kept as they finish. With a spread,
 * other machines do them. Neither changes a result.
 *
 * Replications are numbered from 1, for people, in files and for the random streams alike; row r of a table
 * holds replication r + 1 (replicate_number).
 */
#ifndef ZUTUAN_EXPERIMENT_REPLICATE_H
#define ZUTUAN_EXPERIMENT_REPLICATE_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/scenario.h"
#include "zutuan/model/outcome.h"
#include "zutuan/model/world.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;
struct spread;

/* One scenario's results. */
struct replicate_arm {
    const struct scenario *scenario; /* borrowed */
    size_t samples;                  /* sample times */
    double *measures;                /* owned, [capacity][OUTCOME_MEASURES], row r */
    double *series;                  /* owned, [capacity][samples][OUTCOME_SERIES_COUNT] */
    struct world_link *links;        /* owned, [link_count]: summed over replications, sorted by (from, to) */
    size_t link_count;
    size_t link_capacity;
};

struct replicate_failure {
    size_t arm;
    uint32_t replication; /* its number, from 1 */
    enum diag_code code;
    char text[160];
};

struct replicate {
    struct replicate_arm *arms; /* owned, [arm_count] */
    size_t arm_count;
    uint64_t seed;
    bool measures_only; /* set it before the first replication: no series, no links */
    size_t done;        /* rows 0..done-1 are finished in every arm, failed ones included */
    size_t capacity;    /* replications for which there is room */
    unsigned char
        *failed; /* owned, [capacity]: 1 where any arm of the replication failed: it counts in no arm */
    struct replicate_failure *failures; /* owned, [failure_count], sorted by (replication, arm) */
    size_t failure_count;
    size_t failure_capacity;
};

/* The number of the replication in row `row`. */
static inline uint32_t replicate_number(size_t row)
{
    return (uint32_t)row + 1;
}

/* Called from one thread at a time, now and then; `finished` of `total` cells. */
typedef void replicate_progress(void *context, size_t finished, size_t total);

struct replicate_how {
    int threads;                    /* 0: all cores */
    replicate_progress *progress;   /* NULL: none */
    void *context;                  /* for progress */
    const atomic_bool *interrupted; /* NULL, or becomes true: whole replications are kept, others abandoned */
    struct store *store;            /* NULL: none; borrowed */
    struct spread *spread;          /* NULL: threads of this process do the work; borrowed */
    unsigned shard, shards;         /* of `shards` > 1 parts of the runs, only number `shard`, from 0 */
};

/* How many threads `asked` of them means: all cores for 0. */
int replicate_threads(int asked);
/* No replications yet. scenarios[arm_count] are borrowed until replicate_free. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int replicate_alloc(struct replicate *self, const struct scenario *const *scenarios,
                                    size_t arm_count, uint64_t seed);
/* Accepts a zeroed object. */
void replicate_free(struct replicate *self);
/*
 * Extends to `replications` in all, at most STREAMS_MAX_REPLICATION (fewer than done: nothing to do). Failed
 * replications are recorded, their values are NaN, and the rest goes on. Errors: DIAG_MEMORY;
 * DIAG_INTERRUPTED; DIAG_IO, of the store (store_complaint) or the spread; with each, what is finished in
 * every arm is kept and done tells how much that is. For a shard it is DIAG_OK when its part is in the store,
 * and done counts only what the store has of every part.
 */
DIAG_MUST_CHECK int replicate_extend(struct replicate *self, size_t replications,
                                     const struct replicate_how *how);
/*
 * Takes over the arms of `from`, which must have the same seed and as many replications, none failed in
 * either; `from` is left without arms. Error: DIAG_MEMORY, with both as they were.
 */
DIAG_MUST_CHECK int replicate_adopt(struct replicate *self, struct replicate *from);
/* Gives up all arms but the first `arm_count`. */
void replicate_drop(struct replicate *self, size_t arm_count);
/* Gives up all arms but arms[count] (indices, rising), which become arms 0..count-1; so do their failures. A
 * replication that failed in an arm that is given up still counts in none. */
void replicate_keep(struct replicate *self, const size_t *arms, size_t count);
/* Copies measure `measure` of `arm`, over the replications that did not fail, into values[done]; returns how
 * many: as many for every arm, so that columns of two arms are pairs. */
size_t replicate_column(const struct replicate *self, size_t arm, enum outcome_measure measure,
                        double *values);

#endif
