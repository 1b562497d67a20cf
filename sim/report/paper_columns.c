/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a paper can be judged by the list of columns, before anything is run. */
#include "zutuan/report/paper_folder.h"

#include "columns.h"
#include "paper_parts.h"
#include "zutuan/model/spelling.h"

#include <string.h>

enum { COLUMNS_NAMES_MOST = 512 };

struct columns_check {
    const struct paper *paper;
    struct diag *diag;
};

static void columns_complain(const struct columns_check *self, int line, const char *key, const char *found,
                             const char *what, const char *nearest)
{
    diag_add(self->diag, DIAG_INVALID, self->paper->file, line, "%s: %s: %s; did you mean %s?", key, found,
             what, nearest);
}

static void columns_column(const struct columns_check *self, const char *table, const char *name, int line,
                           const char *key)
{
    const char *known[COLUMNS_NAMES_MOST] = {NULL};
    struct columns_row row;
    size_t count, names = 0;
    const struct columns_row *rows = columns_rows(&count);
    if (table == NULL || columns_table(table) == NULL || columns_find(table, name, &row)) {
        return;
    }
    for (size_t i = 0; i < count && names + 1 < COLUMNS_NAMES_MOST; i++) {
        if (rows[i].table == NULL || strcmp(rows[i].table, table) == 0) {
            known[names++] = rows[i].name;
        }
    }
    columns_complain(self, line, key, name, "no table has such a column", spelling_nearest(name, known));
}

static void columns_text(const struct columns_check *self, const char *table, const struct paper_text *text,
                         const char *key)
{
    if (text->text != NULL) {
        columns_column(self, table, text->text, text->line, key);
    }
}

static void columns_where(const struct columns_check *self, const char *table, const struct paper_list *where)
{
    for (size_t i = 0; i < where->count; i++) {
        const char *text = where->items[i].text, *equals = strchr(text, '=');
        char name[64];
        if (equals == NULL || equals == text) {
            continue;
        }
        snprintf(name, sizeof name, "%.*s", (int)(equals - text), text);
        columns_column(self, table, name, where->items[i].line, "where");
        const bool series = table != NULL && strcmp(table, "series.csv") == 0; /* it has names of its own */
        if (strcmp(name, "measure") == 0 && !series && outcome_find(equals + 1) < 0) {
            columns_complain(self, where->items[i].line, "where", text, "is not a measure",
                             outcome_nearest(equals + 1));
        }
    }
}

static void columns_keys(const struct columns_check *self, const struct paper_parameters *parameters)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    for (size_t k = 0; k < parameters->keys.count; k++) {
        const struct paper_list one = {&parameters->keys.items[k], 1};
        size_t found = 0;
        for (size_t i = 0; i < count; i++) {
            found += paper_tables_fits(&rows[i], &one);
        }
        if (found == 0) {
            columns_complain(self, one.items->line, "keys", one.items->text, "no parameter matches",
                             params_nearest(one.items->text)->key);
        }
    }
}

void paper_columns_check(const struct paper *paper, struct diag *diag)
{
    const struct columns_check self = {paper, diag};
    for (size_t i = 0; i < paper->table_count; i++) {
        const struct paper_table *table = &paper->tables[i];
        columns_where(&self, table->from.text, &table->where);
        for (size_t c = 0; c < table->column_count; c++) {
            columns_text(&self, table->from.text, &table->columns[c].column, "column");
        }
    }
    for (size_t i = 0; i < paper->number_count; i++) {
        const struct paper_number *number = &paper->numbers[i];
        columns_where(&self, number->from.text, &number->where);
        columns_text(&self, number->from.text, &number->column, "column");
        columns_text(&self, number->from.text, &number->low, "low");
        columns_text(&self, number->from.text, &number->high, "high");
    }
    for (size_t i = 0; i < paper->parameters_count; i++) {
        columns_keys(&self, &paper->parameters[i]);
    }
    paper_checklist_check(&paper_stress_checklist, paper, diag);
    paper_checklist_check(&paper_odd_checklist, paper, diag);
}
