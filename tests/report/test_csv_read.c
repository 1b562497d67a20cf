/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "csv.h"
#include "csv_read.h"
#include "fixture.h"

static char folder[32];

static int make(void **unused)
{
    (void)unused;
    strcpy(folder, "/tmp/zutuan-test-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static int drop(void **unused)
{
    (void)unused;
    fixture_remove(folder);
    return 0;
}

static void put(const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "%s/t.csv", folder);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    fputs(text, stream);
    fclose(stream);
}

static void read_table(struct csv_read *table, const char *text)
{
    struct diag diag;
    put(text);
    diag_init(&diag);
    assert_int_equal(csv_read_load(table, folder, "t.csv", &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
    diag_free(&diag);
}

static void refused(const char *text, int line, const char *why)
{
    struct csv_read table;
    struct diag diag;
    put(text);
    diag_init(&diag);
    assert_int_equal(csv_read_load(&table, folder, "t.csv", &diag), DIAG_INVALID);
    assert_int_equal(diag.count, 1);
    assert_int_equal(diag.items[0].line, line);
    assert_string_equal(diag.items[0].text, why);
    diag_free(&diag);
    csv_read_free(&table);
}

static void cells_are_found_by_heading(void **unused)
{
    (void)unused;
    struct csv_read table;
    read_table(&table, "name,value\nsolo,1.5\n16+1,\n");
    assert_int_equal(table.columns, 2);
    assert_int_equal(table.rows, 2);
    assert_int_equal(csv_read_column(&table, "value"), 1);
    assert_int_equal(csv_read_column(&table, "valu"), CSV_READ_NONE);
    assert_string_equal(csv_read_text(&table, 1, 0), "16+1");
    assert_true(csv_read_number(&table, 0, 1) == 1.5);
    assert_true(isnan(csv_read_number(&table, 1, 1)));
    assert_true(isnan(csv_read_number(&table, 0, 0)));
    assert_string_equal(csv_read_text(&table, 0, CSV_READ_NONE), "");
    csv_read_free(&table);
}

static void quotations_hold_commas_quotes_and_line_ends(void **unused)
{
    (void)unused;
    struct csv_read table;
    read_table(&table, "a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n\"two\nlines\",\"\"");
    assert_int_equal(table.rows, 2);
    assert_string_equal(csv_read_text(&table, 0, 0), "x,y");
    assert_string_equal(csv_read_text(&table, 0, 1), "say \"no\"");
    assert_string_equal(csv_read_text(&table, 1, 0), "two\nlines");
    assert_string_equal(csv_read_text(&table, 1, 1), "");
    csv_read_free(&table);
}

static void a_last_cell_may_be_empty_and_a_last_line_may_lack_its_end(void **unused)
{
    (void)unused;
    struct csv_read table;
    read_table(&table, "a,b\n1,");
    assert_int_equal(table.rows, 1);
    assert_string_equal(csv_read_text(&table, 0, 1), "");
    csv_read_free(&table);
    read_table(&table, "a,b");
    assert_int_equal(table.columns, 2);
    assert_int_equal(table.rows, 0);
    csv_read_free(&table);
}

static void what_csv_writes_is_read_back(void **unused)
{
    (void)unused;
    static const char *const texts[] = {"plain", "-x", "=1+1", "@a,\"b\"", "组团\r\nnext", "", "'kept"};
    const double values[] = {0.1, -0.0, 1e-320, 1.0 / 3.0, INFINITY, 12345678901234567.0};
    struct csv csv;
    struct outfile file;
    struct diag diag;
    struct csv_read table;
    diag_init(&diag);
    assert_int_equal(csv_open(&csv, &file, folder, "t.csv", "text,value", &diag), DIAG_OK);
    for (size_t i = 0; i < 7; i++) {
        csv_text(&csv, texts[i]);
        csv_number(&csv, i < 6 ? values[i] : NAN);
        csv_end_row(&csv);
    }
    assert_int_equal(csv_close(&csv, &file, &diag), DIAG_OK);
    assert_int_equal(csv_read_load(&table, folder, "t.csv", &diag), DIAG_OK);
    assert_int_equal(table.rows, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(csv_read_text(&table, i, 0), texts[i]);
        assert_true(i == 6 ? isnan(csv_read_number(&table, i, 1))
                           : csv_read_number(&table, i, 1) == values[i]);
    }
    csv_read_free(&table);
    diag_free(&diag);
}

static void a_file_that_is_not_there_has_no_columns(void **unused)
{
    (void)unused;
    struct csv_read table;
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(csv_read_load(&table, folder, "none.csv", &diag), DIAG_OK);
    assert_int_equal(table.columns, 0);
    assert_int_equal(csv_read_column(&table, "a"), CSV_READ_NONE);
    csv_read_free(&table);
    diag_free(&diag);
}

static void mistakes_are_told_with_their_line(void **unused)
{
    (void)unused;
    refused("a,b\n1,2\n3\n", 3, "has 1 cells, the header 2");
    refused("a,b\n\"1\n2\",3,4\n", 2, "has 3 cells, the header 2");
    refused("a,b\n1,\"2\n", 3, "a quotation is not closed");
    refused("a,b\n\"1\"x,2\n", 2, "a cell goes on after its quotation");
}

static void a_zero_byte_is_refused(void **unused)
{
    (void)unused;
    static const char bytes[] = "a,b\n1\0,2\n";
    char path[64];
    struct csv_read table;
    struct diag diag;
    snprintf(path, sizeof path, "%s/t.csv", folder);
    FILE *stream = fopen(path, "wb");
    fwrite(bytes, 1, sizeof bytes - 1, stream);
    fclose(stream);
    diag_init(&diag);
    assert_int_equal(csv_read_load(&table, folder, "t.csv", &diag), DIAG_INVALID);
    csv_read_free(&table);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_found_by_heading),
        cmocka_unit_test(quotations_hold_commas_quotes_and_line_ends),
        cmocka_unit_test(a_last_cell_may_be_empty_and_a_last_line_may_lack_its_end),
        cmocka_unit_test(what_csv_writes_is_read_back),
        cmocka_unit_test(a_file_that_is_not_there_has_no_columns),
        cmocka_unit_test(mistakes_are_told_with_their_line),
        cmocka_unit_test(a_zero_byte_is_refused),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
