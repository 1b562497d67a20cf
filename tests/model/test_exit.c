/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The government withdraws (docs/model.md 7.17): when, what stops, what dues buy, and the index that says so.
 */
#include "effort.h"
#include "exit.h"
#include "fixture.h"
#include "knowledge.h"
#include "taskforce.h"

#define EXIT_DAY 100.0

/* Four members; dues of 60,000 each would pay for two of a staff of three at 100,000. */
static struct params leaving(enum params_form form)
{
    struct params p = fixture_quiet(form, 4);

    p.programme.horizon = 1000.0;
    p.steering.on = p.branch.on = false;
    p.support.staff = 3;
    p.support.staff_cost = 100000.0;
    p.purchase.team_cost = 150000.0;
    p.exit.time = EXIT_DAY;
    p.exit.dues = 60000.0;
    return p;
}

static void dues_keep_the_staff_they_pay_for(void **state)
{
    struct params p = leaving(PARAMS_FORM_SUPPORT);
    struct world *world;

    (void)state;
    p.providers.teams = 2;
    world = fixture_world(&p);
    fixture_until(world, EXIT_DAY - 0.01);
    assert_int_equal(world->taskforces[0].staff, 3);
    fixture_assert_same(world->providers[1].capacity, 1.0);
    fixture_until(world, EXIT_DAY);
    assert_int_equal(world->taskforces[0].staff, 2);
    for (int i = 0; i < 4; i++)
        fixture_assert_same(world->providers[i].capacity, 1.0 - 2.0 * 100000.0 / 4.0 / (150000.0 * 2.0));
    calendar_schedule(world->calendar, 200.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 1, 0);
    fixture_until(world, 200.0); /* the staff is set once; who is left shares its cost anew */
    assert_int_equal(world->taskforces[0].staff, 2);
    fixture_assert_same(world->providers[0].capacity, 1.0 - 2.0 * 100000.0 / 3.0 / (150000.0 * 2.0));
    world_free(world);
}

static void dues_never_hire(void **state)
{
    struct params p = leaving(PARAMS_FORM_SUPPORT);
    struct world *world;

    (void)state;
    p.exit.dues = 1e6;
    world = fixture_world(&p);
    fixture_until(world, EXIT_DAY);
    assert_int_equal(world->taskforces[0].staff, 3);
    world_free(world);
}

static void the_fee_ends(void **state)
{
    const struct params p = leaving(PARAMS_FORM_SUPPORT);
    double m[OUTCOME_MEASURES];
    struct world *world = NULL;

    (void)state;
    assert_int_equal(world_alloc(&world, &p), DIAG_OK);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    fixture_assert_same(m[OUTCOME_COST_FEE], 3.0 * 100000.0 * EXIT_DAY / 365.0);
    world_free(world);
}

/* 24 a year and member before and 12 visits after, over 4 members and 100 and 900 days: 4 standard
 * deviations. */
static void instructions_stop_and_visits_fall(void **state)
{
    struct params p = leaving(PARAMS_FORM_SUPPORT);
    double visits = 0.0, instructions = 0.0, later = 0.0;
    const double expected = 4.0 * 12.0 * 900.0 / 365.0;
    struct world *world;

    (void)state;
    p.oversight.cluster_visits = 24.0;
    p.oversight.cluster_instructions = 2.0;
    p.exit.visits = 12.0;
    world = fixture_world(&p);
    fixture_move(world, EXIT_DAY);
    for (int i = 0; i < 4; i++) {
        visits += world->providers[i].government_visits;
        instructions += world->providers[i].instructions;
    }
    fixture_move(world, 1000.0);
    for (int i = 0; i < 4; i++) {
        later += world->providers[i].government_visits;
        instructions -= world->providers[i].instructions;
    }
    assert_true(instructions == 0.0);
    fixture_assert_close(later - visits, expected, FIXTURE_SIGMAS * sqrt(expected));
    world_free(world);
}

static void without_acting_the_day_is_noted_and_nothing_changes(void **state)
{
    struct params p = leaving(PARAMS_FORM_SUPPORT);
    struct world *world;

    (void)state;
    p.exit.acts = false;
    world = fixture_world(&p);
    fixture_until(world, 200.0);
    assert_true(world->exit_day == EXIT_DAY);
    assert_int_equal(world->taskforces[0].staff, 3);
    fixture_assert_same(world->providers[0].capacity, 1.0);
    world_free(world);
}

/* What the staff that leaves has begun it ends, and until then it is there: nobody is busier than that. */
static void staff_that_leaves_ends_its_task_first(void **state)
{
    struct params p = leaving(PARAMS_FORM_SUPPORT);
    double m[OUTCOME_MEASURES];
    struct world *world;

    (void)state;
    p.exit.dues = 0.0;
    p.exit.time = 1.0;
    p.programme.horizon = 50.0;
    world = fixture_world(&p);
    for (int k = 0; k < 3; k++)
        taskforce_raise(world, 0, TASK_VISIT, 6.0 * HOURS_PER_DAY, 0, NONE, 0);
    assert_int_equal(world_run(world), DIAG_OK);
    world_measures(world, m);
    fixture_assert_same(m[OUTCOME_HUB_HOURS_VISITS], 3.0 * 6.0 * HOURS_PER_DAY);
    fixture_assert_same(m[OUTCOME_HUB_UTILISATION], 1.0);
    world_free(world);
}

