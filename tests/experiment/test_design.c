/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a design file gives: its points and the scenarios there, and every message about what is wrong with
 * it. */
#include "scenario_folder.h"

#include "zutuan/experiment/design.h"

#define LOADING(test) cmocka_unit_test_setup_teardown(test, enter, folder_leave)

#define HEAD    "base = \"solo\"; other = \"16+1\"; measure = \"qa_output\";\n"
#define FACTORS "factors = ( { key = \"support.staff\"; values = [1, 2]; } );\n"

static int enter(void **state)
{
    int code = folder_enter(state);

    folder_write("solo.cfg", "");
    folder_write("16+1.cfg", "extends = \"solo\";\ncluster: { form = \"support\"; };\n");
    return code;
}

static void load(struct design *design, const char *name, const struct scenario_search *search)
{
    struct diag diag;

    diag_init(&diag);
    int code = design_load(design, name, search, NULL, 0, &diag);
    assert_messages(&diag, 0, "");
    diag_free(&diag);
    assert_int_equal(code, DIAG_OK);
}

/* Loads d.cfg, which must not load; all messages, one a line, must be `expected`. */
static void refuse_with(const char *const *overrides, size_t count, int code, const char *expected)
{
    struct design design;
    struct diag diag;

    diag_init(&diag);
    diag_add(&diag, DIAG_USAGE, NULL, 0, "of another command");
    int found = design_load(&design, "d.cfg", NULL, overrides, count, &diag);
    assert_messages(&diag, 1, expected);
    diag_free(&diag);
    assert_int_equal(found, code);
    assert_int_equal(design.factor_count, 0);
    assert_null(design.file);
    assert_null(design.base.files);
    design_free(&design);
}

static void refuse(const char *expected)
{
    refuse_with(NULL, 0, DIAG_INVALID, expected);
}

static double value_at(const struct design *design, size_t point, const struct scenario *from,
                       const char *key)
{
    struct scenario there;

    assert_int_equal(design_at(design, point, from, &there), DIAG_OK);
    double value = params_get(&there.params, params_find(key));
    scenario_free(&there);
    return value;
}

/* What loads */

static void a_design_is_read_whole(void **state)
{
    struct design design;

    (void)state;
    folder_write("d.cfg", "description = \"a test\";\nbase = \"solo\";\nother = \"16+1.cfg\";\n"
                          "measure = (\"qa_output\", \"wait_mean\");\nreplications = 12;\n"
                          "factors = (\n  { key = \"demand.rate\"; values = (\"3.5/w\", 1, 1.5); },\n"
                          "  { key = \"support.staff\"; from = 2; to = 8; steps = 4; }\n);\n");
    load(&design, "d", NULL);
    assert_string_equal(design.name, "d");
    assert_string_equal(design.description, "a test");
    assert_string_equal(design.base.name, "solo");
    assert_string_equal(design.other.name, "16+1");
    assert_int_equal(design.other.params.cluster.form, PARAMS_FORM_SUPPORT);
    assert_int_equal(design.measure_count, 2);
    assert_int_equal(design.measures[0], OUTCOME_QA_OUTPUT);
    assert_int_equal(design.measures[1], OUTCOME_WAIT_MEAN);
    assert_int_equal(design.replications, 12);
    assert_false(design.scale_officers);
    assert_int_equal(design.factor_count, 2);
    assert_ptr_equal(design.factors[0].row, params_find("demand.rate"));
    assert_int_equal(design.factors[0].level_count, 3);
    assert_true(design.factors[0].levels[0] == 0.5);
    assert_true(design.factors[0].levels[2] == 1.5);
    assert_int_equal(design.factors[1].level_count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_true(design.factors[1].levels[i] == 2.0 * (double)(i + 1));
    design_free(&design);
    design_free(&design);
}

static void what_a_design_need_not_say(void **state)
{
    struct design design;

    (void)state;
    folder_write("d.cfg", HEAD FACTORS);
    load(&design, "./d.cfg", NULL);
    assert_string_equal(design.description, "");
    assert_int_equal(design.replications, DESIGN_REPLICATIONS);
    assert_int_equal(design.measure_count, 1);
    design_free(&design);
}

/* As if each had been written with one or two digits. */
static void steps_are_the_numbers_that_are_meant(void **state)
{
    static const double meant[] = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2};
    struct design design;

    (void)state;
    folder_write("d.cfg",
                 HEAD "factors = ( { key = \"support.credibility\"; from = 0.3; to = 1.2; steps = 10; } );");
    load(&design, "d", NULL);
    assert_int_equal(design.factors[0].level_count, COUNT(meant));
    for (size_t i = 0; i < COUNT(meant); i++)
        assert_true(design.factors[0].levels[i] == meant[i]);
    design_free(&design);
}

