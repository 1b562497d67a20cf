/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The near part of a calendar: an implicit 4-ary heap (Johnson 1975, Information Processing Letters 4(3),
 * 53-57) of 16-byte entries, with payloads beside it in slots that do not move. A slot knows where its entry
 * stands, so that cancelling removes at once.
 *
 * What was popped leaves the root vacant: its entry stays there, smaller than all others, until the next
 * event is scheduled, which then sinks from the root, or until the next pop, which lets the last entry sink.
 * As most events schedule another, this spares most of them half the work.
 *
 * Measured by tests/bench with 64 to 256 pending, as multiples of this design: a binary heap that compares
 * time first and key on a tie 2.0, a binary heap of whole numbers 1.2; with cancelling, marking the dead and
 * sweeping them out when they are the majority 1.1, and in the binary heap by parts 1.9.
 */
#ifndef ZUTUAN_CORE_CALENDAR_HEAP_H
#define ZUTUAN_CORE_CALENDAR_HEAP_H

#include "calendar_entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    CALENDAR_ARITY = 4,
    CALENDAR_LINE = 64,                  /* bytes of a line of the cache */
    CALENDAR_SPARE = 2 * CALENDAR_ARITY, /* entries, for the root to be put in its place */
};

struct calendar_slot {
    uint32_t kind;
    uint32_t subject;
    uint32_t object;
    uint32_t position; /* in the heap, or as calendar.c says; of a free slot: the next free slot */
};

struct calendar_heap {
    void *storage;               /* owned */
    calendar_entry *entries;     /* in the storage, [capacity] */
    struct calendar_slot *slots; /* borrowed: the calendar's */
    uint32_t capacity;
    uint32_t count; /* that of a vacant root included */
    bool vacant;    /* the root's event was popped */
};

static inline void calendar_heap_put(struct calendar_heap *self, uint32_t position, calendar_entry entry)
{
    self->entries[position] = entry;
    self->slots[calendar_entry_slot(entry)].position = position;
}

static inline void calendar_heap_sift_up(struct calendar_heap *self, uint32_t hole, calendar_entry entry)
{
    while (hole > 0) {
        const uint32_t parent = (hole - 1) / CALENDAR_ARITY;
        if (self->entries[parent] < entry) {
            break;
        }
        calendar_heap_put(self, hole, self->entries[parent]);
        hole = parent;
    }
    calendar_heap_put(self, hole, entry);
}

/* `first` is a child; its later siblings may be absent. */
static inline uint32_t calendar_heap_least_child(const struct calendar_heap *self, uint32_t first)
{
    const calendar_entry *heap = self->entries;
    if (first + CALENDAR_ARITY <= self->count) {
        const uint32_t left = first + (heap[first + 1] < heap[first]);
        const uint32_t right = first + 2 + (heap[first + 3] < heap[first + 2]);
        return heap[right] < heap[left] ? right : left;
    }
    uint32_t least = first;
    for (uint32_t child = first + 1; child < self->count; child++) {
        least = heap[child] < heap[least] ? child : least;
    }
    return least;
}

/* A hole sinks to a leaf, where the entry climbs in. Sinking all the way spares a comparison per level, and
 * what comes from a leaf, or lies as far ahead as a new event does, seldom climbs. */
static inline void calendar_heap_fill(struct calendar_heap *self, uint32_t hole, calendar_entry entry)
{
    for (uint32_t first; (first = CALENDAR_ARITY * hole + 1) < self->count;) {
        const uint32_t least = calendar_heap_least_child(self, first);
        calendar_heap_put(self, hole, self->entries[least]);
        hole = least;
    }
    calendar_heap_sift_up(self, hole, entry);
}

/* The last entry goes where one was removed. */
static inline void calendar_heap_close_hole(struct calendar_heap *self, uint32_t hole)
{
    const calendar_entry last = self->entries[--self->count];
    if (hole < self->count) {
        calendar_heap_fill(self, hole, last);
    }
}

static inline void calendar_heap_settle(struct calendar_heap *self)
{
    if (self->vacant) {
        self->vacant = false;
        calendar_heap_close_hole(self, 0);
    }
}

/* Where in the storage the root stands: so that the four children of a node share a line of the cache. */
static inline calendar_entry *calendar_heap_root(void *storage)
{
    const uintptr_t bytes = (uintptr_t)storage;
    const uintptr_t line = (bytes + CALENDAR_LINE - 1) / CALENDAR_LINE * CALENDAR_LINE;
    return (calendar_entry *)storage + ((line - bytes) / sizeof(calendar_entry) + CALENDAR_ARITY - 1);
}

static inline bool calendar_heap_resize(struct calendar_heap *self, uint32_t capacity)
{
    const ptrdiff_t offset = self->storage == NULL ? 0 : self->entries - (calendar_entry *)self->storage;
    void *const storage = realloc(self->storage, (capacity + CALENDAR_SPARE) * sizeof *self->entries);
    if (storage == NULL) {
        return false;
    }
    self->storage = storage;
    self->entries = calendar_heap_root(storage);
    memmove(self->entries, (calendar_entry *)storage + offset, self->count * sizeof *self->entries);
    self->capacity = capacity;
    return true;
}

/* There is room: for one more, unless the root is vacant. */
static inline void calendar_heap_push(struct calendar_heap *self, calendar_entry entry)
{
    if (self->vacant) {
        self->vacant = false;
        calendar_heap_fill(self, 0, entry);
    } else {
        calendar_heap_sift_up(self, self->count++, entry);
    }
}

#endif
