/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The annual calendar of purchase (docs/model.md 7.14). */
#include "fixture.h"
#include "purchase.h"

static struct params annual(int providers)
{
    struct params p = fixture_quiet(PARAMS_FORM_SOLO, providers);

    p.programme.horizon = 1095.0;
    p.purchase.calendar = PARAMS_CALENDAR_ANNUAL;
    p.purchase.noise = 0.0;
    return p;
}

static uint32_t purchased(const struct world *world)
{
    uint32_t count = 0;

    for (int i = 0; i < world->params.providers.count; i++)
        count += world->providers[i].purchased;
    return count;
}

static void purchase_lasts_from_publishing_to_the_end_of_implement(void **state)
{
    const struct params p = annual(3);
    struct world *world = fixture_world(&p);

    (void)state;
    for (int year = 0; year < 3; year++) {
        fixture_until(world, 365.0 * year + 134.9);
        assert_int_equal(purchased(world), 0);
        fixture_until(world, 365.0 * year + 135.1);
        assert_int_equal(purchased(world), 3);
        fixture_until(world, 365.0 * year + 314.9);
        assert_int_equal(purchased(world), 3);
        fixture_until(world, 365.0 * year + 315.1);
        assert_int_equal(purchased(world), 0);
    }
    for (uint32_t i = 0; i < 3; i++)
        fixture_assert_same(purchase_days(world, i), 3 * 180.0);
    world_free(world);
}

/* One officer needs 3 * 100/3 hours at 40/7 a day for each review: 17.5 days for three; the reviews begin at
 * day 75. */
static void publishing_waits_for_the_last_review(void **state)
{
    struct params p = annual(3);
    struct world *world;
    const double reviewed = 75.0 + 3 * (600.0 / 3.0) / (40.0 / 7.0);

    (void)state;
    p.government.officers = 1;
    p.government.contract_hours = 600.0;
    assert_true(reviewed > 135.0);
    world = fixture_world(&p);
    fixture_until(world, reviewed - 0.1);
    assert_int_equal(purchased(world), 0);
    fixture_until(world, reviewed + 0.1);
    assert_int_equal(purchased(world), 3);
    fixture_until(world, 316.0);
    fixture_assert_close(purchase_days(world, 0), 315.0 - reviewed, 1e-9);
    world_free(world);
}

static void the_budget_funds_the_best_and_the_price_is_for_the_days_left(void **state)
{
    struct params p = annual(4);
    struct world *world;

    (void)state;
    p.purchase.budget = 2.5 * p.purchase.price * 180.0 / 365.0;
    world = fixture_world(&p);
    world->providers[1].knowledge = 300.0;
    world->providers[3].knowledge = 200.0;
    fixture_until(world, 136.0);
    assert_false(world->providers[0].purchased);
    assert_true(world->providers[1].purchased);
    assert_false(world->providers[2].purchased);
    assert_true(world->providers[3].purchased);
    world_free(world);
}

static void a_failed_score_ranks_behind_the_unscored(void **state)
{
    struct params p = annual(3);
    struct world *world;

    (void)state;
    p.purchase.budget = 2.0 * p.purchase.price * 180.0 / 365.0;
    world = fixture_world(&p);
    world->providers[0].score = 0.29; /* below pass .3 */
    world->providers[1].score = 0.31;
    fixture_until(world, 136.0); /* provider 2 has no score and capability 0 */
    assert_false(world->providers[0].purchased);
    assert_true(world->providers[1].purchased);
    assert_true(world->providers[2].purchased);
    world_free(world);
}

static void the_score_is_the_mean_quality_of_implement_and_the_best_are_commended(void **state)
{
    struct params p = annual(5);
    struct world *world;
    const double base = p.quality.base, half = p.learning.half;

    (void)state;
    world = fixture_world(&p);
    fixture_until(world, 140.0);
    for (uint32_t i = 0; i < 5; i++) {
        world->providers[i].knowledge = 100.0 * i;
        fixture_arrives(world, i, (struct fixture_ask){.work = 1.0});
    }
    fixture_until(world, 316.0);
    for (uint32_t i = 0; i < 5; i++)
        fixture_assert_same(world->providers[i].score, base + (1.0 - base) * 100.0 * i / (100.0 * i + half));
    fixture_until(world, 351.0); /* a fifth of five */
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(world->providers[i].commended, i == 4);
    world_free(world);
}

static void a_shut_gate_cannot_apply(void **state)
{
    struct params p = annual(2);
    struct world *world;

    (void)state;
    p.training.gate = PARAMS_GATE_TRAIN_FIRST;
    world = fixture_world(&p);
    fixture_until(world, 364.0);
    assert_int_equal(purchased(world), 0);
    fixture_assert_same(purchase_days(world, 0), 0.0);
    fixture_until(world, 365.0 + 136.0);
    assert_int_equal(purchased(world), 2);
    world_free(world);
}

/* Thirds at review, publishing and the end of implement: 150 hours a provider and year, as under the standing
 * one. */
static void officers_work_the_contract_in_thirds(void **state)
{
    struct params p = annual(3);
    struct world *world;
    double m[OUTCOME_MEASURES];

    (void)state;
    p.government.officers = 100;
    p.government.contract_hours = 150.0;
    world = fixture_world(&p);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    fixture_assert_same(m[OUTCOME_GOVERNMENT_HOURS_CONTRACTS], 3 * 3 * 150.0);
    fixture_assert_same(m[OUTCOME_COST_CONTRACTS], 3 * p.purchase.price * 3 * 180.0 / 365.0);
    world_free(world);
}

static void reviewing_lasts_until_publishing_or_the_end_of_implement(void **state)
{
    struct params p = annual(3);
    struct world *world;
    double m[OUTCOME_MEASURES];
    const double late = 3 * (600.0 / 3.0) / (40.0 / 7.0);

    (void)state;
    world = fixture_world(&p);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    fixture_assert_same(m[OUTCOME_REVIEW_DAYS], 60.0);
    world_free(world);
    p.government.officers = 1;
    p.government.contract_hours = 600.0;
    p.programme.horizon = 300.0;
    world = fixture_world(&p);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    fixture_assert_close(m[OUTCOME_REVIEW_DAYS], late, 1e-9);
    world_free(world);
    p.government.contract_hours = 6000.0; /* never published */
    p.programme.horizon = 600.0;
    world = fixture_world(&p);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    fixture_assert_same(m[OUTCOME_REVIEW_DAYS], 60.0 + 180.0);
    world_free(world);
    p.programme.horizon = 100.0; /* no review has ended */
    world = fixture_world(&p);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    assert_true(isnan(m[OUTCOME_REVIEW_DAYS]));
    world_free(world);
    p.purchase.calendar = PARAMS_CALENDAR_STANDING;
    world = fixture_world(&p);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    assert_true(isnan(m[OUTCOME_REVIEW_DAYS]));
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(purchase_lasts_from_publishing_to_the_end_of_implement),
        cmocka_unit_test(publishing_waits_for_the_last_review),
        cmocka_unit_test(the_budget_funds_the_best_and_the_price_is_for_the_days_left),
        cmocka_unit_test(a_failed_score_ranks_behind_the_unscored),
        cmocka_unit_test(the_score_is_the_mean_quality_of_implement_and_the_best_are_commended),
        cmocka_unit_test(a_shut_gate_cannot_apply),
        cmocka_unit_test(officers_work_the_contract_in_thirds),
        cmocka_unit_test(reviewing_lasts_until_publishing_or_the_end_of_implement),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
