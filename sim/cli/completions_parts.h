/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the scripts for all shells are made of. */
#ifndef ZUTUAN_CLI_COMPLETIONS_PARTS_H
#define ZUTUAN_CLI_COMPLETIONS_PARTS_H

#include "completions.h"

#include <stdbool.h>

/* What may stand in a place. */
enum completions_kind {
    COMPLETIONS_NOTHING,
    COMPLETIONS_CHOICES, /* of the option itself */
    COMPLETIONS_SCENARIOS,
    COMPLETIONS_DESIGNS,
    COMPLETIONS_TARGETS,
    COMPLETIONS_KEYS,
    COMPLETIONS_MEASURES,
    COMPLETIONS_COMMANDS,
    COMPLETIONS_LISTS, /* as many kinds above are lists of names */
    COMPLETIONS_FOLDERS = COMPLETIONS_LISTS,
    COMPLETIONS_FILES,
    COMPLETIONS_KINDS
};

/* `scenarios` for COMPLETIONS_SCENARIOS. */
const char *completions_name(enum completions_kind kind);
enum completions_kind completions_of_option(const struct options_row *row);
/* Which kinds may stand as arguments of a command. */
void completions_of_arguments(const struct common_command *command, bool kinds[COMPLETIONS_KINDS]);
/* Prints the names of a list, `before` and `after` each. DIAG_IO with an item, DIAG_MEMORY. */
DIAG_MUST_CHECK int completions_list(enum completions_kind kind, const struct help *help, const char *before,
                                     const char *after, struct diag *diag);
/* Prints a text for use between single quotes, with a backslash before the characters of `special`. */
void completions_quote(const char *text, const char *special, const char *quote);

#endif
