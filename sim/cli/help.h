/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program says of itself on a terminal. Everything comes from the commands' own descriptions. */
#ifndef ZUTUAN_CLI_HELP_H
#define ZUTUAN_CLI_HELP_H

#include "common.h"

#include <stdio.h>

/* All commands there are. */
struct help {
    const struct common_command *const *commands; /* borrowed, [count] */
    size_t count;
};

/* What all commands do, a line each. Returns an exit code. */
int help_overview(const struct help *self, FILE *stream);
/* What one command does and takes. Returns an exit code. */
int help_command(const struct common_command *command);
/* NULL, with an item that names the nearest, when there is none of that name. */
const struct common_command *help_find(const struct help *self, const char *name, struct diag *diag);

#endif
