/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs spread over many processes, on one machine or on many, by MPI.
 *
 * Rank 0 is the program that the user started: it hands out runs one by one to whoever is free, two at a time
 * to each so that none waits, and is the only one that reads scenarios, keeps a store and writes files. The
 * other ranks only simulate. A run's result does not depend on who does it. When a rank dies, MPI ends all of
 * them; with a store the same command then goes on from what had finished.
 *
 * All ranks must be the same program; this is checked. Without MPI, spread_begin finds no
 * other.
 * This is the only file that knows MPI.
 */
#ifndef ZUTUAN_EXPERIMENT_SPREAD_H
#define ZUTUAN_EXPERIMENT_SPREAD_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/store.h"
#include "zutuan/model/params.h"
#include "zutuan/model/world.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct spread; /* opaque */

/* One run to be done. */
struct spread_task {
    size_t cell;                 /* the caller's number for it */
    const struct params *params; /* borrowed until the result is there */
    uint64_t seed;
    uint32_t replication;
    bool measures_only;
};

/* How it went. */
struct spread_result {
    int code;              /* DIAG_OK, or what world_run returned: DIAG_INTERRUPTED when it was told to */
    const char *complaint; /* where it failed */
    struct store_run run;  /* lasts for the call */
};

/* Who hands out tasks, takes results and may have what is under way abandoned; called on rank 0 from one
 * thread. */
struct spread_work {
    bool (*take)(void *context, struct spread_task *task); /* false: there is none (now) */
    int (*give)(void *context, const struct spread_task *task, const struct spread_result *result);
    world_stop *stop; /* once true, every worker abandons its tasks and gives them back as they are */
    void *context;
};

/* Whether this program has MPI. */
bool spread_is_built(void);
/* Whether an MPI launcher started this process. */
bool spread_is_launched(void);
/*
 * Joins the other processes that the launcher started: mpirun, mpiexec or srun. *self is NULL when there is
 * no launcher or only one process. DIAG_IO with an item: the processes are not the same program, or MPI
 * failed.
 */
DIAG_MUST_CHECK int spread_begin(struct spread **self, int *argc, char ***argv, struct diag *diag);
/* Whether this process is one of those that only simulate. */
bool spread_is_worker(const struct spread *self);
/* A worker's life: does what it is told until rank 0 ends. `interrupted` becomes true when this process is
 * told to stop: then it abandons its tasks, and rank 0 takes that for an end of all. */
DIAG_MUST_CHECK int spread_serve(struct spread *self, const atomic_bool *interrupted);
/* Processes that simulate. */
int spread_workers(const struct spread *self);
/* Rank 0: hands out all tasks and takes all results. Returns the first error of `give`, after what is under
 * way has come back; DIAG_MEMORY; DIAG_IO. */
DIAG_MUST_CHECK int spread_run(struct spread *self, const struct spread_work *work);
/* Rank 0: sends the workers home. Accepts NULL. */
void spread_end(struct spread *self);

#endif
