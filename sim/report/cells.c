/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/cells.h"

#include "csv.h"
#include "manifest.h"
#include "outfile.h"
#include "tables.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CELLS_TABLE    "cells.csv"
#define CELLS_FACTORS  "factors.csv"
#define CELLS_DESIGN   "design.cfg"
#define CELLS_RESOLVED "resolved"

enum { CELLS_OUTPUTS = 5 };

struct cells_outputs {
    struct manifest_output list[CELLS_OUTPUTS];
    size_t count;
};

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
    csv_number(csv, self->confidence);
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
            if (sweep_pair(self->sweep, point, design->measures[m], self->confidence, &pair) != DIAG_OK) {
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
        code = design_write(self->sweep->design, self->replications_asked, CELLS_RESOLVED, file.stream);
        code = outfile_close(&file, code == DIAG_OK ? 0 : (errno != 0 ? errno : EIO), diag);
    }
    return code;
}

static int cells_scenario(const struct scenario *scenario, const char *folder, const char *name,
                          struct diag *diag)
{
    struct outfile file;
    int code = outfile_open(&file, folder, name, diag);
    if (code == DIAG_OK) {
        errno = 0;
        code = scenario_write(scenario, file.stream, false);
        code = outfile_close(&file, code == DIAG_OK ? 0 : (errno != 0 ? errno : EIO), diag);
    }
    return code;
}

static int cells_count_output(struct cells_outputs *self, const char *folder, const char *name,
                              struct diag *diag)
{
    struct manifest_output *output = &self->list[self->count++];
    char *path = outfile_path(folder, name);
    if (path == NULL) {
        return cells_out_of_memory(diag, name);
    }
    snprintf(output->name, sizeof output->name, "%s", name);
    const int error = digest_file(path, output->sha256, &output->bytes);
    free(path);
    return error == 0 ? DIAG_OK
                      : diag_add(diag, DIAG_IO, name, 0, "cannot be read back: %s", strerror(error));
}

static int cells_files(const struct cells *self, const char *folder, struct cells_outputs *outputs,
                       struct diag *diag)
{
    static const struct {
        const char *name;
        int (*write)(const struct cells *self, const char *folder, struct diag *diag);
    } files[] = {{CELLS_TABLE, cells_table}, {CELLS_FACTORS, cells_factors}, {CELLS_DESIGN, cells_design}};
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < sizeof files / sizeof files[0]; i++) {
        code = files[i].write(self, folder, diag);
        if (code == DIAG_OK) {
            code = cells_count_output(outputs, folder, files[i].name, diag);
        }
    }
    return code;
}

static int cells_scenarios(const struct cells *self, const char *folder, struct cells_outputs *outputs,
                           struct diag *diag)
{
    const struct scenario *const scenarios[] = {&self->sweep->design->base, &self->sweep->design->other};
    char *resolved = outfile_path(folder, CELLS_RESOLVED);
    if (resolved == NULL) {
        return cells_out_of_memory(diag, folder);
    }
    int code = outfile_make_folder(resolved, diag);
    for (size_t i = 0; code == DIAG_OK && i < 2; i++) {
        char name[SCENARIO_NAME_MOST + 8];
        char output[MANIFEST_OUTPUT_MOST];
        snprintf(name, sizeof name, "%s.cfg", scenarios[i]->name);
        snprintf(output, sizeof output, "%s/%s", CELLS_RESOLVED, name);
        code = cells_scenario(scenarios[i], resolved, name, diag);
        if (code == DIAG_OK) {
            code = cells_count_output(outputs, folder, output, diag);
        }
    }
    if (code == DIAG_OK) {
        code = outfile_sync_folder(resolved, diag);
    }
    free(resolved);
    return code;
}

/* What an earlier command left */

/* Only a name that this program could have written: a manifest is a file that anyone may edit. */
static bool cells_is_own(const char *name)
{
    static const char *const names[] = {TABLES_REPLICATIONS, TABLES_SUMMARY, TABLES_PAIRED, TABLES_SERIES,
                                        TABLES_REFERRALS};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    const size_t length = strlen(name), folder = strlen(CELLS_RESOLVED "/");
    return length > folder + 4 && strncmp(name, CELLS_RESOLVED "/", folder) == 0 &&
           strchr(name + folder, '/') == NULL && strcmp(name + length - 4, ".cfg") == 0;
}

