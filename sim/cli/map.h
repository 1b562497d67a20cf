/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sweep on a page: a sign for each point, and in words where the sign changes.
 *
 * The first factor of the design runs to the right, the second upwards; of further factors each combination
 * of levels has a map of its own. A sign is clear when the interval of the paired difference does not hold 0.
 */
#ifndef ZUTUAN_CLI_MAP_H
#define ZUTUAN_CLI_MAP_H

#include "zutuan/experiment/sweep.h"

#include <stdbool.h>
#include <stdio.h>

/* Whether a design has a map: two scenarios, all combinations of levels, not too many factors.
 */
bool map_draws(const struct design *design);
/* Prints the maps and words of one measure. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int map_print(struct sweep *sweep, enum outcome_measure measure, double confidence,
                              FILE *stream);

#endif
