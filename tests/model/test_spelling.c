/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/model/spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t distance(const char *a, const char *b)
{
    return spelling_distance(a, strlen(a), b, strlen(b));
}

static void each_edit_costs_one(void **state)
{
    (void)state;
    assert_int_equal(distance("staff", "staff"), 0);
    assert_int_equal(distance("staf", "staff"), 1);
    assert_int_equal(distance("stafff", "staff"), 1);
    assert_int_equal(distance("stuff", "staff"), 1);
    assert_int_equal(distance("satff", "staff"), 1);
    assert_int_equal(distance("STAFF", "staff"), 0);
    assert_int_equal(distance("", "staff"), 5);
    assert_int_equal(distance("staff", ""), 5);
    assert_int_equal(distance("kitten", "sitting"), 3);
}

static void no_part_is_edited_twice(void **state)
{
    (void)state;
    assert_int_equal(distance("ca", "abc"), 3); /* 2 where a swapped pair may be edited again */
}

static void only_the_given_letters_count(void **state)
{
    (void)state;
    assert_int_equal(spelling_distance("support.staff", 7, "support", 7), 0);
}

static void what_follows_the_most_letters_is_ignored(void **state)
{
    char longest[200], longer[200];

    (void)state;
    memset(longest, 'a', sizeof longest);
    memset(longer, 'a', sizeof longer);
    longer[SPELLING_MOST] = 'b';
    assert_int_equal(spelling_distance(longest, sizeof longest, longer, sizeof longer), 0);
    longer[SPELLING_MOST - 1] = 'b';
    assert_int_equal(spelling_distance(longest, sizeof longest, longer, sizeof longer), 1);
}

static void the_first_of_the_nearest_is_named(void **state)
{
    static const char *const known[] = {"staff", "stuff", "hours", NULL}, *const none[] = {NULL};

    (void)state;
    assert_string_equal(spelling_nearest("stiff", known), "staff");
    assert_string_equal(spelling_nearest("Hour", known), "hours");
    assert_string_equal(spelling_nearest("", known), "staff");
    assert_null(spelling_nearest("staff", none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_edit_costs_one),
        cmocka_unit_test(no_part_is_edited_twice),
        cmocka_unit_test(only_the_given_letters_count),
        cmocka_unit_test(what_follows_the_most_letters_is_ignored),
        cmocka_unit_test(the_first_of_the_nearest_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
