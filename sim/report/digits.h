/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as text, the same bytes as printf with "%.17g" and "%" PRIu64 in the locale "C", only faster.
 *
 * A double is m * 2^e. Times 10^k it has 17 digits before the point, and m * 5^k fits 128 bits for all sizes
 * from 1e-10 to 1e17, so that its whole part and what is left of it are exact, and so is the rounding (to the
 * nearest, ties to even). Smaller and larger numbers are left to the C library. tests/report compares both.
 */
#ifndef DIGITS_H
#define DIGITS_H

#include <stddef.h>
#include <stdint.h>

#define DIGITS_MOST 32 /* bytes that each writes at most; no '\0' follows */

/* Each returns how many bytes it wrote. `value` is finite. */
size_t digits_number(double value, char *text);
size_t digits_count(uint64_t value, char *text);
/* With zeros before it up to `width` (at most DIGITS_MOST) digits, as "%0*" has it. */
size_t digits_padded(uint64_t value, size_t width, char *text);

#endif
