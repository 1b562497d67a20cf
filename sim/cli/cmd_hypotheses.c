/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_hypotheses.h"

#include "hypotheses_show.h"
#include "hypotheses_words.h"
#include "study.h"
#include "zutuan/report/hypotheses_folder.h"

struct trial {
    struct study study;
    struct hypotheses hypotheses;
    bool judged; /* the verdicts are there */
};

static int begin(struct trial *self, const struct common_call *call)
{
    const struct options *options = call->options;
    const int code = study_begin(&self->study, call, "hypotheses", "");
    if (code != DIAG_OK)
        return code;
    return hypotheses_load(&self->hypotheses, common_search(options), options->overrides,
                           options->override_count, call->diag);
}

static int simulate(struct trial *self)
{
    static const char *const looks[HYPOTHESES_LOOKS] = {"runs of the assumptions, first look",
                                                        "runs of the assumptions, second look",
                                                        "runs of the assumptions, last look"};
    const struct options *options = self->study.call->options;
    progress_phase(&self->study.progress, "runs", 1, 0);
    int code = hypotheses_run(&self->hypotheses, options->replications, options->seed, options->confidence,
                              &self->study.how);
    self->judged = code == DIAG_OK;
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
    study_account(&self->study, options->replications, &results.account);
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

static const enum option takes[] = {OPTION_SET,        OPTION_OUTSIDE, OPTION_SEED,     OPTION_REPLICATIONS,
                                    OPTION_CONFIDENCE, OPTION_QUICK,   OPTION_JOBS,     OPTION_OUT,
                                    OPTION_FORCE,      OPTION_STORE,   OPTION_PROGRESS, OPTION_HELP,
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
        "Exit code 5: some replications failed; 130: interrupted.\n",
    .examples = "  zutuan hypotheses\n"
                "  zutuan hypotheses --quick -n 400\n"
                "  zutuan hypotheses -s demand.rate=0.7 --out out/high-demand\n",
    .takes = takes,
    .files_least = 0,
    .files_most = 0,
    .run = run,
};
