/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "zutuan/core/letters.h"

static void test_letters_have_the_lengths_of_rfc_3629(void **unused)
{
    (void)unused;
    assert_int_equal(letters_length("a"), 1);
    assert_int_equal(letters_length("\xC3\xA9"), 2);
    assert_int_equal(letters_length("\xE7\xBB\x84"), 3);
    assert_int_equal(letters_length("\xF0\x9F\x98\x80"), 4);
    assert_int_equal(letters_length("\xF4\x8F\xBF\xBF"), 4); /* U+10FFFF */
}

static void test_what_is_no_letter_has_no_length(void **unused)
{
    static const char *const wrong[] = {
        "\x80",             /* a continuation alone */
        "\xC0\xAF",         /* overlong */
        "\xE0\x80\xAF",     /* overlong */
        "\xF0\x80\x80\xAF", /* overlong */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE7\xBB", "\xF0\x9F\x98", "\xC3(",
    };
    (void)unused;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(letters_length(wrong[i]), 0);
        assert_false(letters_are_utf8(wrong[i]));
    }
    assert_true(letters_are_utf8(""));
    assert_true(letters_are_utf8("caf\xC3\xA9 \xE7\xBB\x84\xE5\x9B\xA2"));
    assert_false(letters_are_utf8("caf\xE9"));
}

static void plain(const char *text, const char *expected)
{
    char copy[64];
    strcpy(copy, text);
    letters_make_plain(copy);
    assert_string_equal(copy, expected);
}

static void test_a_plain_text_has_nothing_that_a_terminal_obeys(void **unused)
{
    (void)unused;
    plain("\x1B[31mred\x07", "?[31mred?");
    plain("a\tb\r\nc\x7F", "a?b??c?");
    plain("\xC2\x9B"
          "31m",
          "?31m"); /* U+009B: neither byte stays */
    plain("\x9B"
          "31m",
          "?31m");
    plain("caf\xC3\xA9 \xC2\xA0 \xE7\xBB\x84", "caf\xC3\xA9 \xC2\xA0 \xE7\xBB\x84");
    plain("caf\xE9", "caf?");
    plain("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letters_have_the_lengths_of_rfc_3629),
        cmocka_unit_test(test_what_is_no_letter_has_no_length),
        cmocka_unit_test(test_a_plain_text_has_nothing_that_a_terminal_obeys),
    };
    return cmocka_run_group_tests_name("letters", tests, NULL, NULL);
}
