/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning from each other costs O(1) a completion; here the same history is also followed one member at a
 * time, as equation (E23) is written, and both must agree.
 */
#include "exchange.h"
#include "fixture.h"
#include "knowledge.h"
#include "membership.h"
#include "trust.h"

#include <gsl/gsl_math.h>

#define MEMBERS 12
#define STEPS   600

struct naive {
    double knowledge[MEMBERS];
    bool member[MEMBERS];
    double now;
};

static void naive_until(struct naive *self, const struct params *params, double time)
{
    for (int i = 0; i < MEMBERS; i++)
        self->knowledge[i] *= exp(-M_LN2 / params->learning.half_life * (time - self->now));
    self->now = time;
}

/* (E23), with the speaker's own session */
static void naive_session(struct naive *self, const struct world *world, uint32_t j, double trust)
{
    const struct params *const params = &world->params;
    int n = 0;

    for (int i = 0; i < MEMBERS; i++)
        n += self->member[i];
    for (uint32_t i = 0; i < MEMBERS; i++) {
        const bool alike = world->providers[i].type == world->providers[j].type;
        if (i == j)
            self->knowledge[i] += 1.0;
        else if (self->member[i] && self->member[j])
            self->knowledge[i] += params->exchange.share * (alike ? 1.0 : params->exchange.type_overlap) *
                                  trust / pow(n - 1, params->exchange.dilution);
    }
}

/* Trust now, without telling the world to bring it up to date. */
static double trust_at(const struct world *world, double now)
{
    const struct cluster *const cluster = &world->clusters[0];
    const double start = world->params.trust.start;

    return start + (cluster->trust - start) * exp(-(now - cluster->trust_time) / world->params.trust.memory);
}

static void session_of(struct world *world, struct naive *naive, uint32_t j)
{
    naive_session(naive, world, j, trust_at(world, naive->now));
    knowledge_on_session_done(world, j, 0);
    exchange_on_session_done(world, j, 0);
}

static void check_all(struct world *world, const struct naive *naive)
{
    for (uint32_t i = 0; i < MEMBERS; i++)
        fixture_assert_close(knowledge_now(world, i), naive->knowledge[i],
                             1e-9 * (1.0 + naive->knowledge[i]));
}

/* One random thing happens: mostly sessions; trust moves, somebody departs, is trained, or is looked at. */
static void happen(struct world *world, struct naive *naive, uint32_t step)
{
    const double what = fixture_uniform(1, step);
    const uint32_t who = (uint32_t)(fixture_uniform(2, step) * MEMBERS);

    if (what < 0.6) {
        if (world->providers[who].alive)
            session_of(world, naive, who);
    } else if (what < 0.7) {
        trust_now(world, &world->clusters[0]);
        world->clusters[0].trust = fixture_uniform(3, step);
    } else if (what < 0.8) {
        knowledge_on_staff_leaves(world, who, 0);
        if (world->providers[who].alive)
            naive->knowledge[who] *= 1.0 - world->params.learning.loss / world->params.providers.staff;
    } else if (what < 0.9) {
        knowledge_gain(world, who, 2.5);
        naive->knowledge[who] += 2.5;
    } else {
        fixture_assert_close(knowledge_now(world, who), naive->knowledge[who],
                             1e-9 * (1.0 + naive->knowledge[who]));
    }
}

static void stop(struct world *world, struct naive *naive, uint32_t provider)
{
    membership_on_stop(world, provider, 0);
    provider_on_stop(world, provider, 0);
    naive->member[provider] = false;
}

static struct params exchanging(double dilution, double overlap, int types, bool same_type)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, MEMBERS);

    params.providers.types = types;
    params.providers.same_type = same_type;
    params.exchange.on = true;
    params.exchange.share = 0.4;
    params.exchange.dilution = dilution;
    params.exchange.type_overlap = overlap;
    params.learning.half_life = 100.0;
    params.learning.start = 20.0;
    params.learning.loss = 0.5;
    params.trust.memory = 60.0;
    return params;
}

/* Two of the members stop on the way, all of whom are followed to the end. */
static void follow_history(const struct params *params)
{
    struct world *const world = fixture_world(params);
    struct naive naive = {.now = 0.0};

    for (uint32_t i = 0; i < MEMBERS; i++) {
        naive.knowledge[i] = knowledge_now(world, i);
        naive.member[i] = true;
    }
    for (uint32_t step = 0; step < STEPS; step++) {
        const double time = naive.now - log(fixture_uniform(0, step)) * 0.5;
        fixture_move(world, fixture_uniform(4, step) < 0.2 ? naive.now : time); /* also at one instant */
        naive_until(&naive, params, state_now(world));
        if (step == STEPS / 3 || step == STEPS / 2)
            stop(world, &naive, step == STEPS / 3 ? 4 : 0);
        happen(world, &naive, step);
    }
    check_all(world, &naive);
    fixture_move(world, naive.now + 30.0);
    naive_until(&naive, params, state_now(world));
    check_all(world, &naive);
    world_free(world);
}

