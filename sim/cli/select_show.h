/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A selection as a table and in words. */
#ifndef ZUTUAN_CLI_SELECT_SHOW_H
#define ZUTUAN_CLI_SELECT_SHOW_H

#include "zutuan/experiment/select.h"

#include <stdio.h>

/* Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int select_show(const struct select *self, const struct select_simulation *simulation,
                                FILE *stream);

#endif
