/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An attribution and a break-even when memory runs out: each allocation is refused once, with all that
 * follow.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "scarce.h"

#include "attribute.c"
#include "attribute_players.c"
#include "attribute_values.c"
#include "breakeven.c"
#include "breakeven_runs.c"

static const struct replicate_how one_thread = {.threads = 1};
static struct scenario solo, cluster;

static int load(void **state)
{
    static const char *const overrides[] = {"programme.horizon=20", "programme.launch=5",
                                            "providers.count=2"};
    struct diag diag;
    (void)state;
    diag_init(&diag);
    const int code =
        scenario_load(&solo, ZUTUAN_SOURCE "/scenarios/solo.cfg", NULL, overrides, 3, &diag) != DIAG_OK ||
        scenario_load(&cluster, ZUTUAN_SOURCE "/scenarios/16+1.cfg", NULL, overrides, 3, &diag) != DIAG_OK;
    diag_free(&diag);
    return code;
}

static int unload(void **state)
{
    (void)state;
    scenario_free(&solo);
    scenario_free(&cluster);
    return 0;
}

static int attribute_all(struct attribute *self, struct diag *diag)
{
    struct attribute_split split;
    int code = attribute_alloc(self, &solo, &cluster, "training,fee", 1, diag);
    if (code == DIAG_OK)
        code = replicate_extend(&self->replicate, 2, &one_thread);
    return code == DIAG_OK ? attribute_split(self, OUTCOME_SERVED, 0.95, &split) : code;
}

static void every_allocation_of_an_attribution_may_fail(void **state)
{
    (void)state;
    for (long at = 0;; at++) {
        struct attribute self;
        struct diag diag;
        diag_init(&diag);
        reached = false;
        allocations_left = at;
        const int code = attribute_all(&self, &diag);
        allocations_left = -1;
        assert_int_equal(code, reached ? DIAG_MEMORY : DIAG_OK);
        attribute_free(&self);
        diag_free(&diag);
        if (!reached) {
            assert_int_equal(at, 8); /* variants, arms, six columns */
            return;
        }
    }
}

/* Money reinvested in solo: between nothing and a million it comes to cost as much as the cluster. */
static int search(struct breakeven *self, struct breakeven_runs *runs)
{
    *runs = (struct breakeven_runs){.base = &solo,
                                    .other = &cluster,
                                    .row = params_find("purchase.reinvest"),
                                    .in_base = true,
                                    .measure = OUTCOME_COST_TOTAL,
                                    .seed = 1,
                                    .replications = 3,
                                    .how = &one_thread};
    const struct breakeven_question question = {.low = 0.0,
                                                .high = 1e6,
                                                .steps = 2,
                                                .confidence = 0.5,
                                                .source = breakeven_runs_source,
                                                .context = runs};
    return breakeven_search(self, &question);
}

static void every_allocation_of_a_search_may_fail(void **state)
{
    (void)state;
    for (long at = 0;; at++) {
        struct breakeven self;
        struct breakeven_runs runs;
        reached = false;
        allocations_left = at;
        const int code = search(&self, &runs);
        allocations_left = -1;
        assert_int_equal(code, reached ? DIAG_MEMORY : DIAG_OK);
        const size_t roots = self.root_count;
        breakeven_free(&self);
        breakeven_runs_free(&runs);
        if (!reached) {
            assert_int_equal(roots, 1);
            assert_true(at > 15); /* two batches at least */
            return;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_of_an_attribution_may_fail),
        cmocka_unit_test(every_allocation_of_a_search_may_fail),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
