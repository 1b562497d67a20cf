/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign.h"
#include "controls_show.h"
#include "show.h"
#include "table.h"

#include <math.h>
#include <stdint.h>

static void add_row(struct table *table, enum outcome_measure measure, const struct estimate *estimate)
{
    const struct outcome_row *row = outcome_measure_row(measure);
    char text[SHOW_MOST];
    show_measure(row, text);
    table_add(table, "%s", text);
    show_value(row, estimate->mean, text);
    table_add(table, "%s", text);
    show_range(row, estimate->low, estimate->high, text);
    table_add(table, "%s", text);
    show_value(row, estimate->sd, text);
    table_add(table, "%s", text);
    show_range(row, estimate->q05, estimate->q95, text);
    table_add(table, "%s", text);
}

static int print_summary(struct campaign *campaign)
{
    const struct options *options = campaign->study.call->options;
    struct table table;
    int code = DIAG_OK;
    table_init(&table, "lrrrr");
    table_add(&table, "measure");
    table_add(&table, "mean");
    table_add(&table, "%g %% interval", 100.0 * options->confidence);
    table_add(&table, "sd");
    table_add(&table, "5 %% .. 95 %%");
    for (int measure = 0; code == DIAG_OK && measure < OUTCOME_MEASURES; measure++) {
        struct estimate estimate;
        if (!campaign_shows(campaign, (enum outcome_measure)measure))
            continue;
        code = campaign_mean(campaign, 0, (enum outcome_measure)measure, &estimate);
        if (code == DIAG_OK && (options->given[OPTION_ALL] || estimate.n > 0))
            add_row(&table, (enum outcome_measure)measure, &estimate);
    }
    printf("%s: %zu replication%s, seed %llu\n", campaign_name(campaign, 0), campaign->replicate.done,
           campaign->replicate.done == 1 ? "" : "s", (unsigned long long)options->seed);
    if (code == DIAG_OK)
        code = table_print(&table, stdout, 2);
    table_free(&table);
    if (code == DIAG_OK && options->given[OPTION_CONTROL_VARIATES])
        code = controls_show(campaign, (struct account_pair){SIZE_MAX, 0});
    return code;
}

static int run(const struct common_call *call)
{
    return campaign_run(call, "run", false, print_summary);
}

static const enum option takes[] = {OPTION_SET,          OPTION_OUTSIDE,    OPTION_SEED,
                                    OPTION_REPLICATIONS, OPTION_TARGET,     OPTION_MIN,
                                    OPTION_MAX,          OPTION_CONFIDENCE, OPTION_CONTROL_VARIATES,
                                    OPTION_ALL,          OPTION_JOBS,       OPTION_OUT,
                                    OPTION_FORCE,        OPTION_STORE,      OPTION_SHARD,
                                    OPTION_DRY_RUN,      OPTION_PROGRESS,   OPTION_HELP,
                                    OPTION_END};

const struct common_command cmd_run_command = {
    .name = "run",
    .arguments = "FILE",
    .summary = "Replications of one scenario: means with intervals, and how much replications vary",
    .about =
        "A target is met when the half-width of the interval of the measure's mean is as small as asked.\n"
        "Exit code 5: some replications failed; 6: the target was not met; 130: interrupted; with a store\n"
        "(--out, --store) the same command goes on, and more replications add to those that are there.\n",
    .examples = "  zutuan run 16+1\n"
                "  zutuan run 16+1 -s support.staff=5 -n 400 --out out/five-staff\n"
                "  zutuan run solo --target wait_mean:rel=2%\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
