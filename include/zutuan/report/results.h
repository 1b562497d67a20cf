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

#include "zutuan/core/diag.h"
#include "zutuan/experiment/replicate.h"

#include <stdbool.h>
#include <stddef.h>

/* Two arms that are compared: other - base. */
struct results_pair {
    size_t base, other;
};

/* Everything is borrowed. */
struct results {
    const struct replicate *replicate;
    const struct results_pair *pairs; /* [pair_count]: the blocks of paired.csv; NULL and 0 for `run` */
    size_t pair_count;
    double confidence;
    const char *command; /* "run", "compare" */
    int argc;            /* the command line, for the manifest */
    const char *const *argv;
    size_t replications_asked;
    const char *target; /* the target as given, NULL when there was none */
    bool target_met;
    bool interrupted;
    double started, finished; /* seconds since the epoch; only in `environment` */
    int threads;              /* only in `environment` */
};

/*
 * Makes `folder` (and its parents) and writes into it: replications.csv, summary.csv, paired.csv (when there
 * are pairs), series.csv, referrals.csv, resolved/NAME.cfg for each arm, then manifest.json with the SHA-256
 * of each. Files of the same names are replaced; tables and scenarios that only an earlier run left are
 * removed. Errors, each with an item: DIAG_IO, DIAG_MEMORY; DIAG_INVALID when two arms have one name (nothing
 * is written).
 */
DIAG_MUST_CHECK int results_write(const struct results *self, const char *folder, struct diag *diag);
/* DIAG_OK when results may be written there: it does not exist, is empty, or holds a manifest.json of ours
 * and `force` is set. Otherwise DIAG_IO with an item that says what to do. Writes nothing. */
DIAG_MUST_CHECK int results_check_folder(const char *folder, bool force, struct diag *diag);

#endif
