/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points of every kind of design, ranges where none are given, and what is wrong with a kind. */
#include "scenario_folder.h"

#include "design_points.h"

#include <math.h>

#define LOADING(test) cmocka_unit_test_setup_teardown(test, enter, folder_leave)

#define HEAD "base = \"solo\"; other = \"16+1\"; measure = \"qa_output\";\n"
#define RANGES                                                                                               \
    "factors = ( { key = \"demand.rate\"; from = 0.2; to = 0.6; }, { key = \"support.staff\"; from = 1; to " \
    "= 4; } );\n"

static int enter(void **state)
{
    int code = folder_enter(state);

    folder_write("solo.cfg", "");
    folder_write("16+1.cfg", "extends = \"solo\";\ncluster: { form = \"support\"; };\n");
    return code;
}

static int try_load(struct design *design, char text[4096])
{
    struct diag diag;
    size_t used = 0;

    diag_init(&diag);
    text[0] = '\0';
    int code = design_load(design, "d.cfg", NULL, NULL, 0, &diag);
    for (size_t i = 0; i < diag.count; i++)
        used += (size_t)snprintf(text + used, 4096 - used, "%s%s:%d: %s", i ? "\n" : "", diag.items[i].file,
                                 diag.items[i].line, diag.items[i].text);
    diag_free(&diag);
    return code;
}

static void load(struct design *design, const char *contents)
{
    char text[4096];

    folder_write("d.cfg", contents);
    int code = try_load(design, text);
    assert_string_equal(text, "");
    assert_int_equal(code, DIAG_OK);
}

static void refuse(const char *contents, const char *expected)
{
    struct design design;
    char text[4096];

    folder_write("d.cfg", contents);
    assert_int_equal(try_load(&design, text), DIAG_INVALID);
    assert_string_equal(text, expected);
    assert_null(design.values);
    assert_null(design.factors);
}

static void assert_within(const struct design *design)
{
    for (size_t point = 0; point < design->point_count; point++)
        for (size_t f = 0; f < design->factor_count; f++) {
            const struct design_factor *factor = &design->factors[f];
            const double value = design_value(design, point, f);
            assert_true(value >= factor->low && value <= factor->high);
            if (factor->row->type == PARAMS_INT)
                assert_true(value == floor(value));
        }
}

/* Every fourth of 40 points in a Latin hypercube has each of four whole numbers. */
static void a_latin_hypercube_spreads_over_the_ranges(void **state)
{
    struct design design;
    size_t staff[5] = {0};

    (void)state;
    load(&design, HEAD "kind = \"lhs\"; points = 40;\n" RANGES);
    assert_int_equal(design.point_count, 40);
    assert_within(&design);
    assert_null(design.streams);
    for (size_t point = 0; point < 40; point++)
        staff[(int)design_value(&design, point, 1)]++;
    for (size_t i = 1; i <= 4; i++)
        assert_int_equal(staff[i], 10);
    design_free(&design);
}

static void the_design_seed_and_nothing_else_moves_the_points(void **state)
{
    static const char *const kinds[] = {"kind = \"lhs\"; points = 16;", "kind = \"sobol\"; points = 16;",
                                        "kind = \"morris\"; trajectories = 4;",
                                        "kind = \"saltelli\"; points = 4;"};
    struct design one, two, three;
    char text[1024];

    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        snprintf(text, sizeof text, HEAD "%s\n" RANGES, kinds[i]);
        load(&one, text);
        snprintf(text, sizeof text, HEAD "replications = 3;\n%s design_seed = 1;\n" RANGES, kinds[i]);
        load(&two, text);
        snprintf(text, sizeof text, HEAD "%s design_seed = 2;\n" RANGES, kinds[i]);
        load(&three, text);
        const size_t bytes = one.point_count * one.factor_count * sizeof *one.values;
        assert_memory_equal(one.values, two.values, bytes);
        assert_memory_not_equal(one.values, three.values, bytes);
        assert_within(&one);
        design_free(&one);
        design_free(&two);
        design_free(&three);
    }
}

