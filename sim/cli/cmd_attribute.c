/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_attribute.h"

#include "attribute_show.h"
#include "show.h"
#include "study.h"
#include "zutuan/report/attribute_folder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REPLICATIONS 40 /* where nobody says */

struct job {
    const struct common_call *call; /* borrowed */
    struct study study;
    struct common_scenarios scenarios;
    struct attribute attribute;
    enum outcome_measure measures[OUTCOME_MEASURES]; /* [measure_count] */
    size_t measure_count;
    struct attribute_split *splits; /* owned, [measure_count] */
    struct study_counts counts;     /* replications */
};

/* Beginning */

static void choose_measures(struct job *self)
{
    static const enum outcome_measure usual[] = {OUTCOME_QA_PER_10K_YUAN, OUTCOME_QA_OUTPUT,
                                                 OUTCOME_COST_TOTAL};
    const struct options *options = self->call->options;
    const bool given = options->measure_count > 0;
    self->measure_count = given ? options->measure_count : sizeof usual / sizeof usual[0];
    memcpy(self->measures, given ? options->measures : usual, self->measure_count * sizeof usual[0]);
}

static int begin(struct job *self, const struct common_call *call)
{
    const struct options *options = call->options;
    char subject[ACCOUNT_SUBJECT_MOST];
    *self = (struct job){.call = call};
    choose_measures(self);
    int code = common_load(&self->scenarios, call);
    if (code == DIAG_OK)
        code = common_check_names(&self->scenarios, call->diag);
    if (code != DIAG_OK)
        return code;
    study_subject(&self->scenarios, subject);
    if (options->players != NULL) {
        const size_t length = strlen(subject);
        snprintf(subject + length, sizeof subject - length, " --players %s", options->players);
    }
    code = study_begin(&self->study, call, "attribute", subject);
    self->counts = study_counts(&self->study, REPLICATIONS);
    if (code == DIAG_OK)
        code = attribute_alloc(&self->attribute, &self->scenarios.list[0], &self->scenarios.list[1],
                               options->players, options->seed, call->diag);
    self->splits = calloc(self->measure_count, sizeof *self->splits);
    return code == DIAG_OK && self->splits == NULL ? DIAG_MEMORY : code;
}

static void end(struct job *self)
{
    free(self->splits);
    attribute_free(&self->attribute);
    study_free(&self->study);
    common_free(&self->scenarios);
}

/* Work */

static int extend(void *context, size_t count)
{
    struct job *self = context;
    struct replicate *replicate = &self->attribute.replicate;
    progress_phase(&self->study.progress, "replications", replicate->arm_count, replicate->done);
    return replicate_extend(replicate, count, &self->study.how);
}

/* Every part is to be known as well as asked. */
static int look(void *context, struct estimate_look *look)
{
    struct job *self = context;
    const struct estimate_target *target = &self->call->options->target;
    struct attribute_split split;
    const int code = attribute_split(&self->attribute, (enum outcome_measure)target->measure,
                                     self->call->options->confidence, &split);
    if (code != DIAG_OK)
        return code;
    double widest = fmax(split.whole.high - split.whole.low, split.rest.high - split.rest.low);
    for (size_t i = 0; i < self->attribute.player_count; i++)
        widest = fmax(widest, split.parts[i].high - split.parts[i].low);
    estimate_look_at(look, target, 0.5 * widest, split.n == 0 ? NAN : split.base);
    return DIAG_OK;
}

static int simulate(struct job *self)
{
    static const struct study_task task = {"replications", "a scenario has no value of this measure",
                                           ESTIMATE_AFTER, extend, look};
    return study_work(&self->study, &task, self, self->counts);
}

/* Results */

/* A part of the runs tells nothing by itself. */
static bool has_results(const struct job *self)
{
    return self->attribute.replicate.done > 0 && !study_is_shard(&self->study);
}

static int print_measure(struct job *self, size_t m)
{
    const struct options *options = self->call->options;
    const struct attribute_split *split = &self->splits[m];
    char measure[SHOW_MOST];
    putchar('\n');
    if (split->n == 0) {
        show_measure(outcome_measure_row(split->measure), measure);
        printf("  %s: there is a scenario or a variant that has no value of it\n", measure);
        return DIAG_OK;
    }
    int code = attribute_show_split(&self->attribute, split, options->confidence, stdout);
    if (code == DIAG_OK && options->given[OPTION_ALL]) {
        putchar('\n');
        code = attribute_show_pairs(&self->attribute, split, options->confidence, stdout);
    }
    if (code == DIAG_OK)
        attribute_show_words(&self->attribute, split, stdout);
    return code;
}

