/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/select_folder.h"

#include "fields.h"
#include "folder.h"

#include <math.h>
#include <stdlib.h>

#define SELECT_FOLDER_TABLE  "select.csv"
#define SELECT_FOLDER_ROUNDS "rounds.csv"
#define SELECT_FOLDER_MEANS  "measures.csv"

static const char *select_folder_status(enum select_status status)
{
    static const char *const names[] = {"possible", "chosen", "within_delta", "eliminated", "no_value"};
    return names[status];
}

static void select_folder_row(struct csv *csv, const struct select *self,
                              const struct select_simulation *simulation, size_t i, double *scratch)
{
    const struct select_alternative *alternative = &self->alternatives[i];
    const struct outcome_row *row = outcome_measure_row(simulation->measure);
    struct estimate mean;
    select_mean(self, i, &mean, scratch);
    csv_text(csv, simulation->scenarios[i]->name);
    csv_text(csv, select_folder_status(alternative->status));
    csv_count(csv, alternative->rows);
    fields_mean_sd(csv, &mean);
    if (alternative->status == SELECT_OUT) {
        csv_count(csv, alternative->rows);
        csv_text(csv, simulation->scenarios[alternative->by]->name);
    } else {
        csv_empty(csv);
        csv_empty(csv);
    }
    csv_number(csv, isfinite(alternative->behind) ? alternative->behind : NAN);
    csv_text(csv, row->name);
    csv_text(csv, row->unit);
    csv_text(csv, row->label);
    csv_number(csv, self->rule.better);
    csv_number(csv, self->leader == SELECT_NONE ? NAN : select_delta(self, self->leader));
    csv_number(csv, self->rule.confidence);
    csv_text(csv, simulation->scenarios[i]->description);
    csv_end_row(csv);
}

static int select_folder_table(const struct select *self, const struct select_simulation *simulation,
                               const char *folder, struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    double *scratch = malloc((self->rows + 1) * sizeof *scratch);
    if (scratch == NULL) {
        return diag_add(diag, DIAG_MEMORY, SELECT_FOLDER_TABLE, 0, "out of memory");
    }
    int code = csv_open(&csv, &file, folder, SELECT_FOLDER_TABLE,
                        "alternative,status,runs,n,mean,sd,ci_low,ci_high,eliminated_at,eliminated_by,"
                        "behind_at_most,measure,unit,label,better,delta,confidence,description",
                        diag);
    for (size_t i = 0; code == DIAG_OK && i < self->count; i++) {
        select_folder_row(&csv, self, simulation, i, scratch);
    }
    if (code == DIAG_OK) {
        code = csv_close(&csv, &file, diag);
    }
    free(scratch);
    return code;
}

/* What has no value in any replication has no row. */
static int select_folder_means(const struct select *self, const struct select_simulation *simulation,
                               const char *folder, struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    const int code =
        csv_open(&csv, &file, folder, SELECT_FOLDER_MEANS,
                 "alternative,measure,unit,n,mean,sd,ci_low,ci_high,confidence,better,label", diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t i = 0; simulation->means != NULL && i < simulation->count; i++) {
        for (int m = 0; m < OUTCOME_MEASURES; m++) {
            const struct estimate *mean = &simulation->means[i][m];
            if (mean->n == 0) {
                continue;
            }
            csv_text(&csv, simulation->scenarios[i]->name);
            fields_measure(&csv, (enum outcome_measure)m);
            fields_mean_sd(&csv, mean);
            csv_number(&csv, self->rule.confidence);
            fields_label(&csv, (enum outcome_measure)m);
            csv_end_row(&csv);
        }
    }
    return csv_close(&csv, &file, diag);
}

static int select_folder_rounds(const struct select *self, const char *folder, struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    const int code =
        csv_open(&csv, &file, folder, SELECT_FOLDER_ROUNDS, "round,replications,left,runs", diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t i = 0; i < self->round_count; i++) {
        csv_count(&csv, i + 1);
        csv_count(&csv, self->rounds[i].rows);
        csv_count(&csv, self->rounds[i].in);
        csv_count(&csv, self->rounds[i].runs);
        csv_end_row(&csv);
    }
    return csv_close(&csv, &file, diag);
}

/* In how many replications something failed. */
static size_t select_folder_failed(const struct select_simulation *simulation)
{
    size_t count = 0;
    for (size_t i = 0; i < simulation->failure_count; i++) {
        const uint32_t replication = simulation->failures[i].replication;
        count += i == 0 || replication != simulation->failures[i - 1].replication;
    }
    return count;
}

int select_folder_write(const struct select *self, const struct select_simulation *simulation,
                        const struct account *given, const char *path, struct diag *diag)
{
    struct account account = *given;
    struct folder folder;
    account.scenarios = simulation->scenarios;
    account.scenario_count = simulation->count;
    account.seed = simulation->seed;
    account.asked = self->rule.most;
    account.done = self->rows;
    account.failures = simulation->failures;
    account.failure_count = simulation->failure_count;
    account.failed = select_folder_failed(simulation);
    account.target_met = self->chosen != SELECT_NONE;
    int code = folder_open(&folder, path, diag);
    if (code == DIAG_OK) {
        code = folder_add(&folder, SELECT_FOLDER_TABLE, select_folder_table(self, simulation, path, diag));
    }
    if (code == DIAG_OK) {
        code = folder_add(&folder, SELECT_FOLDER_MEANS, select_folder_means(self, simulation, path, diag));
    }
    if (code == DIAG_OK) {
        code = folder_add(&folder, SELECT_FOLDER_ROUNDS, select_folder_rounds(self, path, diag));
    }
    if (code == DIAG_OK) {
        code = folder_scenarios(&folder, simulation->scenarios, simulation->count);
    }
    return folder_close(&folder, code, &account);
}
