/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario: a named set of parameters, read from a file that states only what it changes.
 *
 *     description = "Sixteen venues and a support organisation";
 *     extends = "solo";
 *     cluster: { form = "support"; };
 *     support.staff: ...                     (groups nest once: group: { name = value; };)
 *
 * `extends` names another scenario, with or without `.cfg`, looked for beside the file and then in the search
 * path; its values come first. A chain may have any depth; a cycle is an error. What no file and no override
 * sets has its default. Everything that is wrong is reported at once, with file and line.
 * A file that was named on the command line leads only to files in its tree: its own folder and those below,
 * and the search path; what leads out of it is an error unless `outside` allows it.
 *
 * This is the only file that knows libconfig.
 */
#ifndef ZUTUAN_EXPERIMENT_SCENARIO_H
#define ZUTUAN_EXPERIMENT_SCENARIO_H

#include "zutuan/core/diag.h"
#include "zutuan/model/params.h"

#include <stdbool.h>
#include <stdio.h>

#define SCENARIO_NAME_MOST 64

/* Where a value comes from: a file and line, an override (file = "-s", line = its number), or nothing. */
struct scenario_origin {
    const char *file; /* borrowed from the scenario's `files`; "-s"; NULL: the default */
    int line;
};

struct scenario {
    char name[SCENARIO_NAME_MOST]; /* the file's name without folder and `.cfg`: [A-Za-z0-9+_.=-] */
    char *description;             /* owned; "" when the file has none; never inherited */
    char **files; /* owned, [file_count]: paths read, the named one first, then what it extends */
    size_t file_count;
    struct params params;
    struct scenario_origin *origins; /* owned, one for each row of the parameter table */
};

/* Where scenarios without a path are looked for after the caller's own folder, and what they may lead to. */
struct scenario_search {
    const char *const *folders; /* NULL-terminated, borrowed */
    const char *tree;           /* borrowed; NULL: the folder of the file that is loaded */
    bool outside;               /* files may lead out of the tree and these folders */
};

/*
 * Loads `name` (a path when it ends in `.cfg` or begins with `/` or `.`; otherwise NAME.cfg or
 * FOLDER/NAME.cfg in the current folder, then in the search path), then applies overrides[0..override_count),
 * each `key=value` with an optional unit. All mistakes go to `diag`. Returns DIAG_OK, DIAG_INVALID, DIAG_IO
 * (no such file: the item lists the nearest names) or DIAG_MEMORY; on failure `self` holds nothing. Free with
 * scenario_free.
 */
DIAG_MUST_CHECK int scenario_load(struct scenario *self, const char *name,
                                  const struct scenario_search *search, const char *const *overrides,
                                  size_t override_count, struct diag *diag);
/*
 * Whether `path`, links followed, is in the tree or in the search path, or may be outside. Errors: DIAG_IO
 * where nothing is there, DIAG_MEMORY.
 */
DIAG_MUST_CHECK int scenario_tree_holds(const char *path, const struct scenario_search *search, bool *inside);
/* The folder of a file: owned by the caller, NULL when memory ran out. */
char *scenario_tree_of(const char *path);
/* Accepts a zeroed scenario. */
void scenario_free(struct scenario *self);
/* A deep copy under another name. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int scenario_copy(struct scenario *self, const struct scenario *from, const char *name);
/* Sets one value with origin "-s"-like `why` (a string that outlives the scenario), for solvers and sweeps.
 */
void scenario_set(struct scenario *self, const struct params_row *row, double value, const char *why);
/*
 * Writes the scenario in full as a file that scenario_load reads back to the same values: every parameter,
 * its unit in a comment; with `origins`, also where each value comes from. Error: DIAG_IO.
 */
DIAG_MUST_CHECK int scenario_write(const struct scenario *self, FILE *stream, bool origins);

#endif
