/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly price and benefit of being a cluster, and who is one. */
#include "fixture.h"
#include "trust.h"

static struct params coordinated(int providers)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, providers);

    params.programme.launch = 10.0;
    params.support.staff = 1;
    params.support.coordination_hours = 0.5;
    params.support.link_hours = 0.1;
    params.cluster.member_hours = 3.0;
    params.trust.gain = 0.1;
    params.trust.memory = 100.0;
    params.trust.start = 0.5;
    return params;
}

/* h_c n + h_p n (n - 1) / 2 a week, first a week after the launch; one member stops on day 20. */
static void the_hub_coordinates_members_and_their_links_weekly(void **state)
{
    const struct params params = coordinated(6);
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    calendar_schedule(world->calendar, 20.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 2, 0);
    fixture_until(world, 10.0 + 4.5 * 7.0);
    assert_int_equal(fixture_count(&log, "task_raised", "coordination"), 4);
    for (size_t k = 0; k < 4; k++) {
        const struct world_notice *const n = fixture_find(&log, "task_raised", "coordination", k);
        fixture_assert_same(n->time, 10.0 + 7.0 * (double)(k + 1));
        fixture_assert_same(n->value, k == 0 ? 0.5 * 6 + 0.1 * 15 : 0.5 * 5 + 0.1 * 10);
    }
    fixture_end(world, &log);
}

static void every_member_gives_its_hours_weekly(void **state)
{
    const struct params params = coordinated(3);
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    calendar_schedule(world->calendar, 20.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 1, 0);
    fixture_until(world, 10.0 + 2.5 * 7.0);
    assert_int_equal(fixture_count(&log, "duty_starts", "membership"), 3 + 2);
    for (size_t k = 0; k < 5; k++) {
        const struct world_notice *const n = fixture_find(&log, "duty_starts", "membership", k);
        fixture_assert_same(n->time, 10.0 + 7.0 * (k < 3 ? 1 : 2));
        fixture_assert_same(n->value, 3.0 / 8.0);
    }
    fixture_end(world, &log);
}

static void coordination_done_is_a_trust_gain(void **state)
{
    const struct params params = coordinated(6);
    const double done = 17.0 + (0.5 * 6 + 0.1 * 15) / HOURS_PER_DAY;
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    fixture_move(world, done - 0.01);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.5);
    fixture_move(world, done);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.5 + 0.1 * 0.5);
    fixture_end(world, &log);
}

static void all_living_providers_become_members_at_the_launch(void **state)
{
    const struct params params = coordinated(4);
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    calendar_schedule(world->calendar, 5.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 3, 0);
    fixture_until(world, 9.99);
    assert_int_equal(world->clusters[0].members, 0);
    assert_false(world->launched);
    fixture_until(world, 10.0);
    assert_true(world->launched);
    assert_int_equal(world->clusters[0].members, 3);
    for (int i = 0; i < 4; i++)
        assert_int_equal(world->providers[i].member, i < 3);
    calendar_schedule(world->calendar, 12.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 13.0);
    assert_int_equal(world->clusters[0].members, 2);
    assert_int_equal(world->clusters[0].ever_members, 3);
    assert_false(world->providers[0].member);
    fixture_end(world, &log);
}

static void solo_never_launches(void **state)
{
    struct params params = coordinated(4);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.cluster.form = PARAMS_FORM_SOLO;
    world = fixture_watched(&params, &log);
    fixture_until(world, 1095.0);
    assert_false(world->launched);
    assert_int_equal(log.count, 0);
    fixture_end(world, &log);
}

/* When all have stopped there is nobody to coordinate. */
static void nobody_is_coordinated_when_all_have_stopped(void **state)
{
    const struct params params = coordinated(1);
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    calendar_schedule(world->calendar, 18.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 100.0);
    assert_int_equal(fixture_count(&log, "task_raised", "coordination"), 1);
    fixture_end(world, &log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hub_coordinates_members_and_their_links_weekly),
        cmocka_unit_test(every_member_gives_its_hours_weekly),
        cmocka_unit_test(coordination_done_is_a_trust_gain),
        cmocka_unit_test(all_living_providers_become_members_at_the_launch),
        cmocka_unit_test(solo_never_launches),
        cmocka_unit_test(nobody_is_coordinated_when_all_have_stopped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
