/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_breakeven.h"

#include "breakeven_show.h"
#include "study.h"
#include "zutuan/experiment/design.h"
#include "zutuan/report/breakeven_folder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REPLICATIONS 100 /* where nobody says */

struct job {
    const struct common_call *call; /* borrowed */
    struct study study;
    struct common_scenarios scenarios;
    struct breakeven_question question;
    struct breakeven_runs runs;
    struct breakeven breakeven;
    struct study_counts counts; /* replications */
    struct options_range range;
    bool plausible; /* the range was not given */
    double *values; /* owned: of the scan */
    size_t value_count;
    size_t calls; /* of the source */
};

/* Each call is a phase of its own: first the scan, then rounds of refinement. */
static int look(void *context, const double *values, size_t count, double confidence,
                struct estimate_pair *pairs)
{
    struct job *self = context;
    progress_phase(&self->study.progress, self->calls++ == 0 ? "runs of the scan" : "runs near a break-even",
                   1, 0);
    return breakeven_runs_source(&self->runs, values, count, confidence, pairs);
}

/* Beginning */

static int check_options(const struct options *options, struct diag *diag)
{
    if (options->range_count != 1)
        diag_add(diag, DIAG_USAGE, NULL, 0, "breakeven needs one --over KEY=LO:HI, such as %s",
                 "--over providers.count=2:60");
    else if (options->target_row != NULL && options->target_row != options->ranges[0].row)
        diag_add(diag, DIAG_USAGE, NULL, 0, "--target %s: the break-even is one of %s", options->target_text,
                 options->ranges[0].row->key);
    if (options->measure_count > 1)
        diag_add(diag, DIAG_USAGE, NULL, 0, "breakeven is about one measure; run it once for each");
    return diag->count > 0 ? DIAG_USAGE : DIAG_OK;
}

/* The range that was given, or the plausible one about the value of the side that is varied. */
static int find_range(struct job *self)
{
    const struct options *options = self->call->options;
    const struct params_row *row = options->ranges[0].row;
    const double value = params_get(&self->scenarios.list[options->side == OPTIONS_BASE ? 0 : 1].params, row);
    enum design_basis basis;
    char text[64];
    self->range = options->ranges[0];
    self->plausible = isnan(self->range.low);
    if (!self->plausible || design_range(row, value, &self->range.low, &self->range.high, &basis))
        return DIAG_OK;
    params_format(row, value, text, sizeof text);
    return diag_add(self->call->diag, DIAG_INVALID, NULL, 0,
                    "--over %s: there is no plausible range about %s; give it as %s=LO:HI", row->key, text,
                    row->key);
}

static void ask(struct job *self)
{
    const struct options *options = self->call->options;
    const struct options_range *range = &self->range;
    self->study.call = self->call;
    self->counts = study_counts(&self->study, REPLICATIONS);
    self->question = (struct breakeven_question){.low = range->low,
                                                 .high = range->high,
                                                 .steps = range->steps > 0 ? range->steps : BREAKEVEN_SCAN,
                                                 .whole = range->row->type == PARAMS_INT,
                                                 .confidence = options->confidence,
                                                 .source = look,
                                                 .context = self};
    self->runs = (struct breakeven_runs){.base = &self->scenarios.list[0],
                                         .other = &self->scenarios.list[1],
                                         .row = range->row,
                                         .in_base = options->side != OPTIONS_OTHER,
                                         .in_other = options->side != OPTIONS_BASE,
                                         .scale_officers = options->given[OPTION_SCALE_OFFICERS],
                                         .measure = options->measure_count > 0 ? options->measures[0]
                                                                               : OUTCOME_QA_PER_10K_YUAN,
                                         .seed = options->seed,
                                         .replications = self->counts.most,
                                         .how = &self->study.how};
}

/* What the experiment is about, beside the scenarios: the parameter, its range and where it is set. */
static void name_subject(const struct job *self, char subject[ACCOUNT_SUBJECT_MOST])
{
    static const char *const sides[] = {"", " --in base", " --in other"};
    const struct options *options = self->call->options;
    study_subject(&self->scenarios, subject);
    const size_t length = strlen(subject);
    snprintf(subject + length, ACCOUNT_SUBJECT_MOST - length, " --over %s=%.12g:%.12g:%zu%s%s",
             self->runs.row->key, self->question.low, self->question.high, self->question.steps,
             sides[options->side], self->runs.scale_officers ? " --scale-officers" : "");
}

