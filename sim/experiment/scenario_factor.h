/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The factors of a design's file, and what reading them shares with reading the rest. For scenario_*.c only.
 */
#ifndef ZUTUAN_EXPERIMENT_SCENARIO_FACTOR_H
#define ZUTUAN_EXPERIMENT_SCENARIO_FACTOR_H

#include "scenario_design.h"
#include "scenario_setting.h"

struct scenario_factor_reading {
    struct design *design;
    struct scenario_design *also;
    struct scenario_reading in;
};

/* Reads `factors`; the design's kind is known. */
void scenario_factor_read_all(struct scenario_factor_reading *self, const config_setting_t *setting);

#endif
