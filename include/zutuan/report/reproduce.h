/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a results folder can be made again: what its manifest says was run, whether its files are still
 * what the manifest says they were, and where files of the same name in another folder differ from them.
 *
 * Three things can be wrong, and they are told apart. A file of the folder may have another SHA-256 than the
 * manifest has for it: it was changed since. The program may be another than the one that made the folder:
 * then its results may differ. And the same program may find other results: that is what a reproduction is
 * for.
 *
 * The quick way recomputes a few replications in full and compares them with their rows of replications.csv;
 * which ones is drawn from the keyed streams by a seed.
 */
#ifndef ZUTUAN_REPORT_REPRODUCE_H
#define ZUTUAN_REPORT_REPRODUCE_H

#include "zutuan/core/diag.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPRODUCE_NAME_MOST 192
#define REPRODUCE_TEXT_MOST 256

struct manifest;

enum reproduce_state { REPRODUCE_SAME, REPRODUCE_CHANGED, REPRODUCE_MISSING };

/* A file that the folder's manifest lists. */
struct reproduce_file {
    const char *name; /* borrowed from the manifest; relative, and inside the folder */
    const char *sha256;
    bool input; /* the command is run again from it */
    enum reproduce_state state;
};

struct reproduce {
    char *folder;                 /* owned; absolute */
    struct manifest *manifest;    /* owned */
    struct reproduce_file *files; /* owned, [file_count] */
    size_t file_count;
    const char **options; /* owned, [option_count]: "--seed=1", borrowed from the manifest */
    size_t option_count;
    char **arguments; /* owned, [argument_count]: paths */
    size_t argument_count;
    bool arguments_kept; /* the folder holds all of them */
};

/* Where two files differ first. */
struct reproduce_difference {
    char file[REPRODUCE_NAME_MOST]; /* "" when nothing differs */
    size_t files;                   /* how many differ, this one included */
    bool absent;                    /* the other folder has no such file: the rest is not filled in */
    bool table;                     /* the file is a CSV table */
    size_t row;                     /* of a table, the header being row 0; otherwise the line, from 1 */
    char column[64];                /* of a table */
    char here[REPRODUCE_TEXT_MOST], there[REPRODUCE_TEXT_MOST]; /* values, or lines; cut when long */
    char line[REPRODUCE_TEXT_MOST];                             /* the row here, as it stands */
    bool proven; /* the file of the other folder is what the manifest says */
};

/*
 * Reads the manifest and takes the SHA-256 of every file it lists. Free in any case. Errors, with an item:
 * DIAG_IO: there is no manifest, or it names a file outside the folder or does not say what was run;
 * DIAG_MEMORY.
 */
DIAG_MUST_CHECK int reproduce_open(struct reproduce *self, const char *folder, struct diag *diag);
/* Accepts a zeroed object. */
void reproduce_free(struct reproduce *self);

const char *reproduce_command(const struct reproduce *self);
const char *reproduce_subject(const struct reproduce *self);
/* Replications done; whether the experiment was interrupted. */
size_t reproduce_done(const struct reproduce *self);
bool reproduce_interrupted(const struct reproduce *self);
/* In what the program that made the folder differs from this one, in words; "" when in nothing. */
void reproduce_program(const struct reproduce *self, char words[512]);
/* Files that were changed or are missing; `inputs`: only those that the command is run again from. */
size_t reproduce_damaged(const struct reproduce *self, bool inputs);

/* Compares each file with that of the same name in `other`, byte by byte. Errors: DIAG_IO, DIAG_MEMORY, with
 * an item. */
DIAG_MUST_CHECK int reproduce_compare(const struct reproduce *self, const char *other,
                                      struct reproduce_difference *difference, struct diag *diag);
/*
 * Recomputes `count` replications (fewer when there are fewer) of every scenario and compares them with
 * replications.csv, row by row. `checked`: how many; `rows`: how many rows they have. DIAG_INVALID with an
 * item: the folder keeps no single replications; DIAG_IO, DIAG_MEMORY, DIAG_INTERRUPTED.
 */
struct reproduce_quick {
    size_t count;
    uint64_t seed;
    const atomic_bool *interrupted;  /* NULL, or becomes true when the work should stop */
    size_t checked, rows, scenarios; /* out */
};
DIAG_MUST_CHECK int reproduce_quickly(const struct reproduce *self, struct reproduce_quick *quick,
                                      struct reproduce_difference *difference, struct diag *diag);

#endif
