/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables.h"

#include "fields.h"

#include <stdlib.h>

static int tables_write(const struct tables_kind *kind, const struct results *results,
                        const struct folder *folder)
{
    struct csv csv;
    struct outfile file;
    double *room = malloc((results->replicate->done * kind->columns + 1) * sizeof *room);
    if (room == NULL) {
        return diag_add(folder->diag, DIAG_MEMORY, kind->name, 0, "out of memory");
    }
    int code = csv_open(&csv, &file, folder->path, kind->name, kind->header, folder->diag);
    if (code == DIAG_OK) {
        kind->rows(&csv, results, room);
        code = csv_close(&csv, &file, folder->diag);
    }
    free(room);
    return code;
}

int tables_add(const struct tables_kind *kind, const struct results *results, struct folder *folder)
{
    return folder_add(folder, kind->name, tables_write(kind, results, folder));
}

/* Replications */

void tables_replication_row(struct csv *csv, const char *scenario, uint32_t replication,
                            enum outcome_measure measure, double value)
{
    csv_text(csv, scenario);
    csv_count(csv, replication);
    csv_text(csv, outcome_measure_row(measure)->name);
    csv_number(csv, value);
    csv_end_row(csv);
}

static void tables_replications_rows(struct csv *csv, const struct results *results, double *room)
{
    const struct replicate *replicate = results->replicate;
    (void)room;
    for (size_t a = 0; a < replicate->arm_count; a++) {
        const struct replicate_arm *arm = &replicate->arms[a];
        for (size_t r = 0; r < replicate->done; r++) {
            for (size_t m = 0; m < OUTCOME_MEASURES && !replicate->failed[r]; m++) {
                tables_replication_row(csv, arm->scenario->name, replicate_number(r), (enum outcome_measure)m,
                                       arm->measures[r * OUTCOME_MEASURES + m]);
            }
        }
    }
}

const struct tables_kind tables_replications = {
    .name = TABLES_REPLICATIONS,
    .header = "scenario,replication,measure,value",
    .rows = tables_replications_rows,
};

/* Summary */

static void tables_summary_row(struct csv *csv, const struct results *results, size_t arm,
                               enum outcome_measure measure, double *room)
{
    const size_t count = replicate_column(results->replicate, arm, measure, room);
    struct estimate estimate;
    estimate_mean(&estimate, room, count, results->account.confidence, room + results->replicate->done);
    csv_text(csv, results->replicate->arms[arm].scenario->name);
    fields_measure(csv, measure);
    csv_count(csv, estimate.n);
    csv_number(csv, estimate.mean);
    csv_number(csv, estimate.sd);
    csv_number(csv, estimate.se);
    csv_number(csv, estimate.low);
    csv_number(csv, estimate.high);
    csv_number(csv, results->account.confidence);
    csv_number(csv, estimate.q05);
    csv_number(csv, estimate.q50);
    csv_number(csv, estimate.q95);
    csv_end_row(csv);
}

static void tables_summary_rows(struct csv *csv, const struct results *results, double *room)
{
    for (size_t a = 0; a < results->replicate->arm_count; a++) {
        for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
            tables_summary_row(csv, results, a, (enum outcome_measure)m, room);
        }
    }
}

const struct tables_kind tables_summary = {
    .name = "summary.csv",
    .header = "scenario,measure,unit,n,mean,sd,se,ci_low,ci_high,confidence,q05,q50,q95",
    .columns = 2,
    .rows = tables_summary_rows,
};

/* Paired differences */

