/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of a results folder, read back: what csv.h writes, or another table by RFC 4180 with a header.
 *
 * The whole table is held in memory. A number that is missing (an empty cell) or is none is NaN. The
 * apostrophe that csv_text puts before what a spreadsheet would take for a formula is taken off again.
 */
#ifndef CSV_READ_H
#define CSV_READ_H

#include "zutuan/core/diag.h"

#include <stddef.h>

#define CSV_READ_NONE ((size_t)-1)

struct csv_read {
    char *bytes;  /* owned: the file, in which cells end with '\0' */
    char **cells; /* owned, [(rows + 1) * columns]: the header, then the rows */
    size_t columns, rows;
};

/*
 * Reads folder/name. A file that is not there gives a table without columns. Errors, each with an item:
 * DIAG_IO; DIAG_MEMORY; DIAG_INVALID for a row of another length than the header, a quotation that is not
 * closed or goes on after its end, or a zero byte. Free in any case.
 */
DIAG_MUST_CHECK int csv_read_load(struct csv_read *self, const char *folder, const char *name,
                                  struct diag *diag);
void csv_read_free(struct csv_read *self);
/* The column of that heading, CSV_READ_NONE when there is none. */
size_t csv_read_column(const struct csv_read *self, const char *heading);
const char *csv_read_heading(const struct csv_read *self, size_t column);
/* "" for a column that is none. */
const char *csv_read_text(const struct csv_read *self, size_t row, size_t column);
double csv_read_number(const struct csv_read *self, size_t row, size_t column);

#endif
