/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/calibrate_folder.h"

#include "fields.h"
#include "folder.h"

#include <errno.h>
#include <math.h>

struct calibrate_folder {
    const struct calibrate *calibrate;
    const struct calibrate_targets *targets;
    const char *path;
    struct diag *diag;
};

static const char *calibrate_folder_verdict(enum calibrate_verdict verdict)
{
    static const char *const names[] = {"unclear", "fitted", "unidentified"};
    return names[verdict];
}

static const char *calibrate_folder_key(const struct calibrate_folder *self, size_t parameter)
{
    return self->targets->problem.parameters[parameter].row->key;
}

static const char *calibrate_folder_measure(const struct calibrate_folder *self, size_t target)
{
    return outcome_measure_row(self->targets->problem.targets[target].measure)->name;
}

/* Headers that name parameters and targets are written field by field. */
static int calibrate_folder_open(const struct calibrate_folder *self, struct csv *csv, struct outfile *file,
                                 const char *name)
{
    const int code = outfile_open(file, self->path, name, self->diag);
    if (code == DIAG_OK) {
        csv_begin(csv, file->stream);
    }
    return code;
}

static void calibrate_folder_point(const struct calibrate_folder *self, struct csv *csv, size_t point)
{
    const struct calibrate *calibrate = self->calibrate;
    const size_t parameters = calibrate->problem->parameter_count, targets = calibrate->problem->target_count;
    const size_t replications = calibrate->rule.replications;
    for (size_t j = 0; j < parameters; j++) {
        csv_number(csv, calibrate->points.values[point * parameters + j]);
    }
    for (size_t k = 0; k < targets; k++) {
        double sum = 0.0;
        size_t n = 0;
        for (size_t r = 0; r < replications; r++) {
            const double value = calibrate->points.outcomes[(point * replications + r) * targets + k];
            if (isfinite(value)) {
                sum += value;
                n++;
            }
        }
        csv_number(csv, n > 0 ? sum / (double)n : NAN);
    }
}

static void calibrate_folder_names(const struct calibrate_folder *self, struct csv *csv)
{
    for (size_t j = 0; j < self->calibrate->problem->parameter_count; j++) {
        csv_text(csv, calibrate_folder_key(self, j));
    }
    for (size_t k = 0; k < self->calibrate->problem->target_count; k++) {
        csv_text(csv, calibrate_folder_measure(self, k));
    }
}

static int calibrate_folder_posterior(const struct calibrate_folder *self, const char *name)
{
    struct csv csv;
    struct outfile file;
    const int code = calibrate_folder_open(self, &csv, &file, name);
    if (code != DIAG_OK) {
        return code;
    }
    csv_text(&csv, "draw");
    csv_text(&csv, "point");
    calibrate_folder_names(self, &csv);
    csv_end_row(&csv);
    for (size_t i = 0; i < self->calibrate->rule.sample; i++) {
        csv_count(&csv, i + 1);
        csv_count(&csv, self->calibrate->sample[i]);
        calibrate_folder_point(self, &csv, self->calibrate->sample[i]);
        csv_end_row(&csv);
    }
    return csv_close(&csv, &file, self->diag);
}

static int calibrate_folder_points(const struct calibrate_folder *self, const char *name)
{
    const struct calibrate_points *points = &self->calibrate->points;
    struct csv csv;
    struct outfile file;
    const int code = calibrate_folder_open(self, &csv, &file, name);
    if (code != DIAG_OK) {
        return code;
    }
    csv_text(&csv, "point");
    csv_text(&csv, "wave");
    calibrate_folder_names(self, &csv);
    csv_text(&csv, "implausibility");
    csv_text(&csv, "log_likelihood");
    csv_text(&csv, "weight");
    csv_end_row(&csv);
    for (size_t i = 0, wave = 0; i < points->count; i++) {
        const struct calibrate_wave *now = &self->calibrate->waves[wave];
        wave += i >= now->first + now->count;
        csv_count(&csv, i);
        csv_count(&csv, wave + 1);
        calibrate_folder_point(self, &csv, i);
        csv_number(&csv, points->implausible[i]);
        csv_number(&csv, isfinite(points->likelihood[i]) ? points->likelihood[i] : NAN);
        csv_number(&csv, points->weight[i]);
        csv_end_row(&csv);
    }
    return csv_close(&csv, &file, self->diag);
}

