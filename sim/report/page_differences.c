/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of differences: main measures, then all others. */
#include "page_parts.h"
#include "words.h"
#include "zutuan/experiment/verdict.h"
#include "zutuan/report/number.h"

#include <math.h>

void page_differences_label(struct html *html, const struct outcome_row *row)
{
    html_put(html, "<span data-tip-en=\"%s\" data-tip-zh=\"%s\">", row->meaning, row->name);
    html_both(html, row->label, words_measure(row->name));
    html_put(html, "</span>");
}

struct page_word page_differences_word(const struct outcome_row *row, const struct estimate_pair *pair)
{
    const bool neutral = row->better == 0;
    switch (verdict_judge(row, pair)) {
    case VERDICT_BETTER:
        return neutral ? (struct page_word){"", "\xE2\x96\xB3 more", "\xE2\x96\xB3 更多"}
                       : (struct page_word){"better", "\xE2\x9C\x93 better", "\xE2\x9C\x93 更好"};
    case VERDICT_WORSE:
        return neutral ? (struct page_word){"", "\xE2\x96\xBD less", "\xE2\x96\xBD 更少"}
                       : (struct page_word){"worse", "\xE2\x9C\x97 worse", "\xE2\x9C\x97 更差"};
    case VERDICT_SAME:
        return (struct page_word){"", "= practically the same", "= 几乎相同"};
    case VERDICT_UNCLEAR:
        return (struct page_word){"", "? not clear", "? 不明确"};
    default:
        return (struct page_word){"", "? unknown", "? 未知"};
    }
}

static void page_differences_row(struct page_table *table, const struct page_pair *pair,
                                 enum outcome_measure measure)
{
    const struct outcome_row *row = outcome_measure_row(measure);
    const struct estimate_pair *estimate = &pair->estimates[measure];
    const struct page_word word = page_differences_word(row, estimate);
    const char *unit = verdict_is_share(row) ? "%" : row->unit;
    const bool relative = !verdict_is_share(row) && !isnan(estimate->relative);
    char text[NUMBER_MOST], interval[NUMBER_MOST];
    page_table_row(table);
    page_table_open(table, NAN);
    page_differences_label(table->html, row);
    if (*unit != '\0') {
        html_put(table->html, " <span class=\"soft\">(");
        html_both(table->html, unit, words_phrase(unit));
        html_put(table->html, ")</span>");
    }
    page_table_close(table);
    number_value(row, estimate->base_mean, text);
    page_table_number(table, estimate->base_mean, text);
    number_value(row, estimate->other_mean, text);
    page_table_number(table, estimate->other_mean, text);
    number_difference(row, estimate, text, interval);
    page_table_number(table, relative ? estimate->relative : estimate->difference, text);
    page_table_number(table, relative ? estimate->relative_low : estimate->low, interval);
    page_table_open(table, NAN);
    html_put(table->html, "<span class=\"verdict %s\">", word.style);
    html_both(table->html, word.english, word.chinese);
    html_put(table->html, "</span>");
    page_table_close(table);
    snprintf(text, sizeof text, isnan(estimate->prob_better) ? "-" : "%.0f %%",
             100.0 * estimate->prob_better);
    page_table_number(table, estimate->prob_better, text);
    page_table_row_end(table);
}

static void page_differences_table(struct page *self, const struct page_pair *pair, bool main)
{
    char interval[32], interval_zh[48];
    snprintf(interval, sizeof interval, "%g %% interval", 100.0 * self->confidence);
    snprintf(interval_zh, sizeof interval_zh, "%g %% 区间", 100.0 * self->confidence);
    const struct page_column columns[] = {
        {"measure", "指标", false},        {pair->base, NULL, true},      {pair->other, NULL, true},
        {"difference", "差异", true},      {interval, interval_zh, true}, {"judgement", "判断", false},
        {"better in", "更好的比例", true},
    };
    char english[256], chinese[256];
    snprintf(english, sizeof english, "%s less %s; “better in”: share of paired simulations", pair->other,
             pair->base);
    snprintf(chinese, sizeof chinese, "%s 减 %s；“更好的比例”指配对模拟中更好的比例", pair->other,
             pair->base);
    struct page_table table;
    page_table_begin(&table, &self->html, columns, sizeof columns / sizeof columns[0], english, chinese);
    for (int m = 0; m < OUTCOME_MEASURES; m++) {
        if (pair->has[m] && verdict_is_main((enum outcome_measure)m) == main) {
            page_differences_row(&table, pair, (enum outcome_measure)m);
        }
    }
    page_table_end(&table);
}

bool page_differences_has(const struct page *self)
{
    return self->pair_count > 0;
}

int page_differences_write(struct page *self)
{
    struct html *html = &self->html;
    html_put(html, "<p>");
    html_both(
        html,
        "Differences in percent of the base; of shares in percentage points (pp). An interval within 1 % (of "
        "shares: half a point) of nothing is practically the same; another that holds zero is not clear.",
        "差异以基准方案的百分比表示；比例类指标以百分点（pp）表示。区间全部落在零附近 1 "
        "%（比例类：半个百分点）"
        "以内即为几乎相同；其他包含零的区间为不明确。");
    html_put(html, "</p>\n");
    for (size_t i = 0; i < self->pair_count; i++) {
        const struct page_pair *pair = &self->pairs[i];
        html_put(html, "<h3>");
        html_put(html, "%s − %s</h3>\n", pair->other, pair->base);
        page_differences_table(self, pair, true);
        html_put(html, "<details><summary>");
        html_both(html, "All other measures", "其他全部指标");
        html_put(html, "</summary>\n");
        page_differences_table(self, pair, false);
        html_put(html, "</details>\n");
    }
    return DIAG_OK;
}