static int print(struct job *self)
{
    const struct attribute *attribute = &self->attribute;
    int code = DIAG_OK;
    printf("%s against %s: %zu replication%s of each of %zu variants, seed %llu\n", attribute->other->name,
           attribute->base->name, attribute->replicate.done, attribute->replicate.done == 1 ? "" : "s",
           attribute->variant_count, (unsigned long long)self->call->options->seed);
    for (size_t m = 0; code == DIAG_OK && m < self->measure_count; m++) {
        code =
            attribute_split(attribute, self->measures[m], self->call->options->confidence, &self->splits[m]);
        if (code == DIAG_OK)
            code = print_measure(self, m);
    }
    putchar('\n');
    attribute_show_rest(attribute, stdout);
    common_flush(); /* before what follows on standard error */
    return code;
}

static int write_files(struct job *self)
{
    struct attribute_folder folder = {
        .attribute = &self->attribute, .splits = self->splits, .split_count = self->measure_count};
    study_account(&self->study, self->counts.most, &folder.account);
    return study_wrote(&self->study,
                       attribute_folder_write(&folder, self->call->options->out, self->call->diag));
}

static int finish(struct job *self)
{
    const struct replicate *replicate = &self->attribute.replicate;
    const bool kept = replicate->done > 0 || self->study.store != NULL;
    int code = DIAG_OK;
    study_tell_failures(replicate);
    if (self->study.interrupted)
        fprintf(stderr, "zutuan: interrupted; %zu replications are finished in every variant%s\n",
                replicate->done, kept ? "" : ", nothing is kept");
    if (study_keeps(&self->study) && has_results(self))
        code = write_files(self);
    return code == DIAG_OK ? study_exit(&self->study, replicate->failure_count) : code;
}

static int work(struct job *self)
{
    int code = simulate(self);
    if (code == DIAG_OK && has_results(self))
        code = print(self);
    return code == DIAG_OK ? finish(self) : code;
}

/* One replication of every variant, timed on all threads; leaves no files. */
static int plan(struct job *self)
{
    double seconds;
    const int code = study_pilot(&self->study, &self->attribute.replicate, 1, &seconds);
    const size_t count = self->counts.most;
    char time[SHOW_MOST];
    if (code != DIAG_OK)
        return code;
    printf("%s against %s, %zu mechanisms:", self->attribute.other->name, self->attribute.base->name,
           self->attribute.player_count);
    for (size_t i = 0; i < self->attribute.player_count; i++)
        printf(" %s", self->attribute.players[i].name);
    putchar('\n');
    const int shown = attribute_show_switches(&self->attribute, stdout);
    const size_t runs = count * self->attribute.replicate.arm_count;
    show_seconds(study_duration(&self->study, runs, seconds), time);
    printf("  %s%zu replications: %zu runs, about %s on %d threads\nnothing was kept: this is a dry run\n",
           self->call->options->target_text != NULL ? "at most " : "", count, runs, time,
           replicate_threads(self->study.how.threads));
    return shown;
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

static const enum option takes[] = {OPTION_REPLICATIONS, OPTION_TARGET,  OPTION_MIN,
                                    OPTION_MAX,          OPTION_MEASURE, OPTION_PLAYERS,
                                    OPTION_ALL,          OPTION_SHARD,   STUDY_TAKES};

const struct common_command cmd_attribute_command = {
    .name = "attribute",
    .arguments = "BASE OTHER",
    .summary = "Through which mechanisms OTHER differs from BASE, and what its organisation costs",
    .about =
        "Every mechanism of OTHER that BASE lacks is switched off and on, in all combinations, for the same\n"
        "people. The part of a mechanism is what switching it on adds, averaged over all orders in which\n"
        "they can be switched on (Shapley value); the parts and the rest add up to the whole difference.\n"
        "Mechanisms: referral training exchange promotion monitoring steering branch joining partners\n"
        "conference government (fewer visits, instructions and contracts) fee (what the support\n"
        "organisation is paid) time (what membership takes from members each week).\n"
        "Without -n: 40 replications; without --measure: qa_per_10k_yuan, qa_output, cost_total. A target\n"
        "is met when every part is known as well as asked, a relative one as a share of the base's mean.\n"
        "Percentages are of the base's mean. Each interval stands for itself.\n"
        "Files: attribution.csv, interactions.csv, variants.csv.\n"
        "Exit code 5: some replications failed; 6: the target was not met; 130: interrupted, and with a\n"
        "store (--out, --store) the same command goes on.\n",
    .examples = "  zutuan attribute solo 16+1\n"
                "  zutuan attribute solo 16+1 --measure wait_mean,unmet_share --all --out out/parts\n"
                "  zutuan attribute solo-40 16+1+N --players joining,partners,fee+time,referral\n",
    .takes = takes,
    .files_least = 2,
    .files_most = 2,
    .run = run,
};
