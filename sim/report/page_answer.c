/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question and the answer. */
#include "page_parts.h"

#include "verdict_zh.h"
#include "words.h"
#include "zutuan/report/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a command asks, where it is not a comparison. */
static const struct {
    const char *command, *english, *chinese;
} page_answer_questions[] = {
    {"run", "What does %s give?", "%s 的结果如何？"},
    {"sweep", "When does it pay? %s", "何时划算？%s"},
    {"hypotheses", "Which claims of the paper hold in this model?%s", "论文的哪些主张在本模型中成立？%s"},
    {"attribute", "Which mechanisms make the difference between %s?", "%s 之间的差异来自哪些机制？"},
    {"breakeven", "Where is the break-even of %s?", "%s 的盈亏平衡点在哪里？"},
    {"select", "Which is the best of %s?", "%s 之中哪个最好？"},
    {"sensitivity", "What matters most? %s", "什么最重要？%s"},
    {"trace", "What happens in one replication? %s", "一次模拟中发生了什么？%s"},
    {"calibrate", "Which values fit what was observed? %s", "哪些取值符合观测？%s"},
    {NULL, "%s", "%s"},
};

static void page_answer_join(const struct page *self, const char *last, const char *between, char *text,
                             size_t size)
{
    size_t length = 0, left = 0;
    for (size_t i = 0; i < self->scenario_count; i++) {
        left += isnan(self->scenarios[i].reinvest);
    }
    text[0] = '\0';
    for (size_t i = 0; i < self->scenario_count && length < size; i++) {
        if (isnan(self->scenarios[i].reinvest)) {
            left--;
            length += (size_t)snprintf(text + length, size - length, "%s%s", self->scenarios[i].name,
                                       left == 1   ? last
                                       : left == 0 ? ""
                                                   : between);
        }
    }
}

/* What goes into the question: names of scenarios, or the subject without what was set on the command line.
 */
static void page_answer_subject(const struct page *self, char *text, size_t size)
{
    const char *subject = manifest_string(self->manifest, "subject");
    if (strcmp(self->command, "run") == 0 || strcmp(self->command, "select") == 0) {
        page_answer_join(self, ", ", ", ", text, size);
    } else if (self->scenario_count >= 2 &&
               (strcmp(self->command, "attribute") == 0 || strcmp(self->command, "breakeven") == 0)) {
        snprintf(text, size, "%s, %s", self->scenarios[0].name, self->scenarios[1].name);
    } else if (strcmp(self->command, "hypotheses") == 0) {
        text[0] = '\0';
    } else {
        const char *set = strstr(subject, " -s ");
        const size_t length = set == NULL ? strlen(subject) : (size_t)(set - subject);
        snprintf(text, size, "%.*s", (int)length, subject);
    }
}

void page_answer_title(const struct page *self, char *english, char *chinese, size_t size)
{
    size_t given = 0, i = 0;
    for (size_t s = 0; s < self->scenario_count; s++) {
        given += isnan(self->scenarios[s].reinvest);
    }
    if (self->pair_count > 0 && given == 2) {
        snprintf(english, size, "Is %s better than %s?", self->pairs[0].other, self->pairs[0].base);
        snprintf(chinese, size, "%s 是否优于 %s？", self->pairs[0].other, self->pairs[0].base);
        return;
    }
    if (self->pair_count > 0) {
        char names[512];
        page_answer_join(self, " or ", ", ", names, sizeof names);
        snprintf(english, size, "Which is better: %.500s?", names);
        page_answer_join(self, "、", "、", names, sizeof names);
        snprintf(chinese, size, "哪个更好：%.500s？", names);
        return;
    }
    while (page_answer_questions[i].command != NULL &&
           strcmp(page_answer_questions[i].command, self->command) != 0) {
        i++;
    }
    char names[512];
    page_answer_subject(self, names, sizeof names);
    const char *texts[] = {page_answer_questions[i].english, page_answer_questions[i].chinese};
    for (size_t k = 0; k < 2; k++) {
        const char *hole = strstr(texts[k], "%s");
        snprintf(k == 0 ? english : chinese, size, "%.*s%s%s", (int)(hole - texts[k]), texts[k], names,
                 hole + 2);
    }
}

