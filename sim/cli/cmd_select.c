/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_select.h"

#include "select_show.h"
#include "show.h"
#include "study.h"
#include "zutuan/experiment/design.h"
#include "zutuan/report/select_folder.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct job {
    struct study study;
    struct common_scenarios scenarios;
    struct select select;
    struct select_simulation simulation;
    char target[128];
};

static int check_options(const struct common_call *call, enum outcome_measure *measure)
{
    const struct options *options = call->options;
    *measure = options->measure_count > 0 ? options->measures[0] : OUTCOME_QA_PER_10K_YUAN;
    if (options->given[OPTION_BEST_TARGET] &&
        (options->given[OPTION_MEASURE] || options->given[OPTION_DELTA]))
        diag_add(call->diag, DIAG_USAGE, NULL, 0,
                 "--target says both --measure and --delta: give it or them");
    else if (options->measure_count > 1)
        diag_add(call->diag, DIAG_USAGE, NULL, 0, "--measure: the best is chosen by one measure, not %zu",
                 options->measure_count);
    else if (outcome_measure_row(*measure)->better == 0)
        diag_add(call->diag, DIAG_USAGE, NULL, 0,
                 "--measure %s: more of it is neither better nor worse, so that there is no best",
                 outcome_measure_row(*measure)->name);
    if (options->first > options->maximum)
        diag_add(call->diag, DIAG_USAGE, NULL, 0, "--replications %zu is above --max %zu", options->first,
                 options->maximum);
    return call->diag->count > 0 ? DIAG_USAGE : DIAG_OK;
}

/* The points of a design as further scenarios, `point-1` and so on, described by what they set. */
static int add_points(struct common_scenarios *self, const struct design *design)
{
    const struct scenario *from = design->compares ? &design->other : &design->base;
    const size_t before = self->count, count = before + design->point_count;
    struct scenario *list = realloc(self->list, count * sizeof *list);
    if (list == NULL)
        return DIAG_MEMORY;
    self->list = list;
    const struct scenario **pointers = realloc((void *)self->pointers, count * sizeof(*pointers));
    if (pointers == NULL)
        return DIAG_MEMORY;
    self->pointers = pointers;
    for (size_t i = 0; i < before; i++)
        pointers[i] = &list[i];
    for (size_t point = 0; point < design->point_count; point++) {
        struct scenario *to = &list[self->count];
        char where[DESIGN_POINT_MOST];
        if (design_at(design, point, from, to) != DIAG_OK)
            return DIAG_MEMORY;
        pointers[self->count++] = to;
        snprintf(to->name, sizeof to->name, "point-%zu", point + 1);
        design_point_format(design, point, where);
        free(to->description);
        to->description = strdup(where);
        if (to->description == NULL)
            return DIAG_MEMORY;
    }
    return DIAG_OK;
}

static int load_design(struct common_scenarios *self, const struct common_call *call)
{
    const struct options *options = call->options;
    struct design design;
    int code = design_load(&design, options->design, common_search(options), options->overrides,
                           options->override_count, call->diag);
    if (code != DIAG_OK)
        return code;
    if (design.streams != NULL)
        code = diag_add(call->diag, DIAG_INVALID, design.file, 0,
                        "kind: %s draws points that do not share their random numbers; choose among those of "
                        "another kind",
                        design_kind_name(design.kind));
    else
        code = add_points(self, &design);
    design_free(&design);
    return code;
}

static int load(struct common_scenarios *self, const struct common_call *call)
{
    const struct options *options = call->options;
    int code = options->file_count > 0 ? common_load(self, call) : DIAG_OK;
    if (code == DIAG_OK && options->design != NULL)
        code = load_design(self, call);
    if (code == DIAG_OK && self->count < 2)
        code = diag_add(call->diag, DIAG_USAGE, NULL, 0,
                        "select: name two scenarios or more, or a --design, to choose among");
    return code == DIAG_OK ? common_check_names(self, call->diag) : code;
}

