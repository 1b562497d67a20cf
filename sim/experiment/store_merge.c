/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_parts.h"
#include "zutuan/model/outcome.h"

#include <stdio.h>
#include <stdlib.h>

#define STORE_SAME                                                                                           \
    " FROM other.run AS theirs"                                                                              \
    " JOIN other.scenario AS s ON s.id = theirs.scenario"                                                    \
    " JOIN main.scenario AS m ON m.hash = s.hash AND m.model = s.model AND m.seed = s.seed"                  \
    " JOIN main.run AS ours ON ours.scenario = m.id AND ours.replication = theirs.replication"

static int merge_attached(struct store *self, struct store_merge *merge, bool *differs)
{
    sqlite3_int64 known = 0, different = 0, before = 0, after = 0;
    int code = store_number(self, "SELECT count(*)" STORE_SAME, &known);
    if (code == DIAG_OK)
        code = store_number(self, "SELECT count(*)" STORE_SAME " WHERE ours.measures <> theirs.measures",
                            &different);
    if (code == DIAG_OK)
        code = store_number(self, "SELECT count(*) FROM main.run", &before);
    *differs = different > 0;
    if (code != DIAG_OK || *differs)
        return code;
    code = store_execute(self, "INSERT OR IGNORE INTO main.scenario(name, parameters, hash, model, seed)"
                               " SELECT name, parameters, hash, model, seed FROM other.scenario ORDER BY id");
    char *columns = NULL;
    size_t size;
    FILE *stream = open_memstream(&columns, &size);
    if (stream == NULL)
        return DIAG_MEMORY;
    for (int i = 0; i < OUTCOME_MEASURES; i++)
        fprintf(stream, ", %s", outcome_measure_row((enum outcome_measure)i)->name);
    if (fclose(stream) != 0)
        return DIAG_MEMORY;
    char *sql = sqlite3_mprintf(
        "INSERT OR IGNORE INTO main.run(scenario, replication, measures, series, links, digest%s)"
        " SELECT m.id, replication, measures, series, links, digest%s FROM other.run AS theirs"
        " JOIN other.scenario AS s ON s.id = theirs.scenario"
        " JOIN main.scenario AS m ON m.hash = s.hash AND m.model = s.model AND m.seed = s.seed"
        " ORDER BY m.id, replication",
        columns, columns);
    if (code == DIAG_OK)
        code = sql == NULL ? DIAG_MEMORY : store_execute(self, sql);
    sqlite3_free(sql);
    free(columns);
    if (code == DIAG_OK)
        code = store_number(self, "SELECT count(*) FROM main.run", &after);
    *merge = (struct store_merge){(uint64_t)(after - before), (uint64_t)known};
    return code;
}

int store_merge(struct store *self, const char *path, struct store_merge *merge, struct diag *diag)
{
    struct store *other;
    bool differs = false;
    int code = store_open(&other, path, diag); /* a store of ours, with all the columns */
    if (code == DIAG_OK)
        code = store_close(other, diag);
    if (code != DIAG_OK)
        return code;
    char *sql = sqlite3_mprintf("ATTACH %Q AS other", path);
    code = sql == NULL ? DIAG_MEMORY : store_flush(self);
    if (code == DIAG_OK)
        code = store_execute(self, sql);
    sqlite3_free(sql);
    if (code == DIAG_OK) {
        code = store_begin(self);
        if (code == DIAG_OK)
            code = merge_attached(self, merge, &differs);
        if (code == DIAG_OK && !differs) {
            code = store_flush(self);
        } else {
            sqlite3_exec(self->database, "ROLLBACK", NULL, NULL, NULL);
            self->batch = false;
        }
        sqlite3_exec(self->database, "DETACH other", NULL, NULL, NULL);
    }
    if (code == DIAG_IO)
        diag_add(diag, DIAG_IO, NULL, 0, "%s", self->complaint);
    if (code == DIAG_OK && differs)
        code = diag_add(diag, DIAG_INVALID, path, 0,
                        "holds other results for the same runs: one of the stores is damaged");
    return code;
}
