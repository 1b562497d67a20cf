/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zutuan/experiment/budget.h"
#include "zutuan/experiment/estimate.h"

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
    const atomic_bool stop = true;
    const struct replicate_how stopped = {.threads = 1, .interrupted = &stop};
    diag_init(&diag);
    run(&replicate, &solo, &cluster);
    assert_int_equal(budget_solve(&budget, &replicate, 0, 1, &stopped, &diag), DIAG_INTERRUPTED);
    assert_null(budget.replicate.arms);
    assert_int_equal(diag.count, 0);
    replicate_free(&replicate);
    diag_free(&diag);
}

/* Differences at equal budget, of measures of different kinds. */
static const enum outcome_measure covered[] = {OUTCOME_QA_PER_10K_YUAN, OUTCOME_PEOPLE_SERVED,
                                               OUTCOME_UNMET_SHARE, OUTCOME_WAIT_MEAN, OUTCOME_QUALITY_MEAN};
enum { COVERED = sizeof covered / sizeof covered[0] };

static void differ_at_equal_budget(const struct scenario *const scenarios[2], size_t rows, uint64_t seed,
                                   struct estimate_pair pairs[COVERED])
{
    struct replicate replicate;
    struct budget budget;
    struct diag diag;
    double *room = calloc(4 * rows, sizeof *room);
    diag_init(&diag);
    assert_non_null(room);
    assert_int_equal(replicate_alloc(&replicate, scenarios, 2, seed), DIAG_OK);
    const struct replicate_how one_thread = {.threads = 1};
    assert_int_equal(replicate_extend(&replicate, rows, &one_thread), DIAG_OK);
    assert_int_equal(budget_solve(&budget, &replicate, 0, 1, &one_thread, &diag), DIAG_OK);
    for (size_t m = 0; m < COVERED; m++) {
        assert_int_equal(replicate_column(&budget.replicate, 0, covered[m], room), rows);
        assert_int_equal(replicate_column(&replicate, 1, covered[m], room + rows), rows);
        estimate_paired(&pairs[m], room, room + rows, rows, 1, 0.95, room + 2 * rows);
    }
    budget_free(&budget);
    replicate_free(&replicate);
    diag_free(&diag);
    free(room);
}

/* The interval takes the amount that was solved for as known, though it was solved on the same replications:
 * whether it holds the difference at the amount of very many replications as often as it says. */
static void intervals_at_equal_budget_hold_the_truth(void **state)
{
#ifdef __OPTIMIZE__
    enum { TRIALS = 1000, FEW = 20, MANY = 4000 };
#else
    enum { TRIALS = 60, FEW = 20, MANY = 1200 }; /* whether it runs at all */
#endif
    (void)state;
    struct scenario small[2];
    struct estimate_pair truth[COVERED], pairs[COVERED];
    size_t held[COVERED] = {0};
    for (size_t s = 0; s < 2; s++) {
        assert_int_equal(scenario_copy(&small[s], s == 0 ? &solo : &cluster, s == 0 ? "alone" : "together"),
                         DIAG_OK);
        small[s].params.programme.horizon = 40;
        small[s].params.providers.count = 3;
    }
    const struct scenario *const scenarios[] = {&small[0], &small[1]};
    differ_at_equal_budget(scenarios, MANY, 1, truth);
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        differ_at_equal_budget(scenarios, FEW, 100 + trial, pairs);
        for (size_t m = 0; m < COVERED; m++)
            held[m] += pairs[m].low <= truth[m].difference && truth[m].difference <= pairs[m].high;
    }
    for (size_t m = 0; m < COVERED; m++) {
        const double share = (double)held[m] / TRIALS;
        print_message("    %s: %.1f %%\n", outcome_measure_row(covered[m])->name, 100 * share);
        assert_true(fabs(share - 0.95) < 0.02 + (TRIALS < 1000 ? 0.08 : 0));
    }
    for (size_t s = 0; s < 2; s++)
        scenario_free(&small[s]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_at_equal_budget_hold_the_truth),
        cmocka_unit_test(the_base_is_given_what_the_other_costs),
        cmocka_unit_test(a_base_that_has_too_much_already_is_given_less),
        cmocka_unit_test(a_cheaper_other_leaves_nothing_to_give),
        cmocka_unit_test(equal_costs_leave_nothing_to_solve),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(an_interruption_ends_the_search),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
