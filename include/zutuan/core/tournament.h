/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The place with the smallest key, kept while keys change: a tournament tree.
 *
 * Places 0..count-1 each have a key, INFINITY when absent. Setting a key and then asking for the smallest of
 * a range cost O(log count) together. Ties go to the lowest place, so that the answer depends on the keys
 * alone.
 */
#ifndef ZUTUAN_CORE_TOURNAMENT_H
#define ZUTUAN_CORE_TOURNAMENT_H

#include "zutuan/core/diag.h"

#include <stddef.h>
#include <stdint.h>

#define TOURNAMENT_NONE UINT32_MAX

#define TOURNAMENT_FAN                                                                                       \
    16u /* children of a node: a long range is asked for fastest that begins at a multiple */
#define TOURNAMENT_LEVELS 8 /* sixteen to the eighth are all the places there can be */

struct tournament {
    double *keys;    /* owned, [count] */
    uint32_t *nodes; /* owned, [node_count]: winners, level by level, the lowest first */
    uint32_t count;  /* places */
    uint32_t node_count;
    uint32_t levels;                   /* of nodes */
    uint32_t first[TOURNAMENT_LEVELS]; /* of a level, in nodes */
};

/* All keys INFINITY. Error: DIAG_MEMORY (then nothing is held). */
DIAG_MUST_CHECK int tournament_alloc(struct tournament *self, uint32_t count);
/* Accepts a zeroed tree. */
void tournament_free(struct tournament *self);
/* All keys INFINITY. */
void tournament_reset(struct tournament *self);
void tournament_set(struct tournament *self, uint32_t place, double key);
double tournament_key(const struct tournament *self, uint32_t place);
/* Bytes held. */
size_t tournament_bytes(const struct tournament *self);
/* The winner among places first..end-1 without `except` (TOURNAMENT_NONE: without exception);
 * TOURNAMENT_NONE when none has a finite key. */
uint32_t tournament_min(const struct tournament *self, uint32_t first, uint32_t end, uint32_t except);

#endif
