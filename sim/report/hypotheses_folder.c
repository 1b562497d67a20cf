/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/hypotheses_folder.h"

#include "hypotheses_tables.h"
#include "tables.h"

int hypotheses_folder_write(const struct hypotheses *self, const struct results *results, const char *path,
                            struct diag *diag)
{
    const struct scenario *scenarios[HYPOTHESES_ARMS];
    struct account account = results->account;
    struct folder folder;
    account_replicate(&account, results->replicate, scenarios);
    int code = folder_open(&folder, path, diag);
    if (code == DIAG_OK)
        code = folder_add(&folder, HYPOTHESES_TABLES_TESTS, hypotheses_tables_tests(self, path, diag));
    if (code == DIAG_OK && self->robust_known)
        code =
            folder_add(&folder, HYPOTHESES_TABLES_ROBUSTNESS, hypotheses_tables_robustness(self, path, diag));
    if (code == DIAG_OK)
        code = folder_add(&folder, HYPOTHESES_TABLES_MONEY, hypotheses_tables_money(self, path, diag));
    if (code == DIAG_OK)
        code = tables_add(&tables_summary, results, &folder);
    if (code == DIAG_OK)
        code = tables_add(&tables_replications, results, &folder);
    if (code == DIAG_OK)
        code = folder_scenarios(&folder, scenarios, account.scenario_count);
    return folder_close(&folder, code, &account);
}
