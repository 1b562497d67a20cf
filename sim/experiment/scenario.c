/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/scenario.h"

#include "scenario_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char override_origin[] = "-s";

/* Files */

static int no_memory(struct diag *diag)
{
    return diag_add(diag, DIAG_MEMORY, NULL, 0, "memory ran out");
}

/* Takes over `path`. */
static int add_file(struct scenario *self, char *path, struct diag *diag)
{
    char **files = realloc(self->files, (self->file_count + 1) * sizeof *files);

    if (!files) {
        free(path);
        return no_memory(diag);
    }
    self->files = files;
    self->files[self->file_count++] = path;
    return DIAG_OK;
}

static bool same_file(const char *a, const char *b)
{
    struct stat first, second;

    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

/* Reports that the last file extends file `first` again, at the line where that one extends the next. */
static void report_cycle(const struct scenario *self, size_t first, const int *lines, struct diag *diag)
{
    char chain[1024] = "";
    size_t used = 0, length;
    const char *base;

    for (size_t i = first; i < self->file_count && used < sizeof chain; i++) {
        base = scenario_find_base(self->files[i], &length);
        used += (size_t)snprintf(chain + used, sizeof chain - used, "%.*s -> ", (int)length, base);
    }
    base = scenario_find_base(self->files[first], &length);
    diag_add(diag, DIAG_INVALID, self->files[first], lines[first], "extends: %s%.*s is a cycle", chain,
             (int)length, base);
}

/* The path that the last file extends, owned by the caller; NULL where the chain ends, for good or ill. */
static char *next_path(const struct scenario *self, const struct scenario_parent *parent, const int *lines,
                       const struct scenario_search *search, struct diag *diag)
{
    struct scenario_place place = {self->files[self->file_count - 1], parent->line, "extends", NULL};
    char *path;

    if (!parent->name)
        return NULL;
    if (self->file_count == SCENARIO_FILES_MOST) {
        diag_add(diag, DIAG_INVALID, place.file, place.line, "extends: more than %d files in a chain",
                 SCENARIO_FILES_MOST);
        return NULL;
    }
    path = scenario_find_extended(parent->name, place, search, diag);
    for (size_t i = 0; path && i < self->file_count; i++)
        if (same_file(path, self->files[i])) {
            report_cycle(self, i, lines, diag);
            free(path);
            path = NULL;
        }
    return path;
}

/* Takes over `path`. */
static void read_chain(struct scenario *self, char *path, const struct scenario_search *search,
                       struct diag *diag)
{
    struct scenario_search within = search ? *search : (struct scenario_search){.folders = NULL};
    char *tree = path ? scenario_tree_of(path) : NULL;
    int lines[SCENARIO_FILES_MOST];

    if (path && !tree) {
        no_memory(diag);
        free(path);
        return;
    }
    if (!within.tree)
        within.tree = tree;
    while (path) {
        struct scenario_parent parent = {NULL, 0};
        if (add_file(self, path, diag) != DIAG_OK)
            break;
        scenario_source_read(self, self->file_count - 1, &parent, diag);
        lines[self->file_count - 1] = parent.line;
        path = next_path(self, &parent, lines, &within, diag);
        free(parent.name);
    }
    free(tree);
}

static void read_name(struct scenario *self, struct diag *diag)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+_.=-";
    size_t length;
    const char *base = scenario_find_base(self->files[0], &length);

    if (length == 0 || length >= sizeof self->name)
        diag_add(diag, DIAG_INVALID, self->files[0], 0, "the name of a scenario must have 1 to %d characters",
                 SCENARIO_NAME_MOST - 1);
    else if (strspn(base, allowed) < length)
        diag_add(diag, DIAG_INVALID, self->files[0], 0,
                 "the name of a scenario may hold only letters, digits and + _ . = -");
    else
        snprintf(self->name, sizeof self->name, "%.*s", (int)length, base);
}

/* Overrides */

/* Where an override is reported: `-s TEXT`, owned by the caller; NULL when memory ran out. */
static char *override_place(const char *text)
{
    size_t size = sizeof override_origin + strlen(text) + 1;
    char *place = malloc(size);

    if (place)
        snprintf(place, size, "%s%s%s", override_origin, *text ? " " : "", text);
    return place;
}

void scenario_complain_at(const char *override, const char *why, struct diag *diag)
{
    char *place = override_place(override);

    if (place)
        diag_add(diag, DIAG_INVALID, place, 0, "%s", why);
    else
        no_memory(diag);
    free(place);
}

static void apply_key(struct scenario *self, const char *key, const char *value, const char *override,
                      int number, struct diag *diag)
{
    const struct params_row *row = params_find(key);
    char why[SCENARIO_WHY_MOST];
    double parsed;

    if (!row) {
        scenario_value_unknown(key, why);
        scenario_complain_at(override, why, diag);
    } else if (value[strspn(value, " \t")] == '\0') {
        scenario_complain_at(override, "the value is missing", diag);
    } else if (scenario_value_from_text(row, value, &parsed, why) != DIAG_OK) {
        scenario_complain_at(override, why, diag);
    } else {
        scenario_set(self, row, parsed, override_origin);
        self->origins[params_index(row)].line = number;
    }
}

