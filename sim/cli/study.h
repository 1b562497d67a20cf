/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every command of many runs shares: the folder for results is looked at before the work, runs that are
 * finished are kept in a store, progress is shown, an interruption keeps what is done, and the end is told in
 * the same words and with the same exit codes.
 *
 *     code = study_begin(&study, call, "sweep", design.name);
 *     if (code == DIAG_OK)
 *         code = study_work(&study, &task, &sweep, study_counts(&study, design.replications));
 *     ... print; if (study_keeps(&study)) { study_account(&study, &account); write; study_wrote(...); }
 *     code = study_exit(&study, failures);
 *     study_free(&study);
 */
#ifndef ZUTUAN_CLI_STUDY_H
#define ZUTUAN_CLI_STUDY_H

#include "common.h"
#include "progress.h"
#include "zutuan/experiment/estimate.h"
#include "zutuan/experiment/replicate.h"
#include "zutuan/report/account.h"

#include <stdbool.h>
#include <stddef.h>

/* What all commands of many runs take, at the end of their own. */
#define STUDY_TAKES                                                                                          \
    OPTION_SET, OPTION_OUTSIDE, OPTION_SEED, OPTION_CONFIDENCE, OPTION_JOBS, OPTION_OUT, OPTION_FORCE,       \
        OPTION_STORE, OPTION_DRY_RUN, OPTION_PROGRESS, OPTION_HELP, OPTION_END

/* Work that can go on until a target is met. */
struct study_task {
    const char *unit; /* what it needs more of: "replications" */
    const char *want; /* what it has not when it is hopeless: "a scenario has no value of this measure" */
    size_t after;     /* units after the look that meets a target */
    /* Brings it all to so many; any error but DIAG_OK ends the work. */
    int (*extend)(void *context, size_t count);
    /* With a target: how wide its intervals are, by estimate_look_at. */
    int (*look)(void *context, struct estimate_look *look);
};

struct study_counts {
    size_t first, most; /* at the first look, and at the last */
};

struct study {
    const struct common_call *call;     /* borrowed */
    const char *command;                /* borrowed */
    char subject[ACCOUNT_SUBJECT_MOST]; /* what the command is about: names of scenarios or of a design */
    struct progress progress;
    struct store *store;      /* owned; NULL: none */
    int hold;                 /* of the folder, from other processes; -1: none */
    struct replicate_how how; /* for replicate_extend and all that simulate */
    struct diag notes;        /* remarks for the user, told at the end */
    char **options;           /* owned, [option_count]: those that the results depend on */
    size_t option_count;
    char *replications; /* owned: room for the option when it was not given; NULL once it is among them */
    bool interrupted;
    const struct study_task *task; /* borrowed; NULL: none yet */
    struct estimate_look look;     /* at the target, the last one; met when there is none */
    double started, finished;      /* seconds since the epoch */
};

/* Seconds since the epoch. */
double study_clock(void);
/* The names of some scenarios as a subject. */
void study_subject(const struct common_scenarios *scenarios, char subject[ACCOUNT_SUBJECT_MOST]);
/* Checks the folder (--out, --force) and opens the store. Free in any case. `self` must not move from now on.
 * DIAG_IO, DIAG_MEMORY. */
DIAG_MUST_CHECK int study_begin(struct study *self, const struct common_call *call, const char *command,
                                const char *subject);
/* The replications that the command line asks for; `usual`: where it asks for none. */
size_t study_replications(const struct study *self, size_t usual);
/* These, or with a target its --min and --max. */
struct study_counts study_counts(const struct study *self, size_t usual);
/*
 * All the work: once to counts.most without a target, else from look to look until the target is met or that
 * many are there. A part of the runs (--shard) looks at nothing. Returns what study_worked does.
 */
DIAG_MUST_CHECK int study_work(struct study *self, const struct study_task *task, void *context,
                               struct study_counts counts);
/* After other work: `code` is what the last part of it returned. Clears the progress, stops the clock.
 * DIAG_OK also when it was interrupted (then `interrupted` is set); other errors as they are. */
DIAG_MUST_CHECK int study_worked(struct study *self, int code);
/* Whether only a part of the runs was to be done: then there is nothing to show. */
bool study_is_shard(const struct study *self);
/* Does `replications` for a dry run, on all threads and without the store; gives the seconds that a thread
 * takes for a run. Errors as of replicate_extend. */
DIAG_MUST_CHECK int study_pilot(const struct study *self, struct replicate *replicate, size_t replications,
                                double *seconds);
/* What so many runs of so many seconds take on the threads there are. */
double study_duration(const struct study *self, size_t runs, double seconds);
/* Whether there is a folder to write to. */
bool study_keeps(const struct study *self);
/* Command, subject, seed, confidence, target, clock, threads, command line; the rest is zero, for the caller.
 * `asked`: the replications that were asked for or, when none were, that the command took; they are then told
 * among the options, unless a target was to decide. 0: the command has no such number. */
void study_account(struct study *self, size_t asked, struct account *account);
/* Tells where the results are, unless writing them returned an error, which is returned. */
DIAG_MUST_CHECK int study_wrote(const struct study *self, int code);
/* Tells on standard error which replications failed: the first twenty. */
void study_tell_failures(const struct replicate *replicate);
/* Tells the notes and, without --out, that nothing was kept, and when a target is not met. Returns the exit
 * code: interrupted, some replications failed, the target not met, or none of these. */
int study_exit(struct study *self, size_t failures);
/* Accepts a zeroed object. */
void study_free(struct study *self);

#endif
