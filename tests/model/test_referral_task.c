/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens between a referral's raising and its end: withdrawal, refusal, success, and their traces. */
#include "fixture.h"
#include "referral.h"
#include "taskforce.h"
#include "trust.h"

#define TASK_DAYS 2.0

/* Two members; the hub's one server takes two days for a referral; trust does not move by itself. */
static struct params slow_hub(void)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 2);

    params.referral.on = true;
    params.referral.threshold = 1.0;
    params.referral.gap = 1.0;
    params.referral.accept_base = 0.5;
    params.referral.accept_trust = 0.4;
    params.support.referral_hours = TASK_DAYS * HOURS_PER_DAY;
    params.support.staff = 1;
    params.trust.start = 0.5;
    params.trust.gain = 0.05;
    params.trust.loss = 0.08;
    params.programme.horizon = 6.9; /* no weekly coordination */
    return params;
}

/* Occupies provider 0 for `work` days; the next request there is `ask`. */
static uint32_t second_at_busy(struct world *world, double work, struct fixture_ask ask)
{
    fixture_arrives(world, 0, (struct fixture_ask){.work = work, .u_engage = 1.0});
    return fixture_arrives(world, 0, ask);
}

static void a_referral_takes_the_hub_its_hours(void **state)
{
    const struct params params = slow_hub();
    struct world *const world = fixture_world(&params);
    const uint32_t index = second_at_busy(world, 5.0, (struct fixture_ask){.work = 1.0});

    (void)state;
    fixture_until(world, TASK_DAYS - 0.01);
    assert_int_equal(world->requests[index].at, 0);
    fixture_until(world, TASK_DAYS);
    assert_int_equal(world->requests[index].at, 1);
    assert_int_equal(world->requests[index].state, REQUEST_IN_SESSION);
    fixture_assert_same(taskforce_hours(world, 0, TASK_REFERRAL), TASK_DAYS * HOURS_PER_DAY);
    world_free(world);
}

static void a_waiting_referral_is_withdrawn_when_its_request_starts(void **state)
{
    const struct params params = slow_hub();
    struct fixture_log log = {0};
    struct world *const world = fixture_world(&params);

    (void)state;
    taskforce_raise(world, 0, TASK_COORDINATION, 5.0 * HOURS_PER_DAY, NONE, NONE, 0);
    world_observe(world, fixture_log_add, &log);
    second_at_busy(world, 1.0, (struct fixture_ask){.work = 1.0});
    fixture_until(world, 6.5);
    assert_int_equal(fixture_count(&log, "task_raised", "referral"), 1);
    fixture_assert_same(fixture_day(&log, "task_withdrawn", "referral", 0), 1.0);
    assert_int_equal(fixture_count(&log, "task_begins", "referral"), 0);
    fixture_end(world, &log);
}

static void a_waiting_referral_is_withdrawn_when_its_request_gives_up(void **state)
{
    const struct params params = slow_hub();
    struct fixture_log log = {0};
    struct world *const world = fixture_world(&params);

    (void)state;
    taskforce_raise(world, 0, TASK_COORDINATION, 5.0 * HOURS_PER_DAY, NONE, NONE, 0);
    world_observe(world, fixture_log_add, &log);
    second_at_busy(world, 6.0, (struct fixture_ask){.work = 1.0, .patience = 3.0});
    fixture_until(world, 6.5);
    fixture_assert_same(fixture_day(&log, "task_withdrawn", "referral", 0), 3.0);
    assert_int_equal(fixture_count(&log, "task_begins", "referral"), 0);
    fixture_end(world, &log);
}

static void a_begun_referral_ends_without_effect_when_its_request_has_started(void **state)
{
    const struct params params = slow_hub();
    struct world *const world = fixture_world(&params);
    const uint32_t index = second_at_busy(world, 1.0, (struct fixture_ask){.work = 4.0});

    (void)state;
    fixture_until(world, 3.0);
    assert_int_equal(world->requests[index].at, 0);
    assert_int_equal(world->requests[index].state, REQUEST_IN_SESSION);
    assert_int_equal(world->ledgers[1].referred_out, 0);
    assert_int_equal(world->ledgers[1].refused, 0);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.5);
    fixture_assert_same(taskforce_hours(world, 0, TASK_REFERRAL), TASK_DAYS * HOURS_PER_DAY);
    world_free(world);
}