static void points_are_all_combinations_with_the_last_factor_fastest(void **state)
{
    struct design design;
    char name[DESIGN_POINT_MOST];
    size_t point = 0;

    (void)state;
    folder_write("d.cfg", HEAD "factors = ( { key = \"providers.count\"; values = [4, 8, 9]; },\n"
                               " { key = \"support.staff\"; values = [1, 2]; },\n"
                               " { key = \"demand.rate\"; values = [0.25, 0.5]; } );");
    load(&design, "d", NULL);
    assert_int_equal(design.point_count, 12);
    for (size_t a = 0; a < 3; a++)
        for (size_t b = 0; b < 2; b++)
            for (size_t c = 0; c < 2; c++, point++) {
                assert_int_equal(design_level(&design, point, 0), a);
                assert_int_equal(design_level(&design, point, 1), b);
                assert_int_equal(design_level(&design, point, 2), c);
            }
    design_point_format(&design, 7, name);
    assert_string_equal(name, "providers.count = 8, support.staff = 2, demand.rate = 0.5");
    assert_true(value_at(&design, 7, &design.other, "providers.count") == 8);
    assert_true(value_at(&design, 7, &design.other, "support.staff") == 2);
    assert_true(value_at(&design, 7, &design.other, "demand.rate") == 0.5);
    design_free(&design);
}

static void a_solo_scenario_keeps_what_concerns_clusters_only(void **state)
{
    struct design design;

    (void)state;
    folder_write("d.cfg", HEAD "factors = ( { key = \"demand.rate\"; values = [0.25, 0.5]; },\n"
                               " { key = \"support.staff\"; values = [1, 2]; } );");
    load(&design, "d", NULL);
    assert_true(value_at(&design, 3, &design.base, "demand.rate") == 0.5);
    assert_true(value_at(&design, 3, &design.base, "support.staff") == design.base.params.support.staff);
    assert_true(value_at(&design, 3, &design.other, "support.staff") == 2);
    assert_false(design_concerns_clusters(params_find("training.effect"))); /* providers train themselves */
    assert_false(design_concerns_clusters(params_find("support.callback_hours"))); /* officers call back */
    design_free(&design);
}

/* docs/model.md section 10: 5 up to 40 providers, else 5 n/16, rounded up. */
static void officers_follow_the_providers_where_asked(void **state)
{
    static const int providers[] = {4, 40, 41, 48, 60, 300}, officers[] = {5, 5, 13, 15, 19, 94};
    struct design design;

    (void)state;
    folder_write("d.cfg",
                 HEAD "scale_officers = true;\n"
                      "factors = ( { key = \"providers.count\"; values = [4, 40, 41, 48, 60, 300]; } );");
    load(&design, "d", NULL);
    for (size_t i = 0; i < COUNT(providers); i++) {
        assert_int_equal(design_officers(providers[i]), officers[i]);
        assert_true(value_at(&design, i, &design.base, "government.officers") == officers[i]);
        assert_true(value_at(&design, i, &design.other, "government.officers") == officers[i]);
    }
    design_free(&design);
    folder_write("d.cfg", HEAD "factors = ( { key = \"providers.count\"; values = [4, 300]; } );");
    load(&design, "d", NULL);
    assert_true(value_at(&design, 1, &design.other, "government.officers") ==
                params_find("government.officers")->fallback);
    design_free(&design);
}