static void tables_paired_row(struct csv *csv, const struct results *results, struct account_pair arms,
                              enum outcome_measure measure, double *room)
{
    const struct replicate *replicate = results->replicate;
    double *base = room;
    double *other = base + replicate->done;
    double *scratch = other + replicate->done;
    const size_t count = replicate_column(replicate, arms.base, measure, base);
    (void)replicate_column(replicate, arms.other, measure, other); /* the same replications, hence as many */
    struct estimate_pair pair;
    estimate_paired(&pair, base, other, count, outcome_measure_row(measure)->better,
                    results->account.confidence, scratch);
    csv_text(csv, replicate->arms[arms.base].scenario->name);
    csv_text(csv, replicate->arms[arms.other].scenario->name);
    fields_measure(csv, measure);
    csv_count(csv, pair.n);
    csv_number(csv, pair.difference);
    csv_number(csv, pair.low);
    csv_number(csv, pair.high);
    csv_number(csv, pair.relative);
    csv_number(csv, pair.prob_better);
    csv_number(csv, pair.correlation);
    csv_number(csv, pair.variance_ratio);
    csv_number(csv, pair.relative_low);
    csv_number(csv, pair.relative_high);
    csv_number(csv, results->account.confidence);
    csv_number(csv, pair.base_mean);
    csv_number(csv, pair.other_mean);
    csv_end_row(csv);
}

static void tables_paired_rows(struct csv *csv, const struct results *results, double *room)
{
    for (size_t i = 0; i < results->account.pair_count; i++) {
        for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
            tables_paired_row(csv, results, results->account.pairs[i], (enum outcome_measure)m, room);
        }
    }
}

const struct tables_kind tables_paired = {
    .name = TABLES_PAIRED,
    .header = "base,scenario,measure,unit,n,difference,ci_low,ci_high,relative,prob_better,correlation,"
              "variance_ratio,relative_low,relative_high,confidence,base_mean,scenario_mean",
    .columns = 3,
    .rows = tables_paired_rows,
};

/* Series */

static void tables_series_row(struct csv *csv, const struct results *results, size_t a, size_t sample,
                              enum outcome_series series, double *room)
{
    const struct replicate *replicate = results->replicate;
    const struct replicate_arm *arm = &replicate->arms[a];
    const struct outcome_row *row = outcome_series_row(series);
    size_t count = 0;
    for (size_t r = 0; r < replicate->done; r++) {
        if (!replicate->failed[r]) {
            room[count++] = arm->series[(r * arm->samples + sample) * OUTCOME_SERIES_COUNT + series];
        }
    }
    struct estimate estimate;
    estimate_mean(&estimate, room, count, results->account.confidence, room + replicate->done);
    csv_text(csv, arm->scenario->name);
    csv_number(csv, world_sample_time(&arm->scenario->params, sample));
    csv_text(csv, row->name);
    csv_count(csv, estimate.n);
    csv_number(csv, estimate.mean);
    csv_number(csv, estimate.q05);
    csv_number(csv, estimate.q50);
    csv_number(csv, estimate.q95);
    csv_number(csv, estimate.low);
    csv_number(csv, estimate.high);
    csv_text(csv, row->unit);
    csv_end_row(csv);
}

static void tables_series_rows(struct csv *csv, const struct results *results, double *room)
{
    const struct replicate *replicate = results->replicate;
    for (size_t a = 0; a < replicate->arm_count; a++) {
        for (size_t s = 0; s < replicate->arms[a].samples; s++) {
            for (size_t k = 0; k < OUTCOME_SERIES_COUNT; k++) {
                tables_series_row(csv, results, a, s, (enum outcome_series)k, room);
            }
        }
    }
}

const struct tables_kind tables_series = {
    .name = "series.csv",
    .header = "scenario,time,measure,n,mean,q05,q50,q95,ci_low,ci_high,unit",
    .columns = 2,
    .rows = tables_series_rows,
};

/* Referrals */

static void tables_referrals_rows(struct csv *csv, const struct results *results, double *room)
{
    const struct replicate *replicate = results->replicate;
    (void)room;
    for (size_t a = 0; a < replicate->arm_count; a++) {
        const struct replicate_arm *arm = &replicate->arms[a];
        for (size_t i = 0; i < arm->link_count; i++) {
            csv_text(csv, arm->scenario->name);
            csv_count(csv, arm->links[i].from);
            csv_count(csv, arm->links[i].to);
            csv_count(csv, arm->links[i].count);
            csv_end_row(csv);
        }
    }
}

const struct tables_kind tables_referrals = {
    .name = "referrals.csv",
    .header = "scenario,from,to,count",
    .rows = tables_referrals_rows,
};
