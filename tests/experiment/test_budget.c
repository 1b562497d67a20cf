/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "zutuan/experiment/budget.h"

enum { ROWS = 24, SEED = 3 };

static struct scenario solo, cluster;
static const struct replicate_how how = {.threads = 2};

static int load_one(struct scenario *scenario, const char *file)
{
    static const char *const overrides[] = {"programme.horizon=200", "providers.count=6"};
    struct diag diag;
    diag_init(&diag);
    const int code = scenario_load(scenario, file, NULL, overrides, 2, &diag);
    diag_free(&diag);
    return code;
}

static int load(void **state)
{
    (void)state;
    return load_one(&solo, ZUTUAN_SOURCE "/scenarios/solo.cfg") |
           load_one(&cluster, ZUTUAN_SOURCE "/scenarios/16+1.cfg");
}

static int unload(void **state)
{
    (void)state;
    scenario_free(&solo);
    scenario_free(&cluster);
    return 0;
}

static void run(struct replicate *self, const struct scenario *base, const struct scenario *other)
{
    const struct scenario *const scenarios[] = {base, other};
    assert_int_equal(replicate_alloc(self, scenarios, 2, SEED), DIAG_OK);
    assert_int_equal(replicate_extend(self, ROWS, &how), DIAG_OK);
}

static double mean_cost(const struct replicate *replicate, size_t arm)
{
    double values[ROWS], sum = 0;
    assert_int_equal(replicate_column(replicate, arm, OUTCOME_COST_TOTAL, values), ROWS);
    for (size_t i = 0; i < ROWS; i++)
        sum += values[i];
    return sum / ROWS;
}

static void assert_no_budget(const struct replicate *replicate, size_t base, size_t other, const char *why)
{
    struct budget budget;
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(budget_solve(&budget, replicate, base, other, &how, &diag), DIAG_INVALID);
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.items[0].text, why);
    assert_null(budget.replicate.arms);
    diag_free(&diag);
}

/* Mean cost jumps by a session's penalty over the replications; two may jump at once. */
static double nearness(const struct replicate *replicate)
{
    const struct params *params = &solo.params;
    const double jump = params->monitoring.penalty * params->purchase.price / 160 / (double)replicate->done;
    return 1e-5 * mean_cost(replicate, 1) + 2 * jump;
}

static void the_base_is_given_what_the_other_costs(void **state)
{
    (void)state;
    struct replicate replicate;
    struct budget budget;
    struct diag diag;
    diag_init(&diag);
    run(&replicate, &solo, &cluster);
    assert_int_equal(budget_solve(&budget, &replicate, 0, 1, &how, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
    assert_string_equal(budget.scenario.name, "solo-at-16+1-budget");
    assert_true(budget.scenario.params.purchase.reinvest == budget.reinvest);
    assert_true(budget.reinvest > 0);
    assert_in_range(budget.evaluations, 1, BUDGET_EVALUATIONS_MOST);

    const double cost = mean_cost(&budget.replicate, 0), target = mean_cost(&replicate, 1);
    assert_true(fabs(cost - target) <= nearness(&replicate));
    assert_true(mean_cost(&replicate, 0) < 0.99 * target); /* or there was nothing to solve */

    /* nothing but the amount is different */
    struct params params = budget.scenario.params;
    params.purchase.reinvest = solo.params.purchase.reinvest;
    assert_memory_equal(&params, &solo.params, sizeof params);

    assert_int_equal(replicate_adopt(&replicate, &budget.replicate), DIAG_OK);
    assert_int_equal(replicate.arm_count, 3);
    assert_true(mean_cost(&replicate, 2) == cost);
    replicate_free(&replicate);
    budget_free(&budget);
    diag_free(&diag);
}

static void a_base_that_has_too_much_already_is_given_less(void **state)
{
    (void)state;
    struct replicate replicate;
    struct scenario rich;
    struct budget budget, from_nothing;
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(scenario_copy(&rich, &solo, "rich"), DIAG_OK);
    scenario_set(&rich, params_find("purchase.reinvest"), 2e6, "test");
    run(&replicate, &rich, &cluster);
    assert_int_equal(budget_solve(&budget, &replicate, 0, 1, &how, &diag), DIAG_OK);
    assert_true(budget.reinvest < 2e6 && fabs(budget.gap) * budget.target <= nearness(&replicate));
    replicate_free(&replicate);

    run(&replicate, &solo, &cluster);
    assert_int_equal(budget_solve(&from_nothing, &replicate, 0, 1, &how, &diag), DIAG_OK);
    /* two amounts within the tolerance: 2e-5 of the cost, by the years that it is spent in */
    assert_true(fabs(budget.reinvest - from_nothing.reinvest) < 2e-5 * budget.target / (200.0 / 365.0) + 1);
    replicate_free(&replicate);
    budget_free(&budget);
    budget_free(&from_nothing);
    scenario_free(&rich);
    diag_free(&diag);
}

static void a_cheaper_other_leaves_nothing_to_give(void **state)
{
    (void)state;
    struct replicate replicate;
    char why[256];
    run(&replicate, &cluster, &solo);
    const double share = 1 - mean_cost(&replicate, 1) / mean_cost(&replicate, 0);
    snprintf(why, sizeof why,
             "no 16+1 at the budget of solo: solo is the cheaper by %.2f %%; at equal budgets the difference "
             "would be spent on solo",
             100 * share);
    assert_no_budget(&replicate, 0, 1, why);
    replicate_free(&replicate);
}

static void equal_costs_leave_nothing_to_solve(void **state)
{
    (void)state;
    struct replicate replicate;
    run(&replicate, &solo, &solo);
    assert_no_budget(&replicate, 0, 1, "no solo at the budget of solo: they cost the same as it is");
    replicate_free(&replicate);
}

static void long_names_are_cut(void **state)
{
    (void)state;
    struct replicate replicate;
    struct scenario base, other;
    struct budget budget;
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(
        scenario_copy(&base, &solo, "a23456789-b23456789-c23456789-d23456789-e23456789-f23456789-abc"), 0);
    assert_int_equal(scenario_copy(&other, &cluster, "A23456789-B23456789-C23456789-D23456789"), 0);
    run(&replicate, &base, &other);
    assert_int_equal(budget_solve(&budget, &replicate, 0, 1, &how, &diag), DIAG_OK);
    assert_string_equal(budget.scenario.name,
                        "a23456789-b23456789-c23456-at-A23456789-B23456789-C23456-budget");
    assert_int_equal(strlen(budget.scenario.name), SCENARIO_NAME_MOST - 1);
    replicate_free(&replicate);
    budget_free(&budget);
    scenario_free(&base);
    scenario_free(&other);
    diag_free(&diag);
}

static void an_interruption_ends_the_search(void **state)
{
    (void)state;
    struct replicate replicate;
    struct budget budget;
    struct diag diag;
    const volatile int stop = 1;
    const struct replicate_how stopped = {.threads = 1, .interrupted = &stop};
    diag_init(&diag);
    run(&replicate, &solo, &cluster);
    assert_int_equal(budget_solve(&budget, &replicate, 0, 1, &stopped, &diag), DIAG_INTERRUPTED);
    assert_null(budget.replicate.arms);
    assert_int_equal(diag.count, 0);
    replicate_free(&replicate);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_base_is_given_what_the_other_costs),
        cmocka_unit_test(a_base_that_has_too_much_already_is_given_less),
        cmocka_unit_test(a_cheaper_other_leaves_nothing_to_give),
        cmocka_unit_test(equal_costs_leave_nothing_to_solve),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(an_interruption_ends_the_search),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
