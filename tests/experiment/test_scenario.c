/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario file and overrides give, and every message about what is wrong with them. */
#include "scenario_folder.h"

#include <math.h>

#define LOADING(test) cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

/* Loads what must load. */
static void load(struct scenario *scenario, const char *name, const char *const *overrides, size_t count)
{
    struct diag diag;

    diag_init(&diag);
    int code = scenario_load(scenario, name, NULL, overrides, count, &diag);
    assert_messages(&diag, 0, "");
    diag_free(&diag);
    assert_int_equal(code, DIAG_OK);
}

/* Loads what must not load; all messages, one a line, must be `expected`. */
static void refuse_in(const struct scenario_search *search, const char *name, const char *const *overrides,
                      size_t count, int code, const char *expected)
{
    static const struct scenario nothing;
    struct scenario scenario;
    struct diag diag;

    diag_init(&diag);
    diag_add(&diag, DIAG_USAGE, NULL, 0, "of another command");
    int found = scenario_load(&scenario, name, search, overrides, count, &diag);
    assert_messages(&diag, 1, expected);
    diag_free(&diag);
    assert_int_equal(found, code);
    assert_memory_equal(&scenario.files, &nothing.files, sizeof scenario.files);
    assert_null(scenario.origins);
    scenario_free(&scenario);
}

static void refuse(const char *name, const char *expected)
{
    refuse_in(NULL, name, NULL, 0, DIAG_INVALID, expected);
}

static double value_of(const struct scenario *scenario, const char *key)
{
    return params_get(&scenario->params, params_find(key));
}

static struct scenario_origin origin_of(const struct scenario *scenario, const char *key)
{
    return scenario->origins[params_index(params_find(key))];
}

/* What loads */

static void an_empty_file_is_all_defaults(void **state)
{
    struct scenario scenario;
    size_t count;
    const struct params_row *rows = params_rows(&count);

    (void)state;
    folder_write("16+1_a.b=c-d.cfg", "# nothing\n");
    load(&scenario, "16+1_a.b=c-d", NULL, 0);
    assert_string_equal(scenario.name, "16+1_a.b=c-d");
    assert_string_equal(scenario.description, "");
    assert_int_equal(scenario.file_count, 1);
    assert_string_equal(scenario.files[0], "16+1_a.b=c-d.cfg");
    for (size_t i = 0; i < count; i++) {
        assert_true(params_get(&scenario.params, &rows[i]) == rows[i].fallback);
        assert_null(scenario.origins[i].file);
    }
    scenario_free(&scenario);
    scenario_free(&scenario);
}

static void values_of_every_kind_are_read(void **state)
{
    struct scenario scenario;

    (void)state;
    folder_write("x.cfg",
                 "description = \"a \\\"test\\\"\";\n"
                 "cluster = { form = \"support\" }\n"
                 "providers: { count = 40; teams = 2.0; staff = \"9\"; same_type = true; };\n"
                 "demand: { rate = 1; season = 1e-1; patience = \"4w\"; shock = .25; };\n"
                 "referral: { on = \"no\"; threshold = 3L; };\n"
                 "purchase: { price = \"16wan\"; reinvest = 5000000000; team_cost = 100000000.0; };\n"
                 "support: { closed_from = \"never\"; };\n");
    load(&scenario, "x.cfg", NULL, 0);
    assert_string_equal(scenario.name, "x");
    assert_string_equal(scenario.description, "a \"test\"");
    assert_int_equal(scenario.params.cluster.form, PARAMS_FORM_SUPPORT);
    assert_int_equal(scenario.params.providers.count, 40);
    assert_int_equal(scenario.params.providers.teams, 2);
    assert_int_equal(scenario.params.providers.staff, 9);
    assert_true(scenario.params.providers.same_type);
    assert_true(scenario.params.demand.rate == 1);
    assert_true(scenario.params.demand.season == 0.1);
    assert_true(scenario.params.demand.patience == 28);
    assert_true(scenario.params.demand.shock == 0.25);
    assert_false(scenario.params.referral.on);
    assert_true(scenario.params.referral.threshold == 3);
    assert_true(scenario.params.purchase.price == 160000);
    assert_true(scenario.params.purchase.reinvest == 5e9); /* libconfig alone would wrap it at 2^32 */
    assert_true(scenario.params.purchase.team_cost == 1e8);
    assert_true(isinf(scenario.params.support.closed_from));
    assert_string_equal(origin_of(&scenario, "demand.patience").file, "x.cfg");
    assert_int_equal(origin_of(&scenario, "demand.patience").line, 4);
    assert_ptr_equal(origin_of(&scenario, "demand.patience").file, scenario.files[0]);
    scenario_free(&scenario);
}

