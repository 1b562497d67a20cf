/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_sensitivity.h"

#include "sensitivity_show.h"
#include "sweep_job.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MORRIS_REPLICATIONS 4 /* of a point, without a design */
#define SOBOL_REPLICATIONS  2
#define SOBOL_ROWS          128
#define SOBOL_KEPT          8 /* parameters that a screening leaves for Sobol's indices */

struct sensitivity_job {
    struct sweep_job sweep;
    struct common_scenarios scenarios; /* empty with a design */
    struct sensitivity *results;       /* owned, [measure_count] */
    struct study_counts sizes;         /* trajectories or rows */
};

/* Whether the files are scenarios: two of them, or one with a method. */
static bool names_scenarios(const struct options *options)
{
    return options->file_count == 2 || options->given[OPTION_METHOD];
}

/* Results */

static void free_results(struct sensitivity_job *self)
{
    for (size_t m = 0; self->results != NULL && m < self->sweep.design.measure_count; m++)
        sensitivity_free(&self->results[m]);
    free(self->results);
    self->results = NULL;
}

static int make_results(struct sensitivity_job *self)
{
    const struct design *design = &self->sweep.design;
    int code = DIAG_OK;
    free_results(self);
    self->results = calloc(design->measure_count, sizeof *self->results);
    if (self->results == NULL)
        return DIAG_MEMORY;
    for (size_t m = 0; code == DIAG_OK && m < design->measure_count; m++)
        code = sensitivity_alloc(&self->results[m], &self->sweep.sweep, design->measures[m],
                                 self->sweep.study.call->options->confidence);
    return code;
}

static int print_results(const struct sensitivity_job *self)
{
    const struct sweep_job *sweep = &self->sweep;
    const struct options *options = sweep->study.call->options;
    int code = DIAG_OK;
    sweep_job_describe(sweep);
    printf("%zu replications of each, seed %llu\n", sweep_least(&sweep->sweep),
           (unsigned long long)options->seed);
    for (size_t m = 0; code == DIAG_OK && m < sweep->design.measure_count; m++) {
        putchar('\n');
        code = sensitivity_show(&self->results[m], &sweep->design, options->confidence,
                                options->given[OPTION_ALL], stdout);
    }
    common_flush();
    return code;
}

/* The design */

static int load_design(struct sensitivity_job *self, const struct common_call *call)
{
    const struct options *options = call->options;
    struct design *design = &self->sweep.design;
    int code = design_load(design, options->files[0], common_search(options), options->overrides,
                           options->override_count, call->diag);
    if (code != DIAG_OK)
        return code;
    if (options->given[OPTION_OVER] || options->given[OPTION_POINTS] || options->given[OPTION_CANDIDATES])
        return diag_add(call->diag, DIAG_USAGE, NULL, 0,
                        "--over, --points and --candidates belong to scenarios; a design says for itself");
    if (options->measure_count > 0) {
        memcpy(design->measures, options->measures, sizeof options->measures);
        design->measure_count = options->measure_count;
    }
    if (design->kind == DESIGN_SOBOL)
        return design_remake(design, DESIGN_SALTELLI, call->diag);
    if (design->kind != DESIGN_MORRIS && design->kind != DESIGN_SALTELLI)
        return diag_add(call->diag, DIAG_INVALID, design->file, 0,
                        "kind: sensitivity needs morris or sobol, and this is %s; sweep carries it out",
                        design_kind_name(design->kind));
    return DIAG_OK;
}

