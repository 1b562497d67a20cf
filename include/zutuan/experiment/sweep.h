/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A design carried out: replications of its scenarios at every point, and means or paired differences there.
 *
 * Replication r of every scenario at every point of a stream shares its random numbers, so that points differ
 * by what the design changes and by nothing else. Work goes round by round over all points, a few
 * replications each, so that an interrupted sweep has about as many everywhere. Points are held in blocks of
 * one stream; within a block scenarios with equal parameters (solo, where only clusters differ) are run once.
 * Results do not depend on threads or rounds.
 *
 * A sweep whose results would take more than `memory` goes block by block instead, each to its end, and keeps
 * of a block that is finished only the design's measures. To extend such a block is to do it anew, from what
 * a store has of it.
 */
#ifndef ZUTUAN_EXPERIMENT_SWEEP_H
#define ZUTUAN_EXPERIMENT_SWEEP_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/design.h"
#include "zutuan/experiment/estimate.h"
#include "zutuan/experiment/replicate.h"

#include <stddef.h>
#include <stdint.h>

#define SWEEP_BLOCK  256 /* points of a block at most */
#define SWEEP_ROUND  10  /* replications of a point in a round */
#define SWEEP_MEMORY ((size_t)512 << 20)

struct sweep_block {
    size_t first, count;  /* points */
    size_t *base, *other; /* owned, [count]: the arm of each point; other is NULL where nothing is compared */
    size_t *places;       /* owned, [arm_count]: where an arm stands first: twice the place, + 1 for other */
    size_t arm_count;
    struct scenario *scenarios; /* owned, [arm_count], while it is open */
    struct replicate replicate; /* its arms are the scenarios; of a closed block only done and failures */
    double *kept;               /* owned, [arm_count][measure_count][kept_count], of a closed block */
    size_t kept_count;
};

struct sweep {
    const struct design *design; /* borrowed */
    uint64_t seed;
    size_t memory;              /* bytes of results that are held at once; SWEEP_MEMORY, and may be set */
    struct sweep_block *blocks; /* owned, [block_count] */
    size_t block_count;
    size_t points;
    size_t arm_count;   /* of all blocks: runs in a replication of everything */
    double *columns[3]; /* owned, room for sweep_pair */
    size_t column_capacity;
};

/* No replications yet; `design` must outlive it. Error: DIAG_MEMORY, with `self` empty. */
DIAG_MUST_CHECK int sweep_alloc(struct sweep *self, const struct design *design, uint64_t seed);
/* Takes in the points that the design has got since (design_grow), without replications. Error: DIAG_MEMORY,
 * and then it can only be freed. */
DIAG_MUST_CHECK int sweep_grow(struct sweep *self);
/* Accepts a zeroed object. */
void sweep_free(struct sweep *self);
/*
 * Extends every point to `replications`, as replicate_extend does; progress counts runs. Errors: DIAG_MEMORY;
 * DIAG_INTERRUPTED; with both, what is finished is kept and points may have different numbers.
 */
DIAG_MUST_CHECK int sweep_extend(struct sweep *self, size_t replications, const struct replicate_how *how);
/* Replications finished at a point, failed ones included. */
size_t sweep_done(const struct sweep *self, size_t point);
/* The fewest that any point has. */
size_t sweep_least(const struct sweep *self);
/* other - base at a point, over the replications that did not fail. `measure` is one of the design's.
 * Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int sweep_pair(struct sweep *self, size_t point, enum outcome_measure measure,
                               double confidence, struct estimate_pair *estimate);
/* The same for the base alone. */
DIAG_MUST_CHECK int sweep_mean(struct sweep *self, size_t point, enum outcome_measure measure,
                               double confidence, struct estimate *estimate);
/* Failed runs of all points. */
size_t sweep_failures(const struct sweep *self);
/* The first point at which an arm of a block stands, and the scenario that it is there. */
size_t sweep_arm_point(const struct sweep_block *block, size_t arm);
const struct scenario *sweep_arm_scenario(const struct sweep *self, const struct sweep_block *block,
                                          size_t arm);

#endif