static void what_a_file_extends_comes_first(void **state)
{
    static const char *const overrides[] = {"demand.rate=3.5/w", "support.staff=4", " support.staff = 7 "};
    struct scenario scenario;

    (void)state;
    assert_int_equal(mkdir("base", 0700), 0);
    folder_write("base/deep.cfg",
                 "description = \"deep\";\ndemand: { rate = 3.0; season = 0.3; phase = 3.0; };\n");
    folder_write("base/middle.cfg", "extends = \"deep.cfg\";\ndemand: { rate = 2.0; season = 0.2; };\n");
    folder_write("top.cfg", "extends = \"base/middle\";\ndemand: { rate = 1.0; };\n");
    load(&scenario, "top", NULL, 0);
    assert_string_equal(scenario.description, "");
    assert_int_equal(scenario.file_count, 3);
    assert_string_equal(scenario.files[0], "top.cfg");
    assert_string_equal(scenario.files[1], "base/middle.cfg");
    assert_string_equal(scenario.files[2], "base/deep.cfg");
    assert_true(value_of(&scenario, "demand.rate") == 1);
    assert_true(value_of(&scenario, "demand.season") == 0.2);
    assert_true(value_of(&scenario, "demand.phase") == 3);
    assert_ptr_equal(origin_of(&scenario, "demand.season").file, scenario.files[1]);
    assert_ptr_equal(origin_of(&scenario, "demand.phase").file, scenario.files[2]);
    scenario_free(&scenario);

    load(&scenario, "./top.cfg", overrides, COUNT(overrides));
    assert_string_equal(scenario.files[1], "base/middle.cfg");
    assert_true(value_of(&scenario, "demand.rate") == 0.5);
    assert_int_equal(scenario.params.support.staff, 7);
    assert_string_equal(origin_of(&scenario, "support.staff").file, "-s");
    assert_int_equal(origin_of(&scenario, "support.staff").line, 3);
    assert_int_equal(origin_of(&scenario, "demand.rate").line, 1);
    scenario_free(&scenario);
}

static void names_are_looked_for_beside_the_caller_then_in_the_search_path(void **state)
{
    static const char *const folders[] = {"first", "second/", NULL};
    static const struct scenario_search search = {.folders = folders};
    static const char *const names[][2] = {
        {"a", "a.cfg"}, {"b", "first/b.cfg"}, {"c", "second/c.cfg"}, {"first/a", "first/a.cfg"}};
    struct scenario scenario;
    struct diag diag;

    (void)state;
    assert_int_equal(mkdir("first", 0700), 0);
    assert_int_equal(mkdir("second", 0700), 0);
    folder_write("a.cfg", "extends = \"c\";\n");
    folder_write("first/a.cfg", "extends = \"b\";\n");
    folder_write("first/b.cfg", "");
    folder_write("second/b.cfg", "");
    folder_write("second/c.cfg", "");
    for (size_t i = 0; i < COUNT(names); i++) {
        diag_init(&diag);
        assert_int_equal(scenario_load(&scenario, names[i][0], &search, NULL, 0, &diag), DIAG_OK);
        assert_string_equal(scenario.files[0], names[i][1]);
        if (i == 0)
            assert_string_equal(scenario.files[1], "second/c.cfg");
        if (i == 3)
            assert_string_equal(scenario.files[1], "first/b.cfg");
        scenario_free(&scenario);
        diag_free(&diag);
    }
}

static void an_absolute_name_may_be_extended(void **state)
{
    struct scenario scenario;
    char text[256];

    (void)state;
    folder_write("a.cfg", "demand: { rate = 1; };\n");
    snprintf(text, sizeof text, "extends = \"%s/a\";\n", scenario_folder_path);
    folder_write("b.cfg", text);
    load(&scenario, "b", NULL, 0);
    assert_true(value_of(&scenario, "demand.rate") == 1);
    scenario_free(&scenario);
}

static void marks_and_line_ends_of_other_systems_are_read(void **state)
{
    struct scenario scenario;

    (void)state;
    folder_write("x.cfg",
                 "\xEF\xBB\xBF"
                 "description = \"\xE7\xBB\x84\xE5\x9B\xA2\";\r\ndemand:\r\n{\r\n  rate = 1;\r\n};\r\n");
    load(&scenario, "x", NULL, 0);
    assert_string_equal(scenario.description, "\xE7\xBB\x84\xE5\x9B\xA2");
    assert_int_equal(origin_of(&scenario, "demand.rate").line, 4);
    scenario_free(&scenario);
}