static void trajectories_end_with_their_first_point_under_other_numbers(void **state)
{
    struct design design;

    (void)state;
    load(&design, HEAD "kind = \"morris\"; trajectories = 5;\n" RANGES);
    assert_int_equal(design.point_count, 5 * 4);
    assert_within(&design);
    for (size_t t = 0; t < 5; t++) {
        const size_t first = 4 * t;
        size_t moved = 0;
        assert_int_equal(design.changed[first], DESIGN_NONE);
        assert_int_equal(design.changed[first + 3], DESIGN_SEED);
        for (size_t step = 1; step <= 2; step++) {
            const size_t which = design.changed[first + step];
            moved |= (size_t)1 << which;
            for (size_t f = 0; f < 2; f++)
                assert_true((design_value(&design, first + step, f) !=
                             design_value(&design, first + step - 1, f)) == (f == which));
            assert_int_equal(design_stream(&design, first + step), design_stream(&design, first));
        }
        assert_int_equal(moved, 3);
        for (size_t f = 0; f < 2; f++)
            assert_true(design_value(&design, first + 3, f) == design_value(&design, first, f));
        for (size_t other = 0; other < design.point_count; other++)
            if (other < first || other > first + 2)
                assert_int_not_equal(design_stream(&design, other), design_stream(&design, first));
    }
    assert_true(design_point_seed(&design, 0, 7) != design_point_seed(&design, 3, 7));
    design_free(&design);
}

static void rows_of_saltelli_exchange_one_column_each(void **state)
{
    struct design design;

    (void)state;
    load(&design, HEAD "kind = \"saltelli\"; points = 6;\n" RANGES);
    assert_int_equal(design.point_count, 6 * 5);
    assert_within(&design);
    for (size_t row = 0; row < 6; row++) {
        const size_t a = 5 * row, b = a + 3;
        for (size_t f = 0; f < 2; f++) {
            for (size_t place = 1; place <= 2; place++)
                assert_true(design_value(&design, a + place, f) ==
                            design_value(&design, place == f + 1 ? b : a, f));
            assert_true(design_value(&design, a + 4, f) == design_value(&design, a, f));
        }
        assert_int_equal(design.changed[a + 1], 0);
        assert_int_equal(design.changed[a + 2], 1);
        assert_int_equal(design.changed[a + 4], DESIGN_SEED);
        assert_int_equal(design_stream(&design, a), design_stream(&design, a + 2));
        assert_int_equal(design_stream(&design, b), design_stream(&design, a + 4));
        assert_int_not_equal(design_stream(&design, a), design_stream(&design, b));
    }
    design_free(&design);
}

/* The first points of a Sobol sequence, and what a sensitivity makes of the same design. */
static void a_sobol_design_becomes_rows(void **state)
{
    struct design design;
    struct diag diag;

    (void)state;
    diag_init(&diag);
    load(&design, HEAD "kind = \"sobol\"; points = 8;\n" RANGES);
    assert_int_equal(design.point_count, 8);
    assert_int_equal(design_remake(&design, DESIGN_SALTELLI, &diag), DIAG_OK);
    assert_int_equal(design.point_count, 40);
    assert_non_null(design.streams);
    design_free(&design);
    diag_free(&diag);
}

static void one_at_a_time_leaves_the_rest_alone(void **state)
{
    struct design design;
    struct params params;
    char name[DESIGN_POINT_MOST];

    (void)state;
    load(&design, HEAD "kind = \"oat\";\nfactors = ( { key = \"demand.rate\"; from = 0.2; to = 0.6; },\n"
                       "{ key = \"cluster.form\"; values = (\"lead\", \"solo\"); }, { key = \"referral.on\"; "
                       "values = (false); },\n"
                       "{ key = \"support.staff\"; from = 1; to = 5; steps = 3; } );");
    assert_int_equal(design.point_count, 1 + 2 + 2 + 1 + 3);
    design_params_at(&design, 0, &design.other, &params);
    assert_memory_equal(&params, &design.other.params, sizeof params);
    design_params_at(&design, 2, &design.other, &params);
    assert_true(params.demand.rate == 0.6 && params.support.staff == design.other.params.support.staff);
    design_params_at(&design, 3, &design.other, &params);
    assert_int_equal(params.cluster.form, PARAMS_FORM_LEAD);
    assert_int_equal(design.changed[3], 1);
    design_params_at(&design, 5, &design.other, &params);
    assert_false(params.referral.on);
    design_params_at(&design, 7, &design.other, &params);
    assert_int_equal(params.support.staff, 3);
    design_params_at(&design, 7, &design.base, &params);
    assert_memory_equal(&params, &design.base.params, sizeof params); /* solo has no use for staff */
    design_point_format(&design, 0, name);
    assert_string_equal(name, "the scenarios' own values");
    design_point_format(&design, 3, name);
    assert_string_equal(name, "cluster.form = lead");
    design_free(&design);
}

