/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of a paper from its file alone. */
#include "paper_check.h"

#include "zutuan/model/spelling.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_MOST 1001

static const char *const styles[PAPER_STYLES + 1] = {
    [PAPER_TEXT] = "text",         [PAPER_WHOLE] = "whole",
    [PAPER_PLAIN] = "plain",       [PAPER_SHARE] = "share",
    [PAPER_RELATIVE] = "relative", [PAPER_POINTS] = "points",
    [PAPER_VALUE] = "value",       [PAPER_DIFFERENCE] = "difference",
    [PAPER_LABEL] = "label",       [PAPER_INTERVAL] = "interval",
    [PAPER_ROWS] = "rows",         [PAPER_DISTINCT] = "distinct"};

int paper_style_of(const struct paper_text *style, enum paper_style usual)
{
    if (style->text == NULL)
        return (int)usual;
    for (int i = 0; i < PAPER_STYLES; i++)
        if (strcmp(styles[i], style->text) == 0)
            return i;
    return -1;
}

struct checking {
    const struct paper *paper;
    struct diag *diag;
};

static void complain(const struct checking *self, int line, const char *key, const char *found,
                     const char *expected)
{
    diag_add(self->diag, DIAG_INVALID, self->paper->file, line, "%s: %s: %s", key, found, expected);
}

/* A name that becomes a file's: short, and nothing that a shell, a URL or LaTeX would take amiss. */
static void check_name(const struct checking *self, const struct paper_text *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (name->text == NULL)
        return;
    const size_t length = strlen(name->text);
    if (length == 0 || length > PAPER_NAME_MOST || name->text[0] == '-' ||
        strspn(name->text, letters) != length)
        complain(self, name->line, "name", name->text,
                 "expected 1 to 40 lower-case letters, digits and hyphens, such as main-effect");
}

/* names[count]; a name that was there before is told. */
static void check_unique(const struct checking *self, const struct paper_text *name, const char **names,
                         size_t *count)
{
    if (name->text == NULL || *count + 1 == NAMES_MOST)
        return;
    for (size_t i = 0; i < *count; i++)
        if (strcmp(names[i], name->text) == 0) {
            complain(self, name->line, "name", name->text, "is there already; names must differ");
            return;
        }
    names[(*count)++] = name->text;
}

static void check_experiment_of(const struct checking *self, const struct paper_text *name)
{
    const char *known[NAMES_MOST] = {NULL};
    char text[160];
    size_t count = 0;
    if (name->text == NULL || paper_find(self->paper, name->text) != NULL)
        return;
    for (size_t i = 0; i < self->paper->experiment_count; i++)
        if (self->paper->experiments[i].name.text != NULL)
            known[count++] = self->paper->experiments[i].name.text;
    if (count == 0)
        return; /* that there is none is told already */
    snprintf(text, sizeof text, "no such experiment; did you mean %.60s?",
             spelling_nearest(name->text, known));
    complain(self, name->line, "experiment", name->text, text);
}

static void check_style(const struct checking *self, const struct paper_text *style, bool table)
{
    char text[120];
    const int found = paper_style_of(style, PAPER_TEXT);
    if (found < 0) {
        snprintf(text, sizeof text, "unknown style; did you mean %s?", spelling_nearest(style->text, styles));
        complain(self, style->line, "style", style->text, text);
    } else if (table && (found == PAPER_ROWS || found == PAPER_DISTINCT)) {
        complain(self, style->line, "style", style->text, "counts rows; it is for numbers only");
    }
}

static void check_where(const struct checking *self, const struct paper_list *where)
{
    for (size_t i = 0; i < where->count; i++) {
        const char *equals = strchr(where->items[i].text, '=');
        if (equals == NULL || equals == where->items[i].text)
            complain(self, where->items[i].line, "where", where->items[i].text,
                     "expected column=value, such as measure=qa_output");
    }
}

/* \ztNAME: letters alone make a macro. */
static void check_macro(const struct checking *self, const struct paper_text *name)
{
    static const char reserved[] = "Interval";
    if (name->text == NULL)
        return;
    const size_t length = strlen(name->text), end = sizeof reserved - 1;
    bool right = length > 0 && length <= 60 && isupper((unsigned char)name->text[0]);
    for (const char *letter = name->text; *letter != '\0'; letter++)
        right = right && (unsigned char)*letter < 0x80 && isalpha((unsigned char)*letter);
    if (!right)
        complain(self, name->line, "name", name->text,
                 "expected letters only, a capital first, such as QaGain: it becomes \\ztQaGain");
    else if (length >= end && strcmp(name->text + length - end, reserved) == 0)
        complain(self, name->line, "name", name->text,
                 "may not end with Interval: that macro is made besides");
}