struct cells_stale {
    const char *folder;
    const struct cells_outputs *outputs;
};

static void cells_remove_stale(void *context, const char *name)
{
    const struct cells_stale *stale = context;
    bool kept = !cells_is_own(name);
    for (size_t i = 0; i < stale->outputs->count && !kept; i++) {
        kept = strcmp(name, stale->outputs->list[i].name) == 0;
    }
    char *path = kept ? NULL : outfile_path(stale->folder, name);
    if (path != NULL) {
        (void)unlink(path); /* one that is gone already is as good */
        free(path);
    }
}

/* The manifest */

/* Failures of all points as those of the two scenarios; `to` has two arms. */
static int cells_gather_failures(const struct sweep *sweep, struct replicate *to)
{
    to->failed = calloc(to->done + 1, 1);
    to->failures = calloc(sweep_failures(sweep) + 1, sizeof *to->failures);
    if (to->failed == NULL || to->failures == NULL) {
        return DIAG_MEMORY;
    }
    for (size_t b = 0; b < sweep->block_count; b++) {
        const struct sweep_block *block = &sweep->blocks[b];
        for (size_t i = 0; i < block->replicate.failure_count; i++) {
            const struct replicate_failure *from = &block->replicate.failures[i];
            const size_t point = sweep_arm_point(block, from->arm);
            struct replicate_failure *failure = &to->failures[to->failure_count++];
            char where[DESIGN_POINT_MOST];
            design_point_format(sweep->design, point, where);
            *failure = *from;
            failure->arm = block->base[point - block->first] == from->arm ? 0 : 1;
            snprintf(failure->text, sizeof failure->text, "at %.60s: %.90s", where, from->text);
            if (from->replication <= to->done) {
                to->failed[from->replication - 1] = 1;
            }
        }
    }
    return DIAG_OK;
}

/* The sweep is described as an experiment with two scenarios; what their points are says design.cfg. */
static int cells_manifest(const struct cells *self, const char *folder, const struct cells_outputs *outputs,
                          struct diag *diag)
{
    const struct design *design = self->sweep->design;
    const struct results_pair pair = {0, 1};
    struct replicate_arm arms[] = {{.scenario = &design->base}, {.scenario = &design->other}};
    struct replicate replicate = {
        .arms = arms, .arm_count = 2, .seed = self->sweep->seed, .done = sweep_least(self->sweep)};
    const struct results results = {.replicate = &replicate,
                                    .pairs = &pair,
                                    .pair_count = 1,
                                    .confidence = self->confidence,
                                    .command = "sweep",
                                    .argc = self->argc,
                                    .argv = self->argv,
                                    .replications_asked = self->replications_asked,
                                    .interrupted = self->interrupted,
                                    .started = self->started,
                                    .finished = self->finished,
                                    .threads = self->threads};
    int code = cells_gather_failures(self->sweep, &replicate);
    if (code == DIAG_OK) {
        code = manifest_write(&results, folder, outputs->list, outputs->count, diag);
    } else {
        code = cells_out_of_memory(diag, MANIFEST_NAME);
    }
    free(replicate.failed);
    free(replicate.failures);
    return code;
}

int cells_write(const struct cells *self, const char *folder, struct diag *diag)
{
    struct cells_outputs outputs = {.count = 0};
    int code = outfile_make_folder(folder, diag);
    if (code == DIAG_OK) {
        code = cells_files(self, folder, &outputs, diag);
    }
    if (code == DIAG_OK) {
        code = cells_scenarios(self, folder, &outputs, diag);
    }
    if (code != DIAG_OK) {
        return code;
    }
    manifest_outputs(folder, cells_remove_stale, &(struct cells_stale){folder, &outputs});
    code = cells_manifest(self, folder, &outputs, diag);
    return code == DIAG_OK ? outfile_sync_folder(folder, diag) : code;
}
