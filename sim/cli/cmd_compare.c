/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign.h"
#include "controls_show.h"
#include "show.h"
#include "table.h"
#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdint.h>

static void add_head(struct table *table, const struct campaign *campaign, struct account_pair pair)
{
    table_add(table, "measure");
    table_add(table, "%s", campaign_name(campaign, pair.base));
    table_add(table, "%s", campaign_name(campaign, pair.other));
    table_add(table, "difference");
    table_add(table, "%g %% interval", 100.0 * campaign->study.call->options->confidence);
    table_add(table, "better in");
}

/* The means over all replications, as in summary.csv; the rest over pairs. */
static int add_row(struct table *table, struct campaign *campaign, struct account_pair pair,
                   enum outcome_measure measure)
{
    const struct outcome_row *row = outcome_measure_row(measure);
    char text[SHOW_MOST], interval[SHOW_MOST];
    struct estimate base, other;
    struct estimate_pair paired;
    int code = campaign_mean(campaign, pair.base, measure, &base);
    if (code == DIAG_OK)
        code = campaign_mean(campaign, pair.other, measure, &other);
    if (code == DIAG_OK)
        code = campaign_pair(campaign, pair, measure, &paired);
    if (code != DIAG_OK)
        return code;
    if (base.n == 0 && other.n == 0)
        return DIAG_OK;
    show_measure(row, text);
    table_add(table, "%s", text);
    show_value(row, base.mean, text);
    table_add(table, "%s", text);
    show_value(row, other.mean, text);
    table_add(table, "%s", text);
    show_difference(row, &paired, text, interval);
    table_add(table, "%s", text);
    table_add(table, "%s", interval);
    if (isnan(paired.prob_better))
        table_add(table, "-");
    else
        table_add(table, "%.0f %% of pairs", 100.0 * paired.prob_better);
    return DIAG_OK;
}

static int print_table(struct campaign *campaign, struct account_pair pair)
{
    struct table table;
    int code = DIAG_OK;
    table_init(&table, "lrrrrr");
    add_head(&table, campaign, pair);
    for (int measure = 0; code == DIAG_OK && measure < OUTCOME_MEASURES; measure++) {
        if (campaign_shows(campaign, (enum outcome_measure)measure))
            code = add_row(&table, campaign, pair, (enum outcome_measure)measure);
    }
    if (code == DIAG_OK)
        code = table_print(&table, stdout, 2);
    table_free(&table);
    return code;
}

static int print_verdict(struct campaign *campaign, struct account_pair pair)
{
    size_t count;
    const enum outcome_measure *measures = verdict_measures(&count);
    struct estimate_pair estimates[OUTCOME_MEASURES];
    char text[VERDICT_MOST];
    verdict_write_demand(campaign->replicate.arms[pair.base].scenario,
                         campaign->replicate.arms[pair.other].scenario, text);
    if (*text != '\0')
        show_paragraph(stdout, text, 2);
    for (size_t i = 0; i < count; i++) {
        const int code = campaign_pair(campaign, pair, measures[i], &estimates[i]);
        if (code != DIAG_OK)
            return code;
    }
    verdict_write(campaign_name(campaign, pair.base), campaign_name(campaign, pair.other), estimates,
                  campaign->study.call->options->confidence, text);
    show_paragraph(stdout, text, 2);
    return DIAG_OK;
}

/* What pairing was worth, by the measure that the target or the verdict is about. */
static int print_saving(struct campaign *campaign, struct account_pair pair)
{
    const struct options *options = campaign->study.call->options;
    const enum outcome_measure measure = options->target_text != NULL
                                             ? (enum outcome_measure)options->target.measure
                                             : OUTCOME_QA_PER_10K_YUAN;
    struct estimate_pair paired;
    const int code = campaign_pair(campaign, pair, measure, &paired);
    const char *name = outcome_measure_row(measure)->name;
    if (code != DIAG_OK || isnan(paired.variance_ratio))
        return code;
    if (paired.variance_ratio >= 1.0)
        printf("  (common random numbers saved %.1fx the replications, for %s)\n", paired.variance_ratio,
               name);
    else
        printf("  (common random numbers saved nothing here: %.1fx the replications, for %s)\n",
               paired.variance_ratio, name);
    return DIAG_OK;
}

