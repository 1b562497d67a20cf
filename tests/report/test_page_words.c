/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "verdict_zh.h"
#include "words.h"
#include "zutuan/experiment/hypotheses.h"
#include "zutuan/model/outcome.h"
#include "zutuan/model/params.h"

static void every_measure_and_series_has_a_chinese_name(void **unused)
{
    (void)unused;
    for (int m = 0; m < OUTCOME_MEASURES; m++) {
        const struct outcome_row *row = outcome_measure_row((enum outcome_measure)m);
        if (words_measure(row->name) == NULL || words_phrase(row->unit) == NULL) {
            fail_msg("%s or its unit %s has no Chinese name", row->name, row->unit);
        }
    }
    for (int s = 0; s < OUTCOME_SERIES_COUNT; s++) {
        const struct outcome_row *row = outcome_series_row((enum outcome_series)s);
        if (words_measure(row->name) == NULL || words_phrase(row->unit) == NULL) {
            fail_msg("%s or its unit %s has no Chinese name", row->name, row->unit);
        }
    }
}

static void every_parameter_and_unit_has_a_chinese_meaning(void **unused)
{
    (void)unused;
    size_t count;
    const struct params_row *rows = params_rows(&count);
    for (size_t i = 0; i < count; i++) {
        if (words_param(rows[i].key) == NULL || words_phrase(rows[i].unit) == NULL) {
            fail_msg("%s or its unit %s has no Chinese meaning", rows[i].key, rows[i].unit);
        }
    }
}

/* A row whose name has gone is a translation of nothing. */
static void no_word_is_of_what_is_not_there(void **unused)
{
    (void)unused;
    for (const struct words_row *row = words_params_rows; row->key != NULL; row++) {
        if (params_find(row->key) == NULL) {
            fail_msg("%s is no parameter", row->key);
        }
    }
    for (const struct words_row *row = words_measures_rows; row->key != NULL; row++) {
        bool there = outcome_find(row->key) >= 0;
        for (int s = 0; s < OUTCOME_SERIES_COUNT && !there; s++) {
            there = strcmp(outcome_series_row((enum outcome_series)s)->name, row->key) == 0;
        }
        if (!there) {
            fail_msg("%s is no measure", row->key);
        }
    }
}

static void no_word_is_given_twice(void **unused)
{
    (void)unused;
    const struct words_row *const tables[] = {words_measures_rows, words_params_rows, words_phrases_rows,
                                              words_figures_rows};
    for (size_t t = 0; t < 4; t++) {
        for (const struct words_row *row = tables[t]; row->key != NULL; row++) {
            for (const struct words_row *earlier = tables[t]; earlier != row; earlier++) {
                if (strcmp(row->key, earlier->key) == 0) {
                    fail_msg("%s is there twice", row->key);
                }
            }
        }
    }
}

static void every_claim_has_chinese_words(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < HYPOTHESES_CLAIMS; i++) {
        const struct hypotheses_claim *claim = &hypotheses_claims()[i];
        if (words_phrase(claim->title) == NULL || words_phrase(claim->text) == NULL ||
            words_phrase(claim->built_in) == NULL) {
            fail_msg("%s lacks Chinese words", claim->id);
        }
    }
    for (int v = HYPOTHESES_UNDECIDED; v <= HYPOTHESES_MIXED; v++) {
        assert_non_null(words_phrase(hypotheses_verdict_name((enum hypotheses_verdict)v)));
    }
}

static void stars_stand_for_anything(void **unused)
{
    (void)unused;
    char text[128];
    assert_true(words_figure("mean wait: relative difference, %", text, sizeof text));
    assert_string_equal(text, "平均等待时间：相对差异（%）");
    assert_true(words_figure("Staff of a provider", text, sizeof text));
    assert_string_equal(text, "一家机构的员工数");
    assert_false(words_figure("16+1 vs solo", text, sizeof text));
    assert_false(words_figure("Differences from a long name", text, 8)); /* no room */
}

/* Relative difference `relative` with an interval of 0.4 % to each side. */
static void fill(struct estimate_pair pairs[], size_t i, double relative)
{
    pairs[i] =
        (struct estimate_pair){.n = 10, .base_mean = 1.0, .difference = relative, .relative = relative};
    pairs[i].low = pairs[i].relative_low = relative - 0.004;
    pairs[i].high = pairs[i].relative_high = relative + 0.004;
}

static void the_chinese_verdict_says_what_the_english_one_says(void **unused)
{
    (void)unused;
    size_t count;
    struct estimate_pair pairs[OUTCOME_MEASURES];
    char text[VERDICT_MOST];
    const enum outcome_measure *measures = verdict_measures(&count);
    assert_int_equal(measures[1], OUTCOME_COST_TOTAL);
    for (size_t i = 0; i < count; i++) {
        fill(pairs, i, 0.0);
    }
    fill(pairs, 0, 0.1);
    fill(pairs, 1, -0.03);
    fill(pairs, 2, 0.2);
    assert_int_equal(measures[2], OUTCOME_PEOPLE_SERVED);
    for (size_t i = 3; i < count; i++) {
        if (measures[i] == OUTCOME_UNMET_SHARE) {
            fill(pairs, i, 0.02);
        }
    }
    verdict_zh_write("solo", "16+1", pairs, 0.95, text);
    assert_string_equal(
        text,
        "与 solo 相比，16+1 每万元公共资金带来的质量调整后产出多 10.0 %（95 % 区间：+9.6 % 至 +10.4 %）。"
        "16+1 的公共成本低 3.0 %。更好：服务人数（+20.0 %）。更差：请求未满足率（+2.0 个百分点）。"
        "几乎相同：平均等待时间、服务质量、缺陷发现率、政府工时。");
    fill(pairs, 0, 0.004);
    pairs[0].relative_high = 0.02;
    pairs[1].relative_low = -0.02;
    pairs[1].relative_high = 0.02;
    verdict_zh_write("solo", "16+1", pairs, 0.9, text);
    assert_non_null(strstr(text, "在目前的精度下，无法判断 16+1 与 solo 哪个"));
    assert_non_null(strstr(text, "（90 % 区间"));
    assert_non_null(strstr(text, "无法判断哪个公共成本更高"));
    fill(pairs, 0, -0.1);
    fill(pairs, 1, 0.0);
    verdict_zh_write("solo", "16+1", pairs, 0.95, text);
    assert_non_null(strstr(text, "产出少 10.0 %"));
    assert_non_null(strstr(text, "两者的公共成本几乎相同。"));
    pairs[0].relative_low = pairs[0].low = NAN;
    verdict_zh_write("solo", "16+1", pairs, 0.95, text);
    assert_string_equal(text, "模拟次数太少，无法说明 16+1 与 solo 的差别。");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_measure_and_series_has_a_chinese_name),
        cmocka_unit_test(every_parameter_and_unit_has_a_chinese_meaning),
        cmocka_unit_test(no_word_is_of_what_is_not_there),
        cmocka_unit_test(no_word_is_given_twice),
        cmocka_unit_test(every_claim_has_chinese_words),
        cmocka_unit_test(stars_stand_for_anything),
        cmocka_unit_test(the_chinese_verdict_says_what_the_english_one_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
