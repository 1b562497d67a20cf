/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the store share: they alone know SQLite. */
#ifndef STORE_PARTS_H
#define STORE_PARTS_H

#include "zutuan/experiment/store.h"

#include <sqlite3.h>
#include <stdbool.h>

enum statement { BEGIN, COMMIT, NEW_SCENARIO, SCENARIO, PUT, FIND, COUNT, STATEMENTS };

struct store {
    sqlite3 *database; /* owned */
    sqlite3_stmt *statements[STATEMENTS];
    bool batch;       /* a transaction is open */
    double committed; /* when */
    uint64_t found;   /* runs told of */
    char *path;       /* owned */
    char complaint[512];
};

/* Keeps SQLite's complaint; returns DIAG_IO, or DIAG_MEMORY for want of memory. */
int store_fail(struct store *self);
/* Statements without rows. Errors as of store_fail, as those of the next two. */
DIAG_MUST_CHECK int store_execute(struct store *self, const char *sql);
/* The one number of the one row that `sql` gives. */
DIAG_MUST_CHECK int store_number(struct store *self, const char *sql, sqlite3_int64 *number);
/* Begins a batch, unless one is under way: from here to store_flush others can read and not write. */
DIAG_MUST_CHECK int store_begin(struct store *self);

#endif
