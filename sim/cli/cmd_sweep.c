/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_sweep.h"

#include "map.h"
#include "points.h"
#include "sweep_job.h"

static int begin(struct sweep_job *self, const struct common_call *call)
{
    const struct options *options = call->options;
    *self = (struct sweep_job){.counts = {0, 0}};
    const int code = design_load(&self->design, options->files[0], common_search(options), options->overrides,
                                 options->override_count, call->diag);
    return code == DIAG_OK ? sweep_job_begin(self, call, "sweep", self->design.name) : code;
}

static int print_results(struct sweep_job *self)
{
    const struct design *design = &self->design;
    const double confidence = self->study.call->options->confidence;
    int code = DIAG_OK;
    sweep_job_describe(self);
    printf("%zu replications of each, seed %llu\n", sweep_least(&self->sweep),
           (unsigned long long)self->study.call->options->seed);
    for (size_t i = 0; code == DIAG_OK && i < design->measure_count; i++) {
        putchar('\n');
        code = map_draws(design) ? map_print(&self->sweep, design->measures[i], confidence, stdout)
                                 : points_print(&self->sweep, design->measures[i], confidence, stdout);
    }
    common_flush(); /* before what follows on standard error */
    return code;
}

static int extend(void *context, size_t count)
{
    return sweep_job_extend(context, count, "runs");
}

/* Every point has as many replications as the widest of all intervals calls for: then points can be held
 * against each other, pair by pair, and none is stopped because it happens to vary little. */
static int look(void *context, struct estimate_look *look)
{
    struct sweep_job *self = context;
    const struct options *options = self->study.call->options;
    const enum outcome_measure measure = (enum outcome_measure)options->target.measure;
    int code = DIAG_OK;
    for (size_t point = 0; code == DIAG_OK && point < self->sweep.points; point++) {
        struct estimate_pair pair;
        struct estimate mean;
        if (self->design.compares) {
            code = sweep_pair(&self->sweep, point, measure, options->confidence, &pair);
            if (code == DIAG_OK)
                estimate_look_at(look, &options->target, pair.high - pair.difference, pair.base_mean);
        } else {
            code = sweep_mean(&self->sweep, point, measure, options->confidence, &mean);
            if (code == DIAG_OK)
                estimate_look_at(look, &options->target, mean.high - mean.mean, mean.mean);
        }
    }
    return code;
}

static int work(struct sweep_job *self)
{
    static const struct study_task task = {"replications", "a point has no value of this measure",
                                           ESTIMATE_AFTER, extend, look};
    int code = study_work(&self->study, &task, self, self->counts);
    if (code == DIAG_OK && sweep_job_anything(self) && !study_is_shard(&self->study))
        code = print_results(self);
    return code == DIAG_OK ? sweep_job_finish(self, NULL) : code;
}

static int run(const struct common_call *call)
{
    struct sweep_job job;
    int code = begin(&job, call);
    if (code == DIAG_OK)
        code = call->options->given[OPTION_DRY_RUN] ? sweep_job_plan(&job) : work(&job);
    sweep_job_free(&job);
    return code;
}

static const enum option takes[] = {OPTION_REPLICATIONS, OPTION_TARGET, OPTION_MIN,
                                    OPTION_MAX,          OPTION_SHARD,  STUDY_TAKES};

const struct common_command cmd_sweep_command = {
    .name = "sweep",
    .arguments = "DESIGN",
    .summary = "Every point of a design: where one scenario beats the other, or how one of them does",
    .about =
        "A design names one scenario or two, measures, and parameters with their levels or ranges; its kind\n"
        "says which points: factorial (all combinations), oat (one at a time), lhs (a Latin hypercube), "
        "sobol,\n"
        "morris, saltelli, or points (a CSV file). Common random numbers over all points. The design says "
        "how\n"
        "many replications; -n says otherwise. + and - are points whose interval does not hold 0: each "
        "stands\n"
        "for itself, so that of twenty intervals at 95 % one misses. Files: cells.csv, points.csv, "
        "factors.csv,\n"
        "design.cfg, which runs again.\n"
        "A target is met when the interval at every point is as narrow as asked, a relative one as a share "
        "of\n"
        "the (base's) mean there; all points have as many replications.\n"
        "Exit code 5: some replications failed; 6: the target was not met; 130: interrupted, and what is\n"
        "finished is kept: with a store (--out, --store) the same command goes on, and more replications "
        "add\n"
        "to it.\n",
    .examples = "  zutuan sweep size-and-staff --dry-run\n"
                "  zutuan sweep size-and-staff --out out/size\n"
                "  zutuan sweep size-and-staff --target qa_per_10k_yuan:rel=2% --out out/size\n"
                "  zutuan sweep one-at-a-time --out out/oat\n"
                "  zutuan sweep scenarios/designs/training-and-slack.cfg -n 100\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
