/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/cells.h"

#include "csv.h"
#include "fields.h"
#include "folder.h"
#include "outfile.h"
#include "sensitivity_tables.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#define CELLS_TABLE    "cells.csv"
#define CELLS_FACTORS  "factors.csv"
#define CELLS_POINTS   "points.csv"
#define CELLS_DESIGN   "design.cfg"
#define CELLS_RESOLVED "resolved" /* where folder.h puts scenarios */

/* cells.csv */

static int cells_out_of_memory(struct diag *diag, const char *name)
{
    return diag_add(diag, DIAG_MEMORY, name, 0, "out of memory");
}

/* With more factors a point is named by its number only; points.csv says what it is. */
#define CELLS_FACTORS_MOST 20

static bool cells_names_factors(const struct design *design)
{
    return design->factor_count <= CELLS_FACTORS_MOST;
}

static void cells_factor_keys(struct csv *csv, const struct design *design)
{
    for (size_t i = 0; i < design->factor_count; i++) {
        csv_text(csv, design->factors[i].row->key);
    }
}

/* Numbers in full, names as a scenario has them, the scenario's own value as nothing. */
static void cells_factor_values(struct csv *csv, const struct design *design, size_t point)
{
    for (size_t i = 0; i < design->factor_count; i++) {
        const struct params_row *row = design->factors[i].row;
        const double value = design_value(design, point, i);
        char text[64];
        if (isnan(value) || row->type == PARAMS_INT || row->type == PARAMS_REAL) {
            csv_number(csv, value);
        } else {
            design_value_format(row, value, text, sizeof text);
            csv_text(csv, text);
        }
    }
}

static void cells_header(struct csv *csv, const struct design *design)
{
    static const char *const pair[] = {
        "measure",       "unit",        "n",          "base_mean", "other_mean",
        "difference",    "ci_low",      "ci_high",    "relative",  "relative_low",
        "relative_high", "prob_better", "confidence", "base",      "other",
        "better",        "label",       "point",      NULL,
    };
    static const char *const mean[] = {
        "measure", "unit", "n",          "mean",     "sd",     "ci_low", "ci_high", "q05",
        "q50",     "q95",  "confidence", "scenario", "better", "label",  "point",   NULL,
    };
    if (cells_names_factors(design)) {
        cells_factor_keys(csv, design);
    }
    for (const char *const *column = design->compares ? pair : mean; *column != NULL; column++) {
        csv_text(csv, *column);
    }
    csv_end_row(csv);
}

static void cells_pair(struct csv *csv, const struct cells *self, const struct estimate_pair *pair)
{
    fields_pair(csv, pair);
    csv_number(csv, pair->relative);
    csv_number(csv, pair->relative_low);
    csv_number(csv, pair->relative_high);
    csv_number(csv, pair->prob_better);
    csv_number(csv, self->account.confidence);
    csv_text(csv, self->sweep->design->base.name);
    csv_text(csv, self->sweep->design->other.name);
}

static void cells_mean(struct csv *csv, const struct cells *self, const struct estimate *mean)
{
    fields_mean_sd(csv, mean);
    csv_number(csv, mean->q05);
    csv_number(csv, mean->q50);
    csv_number(csv, mean->q95);
    csv_number(csv, self->account.confidence);
    csv_text(csv, self->sweep->design->base.name);
}

static int cells_row(struct csv *csv, const struct cells *self, size_t point, enum outcome_measure measure)
{
    const struct design *design = self->sweep->design;
    const double confidence = self->account.confidence;
    struct estimate_pair pair;
    struct estimate mean;
    const int code = design->compares ? sweep_pair(self->sweep, point, measure, confidence, &pair)
                                      : sweep_mean(self->sweep, point, measure, confidence, &mean);
    if (code != DIAG_OK) {
        return code;
    }
    if (cells_names_factors(design)) {
        cells_factor_values(csv, design, point);
    }
    fields_measure(csv, measure);
    if (design->compares) {
        cells_pair(csv, self, &pair);
    } else {
        cells_mean(csv, self, &mean);
    }
    fields_label(csv, measure);
    csv_count(csv, point);
    csv_end_row(csv);
    return DIAG_OK;
}

