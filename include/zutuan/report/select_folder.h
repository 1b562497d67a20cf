/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder that `select` leaves: select.csv with a line an alternative, rounds.csv with a line a look, each
 * alternative in full, and a manifest. Tables and manifest are as results.h says.
 */
#ifndef ZUTUAN_REPORT_SELECT_FOLDER_H
#define ZUTUAN_REPORT_SELECT_FOLDER_H

#include "zutuan/experiment/select.h"
#include "zutuan/report/account.h"

/* `account` says what select does not know; its scenarios are those of the simulation, filled in here.
 * Errors: DIAG_IO, DIAG_MEMORY, each with an item. */
DIAG_MUST_CHECK int select_folder_write(const struct select *self, const struct select_simulation *simulation,
                                        const struct account *account, const char *folder, struct diag *diag);

#endif
