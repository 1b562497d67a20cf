/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every other table of the folder, whatever its columns are. */
#include "page_parts.h"

#include "words.h"
#include "zutuan/report/number.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_TABLES_COLUMNS_MOST = 40, PAGE_TABLES_ROWS_MOST = 400, PAGE_TABLES_OPEN_ROWS = 60 };

struct page_tables_kind {
    const char *name, *english, *chinese;
    const char *columns; /* those to show, in order, with commas; NULL: all but what only programs read */
};

/* In the order in which they are shown; what is not here follows under its own name. */
static const struct page_tables_kind page_tables_kinds[] = {
    {"hypotheses.csv", "Claims of the paper, test by test", "论文的主张：逐项检验",
     "hypothesis,title,base,other,measure,claimed,base_mean,other_mean,difference,ci_low,ci_high,relative,"
     "relative_low,relative_high,verdict,robustness,flips_at,lost_at,note"},
    {"money.csv", "Cost per person, and what is left at equal public money",
     "人均成本，以及公共资金相等时的结果", NULL},
    {"attribution.csv", "What each mechanism adds", "各机制的贡献",
     "measure,label,part,ci_low,ci_high,relative,relative_low,relative_high"},
    {"interactions.csv", "Pairs of mechanisms", "机制之间的交互作用", NULL},
    {"variants.csv", "Every combination of mechanisms", "各机制组合", NULL},
    {"roots.csv", "Break-even points", "盈亏平衡点", NULL},
    {"curve.csv", "The difference at every value", "各取值处的差异", NULL},
    {"select.csv", "The alternatives", "各备选方案", NULL},
    {"rounds.csv", "How the selection went", "选择的过程", NULL},
    {"sensitivity.csv", "How much each parameter matters", "各参数的重要程度", NULL},
    {"convergence.csv", "How the estimates settled", "估计的收敛", NULL},
    {"parameters.csv", "What is known of each parameter", "对各参数的了解", NULL},
    {"targets.csv", "How well each target is met", "各目标的符合程度", NULL},
    {"ties.csv", "Pairs of parameters that hang together", "相互关联的参数", NULL},
    {"waves.csv", "Waves", "各轮", NULL},
    {"factors.csv", "What the points differ in", "各点的差别所在", NULL},
    {"cells.csv", "The points", "各点的结果", NULL},
    {"controls.csv", "What control variates save", "控制变量节省了多少", NULL},
    {"calendar.csv", "How long the phases of annual purchase last", "年度购买各阶段的长度", NULL},
    {"summary.csv", "Each scenario by itself", "各方案的单独结果", NULL},
};
enum { PAGE_TABLES_KINDS = sizeof page_tables_kinds / sizeof page_tables_kinds[0] };

/* Shown elsewhere, or too long to be read. */
static const char *const page_tables_left_out[] = {
    "paired.csv",    "replications.csv", "series.csv", "referrals.csv", "robustness.csv",
    "posterior.csv", "points.csv",       "trace.csv",  "measures.csv",  NULL,
};
/* What programs read. */
static const char *const page_tables_plumbing[] = {
    "confidence",    "parameter_unit", "measure_unit", "scanned", "scan_left",   "scan_right",     "label",
    "measure_label", "better",         "se",           "sd",      "correlation", "variance_ratio", NULL,
};

/* A column that is shown: one of the table, or two that are the ends of an interval. */
struct page_tables_column {
    size_t from, to;
    bool number, percent, whole;
    char heading[48];
};

static bool page_tables_is_in(const char *const *list, const char *name)
{
    while (*list != NULL && strcmp(*list, name) != 0) {
        list++;
    }
    return *list != NULL;
}

