/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulated city: one world per thread, reset between replications without allocation.
 *
 *     world_alloc(&world, &params) -> for each replication { world_reset; world_run; world_measures } ->
 * world_free
 *
 * A world is plain data: no globals, no hidden state. The same (params, seed, replication) gives the same
 * measures to the last bit, on a fresh world and on one used before, in any thread. A world can be watched
 * (world_observe); watching changes nothing.
 */
#ifndef ZUTUAN_MODEL_WORLD_H
#define ZUTUAN_MODEL_WORLD_H

#include "zutuan/core/diag.h"
#include "zutuan/model/outcome.h"
#include "zutuan/model/params.h"

#include <stdbool.h>
#include <stdint.h>

struct world; /* opaque */

/* What an observer is told. `actor`: a provider's index, the officers, the apex, or WORLD_HUB - k for the hub
 * of cluster k. */
#define WORLD_NOBODY   UINT32_MAX
#define WORLD_OFFICERS (UINT32_MAX - 1)
#define WORLD_APEX     (UINT32_MAX - 2)
#define WORLD_HUB      (UINT32_MAX - 3)
#define WORLD_LAST_HUB (WORLD_HUB - 10000) /* actors between it and WORLD_HUB are hubs */

struct world_notice {
    double time;
    const char *activity; /* static name, such as "request_arrives" */
    const char *detail;   /* static: kind of task or duty, class of a request; "" where none is meant */
    uint64_t request;     /* number of the request in this replication, from 1; 0: none is meant */
    uint32_t actor;       /* who acts */
    uint32_t other;       /* the other provider concerned, or WORLD_NOBODY */
    double value;         /* as the activity says (docs/model.md); NaN where none is meant */
};
typedef void world_observer(void *context, const struct world_notice *notice);

/* Holds a copy of `params`, which must be valid. Errors: DIAG_MEMORY. */
DIAG_MUST_CHECK int world_alloc(struct world **self, const struct params *params);
/* Accepts NULL. */
void world_free(struct world *self);
/* To day 0 of a replication. replication <= STREAMS_MAX_REPLICATION. */
void world_reset(struct world *self, uint64_t seed, uint32_t replication);
/* observer NULL: nobody watches. Kept over a reset. */
void world_observe(struct world *self, world_observer *observer, void *context);
/* While the world runs, `stop` is asked after every WORLD_STOP_EVENTS events whether to abandon the
 * replication; NULL: nobody is asked. Kept over a reset. */
#define WORLD_STOP_EVENTS 1024
typedef bool world_stop(void *context);
void world_heed(struct world *self, world_stop *stop, void *context);
/* Runs to the horizon. Errors: DIAG_MEMORY; DIAG_INTERNAL when an identity fails (world_complaint says
 * which); DIAG_INTERRUPTED when it was abandoned: until the next reset nothing can be asked of it. */
DIAG_MUST_CHECK int world_run(struct world *self);
/* After world_run: measures[OUTCOME_MEASURES]. */
void world_measures(struct world *self, double *measures);
/* The expectation of the measure OUTCOME_DEMAND, in closed form (docs/model.md section 8). */
double world_expected_demand(const struct params *params);
/* How many sample times there are: day 0, then monthly, then the horizon. The same for all replications. */
size_t world_sample_count(const struct params *params);
double world_sample_time(const struct params *params, size_t sample);
/* After world_run: [world_sample_count][OUTCOME_SERIES_COUNT], NaN where undefined; borrowed. */
const double *world_series(const struct world *self);
/* Referrals from one provider to another that were accepted, sorted by (from, to); `most` entries at most;
 * returns how many there are. */
struct world_link {
    uint32_t from, to;
    uint32_t count;
};
size_t world_links(const struct world *self, struct world_link *links, size_t most);
/* Checks the identities of docs/model.md section 9. O(state). DIAG_OK or DIAG_INTERNAL. */
DIAG_MUST_CHECK int world_verify(struct world *self);
/* The identity that failed, "" when none did. */
const char *world_complaint(const struct world *self);
/* Events handled since the last reset, and bytes held. */
uint64_t world_events(const struct world *self);
size_t world_bytes(const struct world *self);

#endif
