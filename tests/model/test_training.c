/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes held by the hub, training by oneself, and what either teaches when. */
#include "fixture.h"
#include "knowledge.h"

#define PER_YEAR 20.0 /* every 18.25 days */
#define PERIOD   (365.0 / PER_YEAR)

static struct params training(int providers, int staff)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, providers);

    params.support.staff = staff;
    params.support.training_hours = 24.0;
    params.support.attendee_hours = 2.0;
    params.training.on = true;
    params.training.per_year = PER_YEAR;
    params.training.effect = 3.0;
    params.training.attendance_hours = 4.0;
    params.training.class_size = 2;
    return params;
}

static void sessions_are_due_every_period_from_the_launch(void **state)
{
    struct params params = training(2, 1);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.programme.launch = 15.0;
    world = fixture_watched(&params, &log);
    fixture_until(world, 15.0 + 10.5 * PERIOD);
    assert_int_equal(fixture_count(&log, "task_raised", "training"), 10);
    for (size_t k = 0; k < 10; k++)
        fixture_assert_same(fixture_day(&log, "task_raised", "training", k), 15.0 + (double)(k + 1) * PERIOD);
    fixture_end(world, &log);
}

/* Five members in classes of two, then four when one has stopped. */
static void members_are_taught_in_classes(void **state)
{
    const struct params params = training(5, 10);
    const double hours[5] = {24.0 + 2.0 * 2.0, 24.0 + 2.0 * 2.0, 24.0 + 2.0, 24.0 + 2.0 * 2.0,
                             24.0 + 2.0 * 2.0};
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    calendar_schedule(world->calendar, 1.5 * PERIOD, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 1, 0);
    fixture_until(world, 2.9 * PERIOD);
    assert_int_equal(fixture_count(&log, "task_raised", "training"), 5);
    for (size_t k = 0; k < 5; k++)
        fixture_assert_same(fixture_find(&log, "task_raised", "training", k)->value, hours[k]);
    assert_int_equal(fixture_count(&log, "duty_ends", "training"), 5 + 4);
    for (uint32_t i = 0; i < 5; i++)
        fixture_assert_same(knowledge_now(world, i), (i == 1 ? 1 : 2) * 3.0);
    fixture_end(world, &log);
}

static void a_class_of_all_is_one_task(void **state)
{
    struct params params = training(5, 1);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.training.class_size = 5;
    world = fixture_watched(&params, &log);
    fixture_until(world, 1.5 * PERIOD);
    assert_int_equal(fixture_count(&log, "task_raised", "training"), 1);
    fixture_assert_same(fixture_find(&log, "task_raised", "training", 0)->value, 24.0 + 2.0 * 5.0);
    fixture_end(world, &log);
}

static void attendance_follows_the_class_and_teaches_at_its_end(void **state)
{
    const struct params params = training(2, 1);
    const double held = PERIOD + (24.0 + 2.0 * 2.0) / HOURS_PER_DAY, attended = held + 4.0 / 8.0;
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    fixture_until(world, attended - 0.01);
    fixture_assert_same(fixture_day(&log, "duty_starts", "training", 0), held);
    assert_true(knowledge_now(world, 0) == 0.0);
    fixture_until(world, attended);
    fixture_assert_same(knowledge_now(world, 0), 3.0);
    fixture_assert_same(knowledge_now(world, 1), 3.0);
    fixture_end(world, &log);
}

static void a_class_still_waiting_when_the_next_is_due_is_missed(void **state)
{
    const struct params params = training(3, 0); /* two classes and nobody to hold them */
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    fixture_until(world, 4.5 * PERIOD);
    assert_int_equal(world->trainings_missed, 2 * 3);
    assert_int_equal(fixture_count(&log, "task_withdrawn", "training"), 2 * 3);
    assert_int_not_equal(world->taskforces[0].head[2], world->taskforces[0].tail[2]);
    fixture_assert_same(knowledge_now(world, 0), 0.0);
    fixture_end(world, &log);
}

