/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/store.h"

#include "model_facts.h"
#include "store_parts.h"
#include "zutuan/core/digest.h"
#include "zutuan/model/outcome.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STORE_APPLICATION 0x7a747561 /* "ztua": what `file` and we know a store by */
#define STORE_FORMAT      1
#define STORE_PATIENCE_MS 30000 /* for another process to end its batch */
#define STORE_PAUSE_MS    5     /* before a try again */
#define STORE_BATCH       0.25  /* seconds between commits, where runs are short */

const char *store_model(void)
{
    return MODEL_FACTS_FINGERPRINT;
}

const char *store_complaint(const struct store *self)
{
    return self->complaint;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int store_fail(struct store *self)
{
    const int error = sqlite3_errcode(self->database);
    if (error == SQLITE_NOMEM)
        return DIAG_MEMORY;
    snprintf(self->complaint, sizeof self->complaint, "%s: %s", self->path,
             error == SQLITE_NOTADB ? "is not a store of zutuan" : sqlite3_errmsg(self->database));
    return DIAG_IO;
}

int store_execute(struct store *self, const char *sql)
{
    return sqlite3_exec(self->database, sql, NULL, NULL, NULL) == SQLITE_OK ? DIAG_OK : store_fail(self);
}

/* Steps a statement that gives no row. */
static int finish(struct store *self, enum statement which)
{
    sqlite3_stmt *statement = self->statements[which];
    const int code = sqlite3_step(statement) == SQLITE_DONE ? DIAG_OK : store_fail(self);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return code;
}

/* Opening */

int store_number(struct store *self, const char *sql, sqlite3_int64 *number)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(self->database, sql, -1, &statement, NULL) != SQLITE_OK)
        return store_fail(self);
    const int code = sqlite3_step(statement) == SQLITE_ROW ? DIAG_OK : store_fail(self);
    *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return code;
}

/* A column for each measure, beside the bytes that count: for those who ask in SQL. */
static char *schema(void)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL)
        return NULL;
    fprintf(stream,
            "CREATE TABLE scenario(id INTEGER PRIMARY KEY, name TEXT NOT NULL, parameters TEXT NOT NULL,"
            " hash TEXT NOT NULL, model TEXT NOT NULL, seed TEXT NOT NULL, UNIQUE(hash, model, seed));"
            "CREATE TABLE run(scenario INTEGER NOT NULL REFERENCES scenario(id),"
            " replication INTEGER NOT NULL, measures BLOB NOT NULL, series BLOB, links BLOB,"
            " digest TEXT NOT NULL");
    for (int i = 0; i < OUTCOME_MEASURES; i++)
        fprintf(stream, ", %s REAL", outcome_measure_row((enum outcome_measure)i)->name);
    fprintf(stream,
            ", PRIMARY KEY(scenario, replication)) WITHOUT ROWID;"
            "PRAGMA application_id = %d; PRAGMA user_version = %d",
            STORE_APPLICATION, STORE_FORMAT);
    return fclose(stream) == 0 ? text : NULL;
}

/* Of a program with other measures: what is missing is added. */
static int add_columns(struct store *self)
{
    int code = DIAG_OK;
    for (int i = 0; code == DIAG_OK && i < OUTCOME_MEASURES; i++) {
        const char *name = outcome_measure_row((enum outcome_measure)i)->name;
        char sql[160];
        sqlite3_int64 known = 0;
        snprintf(sql, sizeof sql, "SELECT count(*) FROM pragma_table_info('run') WHERE name = '%s'", name);
        code = store_number(self, sql, &known);
        if (code == DIAG_OK && known == 0) {
            snprintf(sql, sizeof sql, "ALTER TABLE run ADD COLUMN %s REAL", name);
            code = store_execute(self, sql);
        }
    }
    return code;
}

static int make_tables(struct store *self)
{
    char *sql = schema();
    const int code = sql == NULL ? DIAG_MEMORY : store_execute(self, sql);
    free(sql);
    return code;
}

