/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Event lists to compare the calendar with: one implicit heap, in designs that differ in three respects.
 *
 *   arity    children of a node: 2 or 4
 *   cancel   NONE: cannot; INDEXED: a slot knows its entry's position and cancelling removes at once;
 *            LAZY: a slot is marked dead, and its entry leaves when it comes up or when more are dead than
 * alive whole    an entry compares as one number of 128 bits; otherwise the time first and the key on a tie
 *
 * The design is a constant at every call and the functions are inlined, so that each design is compiled as if
 * it were written by hand.
 */
#ifndef ZUTUAN_BENCH_HEAP_H
#define ZUTUAN_BENCH_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define HEAP_INLINE static inline __attribute__((always_inline))

__extension__ typedef unsigned __int128 heap_number;

enum heap_cancel { HEAP_NONE, HEAP_INDEXED, HEAP_LAZY };

struct heap_design {
    uint32_t arity;
    enum heap_cancel cancel;
    bool whole;
};

enum { HEAP_SLOT_BITS = 24, HEAP_DEAD = UINT32_MAX };

struct heap_entry {
    uint64_t key; /* sequence (40) | slot (24) */
    double time;  /* >= 0 */
};

struct heap_slot {
    uint32_t payload[3];
    uint32_t position; /* or the next free slot, or HEAP_DEAD */
};

struct heap {
    struct heap_entry *items; /* owned */
    struct heap_slot *slots;  /* owned */
    uint32_t count;
    uint32_t dead;
    uint32_t used;
    uint32_t free_slot;
    uint64_t sequence;
    double now;
};

static inline bool heap_alloc(struct heap *self, uint32_t capacity)
{
    *self = (struct heap){.free_slot = UINT32_MAX};
    self->items = malloc(capacity * sizeof *self->items);
    self->slots = malloc(capacity * sizeof *self->slots);
    return self->items != NULL && self->slots != NULL;
}

static inline void heap_free(struct heap *self)
{
    free(self->items);
    free(self->slots);
}

HEAP_INLINE heap_number heap_whole(struct heap_entry entry)
{
    uint64_t bits;
    memcpy(&bits, &entry.time, sizeof bits);
    return (heap_number)bits << 64 | entry.key;
}

HEAP_INLINE bool heap_before(struct heap_design design, struct heap_entry a, struct heap_entry b)
{
    if (design.whole) {
        return heap_whole(a) < heap_whole(b);
    }
    return a.time < b.time || (a.time == b.time && a.key < b.key);
}

HEAP_INLINE uint32_t heap_slot_of(struct heap_entry entry)
{
    return (uint32_t)entry.key & ((1u << HEAP_SLOT_BITS) - 1);
}

HEAP_INLINE void heap_put(struct heap *self, struct heap_design design, uint32_t position,
                          struct heap_entry entry)
{
    self->items[position] = entry;
    if (design.cancel == HEAP_INDEXED) {
        self->slots[heap_slot_of(entry)].position = position;
    }
}

HEAP_INLINE void heap_sift_up(struct heap *self, struct heap_design design, uint32_t hole,
                              struct heap_entry entry)
{
    while (hole > 0) {
        const uint32_t parent = (hole - 1) / design.arity;
        if (!heap_before(design, entry, self->items[parent])) {
            break;
        }
        heap_put(self, design, hole, self->items[parent]);
        hole = parent;
    }
    heap_put(self, design, hole, entry);
}

HEAP_INLINE uint32_t heap_least_child(const struct heap *self, struct heap_design design, uint32_t first)
{
    const struct heap_entry *items = self->items;
    if (first + design.arity <= self->count) {
        const uint32_t left = first + heap_before(design, items[first + 1], items[first]);
        if (design.arity == 2) {
            return left;
        }
        const uint32_t right = first + 2 + heap_before(design, items[first + 3], items[first + 2]);
        return heap_before(design, items[right], items[left]) ? right : left;
    }
    uint32_t least = first;
    for (uint32_t child = first + 1; child < self->count; child++) {
        least = heap_before(design, items[child], items[least]) ? child : least;
    }
    return least;
}

