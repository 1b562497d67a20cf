/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_paper.h"

#include "paper_line.h"
#include "paper_plot.h"
#include "study.h"
#include "zutuan/report/paper_folder.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PAPER_OUT "out/" /* and the paper's name, without --out */

struct job {
    struct options options; /* as given, with a folder */
    struct common_call call;
    struct paper paper;
    struct study study;
    char *out, *store; /* owned */
    int worst;         /* an exit code: some replications failed, or a target is not met */
};

/* Before any work */

/* A paper without a day is of the day that the environment says it is; today's would change its bytes. */
static int date(struct job *self)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL, day[16];
    struct tm parts;
    if (self->paper.date.text != NULL)
        return DIAG_OK;
    const long long seconds = epoch == NULL || *epoch == '\0' ? -1 : strtoll(epoch, &end, 10);
    const time_t moment = (time_t)seconds;
    if (seconds < 0 || *end != '\0' || gmtime_r(&moment, &parts) == NULL ||
        strftime(day, sizeof day, "%Y-%m-%d", &parts) != 10)
        return diag_add(
            self->call.diag, DIAG_INVALID, self->paper.file, 0,
            "date: is missing; give the day of publication, such as 2026-11-24, or set SOURCE_DATE_EPOCH");
    return paper_set(&self->paper.date, day);
}

static int check(struct job *self)
{
    struct diag *diag = self->call.diag;
    const size_t before = diag->count;
    int code = paper_load(&self->paper, self->options.files[0], diag);
    if (code == DIAG_MEMORY || code == DIAG_IO || self->paper.line == 0)
        return code;
    code = date(self);
    for (size_t i = 0; i < self->paper.experiment_count; i++)
        paper_line_check(&self->paper, &self->paper.experiments[i], &self->call);
    paper_columns_check(&self->paper, diag);
    paper_plot_check(&self->paper, &self->call);
    if (code == DIAG_MEMORY || diag->lost)
        return DIAG_MEMORY;
    return diag->count > before ? (int)diag_worst(diag) : DIAG_OK;
}

static int place(struct job *self)
{
    const char *given = self->options.out, *name = self->paper.name.text;
    const char *store = self->options.store;
    self->out = given != NULL ? strdup(given) : malloc(strlen(name) + sizeof PAPER_OUT);
    if (self->out == NULL)
        return DIAG_MEMORY;
    if (given == NULL)
        sprintf(self->out, PAPER_OUT "%s", name);
    self->store = store != NULL ? strdup(store) : malloc(strlen(self->out) + sizeof "/" ACCOUNT_STORE);
    if (self->store == NULL)
        return DIAG_MEMORY;
    if (store == NULL)
        sprintf(self->store, "%s/" ACCOUNT_STORE, self->out);
    self->options.out = self->out;
    return DIAG_OK;
}

/* Work */

static void tell(const struct job *self, size_t i)
{
    const struct paper_experiment *experiment = &self->paper.experiments[i];
    fprintf(stderr, "[%zu of %zu] %s: %s", i + 1, self->paper.experiment_count, experiment->name.text,
            experiment->command.text);
    for (size_t o = 0; o < experiment->options.count; o++)
        fprintf(stderr, " %s", experiment->options.items[o].text);
    for (size_t f = 0; f < experiment->files.count; f++)
        fprintf(stderr, " %s", experiment->files.items[f].text);
    fputc('\n', stderr);
}

/* What the experiment returned, as what this command goes on with: an exit code that others outweigh is kept.
 */
static int weigh(struct job *self, int code)
{
    if (code == COMMON_FAILED || (code == COMMON_NOT_MET && self->worst == COMMON_OK))
        self->worst = code;
    return code == COMMON_FAILED || code == COMMON_NOT_MET ? COMMON_OK : code;
}

static int run_one(struct job *self, const struct paper_experiment *experiment, bool dry)
{
    struct paper_line line;
    struct common_call call = self->call;
    const struct paper_line_how how = {self->out, self->store, dry};
    int code = paper_line_make(&line, &self->paper, experiment, &how, &self->call);
    call.replayed = true;
    if (code == DIAG_OK && dry && !paper_line_takes(line.command, OPTION_DRY_RUN))
        puts("  how long it takes is not known before it is run");
    else if (code == DIAG_OK)
        code = paper_line_run(&line, &call);
    paper_line_free(&line);
    return code;
}

