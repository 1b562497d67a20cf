/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the tests of the model: a city in which nothing happens by itself, requests made by hand, a clock that
 * is moved by hand, and a log of what an observer is told.
 *
 * The city of fixture_quiet has no demand, no government work, no mechanism switched on, nothing that is
 * learned or forgotten, and sessions of `work` days; a test sets what it is about and asks for the rest by
 * hand.
 */
#ifndef ZUTUAN_TESTS_MODEL_FIXTURE_H
#define ZUTUAN_TESTS_MODEL_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dispatch.h"
#include "provider.h"
#include "referral.h"
#include "state.h"
#include "zutuan/model/world.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIXTURE_SEED      20120401u
#define FIXTURE_DEFICIENT 2.0 /* a deficiency draw above any effort */
#define FIXTURE_UNCALLED  2.0 /* a call-back or complaint draw above any share */

/*
 * Sums of Poisson and binomial counts are accepted within FIXTURE_SIGMAS standard deviations (a false alarm
 * once in 16,000 normal draws; seeds are fixed, so that it either always or never happens).
 */
#define FIXTURE_SIGMAS 4.0

/* cmocka 1.1.5 compares floats in single precision only. */
#define fixture_assert_close(a, b, tolerance)                                                                \
    do {                                                                                                     \
        const double fixture_a = (a), fixture_b = (b);                                                       \
        if (!(fabs(fixture_a - fixture_b) <= (tolerance)))                                                   \
            fail_msg("%s = %.17g, expected %.17g", #a, fixture_a, fixture_b);                                \
    } while (0)

#define fixture_assert_same(a, b)                                                                            \
    fixture_assert_close(a, b, 1e-12 * (1.0 + fabs((double)(b)))) /* rounding only */

static inline struct params fixture_quiet(enum params_form form, int providers)
{
    struct params p;

    params_defaults(&p);
    p.programme.launch = 0.0;
    p.cluster.form = (int)form;
    p.cluster.member_hours = p.cluster.instruction_hours = 0.0;
    p.providers.count = providers;
    p.providers.types = 1;
    p.providers.popularity_cv = 0.0;
    p.demand.rate = p.demand.season = 0.0;
    p.service.time = 1.0;
    p.service.referred = 0.0;
    p.learning.start = p.learning.turnover = 0.0;
    p.learning.progress_ratio = 1.0;
    p.learning.half_life = INFINITY;
    p.support.coordination_hours = p.support.link_hours = 0.0;
    p.promotion.on = p.referral.on = p.training.on = p.exchange.on = p.monitoring.on = false;
    p.steering.on = p.branch.on = false;
    p.partners.offers[0] = p.partners.offers[1] = p.partners.offers[2] = 0.0;
    p.training.self_per_year = 0.0;
    p.trust.gain = p.trust.loss = 0.0;
    p.government.contract_hours = p.government.framework_hours = p.government.annex_hours = 0.0;
    p.oversight.solo_visits = p.oversight.cluster_visits = 0.0;
    p.oversight.solo_instructions = p.oversight.cluster_instructions = 0.0;
    p.purchase.exit_hazard = 0.0;
    return p;
}

/* Takes one event; false when it was `marker`, or nothing is pending. */
static inline bool fixture_step(struct world *world)
{
    struct calendar_event event;

    if (!calendar_pop(world->calendar, &event) || event.kind == EVENT_KINDS)
        return false;
    dispatch_event(world, &event);
    world->events++;
    assert_int_equal(world->error, DIAG_OK);
    return true;
}

/* Moves the clock to `time`; all that was due until then has happened. */
static inline void fixture_move(struct world *world, double time)
{
    calendar_schedule(world->calendar, time, CALENDAR_MAX_CLASS, EVENT_KINDS, 0, 0);
    while (fixture_step(world))
        continue;
}

/* The same, and looks whether all identities hold: that brings all decaying states up to date. */
static inline void fixture_until(struct world *world, double time)
{
    fixture_move(world, time);
    if (world_verify(world) != DIAG_OK)
        fail_msg("at day %g: %s", time, world_complaint(world));
}

/* A world at day 0, a cluster's launch at day 0 done. Free with world_free. */
static inline struct world *fixture_world(const struct params *params)
{
    struct world *world = NULL;

    assert_int_equal(world_alloc(&world, params), DIAG_OK);
    world_reset(world, FIXTURE_SEED, 1);
    fixture_until(world, 0.0);
    return world;
}

static inline void fixture_run(struct world *world, uint64_t seed, uint32_t replication)
{
    world_reset(world, seed, replication);
    if (world_run(world) != DIAG_OK)
        fail_msg("replication %u: %s", replication, world_complaint(world));
}

/* A request as a test wants it; zeros: type 0, sound, engaged at any share, not called back, no complaint. */
struct fixture_ask {
    double work, patience; /* patience 0: infinite */
    double u_deficient, u_engage, u_callback, u_hotline;
    uint32_t people;
    uint8_t type, group;
};

/* It arrives at `provider` now. Returns its index in the pool; if it was lost at once, that of a free slot.
 */
static inline uint32_t fixture_arrives(struct world *world, uint32_t provider, struct fixture_ask ask)
{
    const struct provider *const p = &world->providers[provider];
    const uint32_t index = state_take_request(world);
    struct request *const r = &world->requests[index];

    assert_int_not_equal(index, NONE);
    *r = (struct request){.arrival = state_now(world),
                          .deadline = ask.patience > 0.0 ? state_now(world) + ask.patience : INFINITY,
                          .work = ask.work,
                          .u_deficient = ask.u_deficient,
                          .u_engage = ask.u_engage,
                          .u_callback = ask.u_callback > 0.0 ? ask.u_callback : FIXTURE_UNCALLED,
                          .u_hotline = ask.u_hotline > 0.0 ? ask.u_hotline : FIXTURE_UNCALLED,
                          .number = ++world->requests_numbered,
                          .home = provider,
                          .at = provider,
                          .people = ask.people > 0 ? ask.people : 1,
                          .group = ask.group,
                          .type = ask.type,
                          .purchased = p->alive && p->purchased,
                          .state = REQUEST_FREE,
                          .next = NONE,
                          .previous = NONE,
                          .task = NONE,
                          .task_force = NONE,
                          .abandonment = CALENDAR_NONE};
    world->ledgers[r->purchased].arrived++;
    world->ledgers[r->purchased].group_arrived[r->group]++;
    world->recent.arrived += r->purchased;
    world->current = index;
    provider_on_arrival(world, provider, 0);
    referral_on_arrival(world, provider, 0);
    provider_after_arrival(world, provider, 0);
    return index;
}

/* The log. Free with fixture_log_free. */
struct fixture_log {
    struct world_notice *items; /* owned */
    size_t count, capacity;
};

static inline void fixture_log_add(void *context, const struct world_notice *notice)
{
    struct fixture_log *const log = context;

    if (log->count == log->capacity) {
        log->capacity = log->capacity == 0 ? 1024 : 2 * log->capacity;
        log->items = realloc(log->items, log->capacity * sizeof *log->items);
        assert_non_null(log->items);
    }
    log->items[log->count++] = *notice;
}

static inline void fixture_log_free(struct fixture_log *log)
{
    free(log->items);
    *log = (struct fixture_log){0};
}

/* fixture_world with its log. End both with fixture_end. */
static inline struct world *fixture_watched(const struct params *params, struct fixture_log *log)
{
    struct world *const world = fixture_world(params);

    *log = (struct fixture_log){0};
    world_observe(world, fixture_log_add, log);
    return world;
}

static inline void fixture_end(struct world *world, struct fixture_log *log)
{
    world_free(world);
    fixture_log_free(log);
}

static inline bool fixture_is(const struct world_notice *notice, const char *activity)
{
    return strcmp(notice->activity, activity) == 0;
}

static inline bool fixture_matches(const struct world_notice *notice, const char *activity,
                                   const char *detail)
{
    return fixture_is(notice, activity) && (detail == NULL || strcmp(notice->detail, detail) == 0);
}

/* The `nth` notice (from 0) of an activity with that detail (NULL: any); NULL when there is none. */
static inline const struct world_notice *fixture_find(const struct fixture_log *log, const char *activity,
                                                      const char *detail, size_t nth)
{
    for (size_t i = 0; i < log->count; i++) {
        if (fixture_matches(&log->items[i], activity, detail) && nth-- == 0)
            return &log->items[i];
    }
    return NULL;
}

/* Day of that notice; NaN when there is none. */
static inline double fixture_day(const struct fixture_log *log, const char *activity, const char *detail,
                                 size_t nth)
{
    const struct world_notice *const notice = fixture_find(log, activity, detail, nth);

    return notice == NULL ? NAN : notice->time;
}

static inline size_t fixture_count(const struct fixture_log *log, const char *activity, const char *detail)
{
    size_t count = 0;

    for (size_t i = 0; i < log->count; i++)
        count += fixture_matches(&log->items[i], activity, detail);
    return count;
}

/* Uniform number for a test's own choices. */
static inline double fixture_uniform(uint32_t what, uint32_t which)
{
    const struct streams streams = {.seed = FIXTURE_SEED, .replication = 0};

    return streams_uniform(&streams, 0, what, which);
}

#endif