/* How the base came to the other's budget. */
static void print_budget(const struct campaign *campaign, size_t pair)
{
    const struct budget *budget = &campaign->budgets[pair - (campaign->given - 1)];
    char amount[SHOW_MOST];
    show_value(outcome_measure_row(OUTCOME_COST_TOTAL), budget->reinvest, amount);
    printf("At equal public money: %s is %s with %s yuan a year reinvested in its teams",
           budget->scenario.name, campaign_name(campaign, 0), amount);
    if (fabs(budget->gap) > BUDGET_TOLERANCE)
        printf(" (costs still differ by %.2g %%: more replications bring them nearer)",
               100.0 * fabs(budget->gap));
    putchar('\n');
}

static int print_pairs(struct campaign *campaign)
{
    int code = DIAG_OK;
    printf("%zu replication%s of each, seed %llu\n", campaign->replicate.done,
           campaign->replicate.done == 1 ? "" : "s", (unsigned long long)campaign->study.call->options->seed);
    for (size_t i = 0; code == DIAG_OK && i < campaign->pair_count; i++) {
        putchar('\n');
        if (i >= campaign->given - 1)
            print_budget(campaign, i);
        code = print_table(campaign, campaign->pairs[i]);
        if (code == DIAG_OK)
            code = print_verdict(campaign, campaign->pairs[i]);
        if (code == DIAG_OK)
            code = print_saving(campaign, campaign->pairs[i]);
        if (code == DIAG_OK && campaign->study.call->options->given[OPTION_CONTROL_VARIATES])
            code = controls_show(campaign, campaign->pairs[i]);
    }
    return code;
}

static int run(const struct common_call *call)
{
    return campaign_run(call, "compare", true, print_pairs);
}

static const enum option takes[] = {
    OPTION_SET,   OPTION_OUTSIDE, OPTION_SEED,       OPTION_REPLICATIONS, OPTION_TARGET,
    OPTION_MIN,   OPTION_MAX,     OPTION_CONFIDENCE, OPTION_EQUAL_BUDGET, OPTION_CONTROL_VARIATES,
    OPTION_ALL,   OPTION_JOBS,    OPTION_OUT,        OPTION_FORCE,        OPTION_STORE,
    OPTION_SHARD, OPTION_DRY_RUN, OPTION_PROGRESS,   OPTION_HELP,         OPTION_END};

const struct common_command cmd_compare_command = {
    .name = "compare",
    .arguments = "BASE OTHER...",
    .summary = "Paired differences from a base under common random numbers, and a verdict in words",
    .about =
        "Every scenario meets the same people. `better in` is the share of replications in which OTHER is\n"
        "better; pp are percentage points. Each interval stands for itself: of twenty at 95 %, one misses.\n"
        "With --equal-budget the base is also given as much money as each OTHER costs, in its teams.\n"
        "A target is met when the half-width of the interval of every paired difference is as small as\n"
        "asked, a relative one as a share of the base's mean.\n"
        "Exit code 5: some replications failed; 6: the target was not met; 130: interrupted; with a store\n"
        "(--out, --store) the same command goes on, and more replications add to those that are there.\n",
    .examples = "  zutuan compare solo 16+1 --equal-budget\n"
                "  zutuan compare solo 16+1 --target qa_per_10k_yuan:rel=1% --out out/main\n"
                "  zutuan compare solo 16+1 -s demand.rate=0.8 -n 400\n",
    .takes = takes,
    .files_least = 2,
    .files_most = SIZE_MAX,
    .run = run,
};
