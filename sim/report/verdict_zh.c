/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict_zh.h"

#include "words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/* The order of verdict_measures. */
enum { VERDICT_ZH_MONEY = 0, VERDICT_ZH_COST = 1, VERDICT_ZH_FIRST_ASPECT = 2 };

/* A text under construction. */
struct verdict_zh_words {
    char *text; /* borrowed, [VERDICT_MOST] */
    size_t length;
};

DIAG_FORMAT(2, 3) static void say(struct verdict_zh_words *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(self->text + self->length, VERDICT_MOST - self->length, format, arguments);
    va_end(arguments);
    if (length > 0) {
        self->length += (size_t)length;
    }
    if (self->length > VERDICT_MOST - 1) {
        self->length = VERDICT_MOST - 1;
    }
}

static void say_money(struct verdict_zh_words *self, const char *base, const char *other,
                      const struct estimate_pair *pair, double confidence)
{
    static const char what[] = "每万元公共资金带来的质量调整后产出";
    const enum verdict verdict = verdict_judge(outcome_measure_row(OUTCOME_QA_PER_10K_YUAN), pair);
    char interval[128];
    snprintf(interval, sizeof interval, "%g %% 区间：%+.1f %% 至 %+.1f %%", 100.0 * confidence,
             100.0 * pair->relative_low, 100.0 * pair->relative_high);
    if (verdict == VERDICT_BETTER || verdict == VERDICT_WORSE) {
        say(self, "与 %s 相比，%s %s%s %.1f %%（%s）。", base, other, what,
            verdict == VERDICT_BETTER ? "多" : "少", 100.0 * fabs(pair->relative), interval);
    } else if (verdict == VERDICT_SAME) {
        say(self, "%s 与 %s %s几乎相同（%s）。", other, base, what, interval);
    } else {
        say(self, "在目前的精度下，无法判断 %s 与 %s 哪个%s更多（%s）。", other, base, what, interval);
    }
}

static void say_cost(struct verdict_zh_words *self, const char *other, const struct estimate_pair *pair)
{
    switch (verdict_judge(outcome_measure_row(OUTCOME_COST_TOTAL), pair)) {
    case VERDICT_BETTER:
    case VERDICT_WORSE:
        say(self, "%s 的公共成本%s %.1f %%。", other, pair->relative > 0.0 ? "高" : "低",
            100.0 * fabs(pair->relative));
        break;
    case VERDICT_SAME:
        say(self, "两者的公共成本几乎相同。");
        break;
    case VERDICT_UNCLEAR:
        say(self, "在目前的精度下，无法判断哪个公共成本更高。");
        break;
    default:
        break;
    }
}

static void say_aspects(struct verdict_zh_words *self, const char *before, enum verdict wanted,
                        const struct estimate_pair *pairs)
{
    bool first = true;
    size_t count;
    const enum outcome_measure *measures = verdict_measures(&count);
    for (size_t i = VERDICT_ZH_FIRST_ASPECT; i < count; i++) {
        const struct outcome_row *row = outcome_measure_row(measures[i]);
        if (verdict_judge(row, &pairs[i]) != wanted) {
            continue;
        }
        const char *label = words_measure(row->name);
        say(self, "%s%s", first ? before : "、", label == NULL ? row->label : label);
        first = false;
        if (wanted != VERDICT_BETTER && wanted != VERDICT_WORSE) {
            continue;
        }
        if (verdict_is_share(row)) {
            say(self, "（%+.1f 个百分点）", 100.0 * pairs[i].difference);
        } else if (!isnan(pairs[i].relative)) {
            say(self, "（%+.1f %%）", 100.0 * pairs[i].relative);
        }
    }
    say(self, "%s", first ? "" : "。");
}

void verdict_zh_write(const char *base, const char *other, const struct estimate_pair *pairs,
                      double confidence, char text[VERDICT_MOST])
{
    struct verdict_zh_words words = {.text = text};
    const struct outcome_row *money = outcome_measure_row(OUTCOME_QA_PER_10K_YUAN);
    text[0] = '\0';
    if (verdict_judge(money, &pairs[VERDICT_ZH_MONEY]) == VERDICT_UNKNOWN) {
        say(&words, "模拟次数太少，无法说明 %s 与 %s 的差别。", other, base);
        return;
    }
    say_money(&words, base, other, &pairs[VERDICT_ZH_MONEY], confidence);
    say_cost(&words, other, &pairs[VERDICT_ZH_COST]);
    say_aspects(&words, "更好：", VERDICT_BETTER, pairs);
    say_aspects(&words, "更差：", VERDICT_WORSE, pairs);
    say_aspects(&words, "在目前精度下差别不明确：", VERDICT_UNCLEAR, pairs);
    say_aspects(&words, "几乎相同：", VERDICT_SAME, pairs);
}

void verdict_zh_write_demand(const struct scenario *base, const struct scenario *other,
                             char text[VERDICT_MOST])
{
    struct verdict_zh_words words = {.text = text};
    const struct params_row *row;
    const char *before = "（";
    text[0] = '\0';
    if (verdict_same_demand(&base->params, &other->params)) {
        return;
    }
    say(&words, "%s 与 %s 面对的需求不同", base->name, other->name);
    for (size_t i = 0; (row = verdict_demand(i)) != NULL; i++) {
        const double one = params_get(&base->params, row), two = params_get(&other->params, row);
        if (one != two) {
            say(&words, "%s%s 分别为 %g 和 %g", before, row->key, one, two);
            before = "，";
        }
    }
    say(&words,
        "）：总量（人数、金额、工时）仅因此就会不同；只有比例、均值以及每元或每人的数量才能比较购买方式");
    say(&words, base->params.purchase.reinvest > 0.0 ? "；而且增加团队并不会带来更多需求。" : "。");
}
