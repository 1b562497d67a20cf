/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers in plain words where nothing is compared by paired.csv: runs, sensitivities, attributions,
 * break-evens. */
#include "page_parts.h"

#include "words.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

enum { PAGE_SENTENCES_MOST = 1600, PAGE_SENTENCES_NAMED = 3 };

/* A paragraph under construction, in both languages. */
struct page_sentences {
    char english[PAGE_SENTENCES_MOST], chinese[PAGE_SENTENCES_MOST];
};

static void page_sentences_add(char text[PAGE_SENTENCES_MOST], const char *format, va_list arguments)
{
    const size_t length = strlen(text);
    vsnprintf(text + length, PAGE_SENTENCES_MOST - length, format, arguments);
}

DIAG_FORMAT(2, 3) static void page_sentences_en(struct page_sentences *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    page_sentences_add(self->english, format, arguments);
    va_end(arguments);
}

DIAG_FORMAT(2, 3) static void page_sentences_zh(struct page_sentences *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    page_sentences_add(self->chinese, format, arguments);
    va_end(arguments);
}

static void page_sentences_put(struct html *html, const struct page_sentences *self)
{
    html_put(html, "<p class=\"words\">");
    html_both(html, self->english, self->chinese);
    html_put(html, "</p>\n");
}

static double page_sentences_number(const struct csv_read *table, size_t row, const char *heading)
{
    return csv_read_number(table, row, csv_read_column(table, heading));
}

static const char *page_sentences_text(const struct csv_read *table, size_t row, const char *heading)
{
    return csv_read_text(table, row, csv_read_column(table, heading));
}

/* The measure of a row; NULL: none that this program knows. */
static const struct outcome_row *page_sentences_measure(const struct csv_read *table, size_t row)
{
    const int measure = outcome_find(page_sentences_text(table, row, "measure"));
    return measure < 0 ? NULL : outcome_measure_row((enum outcome_measure)measure);
}

static const char *page_sentences_zh_label(const struct outcome_row *row)
{
    const char *label = words_measure(row->name);
    return label == NULL ? row->label : label;
}

static const char *page_sentences_zh_text(const char *english)
{
    const char *chinese = words_text(english);
    return chinese == NULL ? english : chinese;
}

/* The row with the largest or, for sign -1, the least value that is clear of zero and not yet taken;
 * SIZE_MAX: none. */
static size_t page_sentences_next(const struct csv_read *table, size_t first, size_t end, int sign,
                                  const bool *taken)
{
    size_t found = SIZE_MAX;
    double best = 0.0;
    for (size_t r = first; r < end; r++) {
        const double value = sign * page_sentences_number(table, r, "part");
        const double edge = sign * page_sentences_number(table, r, sign > 0 ? "ci_low" : "ci_high");
        if (strcmp(page_sentences_text(table, r, "kind"), "whole") != 0 && !taken[r - first] && edge > 0.0 &&
            value > best && fabs(page_sentences_number(table, r, "relative")) >= 0.0005) {
            found = r;
            best = value;
        }
    }
    return found;
}

static void page_sentences_parts(struct page_sentences *words, const struct csv_read *table, size_t first,
                                 size_t end, int sign)
{
    bool taken[256] = {false};
    if (end - first > sizeof taken) {
        return;
    }
    for (size_t i = 0; i < PAGE_SENTENCES_NAMED; i++) {
        const size_t r = page_sentences_next(table, first, end, sign, taken);
        if (r == SIZE_MAX) {
            break;
        }
        taken[r - first] = true;
        const char *label = page_sentences_text(table, r, "label");
        const double share = 100.0 * page_sentences_number(table, r, "relative");
        page_sentences_en(words, "%s%s (%+.1f %%)",
                          i > 0      ? ", "
                          : sign > 0 ? " Most is added by "
                                     : " Most is taken by ",
                          label, share);
        page_sentences_zh(words, "%s%s（%+.1f %%）",
                          i > 0      ? "、"
                          : sign > 0 ? "增加最多的是"
                                     : "减少最多的是",
                          page_sentences_zh_text(label), share);
    }
    if (taken[0] || memchr(taken, 1, end - first) != NULL) {
        page_sentences_en(words, ".");
        page_sentences_zh(words, "。");
    }
}

