/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sensitivity as a table, and in words that say which parameters matter and which are not told from chance.
 */
#ifndef ZUTUAN_CLI_SENSITIVITY_SHOW_H
#define ZUTUAN_CLI_SENSITIVITY_SHOW_H

#include "zutuan/experiment/sensitivity.h"

#include <stdbool.h>
#include <stdio.h>

/* Prints one measure; `all`: every parameter, else the first ones. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int sensitivity_show(const struct sensitivity *self, const struct design *design,
                                     double confidence, bool all, FILE *stream);

#endif
