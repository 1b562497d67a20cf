/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated difference along a parameter: the scenarios that are run, and a root that is known otherwise.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "zutuan/experiment/breakeven_runs.h"
#include "zutuan/experiment/budget.h"
#include "zutuan/experiment/design.h"

enum { SEED = 5, REPLICATIONS = 8 };

static const char *const overrides[] = {"programme.horizon=100", "programme.launch=5", "providers.count=5",
                                        "demand.rate=0.9"};
static struct scenario solo, cluster;
static const struct replicate_how two_threads = {.threads = 2};

static int load_one(struct scenario *scenario, const char *path)
{
    struct diag diag;
    diag_init(&diag);
    const int code = scenario_load(scenario, path, NULL, overrides, 4, &diag);
    diag_free(&diag);
    return code;
}

static int load(void **state)
{
    (void)state;
    return load_one(&solo, ZUTUAN_SOURCE "/scenarios/solo.cfg") != DIAG_OK ||
           load_one(&cluster, ZUTUAN_SOURCE "/scenarios/16+1.cfg") != DIAG_OK;
}

static int unload(void **state)
{
    (void)state;
    scenario_free(&solo);
    scenario_free(&cluster);
    return 0;
}

static struct breakeven_runs runs_over(const char *key)
{
    return (struct breakeven_runs){.base = &solo,
                                   .other = &cluster,
                                   .row = params_find(key),
                                   .in_base = true,
                                   .in_other = true,
                                   .measure = OUTCOME_COST_TOTAL,
                                   .seed = SEED,
                                   .replications = REPLICATIONS,
                                   .how = &two_threads};
}

/* What two scenarios give that are set by hand. */
static void assert_as_by_hand(const struct estimate_pair *pair, const struct scenario *base,
                              const struct scenario *other)
{
    const struct scenario *const arms[] = {base, other};
    struct replicate replicate;
    struct estimate_pair expected;
    double columns[3][REPLICATIONS];
    assert_int_equal(replicate_alloc(&replicate, arms, 2, SEED), DIAG_OK);
    assert_int_equal(replicate_extend(&replicate, REPLICATIONS, &two_threads), DIAG_OK);
    replicate_column(&replicate, 0, OUTCOME_COST_TOTAL, columns[0]);
    replicate_column(&replicate, 1, OUTCOME_COST_TOTAL, columns[1]);
    estimate_paired(&expected, columns[0], columns[1], REPLICATIONS, -1, 0.9, columns[2]);
    assert_true(pair->base_mean == expected.base_mean && pair->other_mean == expected.other_mean);
    assert_true(pair->low == expected.low && pair->high == expected.high);
    replicate_free(&replicate);
}

static void with_value(struct scenario *scenario, const struct scenario *from, const char *key, double value)
{
    assert_int_equal(scenario_copy(scenario, from, from->name), DIAG_OK);
    scenario_set(scenario, params_find(key), value, "test");
}

static void the_value_is_set_where_it_is_asked_for(void **state)
{
    const double values[] = {0.5, 0.8};
    struct scenario base, other;
    struct estimate_pair pairs[2];
    (void)state;
    with_value(&base, &solo, "demand.rate", 0.8);
    with_value(&other, &cluster, "demand.rate", 0.8);
    for (int where = 1; where <= 3; where++) {
        struct breakeven_runs runs = runs_over("demand.rate");
        runs.in_base = (where & 1) != 0;
        runs.in_other = (where & 2) != 0;
        assert_int_equal(breakeven_runs_source(&runs, values, 2, 0.9, pairs), DIAG_OK);
        assert_as_by_hand(&pairs[1], runs.in_base ? &base : &solo, runs.in_other ? &other : &cluster);
        assert_int_equal(runs.batches[0].scenario_count, where == 3 ? 4 : 3);
        assert_int_equal(breakeven_runs_failures(&runs), 0);
        breakeven_runs_free(&runs);
    }
    scenario_free(&base);
    scenario_free(&other);
}

static void solo_is_run_once_where_only_clusters_are_concerned(void **state)
{
    const double values[] = {1.0, 2.0, 4.0};
    struct breakeven_runs runs = runs_over("support.staff");
    struct estimate_pair pairs[3];
    (void)state;
    assert_int_equal(breakeven_runs_source(&runs, values, 3, 0.9, pairs), DIAG_OK);
    assert_int_equal(runs.batches[0].scenario_count, 4);
    assert_string_equal(runs.batches[0].scenarios[0].name, "solo");
    assert_string_equal(runs.batches[0].scenarios[1].name, "16+1-at-1");
    assert_true(pairs[0].base_mean == pairs[2].base_mean && pairs[0].other_mean < pairs[2].other_mean);
    breakeven_runs_free(&runs);
}