static void every_member_hears_what_the_sum_over_members_says(void **state)
{
    const double values[] = {0.0, 0.5, 1.0};

    (void)state;
    for (int d = 0; d < 3; d++) {
        for (int o = 0; o < 3; o++) {
            const struct params mixed = exchanging(values[d], values[o], 3, false);
            const struct params alone = exchanging(values[d], values[o], 20, false);
            const struct params alike = exchanging(values[d], values[o], 3, true);
            follow_history(&mixed);
            follow_history(&alone);
            follow_history(&alike);
        }
    }
}

/* The same without a single look in between, so that all that was heard is one difference of sums. */
static void what_is_heard_may_be_looked_at_only_at_the_end(void **state)
{
    const struct params params = exchanging(0.5, 0.5, 3, false);
    struct world *const world = fixture_world(&params);
    struct naive naive = {.now = 0.0};

    (void)state;
    for (uint32_t i = 0; i < MEMBERS; i++) {
        naive.knowledge[i] = knowledge_now(world, i);
        naive.member[i] = true;
    }
    for (uint32_t step = 0; step < STEPS; step++) {
        fixture_move(world, naive.now + 1.0);
        naive_until(&naive, &params, state_now(world));
        session_of(world, &naive, step % 3); /* the others only listen */
    }
    check_all(world, &naive);
    world_free(world);
}

static void a_sender_never_hears_itself(void **state)
{
    const struct params params = exchanging(1.0, 0.5, 3, false);
    struct world *const world = fixture_world(&params);
    const double start = knowledge_now(world, 5);

    (void)state;
    for (int k = 1; k <= 50; k++) {
        fixture_move(world, 2.0 * k);
        knowledge_on_session_done(world, 5, 0);
        exchange_on_session_done(world, 5, 0);
    }
    /* 50 sessions of its own, two days apart, each decaying with half-life 100 */
    fixture_assert_close(knowledge_now(world, 5), start * 0.5 + (1.0 - 0.5) / (1.0 - exp2(-2.0 / 100.0)),
                         1e-9);
    assert_true(knowledge_now(world, 4) > 0.0);
    world_free(world);
}

static void the_last_member_speaks_to_nobody(void **state)
{
    struct params params = exchanging(1.0, 0.5, 1, false);
    struct world *world;

    (void)state;
    params.providers.count = 2;
    params.learning.half_life = INFINITY;
    params.learning.start = 0.0;
    world = fixture_world(&params);
    knowledge_on_session_done(world, 0, 0);
    exchange_on_session_done(world, 0, 0);
    fixture_assert_same(knowledge_now(world, 1), 0.4 * params.trust.start);
    membership_on_stop(world, 1, 0);
    provider_on_stop(world, 1, 0);
    knowledge_on_session_done(world, 0, 0);
    exchange_on_session_done(world, 0, 0);
    fixture_assert_same(knowledge_now(world, 0), 2.0);
    fixture_assert_same(knowledge_now(world, 1), 0.4 * params.trust.start);
    world_free(world);
}

static void nothing_said_before_the_launch_is_heard(void **state)
{
    struct params params = exchanging(0.0, 1.0, 1, false);
    struct world *world;

    (void)state;
    params.programme.launch = 10.0;
    params.learning.start = 0.0;
    params.learning.half_life = INFINITY;
    world = fixture_world(&params);
    fixture_arrives(world, 0, (struct fixture_ask){.work = 5.0});
    fixture_arrives(world, 0, (struct fixture_ask){.work = 7.0});
    fixture_until(world, 11.0);
    assert_true(knowledge_now(world, 1) == 0.0);
    fixture_until(world, 13.0); /* the second session ended at 12 */
    fixture_assert_same(knowledge_now(world, 0), 2.0);
    fixture_assert_same(knowledge_now(world, 1), 0.4 * params.trust.start);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_hears_what_the_sum_over_members_says),
        cmocka_unit_test(what_is_heard_may_be_looked_at_only_at_the_end),
        cmocka_unit_test(a_sender_never_hears_itself),
        cmocka_unit_test(the_last_member_speaks_to_nobody),
        cmocka_unit_test(nothing_said_before_the_launch_is_heard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
