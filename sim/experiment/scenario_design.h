/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the file of a design; its scenarios and what must hold between its parts are for design.c. */
#ifndef ZUTUAN_EXPERIMENT_SCENARIO_DESIGN_H
#define ZUTUAN_EXPERIMENT_SCENARIO_DESIGN_H

#include "scenario_parts.h"
#include "zutuan/experiment/design.h"

#define SCENARIO_DESIGN_STEPS_MOST  1000
#define SCENARIO_DESIGN_LEVELS_MOST 100
#define SCENARIO_DESIGN_SEED_MOST   ((size_t)1 << 53)

/* What a design says besides its own fields. */
struct scenario_design {
    struct scenario_parent base, other; /* names owned by the caller */
    struct scenario_parent table;       /* the same: the file of listed points */
    int scale_line;                     /* of scale_officers, 0 where it is not set */
    int all_line;                       /* of factors = "all", 0 where they are listed */
};

/* Fills in all but `name`, the scenarios and the points from self->file. What is wrong goes to `diag`. */
void scenario_design_read(struct design *self, struct scenario_design *also, struct diag *diag);

#endif
