/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When purchase begins under each policy, what people do before, and what is paid and worked from then on. */
#include "fixture.h"
#include "knowledge.h"

static struct params gated(enum params_gate gate, int providers)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, providers);

    params.training.gate = (int)gate;
    params.training.gate_capability = 0.4; /* E = 100 at E_h = 150 */
    params.learning.half = 150.0;
    params.learning.cv = 0.0;
    return params;
}

static void deliver_purchases_from_all_at_once(void **state)
{
    const struct params params = gated(PARAMS_GATE_DELIVER, 3);
    struct world *const world = fixture_world(&params);

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_true(world->providers[i].purchased);
    world_free(world);
}

static void train_first_purchases_from_day_365(void **state)
{
    const struct params params = gated(PARAMS_GATE_TRAIN_FIRST, 3);
    struct world *const world = fixture_world(&params);

    (void)state;
    calendar_schedule(world->calendar, 100.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 2, 0);
    fixture_until(world, 364.99);
    for (int i = 0; i < 3; i++)
        assert_false(world->providers[i].purchased);
    fixture_until(world, 365.0);
    assert_true(world->providers[0].purchased && world->providers[1].purchased);
    assert_false(world->providers[2].purchased);
    world_free(world);
}

static void build_then_buy_looks_at_day_0(void **state)
{
    struct params params = gated(PARAMS_GATE_BUILD_THEN_BUY, 1);
    struct world *world;

    (void)state;
    params.learning.start = 99.9;
    world = fixture_world(&params);
    assert_false(world->providers[0].purchased);
    world_free(world);
    params.learning.start = 100.0;
    world = fixture_world(&params);
    assert_true(world->providers[0].purchased);
    world_free(world);
}

static void build_then_buy_opens_at_the_gate_for_good(void **state)
{
    struct params params = gated(PARAMS_GATE_BUILD_THEN_BUY, 2);
    struct world *world;

    (void)state;
    params.learning.start = 99.5;
    params.learning.loss = 1.0;
    params.providers.staff = 2;
    world = fixture_world(&params);
    fixture_until(world, 5.0);
    assert_false(world->providers[0].purchased);
    fixture_arrives(world, 0, (struct fixture_ask){.work = 2.0});
    fixture_until(world, 7.0);
    assert_true(world->providers[0].purchased);
    assert_false(world->providers[1].purchased);
    fixture_assert_same(world->providers[0].purchased_since, 7.0);
    knowledge_on_staff_leaves(world, 0, 0); /* C falls to a quarter */
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0});
    fixture_until(world, 20.0);
    assert_true(world->providers[0].purchased);
    world_free(world);
}

static void training_may_open_the_gate(void **state)
{
    struct params params = gated(PARAMS_GATE_BUILD_THEN_BUY, 1);
    struct world *world;

    (void)state;
    params.learning.start = 99.0;
    world = fixture_world(&params);
    provider_add_duty(world, 0, DUTY_HOSTING, 8.0, 0.0);
    provider_add_duty(world, 0, DUTY_TRAINING, 8.0, 1.5);
    fixture_until(world, 1.9);
    assert_false(world->providers[0].purchased);
    fixture_until(world, 2.0);
    assert_true(world->providers[0].purchased);
    world_free(world);
}

/* Provider 1 hears .4 * .5 (trust) of provider 0's session. */
static void what_is_heard_from_others_may_open_the_gate(void **state)
{
    struct params params = gated(PARAMS_GATE_BUILD_THEN_BUY, 2);
    struct world *world;

    (void)state;
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.exchange.on = true;
    params.exchange.share = 0.4;
    params.trust.start = 0.5;
    params.learning.start = 98.0;
    world = fixture_world(&params);
    knowledge_gain(world, 1, 1.85); /* behind the gate's back: 99.85 */
    fixture_arrives(world, 0, (struct fixture_ask){.work = 3.0});
    fixture_until(world, 3.0);
    assert_false(world->providers[0].purchased); /* 99 */
    assert_true(world->providers[1].purchased);  /* 100.05 */
    fixture_assert_same(world->providers[1].purchased_since, 3.0);
    world_free(world);
}

