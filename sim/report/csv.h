/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comma-separated values: RFC 4180 quoting, lines that end in LF, `.` as the decimal sign.
 *
 * Numbers have 17 significant digits, so that they read back to the same bits; a missing number (NaN) is
 * empty, an infinite one INF or -INF, as Table Schema has it. A row is gathered and goes to the stream when
 * it ends. The first failed write is remembered and later calls do nothing, so that a caller checks once, at
 * the end. LC_NUMERIC is expected to be "C", as it is in a program that never calls setlocale.
 *
 * A text that begins with = + - @, a tab or a carriage return would be run as a formula by a spreadsheet.
 * csv_text puts an apostrophe before it, which keeps it text. No text of our own begins so; a scenario's name
 * could (`-x.cfg`), while `16+1`, which does not begin with the sign, stays as it is. Numbers are never
 * touched.
 */
#ifndef CSV_H
#define CSV_H

#include "outfile.h"

#include <stdbool.h>
#include <stdint.h>

#define CSV_ROW 1024 /* bytes; a longer row goes to the stream in parts */

struct csv {
    FILE *stream;   /* borrowed */
    int error;      /* errno of the first failed write, 0 when none failed */
    bool begun;     /* the row has a field already */
    bool quoted;    /* every field, also those that need it not */
    bool gathers;   /* rows too, until there is no room */
    char *gathered; /* borrowed or `row`, [room]: what the stream has not yet */
    size_t room, length;
    char row[CSV_ROW];
};

void csv_begin(struct csv *self, FILE *stream);
/* Rows are gathered in the caller's buffer, which holds `length` bytes already, and go to the stream when it
 * is full or flushed. room >= CSV_ROW. What is gathered in the end is `length` again. */
void csv_begin_gathering(struct csv *self, FILE *stream, char *buffer, size_t room, size_t length);
void csv_flush(struct csv *self);
/* Each writes one field. */
void csv_text(struct csv *self, const char *text);
/* A text of our own of at most CSV_ROW bytes, none of which needs quoting. */
void csv_word(struct csv *self, const char *word, size_t length);
void csv_number(struct csv *self, double value);
void csv_count(struct csv *self, uint64_t value);
void csv_empty(struct csv *self);
void csv_end_row(struct csv *self);
/* One row of texts that need no quoting, given with their commas: a header. */
void csv_header(struct csv *self, const char *header);

/* A table in a file of its own: opens it and writes the header. Errors as in outfile_open. */
DIAG_MUST_CHECK int csv_open(struct csv *self, struct outfile *file, const char *folder, const char *name,
                             const char *header, struct diag *diag);
/* Errors as in outfile_close; a failed write of any field is one. */
DIAG_MUST_CHECK int csv_close(struct csv *self, struct outfile *file, struct diag *diag);

#endif
