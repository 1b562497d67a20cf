/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which folder may hold results, and what happens to what is there already. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "fixture.h"

static void write_all(struct fixture *fixture)
{
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(results_write(&fixture->results, fixture->folder, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
}

static void test_what_an_earlier_run_left_does_not_pass_for_this_one(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    fixture_put(fixture_path(&fixture, "notes.txt"), "mine\n");
    fixture.results.account.pair_count = 0;
    snprintf(fixture.scenarios[1].name, SCENARIO_NAME_MOST, "%s", "16+2");
    write_all(&fixture);
    assert_int_equal(access(fixture_path(&fixture, "paired.csv"), F_OK), -1);
    assert_int_equal(access(fixture_path(&fixture, "resolved/16+1.cfg"), F_OK), -1);
    assert_int_equal(access(fixture_path(&fixture, "resolved/16+2.cfg"), F_OK), 0);
    assert_int_equal(access(fixture_path(&fixture, "notes.txt"), F_OK), 0);
    fixture_free(&fixture);
}

/* of "mine" and the end of the line */
#define NOTES_HASH "\"sha256\": \"fcbc800db3f1867000b852f1ce0044b8f1584f76ade1ed6e65189824f95c3cda\""

static void test_a_doctored_manifest_removes_no_file_of_others(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture_put(fixture_path(&fixture, "notes.txt"), "mine\n");
    fixture_put(fixture_path(&fixture, "manifest.json"),
                "{\"tool\": \"zutuan\", \"outputs\": [{\"file\": \"notes.txt\", " NOTES_HASH "}, {\"file\": "
                "\"resolved/../notes.txt\", " NOTES_HASH "},"
                " {\"file\": 7}, 8, {\"file\": \"resolved/../../x.cfg\"}]}");
    write_all(&fixture);
    assert_int_equal(access(fixture_path(&fixture, "notes.txt"), F_OK), 0);
    fixture_free(&fixture);
}

static void test_two_scenarios_of_one_name_are_refused(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    snprintf(fixture.scenarios[1].name, SCENARIO_NAME_MOST, "%s", "solo");
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(results_write(&fixture.results, fixture.folder, &diag), DIAG_INVALID);
    assert_string_equal(diag.items[0].text, "two scenarios are called solo: rename one");
    assert_int_equal(fixture_entries(fixture.folder), 0);
    diag_free(&diag);
    fixture_free(&fixture);
}

static void test_a_folder_that_cannot_be_made_is_an_error(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture_put(fixture_path(&fixture, "file"), "");
    char folder[128];
    snprintf(folder, sizeof folder, "%s/file/results", fixture.folder);
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(results_write(&fixture.results, folder, &diag), DIAG_IO);
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.items[0].file, fixture_path(&fixture, "file"));
    diag_free(&diag);
    fixture_free(&fixture);
}

static void check_of(const char *folder, const char *subject, bool force, int code, const char *text)
{
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(account_check_folder(folder, "compare", subject, force, &diag), code);
    assert_int_equal(diag.count, text == NULL ? 0 : 1);
    if (text != NULL) {
        assert_string_equal(diag.items[0].text, text);
    }
    diag_free(&diag);
}

static void check_says(const char *folder, bool force, int code, const char *text)
{
    check_of(folder, "solo 16+2", force, code, text);
}

static void test_a_new_or_an_empty_folder_will_do(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    check_says(fixture.folder, false, DIAG_OK, NULL);
    check_says(fixture_path(&fixture, "a/b/c/"), false, DIAG_OK, NULL);
    check_says("a-folder-that-is-not-here", false, DIAG_OK, NULL);
    assert_int_equal(fixture_entries(fixture.folder), 0);
    fixture_free(&fixture);
}

static void test_results_are_replaced_only_by_force_and_other_files_never(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    check_says(fixture.folder, false, DIAG_IO,
               "the folder holds results of `compare solo 16+1`; --force replaces them, or choose another");
    check_says(fixture.folder, true, DIAG_OK, NULL);
    fixture_put(fixture_path(&fixture, "manifest.json"), "{\"tool\": \"another\"}\n");
    check_says(fixture.folder, true, DIAG_IO,
               "the folder holds other files and no results of zutuan; choose another");
    fixture_put(fixture_path(&fixture, "manifest.json"), "[not json");
    check_says(fixture.folder, false, DIAG_IO,
               "the folder holds other files and no results of zutuan; choose another");
    fixture_free(&fixture);
}

static void test_the_same_experiment_goes_on_without_force(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    check_of(fixture.folder, "solo 16+1", false, DIAG_OK, NULL);
    fixture_free(&fixture);
}

static void test_an_experiment_that_was_killed_goes_on_without_force(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture_put(fixture_path(&fixture, ACCOUNT_STORE), "");
    check_of(fixture.folder, "solo 16+1", false, DIAG_OK, NULL);
    fixture_free(&fixture);
}

static void test_what_was_edited_since_is_not_removed(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    fixture_put(fixture_path(&fixture, "paired.csv"), "edited\n");
    fixture.results.account.pair_count = 0;
    write_all(&fixture);
    assert_int_equal(access(fixture_path(&fixture, "paired.csv"), F_OK), 0);
    fixture_free(&fixture);
}

static void test_a_place_without_room_for_a_folder_is_told_before_the_work(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture_put(fixture_path(&fixture, "file"), "");
    check_says(fixture_path(&fixture, "file"), false, DIAG_IO,
               "is not a folder; choose another for the results");
    check_says(fixture_path(&fixture, "file/results"), false, DIAG_IO,
               "the folder cannot be used: Not a directory");
    check_says("", false, DIAG_IO, "the folder for results has no name");
    if (geteuid() != 0) {
        assert_int_equal(chmod(fixture.folder, 0500), 0);
        check_says(fixture_path(&fixture, "new"), false, DIAG_IO,
                   "the folder cannot be made: Permission denied");
        assert_int_equal(chmod(fixture.folder, 0700), 0);
    }
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_an_earlier_run_left_does_not_pass_for_this_one),
        cmocka_unit_test(test_a_doctored_manifest_removes_no_file_of_others),
        cmocka_unit_test(test_two_scenarios_of_one_name_are_refused),
        cmocka_unit_test(test_a_folder_that_cannot_be_made_is_an_error),
        cmocka_unit_test(test_a_new_or_an_empty_folder_will_do),
        cmocka_unit_test(test_results_are_replaced_only_by_force_and_other_files_never),
        cmocka_unit_test(test_the_same_experiment_goes_on_without_force),
        cmocka_unit_test(test_an_experiment_that_was_killed_goes_on_without_force),
        cmocka_unit_test(test_what_was_edited_since_is_not_removed),
        cmocka_unit_test(test_a_place_without_room_for_a_folder_is_told_before_the_work),
    };
    return cmocka_run_group_tests_name("results folder", tests, NULL, NULL);
}
