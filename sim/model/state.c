/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#define MOST_DOUBLED 1024u /* items; larger storage grows by an eighth, of which little stays unused */

void state_tell(struct world *self, const char *activity, const char *detail, uint64_t request,
                uint32_t actor, uint32_t other, double value)
{
    const struct world_notice notice = {.time = state_now(self),
                                        .activity = activity,
                                        .detail = detail,
                                        .request = request,
                                        .actor = actor,
                                        .other = other,
                                        .value = value};

    self->observer(self->observer_context, &notice);
}

calendar_handle state_schedule(struct world *self, double time, enum event_class event_class,
                               enum event_kind kind, uint32_t subject, uint32_t object)
{
    if (!(time < self->params.programme.horizon))
        return CALENDAR_NONE;
    return calendar_schedule(self->calendar, time, event_class, kind, subject, object);
}

void state_cancel(struct world *self, calendar_handle *handle)
{
    if (*handle != CALENDAR_NONE)
        calendar_cancel(self->calendar, *handle);
    *handle = CALENDAR_NONE;
}

uint32_t state_more(uint32_t capacity, uint32_t least)
{
    if (capacity < least)
        return least;
    return capacity < MOST_DOUBLED ? 2 * capacity : capacity + capacity / 8;
}

/* Makes room for one more; items[0..capacity) of `size` bytes may move. False when memory ran out. */
static bool make_room(struct world *self, struct pool *pool, void **items, size_t size)
{
    const uint32_t capacity = state_more(pool->capacity, 64);
    void *grown = pool->capacity > NONE / 4 ? NULL : realloc(*items, size * capacity);

    if (grown == NULL) {
        self->error = DIAG_MEMORY;
        return false;
    }
    *items = grown;
    pool->capacity = capacity;
    return true;
}

/* The pools differ only in what they hold; each keeps its free items in a list through `next`. */
#define POOL(name, items)                                                                                    \
    uint32_t state_take_##name(struct world *self)                                                           \
    {                                                                                                        \
        struct pool *const pool = &self->name##_pool;                                                        \
        uint32_t index = pool->free;                                                                         \
                                                                                                             \
        if (index != NONE) {                                                                                 \
            pool->free = self->items[index].next;                                                            \
            return index;                                                                                    \
        }                                                                                                    \
        if (pool->used == pool->capacity) {                                                                  \
            void *moved = self->items;                                                                       \
            if (!make_room(self, pool, &moved, sizeof *self->items))                                         \
                return NONE;                                                                                 \
            self->items = moved;                                                                             \
        }                                                                                                    \
        return pool->used++;                                                                                 \
    }                                                                                                        \
                                                                                                             \
    void state_give_##name(struct world *self, uint32_t index)                                               \
    {                                                                                                        \
        self->items[index].next = self->name##_pool.free;                                                    \
        self->name##_pool.free = index;                                                                      \
    }

POOL(request, requests)
POOL(duty, duties)
POOL(deficiency, deficiencies)
POOL(task, tasks)

double state_next_poisson(const struct world *self, enum purpose purpose, uint32_t entity,
                          uint32_t occurrence, double rate)
{
    if (rate <= 0.0)
        return INFINITY;
    return state_now(self) -
           log(streams_uniform(&self->streams, purpose, entity, occurrence)) * (DAYS_PER_YEAR / rate);
}

double state_stretch(const struct world *self, double due, double old_rate, double new_rate)
{
    return state_now(self) + (due - state_now(self)) * old_rate / new_rate;
}

struct lognormal state_lognormal_of(double cv)
{
    const double variance = log1p(cv * cv);

    return (struct lognormal){.variance = variance, .sd = sqrt(variance)};
}

/* docs/model.md (E5) */
double state_lognormal(const struct lognormal *self, double u)
{
    if (self->variance <= 0.0)
        return 1.0;
    return exp(self->sd * gsl_cdf_ugaussian_Pinv(u) - self->variance / 2.0);
}
