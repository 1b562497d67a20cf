/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZUTUAN_CLI_OPTIONS_VALUE_H
#define ZUTUAN_CLI_OPTIONS_VALUE_H

#include "options.h"

/* Reads the value of an option into its place. DIAG_OK; DIAG_USAGE with an item; DIAG_MEMORY. `text` lives as
 * long as `self`. */
DIAG_MUST_CHECK int options_value(struct options *self, enum option option, const char *text,
                                  struct diag *diag);

#endif
