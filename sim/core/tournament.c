/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/core/tournament.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

struct tournament_candidate {
    double key;
    uint32_t place;
};

int tournament_alloc(struct tournament *self, uint32_t count)
{
    assert(count <= UINT32_C(1) << 30);
    uint32_t width = 1;
    while (width < count) {
        width *= 2;
    }
    const size_t nodes = 2 * (size_t)width;
    *self = (struct tournament){
        .keys = malloc(nodes * sizeof(double)),
        .winners = malloc(nodes * sizeof(uint32_t)),
        .count = count,
        .width = width,
    };
    if (self->keys == NULL || self->winners == NULL) {
        tournament_free(self);
        return DIAG_MEMORY;
    }
    tournament_reset(self);
    return DIAG_OK;
}

void tournament_free(struct tournament *self)
{
    free(self->keys);
    free(self->winners);
    *self = (struct tournament){.keys = NULL};
}

/* The smaller child wins, on a tie the left one: it holds the lower places. */
static void tournament_play(struct tournament *self, uint32_t node)
{
    const uint32_t left = 2 * node;
    const uint32_t winner = self->keys[left + 1] < self->keys[left] ? left + 1 : left;
    self->keys[node] = self->keys[winner];
    self->winners[node] = self->winners[winner];
}

void tournament_reset(struct tournament *self)
{
    for (uint32_t place = 0; place < self->width; place++) {
        self->keys[self->width + place] = INFINITY;
        self->winners[self->width + place] = place;
    }
    for (uint32_t node = self->width - 1; node >= 1; node--) {
        tournament_play(self, node);
    }
}

void tournament_set(struct tournament *self, uint32_t place, double key)
{
    assert(place < self->count);
    assert(!isnan(key));
    uint32_t node = self->width + place;
    self->keys[node] = key;
    for (node /= 2; node >= 1; node /= 2) {
        const double before_key = self->keys[node];
        const uint32_t before_winner = self->winners[node];
        tournament_play(self, node);
        if (self->keys[node] == before_key && self->winners[node] == before_winner) {
            break;
        }
    }
}

double tournament_key(const struct tournament *self, uint32_t place)
{
    assert(place < self->count);
    return self->keys[self->width + place];
}

static void tournament_consider(const struct tournament *self, uint32_t node,
                                struct tournament_candidate *best)
{
    const double key = self->keys[node];
    const uint32_t place = self->winners[node];
    if (key < best->key || (key == best->key && place < best->place)) {
        *best = (struct tournament_candidate){key, place};
    }
}

/* [first, end) is the disjoint union of O(log count) subtrees: climb from both ends and take each node that
 * hangs inside the range. */
static void tournament_range(const struct tournament *self, uint32_t first, uint32_t end,
                             struct tournament_candidate *best)
{
    uint32_t left = self->width + first;
    uint32_t right = self->width + end;
    for (; left < right; left /= 2, right /= 2) {
        if (left & 1u) {
            tournament_consider(self, left++, best);
        }
        if (right & 1u) {
            tournament_consider(self, --right, best);
        }
    }
}

uint32_t tournament_min(const struct tournament *self, uint32_t first, uint32_t end, uint32_t except)
{
    assert(first <= end && end <= self->count);
    struct tournament_candidate best = {INFINITY, TOURNAMENT_NONE};
    if (except >= first && except < end) {
        tournament_range(self, first, except, &best);
        tournament_range(self, except + 1, end, &best);
    } else {
        tournament_range(self, first, end, &best);
    }
    return best.key < INFINITY ? best.place : TOURNAMENT_NONE;
}
