/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a provider knows, how fast and how able it makes it, and what leaves with its staff. */
#include "fixture.h"
#include "knowledge.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_double.h>

static void knowledge_halves_in_a_half_life(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *world;

    (void)state;
    params.learning.half_life = 335.0;
    world = fixture_world(&params);
    knowledge_gain(world, 0, 80.0);
    fixture_until(world, 100.0);
    fixture_assert_same(knowledge_now(world, 0), 80.0 * exp(-M_LN2 / 335.0 * 100.0));
    fixture_until(world, 335.0);
    fixture_assert_same(knowledge_now(world, 0), 40.0);
    knowledge_gain(world, 0, 10.0);
    fixture_assert_same(knowledge_now(world, 0), 50.0);
    fixture_until(world, 670.0);
    fixture_assert_same(knowledge_now(world, 0), 25.0);
    world_free(world);
}

static void knowledge_with_infinite_half_life_stays(void **state)
{
    const struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *const world = fixture_world(&params);

    (void)state;
    knowledge_gain(world, 0, 80.0);
    fixture_until(world, 1000.0);
    assert_true(knowledge_now(world, 0) == 80.0);
    world_free(world);
}

static void a_session_adds_one_at_its_end_and_not_before(void **state)
{
    const struct params params = fixture_quiet(PARAMS_FORM_SOLO, 2);
    struct world *const world = fixture_world(&params);

    (void)state;
    fixture_arrives(world, 1, (struct fixture_ask){.work = 2.0});
    fixture_until(world, 1.9);
    assert_true(knowledge_now(world, 1) == 0.0);
    fixture_until(world, 2.0);
    assert_true(knowledge_now(world, 1) == 1.0);
    assert_true(knowledge_now(world, 0) == 0.0);
    world_free(world);
}

static void a_duty_adds_what_it_teaches_at_its_end(void **state)
{
    const struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *const world = fixture_world(&params);

    (void)state;
    provider_add_duty(world, 0, DUTY_TRAINING, 4.0, 3.5);
    provider_add_duty(world, 0, DUTY_HOSTING, 4.0, 0.0);
    fixture_until(world, 0.49);
    assert_true(knowledge_now(world, 0) == 0.0);
    fixture_until(world, 2.0);
    assert_true(knowledge_now(world, 0) == 3.5);
    world_free(world);
}

/* Oracle O7: a progress ratio of 80 % and two doublings. */
static void productivity_follows_wright(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *world;

    (void)state;
    params.learning.progress_ratio = 0.8;
    params.learning.ref = 100.0;
    world = fixture_world(&params);
    assert_true(knowledge_productivity(world, 0.0) == 1.0);
    fixture_assert_same(knowledge_productivity(world, 100.0), 1.25);
    fixture_assert_same(knowledge_productivity(world, 300.0), 1.5625);
    for (double e = 0.0; e < 1000.0; e += 37.0)
        fixture_assert_same(knowledge_productivity(world, e), pow(1.0 + e / 100.0, 0.32192809488736235));
    world_free(world);
}

static void without_progress_productivity_is_one(void **state)
{
    const struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *const world = fixture_world(&params);

    (void)state;
    assert_true(knowledge_productivity(world, 0.0) == 1.0);
    assert_true(knowledge_productivity(world, 12345.6) == 1.0);
    world_free(world);
}

static void capability_is_half_at_the_half_knowledge(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *world;

    (void)state;
    params.learning.half = 150.0;
    world = fixture_world(&params);
    assert_true(knowledge_capability(world, 0.0) == 0.0);
    fixture_assert_same(knowledge_capability(world, 150.0), 0.5);
    fixture_assert_same(knowledge_capability(world, 450.0), 0.75);
    assert_true(knowledge_capability(world, 1e9) < 1.0);
    world_free(world);
}

static void a_departure_takes_its_part(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 2);
    struct world *world;

    (void)state;
    params.providers.staff = 5;
    params.learning.loss = 0.6;
    params.learning.half_life = 100.0;
    world = fixture_world(&params);
    knowledge_gain(world, 0, 100.0);
    knowledge_gain(world, 1, 100.0);
    fixture_until(world, 50.0);
    knowledge_on_staff_leaves(world, 0, 0);
    fixture_assert_same(knowledge_now(world, 0), 100.0 * M_SQRT1_2 * (1.0 - 0.6 / 5.0));
    fixture_assert_same(knowledge_now(world, 1), 100.0 * M_SQRT1_2);
    world_free(world);
}

