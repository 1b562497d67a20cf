/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pool of staff with a priority queue: order, time, withdrawal, closing, and the account of its hours. */
#include "fixture.h"
#include "taskforce.h"

#define WEEK_OF_HOURS 40.0 /* of one server */

static struct world *make_world(int staff, struct fixture_log *log)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 3);

    params.support.staff = staff;
    params.government.officers = 1;
    params.trust.gain = 0.1;
    params.monitoring.host_hours = 0.0;
    return fixture_watched(&params, log);
}

/* A task of `days` of one server. One of referral is of no request and has no effect; a class has nobody in
 * it. */
static uint32_t raise_task(struct world *world, enum task_kind kind, double days)
{
    const uint32_t object = kind == TASK_TRAINING ? 0 : NONE;
    const uint32_t index = taskforce_raise(world, 0, kind, days * HOURS_PER_DAY, 0, object, 0);

    world->tasks[index].withdrawn = kind == TASK_REFERRAL;
    return index;
}

static void forty_hours_take_a_server_a_week(void **state)
{
    struct fixture_log log = {0};
    struct world *const world = make_world(1, &log);

    (void)state;
    fixture_until(world, 3.0);
    taskforce_raise(world, 0, TASK_VISIT, WEEK_OF_HOURS, 1, NONE, 0);
    fixture_until(world, 6.0);
    assert_int_equal(fixture_count(&log, "task_ends", "visit"), 0);
    fixture_until(world, 20.0);
    fixture_assert_same(fixture_day(&log, "task_begins", "visit", 0), 3.0);
    fixture_assert_same(fixture_day(&log, "task_ends", "visit", 0), 10.0);
    fixture_assert_same(taskforce_hours(world, 0, TASK_VISIT), WEEK_OF_HOURS);
    fixture_end(world, &log);
}

static void the_more_urgent_kind_goes_first_and_the_earlier_within_it(void **state)
{
    static const enum task_kind raised[] = {TASK_STATISTICS, TASK_CALLBACK, TASK_VISIT,   TASK_COORDINATION,
                                            TASK_TRAINING,   TASK_REFERRAL, TASK_FOLLOWUP};
    static const char *const expected[] = {"statistics", "referral",  "call-back",   "visit",
                                           "training",   "follow-up", "coordination"};
    struct fixture_log log = {0};
    struct world *const world = make_world(1, &log);
    const double first = 0.25; /* before the weekly coordination that the world raises itself */

    (void)state;
    for (size_t i = 0; i < 7; i++)
        raise_task(world, raised[i], first);
    fixture_until(world, 6.0);
    assert_int_equal(fixture_count(&log, "task_begins", NULL), 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(fixture_find(&log, "task_begins", NULL, i)->detail, expected[i]);
        fixture_assert_same(fixture_day(&log, "task_begins", NULL, i), first * (double)i);
    }
    fixture_end(world, &log);
}

static void nobody_is_interrupted(void **state)
{
    struct fixture_log log = {0};
    struct world *const world = make_world(1, &log);

    (void)state;
    raise_task(world, TASK_STATISTICS, 4.0);
    fixture_until(world, 1.0);
    raise_task(world, TASK_REFERRAL, 1.0);
    fixture_until(world, 6.0);
    fixture_assert_same(fixture_day(&log, "task_ends", "statistics", 0), 4.0);
    fixture_assert_same(fixture_day(&log, "task_begins", "referral", 0), 4.0);
    fixture_assert_same(fixture_day(&log, "task_ends", "referral", 0), 5.0);
    fixture_end(world, &log);
}

static void each_server_takes_a_task(void **state)
{
    struct fixture_log log = {0};
    struct world *const world = make_world(2, &log);

    (void)state;
    raise_task(world, TASK_VISIT, 3.0);
    raise_task(world, TASK_CALLBACK, 1.0);
    raise_task(world, TASK_FOLLOWUP, 1.0);
    assert_int_equal(world->taskforces[0].busy, 2);
    assert_int_equal(world->taskforces[0].waiting, 1);
    fixture_until(world, 6.0);
    fixture_assert_same(fixture_day(&log, "task_begins", "follow-up", 0), 1.0);
    fixture_assert_same(fixture_day(&log, "task_ends", "follow-up", 0), 2.0);
    fixture_assert_same(fixture_day(&log, "task_ends", "visit", 0), 3.0);
    fixture_end(world, &log);
}