static int cells_rows(struct csv *csv, const struct cells *self, struct diag *diag)
{
    const struct design *design = self->sweep->design;
    for (size_t m = 0; m < design->measure_count; m++) {
        for (size_t point = 0; point < self->sweep->points; point++) {
            if (sweep_done(self->sweep, point) == 0) {
                continue;
            }
            if (cells_row(csv, self, point, design->measures[m]) != DIAG_OK) {
                return cells_out_of_memory(diag, CELLS_TABLE);
            }
        }
    }
    return DIAG_OK;
}

static int cells_table(const struct cells *self, const char *folder, struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    int code = outfile_open(&file, folder, CELLS_TABLE, diag);
    if (code != DIAG_OK) {
        return code;
    }
    csv_begin(&csv, file.stream);
    cells_header(&csv, self->sweep->design);
    code = cells_rows(&csv, self, diag);
    if (code != DIAG_OK) {
        outfile_discard(&file);
        return code;
    }
    return csv_close(&csv, &file, diag);
}

/* The other files */

/* What changed from the point before, or from the first of a trajectory or row. */
static void cells_changed(struct csv *csv, const struct design *design, size_t point)
{
    const size_t changed = design->changed[point];
    csv_text(csv, changed == DESIGN_NONE   ? ""
                  : changed == DESIGN_SEED ? "seed"
                                           : design->factors[changed].row->key);
}

static int cells_points(const struct cells *self, const char *folder, struct diag *diag)
{
    const struct design *design = self->sweep->design;
    struct csv csv;
    struct outfile file;
    const int code = outfile_open(&file, folder, CELLS_POINTS, diag);
    if (code != DIAG_OK) {
        return code;
    }
    csv_begin(&csv, file.stream);
    csv_text(&csv, "point");
    if (design->streams != NULL) {
        csv_text(&csv, "stream");
    }
    if (design->changed != NULL) {
        csv_text(&csv, "changed");
    }
    cells_factor_keys(&csv, design);
    csv_end_row(&csv);
    for (size_t point = 0; point < design->point_count; point++) {
        csv_count(&csv, point);
        if (design->streams != NULL) {
            csv_count(&csv, design->streams[point]);
        }
        if (design->changed != NULL) {
            cells_changed(&csv, design, point);
        }
        cells_factor_values(&csv, design, point);
        csv_end_row(&csv);
    }
    return csv_close(&csv, &file, diag);
}

static int cells_factors(const struct cells *self, const char *folder, struct diag *diag)
{
    static const char *const bases[] = {"given", "plausible", "half to double", "legal"};
    const struct design *design = self->sweep->design;
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, folder, CELLS_FACTORS,
                              "key,unit,meaning,levels,lowest,highest,base_value,other_value,range", diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t i = 0; i < design->factor_count; i++) {
        const struct design_factor *factor = &design->factors[i];
        csv_text(&csv, factor->row->key);
        csv_text(&csv, factor->row->unit);
        csv_text(&csv, factor->row->meaning);
        if (factor->level_count > 0) {
            csv_count(&csv, factor->level_count);
        } else {
            csv_empty(&csv);
        }
        csv_number(&csv, factor->low);
        csv_number(&csv, factor->high);
        csv_number(&csv, params_get(&design->base.params, factor->row));
        csv_number(&csv, design->compares ? params_get(&design->other.params, factor->row) : NAN);
        csv_text(&csv, bases[factor->basis]);
        csv_end_row(&csv);
    }
    return csv_close(&csv, &file, diag);
}

