/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events scheduled for soon are in a heap (calendar_heap.h). A calendar of more than a thousand events keeps
 * the rest in a ladder (ladder.h), from whose run nearly all events then come. What is cancelled there leaves
 * a dead slot, which is freed when its entry comes up, or when a sixteenth of all there is dead.
 */
#include "calendar_heap.h"
#include "ladder.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CALENDAR_LEAST = 64,          /* smallest capacity */
    CALENDAR_MOST_DOUBLED = 1024, /* a larger one grows by an eighth, of which little stays unused */
    CALENDAR_MOST_NEAR = 1024,    /* events in the heap, unless the run holds more */
    CALENDAR_MOST_DEAD = 64,      /* in the ladder, or a sixteenth of it */
};

/* A slot's position, where it is none in the heap. */
#define CALENDAR_FAR  (1u << 31)         /* in the ladder */
#define CALENDAR_DEAD (CALENDAR_FAR + 1) /* there, and cancelled */

struct calendar {
    /* storage */
    struct calendar_heap heap;
    struct calendar_slot *slots; /* owned, [capacity] */
    uint32_t capacity;
    /* state */
    uint32_t used;      /* slots that were ever taken since the reset */
    uint32_t free_slot; /* first of the list of free slots below `used` */
    uint32_t dead;      /* slots */
    struct ladder ladder;
    uint64_t sequence;
    double now;
    bool failed;
};

static bool calendar_is_pending(const struct calendar *self, calendar_handle handle)
{
    if (handle >= self->used) {
        return false;
    }
    const uint32_t position = self->slots[handle].position;
    return position == CALENDAR_FAR ||
           (position < self->heap.count && !(self->heap.vacant && position == 0) &&
            calendar_entry_slot(self->heap.entries[position]) == handle);
}

static bool calendar_resize_slots(struct calendar *self, uint32_t capacity)
{
    struct calendar_slot *const slots = realloc(self->slots, capacity * sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    self->slots = self->heap.slots = slots;
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
        (self->heap.count == self->heap.capacity && !self->heap.vacant &&
         !calendar_heap_resize(&self->heap, calendar_more(self->heap.capacity))) ||
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
        !calendar_heap_resize(&(*self)->heap, slots < CALENDAR_MOST_NEAR ? slots : CALENDAR_MOST_NEAR) ||
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
        free(self->heap.storage);
        free(self->slots);
        ladder_free(&self->ladder);
        free(self);
    }
}

void calendar_reset(struct calendar *self)
{
    self->heap.count = 0;
    self->used = 0;
    self->free_slot = CALENDAR_NONE;
    self->dead = 0;
    ladder_reset(&self->ladder);
    self->sequence = 0;
    self->now = 0.0;
    self->heap.vacant = false;
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
    calendar_heap_settle(&self->heap);
    for (uint32_t i = 0; i < self->heap.count; i++) {
        self->slots[calendar_entry_slot(self->heap.entries[i])].position = CALENDAR_FAR;
    }
    ladder_spread(&self->ladder, self->heap.entries, self->heap.count);
    self->heap.count = 0;
}

/* Into the heap; the run counts, so that what cannot be dealt out is not tried again and again. */
static inline void calendar_put_near(struct calendar *self, calendar_entry entry)
{
    calendar_heap_push(&self->heap, entry);
    if (self->heap.count > CALENDAR_MOST_NEAR && self->heap.count > ladder_run_length(&self->ladder)) {
        calendar_spread(self);
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
        calendar_heap_close_hole(&self->heap, position);
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
    calendar_heap_settle(&self->heap);
    if (ladder->held > 0) {
        calendar_fill_run(self);
        if (ladder_run_length(ladder) > 0 &&
            (self->heap.count == 0 || ladder->run[ladder->first] < self->heap.entries[0])) {
            *entry = ladder->run[ladder->first++];
            ladder->held--;
            return true;
        }
    }
    if (self->heap.count == 0) {
        return false;
    }
    *entry = self->heap.entries[0];
    self->heap.vacant = true;
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
    return self->heap.count - self->heap.vacant + self->ladder.held - self->dead;
}

bool calendar_failed(const struct calendar *self)
{
    return self->failed || self->ladder.failed;
}

size_t calendar_bytes(const struct calendar *self)
{
    return sizeof *self + (self->heap.capacity + CALENDAR_SPARE) * sizeof *self->heap.entries +
           self->capacity * sizeof *self->slots + ladder_bytes(&self->ladder);
}

bool calendar_verify(const struct calendar *self)
{
    for (uint32_t i = self->heap.vacant; i < self->heap.count; i++) {
        const uint32_t slot = calendar_entry_slot(self->heap.entries[i]);
        if (slot >= self->used || self->slots[slot].position != i ||
            calendar_entry_time(self->heap.entries[i]) < self->now) {
            return false;
        }
        if (i > 0 && self->heap.entries[(i - 1) / CALENDAR_ARITY] >= self->heap.entries[i]) {
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
