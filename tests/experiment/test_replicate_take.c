/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replications that another replicate did of the same scenarios are as good as one's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "arms.h"
#include "replicate_parts.h"

enum { ARMS = 3, FEW = 4, MANY = 9, SEED = 3 };

static struct scenario scenarios[ARMS];
static const struct scenario *const all[ARMS] = {&scenarios[0], &scenarios[1], &scenarios[2]};
static const struct replicate_how how = {.threads = 2};

static int load(void **state)
{
    static const char *const names[ARMS] = {"solo", "16+1", "16+0"};
    static const char *const overrides[] = {"programme.horizon=60", "providers.count=6"};
    (void)state;
    return arms_load(scenarios, names, ARMS, overrides, 2);
}

static int unload(void **state)
{
    (void)state;
    return arms_free(scenarios, ARMS);
}

static void run(struct replicate *self, const struct scenario *const *arms, size_t count, size_t replications)
{
    assert_int_equal(replicate_alloc(self, arms, count, SEED), DIAG_OK);
    assert_int_equal(replicate_extend(self, replications, &how), DIAG_OK);
}

static void what_is_taken_over_goes_on_as_if_never_stopped(void **state)
{
    (void)state;
    const struct scenario *const two[] = {&scenarios[2], &scenarios[0]};
    const size_t arms[] = {2, 0};
    struct replicate from, taken, fresh;
    run(&from, all, ARMS, FEW);
    run(&fresh, two, 2, MANY);
    assert_int_equal(replicate_alloc(&taken, two, 2, SEED), DIAG_OK);
    taken.measures_only = true;
    assert_int_equal(replicate_take(&taken, &from, arms), DIAG_OK);
    assert_int_equal(taken.done, FEW);
    assert_int_equal(replicate_extend(&taken, MANY, &how), DIAG_OK);
    for (size_t arm = 0; arm < 2; arm++)
        assert_memory_equal(taken.arms[arm].measures, fresh.arms[arm].measures,
                            MANY * OUTCOME_MEASURES * sizeof(double));
    replicate_free(&from);
    replicate_free(&taken);
    replicate_free(&fresh);
}

/* A replication that failed in an arm that is not taken over is whole. */
static void only_failures_of_its_own_arms_come_along(void **state)
{
    (void)state;
    const struct scenario *const one[] = {&scenarios[1]};
    const size_t arms[] = {1};
    struct replicate from, taken;
    run(&from, all, ARMS, FEW);
    assert_int_equal(replicate_fail(&from, 0, 1, DIAG_INVALID, "of another"), DIAG_OK);
    assert_int_equal(replicate_fail(&from, 1, 2, DIAG_INVALID, "its own"), DIAG_OK);
    assert_int_equal(replicate_alloc(&taken, one, 1, SEED), DIAG_OK);
    taken.measures_only = true;
    assert_int_equal(replicate_take(&taken, &from, arms), DIAG_OK);
    assert_int_equal(taken.failure_count, 1);
    assert_int_equal(taken.failures[0].arm, 0);
    assert_int_equal(taken.failures[0].replication, replicate_number(2));
    assert_string_equal(taken.failures[0].text, "its own");
    assert_memory_equal(taken.failed, "\0\0\1\0", FEW);
    replicate_free(&from);
    replicate_free(&taken);
}

static void of_nothing_nothing_is_taken_over(void **state)
{
    (void)state;
    const size_t arms[] = {0, 1, 2};
    struct replicate from, taken;
    assert_int_equal(replicate_alloc(&from, all, ARMS, SEED), DIAG_OK);
    assert_int_equal(replicate_alloc(&taken, all, ARMS, SEED), DIAG_OK);
    taken.measures_only = true;
    assert_int_equal(replicate_take(&taken, &from, arms), DIAG_OK);
    assert_int_equal(taken.done, 0);
    replicate_free(&from);
    replicate_free(&taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_taken_over_goes_on_as_if_never_stopped),
        cmocka_unit_test(only_failures_of_its_own_arms_come_along),
        cmocka_unit_test(of_nothing_nothing_is_taken_over),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