/* 500 providers, 8 staff, .18 a year each, 100 years: 72,000 departures, so that 4 standard deviations
 * are 1.5 %. */
static void staff_leaves_at_the_turnover(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 500);
    const double years = 100.0, expected = 500 * 8 * 0.18 * years;
    struct world *world;
    double left = 0.0;

    (void)state;
    params.programme.horizon = years * 365.0;
    params.providers.staff = 8;
    params.learning.turnover = 0.18;
    world = fixture_world(&params);
    fixture_until(world, params.programme.horizon);
    for (int i = 0; i < 500; i++)
        left += world->providers[i].departures - 1.0; /* one is drawn and has not come */
    fixture_assert_close(left, expected, FIXTURE_SIGMAS * sqrt(expected));
    world_free(world);
}

static void nobody_leaves_a_provider_that_stopped(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 50);
    struct fixture_log log = {0};
    struct world *world;

    (void)state;
    params.learning.turnover = 1.0;
    params.purchase.exit_hazard = 2.0;
    world = fixture_watched(&params, &log);
    fixture_until(world, 1095.0);
    assert_true(fixture_count(&log, "staff_leaves", NULL) > 100);
    for (size_t i = 0; i < log.count; i++) {
        const struct world_notice *const n = &log.items[i];
        if (fixture_is(n, "provider_stops")) {
            for (size_t k = i; k < log.count; k++)
                assert_false(fixture_is(&log.items[k], "staff_leaves") && log.items[k].actor == n->actor);
        }
    }
    fixture_end(world, &log);
}

/*
 * Lognormal with mean E_0 and cv .4 over 40,000 providers: 4 standard errors of the mean are .8 %; the median
 * is E_0 / sqrt(1 + cv^2), below which 4 standard errors are 1 % of providers; both shares of one (geometric)
 * standard deviation are Phi(1).
 */
static void knowledge_at_the_start_is_lognormal(void **state)
{
    const int n = 40000;
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, n);
    const double sigma = sqrt(log1p(0.4 * 0.4)), median = 50.0 / sqrt(1.0 + 0.4 * 0.4);
    int below[3] = {0, 0, 0};
    struct world *world;
    double *e;

    (void)state;
    params.learning.start = 50.0;
    params.learning.cv = 0.4;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    e = malloc(n * sizeof *e);
    assert_non_null(e);
    for (int i = 0; i < n; i++) {
        e[i] = knowledge_now(world, (uint32_t)i);
        for (int k = 0; k < 3; k++)
            below[k] += e[i] < median * exp((k - 1) * sigma);
    }
    fixture_assert_close(gsl_stats_mean(e, 1, n), 50.0, FIXTURE_SIGMAS * 20.0 / sqrt(n));
    fixture_assert_close(below[0] / (double)n, 0.15865525393145705, FIXTURE_SIGMAS * 0.3654 / sqrt(n));
    fixture_assert_close(below[1] / (double)n, 0.5, FIXTURE_SIGMAS * 0.5 / sqrt(n));
    fixture_assert_close(below[2] / (double)n, 0.84134474606854293, FIXTURE_SIGMAS * 0.3654 / sqrt(n));
    free(e);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knowledge_halves_in_a_half_life),
        cmocka_unit_test(knowledge_with_infinite_half_life_stays),
        cmocka_unit_test(a_session_adds_one_at_its_end_and_not_before),
        cmocka_unit_test(a_duty_adds_what_it_teaches_at_its_end),
        cmocka_unit_test(productivity_follows_wright),
        cmocka_unit_test(without_progress_productivity_is_one),
        cmocka_unit_test(capability_is_half_at_the_half_knowledge),
        cmocka_unit_test(a_departure_takes_its_part),
        cmocka_unit_test(staff_leaves_at_the_turnover),
        cmocka_unit_test(nobody_leaves_a_provider_that_stopped),
        cmocka_unit_test(knowledge_at_the_start_is_lognormal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
