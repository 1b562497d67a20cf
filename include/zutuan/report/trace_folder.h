/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder of one replication: its log, and what the figures of it need beside. trace.csv is the log;
 * replication.csv says which replication of which scenario it is, and which days are to be shown; phases.csv
 * has the phases of the yearly calendar of purchase, as the scenario sets them, up to the horizon.
 */
#ifndef ZUTUAN_REPORT_TRACE_FOLDER_H
#define ZUTUAN_REPORT_TRACE_FOLDER_H

#include "zutuan/report/account.h"

#include <stdint.h>

struct trace_folder {
    const struct scenario *scenario; /* borrowed */
    uint32_t replication;
    double day_from, day_to; /* to be shown; NaN: as the figure finds best */
    const char *log;         /* borrowed, [size]: what trace.h writes */
    size_t size;
};

/* account: the caller's, without scenarios and replications. Errors: DIAG_IO, DIAG_MEMORY, with an item. */
DIAG_MUST_CHECK int trace_folder_write(const struct trace_folder *self, const struct account *account,
                                       const char *path, struct diag *diag);

#endif
