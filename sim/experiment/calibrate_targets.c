/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/calibrate.h"

#include "scenario_targets.h"
#include "zutuan/experiment/design.h"

#include <stdlib.h>
#include <string.h>

#define TARGETS_FOLDER "/targets"

static int no_memory(struct diag *diag)
{
    return diag_add(diag, DIAG_MEMORY, NULL, 0, "memory ran out");
}

void calibrate_targets_free(struct calibrate_targets *self)
{
    for (size_t i = 0; i < self->problem.target_count; i++)
        free(self->problem.targets[i].source);
    scenario_free(&self->scenario);
    free(self->description);
    free(self->file);
    *self = (struct calibrate_targets){.points = 0};
}

/* Ranges */

static void check_parameter(struct calibrate_targets *self, struct calibrate_parameter *parameter,
                            const char *const *overrides, struct diag *diag)
{
    const struct params_row *row = parameter->row;
    enum design_basis basis;
    const struct scenario_origin *at = &self->scenario.origins[params_index(row)];
    if (at->file != NULL && strcmp(at->file, "-s") == 0)
        scenario_complain_at(overrides[at->line - 1], "it is to be fitted", diag);
    if (!parameter->plausible)
        return;
    if (!design_range(row, params_get(&self->scenario.params, row), &parameter->low, &parameter->high,
                      &basis))
        diag_add(diag, DIAG_INVALID, self->file, parameter->line,
                 "%s: has no plausible range here; give from and to", row->key);
    else if (parameter->prior == CALIBRATE_LOG_UNIFORM && parameter->low <= 0.0)
        diag_add(diag, DIAG_INVALID, self->file, parameter->line,
                 "%s: its plausible range begins at 0, which a log-uniform prior cannot; give from and to",
                 row->key);
}

/* A measure that the model has no value of where the scenario is as it is: found by running it, not here. */
static void check(struct calibrate_targets *self, const char *const *overrides, struct diag *diag)
{
    for (size_t i = 0; i < self->problem.parameter_count; i++)
        check_parameter(self, &self->problem.parameters[i], overrides, diag);
}

/* Loading */

static void free_folders(char **folders)
{
    for (size_t i = 0; folders != NULL && folders[i] != NULL; i++)
        free(folders[i]);
    free(folders);
}

/* The folder of targets in each folder of the search path, NULL-terminated; NULL when memory ran out. */
static char **targets_folders(const struct scenario_search *search)
{
    size_t count = 0;
    while (search != NULL && search->folders != NULL && search->folders[count] != NULL)
        count++;
    char **folders = calloc(count + 1, sizeof *folders);
    for (size_t i = 0; folders != NULL && i < count; i++) {
        const size_t size = strlen(search->folders[i]) + sizeof TARGETS_FOLDER;
        folders[i] = malloc(size);
        if (folders[i] == NULL) {
            free_folders(folders);
            return NULL;
        }
        snprintf(folders[i], size, "%s%s", search->folders[i], TARGETS_FOLDER);
    }
    return folders;
}

static char *find_file(const char *name, const struct scenario_search *search, struct diag *diag)
{
    char **folders = targets_folders(search), *path = NULL;
    if (folders != NULL)
        path = scenario_find_named(name, "targets file",
                                   &(struct scenario_search){.folders = (const char *const *)folders}, diag);
    else
        no_memory(diag);
    free_folders(folders);
    return path;
}

static bool load_scenario(struct calibrate_targets *self, const struct scenario_parent *named,
                          const struct scenario_search *search, const char *const *overrides,
                          size_t override_count, struct diag *diag)
{
    const struct scenario_place place = {self->file, named->line, "scenario", NULL};
    struct scenario_search within = search != NULL ? *search : (struct scenario_search){.folders = NULL};
    char *tree = scenario_tree_of(self->file), *path = NULL;
    if (tree == NULL)
        no_memory(diag);
    within.tree = tree;
    if (named->name != NULL && tree != NULL)
        path = scenario_find_extended(named->name, place, &within, diag);
    const bool loaded = path != NULL && scenario_load(&self->scenario, path, &within, overrides,
                                                      override_count, diag) == DIAG_OK;
    free(path);
    free(tree);
    return loaded;
}