static void names_are_looked_for_in_designs_and_scenarios_beside_the_file_first(void **state)
{
    static const char *const folders[] = {"more", NULL};
    static const struct scenario_search search = {.folders = folders};
    struct design design;

    (void)state;
    assert_int_equal(mkdir("more", 0700), 0);
    assert_int_equal(mkdir("more/designs", 0700), 0);
    folder_write("more/away.cfg", "");
    folder_write("more/designs/16+1.cfg", "demand: { rate = 2; };");
    folder_write("more/designs/d.cfg", "base = \"away\"; other = \"16+1\"; measure = \"qa_output\";" FACTORS);
    load(&design, "d", &search);
    assert_string_equal(design.file, "more/designs/d.cfg");
    assert_string_equal(design.base.files[0], "more/away.cfg");
    assert_true(design.other.params.demand.rate == 2);
    design_free(&design);
}

static void overrides_hold_at_every_point(void **state)
{
    static const char *const overrides[] = {"demand.rate=2"};
    struct design design;
    struct diag diag;

    (void)state;
    folder_write("d.cfg", HEAD FACTORS);
    diag_init(&diag);
    assert_int_equal(design_load(&design, "d", NULL, overrides, 1, &diag), DIAG_OK);
    assert_true(value_at(&design, 0, &design.base, "demand.rate") == 2);
    assert_true(value_at(&design, 1, &design.other, "demand.rate") == 2);
    design_free(&design);
    diag_free(&diag);
}

static void what_is_written_reads_back_to_the_same_points(void **state)
{
    struct design design, again;
    FILE *stream;

    (void)state;
    folder_write("d.cfg", "description = \"a \\\"test\\\"\";\nscale_officers = true;\n" HEAD
                          "factors = ( { key = \"providers.count\"; values = [4, 41]; },\n"
                          " { key = \"demand.rate\"; values = [0.1, 0.3333333333333333]; } );");
    load(&design, "d", NULL);
    stream = fopen("e.cfg", "w");
    assert_non_null(stream);
    assert_int_equal(design_write(&design, 77, ".", "points.csv", stream), DIAG_OK);
    assert_int_equal(fclose(stream), 0);
    load(&again, "e", NULL);
    assert_string_equal(again.description, "a \"test\"");
    assert_int_equal(again.replications, 77);
    assert_true(again.scale_officers);
    assert_int_equal(again.measures[0], OUTCOME_QA_OUTPUT);
    assert_string_equal(again.other.name, "16+1");
    assert_int_equal(again.factor_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_ptr_equal(again.factors[i].row, design.factors[i].row);
        assert_int_equal(again.factors[i].level_count, 2);
        assert_memory_equal(again.factors[i].levels, design.factors[i].levels, 2 * sizeof(double));
    }
    design_free(&design);
    design_free(&again);
}

/* What does not */

static void a_wrong_setting_is_reported_with_what_is_allowed(void **state)
{
    static const char *const cases[][2] = {
        {"measures = \"qa_output\";", "d.cfg:3: measures: unknown key; did you mean measure?"},
        {"replications = 0;", "d.cfg:3: replications: expected a whole number from 1 to 16777215, found 0"},
        {"replications = 2.5;",
         "d.cfg:3: replications: expected a whole number from 1 to 16777215, found 2.5"},
        {"replications = \"many\";",
         "d.cfg:3: replications: expected a whole number from 1 to 16777215, found the text \"many\""},
        {"scale_officers = 1;", "d.cfg:3: scale_officers: expected true or false, found 1"},
        {"scale_officers = true;",
         "d.cfg:3: scale_officers: providers.count is not a factor, so that there is "
         "nothing to scale with"},
        {"description = 3;", "d.cfg:3: description: expected a text in quotes, found 3"},
        {"@include \"x\"", "d.cfg:3: @include is not allowed; use extends"},
    };
    char text[512];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        snprintf(text, sizeof text, "%s%s%s", HEAD, FACTORS, cases[i][0]);
        folder_write("d.cfg", text);
        refuse(cases[i][1]);
    }
}

