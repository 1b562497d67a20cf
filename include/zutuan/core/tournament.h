/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The place with the smallest key, kept while keys change: a tournament tree.
 *
 * Places 0..count-1 each have a key, INFINITY when absent. Setting a key and asking for the smallest of a
 * range cost O(log count). Ties go to the lowest place, so that the answer depends on the keys alone.
 */
#ifndef ZUTUAN_CORE_TOURNAMENT_H
#define ZUTUAN_CORE_TOURNAMENT_H

#include "zutuan/core/diag.h"

#include <stddef.h>
#include <stdint.h>

#define TOURNAMENT_NONE UINT32_MAX

struct tournament {
    double *keys;      /* owned, [2 * width]: leaves at width + place, inner nodes the smaller child */
    uint32_t *winners; /* owned, [2 * width] */
    uint32_t count;    /* places */
    uint32_t width;    /* smallest power of two >= count */
};

/* All keys INFINITY. Error: DIAG_MEMORY (then nothing is held). */
DIAG_MUST_CHECK int tournament_alloc(struct tournament *self, uint32_t count);
/* Accepts a zeroed tree. */
void tournament_free(struct tournament *self);
/* All keys INFINITY. */
void tournament_reset(struct tournament *self);
void tournament_set(struct tournament *self, uint32_t place, double key);
double tournament_key(const struct tournament *self, uint32_t place);
/* The winner among places first..end-1 without `except` (TOURNAMENT_NONE: without exception);
 * TOURNAMENT_NONE when none has a finite key. */
uint32_t tournament_min(const struct tournament *self, uint32_t first, uint32_t end, uint32_t except);

#endif