static void apply_override(struct scenario *self, const char *override, int number, struct diag *diag)
{
    const char *equals = strchr(override, '=');
    const char *start = override + strspn(override, " \t");
    size_t length;
    char *key;

    if (!equals) {
        scenario_complain_at(override, "expected key=value", diag);
        return;
    }
    for (length = equals > start ? (size_t)(equals - start) : 0;
         length && isspace((unsigned char)start[length - 1]);)
        length--;
    if (length == 0) {
        scenario_complain_at(override, "the key is missing", diag);
        return;
    }
    key = strndup(start, length);
    if (key)
        apply_key(self, key, equals + 1, override, number, diag);
    else
        no_memory(diag);
    free(key);
}

/* Contradictions, each where the value that is best changed was set. */
static void report_conflicts(const struct scenario *self, const char *const *overrides, struct diag *diag)
{
    struct params_conflict conflicts[16];
    const size_t most = sizeof conflicts / sizeof *conflicts;
    size_t count = params_conflicts(&self->params, conflicts, most);

    for (size_t i = 0; i < count && i < most; i++) {
        const struct scenario_origin *origin = &self->origins[params_index(conflicts[i].row)];
        if (origin->file == override_origin)
            scenario_complain_at(overrides[origin->line - 1], conflicts[i].text, diag);
        else
            diag_add(diag, DIAG_INVALID, origin->file ? origin->file : self->files[0], origin->line, "%s",
                     conflicts[i].text);
    }
}

/* The whole */

int scenario_worst_since(const struct diag *diag, size_t first)
{
    struct diag added = {.count = diag->count - first, .lost = diag->lost};

    if (added.count > 0)
        added.items = diag->items + first;
    return diag_worst(&added);
}

int scenario_load(struct scenario *self, const char *name, const struct scenario_search *search,
                  const char *const *overrides, size_t override_count, struct diag *diag)
{
    size_t rows, first = diag->count;
    char *path;
    int code;

    *self = (struct scenario){.name = ""};
    params_rows(&rows);
    params_defaults(&self->params);
    self->origins = calloc(rows, sizeof *self->origins);
    self->description = strdup("");
    if (!self->origins || !self->description) {
        code = no_memory(diag);
        goto out;
    }
    path = scenario_find_named(name, "scenario", search, diag);
    read_chain(self, path, search, diag);
    if (self->file_count > 0)
        read_name(self, diag);
    for (size_t i = 0; i < override_count; i++)
        apply_override(self, overrides[i], (int)i + 1, diag);
    code = scenario_worst_since(diag, first);
    if (code == DIAG_OK) {
        report_conflicts(self, overrides, diag);
        code = scenario_worst_since(diag, first);
    }
out:
    if (code != DIAG_OK)
        scenario_free(self);
    return code;
}

void scenario_free(struct scenario *self)
{
    for (size_t i = 0; i < self->file_count; i++)
        free(self->files[i]);
    free(self->files);
    free(self->description);
    free(self->origins);
    *self = (struct scenario){.name = ""};
}

static int copy_files(struct scenario *self, const struct scenario *from)
{
    if (from->file_count == 0)
        return DIAG_OK;
    self->files = calloc(from->file_count, sizeof *self->files);
    if (!self->files)
        return DIAG_MEMORY;
    self->file_count = from->file_count;
    for (size_t i = 0; i < from->file_count; i++) {
        self->files[i] = strdup(from->files[i]);
        if (!self->files[i])
            return DIAG_MEMORY;
    }
    return DIAG_OK;
}

/* Origins that point into the files of `from` must point into the copy's own. */
static void copy_origins(struct scenario *self, const struct scenario *from, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        self->origins[i] = from->origins[i];
        for (size_t file = 0; file < from->file_count; file++)
            if (from->origins[i].file == from->files[file])
                self->origins[i].file = self->files[file];
    }
}

int scenario_copy(struct scenario *self, const struct scenario *from, const char *name)
{
    size_t rows;

    *self = (struct scenario){.params = from->params};
    params_rows(&rows);
    snprintf(self->name, sizeof self->name, "%s", name);
    self->description = strdup(from->description);
    self->origins = calloc(rows, sizeof *self->origins);
    if (!self->description || !self->origins || copy_files(self, from) != DIAG_OK) {
        scenario_free(self);
        return DIAG_MEMORY;
    }
    copy_origins(self, from, rows);
    return DIAG_OK;
}

void scenario_set(struct scenario *self, const struct params_row *row, double value, const char *why)
{
    params_set(&self->params, row, value);
    self->origins[params_index(row)] = (struct scenario_origin){why, 0};
}