static void a_wrong_factor_is_reported_at_its_line(void **state)
{
    static const char *const cases[][2] = {
        {"( { key = \"support.staf\"; values = [1, 2]; } )",
         "d.cfg:3: support.staf: unknown key; did you mean support.staff [servers, 0..1000]?"},
        {"( { key = \"referral.on\"; values = (true, 2); } )",
         "d.cfg:3: referral.on: expected true or false, found 2"},
        {"( { key = \"referral.on\"; values = (true, true); } )",
         "d.cfg:3: referral.on: true is given twice"},
        {"( { key = 3; values = [1, 2]; } )",
         "d.cfg:3: key: expected the key of a parameter in quotes, found 3"},
        {"( { values = [1, 2]; } )", "d.cfg:3: factors: the key of a factor is missing"},
        {"( { key = \"support.staff\"; valus = [1, 2]; } )",
         "d.cfg:3: valus: unknown key; did you mean values?\n"
         "d.cfg:3: support.staff: give either values, or from, to and steps"},
        {"( { key = \"support.staff\"; } )",
         "d.cfg:3: support.staff: give either values, or from, to and steps"},
        {"( { key = \"support.staff\"; from = 1; to = 3; } )",
         "d.cfg:3: support.staff: give either values, or from, to and steps"},
        {"( { key = \"support.staff\"; values = [1, 2]; from = 1; to = 3; steps = 3; } )",
         "d.cfg:3: support.staff: give either values, or from, to and steps"},
        {"( { key = \"support.staff\"; values = 3; } )",
         "d.cfg:3: support.staff: expected a list of values, found 3"},
        {"( { key = \"support.staff\"; values = [3]; } )",
         "d.cfg:3: support.staff: expected at least two values"},
        {"( { key = \"support.staff\"; values = [1,\n2,\n2000]; } )",
         "d.cfg:5: support.staff: 2000 is out of range; allowed: 0..1000 servers"},
        {"( { key = \"support.staff\"; values = (1, 2.5); } )",
         "d.cfg:3: support.staff: expected a whole number, found 2.5"},
        {"( { key = \"support.staff\"; values = [1, 3, 2]; } )",
         "d.cfg:3: support.staff: values must rise; 2 follows on 3"},
        {"( { key = \"support.staff\"; values = [1, 1]; } )",
         "d.cfg:3: support.staff: values must rise; 1 follows on 1"},
        {"( { key = \"demand.patience\"; values = (\"4w\", \"inf\"); } )",
         "d.cfg:3: demand.patience: a level must be finite"},
        {"( { key = \"support.staff\"; from = 1; to = 8; steps = 5; } )",
         "d.cfg:3: support.staff: 5 steps from 1 to 8 are not whole numbers, as 2.75; give values, or other "
         "steps"},
        {"( { key = \"support.staff\"; from = 3; to = 3; steps = 5; } )",
         "d.cfg:3: support.staff: to must be above from"},
        {"( { key = \"support.staff\"; from = 1;\nto = 2000;\nsteps = 1; } )",
         "d.cfg:5: steps: expected a whole number from 2 to 1000, found 1\n"
         "d.cfg:4: support.staff: 2000 is out of range; allowed: 0..1000 servers"},
        {"( { key = \"support.staff\"; values = [1, 2]; },\n{ key = \"support.staff\"; values = [1, 2]; } )",
         "d.cfg:4: support.staff: is a factor already"},
        {"3", "d.cfg:3: factors: expected a list of groups in ( ), found 3"},
        {"( )", "d.cfg:3: factors: expected at least one, found none"},
        {"( 3 )", "d.cfg:3: factors: expected groups such as { key = \"support.staff\"; values = [1, 2]; }, "
                  "found 3"},
        {"( { key = \"demand.rate\"; from = 0; to = 1; steps = 1000; },\n"
         "{ key = \"demand.season\"; from = 0; to = 0.9; steps = 101; } )",
         "d.cfg:4: factors: more than 100000 points, the most that a design may have"},
        {"( { key = \"programme.launch\"; values = [10, 2000]; } )",
         "d.cfg:3: factors: 16+1 at programme.launch = 2000: programme.launch 2000 d is not before "
         "programme.horizon 1095 d, so the cluster would never begin; launch earlier, lengthen the horizon, "
         "or "
         "set cluster.form to solo"},
    };
    char text[512];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        snprintf(text, sizeof text, "#\n%sfactors = %s;", HEAD, cases[i][0]);
        folder_write("d.cfg", text);
        refuse(cases[i][1]);
    }
}

