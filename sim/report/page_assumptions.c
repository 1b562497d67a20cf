/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the results rest on, and which of it matters. */
#include "page_parts.h"

#include "words.h"
#include "zutuan/experiment/hypotheses.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Those that move 16+1 against solo most, as measured in docs/model.md section 12, in its order. */
static const char *const page_assumptions_influential[] = {
    "service.pooled",          "cluster.member_hours", "support.staff",      "demand.rate",
    "demand.season",           "effort.slack",         "support.staff_cost", "service.referred",
    "quality.deficient",       "quality.base",         "training.effect",    "training.attendance_hours",
    "learning.progress_ratio", "referral.threshold",   "demand.shock",       "learning.half_life",
};
enum {
    PAGE_ASSUMPTIONS_INFLUENTIAL =
        sizeof page_assumptions_influential / sizeof page_assumptions_influential[0]
};

static void page_assumptions_paragraph(struct html *html, const char *english, const char *chinese)
{
    html_put(html, "<p>");
    html_both(html, english, chinese);
    html_put(html, "</p>\n");
}

static void page_assumptions_count(struct page *self)
{
    size_t count, assumed = 0, paper = 0;
    const struct params_row *rows = params_rows(&count);
    char english[512], chinese[512];
    for (size_t i = 0; i < count; i++) {
        assumed += rows[i].basis == 'A';
        paper += rows[i].basis == 'S';
    }
    const double share = 100.0 * (double)assumed / (double)count;
    snprintf(english, sizeof english,
             "Of the %zu parameters of the model %zu (%.0f %%) are assumptions: values that seem reasonable, "
             "and that nobody has measured for such a city. %zu come from the founding paper, %zu from "
             "literature. So the sizes of effects are those of a thought experiment; signs that hold under "
             "many assumptions mean more than sizes.",
             count, assumed, share, paper, count - assumed - paper);
    snprintf(chinese, sizeof chinese,
             "模型的 %zu 个参数中，%zu 个（%.0f "
             "%%）是假定：看似合理、但没有人在这样的城市中测量过的数值。%zu 个来自奠基论文，%zu "
             "个来自文献。因此效应的大小属于思想实验；在许多假定下都成立的方向比大小更有意义。",
             count, assumed, share, paper, count - assumed - paper);
    page_assumptions_paragraph(&self->html, english, chinese);
}

static const struct hypotheses_assumption *page_assumptions_range(const char *key)
{
    const struct hypotheses_assumption *all = hypotheses_assumptions();
    for (size_t i = 0; i < HYPOTHESES_ASSUMPTIONS; i++) {
        if (strcmp(all[i].key, key) == 0) {
            return &all[i];
        }
    }
    return NULL;
}

static void page_assumptions_key(struct page_table *table, const struct params_row *row)
{
    page_table_open(table, NAN);
    html_put(table->html, "<code>%s</code>", row->key);
    page_table_close(table);
    page_table_both(table, row->meaning, words_param(row->key));
}

/* The value in each scenario, once where all have the same. */
static void page_assumptions_values(const struct page *self, struct page_table *table,
                                    const struct params_row *row)
{
    double last = NAN;
    char text[NUMBER_MOST];
    page_table_open(table, NAN);
    for (size_t i = 0; i < self->scenario_count; i++) {
        if (!self->scenarios[i].known) {
            continue;
        }
        const double value = params_get(&self->scenarios[i].scenario.params, row);
        if (value != last) {
            page_scenarios_format(row, value, text);
            html_put(table->html, isnan(last) ? "%s" : " / %s", text);
            last = value;
        }
    }
    html_put(table->html, " ");
    if (row->unit[0] != '\0') {
        html_both(table->html, row->unit, words_phrase(row->unit));
    }
    page_table_close(table);
}

static void page_assumptions_listed(struct page *self)
{
    static const struct page_column columns[] = {{"parameter", "参数", false},
                                                 {"meaning", "含义", false},
                                                 {"here", "此处取值", false},
                                                 {"range that one could defend", "可辩护的取值范围", false}};
    struct page_table table;
    page_assumptions_paragraph(
        &self->html,
        "Which of them this comparison hangs on was not looked at here. In the standard comparison of solo "
        "with 16+1 those below move the result most (docs/model.md, section 12, has the figures). To see "
        "what one does here, run the same command with -s KEY=VALUE at both ends of its range.",
        "此处没有检查本结果取决于哪些假定。在 solo 与 16+1 的标准比较中，下列各项对结果影响最大（数值见 "
        "docs/model.md 第 12 节）。要了解某一项在此处的影响，可在其范围两端加上 -s KEY=VALUE "
        "重新运行同一命令。");
    page_table_begin(&table, &self->html, columns, 4, "The assumptions that matter most", "影响最大的假定");
    for (size_t i = 0; i < PAGE_ASSUMPTIONS_INFLUENTIAL; i++) {
        const struct params_row *row = params_find(page_assumptions_influential[i]);
        const struct hypotheses_assumption *range = page_assumptions_range(page_assumptions_influential[i]);
        if (row == NULL) {
            continue;
        }
        char low[NUMBER_MOST] = "", high[NUMBER_MOST] = "";
        if (range != NULL) {
            page_scenarios_format(row, range->low, low);
            page_scenarios_format(row, range->high, high);
        }
        page_table_row(&table);
        page_assumptions_key(&table, row);
        page_assumptions_values(self, &table, row);
        page_table_open(&table, NAN);
        html_put(table.html, range == NULL ? "" : "%s – %s", low, high);
        page_table_close(&table);
        page_table_row_end(&table);
    }
    page_table_end(&table);
}

