/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder that `sweep` and `sensitivity` leave: cells.csv with a line a point and measure (a paired
 * difference of two scenarios, a mean of one), points.csv with the values of each point, factors.csv that
 * says what the points differ in, the design in full (design.cfg, which runs again from there), the scenarios
 * as they are before a point changes them, and a manifest. cells.csv has the values too, unless there are
 * more than twenty factors. Of a sensitivity also sensitivity.csv with a line a measure, and parameter or
 * seed, and convergence.csv with the same from fewer trajectories or rows. Tables and manifest are as
 * results.h says.
 */
#ifndef ZUTUAN_REPORT_CELLS_H
#define ZUTUAN_REPORT_CELLS_H

#include "zutuan/experiment/sensitivity.h"
#include "zutuan/experiment/sweep.h"
#include "zutuan/report/account.h"

/* Everything is borrowed. */
struct cells {
    struct account account; /* what the sweep says is filled in by cells_write */
    struct sweep *sweep;
    size_t replications;                   /* of each point, for design.cfg */
    const struct sensitivity *sensitivity; /* [design's measure_count]; NULL: none */
};

/*
 * Makes `folder` (and its parents) and writes into it. A point without a finished replication is left out.
 * Files of the same names are replaced, tables of an earlier `run` or `compare` removed; check with
 * account_check_folder first. Errors: DIAG_IO, DIAG_MEMORY, each with an item.
 */
DIAG_MUST_CHECK int cells_write(const struct cells *self, const char *folder, struct diag *diag);

#endif