static void a_withdrawn_task_that_waited_never_begins(void **state)
{
    struct fixture_log log = {0};
    struct world *const world = make_world(1, &log);
    uint32_t second;

    (void)state;
    raise_task(world, TASK_CALLBACK, 1.0);
    second = raise_task(world, TASK_VISIT, 1.0);
    raise_task(world, TASK_TRAINING, 1.0);
    assert_true(taskforce_waits(world, second));
    taskforce_withdraw(world, second);
    fixture_until(world, 6.0);
    assert_int_equal(fixture_count(&log, "task_begins", "visit"), 0);
    fixture_assert_same(fixture_day(&log, "task_begins", "training", 0), 1.0);
    assert_true(taskforce_hours(world, 0, TASK_VISIT) == 0.0);
    fixture_end(world, &log);
}

static void a_withdrawn_task_that_had_begun_ends_without_effect_but_costs_its_hours(void **state)
{
    struct fixture_log log = {0};
    struct world *const world = make_world(1, &log);
    const uint32_t task = raise_task(world, TASK_COORDINATION, 2.0);

    (void)state;
    assert_false(taskforce_waits(world, task));
    fixture_until(world, 1.0);
    taskforce_withdraw(world, task);
    raise_task(world, TASK_VISIT, 1.0);
    fixture_until(world, 6.0);
    fixture_assert_same(world->clusters[0].trust, world->params.trust.start);
    fixture_assert_same(fixture_day(&log, "task_begins", "visit", 0), 2.0);
    fixture_assert_same(taskforce_hours(world, 0, TASK_COORDINATION), 2.0 * HOURS_PER_DAY);
    raise_task(world, TASK_COORDINATION, 0.5);
    fixture_until(world, 6.9);
    assert_true(world->clusters[0].trust > world->params.trust.start); /* with effect when not withdrawn */
    fixture_end(world, &log);
}

static void a_closed_hub_ends_what_it_began_and_begins_nothing(void **state)
{
    struct fixture_log log = {0};
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 1);
    struct world *world;

    (void)state;
    params.support.staff = 1;
    params.support.closed_from = 1.0;
    params.support.closed_until = 5.0;
    world = fixture_watched(&params, &log);
    raise_task(world, TASK_CALLBACK, 2.0);
    raise_task(world, TASK_STATISTICS, 0.5);
    fixture_until(world, 3.0);
    raise_task(world, TASK_VISIT, 0.5);
    fixture_until(world, 6.9);
    fixture_assert_same(fixture_day(&log, "task_ends", "call-back", 0), 2.0);
    fixture_assert_same(fixture_day(&log, "task_begins", "visit", 0), 5.0);
    fixture_assert_same(fixture_day(&log, "task_begins", "statistics", 0), 5.5);
    fixture_end(world, &log);
}

static void without_staff_nothing_begins(void **state)
{
    struct fixture_log log = {0};
    struct world *const world = make_world(0, &log);

    (void)state;
    for (int i = 0; i < 5; i++)
        raise_task(world, TASK_VISIT, 0.0);
    fixture_until(world, 6.0);
    assert_int_equal(fixture_count(&log, "task_begins", NULL), 0);
    assert_int_equal(world->taskforces[0].waiting, 5);
    assert_true(taskforce_hours(world, 0, TASK_VISIT) == 0.0);
    fixture_end(world, &log);
}

static void tasks_of_no_hours_are_done_at_once_one_after_the_other(void **state)
{
    struct fixture_log log = {0};
    struct world *const world = make_world(1, &log);

    (void)state;
    fixture_until(world, 2.0);
    for (int i = 0; i < 5; i++)
        raise_task(world, TASK_COORDINATION, 0.0);
    fixture_until(world, 2.0);
    assert_int_equal(fixture_count(&log, "task_ends", "coordination"), 5);
    assert_int_equal(world->taskforces[0].busy, 0);
    fixture_assert_same(world->clusters[0].trust,
                        1.0 - (1.0 - world->params.trust.start) * pow(1.0 - 0.1, 5));
    fixture_end(world, &log);
}