static int calibrate_folder_parameters(const struct calibrate_folder *self, const char *name)
{
    struct csv csv;
    struct outfile file;
    const int code =
        csv_open(&csv, &file, self->path, name,
                 "key,unit,prior,prior_low,prior_high,prior_mean,prior_sd,prior_q05,prior_q50,prior_q95,"
                 "whole,range,scenario_value,mean,"
                 "sd,q05,q50,q95,not_ruled_out_low,not_ruled_out_high,width,width_low,width_high,confidence,"
                 "verdict,meaning",
                 self->diag);
    for (size_t j = 0; code == DIAG_OK && j < self->calibrate->problem->parameter_count; j++) {
        const struct calibrate_parameter *parameter = &self->targets->problem.parameters[j];
        const struct calibrate_known *known = &self->calibrate->known[j];
        csv_text(&csv, parameter->row->key);
        csv_text(&csv, parameter->row->unit);
        csv_text(&csv, calibrate_prior_name(parameter->prior));
        csv_number(&csv, parameter->low);
        csv_number(&csv, parameter->high);
        csv_number(&csv, parameter->prior == CALIBRATE_NORMAL ? parameter->mean : NAN);
        csv_number(&csv, parameter->prior == CALIBRATE_NORMAL ? parameter->sd : NAN);
        csv_number(&csv, calibrate_prior_value(parameter, 0.05));
        csv_number(&csv, calibrate_prior_value(parameter, 0.5));
        csv_number(&csv, calibrate_prior_value(parameter, 0.95));
        csv_count(&csv, parameter->whole);
        csv_text(&csv, parameter->plausible ? "plausible" : "given");
        csv_number(&csv, params_get(&self->targets->scenario.params, parameter->row));
        csv_number(&csv, known->mean);
        csv_number(&csv, known->sd);
        csv_number(&csv, known->q05);
        csv_number(&csv, known->q50);
        csv_number(&csv, known->q95);
        csv_number(&csv, known->left_low);
        csv_number(&csv, known->left_high);
        csv_number(&csv, known->width);
        csv_number(&csv, known->width_low);
        csv_number(&csv, known->width_high);
        csv_number(&csv, self->calibrate->rule.confidence);
        csv_text(&csv, calibrate_folder_verdict(known->verdict));
        csv_text(&csv, parameter->row->meaning);
        csv_end_row(&csv);
    }
    return code == DIAG_OK ? csv_close(&csv, &file, self->diag) : code;
}

static int calibrate_folder_ties(const struct calibrate_folder *self, const char *name)
{
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, self->path, name,
                              "key,other,correlation,ci_low,ci_high,confidence,strong", self->diag);
    for (size_t t = 0; code == DIAG_OK && t < self->calibrate->tie_count; t++) {
        const struct calibrate_tie *tie = &self->calibrate->ties[t];
        csv_text(&csv, calibrate_folder_key(self, tie->one));
        csv_text(&csv, calibrate_folder_key(self, tie->other));
        csv_number(&csv, tie->correlation);
        csv_number(&csv, tie->low);
        csv_number(&csv, tie->high);
        csv_number(&csv, self->calibrate->rule.confidence);
        csv_count(&csv, tie->strong);
        csv_end_row(&csv);
    }
    return code == DIAG_OK ? csv_close(&csv, &file, self->diag) : code;
}