static bool is_day(const char *text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (size_t i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? text[i] != '-' : !isdigit((unsigned char)text[i]))
            return false;
    const long year = strtol(text, NULL, 10), month = strtol(text + 5, NULL, 10),
               day = strtol(text + 8, NULL, 10);
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return text[10] == '\0' && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] &&
           (leap || month != 2 || day < 29);
}

/* Sixteen digits in fours, the last one a check by ISO 7064, mod 11-2, which may be X. */
static bool is_orcid(const char *text)
{
    int total = 0;
    if (strlen(text) != 19)
        return false;
    for (size_t i = 0; i < 18; i++) {
        if (i % 5 == 4 ? text[i] != '-' : !isdigit((unsigned char)text[i]))
            return false;
        if (i % 5 != 4)
            total = (total + (text[i] - '0')) * 2;
    }
    const int check = (12 - total % 11) % 11;
    return text[18] == (check == 10 ? 'X' : '0' + check);
}

static void check_metadata(const struct checking *self)
{
    const struct paper *paper = self->paper;
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+-";
    if (paper->date.text != NULL && !is_day(paper->date.text))
        complain(self, paper->date.line, "date", paper->date.text, "expected a day, such as 2026-11-24");
    const char *licence = paper->licence.text;
    if (licence != NULL && (*licence == '\0' || strspn(licence, letters) != strlen(licence)))
        complain(self, paper->licence.line, "licence", licence, "expected an SPDX name, such as CC-BY-4.0");
    if (paper->source.text != NULL && strncmp(paper->source.text, "https://", 8) != 0)
        complain(self, paper->source.line, "source", paper->source.text,
                 "expected the address where the sources are, beginning with https://");
    for (size_t i = 0; i < paper->author_count; i++) {
        const struct paper_text *orcid = &paper->authors[i].orcid;
        if (orcid->text != NULL && !is_orcid(orcid->text))
            complain(self, orcid->line, "orcid", orcid->text,
                     "is none; expected one such as 0000-0002-1825-0097");
    }
}

static void check_figures(const struct checking *self)
{
    static const char *const formats[] = {"svg", "pdf", "png", "epslatex", NULL};
    const char *names[NAMES_MOST], *format;
    char text[120];
    size_t count = 0;
    for (size_t i = 0; i < self->paper->figure_count; i++) {
        const struct paper_figure *figure = &self->paper->figures[i];
        check_name(self, &figure->name);
        check_unique(self, &figure->name, names, &count);
        check_experiment_of(self, &figure->experiment);
        for (size_t f = 0; f < figure->formats.count; f++) {
            const struct paper_text *given = &figure->formats.items[f];
            format = spelling_nearest(given->text, formats);
            snprintf(text, sizeof text, "unknown format; did you mean %s?", format);
            if (strcmp(format, given->text) != 0)
                complain(self, given->line, "formats", given->text, text);
        }
    }
}

static void check_tables(const struct checking *self)
{
    const char *names[NAMES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < self->paper->table_count; i++) {
        const struct paper_table *table = &self->paper->tables[i];
        check_name(self, &table->name);
        check_unique(self, &table->name, names, &count);
        check_experiment_of(self, &table->experiment);
        check_where(self, &table->where);
        for (size_t c = 0; c < table->column_count; c++)
            check_style(self, &table->columns[c].style, true);
    }
    for (size_t i = 0; i < self->paper->parameters_count; i++) {
        check_name(self, &self->paper->parameters[i].name);
        check_unique(self, &self->paper->parameters[i].name, names, &count);
    }
}

static void check_numbers(const struct checking *self)
{
    const char *names[NAMES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < self->paper->number_count; i++) {
        const struct paper_number *number = &self->paper->numbers[i];
        check_macro(self, &number->name);
        check_unique(self, &number->name, names, &count);
        check_experiment_of(self, &number->experiment);
        check_style(self, &number->style, false);
        check_where(self, &number->where);
        if ((number->low.text == NULL) != (number->high.text == NULL))
            complain(self, number->line, "numbers", paper_or(&number->name, ""),
                     "give both low and high, or neither");
        if (number->column.text == NULL && paper_style_of(&number->style, PAPER_PLAIN) != PAPER_ROWS)
            complain(self, number->line, "numbers", paper_or(&number->name, ""), "column is missing");
    }
}

void paper_check(const struct paper *self, struct diag *diag)
{
    const struct checking checking = {self, diag};
    const char *names[NAMES_MOST];
    size_t count = 0;
    check_name(&checking, &self->name);
    check_metadata(&checking);
    for (size_t i = 0; i < self->experiment_count; i++) {
        check_name(&checking, &self->experiments[i].name);
        check_unique(&checking, &self->experiments[i].name, names, &count);
    }
    check_figures(&checking);
    check_tables(&checking);
    check_numbers(&checking);
}