static void a_wrong_measure_or_scenario_is_named(void **state)
{
    static const char *const cases[][2] = {
        {"base = \"solo\"; other = \"16+1\"; measure = \"qa_outptu\";",
         "d.cfg:1: measure: \"qa_outptu\" is not a measure; did you mean qa_output?"},
        {"base = \"solo\"; other = \"16+1\"; measure = [\"served\", \"served\"];",
         "d.cfg:1: measure: served is given twice"},
        {"base = \"solo\"; other = \"16+1\"; measure = ( );", "d.cfg:1: measure: expected at least one"},
        {"base = \"solo\"; other = \"16+1\"; measure = 3;",
         "d.cfg:1: measure: expected the name of a measure in quotes, found 3"},
        {"base = \"solo\"; other = \"16+l\"; measure = \"served\";",
         "d.cfg:1: other: no scenario \"16+l\" in .; nearest: 16+1, d, solo"},
        {"base = \"\"; other = \"16+1\"; measure = \"served\";",
         "d.cfg:1: base: the name of a scenario is empty"},
        {"base = 3; other = \"16+1\"; measure = \"served\";",
         "d.cfg:1: base: expected a text in quotes, found 3"},
        {"base = \"solo\"; other = \"solo\"; measure = \"served\";",
         "d.cfg:1: other: is called solo as the base is; a design compares two scenarios of different names"},
        {"base = \"solo\"; other = \"bad\"; measure = \"served\";",
         "bad.cfg:1: demand.rate: 9 is out of range; allowed: 0..5 /d"},
        {"", "d.cfg: base: is missing; name a scenario\n"
             "d.cfg: measure: is missing; name one, such as qa_per_10k_yuan, or a list"},
    };
    char text[512];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        folder_write("bad.cfg", "demand: { rate = 9; };");
        if (strstr(cases[i][0], "bad") == NULL)
            unlink("bad.cfg"); /* it would be a nearest name */
        snprintf(text, sizeof text, "%s\n" FACTORS, cases[i][0]);
        folder_write("d.cfg", text);
        refuse(cases[i][1]);
    }
}

static void everything_wrong_is_reported_at_once(void **state)
{
    static const char *const overrides[] = {"demand.rat=1"};

    (void)state;
    folder_write("d.cfg", "base = \"solo\";\nother = \"16+1\";\nmeasure = \"qa_outpu\";\nfactors = (\n"
                          "{ key = \"support.staf\"; },\n{ key = \"demand.rate\"; values = [7, 8]; } );\n");
    refuse_with(overrides, 1, DIAG_INVALID,
                "d.cfg:3: measure: \"qa_outpu\" is not a measure; did you mean qa_output?\n"
                "d.cfg:5: support.staf: unknown key; did you mean support.staff [servers, 0..1000]?\n"
                "d.cfg:6: demand.rate: 7 is out of range; allowed: 0..5 /d\n"
                "d.cfg:6: demand.rate: 8 is out of range; allowed: 0..5 /d\n"
                "-s demand.rat=1: unknown key; did you mean demand.rate [/d, 0..5]?\n"
                "-s demand.rat=1: unknown key; did you mean demand.rate [/d, 0..5]?");
    folder_write("d.cfg", HEAD "factors = ;");
    refuse("d.cfg:2: syntax error");
}

