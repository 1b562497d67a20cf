/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder that `calibrate` leaves: posterior.csv (draws), parameters.csv (what is known of each), ties.csv
 * (of pairs), targets.csv (how well each is met), waves.csv, points.csv (all that was run, with weights),
 * targets.cfg (which runs again from there), the scenario in full, and a manifest. Tables and manifest are as
 * results.h says.
 */
#ifndef ZUTUAN_REPORT_CALIBRATE_FOLDER_H
#define ZUTUAN_REPORT_CALIBRATE_FOLDER_H

#include "zutuan/experiment/calibrate.h"
#include "zutuan/report/account.h"

/* After calibrate_summarise. `account` says what these do not know; its scenario is that of the targets.
 * Errors: DIAG_IO, DIAG_MEMORY, each with an item. */
DIAG_MUST_CHECK int calibrate_folder_write(const struct calibrate *self,
                                           const struct calibrate_targets *targets,
                                           const struct account *account, const char *folder,
                                           struct diag *diag);

#endif
