/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a referral is tried, where to, what it brings about, and what it changes for the request. */
#include "fixture.h"
#include "referral.h"

#define LONG_WORK 500.0 /* keeps a team busy for the whole of a test */

/* A cluster whose hub refers within no time; all members alike unless the test says otherwise. */
static struct params referring(int providers, int teams)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, providers);

    params.providers.teams = teams;
    params.referral.on = true;
    params.referral.threshold = 3.0;
    params.referral.gap = 2.0;
    params.referral.accept_base = 1.0;
    params.referral.accept_trust = 0.0;
    params.support.referral_hours = 0.0;
    params.support.staff = 1;
    return params;
}

/* `count` requests of the provider's type that nobody refers (they are not engaged). */
static void fill(struct world *world, uint32_t provider, int count)
{
    const uint8_t type = (uint8_t)world->providers[provider].type;

    for (int i = 0; i < count; i++)
        fixture_arrives(world, provider,
                        (struct fixture_ask){.work = LONG_WORK, .type = type, .u_engage = 1.0});
}

/* An engaged request of `type` arrives; what there is to be done in no time is done. Where is it now? */
static uint32_t goes_to(struct world *world, uint32_t provider, uint8_t type)
{
    const uint32_t index =
        fixture_arrives(world, provider, (struct fixture_ask){.work = LONG_WORK, .type = type});

    fixture_until(world, state_now(world));
    return world->requests[index].state == REQUEST_FREE ? NONE : world->requests[index].at;
}

static void a_referral_is_tried_from_the_threshold_the_request_itself_not_counted(void **state)
{
    const struct params params = referring(2, 1);
    struct world *const world = fixture_world(&params);

    (void)state;
    fill(world, 0, 2);
    assert_int_equal(goes_to(world, 0, 0), 0); /* found 2 */
    assert_int_equal(goes_to(world, 0, 0), 1); /* found 3 */
    world_free(world);
}

static void loads_are_per_team(void **state)
{
    const struct params params = referring(2, 2);
    struct world *const world = fixture_world(&params);

    (void)state;
    fill(world, 0, 5);
    assert_int_equal(goes_to(world, 0, 0), 0); /* found 5 with 2 teams: 2.5 */
    assert_int_equal(goes_to(world, 0, 0), 1); /* found 6: 3 */
    world_free(world);
}

static void the_other_must_be_less_busy_by_the_gap(void **state)
{
    const struct params params = referring(2, 1);
    struct world *const world = fixture_world(&params);

    (void)state;
    fill(world, 0, 4);
    fill(world, 1, 3);
    assert_int_equal(goes_to(world, 0, 0), 0); /* 4 - 3 < 2; now 5 there */
    assert_int_equal(goes_to(world, 0, 0), 1); /* 5 - 3 = 2 */
    assert_int_equal(goes_to(world, 0, 0), 0); /* 5 - 4 */
    world_free(world);
}

static void a_free_team_comes_before_any_referral(void **state)
{
    struct params params = referring(2, 1);
    struct fixture_log log = {0};
    struct world *world;

    (void)state;
    params.referral.threshold = params.referral.gap = 0.0;
    world = fixture_watched(&params, &log);
    assert_int_equal(goes_to(world, 0, 0), 0);
    assert_int_equal(fixture_count(&log, "task_raised", "referral"), 0);
    fixture_end(world, &log);
}

static void ties_go_to_the_lowest_index(void **state)
{
    struct params params = referring(6, 1);
    struct world *world;

    (void)state;
    params.providers.types = 3;
    params.providers.off_type_efficiency = 1.0; /* so that all types compete */
    world = fixture_world(&params);
    fill(world, 4, 3);
    fill(world, 0, 1);
    assert_int_equal(goes_to(world, 4, 0), 1);
    assert_int_equal(goes_to(world, 4, 0), 2);
    assert_int_equal(goes_to(world, 4, 0), 3);
    assert_int_equal(goes_to(world, 4, 0), 5);
    assert_int_equal(goes_to(world, 4, 0), 0); /* one each: now 0 is the lowest */
    world_free(world);
}

/* Providers 0..5 have types 0 1 2 0 1 2. */
static void nobody_is_asked_who_is_slower_at_the_type(void **state)
{
    struct params params = referring(6, 1);
    struct world *world;

    (void)state;
    params.providers.types = 3;
    params.providers.off_type_efficiency = 0.7;
    world = fixture_world(&params);
    fill(world, 0, 4);
    assert_int_equal(goes_to(world, 0, 0), 3); /* own type: only 3 is as fast */
    fill(world, 3, 3);
    assert_int_equal(goes_to(world, 0, 0),
                     0); /* 3 holds 4 against 4: nobody, though 1, 2, 4 and 5 are idle */
    assert_int_equal(goes_to(world, 0, 1), 1); /* another type: everybody is at least as fast; 1 before 2 */
    world_free(world);
}

static void what_the_member_cannot_serve_goes_to_the_least_busy_of_the_type(void **state)
{
    struct params params = referring(6, 1);
    struct world *world;

    (void)state;
    params.providers.types = 3;
    params.providers.off_type_efficiency = 0.0;
    world = fixture_world(&params);
    assert_int_equal(goes_to(world, 0, 2), 2); /* at once, whatever the threshold and the gap */
    assert_int_equal(goes_to(world, 0, 2), 5);
    fill(world, 2, 4);
    fill(world, 5, 6);
    assert_int_equal(goes_to(world, 0, 2), 2);
    assert_int_equal(world->ledgers[1].lost, 0);
    world_free(world);
}

