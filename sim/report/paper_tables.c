/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a paper in LaTeX, for the package booktabs (that of the parameters: longtable too). */
#include "paper_parts.h"

#include "zutuan/report/tex.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* What each column of the table shows. */
static int tables_forms(const struct paper_source *source, const struct paper_source_place *place,
                        const struct paper_table *table, struct paper_source_form *forms)
{
    int code = DIAG_OK;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct paper_column *column = &table->columns[i];
        forms[i].column = paper_source_column(source, place, &column->column);
        if (forms[i].column == CSV_READ_NONE) {
            code = DIAG_INVALID;
            continue;
        }
        const enum paper_style usual = paper_source_usual(source, table->from.text, forms[i].column);
        forms[i].style = (enum paper_style)paper_style_of(&column->style, usual);
        forms[i].decimals = column->decimals.line > 0 ? column->decimals.value : -1;
        paper_source_interval(source, &forms[i]);
    }
    return code;
}

static bool tables_is_left(enum paper_style style)
{
    return style == PAPER_TEXT || style == PAPER_LABEL;
}

static void tables_body(const struct paper_source *source, const struct paper_table *table,
                        const struct paper_source_form *forms, FILE *stream)
{
    fputs("\\begin{tabular}{", stream);
    for (size_t i = 0; i < table->column_count; i++) {
        fputc(tables_is_left(forms[i].style) ? 'l' : 'r', stream);
    }
    fputs("}\n\\toprule\n", stream);
    for (size_t i = 0; i < table->column_count; i++) {
        fputs(i == 0 ? "" : " & ", stream);
        tex_text(paper_or(&table->columns[i].head, table->columns[i].column.text), stream);
    }
    fputs(" \\\\\n\\midrule\n", stream);
    for (size_t row = 0; row < source->count; row++) {
        for (size_t i = 0; i < table->column_count; i++) {
            fputs(i == 0 ? "{}" : " & ", stream); /* {}: a cell that begins with [ is no option of \\ */
            paper_source_value(source, source->rows[row], &forms[i], stream);
        }
        fputs(" \\\\\n", stream);
    }
    fputs("\\bottomrule\n\\end{tabular}\n", stream);
}

int paper_tables_write(const struct paper_source_place *place, const struct paper_table *table, FILE *stream)
{
    struct paper_source source;
    const struct paper_source_wish wish = {table->experiment.text, table->from.text, &table->where,
                                           table->from.line, false};
    struct paper_source_form *forms = calloc(table->column_count + 1, sizeof *forms);
    if (forms == NULL) {
        return DIAG_MEMORY;
    }
    int code = paper_source_open(&source, place, &wish);
    if (code == DIAG_OK && source.count == 0) {
        code = diag_add(place->diag, DIAG_INVALID, place->paper->file, table->line,
                        "tables: %s: no row fits all that where asks for", table->name.text);
    }
    if (code == DIAG_OK) {
        code = tables_forms(&source, place, table, forms);
    }
    if (code == DIAG_OK) {
        fprintf(stream, "%% %s of the experiment %s\n", table->from.text, table->experiment.text);
        tables_body(&source, table, forms, stream);
    }
    paper_source_free(&source);
    free(forms);
    return code;
}

bool paper_tables_fits(const struct params_row *row, const struct paper_list *keys)
{
    for (size_t i = 0; i < keys->count; i++) {
        const char *pattern = keys->items[i].text;
        if (strpbrk(pattern, "*?[") != NULL ? fnmatch(pattern, row->key, 0) == 0
                                            : strstr(row->key, pattern) != NULL) {
            return true;
        }
    }
    return keys->count == 0;
}

int paper_tables_parameters(const struct paper_parameters *parameters, FILE *stream)
{
    static const char head[] = "Parameter & Symbol & Default & Unit & Basis & Meaning \\\\\n\\midrule\n";
    size_t count;
    const struct params_row *rows = params_rows(&count);
    fprintf(stream,
            "%% basis: S the founding paper, L literature or public statistics, A assumption\n"
            "\\begin{longtable}{@{}lllllp{0.33\\linewidth}@{}}\n\\toprule\n%s\\endfirsthead\n\\toprule\n%s"
            "\\endhead\n\\bottomrule\n\\endlastfoot\n",
            head, head);
    for (size_t i = 0; i < count; i++) {
        char value[96];
        if (!paper_tables_fits(&rows[i], &parameters->keys)) {
            continue;
        }
        const char basis[] = {rows[i].basis, '\0'};
        params_format(&rows[i], rows[i].fallback, value, sizeof value);
        const char *const cells[] = {rows[i].symbol, value, rows[i].unit, basis, rows[i].meaning};
        fputs("\\texttt{", stream);
        tex_text(rows[i].key, stream);
        fputs("}", stream);
        for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++) {
            fputs(" & ", stream);
            tex_text(cells[c], stream);
        }
        fputs(" \\\\\n", stream);
    }
    fputs("\\end{longtable}\n", stream);
    return DIAG_OK;
}
