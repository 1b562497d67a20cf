/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_calibrate.h"

#include "calibrate_show.h"
#include "show.h"
#include "study.h"
#include "zutuan/report/calibrate_folder.h"

struct job {
    struct study study;
    struct calibrate_targets targets;
    struct calibrate calibrate;
    struct calibrate_simulation simulation;
};

static int begin(struct job *self, const struct common_call *call)
{
    const struct options *options = call->options;
    *self = (struct job){.targets = {.points = 0}};
    int code = calibrate_targets_load(&self->targets, options->files[0], common_search(options),
                                      options->overrides, options->override_count, call->diag);
    if (code == DIAG_OK)
        code = study_begin(&self->study, call, "calibrate", self->targets.name);
    if (code != DIAG_OK)
        return code;
    const size_t points = options->wave_points > 0 ? options->wave_points : self->targets.points;
    const struct calibrate_rule rule = {
        .points = points,
        .replications = options->given[OPTION_EACH] ? options->replications : self->targets.replications,
        .waves = options->waves > 0 ? options->waves : self->targets.waves,
        .sample = CALIBRATE_SAMPLE,
        .effective = options->draws > 0 ? options->draws : points,
        .bootstraps = CALIBRATE_BOOTSTRAPS,
        .confidence = options->confidence,
        .seed = options->seed,
    };
    self->targets.points = rule.points; /* as targets.cfg is to have them */
    self->targets.replications = rule.replications;
    self->targets.waves = rule.waves;
    self->simulation = (struct calibrate_simulation){
        .targets = &self->targets, .seed = options->seed, .how = &self->study.how, .waves = rule.waves};
    return calibrate_alloc(&self->calibrate, &self->targets.problem, &rule);
}

static void end(struct job *self)
{
    calibrate_free(&self->calibrate);
    calibrate_targets_free(&self->targets);
    study_free(&self->study);
}

/* Some replications of the scenario as it is, timed on all threads. */
static int plan(struct job *self)
{
    enum { PILOT = 4 };
    const struct calibrate_rule *rule = &self->calibrate.rule;
    const struct scenario *scenario = &self->targets.scenario;
    const size_t runs = rule->points * rule->replications;
    struct replicate replicate;
    char wave[SHOW_MOST], all[SHOW_MOST];
    int code = replicate_alloc(&replicate, &scenario, 1, rule->seed);
    if (code != DIAG_OK)
        return code;
    double seconds;
    code = study_pilot(&self->study, &replicate, PILOT, &seconds);
    replicate_free(&replicate);
    if (code != DIAG_OK)
        return code;
    show_seconds(study_duration(&self->study, runs, seconds), wave);
    show_seconds(study_duration(&self->study, runs * rule->waves, seconds), all);
    printf("%s: %zu parameters of %s, %zu targets\n"
           "  a wave: %zu points, %zu replications, %zu runs, about %s on %d threads\n"
           "  %zu waves at most: about %s\nnothing was kept: this is a dry run\n",
           self->targets.name, self->targets.problem.parameter_count, scenario->name,
           self->targets.problem.target_count, rule->points, rule->replications, runs, wave,
           replicate_threads(self->study.how.threads), rule->waves, all);
    return COMMON_OK;
}

static int write_files(struct job *self)
{
    const struct common_call *call = self->study.call;
    struct account account;
    study_account(&self->study, self->calibrate.rule.replications, &account);
    account.done = account.asked;
    account.target = "posterior of the tolerances given";
    account.target_met = calibrate_reached(&self->calibrate);
    return study_wrote(&self->study, calibrate_folder_write(&self->calibrate, &self->targets, &account,
                                                            call->options->out, call->diag));
}

