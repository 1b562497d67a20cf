/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who founds, who applies, who joins when, and what makes the effect of membership visible (7.15). */
#include "fixture.h"
#include "knowledge.h"
#include "membership.h"
#include "taskforce.h"
#include "trust.h"

static struct params open_cluster(int providers, int founders)
{
    struct params p = fixture_quiet(PARAMS_FORM_SUPPORT, providers);

    p.steering.on = p.branch.on = false;
    p.support.staff = 1;
    p.support.onboarding_hours = 3.0 * HOURS_PER_DAY;
    p.membership.on = true;
    p.membership.founders = founders;
    p.membership.innovation = p.membership.imitation = 0.0;
    p.trust.memory = 3650.0;
    return p;
}

/* Provider `i` applies now. */
static void apply(struct world *world, uint32_t i)
{
    world->params.membership.innovation = 1.0; /* the whole bound: whoever has an occasion takes it */
    membership_on_occasion(world, i, 0);
    world->params.membership.innovation = 0.0;
}

static void the_first_providers_found_the_cluster(void **state)
{
    const struct params p = open_cluster(6, 4);
    struct world *const world = fixture_world(&p);

    (void)state;
    for (int i = 0; i < 6; i++)
        assert_int_equal(world->providers[i].member, i < 4);
    assert_int_equal(world->clusters[0].members, 4);
    assert_int_equal(world->joiners, 0);
    world_free(world);
}

static void a_joiner_is_a_member_when_its_onboarding_is_done(void **state)
{
    const struct params p = open_cluster(6, 4);
    struct world *const world = fixture_world(&p);

    (void)state;
    fixture_move(world, 0.5);
    apply(world, 5);
    assert_int_equal(world->joiners, 1);
    fixture_move(world, 3.49);
    assert_false(world->providers[5].member);
    fixture_move(world, 3.5);
    assert_true(world->providers[5].member);
    assert_int_equal(world->clusters[0].members, 5);
    assert_int_equal(world->clusters[0].ever_members, 5);
    world_free(world);
}

static void one_that_stops_before_is_never_a_member(void **state)
{
    const struct params p = open_cluster(6, 4);
    struct world *const world = fixture_world(&p);

    (void)state;
    apply(world, 5);
    calendar_schedule(world->calendar, 1.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 5, 0);
    fixture_until(world, 5.0);
    assert_int_equal(world->clusters[0].members, 4);
    assert_int_equal(world->clusters[0].ever_members, 4);
    world_free(world);
}

static void a_joiner_pulls_trust_to_the_mean(void **state)
{
    struct params p = open_cluster(6, 4);
    struct world *world;

    (void)state;
    p.trust.start = 0.6;
    p.trust.joiner = 0.1;
    world = fixture_world(&p);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.6); /* founders pull nothing */
    apply(world, 5);
    fixture_until(world, 3.0);
    fixture_assert_same(trust_now(world, &world->clusters[0]), (4.0 * 0.6 + 0.1) / 5.0);
    world_free(world);
}

/* Its knowledge decays as before, and of what was said before it hears nothing, whenever it was last looked
 * at. */
static void a_joiner_hears_only_what_is_said_from_then_on(void **state)
{
    struct params p = open_cluster(3, 2);
    struct world *world;

    (void)state;
    p.exchange.on = true;
    p.exchange.share = 0.4;
    p.exchange.dilution = 0.0;
    p.trust.start = 0.5;
    p.trust.joiner = 0.5;
    p.learning.start = 100.0;
    p.learning.cv = 0.0;
    p.learning.half_life = 10.0;
    world = fixture_world(&p);
    for (int k = 0; k < 3; k++)
        fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0}); /* end on days 1, 2, 3 */
    fixture_move(world, 2.0);
    apply(world, 2); /* a member from day 5 on */
    fixture_move(world, 8.0);
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0}); /* ends on day 9 */
    fixture_move(world, 10.0);
    fixture_assert_same(knowledge_now(world, 2), 100.0 * 0.5 + 0.4 * 0.5 * exp2(-1.0 / 10.0));
    world_free(world);
}