/* One measure of attribution.csv, rows from `first` to before `end`; the first is the whole. */
static void page_sentences_split(struct page *self, const struct csv_read *table, size_t first, size_t end)
{
    struct page_sentences words = {"", ""};
    const struct outcome_row *row = page_sentences_measure(table, first);
    const double relative = page_sentences_number(table, first, "relative");
    if (row == NULL || isnan(relative)) {
        return;
    }
    const char *base = page_sentences_text(table, first, "base"),
               *other = page_sentences_text(table, first, "other");
    const double low = 100.0 * page_sentences_number(table, first, "relative_low"),
                 high = 100.0 * page_sentences_number(table, first, "relative_high");
    const double level = 100.0 * self->confidence;
    page_sentences_en(&words,
                      "From %.60s to %.60s, %s changes by %+.1f %% (%g %% interval %+.1f to %+.1f %%).", base,
                      other, row->label, 100.0 * relative, level, low, high);
    page_sentences_zh(&words, "从 %.60s 到 %.60s，%s变化 %+.1f %%（%g %% 区间：%+.1f %% 至 %+.1f %%）。",
                      base, other, page_sentences_zh_label(row), 100.0 * relative, level, low, high);
    page_sentences_parts(&words, table, first, end, 1);
    page_sentences_parts(&words, table, first, end, -1);
    page_sentences_put(&self->html, &words);
}

static void page_sentences_attribution(struct page *self, const struct csv_read *table)
{
    size_t first = 0;
    for (size_t r = 1; r <= table->rows; r++) {
        if (r == table->rows || strcmp(page_sentences_text(table, r, "measure"),
                                       page_sentences_text(table, first, "measure")) != 0) {
            page_sentences_split(self, table, first, r);
            first = r;
        }
    }
}

/* On which side which scenario is better: `sign` is of other - base. */
static const char *page_sentences_better(const struct csv_read *table, size_t r, double sign,
                                         const struct outcome_row *row)
{
    const bool other = (sign > 0.0) == (row->better >= 0);
    return page_sentences_text(table, r, other ? "other" : "base");
}

static void page_sentences_root(struct page *self, const struct csv_read *table, size_t r)
{
    struct page_sentences words = {"", ""};
    char value[NUMBER_MOST], low[NUMBER_MOST], high[NUMBER_MOST];
    const struct outcome_row *row = page_sentences_measure(table, r);
    const double left = page_sentences_number(table, r, "sign_left"),
                 right = page_sentences_number(table, r, "sign_right");
    const char *key = page_sentences_text(table, r, "parameter"),
               *unit = page_sentences_text(table, r, "parameter_unit");
    if (row == NULL || isnan(left) || isnan(right) || isnan(page_sentences_number(table, r, "estimate"))) {
        return;
    }
    if (isnan(page_sentences_number(table, r, "certainty"))) {
        number_plain(page_sentences_number(table, r, "estimate"), false, value);
        number_plain(page_sentences_number(table, r, "ci_low"), false, low);
        number_plain(page_sentences_number(table, r, "ci_high"), false, high);
    } else { /* a whole number: between two neighbours */
        snprintf(value, sizeof value, "%g .. %g", page_sentences_number(table, r, "below"),
                 page_sentences_number(table, r, "above"));
        snprintf(low, sizeof low, "%g", page_sentences_number(table, r, "ci_low"));
        snprintf(high, sizeof high, "%g", page_sentences_number(table, r, "ci_high"));
    }
    page_sentences_en(
        &words,
        "By %s, the better one changes where %s is %s %s (%g %% interval %s to %s): below it %.60s%s "
        "%s, above it %.60s.",
        row->label, key, value, unit, 100.0 * self->confidence, low, high,
        page_sentences_better(table, r, left, row), " is", row->better == 0 ? "higher" : "better",
        page_sentences_better(table, r, right, row));
    page_sentences_zh(
        &words,
        "就%s而言，%s 为 %s %s 时优劣互换（%g %% 区间：%s 至 %s）：低于它时 %.60s %s，高于它时则是 "
        "%.60s。",
        page_sentences_zh_label(row), key, value, page_sentences_zh_text(unit), 100.0 * self->confidence, low,
        high, page_sentences_better(table, r, left, row), row->better == 0 ? "较高" : "较好",
        page_sentences_better(table, r, right, row));
    page_sentences_put(&self->html, &words);
}

