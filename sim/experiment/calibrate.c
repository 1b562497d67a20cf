/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/calibrate.h"

#include "calibrate_parts.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CALIBRATE_HALVINGS 50

int calibrate_alloc(struct calibrate *self, const struct calibrate_problem *problem,
                    const struct calibrate_rule *rule)
{
    assert(problem->parameter_count >= 1 && problem->parameter_count <= CALIBRATE_PARAMETERS_MOST);
    assert(problem->target_count >= 1 && problem->target_count <= CALIBRATE_TARGETS_MOST);
    assert(rule->points > 0 && rule->replications > 0 && rule->waves > 0 && rule->bootstraps >= 20);
    *self = (struct calibrate){.problem = problem, .rule = *rule};
    self->waves = calloc(rule->waves, sizeof *self->waves);
    return self->waves == NULL ? DIAG_MEMORY : DIAG_OK;
}

void calibrate_free(struct calibrate *self)
{
    struct calibrate_points *points = &self->points;
    calibrate_proposal_free(self);
    free(points->values);
    free(points->normal);
    free(points->outcomes);
    free(points->likelihood);
    free(points->implausible);
    free(points->density);
    free(points->weight);
    free(self->waves);
    free(self->sample);
    *self = (struct calibrate){.problem = NULL};
}

static bool grow(double **array, size_t count, size_t width)
{
    double *grown = realloc(*array, count * width * sizeof *grown);
    if (grown != NULL)
        *array = grown;
    return grown != NULL;
}

static int reserve(struct calibrate *self, size_t count)
{
    struct calibrate_points *points = &self->points;
    const size_t parameters = self->problem->parameter_count;
    if (!grow(&points->values, count, parameters) || !grow(&points->normal, count, parameters) ||
        !grow(&points->outcomes, count, self->rule.replications * self->problem->target_count) ||
        !grow(&points->likelihood, count, 1) || !grow(&points->implausible, count, 1) ||
        !grow(&points->density, count, 1) || !grow(&points->weight, count, 1))
        return DIAG_MEMORY;
    return DIAG_OK;
}

/* Judges the points of a wave whose outcomes are there; says how it went. */
static void judge(struct calibrate *self, struct calibrate_wave *wave)
{
    struct calibrate_points *points = &self->points;
    const size_t width = self->rule.replications * self->problem->target_count;
    for (size_t i = wave->first; i < wave->first + wave->count; i++) {
        struct calibrate_judgement judgement;
        calibrate_likelihood_judge(self->problem, &points->outcomes[i * width], self->rule.replications, NULL,
                                   false, &judgement);
        points->likelihood[i] = judgement.likelihood;
        points->implausible[i] = judgement.implausible;
        wave->void_points += !isfinite(judgement.likelihood);
        wave->not_ruled_out += judgement.implausible <= CALIBRATE_RULED_OUT;
    }
}

/* The least widening with which enough points carry the weight, and those weights. */
static void widen(struct calibrate *self, struct calibrate_wave *wave)
{
    struct calibrate_points *points = &self->points;
    const double wanted = 0.5 * (double)self->rule.points;
    double low = 0.0, high = 1.0; /* power of the likelihood */
    double effective = calibrate_proposal_weigh(self, points->likelihood, 1.0, points->weight);
    if (effective < wanted) {
        for (int i = 0; i < CALIBRATE_HALVINGS; i++) {
            const double middle = 0.5 * (low + high);
            if (calibrate_proposal_weigh(self, points->likelihood, middle, points->weight) < wanted)
                high = middle;
            else
                low = middle;
        }
        high = low > 0.0 ? low : high;
        effective = calibrate_proposal_weigh(self, points->likelihood, high, points->weight);
    }
    wave->widening = 1.0 / sqrt(high);
    wave->effective = effective;
}

static int run_wave(struct calibrate *self, calibrate_model *model, void *context)
{
    struct calibrate_points *points = &self->points;
    const size_t parameters = self->problem->parameter_count, first = points->count;
    const size_t width = self->rule.replications * self->problem->target_count;
    struct calibrate_wave *wave = &self->waves[self->wave_count];
    int code = reserve(self, first + self->rule.points);
    if (code == DIAG_OK)
        code = calibrate_proposal_draw(self, self->rule.points, &points->normal[first * parameters]);
    if (code != DIAG_OK)
        return code;
    for (size_t i = 0; i < self->rule.points; i++) {
        for (size_t j = 0; j < parameters; j++) {
            const size_t at = (first + i) * parameters + j;
            points->values[at] =
                calibrate_prior_value(&self->problem->parameters[j], gsl_cdf_ugaussian_P(points->normal[at]));
        }
    }
    code = model(context, &points->values[first * parameters], self->rule.points, self->rule.replications,
                 &points->outcomes[first * width]);
    if (code != DIAG_OK)
        return code;
    *wave = (struct calibrate_wave){.first = first, .count = self->rule.points};
    points->count += self->rule.points;
    judge(self, wave);
    calibrate_proposal_settle(self);
    widen(self, wave);
    self->wave_count++;
    return wave->effective > 0.0 ? DIAG_OK : DIAG_INVALID;
}

bool calibrate_reached(const struct calibrate *self)
{
    if (self->wave_count == 0)
        return false;
    const struct calibrate_wave *last = &self->waves[self->wave_count - 1];
    return last->widening <= 1.0 && last->effective >= (double)self->rule.effective;
}

int calibrate_run(struct calibrate *self, calibrate_model *model, void *context)
{
    int code = DIAG_OK;
    while (code == DIAG_OK && self->wave_count < self->rule.waves && !calibrate_reached(self))
        code = run_wave(self, model, context);
    return code;
}
