/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder that `hypotheses` leaves, by the rules of results.h:
 *
 *     hypotheses.csv   one row a test: the contrast, its difference, p values, verdict, and what it hangs on
 *     robustness.csv   one row for each test at each end of an assumption that was looked at
 *     money.csv        cost per person of each contrast, and what is left of it at equal public money
 *     summary.csv, replications.csv, resolved/NAME.cfg, manifest.json   as `compare` leaves them
 */
#ifndef ZUTUAN_REPORT_HYPOTHESES_TABLES_H
#define ZUTUAN_REPORT_HYPOTHESES_TABLES_H

#include "zutuan/experiment/hypotheses.h"
#include "zutuan/report/results.h"

/* `results`: of the usual replications, for the manifest and the tables of the arms. Errors: DIAG_IO,
 * DIAG_MEMORY, each with an item. */
DIAG_MUST_CHECK int hypotheses_tables_write(const struct hypotheses *self, const struct results *results,
                                            const char *folder, struct diag *diag);

#endif