HEAP_INLINE void heap_fill_hole(struct heap *self, struct heap_design design, uint32_t hole,
                                struct heap_entry entry)
{
    for (uint32_t first; (first = design.arity * hole + 1) < self->count;) {
        const uint32_t least = heap_least_child(self, design, first);
        heap_put(self, design, hole, self->items[least]);
        hole = least;
    }
    heap_sift_up(self, design, hole, entry);
}

HEAP_INLINE void heap_remove(struct heap *self, struct heap_design design, uint32_t hole)
{
    const struct heap_entry last = self->items[--self->count];
    if (hole < self->count) {
        heap_fill_hole(self, design, hole, last);
    }
}

HEAP_INLINE void heap_give_slot(struct heap *self, uint32_t slot)
{
    self->slots[slot].position = self->free_slot;
    self->free_slot = slot;
}

HEAP_INLINE uint32_t heap_push(struct heap *self, struct heap_design design, double time, uint32_t payload)
{
    uint32_t slot = self->free_slot;
    if (slot == UINT32_MAX) {
        slot = self->used++;
    } else {
        self->free_slot = self->slots[slot].position;
    }
    self->slots[slot] = (struct heap_slot){.payload = {payload, payload, payload}};
    const struct heap_entry entry = {self->sequence++ << HEAP_SLOT_BITS | slot, time};
    heap_sift_up(self, design, self->count++, entry);
    return slot;
}

/* LAZY: an entry that is dead must not be the next. */
HEAP_INLINE void heap_bury(struct heap *self, struct heap_design design)
{
    while (self->dead > 0 && self->slots[heap_slot_of(self->items[0])].position == (uint32_t)HEAP_DEAD) {
        heap_give_slot(self, heap_slot_of(self->items[0]));
        heap_remove(self, design, 0);
        self->dead--;
    }
}

HEAP_INLINE void heap_sink(struct heap *self, struct heap_design design, uint32_t hole)
{
    const struct heap_entry entry = self->items[hole];
    for (uint32_t first; (first = design.arity * hole + 1) < self->count;) {
        const uint32_t least = heap_least_child(self, design, first);
        if (heap_before(design, entry, self->items[least])) {
            break;
        }
        self->items[hole] = self->items[least];
        hole = least;
    }
    self->items[hole] = entry;
}

HEAP_INLINE void heap_compact(struct heap *self, struct heap_design design)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < self->count; i++) {
        const uint32_t slot = heap_slot_of(self->items[i]);
        if (self->slots[slot].position == (uint32_t)HEAP_DEAD) {
            heap_give_slot(self, slot);
        } else {
            self->items[kept++] = self->items[i];
        }
    }
    self->count = kept;
    self->dead = 0;
    for (uint32_t i = kept / design.arity + 1; i-- > 0;) {
        heap_sink(self, design, i);
    }
}

HEAP_INLINE void heap_cancel(struct heap *self, struct heap_design design, uint32_t slot)
{
    if (design.cancel == HEAP_INDEXED) {
        heap_remove(self, design, self->slots[slot].position);
        heap_give_slot(self, slot);
        return;
    }
    self->slots[slot].position = (uint32_t)HEAP_DEAD;
    if (2 * ++self->dead > self->count) {
        heap_compact(self, design);
    } else {
        heap_bury(self, design);
    }
}

/* Takes the next, which must exist; moves the clock and returns the payload. */
HEAP_INLINE uint32_t heap_pop(struct heap *self, struct heap_design design)
{
    const struct heap_entry next = self->items[0];
    const uint32_t slot = heap_slot_of(next);
    const uint32_t payload = self->slots[slot].payload[0];
    self->now = next.time;
    heap_remove(self, design, 0);
    heap_give_slot(self, slot);
    if (design.cancel == HEAP_LAZY) {
        heap_bury(self, design);
    }
    return payload;
}

#endif