static void what_the_member_cannot_serve_and_is_not_engaged_is_lost_at_once(void **state)
{
    struct params params = referring(2, 1);
    struct world *world;

    (void)state;
    params.providers.types = 2;
    params.providers.off_type_efficiency = 0.0;
    params.referral.engagement = 0.5;
    world = fixture_world(&params);
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .type = 1, .u_engage = 0.5});
    assert_int_equal(world->ledgers[1].lost, 1);
    assert_int_equal(world->taskforces[0].begun, 0);
    world_free(world);
}

static void what_no_member_can_serve_is_lost_at_once(void **state)
{
    struct params params = referring(2, 1);
    struct world *world;

    (void)state;
    params.providers.types = 3;
    params.providers.same_type = true;
    params.providers.off_type_efficiency = 0.0;
    world = fixture_world(&params);
    assert_int_equal(goes_to(world, 0, 2), NONE);
    assert_int_equal(world->ledgers[1].lost, 1);
    assert_int_equal(world->ledgers[1].refused, 0);
    world_free(world);
}

static void only_the_engaged_are_referred(void **state)
{
    const double engagement[] = {0.0, 0.5};

    (void)state;
    for (int k = 0; k < 2; k++) {
        struct params params = referring(2, 1);
        struct fixture_log log = {0};
        struct world *world;

        params.referral.engagement = engagement[k];
        world = fixture_world(&params);
        fill(world, 0, 3);
        world_observe(world, fixture_log_add, &log);
        fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .u_engage = 0.5});
        assert_int_equal(fixture_count(&log, "task_raised", "referral"), 0);
        fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .u_engage = 0.49});
        assert_int_equal(fixture_count(&log, "task_raised", "referral"), k);
        fixture_end(world, &log);
    }
}

static void alone_nobody_refers(void **state)
{
    struct params params = referring(2, 1);
    struct world *world;

    (void)state;
    params.programme.launch = 10.0;
    world = fixture_world(&params);
    fill(world, 0, 5);
    assert_int_equal(goes_to(world, 0, 0), 0);
    fixture_until(world, 10.0);
    assert_int_equal(goes_to(world, 0, 0), 1);
    world_free(world);
}

static void nobody_is_referred_to_a_provider_that_stopped(void **state)
{
    const struct params params = referring(3, 1);
    struct world *const world = fixture_world(&params);

    (void)state;
    calendar_schedule(world->calendar, 1.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 1, 0);
    fixture_until(world, 2.0);
    fill(world, 0, 3);
    assert_int_equal(goes_to(world, 0, 0), 2);
    world_free(world);
}

/* Speed of provider i at a type, and requests at it per team, as the test counts them itself. */
static double speed(const struct world *world, uint32_t i, uint32_t type)
{
    return i % 3 == type ? 1.0 : world->params.providers.off_type_efficiency;
}

static uint32_t by_hand(const struct world *world, const int *held, uint32_t i, uint32_t type)
{
    const double teams = world->params.providers.teams;
    uint32_t best = NONE;

    for (uint32_t j = 0; j < 10; j++) {
        if (j != i && speed(world, j, type) > 0.0 && speed(world, j, type) >= speed(world, i, type) &&
            (best == NONE || held[j] < held[best]))
            best = j;
    }
    if (speed(world, i, type) == 0.0)
        return best;
    if (held[i] / teams < world->params.referral.threshold || best == NONE ||
        held[best] / teams > held[i] / teams - world->params.referral.gap)
        return i;
    return best;
}

static void the_least_busy_is_the_one_that_a_search_of_all_finds(void **state)
{
    const double off_type[] = {0.0, 0.7, 1.0};
    uint32_t draw = 0;

    (void)state;
    for (int k = 0; k < 6; k++) {
        struct params params = referring(10, 1 + k / 3);
        int held[10] = {0};
        struct world *world;

        params.providers.types = 3;
        params.providers.off_type_efficiency = off_type[k % 3];
        params.referral.gap = 1.5;
        params.referral.threshold = 2.5;
        world = fixture_world(&params);
        for (int step = 0; step < 300; step++, draw++) {
            const uint32_t i =
                (uint32_t)(pow(fixture_uniform(0, draw), 2.0) * 10.0); /* some are asked more */
            const uint32_t type = (uint32_t)(fixture_uniform(1, draw) * 3.0);
            const uint32_t expected = by_hand(world, held, i, type);
            assert_int_equal(goes_to(world, i, (uint8_t)type), expected);
            held[expected]++;
        }
        world_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_referral_is_tried_from_the_threshold_the_request_itself_not_counted),
        cmocka_unit_test(loads_are_per_team),
        cmocka_unit_test(the_other_must_be_less_busy_by_the_gap),
        cmocka_unit_test(a_free_team_comes_before_any_referral),
        cmocka_unit_test(ties_go_to_the_lowest_index),
        cmocka_unit_test(nobody_is_asked_who_is_slower_at_the_type),
        cmocka_unit_test(what_the_member_cannot_serve_goes_to_the_least_busy_of_the_type),
        cmocka_unit_test(what_the_member_cannot_serve_and_is_not_engaged_is_lost_at_once),
        cmocka_unit_test(what_no_member_can_serve_is_lost_at_once),
        cmocka_unit_test(only_the_engaged_are_referred),
        cmocka_unit_test(alone_nobody_refers),
        cmocka_unit_test(nobody_is_referred_to_a_provider_that_stopped),
        cmocka_unit_test(the_least_busy_is_the_one_that_a_search_of_all_finds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
