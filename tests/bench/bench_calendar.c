/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Event lists under two loads.
 *
 *   hold    take the next, schedule one an exponential time later: the classical test, size events pending
 *   cancel  requests in service, each with an event for the end of its patience fifteen mean services ahead;
 * at the end of a service four patiences in five are cancelled, the fifth comes up and does nothing, and a
 * new request begins. With size / 5 requests about `size` events are pending. One operation is a request: two
 * schedulings and two removals.
 */
#include "bench.h"
#include "bench_heap.h"

#include "zutuan/core/calendar.h"
#include "zutuan/core/streams.h"

#include <math.h>

enum { LOAD_TABLE = 1 << 16, LOAD_PATIENCE = 15 };

enum load_list {
    BINARY_PARTS,
    BINARY,
    FOUR,
    BINARY_INDEXED,
    FOUR_INDEXED,
    BINARY_LAZY_PARTS,
    BINARY_LAZY,
    FOUR_LAZY,
    CALENDAR,
    LOAD_LISTS
};

static const struct heap_design load_designs[LOAD_LISTS] = {
    [BINARY_PARTS] = {2, HEAP_NONE, false},
    [BINARY] = {2, HEAP_NONE, true},
    [FOUR] = {4, HEAP_NONE, true},
    [BINARY_INDEXED] = {2, HEAP_INDEXED, true},
    [FOUR_INDEXED] = {4, HEAP_INDEXED, true},
    [BINARY_LAZY_PARTS] = {2, HEAP_LAZY, false},
    [BINARY_LAZY] = {2, HEAP_LAZY, true},
    [FOUR_LAZY] = {4, HEAP_LAZY, true},
};

static const char *const load_names[LOAD_LISTS] = {
    [BINARY_PARTS] = "binary heap by parts",
    [BINARY] = "binary heap",
    [FOUR] = "4-ary heap",
    [BINARY_INDEXED] = "binary heap indexed",
    [FOUR_INDEXED] = "4-ary heap indexed",
    [BINARY_LAZY_PARTS] = "binary heap lazy by parts",
    [BINARY_LAZY] = "binary heap lazy",
    [FOUR_LAZY] = "4-ary heap lazy",
    [CALENDAR] = "calendar",
};

struct load {
    enum load_list list;
    size_t size;
    double *increments; /* borrowed, [LOAD_TABLE]: exponential, mean 1 */
    uint32_t *handles;  /* owned, [size]: of the patience of each request */
    uint32_t cursor;
    struct heap heap;          /* one of these two is in use */
    struct calendar *calendar; /* owned */
};

static inline double load_next(struct load *self)
{
    return self->increments[self->cursor++ % LOAD_TABLE];
}

/* An exponential exceeds -ln 0.8 four times in five. */
static inline bool load_cancels(struct load *self)
{
    return load_next(self) > 0.22314355131420976;
}

HEAP_INLINE double load_heap_hold(struct load *self, struct heap_design design, uint64_t operations)
{
    struct heap *heap = &self->heap;
    for (uint64_t i = 0; i < operations; i++) {
        const uint32_t payload = heap_pop(heap, design);
        heap_push(heap, design, heap->now + load_next(self), payload);
    }
    return heap->now;
}

/* Payload: request * 2, odd for the end of its patience. */
HEAP_INLINE double load_heap_cancel(struct load *self, struct heap_design design, uint64_t operations)
{
    struct heap *heap = &self->heap;
    for (uint64_t i = 0; i < operations;) {
        const uint32_t payload = heap_pop(heap, design);
        if (payload & 1u) {
            continue;
        }
        if (load_cancels(self)) {
            heap_cancel(heap, design, self->handles[payload / 2]);
        }
        heap_push(heap, design, heap->now + load_next(self), payload);
        self->handles[payload / 2] = heap_push(heap, design, heap->now + LOAD_PATIENCE, payload | 1u);
        i++;
    }
    return heap->now;
}

static double load_calendar_hold(struct load *self, uint64_t operations)
{
    struct calendar_event event;
    for (uint64_t i = 0; i < operations; i++) {
        if (calendar_pop(self->calendar, &event)) {
            calendar_schedule(self->calendar, event.time + load_next(self), 0, event.kind, event.subject, 0);
        }
    }
    return calendar_now(self->calendar);
}

static double load_calendar_cancel(struct load *self, uint64_t operations)
{
    struct calendar_event event;
    for (uint64_t i = 0; i < operations;) {
        if (!calendar_pop(self->calendar, &event) || event.kind == 1) {
            continue;
        }
        if (load_cancels(self)) {
            calendar_cancel(self->calendar, self->handles[event.subject]);
        }
        calendar_schedule(self->calendar, event.time + load_next(self), 0, 0, event.subject, 0);
        self->handles[event.subject] =
            calendar_schedule(self->calendar, event.time + LOAD_PATIENCE, 0, 1, event.subject, 0);
        i++;
    }
    return calendar_now(self->calendar);
}

static double load_hold(void *context, uint64_t operations)
{
    struct load *self = context;
    switch (self->list) {
    case BINARY_PARTS:
        return load_heap_hold(self, load_designs[BINARY_PARTS], operations);
    case BINARY:
        return load_heap_hold(self, load_designs[BINARY], operations);
    case FOUR:
        return load_heap_hold(self, load_designs[FOUR], operations);
    case BINARY_INDEXED:
        return load_heap_hold(self, load_designs[BINARY_INDEXED], operations);
    case FOUR_INDEXED:
        return load_heap_hold(self, load_designs[FOUR_INDEXED], operations);
    case CALENDAR:
        return load_calendar_hold(self, operations);
    default:
        return NAN;
    }
}

