/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "params_number.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A suffix and what it does: the value is multiplied, then divided, which keeps whole ratios exact. */
struct unit {
    enum params_dimension dimension;
    const char *suffix;
    double times, over;
};

static const struct unit units[] = {
    {PARAMS_NUMBER, "%", 1, 100},      {PARAMS_DAYS, "d", 1, 1},          {PARAMS_DAYS, "h", 1, 24},
    {PARAMS_DAYS, "min", 1, 1440},     {PARAMS_DAYS, "w", 7, 1},          {PARAMS_DAYS, "mo", 365, 12},
    {PARAMS_DAYS, "yr", 365, 1},       {PARAMS_HOURS, "h", 1, 1},         {PARAMS_HOURS, "min", 1, 60},
    {PARAMS_HOURS, "d", 8, 1},         {PARAMS_PER_DAY, "/d", 1, 1},      {PARAMS_PER_DAY, "/w", 1, 7},
    {PARAMS_PER_DAY, "/mo", 12, 365},  {PARAMS_PER_DAY, "/yr", 1, 365},   {PARAMS_PER_YEAR, "/d", 365, 1},
    {PARAMS_PER_YEAR, "/w", 365, 7},   {PARAMS_PER_YEAR, "/mo", 12, 1},   {PARAMS_PER_YEAR, "/yr", 1, 1},
    {PARAMS_PER_MONTH, "/d", 365, 12}, {PARAMS_PER_MONTH, "/w", 365, 84}, {PARAMS_PER_MONTH, "/mo", 1, 1},
    {PARAMS_PER_MONTH, "/yr", 1, 12},  {PARAMS_YUAN, "yuan", 1, 1},       {PARAMS_YUAN, "k", 1000, 1},
    {PARAMS_YUAN, "wan", 10000, 1},    {PARAMS_YUAN, "m", 1000000, 1},
};
static const size_t unit_count = sizeof units / sizeof *units;

/* The shortest decimal that reads back, with `.` in every locale. */
void params_number_format(double value, char *buffer, size_t size)
{
    char text[PARAMS_NUMBER_MOST];

    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    if (isfinite(value)) {
        size_t point = strspn(text, "-0123456789");
        if (text[point] != '\0' && text[point] != 'e') {
            size_t after = point + strcspn(text + point, "0123456789");
            text[point] = '.';
            memmove(text + point + 1, text + after, strlen(text + after) + 1);
        }
    }
    snprintf(buffer, size, "%s", text);
}

static int refuse(char *why, size_t size, const char *reason)
{
    snprintf(why, size, "%s", reason);
    return DIAG_INVALID;
}

static int refuse_number(const struct params_row *row, char *why, size_t size)
{
    char list[128] = "";

    if (row->type == PARAMS_INT)
        return refuse(why, size, "is not a whole number");
    if (row->dimension == PARAMS_NUMBER && *row->unit == '\0')
        return refuse(why, size, "is not a number or a percentage");
    if (row->dimension == PARAMS_NUMBER) {
        snprintf(why, size, "is not a number, with or without the unit %s", row->unit);
        return DIAG_INVALID;
    }
    for (size_t i = 0, used = 0; i < unit_count; i++)
        if (units[i].dimension == row->dimension)
            used +=
                (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", units[i].suffix);
    snprintf(why, size, "is not a number with one of the units %s", list);
    return DIAG_INVALID;
}

/*
 * Reads a decimal number and returns its length, 0 where there is none or it is too long. The point is moved
 * into the exponent before strtod sees it, so that the result does not depend on the locale.
 */
static size_t scan_number(const char *text, double *value)
{
    char digits[PARAMS_NUMBER_MOST + 16];
    size_t at = 0, used = 0;
    long exponent = 0, shift = 0;
    bool any = false, point = false;

    if (text[at] == '+' || text[at] == '-')
        digits[used++] = text[at++];
    for (; isdigit((unsigned char)text[at]) || (text[at] == '.' && !point); at++) {
        if (text[at] == '.') {
            point = true;
            continue;
        }
        if (used == PARAMS_NUMBER_MOST)
            return 0;
        any = true;
        shift -= point;
        digits[used++] = text[at];
    }
    if (!any)
        return 0;
    if (text[at] == 'e' || text[at] == 'E') {
        size_t digit = at + 1 + (text[at + 1] == '+' || text[at + 1] == '-');
        if (isdigit((unsigned char)text[digit])) {
            char *end;
            exponent = strtol(text + at + 1, &end, 10);
            at = (size_t)(end - text);
        }
    }
    if (exponent > 9999 || exponent < -9999)
        exponent = exponent > 0 ? 9999 : -9999;
    snprintf(digits + used, sizeof digits - used, "e%ld", exponent + shift);
    *value = strtod(digits, NULL);
    return at;
}

static const struct unit *find_unit(const struct params_row *row, const char *suffix, size_t length)
{
    static const struct unit plain = {PARAMS_NUMBER, "", 1, 1};

    if (length == 0 || (strlen(row->unit) == length && strncmp(row->unit, suffix, length) == 0))
        return &plain;
    if (row->type == PARAMS_INT || (row->dimension == PARAMS_NUMBER && *row->unit != '\0'))
        return NULL;
    for (size_t i = 0; i < unit_count; i++)
        if (units[i].dimension == row->dimension && strlen(units[i].suffix) == length &&
            strncmp(units[i].suffix, suffix, length) == 0)
            return &units[i];
    return NULL;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && strncmp(text, word, length) == 0;
}

int params_number_parse(const struct params_row *row, const char *text, size_t length, double *value,
                        char *why, size_t size)
{
    const struct unit *unit;
    size_t at;

    if (is_word(text, length, "inf") || is_word(text, length, "never") ||
        is_word(text, length, "unlimited")) {
        char range[PARAMS_NUMBER_MOST * 2 + 2];
        *value = INFINITY;
        if (isinf(row->maximum))
            return DIAG_OK;
        params_format_range(row, range, sizeof range);
        snprintf(why, size, "is infinite; allowed: %s%s%s", range, *row->unit ? " " : "", row->unit);
        return DIAG_INVALID;
    }
    at = scan_number(text, value);
    if (at == 0)
        return refuse_number(row, why, size);
    while (at < length && isspace((unsigned char)text[at]))
        at++;
    if (row->dimension == PARAMS_DAYS && is_word(text + at, length - at, "m"))
        return refuse(why, size, "has the unit m, which may be a minute or a month; write min or mo");
    unit = find_unit(row, text + at, length - at);
    if (!unit)
        return refuse_number(row, why, size);
    *value = *value * unit->times / unit->over;
    if (!isfinite(*value))
        return refuse(why, size, "is too large a number");
    return DIAG_OK;
}