static void a_success_raises_trust_by_a_tenth_of_a_gain(void **state)
{
    const struct params params = slow_hub();
    struct world *const world = fixture_world(&params);

    (void)state;
    second_at_busy(world, 6.0, (struct fixture_ask){.work = 1.0, .u_engage = 0.69}); /* < .5 + .4 * .5 */
    fixture_until(world, 2.0);
    assert_int_equal(world->ledgers[1].referred_out, 1);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.5 + 0.1 * 0.05 * (1.0 - 0.5));
    world_free(world);
}

static void a_refusal_lowers_trust_by_a_tenth_of_a_loss(void **state)
{
    const struct params params = slow_hub();
    struct world *const world = fixture_world(&params);
    const uint32_t index = second_at_busy(world, 6.0, (struct fixture_ask){.work = 1.0, .u_engage = 0.71});

    (void)state;
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .u_engage = 1.0});
    fixture_until(world, 2.0);
    assert_int_equal(world->ledgers[1].refused, 1);
    assert_int_equal(world->ledgers[1].referred_out, 0);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.5 - 0.1 * 0.08 * 0.5);
    assert_int_equal(world->providers[0].head, index); /* it keeps its place */
    world_free(world);
}

static void acceptance_is_judged_among_the_engaged(void **state)
{
    struct params params = slow_hub();

    (void)state;
    params.referral.engagement = 0.5; /* u / .5 < .5 + .4 * .5 = .7 */
    for (int k = 0; k < 2; k++) {
        struct world *const world = fixture_world(&params);
        second_at_busy(world, 6.0, (struct fixture_ask){.work = 1.0, .u_engage = k == 0 ? 0.345 : 0.355});
        fixture_until(world, 2.0);
        assert_int_equal(world->ledgers[1].referred_out, 1 - k);
        assert_int_equal(world->ledgers[1].refused, k);
        world_free(world);
    }
}

static void with_nobody_left_to_go_to_nothing_happens_and_nobody_refused(void **state)
{
    const struct params params = slow_hub();
    struct world *const world = fixture_world(&params);
    const uint32_t index = second_at_busy(world, 6.0, (struct fixture_ask){.work = 1.0, .u_engage = 0.9});

    (void)state;
    fixture_until(world, 1.0);
    fixture_arrives(world, 1, (struct fixture_ask){.work = 5.0});
    fixture_until(world, 2.0);
    assert_int_equal(world->requests[index].at, 0);
    assert_int_equal(world->ledgers[1].refused, 0);
    assert_int_equal(world->ledgers[1].lost, 0);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.5);
    world_free(world);
}

/* Two types, two members that serve only their own. */
static struct world *strangers(double u_engage, bool other_stops)
{
    struct params params = slow_hub();
    struct world *world;

    params.providers.types = 2;
    params.providers.off_type_efficiency = 0.0;
    world = fixture_world(&params);
    fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .type = 1, .u_engage = u_engage});
    if (other_stops)
        calendar_schedule(world->calendar, 1.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 1, 0);
    fixture_until(world, 1.5);
    assert_int_equal(world->providers[0].stranded_count, 1);
    fixture_until(world, 6.0);
    assert_int_equal(world->providers[0].stranded_count, 0);
    return world;
}

static void a_stranded_request_is_served_elsewhere_or_lost_at_the_end_of_its_referral(void **state)
{
    struct world *const accepted = strangers(0.1, false);
    struct world *const refused = strangers(0.9, false);
    struct world *const forlorn = strangers(0.1, true);

    (void)state;
    assert_int_equal(accepted->ledgers[1].served, 1);
    assert_int_equal(accepted->ledgers[1].lost, 0);
    assert_int_equal(refused->ledgers[1].lost, 1);
    assert_int_equal(refused->ledgers[1].refused, 1);
    fixture_assert_same(trust_now(refused, &refused->clusters[0]),
                        0.5 * (1.0 - 0.1 * 0.08) + 0.5 * 0.1 * 0.08 * (1.0 - exp(-4.0 / 365.0)));
    assert_int_equal(forlorn->ledgers[1].lost, 1);
    assert_int_equal(forlorn->ledgers[1].refused, 0);
    fixture_assert_same(trust_now(forlorn, &forlorn->clusters[0]), 0.5);
    world_free(accepted);
    world_free(refused);
    world_free(forlorn);
}

