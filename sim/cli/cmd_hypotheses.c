/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_hypotheses.h"

#include "hypotheses_show.h"
#include "hypotheses_words.h"
#include "study.h"
#include "zutuan/report/hypotheses_folder.h"

struct trial {
    struct study study;
    struct hypotheses hypotheses;
    struct study_counts counts; /* replications */
    bool judged;                /* the verdicts are there */
};

static int begin(struct trial *self, const struct common_call *call)
{
    const struct options *options = call->options;
    int code = study_begin(&self->study, call, "hypotheses", "");
    if (code != DIAG_OK)
        return code;
    self->counts = study_counts(&self->study, options->replications);
    if (self->counts.first > self->counts.most)
        self->counts.first = self->counts.most;
    code = hypotheses_load(&self->hypotheses, common_search(options), options->overrides,
                           options->override_count, call->diag);
    return code == DIAG_OK ? hypotheses_begin(&self->hypotheses, options->seed, options->confidence,
                                              hypotheses_looks(self->counts.first, self->counts.most))
                           : code;
}

static int extend(void *context, size_t count)
{
    struct trial *self = context;
    progress_phase(&self->study.progress, "runs", 1, 0);
    const int code = hypotheses_extend(&self->hypotheses, count, &self->study.how);
    self->judged = self->judged || code == DIAG_OK;
    return code;
}

static int look(void *context, struct estimate_look *look)
{
    struct trial *self = context;
    hypotheses_unsettled(&self->hypotheses, self->study.call->options->target.width, look);
    return DIAG_OK;
}

/* What goes beyond the verdicts. */
static int go_beyond(struct trial *self)
{
    static const char *const looks[HYPOTHESES_LOOKS] = {"runs of the assumptions, first look",
                                                        "runs of the assumptions, second look",
                                                        "runs of the assumptions, last look"};
    const struct options *options = self->study.call->options;
    int code = DIAG_OK;
    for (size_t which = 0; code == DIAG_OK && which < HYPOTHESES_BUDGETS; which++) {
        progress_phase(&self->study.progress, "runs at equal public money", 1, 0);
        code = hypotheses_equalise(&self->hypotheses, which, &self->study.how, &self->study.notes);
    }
    for (size_t look = 0; code == DIAG_OK && look < HYPOTHESES_LOOKS && !options->given[OPTION_QUICK];
         look++) {
        progress_phase(&self->study.progress, looks[look], 1, 0);
        code = hypotheses_look(&self->hypotheses, look, &self->study.how);
    }
    return study_worked(&self->study, code);
}

/* Looks at verdicts are counted beforehand, so that none more follows on the one that meets a target. */
static int simulate(struct trial *self)
{
    static const struct study_task task = {"replications", "no other test has a value of its measure", 0,
                                           extend, look};
    const int code = study_work(&self->study, &task, self, self->counts);
    return code == DIAG_OK && !self->study.interrupted ? go_beyond(self) : code;
}

static int print(struct trial *self)
{
    const struct hypotheses *hypotheses = &self->hypotheses;
    int code = hypotheses_show_table(hypotheses, stdout);
    if (code == DIAG_OK)
        code = hypotheses_show_claims(hypotheses, stdout);
    if (code == DIAG_OK)
        code = hypotheses_words_print(hypotheses, stdout);
    fflush(stdout);
    return code;
}

static int write_files(struct trial *self)
{
    const struct options *options = self->study.call->options;
    struct results results = {.replicate = &self->hypotheses.usual.replicate};
    study_account(&self->study, self->counts.most, &results.account);
    return study_wrote(&self->study, hypotheses_folder_write(&self->hypotheses, &results, options->out,
                                                             self->study.call->diag));
}

static int end(struct trial *self)
{
    const struct replicate *replicate = &self->hypotheses.usual.replicate;
    int code = DIAG_OK;
    study_tell_failures(replicate);
    if (self->study.interrupted)
        fprintf(stderr, "zutuan: interrupted; %s\n",
                self->judged                ? "the verdicts are complete, what goes beyond them is not"
                : self->study.store != NULL ? "there are no verdicts yet"
                                            : "nothing is kept");
    if (study_keeps(&self->study) && self->judged)
        code = write_files(self);
    return code == DIAG_OK ? study_exit(&self->study, replicate->failure_count) : code;
}

static int run(const struct common_call *call)
{
    struct trial trial = {.judged = false};
    int code = begin(&trial, call);
    if (code == DIAG_OK) {
        code = simulate(&trial);
        if (code == DIAG_OK && trial.judged)
            code = print(&trial);
        if (code == DIAG_OK)
            code = end(&trial);
        hypotheses_free(&trial.hypotheses);
    }
    study_free(&trial.study);
    return code;
}

static const enum option takes[] = {
    OPTION_SET, OPTION_OUTSIDE,     OPTION_SEED,       OPTION_REPLICATIONS, OPTION_DECIDED_TARGET,
    OPTION_MIN, OPTION_DECIDED_MAX, OPTION_CONFIDENCE, OPTION_QUICK,        OPTION_JOBS,
    OPTION_OUT, OPTION_FORCE,       OPTION_STORE,      OPTION_PROGRESS,     OPTION_HELP,
    OPTION_END};

const struct common_command cmd_hypotheses_command = {
    .name = "hypotheses",
    .arguments = "",
    .summary = "Test the paper's claims H1 to H13: supported, refuted or undecided, and on what that hangs",
    .about =
        "Each claim is one or several contrasts of scenarios under common random numbers. All tests are one\n"
        "family (Holm): the chance of even one false verdict is at most 1 - confidence. Intervals are "
        "plain.\n"
        "A claim is supported when all its tests are, refuted when one is and none is supported, mixed when\n"
        "both occur, partly supported when the rest is undecided. What is within 1 % of the base's level is\n"
        "practically nothing and stays undecided.\n"
        "A verdict is robust when it keeps its sign at both ends of a plausible range of every assumption, "
        "one\n"
        "at a time; fragile when it flips or is lost at one.\n"
        "A target doubles the replications from --min on until every test is settled; the chance of a false\n"
        "verdict stays what it is, as p values are multiplied by the number of looks that there can be.\n"
        "Exit code 5: some replications failed; 6: the target was not met; 130: interrupted.\n",
    .examples = "  zutuan hypotheses\n"
                "  zutuan hypotheses --quick -n 400\n"
                "  zutuan hypotheses --quick --target decided\n"
                "  zutuan hypotheses -s demand.rate=0.7 --out out/high-demand\n",
    .takes = takes,
    .files_least = 0,
    .files_most = 0,
    .run = run,
};
