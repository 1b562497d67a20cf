/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of text with aligned columns, as wide as its widest cells on a terminal (UTF-8; Chinese letters
 * take two places). Cells are added from left to right, row after row; the last row may be short.
 */
#ifndef ZUTUAN_CLI_TABLE_H
#define ZUTUAN_CLI_TABLE_H

#include "zutuan/core/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define TABLE_COLUMNS_MOST 12

struct table {
    const char *aligns; /* borrowed: a letter for each column, `l` or `r` */
    size_t columns;
    char **cells; /* owned, [count] */
    size_t count;
    size_t capacity;
    bool lost; /* memory ran out: cells are missing */
};

/* Allocates nothing. `aligns` has at most TABLE_COLUMNS_MOST letters. */
void table_init(struct table *self, const char *aligns);
void table_free(struct table *self);
void table_add(struct table *self, const char *format, ...) DIAG_FORMAT(2, 3);
/* Prints it, `indent` spaces to the right, two between columns, none at the end of a line. Error: DIAG_MEMORY
 * when cells are missing. */
DIAG_MUST_CHECK int table_print(const struct table *self, FILE *stream, int indent);
/* Places that a text takes on a terminal. */
size_t table_width(const char *text);

#endif
