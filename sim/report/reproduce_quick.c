/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some replications of a folder, recomputed and held against its replications.csv. */
#include "csv.h"
#include "manifest.h"
#include "outfile.h"
#include "reproduce_parts.h"
#include "tables.h"
#include "zutuan/core/streams.h"
#include "zutuan/experiment/scenario.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REPRODUCE_PURPOSE 240 /* of the draw of the replications; above those of the model */

/* What is to stand in replications.csv, in the order of its rows. */
struct reproduce_rows {
    uint32_t *chosen; /* owned, [count], ascending */
    size_t count;
    char *text; /* owned: the rows that are expected, one a line */
    size_t size;
    FILE *stream; /* that writes them */
};

static int reproduce_ascending(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static bool reproduce_failed(const struct reproduce *self, uint32_t replication)
{
    const size_t count = manifest_count(self->manifest, "replications/failures");
    for (size_t i = 0; i < count; i++) {
        char path[64];
        snprintf(path, sizeof path, "replications/failures/%zu/replication", i);
        if (manifest_number(self->manifest, path) == (double)replication) {
            return true;
        }
    }
    return false;
}

/* A sample without replacement of those that did not fail (Fisher and Yates, stopped early). */
static int reproduce_choose(const struct reproduce *self, const struct reproduce_quick *quick,
                            struct reproduce_rows *rows)
{
    const struct streams streams = {.seed = quick->seed, .replication = 0};
    const size_t done = reproduce_done(self);
    size_t known = 0;
    rows->chosen = malloc((done + 1) * sizeof *rows->chosen);
    if (rows->chosen == NULL) {
        return DIAG_MEMORY;
    }
    for (size_t r = 1; r <= done; r++) {
        if (!reproduce_failed(self, (uint32_t)r)) {
            rows->chosen[known++] = (uint32_t)r;
        }
    }
    rows->count = quick->count < known ? quick->count : known;
    for (size_t i = 0; i < rows->count; i++) {
        const double u = streams_uniform(&streams, REPRODUCE_PURPOSE, (uint32_t)i, 0);
        const size_t pick = i + (size_t)(u * (double)(known - i));
        const uint32_t chosen = rows->chosen[pick];
        rows->chosen[pick] = rows->chosen[i];
        rows->chosen[i] = chosen;
    }
    qsort(rows->chosen, rows->count, sizeof *rows->chosen, reproduce_ascending);
    return DIAG_OK;
}

static uint64_t reproduce_seed(const struct reproduce *self)
{
    return strtoull(manifest_string(self->manifest, "seed"), NULL, 10);
}

static void reproduce_expect(struct reproduce_rows *rows, const char *scenario, uint32_t replication,
                             const double *measures)
{
    struct csv csv;
    csv_begin(&csv, rows->stream);
    for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
        tables_replication_row(&csv, scenario, replication, (enum outcome_measure)m, measures[m]);
    }
}

/* A world_stop. */
static bool reproduce_stopped(void *context)
{
    const struct reproduce_quick *quick = context;
    return quick->interrupted != NULL && atomic_load_explicit(quick->interrupted, memory_order_relaxed);
}

/* One scenario's rows. */
static int reproduce_simulate(const struct reproduce *self, struct reproduce_quick *quick,
                              const struct scenario *scenario, struct reproduce_rows *rows, struct diag *diag)
{
    struct world *world;
    double measures[OUTCOME_MEASURES];
    int code = world_alloc(&world, &scenario->params);
    if (code == DIAG_OK) {
        world_heed(world, reproduce_stopped, quick);
    }
    for (size_t i = 0; code == DIAG_OK && i < rows->count; i++) {
        if (reproduce_stopped(quick)) {
            code = DIAG_INTERRUPTED;
            break;
        }
        world_reset(world, reproduce_seed(self), rows->chosen[i]);
        code = world_run(world);
        if (code == DIAG_OK) {
            world_measures(world, measures);
            reproduce_expect(rows, scenario->name, rows->chosen[i], measures);
        } else if (code == DIAG_INTERNAL) {
            diag_add(diag, code, NULL, 0, "replication %lu of %s failed: %s", (unsigned long)rows->chosen[i],
                     scenario->name, world_complaint(world));
        }
    }
    world_free(world);
    return code;
}

static int reproduce_scenario(const struct reproduce *self, struct reproduce_quick *quick, size_t which,
                              struct reproduce_rows *rows, struct diag *diag)
{
    char at[64], name[SCENARIO_NAME_MOST + 16];
    static const char *const nowhere[] = {NULL};
    const struct scenario_search search = {.folders = nowhere};
    struct scenario scenario;
    snprintf(at, sizeof at, "scenarios/%zu/name", which);
    snprintf(name, sizeof name, "resolved/%.*s.cfg", SCENARIO_NAME_MOST, manifest_string(self->manifest, at));
    char *path = strstr(name, "..") != NULL ? NULL : outfile_path(self->folder, name);
    if (path == NULL) {
        return DIAG_MEMORY;
    }
    int code = scenario_load(&scenario, path, &search, NULL, 0, diag);
    free(path);
    if (code == DIAG_OK) {
        code = reproduce_simulate(self, quick, &scenario, rows, diag);
        scenario_free(&scenario);
    }
    return code;
}

