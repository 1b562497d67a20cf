/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/model/params.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct params_row *row_of(const char *key)
{
    const struct params_row *row = params_find(key);
    assert_non_null(row);
    return row;
}

static void assert_same(double found, double expected)
{
    if (found != expected)
        fail_msg("%.17g is not %.17g", found, expected);
}

/* The table */

static void each_row_is_complete_and_its_default_is_valid(void **state)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    char why[256];

    (void)state;
    for (size_t i = 0; i < count; i++) {
        const char *dot = strchr(rows[i].key, '.');
        assert_true(dot && dot > rows[i].key && dot[1] != '\0' && !strchr(dot + 1, '.'));
        assert_true(strlen(rows[i].meaning) > 0);
        assert_non_null(strchr("SLA", rows[i].basis));
        assert_true(rows[i].basis == 'A' || strlen(rows[i].source) > 0);
        assert_true(rows[i].minimum < rows[i].maximum);
        assert_int_equal(params_check_value(&rows[i], rows[i].fallback, why, sizeof why), DIAG_OK);
        assert_string_equal(why, "");
        assert_true(rows[i].offset < sizeof(struct params));
        assert_int_equal(rows[i].type == PARAMS_CHOICE, rows[i].choices != NULL);
        assert_ptr_equal(params_find(rows[i].key), &rows[i]);
        assert_int_equal(params_index(&rows[i]), i);
    }
    assert_null(params_find("support.staf"));
    assert_null(params_find("support"));
}

static void a_group_stands_together(void **state)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);

    (void)state;
    for (size_t i = 1; i < count; i++) {
        size_t length = strcspn(rows[i].key, ".") + 1;
        for (size_t j = 0; j + 1 < i; j++)
            if (strncmp(rows[i].key, rows[j].key, length) == 0)
                assert_int_equal(strncmp(rows[i - 1].key, rows[j].key, length), 0);
    }
}

/* A number that the row can hold and that tells rows apart. */
static double mark(const struct params_row *row, size_t i)
{
    if (row->type == PARAMS_BOOL)
        return row->fallback == 0;
    return row->type == PARAMS_REAL ? (double)i + 0.1 : (double)i;
}

static void each_row_has_a_field_of_its_own(void **state)
{
    struct params params;
    size_t count;
    const struct params_row *rows = params_rows(&count);

    (void)state;
    params_defaults(&params);
    for (size_t i = 0; i < count; i++)
        assert_same(params_get(&params, &rows[i]), rows[i].fallback);
    for (size_t i = 0; i < count; i++)
        params_set(&params, &rows[i], mark(&rows[i], i));
    for (size_t i = 0; i < count; i++)
        assert_same(params_get(&params, &rows[i]), mark(&rows[i], i));
    assert_int_equal(params.support.staff, (int)params_index(row_of("support.staff")));
    assert_same(params.demand.share[2], (double)params_index(row_of("demand.disabled_share")) + 0.1);
    assert_true(params.monitoring.solo_calls);
}