/* What arrives unpurchased is served and teaches, and counts as a walk-in only. */
static void walk_ins_are_served_and_counted_apart(void **state)
{
    const struct params params = gated(PARAMS_GATE_TRAIN_FIRST, 1);
    double measures[OUTCOME_MEASURES];
    struct world *const world = fixture_world(&params);

    (void)state;
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .people = 30});
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .people = 30, .patience = 0.5});
    fixture_until(world, 500.0);
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .people = 20});
    fixture_until(world, 600.0);
    fixture_assert_same(knowledge_now(world, 0), 2.0);
    world_measures(world, measures);
    assert_true(measures[OUTCOME_WALK_INS] == 2.0);
    assert_true(measures[OUTCOME_REQUESTS] == 1.0);
    assert_true(measures[OUTCOME_SERVED] == 1.0);
    assert_true(measures[OUTCOME_ABANDONED] == 0.0);
    assert_true(measures[OUTCOME_PEOPLE_SERVED] == 20.0);
    assert_true(measures[OUTCOME_WAIT_MEAN] == 0.0);
    world_free(world);
}

/*
 * 88 providers at 5 a day: about 40,000 walk-ins in the year before purchase at a quarter of the demand, and
 * about as many requests in the quarter after it, so that 4 standard deviations are 2 %.
 */
static void demand_is_walk_in_before_purchase(void **state)
{
    struct params params = gated(PARAMS_GATE_TRAIN_FIRST, 88);
    const double before = 88 * 5.0 * 365.0 * 0.25, after = 88 * 5.0 * 91.25;
    struct world *world;

    (void)state;
    params.demand.rate = 5.0;
    params.demand.walk_in = 0.25;
    params.demand.patience = 1.0;
    params.programme.horizon = 365.0 + 91.25;
    world = fixture_world(&params);
    fixture_until(world, params.programme.horizon);
    fixture_assert_close((double)world->ledgers[0].arrived, before, FIXTURE_SIGMAS * sqrt(before));
    fixture_assert_close((double)world->ledgers[1].arrived, after, FIXTURE_SIGMAS * sqrt(after));
    world_free(world);
}

static void prices_and_contract_hours_run_from_the_purchase_on(void **state)
{
    struct params params = gated(PARAMS_GATE_TRAIN_FIRST, 4);
    double measures[OUTCOME_MEASURES];
    struct fixture_log log = {0};
    struct world *world;

    (void)state;
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.programme.horizon = 600.0;
    params.government.contract_hours = 90.0;
    params.government.framework_hours = 60.0;
    params.government.annex_hours = 30.0;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    world_observe(world, fixture_log_add, &log);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, measures);
    fixture_assert_same(measures[OUTCOME_COST_CONTRACTS],
                        4 * params.purchase.price * (600.0 - 365.0) / 365.0);
    /* framework and the hub's contract: thirds at 75, 135, 315, 440, 500; annexes: at 440 and 500 only */
    fixture_assert_same(measures[OUTCOME_GOVERNMENT_HOURS_CONTRACTS],
                        5 * (60.0 + 90.0) / 3.0 + 2 * 4 * 30.0 / 3.0);
    assert_int_equal(fixture_count(&log, "purchase_begins", NULL), 4);
    fixture_assert_same(fixture_day(&log, "purchase_begins", NULL, 3), 365.0);
    fixture_end(world, &log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deliver_purchases_from_all_at_once),
        cmocka_unit_test(train_first_purchases_from_day_365),
        cmocka_unit_test(build_then_buy_looks_at_day_0),
        cmocka_unit_test(build_then_buy_opens_at_the_gate_for_good),
        cmocka_unit_test(training_may_open_the_gate),
        cmocka_unit_test(what_is_heard_from_others_may_open_the_gate),
        cmocka_unit_test(walk_ins_are_served_and_counted_apart),
        cmocka_unit_test(demand_is_walk_in_before_purchase),
        cmocka_unit_test(prices_and_contract_hours_run_from_the_purchase_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
