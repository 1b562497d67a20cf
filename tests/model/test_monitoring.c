/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub's visits, call-backs, complaints and statistics; and who does them where there is no hub. */
#include "effort.h"
#include "fixture.h"
#include "monitoring.h"
#include "taskforce.h"

static struct params monitored(enum params_form form, int providers, int staff)
{
    struct params params = fixture_quiet(form, providers);

    params.support.staff = staff;
    params.support.credibility = 0.8;
    params.support.capture = 0.5; /* at trust .5: the hub's oversight weighs .8 * .75 */
    params.trust.start = 0.5;
    params.monitoring.on = true;
    params.monitoring.visits = 0.0;
    params.monitoring.callback = 0.2;
    params.monitoring.callback_detect = 0.6;
    params.monitoring.hotline = 0.05;
    params.monitoring.host_hours = 3.0;
    params.effort.memory = 180.0;
    return params;
}

static int by_actor_and_time(const void *a, const void *b)
{
    const struct world_notice *const x = a, *const y = b;

    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return x->time < y->time ? -1 : x->time > y->time;
}

/*
 * 200 members, 12 a year for 17 years: 40,800 visits, so that 4 standard deviations are 2 %. Poisson, too:
 * the counts of members vary as much as their mean (chi-square with 199 degrees of freedom, 4 standard
 * deviations are 40 %; evenly spaced visits would not vary), and a share exp(-1) of the gaps is longer than
 * the mean gap.
 */
static void visits_are_due_as_a_poisson_process(void **state)
{
    const double rate = 12.0, years = 17.0, expected = 200 * rate * years;
    struct params params = monitored(PARAMS_FORM_SUPPORT, 200, 1000);
    struct fixture_log log;
    struct world *world;
    double dispersion = 0.0, gaps = 0.0, longer = 0.0;

    (void)state;
    params.programme.horizon = years * 365.0;
    params.monitoring.visits = rate;
    params.support.visit_hours = params.support.statistics_hours = 0.0;
    world = fixture_watched(&params, &log);
    fixture_move(world, params.programme.horizon);
    fixture_assert_close((double)fixture_count(&log, "task_raised", "visit"), expected,
                         FIXTURE_SIGMAS * sqrt(expected));
    for (int i = 0; i < 200; i++)
        dispersion += pow(world->providers[i].visits - rate * years, 2.0) / (rate * years) / 200.0;
    fixture_assert_close(dispersion, 1.0, FIXTURE_SIGMAS * sqrt(2.0 / 200.0));
    qsort(log.items, log.count, sizeof *log.items, by_actor_and_time);
    for (size_t k = 0, last = log.count; k < log.count; k++) {
        if (!fixture_matches(&log.items[k], "task_raised", "visit"))
            continue;
        if (last < k && log.items[last].other == log.items[k].other) {
            gaps++;
            longer += log.items[k].time - log.items[last].time > 365.0 / rate;
        }
        last = k;
    }
    fixture_assert_close(longer / gaps, exp(-1.0), FIXTURE_SIGMAS * sqrt(0.25 / gaps));
    fixture_end(world, &log);
}

static void a_visit_takes_its_hours_and_its_host_a_duty(void **state)
{
    struct params params = monitored(PARAMS_FORM_SUPPORT, 2, 1);
    struct fixture_log log;
    struct world *world;
    double begun;

    (void)state;
    params.monitoring.visits = 12.0;
    params.support.visit_hours = 10.0;
    world = fixture_watched(&params, &log);
    fixture_move(world, 400.0);
    assert_true(fixture_count(&log, "task_ends", "visit") > 5);
    for (size_t k = 0; k < 5; k++) {
        begun = fixture_day(&log, "task_begins", "visit", k);
        fixture_assert_same(fixture_day(&log, "task_ends", "visit", k), begun + 10.0 / HOURS_PER_DAY);
        assert_int_equal(fixture_find(&log, "task_ends", "visit", k)->actor, WORLD_HUB);
    }
    fixture_assert_same(fixture_find(&log, "duty_starts", "hosting", 0)->value, 3.0 / 8.0);
    fixture_assert_same(fixture_day(&log, "duty_starts", "hosting", 0),
                        fixture_day(&log, "task_ends", "visit", 0));
    fixture_end(world, &log);
}

static void a_visit_still_waiting_when_the_next_is_due_is_missed(void **state)
{
    struct params params = monitored(PARAMS_FORM_SUPPORT, 3, 0);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.monitoring.visits = 12.0;
    world = fixture_watched(&params, &log);
    fixture_until(world, 600.0);
    assert_true(fixture_count(&log, "task_raised", "visit") > 30);
    assert_int_equal(world->visits_missed,
                     fixture_count(&log, "task_raised", "visit") - 3); /* one each waits */
    fixture_end(world, &log);
}