static void the_nearest_key_is_what_was_meant(void **state)
{
    static const char *const cases[][2] = {
        {"support.staf", "support.staff"},
        {"suport.staff", "support.staff"},
        {"Support.Staff", "support.staff"},
        {"support_staff", "support.staff"},
        {"supportstaff", "support.staff"},
        {"staff", "providers.staff"},
        {"hub.staff_cost", "support.staff_cost"},
        {"patience", "demand.patience"},
        {"patence", "demand.patience"},
        {"demand.patient", "demand.patience"},
        {"oversight.solo_vists", "oversight.solo_visits"},
        {"training.gate_capabilty", "training.gate_capability"},
        {"horizon", "programme.horizon"},
        {"program.horizon", "programme.horizon"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(params_nearest(cases[i][0])->key, cases[i][1]);
    assert_non_null(params_nearest(""));
    assert_non_null(params_nearest("."));
    assert_non_null(params_nearest("....................................................................."
                                   "....................................................................."));
}

/* Reading */

static void check_parse(const char *key, const char *text, double expected)
{
    char why[256];
    double value;

    if (params_parse(row_of(key), text, &value, why, sizeof why) != DIAG_OK)
        fail_msg("%s = %s: %s", key, text, why);
    assert_string_equal(why, "");
    assert_same(value, expected);
}

static void a_suffix_converts_to_the_unit_of_the_row(void **state)
{
    (void)state;
    check_parse("demand.patience", "30", 30);
    check_parse("demand.patience", "30d", 30);
    check_parse("demand.patience", "4w", 28);
    check_parse("demand.patience", "36h", 1.5);
    check_parse("demand.patience", "4320min", 3);
    check_parse("demand.patience", "12mo", 365);
    check_parse("demand.patience", "1mo", 365.0 / 12);
    check_parse("demand.patience", "3yr", 1095);
    check_parse("support.visit_hours", "90min", 1.5);
    check_parse("support.visit_hours", "2d", 16);
    check_parse("support.visit_hours", "6h", 6);
    check_parse("cluster.member_hours", "2h/week", 2);
    check_parse("demand.rate", "0.5/d", 0.5);
    check_parse("demand.rate", "3.5/w", 0.5);
    check_parse("demand.rate", "73/yr", 0.2);
    check_parse("demand.rate", "365/mo", 12);
    check_parse("monitoring.visits", "12/yr", 12);
    check_parse("monitoring.visits", "1/mo", 12);
    check_parse("monitoring.visits", "7/w", 365);
    check_parse("monitoring.visits", "1/d", 365);
    check_parse("oversight.solo_instructions", "0.3/mo", 0.3);
    check_parse("oversight.solo_instructions", "6/yr", 0.5);
    check_parse("oversight.solo_instructions", "84/w", 365);
    check_parse("oversight.solo_instructions", "12/d", 365);
    check_parse("purchase.price", "155k", 155000);
    check_parse("purchase.price", "15.5wan", 155000);
    check_parse("purchase.price", "1.5m", 1500000);
    check_parse("purchase.price", "7 yuan", 7);
    check_parse("purchase.price", "7 yuan/yr", 7);
    check_parse("quality.base", "5%", 0.05);
    check_parse("service.time", "1.6 team-days", 1.6);
    check_parse("support.staff", "3 servers", 3);
    check_parse("effort.crowding", ".002", 0.002);
}

static void a_number_is_read_as_c_would_read_it(void **state)
{
    static const char *const texts[] = {"0.1",
                                        "1e-3",
                                        "+2.5E2",
                                        "-.5e+1",
                                        "5.",
                                        "0.30000000000000004",
                                        "123456789012345678",
                                        "2.2250738585072014e-308",
                                        "1e308",
                                        "0.000000000000000000000000000000000001"};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        check_parse("quality.base", texts[i], strtod(texts[i], NULL));
    check_parse("quality.base", "  0.5\t", 0.5);
}

static void words_are_read(void **state)
{
    (void)state;
    check_parse("demand.patience", "inf", INFINITY);
    check_parse("demand.patience", "never", INFINITY);
    check_parse("support.closed_from", "unlimited", INFINITY);
    check_parse("referral.on", "true", 1);
    check_parse("referral.on", "yes", 1);
    check_parse("referral.on", "on", 1);
    check_parse("referral.on", "false", 0);
    check_parse("referral.on", "no", 0);
    check_parse("referral.on", " off ", 0);
    check_parse("cluster.form", "solo", PARAMS_FORM_SOLO);
    check_parse("cluster.form", "support", PARAMS_FORM_SUPPORT);
    check_parse("training.gate", "train-first", PARAMS_GATE_TRAIN_FIRST);
}

static void what_cannot_be_read_is_refused_with_the_reason(void **state)
{
    static const char days[] = "is not a number with one of the units d, h, min, w, mo, yr";
    static const char pure[] = "is not a number or a percentage";
    static const char *const cases[][3] = {
        {"demand.patience", "4 weeks", days},
        {"demand.patience", "four", days},
        {"demand.patience", "", days},
        {"demand.patience", "4d d", days},
        {"demand.patience", "4%", days},
        {"demand.patience", "nan", days},
        {"demand.patience", "0x10", days},
        {"demand.patience", "4,5", days},
        {"demand.patience", "--4", days},
        {"demand.patience", "-inf", days},
        {"demand.patience", "infinity", days},
        {"demand.patience", "4m", "has the unit m, which may be a minute or a month; write min or mo"},
        {"demand.patience", "1e999", "is too large a number"},
        {"demand.patience", "1e308yr", "is too large a number"},
        {"demand.patience", "1e99999999999999999999", "is too large a number"},
        {"support.visit_hours", "2w", "is not a number with one of the units h, min, d"},
        {"demand.rate", "2/h", "is not a number with one of the units /d, /w, /mo, /yr"},
        {"monitoring.visits", "2w", "is not a number with one of the units /d, /w, /mo, /yr"},
        {"oversight.solo_instructions", "x", "is not a number with one of the units /d, /w, /mo, /yr"},
        {"purchase.price", "3M", "is not a number with one of the units yuan, k, wan, m"},
        {"quality.base", "5d", pure},
        {"quality.base", ".", pure},
        {"quality.base", "1.2.3", pure},
        {"quality.base", "1e", pure},
        {"quality.base", "5 %%", pure},
        {"service.time", "5%", "is not a number, with or without the unit team-days"},
        {"support.staff", "many", "is not a whole number"},
        {"support.staff", "3%", "is not a whole number"},
        {"programme.horizon", "never", "is infinite; allowed: 1..10000000 d"},
        {"quality.base", "inf", "is infinite; allowed: 0..1"},
        {"referral.on", "1", "is not true or false"},
        {"referral.on", "True", "is not true or false"},
        {"cluster.form", "16+1", "is not one of solo, shared, lead, support"},
        {"cluster.form", "sol", "is not one of solo, shared, lead, support"},
        {"training.gate", "deliverx", "is not one of deliver, build-then-buy, train-first"},
    };
    char why[256];
    double value;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int code = params_parse(row_of(cases[i][0]), cases[i][1], &value, why, sizeof why);
        if (code != DIAG_INVALID)
            fail_msg("%s = %s was accepted", cases[i][0], cases[i][1]);
        assert_string_equal(why, cases[i][2]);
    }
}

static void a_number_longer_than_any_is_refused(void **state)
{
    char text[400], why[256];
    double value;

    (void)state;
    memset(text, '1', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(params_parse(row_of("quality.base"), text, &value, why, sizeof why), DIAG_INVALID);
    assert_string_equal(why, "is not a number or a percentage");
}

static void a_value_out_of_range_is_refused_with_what_is_allowed(void **state)
{
    static const struct {
        const char *key;
        double value;
        const char *why;
    } cases[] = {
        {"demand.rate", 7, "7 is out of range; allowed: 0..5 /d"},
        {"demand.rate", -0.1, "-0.1 is out of range; allowed: 0..5 /d"},
        {"quality.base", 1.5, "1.5 is out of range; allowed: 0..1"},
        {"providers.count", 1.5, "expected a whole number, found 1.5"},
        {"providers.count", 0, "0 is out of range; allowed: 1..100000 providers"},
        {"providers.count", 1e12, "1000000000000 is out of range; allowed: 1..100000 providers"},
        {"demand.patience", NAN, "expected a number, found nan"},
        {"demand.patience", 0.5, "0.5 is out of range; allowed: 1..inf d"},
        {"programme.horizon", INFINITY, "inf is out of range; allowed: 1..10000000 d"},
        {"cluster.form", 4, "4 is out of range; allowed: solo, shared, lead, support"},
        {"referral.on", 2, "2 is out of range; allowed: true or false"},
    };
    char why[256];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(params_check_value(row_of(cases[i].key), cases[i].value, why, sizeof why),
                         DIAG_INVALID);
        assert_string_equal(why, cases[i].why);
    }
    assert_int_equal(params_check_value(row_of("demand.patience"), INFINITY, why, sizeof why), DIAG_OK);
    assert_int_equal(params_check_value(row_of("demand.rate"), 5, why, sizeof why), DIAG_OK);
}

/* Writing */

static void check_format(const char *key, double value, const char *expected)
{
    char text[64];

    params_format(row_of(key), value, text, sizeof text);
    assert_string_equal(text, expected);
}

static void a_value_is_written_as_a_file_holds_it(void **state)
{
    (void)state;
    check_format("demand.rate", 0.55, "0.55");
    check_format("demand.rate", 0.1 + 0.2, "0.30000000000000004");
    check_format("demand.rate", 3, "3.0");
    check_format("demand.rate", -3, "-3.0");
    check_format("demand.rate", 0, "0.0");
    check_format("purchase.price", 1e10, "10000000000.0");
    check_format("purchase.price", 1e22, "1e+22");
    check_format("demand.rate", 1e-7, "1e-07");
    check_format("demand.rate", 1.0 / 3, "0.3333333333333333");
    check_format("demand.patience", INFINITY, "\"inf\"");
    check_format("support.staff", 3, "3");
    check_format("referral.on", 1, "true");
    check_format("referral.on", 0, "false");
    check_format("training.gate", 1, "\"build-then-buy\"");
}

static void a_real_reads_back_to_the_same_bits(void **state)
{
    const struct params_row *row = row_of("quality.base");
    uint64_t bits = 1;
    char text[64], why[256];

    (void)state;
    for (int i = 0; i < 100000; i++) {
        double value, again;
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        params_format(row, value, text, sizeof text);
        assert_non_null(strpbrk(text, ".e"));
        assert_int_equal(params_parse(row, text, &again, why, sizeof why), DIAG_OK);
        assert_memory_equal(&again, &value, sizeof value);
    }
}

static void a_locale_with_a_decimal_comma_changes_nothing(void **state)
{
    char text[64];

    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8") && !setlocale(LC_NUMERIC, "fr_FR.UTF-8"))
        skip(); /* not installed here */
    snprintf(text, sizeof text, "%.1f", 0.5);
    assert_string_equal(text, "0,5");
    check_parse("quality.base", "0.5", 0.5);
    check_parse("quality.base", "2.5e-1", 0.25);
    check_format("quality.base", 0.5, "0.5");
    check_format("quality.base", 1.5e300, "1.5e+300");
    params_format_range(row_of("demand.season"), text, sizeof text);
    assert_string_equal(text, "0..0.9");
    setlocale(LC_NUMERIC, "C");
}

static void a_range_is_written_for_people(void **state)
{
    static const char *const cases[][2] = {
        {"support.staff", "0..1000"},
        {"demand.patience", "1..inf"},
        {"service.time", "0.1..10"},
        {"purchase.reinvest", "0..10000000000"},
        {"referral.on", "true or false"},
        {"cluster.form", "solo, shared, lead, support"},
        {"service.distribution", "lognormal, exponential, constant"},
    };
    char text[256];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        params_format_range(row_of(cases[i][0]), text, sizeof text);
        assert_string_equal(text, cases[i][1]);
    }
}

