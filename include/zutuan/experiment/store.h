/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finished runs, kept where a crash cannot reach them.
 *
 * A run is a replication of a scenario. What it gave is found again by the SHA-256 of all the scenario's
 * parameters, the fingerprint of the model (its sources and what compiled them), the seed and the number of
 * the replication: whatever could change a result changes one of these, and nothing else does (names, files,
 * threads, the command). So the same work is never done twice, more replications add to those that are there,
 * and nothing is used where it does not belong.
 *
 * The store is a SQLite database (write-ahead log, every commit synced). What ends
 * within a quarter of a second after a commit waits for the next run to be committed with it: after a kill or
 * a power cut no more than that is missing, and the others are whole. Several processes may use one store at
 * a time. docs/store.md describes the tables; only the files store*.c know SQLite.
 *
 * A store is used by one thread at a time.
 */
#ifndef ZUTUAN_EXPERIMENT_STORE_H
#define ZUTUAN_EXPERIMENT_STORE_H

#include "zutuan/core/diag.h"
#include "zutuan/model/params.h"
#include "zutuan/model/world.h"

#include <stddef.h>
#include <stdint.h>

struct store; /* opaque */

/* What a run gave. Borrowed from whoever fills it in. */
struct store_run {
    const double *measures; /* [OUTCOME_MEASURES] */
    const double *series;   /* [series_count]; none kept when 0 */
    size_t series_count;
    const struct world_link *links; /* [link_count] */
    size_t link_count;
};

/* Opens or makes the file (its folder exists). DIAG_IO with an item: it cannot be opened, is no store of
 * ours, or is damaged; DIAG_MEMORY. */
DIAG_MUST_CHECK int store_open(struct store **self, const char *path, struct diag *diag);
/* Commits and closes. Accepts NULL. Errors as of store_flush; the store is closed in any case. */
int store_close(struct store *self, struct diag *diag);
/* The fingerprint of this program's model, 64 hexadecimal digits. */
const char *store_model(void);

/* The place of a scenario's runs under a seed, made when it is new. `name`: what it is called, for people. */
DIAG_MUST_CHECK int store_scenario(struct store *self, const struct params *params, uint64_t seed,
                                   const char *name, int64_t *scenario);
/*
 * Tells `each` every finished run of replications first..last, in order; what it is given lasts for the call.
 * `each` returns DIAG_OK to go on; another code ends it and is returned.
 */
typedef int store_each(void *context, uint32_t replication, const struct store_run *run);
DIAG_MUST_CHECK int store_find(struct store *self, int64_t scenario, uint32_t first, uint32_t last,
                               store_each *each, void *context);
/* Keeps a finished run; one that is there already is replaced. Commits when the last commit is a while ago.
 */
DIAG_MUST_CHECK int store_put(struct store *self, int64_t scenario, uint32_t replication,
                              const struct store_run *run);
/* Commits what was put. DIAG_IO: the disk is full, or such; what was committed before stays. */
DIAG_MUST_CHECK int store_flush(struct store *self);
/* Why the last call that returned DIAG_IO did so, with the file's name; "" when none did. */
const char *store_complaint(const struct store *self);

struct store_merge {
    uint64_t added, known; /* runs */
};
/* Adds the runs of the store at `path`. DIAG_IO, with an item; DIAG_INVALID, with an item, when a run of both
 * differs (then nothing is added). */
DIAG_MUST_CHECK int store_merge(struct store *self, const char *path, struct store_merge *merge,
                                struct diag *diag);
/* A scenario that has runs, as the store describes it; lasts for the call that tells of it. */
struct store_scenario_row {
    int64_t scenario;
    uint64_t seed;
    const char *name; /* what it was called when its first run was kept */
    const char
        *parameters; /* each parameter, `key = value` and LF; all rows have the same keys in one order */
};
/*
 * Tells `each` every scenario of this program's model that has runs, in no particular order; as store_each.
 * `others`: how many there are of other models, which are not told of.
 */
typedef int store_each_scenario(void *context, const struct store_scenario_row *row);
DIAG_MUST_CHECK int store_scenarios(struct store *self, store_each_scenario *each, void *context,
                                    uint64_t *others);
/* Runs that store_find told of since the store was opened. */
uint64_t store_found(const struct store *self);
/* How many runs there are, of all scenarios and seeds. */
DIAG_MUST_CHECK int store_count(struct store *self, uint64_t *runs);

#endif
