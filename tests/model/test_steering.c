/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steering group meets, and from then on training is aimed and visits are weighted; the branch (7.11). */
#include "detection.h"
#include "fixture.h"
#include "knowledge.h"
#include "taskforce.h"
#include "training.h"
#include "trust.h"

static struct params steered(int members)
{
    struct params p = fixture_quiet(PARAMS_FORM_SUPPORT, members);

    p.branch.on = false;
    p.steering.on = true;
    p.steering.per_year = 12.0;
    p.steering.representatives = 4;
    p.steering.bureau_hours = 2.0 * HOURS_PER_DAY;
    p.steering.hours = 4.0;
    p.support.staff = 1;
    p.trust.start = 0.5;
    p.trust.memory = 3650.0;
    return p;
}

/* All of it waits for the officers' task, due a month after the launch. */
static void the_group_meets_when_the_bureau_has_prepared_it(void **state)
{
    const double met = 365.0 / 12.0 + 2.0;
    struct params p = steered(6);
    struct fixture_log log;
    struct world *world;

    (void)state;
    p.trust.gain = 0.1;
    world = fixture_watched(&p, &log);
    calendar_schedule(world->calendar, 1.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 2, 0);
    fixture_move(world, met - 0.01);
    assert_int_equal(fixture_count(&log, "task_raised", "steering"), 0);
    assert_int_equal(fixture_count(&log, "duty_starts", "steering"), 0);
    assert_false(world->clusters[0].steered);
    fixture_move(world, met);
    assert_true(world->clusters[0].steered);
    assert_int_equal(fixture_count(&log, "task_raised", "steering"), 1);
    fixture_assert_same(fixture_find(&log, "task_raised", "steering", 0)->value, 4.0);
    assert_int_equal(fixture_count(&log, "duty_starts", "steering"), 4);
    for (size_t k = 0; k < 4; k++) {
        const struct world_notice *const n = fixture_find(&log, "duty_starts", "steering", k);
        assert_int_equal(n->actor, ((int[]){0, 1, 3, 4}[k])); /* the first four that live */
        fixture_assert_same(n->value, 4.0 / 8.0);
        fixture_assert_same(n->time, met);
    }
    fixture_end(world, &log);
}

static void a_meeting_is_a_trust_gain(void **state)
{
    struct params p = steered(6);
    double before;
    struct world *world;

    (void)state;
    p.trust.gain = 0.1;
    p.support.staff = 0; /* so that nothing else is one */
    world = fixture_world(&p);
    fixture_move(world, 365.0 / 12.0 + 1.99);
    before = trust_now(world, &world->clusters[0]);
    fixture_assert_same(before, 0.5);
    fixture_move(world, 365.0 / 12.0 + 2.0);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.5 + 0.1 * 0.5);
    world_free(world);
}

/* Five in a class: the two that know least learn more; the rest, the middle one too, less. */
static void training_is_aimed_at_the_half_that_knows_least(void **state)
{
    const double known[5] = {50.0, 10.0, 30.0, 20.0, 40.0};
    struct params p = steered(5);

    (void)state;
    p.training.on = true;
    p.training.effect = 4.0;
    p.training.targeting = 0.25;
    p.training.attendance_hours = 8.0;
    for (int held = 0; held < 2; held++) {
        struct world *const world = fixture_world(&p);
        const struct task class = {.kind = TASK_TRAINING, .subject = 0, .object = 5};

        world->clusters[0].steered = held;
        for (uint32_t i = 0; i < 5; i++)
            knowledge_gain(world, i, known[i]);
        training_on_task(world, &class, NONE);
        fixture_move(world, 1.0);
        for (uint32_t i = 0; i < 5; i++)
            fixture_assert_same(knowledge_now(world, i), known[i] + 4.0 * (held == 0          ? 1.0
                                                                           : known[i] <= 20.0 ? 1.25
                                                                                              : 0.75));
        world_free(world);
    }
}