static void comments_and_texts_may_hold_anything(void **state)
{
    struct scenario scenario;

    (void)state;
    folder_write("x.cfg",
                 "# @include \"y\"  12345678901\n// \"\n/* \" @include\n*/\n"
                 "description = # =\n\"/* # @include \\\" \\\\\"/**/\"\"; # \"\ndemand: { rate = 1; };\n");
    load(&scenario, "x", NULL, 0);
    assert_string_equal(scenario.description, "/* # @include \" \\");
    assert_int_equal(origin_of(&scenario, "demand.rate").line, 7);
    scenario_free(&scenario);
}

/* What does not */

static void a_wrong_setting_is_reported_with_what_is_allowed(void **state)
{
    static const char *const cases[][2] = {
        {"support: { staf = 3; };",
         "x.cfg:1: support.staf: unknown key; did you mean support.staff [servers, 0..1000]?"},
        {"\nquality: { bse = 3; };", "x.cfg:2: quality.bse: unknown key; did you mean quality.base [0..1]?"},
        {"referral: { onn = 3; };",
         "x.cfg:1: referral.onn: unknown key; did you mean referral.on [true or false]?"},
        {"cluster: { from = 3; };",
         "x.cfg:1: cluster.from: unknown key; did you mean cluster.form [solo, shared, lead, support]?"},
        {"suport: { staff = 3; };", "x.cfg:1: suport: unknown group; did you mean support?"},
        {"Support: { staff = 3; };", "x.cfg:1: Support: unknown group; did you mean support?"},
        {"horizon = 3;", "x.cfg:1: horizon: unknown key; did you mean programme.horizon [d, 1..10000000]?"},
        {"descripton = \"x\";", "x.cfg:1: descripton: unknown key; did you mean description?"},
        {"extend = \"solo\";", "x.cfg:1: extend: unknown key; did you mean extends?"},
        {"support = 3;", "x.cfg:1: support: expected a group, found 3"},
        {"support = [ 3 ];", "x.cfg:1: support: expected a group, found a list"},
        {"description = 3;", "x.cfg:1: description: expected a text in quotes, found 3"},
        {"description: { };", "x.cfg:1: description: expected a text in quotes, found a group"},
        {"extends = true;", "x.cfg:1: extends: expected a text in quotes, found true"},
        {"extends = \"\";", "x.cfg:1: extends: the name of a scenario is empty"},
        {"demand: {\n\n  rate = 7;\n};", "x.cfg:3: demand.rate: 7 is out of range; allowed: 0..5 /d"},
        {"demand: { rate = -1.5; };", "x.cfg:1: demand.rate: -1.5 is out of range; allowed: 0..5 /d"},
        {"demand: { rate = \"70/d\"; };", "x.cfg:1: demand.rate: 70 is out of range; allowed: 0..5 /d"},
        {"demand: { patience = \"4 weeks\"; };",
         "x.cfg:1: demand.patience: \"4 weeks\" is not a number with one of the units d, h, min, w, mo, yr"},
        {"demand: { patience = \"4m\"; };",
         "x.cfg:1: demand.patience: \"4m\" has the unit m, which may be a minute or "
         "a month; write min or mo"},
        {"demand: { patience = \"long\"; };",
         "x.cfg:1: demand.patience: expected a number, found the text \"long\""},
        {"demand: { patience = \"\"; };", "x.cfg:1: demand.patience: expected a number, found the text \"\""},
        {"demand: { rate = \"inf\"; };", "x.cfg:1: demand.rate: \"inf\" is infinite; allowed: 0..5 /d"},
        {"demand: { patience = 1e999; };", "x.cfg:1: demand.patience: the number is too large"},
        {"demand: { rate = true; };", "x.cfg:1: demand.rate: expected a number, found true"},
        {"demand: { rate = ( 1, 2 ); };", "x.cfg:1: demand.rate: expected a number, found a list"},
        {"demand: { rate = 0x1; };", "x.cfg:1: demand.rate: expected a number, found a hexadecimal number"},
        {"providers: { count = 1.5; };", "x.cfg:1: providers.count: expected a whole number, found 1.5"},
        {"providers: { count = \"1.5\"; };", "x.cfg:1: providers.count: expected a whole number, found 1.5"},
        {"providers: { count = \"many\"; };",
         "x.cfg:1: providers.count: expected a whole number, found the text \"many\""},
        {"providers: { count = [ 1 ]; };", "x.cfg:1: providers.count: expected a whole number, found a list"},
        {"providers: { count: { n = 1; }; };",
         "x.cfg:1: providers.count: expected a whole number, found a group"},
        {"providers: { count = 10000000000; };",
         "x.cfg:1: providers.count: 10000000000 is out of range; allowed: 1..100000 providers"},
        {"providers: { count = 4294967297; };",
         "x.cfg:1: providers.count: 4294967297 is out of range; allowed: 1..100000 providers"},
        {"providers: { count = 18446744073709551617L; };",
         "x.cfg:1: providers.count: 1.8446744073709552e+19 is out of range; allowed: 1..100000 providers"},
        {"providers: { count = -4294967280; };",
         "x.cfg:1: providers.count: -4294967280 is out of range; allowed: 1..100000 providers"},
        {"referral: { on = 1; };", "x.cfg:1: referral.on: expected true or false, found 1"},
        {"referral: { on = 0.5; };", "x.cfg:1: referral.on: expected true or false, found 0.5"},
        {"referral: { on = \"maybe\"; };",
         "x.cfg:1: referral.on: expected true or false, found the text \"maybe\""},
        {"cluster: { form = 1; };",
         "x.cfg:1: cluster.form: expected one of solo, shared, lead, support, found 1"},
        {"cluster: { form = \"suport\"; };",
         "x.cfg:1: cluster.form: expected one of solo, shared, lead, support, found the text \"suport\""},
        {"cluster: { form = \"a\\x1b\\n\"; };",
         "x.cfg:1: cluster.form: expected one of solo, shared, lead, support, found the text \"a??\""},
        {"cluster: { form = \"a text of which only the first part is worth being repeated "
         "here\xE7\xBB\x84\"; };",
         "x.cfg:1: cluster.form: expected one of solo, shared, lead, support, found the text \"a text of "
         "which only the "
         "first part is worth being repeated here...\""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        folder_write("x.cfg", cases[i][0]);
        refuse("x.cfg", cases[i][1]);
    }
}

static void a_text_that_is_no_scenario_is_reported_at_its_line(void **state)
{
    static const char *const cases[][2] = {
        {"demand: {\n  rate = ;\n};", "x.cfg:2: syntax error"},
        {"support.staff = 3;", "x.cfg:1: syntax error; in a file it is support: { staff = VALUE; };"},
        {"support: {\n  staff_cost = 120k;\n};",
         "x.cfg:2: syntax error; words but true and false, and numbers "
         "with a unit, stand in quotes: \"120k\""},
        {"extends = 16+1;",
         "x.cfg:1: syntax error; words but true and false, and numbers with a unit, stand in "
         "quotes: \"16+1\""},
        {"referral: { on = true; x = ; };", "x.cfg:1: syntax error"},
        {"referral: { on = yes; };",
         "x.cfg:1: syntax error; words but true and false, and numbers with a unit, "
         "stand in quotes: \"yes\""},
        {"demand: { rate = 1;\n rate = 2; };", "x.cfg:2: duplicate setting name"},
        {"demand: { rate = 1; };\ndemand: { season = 0; };", "x.cfg:2: duplicate setting name"},
        {"demand: { rate = [ 1, \"a\" ]; };", "x.cfg:1: mismatched element type in array"},
        {"\n@include \"y.cfg\"\n", "x.cfg:2: @include is not allowed; use extends"},
        {"demand: { @include \"y.cfg\"\n };", "x.cfg:1: @include is not allowed; use extends"},
        {"demand: { };\n/* a comment\n", "x.cfg:2: a comment begins here and never ends"},
        {"extends \"solo\";", "x.cfg:1: a text in quotes may not stand here; is = missing?"},
        {"#\ndemand: { rate = 1 /* = */ \"/d\"; };",
         "x.cfg:2: a text in quotes may not stand here; is = missing?"},
        {"\"solo\"", "x.cfg:1: a text in quotes may not stand here; is = missing?"},
        {"a = 1, \"solo\";", "x.cfg:1: a text in quotes may not stand here; is = missing?"},
        {"a = (1, \"b\", { c = 1, \"solo\"; });",
         "x.cfg:1: a text in quotes may not stand here; is = missing?"},
        {"/*", "x.cfg:1: a comment begins here and never ends"},
        {"/*/", "x.cfg:1: a comment begins here and never ends"},
        {"description = \"a text\n", "x.cfg:1: a text in quotes begins here and never ends"},
        {"description = \"a text\\\"", "x.cfg:1: a text in quotes begins here and never ends"},
        {"description = \"a text\\", "x.cfg:1: a text in quotes begins here and never ends"},
        {"@include \"a\"\n@include \"b\"\na=\"", "x.cfg:1: @include is not allowed; use extends\n"
                                                 "x.cfg:2: @include is not allowed; use extends\n"
                                                 "x.cfg:3: a text in quotes begins here and never ends"},
    };

    (void)state;
    folder_write("y.cfg", "demand: { rate = 1; };");
    for (size_t i = 0; i < COUNT(cases); i++) {
        folder_write("x.cfg", cases[i][0]);
        refuse("x.cfg", cases[i][1]);
    }
    folder_write_bytes("x.cfg", "#\ndemand: { };\0demand: { };", 27);
    refuse("x.cfg", "x.cfg:2: a zero byte; a scenario is plain text");
}

static void brackets_nested_beyond_reason_are_refused(void **state)
{
    char text[40004];

    (void)state;
    memcpy(text, "a = ", 4);
    memset(text + 4, '(', 20000);
    memset(text + 20004, ')', 20000);
    folder_write_bytes("x.cfg", text, sizeof text);
    refuse("x.cfg", "x.cfg:1: more than 64 brackets are open here, the most that a file may have");
}

static void everything_wrong_is_reported_at_once(void **state)
{
    static const char *const overrides[] = {"support.staff=4000", "demand.rate=1", "nothing"};

    (void)state;
    folder_write("base.cfg",
                 "demand: { rate = 9; season = 2; };\npatience = 1.5;\nsupport: { staff = 5000; };");
    folder_write("x.cfg",
                 "extends = \"base\";\ndemand: { season = 0.1; phase = \"soon\"; };\npurchases: { };\n"
                 "support: { staf = 1;\n staff = 3; };");
    refuse_in(NULL, "x", overrides, COUNT(overrides), DIAG_INVALID,
              "x.cfg:2: demand.phase: expected a number, found the text \"soon\"\n"
              "x.cfg:3: purchases: unknown group; did you mean purchase?\n"
              "x.cfg:4: support.staf: unknown key; did you mean support.staff [servers, 0..1000]?\n"
              "base.cfg:1: demand.rate: 9 is out of range; allowed: 0..5 /d\n"
              "base.cfg:1: demand.season: 2 is out of range; allowed: 0..0.9\n"
              "base.cfg:2: patience: unknown key; did you mean demand.patience [d, 1..inf]?\n"
              "base.cfg:3: support.staff: 5000 is out of range; allowed: 0..1000 servers\n"
              "-s support.staff=4000: 4000 is out of range; allowed: 0..1000 servers\n"
              "-s nothing: expected key=value");
}

static void a_wrong_override_is_reported_as_it_was_given(void **state)
{
    static const char *const cases[][2] = {
        {"support.staf=3", "-s support.staf=3: unknown key; did you mean support.staff [servers, 0..1000]?"},
        {"staff=3", "-s staff=3: unknown key; did you mean providers.staff [people, 2..50]?"},
        {"support.staff", "-s support.staff: expected key=value"},
        {"", "-s: expected key=value"},
        {"=3", "-s =3: the key is missing"},
        {"  =3", "-s   =3: the key is missing"},
        {"=", "-s =: the key is missing"},
        {"support.staff=", "-s support.staff=: the value is missing"},
        {"support.staff=  ", "-s support.staff=  : the value is missing"},
        {"support.staff==3", "-s support.staff==3: \"=3\" is not a whole number"},
        {"support.staff=1.5", "-s support.staff=1.5: expected a whole number, found 1.5"},
        {"demand.rate=7", "-s demand.rate=7: 7 is out of range; allowed: 0..5 /d"},
        {"demand.patience=4 weeks",
         "-s demand.patience=4 weeks: \"4 weeks\" is not a number with one of the units d, "
         "h, min, w, mo, yr"},
        {"referral.on=1", "-s referral.on=1: \"1\" is not true or false"},
        {"cluster.form=led",
         "-s cluster.form=led: expected one of solo, shared, lead, support, found the text \"led\""},
    };

    (void)state;
    folder_write("x.cfg", "");
    for (size_t i = 0; i < COUNT(cases); i++)
        refuse_in(NULL, "x", &cases[i][0], 1, DIAG_INVALID, cases[i][1]);
}

static void a_contradiction_is_reported_where_its_value_was_set(void **state)
{
    static const char *const overrides[] = {"support.staff=4", "programme.launch=2000"};

    (void)state;
    folder_write("base.cfg", "\ndemand: { youth_share = 0.5; };");
    folder_write("x.cfg", "extends = \"base\";\ncluster: { form = \"support\"; };\n"
                          "support:\n{\n  closed_from = 100;\n};");
    refuse_in(
        NULL, "x", overrides, COUNT(overrides), DIAG_INVALID,
        "base.cfg:2: demand.elderly_share 0.4, demand.youth_share 0.5 and demand.disabled_share 0.2 sum to "
        "1.1; "
        "make them sum to 1\n"
        "x.cfg:5: support.closed_from is 100 d and support.closed_until is inf d; set both to close the "
        "support "
        "organisation for a time, or neither\n"
        "-s programme.launch=2000: programme.launch 2000 d is not before programme.horizon 1095 d, so the "
        "cluster would never begin; launch earlier, lengthen the horizon, or set cluster.form to solo");
}

static void contradictions_wait_until_every_value_is_read(void **state)
{
    (void)state;
    folder_write("x.cfg", "demand: { elderly_share = 1.5; youth_share = 0.0; };");
    refuse("x", "x.cfg:1: demand.elderly_share: 1.5 is out of range; allowed: 0..1");
}

static void a_cycle_is_reported_where_it_begins(void **state)
{
    (void)state;
    folder_write("a.cfg", "\nextends = \"b\";");
    folder_write("b.cfg", "extends = \"a\";");
    folder_write("c.cfg", "extends = \"a.cfg\";");
    folder_write("d.cfg", "\n\nextends = \"d\";");
    refuse("a", "a.cfg:2: extends: a -> b -> a is a cycle");
    refuse("c", "a.cfg:2: extends: a -> b -> a is a cycle");
    refuse("d", "d.cfg:3: extends: d -> d is a cycle");
    assert_int_equal(symlink("a.cfg", "e.cfg"), 0);
    folder_write("b.cfg", "extends = \"e\";");
    refuse("a", "a.cfg:2: extends: a -> b -> a is a cycle");
}

static void a_chain_has_a_longest_length(void **state)
{
    struct scenario scenario;
    char name[32], text[64];

    (void)state;
    folder_write("s64.cfg", "demand: { rate = 1; };");
    for (int i = 1; i < 64; i++) {
        snprintf(name, sizeof name, "s%d.cfg", i);
        snprintf(text, sizeof text, "extends = \"s%d\";", i + 1);
        folder_write(name, text);
    }
    load(&scenario, "s1", NULL, 0);
    assert_int_equal(scenario.file_count, 64);
    assert_true(value_of(&scenario, "demand.rate") == 1);
    scenario_free(&scenario);
    folder_write("s0.cfg", "extends = \"s1\";");
    refuse("s0", "s63.cfg:1: extends: more than 64 files in a chain");
}

static void a_scenario_that_is_missing_brings_the_nearest_names(void **state)
{
    static const char *const folders[] = {"more", "nowhere", NULL};
    static const struct scenario_search search = {.folders = folders};

    (void)state;
    refuse_in(NULL, "slo", NULL, 0, DIAG_IO, "no scenario \"slo\" in .");
    assert_int_equal(mkdir("more", 0700), 0);
    assert_int_equal(mkdir("solo-folder.cfg", 0700), 0);
    folder_write("solo.cfg", "");
    folder_write("more/solo.cfg", "");
    folder_write("more/16+1.cfg", "");
    folder_write("more/solo-40.cfg", "");
    folder_write("more/macro.cfg", "");
    folder_write("more/notes.txt", "");
    refuse_in(&search, "slo", NULL, 0, DIAG_IO,
              "no scenario \"slo\" in ., more, nowhere; nearest: solo, 16+1, macro");
    refuse_in(&search, "solo-04", NULL, 0, DIAG_IO,
              "no scenario \"solo-04\" in ., more, nowhere; nearest: solo-40, solo, solo-folder");
    refuse_in(&search, "slo.cfg", NULL, 0, DIAG_IO, "slo.cfg: no such file; nearest: solo, 16+1, macro");
    refuse_in(&search, "more/slo", NULL, 0, DIAG_IO, "more/slo: no such file; nearest: solo, 16+1, macro");
    refuse_in(&search, "nowhere/slo.cfg", NULL, 0, DIAG_IO,
              "nowhere/slo.cfg: no such file; nearest: solo, 16+1, macro");
    refuse_in(NULL, "nowhere/slo.cfg", NULL, 0, DIAG_IO, "nowhere/slo.cfg: no such file");
    refuse_in(&search, "solo.cfg/solo-4.cfg", NULL, 0, DIAG_IO,
              "solo.cfg/solo-4.cfg: no such file; nearest: solo-40, solo, 16+1");
    folder_write("x.cfg", "\nextends = \"slo\";\ndemand: { rate = 7; };");
    refuse_in(&search, "x", NULL, 0, DIAG_INVALID,
              "x.cfg:3: demand.rate: 7 is out of range; allowed: 0..5 /d\n"
              "x.cfg:2: extends: no scenario \"slo\" in ., more, nowhere; nearest: solo, x, 16+1");
    folder_write("y.cfg", "extends = \"/no/slo\";");
    refuse_in(&search, "y", NULL, 0, DIAG_INVALID,
              "y.cfg:1: extends: no scenario \"/no/slo\"; nearest: solo, 16+1, macro");
    refuse_in(NULL, "y", NULL, 0, DIAG_INVALID, "y.cfg:1: extends: no scenario \"/no/slo\"");
}

static void a_name_with_a_folder_is_looked_for_in_the_search_path_too(void **state)
{
    static const char *const folders[] = {"more", NULL};
    static const struct scenario_search search = {.folders = folders};
    struct scenario scenario;
    struct diag diag;

    (void)state;
    assert_int_equal(mkdir("more", 0700), 0);
    assert_int_equal(mkdir("more/deep", 0700), 0);
    folder_write("more/deep/one.cfg", "demand: { rate = 2; };");
    diag_init(&diag);
    assert_int_equal(scenario_load(&scenario, "deep/one", &search, NULL, 0, &diag), DIAG_OK);
    assert_true(value_of(&scenario, "demand.rate") == 2);
    assert_string_equal(scenario.name, "one");
    scenario_free(&scenario);
    refuse_in(&search, "deep/ome", NULL, 0, DIAG_IO, "deep/ome: no such file; nearest: one");
    refuse_in(&search, "./deep/one", NULL, 0, DIAG_IO, "./deep/one: no such file");
    refuse_in(&search, "/deep/one", NULL, 0, DIAG_IO, "/deep/one: no such file");
    refuse_in(&search, "deep/one.cfg", NULL, 0, DIAG_IO, "deep/one.cfg: no such file");
    refuse_in(NULL, "deep/one", NULL, 0, DIAG_IO, "deep/one: no such file");
    assert_int_equal(mkdir("deep", 0700), 0);
    folder_write("deep/one.cfg", "demand: { rate = 3; };");
    assert_int_equal(scenario_load(&scenario, "deep/one", &search, NULL, 0, &diag), DIAG_OK);
    assert_true(value_of(&scenario, "demand.rate") == 3);
    scenario_free(&scenario);
    diag_free(&diag);
}

static void a_comment_may_end_a_file(void **state)
{
    static const char *const ends[] = {"# end", "// end", "/* end */", "#", "# end\n"};

    (void)state;
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct scenario scenario;
        char text[64];
        snprintf(text, sizeof text, "demand: { rate = 2; };%s", ends[i]);
        folder_write("x.cfg", text);
        load(&scenario, "x", NULL, 0);
        assert_true(value_of(&scenario, "demand.rate") == 2);
        scenario_free(&scenario);
    }
}