/* A class that takes two and a half periods: those that fall due meanwhile take each other's place. */
static void a_class_in_progress_is_not_dropped(void **state)
{
    struct params params = training(2, 1);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.support.training_hours = 2.5 * PERIOD * HOURS_PER_DAY;
    params.support.attendee_hours = 0.0;
    world = fixture_watched(&params, &log);
    fixture_until(world, 3.9 * PERIOD);
    assert_int_equal(world->trainings_missed, 1); /* due at 2, dropped at 3 */
    fixture_assert_same(fixture_day(&log, "task_ends", "training", 0), 3.5 * PERIOD);
    fixture_assert_same(fixture_day(&log, "task_begins", "training", 1), 3.5 * PERIOD);
    fixture_assert_same(knowledge_now(world, 0), 3.0);
    fixture_end(world, &log);
}

/*
 * Three members in two classes nobody holds; when one stops there is one class, in which all who are left
 * sit. The class of the third that still waits is for the same provider and must go, as in any other case.
 */
static void a_class_still_waiting_is_missed_also_when_fewer_classes_follow(void **state)
{
    const struct params params = training(3, 0);
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    calendar_schedule(world->calendar, 1.5 * PERIOD, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 2.5 * PERIOD);
    assert_int_equal(world->trainings_missed, 2);
    assert_int_equal(world->taskforces[0].head[2], world->taskforces[0].tail[2]);
    fixture_end(world, &log);
}

static void alone_providers_train_themselves(void **state)
{
    struct params params = training(3, 1);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.cluster.form = PARAMS_FORM_SOLO;
    params.training.self_per_year = 4.0;
    params.training.self_effect = 0.25;
    world = fixture_watched(&params, &log);
    fixture_until(world, 400.0);
    assert_int_equal(fixture_count(&log, "task_raised", NULL), 0);
    assert_int_equal(fixture_count(&log, "duty_starts", "self-training"), 3 * 4);
    for (size_t k = 0; k < 4; k++) {
        const struct world_notice *const n = fixture_find(&log, "duty_starts", "self-training", 3 * k);
        fixture_assert_same(n->time, 91.25 * (double)(k + 1));
        fixture_assert_same(n->value, 4.0 / 8.0);
    }
    fixture_assert_same(knowledge_now(world, 2), 4 * 3.0 * 0.25);
    fixture_end(world, &log);
}

/* `on`: does the hub train? Days 91.25 and 182.5 lie before the launch, 273.75 after. */
static size_t self_trainings(bool on)
{
    struct params params = training(1, 1);
    struct fixture_log log;
    struct world *world;
    size_t count;

    params.programme.launch = 200.0;
    params.training.on = on;
    params.training.self_per_year = 4.0;
    world = fixture_watched(&params, &log);
    fixture_until(world, 300.0);
    count = fixture_count(&log, "duty_ends", "self-training");
    assert_int_equal(fixture_count(&log, "duty_ends", "training") > 0, on);
    fixture_end(world, &log);
    return count;
}

static void members_train_themselves_only_where_no_hub_trains(void **state)
{
    (void)state;
    assert_int_equal(self_trainings(true), 2);
    assert_int_equal(self_trainings(false), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions_are_due_every_period_from_the_launch),
        cmocka_unit_test(members_are_taught_in_classes),
        cmocka_unit_test(a_class_of_all_is_one_task),
        cmocka_unit_test(attendance_follows_the_class_and_teaches_at_its_end),
        cmocka_unit_test(a_class_still_waiting_when_the_next_is_due_is_missed),
        cmocka_unit_test(a_class_in_progress_is_not_dropped),
        cmocka_unit_test(a_class_still_waiting_is_missed_also_when_fewer_classes_follow),
        cmocka_unit_test(alone_providers_train_themselves),
        cmocka_unit_test(members_train_themselves_only_where_no_hub_trains),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
