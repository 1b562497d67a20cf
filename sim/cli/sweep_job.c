/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sweep_job.h"

#include "show.h"
#include "zutuan/report/cells.h"

#include <stdlib.h>

#define JOB_FAILURES_SHOWN 20
#define JOB_ROW_BYTES      230.0 /* of cells.csv, on average, without factors */
#define JOB_VALUE_BYTES    12.0  /* of a factor's value */
#define JOB_OTHER_BYTES    25e3
#define JOB_SAMPLE         96 /* runs that are timed */
#define JOB_FACTORS_TOLD   6

static int check_target(const struct sweep_job *self, const struct common_call *call)
{
    const struct options *options = call->options;
    if (options->target_text == NULL)
        return DIAG_OK;
    for (size_t i = 0; i < self->design.measure_count; i++) {
        if ((int)self->design.measures[i] == options->target.measure)
            return DIAG_OK;
    }
    return diag_add(call->diag, DIAG_USAGE, NULL, 0, "--target %s: %s is not about it, but about %s%s",
                    options->target_text, self->design.name,
                    outcome_measure_row(self->design.measures[0])->name,
                    self->design.measure_count > 1 ? " and others" : "");
}

int sweep_job_begin(struct sweep_job *self, const struct common_call *call, const char *command,
                    const char *subject)
{
    int code = check_target(self, call);
    if (code == DIAG_OK)
        code = study_begin(&self->study, call, command, subject);
    if (code != DIAG_OK)
        return code;
    self->counts = study_counts(&self->study, self->design.replications);
    return sweep_alloc(&self->sweep, &self->design, call->options->seed);
}

void sweep_job_free(struct sweep_job *self)
{
    sweep_free(&self->sweep);
    design_free(&self->design);
    study_free(&self->study);
}

static void describe_factors(const struct design *design)
{
    const bool levels = design->kind == DESIGN_FACTORIAL;
    if (!levels && design->factor_count > JOB_FACTORS_TOLD) {
        printf(" %s over %zu parameters", design_kind_name(design->kind), design->factor_count);
        return;
    }
    if (!levels)
        printf(" %s over", design_kind_name(design->kind));
    for (size_t i = 0; i < design->factor_count; i++) {
        if (levels)
            printf("%s %zu of %s", i == 0 ? "" : " x", design->factors[i].level_count,
                   design->factors[i].row->key);
        else
            printf("%s %s", i == 0 ? "" : ",", design->factors[i].row->key);
    }
}

void sweep_job_describe(const struct sweep_job *self)
{
    const struct design *design = &self->design;
    if (design->compares)
        printf("%s: %s against %s at %zu points:", design->name, design->other.name, design->base.name,
               design->point_count);
    else
        printf("%s: %s at %zu points:", design->name, design->base.name, design->point_count);
    describe_factors(design);
    putchar('\n');
}

/* Planning */

/* Some arms, evenly from all points, as scenarios; returns how many, or a diag_code. */
static int sample(const struct sweep_job *self, struct scenario *scenarios, size_t most, size_t *count)
{
    const struct sweep *sweep = &self->sweep;
    const size_t every = sweep->arm_count <= most ? 1 : (sweep->arm_count + most - 1) / most;
    size_t before = 0;
    *count = 0;
    for (size_t b = 0; b < sweep->block_count; b++) {
        const struct sweep_block *block = &sweep->blocks[b];
        for (size_t arm = 0; arm < block->arm_count; arm++, before++) {
            if (before % every != 0)
                continue;
            if (design_at(sweep->design, sweep_arm_point(block, arm), sweep_arm_scenario(sweep, block, arm),
                          &scenarios[*count]) != DIAG_OK)
                return DIAG_MEMORY;
            (*count)++;
        }
    }
    return DIAG_OK;
}

/* Seconds that a thread takes for a run. */
static int time_run(const struct sweep_job *self, double *seconds)
{
    struct scenario *scenarios = calloc(JOB_SAMPLE, sizeof *scenarios);
    const struct scenario *pointers[JOB_SAMPLE] = {NULL};
    struct replicate replicate = {.arms = NULL};
    size_t count = 0;
    int code = scenarios == NULL ? DIAG_MEMORY : sample(self, scenarios, JOB_SAMPLE, &count);
    for (size_t i = 0; i < count; i++)
        pointers[i] = &scenarios[i];
    if (code == DIAG_OK)
        code = replicate_alloc(&replicate, pointers, count, self->sweep.seed);
    if (code == DIAG_OK) {
        replicate.measures_only = true;
        code = study_pilot(&self->study, &replicate, 1, seconds);
    }
    replicate_free(&replicate);
    for (size_t i = 0; i < count; i++)
        scenario_free(&scenarios[i]);
    free(scenarios);
    return code;
}

