/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <time.h>

#include "fixture.h"
#include "manifest.h"
#include "zutuan/experiment/store.h"

/* FIPS 180-2, the one-block example. */
static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static json_t *written(struct fixture *fixture)
{
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(results_write(&fixture->results, fixture->folder, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
    json_t *root = json_load_file(fixture_path(fixture, "manifest.json"), 0, NULL);
    assert_non_null(root);
    return root;
}

/* The value at a path such as replications/failures/0/text. */
static const json_t *at(const json_t *json, const char *path)
{
    char part[64];
    while (*path != '\0') {
        const size_t length = strcspn(path, "/");
        snprintf(part, sizeof part, "%.*s", (int)length, path);
        json =
            json_is_array(json) ? json_array_get(json, strtoul(part, NULL, 10)) : json_object_get(json, part);
        path += length + (path[length] == '/');
    }
    assert_non_null(json);
    return json;
}

static void has_text(const json_t *root, const char *path, const char *expected)
{
    assert_true(json_is_string(at(root, path)));
    assert_string_equal(json_string_value(at(root, path)), expected);
}

static void has_count(const json_t *root, const char *path, long long expected)
{
    assert_true(json_is_integer(at(root, path)));
    assert_int_equal(json_integer_value(at(root, path)), expected);
}

static void test_a_digest_is_the_known_one(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture_put(fixture_path(&fixture, "abc"), "abc");
    char text[DIGEST_TEXT];
    uint64_t bytes;
    assert_int_equal(digest_file(fixture_path(&fixture, "abc"), text, &bytes), 0);
    assert_string_equal(text, abc);
    assert_int_equal(bytes, 3);
    assert_int_equal(digest_file(fixture_path(&fixture, "none"), text, &bytes), 2 /* ENOENT */);
    assert_int_not_equal(digest_file(fixture.folder, text, &bytes), 0);
    fixture_free(&fixture);
}

static void test_it_says_what_was_run_and_by_what(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture.results.account.target = "qa_output:rel=2%";
    json_t *root = written(&fixture);
    has_text(root, "tool", "zutuan");
    has_text(root, "command", "compare");
    has_text(root, "seed", "18446744073709551615");
    has_text(root, "pairs/0/base", "solo");
    has_text(root, "pairs/0/scenario", "16+1");
    has_text(root, "target/text", "qa_output:rel=2%");
    assert_true(json_is_false(at(root, "target/met")));
    assert_true(json_is_false(at(root, "interrupted")));
    assert_true(json_real_value(at(root, "confidence")) == 0.95);
    assert_true(json_is_boolean(at(root, "dirty")));
    assert_true(json_is_string(at(root, "version")) && json_is_string(at(root, "commit")));
    assert_true(json_is_string(at(root, "build/compiler")) && json_is_string(at(root, "build/type")));
    assert_true(json_string_length(at(root, "build/libraries/gsl")) > 0);
    assert_true(json_string_length(at(root, "build/libraries/jansson")) > 0);
    assert_true(json_string_length(at(root, "build/libraries/sqlite3")) > 0);
    assert_non_null(strstr(json_string_value(at(root, "build/flags")), "-ffp-contract=off"));
    assert_int_equal(json_string_length(at(root, "model")), 64);
    assert_string_equal(json_string_value(at(root, "model")), store_model());
    json_decref(root);
    fixture.results.account.target = NULL;
    fixture.results.account.interrupted = true;
    root = written(&fixture);
    assert_true(json_is_null(at(root, "target")));
    assert_true(json_is_true(at(root, "interrupted")));
    json_decref(root);
    fixture_free(&fixture);
}

/* Enough to do it again: what results depend on, as typed, and the files of the folder to take. */
static void test_it_says_how_to_run_it_again(void **unused)
{
    (void)unused;
    static const char *const options[] = {"--set=demand.rate=0.7", "--equal-budget"};
    static const char *const arguments[] = {"solo", "some/where/16+1.cfg", "none.csv"};
    struct fixture fixture;
    fixture_make(&fixture);
    fixture.results.account.options = options;
    fixture.results.account.option_count = 2;
    fixture.results.account.arguments = arguments;
    fixture.results.account.argument_count = 3;
    fixture.results.account.processes = 3;
    json_t *root = written(&fixture);
    assert_int_equal(json_array_size(at(root, "options")), 2);
    has_text(root, "options/0", "--set=demand.rate=0.7");
    has_text(root, "options/1", "--equal-budget");
    assert_int_equal(json_array_size(at(root, "arguments")), 3);
    has_text(root, "arguments/0/name", "solo");
    has_text(root, "arguments/0/file", "resolved/solo.cfg");
    has_text(root, "arguments/1/name", "16+1"); /* where it lay stands in the environment only */
    has_text(root, "arguments/1/file", "resolved/16+1.cfg");
    has_text(root, "arguments/2/name", "none.csv");
    assert_true(json_is_null(at(root, "arguments/2/file")));
    assert_true(json_is_null(at(root, "design"))); /* none at the top of the folder */
    has_text(root, "stopping_rule", "the replications that were asked for, without a look at the results");
    has_text(root, "environment/arguments/1", "some/where/16+1.cfg");
    has_count(root, "environment/mpi/processes", 3);
    json_decref(root);
    fixture.results.account.processes = 0;
    root = written(&fixture);
    assert_true(json_is_null(at(root, "environment/mpi")));
    json_decref(root);
    fixture_free(&fixture);
}

/* One table may have the design in full: it stands for the design that was given, whatever its name. */
static void test_a_design_stands_for_the_one_that_was_given(void **unused)
{
    (void)unused;
    static const char *const arguments[] = {"designs/tiny.cfg"};
    static const struct manifest_output outputs[] = {
        {.name = "cells.csv"}, {.name = "design.cfg"}, {.name = "resolved/solo.cfg"}};
    const struct account account = {.command = "sweep", .arguments = arguments, .argument_count = 1};
    struct fixture fixture;
    struct diag diag;
    diag_init(&diag);
    fixture_make(&fixture);
    assert_int_equal(manifest_write(&account, fixture.folder, outputs, 3, &diag), DIAG_OK);
    json_t *root = json_load_file(fixture_path(&fixture, "manifest.json"), 0, NULL);
    has_text(root, "arguments/0/name", "tiny");
    has_text(root, "arguments/0/file", "design.cfg");
    json_decref(root);
    fixture_free(&fixture);
}

static void test_failures_are_listed_in_order(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    json_t *root = written(&fixture);
    has_count(root, "replications/asked", 5);
    has_count(root, "replications/done", FIXTURE_DONE);
    has_count(root, "replications/failed", 1);
    assert_int_equal(json_array_size(at(root, "replications/failures")), 2);
    has_text(root, "replications/failures/0/scenario", "solo");
    has_text(root, "replications/failures/0/code", "memory");
    has_text(root, "replications/failures/0/text", "first arm");
    has_count(root, "replications/failures/1/replication", FIXTURE_FAILED + 1);
    has_text(root, "replications/failures/1/scenario", "16+1");
    has_text(root, "replications/failures/1/code", "internal");
    has_text(root, "replications/failures/1/text", "second \"arm\"");
    json_decref(root);
    fixture_free(&fixture);
}

/* sha256sum is another's implementation. */
static void test_outputs_have_the_digest_that_sha256sum_finds(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    json_t *root = written(&fixture);
    const json_t *outputs = at(root, "outputs");
    assert_int_equal(json_array_size(outputs), 8);
    FILE *list = fopen(fixture_path(&fixture, "list"), "w");
    for (size_t i = 0; i < json_array_size(outputs); i++) {
        const json_t *output = json_array_get(outputs, i);
        fprintf(list, "%s  %s\n", json_string_value(at(output, "sha256")),
                json_string_value(at(output, "file")));
        char *text = fixture_read(fixture_path(&fixture, json_string_value(at(output, "file"))));
        assert_int_equal(strlen(text), json_integer_value(at(output, "bytes")));
        free(text);
    }
    fclose(list);
    char command[128];
    snprintf(command, sizeof command, "cd %s && sha256sum --quiet --strict -c list", fixture.folder);
    assert_int_equal(system(command), 0);
    json_decref(root);
    fixture_free(&fixture);
}

static void test_inputs_have_their_digest_unless_they_changed_since(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture.results.account.started = (double)time(NULL) + 10.0;
    char *files[] = {strdup(fixture_path(&fixture, "16+1.cfg")), strdup(fixture_path(&fixture, "solo.cfg")),
                     strdup(fixture_path(&fixture, "gone.cfg"))};
    fixture_put(files[0], "abc");
    fixture_put(files[1], "");
    fixture.scenarios[1].files = files;
    fixture.scenarios[1].file_count = 3;
    json_t *root = written(&fixture);
    has_text(root, "scenarios/1/name", "16+1");
    has_text(root, "scenarios/1/description", "by hand");
    has_text(root, "scenarios/1/inputs/0/file", "16+1.cfg");
    has_text(root, "scenarios/1/inputs/0/sha256", abc);
    has_text(root, "scenarios/1/inputs/1/file", "solo.cfg");
    assert_true(json_is_null(at(root, "scenarios/1/inputs/2/sha256")));
    has_text(root, "environment/inputs/0", files[0]);
    assert_int_equal(json_array_size(at(root, "scenarios/0/inputs")), 0);
    json_decref(root);
    fixture.results.account.started = (double)time(NULL) - 10.0;
    root = written(&fixture);
    assert_true(json_is_null(at(root, "scenarios/1/inputs/0/sha256")));
    json_decref(root);
    for (size_t i = 0; i < 3; i++) {
        free(files[i]);
    }
    fixture_free(&fixture);
}

static void test_values_that_no_file_set_are_listed(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    struct scenario *scenario = &fixture.scenarios[0];
    char *files[] = {strdup("there/solo.cfg")};
    scenario->files = files;
    scenario->file_count = 1;
    const struct params_row *rate = params_find("demand.rate");
    const struct params_row *price = params_find("purchase.price");
    params_set(&scenario->params, rate, 0.625);
    scenario->origins[params_index(rate)] = (struct scenario_origin){.file = "-s", .line = 1};
    scenario->origins[params_index(price)] = (struct scenario_origin){.file = files[0], .line = 3};
    json_t *root = written(&fixture);
    assert_int_equal(json_array_size(at(root, "scenarios/0/set")), 1);
    has_text(root, "scenarios/0/set/0/key", "demand.rate");
    has_text(root, "scenarios/0/set/0/value", "0.625");
    has_text(root, "scenarios/0/set/0/by", "-s");
    assert_int_equal(json_array_size(at(root, "scenarios/1/set")), 0);
    json_decref(root);
    free(files[0]);
    fixture_free(&fixture);
}

static void test_only_the_environment_differs_between_equal_experiments(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    const char *const first[] = {"zutuan", "compare", "solo", "16+1", "-j", "1"};
    const char *const second[] = {"zutuan", "compare", "solo", "16+1", "--out", "elsewhere"};
    fixture.results.account.argc = 6;
    fixture.results.account.argv = first;
    json_t *one = written(&fixture);
    char *before = fixture_read(fixture_path(&fixture, "manifest.json"));
    fixture.results.account.argv = second;
    fixture.results.account.threads = 2;
    fixture.results.account.started += 1000.0;
    fixture.results.account.finished += 2000.0;
    json_t *other = written(&fixture);
    char *after = fixture_read(fixture_path(&fixture, "manifest.json"));
    const char *block = "\n  \"environment\": {";
    const size_t length = (size_t)(strstr(before, block) - before);
    assert_int_equal(strstr(after, block) - after, length);
    assert_memory_equal(before, after, length);
    assert_string_not_equal(before, after);
    assert_string_equal(after + strlen(after) - 8, "]\n  }\n}\n"); /* the environment is the last block */
    has_text(one, "environment/started", "2023-11-14T22:13:20Z");
    has_text(one, "environment/finished", "2023-11-14T22:13:22Z");
    assert_true(json_real_value(at(one, "environment/seconds")) == 2.5);
    has_text(one, "environment/argv/5", "1");
    has_count(other, "environment/threads", 2);
    free(before);
    free(after);
    json_decref(one);
    json_decref(other);
    fixture_free(&fixture);
}

static void test_an_argument_that_is_not_utf8_does_no_harm(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    const char *const argv[] = {"zutuan", "run", "\xe7\xbb\x84",
                                "a\xff"
                                "b"};
    fixture.results.account.argc = 4;
    fixture.results.account.argv = argv;
    json_t *root = written(&fixture);
    has_text(root, "environment/argv/2", "\xe7\xbb\x84");
    has_text(root, "environment/argv/3", "a?b");
    json_decref(root);
    fixture_free(&fixture);
}

static void test_a_manifest_is_known_by_its_tool(void **unused)
{
    (void)unused;
    struct fixture fixture;
    char command[ACCOUNT_SUBJECT_MOST], subject[ACCOUNT_SUBJECT_MOST];
    fixture_make(&fixture);
    assert_false(manifest_subject(fixture.folder, command, subject));
    fixture_put(fixture_path(&fixture, "manifest.json"), "{\"tool\": \"other\"}");
    assert_false(manifest_subject(fixture.folder, command, subject));
    fixture_put(fixture_path(&fixture, "manifest.json"), "[1]");
    assert_false(manifest_subject(fixture.folder, command, subject));
    json_decref(written(&fixture));
    assert_true(manifest_subject(fixture.folder, command, subject));
    assert_string_equal(command, "compare");
    assert_string_equal(subject, "solo 16+1");
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_digest_is_the_known_one),
        cmocka_unit_test(test_it_says_what_was_run_and_by_what),
        cmocka_unit_test(test_it_says_how_to_run_it_again),
        cmocka_unit_test(test_a_design_stands_for_the_one_that_was_given),
        cmocka_unit_test(test_failures_are_listed_in_order),
        cmocka_unit_test(test_outputs_have_the_digest_that_sha256sum_finds),
        cmocka_unit_test(test_inputs_have_their_digest_unless_they_changed_since),
        cmocka_unit_test(test_values_that_no_file_set_are_listed),
        cmocka_unit_test(test_only_the_environment_differs_between_equal_experiments),
        cmocka_unit_test(test_an_argument_that_is_not_utf8_does_no_harm),
        cmocka_unit_test(test_a_manifest_is_known_by_its_tool),
    };
    return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
