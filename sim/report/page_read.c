/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_parts.h"

#include "outfile.h"
#include "tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As scenario.h says; a manifest is a file that anyone may edit, and a name must not lead out of the folder.
 */
static bool page_read_is_name(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+_.=-";
    const size_t length = strlen(name);
    return length > 0 && length < SCENARIO_NAME_MOST && name[0] != '.' && strspn(name, letters) == length;
}

/* Another version may know other parameters, or the file is gone: the page then does without. */
static int page_read_parameters(struct page_scenario *self, const char *folder, struct diag *diag)
{
    static const char *const nowhere[] = {NULL};
    static const struct scenario_search search = {.folders = nowhere};
    char name[SCENARIO_NAME_MOST + 16];
    if (!page_read_is_name(self->name)) {
        return DIAG_OK;
    }
    snprintf(name, sizeof name, "resolved/%s.cfg", self->name);
    char *path = outfile_path(folder, name);
    if (path == NULL) {
        return diag_add(diag, DIAG_MEMORY, name, 0, "out of memory");
    }
    struct diag found;
    diag_init(&found);
    const int code = scenario_load(&self->scenario, path, &search, NULL, 0, &found);
    const bool readable = access(path, F_OK) == 0;
    diag_free(&found);
    free(path);
    self->known = code == DIAG_OK;
    if (code == DIAG_MEMORY) {
        return diag_add(diag, DIAG_MEMORY, name, 0, "out of memory");
    }
    return code == DIAG_IO && readable ? diag_add(diag, DIAG_IO, name, 0, "cannot be read") : DIAG_OK;
}

static int page_read_scenario(struct page *self, size_t i)
{
    struct page_scenario *scenario = &self->scenarios[i];
    char path[96];
    snprintf(path, sizeof path, "scenarios/%zu/name", i);
    scenario->name = manifest_string(self->manifest, path);
    snprintf(path, sizeof path, "scenarios/%zu/description", i);
    scenario->description = manifest_string(self->manifest, path);
    scenario->reinvest = NAN;
    snprintf(path, sizeof path, "scenarios/%zu/set", i);
    const size_t count = manifest_count(self->manifest, path);
    for (size_t k = 0; k < count; k++) {
        snprintf(path, sizeof path, "scenarios/%zu/set/%zu/by", i, k);
        if (strcmp(manifest_string(self->manifest, path), "--equal-budget") == 0) {
            snprintf(path, sizeof path, "scenarios/%zu/set/%zu/value", i, k);
            scenario->reinvest = strtod(manifest_string(self->manifest, path), NULL);
        }
    }
    return page_read_parameters(scenario, self->folder, self->diag);
}

static const struct page_scenario *page_read_budget(const struct page *self, const char *name)
{
    for (size_t i = 0; i < self->scenario_count; i++) {
        if (strcmp(self->scenarios[i].name, name) == 0 && !isnan(self->scenarios[i].reinvest)) {
            return &self->scenarios[i];
        }
    }
    return NULL;
}

static struct page_pair *page_read_pair(struct page *self, const char *base, const char *other)
{
    for (size_t i = 0; i < self->pair_count; i++) {
        if (strcmp(self->pairs[i].base, base) == 0 && strcmp(self->pairs[i].other, other) == 0) {
            return &self->pairs[i];
        }
    }
    struct page_pair *grown = realloc(self->pairs, (self->pair_count + 1) * sizeof *grown);
    if (grown == NULL) {
        return NULL;
    }
    self->pairs = grown;
    struct page_pair *pair = &grown[self->pair_count++];
    *pair = (struct page_pair){.base = base, .other = other, .budget = page_read_budget(self, base)};
    for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
        struct estimate_pair *estimate = &pair->estimates[m];
        *estimate =
            (struct estimate_pair){.n = 0, .difference = NAN, .low = NAN, .high = NAN, .relative = NAN};
        estimate->relative_low = estimate->relative_high = estimate->prob_better = NAN;
        estimate->base_mean = estimate->other_mean = NAN;
    }
    return pair;
}

static double page_read_number(const struct csv_read *table, size_t row, const char *heading)
{
    return csv_read_number(table, row, csv_read_column(table, heading));
}

static int page_read_pairs(struct page *self)
{
    const struct csv_read *table = &self->paired;
    const size_t base = csv_read_column(table, "base"), other = csv_read_column(table, "scenario");
    const size_t name = csv_read_column(table, "measure");
    for (size_t r = 0; r < table->rows; r++) {
        const int measure = outcome_find(csv_read_text(table, r, name));
        struct page_pair *pair =
            page_read_pair(self, csv_read_text(table, r, base), csv_read_text(table, r, other));
        if (pair == NULL) {
            return diag_add(self->diag, DIAG_MEMORY, NULL, 0, "out of memory");
        }
        if (measure < 0) {
            continue;
        }
        struct estimate_pair *estimate = &pair->estimates[measure];
        const double n = page_read_number(table, r, "n");
        estimate->n = n > 0.0 ? (size_t)n : 0;
        estimate->base_mean = page_read_number(table, r, "base_mean");
        estimate->other_mean = page_read_number(table, r, "scenario_mean");
        estimate->difference = page_read_number(table, r, "difference");
        estimate->low = page_read_number(table, r, "ci_low");
        estimate->high = page_read_number(table, r, "ci_high");
        estimate->relative = page_read_number(table, r, "relative");
        estimate->relative_low = page_read_number(table, r, "relative_low");
        estimate->relative_high = page_read_number(table, r, "relative_high");
        estimate->prob_better = page_read_number(table, r, "prob_better");
        pair->has[measure] = estimate->n > 0;
    }
    return DIAG_OK;
}

int page_read(struct page *self, const char *folder, struct diag *diag)
{
    *self = (struct page){.folder = folder, .diag = diag};
    self->manifest = manifest_open(folder, diag);
    if (self->manifest == NULL) {
        return DIAG_IO;
    }
    self->command = manifest_string(self->manifest, "command");
    self->confidence = manifest_number(self->manifest, "confidence");
    self->scenario_count = manifest_count(self->manifest, "scenarios");
    self->scenarios = calloc(self->scenario_count + 1, sizeof *self->scenarios);
    if (self->scenarios == NULL) {
        self->scenario_count = 0;
        return diag_add(diag, DIAG_MEMORY, folder, 0, "out of memory");
    }
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < self->scenario_count; i++) {
        code = page_read_scenario(self, i);
    }
    if (code != DIAG_OK || !page_read_lists(self, TABLES_PAIRED)) {
        return code; /* one that lies there is of another experiment */
    }
    code = csv_read_load(&self->paired, folder, TABLES_PAIRED, diag);
    return code == DIAG_OK ? page_read_pairs(self) : code;
}

void page_read_free(struct page *self)
{
    for (size_t i = 0; i < self->scenario_count; i++) {
        scenario_free(&self->scenarios[i].scenario);
    }
    free(self->scenarios);
    free(self->pairs);
    csv_read_free(&self->paired);
    manifest_shut(self->manifest);
    self->manifest = NULL;
}

bool page_read_lists(const struct page *self, const char *name)
{
    char path[64];
    const size_t count = manifest_count(self->manifest, "outputs");
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "outputs/%zu/file", i);
        if (strcmp(manifest_string(self->manifest, path), name) == 0) {
            return true;
        }
    }
    return false;
}
