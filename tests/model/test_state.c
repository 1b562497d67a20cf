/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pools, the horizon, the names of events, and the two draws that many files share. */
#include "fixture.h"

static void a_pool_hands_out_again_what_was_given_back(void **state)
{
    const struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *const world = fixture_world(&params);
    uint32_t first[200];

    (void)state;
    for (uint32_t k = 0; k < 200; k++) {
        first[k] = state_take_duty(world);
        assert_int_equal(first[k], k); /* none twice */
    }
    state_give_duty(world, 7);
    state_give_duty(world, 150);
    assert_int_equal(state_take_duty(world), 150);
    assert_int_equal(state_take_duty(world), 7);
    assert_int_equal(state_take_duty(world), 200);
    world_free(world);
}

static void what_grows_keeps_what_it_holds(void **state)
{
    const struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *const world = fixture_world(&params);

    (void)state;
    for (uint32_t k = 0; k < 1000; k++) {
        const uint32_t index = state_take_duty(world); /* first: it may move the pool */
        world->duties[index].team_days = k;
    }
    for (uint32_t k = 0; k < 1000; k++)
        assert_true(world->duties[k].team_days == k);
    world_free(world);
}

static void what_lies_on_or_beyond_the_horizon_is_not_scheduled(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *world;
    calendar_handle handle;
    size_t pending;

    (void)state;
    params.programme.horizon = 100.0;
    world = fixture_world(&params);
    pending = calendar_pending(world->calendar);
    assert_int_equal(state_schedule(world, 100.0, EVENT_CLASS_CALENDAR, EVENT_HUB_OPENS, 0, 0),
                     CALENDAR_NONE);
    assert_int_equal(state_schedule(world, INFINITY, EVENT_CLASS_CALENDAR, EVENT_HUB_OPENS, 0, 0),
                     CALENDAR_NONE);
    handle = state_schedule(world, 99.99, EVENT_CLASS_CALENDAR, EVENT_HUB_OPENS, 0, 0);
    assert_int_equal(calendar_pending(world->calendar), pending + 1);
    state_cancel(world, &handle);
    assert_int_equal(handle, CALENDAR_NONE);
    state_cancel(world, &handle); /* of nothing: nothing */
    assert_int_equal(calendar_pending(world->calendar), pending);
    world_free(world);
}

static void the_gaps_of_a_poisson_process_are_exponential(void **state)
{
    const struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *const world = fixture_world(&params);
    const uint32_t n = 100000;
    double sum = 0.0, longer = 0.0;

    (void)state;
    fixture_until(world, 10.0);
    for (uint32_t k = 0; k < n; k++) {
        const double gap = state_next_poisson(world, PURPOSE_VISIT, 3, k, 12.0) - 10.0;
        assert_true(gap > 0.0);
        sum += gap;
        longer += gap > 2.0 * 365.0 / 12.0;
    }
    fixture_assert_close(sum / n * 12.0 / 365.0, 1.0, FIXTURE_SIGMAS / sqrt(n)); /* 1.3 % */
    fixture_assert_close(longer / n, exp(-2.0), FIXTURE_SIGMAS * sqrt(exp(-2.0) / n));
    assert_true(isinf(state_next_poisson(world, PURPOSE_VISIT, 3, 0, 0.0)));
    world_free(world);
}

static void a_lognormal_has_the_quantiles_of_its_mean_and_cv(void **state)
{
    const double sigma = sqrt(log1p(0.6 * 0.6));
    const struct lognormal spread = state_lognormal_of(0.6), constant = state_lognormal_of(0.0);

    (void)state;
    fixture_assert_same(state_lognormal(&spread, 0.5), 1.0 / sqrt(1.36));
    fixture_assert_close(state_lognormal(&spread, 0.97724986805182079), exp(2.0 * sigma) / sqrt(1.36), 1e-9);
    fixture_assert_close(state_lognormal(&spread, 0.02275013194817921), exp(-2.0 * sigma) / sqrt(1.36), 1e-9);
    assert_true(state_lognormal(&constant, 0.3) == 1.0);
}

static void every_kind_of_event_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < EVENT_KINDS; i++) {
        assert_non_null(dispatch_name((enum event_kind)i));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(dispatch_name((enum event_kind)i), dispatch_name((enum event_kind)j));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_hands_out_again_what_was_given_back),
        cmocka_unit_test(what_grows_keeps_what_it_holds),
        cmocka_unit_test(what_lies_on_or_beyond_the_horizon_is_not_scheduled),
        cmocka_unit_test(the_gaps_of_a_poisson_process_are_exponential),
        cmocka_unit_test(a_lognormal_has_the_quantiles_of_its_mean_and_cv),
        cmocka_unit_test(every_kind_of_event_has_a_name_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
