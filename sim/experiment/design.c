/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/design.h"

#include "design_make.h"
#include "design_points.h"
#include "scenario_design.h"

#include <stdlib.h>
#include <string.h>

#define DESIGN_FOLDER "/designs"

static void free_folders(char **folders)
{
    for (size_t i = 0; folders && folders[i]; i++)
        free(folders[i]);
    free(folders);
}

/* The folder of designs in each folder of the search path, NULL-terminated; NULL when memory ran out. */
static char **design_folders(const struct scenario_search *search)
{
    size_t count = 0;
    char **folders;

    while (search && search->folders && search->folders[count])
        count++;
    folders = calloc(count + 1, sizeof *folders);
    for (size_t i = 0; folders && i < count; i++) {
        size_t size = strlen(search->folders[i]) + sizeof DESIGN_FOLDER;
        folders[i] = malloc(size);
        if (!folders[i]) {
            free_folders(folders);
            return NULL;
        }
        snprintf(folders[i], size, "%s%s", search->folders[i], DESIGN_FOLDER);
    }
    return folders;
}

static char *find_file(const char *name, const struct scenario_search *search, struct diag *diag)
{
    char **folders = design_folders(search), *path = NULL;

    if (folders)
        path = scenario_find_named(name, "design",
                                   &(struct scenario_search){.folders = (const char *const *)folders}, diag);
    else
        design_make_no_memory(diag);
    free_folders(folders);
    return path;
}

/* Loads one of the two scenarios; `key` is what the design calls it. */
static bool load_scenario(const struct design *self, const struct scenario_parent *named, const char *key,
                          struct scenario *scenario, const struct scenario_search *search,
                          const char *const *overrides, size_t override_count, struct diag *diag)
{
    const struct scenario_place place = {self->file, named->line, key, NULL};
    char *path = named->name ? scenario_find_extended(named->name, place, search, diag) : NULL;
    bool loaded = path && scenario_load(scenario, path, search, overrides, override_count, diag) == DIAG_OK;

    free(path);
    return loaded;
}

static void read_name(struct design *self)
{
    size_t length;
    const char *base = scenario_find_base(self->file, &length);

    snprintf(self->name, sizeof self->name, "%.*s", (int)length, base);
}

/* The file of listed points, beside the design's own. */
static void read_table(struct design *self, const struct scenario_parent *table,
                       const struct scenario_search *search, struct diag *diag)
{
    const struct scenario_place place = {self->file, table->line, "file", NULL};
    const char *name = table->name;
    const char *slash = strrchr(self->file, '/');
    const size_t folder = slash && *name != '/' ? (size_t)(slash - self->file) + 1 : 0;
    char *path = malloc(folder + strlen(name) + 1);

    if (!path) {
        design_make_no_memory(diag);
        return;
    }
    memcpy(path, self->file, folder);
    memcpy(path + folder, name, strlen(name) + 1);
    if (scenario_tree_check(path, name, place, search, diag))
        design_table_read(self, path, diag);
    free(path);
}

static void load_parts(struct design *self, const struct scenario_search *search,
                       const char *const *overrides, size_t override_count, struct diag *diag)
{
    struct scenario_design also = {.scale_line = 0};
    struct scenario_search within = search ? *search : (struct scenario_search){.folders = NULL};
    char *tree = scenario_tree_of(self->file);
    const size_t first = diag->count;
    bool loaded;

    if (!tree) {
        design_make_no_memory(diag);
        return;
    }
    within.tree = tree;
    read_name(self);
    scenario_design_read(self, &also, diag);
    if (also.table.name)
        read_table(self, &also.table, &within, diag);
    self->compares = also.other.line > 0;
    loaded = load_scenario(self, &also.base, "base", &self->base, &within, overrides, override_count, diag);
    if (self->compares)
        loaded = load_scenario(self, &also.other, "other", &self->other, &within, overrides, override_count,
                               diag) &&
                 loaded;
    if (loaded && diag->count == first)
        design_make_checked(self, &also, overrides, diag);
    free(also.base.name);
    free(also.other.name);
    free(also.table.name);
    free(tree);
}

int design_load(struct design *self, const char *name, const struct scenario_search *search,
                const char *const *overrides, size_t override_count, struct diag *diag)
{
    const size_t first = diag->count;
    int code;

    *self = (struct design){.replications = DESIGN_REPLICATIONS, .levels = DESIGN_LEVELS, .seed = 1};
    self->description = strdup("");
    self->file = self->description ? find_file(name, search, diag) : NULL;
    if (!self->description)
        design_make_no_memory(diag);
    if (self->file)
        load_parts(self, search, overrides, override_count, diag);
    code = scenario_worst_since(diag, first);
    if (code != DIAG_OK)
        design_free(self);
    return code;
}

void design_free(struct design *self)
{
    for (size_t i = 0; i < self->factor_count; i++)
        free(self->factors[i].levels);
    free(self->factors);
    design_points_free(self);
    scenario_free(&self->base);
    scenario_free(&self->other);
    free(self->description);
    free(self->file);
    *self = (struct design){.factor_count = 0};
}
