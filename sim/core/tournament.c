/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A tree of sixteen children to a node over the row of keys. A node knows the winner among its children, or
 * that it has to be played anew, once somebody asks. A key that is set makes a node stale only if it was the
 * winner's and grew; if it is better than the winner's, it wins at once; else nothing changes, there and
 * above. So keys that change often cost next to nothing, and a short range is a walk over neighbouring
 * numbers.
 */
#include "zutuan/core/tournament.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { TOURNAMENT_STALE = UINT32_MAX - 1 };

struct tournament_candidate {
    double key;
    uint32_t place;
};

static uint32_t tournament_above(uint32_t count)
{
    return (count + TOURNAMENT_FAN - 1) / TOURNAMENT_FAN;
}

int tournament_alloc(struct tournament *self, uint32_t count)
{
    uint32_t nodes = 0, first[TOURNAMENT_LEVELS];
    *self = (struct tournament){.count = count};
    for (uint32_t width = count; width > TOURNAMENT_FAN; self->levels++) {
        width = tournament_above(width);
        first[self->levels] = nodes;
        nodes += width;
    }
    self->keys = malloc((count > 0 ? count : 1) * sizeof *self->keys);
    self->nodes = malloc((nodes > 0 ? nodes : 1) * sizeof *self->nodes);
    if (self->keys == NULL || self->nodes == NULL) {
        tournament_free(self);
        return DIAG_MEMORY;
    }
    self->node_count = nodes;
    memcpy(self->first, first, sizeof first[0] * self->levels);
    tournament_reset(self);
    return DIAG_OK;
}

void tournament_free(struct tournament *self)
{
    free(self->keys);
    free(self->nodes);
    *self = (struct tournament){0};
}

void tournament_reset(struct tournament *self)
{
    for (uint32_t place = 0; place < self->count; place++) {
        self->keys[place] = INFINITY;
    }
    for (uint32_t node = 0; node < self->node_count; node++) {
        self->nodes[node] = TOURNAMENT_NONE;
    }
}

/* Whether `place` goes before the winner at hand, TOURNAMENT_NONE included. */
static inline bool tournament_beats(const struct tournament *self, uint32_t place, uint32_t winner)
{
    const double key = self->keys[place], best = winner == TOURNAMENT_NONE ? INFINITY : self->keys[winner];
    return key < best || (key == best && place < winner && key < INFINITY);
}

void tournament_set(struct tournament *self, uint32_t place, double key)
{
    assert(place < self->count);
    assert(!isnan(key));
    const bool grows = key > self->keys[place];
    self->keys[place] = key;
    for (uint32_t level = 0, node = place; level < self->levels; level++) {
        node /= TOURNAMENT_FAN;
        uint32_t *const winner = &self->nodes[self->first[level] + node];
        if (*winner == place) {
            *winner = grows ? TOURNAMENT_STALE : place;
        } else if (*winner != TOURNAMENT_STALE) {
            if (!tournament_beats(self, place, *winner)) {
                break;
            }
            *winner = place;
        }
    }
}

double tournament_key(const struct tournament *self, uint32_t place)
{
    assert(place < self->count);
    return self->keys[place];
}

size_t tournament_bytes(const struct tournament *self)
{
    return self->count * sizeof *self->keys + self->node_count * sizeof *self->nodes;
}

static void tournament_consider(const struct tournament *self, uint32_t place,
                                struct tournament_candidate *best)
{
    if (place == TOURNAMENT_NONE) {
        return;
    }
    const double key = self->keys[place];
    if (key < best->key || (key == best->key && place < best->place)) {
        *best = (struct tournament_candidate){key, place};
    }
}

/* Places first..end-1, all higher than the winner at hand, so that a tie changes nothing. Without a branch:
 * which key is the least so far, a processor would guess wrong again and again. */
static inline void tournament_walk(const struct tournament *self, uint32_t first, uint32_t end,
                                   struct tournament_candidate *best)
{
    struct tournament_candidate least = *best;
    for (uint32_t place = first; place < end; place++) {
        const double key = self->keys[place];
        least.place = key < least.key ? place : least.place;
        least.key = key < least.key ? key : least.key;
    }
    *best = least;
}

static uint32_t tournament_winner(const struct tournament *self, uint32_t level, uint32_t index);

/* The winners below nodes first..end-1 of a level. */
static void tournament_ask(const struct tournament *self, uint32_t level, uint32_t first, uint32_t end,
                           struct tournament_candidate *best)
{
    for (uint32_t node = first; node < end; node++) {
        tournament_consider(self, tournament_winner(self, level, node), best);
    }
}

/* The winner below node `index` of a level, played anew if it is stale. */
static uint32_t tournament_winner(const struct tournament *self, uint32_t level, uint32_t index)
{
    uint32_t *const winner = &self->nodes[self->first[level] + index];
    if (*winner == TOURNAMENT_STALE) {
        struct tournament_candidate best = {INFINITY, TOURNAMENT_NONE};
        const uint32_t width = level == 0 ? self->count : self->first[level] - self->first[level - 1];
        const uint32_t begin = index * TOURNAMENT_FAN;
        const uint32_t end = begin + TOURNAMENT_FAN < width ? begin + TOURNAMENT_FAN : width;
        if (level == 0) {
            tournament_walk(self, begin, end, &best);
        } else {
            tournament_ask(self, level - 1, begin, end, &best);
        }
        *winner = best.key < INFINITY ? best.place : TOURNAMENT_NONE;
    }
    return *winner;
}

/* The ends of the range are walked; what lies between whole nodes is left to the level above. */
static void tournament_range(const struct tournament *self, uint32_t first, uint32_t end,
                             struct tournament_candidate *best)
{
    for (uint32_t level = 0;; level++) { /* 0: places; then nodes of level - 1 */
        const bool top = level == self->levels || end - first <= 2 * TOURNAMENT_FAN;
        const uint32_t inner_first =
            top ? end : (first + TOURNAMENT_FAN - 1) / TOURNAMENT_FAN * TOURNAMENT_FAN;
        const uint32_t inner_end = top ? end : end / TOURNAMENT_FAN * TOURNAMENT_FAN;
        if (level == 0) {
            tournament_walk(self, first, inner_first, best);
            tournament_walk(self, inner_end, end, best);
        } else {
            tournament_ask(self, level - 1, first, inner_first, best);
            tournament_ask(self, level - 1, inner_end, end, best);
        }
        if (top) {
            return;
        }
        first = inner_first / TOURNAMENT_FAN;
        end = inner_end / TOURNAMENT_FAN;
    }
}

uint32_t tournament_min(const struct tournament *self, uint32_t first, uint32_t end, uint32_t except)
{
    assert(first <= end && end <= self->count);
    struct tournament_candidate best = {INFINITY, TOURNAMENT_NONE};
    tournament_range(self, first, end, &best);
    if (best.key < INFINITY && best.place == except) {
        best = (struct tournament_candidate){INFINITY, TOURNAMENT_NONE};
        tournament_range(self, first, except, &best);
        tournament_range(self, except + 1, end, &best);
    }
    return best.key < INFINITY ? best.place : TOURNAMENT_NONE;
}
