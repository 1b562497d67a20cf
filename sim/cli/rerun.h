/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a command once more, from what its folder's manifest says, in a clean place of its own. */
#ifndef ZUTUAN_CLI_RERUN_H
#define ZUTUAN_CLI_RERUN_H

#include "common.h"
#include "zutuan/report/reproduce.h"

struct rerun {
    char place[64];    /* a new empty folder; "" when there is none */
    char folder[80];   /* in it, for the results */
    int home;          /* the caller's folder, -1: not open */
    const char **line; /* owned, [count]: the command line */
    int count;
    char *saved; /* owned: $ZUTUAN_SCENARIOS as it was, NULL when it was not set */
};

/* Makes the place. Free in any case. Errors: DIAG_IO, DIAG_MEMORY, with an item. */
DIAG_MUST_CHECK int rerun_begin(struct rerun *self, struct diag *diag);
/*
 * Runs the command of `reproduce` with its options and files, without a store, into self->folder; it writes
 * no table on standard output. Returns what the command returned: an exit code, or a negative diag_code. The
 * options of `call` say how: threads and progress.
 */
int rerun_run(struct rerun *self, const struct reproduce *reproduce, const struct common_call *call);
/* Runs line[count], a command line that begins with the command's name; `silent`: without its standard
 * output. Returns what the command returned. */
int rerun_line(const struct common_command *command, const char **line, int count, bool silent,
               const struct common_call *call);
/* `--progress=bar` */
const char *rerun_progress(enum progress_mode mode);
/* Removes the place with all that is in it. */
void rerun_free(struct rerun *self);

#endif
