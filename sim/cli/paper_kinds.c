/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which commands can be experiments of a paper, and whether one is rightly put. */
#include "paper_line.h"

#include "zutuan/experiment/calibrate.h"
#include "zutuan/experiment/design.h"
#include "zutuan/model/spelling.h"

#include <stdlib.h>
#include <string.h>

#define KIND_TABLES 9

enum files { FILES_NONE, FILES_SCENARIOS, FILES_DESIGN, FILES_TARGETS, FILES_EITHER };

/* A command more is a row here. */
struct kind {
    const char *command;
    enum files files;
    const char *tables[KIND_TABLES]; /* that it may leave; NULL-terminated */
};

/* clang-format off */
static const struct kind kinds[] = {
    {"run", FILES_SCENARIOS, {"summary.csv", "replications.csv", "series.csv", "referrals.csv", "controls.csv", "calendar.csv"}},
    {"compare", FILES_SCENARIOS,
     {"summary.csv", "paired.csv", "replications.csv", "series.csv", "referrals.csv", "controls.csv", "calendar.csv"}},
    {"hypotheses", FILES_NONE,
     {"hypotheses.csv", "money.csv", "robustness.csv", "summary.csv", "replications.csv", "series.csv", "referrals.csv"}},
    {"sweep", FILES_DESIGN, {"cells.csv", "points.csv", "factors.csv"}},
    {"sensitivity", FILES_EITHER, {"sensitivity.csv", "convergence.csv", "cells.csv", "points.csv", "factors.csv"}},
    {"attribute", FILES_SCENARIOS, {"attribution.csv", "interactions.csv", "variants.csv"}},
    {"breakeven", FILES_SCENARIOS, {"roots.csv", "curve.csv"}},
    {"select", FILES_SCENARIOS, {"select.csv", "measures.csv", "rounds.csv"}},
    {"calibrate", FILES_TARGETS,
     {"parameters.csv", "posterior.csv", "targets.csv", "ties.csv", "waves.csv", "points.csv"}},
};
/* clang-format on */
enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* What the paper says itself, for all of its experiments. */
static const enum option reserved[] = {OPTION_OUT,     OPTION_STORE,    OPTION_FORCE,   OPTION_SHARD,
                                       OPTION_JOBS,    OPTION_PROGRESS, OPTION_DRY_RUN, OPTION_HELP,
                                       OPTION_OUTSIDE, OPTION_END};

struct checking {
    const struct paper *paper;
    const struct paper_experiment *experiment;
    const struct common_call *call;
};

static void complain(const struct checking *self, int line, const char *what)
{
    diag_add(self->call->diag, DIAG_INVALID, self->paper->file, line, "experiments: %s: %s",
             paper_or(&self->experiment->name, ""), what);
}

/* What was found elsewhere about a file stands as it is; what has no place has that of the experiment. */
static void pass_on(const struct checking *self, int line, struct diag *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct diag_item *item = &found->items[i];
        if (item->file == NULL || item->line == 0)
            diag_add(self->call->diag, DIAG_INVALID, self->paper->file, line, "experiments: %s: %s%s%s",
                     paper_or(&self->experiment->name, ""), item->file == NULL ? "" : item->file,
                     item->file == NULL ? "" : ": ", item->text);
        else
            diag_add(self->call->diag, item->code, item->file, item->line, "%s", item->text);
    }
    diag_free(found);
    diag_init(found);
}

static const struct kind *find_kind(const struct checking *self)
{
    const struct paper_text *command = &self->experiment->command;
    const char *known[KINDS + 1] = {NULL};
    char text[160];
    for (size_t i = 0; i < KINDS; i++) {
        known[i] = kinds[i].command;
        if (command->text != NULL && strcmp(command->text, kinds[i].command) == 0)
            return &kinds[i];
    }
    if (command->text != NULL) {
        snprintf(text, sizeof text, "command: %.60s: is no command that leaves tables; did you mean %s?",
                 command->text, spelling_nearest(command->text, known));
        complain(self, command->line, text);
    }
    return NULL;
}

static int option_line(const struct paper_experiment *experiment)
{
    return experiment->options.count > 0 ? experiment->options.items[0].line : experiment->line;
}

static void check_reserved(const struct checking *self, const struct options *options)
{
    char text[96];
    for (size_t i = 0; reserved[i] != OPTION_END; i++) {
        const bool allowed = reserved[i] == OPTION_OUTSIDE && self->call->options->given[OPTION_OUTSIDE];
        if (!options->given[reserved[i]] || allowed)
            continue;
        snprintf(text, sizeof text, "options: --%s is for the paper as a whole, on the command line",
                 options_name(reserved[i]));
        complain(self, option_line(self->experiment), text);
    }
}

static void check_number_of_files(const struct checking *self, const struct common_command *command)
{
    const size_t count = self->experiment->files.count;
    char text[200];
    if (count >= command->files_least && count <= command->files_most)
        return;
    snprintf(text, sizeof text, "files: %zu given; %s takes %s", count, command->name,
             *command->arguments == '\0' ? "none" : command->arguments);
    complain(self, count > 0 ? self->experiment->files.items[0].line : self->experiment->line, text);
}

