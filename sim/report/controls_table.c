/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "controls_table.h"

#include "fields.h"
#include "zutuan/experiment/controls.h"

static void controls_table_row(struct csv *csv, const struct results *results, const char *base, size_t arm,
                               enum outcome_measure measure, const struct controls *controls)
{
    csv_text(csv, base);
    csv_text(csv, results->replicate->arms[arm].scenario->name);
    fields_measure(csv, measure);
    csv_count(csv, controls->n);
    csv_number(csv, controls->mean);
    csv_number(csv, controls->low);
    csv_number(csv, controls->high);
    csv_number(csv, controls->plain);
    csv_number(csv, controls->plain_low);
    csv_number(csv, controls->plain_high);
    csv_number(csv, controls->correlation);
    csv_number(csv, controls->gain);
    csv_number(csv, results->account.confidence);
    csv_end_row(csv);
}

static void controls_table_rows(struct csv *csv, const struct results *results, double *room)
{
    const struct replicate *replicate = results->replicate;
    const double confidence = results->account.confidence;
    struct controls controls;
    for (size_t arm = 0; arm < replicate->arm_count; arm++) {
        for (int m = 0; m < OUTCOME_MEASURES; m++) {
            const enum outcome_measure measure = (enum outcome_measure)m;
            controls_arm(&controls, replicate, arm, measure, confidence, room);
            controls_table_row(csv, results, "", arm, measure, &controls);
        }
    }
    for (size_t i = 0; i < results->account.pair_count; i++) {
        const struct account_pair pair = results->account.pairs[i];
        for (int m = 0; m < OUTCOME_MEASURES; m++) {
            const enum outcome_measure measure = (enum outcome_measure)m;
            controls_pair(&controls, replicate, pair.base, pair.other, measure, confidence, room);
            controls_table_row(csv, results, replicate->arms[pair.base].scenario->name, pair.other, measure,
                               &controls);
        }
    }
}

const struct tables_kind controls_table = {
    .name = "controls.csv",
    .header = "base,scenario,measure,unit,n,controlled,ci_low,ci_high,plain,plain_ci_low,plain_ci_high,"
              "correlation,variance_ratio,confidence",
    .columns = 4,
    .rows = controls_table_rows,
};
