/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digits.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    DIGITS_EXACT = 17,    /* significant */
    DIGITS_FIVES = 28,    /* powers of 5 that fit 63 bits */
    DIGITS_FIXED = -4,    /* the least exponent of ten that is written out, as %g has it */
    DIGITS_MANTISSA = 52, /* bits */
    DIGITS_BIAS = 1075,   /* of the exponent, for the mantissa as a whole number */
};

#define DIGITS_LEAST 1e-10
#define DIGITS_LIMIT 1e17
#define DIGITS_WHOLE 9007199254740992.0 /* 2^53 */

__extension__ typedef unsigned __int128 digits_wide;

static const uint64_t digits_fives[DIGITS_FIVES] = {1,
                                                    5,
                                                    25,
                                                    125,
                                                    625,
                                                    3125,
                                                    15625,
                                                    78125,
                                                    390625,
                                                    1953125,
                                                    9765625,
                                                    48828125,
                                                    244140625,
                                                    1220703125,
                                                    6103515625,
                                                    30517578125,
                                                    152587890625,
                                                    762939453125,
                                                    3814697265625,
                                                    19073486328125,
                                                    95367431640625,
                                                    476837158203125,
                                                    2384185791015625,
                                                    11920928955078125,
                                                    59604644775390625,
                                                    298023223876953125,
                                                    1490116119384765625,
                                                    7450580596923828125};

static const char digits_pairs[] = "0001020304050607080910111213141516171819"
                                   "2021222324252627282930313233343536373839"
                                   "4041424344454647484950515253545556575859"
                                   "6061626364656667686970717273747576777879"
                                   "8081828384858687888990919293949596979899";

/* Eight digits, leading zeros included. */
static void digits_eight(uint32_t value, char *text)
{
    const uint32_t high = value / 10000, low = value % 10000;
    memcpy(text, digits_pairs + 2 * (high / 100), 2);
    memcpy(text + 2, digits_pairs + 2 * (high % 100), 2);
    memcpy(text + 4, digits_pairs + 2 * (low / 100), 2);
    memcpy(text + 6, digits_pairs + 2 * (low % 100), 2);
}

size_t digits_count(uint64_t value, char *text)
{
    char reversed[DIGITS_MOST];
    size_t at = sizeof reversed;
    while (value >= 100) {
        at -= 2;
        memcpy(reversed + at, digits_pairs + 2 * (value % 100), 2);
        value /= 100;
    }
    if (value >= 10) {
        at -= 2;
        memcpy(reversed + at, digits_pairs + 2 * value, 2);
    } else {
        reversed[--at] = (char)('0' + value);
    }
    memcpy(text, reversed + at, sizeof reversed - at);
    return sizeof reversed - at;
}

size_t digits_padded(uint64_t value, size_t width, char *text)
{
    char digits[DIGITS_MOST];
    const size_t count = digits_count(value, digits), zeros = count < width ? width - count : 0;
    memset(text, '0', zeros);
    memcpy(text + zeros, digits, count);
    return zeros + count;
}

/* size * 10^power, rounded to a whole number. */
static uint64_t digits_scaled(double size, int power)
{
    uint64_t bits;
    assert(power >= 0 && power < DIGITS_FIVES);
    memcpy(&bits, &size, sizeof bits);
    const uint64_t one = UINT64_C(1) << DIGITS_MANTISSA, mantissa = (bits & (one - 1)) | one;
    const int shift = DIGITS_BIAS - (int)(bits >> DIGITS_MANTISSA) - power;
    const digits_wide product = (digits_wide)mantissa * digits_fives[power];
    if (shift <= 0) {
        return (uint64_t)product << -shift;
    }
    const uint64_t whole = (uint64_t)(product >> shift), half = UINT64_C(1) << (shift - 1);
    const uint64_t rest = (uint64_t)product & (2 * half - 1);
    return whole + (rest > half || (rest == half && (whole & 1) != 0));
}

/* Power of ten of the first digit, or one less: what the power of two tells of it. */
static int digits_magnitude(double size)
{
    const int log10_2 = 315653, one = 1 << 20, above = 64; /* log10 2 in units of 2^-20 */
    uint64_t bits;
    memcpy(&bits, &size, sizeof bits);
    const int two = (int)(bits >> DIGITS_MANTISSA) - (DIGITS_BIAS - DIGITS_MANTISSA);
    return (two * log10_2 + above * one) / one - above;
}

/* 17 digits of a size from DIGITS_LEAST below DIGITS_LIMIT; returns the power of ten of the first. */
static int digits_exact(double size, char *text)
{
    const uint64_t least = UINT64_C(10000000000000000), eight = 100000000;
    int power = DIGITS_EXACT - 1 - digits_magnitude(size);
    uint64_t scaled;
    power = power < 0 ? 0 : power > DIGITS_FIVES - 1 ? DIGITS_FIVES - 1 : power;
    scaled = digits_scaled(size, power);
    if (scaled >= 10 * least) {
        scaled = digits_scaled(size, --power); /* the first digit stands one higher than its bits say */
    }
    if (scaled == 10 * least) { /* rounded up to the next power of ten */
        scaled = least;
        power--;
    }
    text[0] = (char)('0' + scaled / least);
    digits_eight((uint32_t)(scaled % least / eight), text + 1);
    digits_eight((uint32_t)(scaled % eight), text + 9);
    return DIGITS_EXACT - 1 - power;
}

/* `count` digits, the first of which stands for 10^exponent, in the form that %g chooses. */
static size_t digits_place(const char *digits, size_t count, int exponent, char *text)
{
    size_t length = 0, before = 1;
    if (exponent >= 0) {
        before = (size_t)exponent + 1;
    } else if (exponent >= DIGITS_FIXED) {
        const size_t zeros = (size_t)-exponent - 1;
        memcpy(text, "0.000", 2 + zeros);
        memcpy(text + 2 + zeros, digits, count);
        return 2 + zeros + count;
    }
    memcpy(text, digits, before);
    length = before;
    if (count > before) {
        text[length++] = '.';
        memcpy(text + length, digits + before, count - before);
        length += count - before;
    }
    if (exponent < DIGITS_FIXED) {
        text[length++] = 'e';
        text[length++] = '-';
        memcpy(text + length, digits_pairs - 2 * exponent, 2);
        length += 2;
    }
    return length;
}

size_t digits_number(double value, char *text)
{
    const double size = fabs(value);
    char digits[DIGITS_EXACT];
    size_t count = DIGITS_EXACT, sign = 0;
    if (size != 0.0 && !(size >= DIGITS_LEAST && size < DIGITS_LIMIT)) {
        char buffer[DIGITS_MOST];
        const int length = snprintf(buffer, sizeof buffer, "%.17g", value);
        memcpy(text, buffer, (size_t)length);
        return (size_t)length;
    }
    if (signbit(value)) {
        text[sign++] = '-';
    }
    if (size < DIGITS_WHOLE && size == (double)(int64_t)size) {
        return sign + digits_count((uint64_t)size, text + sign);
    }
    const int exponent = digits_exact(size, digits);
    while (count > 1 && digits[count - 1] == '0' && (int)count > exponent + 1) {
        count--;
    }
    return sign + digits_place(digits, count, exponent, text + sign);
}
