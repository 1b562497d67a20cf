/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A design and a sweep when memory runs out: each allocation is refused once, alone and with all that follow.
 * (Those of scenario.c have a test of their own.)
 */
#include "scenario_folder.h"

#include <libconfig.h>
#include <math.h>

#include "scarce.h"

#include "design.c"
#include "design_make.c"
#include "design_points.c"
#include "design_sample.c"
#include "design_sample_apart.c"
#include "design_table.c"
#include "scenario_design.c"
#include "scenario_factor.c"
#include "sweep.c"
#include "sweep_block.c"

static const char *const folders[] = {"more", NULL};
static const struct scenario_search search = {.folders = folders};

static void write_files(void)
{
    assert_int_equal(mkdir("more", 0700), 0);
    folder_write("solo.cfg", "providers: { count = 2; }; programme: { horizon = 20.0; };");
    folder_write("16+1.cfg", "extends = \"solo\"; cluster: { form = \"support\"; };");
    folder_write("d.cfg", "description = \"x\"; base = \"solo\"; other = \"16+1\"; measure = \"served\";\n"
                          "factors = ( { key = \"support.staff\"; values = [1, 2]; },\n"
                          "{ key = \"demand.rate\"; from = 0.1; to = 0.4; steps = 17; } );");
}

static void load_with_less_and_less(void)
{
    for (int all = 0; all < 2; all++) {
        long at = -1;
        refuse_all = all;
        do {
            struct design design;
            struct diag diag;
            diag_init(&diag);
            reached = false;
            allocations_left = ++at;
            int code = design_load(&design, "d", &search, NULL, 0, &diag);
            allocations_left = -1;
            assert_int_equal(code, reached ? DIAG_MEMORY : DIAG_OK);
            if (reached) {
                assert_string_equal(diag.items[diag.count - 1].text, "memory ran out");
                assert_null(design.file);
            }
            design_free(&design);
            diag_free(&diag);
        } while (reached);
        assert_true(at >= 5);
    }
}

#define OTHER_HEAD "base = \"solo\"; other = \"16+1\"; measure = \"served\";\n"
#define RANGE      "factors = ( { key = \"demand.rate\"; }, { key = \"support.staff\"; } );\n"

/* Every kind has allocations of its own. */
static void every_allocation_of_a_load_may_fail(void **state)
{
    static const char *const designs[] = {
        NULL,
        OTHER_HEAD "kind = \"oat\";\n" RANGE,
        OTHER_HEAD "kind = \"lhs\"; points = 9;\n" RANGE,
        OTHER_HEAD "kind = \"sobol\"; points = 9;\n" RANGE,
        OTHER_HEAD "kind = \"morris\"; trajectories = 3; factors = \"all\";\n",
        OTHER_HEAD "kind = \"saltelli\"; points = 3;\n" RANGE,
        OTHER_HEAD "kind = \"points\"; file = \"points.csv\";\n",
    };

    (void)state;
    write_files();
    folder_write("points.csv", "point,demand.rate,support.staff\n0,0.3,\n1,,2\n");
    for (size_t i = 0; i < COUNT(designs); i++) {
        if (designs[i])
            folder_write("d.cfg", designs[i]);
        load_with_less_and_less();
    }
}

static void every_allocation_of_a_sweep_may_fail(void **state)
{
    struct design design;
    struct diag diag;
    struct estimate_pair pair;

    (void)state;
    write_files();
    diag_init(&diag);
    assert_int_equal(design_load(&design, "d", &search, NULL, 0, &diag), DIAG_OK);
    refuse_all = true;
    for (long at = 0;; at++) {
        struct sweep sweep;
        const struct replicate_how how = {.threads = 1};
        reached = false;
        allocations_left = at;
        int code = sweep_alloc(&sweep, &design, 1);
        if (code == DIAG_OK) {
            sweep.memory = 0; /* so that blocks are closed */
            code = sweep_extend(&sweep, 2, &how);
        }
        if (code == DIAG_OK)
            code = sweep_pair(&sweep, 33, OUTCOME_SERVED, 0.95, &pair);
        allocations_left = -1;
        assert_int_equal(code, reached ? DIAG_MEMORY : DIAG_OK);
        sweep_free(&sweep);
        if (!reached) {
            assert_int_equal(
                at, 13); /* the list of blocks; of one: five; open: two; closed: two; columns: three */
            break;
        }
    }
    design_free(&design);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_allocation_of_a_load_may_fail, folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(every_allocation_of_a_sweep_may_fail, folder_enter, folder_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
