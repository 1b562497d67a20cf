/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every column of every table means: THE list of them. datapackage.json is made from it, so that a table
 * needs no other explanation; a table with a column that is not in it fails a test.
 *
 * A row holds for one table, or, without one, for every table that has no row of its own for that name.
 * Besides, a column that is called as a parameter holds values of it (points of a design), and one that is
 * called as a measure a value of that.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

enum columns_type { COLUMNS_STRING, COLUMNS_INTEGER, COLUMNS_NUMBER, COLUMNS_BOOLEAN };

struct columns_row {
    const char *table; /* NULL: any */
    const char *name;
    enum columns_type type;
    const char *unit;    /* "" where none is meant; COLUMNS_MEASURE, COLUMNS_PARAMETER: that of the row's */
    const char *meaning; /* one sentence */
};

#define COLUMNS_MEASURE   "as the measure"
#define COLUMNS_PARAMETER "as the parameter"
#define COLUMNS_SHARE     "1"

/* False when nothing is known of such a column. `table`: the name of its file. */
bool columns_find(const char *table, const char *name, struct columns_row *row);
/* What a table is about; NULL when it is not known. */
const char *columns_table(const char *table);
const struct columns_row *columns_rows(size_t *count);
/* As Table Schema calls it. */
const char *columns_type_name(enum columns_type type);

#endif
