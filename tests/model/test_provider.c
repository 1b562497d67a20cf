/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A provider's teams and queues: what goes first, who gives up, who is lost, and what is left when it stops.
 */
#include "fixture.h"
#include "knowledge.h"

struct bench {
    struct world *world;
    struct fixture_log log;
};

static void bench_open(struct bench *self, const struct params *params)
{
    self->world = fixture_world(params);
    self->log = (struct fixture_log){0};
    world_observe(self->world, fixture_log_add, &self->log);
}

static void bench_close(struct bench *self)
{
    world_free(self->world);
    fixture_log_free(&self->log);
}

/* Two providers of `teams` teams; three types; off its type a provider works at that efficiency. */
static struct params small_city(int teams, double off_type)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 2);

    params.providers.teams = teams;
    params.providers.types = 3;
    params.providers.off_type_efficiency = off_type;
    return params;
}

/* Day on which request number `number` did that; NaN if it did not. */
static double day_of(const struct fixture_log *log, const char *activity, uint64_t number)
{
    for (size_t i = 0; i < log->count; i++) {
        if (log->items[i].request == number && fixture_is(&log->items[i], activity))
            return log->items[i].time;
    }
    return NAN;
}

static void ask(struct bench *self, double work, double patience)
{
    fixture_arrives(self->world, 0, (struct fixture_ask){.work = work, .patience = patience});
}