/* Another measure makes another experiment. */
static int begin_study(struct job *self, const struct common_call *call, enum outcome_measure measure)
{
    char subject[ACCOUNT_SUBJECT_MOST], whole[ACCOUNT_SUBJECT_MOST];
    study_subject(&self->scenarios, subject);
    if (call->options->design != NULL)
        snprintf(subject, sizeof subject, "%.200s, %zu alternatives", call->options->design,
                 self->scenarios.count);
    snprintf(whole, sizeof whole, "%s: %.*s", outcome_measure_row(measure)->name, (int)(sizeof whole - 64),
             subject);
    snprintf(self->target, sizeof self->target, "%s: within %g%s of the best",
             outcome_measure_row(measure)->name,
             (call->options->zone.relative ? 100.0 : 1.0) * call->options->zone.width,
             call->options->zone.relative ? "%" : "");
    return study_begin(&self->study, call, "select", whole);
}

static int begin(struct job *self, const struct common_call *call)
{
    const struct options *options = call->options;
    enum outcome_measure measure;
    *self = (struct job){.target = ""};
    int code = check_options(call, &measure);
    if (code == DIAG_OK)
        code = load(&self->scenarios, call);
    if (code == DIAG_OK)
        code = begin_study(self, call, measure);
    if (code != DIAG_OK)
        return code;
    const struct select_rule rule = {outcome_measure_row(measure)->better, options->zone, options->confidence,
                                     options->first, options->maximum};
    self->simulation = (struct select_simulation){.scenarios = self->scenarios.pointers,
                                                  .count = self->scenarios.count,
                                                  .measure = measure,
                                                  .seed = options->seed,
                                                  .confidence = options->confidence,
                                                  .how = &self->study.how};
    return select_alloc(&self->select, self->scenarios.count, &rule);
}

static void end(struct job *self)
{
    select_free(&self->select);
    select_simulation_free(&self->simulation);
    common_free(&self->scenarios);
    study_free(&self->study);
}

/* One replication of every scenario, timed on all threads. */
static int plan(struct job *self)
{
    struct replicate replicate;
    char time[SHOW_MOST];
    int code =
        replicate_alloc(&replicate, self->scenarios.pointers, self->scenarios.count, self->simulation.seed);
    if (code != DIAG_OK)
        return code;
    double seconds;
    code = study_pilot(&self->study, &replicate, 1, &seconds);
    replicate_free(&replicate);
    if (code != DIAG_OK)
        return code;
    const size_t runs = self->select.rule.first * self->scenarios.count;
    show_seconds(study_duration(&self->study, runs, seconds), time);
    printf("%zu scenarios, %s\n  first look after %zu replications: %zu runs, about %s on %d threads\n",
           self->scenarios.count, self->target, self->select.rule.first, runs, time,
           replicate_threads(self->study.how.threads));
    show_seconds(study_duration(&self->study, self->select.rule.most, seconds), time);
    printf("  from then on each scenario that is left: about %s more for %zu replications at most\n"
           "nothing was kept: this is a dry run\n",
           time, self->select.rule.most);
    return COMMON_OK;
}

static void tell_failures(const struct job *self)
{
    for (size_t i = 0; i < self->simulation.failure_count && i < 20; i++) {
        const struct replicate_failure *failure = &self->simulation.failures[i];
        fprintf(stderr, "zutuan: replication %lu of %s failed: %s\n", (unsigned long)failure->replication,
                self->simulation.scenarios[failure->arm]->name, failure->text);
    }
    if (self->simulation.failure_count > 0)
        fputs("zutuan: a replication that failed is left out where its scenario is compared\n", stderr);
}

/* Points of a design are scenarios of the folder when it is made again: they stand for the design. */
static void forget_design(const struct job *self, struct account *account, const char **names,
                          const char **options)
{
    if (self->study.call->options->design == NULL)
        return;
    for (size_t i = 0; i < self->scenarios.count; i++)
        names[i] = self->scenarios.list[i].name;
    account->arguments = names;
    account->argument_count = self->scenarios.count;
    const size_t count = account->option_count;
    account->option_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (strncmp(account->options[i], "--design=", strlen("--design=")) != 0)
            options[account->option_count++] = account->options[i];
    }
    account->options = options;
}