/* Weights 1 + detections of the last quarter, the total as it was: 12 * 4 * (1 + k) / (4 + 3). */
static void visits_are_weighted_by_recent_detections(void **state)
{
    struct params p = steered(4);
    struct world *world;

    (void)state;
    p.monitoring.on = true;
    p.monitoring.visits = 12.0;
    p.monitoring.detect = 0.0;
    p.support.staff = 1000;
    world = fixture_world(&p);
    for (int k = 0; k < 5; k++) { /* provider 3: two long ago; provider 1: three of late */
        const uint32_t provider = k < 2 ? 3 : 1;
        uint32_t deficiency;
        fixture_move(world, k < 2 ? 1.0 : 100.0 + k);
        deficiency = detection_remember(world, provider, true);
        detection_reveal(world, deficiency);
    }
    fixture_move(world, 365.0 / 12.0 * 4.0 + 2.0);
    for (int i = 0; i < 4; i++)
        fixture_assert_same(world->providers[i].visit_rate, 12.0 * 4.0 * (i == 1 ? 4.0 : 1.0) / (4.0 + 3.0));
    calendar_schedule(world->calendar, 125.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_move(world, 125.0); /* renewed with the membership */
    for (int i = 1; i < 4; i++)
        fixture_assert_same(world->providers[i].visit_rate, 12.0 * 3.0 * (i == 1 ? 4.0 : 1.0) / (3.0 + 3.0));
    world_free(world);
}

static void without_steering_all_are_visited_alike(void **state)
{
    struct params p = steered(4);
    struct world *world;

    (void)state;
    p.steering.on = false;
    p.monitoring.on = true;
    p.monitoring.visits = 12.0;
    p.support.staff = 1000;
    world = fixture_world(&p);
    detection_reveal(world, detection_remember(world, 1, true));
    fixture_move(world, 200.0);
    for (int i = 0; i < 4; i++)
        fixture_assert_same(world->providers[i].visit_rate, 12.0);
    world_free(world);
}

static void steering_goes_on_after_the_exit(void **state)
{
    struct params p = steered(4);
    struct fixture_log log;
    struct world *world;

    (void)state;
    p.exit.time = 100.0;
    world = fixture_watched(&p, &log);
    fixture_move(world, 365.0);
    assert_int_equal(fixture_count(&log, "steering_meets", NULL), 11); /* the twelfth is due on day 365 */
    fixture_end(world, &log);
}

static void the_branch_is_a_monthly_duty_of_all_and_a_gain_when_due(void **state)
{
    struct params p = steered(3);
    const double month = 365.0 / 12.0;
    struct fixture_log log;
    struct world *world;

    (void)state;
    p.steering.on = false;
    p.branch.on = true;
    p.branch.hours = 2.0;
    p.support.staff = 0;
    p.trust.gain = 0.1;
    world = fixture_watched(&p, &log);
    fixture_move(world, month - 0.01);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.5);
    fixture_move(world, month);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.5 + 0.1 * 0.5);
    fixture_move(world, 2.5 * month);
    assert_int_equal(fixture_count(&log, "duty_starts", "branch"), 2 * 3);
    fixture_assert_same(fixture_find(&log, "duty_starts", "branch", 5)->time, 2.0 * month);
    fixture_assert_same(fixture_find(&log, "duty_starts", "branch", 5)->value, 2.0 / 8.0);
    fixture_end(world, &log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_group_meets_when_the_bureau_has_prepared_it),
        cmocka_unit_test(a_meeting_is_a_trust_gain),
        cmocka_unit_test(training_is_aimed_at_the_half_that_knows_least),
        cmocka_unit_test(visits_are_weighted_by_recent_detections),
        cmocka_unit_test(without_steering_all_are_visited_alike),
        cmocka_unit_test(steering_goes_on_after_the_exit),
        cmocka_unit_test(the_branch_is_a_monthly_duty_of_all_and_a_gain_when_due),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
