/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include "common.h"
#include "options_value.h"
#include "table.h"
#include "zutuan/core/streams.h"
#include "zutuan/experiment/design.h"
#include "zutuan/experiment/hypotheses.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <popt.h>
#include <stdlib.h>
#include <string.h>

static const struct options_row rows[] = {
    {OPTION_SET, 's', "set", "KEY=VALUE",
     "override a parameter in every scenario, with a unit if you like; repeatable"},
    {OPTION_OUTSIDE, '\0', "allow-outside", NULL,
     "files may extend or name others outside their own folder and the places of scenarios"},
    {OPTION_SEED, '\0', "seed", "N", "seed of the random numbers (1)"},
    {OPTION_REPLICATIONS, 'n', "replications", "N", "replications of each scenario (100)"},
    {OPTION_TARGET, '\0', "target", "MEASURE:rel=2%",
     "replicate until the interval's half-width is as small; also MEASURE:abs=0.5"},
    {OPTION_MIN, '\0', "min", "N", "with --target: replications at least (50)"},
    {OPTION_MAX, '\0', "max", "N", "with --target: replications at most (10000)"},
    {OPTION_CONFIDENCE, '\0', "confidence", "P", "of the intervals (0.95)"},
    {OPTION_MEASURE, '\0', "measure", "MEASURE,...", "what it is about; repeatable (qa_per_10k_yuan)"},
    {OPTION_OVER, '\0', "over", "KEY[=LO:HI[:STEPS]]",
     "the parameter and its range, with units if you like; without one the plausible"},
    {OPTION_IN, '\0', "in", "WHERE", "which scenarios take the value: base, other or both (both)"},
    {OPTION_METHOD, '\0', "method", "METHOD",
     "morris (effects along trajectories) or sobol (shares of variance)"},
    {OPTION_POINTS, '\0', "points", "N", "trajectories for morris (10), rows for sobol (128)"},
    {OPTION_CANDIDATES, '\0', "candidates", "N",
     "of morris: choose the trajectories that are farthest apart of N"},
    {OPTION_INDEX_TARGET, '\0', "target", "MEASURE:rel=10%",
     "more trajectories or rows until the half-width of every mu*, or share, is that part of the largest; "
     "also "
     "MEASURE:abs=0.05"},
    {OPTION_INDEX_MAX, '\0', "max", "N", "with --target: trajectories or rows at most (10000)"},
    {OPTION_BEST_TARGET, '\0', "target", "MEASURE:rel=1%",
     "the same as --measure MEASURE --delta 1%; also MEASURE:abs=0.5"},
    {OPTION_DRAWS_TARGET, '\0', "target", "effective=N",
     "waves until the points are worth N independent draws of the posterior (a wave's points)"},
    {OPTION_DECIDED_TARGET, '\0', "target", "decided",
     "replicate until every test is decided or practically nothing; rel=2%: or known to that part of the "
     "base"},
    {OPTION_DECIDED_MAX, '\0', "max", "N", "with --target: replications at most (1600)"},
    {OPTION_ROOT_TARGET, '\0', "target", "KEY:rel=2%",
     "replicate until the half-width of every break-even's interval is as small; also KEY:abs=0.5"},
    {OPTION_SCALE_OFFICERS, '\0', "scale-officers", NULL, "as many officers as the providers call for"},
    {OPTION_PLAYERS, '\0', "players", "NAME,...",
     "the mechanisms to tell apart (all); a+b: switched together"},
    {OPTION_EQUAL_BUDGET, '\0', "equal-budget", NULL,
     "also compare with the base given the other's extra money"},
    {OPTION_CONTROL_VARIATES, '\0', "control-variates", NULL,
     "also estimate with the demand that was drawn, whose expectation is known"},
    {OPTION_DELTA, '\0', "delta", "WIDTH",
     "a difference too small to matter: a share of the best mean, or in the measure's unit (1%)"},
    {OPTION_DESIGN, '\0', "design", "DESIGN",
     "also choose among the points of a design (of its other scenario)"},
    {OPTION_FIRST, 'n', "replications", "N", "replications of each scenario before the first look (20)"},
    {OPTION_MOST, '\0', "max", "N", "replications of a scenario at most (10000)"},
    {OPTION_EACH, 'n', "replications", "N", "replications of each point (as the file says, else 40)"},
    {OPTION_WAVE_POINTS, '\0', "points", "N", "points of a wave (as the file says, else 200)"},
    {OPTION_WAVES, '\0', "waves", "N", "waves at most (as the file says, else 6)"},
    {OPTION_ALL, '\0', "all", NULL, "show every measure, not only the main ones"},
    {OPTION_REPLICATION, '\0', "replication", "R", "which replication, from 1 (1)"},
    {OPTION_FORMAT, '\0', "format", "FORMAT", "text, md, csv or tex (text)"},
    {OPTION_HELP_FORMAT, '\0', "format", "FORMAT", "text, man, bash, zsh or fish (text)"},
    {OPTION_RUNS_FORMAT, '\0', "format", "FORMAT", "behaviorspace or csv (behaviorspace)"},
    {OPTION_FIGURE_FORMAT, '\0', "format", "FORMAT,...", "of svg, pdf, png, epslatex (svg,pdf,png)"},
    {OPTION_QUICK, '\0', "quick", NULL, "leave out what verdicts hang on, which takes most of the time"},
    {OPTION_QUICK_CHECK, '\0', "quick", NULL, "recompute some replications, drawn by --seed, instead of all"},
    {OPTION_EPOCH, '\0', "epoch", "YYYY-MM-DD", "the calendar's day 0: adds a column of timestamps"},
    {OPTION_VERIFY, '\0', "verify", NULL, "recompute the measures from the events and compare"},
    {OPTION_GANTT, '\0', "gantt", NULL,
     "keep in the folder --out what `zutuan plot` draws tasks and phases from"},
    {OPTION_DAYS, '\0', "days", "FROM:TO",
     "with --gantt: the days whose tasks are drawn (the two weeks with the longest queue)"},
    {OPTION_JOBS, 'j', "jobs", "N", "threads (all cores); results do not depend on it"},
    {OPTION_OUT, '\0', "out", "DIR", "keep every table, the scenarios in full and a manifest in DIR"},
    {OPTION_OUT_FILE, '\0', "out", "FILE", "write to FILE instead of standard output"},
    {OPTION_FORCE, '\0', "force", NULL, "replace what --out holds already"},
    {OPTION_STORE, '\0', "store", "FILE",
     "keep finished runs in FILE and use those that are there (DIR/store.sqlite with --out); none: do not"},
    {OPTION_SHARD, '\0', "shard", "I/N", "do only part I of N of the runs, into the store; see merge"},
    {OPTION_LANG, '\0', "lang", "LANGUAGE", "which is shown first: en or zh (en)"},
    {OPTION_DRY_RUN, '\0', "dry-run", NULL, "say what would be done and how long it would take"},
    {OPTION_PROGRESS, '\0', "progress", "HOW", "auto, bar, json or none (auto)"},
    {OPTION_HELP, 'h', "help", NULL, "show this"},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static const struct options_row *find_row(enum option option)
{
    const struct options_row *row = rows;
    while (row->option != option)
        row++;
    return row;
}

const struct options_row *options_rows(size_t *count)
{
    *count = ROWS;
    return rows;
}

bool options_takes(const enum option *takes, enum option option)
{
    while (*takes != OPTION_END && *takes != option)
        takes++;
    return *takes == option;
}

const char *const *options_choices(enum option option)
{
    /* in the order of the enums that they stand for */
    static const char *const sides[] = {"base", "other", "both", NULL};
    static const char *const methods[] = {"morris", "sobol", NULL};
    static const char *const formats[] = {"text", "md", "csv", "tex", NULL};
    static const char *const help_formats[] = {"text", "man", "bash", "zsh", "fish", NULL};
    static const char *const runs_formats[] = {"behaviorspace", "csv", NULL};
    static const char *const languages[] = {"en", "zh", NULL};
    static const char *const progress[] = {"auto", "bar", "json", "none", NULL};
    switch (option) {
    case OPTION_IN:
        return sides;
    case OPTION_METHOD:
        return methods;
    case OPTION_FORMAT:
        return formats;
    case OPTION_HELP_FORMAT:
        return help_formats;
    case OPTION_RUNS_FORMAT:
        return runs_formats;
    case OPTION_LANG:
        return languages;
    case OPTION_PROGRESS:
        return progress;
    default:
        return NULL;
    }
}

const char *options_name(enum option option)
{
    return find_row(option)->name;
}

/* Reading the line */

static void complain_unknown(const char *bad, const enum option *takes, struct diag *diag)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(bad, "="), bad);
    const char *plain = name + strspn(name, "-");
    for (; *takes != OPTION_END; takes++) {
        const size_t distance = common_distance(plain, find_row(*takes)->name);
        if (distance < least) {
            least = distance;
            nearest = find_row(*takes)->name;
        }
    }
    if (nearest != NULL && strncmp(bad, "--", 2) == 0)
        diag_add(diag, DIAG_USAGE, NULL, 0, "%s: unknown option; did you mean --%s?", name, nearest);
    else
        diag_add(diag, DIAG_USAGE, NULL, 0, "%s: unknown option", name);
}