/* Loads one file as what it should be, for the sake of its mistakes. */
static void load(enum files files, const char *path, const struct options *options, struct diag *found)
{
    if (files == FILES_SCENARIOS) {
        struct scenario scenario;
        if (scenario_load(&scenario, path, common_search(options), options->overrides,
                          options->override_count, found) == DIAG_OK)
            scenario_free(&scenario);
    } else if (files == FILES_DESIGN) {
        struct design design;
        if (design_load(&design, path, common_search(options), options->overrides, options->override_count,
                        found) == DIAG_OK)
            design_free(&design);
    } else if (files == FILES_TARGETS) {
        struct calibrate_targets targets;
        if (calibrate_targets_load(&targets, path, common_search(options), options->overrides,
                                   options->override_count, found) == DIAG_OK)
            calibrate_targets_free(&targets);
    }
}

/* What a paper names is read only in its own tree and in the places of scenarios, like what a design names.
 */
static void check_inside(const struct checking *self, int line, const char *path)
{
    struct scenario_search search = *common_search(self->call->options);
    char *tree = scenario_tree_of(self->paper->file);
    char text[256];
    bool inside;
    search.tree = tree;
    const int code = tree == NULL ? DIAG_MEMORY : scenario_tree_holds(path, &search, &inside);
    if (code == DIAG_MEMORY)
        diag_add(self->call->diag, code, self->paper->file, line, "out of memory");
    else if (code == DIAG_OK && !inside) {
        snprintf(text, sizeof text,
                 "%.80s leads out of %.80s and the places of scenarios; --allow-outside lets it", path, tree);
        complain(self, line, text);
    }
    free(tree);
}

/* A file as the paper names it: with a folder or an ending, or a name to be looked for. */
static void check_path(const struct checking *self, int line, const char *name)
{
    char path[4096];
    if (strchr(name, '/') == NULL && strstr(name, ".cfg") == NULL)
        return;
    check_inside(self, line, name);
    if ((size_t)snprintf(path, sizeof path, "%s.cfg", name) < sizeof path)
        check_inside(self, line, path);
}

static void check_files(const struct checking *self, const struct kind *kind, const struct options *options)
{
    struct diag found;
    const bool scenarios = options->given[OPTION_METHOD] || options->file_count == 2;
    const enum files files = kind->files != FILES_EITHER ? kind->files
                             : scenarios                 ? FILES_SCENARIOS
                                                         : FILES_DESIGN;
    diag_init(&found);
    for (size_t i = 0; i < options->file_count && i < self->experiment->files.count; i++) {
        check_path(self, self->experiment->files.items[i].line, options->files[i]);
        load(files, options->files[i], options, &found);
        pass_on(self, self->experiment->files.items[i].line, &found);
    }
    diag_free(&found);
}

/* The command line as it will be: options and files. */
static void check_line(const struct checking *self, const struct kind *kind)
{
    struct paper_line line;
    struct options options;
    struct diag found;
    diag_init(&found);
    if (paper_line_make(&line, self->paper, self->experiment, NULL, self->call) == DIAG_OK) {
        const size_t before = self->call->diag->count;
        const int code = options_read(&options, line.count, line.words, line.command->takes, &found);
        pass_on(self, option_line(self->experiment), &found);
        check_reserved(self, &options);
        check_number_of_files(self, line.command);
        if (options.design != NULL)
            check_path(self, option_line(self->experiment), options.design);
        if (line.scenarios != NULL)
            check_inside(self, self->experiment->scenarios.line, line.scenarios);
        if (code == DIAG_OK && self->call->diag->count == before)
            check_files(self, kind, &options);
        options_free(&options);
    }
    paper_line_free(&line);
    diag_free(&found);
}

static void check_table(const struct checking *self, const struct kind *kind,
                        const struct paper_text *experiment, const struct paper_text *from)
{
    char text[200];
    if (experiment->text == NULL || from->text == NULL || self->experiment->name.text == NULL ||
        strcmp(experiment->text, self->experiment->name.text) != 0)
        return;
    const char *nearest = spelling_nearest(from->text, kind->tables);
    if (strcmp(nearest, from->text) == 0)
        return;
    snprintf(text, sizeof text, "from: %.80s: %s leaves no such table; did you mean %s?", from->text,
             kind->command, nearest);
    complain(self, from->line, text);
}

void paper_line_check(const struct paper *paper, const struct paper_experiment *experiment,
                      const struct common_call *call)
{
    const struct checking self = {paper, experiment, call};
    const struct kind *kind = find_kind(&self);
    if (kind == NULL || experiment->name.text == NULL)
        return;
    check_line(&self, kind);
    for (size_t i = 0; i < paper->table_count; i++)
        check_table(&self, kind, &paper->tables[i].experiment, &paper->tables[i].from);
    for (size_t i = 0; i < paper->number_count; i++)
        check_table(&self, kind, &paper->numbers[i].experiment, &paper->numbers[i].from);
}
