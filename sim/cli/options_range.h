/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a parameter that a command goes over: KEY=LO:HI or KEY=LO:HI:STEPS, with units as in --set;
 * or KEY for its plausible range (design_range). */
#ifndef ZUTUAN_CLI_OPTIONS_RANGE_H
#define ZUTUAN_CLI_OPTIONS_RANGE_H

#include "zutuan/core/diag.h"
#include "zutuan/model/params.h"

#include <stddef.h>

#define OPTIONS_RANGE_STEPS_MOST 1000

struct options_range {
    const struct params_row *row; /* a number */
    double low, high; /* low < high, finite, each allowed by the row, in its unit; NaN: not given */
    size_t steps;     /* values from low to high, at least 2; 0: the command chooses */
};

/* DIAG_INVALID: `why` says what is wrong (`size` bytes). */
DIAG_MUST_CHECK int options_range_parse(struct options_range *self, const char *text, char *why, size_t size);

#endif
