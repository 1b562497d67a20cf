/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of a results folder.
 *
 * Rows follow the order in which the scenarios were given, then replication (from 1) or time, then the order
 * of the measures. A replication that failed in any scenario is in no table: pairs stay pairs.
 */
#ifndef TABLES_H
#define TABLES_H

#include "csv.h"
#include "folder.h"
#include "zutuan/report/results.h"

#define TABLES_REPLICATIONS "replications.csv"
#define TABLES_PAIRED       "paired.csv"

struct tables_kind {
    const char *name;   /* of the file */
    const char *header; /* as for csv_header */
    size_t columns;     /* of room that it needs, a column holding a value a replication */
    void (*rows)(struct csv *csv, const struct results *results, double *room);
};

extern const struct tables_kind tables_replications;
extern const struct tables_kind tables_summary;
extern const struct tables_kind tables_paired; /* in the order of the pairs */
extern const struct tables_kind tables_series;
/* Providers are numbered from 0, as in a trace; counts are sums over the replications. */
extern const struct tables_kind tables_referrals;

/* Writes it and counts it among the folder's files. Errors as in outfile.h, and DIAG_MEMORY. */
DIAG_MUST_CHECK int tables_add(const struct tables_kind *kind, const struct results *results,
                               struct folder *folder);
/* A row of replications.csv. */
void tables_replication_row(struct csv *csv, const char *scenario, uint32_t replication,
                            enum outcome_measure measure, double value);

#endif
