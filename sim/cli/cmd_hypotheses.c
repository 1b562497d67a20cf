/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_hypotheses.h"

#include "hypotheses_show.h"
#include "hypotheses_words.h"
#include "interrupt.h"
#include "progress.h"
#include "zutuan/report/hypotheses_tables.h"

#include <time.h>

struct campaign {
    const struct common_call *call; /* borrowed */
    struct hypotheses hypotheses;
    struct progress progress;
    struct replicate_how how;
    struct diag notes; /* why there is no equal budget */
    bool judged;       /* the verdicts are there */
    bool interrupted;
    double started, finished; /* seconds since the epoch */
};

static double wall_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int begin(struct campaign *self, const struct common_call *call)
{
    const struct options *options = call->options;
    self->call = call;
    self->started = wall_clock();
    if (options->out != NULL) {
        const int code = results_check_folder(options->out, options->given[OPTION_FORCE], call->diag);
        if (code != DIAG_OK)
            return code;
    }
    progress_init(&self->progress, options->progress);
    self->how = (struct replicate_how){options->jobs, progress_cells, &self->progress, interrupt_flag()};
    return hypotheses_load(&self->hypotheses, common_search(), options->overrides, options->override_count,
                           call->diag);
}

static int simulate(struct campaign *self)
{
    static const char *const looks[HYPOTHESES_LOOKS] = {"runs of the assumptions, first look",
                                                        "runs of the assumptions, second look",
                                                        "runs of the assumptions, last look"};
    const struct options *options = self->call->options;
    progress_phase(&self->progress, "runs", 1, 0);
    int code = hypotheses_run(&self->hypotheses, options->replications, options->seed, options->confidence,
                              &self->how);
    self->judged = code == DIAG_OK;
    for (size_t which = 0; code == DIAG_OK && which < HYPOTHESES_BUDGETS; which++) {
        progress_phase(&self->progress, "runs at equal public money", 1, 0);
        code = hypotheses_equalise(&self->hypotheses, which, &self->how, &self->notes);
    }
    for (size_t look = 0; code == DIAG_OK && look < HYPOTHESES_LOOKS && !options->given[OPTION_QUICK];
         look++) {
        progress_phase(&self->progress, looks[look], 1, 0);
        code = hypotheses_look(&self->hypotheses, look, &self->how);
    }
    progress_end(&self->progress);
    self->finished = wall_clock();
    self->interrupted = code == DIAG_INTERRUPTED;
    return self->interrupted ? DIAG_OK : code;
}

static int print(struct campaign *self)
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

static int write_files(struct campaign *self)
{
    const struct options *options = self->call->options;
    const struct results results = {
        .replicate = &self->hypotheses.usual.replicate,
        .confidence = options->confidence,
        .command = "hypotheses",
        .argc = self->call->argc,
        .argv = self->call->argv,
        .replications_asked = options->replications,
        .interrupted = self->interrupted,
        .started = self->started,
        .finished = self->finished,
        .threads = replicate_threads(options->jobs),
    };
    const int code = hypotheses_tables_write(&self->hypotheses, &results, options->out, self->call->diag);
    if (code == DIAG_OK)
        fprintf(stderr, "results are in %s\n", options->out);
    return code;
}

static int end(struct campaign *self)
{
    const struct replicate *replicate = &self->hypotheses.usual.replicate;
    for (size_t i = 0; i < replicate->failure_count; i++)
        fprintf(stderr, "zutuan: replication %lu of %s failed: %s\n",
                (unsigned long)replicate->failures[i].replication,
                hypotheses_arms()[replicate->failures[i].arm], replicate->failures[i].text);
    for (size_t i = 0; i < self->notes.count; i++)
        fprintf(stderr, "note: %s\n", self->notes.items[i].text);
    if (self->interrupted)
        fprintf(stderr, "zutuan: interrupted; %s\n",
                self->judged ? "the verdicts are complete, what goes beyond them is not" : "nothing is kept");
    int code = DIAG_OK;
    if (self->call->options->out != NULL && self->judged)
        code = write_files(self);
    if (code != DIAG_OK)
        return code;
    return self->interrupted ? COMMON_INTERRUPTED : replicate->failure_count > 0 ? COMMON_FAILED : COMMON_OK;
}

static int run(const struct common_call *call)
{
    struct campaign campaign = {.judged = false};
    diag_init(&campaign.notes);
    int code = begin(&campaign, call);
    if (code == DIAG_OK) {
        code = simulate(&campaign);
        if (code == DIAG_OK && campaign.judged)
            code = print(&campaign);
        if (code == DIAG_OK)
            code = end(&campaign);
        hypotheses_free(&campaign.hypotheses);
    }
    diag_free(&campaign.notes);
    return code;
}

static const enum option takes[] = {OPTION_SET,      OPTION_SEED, OPTION_REPLICATIONS, OPTION_CONFIDENCE,
                                    OPTION_QUICK,    OPTION_JOBS, OPTION_OUT,          OPTION_FORCE,
                                    OPTION_PROGRESS, OPTION_HELP, OPTION_END};

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
