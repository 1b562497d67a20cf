/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of loading a scenario: find the file, clean its text, read its settings, judge its values.
 * Each adds to `diag` what it finds wrong; the caller counts.
 */
#ifndef ZUTUAN_EXPERIMENT_SCENARIO_PARTS_H
#define ZUTUAN_EXPERIMENT_SCENARIO_PARTS_H

#include "zutuan/experiment/scenario.h"

#define SCENARIO_BYTES_MOST (1 << 20)
#define SCENARIO_FILES_MOST 64  /* in a chain of `extends` */
#define SCENARIO_WHY_MOST   512 /* characters of a reason */
#define SCENARIO_QUOTE_MOST 72  /* characters of a text in quotes */

/* The place in a file where a scenario is named. */
struct scenario_place {
    const char *file;
    int line;
    const char *key;  /* extends; base or other in a design */
    const char *what; /* is named: for scenario_find.c */
};

/* The path of a scenario (`what` says so, or that it is a design) that the user named, owned by the caller;
 * NULL with an item in `diag`. */
char *scenario_find_named(const char *name, const char *what, const struct scenario_search *search,
                          struct diag *diag);
/* The same for a scenario named at `place`. */
char *scenario_find_extended(const char *name, struct scenario_place place,
                             const struct scenario_search *search, struct diag *diag);
/* Whether the file that is named `name` at `place` and is found at `path` may be read; otherwise with an
 * item. */
bool scenario_tree_check(const char *path, const char *name, struct scenario_place place,
                         const struct scenario_search *search, struct diag *diag);
/* The part of a path that names the scenario, and its length without `.cfg`. */
const char *scenario_find_base(const char *path, size_t *length);

/*
 * The text of a file as libconfig may be trusted with: no @include, no comment or text left open, and whole
 * numbers of ten digits and more, which libconfig 1.5 would wrap at 32 bits, given a point. Owned by the
 * caller; NULL with items in `diag`.
 */
char *scenario_text_read(const char *path, struct diag *diag);

/* A scenario that a file names; `name` owned by the caller, NULL when it names none. */
struct scenario_parent {
    char *name;
    int line;
};

/*
 * Reads self->files[file]: its description when it is the first, and the values that no file before it set.
 */
void scenario_source_read(struct scenario *self, size_t file, struct scenario_parent *parent,
                          struct diag *diag);

/* Reports what is wrong with an override as it was given. */
void scenario_complain_at(const char *override, const char *why, struct diag *diag);

/* The gravest of what was added to a list since it had `first` items. */
int scenario_worst_since(const struct diag *diag, size_t first);

/* Writes a text in quotes, with escapes that libconfig undoes. */
void scenario_write_quoted(const char *text, FILE *stream);

/* Reads a value given as text and checks it; on DIAG_INVALID `why` follows on `key: `. */
DIAG_MUST_CHECK int scenario_value_from_text(const struct params_row *row, const char *text, double *value,
                                             char why[SCENARIO_WHY_MOST]);
/* Writes what the row expects and that `found` is something else. */
void scenario_value_mismatch(const struct params_row *row, const char *found, char why[SCENARIO_WHY_MOST]);
/* Writes that the key is unknown, and the nearest. */
void scenario_value_unknown(const char *key, char why[SCENARIO_WHY_MOST]);
/* Writes the text in quotes, shortened, with control characters replaced. */
void scenario_value_quote(const char *text, char quoted[SCENARIO_QUOTE_MOST]);

#endif
