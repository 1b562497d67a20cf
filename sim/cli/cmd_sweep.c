/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_sweep.h"

#include "map.h"
#include "show.h"
#include "study.h"
#include "zutuan/report/cells.h"

#define SWEEP_FAILURES_SHOWN 20
#define SWEEP_ROW_BYTES      230.0 /* of cells.csv, on average */
#define SWEEP_OTHER_BYTES    25e3

struct job {
    struct study study;
    struct design design;
    struct sweep sweep;
    size_t replications;
};

static int begin(struct job *self, const struct common_call *call)
{
    const struct options *options = call->options;
    *self = (struct job){.replications = 0};
    int code = design_load(&self->design, options->files[0], common_search(), options->overrides,
                           options->override_count, call->diag);
    if (code == DIAG_OK)
        code = study_begin(&self->study, call, "sweep", self->design.name);
    if (code != DIAG_OK)
        return code;
    self->replications =
        options->given[OPTION_REPLICATIONS] ? options->replications : self->design.replications;
    return sweep_alloc(&self->sweep, &self->design, options->seed);
}

static void end(struct job *self)
{
    sweep_free(&self->sweep);
    design_free(&self->design);
    study_free(&self->study);
}

static void print_design(const struct job *self)
{
    const struct design *design = &self->design;
    printf("%s: %s against %s at %zu points:", design->name, design->other.name, design->base.name,
           self->sweep.points);
    for (size_t i = 0; i < design->factor_count; i++)
        printf("%s %zu of %s", i == 0 ? "" : " x", design->factors[i].level_count,
               design->factors[i].row->key);
    putchar('\n');
}

/* One replication of every point, timed on all threads; leaves no files. */
static int plan(struct job *self)
{
    const struct replicate_how how = {.threads = self->study.call->options->jobs,
                                      .interrupted = self->study.how.interrupted};
    const double before = progress_clock();
    const int code = sweep_extend(&self->sweep, 1, &how);
    const double seconds = progress_clock() - before;
    char time[SHOW_MOST], size[SHOW_MOST];
    if (code != DIAG_OK)
        return code;
    print_design(self);
    show_seconds(seconds * (double)self->replications, time);
    show_bytes((double)(self->sweep.points * self->design.measure_count) * SWEEP_ROW_BYTES +
                   SWEEP_OTHER_BYTES,
               size);
    printf("  %zu replications: %zu runs, about %s on %d threads", self->replications,
           self->replications * self->sweep.arm_count, time, replicate_threads(how.threads));
    if (self->study.call->options->out != NULL)
        printf(", about %s in %s", size, self->study.call->options->out);
    puts("\nnothing was kept: this is a dry run");
    return COMMON_OK;
}

static int print_maps(struct job *self)
{
    int code = DIAG_OK;
    print_design(self);
    printf("%zu replications of each, seed %llu\n", sweep_least(&self->sweep),
           (unsigned long long)self->study.call->options->seed);
    for (size_t i = 0; code == DIAG_OK && i < self->design.measure_count; i++) {
        putchar('\n');
        code =
            map_print(&self->sweep, self->design.measures[i], self->study.call->options->confidence, stdout);
    }
    common_flush(); /* before what follows on standard error */
    return code;
}

static bool anything_done(const struct job *self)
{
    return sweep_done(&self->sweep, 0) > 0; /* the first point is the first to be run */
}

static void tell_failures(const struct job *self)
{
    const size_t count = sweep_failures(&self->sweep);
    size_t told = 0;
    for (size_t b = 0; b < self->sweep.block_count; b++) {
        const struct sweep_block *block = &self->sweep.blocks[b];
        for (size_t i = 0; i < block->replicate.failure_count && told < SWEEP_FAILURES_SHOWN; i++, told++) {
            const struct replicate_failure *failure = &block->replicate.failures[i];
            char where[DESIGN_POINT_MOST];
            design_point_format(&self->design, sweep_arm_point(block, failure->arm), where);
            fprintf(stderr, "zutuan: replication %lu of %s at %s failed: %s\n",
                    (unsigned long)failure->replication, block->scenarios[failure->arm].name, where,
                    failure->text);
        }
    }
    if (count > told)
        fprintf(stderr, "zutuan: and %zu more\n", count - told);
    if (count > 0)
        fputs("zutuan: replications that failed are left out, at neighbouring points too\n", stderr);
}

static int write_files(struct job *self)
{
    const struct common_call *call = self->study.call;
    struct cells cells = {.sweep = &self->sweep};
    study_account(&self->study, &cells.account);
    cells.account.asked = self->replications;
    return study_wrote(&self->study, cells_write(&cells, call->options->out, call->diag));
}

static int finish(struct job *self)
{
    const bool kept = anything_done(self) || self->study.store != NULL;
    int code = DIAG_OK;
    tell_failures(self);
    if (self->study.interrupted)
        fprintf(stderr, "zutuan: interrupted; at least %zu replications are finished at every point%s\n",
                sweep_least(&self->sweep), kept ? "" : ", nothing is kept");
    if (study_keeps(&self->study) && anything_done(self))
        code = write_files(self);
    return code == DIAG_OK ? study_exit(&self->study, sweep_failures(&self->sweep)) : code;
}

static int work(struct job *self)
{
    progress_phase(&self->study.progress, "runs", 1, 0);
    int code = study_worked(&self->study, sweep_extend(&self->sweep, self->replications, &self->study.how));
    if (code != DIAG_OK)
        return code;
    if (anything_done(self) && !study_is_shard(&self->study))
        code = print_maps(self);
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

static const enum option takes[] = {
    OPTION_SET,   OPTION_SEED,  OPTION_REPLICATIONS, OPTION_CONFIDENCE, OPTION_JOBS, OPTION_OUT, OPTION_FORCE,
    OPTION_STORE, OPTION_SHARD, OPTION_DRY_RUN,      OPTION_PROGRESS,   OPTION_HELP, OPTION_END};

const struct common_command cmd_sweep_command = {
    .name = "sweep",
    .arguments = "DESIGN",
    .summary = "Paired differences at every point of a design: where one scenario beats the other",
    .about =
        "A design names two scenarios, measures, and factors with their levels; every combination of levels "
        "is\n"
        "a point. Common random numbers over all points. The design says how many replications; -n says\n"
        "otherwise. + and - are points whose interval does not hold 0: each stands for itself, so that of\n"
        "twenty intervals at 95 % one misses. Files: cells.csv, factors.csv, design.cfg, which runs again.\n"
        "Exit code 5: some replications failed; 130: interrupted, and what is finished is kept:\n"
        "with a store (--out, --store) the same command goes on, and more replications add to it.\n",
    .examples = "  zutuan sweep size-and-staff --dry-run\n"
                "  zutuan sweep size-and-staff --out out/size\n"
                "  zutuan sweep scenarios/designs/training-and-slack.cfg -n 100\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
