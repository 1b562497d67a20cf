/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * M/M/1 and M/M/16 at a load of .9, first come first served, one operation a customer: an arrival, a
 * departure, two exponential numbers, and its wait.
 *
 *   by hand   what a person would write for this model alone: xoshiro256++ (Blackman & Vigna 2021, ACM TOMS
 * 47(4)) and the events in a 4-ary heap or, the faster the fewer they are, in a sorted array core      the
 * calendar, and the keyed streams behind gsl_rng
 *
 * Both turn uniforms into exponential numbers by the same ziggurat (Marsaglia & Tsang 2000, Journal of
 * Statistical Software 5(8)), so that their ratio is that of the event list and the generator. The model does
 * not use it: inversion needs one uniform of a known place, as common random numbers ask.
 */
#include "bench.h"
#include "bench_heap.h"

#include "zutuan/core/calendar.h"
#include "zutuan/core/streams.h"

#include <math.h>

enum { LAYERS = 256, RING = 1 << 14, MOST_SERVERS = 16, MOST_PENDING = MOST_SERVERS + 1 };

#define LOAD       0.9
#define ZIGGURAT_R 7.69711747013104972
#define ZIGGURAT_V 3.949659822581572e-3
#define FOUR_HEAP  ((struct heap_design){4, HEAP_NONE, true})

enum { ARRIVAL, DEPARTURE };

struct queue {
    uint32_t servers;
    double gap; /* mean, between arrivals; a service takes 1 */
    uint32_t busy;
    uint32_t first, end;                 /* of those waiting, in the ring */
    double arrived[RING];                /* of a customer who waits */
    double x[LAYERS + 1], f[LAYERS + 1]; /* of the ziggurat: edges of its layers, and the density there */
    uint64_t state[4];                   /* of xoshiro */
    gsl_rng *rng;                        /* owned */
    struct calendar *calendar;           /* owned */
    struct heap heap;
    double times[MOST_PENDING]; /* the sorted array: the latest first */
    uint32_t kinds[MOST_PENDING];
    uint32_t pending;
};

static void ziggurat_make(struct queue *self)
{
    self->x[0] = ZIGGURAT_V / exp(-ZIGGURAT_R);
    self->x[1] = ZIGGURAT_R;
    for (int i = 2; i < LAYERS; i++) {
        self->x[i] = -log(ZIGGURAT_V / self->x[i - 1] + exp(-self->x[i - 1]));
    }
    self->x[LAYERS] = 0.0;
    for (int i = 0; i <= LAYERS; i++) {
        self->f[i] = exp(-self->x[i]);
    }
}

typedef double uniform_source(struct queue *self);

HEAP_INLINE double xoshiro(struct queue *self)
{
    uint64_t *const s = self->state;
    const uint64_t sum = s[0] + s[3], result = (sum << 23 | sum >> 41) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = s[3] << 45 | s[3] >> 19;
    return ((double)(int64_t)(result >> 12) + 0.5) * 0x1p-52;
}

HEAP_INLINE double philox(struct queue *self)
{
    return gsl_rng_uniform(self->rng);
}

HEAP_INLINE double exponential(struct queue *self, uniform_source *uniform)
{
    for (;;) {
        const double scaled = uniform(self) * LAYERS;
        const int layer = (int)scaled;
        const double x = (scaled - layer) * self->x[layer];
        if (x < self->x[layer + 1]) {
            return x;
        }
        if (layer == 0) {
            return ZIGGURAT_R - log(uniform(self));
        }
        if (self->f[layer] + uniform(self) * (self->f[layer + 1] - self->f[layer]) < exp(-x)) {
            return x;
        }
    }
}

/* The event lists, each with the same two functions. */
typedef void queue_push(struct queue *self, double time, uint32_t kind);
typedef double queue_pop(struct queue *self, uint32_t *kind);

HEAP_INLINE void heap_push_event(struct queue *self, double time, uint32_t kind)
{
    heap_push(&self->heap, FOUR_HEAP, time, kind);
}

HEAP_INLINE double heap_pop_event(struct queue *self, uint32_t *kind)
{
    *kind = heap_pop(&self->heap, FOUR_HEAP);
    return self->heap.now;
}

HEAP_INLINE void sorted_push(struct queue *self, double time, uint32_t kind)
{
    uint32_t place = self->pending++;
    for (; place > 0 && self->times[place - 1] < time; place--) {
        self->times[place] = self->times[place - 1];
        self->kinds[place] = self->kinds[place - 1];
    }
    self->times[place] = time;
    self->kinds[place] = kind;
}

