/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper_source.h"

#include "columns.h"
#include "outfile.h"
#include "zutuan/model/spelling.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCE_NAMES_MOST = 256 };

static int source_complain(const struct paper_source_place *place, int line, const char *key,
                           const char *found, const char *what, const char *nearest)
{
    return diag_add(place->diag, DIAG_INVALID, place->paper->file, line, "%s: %s: %s%s%s%s", key, found, what,
                    nearest == NULL ? "" : "; did you mean ", nearest == NULL ? "" : nearest,
                    nearest == NULL ? "" : "?");
}

/* The value of a column that is most like `wanted`; NULL when there are no rows. */
static const char *source_nearest(const struct paper_source *self, size_t column, const char *wanted)
{
    const char *known[SOURCE_NAMES_MOST] = {NULL};
    size_t count = 0;
    for (size_t row = 0; row < self->table.rows && count + 1 < SOURCE_NAMES_MOST; row++) {
        const char *text = csv_read_text(&self->table, row, column);
        bool there = false;
        for (size_t i = 0; i < count && !there; i++) {
            there = strcmp(known[i], text) == 0;
        }
        if (!there) {
            known[count++] = text;
        }
    }
    return spelling_nearest(wanted, known);
}

size_t paper_source_column(const struct paper_source *self, const struct paper_source_place *place,
                           const struct paper_text *name)
{
    const char *known[SOURCE_NAMES_MOST] = {NULL};
    const size_t found = csv_read_column(&self->table, name->text);
    if (found != CSV_READ_NONE) {
        return found;
    }
    for (size_t i = 0; i < self->table.columns && i + 1 < SOURCE_NAMES_MOST; i++) {
        known[i] = csv_read_heading(&self->table, i);
    }
    source_complain(place, name->line, "column", name->text, "the table has no such column",
                    spelling_nearest(name->text, known));
    return CSV_READ_NONE;
}

/* Keeps of the rows those in which the column has the value. A value that no row of the table has is told
 * with the nearest, unless there may be none. */
static int source_filter(struct paper_source *self, const struct paper_source_place *place,
                         const struct paper_text *condition, bool none)
{
    const char *equals = strchr(condition->text, '='), *wanted = equals + 1;
    struct paper_text name = {strndup(condition->text, (size_t)(equals - condition->text)), condition->line};
    if (name.text == NULL) {
        return DIAG_MEMORY;
    }
    const size_t column = paper_source_column(self, place, &name);
    free(name.text);
    if (column == CSV_READ_NONE) {
        return DIAG_INVALID;
    }
    size_t kept = 0, anywhere = 0;
    for (size_t row = 0; row < self->table.rows; row++) {
        anywhere += strcmp(csv_read_text(&self->table, row, column), wanted) == 0;
    }
    for (size_t i = 0; i < self->count; i++) {
        if (strcmp(csv_read_text(&self->table, self->rows[i], column), wanted) == 0) {
            self->rows[kept++] = self->rows[i];
        }
    }
    self->count = kept;
    if (anywhere == 0 && !none) {
        return source_complain(place, condition->line, "where", condition->text, "no row has this value",
                               source_nearest(self, column, wanted));
    }
    return DIAG_OK;
}

int paper_source_open(struct paper_source *self, const struct paper_source_place *place,
                      const struct paper_source_wish *wish)
{
    char name[2 * PAPER_NAME_MOST];
    *self = (struct paper_source){.count = 0};
    snprintf(name, sizeof name, "%s/%s", PAPER_SOURCE_FOLDER, wish->experiment);
    char *folder = outfile_path(place->folder, name);
    if (folder == NULL) {
        return DIAG_MEMORY;
    }
    int code = csv_read_load(&self->table, folder, wish->from, place->diag);
    free(folder);
    if (code == DIAG_OK && self->table.columns == 0) {
        return source_complain(place, wish->line, "from", wish->from, "the experiment left no such table",
                               NULL);
    }
    self->rows = code == DIAG_OK ? malloc((self->table.rows + 1) * sizeof *self->rows) : NULL;
    if (code == DIAG_OK && self->rows == NULL) {
        code = DIAG_MEMORY;
    }
    for (; code == DIAG_OK && self->count < self->table.rows; self->count++) {
        self->rows[self->count] = self->count;
    }
    for (size_t i = 0; code == DIAG_OK && i < wish->where->count; i++) {
        code = source_filter(self, place, &wish->where->items[i], wish->none);
    }
    return code;
}

void paper_source_free(struct paper_source *self)
{
    csv_read_free(&self->table);
    free(self->rows);
    *self = (struct paper_source){.rows = NULL};
}

void paper_source_interval(const struct paper_source *self, struct paper_source_form *form)
{
    char low[96], high[96];
    form->low = form->high = CSV_READ_NONE;
    if (form->column == CSV_READ_NONE) {
        return;
    }
    const char *name = csv_read_heading(&self->table, form->column);
    snprintf(low, sizeof low, "%s_low", name);
    snprintf(high, sizeof high, "%s_high", name);
    form->low = csv_read_column(&self->table, low);
    form->high = csv_read_column(&self->table, high);
    static const char *const centres[] = {"mean",     "difference", "part",       "interaction",
                                          "estimate", "controlled", "correlation"};
    for (size_t i = 0; form->low == CSV_READ_NONE && i < sizeof centres / sizeof centres[0]; i++) {
        if (strcmp(name, centres[i]) == 0) {
            form->low = csv_read_column(&self->table, "ci_low");
            form->high = csv_read_column(&self->table, "ci_high");
            return;
        }
    }
}

enum paper_style paper_source_usual(const struct paper_source *self, const char *from, size_t column)
{
    const char *name = csv_read_heading(&self->table, column);
    struct columns_row row;
    if (!columns_find(from, name, &row) || row.type == COLUMNS_STRING) {
        return PAPER_TEXT;
    }
    if (row.type == COLUMNS_INTEGER) {
        return PAPER_WHOLE;
    }
    return strncmp(name, "relative", strlen("relative")) == 0 ? PAPER_RELATIVE : PAPER_PLAIN;
}