/* What became of the verdicts at the ends of one assumption. */
struct page_assumptions_tally {
    const struct params_row *row;
    size_t followed, flips, lost, unresolved;
};

static int page_assumptions_compare(const void *a, const void *b)
{
    const struct page_assumptions_tally *left = a, *right = b;
    const size_t bad[] = {left->flips + left->lost, right->flips + right->lost};
    if (bad[0] != bad[1]) {
        return bad[0] > bad[1] ? -1 : 1;
    }
    if (left->flips != right->flips) {
        return left->flips > right->flips ? -1 : 1;
    }
    return left->row < right->row ? -1 : left->row > right->row;
}

static size_t page_assumptions_tally(const struct csv_read *csv, struct page_assumptions_tally *tallies)
{
    size_t count = 0;
    const size_t key = csv_read_column(csv, "assumption"), status = csv_read_column(csv, "status");
    for (size_t r = 0; r < csv->rows; r++) {
        const struct params_row *row = params_find(csv_read_text(csv, r, key));
        const char *what = csv_read_text(csv, r, status);
        size_t t = 0;
        if (row == NULL) {
            continue;
        }
        while (t < count && tallies[t].row != row) {
            t++;
        }
        if (t == count) {
            tallies[count++] = (struct page_assumptions_tally){.row = row};
        }
        tallies[t].followed++;
        tallies[t].flips += strcmp(what, "flips") == 0;
        tallies[t].lost += strcmp(what, "lost") == 0;
        tallies[t].unresolved += strcmp(what, "unresolved") == 0;
    }
    qsort(tallies, count, sizeof *tallies, page_assumptions_compare);
    return count;
}

static void page_assumptions_counted(struct page_table *table, size_t count)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", count);
    page_table_number(table, (double)count, text);
}

static void page_assumptions_tallies(struct page *self, const struct page_assumptions_tally *tallies,
                                     size_t count)
{
    static const struct page_column columns[] = {
        {"parameter", "参数", false}, {"meaning", "含义", false},  {"flips", "翻转", true},
        {"lost", "不再成立", true},   {"unclear", "未判明", true}, {"followed", "追踪的检验", true},
    };
    struct page_table table;
    page_assumptions_paragraph(
        &self->html,
        "Each was set to the low and the high end of what one could defend, and every clear verdict was "
        "judged again: at how many of them does it flip to its opposite, and at how many is it lost?",
        "每项假定分别取可辩护范围的低端与高端，并重新判断每个明确的结论：有多少翻转为相反，有多少不再成立？");
    page_table_begin(&table, &self->html, columns, 6, "Assumptions, those that verdicts hang on first",
                     "各假定，结论所依赖者在前");
    for (size_t i = 0; i < count; i++) {
        page_table_row(&table);
        page_assumptions_key(&table, tallies[i].row);
        page_assumptions_counted(&table, tallies[i].flips);
        page_assumptions_counted(&table, tallies[i].lost);
        page_assumptions_counted(&table, tallies[i].unresolved);
        page_assumptions_counted(&table, tallies[i].followed);
        page_table_row_end(&table);
    }
    page_table_end(&table);
}

static int page_assumptions_looked_at(struct page *self)
{
    size_t rows;
    struct csv_read csv;
    (void)params_rows(&rows);
    struct page_assumptions_tally *tallies = calloc(rows, sizeof *tallies);
    if (tallies == NULL) {
        return diag_add(self->diag, DIAG_MEMORY, NULL, 0, "out of memory");
    }
    const int code = csv_read_load(&csv, self->folder, "robustness.csv", self->diag);
    if (code == DIAG_OK) {
        page_assumptions_tallies(self, tallies, page_assumptions_tally(&csv, tallies));
    }
    csv_read_free(&csv);
    free(tallies);
    return code;
}

int page_assumptions_write(struct page *self)
{
    page_assumptions_count(self);
    if (page_read_lists(self, "robustness.csv")) {
        return page_assumptions_looked_at(self);
    }
    page_assumptions_listed(self);
    return DIAG_OK;
}
