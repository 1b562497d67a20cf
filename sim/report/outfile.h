/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file that appears whole or not at all.
 *
 * What is written goes to a temporary file beside the final one; closing it flushes, syncs and renames. A
 * reader never sees half of a file, and a failed write leaves the earlier file as it was and no temporary.
 */
#ifndef OUTFILE_H
#define OUTFILE_H

#include "zutuan/core/diag.h"

#include <stdio.h>

struct outfile {
    FILE *stream;    /* owned; NULL when nothing is open */
    char *path;      /* owned; where the file will appear */
    char *temporary; /* owned; where it is now */
};

/* Opens folder/name for writing; the folder exists. Errors: DIAG_IO, DIAG_MEMORY, with an item; then nothing
 * is open. */
DIAG_MUST_CHECK int outfile_open(struct outfile *self, const char *folder, const char *name,
                                 struct diag *diag);
/* Puts the file in its place. `error`: the errno of a write that failed, 0 when none did, in which case
 * the file is given up. Errors: DIAG_IO with an item. Nothing is open afterwards. */
DIAG_MUST_CHECK int outfile_close(struct outfile *self, int error, struct diag *diag);
/* Gives the file up. Accepts a zeroed object. */
void outfile_discard(struct outfile *self);

/* folder/name in memory that the caller frees; NULL without memory. */
char *outfile_path(const char *folder, const char *name);
/* Makes a folder and its parents; one that exists will do. Errors as above. */
DIAG_MUST_CHECK int outfile_make_folder(const char *folder, struct diag *diag);
/* Lets the names of a folder reach the disk. Errors as above. */
DIAG_MUST_CHECK int outfile_sync_folder(const char *folder, struct diag *diag);

#endif
