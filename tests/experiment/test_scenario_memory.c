/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario when memory runs out: each allocation is refused once, alone and with all that follow.
 * (libconfig's own allocations cannot be refused: version 1.5 does not look whether they succeed.)
 */
#include "scenario_folder.h"

#include <errno.h>
#include <libconfig.h>
#include <math.h>

#include "scarce.h"

#include "scenario.c"
#include "scenario_find.c"
#include "scenario_setting.c"
#include "scenario_source.c"
#include "scenario_text.c"
#include "scenario_value.c"

static const char *const folders[] = {"more", NULL};
static const struct scenario_search search = {.folders = folders};

/* Loads with the allocation `refused_at` refused; returns whether none was. */
static bool load_scarcely(const char *name, const char *const *overrides, size_t count, int full_code,
                          long refused_at)
{
    struct scenario scenario;
    struct diag diag;
    int code;

    diag_init(&diag);
    reached = false;
    allocations_left = refused_at;
    code = scenario_load(&scenario, name, &search, overrides, count, &diag);
    allocations_left = -1;
    /* Only the names in a message about a missing file may become fewer in silence. */
    if (!reached || full_code == DIAG_IO)
        assert_int_equal(code == DIAG_MEMORY ? full_code : code, full_code);
    else
        assert_int_equal(code, DIAG_MEMORY);
    if (code == DIAG_MEMORY)
        assert_string_equal(diag.items[diag.count - 1].text, "memory ran out");
    if (code != DIAG_OK)
        assert_null(scenario.origins);
    scenario_free(&scenario);
    diag_free(&diag);
    return !reached;
}

static void refuse_each(const char *name, const char *const *overrides, size_t count, int full_code)
{
    for (int all = 0; all < 2; all++) {
        long at = 0;
        refuse_all = all;
        while (!load_scarcely(name, overrides, count, full_code, at))
            at++;
        assert_true(at > 3);
    }
}

static void every_allocation_of_a_load_may_fail(void **state)
{
    static const char *const good[] = {"demand.rate=1"};
    static const char *const missing[] = {"demand.rate=1"};

    (void)state;
    assert_int_equal(mkdir("more", 0700), 0);
    folder_write("more/base.cfg", "demand: { rate = 1; };");
    folder_write("x.cfg", "description = \"x\"; extends = \"base\"; quality: { base = 1; };");
    refuse_each("x", good, COUNT(good), DIAG_OK);
    refuse_each("y", missing, COUNT(missing), DIAG_IO);
}

static void every_allocation_of_a_copy_may_fail(void **state)
{
    struct scenario from, copy;
    struct diag diag;
    long at = 0;

    (void)state;
    folder_write("base.cfg", "");
    folder_write("x.cfg", "extends = \"base\";");
    diag_init(&diag);
    allocations_left = -1;
    assert_int_equal(scenario_load(&from, "x", NULL, NULL, 0, &diag), DIAG_OK);
    for (refuse_all = true;; at++) {
        reached = false;
        allocations_left = at;
        int code = scenario_copy(&copy, &from, "y");
        allocations_left = -1;
        if (code == DIAG_OK)
            break;
        assert_int_equal(code, DIAG_MEMORY);
        assert_true(reached);
        assert_null(copy.files);
    }
    assert_int_equal(at, 5); /* description, origins, the list of files and two names */
    scenario_free(&copy);
    scenario_free(&from);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_allocation_of_a_load_may_fail, folder_enter, folder_leave),
        cmocka_unit_test_setup_teardown(every_allocation_of_a_copy_may_fail, folder_enter, folder_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
