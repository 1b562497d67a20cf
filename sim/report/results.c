/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/results.h"

#include "calendar_table.h"
#include "controls_table.h"
#include "tables.h"

#include <stdlib.h>
#include <string.h>

struct results_table {
    const struct tables_kind *kind;
    enum { RESULTS_ALWAYS, RESULTS_PAIRED, RESULTS_CONTROLS, RESULTS_ANNUAL } when;
};

static const struct results_table results_tables[] = {
    {&tables_replications, RESULTS_ALWAYS}, {&tables_summary, RESULTS_ALWAYS},
    {&tables_paired, RESULTS_PAIRED},       {&tables_series, RESULTS_ALWAYS},
    {&tables_referrals, RESULTS_ALWAYS},    {&controls_table, RESULTS_CONTROLS},
    {&calendar_table, RESULTS_ANNUAL},
};
enum { RESULTS_TABLES = sizeof results_tables / sizeof results_tables[0] };

static bool results_has(const struct results *self, const struct account *account,
                        const struct results_table *table)
{
    switch (table->when) {
    case RESULTS_PAIRED:
        return account->pair_count > 0;
    case RESULTS_CONTROLS:
        return self->controls;
    case RESULTS_ANNUAL:
        return calendar_table_has(self->replicate);
    default:
        return true;
    }
}

/* A name stands for a scenario in every table. */
static int results_check_names(const struct replicate *replicate, struct diag *diag)
{
    for (size_t a = 0; a < replicate->arm_count; a++) {
        for (size_t b = 0; b < a; b++) {
            const char *name = replicate->arms[a].scenario->name;
            if (strcmp(name, replicate->arms[b].scenario->name) == 0) {
                return diag_add(diag, DIAG_INVALID, NULL, 0, "two scenarios are called %s: rename one", name);
            }
        }
    }
    return DIAG_OK;
}

int results_write(const struct results *self, const char *path, struct diag *diag)
{
    int code = results_check_names(self->replicate, diag);
    if (code != DIAG_OK) {
        return code;
    }
    const struct scenario **scenarios = calloc(self->replicate->arm_count, sizeof *scenarios);
    if (scenarios == NULL) {
        return diag_add(diag, DIAG_MEMORY, path, 0, "out of memory");
    }
    struct account account = self->account;
    account_replicate(&account, self->replicate, scenarios);
    struct folder folder;
    code = folder_open(&folder, path, diag);
    for (size_t i = 0; code == DIAG_OK && i < RESULTS_TABLES; i++) {
        const struct results_table *table = &results_tables[i];
        if (results_has(self, &account, table)) {
            code = tables_add(table->kind, self, &folder);
        }
    }
    if (code == DIAG_OK) {
        code = folder_scenarios(&folder, scenarios, account.scenario_count);
    }
    code = folder_close(&folder, code, &account);
    free(scenarios);
    return code;
}