static void page_answer_note(struct html *html, const char *english, const char *chinese)
{
    html_put(html, "<p class=\"note\">");
    html_both(html, english, chinese);
    html_put(html, "</p>\n");
}

/* What a reader must know before believing anything below. */
static void page_answer_warnings(struct page *self)
{
    struct html *html = &self->html;
    char english[256], chinese[256];
    const double failed = manifest_number(self->manifest, "replications/failed");
    if (manifest_truth(self->manifest, "interrupted")) {
        page_answer_note(html, "The experiment was interrupted: these are the results up to then.",
                         "实验曾被中断：以下是中断前的结果。");
    }
    if (failed > 0.0) {
        snprintf(english, sizeof english, "%.0f replications failed and are in none of the results.", failed);
        snprintf(chinese, sizeof chinese, "有 %.0f 次模拟失败，未计入任何结果。", failed);
        page_answer_note(html, english, chinese);
    }
    if (*manifest_string(self->manifest, "target/text") != '\0' &&
        !manifest_truth(self->manifest, "target/met")) {
        page_answer_note(html, "The precision that was asked for was not reached.", "未达到所要求的精度。");
    }
    if (manifest_truth(self->manifest, "dirty")) {
        page_answer_note(
            html,
            "The program that computed this had changes that are in no commit: it cannot be rebuilt "
            "exactly.",
            "计算所用的程序含有未提交的改动，无法完全重建。");
    }
}

void page_answer_question(struct page *self)
{
    struct html *html = &self->html;
    char english[512], chinese[512], seed[32];
    const double done = manifest_number(self->manifest, "replications/done");
    snprintf(seed, sizeof seed, "%.24s", manifest_string(self->manifest, "seed"));
    html_put(html, "<ul>\n");
    for (size_t i = 0; i < self->scenario_count && self->scenario_count <= 6; i++) {
        const struct page_scenario *scenario = &self->scenarios[i];
        html_put(html, "<li><code>%s</code>: ", scenario->name);
        const char *translated = words_scenario(scenario->description);
        if (isnan(scenario->reinvest) && translated != NULL) {
            html_both(html, scenario->description, translated);
        } else if (isnan(scenario->reinvest)) {
            html_put(html, "<span lang=\"en\">%s</span>", scenario->description);
        } else {
            html_both(html, "the base, given as much public money as the other costs",
                      "基准方案，但获得与对比方案相同的公共资金");
        }
        html_put(html, "</li>\n");
    }
    html_put(html, "</ul>\n");
    page_scenarios_set(self);
    html_put(html, "<p>");
    snprintf(
        english, sizeof english,
        "Simulated %.0f times each (seed %s); every scenario meets the same people at the same times. "
        "Intervals are at %g %%, each standing for itself. Nothing here is validated against what really "
        "happened: it shows what follows from the assumptions.",
        done, seed, 100.0 * self->confidence);
    snprintf(chinese, sizeof chinese,
             "每个方案模拟 %.0f 次（种子 %s）；各方案在相同时间面对相同的服务对象。区间的置信水平为 %g %%，"
             "每个区间单独成立。这些结果未经实际结果检验：它们只说明由假定推出什么。",
             done, seed, 100.0 * self->confidence);
    html_both(html, english, chinese);
    html_put(html, "</p>\n");
    page_answer_warnings(self);
}

static void page_answer_cards(struct page *self, const struct page_pair *pair)
{
    struct html *html = &self->html;
    size_t count;
    const enum outcome_measure *measures = verdict_measures(&count);
    html_put(html, "<ul class=\"cards\">\n");
    for (size_t i = 0; i < count; i++) {
        const struct outcome_row *row = outcome_measure_row(measures[i]);
        const struct estimate_pair *estimate = &pair->estimates[measures[i]];
        char difference[NUMBER_MOST], interval[NUMBER_MOST];
        const struct page_word word = page_differences_word(row, estimate);
        number_difference(row, estimate, difference, interval);
        html_put(html, "<li class=\"%s\">", word.style);
        page_differences_label(html, row);
        html_put(html, "<b>%s</b> <span class=\"small\">%s</span><br><span class=\"verdict %s\">", difference,
                 interval, word.style);
        html_both(html, word.english, word.chinese);
        html_put(html, "</span></li>\n");
    }
    html_put(html, "</ul>\n");
}