/* Nothing is read before the first byte or behind the last, whichever it is. */
static void a_file_of_one_byte_is_read_or_refused(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        const char text[] = {(char)byte};
        struct scenario scenario;
        struct diag diag;
        diag_init(&diag);
        FILE *stream = fopen("byte.cfg", "wb");
        assert_non_null(stream);
        assert_int_equal(fwrite(text, 1, 1, stream), 1);
        assert_int_equal(fclose(stream), 0);
        const int code = scenario_load(&scenario, "byte", NULL, NULL, 0, &diag);
        const bool nothing = strchr(" \t\n\f\r#", byte) != NULL && byte != 0;
        if ((code == DIAG_OK) != nothing || (code != DIAG_OK && (code != DIAG_INVALID || diag.count == 0)))
            fail_msg("byte %d: code %d with %zu diagnostics", byte, code, diag.count);
        scenario_free(&scenario);
        diag_free(&diag);
    }
}

static void what_cannot_be_read_says_why(void **state)
{
    char *large = malloc((1 << 20) + 1);
    struct scenario scenario;

    (void)state;
    assert_non_null(large);
    memset(large, '\n', (1 << 20) + 1);
    folder_write_bytes("large.cfg", large, 1 << 20);
    load(&scenario, "large", NULL, 0);
    scenario_free(&scenario);
    folder_write_bytes("large.cfg", large, (1 << 20) + 1);
    free(large);
    refuse("large", "large.cfg: is larger than 1 MiB, the most that a scenario may be");
    assert_int_equal(mkdir("folder.cfg", 0700), 0);
    refuse_in(NULL, "folder.cfg", NULL, 0, DIAG_IO, "folder.cfg: is a folder; name a scenario file in it");
    refuse_in(NULL, "./", NULL, 0, DIAG_IO, "./: is a folder; name a scenario file in it");
    refuse_in(NULL, "", NULL, 0, DIAG_INVALID, "the name of a scenario is empty");
    assert_int_equal(symlink("loop.cfg", "loop.cfg"), 0);
    refuse_in(NULL, "loop", NULL, 0, DIAG_IO,
              "loop.cfg: cannot be opened: Too many levels of symbolic links");
    folder_write("x.cfg", "extends = \"loop\";");
    refuse_in(NULL, "x", NULL, 0, DIAG_IO, "loop.cfg: cannot be opened: Too many levels of symbolic links");
}

