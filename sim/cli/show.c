/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "show.h"

#include "table.h"
#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void show_measure(const struct outcome_row *row, char buffer[SHOW_MOST])
{
    const char *unit = verdict_is_share(row) ? "%" : row->unit;
    snprintf(buffer, SHOW_MOST, *unit == '\0' ? "%s%s" : "%s (%s)", row->name, unit);
}

void show_value(const struct outcome_row *row, double value, char buffer[SHOW_MOST])
{
    number_value(row, value, buffer);
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
    number_difference(row, pair, difference, interval);
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
