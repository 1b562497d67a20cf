/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the scenarios differ in, from resolved/NAME.cfg. */
#include "page_parts.h"

#include "words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_SCENARIOS_SIDE_BY_SIDE = 4 };

static size_t page_scenarios_known(const struct page *self)
{
    size_t known = 0;
    for (size_t i = 0; i < self->scenario_count; i++) {
        known += self->scenarios[i].known;
    }
    return known;
}

bool page_scenarios_has(const struct page *self)
{
    return page_scenarios_known(self) >= 2;
}

static void page_scenarios_basis(struct page_table *table, char basis)
{
    switch (basis) {
    case 'S':
        page_table_both(table, "founding paper", "奠基论文");
        break;
    case 'L':
        page_table_both(table, "literature", "文献");
        break;
    default:
        page_table_both(table, "assumption", "假定");
        break;
    }
}

void page_scenarios_format(const struct params_row *row, double value, char buffer[NUMBER_MOST])
{
    if (row->type == PARAMS_CHOICE) {
        snprintf(buffer, NUMBER_MOST, "%s", row->choices[(size_t)value]);
    } else if (row->type == PARAMS_BOOL) {
        snprintf(buffer, NUMBER_MOST, "%s", value != 0.0 ? "on" : "off");
    } else if (isinf(value)) {
        snprintf(buffer, NUMBER_MOST, "\xE2\x88\x9E");
    } else {
        snprintf(buffer, NUMBER_MOST, "%.6g", value);
    }
}

static void page_scenarios_key(struct page_table *table, const struct params_row *row)
{
    const char *meaning = words_param(row->key);
    page_table_open(table, NAN);
    html_put(table->html, "<code>%s</code>", row->key);
    page_table_close(table);
    page_table_both(table, row->meaning, meaning);
}

static void page_scenarios_value(struct page_table *table, const struct page_scenario *scenario,
                                 const struct params_row *row)
{
    char text[NUMBER_MOST];
    const double value = params_get(&scenario->scenario.params, row);
    page_scenarios_format(row, value, text);
    page_table_open(table, value);
    html_put(table->html, "%s ", text);
    if (row->unit[0] != '\0') {
        html_both(table->html, row->unit, words_phrase(row->unit));
    }
    page_table_close(table);
}

/* scenarios[count], all known, in one table: the rows in which any differs from the first. */
static void page_scenarios_table(struct page *self, const struct page_scenario *const *scenarios,
                                 size_t count)
{
    struct page_column columns[PAGE_SCENARIOS_SIDE_BY_SIDE + 3] = {{"parameter", "参数", false},
                                                                   {"meaning", "含义", false}};
    size_t rows, shown = 0;
    const struct params_row *all = params_rows(&rows);
    struct page_table table;
    for (size_t i = 0; i < count; i++) {
        columns[2 + i] = (struct page_column){scenarios[i]->name, NULL, true};
    }
    columns[2 + count] = (struct page_column){"rests on", "依据", false};
    page_table_begin(&table, &self->html, columns, count + 3, "Everything else is the same.",
                     "其余参数完全相同。");
    for (size_t p = 0; p < rows; p++) {
        bool differs = false;
        for (size_t i = 1; i < count; i++) {
            differs = differs || params_get(&scenarios[i]->scenario.params, &all[p]) !=
                                     params_get(&scenarios[0]->scenario.params, &all[p]);
        }
        if (!differs) {
            continue;
        }
        shown++;
        page_table_row(&table);
        page_scenarios_key(&table, &all[p]);
        for (size_t i = 0; i < count; i++) {
            page_scenarios_value(&table, scenarios[i], &all[p]);
        }
        page_scenarios_basis(&table, all[p].basis);
        page_table_row_end(&table);
    }
    page_table_end(&table);
    if (shown == 0) {
        html_put(&self->html, "<p>");
        html_both(&self->html, "They have the same parameters.", "它们的参数完全相同。");
        html_put(&self->html, "</p>\n");
    }
}

void page_scenarios_set(struct page *self)
{
    struct html *html = &self->html;
    const size_t count = manifest_count(self->manifest, "scenarios/0/set");
    bool begun = false;
    for (size_t k = 0; k < count; k++) {
        char path[64];
        snprintf(path, sizeof path, "scenarios/0/set/%zu/by", k);
        if (strcmp(manifest_string(self->manifest, path), "-s") != 0) {
            continue;
        }
        html_put(html, begun ? ", " : "<p>");
        if (!begun) {
            html_both(html, "Set on the command line, in every scenario: ", "在命令行中为所有方案设定：");
            begun = true;
        }
        snprintf(path, sizeof path, "scenarios/0/set/%zu/key", k);
        html_put(html, "<code>%s = ", manifest_string(self->manifest, path));
        snprintf(path, sizeof path, "scenarios/0/set/%zu/value", k);
        html_put(html, "%s</code>", manifest_string(self->manifest, path));
    }
    html_put(html, begun ? "</p>\n" : "");
}

int page_scenarios_write(struct page *self)
{
    const struct page_scenario **known = calloc(self->scenario_count, sizeof *known);
    size_t count = 0;
    if (known == NULL) {
        return diag_add(self->diag, DIAG_MEMORY, NULL, 0, "out of memory");
    }
    for (size_t i = 0; i < self->scenario_count; i++) {
        if (self->scenarios[i].known) {
            known[count++] = &self->scenarios[i];
        }
    }
    if (count <= PAGE_SCENARIOS_SIDE_BY_SIDE) {
        page_scenarios_table(self, known, count);
    }
    for (size_t i = 1; i < count && count > PAGE_SCENARIOS_SIDE_BY_SIDE; i++) {
        const struct page_scenario *two[] = {known[0], known[i]};
        html_put(&self->html, "<details><summary>%s → %s</summary>\n", known[0]->name, known[i]->name);
        page_scenarios_table(self, two, 2);
        html_put(&self->html, "</details>\n");
    }
    free(known);
    return DIAG_OK;
}
