/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_parts.h"

#include <stdlib.h>

#define STORE_WITH_RUNS " EXISTS(SELECT 1 FROM run WHERE run.scenario = scenario.id)"

static int count_others(struct store *self, uint64_t *others)
{
    sqlite3_int64 count = 0;
    char *sql =
        sqlite3_mprintf("SELECT count(*) FROM scenario WHERE model <> %Q AND" STORE_WITH_RUNS, store_model());
    const int code = sql == NULL ? DIAG_MEMORY : store_number(self, sql, &count);
    sqlite3_free(sql);
    *others = (uint64_t)count;
    return code;
}

int store_scenarios(struct store *self, store_each_scenario *each, void *context, uint64_t *others)
{
    sqlite3_stmt *list;
    int step = SQLITE_DONE, code = count_others(self, others);
    if (code != DIAG_OK)
        return code;
    if (sqlite3_prepare_v2(self->database,
                           "SELECT id, name, parameters, seed FROM scenario"
                           " WHERE model = ? AND" STORE_WITH_RUNS,
                           -1, &list, NULL) != SQLITE_OK)
        return store_fail(self);
    sqlite3_bind_text(list, 1, store_model(), -1, SQLITE_STATIC);
    while (code == DIAG_OK && (step = sqlite3_step(list)) == SQLITE_ROW) {
        const char *texts[3];
        for (int i = 0; i < 3; i++)
            texts[i] = (const char *)sqlite3_column_text(list, i + 1);
        code = texts[0] == NULL || texts[1] == NULL || texts[2] == NULL
                   ? store_fail(self)
                   : each(context,
                          &(struct store_scenario_row){sqlite3_column_int64(list, 0),
                                                       strtoull(texts[2], NULL, 10), texts[0], texts[1]});
    }
    if (code == DIAG_OK && step != SQLITE_DONE)
        code = store_fail(self);
    sqlite3_finalize(list);
    return code;
}
