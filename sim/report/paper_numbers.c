/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a paper's text as macros of LaTeX: \ztNAME, and \ztNAMEInterval where there is one. */
#include "paper_parts.h"

#include "build_facts.h"

#include <string.h>

static size_t numbers_distinct(const struct paper_source *source, size_t column)
{
    size_t count = 0;
    for (size_t i = 0; i < source->count; i++) {
        bool there = false;
        for (size_t before = 0; before < i && !there; before++) {
            there = strcmp(csv_read_text(&source->table, source->rows[before], column),
                           csv_read_text(&source->table, source->rows[i], column)) == 0;
        }
        count += !there;
    }
    return count;
}

static int numbers_form(const struct paper_source *source, const struct paper_source_place *place,
                        const struct paper_number *number, struct paper_source_form *form)
{
    *form = (struct paper_source_form){.decimals = -1};
    form->column =
        number->column.text == NULL ? CSV_READ_NONE : paper_source_column(source, place, &number->column);
    if (number->column.text != NULL && form->column == CSV_READ_NONE) {
        return DIAG_INVALID;
    }
    const enum paper_style usual = form->column == CSV_READ_NONE
                                       ? PAPER_ROWS
                                       : paper_source_usual(source, number->from.text, form->column);
    form->style = (enum paper_style)paper_style_of(&number->style, usual);
    form->decimals = number->decimals.line > 0 ? number->decimals.value : -1;
    paper_source_interval(source, form);
    if (number->low.text != NULL) {
        form->low = paper_source_column(source, place, &number->low);
        form->high = paper_source_column(source, place, &number->high);
        if (form->low == CSV_READ_NONE || form->high == CSV_READ_NONE) {
            return DIAG_INVALID;
        }
    }
    return DIAG_OK;
}

static void numbers_macro(const struct paper_source *source, const struct paper_number *number,
                          const struct paper_source_form *form, FILE *stream)
{
    fprintf(stream, "\\newcommand{\\zt%s}{", number->name.text);
    if (form->style == PAPER_ROWS) {
        fprintf(stream, "%zu}\n", source->count);
        return;
    }
    if (form->style == PAPER_DISTINCT) {
        fprintf(stream, "%zu}\n", numbers_distinct(source, form->column));
        return;
    }
    const size_t row = source->rows[0];
    paper_source_value(source, row, form, stream);
    fputs("}\n", stream);
    const bool words =
        form->style == PAPER_TEXT || form->style == PAPER_LABEL || form->style == PAPER_INTERVAL;
    const bool difference = form->style == PAPER_DIFFERENCE;
    if (words || (!difference && form->low == CSV_READ_NONE)) {
        return;
    }
    fprintf(stream, "\\newcommand{\\zt%sInterval}{", number->name.text);
    if (!paper_source_range(source, row, form, stream)) {
        fputs("[--, --]", stream);
    }
    fputs("}\n", stream);
}

static int numbers_one(const struct paper_source_place *place, const struct paper_number *number,
                       FILE *stream)
{
    struct paper_source source;
    struct paper_source_form form;
    const int style = paper_style_of(&number->style, number->column.text == NULL ? PAPER_ROWS : PAPER_TEXT);
    const struct paper_source_wish wish = {number->experiment.text, number->from.text, &number->where,
                                           number->from.line, style == PAPER_ROWS || style == PAPER_DISTINCT};
    int code = paper_source_open(&source, place, &wish);
    if (code == DIAG_OK) {
        code = numbers_form(&source, place, number, &form);
    }
    const bool counted = code == DIAG_OK && (form.style == PAPER_ROWS || form.style == PAPER_DISTINCT);
    if (code == DIAG_OK && !counted && source.count != 1) {
        code = diag_add(place->diag, DIAG_INVALID, place->paper->file, number->line,
                        "numbers: %s: %zu rows of %s fit what where asks for; it must leave one",
                        number->name.text, source.count, number->from.text);
    }
    if (code == DIAG_OK) {
        numbers_macro(&source, number, &form, stream);
    }
    paper_source_free(&source);
    return code;
}

/* What the program knows without an experiment. */
static void numbers_own(FILE *stream)
{
    size_t count, assumed = 0;
    const struct params_row *rows = params_rows(&count);
    for (size_t i = 0; i < count; i++) {
        assumed += rows[i].basis == 'A';
    }
    fprintf(stream, "\\newcommand{\\ztVersion}{%s}\n\\newcommand{\\ztCommit}{%.12s%s}\n", BUILD_FACTS_VERSION,
            BUILD_FACTS_COMMIT, BUILD_FACTS_DIRTY ? " with changes" : "");
    fprintf(stream, "\\newcommand{\\ztParameters}{%zu}\n\\newcommand{\\ztAssumptions}{%zu}\n", count,
            assumed);
}

int paper_numbers_write(const struct paper_source_place *place, FILE *stream)
{
    int code = DIAG_OK;
    fputs("% Written by `zutuan paper`: every number of the text, from the tables of its experiments.\n",
          stream);
    numbers_own(stream);
    for (size_t i = 0; i < place->paper->number_count; i++) {
        const int one = numbers_one(place, &place->paper->numbers[i], stream);
        if (one == DIAG_MEMORY) {
            return one;
        }
        code = one == DIAG_OK ? code : one;
    }
    return code;
}
