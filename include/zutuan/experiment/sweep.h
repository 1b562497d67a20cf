/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A design carried out: replications of both scenarios at every point, and paired differences there.
 *
 * Replication r of every scenario at every point shares its random numbers, so that points differ by what the
 * design changes and by nothing else. Work goes round by round over all points, a few replications each, so
 * that an interrupted sweep has about as many everywhere. Points are held in blocks: only one block has
 * worlds at a time, and memory grows with the results only. Within a block scenarios with equal parameters
 * (solo, where only clusters differ) are run once. Results do not depend on threads or rounds.
 */
#ifndef ZUTUAN_EXPERIMENT_SWEEP_H
#define ZUTUAN_EXPERIMENT_SWEEP_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/design.h"
#include "zutuan/experiment/estimate.h"
#include "zutuan/experiment/replicate.h"

#include <stddef.h>
#include <stdint.h>

#define SWEEP_BLOCK 32 /* points that have worlds at the same time */
#define SWEEP_ROUND 10 /* replications of a point in a round */

struct sweep_block {
    size_t first, count;        /* points */
    struct scenario *scenarios; /* owned, [arm_count]: the scenarios at these points, equal ones once */
    size_t arm_count;
    size_t base[SWEEP_BLOCK], other[SWEEP_BLOCK]; /* [count]: arm of each point */
    struct replicate replicate;                   /* its arms are the scenarios */
};

struct sweep {
    const struct design *design; /* borrowed */
    uint64_t seed;
    struct sweep_block *blocks; /* owned, [block_count] */
    size_t block_count;
    size_t points;
    size_t arm_count;   /* of all blocks: runs in a replication of everything */
    double *columns[3]; /* owned, room for sweep_pair */
    size_t column_capacity;
};

/* No replications yet; `design` must outlive it. Error: DIAG_MEMORY, with `self` empty. */
DIAG_MUST_CHECK int sweep_alloc(struct sweep *self, const struct design *design, uint64_t seed);
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
/* other - base at a point, over the replications that did not fail. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int sweep_pair(struct sweep *self, size_t point, enum outcome_measure measure,
                               double confidence, struct estimate_pair *estimate);
/* Failed runs of all points. */
size_t sweep_failures(const struct sweep *self);
/* The first point at which an arm of a block stands. */
size_t sweep_arm_point(const struct sweep_block *block, size_t arm);

#endif