/* A fee of 300,000 buys two teams; dues of 4 * 120,000 three. They take up what waits at once. */
static void under_a_lead_dues_buy_teams_that_work_at_once(void **state)
{
    struct params p = leaving(PARAMS_FORM_LEAD);
    struct world *world;

    (void)state;
    p.exit.dues = 120000.0;
    world = fixture_world(&p);
    assert_int_equal(world->providers[0].teams, 1 + 2);
    for (int k = 0; k < 6; k++)
        fixture_arrives(world, 0, (struct fixture_ask){.work = 500.0, .u_engage = 1.0});
    fixture_move(world, EXIT_DAY);
    assert_int_equal(world->providers[0].teams, 1 + 3);
    assert_int_equal(world->providers[0].in_session, 1 + 3);
    assert_int_equal(world_verify(world), DIAG_OK);
    world_free(world);
}

/* The dues are set once, and so are the teams they pay for: 4 * 80,000 buy two, also when three members pay.
 */
static void a_successor_inherits_the_teams_that_the_dues_pay_for(void **state)
{
    struct params p = leaving(PARAMS_FORM_LEAD);
    struct world *world;

    (void)state;
    p.exit.dues = 80000.0;
    world = fixture_world(&p);
    fixture_until(world, EXIT_DAY);
    assert_int_equal(world->providers[0].teams, 1 + 2);
    fixture_assert_same(world->providers[1].capacity, 1.0 - 2.0 * 150000.0 / 4.0 / 150000.0);
    calendar_schedule(world->calendar, 200.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 201.0);
    assert_int_equal(world->clusters[0].lead, 1);
    fixture_assert_same(world->providers[2].capacity, 1.0 - 2.0 * 150000.0 / 3.0 / 150000.0);
    assert_int_equal(world->providers[1].teams, 1 + 2);
    world_free(world);
}

/* (E38), with J, hours and revenue set by hand: one of the four members has twice the intrusion that counts.
 */
static void the_index_is_the_mean_of_calm_own_work_and_own_revenue(void **state)
{
    struct params p = leaving(PARAMS_FORM_SUPPORT);
    double calm, inside, external;
    struct world *world;

    (void)state;
    p.autonomy.intrusion_ref = 36.0;
    p.purchase.price = 100000.0;
    world = fixture_world(&p);
    fixture_until(world, 73.0);
    taskforce_raise(world, 0, TASK_COORDINATION, 4.0, NONE, NONE, 0);
    taskforce_raise(world, 0, TASK_VISIT, 2.0, 0, NONE, 0);
    taskforce_raise(world, 0, TASK_MATCHING, 3.0, NONE, 0, 0); /* counts on neither side */
    taskforce_raise(world, state_officers(world), TASK_INSTRUCTION, 3.0, 1, NONE, 0);
    taskforce_raise(world, state_officers(world), TASK_CONTRACTS, 50.0, 1, NONE, 0); /* nor does this */
    fixture_until(world, 75.0);
    for (uint32_t i = 0; i < 4; i++) {
        effort_settle(world, i);
        world->providers[i].intrusion = i == 2 ? 72.0 : 0.0;
        world->providers[i].external = 0.0; /* whatever matching brought */
    }
    world->providers[3].external = 50000.0;
    calm = 1.0 - 72.0 / 4.0 / 36.0;
    inside = (4.0 + 2.0) / (4.0 + 2.0 + 3.0);
    external = 50000.0 / (50000.0 + 4.0 * 100000.0 * 75.0 / 365.0);
    fixture_assert_same(exit_autonomy_index(world), (calm + inside + external) / 3.0);
    world_free(world);
}

static double earned_day(double autonomy, double capability, double knowledge)
{
    struct params p = leaving(PARAMS_FORM_SUPPORT);
    struct world *world;
    double day;

    p.programme.launch = 15.0;
    p.exit.time = INFINITY;
    p.exit.earned = true;
    p.exit.autonomy = autonomy;
    p.exit.capability = capability;
    p.learning.start = knowledge;
    p.learning.half = 150.0;
    p.learning.cv = 0.0;
    world = fixture_world(&p);
    fixture_until(world, 600.0);
    day = world->exit_day;
    world_free(world);
    return day;
}

/* In a quiet city nobody intrudes: an index of a third and a bit. Thirteen looks span a year. */
static void an_exit_is_earned_by_a_year_above_both_marks(void **state)
{
    (void)state;
    fixture_assert_same(earned_day(0.3, 0.5, 151.0), 15.0 + 13.0 * 365.0 / 12.0);
    assert_true(isnan(earned_day(0.99, 0.5, 151.0)));
    assert_true(isnan(earned_day(0.3, 0.5, 149.0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dues_keep_the_staff_they_pay_for),
        cmocka_unit_test(dues_never_hire),
        cmocka_unit_test(the_fee_ends),
        cmocka_unit_test(instructions_stop_and_visits_fall),
        cmocka_unit_test(without_acting_the_day_is_noted_and_nothing_changes),
        cmocka_unit_test(staff_that_leaves_ends_its_task_first),
        cmocka_unit_test(under_a_lead_dues_buy_teams_that_work_at_once),
        cmocka_unit_test(a_successor_inherits_the_teams_that_the_dues_pay_for),
        cmocka_unit_test(the_index_is_the_mean_of_calm_own_work_and_own_revenue),
        cmocka_unit_test(an_exit_is_earned_by_a_year_above_both_marks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
