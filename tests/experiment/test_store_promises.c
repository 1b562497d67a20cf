/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store promises beyond giving back what it got: to whom, how soon, and how durably. */
#include "scenario_folder.h"
#include "store_parts.h"
#include "zutuan/model/outcome.h"

#include <sys/wait.h>

static struct diag diag;

static int enter(void **state)
{
    diag_init(&diag);
    return folder_enter(state);
}

static int leave(void **state)
{
    diag_free(&diag);
    return folder_leave(state);
}

static int64_t place(struct store *store)
{
    struct params params;
    int64_t scenario;
    params_defaults(&params);
    assert_int_equal(store_scenario(store, &params, 1, "solo", &scenario), DIAG_OK);
    return scenario;
}

static void put(struct store *store, uint32_t replication)
{
    double measures[OUTCOME_MEASURES] = {0.0};
    const struct store_run run = {.measures = measures};
    assert_int_equal(store_put(store, place(store), replication, &run), DIAG_OK);
}

static struct store *opened(void)
{
    struct store *store;
    assert_int_equal(store_open(&store, "a.sqlite", &diag), DIAG_OK);
    return store;
}

static int64_t number(struct store *store, const char *sql)
{
    sqlite3_int64 value = -1;
    assert_int_equal(store_number(store, sql, &value), DIAG_OK);
    return value;
}

/* A run may take minutes: who stops the program after the first has lost nothing. The child dies unwarned. */
static void the_first_run_is_safe_at_once(void **state)
{
    (void)state;
    int status;
    const pid_t child = fork();
    if (child == 0) {
        put(opened(), 1);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    struct store *store = opened();
    assert_int_equal(number(store, "SELECT count(*) FROM run"), 1);
    assert_int_equal(store_close(store, &diag), DIAG_OK);
}

/* Without power nothing is lost but the batch under way: SQLite syncs at every commit (2 is FULL). */
static void what_is_committed_is_on_the_disk(void **state)
{
    (void)state;
    struct store *store = opened();
    assert_int_equal(number(store, "PRAGMA synchronous"), 2);
    assert_int_equal(store_close(store, &diag), DIAG_OK);
}

static void runs_of_another_program_are_not_found(void **state)
{
    (void)state;
    struct store *store = opened();
    char sql[160];
    put(store, 1);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM scenario WHERE model = '%s'", store_model());
    assert_int_equal(number(store, sql), 1);
    assert_int_equal(store_execute(store, "UPDATE scenario SET model = 'another'"), DIAG_OK);
    const int64_t theirs = number(store, "SELECT id FROM scenario");
    assert_int_not_equal(place(store), theirs);
    assert_int_equal(store_close(store, &diag), DIAG_OK);
}

#define STORED(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORED(the_first_run_is_safe_at_once),
        STORED(what_is_committed_is_on_the_disk),
        STORED(runs_of_another_program_are_not_found),
    };
    return cmocka_run_group_tests_name("store_promises", tests, NULL, NULL);
}
