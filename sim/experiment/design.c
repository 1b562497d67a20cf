/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/design.h"

#include "scenario_design.h"

#include <stdlib.h>
#include <string.h>

#define DESIGN_FOLDER          "/designs"
#define DESIGN_OFFICERS        5 /* for up to DESIGN_OFFICERS_ENOUGH providers */
#define DESIGN_OFFICERS_ENOUGH 40

static const char origin[] = "design"; /* of a value that a point sets */

static int no_memory(struct diag *diag)
{
    return diag_add(diag, DIAG_MEMORY, NULL, 0, "memory ran out");
}

/* Points */

size_t design_point_count(const struct design *self)
{
    size_t count = 1;

    for (size_t i = 0; i < self->factor_count; i++)
        count *= self->factors[i].level_count;
    return count;
}

size_t design_level(const struct design *self, size_t point, size_t factor)
{
    for (size_t i = self->factor_count - 1; i > factor; i--)
        point /= self->factors[i].level_count;
    return point % self->factors[factor].level_count;
}

void design_point_format(const struct design *self, size_t point, char buffer[DESIGN_POINT_MOST])
{
    char value[64];
    size_t used = 0;

    for (size_t i = 0; i < self->factor_count && used < DESIGN_POINT_MOST; i++) {
        const struct design_factor *factor = &self->factors[i];
        snprintf(value, sizeof value, "%.12g", factor->levels[design_level(self, point, i)]);
        used += (size_t)snprintf(buffer + used, DESIGN_POINT_MOST - used, "%s%s = %s", i ? ", " : "",
                                 factor->row->key, value);
    }
}

bool design_concerns_clusters(const struct params_row *row)
{
    /* not all of support: with monitoring.solo_calls its hours of a call-back are the officers' too */
    static const char *const keys[] = {
        "support.staff",
        "support.staff_cost",
        "support.credibility",
        "support.capture",
        "service.pooled",
        "service.referred",
        "cluster.member_hours",
        "referral.",
        "exchange.",
        "promotion.",
        "trust.",
        "steering.",
        "branch.",
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t length = strlen(keys[i]);
        bool group = keys[i][length - 1] == '.';
        if (group ? strncmp(row->key, keys[i], length) == 0 : strcmp(row->key, keys[i]) == 0)
            return true;
    }
    return false;
}

int design_officers(int providers)
{
    if (providers <= DESIGN_OFFICERS_ENOUGH)
        return DESIGN_OFFICERS;
    return (int)((5 * (long)providers + 15) / 16);
}

int design_at(const struct design *self, size_t point, const struct scenario *from, struct scenario *to)
{
    bool solo = from->params.cluster.form == PARAMS_FORM_SOLO;

    if (scenario_copy(to, from, from->name) != DIAG_OK)
        return DIAG_MEMORY;
    for (size_t i = 0; i < self->factor_count; i++) {
        const struct design_factor *factor = &self->factors[i];
        if (!solo || !design_concerns_clusters(factor->row))
            scenario_set(to, factor->row, factor->levels[design_level(self, point, i)], origin);
    }
    if (self->scale_officers)
        scenario_set(to, params_find("government.officers"), design_officers(to->params.providers.count),
                     origin);
    return DIAG_OK;
}

/* What must hold between the parts */

static const struct design_factor *find_factor(const struct design *self, const char *key)
{
    for (size_t i = 0; i < self->factor_count; i++)
        if (strcmp(self->factors[i].row->key, key) == 0)
            return &self->factors[i];
    return NULL;
}

static void check_overrides(const struct design *self, const char *const *overrides, struct diag *diag)
{
    const struct params_row *officers = params_find("government.officers");
    const struct scenario_origin *at;

    for (size_t i = 0; i < self->factor_count; i++) {
        at = &self->base.origins[params_index(self->factors[i].row)];
        if (at->file && strcmp(at->file, "-s") == 0)
            scenario_complain_at(overrides[at->line - 1], "the design sets it at every point", diag);
    }
    at = &self->base.origins[params_index(officers)];
    if (self->scale_officers && at->file && strcmp(at->file, "-s") == 0)
        scenario_complain_at(overrides[at->line - 1], "scale_officers sets it at every point", diag);
}

static void check_officers(const struct design *self, int line, struct diag *diag)
{
    const struct design_factor *officers = find_factor(self, "government.officers");

    if (!self->scale_officers)
        return;
    if (!find_factor(self, "providers.count"))
        diag_add(diag, DIAG_INVALID, self->file, line,
                 "scale_officers: providers.count is not a factor, so that there is nothing to scale with");
    if (officers)
        diag_add(diag, DIAG_INVALID, self->file, officers->line,
                 "government.officers: cannot be a factor and follow providers.count by scale_officers");
}

