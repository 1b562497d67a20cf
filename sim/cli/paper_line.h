/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An experiment of a paper as a command line. Any command that keeps finished runs in a store and leaves a
 * folder can be an experiment; a table (paper_line.c) says what files it is given and which tables it leaves.
 */
#ifndef ZUTUAN_CLI_PAPER_LINE_H
#define ZUTUAN_CLI_PAPER_LINE_H

#include "common.h"
#include "zutuan/experiment/paper.h"

#define PAPER_LINE_MOST 256 /* words of a line */

struct paper_line {
    const struct common_command *command; /* borrowed */
    const char *words[PAPER_LINE_MOST];   /* [count]: the command's name, then options, then files */
    int count;
    char *owned[PAPER_LINE_MOST]; /* [owned_count]: of those words that were made */
    size_t owned_count;
    bool dry;        /* what it would do is shown */
    char *scenarios; /* owned: the folder that is searched first, NULL: none */
    char *saved;     /* owned: $ZUTUAN_SCENARIOS as it was, NULL when it was not set */
};

/* Where and how the line is run. */
struct paper_line_how {
    const char *out;   /* the paper's folder */
    const char *store; /* as --store is given */
    bool dry;
};

/* Whether everything about the experiment is right: command, options, files, tables that are taken from it.
 * All mistakes go to call->diag, with the line of the paper's file. Runs nothing. */
void paper_line_check(const struct paper *paper, const struct paper_experiment *experiment,
                      const struct common_call *call);
/* Makes the line of an experiment that was checked. Free in any case. DIAG_MEMORY; DIAG_INVALID with an item.
 */
DIAG_MUST_CHECK int paper_line_make(struct paper_line *self, const struct paper *paper,
                                    const struct paper_experiment *experiment,
                                    const struct paper_line_how *how, const struct common_call *call);
/* Runs it, with its scenarios found first: what the command returned. */
int paper_line_run(struct paper_line *self, const struct common_call *call);
void paper_line_free(struct paper_line *self);
/* Whether the command has the option. */
bool paper_line_takes(const struct common_command *command, enum option option);

#endif
