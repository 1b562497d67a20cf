/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An account of an experiment: what was run, by what command, from which scenarios, and how it went. Every
 * command that leaves a folder gives one; it becomes manifest.json.
 *
 * The folder belongs to one experiment: a command and its subject (the scenarios or the design that it is
 * about). The same experiment may be continued there, with more replications, after an interruption or with
 * another number of threads; a different one takes its place only by force.
 */
#ifndef ZUTUAN_REPORT_ACCOUNT_H
#define ZUTUAN_REPORT_ACCOUNT_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/replicate.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ACCOUNT_SUBJECT_MOST 512
#define ACCOUNT_STORE        "store.sqlite" /* finished runs, in the folder that they are for */

/* Two scenarios that are compared: other - base. */
struct account_pair {
    size_t base, other;
};

/* Everything is borrowed. */
struct account {
    const char *command;                     /* "compare" */
    const char *subject;                     /* "solo 16+1"; NULL: none, the command says it all */
    const struct scenario *const *scenarios; /* [scenario_count] */
    size_t scenario_count;
    const struct account_pair *pairs; /* [pair_count]; indices of scenarios */
    size_t pair_count;
    uint64_t seed;
    double confidence;
    size_t asked, done, failed;               /* replications */
    const struct replicate_failure *failures; /* [failure_count]; their arms are indices of scenarios */
    size_t failure_count;
    const char *target; /* as given, NULL when there was none */
    bool target_met;
    bool interrupted;
    const char *const *options; /* [option_count]: those that results depend on, as typed: "--seed=1" */
    size_t option_count;
    const char *const *arguments; /* [argument_count]: the files that the command was given, as typed */
    size_t argument_count;
    /* from here on only in the manifest's block `environment` */
    int argc; /* the command line */
    const char *const *argv;
    double started, finished; /* seconds since the epoch */
    int threads;
    int processes; /* that simulated, with MPI; 0: this one did */
};

/* Fills in what a table of replications knows, each arm being a scenario. scenarios[arm_count] is the
 * caller's room. */
void account_replicate(struct account *self, const struct replicate *replicate,
                       const struct scenario **scenarios);
/*
 * DIAG_OK when results of the experiment may be written to `folder`: it does not exist, is empty, holds an
 * unfinished experiment (a store and no manifest), results of the same command and subject, or any results of
 * ours and `force` is set. Otherwise DIAG_IO with an item that says what to do. Writes nothing.
 */
DIAG_MUST_CHECK int account_check_folder(const char *folder, const char *command, const char *subject,
                                         bool force, struct diag *diag);
/*
 * Keeps other processes from the folder, which is made if need be, until *hold is closed or the process ends,
 * however it ends. -1 where the file system has no such locks. DIAG_IO with an item: another one holds it, or
 * it cannot be opened; DIAG_MEMORY.
 */
DIAG_MUST_CHECK int account_hold_folder(const char *folder, int *hold, struct diag *diag);
/* The same for results that are there already: nothing is made, and where there is no folder none is held. */
DIAG_MUST_CHECK int account_hold_results(const char *folder, int *hold, struct diag *diag);
/* Makes a folder and its parents; one that exists will do. DIAG_IO, DIAG_MEMORY, with an item. */
DIAG_MUST_CHECK int account_make_folder(const char *folder, struct diag *diag);

#endif