static double disk(const struct design *design)
{
    const double points = (double)design->point_count, factors = (double)design->factor_count;
    return points * (double)design->measure_count * (JOB_ROW_BYTES + factors * JOB_VALUE_BYTES) +
           points * factors * JOB_VALUE_BYTES + JOB_OTHER_BYTES;
}

int sweep_job_plan(struct sweep_job *self)
{
    const struct options *options = self->study.call->options;
    const size_t runs = self->counts.most * self->sweep.arm_count;
    char time[SHOW_MOST], size[SHOW_MOST];
    double seconds = 0.0;
    const int code = time_run(self, &seconds);
    if (code != DIAG_OK)
        return code;
    sweep_job_describe(self);
    show_seconds(study_duration(&self->study, runs, seconds), time);
    show_bytes(disk(&self->design), size);
    printf("  %s%zu replications: %zu runs, about %s on %d threads",
           self->counts.first < self->counts.most ? "at most " : "", self->counts.most, runs, time,
           replicate_threads(options->jobs));
    if (options->out != NULL)
        printf(", about %s in %s", size, options->out);
    puts("\nnothing was kept: this is a dry run");
    return COMMON_OK;
}

/* Working */

int sweep_job_extend(struct sweep_job *self, size_t replications, const char *phase)
{
    progress_phase(&self->study.progress, phase, 1, 0);
    return sweep_extend(&self->sweep, replications, &self->study.how);
}

bool sweep_job_anything(const struct sweep_job *self)
{
    return sweep_done(&self->sweep, 0) > 0; /* the first point is the first to be run */
}

static void tell_failures(const struct sweep_job *self)
{
    const size_t count = sweep_failures(&self->sweep);
    size_t told = 0;
    for (size_t b = 0; b < self->sweep.block_count; b++) {
        const struct sweep_block *block = &self->sweep.blocks[b];
        for (size_t i = 0; i < block->replicate.failure_count && told < JOB_FAILURES_SHOWN; i++, told++) {
            const struct replicate_failure *failure = &block->replicate.failures[i];
            char where[DESIGN_POINT_MOST];
            design_point_format(&self->design, sweep_arm_point(block, failure->arm), where);
            fprintf(stderr, "zutuan: replication %lu of %s at %s failed: %s\n",
                    (unsigned long)failure->replication,
                    sweep_arm_scenario(&self->sweep, block, failure->arm)->name, where, failure->text);
        }
    }
    if (count > told)
        fprintf(stderr, "zutuan: and %zu more\n", count - told);
    if (count > 0)
        fputs("zutuan: replications that failed are left out, at neighbouring points too\n", stderr);
}

static int write_files(struct sweep_job *self, const struct sensitivity *sensitivity)
{
    const struct common_call *call = self->study.call;
    const bool grown = self->counts.first < self->counts.most;
    struct cells cells = {.sweep = &self->sweep,
                          .replications = grown ? sweep_least(&self->sweep) : self->counts.most,
                          .sensitivity = sensitivity};
    study_account(&self->study, self->counts.most, &cells.account);
    return study_wrote(&self->study, cells_write(&cells, call->options->out, call->diag));
}

int sweep_job_finish(struct sweep_job *self, const struct sensitivity *sensitivity)
{
    const bool kept = sweep_job_anything(self) || self->study.store != NULL;
    const size_t least = sweep_least(&self->sweep);
    int code = DIAG_OK;
    tell_failures(self);
    if (self->study.interrupted)
        fprintf(stderr, "zutuan: interrupted; at least %zu replications are finished at every point%s\n",
                least, kept ? "" : ", nothing is kept");
    if (study_keeps(&self->study) && sweep_job_anything(self))
        code = write_files(self, sensitivity);
    return code == DIAG_OK ? study_exit(&self->study, sweep_failures(&self->sweep)) : code;
}