static void page_sentences_roots(struct page *self, const struct csv_read *table)
{
    struct page_sentences none = {"No change of sign was found over the values that were looked at.",
                                  "在所考察的取值范围内未发现优劣互换。"};
    for (size_t r = 0; r < table->rows; r++) {
        page_sentences_root(self, table, r);
    }
    if (table->rows == 0) {
        page_sentences_put(&self->html, &none);
    }
}

/* The row of a measure with the largest effect below that of `before`; clear ones only. SIZE_MAX: none. */
static size_t page_sentences_effect(const struct csv_read *table, const char *measure, const char *heading,
                                    size_t before)
{
    size_t found = SIZE_MAX;
    for (size_t r = 0; r < table->rows; r++) {
        const double value = page_sentences_number(table, r, heading);
        const bool is = strcmp(page_sentences_text(table, r, "measure"), measure) == 0 &&
                        strcmp(page_sentences_text(table, r, "standing"), "clear") == 0;
        const bool below = before == SIZE_MAX || value < page_sentences_number(table, before, heading);
        if (is && below && (found == SIZE_MAX || value > page_sentences_number(table, found, heading))) {
            found = r;
        }
    }
    return found;
}

static void page_sentences_effects(struct page *self, const struct csv_read *table, size_t first)
{
    struct page_sentences words = {"", ""};
    const bool morris = csv_read_column(table, "mu_star") != CSV_READ_NONE;
    const char *heading = morris ? "mu_star" : "ST", *measure = page_sentences_text(table, first, "measure");
    const struct outcome_row *row = page_sentences_measure(table, first);
    const double size = morris ? 1.0 : 100.0;
    size_t clear = 0, all = 0, at = SIZE_MAX;
    for (size_t r = 0; r < table->rows; r++) {
        const bool is = strcmp(page_sentences_text(table, r, "measure"), measure) == 0;
        all += is && strcmp(page_sentences_text(table, r, "key"), "seed") != 0;
        clear += is && strcmp(page_sentences_text(table, r, "standing"), "clear") == 0;
    }
    if (row == NULL) {
        return;
    }
    page_sentences_en(&words, "%s: %zu of %zu parameters move it clearly more than other random numbers do.",
                      row->label, clear, all);
    page_sentences_zh(&words, "%s：%zu 个参数中有 %zu 个的影响明显超过更换随机数。",
                      page_sentences_zh_label(row), all, clear);
    for (size_t i = 0; i < PAGE_SENTENCES_NAMED; i++) {
        char low[NUMBER_MOST], high[NUMBER_MOST], value[NUMBER_MOST];
        at = page_sentences_effect(table, measure, heading, at);
        if (at == SIZE_MAX) {
            break;
        }
        number_plain(size * page_sentences_number(table, at, heading), false, value);
        number_plain(size * page_sentences_number(table, at, morris ? "mu_star_low" : "ST_low"), false, low);
        number_plain(size * page_sentences_number(table, at, morris ? "mu_star_high" : "ST_high"), false,
                     high);
        page_sentences_en(&words, "%s%s (%s%s, interval %s to %s)", i == 0 ? " Most: " : ", ",
                          page_sentences_text(table, at, "key"), value, morris ? "" : " % of the variance",
                          low, high);
        page_sentences_zh(&words, "%s%s（%s%s，区间 %s 至 %s）", i == 0 ? "最大的是：" : "、",
                          page_sentences_text(table, at, "key"), value, morris ? "" : " % 的方差", low, high);
    }
    page_sentences_en(&words, "%s", clear > 0 ? "." : "");
    page_sentences_zh(&words, "%s", clear > 0 ? "。" : "");
    page_sentences_put(&self->html, &words);
}

