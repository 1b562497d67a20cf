/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of a table of an experiment, and its values as LaTeX shows them: what the tables and the numbers of a
 * paper are made of.
 */
#ifndef PAPER_SOURCE_H
#define PAPER_SOURCE_H

#include "csv_read.h"
#include "zutuan/experiment/paper.h"

#include <stdbool.h>
#include <stdio.h>

#define PAPER_SOURCE_FOLDER "experiments" /* of the results; in it one for each experiment, by its name */

struct paper_source {
    struct csv_read table;
    size_t *rows; /* owned, [count]: those that `where` asks for */
    size_t count;
};

/* Where to look and whom to tell. */
struct paper_source_place {
    const struct paper *paper;
    const char *folder; /* the paper's */
    struct diag *diag;
};

struct paper_source_wish {
    const char *experiment, *from;
    const struct paper_list *where;
    int line;
    bool none; /* that no row fits is no mistake: they are counted */
};

/* What of a row is shown, and how; columns by index, CSV_READ_NONE where there is none. */
struct paper_source_form {
    enum paper_style style;
    int decimals; /* -1: as the value deserves */
    size_t column, low, high;
};

/* Reads the table and chooses rows. DIAG_INVALID with an item: there is no such table, column or row (the
 * nearest value is named); DIAG_IO, DIAG_MEMORY. Free in any case. */
DIAG_MUST_CHECK int paper_source_open(struct paper_source *self, const struct paper_source_place *place,
                                      const struct paper_source_wish *wish);
void paper_source_free(struct paper_source *self);
/* The column of that name; CSV_READ_NONE with an item when the table has none. */
size_t paper_source_column(const struct paper_source *self, const struct paper_source_place *place,
                           const struct paper_text *name);
/* The columns of the interval that belongs to `form->column`. */
void paper_source_interval(const struct paper_source *self, struct paper_source_form *form);
/* The style of a column that states none: that of what it holds. */
enum paper_style paper_source_usual(const struct paper_source *self, const char *from, size_t column);

/* A value as LaTeX; a missing one is a dash. */
void paper_source_value(const struct paper_source *self, size_t row, const struct paper_source_form *form,
                        FILE *stream);
/* Its interval, in brackets; false, with nothing written, when it has none. */
bool paper_source_range(const struct paper_source *self, size_t row, const struct paper_source_form *form,
                        FILE *stream);

#endif