static int finish(struct job *self)
{
    const bool kept = self->calibrate.wave_count > 0;
    int code = DIAG_OK;
    if (self->simulation.failures > 0)
        fprintf(stderr, "zutuan: %zu replications failed; they are left out of their points\n",
                self->simulation.failures);
    if (self->simulation.conflicts > 0)
        fprintf(stderr,
                "zutuan: %zu points contradict the model's own rules and have no weight: the priors are cut "
                "there\n",
                self->simulation.conflicts);
    if (self->study.interrupted)
        fprintf(stderr, "zutuan: interrupted after %zu wave%s%s\n", self->calibrate.wave_count,
                self->calibrate.wave_count == 1 ? "" : "s", kept ? "" : "; nothing is kept");
    if (study_keeps(&self->study) && kept)
        code = write_files(self);
    if (code == DIAG_OK)
        code = study_exit(&self->study, self->simulation.failures);
    if (code == COMMON_OK && !calibrate_reached(&self->calibrate)) {
        fputs("zutuan: the posterior is not reached; more --waves or --points bring it nearer\n", stderr);
        return COMMON_NOT_MET;
    }
    return code;
}

/* Which targets have no values, when none of the points has all. */
static int tell_void(const struct job *self)
{
    const struct calibrate_problem *problem = &self->targets.problem;
    const size_t targets = problem->target_count;
    const size_t rows = self->calibrate.points.count * self->calibrate.rule.replications;
    for (size_t k = 0; k < targets; k++) {
        size_t n = 0;
        for (size_t i = 0; i < rows; i++)
            n += self->calibrate.points.outcomes[i * targets + k] ==
                 self->calibrate.points.outcomes[i * targets + k];
        if (2 * n < rows)
            diag_add(self->study.call->diag, DIAG_INVALID, self->targets.file, problem->targets[k].line,
                     "%s: %s has no values of it, whatever the parameters",
                     outcome_measure_row(problem->targets[k].measure)->name, self->targets.scenario.name);
    }
    if (self->study.call->diag->count == 0)
        diag_add(self->study.call->diag, DIAG_INVALID, self->targets.file, 0,
                 "targets: no point has values of all targets");
    return DIAG_INVALID;
}

static int work(struct job *self)
{
    progress_phase(&self->study.progress, "runs", 1, 0);
    int code =
        study_worked(&self->study, calibrate_run(&self->calibrate, calibrate_simulate, &self->simulation));
    if (code == DIAG_INVALID)
        return tell_void(self);
    if (code == DIAG_OK && self->calibrate.wave_count > 0) {
        code = calibrate_summarise(&self->calibrate);
        if (code == DIAG_OK)
            code = calibrate_show(&self->calibrate, &self->targets, stdout);
        common_flush(); /* before what follows on standard error */
    }
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

static const enum option takes[] = {OPTION_EACH, OPTION_WAVE_POINTS, OPTION_WAVES, OPTION_DRAWS_TARGET,
                                    STUDY_TAKES};

const struct common_command cmd_calibrate_command = {
    .name = "calibrate",
    .arguments = "TARGETS",
    .summary = "Fit parameters to what is known of a real cluster, and say what that cannot tell",
    .about =
        "A targets file names a scenario, parameters with priors, and targets: a measure, its value, and a\n"
        "tolerance (one standard deviation of what may be off between the value and the model). The first\n"
        "wave spreads points over the priors; further waves go where the targets are met better. A normal\n"
        "likelihood of the simulated outcomes weighs the points. A parameter whose posterior is about as\n"
        "wide as its prior is named as not identified; strong correlations mean that only a combination is\n"
        "known. Waves end when the tolerances are those given and the points are worth as many independent "
        "draws\n"
        "as a wave has points, or --target says. Files: posterior.csv (draws), parameters.csv, ties.csv, "
        "targets.csv, waves.csv, points.csv.\n"
        "Exit code 5: some replications failed; 6: the waves did not suffice; 130: interrupted, and whole\n"
        "waves are kept.\n",
    .examples = "  zutuan calibrate joining-2010 --dry-run\n"
                "  zutuan calibrate joining-2010 --out out/joining\n"
                "  zutuan calibrate scenarios/targets/activity-2015.cfg --points 100 -n 20\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
