/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visit detects, how far back, how often, and what is withheld for it. */
#include "detection.h"
#include "fixture.h"
#include "monitoring.h"

static struct world *make_world(double detect, int providers)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, providers);

    params.monitoring.detect = detect;
    params.monitoring.lookback = 30.0;
    params.monitoring.penalty = 0.5;
    params.monitoring.host_hours = 0.0;
    return fixture_world(&params);
}

/* A deficient session, as a request that arrives and is served. */
static void deficient_session(struct world *world)
{
    fixture_arrives(world, 0, (struct fixture_ask){.work = 0.0, .u_deficient = FIXTURE_DEFICIENT});
    fixture_until(world, state_now(world));
}

static void visit(struct world *world)
{
    monitoring_on_visit(world, &(struct task){.kind = TASK_VISIT, .number = 7}, 0);
}

static void a_visit_sees_as_far_as_its_lookback(void **state)
{
    struct world *const world = make_world(1.0, 1);

    (void)state;
    for (int day = 0; day < 50; day++) {
        fixture_until(world, day);
        deficient_session(world);
    }
    fixture_until(world, 60.0); /* days 30..49 lie within 30 days, 30 itself just */
    visit(world);
    assert_int_equal(world->ledgers[1].detected, 20);
    assert_int_equal(world->ledgers[1].deficient, 50);
    world_free(world);
}

static void a_session_is_detected_once(void **state)
{
    struct world *const world = make_world(1.0, 1);

    (void)state;
    for (int k = 0; k < 5; k++)
        deficient_session(world);
    visit(world);
    visit(world);
    assert_int_equal(world->ledgers[1].detected, 5);
    deficient_session(world);
    visit(world);
    assert_int_equal(world->ledgers[1].detected, 6);
    world_free(world);
}

static void sound_sessions_are_never_detected(void **state)
{
    struct world *const world = make_world(1.0, 1);

    (void)state;
    fixture_arrives(world, 0, (struct fixture_ask){.work = 0.0});
    fixture_until(world, 0.0);
    visit(world);
    assert_int_equal(world->ledgers[1].served, 1);
    assert_int_equal(world->ledgers[1].detected, 0);
    world_free(world);
}

static void without_detection_a_visit_sees_nothing(void **state)
{
    struct world *const world = make_world(0.0, 1);

    (void)state;
    for (int k = 0; k < 100; k++)
        deficient_session(world);
    visit(world);
    assert_int_equal(world->ledgers[1].detected, 0);
    world_free(world);
}

/*
 * 40 providers with 1,500 deficient sessions each, d_v = .4: 4 standard deviations are 2 % of the 24,000
 * expected. What one visit passed over the next may detect: 60,000 (1 - .6^2) after two.
 */
static void a_visit_detects_each_with_its_probability(void **state)
{
    struct world *const world = make_world(0.4, 40);
    const double n = 40 * 1500;

    (void)state;
    for (uint32_t i = 0; i < 40; i++) {
        for (int k = 0; k < 1500; k++)
            assert_int_not_equal(detection_remember(world, i, true), NONE);
    }
    for (uint32_t v = 0; v < 2; v++) {
        const double share = v == 0 ? 0.4 : 1.0 - 0.6 * 0.6;
        for (uint32_t i = 0; i < 40; i++)
            detection_visit(world, i, PURPOSE_VISIT_DETECTS, v);
        fixture_assert_close((double)world->ledgers[1].detected, n * share,
                             FIXTURE_SIGMAS * sqrt(n * share * (1.0 - share)));
    }
    world_free(world);
}

static void a_part_of_the_session_s_price_is_withheld(void **state)
{
    struct world *const world = make_world(1.0, 1);
    double measures[OUTCOME_MEASURES];

    (void)state;
    for (int k = 0; k < 7; k++)
        deficient_session(world);
    visit(world);
    world_measures(world, measures);
    fixture_assert_same(measures[OUTCOME_COST_PENALTIES], 7 * 0.5 * world->params.purchase.price / 160.0);
    fixture_assert_same(measures[OUTCOME_DETECTION_SHARE], 1.0);
    fixture_assert_same(measures[OUTCOME_DEFICIENT_SHARE], 1.0);
    world_free(world);
}

static void nothing_is_withheld_for_a_walk_in(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 1);
    double measures[OUTCOME_MEASURES];
    struct world *world;

    (void)state;
    params.training.gate = PARAMS_GATE_TRAIN_FIRST;
    params.monitoring.detect = 1.0;
    world = fixture_world(&params);
    deficient_session(world);
    visit(world);
    assert_int_equal(world->ledgers[0].detected, 1);
    world_measures(world, measures);
    assert_true(measures[OUTCOME_COST_PENALTIES] == 0.0);
    assert_true(isnan(measures[OUTCOME_DETECTION_SHARE]));
    world_free(world);
}

/* A follow-up may come when visits no longer see the session; it holds the entry until then. */
static void a_call_reveals_also_what_visits_see_no_more(void **state)
{
    struct world *const world = make_world(1.0, 1);
    uint32_t old;

    (void)state;
    old = detection_remember(world, 0, true);
    world->deficiencies[old].references++;
    world->ledgers[1].served = world->ledgers[1].arrived = world->ledgers[1].deficient = 1;
    fixture_until(world, 40.0);
    visit(world);
    assert_int_equal(world->ledgers[1].detected, 0);
    monitoring_on_call(world, &(struct task){.kind = TASK_FOLLOWUP, .object = old}, 0);
    assert_int_equal(world->ledgers[1].detected, 1);
    assert_int_equal(world->deficiency_pool.free, old); /* and now it is gone */
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visit_sees_as_far_as_its_lookback),
        cmocka_unit_test(a_session_is_detected_once),
        cmocka_unit_test(sound_sessions_are_never_detected),
        cmocka_unit_test(without_detection_a_visit_sees_nothing),
        cmocka_unit_test(a_visit_detects_each_with_its_probability),
        cmocka_unit_test(a_part_of_the_session_s_price_is_withheld),
        cmocka_unit_test(nothing_is_withheld_for_a_walk_in),
        cmocka_unit_test(a_call_reveals_also_what_visits_see_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
