/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An implicit 4-ary heap (Johnson 1975, Information Processing Letters 4(3), 53-57) of 16-byte entries, with
 * payloads beside it in slots that do not move. A slot knows where its entry stands, so that cancelling
 * removes at once.
 *
 * What was popped leaves the root vacant: its entry stays there, smaller than all others, until the next
 * event is scheduled, which then sinks from the root, or until the next pop, which lets the last entry sink.
 * As most events schedule another, this spares most of them half the work.
 *
 * A calendar of more than a thousand events keeps in the heap only what is scheduled for soon, and the rest
 * in a ladder (ladder.h), from whose run nearly all events then come. What is cancelled there leaves a dead
 * slot, which is freed when its entry comes up, or when a sixteenth of all there is dead.
 *
 * Measured by tests/bench with 64 to 256 pending, as multiples of this design: a binary heap that compares
 * time first and key on a tie 2.0, a binary heap of whole numbers 1.2; with cancelling, marking the dead and
 * sweeping them out when they are the majority 1.1, and in the binary heap by parts 1.9.
 */
#include "ladder.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CALENDAR_ARITY = 4,
    CALENDAR_LEAST = 64,                 /* smallest capacity */
    CALENDAR_MOST_DOUBLED = 1024,        /* a larger one grows by an eighth, of which little stays unused */
    CALENDAR_MOST_NEAR = 1024,           /* events in the heap, unless the run holds more */
    CALENDAR_MOST_DEAD = 64,             /* in the ladder, or a sixteenth of it */
    CALENDAR_LINE = 64,                  /* bytes of a line of the cache */
    CALENDAR_SPARE = 2 * CALENDAR_ARITY, /* entries, for the root to be put in its place */
};

/* A slot's position, where it is none in the heap. */
#define CALENDAR_FAR  (1u << 31)         /* in the ladder */
#define CALENDAR_DEAD (CALENDAR_FAR + 1) /* there, and cancelled */

struct calendar_slot {
    uint32_t kind;
    uint32_t subject;
    uint32_t object;
    uint32_t position; /* in the heap; of a free slot: the next free slot */
};

struct calendar {
    /* storage */
    void *storage;               /* owned */
    calendar_entry *heap;        /* in the storage, [heap_capacity] */
    struct calendar_slot *slots; /* owned, [capacity] */
    uint32_t heap_capacity, capacity;
    /* state */
    uint32_t count;     /* entries in the heap, that of a vacant root included */
    uint32_t used;      /* slots that were ever taken since the reset */
    uint32_t free_slot; /* first of the list of free slots below `used` */
    uint32_t dead;      /* slots */
    struct ladder ladder;
    uint64_t sequence;
    double now;
    bool vacant; /* the root's event was popped */
    bool failed;
};

