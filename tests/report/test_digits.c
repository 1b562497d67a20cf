/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "digits.h"

enum { RANDOM_NUMBERS = 400000 };

/* xorshift64* */
static uint64_t chance(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static void same_number(double value)
{
    char ours[DIGITS_MOST + 1], theirs[64];
    ours[digits_number(value, ours)] = '\0';
    snprintf(theirs, sizeof theirs, "%.17g", value);
    assert_string_equal(ours, theirs);
}

static void same_count(uint64_t value)
{
    char ours[DIGITS_MOST + 1], theirs[64];
    ours[digits_count(value, ours)] = '\0';
    snprintf(theirs, sizeof theirs, "%" PRIu64, value);
    assert_string_equal(ours, theirs);
}

static double of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void test_powers_of_ten_and_two_and_their_neighbours_are_as_printf_has_them(void **unused)
{
    (void)unused;
    for (int power = -320; power <= 308; power++) {
        const double ten = pow(10.0, power);
        same_number(ten);
        same_number(-nextafter(ten, 0.0));
        same_number(nextafter(ten, INFINITY));
    }
    for (int power = -1074; power <= 1023; power++) {
        const double two = ldexp(1.0, power);
        same_number(two);
        same_number(nextafter(two, 0.0));
        same_number(-nextafter(two, INFINITY));
    }
}

static void test_zeros_whole_numbers_and_ties_are_as_printf_has_them(void **unused)
{
    (void)unused;
    const double values[] = {
        0.0, -0.0, 1.0, -1.0, 9007199254740993.0, 99999999999999984.0, 1e16, 123456789012345680.0};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        same_number(values[i]);
    }
    /* 17 digits and a half: whole numbers of units of 2^-n whose 18th digit is 5 and the last */
    for (uint64_t odd = 1; odd < 4000; odd += 2) {
        for (int fraction = 1; fraction <= 20; fraction++) {
            same_number(ldexp((double)(UINT64_C(1) << 50) + (double)odd, -fraction));
        }
    }
}

static void test_random_numbers_of_all_sizes_are_as_printf_has_them(void **unused)
{
    (void)unused;
    uint64_t state = 1;
    for (size_t i = 0; i < RANDOM_NUMBERS; i++) {
        const uint64_t bits = chance(&state);
        const double any = of_bits(bits);
        if (isfinite(any)) {
            same_number(any);
        }
        /* a fraction, times a power of ten from 1e-12 to 1e18 */
        same_number((double)(bits >> 11) * 0x1p-53 * pow(10.0, (double)(bits % 31) - 12.0));
        /* few digits, as parameters have */
        same_number((double)(bits >> 44) / pow(10.0, (double)(bits % 7)));
    }
}

static void test_counts_are_as_printf_has_them(void **unused)
{
    (void)unused;
    uint64_t state = 2;
    same_count(UINT64_MAX);
    for (uint64_t ten = 1; ten < UINT64_MAX / 10; ten *= 10) {
        same_count(ten);
        same_count(ten - 1);
    }
    for (size_t i = 0; i < RANDOM_NUMBERS / 10; i++) {
        const uint64_t value = chance(&state);
        same_count(value >> value % 64);
    }
}

static void test_padded_counts_are_as_printf_has_them(void **unused)
{
    (void)unused;
    uint64_t state = 3;
    for (size_t i = 0; i < RANDOM_NUMBERS / 100; i++) {
        char expected[DIGITS_MOST], found[DIGITS_MOST];
        const uint64_t bits = chance(&state), value = bits >> bits % 64;
        const size_t width = 1 + bits / 64 % 20;
        const int length = snprintf(expected, sizeof expected, "%0*" PRIu64, (int)width, value);
        assert_int_equal(digits_padded(value, width, found), length);
        assert_memory_equal(found, expected, (size_t)length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_powers_of_ten_and_two_and_their_neighbours_are_as_printf_has_them),
        cmocka_unit_test(test_zeros_whole_numbers_and_ties_are_as_printf_has_them),
        cmocka_unit_test(test_random_numbers_of_all_sizes_are_as_printf_has_them),
        cmocka_unit_test(test_counts_are_as_printf_has_them),
        cmocka_unit_test(test_padded_counts_are_as_printf_has_them),
    };
    return cmocka_run_group_tests_name("digits", tests, NULL, NULL);
}