static int write_files(struct job *self)
{
    const struct common_call *call = self->study.call;
    struct account account;
    study_account(&self->study, 0, &account);
    account.target = self->target;
    const char **names = calloc(self->scenarios.count, sizeof *names);
    const char **options = calloc(account.option_count + 1, sizeof *options);
    int code = DIAG_MEMORY;
    if (names != NULL && options != NULL) {
        forget_design(self, &account, names, options);
        code =
            select_folder_write(&self->select, &self->simulation, &account, call->options->out, call->diag);
    }
    free((void *)names);
    free((void *)options);
    return study_wrote(&self->study, code);
}

static int finish(struct job *self)
{
    const bool looked = self->select.round_count > 0;
    int code = DIAG_OK;
    tell_failures(self);
    if (self->study.interrupted)
        fprintf(stderr, "zutuan: interrupted; %s\n",
                looked ? "what is said of the best holds all the same" : "nothing is kept");
    if (study_keeps(&self->study) && looked)
        code = write_files(self);
    if (code == DIAG_OK)
        code = study_exit(&self->study, self->simulation.failure_count);
    if (code == COMMON_OK && self->select.chosen == SELECT_NONE) {
        fprintf(stderr, "zutuan: not settled; %s\n",
                self->select.leader == SELECT_NONE ? "no scenario has values of this measure"
                                                   : "--max allows more, a larger --delta needs less");
        return COMMON_NOT_MET;
    }
    return code;
}

static int work(struct job *self)
{
    progress_phase(&self->study.progress, "runs until the next look", 1, 0);
    int code = study_worked(&self->study, select_run(&self->select, select_simulate, &self->simulation));
    if (code == DIAG_OK)
        code = select_simulation_means(&self->simulation);
    if (code == DIAG_OK && self->select.round_count > 0) {
        code = select_show(&self->select, &self->simulation, stdout);
        common_flush(); /* before what follows on standard error */
    }
    return code == DIAG_OK ? finish(self) : code;
}

static int run(const struct common_call *call)
{
    struct job job;
    int code = begin(&job, call);
    if (code == DIAG_OK)
        code = call->options->given[OPTION_DRY_RUN] ? plan(&job) : work(&job);
    end(&job);
    return code;
}

static const enum option takes[] = {OPTION_MEASURE, OPTION_DELTA, OPTION_BEST_TARGET, OPTION_DESIGN,
                                    OPTION_FIRST,   OPTION_MOST,  STUDY_TAKES};

const struct common_command cmd_select_command = {
    .name = "select",
    .arguments = "FILE...",
    .summary = "The best of several scenarios by a measure, with a guaranteed probability",
    .about =
        "All scenarios are replicated under common random numbers; at each look those that are worse than\n"
        "another for certain are eliminated and not run further. With probability --confidence, whatever\n"
        "the truth is, the best is never eliminated and the one that is chosen is the best or within\n"
        "--delta of it. This holds at every look, so also after an interruption. It is proven for values\n"
        "that are normal over replications; averages over years nearly are. Files: select.csv (an\n"
        "alternative a line), measures.csv (all measures of each), rounds.csv (a look a line), resolved/.\n"
        "Exit code 5: some replications failed; 6: not settled within --max; 130: interrupted.\n",
    .examples = "  zutuan select solo 16+0 16+1 lead-organisation\n"
                "  zutuan select plans/*.cfg --measure cost_per_person --delta 0.5 --out out/best\n"
                "  zutuan select 16+1 16+1+N --delta 0.5% --confidence 0.99 --max 2000\n"
                "  zutuan select --design size-and-staff\n",
    .takes = takes,
    .files_least = 0,
    .files_most = SIZE_MAX,
    .run = run,
};
