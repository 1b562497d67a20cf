/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The officers' work on contracts, visits and instructions; what it costs; and providers that stop for good.
 */
#include "effort.h"
#include "fixture.h"
#include "taskforce.h"

static struct params contracting(enum params_form form, int providers)
{
    struct params params = fixture_quiet(form, providers);

    params.government.officers = 100;
    params.government.contract_hours = 150.0;
    params.government.framework_hours = 120.0;
    params.government.annex_hours = 30.0;
    return params;
}

static void a_solo_contract_takes_its_hours_in_thirds(void **state)
{
    const double days[7] = {75.0, 135.0, 315.0, 365.0 + 75.0, 365.0 + 135.0, 365.0 + 315.0, 730.0 + 75.0};
    const struct params params = contracting(PARAMS_FORM_SOLO, 3);
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    fixture_until(world, 800.0);
    assert_int_equal(fixture_count(&log, "task_raised", "contracts"), 3 * 6);
    fixture_until(world, 850.0);
    for (size_t k = 0; k < 7; k++) {
        for (size_t i = 0; i < 3; i++) {
            const struct world_notice *const n = fixture_find(&log, "task_raised", "contracts", 3 * k + i);
            fixture_assert_same(n->time, days[k]);
            fixture_assert_same(n->value, 150.0 / 3.0);
            assert_int_equal(n->actor, WORLD_OFFICERS);
        }
    }
    fixture_assert_same(taskforce_hours(world, state_officers(world), TASK_CONTRACTS), 7 * 3 * 150.0 / 3.0);
    fixture_end(world, &log);
}

/* Day 75 before the launch, as in solo; from then framework, the hub's own contract, and an annex a member.
 */
static void a_cluster_takes_a_framework_an_annex_a_member_and_the_hub_s_own(void **state)
{
    struct params params = contracting(PARAMS_FORM_SUPPORT, 3);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.programme.launch = 100.0;
    world = fixture_watched(&params, &log);
    fixture_until(world, 120.0);
    fixture_assert_same(taskforce_hours(world, state_officers(world), TASK_CONTRACTS), 3 * 150.0 / 3.0);
    fixture_until(world, 100.0 + 365.0 + 60.0); /* 135, 315, 440, 500 */
    fixture_assert_same(taskforce_hours(world, state_officers(world), TASK_CONTRACTS),
                        50.0 * 3 + 4 * (120.0 + 150.0 + 3 * 30.0) / 3.0);
    fixture_end(world, &log);
}

static void a_provider_that_stopped_has_no_contract(void **state)
{
    const struct params params = contracting(PARAMS_FORM_SOLO, 3);
    struct fixture_log log;
    struct world *const world = fixture_watched(&params, &log);

    (void)state;
    calendar_schedule(world->calendar, 100.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 1, 0);
    fixture_until(world, 364.0);
    assert_int_equal(fixture_count(&log, "task_raised", "contracts"), 3 + 2 + 2);
    fixture_end(world, &log);
}

struct rates {
    double visits, instructions; /* per year, per month */
};

/* How many fell due so far, in all. */
static struct rates due(const struct world *world)
{
    struct rates sum = {0.0, 0.0};

    for (int i = 0; i < world->params.providers.count; i++) {
        sum.visits += world->providers[i].government_visits;
        sum.instructions += world->providers[i].instructions;
    }
    return sum;
}

static void check_due(struct rates count, struct rates rates, int providers, double days)
{
    const double visits = providers * rates.visits * days / 365.0;
    const double instructions = providers * 12.0 * rates.instructions * days / 365.0;

    fixture_assert_close(count.visits, visits, FIXTURE_SIGMAS * sqrt(visits));
    fixture_assert_close(count.instructions, instructions, FIXTURE_SIGMAS * sqrt(instructions));
}

static void check_rates(struct rates alone, struct rates member, double launch, double after)
{
    const int n = 500;
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, n);
    struct rates before, all;
    struct world *world;

    params.programme.launch = launch;
    params.programme.horizon = launch + after;
    params.government.officers = 10000;
    params.government.visit_hours = params.government.instruction_hours = 0.0;
    params.oversight.solo_visits = alone.visits;
    params.oversight.solo_instructions = alone.instructions;
    params.oversight.cluster_visits = member.visits;
    params.oversight.cluster_instructions = member.instructions;
    world = fixture_world(&params);
    fixture_move(world, launch);
    before = due(world);
    check_due(before, alone, n, launch);
    fixture_move(world, launch + after);
    all = due(world);
    check_due((struct rates){all.visits - before.visits, all.instructions - before.instructions}, member, n,
              after);
    world_free(world);
}

