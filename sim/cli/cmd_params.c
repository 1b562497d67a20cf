/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"
#include "table.h"
#include "zutuan/model/params.h"
#include "zutuan/report/tex.h"

#include <fnmatch.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARAMS_COLUMNS 9

/* A row of the table as texts, in the order of params_heads. */
struct params_texts {
    char fallback[64], range[256], basis[2];
    const char *columns[PARAMS_COLUMNS];
};

static const char *const params_heads[PARAMS_COLUMNS] = {"key",     "default", "unit",   "range", "basis",
                                                         "meaning", "source",  "symbol", "type"};

static void fill_texts(struct params_texts *self, const struct params_row *row)
{
    static const char *const types[] = {"bool", "int", "real", "choice"};
    params_format(row, row->fallback, self->fallback, sizeof self->fallback);
    params_format_range(row, self->range, sizeof self->range);
    snprintf(self->basis, sizeof self->basis, "%c", row->basis);
    const char *const columns[PARAMS_COLUMNS] = {row->key,    self->fallback, row->unit,
                                                 self->range, self->basis,    row->meaning,
                                                 row->source, row->symbol,    types[row->type]};
    memcpy(self->columns, columns, sizeof columns);
}

static bool matches(const struct params_row *row, const char *pattern)
{
    if (pattern == NULL)
        return true;
    return strpbrk(pattern, "*?[") != NULL ? fnmatch(pattern, row->key, 0) == 0
                                           : strstr(row->key, pattern) != NULL;
}

/* One row of CSV, Markdown or LaTeX: how it begins, what stands between cells, how it ends, what is escaped.
 */
struct dialect {
    const char *begin, *between, *end;
    void (*cell)(const char *text);
};

static void print_csv(const char *text)
{
    if (strpbrk(text, ",\"\n") == NULL) {
        fputs(text, stdout);
        return;
    }
    putchar('"');
    for (; *text != '\0'; text++)
        printf(*text == '"' ? "\"\"" : "%c", *text);
    putchar('"');
}

static void print_md(const char *text)
{
    for (; *text != '\0'; text++)
        printf(*text == '|' ? "\\|" : "%c", *text);
}

static void print_tex(const char *text)
{
    tex_text(text, stdout);
}

static const struct dialect dialects[] = {
    [OPTIONS_MD] = {"| ", " | ", " |\n", print_md},
    [OPTIONS_CSV] = {"", ",", "\r\n", print_csv},
    [OPTIONS_TEX] = {"", " & ", " \\\\\n", print_tex},
};

static void print_dialect_row(const struct dialect *dialect, const char *const columns[PARAMS_COLUMNS])
{
    fputs(dialect->begin, stdout);
    for (size_t i = 0; i < PARAMS_COLUMNS; i++) {
        fputs(i == 0 ? "" : dialect->between, stdout);
        dialect->cell(columns[i]);
    }
    fputs(dialect->end, stdout);
}

static void print_dialect(enum options_format format, const char *pattern)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    if (format == OPTIONS_TEX)
        puts("\\begin{tabular}{lllllllll}\n\\hline");
    print_dialect_row(&dialects[format], params_heads);
    if (format == OPTIONS_TEX)
        puts("\\hline");
    if (format == OPTIONS_MD)
        puts("|---|---|---|---|---|---|---|---|---|");
    for (size_t i = 0; i < count; i++) {
        struct params_texts texts;
        if (!matches(&rows[i], pattern))
            continue;
        fill_texts(&texts, &rows[i]);
        print_dialect_row(&dialects[format], texts.columns);
    }
    if (format == OPTIONS_TEX)
        puts("\\hline\n\\end{tabular}");
}

static int print_text(const char *pattern)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    struct table table;
    table_init(&table, "lrlllll");
    for (size_t i = 0; i < 6; i++)
        table_add(&table, "%s", params_heads[i]);
    table_add(&table, "source");
    for (size_t i = 0; i < count; i++) {
        struct params_texts texts;
        if (!matches(&rows[i], pattern))
            continue;
        fill_texts(&texts, &rows[i]);
        for (size_t column = 0; column < 7; column++) {
            const bool symbol = column == 5 && *rows[i].symbol != '\0';
            table_add(&table, symbol ? "%s (%s)" : "%s", texts.columns[column], rows[i].symbol);
        }
    }
    const int code = table_print(&table, stdout, 0);
    table_free(&table);
    return code;
}

static int run(const struct common_call *call)
{
    const char *pattern = call->options->file_count > 0 ? call->options->files[0] : NULL;
    size_t count, found = 0;
    const struct params_row *rows = params_rows(&count);
    for (size_t i = 0; i < count; i++)
        found += matches(&rows[i], pattern);
    if (found == 0)
        return diag_add(call->diag, DIAG_USAGE, NULL, 0, "%s: no parameter matches; did you mean %s?",
                        pattern, params_nearest(pattern)->key);
    if (call->options->format == OPTIONS_TEXT)
        return print_text(pattern);
    print_dialect(call->options->format, pattern);
    return COMMON_OK;
}

static const enum option takes[] = {OPTION_FORMAT, OPTION_HELP, OPTION_END};

const struct common_command cmd_params_command = {
    .name = "params",
    .arguments = "[PATTERN]",
    .summary = "The parameters of the model: default, unit, range, meaning, and what each rests on",
    .about = "PATTERN is a part of a key, or a pattern with * and ?. Basis: S the founding paper, L "
             "literature or\n"
             "public statistics, A assumption.\n",
    .examples = "  zutuan params demand\n"
                "  zutuan params '*.on'\n"
                "  zutuan params --format csv > params.csv\n",
    .takes = takes,
    .files_least = 0,
    .files_most = 1,
    .run = run,
};
