/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "zutuan/report/reproduce.h"

static const char *const options[] = {"--seed=18446744073709551615", "--replications=5", "--equal-budget"};
static const char *const arguments[] = {"solo", "there/16+1.cfg"};

/* Two folders with the same results: `again` is the one they are compared with. */
struct pair {
    struct fixture fixture;
    char again[64];
    struct reproduce reproduce;
    struct reproduce_difference difference;
    struct diag diag;
};

static void put_results(struct fixture *fixture, const char *folder)
{
    struct diag diag;
    diag_init(&diag);
    fixture->results.account.options = options;
    fixture->results.account.option_count = 3;
    fixture->results.account.arguments = arguments;
    fixture->results.account.argument_count = 2;
    assert_int_equal(results_write(&fixture->results, folder, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
}

static void pair_make(struct pair *self)
{
    *self = (struct pair){.again = "/tmp/zutuan-test-XXXXXX"};
    diag_init(&self->diag);
    fixture_make(&self->fixture);
    assert_non_null(mkdtemp(self->again));
    put_results(&self->fixture, self->fixture.folder);
    put_results(&self->fixture, self->again);
}

static void pair_free(struct pair *self)
{
    reproduce_free(&self->reproduce);
    diag_free(&self->diag);
    fixture_remove(self->again);
    fixture_free(&self->fixture);
}

/* Replaces the first `from` after `start` in a file of a folder. */
static void change(const char *folder, const char *name, const char *start, const char *from, const char *to)
{
    char path[256], *text, *at;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    text = fixture_read(path);
    assert_non_null(text);
    at = strstr(text, start);
    assert_non_null(at);
    at = strstr(at, from);
    assert_non_null(at);
    FILE *stream = fopen(path, "wb");
    fprintf(stream, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    fclose(stream);
    free(text);
}

static void compare(struct pair *self)
{
    assert_int_equal(reproduce_open(&self->reproduce, self->fixture.folder, &self->diag), DIAG_OK);
    assert_int_equal(reproduce_compare(&self->reproduce, self->again, &self->difference, &self->diag),
                     DIAG_OK);
    assert_int_equal(self->diag.count, 0);
}

static void test_what_was_run_is_read_back(void **unused)
{
    (void)unused;
    struct pair pair;
    char path[256];
    pair_make(&pair);
    compare(&pair);
    const struct reproduce *self = &pair.reproduce;
    assert_string_equal(reproduce_command(self), "compare");
    assert_string_equal(reproduce_subject(self), "solo 16+1");
    assert_int_equal(reproduce_done(self), FIXTURE_DONE);
    assert_false(reproduce_interrupted(self));
    assert_int_equal(self->option_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(self->options[i], options[i]);
    }
    assert_int_equal(self->argument_count, 2);
    assert_true(self->arguments_kept);
    snprintf(path, sizeof path, "%s/resolved/solo.cfg", pair.fixture.folder);
    assert_string_equal(self->arguments[0], path);
    snprintf(path, sizeof path, "%s/resolved/16+1.cfg", pair.fixture.folder);
    assert_string_equal(self->arguments[1], path);
    assert_int_equal(self->file_count, 8);
    assert_int_equal(reproduce_damaged(self, false), 0);
    assert_string_equal(pair.difference.file, "");
    assert_int_equal(pair.difference.files, 0);
    pair_free(&pair);
}

static void test_another_result_is_told_by_row_and_column(void **unused)
{
    (void)unused;
    struct pair pair;
    pair_make(&pair);
    /* row 1 is requests of replication 1, row 2 served: 100 */
    change(pair.again, "replications.csv", "solo,1,served,", "100", "101");
    change(pair.again, "series.csv", "solo", "solo", "sulo");
    compare(&pair);
    const struct reproduce_difference *difference = &pair.difference;
    assert_string_equal(difference->file, "replications.csv");
    assert_int_equal(difference->files, 2);
    assert_true(difference->table);
    assert_int_equal(difference->row, 2);
    assert_string_equal(difference->column, "value");
    assert_string_equal(difference->here, "100");
    assert_string_equal(difference->there, "101");
    assert_string_equal(difference->line, "solo,1,served,100");
    assert_false(difference->proven);
    assert_int_equal(reproduce_damaged(&pair.reproduce, false), 0);
    pair_free(&pair);
}

static void test_a_file_that_was_changed_since_is_told_and_proven(void **unused)
{
    (void)unused;
    struct pair pair;
    pair_make(&pair);
    change(pair.fixture.folder, "summary.csv", "solo,served,", "sessions", "\"a, \"\"b\"\"\"");
    compare(&pair);
    assert_int_equal(reproduce_damaged(&pair.reproduce, false), 1);
    assert_int_equal(reproduce_damaged(&pair.reproduce, true), 0);
    assert_string_equal(pair.difference.file, "summary.csv");
    assert_string_equal(pair.difference.column, "unit");
    assert_string_equal(pair.difference.here, "\"a, \"\"b\"\"\"");
    assert_string_equal(pair.difference.there, "sessions");
    assert_int_equal(pair.difference.row, 2);
    assert_true(pair.difference.proven);
    pair_free(&pair);
}

static void test_a_scenario_that_was_changed_since_is_an_input(void **unused)
{
    (void)unused;
    struct pair pair;
    pair_make(&pair);
    change(pair.fixture.folder, "resolved/16+1.cfg", "demand:", "rate", "rote");
    compare(&pair);
    assert_int_equal(reproduce_damaged(&pair.reproduce, true), 1);
    assert_string_equal(pair.difference.file, "resolved/16+1.cfg");
    assert_false(pair.difference.table);
    assert_non_null(strstr(pair.difference.here, "rote"));
    assert_non_null(strstr(pair.difference.there, "rate"));
    pair_free(&pair);
}

static void test_files_that_are_missing_or_cut_short_are_told(void **unused)
{
    (void)unused;
    struct pair pair;
    char path[256];
    pair_make(&pair);
    snprintf(path, sizeof path, "%s/paired.csv", pair.again);
    assert_int_equal(unlink(path), 0);
    compare(&pair);
    assert_string_equal(pair.difference.file, "paired.csv");
    assert_true(pair.difference.absent);
    reproduce_free(&pair.reproduce);
    put_results(&pair.fixture, pair.again);
    assert_int_equal(unlink(fixture_path(&pair.fixture, "replications.csv")), 0);
    compare(&pair);
    assert_int_equal(reproduce_damaged(&pair.reproduce, false), 1);
    assert_true(pair.difference.absent && pair.difference.proven);
    reproduce_free(&pair.reproduce);
    put_results(&pair.fixture, pair.fixture.folder);
    char *text = fixture_read(fixture_path(&pair.fixture, "referrals.csv"));
    *strstr(text, "\n16+1,7") = '\0';
    strcat(text, "\n");
    fixture_put(fixture_path(&pair.fixture, "referrals.csv"), text);
    free(text);
    compare(&pair);
    assert_string_equal(pair.difference.file, "referrals.csv");
    assert_int_equal(pair.difference.row, 2);
    assert_string_equal(pair.difference.there, "16+1,7,2,4000000000");
    assert_non_null(strstr(pair.difference.here, "ends here"));
    pair_free(&pair);
}

/* The error of opening a folder with that manifest, and what it says. */
static void refused(const char *manifest, const char *expected)
{
    struct fixture fixture;
    struct reproduce reproduce;
    struct diag diag;
    diag_init(&diag);
    fixture_make(&fixture);
    if (manifest != NULL) {
        fixture_put(fixture_path(&fixture, "manifest.json"), manifest);
    }
    assert_int_equal(reproduce_open(&reproduce, fixture.folder, &diag), DIAG_IO);
    assert_int_equal(diag.count, 1);
    assert_non_null(strstr(diag.items[0].text, expected));
    reproduce_free(&reproduce);
    diag_free(&diag);
    fixture_free(&fixture);
}

#define BEGIN "{\"tool\": \"zutuan\", \"command\": \"run\", \"options\": [\"--seed=1\"], "

static void test_a_manifest_that_is_none_is_refused(void **unused)
{
    (void)unused;
    refused(NULL, "holds no results of zutuan");
    refused("{", "holds no results of zutuan");
    refused("{\"tool\": \"zutuan\"}", "does not say with which options");
    refused("{\"tool\": \"zutuan\", \"command\": \"run\", \"options\": 7}",
            "does not say with which options");
    refused(BEGIN "\"outputs\": [{\"file\": \"../x.csv\"}]}", "../x.csv is no file of a results folder");
    refused(BEGIN "\"outputs\": [{\"file\": \"/etc/passwd\"}]}", "/etc/passwd is no file");
    refused(BEGIN "\"outputs\": [{\"file\": 7}]}", "an output without a name");
}

static void test_a_doctored_argument_does_not_lead_out(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct reproduce reproduce;
    struct diag diag;
    diag_init(&diag);
    fixture_make(&fixture);
    fixture_put(fixture_path(&fixture, "manifest.json"),
                BEGIN "\"arguments\": [{\"name\": \"x\", \"file\": \"../x.cfg\"}], "
                      "\"environment\": {\"arguments\": [\"nowhere/x.cfg\"]}}");
    assert_int_equal(reproduce_open(&reproduce, fixture.folder, &diag), DIAG_OK);
    assert_false(reproduce.arguments_kept);
    assert_string_equal(reproduce.arguments[0], "nowhere/x.cfg"); /* what the user had given */
    reproduce_free(&reproduce);
    fixture_free(&fixture);
}

static void test_another_program_is_told(void **unused)
{
    (void)unused;
    struct pair pair;
    char words[512];
    pair_make(&pair);
    change(pair.fixture.folder, "manifest.json", "\"model\"", ": \"", ": \"f00d");
    compare(&pair);
    reproduce_program(&pair.reproduce, words);
    assert_non_null(strstr(words, "another model"));
    assert_non_null(strstr(words, "f00d"));
    assert_non_null(strstr(words, "differences are expected"));
    reproduce_free(&pair.reproduce);
    put_results(&pair.fixture, pair.fixture.folder);
    change(pair.fixture.folder, "manifest.json", "\"version\"", ": \"", ": \"9.");
    compare(&pair);
    reproduce_program(&pair.reproduce, words);
    assert_non_null(strstr(words, "made by zutuan 9."));
    assert_non_null(strstr(words, "the model is the same"));
    pair_free(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_run_is_read_back),
        cmocka_unit_test(test_another_result_is_told_by_row_and_column),
        cmocka_unit_test(test_a_file_that_was_changed_since_is_told_and_proven),
        cmocka_unit_test(test_a_scenario_that_was_changed_since_is_an_input),
        cmocka_unit_test(test_files_that_are_missing_or_cut_short_are_told),
        cmocka_unit_test(test_a_manifest_that_is_none_is_refused),
        cmocka_unit_test(test_a_doctored_argument_does_not_lead_out),
        cmocka_unit_test(test_another_program_is_told),
    };
    return cmocka_run_group_tests_name("reproduce", tests, NULL, NULL);
}