/* The replication of a row: the number after the first comma; 0: none. */
static unsigned long reproduce_number(const char *line)
{
    const char *comma = strchr(line, ',');
    return comma == NULL ? 0 : strtoul(comma + 1, NULL, 10);
}

static bool reproduce_is_chosen(const struct reproduce_rows *rows, const char *line)
{
    const uint32_t number = (uint32_t)reproduce_number(line);
    return bsearch(&number, rows->chosen, rows->count, sizeof number, reproduce_ascending) != NULL;
}

static void reproduce_note(struct reproduce_difference *difference, size_t row, const char *here,
                           const char *there)
{
    if (difference->files == 0) {
        difference->files = 1;
        difference->table = true;
        difference->row = row;
        snprintf(difference->file, sizeof difference->file, "%s", TABLES_REPLICATIONS);
        reproduce_tell_row(difference, "scenario,replication,measure,value", here, there);
    }
}

/* Holds the rows of the chosen replications against what is expected, both in the same order. */
static void reproduce_hold(FILE *stream, const struct reproduce_rows *rows,
                           struct reproduce_difference *difference)
{
    char *line = NULL;
    size_t capacity = 0, row = 0;
    ssize_t length = getline(&line, &capacity, stream); /* the header */
    const char *expected = rows->text;
    while (difference->files == 0 && length >= 0 && (length = getline(&line, &capacity, stream)) >= 0) {
        row++;
        line[strcspn(line, "\n")] = '\0';
        if (!reproduce_is_chosen(rows, line)) {
            continue;
        }
        const size_t size = strcspn(expected, "\n");
        if (size != strlen(line) || memcmp(line, expected, size) != 0) {
            char there[REPRODUCE_TEXT_MOST];
            snprintf(there, sizeof there, "%.*s", (int)size, expected);
            reproduce_note(difference, row, line, there);
        }
        expected += size + (expected[size] == '\n');
    }
    if (difference->files == 0 && *expected != '\0') {
        char there[REPRODUCE_TEXT_MOST];
        snprintf(there, sizeof there, "%.*s", (int)strcspn(expected, "\n"), expected);
        reproduce_note(difference, row + 1, "", there);
    }
    free(line);
}

static int reproduce_read(const struct reproduce *self, const struct reproduce_rows *rows,
                          struct reproduce_difference *difference, struct diag *diag)
{
    char *path = outfile_path(self->folder, TABLES_REPLICATIONS);
    FILE *stream = path == NULL ? NULL : fopen(path, "rb");
    const int error = errno;
    free(path);
    if (stream == NULL) {
        return error == ENOMEM ? DIAG_MEMORY
                               : diag_add(diag, DIAG_IO, TABLES_REPLICATIONS, 0, "%s", strerror(error));
    }
    reproduce_hold(stream, rows, difference);
    fclose(stream);
    return DIAG_OK;
}

static int reproduce_all(const struct reproduce *self, struct reproduce_quick *quick,
                         struct reproduce_rows *rows, struct reproduce_difference *difference,
                         struct diag *diag)
{
    int code = reproduce_choose(self, quick, rows);
    quick->scenarios = manifest_count(self->manifest, "scenarios");
    rows->stream = code == DIAG_OK ? open_memstream(&rows->text, &rows->size) : NULL;
    if (rows->stream == NULL) {
        return DIAG_MEMORY;
    }
    for (size_t a = 0; code == DIAG_OK && a < quick->scenarios; a++) {
        code = reproduce_scenario(self, quick, a, rows, diag);
    }
    if (fclose(rows->stream) != 0 && code == DIAG_OK) {
        code = DIAG_MEMORY;
    }
    quick->checked = rows->count;
    quick->rows = rows->count * quick->scenarios * OUTCOME_MEASURES;
    return code == DIAG_OK ? reproduce_read(self, rows, difference, diag) : code;
}

int reproduce_quickly(const struct reproduce *self, struct reproduce_quick *quick,
                      struct reproduce_difference *difference, struct diag *diag)
{
    struct reproduce_rows rows = {.chosen = NULL};
    bool kept = false;
    *difference = (struct reproduce_difference){.files = 0};
    for (size_t i = 0; i < self->file_count; i++) {
        kept = kept || strcmp(self->files[i].name, TABLES_REPLICATIONS) == 0;
    }
    if (!kept) {
        return diag_add(diag, DIAG_INVALID, self->folder, 0,
                        "`%s` keeps no single replications, so none can be checked quickly; without --quick "
                        "everything is",
                        reproduce_command(self));
    }
    const int code = reproduce_all(self, quick, &rows, difference, diag);
    free(rows.chosen);
    free(rows.text);
    return code;
}
