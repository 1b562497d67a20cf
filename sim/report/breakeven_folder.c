/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/breakeven_folder.h"

#include "fields.h"
#include "folder.h"

#include <math.h>

#define CURVE "curve.csv"
#define ROOTS "roots.csv"

static void put_question(struct csv *csv, const struct breakeven_folder *self)
{
    csv_text(csv, self->runs->row->key);
    csv_text(csv, self->runs->row->unit);
    fields_measure(csv, self->runs->measure);
    csv_text(csv, self->runs->base->name);
    csv_text(csv, self->runs->other->name);
    csv_number(csv, self->account.confidence);
}

#define QUESTION "parameter,parameter_unit,measure,measure_unit,base,other,confidence,"

static void put_point(struct csv *csv, const struct breakeven_folder *self,
                      const struct breakeven_point *point)
{
    const struct estimate_pair *pair = &point->pair;
    put_question(csv, self);
    csv_number(csv, point->value);
    csv_count(csv, point->scanned);
    fields_pair(csv, pair);
    csv_number(csv, point->band_low);
    csv_number(csv, point->band_high);
    csv_number(csv, point->scanned ? (double)point->sign : (double)NAN);
    csv_number(csv, pair->relative);
    csv_number(csv, pair->relative_low);
    csv_number(csv, pair->relative_high);
    fields_label(csv, self->runs->measure);
    csv_end_row(csv);
}

static int write_curve(const struct breakeven_folder *self, const char *folder, struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, folder, CURVE,
                              QUESTION "value,scanned,n,base_mean,other_mean,difference,ci_low,ci_high,"
                                       "band_low,band_high,sign,relative,relative_low,relative_high,better,"
                                       "measure_label",
                              diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t i = 0; i < self->breakeven->point_count; i++) {
        put_point(&csv, self, &self->breakeven->points[i]);
    }
    return csv_close(&csv, &file, diag);
}

static void put_root(struct csv *csv, const struct breakeven_folder *self, const struct breakeven_root *root)
{
    put_question(csv, self);
    csv_text(csv, "change");
    csv_number(csv, root->estimate);
    csv_number(csv, root->low);
    csv_number(csv, root->high);
    csv_number(csv, root->below);
    csv_number(csv, root->above);
    csv_number(csv, root->certainty);
    csv_count(csv, root->resolved);
    csv_number(csv, root->before);
    csv_number(csv, -root->before);
    csv_number(csv, root->left);
    csv_number(csv, root->right);
    csv_end_row(csv);
}

static void put_doubt(struct csv *csv, const struct breakeven_folder *self,
                      const struct breakeven_doubt *doubt)
{
    put_question(csv, self);
    csv_text(csv, "undecided");
    for (int i = 0; i < 7; i++) {
        csv_empty(csv);
    }
    csv_number(csv, doubt->left);
    csv_number(csv, doubt->right);
    csv_number(csv, doubt->low);
    csv_number(csv, doubt->high);
    csv_end_row(csv);
}

static int write_roots(const struct breakeven_folder *self, const char *folder, struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, folder, ROOTS,
                              QUESTION "kind,estimate,ci_low,ci_high,below,above,certainty,resolved,"
                                       "sign_left,sign_right,scan_left,scan_right",
                              diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t i = 0; i < self->breakeven->root_count; i++) {
        put_root(&csv, self, &self->breakeven->roots[i]);
    }
    for (size_t i = 0; i < self->breakeven->doubt_count; i++) {
        put_doubt(&csv, self, &self->breakeven->doubts[i]);
    }
    return csv_close(&csv, &file, diag);
}

int breakeven_folder_write(const struct breakeven_folder *self, const char *path, struct diag *diag)
{
    const struct scenario *const scenarios[] = {self->runs->base, self->runs->other};
    const struct account_pair pair = {0, 1};
    struct account account = self->account;
    struct folder folder;
    account.scenarios = scenarios;
    account.scenario_count = 2;
    account.pairs = &pair;
    account.pair_count = 1;
    account.seed = self->runs->seed;
    account.done = account.asked;
    account.failed = breakeven_runs_failures(self->runs);
    int code = folder_open(&folder, path, diag);
    if (code == DIAG_OK)
        code = folder_add(&folder, CURVE, write_curve(self, path, diag));
    if (code == DIAG_OK)
        code = folder_add(&folder, ROOTS, write_roots(self, path, diag));
    if (code == DIAG_OK)
        code = folder_scenarios(&folder, scenarios, account.scenario_count);
    return folder_close(&folder, code, &account);
}