/* One scenario; a form that a point sets decides what concerns it. */
static void listed_points_are_read_as_scenarios_are(void **state)
{
    struct design design;
    struct params params;

    (void)state;
    folder_write("points.csv",
                 "\xef\xbb\xbfpoint,demand.patience, cluster.form ,\"support.staff\",referral.on\r\n"
                 "0,4w,support,2,no\r\n\r\n7,,solo,3,\r\n9,1e1,\"lead\",,yes\n");
    load(&design, "base = \"solo\"; measure = \"served\"; kind = \"points\"; file = \"points.csv\";");
    assert_false(design.compares);
    assert_int_equal(design.point_count, 3);
    assert_int_equal(design.factor_count, 4);
    design_params_at(&design, 0, &design.base, &params);
    assert_true(params.demand.patience == 28 && !params.referral.on);
    assert_int_equal(params.cluster.form, PARAMS_FORM_SUPPORT);
    assert_int_equal(params.support.staff, 2);
    design_params_at(&design, 1, &design.base, &params);
    assert_memory_equal(&params, &design.base.params, sizeof params);
    design_params_at(&design, 2, &design.base, &params);
    assert_true(params.demand.patience == 10 && params.cluster.form == PARAMS_FORM_LEAD);
    assert_true(design.factors[0].low == 10 && design.factors[0].high == 28);
    design_free(&design);
}

static void a_list_has_a_longest_length(void **state)
{
    FILE *stream = fopen("points.csv", "w");

    (void)state;
    assert_non_null(stream);
    fputs("demand.rate\n", stream);
    for (size_t i = 0; i <= DESIGN_POINTS_MOST; i++)
        fputs("1\n", stream);
    assert_int_equal(fclose(stream), 0);
    refuse(HEAD "kind = \"points\"; file = \"points.csv\";",
           "points.csv:100002: more than 100000 points, the most that a design may have");
}

static void what_is_wrong_with_a_list_is_told_by_line(void **state)
{
    static const char *const cases[][2] = {
        {"demand.rate,demand.rat,demand.rate\n1,2,3\n",
         "points.csv:1: demand.rat: unknown key; did you mean demand.rate [/d, 0..5]?\n"
         "points.csv:1: demand.rate: is a column already"},
        {"demand.rate,support.staff\n9,1.5\n0.5,1\n1\n2,inf\n",
         "points.csv:2: demand.rate: 9 is out of range; allowed: 0..5 /d\n"
         "points.csv:2: support.staff: expected a whole number, found 1.5\n"
         "points.csv:4: expected 2 fields as in the header, found 1\n"
         "points.csv:5: support.staff: \"inf\" is infinite; allowed: 0..1000 servers"},
        {"point\n1\n", "points.csv:1: the header names no parameter"},
        {"demand.rate\n", "points.csv:1: there is no point below the header"},
        {"demand.rate,support.staff\n,1\n", "points.csv:1: demand.rate: has no value at any point"},
        {"", "points.csv:0: is empty"},
        {"purchase.budget\nunlimited\n", "points.csv:2: purchase.budget: a point must be finite"},
        {"\"demand\"\".rate\"\n1\n",
         "points.csv:1: demand\".rate: unknown key; did you mean demand.rate [/d, 0..5]?\n"
         "points.csv:1: the header names no parameter"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        folder_write("points.csv", cases[i][0]);
        refuse(HEAD "kind = \"points\"; file = \"points.csv\";", cases[i][1]);
    }
}

static void a_range_that_is_not_given_is_plausible(void **state)
{
    static const struct {
        const char *key;
        double value, low, high;
        enum design_basis basis;
    } cases[] = {
        {"effort.slack", .2, .05, .3, DESIGN_BASIS_PLAUSIBLE},      /* docs/model.md, section 9 */
        {"effort.slack", .5, .25, .5, DESIGN_BASIS_HALF},           /* outside of it, cut to what is legal */
        {"learning.half_life", 335, 167.5, 670, DESIGN_BASIS_HALF}, /* whose plausible end is infinite */
        {"providers.count", 16, 8, 32, DESIGN_BASIS_HALF},
        {"providers.count", 3, 2, 6, DESIGN_BASIS_HALF},
        {"providers.teams", 1, 1, 2, DESIGN_BASIS_HALF},
        {"providers.own_type_share", .85, .425, 1, DESIGN_BASIS_HALF},
        {"training.gate_capability", 0, 0, 1, DESIGN_BASIS_LEGAL},
    };
    double low, high;
    enum design_basis basis;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(design_range(params_find(cases[i].key), cases[i].value, &low, &high, &basis));
        assert_true(low == cases[i].low && high == cases[i].high);
        assert_int_equal(basis, cases[i].basis);
    }
    assert_false(design_range(params_find("purchase.reinvest"), 0, &low, &high, &basis));
    assert_false(design_range(params_find("exit.time"), INFINITY, &low, &high, &basis));
    assert_false(design_range(params_find("referral.on"), 1, &low, &high, &basis));
    assert_false(design_range(params_find("providers.teams"), 0, &low, &high, &basis));
}

