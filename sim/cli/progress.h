/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far the work is, on standard error: a line that is rewritten (`120/400 replications  ETA 0:01`), or one
 * JSON object a line for programs. `auto` draws the line only on a terminal and only for work of more than
 * two seconds.
 */
#ifndef ZUTUAN_CLI_PROGRESS_H
#define ZUTUAN_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

enum progress_mode { PROGRESS_AUTO, PROGRESS_BAR, PROGRESS_JSON, PROGRESS_NONE };

struct progress {
    enum progress_mode mode; /* never PROGRESS_AUTO after progress_init */
    bool patient;            /* nothing is shown in the first two seconds */
    const char *phase;       /* static: what is being done */
    size_t arms;             /* cells of a replication */
    size_t before;           /* replications that were there before */
    size_t there;            /* cells that the phase began with: from a store */
    bool counting;           /* `there` is known */
    double began;            /* the command */
    double phase_began;
    double shown; /* when something was shown last, 0: never */
    bool drawn;   /* a line stands on the terminal */
};

void progress_init(struct progress *self, enum progress_mode mode);
/* What comes next: the phase's name, cells per replication, replications that are there already. */
void progress_phase(struct progress *self, const char *phase, size_t arms, size_t before);
/* A replicate_progress; context is a struct progress. */
void progress_cells(void *context, size_t finished, size_t total);
/* Clears the line. */
void progress_end(struct progress *self);
/* Seconds of a clock that only runs forward. */
double progress_clock(void);

#endif
