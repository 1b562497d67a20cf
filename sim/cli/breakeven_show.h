/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `breakeven` prints: the scan as a table, and what it says in words. */
#ifndef ZUTUAN_CLI_BREAKEVEN_SHOW_H
#define ZUTUAN_CLI_BREAKEVEN_SHOW_H

#include "show.h"
#include "zutuan/experiment/breakeven_runs.h"

#include <stdio.h>

/* A value of the parameter: whole and large numbers in full, others with five digits. */
void breakeven_show_value(const struct breakeven_runs *runs, double value, char buffer[SHOW_MOST]);
/* The values of the scan with the difference there. */
DIAG_MUST_CHECK int breakeven_show_scan(const struct breakeven *breakeven, const struct breakeven_runs *runs,
                                        FILE *stream);
/* Where the sign changes, where it is not decided, or that it does neither. */
void breakeven_show_words(const struct breakeven *breakeven, const struct breakeven_runs *runs, FILE *stream);

#endif
