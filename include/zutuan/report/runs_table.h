/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every run of a store as one wide table: a row a run, for programs that know nothing of scenarios and
 * stores.
 *
 * Columns: [run number], scenario, seed, replication, each parameter in which the scenarios differ, [step]
 * (the horizon in days) and every measure at the end. As BehaviorSpace's table output it has NetLogo's six
 * lines before the header and every field is quoted, so that what reads the one reads the other (`skip = 6`);
 * it has no date, since the same runs give the same bytes. As CSV it has no lines before the header, `run`
 * and `step`. Rows are sorted by scenario, seed, parameters and replication.
 */
#ifndef ZUTUAN_REPORT_RUNS_TABLE_H
#define ZUTUAN_REPORT_RUNS_TABLE_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/store.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct runs_table {
    struct store *store; /* borrowed */
    const char *subject; /* of the second line: what the runs are of */
    bool behaviorspace;
};

/*
 * `others`: scenarios of other models, which are left out. `error`: the errno of the first write that failed,
 * 0 for none; then the table is not complete. DIAG_IO with an item: the store cannot be read; DIAG_INVALID
 * with one: it has no run of this program's model; DIAG_MEMORY.
 */
DIAG_MUST_CHECK int runs_table_write(const struct runs_table *self, FILE *stream, uint64_t *others,
                                     int *error, struct diag *diag);

#endif
