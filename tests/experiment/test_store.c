/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store: runs come back as they were put, under what they were put, and damage is told. */
#include "scenario_folder.h"
#include "zutuan/experiment/store.h"
#include "zutuan/model/outcome.h"

#include <math.h>
#include <sys/wait.h>
#include <time.h>

enum { SERIES = 7, LINKS = 3 };

static struct params params;
static struct diag diag;

static int enter(void **state)
{
    params_defaults(&params);
    diag_init(&diag);
    return folder_enter(state);
}

static int leave(void **state)
{
    diag_free(&diag);
    return folder_leave(state);
}

static struct store *opened(const char *path)
{
    struct store *store;
    assert_int_equal(store_open(&store, path, &diag), DIAG_OK);
    return store;
}

static void closed(struct store *store)
{
    assert_int_equal(store_close(store, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
}

static int64_t place(struct store *store, uint64_t seed)
{
    int64_t scenario;
    assert_int_equal(store_scenario(store, &params, seed, "solo", &scenario), DIAG_OK);
    return scenario;
}

/* A run that can be told from every other; with a missing value, a negative zero and a denormal. */
static void put(struct store *store, int64_t scenario, uint32_t replication, double shift, bool series)
{
    double measures[OUTCOME_MEASURES], values[SERIES];
    struct world_link links[LINKS];
    for (int i = 0; i < OUTCOME_MEASURES; i++)
        measures[i] = shift + replication + i / 3.0;
    measures[0] = NAN;
    measures[1] = -0.0;
    measures[2] = 4.9e-324;
    for (int i = 0; i < SERIES; i++)
        values[i] = replication * 100.0 + i;
    for (uint32_t i = 0; i < LINKS; i++)
        links[i] = (struct world_link){i, i + replication, 4000000000u};
    const struct store_run run = {measures, values, series ? SERIES : 0, links, series ? LINKS : 0};
    assert_int_equal(store_put(store, scenario, replication, &run), DIAG_OK);
}

struct seen {
    uint32_t count, next;
    double shift;
    bool series;
    uint32_t stop_after; /* 0: never */
};

static int see(void *context, uint32_t replication, const struct store_run *run)
{
    struct seen *self = context;
    if (self->next > 0)
        assert_int_equal(replication, self->next++);
    self->count++;
    assert_true(isnan(run->measures[0]));
    assert_true(run->measures[1] == 0.0 && signbit(run->measures[1]));
    assert_true(run->measures[2] == 4.9e-324);
    for (int i = 3; i < OUTCOME_MEASURES; i++)
        assert_true(run->measures[i] == self->shift + replication + i / 3.0);
    assert_int_equal(run->series_count, self->series ? SERIES : 0);
    assert_int_equal(run->link_count, self->series ? LINKS : 0);
    for (size_t i = 0; i < run->series_count; i++)
        assert_true(run->series[i] == replication * 100.0 + (double)i);
    for (size_t i = 0; i < run->link_count; i++) {
        assert_int_equal(run->links[i].to, i + replication);
        assert_int_equal(run->links[i].count, 4000000000u);
    }
    return self->count == self->stop_after ? DIAG_INTERRUPTED : DIAG_OK;
}

static uint32_t count(struct store *store, int64_t scenario, uint32_t first, uint32_t last, double shift)
{
    struct seen seen = {.shift = shift, .series = true};
    assert_int_equal(store_find(store, scenario, first, last, see, &seen), DIAG_OK);
    return seen.count;
}

static void runs_come_back_bit_by_bit_and_in_order(void **state)
{
    (void)state;
    struct store *store = opened("a.sqlite");
    const int64_t scenario = place(store, 1);
    for (uint32_t r = 9; r > 2; r--)
        put(store, scenario, r, 0.0, true);
    for (int pass = 0; pass < 2; pass++) {
        struct seen seen = {.next = 4, .series = true};
        assert_int_equal(store_find(store, place(store, 1), 4, 8, see, &seen), DIAG_OK);
        assert_int_equal(seen.count, 5);
        closed(store);
        store = opened("a.sqlite");
    }
    assert_int_equal(count(store, place(store, 1), 1, 100, 0.0), 7);
    assert_int_equal(store_found(store), 7);
    closed(store);
}

static void what_could_change_a_result_has_a_place_of_its_own(void **state)
{
    (void)state;
    struct store *store = opened("a.sqlite");
    const int64_t first = place(store, 1);
    put(store, first, 1, 0.0, true);
    assert_int_equal(count(store, place(store, 2), 1, 9, 0.0), 0);
    size_t rows;
    const struct params_row *table = params_rows(&rows);
    for (size_t i = 0; i < rows; i++) {
        const double before = params_get(&params, &table[i]);
        params_set(&params, &table[i], before == table[i].minimum ? before + 1.0 : table[i].minimum);
        assert_int_not_equal(place(store, 1), first);
        params_set(&params, &table[i], before);
    }
    assert_int_equal(place(store, 1), first);
    closed(store);
}

static void a_run_put_twice_is_the_later_one(void **state)
{
    (void)state;
    struct store *store = opened("a.sqlite");
    struct seen seen = {.shift = 0.0, .series = false};
    put(store, place(store, 1), 3, 0.0, false);
    assert_int_equal(store_find(store, place(store, 1), 1, 5, see, &seen), DIAG_OK);
    put(store, place(store, 1), 3, 5.0, true);
    assert_int_equal(count(store, place(store, 1), 1, 5, 5.0), 1);
    closed(store);
}

static void who_looks_may_stop(void **state)
{
    (void)state;
    struct store *store = opened("a.sqlite");
    struct seen seen = {.series = true, .stop_after = 2};
    for (uint32_t r = 1; r < 6; r++)
        put(store, place(store, 1), r, 0.0, true);
    assert_int_equal(store_find(store, place(store, 1), 1, 5, see, &seen), DIAG_INTERRUPTED);
    assert_int_equal(seen.count, 2);
    assert_int_equal(count(store, place(store, 1), 1, 5, 0.0), 5);
    closed(store);
}

/* A child that dies right after a flush, with more under way: what was flushed is there, and nothing half. */
static void what_was_flushed_outlives_a_death(void **state)
{
    (void)state;
    const pid_t child = fork();
    if (child == 0) {
        struct store *store;
        int64_t scenario;
        if (store_open(&store, "a.sqlite", &diag) != DIAG_OK ||
            store_scenario(store, &params, 1, "solo", &scenario) != DIAG_OK)
            _exit(1);
        for (uint32_t r = 1; r <= 20; r++)
            put(store, scenario, r, 0.0, true);
        if (store_flush(store) != DIAG_OK)
            _exit(2);
        _exit(0); /* nothing is closed */
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    struct store *store = opened("a.sqlite");
    assert_int_equal(count(store, place(store, 1), 1, 100, 0.0), 20);
    closed(store);
}

/* Opened while another makes it: a child tells by its end whether it could. */
static void open_and_close(unsigned pause)
{
    struct store *store;
    nanosleep(&(struct timespec){.tv_nsec = 1000L * pause}, NULL);
    int code = store_open(&store, "many", &diag);
    if (code == DIAG_OK)
        code = store_close(store, &diag);
    _exit(code != DIAG_OK);
}

/* In every other round beside the log of a store that is no longer there. */
static void many_may_make_one_store_at_once(void **state)
{
    (void)state;
    unsigned pause = 1;
    for (int round = 0; round < 60; round++) {
        if (round % 2 == 0) {
            FILE *log = fopen("many-wal", "wb");
            assert_non_null(log);
            assert_true(fputs("what a store left that is no longer there", log) >= 0);
            assert_int_equal(fclose(log), 0);
        }
        for (int child = 0; child < 4; child++) {
            pause = pause * 1103515245u + 12345u;
            const pid_t process = fork();
            assert_true(process >= 0);
            if (process == 0)
                open_and_close(pause / 65536u % 3000u);
        }
        int status, failed = 0;
        while (wait(&status) > 0)
            failed += status != 0;
        assert_int_equal(failed, 0);
        unlink("many");
    }
}

static void stores_are_merged_once(void **state)
{
    (void)state;
    struct store *a = opened("a.sqlite"), *b = opened("b.sqlite");
    struct store_merge merge;
    uint64_t runs;
    place(b, 77); /* so that the places differ */
    for (uint32_t r = 1; r <= 4; r++)
        put(a, place(a, 1), r, 0.0, true);
    for (uint32_t r = 3; r <= 9; r++)
        put(b, place(b, 1), r, 0.0, true);
    closed(b);
    assert_int_equal(store_merge(a, "b.sqlite", &merge, &diag), DIAG_OK);
    assert_int_equal(merge.added, 5);
    assert_int_equal(merge.known, 2);
    assert_int_equal(count(a, place(a, 1), 1, 100, 0.0), 9);
    assert_int_equal(store_merge(a, "b.sqlite", &merge, &diag), DIAG_OK);
    assert_int_equal(merge.added, 0);
    assert_int_equal(merge.known, 7);
    assert_int_equal(store_count(a, &runs), DIAG_OK);
    assert_int_equal(runs, 9);
    closed(a);
}

static void stores_that_contradict_each_other_are_not_merged(void **state)
{
    (void)state;
    struct store *a = opened("a.sqlite"), *b = opened("b.sqlite");
    struct store_merge merge;
    put(a, place(a, 1), 1, 0.0, true);
    put(b, place(b, 1), 1, 0.5, true);
    put(b, place(b, 1), 2, 0.5, true);
    closed(b);
    assert_int_equal(store_merge(a, "b.sqlite", &merge, &diag), DIAG_INVALID);
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.items[0].text,
                        "holds other results for the same runs: one of the stores is damaged");
    diag_free(&diag);
    diag_init(&diag);
    assert_int_equal(count(a, place(a, 1), 1, 100, 0.0), 1);
    closed(a);
}

static void refused(const char *path, const char *text)
{
    struct store *store;
    struct diag why;
    diag_init(&why);
    assert_int_equal(store_open(&store, path, &why), DIAG_IO);
    assert_null(store);
    assert_int_equal(why.count, 1);
    assert_string_equal(why.items[0].text, text);
    diag_free(&why);
}

static void other_files_are_refused_and_left_alone(void **state)
{
    static const char line[] = "text\n";
    char found[sizeof line];
    (void)state;
    FILE *stream = fopen("text", "wb");
    assert_non_null(stream);
    for (int i = 0; i < 4000; i++)
        assert_true(fputs(line, stream) >= 0);
    assert_int_equal(fclose(stream), 0);
    refused("text", "text: is not a store of zutuan");
    stream = fopen("text", "rb");
    assert_non_null(stream);
    for (int i = 0; i < 4000; i++) {
        assert_non_null(fgets(found, sizeof found, stream));
        assert_string_equal(found, line);
    }
    assert_int_equal(fgetc(stream), EOF);
    fclose(stream);
    refused("no/such/folder", "no/such/folder: unable to open database file");
    refused(".", ".: unable to open database file");
}

/* Every byte of a store of a few runs in turn is another: what is read is what was put, or an error. */
static void a_byte_that_changes_is_noticed_or_does_not_matter(void **state)
{
    (void)state;
    struct store *store = opened("good");
    for (uint32_t r = 1; r <= 3; r++)
        put(store, place(store, 1), r, 0.0, true);
    closed(store);
    FILE *stream = fopen("good", "rb");
    static unsigned char bytes[200000];
    const size_t size = fread(bytes, 1, sizeof bytes, stream);
    fclose(stream);
    size_t noticed = 0, tried = 0;
    for (size_t at = 0; at < size; at += 37, tried++) {
        struct seen seen = {.series = true};
        int64_t scenario;
        bytes[at] ^= 0x15;
        stream = fopen("bad", "wb");
        assert_int_equal(fwrite(bytes, 1, size, stream), size);
        fclose(stream);
        bytes[at] ^= 0x15;
        int code = store_open(&store, "bad", &diag);
        if (code == DIAG_OK) {
            code = store_scenario(store, &params, 1, "solo", &scenario);
            if (code == DIAG_OK)
                code = store_find(store, scenario, 1, 3, see, &seen);
            store_close(store, &diag);
        }
        assert_true(code == DIAG_OK || code == DIAG_IO);
        noticed += code == DIAG_IO;
        unlink("bad");
        unlink("bad-wal");
        unlink("bad-shm");
    }
    assert_true(noticed > tried / 20); /* most bytes are empty, or text for people */
}

static void the_fingerprint_is_a_digest(void **state)
{
    (void)state;
    assert_int_equal(strlen(store_model()), 64);
    assert_int_equal(strspn(store_model(), "0123456789abcdef"), 64);
}

struct listed {
    size_t count;
    uint64_t seeds;
    int stop; /* a code to return; DIAG_OK: none */
};

static int list(void *context, const struct store_scenario_row *row)
{
    struct listed *self = context;
    self->count++;
    self->seeds += row->seed;
    assert_string_equal(row->name, "solo");
    assert_non_null(strstr(row->parameters, "support.staff = "));
    return self->stop;
}

static void scenarios_are_listed_that_have_runs(void **state)
{
    (void)state;
    struct store *store = opened("list.sqlite");
    struct listed listed = {0, 0, DIAG_OK};
    uint64_t others = 7;
    assert_int_equal(store_scenarios(store, list, &listed, &others), DIAG_OK);
    assert_int_equal(listed.count + others, 0);
    put(store, place(store, 1), 1, 0.0, false);
    put(store, place(store, 20), 1, 0.0, false);
    (void)place(store, 300); /* has no run */
    assert_int_equal(store_scenarios(store, list, &listed, &others), DIAG_OK);
    assert_int_equal(listed.count, 2);
    assert_int_equal(listed.seeds, 21);
    assert_int_equal(others, 0);
    listed = (struct listed){0, 0, DIAG_INVALID};
    assert_int_equal(store_scenarios(store, list, &listed, &others), DIAG_INVALID);
    assert_int_equal(listed.count, 1);
    closed(store);
}

#define STORED(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORED(runs_come_back_bit_by_bit_and_in_order),
        STORED(what_could_change_a_result_has_a_place_of_its_own),
        STORED(a_run_put_twice_is_the_later_one),
        STORED(who_looks_may_stop),
        STORED(what_was_flushed_outlives_a_death),
        STORED(many_may_make_one_store_at_once),
        STORED(stores_are_merged_once),
        STORED(stores_that_contradict_each_other_are_not_merged),
        STORED(other_files_are_refused_and_left_alone),
        STORED(a_byte_that_changes_is_noticed_or_does_not_matter),
        STORED(scenarios_are_listed_that_have_runs),
        STORED(the_fingerprint_is_a_digest),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
