/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a table as LaTeX shows them. */
#include "paper_source.h"

#include "zutuan/experiment/verdict.h"
#include "zutuan/report/number.h"
#include "zutuan/report/tex.h"

#include <math.h>
#include <string.h>

#define VALUE_DASH "--"

/* Commas between thousands of a number with so many decimals. */
static void value_fixed(double value, int decimals, bool sign, char text[NUMBER_MOST])
{
    char digits[NUMBER_MOST];
    if (fabs(value) >= 1e15) {
        snprintf(text, NUMBER_MOST, sign ? "%+.3e" : "%.3e", value);
        return;
    }
    if (fabs(value) < 0.5 * pow(10.0, -decimals)) {
        value = 0.0; /* what rounds to nothing has no sign */
        sign = false;
    }
    snprintf(digits, sizeof digits, sign ? "%+.*f" : "%.*f", decimals, value);
    const size_t signs = digits[0] == '-' || digits[0] == '+', whole = strcspn(digits, ".");
    size_t length = 0;
    for (size_t i = 0; digits[i] != '\0' && length + 2 < NUMBER_MOST; i++) {
        if (i > signs && i < whole && (whole - i) % 3 == 0) {
            text[length++] = ',';
        }
        text[length++] = digits[i];
    }
    text[length] = '\0';
}

/* One number in the style, without its unit. */
static void value_text(double value, enum paper_style style, int decimals, char text[NUMBER_MOST])
{
    const int usual = decimals < 0 ? 1 : decimals;
    if (isnan(value)) {
        snprintf(text, NUMBER_MOST, VALUE_DASH);
        return;
    }
    switch (style) {
    case PAPER_WHOLE:
        value_fixed(value, decimals < 0 ? 0 : decimals, false, text);
        return;
    case PAPER_SHARE:
        value_fixed(100.0 * value, usual, false, text);
        return;
    case PAPER_RELATIVE:
    case PAPER_POINTS:
        value_fixed(100.0 * value, usual, true, text);
        return;
    default:
        if (decimals < 0) {
            number_plain(value, false, text);
        } else {
            value_fixed(value, decimals, false, text);
        }
    }
}

static const char *value_unit(enum paper_style style)
{
    return style == PAPER_SHARE || style == PAPER_RELATIVE ? " %" : style == PAPER_POINTS ? " pp" : "";
}

/* The measure that the row is about; NULL when it is about none. */
static const struct outcome_row *value_measure(const struct paper_source *self, size_t row)
{
    const int measure =
        outcome_find(csv_read_text(&self->table, row, csv_read_column(&self->table, "measure")));
    return measure < 0 ? NULL : outcome_measure_row((enum outcome_measure)measure);
}

static double value_at(const struct paper_source *self, size_t row, const char *heading)
{
    const size_t column = csv_read_column(&self->table, heading);
    return column == CSV_READ_NONE ? NAN : csv_read_number(&self->table, row, column);
}

/* The row's paired difference as `compare` shows it. */
static bool value_difference(const struct paper_source *self, size_t row, char difference[NUMBER_MOST],
                             char interval[NUMBER_MOST])
{
    const struct outcome_row *measure = value_measure(self, row);
    const struct estimate_pair pair = {.difference = value_at(self, row, "difference"),
                                       .low = value_at(self, row, "ci_low"),
                                       .high = value_at(self, row, "ci_high"),
                                       .relative = value_at(self, row, "relative"),
                                       .relative_low = value_at(self, row, "relative_low"),
                                       .relative_high = value_at(self, row, "relative_high")};
    if (measure == NULL || isnan(pair.difference)) {
        return false;
    }
    number_difference(measure, &pair, difference, interval);
    return true;
}

/* Of brackets and commas nothing is a number's own. */
static void value_brackets(const char *low, const char *high, FILE *stream)
{
    fputc('[', stream);
    tex_number(low, stream);
    fputs(", ", stream);
    tex_number(high, stream);
    fputc(']', stream);
}

bool paper_source_range(const struct paper_source *self, size_t row, const struct paper_source_form *form,
                        FILE *stream)
{
    char low[NUMBER_MOST], high[NUMBER_MOST], interval[NUMBER_MOST];
    const bool difference = form->style == PAPER_DIFFERENCE || form->style == PAPER_INTERVAL;
    if (difference && value_difference(self, row, low, interval)) {
        char *comma = strstr(interval, ", "), *end = strchr(interval, ']');
        if (comma == NULL || end == NULL) {
            return false;
        }
        *comma = *end = '\0';
        value_brackets(interval + 1, comma + 2, stream);
        return true;
    }
    if (form->low == CSV_READ_NONE || form->high == CSV_READ_NONE) {
        return false;
    }
    const double ends[] = {csv_read_number(&self->table, row, form->low),
                           csv_read_number(&self->table, row, form->high)};
    if (isnan(ends[0]) || isnan(ends[1])) {
        return false;
    }
    value_text(ends[0], form->style, form->decimals, low);
    value_text(ends[1], form->style, form->decimals, high);
    value_brackets(low, high, stream);
    return true;
}

/* What is about a measure. */
static bool value_of_measure(const struct paper_source *self, size_t row,
                             const struct paper_source_form *form, FILE *stream)
{
    char text[NUMBER_MOST], interval[NUMBER_MOST];
    const struct outcome_row *measure = value_measure(self, row);
    if (measure == NULL) {
        return false;
    }
    if (form->style == PAPER_LABEL) {
        tex_text(measure->label, stream);
        return true;
    }
    if (form->style == PAPER_VALUE) {
        const double value = csv_read_number(&self->table, row, form->column);
        number_value(measure, value, text);
        tex_number(text, stream);
        fputs(verdict_is_share(measure) && !isnan(value) ? "\\,\\%" : "", stream);
        return true;
    }
    if (!value_difference(self, row, text, interval)) {
        return false;
    }
    tex_number(text, stream);
    return true;
}

void paper_source_value(const struct paper_source *self, size_t row, const struct paper_source_form *form,
                        FILE *stream)
{
    char text[NUMBER_MOST];
    switch (form->style) {
    case PAPER_TEXT:
        tex_text(csv_read_text(&self->table, row, form->column), stream);
        return;
    case PAPER_LABEL:
    case PAPER_VALUE:
    case PAPER_DIFFERENCE:
        if (!value_of_measure(self, row, form, stream)) {
            fputs(VALUE_DASH, stream);
        }
        return;
    case PAPER_INTERVAL:
        if (!paper_source_range(self, row, form, stream)) {
            fputs(VALUE_DASH, stream);
        }
        return;
    default:
        break;
    }
    const double value = csv_read_number(&self->table, row, form->column);
    value_text(value, form->style, form->decimals, text);
    if (isnan(value)) {
        fputs(VALUE_DASH, stream);
        return;
    }
    tex_number(text, stream);
    tex_number(value_unit(form->style), stream);
}
