/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all commands share: their own description, exit codes, messages, and how they find their scenarios. */
#ifndef ZUTUAN_CLI_COMMON_H
#define ZUTUAN_CLI_COMMON_H

#include "options.h"
#include "zutuan/core/diag.h"
#include "zutuan/experiment/scenario.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct spread;
struct common_command;

enum common_exit {
    COMMON_OK = 0,
    COMMON_INTERNAL = 1,
    COMMON_USAGE = 2,
    COMMON_INVALID = 3,
    COMMON_IO = 4,
    COMMON_FAILED = 5,  /* some replications; the others are kept */
    COMMON_NOT_MET = 6, /* the precision asked for */
    COMMON_DIFFERS = 7, /* a reproduction */
    COMMON_INTERRUPTED = 130,
};

/* What a command is given, and the command line as it was typed. */
struct common_call {
    const struct options *options;
    int argc;
    const char *const *argv;
    struct diag *diag;     /* a command adds to it what went wrong; the caller prints it */
    struct spread *spread; /* the other processes, NULL when there are none */
    const struct common_command *const *commands; /* [command_count]: all there are */
    size_t command_count;
    bool replayed; /* another command runs this one, into a folder of its own, which it does not tell of */
};

struct common_command {
    const char *name;
    const char *arguments; /* `BASE OTHER...` */
    const char *summary;   /* one line */
    const char *about;     /* some more lines, "" for none */
    const char *examples;  /* lines, each a command */
    const enum option *takes;
    size_t files_least, files_most;
    int (*run)(const struct common_call *call); /* returns an exit code, or a negative diag_code */
};

extern const struct common_command cmd_params_command;
extern const struct common_command cmd_check_command;
extern const struct common_command cmd_diff_command;
extern const struct common_command cmd_run_command;
extern const struct common_command cmd_compare_command;
extern const struct common_command cmd_trace_command;
extern const struct common_command cmd_merge_command;
extern const struct common_command cmd_export_command;
extern const struct common_command cmd_report_command;
extern const struct common_command cmd_reproduce_command;
extern const struct common_command cmd_help_command;

/* The exit code that a diag_code calls for. */
int common_exit_code(int code);
/* Remembers the errno of a write to standard output that failed (0: none did); returns the first such. */
int common_output_error(int error);
/* Flushes standard output; returns the errno of the first write that failed, 0 when none did. */
int common_flush(void);
/* Prints every item to standard error, one a line, the same text once. */
void common_report(const struct diag *diag);
/* Edits from `word` to `known`, SIZE_MAX when they are too many for one to be taken for the other. */
size_t common_distance(const char *word, const char *known);

/* Scenarios that a command works on. */
struct common_scenarios {
    struct scenario *list;            /* owned, [count] */
    const struct scenario **pointers; /* owned, [count]: list's elements, for replicate_alloc */
    size_t count;
};

/* Where scenarios are looked for after the caller's folder: $ZUTUAN_SCENARIOS, then those of the program; and
 * whether they may lead elsewhere, as the options say. */
const struct scenario_search *common_search(const struct options *options);
/* Loads all files with all overrides; every mistake of every file is in the diag. No two may have one name.
 */
DIAG_MUST_CHECK int common_load(struct common_scenarios *self, const struct common_call *call);
/* DIAG_USAGE with items when two have one name: a name stands for a scenario in every table. */
DIAG_MUST_CHECK int common_check_names(const struct common_scenarios *self, struct diag *diag);
/* Accepts a zeroed object. */
void common_free(struct common_scenarios *self);

#endif