static int calibrate_folder_targets(const struct calibrate_folder *self, const char *name)
{
    struct csv csv;
    struct outfile file;
    const int code =
        csv_open(&csv, &file, self->path, name,
                 "measure,unit,label,value,tolerance,seen,prior_mean,mean,q05,q95,implausibility,"
                 "least_implausibility,source",
                 self->diag);
    for (size_t k = 0; code == DIAG_OK && k < self->calibrate->problem->target_count; k++) {
        const struct calibrate_target *target = &self->targets->problem.targets[k];
        const struct calibrate_fit *fit = &self->calibrate->fits[k];
        fields_measure(&csv, target->measure);
        csv_text(&csv, outcome_measure_row(target->measure)->label);
        csv_number(&csv, target->value);
        csv_number(&csv, target->tolerance);
        csv_text(&csv, target->once ? "once" : "mean");
        csv_number(&csv, fit->prior_mean);
        csv_number(&csv, fit->mean);
        csv_number(&csv, fit->q05);
        csv_number(&csv, fit->q95);
        csv_number(&csv, fit->implausibility);
        csv_number(&csv, fit->least);
        csv_text(&csv, target->source);
        csv_end_row(&csv);
    }
    return code == DIAG_OK ? csv_close(&csv, &file, self->diag) : code;
}

static int calibrate_folder_waves(const struct calibrate_folder *self, const char *name)
{
    struct csv csv;
    struct outfile file;
    const int code = csv_open(
        &csv, &file, self->path, name,
        "wave,points,replications,without_values,not_ruled_out,widening,effective_points", self->diag);
    for (size_t w = 0; code == DIAG_OK && w < self->calibrate->wave_count; w++) {
        const struct calibrate_wave *wave = &self->calibrate->waves[w];
        csv_count(&csv, w + 1);
        csv_count(&csv, wave->count);
        csv_count(&csv, self->calibrate->rule.replications);
        csv_count(&csv, wave->void_points);
        csv_count(&csv, wave->not_ruled_out);
        csv_number(&csv, wave->widening);
        csv_number(&csv, wave->effective);
        csv_end_row(&csv);
    }
    return code == DIAG_OK ? csv_close(&csv, &file, self->diag) : code;
}

/* Written in full, so that it runs again from the folder. */
static int calibrate_folder_source(const struct calibrate_folder *self, const char *name)
{
    struct outfile file;
    int code = outfile_open(&file, self->path, name, self->diag);
    if (code == DIAG_OK) {
        errno = 0;
        code = calibrate_targets_write(self->targets, "resolved", file.stream);
        code = outfile_close(&file, code == DIAG_OK ? 0 : (errno != 0 ? errno : EIO), self->diag);
    }
    return code;
}

int calibrate_folder_write(const struct calibrate *self, const struct calibrate_targets *targets,
                           const struct account *given, const char *path, struct diag *diag)
{
    static const struct {
        const char *name;
        int (*write)(const struct calibrate_folder *, const char *);
    } files[] = {
        {"posterior.csv", calibrate_folder_posterior}, {"parameters.csv", calibrate_folder_parameters},
        {"ties.csv", calibrate_folder_ties},           {"targets.csv", calibrate_folder_targets},
        {"waves.csv", calibrate_folder_waves},         {"points.csv", calibrate_folder_points},
        {"targets.cfg", calibrate_folder_source},
    };
    const struct calibrate_folder tables = {self, targets, path, diag};
    const struct scenario *const scenarios[] = {&targets->scenario};
    struct account account = *given;
    struct folder folder;
    account.scenarios = scenarios;
    account.scenario_count = 1;
    int code = folder_open(&folder, path, diag);
    for (size_t i = 0; code == DIAG_OK && i < sizeof files / sizeof files[0]; i++) {
        code = folder_add(&folder, files[i].name, files[i].write(&tables, files[i].name));
    }
    if (code == DIAG_OK) {
        code = folder_scenarios(&folder, scenarios, 1);
    }
    return folder_close(&folder, code, &account);
}