static void page_sentences_sensitivity(struct page *self, const struct csv_read *table)
{
    for (size_t r = 0; r < table->rows; r++) {
        if (r == 0 || strcmp(page_sentences_text(table, r, "measure"),
                             page_sentences_text(table, r - 1, "measure")) != 0) {
            page_sentences_effects(self, table, r);
        }
    }
}

/* What a scenario gives, by the measures that matter most. */
static void page_sentences_gives(struct page *self, const struct csv_read *table, const char *scenario)
{
    static const enum outcome_measure shown[] = {OUTCOME_PEOPLE_SERVED, OUTCOME_UNMET_SHARE,
                                                 OUTCOME_WAIT_MEAN,     OUTCOME_QUALITY_MEAN,
                                                 OUTCOME_COST_TOTAL,    OUTCOME_QA_PER_10K_YUAN};
    struct page_sentences words = {"", ""};
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        const struct outcome_row *row = outcome_measure_row(shown[i]);
        for (size_t r = 0; r < table->rows; r++) {
            char mean[NUMBER_MOST], low[NUMBER_MOST], high[NUMBER_MOST];
            if (strcmp(page_sentences_text(table, r, "scenario"), scenario) != 0 ||
                strcmp(page_sentences_text(table, r, "measure"), row->name) != 0 ||
                isnan(page_sentences_number(table, r, "mean"))) {
                continue;
            }
            const double share =
                strcmp(row->unit, "%") == 0 || row == outcome_measure_row(OUTCOME_UNMET_SHARE) ? 100.0 : 1.0;
            const char *unit = share > 1.0 ? "%" : row->unit;
            number_plain(share * page_sentences_number(table, r, "mean"), false, mean);
            number_plain(share * page_sentences_number(table, r, "ci_low"), false, low);
            number_plain(share * page_sentences_number(table, r, "ci_high"), false, high);
            page_sentences_en(&words, "%s%s %s%s%s (%s to %s)", *words.english == '\0' ? "" : "; ",
                              row->label, mean, *unit == '\0' ? "" : " ", unit, low, high);
            page_sentences_zh(&words, "%s%s %s%s%s（%s 至 %s）", *words.chinese == '\0' ? "" : "；",
                              page_sentences_zh_label(row), mean, *unit == '\0' ? "" : " ",
                              page_sentences_zh_text(unit), low, high);
        }
    }
    if (*words.english != '\0') {
        struct page_sentences whole = {"", ""};
        page_sentences_en(&whole, "%.60s gives on average, with %g %% intervals: %.1400s.", scenario,
                          100.0 * self->confidence, words.english);
        page_sentences_zh(&whole, "%.60s 的平均结果及 %g %% 区间：%.1400s。", scenario,
                          100.0 * self->confidence, words.chinese);
        page_sentences_put(&self->html, &whole);
    }
}

static void page_sentences_run(struct page *self, const struct csv_read *table)
{
    for (size_t i = 0; i < self->scenario_count; i++) {
        page_sentences_gives(self, table, self->scenarios[i].name);
    }
}

int page_sentences_write(struct page *self)
{
    static const struct {
        const char *command, *table;
        void (*write)(struct page *self, const struct csv_read *table);
    } kinds[] = {{"run", "summary.csv", page_sentences_run},
                 {"attribute", "attribution.csv", page_sentences_attribution},
                 {"breakeven", "roots.csv", page_sentences_roots},
                 {"sensitivity", "sensitivity.csv", page_sentences_sensitivity}};
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < sizeof kinds / sizeof kinds[0]; i++) {
        struct csv_read table;
        if (strcmp(self->command, kinds[i].command) != 0 || !page_read_lists(self, kinds[i].table)) {
            continue;
        }
        code = csv_read_load(&table, self->folder, kinds[i].table, self->diag);
        if (code == DIAG_OK && table.columns > 0) {
            kinds[i].write(self, &table);
        }
        csv_read_free(&table);
    }
    return code;
}