static int begin(struct job *self, const struct common_call *call)
{
    char subject[ACCOUNT_SUBJECT_MOST];
    *self = (struct job){.call = call};
    int code = check_options(call->options, call->diag);
    if (code == DIAG_OK)
        code = common_load(&self->scenarios, call);
    if (code == DIAG_OK)
        code = common_check_names(&self->scenarios, call->diag);
    if (code == DIAG_OK)
        code = find_range(self);
    if (code != DIAG_OK)
        return code;
    ask(self);
    self->values = calloc(self->question.steps, sizeof *self->values);
    if (self->values == NULL)
        return DIAG_MEMORY;
    self->value_count = breakeven_scan(&self->question, self->values);
    code = breakeven_runs_check(&self->runs, self->values, self->value_count, call->options->overrides,
                                call->diag);
    if (code != DIAG_OK)
        return code;
    name_subject(self, subject);
    return study_begin(&self->study, call, "breakeven", subject);
}

static void end(struct job *self)
{
    breakeven_free(&self->breakeven);
    breakeven_runs_free(&self->runs);
    free(self->values);
    study_free(&self->study);
    common_free(&self->scenarios);
}

/* Results */

static void print_question(const struct job *self)
{
    const struct breakeven_runs *runs = &self->runs;
    char measure[SHOW_MOST], low[SHOW_MOST], high[SHOW_MOST];
    show_measure(outcome_measure_row(runs->measure), measure);
    breakeven_show_value(runs, self->question.low, low);
    breakeven_show_value(runs, self->question.high, high);
    printf("%s against %s by %s, over %s from %s to %s%s%s%s%s\n", runs->other->name, runs->base->name,
           measure, runs->row->key, low, high, *runs->row->unit == '\0' ? "" : " ", runs->row->unit,
           !runs->in_base    ? ", in the other only"
           : !runs->in_other ? ", in the base only"
                             : "",
           self->plausible ? " (plausible: an assumption)" : "");
}

static int print(struct job *self)
{
    print_question(self);
    printf("%zu replications of each at every value, seed %llu\n\n", self->runs.replications,
           (unsigned long long)self->runs.seed);
    const int code = breakeven_show_scan(&self->breakeven, &self->runs, stdout);
    breakeven_show_words(&self->breakeven, &self->runs, stdout);
    common_flush(); /* before what follows on standard error */
    return code;
}

static int write_files(struct job *self)
{
    struct breakeven_folder folder = {.breakeven = &self->breakeven, .runs = &self->runs};
    study_account(&self->study, self->counts.most, &folder.account);
    return study_wrote(&self->study,
                       breakeven_folder_write(&folder, self->call->options->out, self->call->diag));
}

static int finish(struct job *self)
{
    const bool kept = self->breakeven.point_count > 0;
    int code = DIAG_OK;
    for (size_t i = 0; i < self->runs.batch_count; i++)
        study_tell_failures(&self->runs.batches[i].replicate);
    if (self->study.interrupted)
        fprintf(stderr, "zutuan: interrupted; %s\n",
                kept                        ? "the scan is finished, what comes after it is not"
                : self->study.store != NULL ? "the scan is not finished; the same command goes on"
                                            : "nothing is kept");
    if (study_keeps(&self->study) && kept)
        code = write_files(self);
    return code == DIAG_OK ? study_exit(&self->study, breakeven_runs_failures(&self->runs)) : code;
}

/* All of the search anew with so many replications. What was found with fewer is kept while there is no
 * better.
 */
static int extend(void *context, size_t count)
{
    struct job *self = context;
    struct breakeven found;
    const size_t before = self->runs.replications;
    self->calls = 0;
    breakeven_runs_again(&self->runs, count);
    const int code = breakeven_search(&found, &self->question);
    if (code != DIAG_OK && self->breakeven.point_count > 0) {
        breakeven_free(&found);
        self->runs.replications = before;
        return code;
    }
    breakeven_free(&self->breakeven);
    self->breakeven = found;
    return code;
}