HEAP_INLINE double sorted_pop(struct queue *self, uint32_t *kind)
{
    self->pending--;
    *kind = self->kinds[self->pending];
    return self->times[self->pending];
}

HEAP_INLINE void calendar_push_event(struct queue *self, double time, uint32_t kind)
{
    calendar_schedule(self->calendar, time, 0, kind, 0, 0);
}

HEAP_INLINE double calendar_pop_event(struct queue *self, uint32_t *kind)
{
    struct calendar_event event = {0};
    if (!calendar_pop(self->calendar, &event)) {
        return NAN;
    }
    *kind = event.kind;
    return event.time;
}

/* Serves `operations` customers; the sum of their waits. */
HEAP_INLINE double serve(struct queue *self, uint64_t operations, uniform_source *uniform, queue_push *push,
                         queue_pop *pop)
{
    double waits = 0.0;
    for (uint64_t served = 0; served < operations;) {
        uint32_t kind = ARRIVAL;
        const double now = pop(self, &kind);
        if (kind == ARRIVAL) {
            push(self, now + self->gap * exponential(self, uniform), ARRIVAL);
            if (self->busy == self->servers) {
                self->arrived[self->end++ % RING] = now;
                continue;
            }
            self->busy++;
        } else {
            served++;
            if (self->first == self->end) {
                self->busy--;
                continue;
            }
            waits += now - self->arrived[self->first++ % RING];
        }
        push(self, now + exponential(self, uniform), DEPARTURE);
    }
    return waits;
}

static double by_heap(void *context, uint64_t operations)
{
    return serve(context, operations, xoshiro, heap_push_event, heap_pop_event);
}

static double by_sorted(void *context, uint64_t operations)
{
    return serve(context, operations, xoshiro, sorted_push, sorted_pop);
}

static double by_core(void *context, uint64_t operations)
{
    return serve(context, operations, philox, calendar_push_event, calendar_pop_event);
}

static void queue_free(struct queue *self)
{
    gsl_rng_free(self->rng);
    calendar_free(self->calendar);
    heap_free(&self->heap);
}

static int queue_begin(struct queue *self, uint32_t servers)
{
    *self = (struct queue){.servers = servers, .gap = 1.0 / (LOAD * servers), .state = {1, 2, 3, 4}};
    self->rng = gsl_rng_alloc(streams_gsl_type);
    if (self->rng == NULL || !heap_alloc(&self->heap, 64) || calendar_alloc(&self->calendar, 64) != DIAG_OK) {
        queue_free(self);
        return DIAG_MEMORY;
    }
    ziggurat_make(self);
    return DIAG_OK;
}

static const struct {
    const char *name;
    bench_body *body;
    queue_push *push;
} queue_cases[] = {
    {"by hand, 4-ary heap", by_heap, heap_push_event},
    {"by hand, sorted array", by_sorted, sorted_push},
    {"core", by_core, calendar_push_event},
};

int bench_queues(struct bench *self)
{
    static struct queue queue;
    static const uint32_t servers[] = {1, MOST_SERVERS};
    for (size_t s = 0; s < sizeof servers / sizeof servers[0]; s++) {
        double least = INFINITY;
        const char *floor = NULL;
        for (size_t i = 0; i < sizeof queue_cases / sizeof queue_cases[0]; i++) {
            const bool core = i + 1 == sizeof queue_cases / sizeof queue_cases[0];
            const int code = queue_begin(&queue, servers[s]);
            if (code != DIAG_OK) {
                return code;
            }
            queue_cases[i].push(&queue, 0.0, ARRIVAL);
            const double time = bench_time(self, queue_cases[i].body, &queue);
            queue_free(&queue);
            bench_add(self, (struct bench_row){
                                .topic = servers[s] == 1 ? "M/M/1" : "M/M/16",
                                .name = queue_cases[i].name,
                                .size = servers[s],
                                .value = time,
                                .unit = "ns/customer",
                                .reference = core ? floor : NULL,
                                .goal = core ? BENCH_RATIO_AT_MOST : BENCH_NO_GOAL,
                                .limit = 1.5,
                            });
            if (time < least) {
                least = time;
                floor = queue_cases[i].name;
            }
        }
    }
    return DIAG_OK;
}
