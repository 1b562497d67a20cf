/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/cells.h"

#include "csv.h"
#include "folder.h"
#include "outfile.h"

#include <errno.h>
#include <stdlib.h>

#define CELLS_TABLE    "cells.csv"
#define CELLS_FACTORS  "factors.csv"
#define CELLS_DESIGN   "design.cfg"
#define CELLS_RESOLVED "resolved" /* where folder.h puts scenarios */

/* cells.csv */

static int cells_out_of_memory(struct diag *diag, const char *name)
{
    return diag_add(diag, DIAG_MEMORY, name, 0, "out of memory");
}

static void cells_header(struct csv *csv, const struct design *design)
{
    static const char *const columns[] = {
        "measure",    "unit",    "n",        "base_mean",    "other_mean",    "difference",
        "ci_low",     "ci_high", "relative", "relative_low", "relative_high", "prob_better",
        "confidence", "base",    "other",    "better",       "label",
    };
    for (size_t i = 0; i < design->factor_count; i++) {
        csv_text(csv, design->factors[i].row->key);
    }
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        csv_text(csv, columns[i]);
    }
    csv_end_row(csv);
}

static void cells_row(struct csv *csv, const struct cells *self, size_t point, const struct outcome_row *row,
                      const struct estimate_pair *pair)
{
    const struct design *design = self->sweep->design;
    for (size_t i = 0; i < design->factor_count; i++) {
        csv_number(csv, design->factors[i].levels[design_level(design, point, i)]);
    }
    csv_text(csv, row->name);
    csv_text(csv, row->unit);
    csv_count(csv, pair->n);
    csv_number(csv, pair->base_mean);
    csv_number(csv, pair->other_mean);
    csv_number(csv, pair->difference);
    csv_number(csv, pair->low);
    csv_number(csv, pair->high);
    csv_number(csv, pair->relative);
    csv_number(csv, pair->relative_low);
    csv_number(csv, pair->relative_high);
    csv_number(csv, pair->prob_better);
    csv_number(csv, self->account.confidence);
    csv_text(csv, design->base.name);
    csv_text(csv, design->other.name);
    csv_number(csv, row->better);
    csv_text(csv, row->label);
    csv_end_row(csv);
}

static int cells_rows(struct csv *csv, const struct cells *self, struct diag *diag)
{
    const struct design *design = self->sweep->design;
    for (size_t m = 0; m < design->measure_count; m++) {
        for (size_t point = 0; point < self->sweep->points; point++) {
            struct estimate_pair pair;
            if (sweep_done(self->sweep, point) == 0) {
                continue;
            }
            if (sweep_pair(self->sweep, point, design->measures[m], self->account.confidence, &pair) !=
                DIAG_OK) {
                return cells_out_of_memory(diag, CELLS_TABLE);
            }
            cells_row(csv, self, point, outcome_measure_row(design->measures[m]), &pair);
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

static int cells_factors(const struct cells *self, const char *folder, struct diag *diag)
{
    const struct design *design = self->sweep->design;
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, folder, CELLS_FACTORS,
                              "key,unit,meaning,levels,lowest,highest,base_value,other_value", diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t i = 0; i < design->factor_count; i++) {
        const struct design_factor *factor = &design->factors[i];
        csv_text(&csv, factor->row->key);
        csv_text(&csv, factor->row->unit);
        csv_text(&csv, factor->row->meaning);
        csv_count(&csv, factor->level_count);
        csv_number(&csv, factor->levels[0]);
        csv_number(&csv, factor->levels[factor->level_count - 1]);
        csv_number(&csv, params_get(&design->base.params, factor->row));
        csv_number(&csv, params_get(&design->other.params, factor->row));
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
        code = design_write(self->sweep->design, self->account.asked, CELLS_RESOLVED, file.stream);
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
            failure->arm = block->base[point - block->first] == from->arm ? 0 : 1;
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
        code = folder_add(folder, CELLS_FACTORS, cells_factors(self, folder->path, folder->diag));
    }
    if (code == DIAG_OK) {
        code = folder_add(folder, CELLS_DESIGN, cells_design(self, folder->path, folder->diag));
    }
    return code == DIAG_OK ? folder_scenarios(folder, scenarios, 2) : code;
}

/* The sweep is described as an experiment with two scenarios; what their points are says design.cfg. */
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
        account.scenario_count = 2;
        account.pairs = &pair;
        account.pair_count = 1;
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
