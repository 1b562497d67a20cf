/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far two words are apart, so that a message can name what its reader probably meant.
 *
 * The distance counts insertions, deletions, substitutions and swaps of neighbours (Damerau 1964; here the
 * optimal string alignment, in which no part is edited twice). Letter case does not count.
 */
#ifndef ZUTUAN_MODEL_SPELLING_H
#define ZUTUAN_MODEL_SPELLING_H

#include <stddef.h>

#define SPELLING_MOST 63 /* letters compared; what follows is ignored */

/* Edits that turn `a` (of `a_length` letters) into `b`. */
size_t spelling_distance(const char *a, size_t a_length, const char *b, size_t b_length);

/* Of known[], NULL-terminated, what is nearest to `name`, the first of several; NULL where there is none. */
const char *spelling_nearest(const char *name, const char *const *known);

#endif
