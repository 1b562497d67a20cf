/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points of a design, made from its kind, size, factors and seed. For design*.c only. */
#ifndef ZUTUAN_EXPERIMENT_DESIGN_POINTS_H
#define ZUTUAN_EXPERIMENT_DESIGN_POINTS_H

#include "zutuan/experiment/design.h"

/* How many there would be; a double, because it may be more than any memory holds. */
double design_points_count(const struct design *self);
/* Makes them anew; listed ones stay. The caller has checked how many. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int design_points_make(struct design *self);
void design_points_free(struct design *self);
/*
 * Reads listed points from a CSV file: factors and values. What is wrong goes to `diag`, with the line.
 */
void design_table_read(struct design *self, const char *path, struct diag *diag);

#endif
