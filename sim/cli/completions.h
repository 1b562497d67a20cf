/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts by which shells complete the command line, on standard output. What may stand where comes from the
 * commands' descriptions: the name of an option's value (KEY, MEASURE, DIR, FILE, DESIGN), the words of a
 * command's arguments. The names come from the parameter table, the measures and the scenarios that come with
 * the program.
 */
#ifndef ZUTUAN_CLI_COMPLETIONS_H
#define ZUTUAN_CLI_COMPLETIONS_H

#include "help.h"

/* Each returns an exit code or a negative diag_code: DIAG_IO when the scenarios cannot be listed,
 * DIAG_MEMORY. */
int completions_bash(const struct help *help, struct diag *diag);
int completions_zsh(const struct help *help, struct diag *diag);
int completions_fish(const struct help *help, struct diag *diag);

#endif