static void a_file_without_permission_says_so(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip(); /* nothing is forbidden to the superuser */
    folder_write("x.cfg", "");
    assert_int_equal(chmod("x.cfg", 0), 0);
    refuse_in(NULL, "x", NULL, 0, DIAG_IO, "x.cfg: cannot be opened: Permission denied");
}

static void a_name_holds_only_certain_characters(void **state)
{
    static const char bad[] = ": the name of a scenario may hold only letters, digits and + _ . = -";
    char name[80], expected[256];

    (void)state;
    folder_write("16 1.cfg", "");
    snprintf(expected, sizeof expected, "16 1.cfg%s", bad);
    refuse("16 1", expected);
    refuse("16 1.cfg", expected);
    folder_write("\xE7\xBB\x84.cfg", "");
    snprintf(expected, sizeof expected, "\xE7\xBB\x84.cfg%s", bad);
    refuse("\xE7\xBB\x84", expected);
    memset(name, 'a', sizeof name);
    snprintf(name + 64, sizeof name - 64, ".cfg");
    folder_write(name, "");
    snprintf(expected, sizeof expected, "%s: the name of a scenario must have 1 to 63 characters", name);
    refuse(name, expected);
    folder_write(".cfg", "");
    refuse(".cfg", ".cfg: the name of a scenario must have 1 to 63 characters");
}