static int keep_text(struct options *self, enum option option, char *text)
{
    struct options_text *grown = realloc(self->texts, (self->text_count + 1) * sizeof *grown);
    if (grown == NULL) {
        free(text);
        return DIAG_MEMORY;
    }
    self->texts = grown;
    self->texts[self->text_count++] = (struct options_text){option, text};
    return DIAG_OK;
}

/* popt gives up at its first mistake; what it has not seen yet may hold no other that is worth waiting for.
 */
static int read_all(struct options *self, const enum option *takes, struct diag *diag)
{
    int option;
    while ((option = poptGetNextOpt(self->context)) > 0) {
        self->given[option] = true;
        char *text = poptGetOptArg(self->context);
        if (keep_text(self, (enum option)option, text) != DIAG_OK)
            return DIAG_MEMORY;
        if (text != NULL && options_value(self, (enum option)option, text, diag) == DIAG_MEMORY)
            return DIAG_MEMORY;
    }
    const char *bad = poptBadOption(self->context, POPT_BADOPTION_NOALIAS);
    if (option == POPT_ERROR_BADOPT)
        complain_unknown(bad, takes, diag);
    else if (option == POPT_ERROR_NOARG)
        diag_add(diag, DIAG_USAGE, NULL, 0, "%s: a value must follow", bad);
    else if (option < -1)
        diag_add(diag, DIAG_USAGE, NULL, 0, "%s: %s", bad, poptStrerror(option));
    return DIAG_OK;
}