/* A design over the scenarios of the command line. */
static int make_design(struct sensitivity_job *self, const struct common_call *call, enum design_kind kind,
                       size_t size, size_t replications)
{
    const struct options *options = call->options;
    const struct scenario *list = self->scenarios.list;
    struct design *design = &self->sweep.design;
    struct design_factor *given = calloc(options->range_count + 1, sizeof *given);
    if (given == NULL)
        return DIAG_MEMORY;
    for (size_t i = 0; i < options->range_count; i++)
        given[i] = (struct design_factor){.row = options->ranges[i].row,
                                          .low = options->ranges[i].low,
                                          .high = options->ranges[i].high,
                                          .basis = isnan(options->ranges[i].low) ? DESIGN_BASIS_PLAUSIBLE
                                                                                 : DESIGN_BASIS_GIVEN};
    const int code = design_make(design, &list[0], self->scenarios.count > 1 ? &list[1] : NULL,
                                 options->measure_count > 0 ? options->measures[0] : OUTCOME_QA_PER_10K_YUAN,
                                 kind, size, options->candidates, given, options->range_count, call->diag);
    free(given);
    if (code != DIAG_OK)
        return code;
    if (options->measure_count > 1) {
        memcpy(design->measures, options->measures, sizeof options->measures);
        design->measure_count = options->measure_count;
    }
    design->replications = replications;
    return DIAG_OK;
}

static int begin(struct sensitivity_job *self, const struct common_call *call)
{
    char subject[ACCOUNT_SUBJECT_MOST], names[ACCOUNT_SUBJECT_MOST];
    struct sweep_job *sweep = &self->sweep;
    study_subject(&self->scenarios, names);
    snprintf(subject, sizeof subject, "%.480s by %s", self->scenarios.count > 0 ? names : sweep->design.name,
             call->options->method == OPTIONS_SOBOL || sweep->design.kind == DESIGN_SALTELLI ? "sobol"
                                                                                             : "morris");
    if (call->options->target_text != NULL && sweep->design.candidates > 0)
        return diag_add(call->diag, DIAG_USAGE, NULL, 0,
                        "--target and candidates: chosen trajectories are not independent of each other, and "
                        "their intervals no measure of what is known");
    const int code = sweep_job_begin(sweep, call, "sensitivity", subject);
    const size_t replications = study_replications(&sweep->study, sweep->design.replications);
    sweep->counts = (struct study_counts){replications, replications};
    return code;
}

/* Work */

/* To so many trajectories or rows. */
static int extend(void *context, size_t size)
{
    struct sensitivity_job *self = context;
    struct sweep_job *sweep = &self->sweep;
    if (size > sweep->design.size) {
        int code = design_grow(&sweep->design, size, sweep->study.call->diag);
        if (code == DIAG_OK)
            code = sweep_grow(&sweep->sweep);
        if (code != DIAG_OK)
            return code;
    }
    return sweep_job_extend(sweep, sweep->counts.most, "runs");
}

static int look(void *context, struct estimate_look *look)
{
    struct sensitivity_job *self = context;
    const struct estimate_target *target = &self->sweep.study.call->options->target;
    const int code = make_results(self);
    for (size_t m = 0; code == DIAG_OK && m < self->sweep.design.measure_count; m++) {
        if ((int)self->results[m].measure == target->measure)
            sensitivity_look(&self->results[m], target, look);
    }
    return code;
}

static void set_sizes(struct sensitivity_job *self)
{
    const struct options *options = self->sweep.study.call->options;
    const size_t size = self->sweep.design.size, room = design_size_most(&self->sweep.design);
    self->sizes = (struct study_counts){size, size};
    if (options->target_text == NULL)
        return;
    const size_t least =
        self->sweep.design.kind == DESIGN_MORRIS ? SENSITIVITY_LOOK_MORRIS : SENSITIVITY_LOOK_SOBOL;
    self->sizes.first = size > least ? size : least;
    self->sizes.most = options->maximum < room ? options->maximum : room;
    if (self->sizes.most < size)
        self->sizes.most = size;
}

static int print_and_finish(struct sensitivity_job *self)
{
    int code = make_results(self);
    if (code == DIAG_OK)
        code = print_results(self);
    return code == DIAG_OK ? sweep_job_finish(&self->sweep, self->results) : code;
}

