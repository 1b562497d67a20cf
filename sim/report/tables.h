/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of a results folder. Each writes one file; errors as in outfile.h, and DIAG_MEMORY.
 *
 * Rows follow the order in which the scenarios were given, then replication (from 1) or time, then the order
 * of the measures. A replication that failed in any scenario is in no table: pairs stay pairs.
 */
#ifndef TABLES_H
#define TABLES_H

#include "csv.h"
#include "zutuan/report/results.h"

#define TABLES_REPLICATIONS "replications.csv"
#define TABLES_SUMMARY      "summary.csv"
#define TABLES_PAIRED       "paired.csv"
#define TABLES_SERIES       "series.csv"
#define TABLES_REFERRALS    "referrals.csv"

DIAG_MUST_CHECK int tables_replications(const struct results *results, const char *folder, struct diag *diag);
/* A row of it. */
void tables_replication_row(struct csv *csv, const char *scenario, uint32_t replication,
                            enum outcome_measure measure, double value);
DIAG_MUST_CHECK int tables_summary(const struct results *results, const char *folder, struct diag *diag);
/* In the order of the pairs. */
DIAG_MUST_CHECK int tables_paired(const struct results *results, const char *folder, struct diag *diag);
DIAG_MUST_CHECK int tables_series(const struct results *results, const char *folder, struct diag *diag);
/* Providers are numbered from 0, as in a trace; counts are sums over the replications. */
DIAG_MUST_CHECK int tables_referrals(const struct results *results, const char *folder, struct diag *diag);

#endif