static void a_small_buffer_cuts_and_nothing_more(void **state)
{
    char text[8] = "#######";

    (void)state;
    params_format_range(row_of("service.distribution"), text, 5);
    assert_string_equal(text, "logn");
    assert_int_equal(text[5], '#');
}

/* Contradictions */

static void check_conflict(const struct params *params, const char *key, const char *text)
{
    struct params_conflict conflicts[4];
    size_t count = params_conflicts(params, conflicts, COUNT(conflicts));

    assert_int_equal(count, 1);
    assert_string_equal(conflicts[0].text, text);
    assert_string_equal(conflicts[0].row->key, key);
}

static void defaults_do_not_contradict_each_other(void **state)
{
    struct params params;

    (void)state;
    params_defaults(&params);
    assert_int_equal(params_conflicts(&params, NULL, 0), 0);
    params.demand.share[0] += 1e-12;
    assert_int_equal(params_conflicts(&params, NULL, 0), 0);
}

static void class_shares_must_sum_to_one(void **state)
{
    static const char *const keys[] = {"demand.elderly_share", "demand.youth_share", "demand.disabled_share"};
    static const char *const texts[] = {
        "demand.elderly_share 0.5, demand.youth_share 0.4 and demand.disabled_share 0.2 sum to 1.1; make "
        "them sum to 1",
        "demand.elderly_share 0.4, demand.youth_share 0.5 and demand.disabled_share 0.2 sum to 1.1; make "
        "them sum to 1",
        "demand.elderly_share 0.4, demand.youth_share 0.4 and demand.disabled_share 0.3 sum to 1.1; make "
        "them sum to 1",
    };
    struct params params;

    (void)state;
    for (size_t i = 0; i < COUNT(keys); i++) {
        params_defaults(&params);
        params.demand.share[i] += 0.1;
        check_conflict(&params, keys[i], texts[i]);
    }
}