static void a_provider_that_stops_is_visited_no_more_and_misses_nothing(void **state)
{
    struct params params = monitored(PARAMS_FORM_SUPPORT, 1, 0);
    struct fixture_log log;
    struct world *world;
    size_t raised;

    (void)state;
    params.monitoring.visits = 60.0;
    world = fixture_watched(&params, &log);
    fixture_until(world, 100.0);
    raised = fixture_count(&log, "task_raised", "visit");
    calendar_schedule(world->calendar, 100.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 400.0);
    assert_true(raised > 5);
    assert_int_equal(fixture_count(&log, "task_raised", "visit"), raised);
    assert_int_equal(world->visits_missed, raised - 1);
    fixture_end(world, &log);
}

/* One deficient or sound session each, with the given draws; the hub's tasks take no time. */
static struct world *session_with(double u_deficient, double u_callback, double u_hotline,
                                  struct fixture_log *log)
{
    struct params params = monitored(PARAMS_FORM_SUPPORT, 1, 1);
    struct world *world;

    params.support.callback_hours = params.support.followup_hours = 0.0;
    world = fixture_watched(&params, log);
    fixture_arrives(
        world, 0,
        (struct fixture_ask){
            .work = 1.0, .u_deficient = u_deficient, .u_callback = u_callback, .u_hotline = u_hotline});
    fixture_until(world, 1.0);
    return world;
}

static void expect(double u_deficient, double u_callback, double u_hotline, size_t calls, size_t followups,
                   uint64_t detected)
{
    struct fixture_log log;
    struct world *const world = session_with(u_deficient, u_callback, u_hotline, &log);

    assert_int_equal(fixture_count(&log, "task_ends", "call-back"), calls);
    assert_int_equal(fixture_count(&log, "task_ends", "follow-up"), followups);
    assert_int_equal(world->ledgers[1].detected, detected);
    fixture_assert_same(world->providers[0].oversight, (double)calls * 0.8 * 0.75 *
                                                           world->params.monitoring.callback_weight * 365.0 /
                                                           180.0);
    assert_true(world->providers[0].intrusion == 0.0);
    fixture_end(world, &log);
}

/* r_cb = .2, d_cb = .6 of these, r_hl = .05 */
static void a_share_of_sessions_is_called_back(void **state)
{
    (void)state;
    expect(0.0, 0.199, 1.0, 1, 0, 0);
    expect(0.0, 0.201, 1.0, 0, 0, 0);
    expect(0.0, 0.001, 1.0, 1, 0, 0); /* sound: nothing to detect */
}

static void a_call_back_detects_a_share_of_deficient_sessions(void **state)
{
    (void)state;
    expect(FIXTURE_DEFICIENT, 0.119, 1.0, 1, 0, 1);
    expect(FIXTURE_DEFICIENT, 0.121, 1.0, 1, 0, 0);
    expect(FIXTURE_DEFICIENT, 0.201, 1.0, 0, 0, 0);
}

static void a_share_of_deficient_sessions_brings_a_complaint_that_detects_it(void **state)
{
    (void)state;
    expect(FIXTURE_DEFICIENT, 1.0, 0.049, 0, 1, 1);
    expect(FIXTURE_DEFICIENT, 1.0, 0.051, 0, 0, 0);
    expect(0.0, 1.0, 0.001, 0, 0, 0);
    expect(FIXTURE_DEFICIENT, 0.01, 0.01, 1, 1, 1); /* both, and detected once */
}

static void calls_take_effect_when_they_are_done(void **state)
{
    struct params params = monitored(PARAMS_FORM_SUPPORT, 1, 1);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.support.callback_hours = 1.0 * HOURS_PER_DAY;
    world = fixture_watched(&params, &log);
    fixture_arrives(world, 0,
                    (struct fixture_ask){.work = 1.0, .u_deficient = FIXTURE_DEFICIENT, .u_callback = 0.01});
    fixture_until(world, 1.9);
    assert_int_equal(world->ledgers[1].detected, 0);
    assert_true(world->providers[0].oversight == 0.0);
    fixture_until(world, 2.0);
    assert_int_equal(world->ledgers[1].detected, 1);
    fixture_assert_same(fixture_find(&log, "deficiency_detected", NULL, 0)->value, 1.0);
    fixture_end(world, &log);
}

