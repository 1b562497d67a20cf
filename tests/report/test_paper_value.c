/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a table as LaTeX shows them: each style, and what is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "paper_source.h"

/* One row of a comparison. */
static const char table[] = "measure,difference,ci_low,ci_high,relative,relative_low,relative_high,x,label\n"
                            "qa_output,1000,-20,2020,0.1,-0.002,0.202,,a & b\n"
                            "unmet_share,-0.0123,-0.02,-0.004,-0.1,-0.2,-0.04,1234567.891,-\n"
                            "nothing,1,0,2,-0.00004,,,-0.00004,x\n";

struct cell {
    size_t row;
    const char *column, *low, *high;
    enum paper_style style;
    int decimals;
    const char *value, *range; /* range NULL: none */
};

static const struct cell cells[] = {
    {0, "label", NULL, NULL, PAPER_TEXT, -1, "a \\& b", NULL},
    {0, "difference", NULL, NULL, PAPER_WHOLE, -1, "1,000", NULL},
    {1, "x", NULL, NULL, PAPER_PLAIN, 1, "1,234,567.9", NULL},
    {1, "x", NULL, NULL, PAPER_WHOLE, -1, "1,234,568", NULL},
    {0, "relative", "relative_low", "relative_high", PAPER_RELATIVE, -1, "$+$10.0\\,\\%",
     "[$-$0.2, $+$20.2]"},
    {0, "relative", "relative_low", "relative_high", PAPER_SHARE, 0, "10\\,\\%", "[0, 20]"},
    {1, "relative", "relative_low", "relative_high", PAPER_POINTS, 2, "$-$10.00\\,pp", "[$-$20.00, $-$4.00]"},
    {2, "relative", "relative_low", "relative_high", PAPER_RELATIVE, -1, "0.0\\,\\%",
     NULL}, /* no sign of nothing */
    {2, "x", NULL, NULL, PAPER_PLAIN, 3, "0.000", NULL},
    {0, "x", NULL, NULL, PAPER_PLAIN, -1, "--", NULL},
    {0, "x", NULL, NULL, PAPER_SHARE, -1, "--", NULL},
    {0, "measure", NULL, NULL, PAPER_LABEL, -1, "quality-adjusted output", NULL},
    {2, "measure", NULL, NULL, PAPER_LABEL, -1, "--", NULL},
    {0, "difference", NULL, NULL, PAPER_DIFFERENCE, -1, "$+$10.0\\,\\%", "[$-$0.2, $+$20.2]"},
    {1, "difference", NULL, NULL, PAPER_DIFFERENCE, -1, "$-$1.2\\,pp", "[$-$2.0, $-$0.4]"},
    {2, "difference", NULL, NULL, PAPER_DIFFERENCE, -1, "--", NULL},
};

static void test_a_value_is_shown_in_its_style(void **unused)
{
    (void)unused;
    char folder[] = "/tmp/zutuan-tex-XXXXXX", path[64];
    struct paper_source source = {.rows = NULL};
    struct diag diag;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.csv", folder);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    fputs(table, stream);
    assert_int_equal(fclose(stream), 0);
    diag_init(&diag);
    assert_int_equal(csv_read_load(&source.table, folder, "t.csv", &diag), DIAG_OK);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        const struct cell *cell = &cells[i];
        const struct paper_source_form form = {
            cell->style, cell->decimals, csv_read_column(&source.table, cell->column),
            cell->low == NULL ? CSV_READ_NONE : csv_read_column(&source.table, cell->low),
            cell->high == NULL ? CSV_READ_NONE : csv_read_column(&source.table, cell->high)};
        char *text;
        size_t size;
        stream = open_memstream(&text, &size);
        paper_source_value(&source, cell->row, &form, stream);
        fputc('\n', stream);
        const bool range = paper_source_range(&source, cell->row, &form, stream);
        assert_int_equal(fclose(stream), 0);
        char *end = strchr(text, '\n');
        *end = '\0';
        assert_string_equal(text, cell->value);
        assert_string_equal(end + 1, cell->range == NULL ? "" : cell->range);
        assert_int_equal(range, cell->range != NULL);
        free(text);
    }
    csv_read_free(&source.table);
    diag_free(&diag);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_value_is_shown_in_its_style),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