static void an_override_cannot_set_what_the_design_sets(void **state)
{
    static const char *const overrides[] = {"demand.rate=1", "support.staff=4", "government.officers=9"};

    (void)state;
    folder_write("d.cfg", HEAD FACTORS);
    refuse_with(overrides, 3, DIAG_INVALID, "-s support.staff=4: the design sets it at every point");
    folder_write("d.cfg", HEAD "scale_officers = true;\n"
                               "factors = ( { key = \"providers.count\"; values = [4, 8]; } );");
    refuse_with(overrides, 3, DIAG_INVALID,
                "-s government.officers=9: scale_officers sets it at every point");
    folder_write("d.cfg", HEAD "scale_officers = true;\n"
                               "factors = ( { key = \"providers.count\"; values = [4, 8]; },\n"
                               "{ key = \"government.officers\"; values = [4, 8]; } );");
    refuse("d.cfg:4: government.officers: cannot be a factor and follow providers.count by scale_officers");
}

static void a_design_that_is_not_there_is_missed_with_the_nearest(void **state)
{
    struct design design;
    struct diag diag;

    (void)state;
    folder_write("size.cfg", HEAD FACTORS);
    diag_init(&diag);
    assert_int_equal(design_load(&design, "sise", NULL, NULL, 0, &diag), DIAG_IO);
    assert_messages(&diag, 0, "no design \"sise\" in .; nearest: size, solo, 16+1");
    diag_free(&diag);
}

/* The maps that come with the program. */
static void the_designs_of_the_program_are_valid(void **state)
{
    static const char *const folders[] = {ZUTUAN_SOURCE "/scenarios", NULL};
    static const struct scenario_search search = {.folders = folders};
    static const char *const names[] = {"size-and-staff", "training-and-slack", "demand-and-pooling",
                                        "credibility-and-fee"};
    struct design design;

    (void)state;
    assert_int_equal(unlink("solo.cfg"), 0);
    assert_int_equal(unlink("16+1.cfg"), 0);
    for (size_t i = 0; i < COUNT(names); i++) {
        load(&design, names[i], &search);
        assert_int_equal(design.factor_count, 2);
        assert_in_range(design.point_count, 60, 100);
        assert_int_equal(design.measures[0], OUTCOME_QA_PER_10K_YUAN);
        design_free(&design);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOADING(a_design_is_read_whole),
        LOADING(what_a_design_need_not_say),
        LOADING(steps_are_the_numbers_that_are_meant),
        LOADING(points_are_all_combinations_with_the_last_factor_fastest),
        LOADING(a_solo_scenario_keeps_what_concerns_clusters_only),
        LOADING(officers_follow_the_providers_where_asked),
        LOADING(names_are_looked_for_in_designs_and_scenarios_beside_the_file_first),
        LOADING(overrides_hold_at_every_point),
        LOADING(what_is_written_reads_back_to_the_same_points),
        LOADING(a_wrong_setting_is_reported_with_what_is_allowed),
        LOADING(a_wrong_factor_is_reported_at_its_line),
        LOADING(a_wrong_measure_or_scenario_is_named),
        LOADING(everything_wrong_is_reported_at_once),
        LOADING(an_override_cannot_set_what_the_design_sets),
        LOADING(a_design_that_is_not_there_is_missed_with_the_nearest),
        LOADING(the_designs_of_the_program_are_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