static const struct page_scenario *page_answer_scenario(const struct page *self, const char *name)
{
    for (size_t i = 0; i < self->scenario_count; i++) {
        if (self->scenarios[i].known && strcmp(self->scenarios[i].name, name) == 0) {
            return &self->scenarios[i];
        }
    }
    return NULL;
}

/* Whether the two can be compared in all, where their parameters could be read. */
static void page_answer_demand(struct page *self, const struct page_pair *pair)
{
    const struct page_scenario *base = page_answer_scenario(self, pair->base),
                               *other = page_answer_scenario(self, pair->other);
    char english[VERDICT_MOST], chinese[VERDICT_MOST];
    if (base == NULL || other == NULL ||
        verdict_same_demand(&base->scenario.params, &other->scenario.params)) {
        return;
    }
    verdict_write_demand(&base->scenario, &other->scenario, english);
    verdict_zh_write_demand(&base->scenario, &other->scenario, chinese);
    page_answer_note(&self->html, english, chinese);
}

static void page_answer_pair(struct page *self, const struct page_pair *pair)
{
    struct html *html = &self->html;
    size_t count;
    const enum outcome_measure *measures = verdict_measures(&count);
    struct estimate_pair estimates[OUTCOME_MEASURES];
    char english[VERDICT_MOST], chinese[VERDICT_MOST], amount[NUMBER_MOST];
    for (size_t i = 0; i < count; i++) {
        estimates[i] = pair->estimates[measures[i]];
    }
    html_put(html, "<h3>");
    snprintf(english, sizeof english, "%s against %s%s", pair->other, pair->base,
             pair->budget == NULL ? "" : ": equal public money");
    snprintf(chinese, sizeof chinese, "%s 与 %s 相比%s", pair->other, pair->base,
             pair->budget == NULL ? "" : "：公共资金相等");
    html_both(html, english, chinese);
    html_put(html, "</h3>\n");
    if (pair->budget != NULL) {
        number_value(outcome_measure_row(OUTCOME_COST_TOTAL), pair->budget->reinvest, amount);
        snprintf(
            english, sizeof english,
            "The fairer question: %s is the base with %s yuan a year more in its teams, so that both cost "
            "the same.",
            pair->base, amount);
        snprintf(chinese, sizeof chinese,
                 "更公平的比较：%s 是每年向各团队多投入 %s 元的基准方案，使两者成本相同。", pair->base,
                 amount);
        html_put(html, "<p>");
        html_both(html, english, chinese);
        html_put(html, "</p>\n");
    }
    page_answer_demand(self, pair);
    verdict_write(pair->base, pair->other, estimates, self->confidence, english);
    verdict_zh_write(pair->base, pair->other, estimates, self->confidence, chinese);
    html_put(html, "<p class=\"words\">");
    html_both(html, english, chinese);
    html_put(html, "</p>\n");
    page_answer_cards(self, pair);
}

/* Claims of the paper, each once. */
static int page_answer_claims(struct page *self)
{
    struct html *html = &self->html;
    struct csv_read table;
    const int code = csv_read_load(&table, self->folder, "hypotheses.csv", self->diag);
    const size_t id = csv_read_column(&table, "hypothesis"), title = csv_read_column(&table, "title");
    const size_t claim = csv_read_column(&table, "claim"), verdict = csv_read_column(&table, "claim_verdict");
    html_put(html, "<ul class=\"cards\">\n");
    for (size_t r = 0; code == DIAG_OK && r < table.rows; r++) {
        if (r > 0 && strcmp(csv_read_text(&table, r, id), csv_read_text(&table, r - 1, id)) == 0) {
            continue;
        }
        const char *texts[] = {csv_read_text(&table, r, title), csv_read_text(&table, r, claim),
                               csv_read_text(&table, r, verdict)};
        const char *style = strcmp(texts[2], "supported") == 0 ? "better"
                            : strcmp(texts[2], "refuted") == 0 ? "worse"
                                                               : "";
        html_put(html, "<li class=\"%s\">%s ", style, csv_read_text(&table, r, id));
        html_both(html, texts[0], words_phrase(texts[0]));
        html_put(html, "<b class=\"%s\">", style);
        html_both(html, texts[2], words_phrase(texts[2]));
        html_put(html, "</b> <span class=\"small\">");
        html_both(html, texts[1], words_phrase(texts[1]));
        html_put(html, "</span></li>\n");
    }
    html_put(html, "</ul>\n");
    csv_read_free(&table);
    return code;
}