static void sessions_of(struct world *world, uint32_t provider, int count, double quality)
{
    for (int k = 0; k < count; k++) {
        const uint32_t r = fixture_arrives(world, provider, (struct fixture_ask){.work = 0.0});
        world->requests[r].quality = quality;
        fixture_move(world, state_now(world));
    }
}

/* psi = clip(1 + beta (inside - outside) / outside, 0, 3), sessions of the last 90 days, each counted once.
 */
static void the_visible_effect_compares_recent_sessions(void **state)
{
    struct params p = open_cluster(6, 4);
    struct world *world;

    (void)state;
    p.membership.effect = 2.0;
    world = fixture_world(&p);
    assert_true(membership_visible_effect(world) == 1.0);
    sessions_of(world, 0, 2, 0.9); /* will be forgotten */
    fixture_move(world, 50.0);
    sessions_of(world, 5, 3, 0.5);
    sessions_of(world, 1, 1, 0.6);
    fixture_assert_same(membership_visible_effect(world), 1.0 + 2.0 * ((0.9 + 0.9 + 0.6) / 3.0 - 0.5) / 0.5);
    fixture_move(world, 90.0);
    fixture_assert_same(membership_visible_effect(world), 1.0 + 2.0 * (0.8 - 0.5) / 0.5);
    fixture_move(world, 90.1);
    fixture_assert_same(membership_visible_effect(world), 1.0 + 2.0 * (0.6 - 0.5) / 0.5);
    sessions_of(world, 1, 50, 0.1);
    assert_true(membership_visible_effect(world) == 0.0);
    sessions_of(world, 5, 3000, 0.01);
    sessions_of(world, 1, 3000, 0.9);
    assert_true(membership_visible_effect(world) == 3.0);
    world_free(world);
}

static void without_effect_nobody_looks(void **state)
{
    struct params p = open_cluster(6, 4);
    struct world *world;

    (void)state;
    p.membership.effect = 0.0;
    world = fixture_world(&p);
    sessions_of(world, 0, 2, 0.9);
    sessions_of(world, 5, 2, 0.3);
    assert_true(membership_visible_effect(world) == 1.0);
    world_free(world);
}

/* Of the price, or of the members' envelope: 300,000 over four, then five members. */
static void a_fee_from_the_envelope_is_shared_by_the_members(void **state)
{
    struct params p = open_cluster(6, 4);
    double m[OUTCOME_MEASURES];
    struct world *world;

    (void)state;
    p.purchase.fee_from = PARAMS_FEE_ENVELOPE;
    p.support.staff_cost = 90000.0;
    p.support.staff = 2;
    p.purchase.team_cost = 150000.0;
    p.programme.horizon = 100.0;
    world = fixture_world(&p);
    fixture_until(world, 0.1);
    fixture_assert_same(world->providers[0].capacity, 1.0 - 180000.0 / 4.0 / 150000.0);
    fixture_assert_same(world->providers[5].capacity, 1.0);
    apply(world, 5);
    fixture_until(world, 3.1);
    for (int i = 0; i < 6; i++)
        fixture_assert_same(world->providers[i].capacity, i == 4 ? 1.0 : 1.0 - 180000.0 / 5.0 / 150000.0);
    assert_int_equal(world_run(world), DIAG_OK);
    world_measures(world, m);
    /* the fee is a part of what the contracts cost, and nothing comes on top */
    fixture_assert_same(m[OUTCOME_COST_TOTAL],
                        6.0 * p.purchase.price * 100.0 / 365.0 + m[OUTCOME_COST_GOVERNMENT]);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_providers_found_the_cluster),
        cmocka_unit_test(a_joiner_is_a_member_when_its_onboarding_is_done),
        cmocka_unit_test(one_that_stops_before_is_never_a_member),
        cmocka_unit_test(a_joiner_pulls_trust_to_the_mean),
        cmocka_unit_test(a_joiner_hears_only_what_is_said_from_then_on),
        cmocka_unit_test(the_visible_effect_compares_recent_sessions),
        cmocka_unit_test(without_effect_nobody_looks),
        cmocka_unit_test(a_fee_from_the_envelope_is_shared_by_the_members),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