/* Copies */

static void a_copy_lives_on_its_own(void **state)
{
    static const char *const overrides[] = {"demand.season=0.1"};
    struct scenario from, copy;

    (void)state;
    folder_write("base.cfg", "demand: { rate = 1; };");
    folder_write("x.cfg", "description = \"an x\"; extends = \"base\"; quality: { base = 0.25; };");
    load(&from, "x", overrides, 1);
    assert_int_equal(scenario_copy(&copy, &from, "y"), DIAG_OK);
    scenario_set(&from, params_find("demand.rate"), 2, "breakeven");
    assert_string_equal(origin_of(&from, "demand.rate").file, "breakeven");
    assert_int_equal(origin_of(&from, "demand.rate").line, 0);
    assert_true(value_of(&from, "demand.rate") == 2);
    scenario_free(&from);
    assert_string_equal(copy.name, "y");
    assert_string_equal(copy.description, "an x");
    assert_int_equal(copy.file_count, 2);
    assert_true(value_of(&copy, "demand.rate") == 1);
    assert_true(value_of(&copy, "quality.base") == 0.25);
    assert_ptr_equal(origin_of(&copy, "demand.rate").file, copy.files[1]);
    assert_ptr_equal(origin_of(&copy, "quality.base").file, copy.files[0]);
    assert_string_equal(origin_of(&copy, "quality.base").file, "x.cfg");
    assert_string_equal(origin_of(&copy, "demand.season").file, "-s");
    assert_null(origin_of(&copy, "demand.phase").file);
    scenario_free(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOADING(an_empty_file_is_all_defaults),
        LOADING(values_of_every_kind_are_read),
        LOADING(what_a_file_extends_comes_first),
        LOADING(names_are_looked_for_beside_the_caller_then_in_the_search_path),
        LOADING(an_absolute_name_may_be_extended),
        LOADING(marks_and_line_ends_of_other_systems_are_read),
        LOADING(comments_and_texts_may_hold_anything),
        LOADING(a_wrong_setting_is_reported_with_what_is_allowed),
        LOADING(a_text_that_is_no_scenario_is_reported_at_its_line),
        LOADING(brackets_nested_beyond_reason_are_refused),
        LOADING(everything_wrong_is_reported_at_once),
        LOADING(a_wrong_override_is_reported_as_it_was_given),
        LOADING(a_contradiction_is_reported_where_its_value_was_set),
        LOADING(contradictions_wait_until_every_value_is_read),
        LOADING(a_cycle_is_reported_where_it_begins),
        LOADING(a_chain_has_a_longest_length),
        LOADING(a_scenario_that_is_missing_brings_the_nearest_names),
        LOADING(a_name_with_a_folder_is_looked_for_in_the_search_path_too),
        LOADING(a_comment_may_end_a_file),
        LOADING(a_file_of_one_byte_is_read_or_refused),
        LOADING(what_cannot_be_read_says_why),
        LOADING(a_file_without_permission_says_so),
        LOADING(a_name_holds_only_certain_characters),
        LOADING(a_copy_lives_on_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
