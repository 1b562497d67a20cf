/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "controls_show.h"

#include "show.h"
#include "table.h"
#include "zutuan/experiment/controls.h"
#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static void add_interval(struct table *table, const struct outcome_row *row, double low, double high)
{
    char text[SHOW_MOST];
    show_range(row, low, high, text);
    table_add(table, "%s", text);
}

static void add_row(struct table *table, const struct outcome_row *row, const struct controls *controls)
{
    char text[SHOW_MOST];
    show_measure(row, text);
    table_add(table, "%s", text);
    show_value(row, controls->plain, text);
    table_add(table, "%s", text);
    add_interval(table, row, controls->plain_low, controls->plain_high);
    show_value(row, controls->mean, text);
    table_add(table, "%s", text);
    add_interval(table, row, controls->low, controls->high);
    if (isnan(controls->gain))
        table_add(table, "-");
    else
        table_add(table, "%.2fx", controls->gain);
}

int controls_show(const struct campaign *campaign, struct account_pair pair)
{
    const struct replicate *replicate = &campaign->replicate;
    const struct options *options = campaign->study.call->options;
    double *room = malloc((4 * replicate->done + 1) * sizeof *room);
    struct table table;
    if (room == NULL)
        return DIAG_MEMORY;
    table_init(&table, "lrrrrr");
    table_add(&table, pair.base == SIZE_MAX ? "mean of" : "difference in");
    table_add(&table, "plain");
    table_add(&table, "%g %% interval", 100.0 * options->confidence);
    table_add(&table, "controlled");
    table_add(&table, "%g %% interval", 100.0 * options->confidence);
    table_add(&table, "saved");
    for (int m = 0; m < OUTCOME_MEASURES; m++) {
        const enum outcome_measure measure = (enum outcome_measure)m;
        struct controls controls;
        if (!options->given[OPTION_ALL] && !verdict_is_main(measure))
            continue;
        if (pair.base == SIZE_MAX)
            controls_arm(&controls, replicate, pair.other, measure, options->confidence, room);
        else
            controls_pair(&controls, replicate, pair.base, pair.other, measure, options->confidence, room);
        if (controls.n > 1)
            add_row(&table, outcome_measure_row(measure), &controls);
    }
    puts("  control variate: demand drawn against its expectation");
    const int code = table_print(&table, stdout, 2);
    table_free(&table);
    free(room);
    return code;
}