static bool calendar_is_pending(const struct calendar *self, calendar_handle handle)
{
    if (handle >= self->used) {
        return false;
    }
    const uint32_t position = self->slots[handle].position;
    return position == CALENDAR_FAR || (position < self->count && !(self->vacant && position == 0) &&
                                        calendar_entry_slot(self->heap[position]) == handle);
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

static bool calendar_resize_heap(struct calendar *self, uint32_t capacity)
{
    const ptrdiff_t offset = self->storage == NULL ? 0 : self->heap - (calendar_entry *)self->storage;
    void *const storage = realloc(self->storage, (capacity + CALENDAR_SPARE) * sizeof *self->heap);
    if (storage == NULL) {
        return false;
    }
    self->storage = storage;
    self->heap = calendar_root(storage);
    memmove(self->heap, (calendar_entry *)storage + offset, self->count * sizeof *self->heap);
    self->heap_capacity = capacity;
    return true;
}

static bool calendar_resize_slots(struct calendar *self, uint32_t capacity)
{
    struct calendar_slot *const slots = realloc(self->slots, capacity * sizeof *slots);
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

/* Room for one more, in the heap and among the slots. */
static inline bool calendar_reserve(struct calendar *self)
{
    if (calendar_failed(self) || self->sequence >> CALENDAR_SEQUENCE_BITS != 0 ||
        (self->count == self->heap_capacity && !self->vacant &&
         !calendar_resize_heap(self, calendar_more(self->heap_capacity))) ||
        (self->free_slot == CALENDAR_NONE && self->used == self->capacity &&
         (self->capacity == CALENDAR_MAX_PENDING ||
          !calendar_resize_slots(self, calendar_more(self->capacity))))) {
        self->failed = true;
    }
    return !self->failed;
}

int calendar_alloc(struct calendar **self, size_t capacity)
{
    assert(capacity <= CALENDAR_MAX_PENDING);
    const uint32_t slots = capacity < CALENDAR_LEAST ? CALENDAR_LEAST : (uint32_t)capacity;
    *self = calloc(1, sizeof **self);
    if (*self == NULL ||
        !calendar_resize_heap(*self, slots < CALENDAR_MOST_NEAR ? slots : CALENDAR_MOST_NEAR) ||
        !calendar_resize_slots(*self, slots)) {
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
        ladder_free(&self->ladder);
        free(self);
    }
}

void calendar_reset(struct calendar *self)
{
    self->count = 0;
    self->used = 0;
    self->free_slot = CALENDAR_NONE;
    self->dead = 0;
    ladder_reset(&self->ladder);
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

/* All that is near goes into the ladder. */
static void calendar_spread(struct calendar *self)
{
    calendar_settle(self);
    for (uint32_t i = 0; i < self->count; i++) {
        self->slots[calendar_entry_slot(self->heap[i])].position = CALENDAR_FAR;
    }
    ladder_spread(&self->ladder, self->heap, self->count);
    self->count = 0;
}

/* Into the heap; the run counts, so that what cannot be dealt out is not tried again and again. */
static inline void calendar_put_near(struct calendar *self, calendar_entry entry)
{
    if (self->vacant) {
        self->vacant = false;
        calendar_fill(self, 0, entry);
    } else {
        calendar_sift_up(self, self->count++, entry);
        if (self->count > CALENDAR_MOST_NEAR && self->count > ladder_run_length(&self->ladder)) {
            calendar_spread(self);
        }
    }
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
    self->slots[slot] = (struct calendar_slot){kind, subject, object, CALENDAR_FAR};
    const calendar_entry entry = calendar_entry_of(time, event_class, self->sequence++, slot);
    if (self->ladder.depth == 0 || !ladder_put(&self->ladder, entry)) {
        calendar_put_near(self, entry);
    }
    if (self->ladder.failed) {
        return CALENDAR_NONE;
    }
    return slot;
}

/* Frees what is dead. */
static bool calendar_lives(void *context, calendar_entry entry)
{
    struct calendar *const self = context;
    const uint32_t slot = calendar_entry_slot(entry);
    if (self->slots[slot].position == CALENDAR_DEAD) {
        calendar_give_slot(self, slot);
        self->dead--;
        return false;
    }
    return true;
}

void calendar_cancel(struct calendar *self, calendar_handle handle)
{
    if (handle == CALENDAR_NONE) {
        assert(calendar_failed(self));
        return;
    }
    assert(calendar_is_pending(self, handle));
    const uint32_t position = self->slots[handle].position;
    if (position == CALENDAR_FAR) {
        self->slots[handle].position = CALENDAR_DEAD;
        self->dead++;
        if (self->dead > CALENDAR_MOST_DEAD && self->dead > self->ladder.held / 16) {
            ladder_sweep(&self->ladder, calendar_lives, self);
        }
    } else {
        calendar_close_hole(self, position);
        calendar_give_slot(self, handle);
    }
}

/* Fills the run as far as is fetched ahead, beginning with one that lives if there is any. */
static void calendar_fill_run(struct calendar *self)
{
    struct ladder *const ladder = &self->ladder;
    do {
        while (ladder_run_length(ladder) > 0 && !calendar_lives(self, ladder->run[ladder->first])) {
            ladder->first++;
            ladder->held--;
        }
    } while (ladder_run_length(ladder) <= CALENDAR_MOST_AHEAD && ladder_advance(ladder));
}

/* The entry that comes next, taken out; false when there is none. */
static inline bool calendar_take(struct calendar *self, calendar_entry *entry)
{
    struct ladder *const ladder = &self->ladder;
    calendar_settle(self);
    if (ladder->held > 0) {
        calendar_fill_run(self);
        if (ladder_run_length(ladder) > 0 &&
            (self->count == 0 || ladder->run[ladder->first] < self->heap[0])) {
            *entry = ladder->run[ladder->first++];
            ladder->held--;
            return true;
        }
    }
    if (self->count == 0) {
        return false;
    }
    *entry = self->heap[0];
    self->vacant = true;
    return true;
}

static inline struct calendar_event calendar_event_of(const struct calendar *self, calendar_entry entry)
{
    const struct calendar_slot *const slot = &self->slots[calendar_entry_slot(entry)];
    return (struct calendar_event){
        .time = calendar_entry_time(entry),
        .kind = slot->kind,
        .subject = slot->subject,
        .object = slot->object,
        .event_class = calendar_entry_class(entry),
    };
}

bool calendar_pop(struct calendar *self, struct calendar_event *event)
{
    calendar_entry entry;
    if (!calendar_take(self, &entry)) {
        return false;
    }
    *event = calendar_event_of(self, entry);
    self->now = event->time;
    calendar_give_slot(self, calendar_entry_slot(entry));
    return true;
}

void calendar_fetch(const struct calendar *self, uint32_t ahead)
{
    if (ahead < ladder_run_length(&self->ladder)) {
        const calendar_entry entry = self->ladder.run[self->ladder.first + ahead];
        __builtin_prefetch(&self->slots[calendar_entry_slot(entry)]);
    }
}

bool calendar_foresee(const struct calendar *self, uint32_t ahead, struct calendar_event *event)
{
    if (ahead >= ladder_run_length(&self->ladder)) {
        return false;
    }
    *event = calendar_event_of(self, self->ladder.run[self->ladder.first + ahead]);
    return true;
}

double calendar_now(const struct calendar *self)
{
    return self->now;
}

size_t calendar_pending(const struct calendar *self)
{
    return self->count - self->vacant + self->ladder.held - self->dead;
}

bool calendar_failed(const struct calendar *self)
{
    return self->failed || self->ladder.failed;
}

size_t calendar_bytes(const struct calendar *self)
{
    return sizeof *self + (self->heap_capacity + CALENDAR_SPARE) * sizeof *self->heap +
           self->capacity * sizeof *self->slots + ladder_bytes(&self->ladder);
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
    uint32_t idle = 0, far = 0;
    for (uint32_t slot = self->free_slot; slot != CALENDAR_NONE; slot = self->slots[slot].position) {
        if (slot >= self->used || calendar_is_pending(self, slot) || ++idle > self->used) {
            return false;
        }
    }
    for (uint32_t slot = 0; slot < self->used; slot++) {
        far += self->slots[slot].position == CALENDAR_FAR;
    }
    return calendar_pending(self) + self->dead + idle == self->used &&
           far + self->dead == self->ladder.held && ladder_verify(&self->ladder);
}
