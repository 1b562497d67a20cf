/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text in LaTeX shows the same letters and does nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "zutuan/report/tex.h"

static void shows(void (*write)(const char *text, FILE *stream), const char *text, const char *expected)
{
    char *found = NULL;
    size_t size;
    FILE *stream = open_memstream(&found, &size);
    assert_non_null(stream);
    write(text, stream);
    assert_int_equal(fclose(stream), 0);
    assert_string_equal(found, expected);
    free(found);
}

static void a_text_stays_text(void **unused)
{
    (void)unused;
    shows(tex_text, "wait_mean", "wait\\_mean");
    shows(tex_text, "\\input{/etc/passwd}", "\\textbackslash{}input\\{/etc/passwd\\}");
    shows(tex_text, "50 % of $x^2$ & #1 ~",
          "50 \\% of \\$x\\textasciicircum{}2\\$ \\& \\#1 \\textasciitilde{}");
    shows(tex_text, "\"a\" < b > |c|",
          "\\textquotedbl{}a\\textquotedbl{} \\textless{} b \\textgreater{} \\textbar{}c\\textbar{}");
    shows(tex_text, "a\nb\r\x1b\x7f", "a b   ");
    shows(tex_text, "\xe7\xbb\x84\xe5\x9b\xa2", "\xe7\xbb\x84\xe5\x9b\xa2");
}

/* Every letter of ASCII that LaTeX does not print as it is (The LaTeX Companion, table of special characters)
 * is changed, and no other. */
static void nothing_else_is_changed(void **unused)
{
    (void)unused;
    for (char letter = ' '; letter <= '~'; letter++) {
        const char text[] = {letter, '\0'};
        char *found = NULL;
        size_t size;
        FILE *stream = open_memstream(&found, &size);
        assert_non_null(stream);
        tex_text(text, stream);
        assert_int_equal(fclose(stream), 0);
        assert_int_equal(strcmp(found, text) != 0, strchr("&%$#_{}\\~^<>|\"", letter) != NULL);
        free(found);
    }
}

static void a_number_has_the_signs_of_mathematics(void **unused)
{
    (void)unused;
    shows(tex_number, "+3.5 %", "$+$3.5\\,\\%");
    shows(tex_number, "-1 234", "$-$1\\,234");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_stays_text),
        cmocka_unit_test(nothing_else_is_changed),
        cmocka_unit_test(a_number_has_the_signs_of_mathematics),
    };
    return cmocka_run_group_tests_name("tex", tests, NULL, NULL);
}
