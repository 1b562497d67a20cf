/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The event log of one replication as CSV: time,activity,detail,request,actor,other,value. */
#ifndef ZUTUAN_REPORT_TRACE_H
#define ZUTUAN_REPORT_TRACE_H

#include "zutuan/core/diag.h"
#include "zutuan/model/world.h"

#include <stdio.h>

struct trace {
    FILE *stream; /* borrowed */
    int error;    /* errno of the first failed write, 0 when none failed */
};

/* Writes the header. */
void trace_begin(struct trace *self, FILE *stream);
/* A world_observer; context is a struct trace. */
void trace_notice(void *context, const struct world_notice *notice);
/* Flushes. DIAG_OK or DIAG_IO (a closed pipe included). */
DIAG_MUST_CHECK int trace_end(struct trace *self);

#endif