int calibrate_targets_load(struct calibrate_targets *self, const char *name,
                           const struct scenario_search *search, const char *const *overrides,
                           size_t override_count, struct diag *diag)
{
    struct scenario_parent named = {.name = NULL};
    const size_t first = diag->count;
    size_t length;
    *self = (struct calibrate_targets){
        .points = CALIBRATE_POINTS, .replications = CALIBRATE_REPLICATIONS, .waves = CALIBRATE_WAVES};
    self->description = strdup("");
    self->file = self->description != NULL ? find_file(name, search, diag) : NULL;
    if (self->description == NULL)
        no_memory(diag);
    if (self->file != NULL) {
        const char *base = scenario_find_base(self->file, &length);
        snprintf(self->name, sizeof self->name, "%.*s", (int)length, base);
        scenario_targets_read(self, &named, diag);
        if (load_scenario(self, &named, search, overrides, override_count, diag) && diag->count == first)
            check(self, overrides, diag);
    }
    free(named.name);
    const int code = scenario_worst_since(diag, first);
    if (code != DIAG_OK)
        calibrate_targets_free(self);
    return code;
}

/* Writing */

static void write_value(const struct params_row *row, const char *name, double value, FILE *stream)
{
    char text[64];
    params_format(row, value, text, sizeof text);
    fprintf(stream, " %s = %s;", name, text);
}

/* A plausible range is left out, as it was in the file: it is that of the parameter, and says so. */
static void write_parameter(const struct calibrate_parameter *self, bool last, FILE *stream)
{
    const struct params_row *row = self->row;
    const bool bell = self->prior == CALIBRATE_NORMAL;
    fprintf(stream, "    { key = \"%s\"; prior = \"%s\";", row->key, calibrate_prior_name(self->prior));
    if (!self->plausible && !(bell && self->low == row->minimum))
        write_value(row, "from", self->low, stream);
    if (!self->plausible && !(bell && self->high == row->maximum))
        write_value(row, "to", self->high, stream);
    if (bell) {
        write_value(row, "mean", self->mean, stream);
        fprintf(stream, " sd = %.17g;", self->sd);
    }
    fprintf(stream, " }%s # %s", last ? "" : ",", row->unit);
    if (self->plausible)
        fprintf(stream, "%splausible: %.12g to %.12g", *row->unit != '\0' ? "; " : "", self->low, self->high);
    fputc('\n', stream);
}

static void write_target(const struct calibrate_target *self, bool last, FILE *stream)
{
    fprintf(stream, "    { measure = \"%s\"; value = %.17g; tolerance = %.17g; seen = \"%s\"; source = ",
            outcome_measure_row(self->measure)->name, self->value, self->tolerance,
            self->once ? "once" : "mean");
    scenario_write_quoted(self->source, stream);
    fprintf(stream, "; }%s\n", last ? "" : ",");
}

int calibrate_targets_write(const struct calibrate_targets *self, const char *folder, FILE *stream)
{
    const struct calibrate_problem *problem = &self->problem;
    fputs("# Targets in full.\ndescription = ", stream);
    scenario_write_quoted(self->description, stream);
    fprintf(stream,
            ";\nscenario = \"%s/%s\";\npoints = %zu;\nreplications = %zu;\nwaves = %zu;\nparameters = (\n",
            folder, self->scenario.name, self->points, self->replications, self->waves);
    for (size_t j = 0; j < problem->parameter_count; j++)
        write_parameter(&problem->parameters[j], j + 1 == problem->parameter_count, stream);
    fputs(");\ntargets = (\n", stream);
    for (size_t k = 0; k < problem->target_count; k++)
        write_target(&problem->targets[k], k + 1 == problem->target_count, stream);
    fputs(");\n", stream);
    return fflush(stream) == 0 && !ferror(stream) ? DIAG_OK : DIAG_IO;
}