static int run_all(struct job *self)
{
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < self->paper.experiment_count; i++) {
        const struct paper_experiment *experiment = &self->paper.experiments[i];
        tell(self, i);
        code = weigh(self, run_one(self, experiment, false));
        if (code == DIAG_OK)
            code = paper_plot_draw(&self->paper, experiment, self->out, &self->call);
    }
    return code;
}

static int finish(struct job *self)
{
    struct paper_folder folder = {.paper = &self->paper, .path = self->out, .notes = &self->study.notes};
    int code = study_worked(&self->study, DIAG_OK);
    if (code == DIAG_OK)
        code = paper_folder_settle(&self->paper, self->out, self->call.diag);
    study_account(&self->study, 0, &folder.account);
    if (code == DIAG_OK)
        code = study_wrote(&self->study, paper_folder_write(&folder, self->call.diag));
    for (size_t i = 0; i < self->study.notes.count; i++)
        fprintf(stderr, "note: %s\n", self->study.notes.items[i].text);
    return code == DIAG_OK ? self->worst : code;
}

static int work(struct job *self)
{
    int code = study_begin(&self->study, &self->call, "paper", self->paper.name.text);
    if (code == DIAG_OK)
        code = run_all(self);
    if (code == COMMON_INTERRUPTED || code == DIAG_INTERRUPTED) {
        fputs("zutuan: interrupted; the same command goes on from there\n", stderr);
        code = COMMON_INTERRUPTED;
    } else if (code == DIAG_OK) {
        code = finish(self);
    }
    study_free(&self->study);
    return code;
}

static int plan(struct job *self)
{
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < self->paper.experiment_count; i++) {
        tell(self, i);
        code = run_one(self, &self->paper.experiments[i], true);
        common_flush();
    }
    if (code == DIAG_OK)
        printf("%zu experiments, %zu figures, %zu tables and %zu numbers would be in %s\n",
               self->paper.experiment_count, self->paper.figure_count,
               self->paper.table_count + self->paper.parameters_count, self->paper.number_count, self->out);
    return code;
}

static int run(const struct common_call *call)
{
    struct job job = {.options = *call->options, .call = *call};
    job.call.options = &job.options;
    int code = check(&job);
    if (code == DIAG_OK)
        code = place(&job);
    if (code == DIAG_OK)
        code = call->options->given[OPTION_DRY_RUN] ? plan(&job) : work(&job);
    paper_free(&job.paper);
    free(job.out);
    free(job.store);
    return code;
}

static const enum option takes[] = {OPTION_OUTSIDE, OPTION_SEED,  OPTION_JOBS,    OPTION_OUT,
                                    OPTION_FORCE,   OPTION_STORE, OPTION_DRY_RUN, OPTION_PROGRESS,
                                    OPTION_HELP,    OPTION_END};

const struct common_command cmd_paper_command = {
    .name = "paper",
    .arguments = "FILE",
    .summary = "Every experiment, figure, table and number of a paper from one file",
    .about =
        "FILE lists experiments (commands with their options and scenarios), figures, tables and numbers\n"
        "(docs/papers.md). All experiments share one store: runs that are there are not done again, and\n"
        "after an interruption the same command goes on. Into --out DIR (out/NAME) go figures, tables and\n"
        "numbers.tex for LaTeX, the checklists STRESS-DES and ODD, and an RO-Crate with the SHA-256 of\n"
        "every file; the same file gives the same bytes. --seed is for experiments that name none.\n"
        "Exit code 3: something in FILE is wrong, and all of it is told; 5: some replications failed; 6: a\n"
        "target was not met; 130: interrupted.\n",
    .examples = "  zutuan paper docs/paper/paper.cfg --dry-run\n"
                "  zutuan paper docs/paper/paper.cfg --out out/paper\n"
                "  zutuan reproduce out/paper\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