/* `solo_calls`, and whether monitoring is on at all: who answers a session that is called back and complained
 * of */
static void expect_solo(bool on, bool solo_calls, size_t tasks)
{
    struct params params = monitored(PARAMS_FORM_SOLO, 1, 3);
    struct fixture_log log;
    struct world *world;

    params.monitoring.on = on;
    params.monitoring.solo_calls = solo_calls;
    params.support.callback_hours = params.support.followup_hours = 0.0;
    world = fixture_watched(&params, &log);
    fixture_arrives(
        world, 0,
        (struct fixture_ask){
            .work = 1.0, .u_deficient = FIXTURE_DEFICIENT, .u_callback = 0.19, .u_hotline = 0.01});
    fixture_until(world, 1.0);
    assert_int_equal(fixture_count(&log, "task_ends", NULL), tasks);
    for (size_t k = 0; k < tasks; k++)
        assert_int_equal(fixture_find(&log, "task_ends", NULL, k)->actor, WORLD_OFFICERS);
    assert_int_equal(world->ledgers[1].detected, tasks > 0);
    fixture_assert_same(world->providers[0].oversight,
                        tasks > 0 ? world->params.monitoring.callback_weight * 365.0 / 180.0 : 0.0);
    fixture_end(world, &log);
}

static void alone_officers_answer_only_if_they_are_to(void **state)
{
    (void)state;
    expect_solo(true, false, 0);
    expect_solo(true, true, 2);
    expect_solo(false, true, 0);
}

static void statistics_are_due_monthly_from_the_launch(void **state)
{
    struct params params = monitored(PARAMS_FORM_SUPPORT, 5, 1);
    const double month = 365.0 / 12.0;
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.programme.launch = 15.0;
    params.support.statistics_hours = 0.7;
    world = fixture_watched(&params, &log);
    calendar_schedule(world->calendar, 20.0 + 3 * month, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 20.0 + 6 * month);
    assert_int_equal(fixture_count(&log, "task_raised", "statistics"), 6);
    for (size_t k = 0; k < 6; k++) {
        const struct world_notice *const n = fixture_find(&log, "task_raised", "statistics", k);
        fixture_assert_same(n->time, 15.0 + (double)(k + 1) * month);
        fixture_assert_same(n->value, 0.7 * (k < 3 ? 5 : 4));
    }
    assert_int_equal(world->reports_late, 0);
    fixture_end(world, &log);
}

static void statistics_not_done_when_the_next_are_due_are_late(void **state)
{
    const struct params nobody = monitored(PARAMS_FORM_SUPPORT, 2, 0);
    struct params slow = monitored(PARAMS_FORM_SUPPORT, 2, 1);
    struct world *world = fixture_world(&nobody);

    (void)state;
    fixture_until(world, 180.0); /* five were due, four of them have a successor */
    assert_int_equal(world->reports_late, 4);
    world_free(world);

    slow.support.statistics_hours = 40.0 * HOURS_PER_DAY / 2.0; /* 40 days each, of a month of 30.4 */
    world = fixture_world(&slow);
    fixture_until(world, 180.0);
    assert_int_equal(world->reports_late, 4); /* also one in progress is not done */
    world_free(world);
}

/* What nobody is left to report on is late once, not again every month. */
static void the_last_statistics_are_late_once(void **state)
{
    const struct params params = monitored(PARAMS_FORM_SUPPORT, 1, 0);
    struct world *const world = fixture_world(&params);

    (void)state;
    calendar_schedule(world->calendar, 40.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 400.0); /* one was due, on day 30.4 */
    assert_int_equal(world->reports_late, 1);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(visits_are_due_as_a_poisson_process),
        cmocka_unit_test(a_visit_takes_its_hours_and_its_host_a_duty),
        cmocka_unit_test(a_visit_still_waiting_when_the_next_is_due_is_missed),
        cmocka_unit_test(a_provider_that_stops_is_visited_no_more_and_misses_nothing),
        cmocka_unit_test(a_share_of_sessions_is_called_back),
        cmocka_unit_test(a_call_back_detects_a_share_of_deficient_sessions),
        cmocka_unit_test(a_share_of_deficient_sessions_brings_a_complaint_that_detects_it),
        cmocka_unit_test(calls_take_effect_when_they_are_done),
        cmocka_unit_test(alone_officers_answer_only_if_they_are_to),
        cmocka_unit_test(statistics_are_due_monthly_from_the_launch),
        cmocka_unit_test(statistics_not_done_when_the_next_are_due_are_late),
        cmocka_unit_test(the_last_statistics_are_late_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