static void duties_go_before_requests_in_order_of_creation(void **state)
{
    const struct params params = small_city(1, 1.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    ask(&b, 2.0, 0.0);
    ask(&b, 1.0, 0.0);
    fixture_until(b.world, 0.5);
    provider_add_duty(b.world, 0, DUTY_HOSTING, 8.0, 0.0);
    provider_add_duty(b.world, 0, DUTY_INSTRUCTION, 4.0, 0.0);
    fixture_until(b.world, 10.0);
    fixture_assert_same(day_of(&b.log, "session_ends", 1), 2.0); /* not interrupted */
    fixture_assert_same(fixture_day(&b.log, "duty_starts", "hosting", 0), 2.0);
    fixture_assert_same(fixture_day(&b.log, "duty_starts", "instruction", 0), 3.0);
    fixture_assert_same(fixture_day(&b.log, "duty_ends", "instruction", 0), 3.5);
    fixture_assert_same(day_of(&b.log, "session_starts", 2), 3.5);
    bench_close(&b);
}

static void a_duty_is_not_interrupted_by_a_request_either(void **state)
{
    const struct params params = small_city(1, 1.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    provider_add_duty(b.world, 0, DUTY_MEMBERSHIP, 16.0, 0.0);
    ask(&b, 1.0, 0.0);
    fixture_until(b.world, 10.0);
    fixture_assert_same(day_of(&b.log, "session_starts", 1), 2.0);
    bench_close(&b);
}

static void requests_are_served_in_order_of_joining(void **state)
{
    const struct params params = small_city(1, 1.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    for (int i = 0; i < 5; i++)
        ask(&b, 1.0 + i, 0.0);
    fixture_until(b.world, 20.0);
    for (int i = 0; i < 5; i++)
        fixture_assert_same(day_of(&b.log, "session_starts", (uint64_t)i + 1), i * (i + 1) / 2.0);
    bench_close(&b);
}

static void teams_work_side_by_side(void **state)
{
    const struct params params = small_city(3, 1.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    ask(&b, 3.0, 0.0);
    ask(&b, 2.0, 0.0);
    provider_add_duty(b.world, 0, DUTY_TRAINING, 8.0, 0.0);
    ask(&b, 1.0, 0.0);
    ask(&b, 1.0, 0.0);
    assert_int_equal(b.world->providers[0].busy, 3);
    fixture_until(b.world, 10.0);
    fixture_assert_same(day_of(&b.log, "session_starts", 2), 0.0);
    fixture_assert_same(day_of(&b.log, "session_starts", 3), 1.0);
    fixture_assert_same(day_of(&b.log, "session_starts", 4), 2.0);
    fixture_assert_same(day_of(&b.log, "session_ends", 1), 3.0);
    bench_close(&b);
}

static void load_is_requests_per_team_and_duties_do_not_count(void **state)
{
    const struct params params = small_city(2, 0.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    provider_add_duty(b.world, 0, DUTY_MEMBERSHIP, 8.0, 0.0);
    assert_true(provider_load(&b.world->providers[0]) == 0.0);
    for (int i = 0; i < 4; i++)
        ask(&b, 5.0, 0.0);
    assert_true(provider_load(&b.world->providers[0]) == 2.0); /* 1 in session, 3 waiting, 2 teams */
    fixture_until(b.world, 1.0);
    assert_true(provider_load(&b.world->providers[0]) == 2.0); /* 2 in session, 2 waiting */
    bench_close(&b);
}

static void a_request_abandons_at_its_deadline(void **state)
{
    const struct params params = small_city(1, 1.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    ask(&b, 10.0, 0.0);
    fixture_until(b.world, 1.0);
    ask(&b, 1.0, 2.5);
    ask(&b, 1.0, 0.0);
    fixture_until(b.world, 20.0);
    fixture_assert_same(day_of(&b.log, "request_abandons", 2), 3.5);
    assert_true(isnan(day_of(&b.log, "session_starts", 2)));
    fixture_assert_same(day_of(&b.log, "session_starts", 3), 10.0);
    assert_int_equal(b.world->ledgers[1].abandoned, 1);
    fixture_assert_same(b.world->ledgers[1].waits, 2.5 + 9.0);
    bench_close(&b);
}

static void a_request_whose_service_has_begun_never_abandons(void **state)
{
    const struct params params = small_city(1, 1.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    ask(&b, 10.0, 1.0);
    fixture_until(b.world, 25.0);
    assert_int_equal(fixture_count(&b.log, "request_abandons", NULL), 0);
    fixture_assert_same(day_of(&b.log, "session_ends", 1), 10.0);
    bench_close(&b);
}

/* Completions come first in an instant, whichever was foreseen first. */
static void a_team_that_is_free_at_the_deadline_is_in_time(void **state)
{
    const struct params params = small_city(1, 1.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    ask(&b, 4.0, 0.0);
    ask(&b, 6.0, 4.0);  /* its deadline, 4, is known after the end of the session before */
    ask(&b, 1.0, 10.0); /* and this, 10, before the session that ends then has begun */
    fixture_until(b.world, 25.0);
    assert_int_equal(fixture_count(&b.log, "request_abandons", NULL), 0);
    fixture_assert_same(day_of(&b.log, "session_starts", 2), 4.0);
    fixture_assert_same(day_of(&b.log, "session_starts", 3), 10.0);
    bench_close(&b);
}

static void what_a_provider_cannot_serve_is_lost_at_once_without_referral(void **state)
{
    const struct params params = small_city(1, 0.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    fixture_until(b.world, 1.0);
    fixture_arrives(b.world, 0, (struct fixture_ask){.work = 1.0, .type = 1});
    assert_int_equal(b.world->ledgers[1].lost, 1);
    fixture_assert_same(day_of(&b.log, "request_lost", 1), 1.0);
    ask(&b, 1.0, 0.0);
    fixture_assert_same(day_of(&b.log, "session_starts", 2), 1.0);
    bench_close(&b);
}

static void what_waits_stranded_blocks_nobody_and_still_gives_up(void **state)
{
    struct params params = small_city(1, 0.0);
    struct bench b;

    (void)state;
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.support.staff = 0; /* so that the referral never comes */
    params.referral.on = true;
    bench_open(&b, &params);
    fixture_arrives(b.world, 0, (struct fixture_ask){.work = 1.0, .type = 1, .patience = 4.0});
    assert_int_equal(b.world->providers[0].stranded_count, 1);
    assert_true(provider_load(&b.world->providers[0]) == 1.0);
    ask(&b, 3.0, 0.0);
    ask(&b, 3.0, 0.0);
    fixture_until(b.world, 10.0);
    fixture_assert_same(day_of(&b.log, "session_starts", 2), 0.0);
    fixture_assert_same(day_of(&b.log, "session_starts", 3), 3.0);
    fixture_assert_same(day_of(&b.log, "request_abandons", 1), 4.0);
    bench_close(&b);
}

/* Two wait stranded and one in the queue when the last session starts; then the provider stops. */
static void what_waits_stranded_presses_on_quality_and_is_lost_with_the_rest(void **state)
{
    struct params params = small_city(1, 0.0);
    struct bench b;

    (void)state;
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.support.staff = 0;
    params.referral.on = true;
    params.quality.base = 1.0;
    params.quality.queue_penalty = 0.2;
    params.quality.queue_ref = 10.0;
    bench_open(&b, &params);
    for (int i = 0; i < 2; i++)
        fixture_arrives(b.world, 0, (struct fixture_ask){.work = 1.0, .type = 1});
    ask(&b, 1.0, 0.0);
    ask(&b, 9.0, 0.0);
    ask(&b, 1.0, 0.0);
    calendar_schedule(b.world->calendar, 5.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(b.world, 20.0);
    fixture_assert_same(fixture_find(&b.log, "session_ends", NULL, 0)->value, 1.0 - 0.2 * 2.0 / 10.0);
    fixture_assert_same(fixture_find(&b.log, "session_ends", NULL, 1)->value, 1.0 - 0.2 * 3.0 / 10.0);
    assert_int_equal(b.world->ledgers[1].lost, 3);
    for (int number = 1; number <= 5; number++)
        fixture_assert_same(fmax(day_of(&b.log, "request_lost", (uint64_t)number), 0.0),
                            number < 3 || number == 5 ? 5.0 : 0.0);
    bench_close(&b);
}

static void a_provider_that_stops_loses_its_queue_and_ends_its_sessions(void **state)
{
    const struct params params = small_city(2, 1.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    ask(&b, 5.0, 0.0);
    provider_add_duty(b.world, 0, DUTY_TRAINING, 32.0, 1.0);
    provider_add_duty(b.world, 0, DUTY_HOSTING, 8.0, 0.0);
    ask(&b, 1.0, 20.0);
    ask(&b, 1.0, 0.0);
    calendar_schedule(b.world->calendar, 1.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(b.world, 30.0);
    fixture_assert_same(day_of(&b.log, "request_lost", 2), 1.0);
    fixture_assert_same(day_of(&b.log, "request_lost", 3), 1.0);
    fixture_assert_same(day_of(&b.log, "session_ends", 1), 5.0);
    fixture_assert_same(fixture_day(&b.log, "duty_ends", "training", 0), 4.0);
    assert_int_equal(fixture_count(&b.log, "duty_starts", "hosting"), 0);
    assert_int_equal(b.world->ledgers[1].served, 1);
    assert_int_equal(b.world->ledgers[1].lost, 2);
    assert_int_equal(b.world->ledgers[1].abandoned, 0);
    bench_close(&b);
}

static void later_requests_to_a_stopped_provider_are_lost_walk_ins(void **state)
{
    const struct params params = small_city(1, 1.0);
    struct bench b;

    (void)state;
    bench_open(&b, &params);
    calendar_schedule(b.world->calendar, 1.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(b.world, 2.0);
    ask(&b, 1.0, 0.0);
    provider_add_duty(b.world, 0, DUTY_TRAINING, 8.0, 1.0);
    assert_int_equal(b.world->providers[0].busy, 0);
    assert_int_equal(b.world->ledgers[0].arrived, 1);
    assert_int_equal(b.world->ledgers[0].lost, 1);
    assert_int_equal(b.world->ledgers[1].arrived, 0);
    assert_int_equal(b.world->alive, 1);
    bench_close(&b);
}

/* (E6) with every factor at once: off its type, a member, referred, learned, and with more capacity. */
static void a_session_takes_its_duration(void **state)
{
    struct params params = small_city(1, 0.7);
    uint32_t index;
    struct bench b;

    (void)state;
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.providers.capacity_scale = 1.5;
    params.service.time = 1.6;
    params.service.referred = 0.1;
    params.service.pooled = 0.3;
    params.learning.progress_ratio = 0.8;
    params.learning.ref = 100.0;
    bench_open(&b, &params);
    knowledge_gain(b.world, 0, 299.0);
    ask(&b, 1.0, 0.0); /* ends at E = 300 */
    index = fixture_arrives(b.world, 0, (struct fixture_ask){.work = 2.0, .type = 1});
    b.world->requests[index].referred = true;
    fixture_until(b.world, 20.0);
    fixture_assert_same(day_of(&b.log, "session_ends", 1),
                        1.6 * 1.0 * 1.3 / (pow(1.0 + 299.0 / 100.0, 0.32192809488736235) * 1.5));
    fixture_assert_same(day_of(&b.log, "session_ends", 2) - day_of(&b.log, "session_starts", 2),
                        1.6 * 2.0 * 1.1 * 1.3 / (1.5625 * 0.7 * 1.5));
    bench_close(&b);
}

/* (E14): capability and the queue left waiting as they are when the session starts. */
static void quality_is_fixed_when_the_session_starts(void **state)
{
    struct params params = small_city(1, 1.0);
    struct bench b;

    (void)state;
    params.quality.base = 0.4;
    params.quality.queue_penalty = 0.2;
    params.quality.queue_ref = 4.0;
    params.quality.deficient = 0.3;
    params.learning.half = 150.0;
    bench_open(&b, &params);
    knowledge_gain(b.world, 0, 50.0);
    ask(&b, 1.0, 0.0); /* starts with nobody waiting */
    fixture_arrives(b.world, 0, (struct fixture_ask){.work = 1.0, .u_deficient = FIXTURE_DEFICIENT});
    for (int i = 0; i < 7; i++)
        ask(&b, 1.0, 0.0);
    fixture_until(b.world, 20.0);
    for (int i = 0; i < 9; i++) {
        const double capability = (50.0 + i) / (50.0 + i + 150.0), left = i == 0 ? 0.0 : 8.0 - i;
        const struct world_notice *const n = fixture_find(&b.log, "session_ends", NULL, (size_t)i);
        fixture_assert_same(n->value, (i == 1 ? 0.3 : 1.0) * (0.4 + 0.6 * capability) *
                                          (1.0 - 0.2 * fmin(1.0, left / 4.0)));
        assert_string_equal(n->detail, i == 1 ? "deficient" : "sound");
    }
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duties_go_before_requests_in_order_of_creation),
        cmocka_unit_test(a_duty_is_not_interrupted_by_a_request_either),
        cmocka_unit_test(requests_are_served_in_order_of_joining),
        cmocka_unit_test(teams_work_side_by_side),
        cmocka_unit_test(load_is_requests_per_team_and_duties_do_not_count),
        cmocka_unit_test(a_request_abandons_at_its_deadline),
        cmocka_unit_test(a_request_whose_service_has_begun_never_abandons),
        cmocka_unit_test(a_team_that_is_free_at_the_deadline_is_in_time),
        cmocka_unit_test(what_a_provider_cannot_serve_is_lost_at_once_without_referral),
        cmocka_unit_test(what_waits_stranded_blocks_nobody_and_still_gives_up),
        cmocka_unit_test(what_waits_stranded_presses_on_quality_and_is_lost_with_the_rest),
        cmocka_unit_test(a_provider_that_stops_loses_its_queue_and_ends_its_sessions),
        cmocka_unit_test(later_requests_to_a_stopped_provider_are_lost_walk_ins),
        cmocka_unit_test(a_session_takes_its_duration),
        cmocka_unit_test(quality_is_fixed_when_the_session_starts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