/* How many points of a sweep are on which side, by their intervals. */
struct page_answer_sides {
    const char *measure, *base, *other;
    size_t better, worse, unclear;
};

static void page_answer_side(struct page_answer_sides *self, const struct outcome_row *row, double low,
                             double high)
{
    if (!(low > 0.0) && !(high < 0.0)) {
        self->unclear++;
    } else if ((low > 0.0) == (row->better >= 0)) {
        self->better++;
    } else {
        self->worse++;
    }
}

static void page_answer_sides_put(struct html *html, const struct page_answer_sides *sides)
{
    const struct outcome_row *row = outcome_measure_row((enum outcome_measure)outcome_find(sides->measure));
    const char *chinese_label = words_measure(row->name);
    const size_t points = sides->better + sides->worse + sides->unclear;
    char english[512], chinese[512];
    const char *better = row->better == 0 ? "more" : "better", *worse = row->better == 0 ? "less" : "worse";
    snprintf(
        english, sizeof english,
        "%s: of %zu points %.60s is %s than %.60s at %zu, %s at %zu, and undecided at %zu (interval holds "
        "zero).",
        row->label, points, sides->other, better, sides->base, sides->better, worse, sides->worse,
        sides->unclear);
    snprintf(
        chinese, sizeof chinese,
        "%s：在 %zu 个点中，%.60s 比 %.60s %s的有 %zu 个，%s的有 %zu 个，未定（区间包含零）的有 %zu 个。",
        chinese_label == NULL ? row->label : chinese_label, points, sides->other, sides->base,
        words_phrase(better), sides->better, words_phrase(worse), sides->worse, sides->unclear);
    html_put(html, "<p class=\"words\">");
    html_both(html, english, chinese);
    html_put(html, "</p>\n");
}

static int page_answer_cells(struct page *self)
{
    struct csv_read table;
    struct page_answer_sides sides[OUTCOME_MEASURES] = {{NULL, NULL, NULL, 0, 0, 0}};
    const int code = csv_read_load(&table, self->folder, "cells.csv", self->diag);
    const size_t name = csv_read_column(&table, "measure"),
                 difference = csv_read_column(&table, "difference");
    const size_t low = csv_read_column(&table, "ci_low"), high = csv_read_column(&table, "ci_high");
    const size_t base = csv_read_column(&table, "base"), other = csv_read_column(&table, "other");
    for (size_t r = 0; code == DIAG_OK && difference != CSV_READ_NONE && r < table.rows; r++) {
        const int measure = outcome_find(csv_read_text(&table, r, name));
        if (measure >= 0) {
            sides[measure].measure = csv_read_text(&table, r, name);
            sides[measure].base = csv_read_text(&table, r, base);
            sides[measure].other = csv_read_text(&table, r, other);
            page_answer_side(&sides[measure], outcome_measure_row((enum outcome_measure)measure),
                             csv_read_number(&table, r, low), csv_read_number(&table, r, high));
        }
    }
    for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
        if (sides[m].measure != NULL) {
            page_answer_sides_put(&self->html, &sides[m]);
        }
    }
    csv_read_free(&table);
    return code;
}

int page_answer_write(struct page *self)
{
    for (size_t i = 0; i < self->pair_count; i++) {
        page_answer_pair(self, &self->pairs[i]);
    }
    if (self->pair_count > 0) {
        return DIAG_OK;
    }
    if (page_read_lists(self, "hypotheses.csv")) {
        return page_answer_claims(self);
    }
    const int code =
        strcmp(self->command, "sweep") == 0 ? page_answer_cells(self) : page_sentences_write(self);
    html_put(&self->html, "<p>");
    if (strcmp(self->command, "trace") == 0) {
        html_both(
            &self->html,
            "One simulation is one of many courses that things could take: the figures show how it went, "
            "not how it goes on average.",
            "一次模拟只是事情可能经历的许多过程之一：图说明它如何进行，而非平均如何。");
    } else {
        html_both(&self->html, "The tables and figures below hold the results, each with its interval.",
                  "结果见下面的表格与图，均附区间。");
    }
    html_put(&self->html, "</p>\n");
    return code;
}