static int cells_design(const struct cells *self, const char *folder, struct diag *diag)
{
    struct outfile file;
    int code = outfile_open(&file, folder, CELLS_DESIGN, diag);
    if (code == DIAG_OK) {
        errno = 0;
        code =
            design_write(self->sweep->design, self->replications, CELLS_RESOLVED, CELLS_POINTS, file.stream);
        code = outfile_close(&file, code == DIAG_OK ? 0 : (errno != 0 ? errno : EIO), diag);
    }
    return code;
}

/* Failures of all points as those of the two scenarios; failures[sweep_failures] is the caller's room.
 * Returns how many replications failed somewhere. */
static size_t cells_gather_failures(const struct sweep *sweep, struct replicate_failure *failures,
                                    unsigned char *failed, size_t done)
{
    size_t count = 0, rows = 0;
    for (size_t b = 0; b < sweep->block_count; b++) {
        const struct sweep_block *block = &sweep->blocks[b];
        for (size_t i = 0; i < block->replicate.failure_count; i++) {
            const struct replicate_failure *from = &block->replicate.failures[i];
            const size_t point = sweep_arm_point(block, from->arm);
            struct replicate_failure *failure = &failures[count++];
            char where[DESIGN_POINT_MOST];
            design_point_format(sweep->design, point, where);
            *failure = *from;
            failure->arm = sweep_arm_scenario(sweep, block, from->arm) == &sweep->design->other ? 1 : 0;
            snprintf(failure->text, sizeof failure->text, "at %.60s: %.90s", where, from->text);
            if (from->replication <= done) {
                rows += failed[from->replication - 1] == 0;
                failed[from->replication - 1] = 1;
            }
        }
    }
    return rows;
}

static int cells_files(const struct cells *self, struct folder *folder)
{
    const struct scenario *const scenarios[] = {&self->sweep->design->base, &self->sweep->design->other};
    int code = folder_add(folder, CELLS_TABLE, cells_table(self, folder->path, folder->diag));
    if (code == DIAG_OK) {
        code = folder_add(folder, CELLS_POINTS, cells_points(self, folder->path, folder->diag));
    }
    if (code == DIAG_OK) {
        code = folder_add(folder, CELLS_FACTORS, cells_factors(self, folder->path, folder->diag));
    }
    if (code == DIAG_OK) {
        code = folder_add(folder, CELLS_DESIGN, cells_design(self, folder->path, folder->diag));
    }
    if (code == DIAG_OK && self->sensitivity != NULL) {
        code = sensitivity_tables(self, folder);
    }
    return code == DIAG_OK ? folder_scenarios(folder, scenarios, self->sweep->design->compares ? 2 : 1)
                           : code;
}

/* The sweep is described as an experiment with its one or two scenarios; what their points are says
 * design.cfg. */
int cells_write(const struct cells *self, const char *path, struct diag *diag)
{
    const struct design *design = self->sweep->design;
    const struct account_pair pair = {0, 1};
    const struct scenario *const scenarios[] = {&design->base, &design->other};
    const size_t done = sweep_least(self->sweep), failures = sweep_failures(self->sweep);
    struct replicate_failure *list = calloc(failures + 1, sizeof *list);
    unsigned char *failed = calloc(done + 1, 1);
    int code = list == NULL || failed == NULL ? cells_out_of_memory(diag, path) : DIAG_OK;
    if (code == DIAG_OK) {
        struct account account = self->account;
        struct folder folder;
        account.scenarios = scenarios;
        account.scenario_count = design->compares ? 2 : 1;
        account.pairs = &pair;
        account.pair_count = design->compares ? 1 : 0;
        account.seed = self->sweep->seed;
        account.done = done;
        account.failed = cells_gather_failures(self->sweep, list, failed, done);
        account.failures = list;
        account.failure_count = failures;
        code = folder_open(&folder, path, diag);
        if (code == DIAG_OK) {
            code = cells_files(self, &folder);
        }
        code = folder_close(&folder, code, &account);
    }
    free(list);
    free(failed);
    return code;
}
