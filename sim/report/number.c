/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/number.h"

#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NUMBER_RELATIVE_MOST 10.0 /* a tenfold change says that the base was next to nothing */

/* Puts commas between thousands of the digits before the point. */
static void number_group(const char *digits, char buffer[NUMBER_MOST])
{
    const size_t sign = digits[0] == '-' || digits[0] == '+';
    const size_t whole = strcspn(digits, ".");
    size_t length = 0;
    for (size_t i = 0; digits[i] != '\0' && length + 2 < NUMBER_MOST; i++) {
        if (i > sign && i < whole && (whole - i) % 3 == 0)
            buffer[length++] = ',';
        buffer[length++] = digits[i];
    }
    buffer[length] = '\0';
}

void number_plain(double value, bool sign, char buffer[NUMBER_MOST])
{
    char digits[NUMBER_MOST];
    const double size = fabs(value);
    if (isnan(value)) {
        snprintf(buffer, NUMBER_MOST, "-");
        return;
    }
    if (size != 0.0 && (size >= 1e15 || size < 1e-4)) {
        snprintf(buffer, NUMBER_MOST, sign ? "%+.2e" : "%.2e", value);
        return;
    }
    const int decimals = size == 0.0      ? 0
                         : size >= 1000.0 ? 0
                         : size >= 100.0  ? 1
                         : size >= 10.0   ? 2
                         : size >= 1.0    ? 3
                                          : 4;
    snprintf(digits, sizeof digits, sign ? "%+.*f" : "%.*f", decimals, value);
    number_group(digits, buffer);
}

/* In percent with a sign; what rounds to nothing has none. */
static void number_percent(double share, int decimals, char buffer[NUMBER_MOST])
{
    char digits[NUMBER_MOST];
    if (isnan(share)) {
        snprintf(buffer, NUMBER_MOST, "-");
        return;
    }
    const double least = 0.5 * pow(10.0, -decimals);
    const double percent = 100.0 * share;
    snprintf(digits, sizeof digits, fabs(percent) < least ? "%.*f" : "%+.*f", decimals,
             fabs(percent) < least ? 0.0 : percent);
    number_group(digits, buffer);
}

void number_value(const struct outcome_row *row, double value, char buffer[NUMBER_MOST])
{
    if (verdict_is_share(row) && !isnan(value))
        snprintf(buffer, NUMBER_MOST, "%.2f", 100.0 * value);
    else
        number_plain(value, false, buffer);
}

void number_difference(const struct outcome_row *row, const struct estimate_pair *pair,
                       char difference[NUMBER_MOST], char interval[NUMBER_MOST])
{
    const bool share = verdict_is_share(row),
               relative = !share && fabs(pair->relative) < NUMBER_RELATIVE_MOST;
    const double values[] = {relative ? pair->relative : pair->difference,
                             relative ? pair->relative_low : pair->low,
                             relative ? pair->relative_high : pair->high};
    const int decimals = values[2] - values[1] < 0.002 ? 2 : 1; /* as the interval's width deserves */
    char texts[3][NUMBER_MOST];
    for (size_t i = 0; i < 3; i++) {
        if (share || relative)
            number_percent(values[i], decimals, texts[i]);
        else
            number_plain(values[i], true, texts[i]);
    }
    snprintf(difference, NUMBER_MOST, "%.40s%s", texts[0],
             isnan(pair->difference) ? ""
             : share                 ? " pp"
             : relative              ? " %"
                                     : "");
    snprintf(interval, NUMBER_MOST, isnan(pair->low) ? "-" : "[%.28s, %.28s]", texts[1], texts[2]);
}