/* What only makes sense together. */
static void check(struct options *self, struct diag *diag)
{
    const bool replicates =
        self->given[OPTION_TARGET] || self->given[OPTION_ROOT_TARGET] || self->given[OPTION_DECIDED_TARGET];
    if (self->given[OPTION_DECIDED_TARGET] && !self->given[OPTION_DECIDED_MAX])
        self->maximum = HYPOTHESES_MOST;
    if (replicates && self->given[OPTION_REPLICATIONS])
        diag_add(diag, DIAG_USAGE, NULL, 0,
                 "--target and --replications exclude each other; --min and --max bound a target");
    if (self->target_text == NULL && (self->given[OPTION_MIN] || self->given[OPTION_MAX] ||
                                      self->given[OPTION_INDEX_MAX] || self->given[OPTION_DECIDED_MAX]))
        diag_add(diag, DIAG_USAGE, NULL, 0,
                 "--min and --max belong to --target; --replications sets a fixed number");
    if (self->shards > 1 && self->target_text != NULL)
        diag_add(diag, DIAG_USAGE, NULL, 0, "--shard and --target: a part cannot know when a target is met");
    if (self->shards > 1 && self->given[OPTION_EQUAL_BUDGET])
        diag_add(diag, DIAG_USAGE, NULL, 0,
                 "--shard and --equal-budget: a part cannot know what the budget is");
    if (self->given[OPTION_SHARD] && self->out == NULL && self->store == NULL)
        diag_add(diag, DIAG_USAGE, NULL, 0, "--shard needs --store FILE (or --out DIR) to put its runs in");
    if (self->given[OPTION_MIN] && self->minimum > self->maximum)
        diag_add(diag, DIAG_USAGE, NULL, 0, "--min %zu is above --max %zu", self->minimum, self->maximum);
}

int options_read(struct options *self, int argc, const char **argv, const enum option *takes,
                 struct diag *diag)
{
    struct poptOption table[OPTION_COUNT + 1] = {{0}};
    for (size_t i = 0; takes[i] != OPTION_END; i++) {
        const struct options_row *row = find_row(takes[i]);
        table[i] = (struct poptOption){
            row->name, row->letter,      row->value == NULL ? POPT_ARG_NONE : POPT_ARG_STRING,
            NULL,      (int)row->option, NULL,
            NULL};
    }
    *self = (struct options){.takes = takes,
                             .seed = 1,
                             .replications = 100,
                             .minimum = ESTIMATE_FIRST_LOOK,
                             .maximum = 10000,
                             .confidence = 0.95,
                             .first = SELECT_FIRST,
                             .zone = {true, 0.01},
                             .side = OPTIONS_BOTH,
                             .shards = 1,
                             .replication = 1};
    self->context = poptGetContext(NULL, argc, argv, table, 0);
    if (self->context == NULL)
        return DIAG_MEMORY;
    const int code = read_all(self, takes, diag);
    if (code != DIAG_OK || self->given[OPTION_HELP])
        return code;
    check(self, diag);
    self->files = (const char *const *)poptGetArgs(self->context);
    while (self->files != NULL && self->files[self->file_count] != NULL)
        self->file_count++;
    return diag->count > 0 ? DIAG_USAGE : DIAG_OK;
}

void options_free(struct options *self)
{
    for (size_t i = 0; i < self->text_count; i++)
        free(self->texts[i].text);
    free(self->texts);
    free(self->overrides);
    free(self->ranges);
    if (self->context != NULL)
        poptFreeContext(self->context);
    *self = (struct options){.context = NULL};
}

int options_describe(const enum option *takes, FILE *stream)
{
    struct table table;
    table_init(&table, "ll");
    for (size_t i = 0; i < ROWS; i++) {
        if (!options_takes(takes, rows[i].option))
            continue;
        const char letter[] = {'-', rows[i].letter, ',', ' ', '\0'};
        table_add(&table, "%s--%s%s%s", rows[i].letter != '\0' ? letter : "    ", rows[i].name,
                  rows[i].value == NULL ? "" : " ", rows[i].value == NULL ? "" : rows[i].value);
        table_add(&table, "%s", rows[i].help);
    }
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    return code;
}
