/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A results folder while it is being written: its files one by one, each counted with its SHA-256, then
 * datapackage.json, which describes the tables, and the manifest. What an earlier experiment left there, by
 * its manifest and unchanged since, and this one has not written is removed: it would pass for this one's.
 *
 *     struct folder folder;
 *     int code = folder_open(&folder, path, diag);
 *     if (code == DIAG_OK)
 *         code = folder_add(&folder, "cells.csv", cells_table(self, path, diag));   (and so on)
 *     code = folder_close(&folder, code, &account);
 */
#ifndef FOLDER_H
#define FOLDER_H

#include "manifest.h"

struct folder {
    const char *path;                /* borrowed */
    struct diag *diag;               /* borrowed */
    struct manifest_output *outputs; /* owned, [count] */
    size_t count, capacity;
};

/* Makes the folder and its parents. Close it in any case. Errors: DIAG_IO, DIAG_MEMORY, with an item. */
DIAG_MUST_CHECK int folder_open(struct folder *self, const char *path, struct diag *diag);
/* Counts the file `name` (relative) among the outputs. `code`: what writing it returned; when that is not
 * DIAG_OK nothing happens and it is returned. */
DIAG_MUST_CHECK int folder_add(struct folder *self, const char *name, int code);
/* Writes resolved/NAME.cfg for each scenario. */
DIAG_MUST_CHECK int folder_scenarios(struct folder *self, const struct scenario *const *scenarios,
                                     size_t count);
/* If `code` is DIAG_OK: describes the tables, removes what is stale, writes the manifest. Frees. Returns the
 * first error. */
DIAG_MUST_CHECK int folder_close(struct folder *self, int code, const struct account *account);

#endif
