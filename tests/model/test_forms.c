/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms without a support organisation: shared and lead (docs/model.md 7.5), and several clusters (7.18).
 */
#include "fixture.h"

#include "taskforce.h"

static void loaded(struct world *world, uint32_t provider, int requests)
{
    for (int k = 0; k < requests; k++)
        fixture_arrives(world, provider, (struct fixture_ask){.work = 100.0, .u_engage = 1.0});
}

static struct params shared(int members)
{
    struct params p = fixture_quiet(PARAMS_FORM_SHARED, members);

    p.programme.horizon = 1000.0;
    p.referral.on = true;
    p.referral.threshold = 2.0;
    p.referral.gap = 1.0;
    p.referral.accept_base = 1.0;
    p.providers.teams = 2;
    return p;
}

/* Member 4 of 8 knows 5, 6, 3, 2 with four acquaintances; 0 is idle and out of reach. */
static void shared_referral_reaches_only_acquaintances_on_the_ring(void **state)
{
    struct params p = shared(8);
    struct world *world;
    uint32_t asked;

    (void)state;
    p.providers.teams = 1;
    world = fixture_world(&p);
    for (uint32_t i = 1; i < 8; i++)
        loaded(world, i, i == 4 ? 4 : i == 2 ? 1 : 2);
    asked = fixture_arrives(world, 4, (struct fixture_ask){.work = 1.0, .u_engage = 0.01});
    assert_int_equal(world->requests[asked].attempted, true);
    assert_int_equal(world->requests[asked].at, 4); /* the search waits for the only team */
    world_free(world);

    p.providers.teams = 2;
    world = fixture_world(&p);
    for (uint32_t i = 1; i < 8; i++)
        loaded(world, i, i == 2 ? 2 : 6);
    for (uint32_t k = 0; k < 1; k++)
        asked = fixture_arrives(world, 4, (struct fixture_ask){.work = 1.0, .u_engage = 0.01});
    world->providers[4].teams = 3; /* a free team, so that the search begins */
    world->providers[4].most_teams = 3;
    provider_assign(world, 4);
    fixture_move(world, 1.0);
    assert_int_equal(world->requests[asked].at, 2);
    world_free(world);
}

/* The search is a duty of search_factor * referral_hours; it ends without effect when the request has begun.
 */
static void a_search_is_a_duty_and_is_withdrawn_with_its_request(void **state)
{
    const struct params p = shared(3);
    struct world *world = fixture_world(&p);
    uint32_t asked;

    (void)state;
    loaded(world, 0, 5);
    asked = fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .u_engage = 0.01, .patience = 5.0});
    assert_int_not_equal(world->requests[asked].task, NONE);
    assert_int_equal(world->duties[world->requests[asked].task].kind, DUTY_SEARCH);
    fixture_assert_same(world->duties[world->requests[asked].task].team_days, 2.0 * 1.0 / 8.0);
    fixture_until(world, 6.0); /* it abandons before a team was free */
    assert_int_equal(world->ledgers[1].abandoned, 1);
    fixture_until(world, 101.0); /* a team is free: the search is skipped, the next session begins */
    assert_int_equal(world->providers[0].in_session, 2);
    fixture_assert_same(world->search_hours, 0.0);
    world_free(world);
}

static struct params lead(int members)
{
    struct params p = fixture_quiet(PARAMS_FORM_LEAD, members);

    p.programme.horizon = 1000.0;
    p.steering.on = p.branch.on = false;
    return p;
}

/* A fee of 3 * 100,000 buys floor(300,000 / 150,000) teams. */
static void the_fee_buys_the_lead_extra_teams_and_a_successor_inherits_them(void **state)
{
    const struct params p = lead(3);
    struct world *world = fixture_world(&p);

    (void)state;
    assert_int_equal(world->clusters[0].lead, 0);
    assert_int_equal(world->providers[0].teams, 3);
    assert_int_equal(world->providers[1].teams, 1);
    calendar_schedule(world->calendar, 5.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 6.0);
    assert_int_equal(world->clusters[0].lead, 1);
    assert_int_equal(world->providers[1].teams, 3);
    world_free(world);
}

/* Its own duties first, then the hub's tasks by priority, then sessions; tasks take hours/8 team-days. */
static void the_lead_does_duties_then_tasks_then_sessions(void **state)
{
    struct params p = lead(2);
    struct world *world;

    (void)state;
    p.support.staff = 0; /* no extra team: one at a time */
    world = fixture_world(&p);
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0}); /* until day 1 */
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0});
    taskforce_raise(world, 0, TASK_COORDINATION, 8.0, NONE, NONE, 0);
    taskforce_raise(world, 0, TASK_TRAINING, 8.0, 0, 0, 0); /* a class of nobody */
    provider_add_duty(world, 0, DUTY_MEMBERSHIP, 8.0, 0.0);
    assert_int_equal(world->taskforces[0].busy, 0);
    fixture_until(world, 1.5); /* the duty */
    assert_int_equal(world->taskforces[0].busy, 0);
    assert_int_equal(world->providers[0].busy, 1);
    assert_int_equal(world->providers[0].in_session, 0);
    fixture_until(world, 2.5); /* training goes before coordination */
    assert_int_equal(world->taskforces[0].busy, 1);
    fixture_until(world, 3.5);
    fixture_assert_same(world->taskforces[0].hours[TASK_TRAINING], 8.0);
    fixture_assert_same(world->taskforces[0].hours[TASK_COORDINATION], 0.0);
    fixture_until(world, 4.5);
    fixture_assert_same(world->taskforces[0].hours[TASK_COORDINATION], 8.0);
    assert_int_equal(world->providers[0].in_session, 1);
    world_free(world);
}

