/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An implicit 4-ary heap (Johnson 1975, Information Processing Letters 4(3), 53-57) of 16-byte entries, with
 * payloads beside it in slots that do not move. A slot knows where its entry stands, so that cancelling
 * removes at once. An entry is one whole number, so that comparing takes no branch that a processor could
 * guess wrong.
 *
 * What was popped leaves the root vacant: its entry stays there, smaller than all others, until the next
 * event is scheduled, which then sinks from the root, or until the next pop, which lets the last entry sink.
 * As most events schedule another, this spares most of them half the work.
 *
 * Measured by tests/bench with 64 to 256 pending, as multiples of this design: a binary heap that compares
 * time first and key on a tie 2.0, a binary heap of whole numbers 1.2; with cancelling, marking the dead and
 * sweeping them out when they are the majority 1.1, and in the binary heap by parts 1.9.
 */
#include "zutuan/core/calendar.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CALENDAR_ARITY = 4,
    CALENDAR_LEAST = 64,                 /* smallest capacity */
    CALENDAR_MOST_DOUBLED = 1024,        /* a larger one grows by an eighth, of which little stays unused */
    CALENDAR_LINE = 64,                  /* bytes of a line of the cache */
    CALENDAR_SPARE = 2 * CALENDAR_ARITY, /* entries, for the root to be put in its place */
    CALENDAR_SLOT_BITS = 24,
    CALENDAR_SEQUENCE_BITS = 36,
};

static_assert(CALENDAR_MAX_PENDING == 1u << CALENDAR_SLOT_BITS, "a slot number fits its field");
static_assert(CALENDAR_MAX_CLASS == (1u << (64 - CALENDAR_SLOT_BITS - CALENDAR_SEQUENCE_BITS)) - 1,
              "a class fits its field");

/* time (64) | class (4) | sequence (36) | slot (24). The bits of doubles that are not negative are ordered as
 * their values. The sequence is unique, so that the slot never decides. */
__extension__ typedef unsigned __int128 calendar_entry;

struct calendar_slot {
    uint32_t kind;
    uint32_t subject;
    uint32_t object;
    uint32_t position; /* in the heap; of a free slot: the next free slot */
};

struct calendar {
    /* storage */
    void *storage;               /* owned */
    calendar_entry *heap;        /* in the storage, [capacity] */
    struct calendar_slot *slots; /* owned, [capacity] */
    uint32_t capacity;
    /* state */
    uint32_t count;     /* entries in the heap, that of a vacant root included */
    uint32_t used;      /* slots that were ever taken since the reset */
    uint32_t free_slot; /* first of the list of free slots below `used` */
    uint64_t sequence;
    double now;
    bool vacant; /* the root's event was popped */
    bool failed;
};

static inline calendar_entry calendar_entry_of(double time, uint32_t event_class, uint64_t sequence,
                                               uint32_t slot)
{
    const double unsigned_zero = time + 0.0; /* the bits of -0.0 would come last */
    uint64_t bits;
    memcpy(&bits, &unsigned_zero, sizeof bits);
    const uint64_t order = (uint64_t)event_class << CALENDAR_SEQUENCE_BITS | sequence;
    return (calendar_entry)bits << 64 | order << CALENDAR_SLOT_BITS | slot;
}

static inline double calendar_entry_time(calendar_entry entry)
{
    const uint64_t bits = (uint64_t)(entry >> 64);
    double time;
    memcpy(&time, &bits, sizeof time);
    return time;
}

static inline uint32_t calendar_entry_class(calendar_entry entry)
{
    return (uint32_t)(entry >> (CALENDAR_SLOT_BITS + CALENDAR_SEQUENCE_BITS)) & CALENDAR_MAX_CLASS;
}

static inline uint32_t calendar_entry_slot(calendar_entry entry)
{
    return (uint32_t)entry & (CALENDAR_MAX_PENDING - 1);
}

static bool calendar_is_pending(const struct calendar *self, calendar_handle handle)
{
    return handle < self->used && self->slots[handle].position < self->count &&
           !(self->vacant && self->slots[handle].position == 0) &&
           calendar_entry_slot(self->heap[self->slots[handle].position]) == handle;
}

static inline void calendar_put(struct calendar *self, uint32_t position, calendar_entry entry)
{
    self->heap[position] = entry;
    self->slots[calendar_entry_slot(entry)].position = position;
}

