/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people read them: four digits, thousands apart, shares in percent, `-` for what does not exist.
 */
#ifndef ZUTUAN_REPORT_NUMBER_H
#define ZUTUAN_REPORT_NUMBER_H

#include "zutuan/experiment/estimate.h"
#include "zutuan/model/outcome.h"

#include <stdbool.h>

#define NUMBER_MOST 64

/* About four significant digits, no exponent but for giants and dwarfs; with a sign also before positive
 * ones. */
void number_plain(double value, bool sign, char buffer[NUMBER_MOST]);
/* A value of a measure. */
void number_value(const struct outcome_row *row, double value, char buffer[NUMBER_MOST]);
/*
 * A paired difference and its interval: relative in %, of shares in percentage points, and in the measure's
 * own unit where the base is zero or next to it.
 */
void number_difference(const struct outcome_row *row, const struct estimate_pair *pair,
                       char difference[NUMBER_MOST], char interval[NUMBER_MOST]);

#endif
