/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the file of targets; its scenario and what must hold between its parts are for calibrate_targets.c.
 */
#ifndef ZUTUAN_EXPERIMENT_SCENARIO_TARGETS_H
#define ZUTUAN_EXPERIMENT_SCENARIO_TARGETS_H

#include "scenario_parts.h"
#include "zutuan/experiment/calibrate.h"

/*
 * Fills in all but `name` and the scenario from self->file, and which scenario it names (its name owned by
 * the caller). A parameter without a range has plausible set and low, high NaN. What is wrong goes to `diag`.
 */
void scenario_targets_read(struct calibrate_targets *self, struct scenario_parent *scenario,
                           struct diag *diag);

#endif
