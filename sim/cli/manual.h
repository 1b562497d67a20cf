/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The manual pages, on standard output, in the macros of man(7). The program's own page holds the parameter
 * table and the measures; a command's page its options and examples.
 */
#ifndef ZUTUAN_CLI_MANUAL_H
#define ZUTUAN_CLI_MANUAL_H

#include "help.h"

void manual_program(const struct help *help);
void manual_command(const struct help *help, const struct common_command *command);

#endif