static int work(struct sensitivity_job *self)
{
    static const char want[] = "there are no values of this measure";
    static const struct study_task morris = {"trajectories", want, SENSITIVITY_AFTER_MORRIS, extend, look};
    static const struct study_task sobol = {"rows", want, SENSITIVITY_AFTER_SOBOL, extend, look};
    const bool saltelli = self->sweep.design.kind == DESIGN_SALTELLI;
    const int code = study_work(&self->sweep.study, saltelli ? &sobol : &morris, self, self->sizes);
    if (code != DIAG_OK)
        return code;
    if (!sweep_job_anything(&self->sweep) || study_is_shard(&self->sweep.study))
        return sweep_job_finish(&self->sweep, NULL);
    return print_and_finish(self);
}

static int plan(struct sensitivity_job *self)
{
    const int code = sweep_job_plan(&self->sweep);
    if (code == COMMON_OK && self->sizes.first < self->sizes.most)
        printf("  this is the first look at %s, of %zu %s; the last has at most %zu\n",
               self->sweep.study.call->options->target_text, self->sizes.first,
               self->sweep.design.kind == DESIGN_MORRIS ? "trajectories" : "rows", self->sizes.most);
    return code;
}

/* Sobol's indices of scenarios: a screening leaves the parameters that matter most. */

/* Reduces the design to those that stand out for any measure, SOBOL_KEPT at most, the largest of the first
 * measure first; at least two. */
static int reduce(struct sensitivity_job *self, struct diag *diag)
{
    struct design *design = &self->sweep.design;
    size_t *order = calloc(design->factor_count, sizeof *order), keep[SOBOL_KEPT], count = 0;
    if (order == NULL)
        return DIAG_MEMORY;
    sensitivity_order(&self->results[0], order);
    for (size_t i = 0; i < design->factor_count && count < SOBOL_KEPT; i++) {
        bool clear = count < 2;
        for (size_t m = 0; m < design->measure_count; m++)
            clear = clear || sensitivity_judge(&self->results[m], order[i]) == SENSITIVITY_CLEAR;
        if (clear)
            keep[count++] = order[i];
    }
    free(order);
    const size_t all = design->factor_count;
    free_results(self);
    sweep_free(&self->sweep.sweep);
    design->kind = DESIGN_SALTELLI;
    design->size = self->sweep.study.call->options->given[OPTION_POINTS]
                       ? self->sweep.study.call->options->points
                       : SOBOL_ROWS;
    snprintf(design->name, sizeof design->name, "saltelli");
    const int code = design_reduce(design, keep, count, diag);
    if (code == DIAG_OK)
        printf("A screening by morris left %zu of %zu parameters, the others stay as they are.\n", count,
               all);
    return code;
}

/* The screening, in this job's place; then the design is Saltelli's. */
static int screen(struct sensitivity_job *self)
{
    struct diag *diag = self->sweep.study.call->diag;
    const struct options *options = self->sweep.study.call->options;
    int code = study_worked(&self->sweep.study,
                            sweep_job_extend(&self->sweep, MORRIS_REPLICATIONS, "runs of a screening"));
    if (code == DIAG_OK && self->sweep.study.interrupted) {
        fprintf(stderr, "zutuan: interrupted; the screening is not finished%s\n",
                self->sweep.study.store != NULL ? "" : ", nothing is kept");
        return study_exit(&self->sweep.study, 0);
    }
    if (code == DIAG_OK)
        code = make_results(self);
    if (code == DIAG_OK)
        code = reduce(self, diag);
    if (code != DIAG_OK)
        return code;
    self->sweep.design.replications = SOBOL_REPLICATIONS;
    const size_t replications = study_replications(&self->sweep.study, SOBOL_REPLICATIONS);
    self->sweep.counts = (struct study_counts){replications, replications};
    return sweep_alloc(&self->sweep.sweep, &self->sweep.design, options->seed);
}

/* Running */

