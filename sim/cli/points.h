/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sweep that no map can show, in words and a table: how many points have a clear sign, the lowest and the
 * highest; one at a time, what each level gives, the parameters with the widest span first.
 */
#ifndef ZUTUAN_CLI_POINTS_H
#define ZUTUAN_CLI_POINTS_H

#include "zutuan/experiment/sweep.h"

#include <stdio.h>

/* Prints one measure. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int points_print(struct sweep *sweep, enum outcome_measure measure, double confidence,
                                 FILE *stream);

#endif