static int look_at_roots(void *context, struct estimate_look *at)
{
    const struct job *self = context;
    breakeven_look(&self->breakeven, &self->call->options->target, at);
    return DIAG_OK;
}

static int work(struct job *self)
{
    static const struct study_task task = {"replications",
                                           "no break-even is decided; with more of --min one may be",
                                           ESTIMATE_AFTER, extend, look_at_roots};
    int code = study_work(&self->study, &task, self, self->counts);
    if (code == DIAG_OK && self->breakeven.point_count > 0)
        code = print(self);
    return code == DIAG_OK ? finish(self) : code;
}

/* One replication of the scan, timed on all threads; refinement takes about as long again. */
static int plan(struct job *self)
{
    struct replicate_how how = {.threads = self->call->options->jobs,
                                .interrupted = self->study.how.interrupted};
    struct estimate_pair *pairs = calloc(self->value_count, sizeof *pairs);
    const size_t replications = self->counts.most;
    const double before = progress_clock();
    char time[SHOW_MOST];
    int code = pairs == NULL ? DIAG_MEMORY : DIAG_OK;
    self->runs.how = &how;
    self->runs.replications = 1;
    if (code == DIAG_OK)
        code = breakeven_runs_source(&self->runs, self->values, self->value_count, self->question.confidence,
                                     pairs);
    free(pairs);
    self->runs.how = &self->study.how;
    if (code != DIAG_OK)
        return code;
    show_seconds((progress_clock() - before) * (double)replications, time);
    print_question(self);
    printf(
        "  a scan of %zu values at %s%zu replications: %zu runs, about %s on %d threads; a break-even takes "
        "about half of that again\nnothing was kept: this is a dry run\n",
        self->value_count, self->counts.first < replications ? "at most " : "", replications,
        replications * self->runs.batches[0].scenario_count, time, replicate_threads(how.threads));
    return COMMON_OK;
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

static const enum option takes[] = {OPTION_OVER,    OPTION_IN,           OPTION_SCALE_OFFICERS,
                                    OPTION_MEASURE, OPTION_REPLICATIONS, OPTION_ROOT_TARGET,
                                    OPTION_MIN,     OPTION_MAX,          STUDY_TAKES};

const struct common_command cmd_breakeven_command = {
    .name = "breakeven",
    .arguments = "BASE OTHER --over KEY=LO:HI",
    .summary = "Where along a parameter OTHER begins, or ceases, to be better than BASE",
    .about =
        "First a scan (13 values, or KEY=LO:HI:STEPS): + and - are values at which the sign of the\n"
        "difference is decided, for all of them together at the confidence asked for; . where it is not.\n"
        "Then every change of sign is followed to its break-even, whose interval is the set of values at\n"
        "which the interval of the difference holds zero. For a whole-numbered parameter the break-even\n"
        "lies between two neighbours. The same people at every value.\n"
        "--in says which scenarios take the value; a parameter that concerns clusters only leaves solo as\n"
        "it is. --scale-officers goes with providers.count: as many officers as the providers call for.\n"
        "Without -n: 100 replications. A target (--target KEY:abs=1) is met when the interval of every\n"
        "break-even is as narrow; a whole-numbered one is known to KEY:abs=0.5 when its two neighbours are.\n"
        "Files: curve.csv, roots.csv.\n"
        "Exit code 5: some replications failed; 6: the target was not met; 130: interrupted, and with a\n"
        "store (--out, --store) the same command goes on.\n",
    .examples = "  zutuan breakeven solo-equal-budget 16+1 --over providers.count=2:60 --scale-officers\n"
                "  zutuan breakeven solo 16+1 --over demand.rate=0.1/d:0.9/d --out out/demand\n"
                "  zutuan breakeven solo 16+1 --over support.staff_cost=20k:300k --in other \\\n"
                "      --target support.staff_cost:rel=2%\n",
    .takes = takes,
    .files_least = 2,
    .files_most = 2,
    .run = run,
};
