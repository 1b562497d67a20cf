/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a command writes its one result: standard output, or a file that takes its name when it is complete.
 */
#ifndef SINK_H
#define SINK_H

#include "zutuan/core/diag.h"

#include <stdbool.h>
#include <stdio.h>

struct sink {
    const char *path; /* borrowed; NULL: standard output */
    char *partial;    /* owned */
    FILE *stream;
};

/* `path` NULL: standard output. A file that is there is replaced only with `force`. DIAG_IO with an item, or
 * DIAG_MEMORY; sink_close in any case. */
DIAG_MUST_CHECK int sink_open(struct sink *self, const char *path, bool force, struct diag *diag);
/* `error`: an errno of writing, 0 for none; `wanted`: the result is complete. DIAG_IO with an item. */
DIAG_MUST_CHECK int sink_close(struct sink *self, int error, bool wanted, struct diag *diag);

#endif