static bool check_size(const struct design *self, struct diag *diag)
{
    size_t points = 1;

    for (size_t i = 0; i < self->factor_count; i++) {
        points *= self->factors[i].level_count;
        if (points > DESIGN_POINTS_MOST) {
            diag_add(diag, DIAG_INVALID, self->file, self->factors[i].line,
                     "factors: more than %d points, the most that a design may have", DESIGN_POINTS_MOST);
            return false;
        }
    }
    return true;
}

/* Reports the first contradiction in a scenario, at the first point that has one. */
static int check_points(const struct design *self, const struct scenario *scenario, struct diag *diag)
{
    struct params_conflict conflict;
    char name[DESIGN_POINT_MOST];

    for (size_t point = 0; point < design_point_count(self); point++) {
        struct scenario there;
        size_t conflicts;
        if (design_at(self, point, scenario, &there) != DIAG_OK)
            return no_memory(diag);
        conflicts = params_conflicts(&there.params, &conflict, 1);
        scenario_free(&there);
        if (conflicts == 0)
            continue;
        design_point_format(self, point, name);
        return diag_add(diag, DIAG_INVALID, self->file, self->factors[0].line, "factors: %s at %s: %s",
                        scenario->name, name, conflict.text);
    }
    return DIAG_OK;
}

static void check(const struct design *self, const struct scenario_design *also, const char *const *overrides,
                  struct diag *diag)
{
    const size_t before = diag->count;

    if (strcmp(self->base.name, self->other.name) == 0)
        diag_add(diag, DIAG_INVALID, self->file, also->other.line,
                 "other: is called %s as the base is; a design compares two scenarios of different names",
                 self->other.name);
    check_overrides(self, overrides, diag);
    check_officers(self, also->scale_line, diag);
    if (!check_size(self, diag) || diag->count > before)
        return;
    if (check_points(self, &self->base, diag) != DIAG_MEMORY)
        (void)check_points(self, &self->other, diag);
}

/* Loading */

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
        path = scenario_find_named(name, "design", &(struct scenario_search){(const char *const *)folders},
                                   diag);
    else
        no_memory(diag);
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

int design_load(struct design *self, const char *name, const struct scenario_search *search,
                const char *const *overrides, size_t override_count, struct diag *diag)
{
    struct scenario_design also = {.scale_line = 0};
    const size_t first = diag->count;
    bool based;
    int code;

    *self = (struct design){.replications = DESIGN_REPLICATIONS};
    self->description = strdup("");
    self->file = self->description ? find_file(name, search, diag) : NULL;
    if (!self->description)
        no_memory(diag);
    if (self->file) {
        read_name(self);
        scenario_design_read(self, &also, diag);
        based = load_scenario(self, &also.base, "base", &self->base, search, overrides, override_count, diag);
        if (load_scenario(self, &also.other, "other", &self->other, search, overrides, override_count,
                          diag) &&
            based && diag->count == first)
            check(self, &also, overrides, diag);
    }
    free(also.base.name);
    free(also.other.name);
    code = scenario_worst_since(diag, first);
    if (code != DIAG_OK)
        design_free(self);
    return code;
}

void design_free(struct design *self)
{
    for (size_t i = 0; i < self->factor_count; i++)
        free(self->factors[i].levels);
    scenario_free(&self->base);
    scenario_free(&self->other);
    free(self->description);
    free(self->file);
    *self = (struct design){.factor_count = 0};
}

/* Writing */

static void write_factor(const struct design_factor *factor, bool last, FILE *stream)
{
    char value[64];

    fprintf(stream, "    { key = \"%s\"; values = (", factor->row->key);
    for (size_t i = 0; i < factor->level_count; i++) {
        params_format(factor->row, factor->levels[i], value, sizeof value);
        fprintf(stream, "%s%s", i ? ", " : "", value);
    }
    fprintf(stream, "); }%s%s%s\n", last ? "" : ",", *factor->row->unit ? " # " : "", factor->row->unit);
}

int design_write(const struct design *self, size_t replications, const char *folder, FILE *stream)
{
    fputs("# A design in full.\ndescription = ", stream);
    scenario_write_quoted(self->description, stream);
    fprintf(stream, ";\nbase = \"%s/%s\";\nother = \"%s/%s\";\nmeasure = (", folder, self->base.name, folder,
            self->other.name);
    for (size_t i = 0; i < self->measure_count; i++)
        fprintf(stream, "%s\"%s\"", i ? ", " : "", outcome_measure_row(self->measures[i])->name);
    fprintf(stream, ");\nreplications = %zu;\nscale_officers = %s;\nfactors = (\n", replications,
            self->scale_officers ? "true" : "false");
    for (size_t i = 0; i < self->factor_count; i++)
        write_factor(&self->factors[i], i + 1 == self->factor_count, stream);
    fputs(");\n", stream);
    return fflush(stream) == 0 && !ferror(stream) ? DIAG_OK : DIAG_IO;
}