static bool page_tables_wants(const char *columns, const char *heading)
{
    const size_t length = strlen(heading);
    if (columns == NULL) {
        return !page_tables_is_in(page_tables_plumbing, heading);
    }
    for (const char *at = columns; at != NULL; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, heading, length) == 0 && (at[length] == ',' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

/* Numbers without a fraction: they are counted, not measured. */
static bool page_tables_is_whole(const struct csv_read *table, size_t column)
{
    for (size_t r = 0; r < table->rows; r++) {
        const double value = csv_read_number(table, r, column);
        if (!isnan(value) && (value != floor(value) || fabs(value) > 1e9)) {
            return false;
        }
    }
    return true;
}

static bool page_tables_is_number(const struct csv_read *table, size_t column)
{
    bool any = false;
    for (size_t r = 0; r < table->rows; r++) {
        const char *text = csv_read_text(table, r, column);
        if (*text == '\0') {
            continue;
        }
        if (isnan(csv_read_number(table, r, column))) {
            return false;
        }
        any = true;
    }
    return any;
}

/* Length of X where a heading is X_low and the next one X_high, else 0. */
static size_t page_tables_stem(const struct csv_read *table, size_t column)
{
    const char *low = csv_read_heading(table, column);
    const size_t length = strlen(low);
    if (column + 1 >= table->columns || length < 5 || strcmp(low + length - 4, "_low") != 0) {
        return 0;
    }
    const char *high = csv_read_heading(table, column + 1);
    return strncmp(low, high, length - 3) == 0 && strcmp(high + length - 3, "high") == 0 ? length - 4 : 0;
}

static size_t page_tables_columns(const struct csv_read *table, const char *wanted,
                                  struct page_tables_column columns[PAGE_TABLES_COLUMNS_MOST])
{
    size_t count = 0;
    for (size_t c = 0; c < table->columns && count < PAGE_TABLES_COLUMNS_MOST; c++) {
        const char *heading = csv_read_heading(table, c);
        if (!page_tables_wants(wanted, heading)) {
            continue;
        }
        struct page_tables_column *column = &columns[count++];
        const size_t stem = page_tables_stem(table, c);
        *column = (struct page_tables_column){.from = c, .to = c + (stem > 0)};
        column->percent = strncmp(heading, "relative", 8) == 0 || strcmp(heading, "prob_better") == 0;
        column->number = stem > 0 || page_tables_is_number(table, c);
        column->whole = stem == 0 && column->number && page_tables_is_whole(table, c);
        if (stem == 0) {
            snprintf(column->heading, sizeof column->heading, "%.47s", heading);
        } else if (stem == 2 && strncmp(heading, "ci", 2) == 0) {
            snprintf(column->heading, sizeof column->heading, "interval");
        } else {
            snprintf(column->heading, sizeof column->heading, "%.*s interval", stem < 30 ? (int)stem : 30,
                     heading);
        }
        c += stem > 0;
    }
    return count;
}

static void page_tables_figure(double value, bool percent, char text[NUMBER_MOST])
{
    if (percent && !isnan(value)) {
        snprintf(text, NUMBER_MOST, "%+.1f %%", 100.0 * value);
    } else {
        number_plain(value, false, text);
    }
}

static void page_tables_words(struct page_table *table, const char *heading, const char *text)
{
    const int measure = outcome_find(text);
    page_table_open(table, NAN);
    if (strcmp(heading, "measure") == 0 && measure >= 0) {
        page_differences_label(table->html, outcome_measure_row((enum outcome_measure)measure));
    } else if (params_find(text) != NULL) {
        html_put(table->html, "<code data-tip-en=\"%s\"", params_find(text)->meaning);
        html_put(table->html, " data-tip-zh=\"%s\">%s</code>",
                 words_param(text) == NULL ? "" : words_param(text), text);
    } else if (*text != '\0') {
        html_both(table->html, text, words_text(text));
    }
    page_table_close(table);
}

static void page_tables_cell(struct page_table *table, const struct csv_read *csv, size_t row,
                             const struct page_tables_column *column)
{
    const double value = csv_read_number(csv, row, column->from);
    char text[NUMBER_MOST], end[NUMBER_MOST], interval[2 * NUMBER_MOST + 8];
    if (column->to > column->from) {
        const double high = csv_read_number(csv, row, column->to);
        page_tables_figure(value, column->percent, text);
        page_tables_figure(high, column->percent, end);
        snprintf(interval, sizeof interval, "[%s, %s]", text, end);
        page_table_number(table, value, isnan(value) && isnan(high) ? "" : interval);
    } else if (column->number) {
        page_tables_figure(value, column->percent, text);
        if (column->whole && !column->percent && !isnan(value)) {
            snprintf(text, sizeof text, "%.0f", value);
        }
        page_table_number(table, value, isnan(value) ? "" : text);
    } else {
        page_tables_words(table, column->heading, csv_read_text(csv, row, column->from));
    }
}

static void page_tables_show(struct page *self, const struct csv_read *csv, const char *name,
                             const char *wanted)
{
    struct page_tables_column columns[PAGE_TABLES_COLUMNS_MOST];
    struct page_column heads[PAGE_TABLES_COLUMNS_MOST];
    const size_t count = page_tables_columns(csv, wanted, columns);
    const size_t rows = csv->rows < PAGE_TABLES_ROWS_MOST ? csv->rows : PAGE_TABLES_ROWS_MOST;
    char english[256], chinese[256];
    for (size_t c = 0; c < count; c++) {
        heads[c] =
            (struct page_column){columns[c].heading, words_phrase(columns[c].heading), columns[c].number};
    }
    if (rows < csv->rows) {
        snprintf(english, sizeof english, "The first %zu of %zu rows; all are in %s", rows, csv->rows, name);
        snprintf(chinese, sizeof chinese, "共 %zu 行，此处为前 %zu 行；全部见 %s", csv->rows, rows, name);
    } else {
        snprintf(english, sizeof english, "From %s", name);
        snprintf(chinese, sizeof chinese, "来自 %s", name);
    }
    struct page_table table;
    page_table_begin(&table, &self->html, heads, count, english, chinese);
    for (size_t r = 0; r < rows; r++) {
        page_table_row(&table);
        for (size_t c = 0; c < count; c++) {
            page_tables_cell(&table, csv, r, &columns[c]);
        }
        page_table_row_end(&table);
    }
    page_table_end(&table);
}

static int page_tables_one(struct page *self, const struct page_tables_kind *kind)
{
    struct html *html = &self->html;
    struct csv_read csv;
    const int code = csv_read_load(&csv, self->folder, kind->name, self->diag);
    if (code == DIAG_OK && csv.columns > 0) {
        const bool folded = csv.rows > PAGE_TABLES_OPEN_ROWS;
        html_put(html, "<h3>");
        html_both(html, kind->english, kind->chinese);
        html_put(html, "</h3>\n");
        if (folded) {
            html_put(html, "<details><summary>");
            html_both(html, "Show the table", "显示表格");
            html_put(html, "</summary>\n");
        }
        page_tables_show(self, &csv, kind->name, kind->columns);
        html_put(html, folded ? "</details>\n" : "");
    }
    csv_read_free(&csv);
    return code;
}

static bool page_tables_is_known(const char *name)
{
    for (size_t i = 0; i < PAGE_TABLES_KINDS; i++) {
        if (strcmp(page_tables_kinds[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Only a name that this program could have written: it must not lead out of the folder. */
static bool page_tables_is_name(const char *name)
{
    size_t letters = 0;
    while (islower((unsigned char)name[letters]) || name[letters] == '_') {
        letters++;
    }
    return letters > 0 && letters < 40 && strcmp(name + letters, ".csv") == 0;
}

/* The name of output i if it is a table that is to be shown, else NULL. */
static const char *page_tables_output(const struct page *self, size_t i)
{
    char path[64];
    snprintf(path, sizeof path, "outputs/%zu/file", i);
    const char *name = manifest_string(self->manifest, path);
    return page_tables_is_name(name) && !page_tables_is_in(page_tables_left_out, name) ? name : NULL;
}

bool page_tables_has(const struct page *self)
{
    const size_t count = manifest_count(self->manifest, "outputs");
    for (size_t i = 0; i < count; i++) {
        if (page_tables_output(self, i) != NULL) {
            return true;
        }
    }
    return false;
}

int page_tables_write(struct page *self)
{
    int code = DIAG_OK;
    const size_t count = manifest_count(self->manifest, "outputs");
    for (size_t i = 0; code == DIAG_OK && i < PAGE_TABLES_KINDS; i++) {
        if (page_read_lists(self, page_tables_kinds[i].name)) {
            code = page_tables_one(self, &page_tables_kinds[i]);
        }
    }
    for (size_t i = 0; code == DIAG_OK && i < count; i++) {
        const char *name = page_tables_output(self, i);
        if (name != NULL && !page_tables_is_known(name)) {
            code = page_tables_one(self, &(struct page_tables_kind){name, name, name, NULL});
        }
    }
    return code;
}