static inline void calendar_sift_up(struct calendar *self, uint32_t hole, calendar_entry entry)
{
    while (hole > 0) {
        const uint32_t parent = (hole - 1) / CALENDAR_ARITY;
        if (self->heap[parent] < entry) {
            break;
        }
        calendar_put(self, hole, self->heap[parent]);
        hole = parent;
    }
    calendar_put(self, hole, entry);
}

/* `first` is a child; its later siblings may be absent. */
static inline uint32_t calendar_least_child(const struct calendar *self, uint32_t first)
{
    const calendar_entry *heap = self->heap;
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
static inline void calendar_fill(struct calendar *self, uint32_t hole, calendar_entry entry)
{
    for (uint32_t first; (first = CALENDAR_ARITY * hole + 1) < self->count;) {
        const uint32_t least = calendar_least_child(self, first);
        calendar_put(self, hole, self->heap[least]);
        hole = least;
    }
    calendar_sift_up(self, hole, entry);
}

/* The last entry goes where one was removed. */
static inline void calendar_close_hole(struct calendar *self, uint32_t hole)
{
    const calendar_entry last = self->heap[--self->count];
    if (hole < self->count) {
        calendar_fill(self, hole, last);
    }
}

static inline void calendar_settle(struct calendar *self)
{
    if (self->vacant) {
        self->vacant = false;
        calendar_close_hole(self, 0);
    }
}

/* Where in the storage the root stands: so that the four children of a node share a line of the cache. */
static calendar_entry *calendar_root(void *storage)
{
    const uintptr_t bytes = (uintptr_t)storage;
    const uintptr_t line = (bytes + CALENDAR_LINE - 1) / CALENDAR_LINE * CALENDAR_LINE;
    return (calendar_entry *)storage + ((line - bytes) / sizeof(calendar_entry) + CALENDAR_ARITY - 1);
}

static bool calendar_resize(struct calendar *self, uint32_t capacity)
{
    const ptrdiff_t offset = self->storage == NULL ? 0 : self->heap - (calendar_entry *)self->storage;
    void *storage = realloc(self->storage, (capacity + CALENDAR_SPARE) * sizeof *self->heap);
    if (storage == NULL) {
        return false;
    }
    self->storage = storage;
    self->heap = calendar_root(storage);
    memmove(self->heap, (calendar_entry *)storage + offset, self->count * sizeof *self->heap);
    struct calendar_slot *slots = realloc(self->slots, capacity * sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    self->slots = slots;
    self->capacity = capacity;
    return true;
}

static uint32_t calendar_more(uint32_t capacity)
{
    if (capacity < CALENDAR_MOST_DOUBLED) {
        return 2 * capacity;
    }
    const uint32_t more = capacity + capacity / 8;
    return more < CALENDAR_MAX_PENDING ? more : CALENDAR_MAX_PENDING;
}

static bool calendar_reserve(struct calendar *self)
{
    if (self->failed || self->sequence >> CALENDAR_SEQUENCE_BITS != 0) {
        self->failed = true;
    } else if (self->count == self->capacity && !self->vacant) {
        self->failed =
            self->capacity == CALENDAR_MAX_PENDING || !calendar_resize(self, calendar_more(self->capacity));
    }
    return !self->failed;
}

int calendar_alloc(struct calendar **self, size_t capacity)
{
    assert(capacity <= CALENDAR_MAX_PENDING);
    *self = calloc(1, sizeof **self);
    if (*self == NULL ||
        !calendar_resize(*self, capacity < CALENDAR_LEAST ? CALENDAR_LEAST : (uint32_t)capacity)) {
        calendar_free(*self);
        *self = NULL;
        return DIAG_MEMORY;
    }
    calendar_reset(*self);
    return DIAG_OK;
}

void calendar_free(struct calendar *self)
{
    if (self != NULL) {
        free(self->storage);
        free(self->slots);
        free(self);
    }
}

void calendar_reset(struct calendar *self)
{
    self->count = 0;
    self->used = 0;
    self->free_slot = CALENDAR_NONE;
    self->sequence = 0;
    self->now = 0.0;
    self->vacant = false;
    self->failed = false;
}

static uint32_t calendar_take_slot(struct calendar *self)
{
    const uint32_t slot = self->free_slot;
    if (slot == CALENDAR_NONE) {
        return self->used++;
    }
    self->free_slot = self->slots[slot].position;
    return slot;
}

static void calendar_give_slot(struct calendar *self, uint32_t slot)
{
    self->slots[slot].position = self->free_slot;
    self->free_slot = slot;
}

calendar_handle calendar_schedule(struct calendar *self, double time, uint32_t event_class, uint32_t kind,
                                  uint32_t subject, uint32_t object)
{
    assert(time >= self->now && time < INFINITY);
    assert(event_class <= CALENDAR_MAX_CLASS);
    if (!calendar_reserve(self)) {
        return CALENDAR_NONE;
    }
    const uint32_t slot = calendar_take_slot(self);
    self->slots[slot] = (struct calendar_slot){.kind = kind, .subject = subject, .object = object};
    const calendar_entry entry = calendar_entry_of(time, event_class, self->sequence++, slot);
    if (self->vacant) {
        self->vacant = false;
        calendar_fill(self, 0, entry);
    } else {
        calendar_sift_up(self, self->count++, entry);
    }
    return slot;
}

void calendar_cancel(struct calendar *self, calendar_handle handle)
{
    if (handle == CALENDAR_NONE) {
        assert(self->failed);
        return;
    }
    assert(calendar_is_pending(self, handle));
    calendar_close_hole(self, self->slots[handle].position);
    calendar_give_slot(self, handle);
}

double calendar_time_of(const struct calendar *self, calendar_handle handle)
{
    if (handle == CALENDAR_NONE) {
        assert(self->failed);
        return INFINITY;
    }
    assert(calendar_is_pending(self, handle));
    return calendar_entry_time(self->heap[self->slots[handle].position]);
}

bool calendar_pop(struct calendar *self, struct calendar_event *event)
{
    calendar_settle(self);
    if (self->count == 0) {
        return false;
    }
    const calendar_entry entry = self->heap[0];
    const uint32_t handle = calendar_entry_slot(entry);
    const struct calendar_slot *slot = &self->slots[handle];
    *event = (struct calendar_event){
        .time = calendar_entry_time(entry),
        .kind = slot->kind,
        .subject = slot->subject,
        .object = slot->object,
        .event_class = calendar_entry_class(entry),
    };
    self->now = event->time;
    self->vacant = true;
    calendar_give_slot(self, handle);
    return true;
}

bool calendar_foresee(const struct calendar *self, struct calendar_event *event)
{
    if (calendar_pending(self) == 0) {
        return false;
    }
    const uint32_t last = self->count < CALENDAR_ARITY + 1 ? self->count : CALENDAR_ARITY + 1;
    for (uint32_t child = 1; child < last; child++) {
        __builtin_prefetch(&self->slots[calendar_entry_slot(self->heap[child])]);
    }
    const calendar_entry entry = self->heap[self->vacant ? calendar_least_child(self, 1) : 0];
    const struct calendar_slot *slot = &self->slots[calendar_entry_slot(entry)];
    *event = (struct calendar_event){
        .time = calendar_entry_time(entry),
        .kind = slot->kind,
        .subject = slot->subject,
        .object = slot->object,
        .event_class = calendar_entry_class(entry),
    };
    return true;
}

double calendar_next_time(const struct calendar *self)
{
    if (calendar_pending(self) == 0) {
        return INFINITY;
    }
    return calendar_entry_time(self->heap[self->vacant ? calendar_least_child(self, 1) : 0]);
}

double calendar_now(const struct calendar *self)
{
    return self->now;
}

size_t calendar_pending(const struct calendar *self)
{
    return self->count - self->vacant;
}

bool calendar_failed(const struct calendar *self)
{
    return self->failed;
}

size_t calendar_bytes(const struct calendar *self)
{
    return sizeof *self + (self->capacity + CALENDAR_SPARE) * sizeof *self->heap +
           self->capacity * sizeof *self->slots;
}

bool calendar_verify(const struct calendar *self)
{
    for (uint32_t i = self->vacant; i < self->count; i++) {
        const uint32_t slot = calendar_entry_slot(self->heap[i]);
        if (slot >= self->used || self->slots[slot].position != i ||
            calendar_entry_time(self->heap[i]) < self->now) {
            return false;
        }
        if (i > 0 && self->heap[(i - 1) / CALENDAR_ARITY] >= self->heap[i]) {
            return false;
        }
    }
    uint32_t idle = 0;
    for (uint32_t slot = self->free_slot; slot != CALENDAR_NONE; slot = self->slots[slot].position) {
        if (slot >= self->used || calendar_is_pending(self, slot) || ++idle > self->used) {
            return false;
        }
    }
    return calendar_pending(self) + idle == self->used;
}
