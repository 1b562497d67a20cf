/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "csv.h"
#include "fixture.h"

struct page {
    char *text;
    size_t size;
    struct csv csv;
};

static void page_open(struct page *self)
{
    *self = (struct page){.text = NULL};
    csv_begin(&self->csv, open_memstream(&self->text, &self->size));
}

static void page_holds(struct page *self, const char *expected)
{
    assert_int_equal(self->csv.error, 0);
    assert_int_equal(fclose(self->csv.stream), 0);
    assert_string_equal(self->text, expected);
    free(self->text);
}

static void test_fields_are_parted_by_commas_and_rows_by_newlines(void **unused)
{
    (void)unused;
    struct page page;
    page_open(&page);
    csv_header(&page.csv, "a,b,c");
    csv_text(&page.csv, "x");
    csv_count(&page.csv, UINT64_MAX);
    csv_number(&page.csv, 1.5);
    csv_end_row(&page.csv);
    csv_empty(&page.csv);
    csv_text(&page.csv, "");
    csv_empty(&page.csv);
    csv_end_row(&page.csv);
    page_holds(&page, "a,b,c\nx,18446744073709551615,1.5\n,,\n");
}

static void test_commas_quotes_and_line_ends_are_quoted(void **unused)
{
    (void)unused;
    struct page page;
    page_open(&page);
    csv_text(&page.csv, "a,b");
    csv_text(&page.csv, "say \"no\"");
    csv_text(&page.csv, "two\nlines");
    csv_text(&page.csv, "a\rb");
    csv_text(&page.csv, "\"");
    csv_text(&page.csv, "\xe7\xbb\x84\xe5\x9b\xa2 plain");
    csv_end_row(&page.csv);
    page_holds(
        &page,
        "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\"a\rb\",\"\"\"\",\xe7\xbb\x84\xe5\x9b\xa2 plain\n");
}

static void test_every_field_is_quoted_where_that_is_wanted(void **unused)
{
    (void)unused;
    struct page page;
    page_open(&page);
    page.csv.quoted = true;
    csv_text(&page.csv, "a");
    csv_text(&page.csv, "say \"no\"");
    csv_text(&page.csv, "=a");
    csv_number(&page.csv, -1.5);
    csv_number(&page.csv, NAN);
    csv_count(&page.csv, 7);
    csv_empty(&page.csv);
    csv_end_row(&page.csv);
    page_holds(&page, "\"a\",\"say \"\"no\"\"\",\"'=a\",\"-1.5\",\"\",\"7\",\"\"\n");
}

static void test_a_text_that_a_spreadsheet_would_run_stays_text(void **unused)
{
    (void)unused;
    struct page page;
    page_open(&page);
    csv_text(&page.csv, "=1+1");
    csv_text(&page.csv, "+x");
    csv_text(&page.csv, "-x");
    csv_text(&page.csv, "@x");
    csv_text(&page.csv, "\tx");
    csv_text(&page.csv, "=a,\"b\"");
    csv_text(&page.csv, "16+1");
    csv_text(&page.csv, "a=b");
    csv_number(&page.csv, -1.0);
    csv_end_row(&page.csv);
    page_holds(&page, "'=1+1,'+x,'-x,'@x,'\tx,\"'=a,\"\"b\"\"\",16+1,a=b,-1\n");
}

static void test_numbers_read_back_to_the_same_bits_and_a_missing_one_is_empty(void **unused)
{
    (void)unused;
    const double values[] = {1.0 / 3.0, 0.1, -2.5e-300, 1e22, 123456789.12345678, 0.0};
    enum { VALUES = sizeof values / sizeof values[0] };
    struct page page;
    page_open(&page);
    for (size_t i = 0; i < VALUES; i++) {
        csv_number(&page.csv, values[i]);
    }
    csv_number(&page.csv, NAN);
    csv_number(&page.csv, -NAN);
    csv_number(&page.csv, INFINITY);
    csv_number(&page.csv, -INFINITY);
    csv_end_row(&page.csv);
    fflush(page.csv.stream);
    const char *rest = page.text;
    for (size_t i = 0; i < VALUES; i++) {
        char *end;
        assert_true(strtod(rest, &end) == values[i]);
        assert_true(*end == ',');
        rest = end + 1;
    }
    assert_string_equal(rest, ",,INF,-INF\n");
    fclose(page.csv.stream);
    free(page.text);
}

static void test_a_row_of_any_length_is_whole(void **unused)
{
    (void)unused;
    char text[3 * CSV_ROW];
    struct page page;
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    page_open(&page);
    csv_text(&page.csv, text);
    csv_count(&page.csv, 7);
    csv_end_row(&page.csv);
    fflush(page.csv.stream);
    assert_int_equal(page.size, sizeof text + strlen("7\n"));
    assert_memory_equal(page.text, text, sizeof text - 1);
    assert_string_equal(page.text + sizeof text - 1, ",7\n");
    fclose(page.csv.stream);
    free(page.text);
}

static void test_the_first_failed_write_is_remembered(void **unused)
{
    (void)unused;
    struct csv csv;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    setvbuf(full, NULL, _IONBF, 0);
    csv_begin(&csv, full);
    csv_text(&csv, "lost");
    csv_end_row(&csv);
    assert_int_equal(csv.error, ENOSPC);
    csv_text(&csv, "more");
    csv_end_row(&csv);
    assert_int_equal(csv.error, ENOSPC);
    fclose(full);
}