static int check_tables(struct store *self)
{
    sqlite3_int64 application, format, tables;
    int code = store_number(self, "PRAGMA application_id", &application);
    if (code == DIAG_OK)
        code = store_number(self, "PRAGMA user_version", &format);
    if (code == DIAG_OK)
        code = store_number(self, "SELECT count(*) FROM sqlite_master", &tables);
    if (code != DIAG_OK)
        return code;
    if (application == 0 && tables == 0)
        return make_tables(self);
    if (application == STORE_APPLICATION && format == STORE_FORMAT)
        return add_columns(self);
    snprintf(self->complaint, sizeof self->complaint, "%s: %s", self->path,
             application == STORE_APPLICATION ? "is a store of another version of zutuan"
                                              : "is not a store of zutuan");
    return DIAG_IO;
}

static char *put_text(void)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL)
        return NULL;
    fputs("INSERT OR REPLACE INTO run(scenario, replication, measures, series, links, digest", stream);
    for (int i = 0; i < OUTCOME_MEASURES; i++)
        fprintf(stream, ", %s", outcome_measure_row((enum outcome_measure)i)->name);
    fputs(") VALUES(?, ?, ?, ?, ?, ?", stream);
    for (int i = 0; i < OUTCOME_MEASURES; i++)
        fputs(", ?", stream);
    fputc(')', stream);
    return fclose(stream) == 0 ? text : NULL;
}

static int prepare(struct store *self)
{
    char *put = put_text();
    const char *const texts[STATEMENTS] = {
        [BEGIN] = "BEGIN IMMEDIATE",
        [COMMIT] = "COMMIT",
        [NEW_SCENARIO] = "INSERT OR IGNORE INTO scenario(name, parameters, hash, model, seed)"
                         " VALUES(?, ?, ?, ?, ?)",
        [SCENARIO] = "SELECT id FROM scenario WHERE hash = ? AND model = ? AND seed = ?",
        [PUT] = put,
        [FIND] = "SELECT replication, measures, series, links, digest FROM run"
                 " WHERE scenario = ? AND replication BETWEEN ? AND ? ORDER BY replication",
        [COUNT] = "SELECT count(*) FROM run",
    };
    int code = put == NULL ? DIAG_MEMORY : DIAG_OK;
    for (int i = 0; code == DIAG_OK && i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(self->database, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &self->statements[i],
                               NULL) != SQLITE_OK)
            code = store_fail(self);
    }
    free(put);
    return code;
}

static void drop(struct store *self)
{
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(self->statements[i]);
    sqlite3_close(self->database);
    free(self->path);
    free(self);
}

/*
 * Where several processes make one store at once, SQLite refuses the change to WAL without asking its busy
 * handler (a handler that waited could wait for ever, two waiting for each other), and where two take away
 * the log that a store left which is no longer there, it is an error to the second: trying again is ours.
 */
static bool is_in_the_way(const struct store *self)
{
    const int error = sqlite3_extended_errcode(self->database);
    return (error & 0xff) == SQLITE_BUSY || error == SQLITE_IOERR_DELETE_NOENT;
}

static int begin_together(struct store *self)
{
    const double start = now();
    int code;
    while ((code = store_execute(self, "PRAGMA journal_mode = WAL")) == DIAG_IO && is_in_the_way(self) &&
           now() - start < 1e-3 * STORE_PATIENCE_MS)
        sqlite3_sleep(STORE_PAUSE_MS);
    return code == DIAG_OK ? store_execute(self, "PRAGMA synchronous = FULL; BEGIN IMMEDIATE") : code;
}

