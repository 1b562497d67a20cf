/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model as calibration sees it: a wave's points are the arms of one replicate. */
#include "zutuan/experiment/calibrate.h"

#include <math.h>
#include <stdlib.h>

#define SIMULATION_ORIGIN "calibrate"

struct wave {
    struct calibrate_simulation *simulation;
    struct scenario *scenarios;   /* owned, [count] */
    const struct scenario **arms; /* owned, [arm_count] */
    size_t *points;               /* owned, [arm_count]: of each arm */
    size_t count, arm_count;
};

static void watch(void *context, size_t finished, size_t total)
{
    const struct calibrate_simulation *self = context;
    self->how->progress(self->how->context, self->waves_done * total + finished, self->waves * total);
}

static void wave_free(struct wave *self)
{
    for (size_t i = 0; self->scenarios != NULL && i < self->count; i++)
        scenario_free(&self->scenarios[i]);
    free(self->scenarios);
    free(self->arms);
    free(self->points);
}

/* A scenario for each point that contradicts nothing. */
static int wave_alloc(struct wave *self, struct calibrate_simulation *simulation, const double *points,
                      size_t count)
{
    const struct calibrate_targets *targets = simulation->targets;
    const size_t parameters = targets->problem.parameter_count;
    *self = (struct wave){.simulation = simulation};
    self->scenarios = calloc(count, sizeof *self->scenarios);
    self->arms = calloc(count, sizeof *self->arms);
    self->points = calloc(count, sizeof *self->points);
    if (self->scenarios == NULL || self->arms == NULL || self->points == NULL)
        return DIAG_MEMORY;
    for (size_t i = 0; i < count; i++) {
        struct scenario *scenario = &self->scenarios[i];
        if (scenario_copy(scenario, &targets->scenario, targets->scenario.name) != DIAG_OK)
            return DIAG_MEMORY;
        self->count++;
        for (size_t j = 0; j < parameters; j++)
            scenario_set(scenario, targets->problem.parameters[j].row, points[i * parameters + j],
                         SIMULATION_ORIGIN);
        if (params_conflicts(&scenario->params, NULL, 0) > 0) {
            simulation->conflicts++;
            continue;
        }
        self->arms[self->arm_count] = scenario;
        self->points[self->arm_count++] = i;
    }
    return DIAG_OK;
}

static int simulate(const struct wave *self, size_t replications, double *values)
{
    struct calibrate_simulation *simulation = self->simulation;
    const struct calibrate_problem *problem = &simulation->targets->problem;
    struct replicate_how how = *simulation->how;
    struct replicate replicate;
    int code = replicate_alloc(&replicate, self->arms, self->arm_count, simulation->seed);
    if (code != DIAG_OK)
        return code;
    replicate.measures_only = true;
    if (how.progress != NULL) {
        how.progress = watch;
        how.context = simulation;
    }
    code = replicate_extend(&replicate, replications, &how);
    for (size_t arm = 0; code == DIAG_OK && arm < self->arm_count; arm++) {
        double *to = &values[self->points[arm] * replications * problem->target_count];
        for (size_t row = 0; row < replications; row++)
            for (size_t k = 0; k < problem->target_count; k++)
                *to++ = replicate.arms[arm].measures[row * OUTCOME_MEASURES + problem->targets[k].measure];
    }
    simulation->failures += replicate.failure_count;
    replicate_free(&replicate);
    return code;
}

int calibrate_simulate(void *context, const double *points, size_t count, size_t replications, double *values)
{
    struct calibrate_simulation *self = context;
    const size_t width = replications * self->targets->problem.target_count;
    struct wave wave;
    int code = wave_alloc(&wave, self, points, count);
    for (size_t i = 0; i < count * width; i++)
        values[i] = NAN;
    if (code == DIAG_OK && wave.arm_count > 0)
        code = simulate(&wave, replications, values);
    if (code == DIAG_OK)
        self->waves_done++;
    wave_free(&wave);
    return code;
}