static void a_task_in_progress_at_the_horizon_counts_the_hours_worked(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 1);
    double measures[OUTCOME_MEASURES];
    struct world *world;

    (void)state;
    params.programme.horizon = 100.0;
    params.programme.launch = 20.0;
    params.support.staff = 2;
    world = fixture_world(&params);
    fixture_until(world, 60.0);
    taskforce_raise(world, 0, TASK_VISIT, 4.0, 0, NONE, 0);
    fixture_until(world, 90.0);
    taskforce_raise(world, 0, TASK_VISIT, 400.0, 0, NONE, 0);
    assert_int_equal(world_run(world), DIAG_OK);
    world_measures(world, measures);
    fixture_assert_same(measures[OUTCOME_HUB_HOURS_VISITS], 4.0 + 10.0 * 40.0 / 7.0);
    fixture_assert_same(measures[OUTCOME_HUB_HOURS], 4.0 + 10.0 * 40.0 / 7.0);
    fixture_assert_same(measures[OUTCOME_HUB_UTILISATION],
                        (4.0 / (40.0 / 7.0) + 10.0) / (2.0 * (100.0 - 20.0)));
    world_free(world);
}

static void officers_serve_first_come_first_served(void **state)
{
    static const enum task_kind raised[] = {TASK_CONTRACTS, TASK_CALLBACK, TASK_INSTRUCTION, TASK_FOLLOWUP,
                                            TASK_GOVERNMENT_VISIT};
    struct fixture_log log = {0};
    struct world *const world = make_world(1, &log);

    (void)state;
    for (size_t i = 0; i < 5; i++)
        taskforce_raise(world, state_officers(world), raised[i], HOURS_PER_DAY, 0, NONE, 0);
    fixture_until(world, 6.0);
    for (size_t i = 0; i < 5; i++) {
        const struct world_notice *const begins = fixture_find(&log, "task_begins", NULL, i);
        assert_non_null(begins);
        assert_string_equal(begins->detail, taskforce_kind_name(raised[i]));
        assert_int_equal(begins->actor, WORLD_OFFICERS);
        fixture_assert_same(begins->time, (double)i);
    }
    fixture_end(world, &log);
}

static void hub_delay_is_the_mean_time_from_raising_to_beginning(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 1);
    double measures[OUTCOME_MEASURES];
    struct world *world;

    (void)state;
    params.programme.horizon = 6.0;
    params.support.staff = 1;
    world = fixture_world(&params);
    raise_task(world, TASK_VISIT, 1.0);
    raise_task(world, TASK_VISIT, 1.5);
    raise_task(world, TASK_VISIT, 9.0);
    raise_task(world, TASK_VISIT, 1.0); /* does not begin before the horizon */
    assert_int_equal(world_run(world), DIAG_OK);
    world_measures(world, measures);
    fixture_assert_same(measures[OUTCOME_HUB_DELAY], (0.0 + 1.0 + 2.5) / 3.0);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forty_hours_take_a_server_a_week),
        cmocka_unit_test(the_more_urgent_kind_goes_first_and_the_earlier_within_it),
        cmocka_unit_test(nobody_is_interrupted),
        cmocka_unit_test(each_server_takes_a_task),
        cmocka_unit_test(a_withdrawn_task_that_waited_never_begins),
        cmocka_unit_test(a_withdrawn_task_that_had_begun_ends_without_effect_but_costs_its_hours),
        cmocka_unit_test(a_closed_hub_ends_what_it_began_and_begins_nothing),
        cmocka_unit_test(without_staff_nothing_begins),
        cmocka_unit_test(tasks_of_no_hours_are_done_at_once_one_after_the_other),
        cmocka_unit_test(a_task_in_progress_at_the_horizon_counts_the_hours_worked),
        cmocka_unit_test(officers_serve_first_come_first_served),
        cmocka_unit_test(hub_delay_is_the_mean_time_from_raising_to_beginning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