int store_open(struct store **self, const char *path, struct diag *diag)
{
    struct store *store = calloc(1, sizeof *store);
    *self = NULL;
    if (store == NULL || (store->path = strdup(path)) == NULL) {
        free(store);
        return DIAG_MEMORY;
    }
    int code = DIAG_OK;
    if (sqlite3_open_v2(path, &store->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) !=
        SQLITE_OK)
        code = store_fail(store);
    if (code == DIAG_OK) /* without memory there is no database to speak to */
        sqlite3_busy_timeout(store->database, STORE_PATIENCE_MS);
    if (code == DIAG_OK)
        code = begin_together(store);
    if (code == DIAG_OK)
        code = check_tables(store);
    if (code == DIAG_OK)
        code = store_execute(store, "COMMIT");
    if (code == DIAG_OK)
        code = prepare(store);
    if (code == DIAG_OK) {
        *self = store;
        return DIAG_OK;
    }
    if (code == DIAG_IO)
        diag_add(diag, DIAG_IO, NULL, 0, "%s", store->complaint);
    drop(store);
    return code;
}

int store_flush(struct store *self)
{
    if (!self->batch)
        return DIAG_OK;
    self->batch = false;
    const int code = finish(self, COMMIT);
    if (code != DIAG_OK)
        sqlite3_exec(self->database, "ROLLBACK", NULL, NULL, NULL);
    return code;
}

int store_close(struct store *self, struct diag *diag)
{
    if (self == NULL)
        return DIAG_OK;
    const int code = store_flush(self);
    if (code == DIAG_IO)
        diag_add(diag, DIAG_IO, NULL, 0, "%s", self->complaint);
    drop(self);
    return code;
}

/* Runs */

int store_begin(struct store *self)
{
    if (self->batch)
        return DIAG_OK;
    const int code = finish(self, BEGIN);
    self->batch = code == DIAG_OK;
    return code;
}

/* Every parameter, a line each: what a scenario is. */
static char *describe(const struct params *params)
{
    size_t count, size;
    const struct params_row *rows = params_rows(&count);
    char *text = NULL, value[64];
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        params_format(&rows[i], params_get(params, &rows[i]), value, sizeof value);
        fprintf(stream, "%s = %s\n", rows[i].key, value);
    }
    return fclose(stream) == 0 ? text : NULL;
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    sqlite3_bind_text(statement, place, text, -1, SQLITE_STATIC);
}

/* The scenario's place, 0 when it has none. */
static int find_scenario(struct store *self, const char *const key[3], int64_t *scenario)
{
    sqlite3_stmt *find = self->statements[SCENARIO];
    for (int i = 0; i < 3; i++)
        bind_text(find, i + 1, key[i]);
    const int step = sqlite3_step(find);
    *scenario = step == SQLITE_ROW ? sqlite3_column_int64(find, 0) : 0;
    const int code = step == SQLITE_ROW || step == SQLITE_DONE ? DIAG_OK : store_fail(self);
    sqlite3_reset(find);
    sqlite3_clear_bindings(find);
    return code;
}

int store_scenario(struct store *self, const struct params *params, uint64_t seed, const char *name,
                   int64_t *scenario)
{
    char hash[DIGEST_TEXT], number[24];
    char *text = describe(params);
    if (text == NULL)
        return DIAG_MEMORY;
    digest_parts(&(struct digest_part){text, strlen(text)}, 1, hash);
    snprintf(number, sizeof number, "%llu", (unsigned long long)seed);
    const char *const values[] = {name, text, hash, MODEL_FACTS_FINGERPRINT, number};
    int code = find_scenario(self, &values[2], scenario);
    if (code == DIAG_OK && *scenario == 0) {
        code = store_begin(self);
        for (int i = 0; i < 5; i++)
            bind_text(self->statements[NEW_SCENARIO], i + 1, values[i]);
        if (code == DIAG_OK)
            code = finish(self, NEW_SCENARIO);
        if (code == DIAG_OK)
            code = find_scenario(self, &values[2], scenario);
    }
    free(text);
    return code;
}

static void bind_bytes(sqlite3_stmt *statement, int place, const void *bytes, size_t size)
{
    if (size > 0)
        sqlite3_bind_blob64(statement, place, bytes, size, SQLITE_STATIC);
}