static struct params macro(int clusters, int providers)
{
    struct params p = fixture_quiet(PARAMS_FORM_SUPPORT, providers);

    p.programme.horizon = 1000.0;
    p.macro.clusters = clusters;
    p.macro.threshold = 3.0;
    p.referral.on = true;
    p.referral.threshold = 2.0;
    p.referral.gap = 1.0;
    p.referral.accept_base = 1.0;
    p.support.referral_hours = 0.0;
    return p;
}

static void providers_are_dealt_in_turn_or_by_type(void **state)
{
    struct params p = macro(2, 6);
    struct world *world;

    (void)state;
    p.providers.types = 3;
    world = fixture_world(&p);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(world->providers[i].cluster, i % 2);
    world_free(world);
    p.macro.by = PARAMS_DEAL_TYPE;
    p.macro.clusters = 3;
    world = fixture_world(&p);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(world->providers[i].cluster, world->providers[i].type);
    world_free(world);
}

/* Clusters {0, 2} and {1, 3}: with 2 as loaded as 0, only the apex finds the idle 1, from the macro threshold
 * on. */
static void the_apex_refers_between_clusters_from_its_threshold_on(void **state)
{
    const struct params p = macro(2, 4);
    struct world *world = fixture_world(&p);
    uint32_t asked;

    (void)state;
    loaded(world, 0, 2);
    loaded(world, 2, 2);
    asked = fixture_arrives(world, 0, (struct fixture_ask){.work = 100.0, .u_engage = 0.01});
    fixture_move(world, 0.5);
    assert_int_equal(world->requests[asked].at, 0); /* two others: below 3 */
    loaded(world, 2, 1);
    asked = fixture_arrives(world, 0, (struct fixture_ask){.work = 100.0, .u_engage = 0.01});
    fixture_until(world, 1.0);
    assert_int_equal(world->requests[asked].at, 1);
    assert_true(world->taskforces[state_apex(world)].begun == 1);
    assert_true(world->taskforces[0].begun == 0);
    world_free(world);
}

/* Also where the macro threshold is the lower one: the apex is for what the own cluster cannot place. */
static void a_low_macro_threshold_does_not_pass_over_the_own_cluster(void **state)
{
    struct params p = macro(2, 4);
    struct world *world;
    uint32_t asked;

    (void)state;
    p.referral.threshold = 6.0;
    p.macro.threshold = 2.0;
    world = fixture_world(&p);
    loaded(world, 0, 4);
    asked = fixture_arrives(world, 0, (struct fixture_ask){.work = 100.0, .u_engage = 0.01});
    fixture_until(world, 1.0);
    assert_int_equal(world->requests[asked].at,
                     0); /* the own 2 is idle and would do, but 4 others are below 6 */
    loaded(world, 2, 6);
    asked = fixture_arrives(world, 0, (struct fixture_ask){.work = 100.0, .u_engage = 0.01});
    fixture_until(world, 2.0);
    assert_int_equal(world->requests[asked].at, 1);
    world_free(world);
}

static void an_own_member_goes_before_the_apex(void **state)
{
    const struct params p = macro(2, 4);
    struct world *world = fixture_world(&p);
    uint32_t asked;

    (void)state;
    loaded(world, 0, 4);
    asked = fixture_arrives(world, 0, (struct fixture_ask){.work = 100.0, .u_engage = 0.01});
    fixture_until(world, 1.0);
    assert_int_equal(world->requests[asked].at, 2);
    assert_true(world->taskforces[state_apex(world)].begun == 0);
    world_free(world);
}

static void each_cluster_has_its_own_trust_and_the_fee_covers_all_hubs_and_the_apex(void **state)
{
    struct params p = macro(3, 6);
    struct world *world;
    double m[OUTCOME_MEASURES];

    (void)state;
    p.referral.on = false;
    p.trust.gain = 0.1;
    p.programme.horizon = 365.0;
    p.steering.on = p.branch.on = false;
    world = fixture_world(&p);
    world->clusters[1].trust = 0.9;
    fixture_until(world, 0.5);
    assert_true(world->clusters[1].trust > 0.85);
    assert_true(world->clusters[0].trust < 0.6);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    fixture_assert_same(m[OUTCOME_COST_FEE], 3 * 300000.0 + 2 * 100000.0);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_referral_reaches_only_acquaintances_on_the_ring),
        cmocka_unit_test(a_search_is_a_duty_and_is_withdrawn_with_its_request),
        cmocka_unit_test(the_fee_buys_the_lead_extra_teams_and_a_successor_inherits_them),
        cmocka_unit_test(the_lead_does_duties_then_tasks_then_sessions),
        cmocka_unit_test(providers_are_dealt_in_turn_or_by_type),
        cmocka_unit_test(the_apex_refers_between_clusters_from_its_threshold_on),
        cmocka_unit_test(a_low_macro_threshold_does_not_pass_over_the_own_cluster),
        cmocka_unit_test(an_own_member_goes_before_the_apex),
        cmocka_unit_test(each_cluster_has_its_own_trust_and_the_fee_covers_all_hubs_and_the_apex),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
