/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder that `breakeven` leaves: curve.csv with the difference at every value that was run, roots.csv
 * with the changes of sign and the stretches where the sign is not decided, both scenarios, and a manifest.
 */
#ifndef ZUTUAN_REPORT_BREAKEVEN_FOLDER_H
#define ZUTUAN_REPORT_BREAKEVEN_FOLDER_H

#include "zutuan/experiment/breakeven_runs.h"
#include "zutuan/report/account.h"

/* Everything is borrowed. */
struct breakeven_folder {
    struct account account; /* what the runs say is filled in by breakeven_folder_write */
    const struct breakeven *breakeven;
    const struct breakeven_runs *runs;
};

/* Makes `folder` (and its parents) and writes into it; files of the same names are replaced. Errors: DIAG_IO,
 * DIAG_MEMORY, each with an item. */
DIAG_MUST_CHECK int breakeven_folder_write(const struct breakeven_folder *self, const char *folder,
                                           struct diag *diag);

#endif