static const struct design_factor *find(const struct design *design, const char *key)
{
    for (size_t i = 0; i < design->factor_count; i++)
        if (strcmp(design->factors[i].row->key, key) == 0)
            return &design->factors[i];
    return NULL;
}

static void all_takes_what_concerns_the_scenarios_and_agrees(void **state)
{
    struct design design;

    (void)state;
    folder_write("16+1.cfg",
                 "extends = \"solo\"; cluster: { form = \"support\"; }; training: { effect = 5.0; };");
    load(&design, HEAD "kind = \"morris\"; trajectories = 2; factors = \"all\";");
    assert_true(design.factor_count > 100);
    assert_non_null(find(&design, "support.staff"));  /* solo has none, 16+1 does */
    assert_null(find(&design, "training.effect"));    /* in which they differ */
    assert_null(find(&design, "programme.horizon"));  /* the frame */
    assert_null(find(&design, "demand.youth_share")); /* shares must sum to 1 */
    assert_null(find(&design, "phases.apply"));       /* phases to a year */
    assert_null(find(&design, "exit.time"));          /* never */
    assert_null(find(&design, "referral.on"));        /* no number */
    design_free(&design);
    load(&design, "base = \"solo\"; measure = \"served\"; kind = \"oat\"; factors = \"all\";");
    assert_null(find(&design, "support.staff"));
    assert_non_null(find(&design, "demand.rate"));
    design_free(&design);
    folder_write("solo.cfg", "providers: { count = 2; };"); /* half of it is fewer than two clusters */
    load(&design, HEAD "kind = \"morris\"; trajectories = 2; factors = \"all\";");
    assert_non_null(find(&design, "providers.count"));
    assert_null(find(&design, "macro.clusters"));
    design_free(&design);
}

static void every_kind_reads_back_to_the_same_points(void **state)
{
    static const char *const kinds[] = {
        "kind = \"factorial\"; factors = ( { key = \"cluster.form\"; values = (\"support\", \"lead\"); }, { "
        "key = \"referral.on\"; values = (false, true); } );",
        "kind = \"oat\"; factors = ( { key = \"demand.rate\"; from = 0.2; to = 0.6; }, { key = "
        "\"referral.on\"; values = (false); } );",
        "kind = \"lhs\"; points = 9; design_seed = 9007199254740992;" RANGES,
        "kind = \"sobol\"; points = 9;" RANGES,
        "kind = \"morris\"; trajectories = 3; levels = 6; factors = \"all\";",
        "kind = \"saltelli\"; points = 3; factors = ( { key = \"effort.slack\"; }, { key = "
        "\"providers.count\"; } );",
    };
    char text[4096];

    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct design design, again;
        snprintf(text, sizeof text, HEAD "%s", kinds[i]);
        load(&design, text);
        FILE *stream = fopen("d.cfg", "w");
        assert_int_equal(design_write(&design, 5, ".", "points.csv", stream), DIAG_OK);
        fclose(stream);
        assert_int_equal(try_load(&again, text), DIAG_OK);
        assert_int_equal(again.kind, design.kind);
        assert_int_equal(again.point_count, design.point_count);
        for (size_t v = 0; v < design.point_count * design.factor_count; v++)
            assert_true(again.values[v] == design.values[v] ||
                        (isnan(again.values[v]) && isnan(design.values[v])));
        design_free(&design);
        design_free(&again);
    }
}

static void all_parameters_are_too_many_for_sobol(void **state)
{
    struct design design;
    char expected[128];

    (void)state;
    load(&design, HEAD "kind = \"morris\"; trajectories = 2; factors = \"all\";");
    snprintf(expected, sizeof expected,
             "d.cfg:2: factors: %zu, and sobol takes at most 40; find out by morris which matter",
             design.factor_count);
    design_free(&design);
    refuse(HEAD "kind = \"sobol\"; points = 4; factors = \"all\";", expected);
}

