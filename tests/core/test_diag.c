/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "zutuan/core/diag.h"

static void test_an_empty_list_means_all_is_well(void **unused)
{
    (void)unused;
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(diag.count, 0);
    assert_false(diag.lost);
    assert_int_equal(diag_worst(&diag), DIAG_OK);
    diag_free(&diag);
    struct diag zeroed = {.items = NULL};
    diag_free(&zeroed);
    assert_int_equal(diag_worst(&zeroed), DIAG_OK);
}

static void test_adding_returns_the_code(void **unused)
{
    (void)unused;
    struct diag diag;
    diag_init(&diag);
    for (int code = DIAG_INTERRUPTED; code < DIAG_OK; code++) {
        assert_int_equal(diag_add(&diag, code, NULL, 0, "x"), code);
    }
    diag_free(&diag);
}

static void test_items_keep_their_order_and_own_their_strings(void **unused)
{
    (void)unused;
    struct diag diag;
    diag_init(&diag);
    char file[] = "a.cfg";
    for (int i = 0; i < 100; i++) {
        diag_add(&diag, DIAG_INVALID, file, i + 1, "number %d of %s", i, "many");
    }
    file[0] = 'z';
    assert_int_equal(diag.count, 100);
    for (int i = 0; i < 100; i++) {
        char text[40];
        snprintf(text, sizeof text, "number %d of many", i);
        assert_string_equal(diag.items[i].text, text);
        assert_string_equal(diag.items[i].file, "a.cfg");
        assert_int_equal(diag.items[i].line, i + 1);
        assert_int_equal(diag.items[i].code, DIAG_INVALID);
    }
    diag_free(&diag);
    assert_int_equal(diag.count, 0);
}

static void test_a_long_text_is_kept_whole(void **unused)
{
    (void)unused;
    char text[5000];
    memset(text, 'm', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct diag diag;
    diag_init(&diag);
    diag_add(&diag, DIAG_IO, NULL, 0, "%s", text);
    assert_string_equal(diag.items[0].text, text);
    diag_free(&diag);
}

static void assert_formats_as(const char *file, int line, const char *expected)
{
    struct diag diag;
    diag_init(&diag);
    diag_add(&diag, DIAG_INVALID, file, line, "unknown key");
    char buffer[64];
    assert_int_equal(diag_item_format(&diag.items[0], buffer, sizeof buffer), strlen(expected));
    assert_string_equal(buffer, expected);
    diag_free(&diag);
}

static void test_an_item_names_the_place_as_far_as_it_is_known(void **unused)
{
    (void)unused;
    assert_formats_as("16+1.cfg", 14, "16+1.cfg:14: unknown key");
    assert_formats_as("16+1.cfg", 0, "16+1.cfg: unknown key");
    assert_formats_as(NULL, 0, "unknown key");
}

static void test_a_short_buffer_cuts_the_text_and_tells_the_length(void **unused)
{
    (void)unused;
    struct diag diag;
    diag_init(&diag);
    diag_add(&diag, DIAG_INVALID, "a.cfg", 3, "unknown key");
    char buffer[10] = "#########";
    assert_int_equal(diag_item_format(&diag.items[0], buffer, 8), strlen("a.cfg:3: unknown key"));
    assert_string_equal(buffer, "a.cfg:3");
    assert_int_equal(buffer[8], '#');
    assert_int_equal(diag_item_format(&diag.items[0], NULL, 0), strlen("a.cfg:3: unknown key"));
    diag_free(&diag);
}

static void test_the_worst_is_the_gravest_whatever_the_order(void **unused)
{
    (void)unused;
    static const enum diag_code rising[] = {DIAG_INVALID, DIAG_USAGE,  DIAG_INTERRUPTED,
                                            DIAG_IO,      DIAG_MEMORY, DIAG_INTERNAL};
    struct diag up;
    struct diag down;
    diag_init(&up);
    diag_init(&down);
    for (size_t i = 0; i < 6; i++) {
        diag_add(&up, rising[i], NULL, 0, "x");
        assert_int_equal(diag_worst(&up), rising[i]);
        diag_add(&down, rising[5 - i], NULL, 0, "x");
        assert_int_equal(diag_worst(&down), DIAG_INTERNAL);
    }
    diag_free(&up);
    diag_free(&down);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_list_means_all_is_well),
        cmocka_unit_test(test_adding_returns_the_code),
        cmocka_unit_test(test_items_keep_their_order_and_own_their_strings),
        cmocka_unit_test(test_a_long_text_is_kept_whole),
        cmocka_unit_test(test_an_item_names_the_place_as_far_as_it_is_known),
        cmocka_unit_test(test_a_short_buffer_cuts_the_text_and_tells_the_length),
        cmocka_unit_test(test_the_worst_is_the_gravest_whatever_the_order),
    };
    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
