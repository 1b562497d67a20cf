/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a break-even: the curve and the roots, from a search that is made up. */
#include "experiment/scenario_folder.h"

#include "zutuan/report/breakeven_folder.h"

#include <math.h>

#define WRITING(test) cmocka_unit_test_setup_teardown(test, make, unmake)

static struct scenario base, other;

static int make(void **state)
{
    struct diag diag;
    if (folder_enter(state) != 0)
        return -1;
    folder_write("solo.cfg", "description = \"\";");
    folder_write("16+1.cfg", "extends = \"solo\"; cluster: { form = \"support\"; };");
    diag_init(&diag);
    assert_int_equal(scenario_load(&base, "solo", NULL, NULL, 0, &diag), DIAG_OK);
    assert_int_equal(scenario_load(&other, "16+1", NULL, NULL, 0, &diag), DIAG_OK);
    diag_free(&diag);
    return 0;
}

static int unmake(void **state)
{
    scenario_free(&base);
    scenario_free(&other);
    return folder_leave(state);
}

static struct breakeven_point point_at(double value, bool scanned, double difference)
{
    return (struct breakeven_point){
        .value = value,
        .scanned = scanned,
        .sign = !scanned           ? 0
                : difference > 0.0 ? 1
                                   : -1,
        .band_low = scanned ? difference - 2.0 : NAN,
        .band_high = scanned ? difference + 2.0 : NAN,
        .pair = {.n = 7,
                 .base_mean = 10.0,
                 .other_mean = 10.0 + difference,
                 .difference = difference,
                 .low = difference - 1.0,
                 .high = difference + 1.0,
                 .relative = difference / 8.0,
                 .relative_low = -0.5,
                 .relative_high = 0.5},
    };
}

static void write_made_up(const char *folder, int expected)
{
    struct breakeven_point points[] = {point_at(0.25, true, -4.0), point_at(0.5, false, 0.5),
                                       point_at(1.0, true, 5.0)};
    struct breakeven_root root = {.left = 0.25,
                                  .right = 1.0,
                                  .before = -1,
                                  .estimate = 0.4375,
                                  .low = 0.375,
                                  .high = 0.625,
                                  .below = 0.25,
                                  .above = 0.5,
                                  .certainty = NAN,
                                  .resolved = true};
    struct breakeven_doubt doubt = {.low = 2.0, .high = 3.0, .left = 1, .right = 0};
    const struct breakeven breakeven = {.points = points,
                                        .point_count = 3,
                                        .roots = &root,
                                        .root_count = 1,
                                        .doubts = &doubt,
                                        .doubt_count = 1};
    const struct breakeven_runs runs = {.base = &base,
                                        .other = &other,
                                        .row = params_find("demand.rate"),
                                        .measure = OUTCOME_COST_PER_PERSON,
                                        .seed = 5};
    const struct breakeven_folder self = {.breakeven = &breakeven,
                                          .runs = &runs,
                                          .account = {.command = "breakeven",
                                                      .subject = "solo 16+1 --over demand.rate=0.25:1:3",
                                                      .confidence = 0.75,
                                                      .asked = 7,
                                                      .threads = 1}};
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(breakeven_folder_write(&self, folder, &diag), expected);
    assert_int_equal(diag.count, expected == DIAG_OK ? 0 : 1);
    diag_free(&diag);
}

static void assert_file(const char *path, const char *expected)
{
    char text[4096] = "";
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    assert_in_range(fread(text, 1, sizeof text - 1, stream), 1, sizeof text - 2);
    fclose(stream);
    assert_string_equal(text, expected);
}

#define HEAD     "parameter,parameter_unit,measure,measure_unit,base,other,confidence,"
#define QUESTION "demand.rate,/d,cost_per_person,yuan,solo,16+1,0.75,"

static void the_curve_has_every_value_with_its_interval(void **state)
{
    char expected[4096];
    (void)state;
    write_made_up("out", DIAG_OK);
    snprintf(expected, sizeof expected,
             HEAD "value,scanned,n,base_mean,other_mean,difference,ci_low,ci_high,band_low,band_high,sign,"
                  "relative,relative_low,relative_high,better,measure_label\n" QUESTION
                  "0.25,1,7,10,6,-4,-5,-3,-6,-2,-1,-0.5,-0.5,0.5,-1,%s\n" QUESTION
                  "0.5,0,7,10,10.5,0.5,-0.5,1.5,,,,0.0625,-0.5,0.5,-1,%s\n" QUESTION
                  "1,1,7,10,15,5,4,6,3,7,1,0.625,-0.5,0.5,-1,%s\n",
             outcome_measure_row(OUTCOME_COST_PER_PERSON)->label,
             outcome_measure_row(OUTCOME_COST_PER_PERSON)->label,
             outcome_measure_row(OUTCOME_COST_PER_PERSON)->label);
    assert_file("out/curve.csv", expected);
}

static void the_roots_are_followed_by_the_doubts(void **state)
{
    (void)state;
    write_made_up("out", DIAG_OK);
    assert_file("out/roots.csv", HEAD
                "kind,estimate,ci_low,ci_high,below,above,certainty,resolved,sign_left,sign_right,"
                "scan_left,scan_right\n" QUESTION
                "change,0.4375,0.375,0.625,0.25,0.5,,1,-1,1,0.25,1\n" QUESTION "undecided,,,,,,,,1,0,2,3\n");
    assert_int_equal(access("out/manifest.json", F_OK), 0);
    assert_int_equal(access("out/resolved/16+1.cfg", F_OK), 0);
}

static void a_folder_that_cannot_be_written_is_an_error(void **state)
{
    (void)state;
    folder_write("file", "x");
    write_made_up("file/out", DIAG_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WRITING(the_curve_has_every_value_with_its_interval),
        WRITING(the_roots_are_followed_by_the_doubts),
        WRITING(a_folder_that_cannot_be_written_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
