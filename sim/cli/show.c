/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "show.h"

#include "table.h"
#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SHOW_RELATIVE_MOST 10.0 /* a tenfold change says that the base was next to nothing */

void show_measure(const struct outcome_row *row, char buffer[SHOW_MOST])
{
    const char *unit = verdict_is_share(row) ? "%" : row->unit;
    snprintf(buffer, SHOW_MOST, *unit == '\0' ? "%s%s" : "%s (%s)", row->name, unit);
}

/* Puts commas between thousands of the digits before the point. */
static void group_thousands(const char *digits, char buffer[SHOW_MOST])
{
    const size_t sign = digits[0] == '-' || digits[0] == '+';
    const size_t whole = strcspn(digits, ".");
    size_t length = 0;
    for (size_t i = 0; digits[i] != '\0' && length + 2 < SHOW_MOST; i++) {
        if (i > sign && i < whole && (whole - i) % 3 == 0)
            buffer[length++] = ',';
        buffer[length++] = digits[i];
    }
    buffer[length] = '\0';
}

/* About four significant digits, no exponent but for giants and dwarfs. */
static void format_number(double value, bool sign, char buffer[SHOW_MOST])
{
    char digits[SHOW_MOST];
    const double size = fabs(value);
    if (isnan(value)) {
        snprintf(buffer, SHOW_MOST, "-");
        return;
    }
    if (size != 0.0 && (size >= 1e15 || size < 1e-4)) {
        snprintf(buffer, SHOW_MOST, sign ? "%+.2e" : "%.2e", value);
        return;
    }
    const int decimals = size == 0.0      ? 0
                         : size >= 1000.0 ? 0
                         : size >= 100.0  ? 1
                         : size >= 10.0   ? 2
                         : size >= 1.0    ? 3
                                          : 4;
    snprintf(digits, sizeof digits, sign ? "%+.*f" : "%.*f", decimals, value);
    group_thousands(digits, buffer);
}

/* In percent with a sign; what rounds to nothing has none. */
static void format_percent(double share, int decimals, char buffer[SHOW_MOST])
{
    char digits[SHOW_MOST];
    if (isnan(share)) {
        snprintf(buffer, SHOW_MOST, "-");
        return;
    }
    const double least = 0.5 * pow(10.0, -decimals);
    const double percent = 100.0 * share;
    snprintf(digits, sizeof digits, fabs(percent) < least ? "%.*f" : "%+.*f", decimals,
             fabs(percent) < least ? 0.0 : percent);
    group_thousands(digits, buffer);
}

void show_value(const struct outcome_row *row, double value, char buffer[SHOW_MOST])
{
    if (verdict_is_share(row) && !isnan(value))
        snprintf(buffer, SHOW_MOST, "%.2f", 100.0 * value);
    else
        format_number(value, false, buffer);
}

void show_range(const struct outcome_row *row, double low, double high, char buffer[SHOW_MOST])
{
    char from[SHOW_MOST], to[SHOW_MOST];
    show_value(row, low, from);
    show_value(row, high, to);
    snprintf(buffer, SHOW_MOST, isnan(low) && isnan(high) ? "-" : "%.28s .. %.28s", from, to);
}

void show_difference(const struct outcome_row *row, const struct estimate_pair *pair,
                     char difference[SHOW_MOST], char interval[SHOW_MOST])
{
    const bool share = verdict_is_share(row), relative = !share && fabs(pair->relative) < SHOW_RELATIVE_MOST;
    const double values[] = {relative ? pair->relative : pair->difference,
                             relative ? pair->relative_low : pair->low,
                             relative ? pair->relative_high : pair->high};
    const int decimals = values[2] - values[1] < 0.002 ? 2 : 1; /* as the interval's width deserves */
    char texts[3][SHOW_MOST];
    for (size_t i = 0; i < 3; i++) {
        if (share || relative)
            format_percent(values[i], decimals, texts[i]);
        else
            format_number(values[i], true, texts[i]);
    }
    snprintf(difference, SHOW_MOST, "%.40s%s", texts[0],
             isnan(pair->difference) ? ""
             : share                 ? " pp"
             : relative              ? " %"
                                     : "");
    snprintf(interval, SHOW_MOST, isnan(pair->low) ? "-" : "[%.28s, %.28s]", texts[1], texts[2]);
}

void show_bytes(double bytes, char buffer[SHOW_MOST])
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    for (; bytes >= 1000.0 && unit + 1 < sizeof units / sizeof units[0]; unit++)
        bytes /= 1000.0;
    snprintf(buffer, SHOW_MOST, unit > 0 && bytes < 10.0 ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

void show_seconds(double seconds, char buffer[SHOW_MOST])
{
    if (seconds < 10.0)
        snprintf(buffer, SHOW_MOST, "%.1f s", seconds);
    else if (seconds < 120.0)
        snprintf(buffer, SHOW_MOST, "%.0f s", seconds);
    else if (seconds < 7200.0)
        snprintf(buffer, SHOW_MOST, "%.0f min", seconds / 60.0);
    else
        snprintf(buffer, SHOW_MOST, "%.1f h", seconds / 3600.0);
}

bool show_is_main(enum outcome_measure measure)
{
    static const enum outcome_measure shown[] = {
        OUTCOME_PEOPLE_SERVED,   OUTCOME_UNMET_SHARE,       OUTCOME_WAIT_MEAN,       OUTCOME_QUALITY_MEAN,
        OUTCOME_QA_OUTPUT,       OUTCOME_COST_TOTAL,        OUTCOME_COST_PER_PERSON, OUTCOME_QA_PER_10K_YUAN,
        OUTCOME_CAPABILITY_MEAN, OUTCOME_DEFICIENT_SHARE,   OUTCOME_DETECTION_SHARE, OUTCOME_GOVERNMENT_HOURS,
        OUTCOME_HUB_UTILISATION, OUTCOME_MEMBER_DUTY_SHARE, OUTCOME_ACCESS_GAP,
    };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        if (shown[i] == measure)
            return true;
    }
    return false;
}

void show_paragraph(FILE *stream, const char *text, int indent)
{
    size_t place = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        if (strncmp(text + length, " %", 2) == 0) /* stays with its number */
            length += 1 + strcspn(text + length + 1, " ");
        char word[SHOW_COLUMNS];
        snprintf(word, sizeof word, "%.*s", (int)length, text);
        const size_t width = table_width(word);
        if (place > 0 && place + 1 + width > SHOW_COLUMNS) {
            fputc('\n', stream);
            place = 0;
        }
        fprintf(stream, "%*s%.*s", place == 0 ? indent : 1, "", (int)length, text);
        place += width + (place == 0 ? (size_t)indent : 1);
        text += length + strspn(text + length, " ");
    }
    fputc('\n', stream);
}
