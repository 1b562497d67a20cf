/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder that `run` and `compare` leave: every table, each scenario in full, and a manifest that says
 * what was run, by what, from which inputs.
 *
 * Tables are CSV (RFC 4180, UTF-8, comma, `.`), numbers with 17 significant digits, missing is empty, rows
 * sorted; the same experiment gives the same bytes. Each file appears by rename when it is complete. What
 * may differ between two runs (times, host, threads) stands in the manifest's block `environment`.
 */
#ifndef ZUTUAN_REPORT_RESULTS_H
#define ZUTUAN_REPORT_RESULTS_H

#include "zutuan/report/account.h"

/* Everything is borrowed. */
struct results {
    struct account account; /* what replicate says is filled in by results_write */
    const struct replicate *replicate;
    bool controls; /* also controls.csv */
};

/*
 * Makes `folder` (and its parents) and writes into it: replications.csv, summary.csv, paired.csv (when there
 * are pairs), series.csv, referrals.csv, controls.csv (when asked for), resolved/NAME.cfg for each arm, then
 * manifest.json with the SHA-256 of each. Files of the same names are replaced; tables and scenarios that
 * only an earlier run left are removed. Errors, each with an item: DIAG_IO, DIAG_MEMORY; DIAG_INVALID when
 * two arms have one name (nothing is written).
 */
DIAG_MUST_CHECK int results_write(const struct results *self, const char *folder, struct diag *diag);

#endif
