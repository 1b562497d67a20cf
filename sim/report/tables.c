/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables.h"

#include "csv.h"
#include "zutuan/experiment/estimate.h"

#include <stdlib.h>

/* Room for `columns` columns of one value a replication; NULL without memory, with an item. */
static double *tables_room(const struct replicate *replicate, size_t columns, struct diag *diag)
{
    double *room = malloc((replicate->done + 1) * columns * sizeof *room);
    if (room == NULL) {
        (void)diag_add(diag, DIAG_MEMORY, NULL, 0, "out of memory while the tables were written");
    }
    return room;
}

void tables_replication_row(struct csv *csv, const char *scenario, uint32_t replication,
                            enum outcome_measure measure, double value)
{
    csv_text(csv, scenario);
    csv_count(csv, replication);
    csv_text(csv, outcome_measure_row(measure)->name);
    csv_number(csv, value);
    csv_end_row(csv);
}

int tables_replications(const struct results *results, const char *folder, struct diag *diag)
{
    const struct replicate *replicate = results->replicate;
    struct csv csv;
    struct outfile file;
    const int code =
        csv_open(&csv, &file, folder, TABLES_REPLICATIONS, "scenario,replication,measure,value", diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t a = 0; a < replicate->arm_count; a++) {
        const struct replicate_arm *arm = &replicate->arms[a];
        for (size_t r = 0; r < replicate->done; r++) {
            for (size_t m = 0; m < OUTCOME_MEASURES && !replicate->failed[r]; m++) {
                tables_replication_row(&csv, arm->scenario->name, replicate_number(r),
                                       (enum outcome_measure)m, arm->measures[r * OUTCOME_MEASURES + m]);
            }
        }
    }
    return csv_close(&csv, &file, diag);
}

static void tables_summary_row(struct csv *csv, const struct results *results, size_t arm,
                               enum outcome_measure measure, double *values, double *scratch)
{
    const struct outcome_row *row = outcome_measure_row(measure);
    const size_t count = replicate_column(results->replicate, arm, measure, values);
    struct estimate estimate;
    estimate_mean(&estimate, values, count, results->account.confidence, scratch);
    csv_text(csv, results->replicate->arms[arm].scenario->name);
    csv_text(csv, row->name);
    csv_text(csv, row->unit);
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

int tables_summary(const struct results *results, const char *folder, struct diag *diag)
{
    const struct replicate *replicate = results->replicate;
    double *room = tables_room(replicate, 2, diag);
    if (room == NULL) {
        return DIAG_MEMORY;
    }
    struct csv csv;
    struct outfile file;
    int code = csv_open(&csv, &file, folder, TABLES_SUMMARY,
                        "scenario,measure,unit,n,mean,sd,se,ci_low,ci_high,confidence,q05,q50,q95", diag);
    if (code == DIAG_OK) {
        for (size_t a = 0; a < replicate->arm_count; a++) {
            for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
                tables_summary_row(&csv, results, a, (enum outcome_measure)m, room, room + replicate->done);
            }
        }
        code = csv_close(&csv, &file, diag);
    }
    free(room);
    return code;
}

static void tables_paired_row(struct csv *csv, const struct results *results, struct account_pair arms,
                              enum outcome_measure measure, double *base, double *room)
{
    const struct replicate *replicate = results->replicate;
    const struct outcome_row *row = outcome_measure_row(measure);
    double *other = room;
    double *scratch = room + replicate->done;
    const size_t count = replicate_column(replicate, arms.base, measure, base);
    (void)replicate_column(replicate, arms.other, measure, other); /* the same replications, hence as many */
    struct estimate_pair pair;
    estimate_paired(&pair, base, other, count, row->better, results->account.confidence, scratch);
    csv_text(csv, replicate->arms[arms.base].scenario->name);
    csv_text(csv, replicate->arms[arms.other].scenario->name);
    csv_text(csv, row->name);
    csv_text(csv, row->unit);
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

int tables_paired(const struct results *results, const char *folder, struct diag *diag)
{
    const struct replicate *replicate = results->replicate;
    double *room = tables_room(replicate, 3, diag);
    if (room == NULL) {
        return DIAG_MEMORY;
    }
    struct csv csv;
    struct outfile file;
    int code =
        csv_open(&csv, &file, folder, TABLES_PAIRED,
                 "base,scenario,measure,unit,n,difference,ci_low,ci_high,relative,prob_better,correlation,"
                 "variance_ratio,relative_low,relative_high,confidence,base_mean,scenario_mean",
                 diag);
    if (code == DIAG_OK) {
        for (size_t i = 0; i < results->account.pair_count; i++) {
            for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
                tables_paired_row(&csv, results, results->account.pairs[i], (enum outcome_measure)m, room,
                                  room + replicate->done);
            }
        }
        code = csv_close(&csv, &file, diag);
    }
    free(room);
    return code;
}

static void tables_series_row(struct csv *csv, const struct results *results, size_t a, size_t sample,
                              enum outcome_series series, double *values, double *scratch)
{
    const struct replicate *replicate = results->replicate;
    const struct replicate_arm *arm = &replicate->arms[a];
    const struct outcome_row *row = outcome_series_row(series);
    size_t count = 0;
    for (size_t r = 0; r < replicate->done; r++) {
        if (!replicate->failed[r]) {
            values[count++] = arm->series[(r * arm->samples + sample) * OUTCOME_SERIES_COUNT + series];
        }
    }
    struct estimate estimate;
    estimate_mean(&estimate, values, count, results->account.confidence, scratch);
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

int tables_series(const struct results *results, const char *folder, struct diag *diag)
{
    const struct replicate *replicate = results->replicate;
    double *room = tables_room(replicate, 2, diag);
    if (room == NULL) {
        return DIAG_MEMORY;
    }
    struct csv csv;
    struct outfile file;
    int code = csv_open(&csv, &file, folder, TABLES_SERIES,
                        "scenario,time,measure,n,mean,q05,q50,q95,ci_low,ci_high,unit", diag);
    if (code == DIAG_OK) {
        for (size_t a = 0; a < replicate->arm_count; a++) {
            for (size_t s = 0; s < replicate->arms[a].samples; s++) {
                for (size_t k = 0; k < OUTCOME_SERIES_COUNT; k++) {
                    tables_series_row(&csv, results, a, s, (enum outcome_series)k, room,
                                      room + replicate->done);
                }
            }
        }
        code = csv_close(&csv, &file, diag);
    }
    free(room);
    return code;
}

int tables_referrals(const struct results *results, const char *folder, struct diag *diag)
{
    const struct replicate *replicate = results->replicate;
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, folder, TABLES_REFERRALS, "scenario,from,to,count", diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t a = 0; a < replicate->arm_count; a++) {
        const struct replicate_arm *arm = &replicate->arms[a];
        for (size_t i = 0; i < arm->link_count; i++) {
            csv_text(&csv, arm->scenario->name);
            csv_count(&csv, arm->links[i].from);
            csv_count(&csv, arm->links[i].to);
            csv_count(&csv, arm->links[i].count);
            csv_end_row(&csv);
        }
    }
    return csv_close(&csv, &file, diag);
}