/* 24 a year over 500 providers and 3.4 years are 40,800: 4 standard deviations are 2 %. */
static void visits_and_instructions_come_at_their_rates_before_and_after_the_launch(void **state)
{
    const double years = 3.4 * 365.0;

    (void)state;
    check_rates((struct rates){24.0, 2.0}, (struct rates){12.0, 1.0}, years, 2.0 * years);
}

/* The change of rate itself: most gaps reach over the launch. Were they not cut there, a provider would have
 * about 10 visits too few of 24, and almost one instruction too many of 3. */
static void the_gap_that_reaches_over_the_launch_is_of_the_new_rate_from_there(void **state)
{
    (void)state;
    check_rates((struct rates){2.0, 2.0}, (struct rates){24.0, 0.25}, 60.0, 365.0);
}

static void rates_of_nothing_mean_nothing(void **state)
{
    (void)state;
    check_rates((struct rates){0.0, 0.0}, (struct rates){12.0, 1.0}, 365.0, 365.0);
    check_rates((struct rates){12.0, 1.0}, (struct rates){0.0, 0.0}, 365.0, 365.0);
}

static void visits_and_instructions_take_effect_when_the_task_is_done(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    const double jump = 365.0 / 180.0;
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.cluster.instruction_hours = 6.0;
    params.monitoring.host_hours = 4.0;
    params.effort.memory = 180.0;
    params.effort.visit_intrusion = 0.1;
    world = fixture_watched(&params, &log);
    taskforce_raise(world, state_officers(world), TASK_GOVERNMENT_VISIT, 2.0 * HOURS_PER_DAY, 0, NONE, 0);
    taskforce_raise(world, state_officers(world), TASK_INSTRUCTION, 3.0 * HOURS_PER_DAY, 0, NONE, 0);
    fixture_until(world, 1.99);
    assert_true(world->providers[0].oversight == 0.0 && world->providers[0].intrusion == 0.0);
    fixture_until(world, 2.0);
    fixture_assert_same(world->providers[0].oversight, jump);
    fixture_assert_same(world->providers[0].intrusion, 0.1 * jump);
    fixture_assert_same(fixture_find(&log, "duty_starts", "hosting", 0)->value, 4.0 / 8.0);
    fixture_until(world, 3.0);
    fixture_assert_same(world->providers[0].intrusion, 0.1 * jump * exp(-1.0 / 180.0) + jump);
    fixture_assert_same(fixture_find(&log, "duty_starts", "instruction", 0)->value, 6.0 / 8.0);
    fixture_end(world, &log);
}

static void a_government_visit_still_waiting_when_the_next_is_due_is_missed(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 2);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.government.officers = 1;
    params.oversight.solo_visits = 24.0;
    world = fixture_watched(&params, &log);
    taskforce_raise(world, state_officers(world), TASK_CONTRACTS, 1e6, 0, NONE, 0); /* for ever */
    fixture_until(world, 400.0);
    assert_true(fixture_count(&log, "task_raised", "visit") > 30);
    assert_int_equal(world->government_visits_missed, fixture_count(&log, "task_raised", "visit") - 2);
    assert_int_equal(world->visits_missed, 0); /* these are the hub's */
    assert_int_equal(world->taskforces[state_officers(world)].waiting, 2);
    fixture_end(world, &log);
}

static void a_provider_that_stopped_is_neither_visited_nor_instructed(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 2);
    uint32_t visits, instructions;
    struct world *world;

    (void)state;
    params.oversight.solo_visits = 24.0;
    params.oversight.solo_instructions = 8.0;
    world = fixture_world(&params);
    calendar_schedule(world->calendar, 100.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 100.0);
    visits = world->providers[0].government_visits;
    instructions = world->providers[0].instructions;
    fixture_until(world, 400.0);
    assert_int_equal(world->providers[0].government_visits, visits);
    assert_int_equal(world->providers[0].instructions, instructions);
    assert_true(world->providers[1].government_visits > 10 && world->providers[1].instructions > 50);
    world_free(world);
}