static int make(struct sensitivity_job *self, const struct common_call *call, bool *screened)
{
    const struct options *options = call->options;
    const bool sobol = options->method == OPTIONS_SOBOL;
    int code;
    *screened = false;
    if (!names_scenarios(options))
        return load_design(self, call);
    code = common_load(&self->scenarios, call);
    if (code == DIAG_OK)
        code = common_check_names(&self->scenarios, call->diag);
    if (code != DIAG_OK)
        return code;
    *screened = sobol && options->range_count == 0;
    if (*screened && options->given[OPTION_SHARD])
        return diag_add(
            call->diag, DIAG_USAGE, NULL, 0,
            "--shard: a part cannot see what the screening leaves; name the parameters with --over");
    if (sobol && !*screened)
        return make_design(self, call, DESIGN_SALTELLI,
                           options->given[OPTION_POINTS] ? options->points : SOBOL_ROWS, SOBOL_REPLICATIONS);
    return make_design(self, call, DESIGN_MORRIS,
                       options->given[OPTION_POINTS] && !sobol ? options->points : DESIGN_TRAJECTORIES,
                       MORRIS_REPLICATIONS);
}

static int run(const struct common_call *call)
{
    struct sensitivity_job job = {.results = NULL};
    bool screened;
    int code = make(&job, call, &screened);
    if (code == DIAG_OK)
        code = begin(&job, call);
    if (code == DIAG_OK && screened && !call->options->given[OPTION_DRY_RUN])
        code = screen(&job);
    if (code == DIAG_OK) {
        set_sizes(&job);
        code = call->options->given[OPTION_DRY_RUN] ? plan(&job) : work(&job);
    }
    free_results(&job);
    sweep_job_free(&job.sweep);
    common_free(&job.scenarios);
    return code;
}

static const enum option takes[] = {
    OPTION_METHOD,       OPTION_MEASURE,   OPTION_OVER, OPTION_POINTS, OPTION_CANDIDATES, OPTION_REPLICATIONS,
    OPTION_INDEX_TARGET, OPTION_INDEX_MAX, OPTION_ALL,  OPTION_SHARD,  STUDY_TAKES};

const struct common_command cmd_sensitivity_command = {
    .name = "sensitivity",
    .arguments = "DESIGN | SCENARIO [OTHER]",
    .summary = "Which parameters matter, by Morris or Sobol, beside what chance alone does",
    .about =
        "Of two scenarios the difference OTHER - SCENARIO is looked at, of one its measure; a design of "
        "kind\n"
        "morris or sobol says which for itself. Without --over all parameters that are numbers and concern "
        "the\n"
        "scenarios are varied over plausible ranges; where none is known, half to double the scenario's "
        "value\n"
        "is assumed. morris: mu* is how far the measure moves, on average, when one parameter goes over its\n"
        "range while the others stand anywhere; sigma is large where that hangs on the others. sobol: shares "
        "of\n"
        "the variance, of a parameter alone and with everything it has a part in; without --over a screening "
        "by\n"
        "morris first leaves the eight parameters that matter most. The row `seed` is what other random "
        "numbers\n"
        "do by themselves. Files: sensitivity.csv, convergence.csv, and those of a sweep.\n"
        "A target adds trajectories or rows to those of the first look (--points, or the design's, and 20 "
        "or\n"
        "64 at least) until every mu*, or share alone and in all, is known as well as asked, also the "
        "seed's.\n"
        "Exit code 5: some replications failed; 6: the target was not met; 130: interrupted, and what is\n"
        "finished is kept: with a store (--out, --store) the same command goes on, and more replications "
        "add\n"
        "to it.\n",
    .examples = "  zutuan sensitivity solo 16+1\n"
                "  zutuan sensitivity solo 16+1 --method sobol --out out/sobol\n"
                "  zutuan sensitivity 16+1 --method morris --measure wait_mean\n"
                "  zutuan sensitivity solo 16+1 --method sobol --over demand.rate=0.3:0.7 --over "
                "training.effect=1:8\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 2,
    .run = run,
};
