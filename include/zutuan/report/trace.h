/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The event log of one replication as CSV: time,activity,detail,request,actor,other,value,step,lifecycle and,
 * with an epoch, timestamp.
 *
 * It is fit for programs that mine processes: the case is `request`, the activity `step`, the resource
 * `actor`, and a step that takes time has rows of its own for schedule, start and complete (the transitions
 * of XES, IEEE 1849). The log is complete: trace_verify computes a replication's measures from its text
 * alone.
 */
#ifndef ZUTUAN_REPORT_TRACE_H
#define ZUTUAN_REPORT_TRACE_H

#include "zutuan/core/diag.h"
#include "zutuan/model/world.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define TRACE_ROWS 65536 /* bytes that are written at once */
#define TRACE_NUMBER 32    /* bytes of a number at most */

struct trace {
    FILE *stream;  /* borrowed */
    int error;     /* errno of the first failed write, 0 when none failed */
    bool dated;    /* there are timestamps */
    int64_t epoch; /* day 0, in days since 1970-01-01 */
    double time;   /* of the last notice, as often several come at one: NaN before the first */
    size_t time_length;
    char time_text[TRACE_NUMBER];
    size_t length;
    char rows[TRACE_ROWS]; /* [length]: what the stream has not yet */
};

/* Reads a day such as 2010-01-01 (years 1 to 9999, Gregorian). False when it is none. */
bool trace_epoch(const char *text, int64_t *days);
/* Writes the header. `epoch`: the calendar's day 0; NULL: no timestamps. */
void trace_begin(struct trace *self, FILE *stream, const int64_t *epoch);
/* A world_observer; context is a struct trace. */
void trace_notice(void *context, const struct world_notice *notice);
/* Writes what is left, and flushes. DIAG_OK or DIAG_IO (a closed pipe included). */
DIAG_MUST_CHECK int trace_end(struct trace *self);

/* What one measure is by the log, and by the replication itself; the same, NaN and NaN included, or not. */
struct trace_check {
    enum outcome_measure measure;
    double by_log, by_replication;
    bool same;
};
/*
 * Computes measures from a log's text: requests, their ends, people, quality, waits, referrals, and hours by
 * pool and kind of task. Counts and people must agree exactly, sums of other numbers to 1e-9 of their size,
 * as they are added in another order. checks[OUTCOME_MEASURES] is the caller's room; *count are filled in.
 * `rows`: how many events the log has. Errors: DIAG_MEMORY; DIAG_INVALID: a line is no event (*rows tells
 * which, from 1), or the log contradicts itself.
 */
DIAG_MUST_CHECK int trace_verify(const char *text, const struct params *params, const double *measures,
                                 struct trace_check *checks, size_t *count, size_t *rows);

#endif