static double load_cancel(void *context, uint64_t operations)
{
    struct load *self = context;
    switch (self->list) {
    case BINARY_INDEXED:
        return load_heap_cancel(self, load_designs[BINARY_INDEXED], operations);
    case FOUR_INDEXED:
        return load_heap_cancel(self, load_designs[FOUR_INDEXED], operations);
    case BINARY_LAZY_PARTS:
        return load_heap_cancel(self, load_designs[BINARY_LAZY_PARTS], operations);
    case BINARY_LAZY:
        return load_heap_cancel(self, load_designs[BINARY_LAZY], operations);
    case FOUR_LAZY:
        return load_heap_cancel(self, load_designs[FOUR_LAZY], operations);
    case CALENDAR:
        return load_calendar_cancel(self, operations);
    default:
        return NAN;
    }
}

static uint32_t load_push(struct load *self, double time, uint32_t payload)
{
    if (self->list == CALENDAR) {
        return calendar_schedule(self->calendar, time, 0, payload & 1u, payload / 2, 0);
    }
    return heap_push(&self->heap, load_designs[self->list], time, payload);
}

static void load_free(struct load *self)
{
    free(self->handles);
    calendar_free(self->calendar);
    heap_free(&self->heap);
}

static int load_alloc(struct load *self, enum load_list list, size_t size, double *increments)
{
    *self = (struct load){.list = list, .size = size, .increments = increments};
    self->handles = malloc(size * sizeof *self->handles);
    const uint32_t room = 64 + 4 * (uint32_t)size;
    if (self->handles == NULL || !heap_alloc(&self->heap, room) ||
        calendar_alloc(&self->calendar, room) != DIAG_OK) {
        load_free(self);
        return DIAG_MEMORY;
    }
    return DIAG_OK;
}

static int load_begin(struct load *self, enum load_list list, size_t size, double *increments,
                      bool cancelling)
{
    const size_t requests = cancelling ? (size + 4) / 5 : size;
    const int code = load_alloc(self, list, size, increments);
    for (uint32_t i = 0; code == DIAG_OK && i < requests; i++) {
        load_push(self, load_next(self), 2 * i);
        if (cancelling) {
            self->handles[i] = load_push(self, LOAD_PATIENCE, 2 * i + 1);
        }
    }
    return code;
}

/* Times one list under one load and adds its row. */
static int load_measure(struct bench *bench, enum load_list list, size_t size, double *increments,
                        bool cancelling)
{
    struct load load;
    const int code = load_begin(&load, list, size, increments, cancelling);
    if (code != DIAG_OK) {
        return code;
    }
    const enum load_list reference = cancelling ? BINARY_LAZY_PARTS : BINARY_PARTS;
    bench_add(bench, (struct bench_row){
                         .topic = cancelling ? "calendar cancel" : "calendar hold",
                         .name = load_names[list],
                         .size = size,
                         .value = bench_time(bench, cancelling ? load_cancel : load_hold, &load),
                         .unit = cancelling ? "ns/request" : "ns/hold",
                         .reference = list == reference ? NULL : load_names[reference],
                     });
    load_free(&load);
    return DIAG_OK;
}

static int load_compare(struct bench *bench, const enum load_list *lists, size_t count, double *increments,
                        bool cancelling)
{
    static const size_t sizes[] = {16, 64, 256, 4096, 65536};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        for (size_t i = 0; i < count; i++) {
            const int code = load_measure(bench, lists[i], sizes[s], increments, cancelling);
            if (code != DIAG_OK) {
                return code;
            }
        }
    }
    return DIAG_OK;
}

/* Exponential numbers with mean 1; NULL when memory ran out. */
static double *load_increments(void)
{
    double *increments = malloc(LOAD_TABLE * sizeof *increments);
    if (increments != NULL) {
        streams_fill(&(struct streams){.seed = 1}, 0, 0, 0, LOAD_TABLE, increments);
        for (size_t i = 0; i < LOAD_TABLE; i++) {
            increments[i] = -log(increments[i]);
        }
    }
    return increments;
}

double bench_hold_floor(const struct bench *self, size_t pending)
{
    double *increments = load_increments();
    double time = NAN;
    struct load load;
    if (increments != NULL && load_begin(&load, FOUR, pending, increments, false) == DIAG_OK) {
        time = bench_time(self, load_hold, &load);
        load_free(&load);
    }
    free(increments);
    return time;
}

int bench_calendar(struct bench *self)
{
    static const enum load_list hold[] = {
        BINARY_PARTS, BINARY, FOUR, BINARY_INDEXED, FOUR_INDEXED, CALENDAR,
    };
    static const enum load_list cancel[] = {
        BINARY_LAZY_PARTS, BINARY_LAZY, FOUR_LAZY, BINARY_INDEXED, FOUR_INDEXED, CALENDAR,
    };
    double *increments = load_increments();
    if (increments == NULL) {
        return DIAG_MEMORY;
    }
    int code = load_compare(self, hold, sizeof hold / sizeof hold[0], increments, false);
    if (code == DIAG_OK) {
        code = load_compare(self, cancel, sizeof cancel / sizeof cancel[0], increments, true);
    }
    free(increments);
    return code;
}