static void test_a_table_appears_whole_and_leaves_no_temporary_file(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    struct diag diag;
    diag_init(&diag);
    struct csv csv;
    struct outfile file;
    assert_int_equal(csv_open(&csv, &file, fixture.folder, "t.csv", "a,b", &diag), DIAG_OK);
    csv_text(&csv, "x");
    csv_number(&csv, 2.0);
    csv_end_row(&csv);
    assert_null(fixture_read(fixture_path(&fixture, "t.csv")));
    assert_int_equal(csv_close(&csv, &file, &diag), DIAG_OK);
    char *text = fixture_read(fixture_path(&fixture, "t.csv"));
    assert_string_equal(text, "a,b\nx,2\n");
    free(text);
    assert_int_equal(fixture_entries(fixture.folder), 1);
    assert_int_equal(diag.count, 0);
    struct stat status;
    const mode_t mask = umask(0);
    umask(mask);
    assert_int_equal(stat(fixture_path(&fixture, "t.csv"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0666 & ~mask);
    fixture_free(&fixture);
}

static void test_a_failed_write_leaves_the_earlier_file_as_it_was(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture_put(fixture_path(&fixture, "t.csv"), "earlier\n");
    struct diag diag;
    diag_init(&diag);
    struct csv csv;
    struct outfile file;
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    const struct rlimit small = {.rlim_cur = 4096, .rlim_max = limit.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(csv_open(&csv, &file, fixture.folder, "t.csv", "a,b", &diag), DIAG_OK);
    for (size_t i = 0; i < 100000; i++) {
        csv_count(&csv, i);
        csv_end_row(&csv);
    }
    const int code = csv_close(&csv, &file, &diag);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(code, DIAG_IO);
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.items[0].file, fixture_path(&fixture, "t.csv"));
    assert_string_equal(diag.items[0].text, "could not be written: File too large");
    char *text = fixture_read(fixture_path(&fixture, "t.csv"));
    assert_string_equal(text, "earlier\n");
    free(text);
    assert_int_equal(fixture_entries(fixture.folder), 1);
    diag_free(&diag);
    fixture_free(&fixture);
}

static void test_a_file_given_up_leaves_nothing(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    struct diag diag;
    diag_init(&diag);
    struct outfile file;
    assert_int_equal(outfile_open(&file, fixture.folder, "t", &diag), DIAG_OK);
    assert_int_equal(fixture_entries(fixture.folder), 1);
    outfile_discard(&file);
    assert_int_equal(fixture_entries(fixture.folder), 0);
    outfile_discard(&file);
    fixture_free(&fixture);
}

static void test_a_place_that_cannot_be_written_is_named(void **unused)
{
    (void)unused;
    struct diag diag;
    diag_init(&diag);
    struct csv csv;
    struct outfile file;
    assert_int_equal(csv_open(&csv, &file, "/nowhere/at/all", "t.csv", "a", &diag), DIAG_IO);
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.items[0].file, "/nowhere/at/all/t.csv");
    assert_string_equal(diag.items[0].text, "cannot be written: No such file or directory");
    diag_free(&diag);
}

static void test_folders_are_made_with_their_parents(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(outfile_make_folder(fixture_path(&fixture, "a//b/c/"), &diag), DIAG_OK);
    assert_int_equal(outfile_make_folder(fixture_path(&fixture, "a/b/c"), &diag), DIAG_OK);
    assert_int_equal(outfile_sync_folder(fixture_path(&fixture, "a/b/c"), &diag), DIAG_OK);
    assert_int_equal(fixture_entries(fixture_path(&fixture, "a/b")), 1);
    assert_int_equal(diag.count, 0);
    fixture_put(fixture_path(&fixture, "file"), "");
    assert_int_equal(outfile_make_folder(fixture_path(&fixture, "file/d"), &diag), DIAG_IO);
    assert_string_equal(diag.items[0].file, fixture_path(&fixture, "file"));
    assert_int_equal(outfile_sync_folder(fixture_path(&fixture, "file"), &diag), DIAG_IO);
    diag_free(&diag);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_are_parted_by_commas_and_rows_by_newlines),
        cmocka_unit_test(test_commas_quotes_and_line_ends_are_quoted),
        cmocka_unit_test(test_every_field_is_quoted_where_that_is_wanted),
        cmocka_unit_test(test_a_text_that_a_spreadsheet_would_run_stays_text),
        cmocka_unit_test(test_numbers_read_back_to_the_same_bits_and_a_missing_one_is_empty),
        cmocka_unit_test(test_a_row_of_any_length_is_whole),
        cmocka_unit_test(test_the_first_failed_write_is_remembered),
        cmocka_unit_test(test_a_table_appears_whole_and_leaves_no_temporary_file),
        cmocka_unit_test(test_a_failed_write_leaves_the_earlier_file_as_it_was),
        cmocka_unit_test(test_a_file_given_up_leaves_nothing),
        cmocka_unit_test(test_a_place_that_cannot_be_written_is_named),
        cmocka_unit_test(test_folders_are_made_with_their_parents),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