static void officers_follow_the_providers(void **state)
{
    const double values[] = {48.0};
    struct breakeven_runs runs = runs_over("providers.count");
    struct estimate_pair pair;
    (void)state;
    runs.scale_officers = true;
    runs.replications = 2;
    assert_int_equal(breakeven_runs_source(&runs, values, 1, 0.9, &pair), DIAG_OK);
    for (size_t i = 0; i < 2; i++) {
        const struct params *params = &runs.batches[0].scenarios[i].params;
        assert_int_equal(params->providers.count, 48);
        assert_int_equal(params->government.officers, design_officers(48));
        assert_true(params->government.officers != solo.params.government.officers);
    }
    breakeven_runs_free(&runs);
}

/* Reinvesting in the base until it costs what the other costs is what an equal budget is. */
static void the_root_of_cost_is_the_equal_budget(void **state)
{
    struct breakeven_runs runs = runs_over("purchase.reinvest");
    struct breakeven breakeven;
    struct budget budget;
    struct diag diag;
    const struct scenario *const arms[] = {&solo, &cluster};
    struct replicate replicate;
    (void)state;
    runs.in_other = false;
    const struct breakeven_question question = {.low = 0.0,
                                                .high = 1e6,
                                                .steps = 4,
                                                .confidence = 0.95,
                                                .source = breakeven_runs_source,
                                                .context = &runs};
    assert_int_equal(breakeven_search(&breakeven, &question), DIAG_OK);
    assert_int_equal(breakeven.root_count, 1);
    diag_init(&diag);
    assert_int_equal(replicate_alloc(&replicate, arms, 2, SEED), DIAG_OK);
    assert_int_equal(replicate_extend(&replicate, REPLICATIONS, &two_threads), DIAG_OK);
    assert_int_equal(budget_solve(&budget, &replicate, 0, 1, &two_threads, &diag), DIAG_OK);
    const struct breakeven_root *root = &breakeven.roots[0];
    assert_true(root->resolved && root->before == 1);
    assert_true(root->low < budget.reinvest && budget.reinvest < root->high);
    /* to the tolerance of the search, and that of the budget: a hundred-thousandth of the cost */
    assert_true(fabs(root->estimate - budget.reinvest) <
                BREAKEVEN_TOLERANCE * (root->high - root->low) +
                    2.0 * BUDGET_TOLERANCE * budget.target * 365.0 / 100.0);
    budget_free(&budget);
    replicate_free(&replicate);
    breakeven_free(&breakeven);
    breakeven_runs_free(&runs);
    diag_free(&diag);
}

static void assert_refused(struct breakeven_runs runs, double value, const char *text)
{
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(breakeven_runs_check(&runs, &value, 1, overrides, &diag), DIAG_INVALID);
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.items[0].text, text);
    diag_free(&diag);
}

static void what_cannot_be_asked_is_refused_in_words(void **state)
{
    struct breakeven_runs runs = runs_over("support.staff");
    struct diag diag;
    const double value = 4.0;
    (void)state;
    diag_init(&diag);
    assert_int_equal(breakeven_runs_check(&runs, &value, 1, overrides, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
    diag_free(&diag);
    runs.scale_officers = true;
    assert_refused(
        runs, 4.0,
        "--scale-officers: it is support.staff that changes, not providers.count: there is nothing "
        "to scale with");
    assert_refused(runs_over("demand.rate"), 0.5, "-s demand.rate=0.9: --over sets it at every value");
    runs = runs_over("demand.elderly_share");
    struct params_conflict conflict;
    struct scenario there;
    char text[512];
    with_value(&there, &solo, "demand.elderly_share", 0.9);
    assert_true(params_conflicts(&there.params, &conflict, 1) > 0);
    snprintf(text, sizeof text, "--over: solo at demand.elderly_share = 0.9: %s", conflict.text);
    scenario_free(&there);
    runs.in_other = false;
    assert_refused(runs, 0.9, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_value_is_set_where_it_is_asked_for),
        cmocka_unit_test(solo_is_run_once_where_only_clusters_are_concerned),
        cmocka_unit_test(officers_follow_the_providers),
        cmocka_unit_test(the_root_of_cost_is_the_equal_budget),
        cmocka_unit_test(what_cannot_be_asked_is_refused_in_words),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
