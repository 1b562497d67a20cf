/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZUTUAN_EXPERIMENT_DESIGN_MAKE_H
#define ZUTUAN_EXPERIMENT_DESIGN_MAKE_H

#include "scenario_design.h"
#include "zutuan/experiment/design.h"

/* Adds the item and returns DIAG_MEMORY. */
int design_make_no_memory(struct diag *diag);
/* Whether what was read goes together; if so, ranges and points are made. Mistakes go to `diag`. */
void design_make_checked(struct design *self, const struct scenario_design *also,
                         const char *const *overrides, struct diag *diag);

#endif
