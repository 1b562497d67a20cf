/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"
#include "table.h"

#include <stdbool.h>

static void add_origin(struct table *table, const struct scenario *scenario, size_t row)
{
    const struct scenario_origin *origin = &scenario->origins[row];
    if (origin->file == NULL)
        table_add(table, "default");
    else if (origin->line == 0)
        table_add(table, "%s", origin->file);
    else
        table_add(table, "%s:%d", origin->file, origin->line);
}

static int print_differences(const struct scenario *a, const struct scenario *b)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    struct table table;
    bool differ = false;
    table_init(&table, "lrllllll");
    for (size_t i = 0; i < count; i++) {
        const double from = params_get(&a->params, &rows[i]), to = params_get(&b->params, &rows[i]);
        char value[64];
        if (from == to)
            continue;
        differ = true;
        table_add(&table, "%s", rows[i].key);
        params_format(&rows[i], from, value, sizeof value);
        table_add(&table, "%s", value);
        table_add(&table, "->");
        params_format(&rows[i], to, value, sizeof value);
        table_add(&table, "%s", value);
        table_add(&table, "%s", rows[i].unit);
        add_origin(&table, a, i);
        table_add(&table, "->");
        add_origin(&table, b, i);
    }
    if (!differ)
        printf("%s and %s have the same parameters\n", a->name, b->name);
    const int code = table_print(&table, stdout, 0);
    table_free(&table);
    return code;
}

static int run(const struct common_call *call)
{
    struct common_scenarios scenarios;
    int code = common_load(&scenarios, call);
    if (code == DIAG_OK)
        code = print_differences(&scenarios.list[0], &scenarios.list[1]);
    common_free(&scenarios);
    return code;
}

static const enum option takes[] = {OPTION_SET, OPTION_OUTSIDE, OPTION_HELP, OPTION_END};

const struct common_command cmd_diff_command = {
    .name = "diff",
    .arguments = "A B",
    .summary = "The parameters in which two scenarios differ, and where each value comes from",
    .about = "",
    .examples = "  zutuan diff solo 16+1\n",
    .takes = takes,
    .files_least = 2,
    .files_most = 2,
    .run = run,
};