static void a_referred_request_joins_the_end_and_keeps_its_deadline(void **state)
{
    struct params params = slow_hub();
    struct fixture_log log = {0};
    struct world *world;
    uint32_t index;

    (void)state;
    params.referral.threshold = 4.0;
    world = fixture_watched(&params, &log);
    for (int i = 0; i < 4; i++)
        fixture_arrives(world, 0, (struct fixture_ask){.work = 9.0, .u_engage = 1.0});
    index = fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .patience = 5.0});
    for (int i = 0; i < 2; i++)
        fixture_arrives(world, 1, (struct fixture_ask){.work = 9.0, .u_engage = 1.0});
    fixture_until(world, 3.0);
    assert_int_equal(world->requests[index].at, 1);
    assert_int_equal(world->providers[1].tail, index);
    assert_int_not_equal(world->providers[1].head, index);
    fixture_until(world, 6.0);
    fixture_assert_same(fixture_day(&log, "request_abandons", NULL, 0), 5.0);
    assert_int_equal(fixture_find(&log, "request_abandons", NULL, 0)->actor, 1);
    fixture_end(world, &log);
}

static void a_referred_request_takes_more_work(void **state)
{
    struct params params = slow_hub();
    struct fixture_log log = {0};
    struct world *world;

    (void)state;
    params.service.referred = 0.25;
    world = fixture_watched(&params, &log);
    second_at_busy(world, 6.5, (struct fixture_ask){.work = 2.0});
    fixture_until(world, 6.0);
    fixture_assert_same(fixture_day(&log, "session_starts", NULL, 1), TASK_DAYS);
    fixture_assert_same(fixture_day(&log, "session_ends", NULL, 0), TASK_DAYS + 2.0 * 1.25);
    fixture_end(world, &log);
}

/* In a run with much referral: never two tasks for one request, out = in, and the links are the notices'. */
static void one_attempt_per_request(void **state)
{
    struct params params;
    struct fixture_log log = {0};
    struct world *world;
    size_t raised, referred;
    unsigned char *tried;

    (void)state;
    params_defaults(&params);
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.programme.horizon = 400.0;
    params.demand.rate = 0.7;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    world_observe(world, fixture_log_add, &log);
    fixture_run(world, FIXTURE_SEED, 1);
    tried = calloc(world->requests_numbered + 1, 1);
    assert_non_null(tried);
    raised = fixture_count(&log, "task_raised", "referral");
    referred = fixture_count(&log, "request_referred", NULL);
    assert_true(raised > 200 && referred > 100 && fixture_count(&log, "referral_refused", NULL) > 20);
    for (size_t k = 0; k < log.count; k++) {
        if (fixture_matches(&log.items[k], "task_raised", "referral"))
            assert_int_equal(tried[log.items[k].request]++, 0);
    }
    assert_int_equal(world->ledgers[1].referred_out + world->ledgers[0].referred_out, referred);
    free(tried);
    fixture_end(world, &log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_referral_takes_the_hub_its_hours),
        cmocka_unit_test(a_waiting_referral_is_withdrawn_when_its_request_starts),
        cmocka_unit_test(a_waiting_referral_is_withdrawn_when_its_request_gives_up),
        cmocka_unit_test(a_begun_referral_ends_without_effect_when_its_request_has_started),
        cmocka_unit_test(a_success_raises_trust_by_a_tenth_of_a_gain),
        cmocka_unit_test(a_refusal_lowers_trust_by_a_tenth_of_a_loss),
        cmocka_unit_test(acceptance_is_judged_among_the_engaged),
        cmocka_unit_test(with_nobody_left_to_go_to_nothing_happens_and_nobody_refused),
        cmocka_unit_test(a_stranded_request_is_served_elsewhere_or_lost_at_the_end_of_its_referral),
        cmocka_unit_test(a_referred_request_joins_the_end_and_keeps_its_deadline),
        cmocka_unit_test(a_referred_request_takes_more_work),
        cmocka_unit_test(one_attempt_per_request),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