/* The parts from what the observer was told, and their sum. */
static void public_cost_is_the_sum_of_its_parts(void **state)
{
    double m[OUTCOME_MEASURES], provider_days = 0.0, hours = 0.0, detected;
    const double years = 700.0 / 365.0;
    struct fixture_log log = {0};
    struct world *world;
    struct params p;

    (void)state;
    params_defaults(&p);
    p.cluster.form = PARAMS_FORM_SUPPORT;
    p.programme.horizon = 700.0;
    p.purchase.exit_hazard = 0.2;
    p.purchase.reinvest = 100000.0;
    assert_int_equal(world_alloc(&world, &p), DIAG_OK);
    world_observe(world, fixture_log_add, &log);
    fixture_run(world, FIXTURE_SEED, 3);
    world_measures(world, m);
    provider_days = p.providers.count * 700.0;
    for (size_t k = 0; k < log.count; k++) {
        const struct world_notice *const n = &log.items[k];
        provider_days -= fixture_is(n, "provider_stops") ? 700.0 - n->time : 0.0;
        if (n->actor == WORLD_OFFICERS &&
            fixture_is(n, "task_begins")) /* what is in progress ends at the horizon */
            hours += fmin(n->value, (700.0 - n->time) * HOURS_PER_DAY);
    }
    detected = (double)fixture_count(&log, "deficiency_detected", NULL);
    assert_true(m[OUTCOME_SURVIVAL] < 1.0 && detected > 50.0);
    fixture_assert_same(m[OUTCOME_COST_CONTRACTS], p.purchase.price * provider_days / 365.0);
    fixture_assert_same(m[OUTCOME_COST_PENALTIES],
                        detected * p.monitoring.penalty * p.purchase.price / 160.0);
    fixture_assert_same(m[OUTCOME_COST_FEE], 3 * 100000.0 * (700.0 - 15.0) / 365.0);
    fixture_assert_same(m[OUTCOME_GOVERNMENT_HOURS], hours);
    fixture_assert_same(m[OUTCOME_COST_GOVERNMENT], hours * 28.0 * 1.5);
    fixture_assert_same(m[OUTCOME_COST_REINVEST], 100000.0 * years);
    fixture_assert_same(m[OUTCOME_COST_TOTAL], m[OUTCOME_COST_CONTRACTS] - m[OUTCOME_COST_PENALTIES] +
                                                   m[OUTCOME_COST_FEE] + m[OUTCOME_COST_GOVERNMENT] +
                                                   m[OUTCOME_COST_REINVEST]);
    fixture_assert_same(m[OUTCOME_QA_PER_PURCHASED_DAY], m[OUTCOME_QA_OUTPUT] / provider_days);
    fixture_end(world, &log);
}

static void reinvestment_makes_all_teams_faster(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 5);
    struct fixture_log log;
    struct world *world;

    (void)state;
    params.providers.teams = 2;
    params.providers.capacity_scale = 0.9;
    params.purchase.team_cost = 150000.0;
    params.purchase.reinvest = 300000.0; /* .2 a team */
    world = fixture_watched(&params, &log);
    fixture_arrives(world, 3, (struct fixture_ask){.work = 2.2});
    fixture_until(world, 5.0);
    fixture_assert_same(fixture_day(&log, "session_ends", NULL, 0), 2.2 / (0.9 + 0.2));
    fixture_end(world, &log);
}

/* 36,000 providers at .2 a year: 4 standard deviations of the survivors are 1.2 % after one year, 2 % after
 * three. */
static void providers_stop_with_a_constant_hazard(void **state)
{
    const int n = 36000;
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, n);
    struct world *world;

    (void)state;
    params.purchase.exit_hazard = 0.2;
    world = fixture_world(&params);
    for (int year = 1; year <= 3; year += 2) {
        const double survival = exp(-0.2 * year);
        fixture_move(world, 365.0 * year);
        fixture_assert_close(world->alive / (double)n, survival,
                             FIXTURE_SIGMAS * sqrt(survival * (1.0 - survival) / n));
    }
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_solo_contract_takes_its_hours_in_thirds),
        cmocka_unit_test(a_cluster_takes_a_framework_an_annex_a_member_and_the_hub_s_own),
        cmocka_unit_test(a_provider_that_stopped_has_no_contract),
        cmocka_unit_test(visits_and_instructions_come_at_their_rates_before_and_after_the_launch),
        cmocka_unit_test(the_gap_that_reaches_over_the_launch_is_of_the_new_rate_from_there),
        cmocka_unit_test(rates_of_nothing_mean_nothing),
        cmocka_unit_test(visits_and_instructions_take_effect_when_the_task_is_done),
        cmocka_unit_test(a_government_visit_still_waiting_when_the_next_is_due_is_missed),
        cmocka_unit_test(a_provider_that_stopped_is_neither_visited_nor_instructed),
        cmocka_unit_test(public_cost_is_the_sum_of_its_parts),
        cmocka_unit_test(reinvestment_makes_all_teams_faster),
        cmocka_unit_test(providers_stop_with_a_constant_hazard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