/* SQLite does not notice a bit that flips inside a value. */
static void sum_up(const struct store_run *run, char digest[DIGEST_TEXT])
{
    const struct digest_part parts[] = {{run->measures, OUTCOME_MEASURES * sizeof *run->measures},
                                        {run->series, run->series_count * sizeof *run->series},
                                        {run->links, run->link_count * sizeof *run->links}};
    digest_parts(parts, 3, digest);
}

int store_put(struct store *self, int64_t scenario, uint32_t replication, const struct store_run *run)
{
    sqlite3_stmt *put = self->statements[PUT];
    char digest[DIGEST_TEXT];
    int code = store_begin(self);
    if (code != DIAG_OK)
        return code;
    sqlite3_bind_int64(put, 1, scenario);
    sqlite3_bind_int64(put, 2, replication);
    bind_bytes(put, 3, run->measures, OUTCOME_MEASURES * sizeof *run->measures);
    bind_bytes(put, 4, run->series, run->series_count * sizeof *run->series);
    bind_bytes(put, 5, run->links, run->link_count * sizeof *run->links);
    sum_up(run, digest);
    bind_text(put, 6, digest);
    for (int i = 0; i < OUTCOME_MEASURES; i++)
        sqlite3_bind_double(put, 7 + i, run->measures[i]); /* NaN becomes NULL */
    code = finish(self, PUT);
    if (code == DIAG_OK && now() - self->committed >= STORE_BATCH) {
        code = store_flush(self);
        self->committed = now(); /* the first run has not waited: it is safe at once */
    }
    return code;
}

static int read_run(struct store *self, sqlite3_stmt *statement, struct store_run *run)
{
    const size_t sizes[] = {(size_t)sqlite3_column_bytes(statement, 1),
                            (size_t)sqlite3_column_bytes(statement, 2),
                            (size_t)sqlite3_column_bytes(statement, 3)};
    *run = (struct store_run){.measures = sqlite3_column_blob(statement, 1),
                              .series = sqlite3_column_blob(statement, 2),
                              .series_count = sizes[1] / sizeof *run->series,
                              .links = sqlite3_column_blob(statement, 3),
                              .link_count = sizes[2] / sizeof *run->links};
    const char *kept = (const char *)sqlite3_column_text(statement, 4);
    char digest[DIGEST_TEXT];
    if (kept != NULL && run->measures != NULL && sizes[0] == OUTCOME_MEASURES * sizeof *run->measures) {
        sum_up(run, digest);
        if (strcmp(kept, digest) == 0)
            return DIAG_OK;
    }
    snprintf(self->complaint, sizeof self->complaint, "%s: is damaged: a run is not as it was kept",
             self->path);
    return DIAG_IO;
}

int store_find(struct store *self, int64_t scenario, uint32_t first, uint32_t last, store_each *each,
               void *context)
{
    sqlite3_stmt *find = self->statements[FIND];
    int code = DIAG_OK, step = SQLITE_DONE;
    sqlite3_bind_int64(find, 1, scenario);
    sqlite3_bind_int64(find, 2, first);
    sqlite3_bind_int64(find, 3, last);
    while (code == DIAG_OK && (step = sqlite3_step(find)) == SQLITE_ROW) {
        struct store_run run;
        code = read_run(self, find, &run);
        if (code == DIAG_OK)
            code = each(context, (uint32_t)sqlite3_column_int64(find, 0), &run);
        self->found++;
    }
    if (code == DIAG_OK && step != SQLITE_DONE)
        code = store_fail(self);
    sqlite3_reset(find);
    return code;
}

uint64_t store_found(const struct store *self)
{
    return self->found;
}

int store_count(struct store *self, uint64_t *runs)
{
    sqlite3_stmt *count = self->statements[COUNT];
    const int code = sqlite3_step(count) == SQLITE_ROW ? DIAG_OK : store_fail(self);
    *runs = (uint64_t)sqlite3_column_int64(count, 0);
    sqlite3_reset(count);
    return code;
}