static void a_closure_needs_both_ends_in_order(void **state)
{
    struct params params;

    (void)state;
    params_defaults(&params);
    params.support.closed_from = 200;
    check_conflict(
        &params, "support.closed_from",
        "support.closed_from is 200 d and support.closed_until is inf d; set both to close the support "
        "organisation for a time, or neither");
    params.support.closed_until = 100;
    check_conflict(&params, "support.closed_until",
                   "support.closed_until 100 d is before support.closed_from 200 d; swap them or move one");
    params.support.closed_from = INFINITY;
    check_conflict(
        &params, "support.closed_until",
        "support.closed_from is inf d and support.closed_until is 100 d; set both to close the support "
        "organisation for a time, or neither");
    params.support.closed_from = 50;
    assert_int_equal(params_conflicts(&params, NULL, 0), 0);
}

static void a_cluster_must_begin_before_the_end(void **state)
{
    struct params params;

    (void)state;
    params_defaults(&params);
    params.programme.launch = 1095;
    assert_int_equal(params_conflicts(&params, NULL, 0), 0); /* solo: nothing begins */
    params.cluster.form = PARAMS_FORM_SUPPORT;
    check_conflict(
        &params, "programme.launch",
        "programme.launch 1095 d is not before programme.horizon 1095 d, so the cluster would never begin; "
        "launch earlier, lengthen the horizon, or set cluster.form to solo");
    params_defaults(&params);
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.programme.horizon = 10;
    check_conflict(
        &params, "programme.horizon",
        "programme.launch 15 d is not before programme.horizon 10 d, so the cluster would never begin; "
        "launch earlier, lengthen the horizon, or set cluster.form to solo");
}