static void a_wrong_kind_or_size_is_reported(void **state)
{
    static const char *const cases[][2] = {
        {"kind = \"latin\"; factors = ( { key = \"demand.rate\"; values = [1, 2]; } );",
         "d.cfg:2: kind: \"latin\" is none of factorial, oat, lhs, sobol, morris, saltelli, points"},
        {"kind = 3; factors = ( { key = \"demand.rate\"; values = [1, 2]; } );",
         "d.cfg:2: kind: expected factorial, oat, lhs, sobol, morris, saltelli, points, found 3"},
        {"kind = \"lhs\";" RANGES, "d.cfg:0: points: is missing; say how many, such as 100"},
        {"kind = \"lhs\"; points = 1;" RANGES,
         "d.cfg:2: points: expected a whole number from 2 to 100000, found 1"},
        {"kind = \"lhs\"; points = 9; trajectories = 3;" RANGES,
         "d.cfg:2: trajectories: belongs to morris, and the kind is lhs"},
        {"kind = \"oat\"; points = 9;" RANGES,
         "d.cfg:2: points: belongs to lhs, sobol and saltelli, and the kind is oat"},
        {"kind = \"morris\"; levels = 5;" RANGES, "d.cfg:2: levels: expected an even number, found 5"},
        {"kind = \"sobol\"; points = 9; levels = 4;" RANGES,
         "d.cfg:2: levels: belongs to morris, and the kind is sobol"},
        {"kind = \"points\"; file = \"p.csv\";" RANGES,
         "d.cfg:2: factors: the kind is points; the header of its file names them"},
        {"file = \"p.csv\"; factors = ( { key = \"demand.rate\"; values = [1, 2]; } );",
         "d.cfg:2: file: belongs to points, and the kind is factorial"},
        {"kind = \"points\";", "d.cfg:0: file: is missing; name the CSV file of the points"},
        {"kind = \"lhs\"; points = 4; factors = ( { key = \"referral.on\"; } );",
         "d.cfg:2: referral.on: is not a number; lhs draws points from a range of numbers"},
        {"kind = \"lhs\"; points = 4; factors = ( { key = \"demand.rate\"; values = (0.2, 0.3); } );",
         "d.cfg:2: demand.rate: give from and to, or neither for a plausible range"},
        {"kind = \"oat\"; factors = ( { key = \"referral.on\"; } );", "d.cfg:2: referral.on: give values"},
        {"kind = \"lhs\"; points = 4; factors = ( { key = \"exit.time\"; } );",
         "d.cfg:2: exit.time: there is no plausible range about \"inf\"; give from and to"},
        {"factors = \"all\";", "d.cfg:2: factors: expected a list of groups in ( ), found the text \"all\""},
        {"kind = \"morris\"; trajectories = 50000;" RANGES,
         "d.cfg:2: factors: more than 100000 points, the most that a design may have"},
        {"kind = \"lhs\"; points = 9; factors = ( { key = \"macro.clusters\"; from = 1; to = 40; }, { key = "
         "\"providers.count\"; from = 2; to = 3; } );",
         NULL},
    };
    char text[1024];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct design design;
        snprintf(text, sizeof text, HEAD "%s", cases[i][0]);
        if (cases[i][1]) {
            folder_write("p.csv", "demand.rate\n1\n");
            refuse(text, cases[i][1]);
            continue;
        }
        char found[4096];
        folder_write("d.cfg", text);
        assert_int_equal(try_load(&design, found), DIAG_INVALID);
        assert_non_null(strstr(found, "is more than providers.count"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOADING(a_latin_hypercube_spreads_over_the_ranges),
        LOADING(the_design_seed_and_nothing_else_moves_the_points),
        LOADING(trajectories_end_with_their_first_point_under_other_numbers),
        LOADING(rows_of_saltelli_exchange_one_column_each),
        LOADING(a_sobol_design_becomes_rows),
        LOADING(one_at_a_time_leaves_the_rest_alone),
        LOADING(listed_points_are_read_as_scenarios_are),
        LOADING(what_is_wrong_with_a_list_is_told_by_line),
        LOADING(a_list_has_a_longest_length),
        LOADING(a_range_that_is_not_given_is_plausible),
        LOADING(all_takes_what_concerns_the_scenarios_and_agrees),
        LOADING(every_kind_reads_back_to_the_same_points),
        LOADING(all_parameters_are_too_many_for_sobol),
        LOADING(a_wrong_kind_or_size_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
