/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands that carry out a design have in common: `sweep` and `sensitivity`. */
#ifndef ZUTUAN_CLI_SWEEP_JOB_H
#define ZUTUAN_CLI_SWEEP_JOB_H

#include "study.h"
#include "zutuan/experiment/sensitivity.h"
#include "zutuan/experiment/sweep.h"

struct sweep_job {
    struct study study;
    struct design design; /* owned */
    struct sweep sweep;
    struct study_counts counts; /* replications of each point */
};

/* After the design is loaded: the study and the sweep, without replications; a target must be about one of
 * the design's measures. `self` must not move from now on. Free in any case. */
DIAG_MUST_CHECK int sweep_job_begin(struct sweep_job *self, const struct common_call *call,
                                    const char *command, const char *subject);
/* Accepts a zeroed object. */
void sweep_job_free(struct sweep_job *self);
/* A line that says what is compared at which points. */
void sweep_job_describe(const struct sweep_job *self);
/* What --dry-run says: points, runs, time from a sample of them, disk. Leaves no files. */
DIAG_MUST_CHECK int sweep_job_plan(struct sweep_job *self);
/* All points to `replications`, shown as `phase`. Errors as of sweep_extend. */
DIAG_MUST_CHECK int sweep_job_extend(struct sweep_job *self, size_t replications, const char *phase);
/* Whether any point has a replication. */
bool sweep_job_anything(const struct sweep_job *self);
/* Tells what failed, writes the files if they were asked for; sensitivity: one a measure, or NULL. An exit
 * code or a diag_code. */
int sweep_job_finish(struct sweep_job *self, const struct sensitivity *sensitivity);

#endif