static void a_gate_must_be_able_to_open(void **state)
{
    struct params params;

    (void)state;
    params_defaults(&params);
    params.training.gate_capability = 1;
    assert_int_equal(params_conflicts(&params, NULL, 0), 0);
    params.training.gate = PARAMS_GATE_BUILD_THEN_BUY;
    check_conflict(
        &params, "training.gate_capability",
        "training.gate build-then-buy never purchases at training.gate_capability 1, because capability "
        "stays below 1; lower it or choose another gate");
    params.training.gate = PARAMS_GATE_TRAIN_FIRST;
    assert_int_equal(params_conflicts(&params, NULL, 0), 0);
    params.programme.horizon = 365;
    check_conflict(
        &params, "training.gate",
        "training.gate train-first purchases from day 365, but programme.horizon is 365 d; lengthen it or "
        "choose another gate");
}

static void what_would_have_no_effect_is_told(void **state)
{
    struct params params;

    (void)state;
    params_defaults(&params);
    params.purchase.budget = 1000;
    params.purchase.calendar = PARAMS_CALENDAR_ANNUAL;
    assert_int_equal(params_conflicts(&params, NULL, 0), 0);
    params.purchase.calendar = PARAMS_CALENDAR_STANDING;
    check_conflict(&params, "purchase.budget",
                   "purchase.budget 1000 yuan/yr has no effect under purchase.calendar standing; set it to "
                   "annual, or the budget to unlimited");
    params_defaults(&params);
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.programme.launch = 100;
    params.exit.time = 100;
    assert_int_equal(params_conflicts(&params, NULL, 0), 0);
    params.exit.time = 99;
    check_conflict(&params, "exit.time",
                   "exit.time 99 d is before programme.launch 100 d; the government can withdraw only from a "
                   "cluster");
    params.cluster.form = PARAMS_FORM_SOLO;
    assert_int_equal(params_conflicts(&params, NULL, 0), 0);
}

static void all_contradictions_are_counted_and_as_many_as_fit_told(void **state)
{
    struct params_conflict conflicts[2] = {{.text = ""}, {.text = "untouched"}};
    struct params params;

    (void)state;
    params_defaults(&params);
    params.demand.share[1] = 0;
    params.support.closed_from = 1;
    assert_int_equal(params_conflicts(&params, conflicts, 1), 2);
    assert_string_equal(conflicts[0].row->key, "demand.youth_share");
    assert_string_equal(conflicts[1].text, "untouched");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_complete_and_its_default_is_valid),
        cmocka_unit_test(a_group_stands_together),
        cmocka_unit_test(each_row_has_a_field_of_its_own),
        cmocka_unit_test(the_nearest_key_is_what_was_meant),
        cmocka_unit_test(a_suffix_converts_to_the_unit_of_the_row),
        cmocka_unit_test(a_number_is_read_as_c_would_read_it),
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(what_cannot_be_read_is_refused_with_the_reason),
        cmocka_unit_test(a_number_longer_than_any_is_refused),
        cmocka_unit_test(a_value_out_of_range_is_refused_with_what_is_allowed),
        cmocka_unit_test(a_value_is_written_as_a_file_holds_it),
        cmocka_unit_test(a_real_reads_back_to_the_same_bits),
        cmocka_unit_test(a_locale_with_a_decimal_comma_changes_nothing),
        cmocka_unit_test(a_range_is_written_for_people),
        cmocka_unit_test(a_small_buffer_cuts_and_nothing_more),
        cmocka_unit_test(defaults_do_not_contradict_each_other),
        cmocka_unit_test(class_shares_must_sum_to_one),
        cmocka_unit_test(a_closure_needs_both_ends_in_order),
        cmocka_unit_test(a_cluster_must_begin_before_the_end),
        cmocka_unit_test(a_gate_must_be_able_to_open),
        cmocka_unit_test(what_would_have_no_effect_is_told),
        cmocka_unit_test(all_contradictions_are_counted_and_as_many_as_fit_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
