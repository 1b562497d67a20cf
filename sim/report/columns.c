/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns.h"

#include "zutuan/model/outcome.h"
#include "zutuan/model/params.h"

#include <string.h>

#define TEXT   COLUMNS_STRING
#define COUNT  COLUMNS_INTEGER
#define NUMBER COLUMNS_NUMBER
#define YES    COLUMNS_BOOLEAN
#define M      COLUMNS_MEASURE
#define P      COLUMNS_PARAMETER
#define SHARE  COLUMNS_SHARE

/* clang-format off */
static const struct columns_row rows[] = {
    /* in most tables */
    {NULL, "scenario", TEXT, "", "Name of the scenario; resolved/NAME.cfg holds it in full"},
    {NULL, "base", TEXT, "", "Scenario that the other is compared with"},
    {NULL, "other", TEXT, "", "Scenario that is compared with the base"},
    {NULL, "measure", TEXT, "", "Name of the measure"},
    {NULL, "unit", TEXT, "", "Unit of the measure; empty for a share or an index"},
    {NULL, "label", TEXT, "", "The measure in words"},
    {NULL, "measure_label", TEXT, "", "The measure in words"},
    {NULL, "better", COUNT, "", "1: more is better, -1: less is better, 0: neither"},
    {NULL, "replication", COUNT, "", "Number of the replication, from 1; the same one has the same random numbers in every scenario"},
    {NULL, "value", NUMBER, M, "Value of the measure in the replication; empty where it does not exist"},
    {NULL, "n", COUNT, "replications", "Replications with a value"},
    {NULL, "mean", NUMBER, M, "Mean over the replications"},
    {NULL, "sd", NUMBER, M, "Standard deviation between replications"},
    {NULL, "se", NUMBER, M, "Standard error of the mean"},
    {NULL, "ci_low", NUMBER, M, "Lower end of the confidence interval"},
    {NULL, "ci_high", NUMBER, M, "Upper end of the confidence interval"},
    {NULL, "confidence", NUMBER, SHARE, "Nominal coverage of the intervals"},
    {NULL, "q05", NUMBER, M, "5 % quantile over the replications"},
    {NULL, "q50", NUMBER, M, "Median over the replications"},
    {NULL, "q95", NUMBER, M, "95 % quantile over the replications"},
    {NULL, "difference", NUMBER, M, "Mean of the paired differences: compared scenario less base"},
    {NULL, "relative", NUMBER, SHARE, "Difference over the base's mean"},
    {NULL, "relative_low", NUMBER, SHARE, "Lower end of its confidence interval"},
    {NULL, "relative_high", NUMBER, SHARE, "Upper end of its confidence interval"},
    {NULL, "prob_better", NUMBER, SHARE, "Share of pairs in which the compared scenario is better, a tie counting half; empty when neither way is better"},
    {NULL, "correlation", NUMBER, SHARE, "Correlation of the two scenarios over the replications"},
    {NULL, "variance_ratio", NUMBER, SHARE, "How many times the replications independent random numbers would need for the same interval"},
    {NULL, "base_mean", NUMBER, M, "Mean of the base"},
    {NULL, "other_mean", NUMBER, M, "Mean of the scenario that is compared with it"},
    {NULL, "scenario_mean", NUMBER, M, "Mean of the scenario that is compared with it"},
    {NULL, "key", TEXT, "", "The parameter; docs/parameters.md describes each"},
    {NULL, "meaning", TEXT, "", "What the parameter means"},
    {NULL, "point", COUNT, "", "Number of the point of the design, from 0; points.csv says what it is"},
    /* a run or a comparison */
    {"paired.csv", "scenario", TEXT, "", "Scenario that is compared with the base"},
    {"series.csv", "time", NUMBER, "d", "Day of the sample, from the beginning of the replication"},
    {"series.csv", "measure", TEXT, "", "Name of the series: a state at that time, or a mean since the sample before"},
    {"referrals.csv", "from", COUNT, "", "Provider that referred a request, from 0"},
    {"referrals.csv", "to", COUNT, "", "Provider that it went to"},
    {"referrals.csv", "count", COUNT, "requests", "Such referrals over all replications"},
    {"controls.csv", "base", TEXT, "", "Base of a paired difference; empty: the scenario by itself"},
    {"controls.csv", "controlled", NUMBER, M, "Mean, or mean difference, with the demand of each replication as control variate"},
    {"controls.csv", "plain", NUMBER, M, "The same without controls"},
    {"controls.csv", "plain_ci_low", NUMBER, M, "Lower end of its confidence interval"},
    {"controls.csv", "plain_ci_high", NUMBER, M, "Upper end of its confidence interval"},
    {"controls.csv", "correlation", NUMBER, SHARE, "Correlation of the measure, or difference, with the control"},
    {"controls.csv", "variance_ratio", NUMBER, SHARE, "How many times the replications the plain estimate would need for the same interval"},
    /* sweep, sensitivity */
    {"factors.csv", "unit", TEXT, "", "Unit of the parameter"},
    {"factors.csv", "levels", COUNT, "", "How many values of it the design has; empty when any in the range"},
    {"factors.csv", "lowest", NUMBER, P, "Lowest value in the design; of a choice, its number"},
    {"factors.csv", "highest", NUMBER, P, "Highest value in the design; of a choice, its number"},
    {"factors.csv", "base_value", NUMBER, P, "Value in the base before the design changes it"},
    {"factors.csv", "other_value", NUMBER, P, "Value in the other scenario before the design changes it"},
    {"factors.csv", "range", TEXT, "", "Where the range comes from: given, plausible, half to double, or legal"},
    {"points.csv", "stream", COUNT, "", "Number of the random streams that the point's replications use"},
    {"points.csv", "changed", TEXT, "", "What changed from the point before; empty at the first of a trajectory or row"},
    {"sensitivity.csv", "key", TEXT, "", "The parameter; `seed`: nothing but the random numbers"},
    {"convergence.csv", "key", TEXT, "", "The parameter; `seed`: nothing but the random numbers"},
    {"sensitivity.csv", "n", COUNT, "", "Trajectories, or rows, that the estimate is from"},
    {"convergence.csv", "n", COUNT, "", "Trajectories, or rows, that the estimate is from"},
    {"convergence.csv", "size", COUNT, "", "Trajectories, or rows, that were looked at"},
    {"sensitivity.csv", "standing", TEXT, "", "clear of what the seed alone does, noise, nothing, or unknown"},
    {NULL, "mu", NUMBER, M, "Mean elementary effect: change of the measure over the range of the parameter"},
    {NULL, "mu_low", NUMBER, M, "Lower end of its confidence interval"},
    {NULL, "mu_high", NUMBER, M, "Upper end of its confidence interval"},
    {NULL, "mu_star", NUMBER, M, "Mean of the elementary effects' sizes"},
    {NULL, "mu_star_low", NUMBER, M, "Lower end of its confidence interval"},
    {NULL, "mu_star_high", NUMBER, M, "Upper end of its confidence interval"},
    {NULL, "sigma", NUMBER, M, "Standard deviation of the elementary effects: interaction, or a curve"},
    {NULL, "sigma_low", NUMBER, M, "Lower end of its confidence interval"},
    {NULL, "sigma_high", NUMBER, M, "Upper end of its confidence interval"},
    {NULL, "S1", NUMBER, SHARE, "First-order Sobol index: share of the variance that is the parameter's alone"},
    {NULL, "S1_low", NUMBER, SHARE, "Lower end of its confidence interval"},
    {NULL, "S1_high", NUMBER, SHARE, "Upper end of its confidence interval"},
    {NULL, "ST", NUMBER, SHARE, "Total Sobol index: share of the variance that the parameter has a part in"},
    {NULL, "ST_low", NUMBER, SHARE, "Lower end of its confidence interval"},
    {NULL, "ST_high", NUMBER, SHARE, "Upper end of its confidence interval"},
    /* attribute */
    {"attribution.csv", "kind", TEXT, "", "whole: the whole difference; mechanism: the part of one; rest: what no mechanism explains"},
    {"attribution.csv", "name", TEXT, "", "Name of the mechanism; empty for the whole and the rest"},
    {"attribution.csv", "label", TEXT, "", "The mechanism in words"},
    {"attribution.csv", "part", NUMBER, M, "Part of the difference: the mechanism's Shapley value"},
    {"attribution.csv", "relative", NUMBER, SHARE, "Part over the base's mean"},
    {"interactions.csv", "first", TEXT, "", "A mechanism"},
    {"interactions.csv", "second", TEXT, "", "Another mechanism"},
    {"interactions.csv", "interaction", NUMBER, M, "Shapley interaction: what the two do together beyond what each does"},
    {"interactions.csv", "relative", NUMBER, SHARE, "Interaction over the base's mean"},
    {"variants.csv", "scenario", TEXT, "", "Name of the variant; the base is the first"},
    {"variants.csv", "on", TEXT, "", "Mechanisms that are switched on, with spaces between; empty: none"},
    /* breakeven */
    {NULL, "parameter", TEXT, "", "The parameter that is varied"},
    {NULL, "parameter_unit", TEXT, "", "Unit of the parameter"},
    {NULL, "measure_unit", TEXT, "", "Unit of the measure; empty for a share or an index"},
    {"curve.csv", "value", NUMBER, P, "Value of the parameter"},
    {"curve.csv", "scanned", YES, "", "Whether the value is one of the first look, over the whole range"},
    {"curve.csv", "band_low", NUMBER, M, "Lower end of the band that holds the differences of all scanned values at once"},
    {"curve.csv", "band_high", NUMBER, M, "Upper end of that band"},
    {"curve.csv", "sign", COUNT, "", "Sign of the difference by the band, 0: not decided; empty when not scanned"},
    {"roots.csv", "kind", TEXT, "", "change: the sign changes; undecided: a stretch where it is not decided"},
    {"roots.csv", "estimate", NUMBER, P, "Where the difference is 0"},
    {"roots.csv", "ci_low", NUMBER, P, "Lower end of its confidence interval"},
    {"roots.csv", "ci_high", NUMBER, P, "Upper end of its confidence interval"},
    {"roots.csv", "below", NUMBER, P, "Value that was run next below the estimate"},
    {"roots.csv", "above", NUMBER, P, "Value that was run next above the estimate"},
    {"roots.csv", "certainty", NUMBER, SHARE, "Of a whole-numbered parameter: the confidence at which the interval is these two values"},
    {"roots.csv", "resolved", YES, "", "Whether the estimate and both ends were found as exactly as wanted"},
    {"roots.csv", "sign_left", COUNT, "", "Sign of the difference to the left, 0: not decided"},
    {"roots.csv", "sign_right", COUNT, "", "Sign of the difference to the right, 0: not decided"},
    {"roots.csv", "scan_left", NUMBER, P, "Scanned value to the left"},
    {"roots.csv", "scan_right", NUMBER, P, "Scanned value to the right"},
    /* hypotheses */
    {NULL, "hypothesis", TEXT, "", "Number of the claim, H1 to H13"},
    {NULL, "title", TEXT, "", "What the claim is about"},
    {NULL, "claim", TEXT, "", "The claim in words"},
    {NULL, "items", TEXT, "", "Items of docs/model.md that it comes from"},
    {NULL, "claimed", TEXT, "", "What is claimed of the measure: more, less, or within a margin"},
    {NULL, "margin", NUMBER, SHARE, "Margin of a claim of that kind, of the base's mean"},
    {NULL, "p", NUMBER, SHARE, "p value of the test alone"},
    {NULL, "p_holm", NUMBER, SHARE, "p value with all tests, at all looks that there may be, as one family (Holm)"},
    {NULL, "verdict", TEXT, "", "Verdict on the test"},
    {NULL, "claim_verdict", TEXT, "", "Verdict on the claim as a whole"},
    {NULL, "practically_nothing", YES, "", "Whether the difference is too small to matter"},
    {NULL, "robustness", TEXT, "", "Whether the verdict holds at both ends of every assumption"},
    {NULL, "ends", COUNT, "", "Ends of assumptions that were looked at"},
    {NULL, "unresolved", COUNT, "", "Ends that could not be decided"},
    {NULL, "flips_at", TEXT, "", "Ends at which the verdict turns round"},
    {NULL, "lost_at", TEXT, "", "Ends at which the verdict is lost"},
    {NULL, "note", TEXT, "", "What of the claim is built into the model"},
    {"robustness.csv", "assumption", TEXT, "", "Parameter that is assumed"},
    {"robustness.csv", "end", TEXT, "", "Which end of its plausible range"},
    {"robustness.csv", "value", NUMBER, P, "Its value there"},
    {"robustness.csv", "status", TEXT, "", "What becomes of the verdict there"},
    {"robustness.csv", "same_sign", YES, "", "Whether the difference lies on the side of the main result"},
    {"money.csv", "money", TEXT, "", "as it is, or equal: the cheaper side is given the difference"},
    {"money.csv", "reinvest_yuan_per_year", NUMBER, "yuan/yr", "Extra money given, in its teams"},
    {"money.csv", "given_to", TEXT, "", "Scenario that it is given to"},
    /* select */
    {"select.csv", "alternative", TEXT, "", "Name of the scenario"},
    {"measures.csv", "alternative", TEXT, "", "Name of the scenario"},
    {"measures.csv", "n", COUNT, "replications", "Replications with a value, of those until it was out"},
    {"measures.csv", "ci_low", NUMBER, M, "Lower end of the t interval, which takes n as if it had been fixed beforehand"},
    {"measures.csv", "ci_high", NUMBER, M, "Upper end of that interval"},
    {"select.csv", "status", TEXT, "", "chosen, possible, within_delta, eliminated, or no_value"},
    {"select.csv", "description", TEXT, "", "What the scenario is; of a point of a design, what it sets"},
    {NULL, "runs", COUNT, "", "Runs that were done"},
    {NULL, "eliminated_at", COUNT, "replications", "After how many replications it was out"},
    {NULL, "eliminated_by", TEXT, "", "Scenario that it lost to"},
    {NULL, "behind_at_most", NUMBER, M, "How much worse than the best it is at most, with the confidence"},
    {NULL, "delta", NUMBER, M, "Differences below this do not matter"},
    {"rounds.csv", "round", COUNT, "", "Number of the look, from 1"},
    {NULL, "replications", COUNT, "", "Replications of each that is still in"},
    {NULL, "left", COUNT, "", "Scenarios that are still in"},
    /* calibrate */
    {NULL, "draw", COUNT, "", "Number of the draw from the posterior, from 1"},
    {"posterior.csv", "point", COUNT, "", "Number of its point in points.csv, from 0"},
    {NULL, "wave", COUNT, "", "Number of the wave, from 1"},
    {NULL, "implausibility", NUMBER, SHARE, "Distance from the targets in standard deviations of all that is uncertain; of the worst target"},
    {NULL, "least_implausibility", NUMBER, SHARE, "The smallest of any point"},
    {NULL, "log_likelihood", NUMBER, "", "Logarithm of the synthetic likelihood; empty where the targets cannot be met"},
    {NULL, "weight", NUMBER, SHARE, "Weight of the point in the posterior"},
    {NULL, "prior", TEXT, "", "Kind of the prior"},
    {NULL, "prior_low", NUMBER, P, "Lowest value of the prior"},
    {NULL, "prior_high", NUMBER, P, "Highest value of the prior"},
    {"targets.csv", "prior_mean", NUMBER, M, "Mean of the measure over the prior"},
    {NULL, "prior_mean", NUMBER, P, "Mean of a normal prior"},
    {NULL, "prior_sd", NUMBER, P, "Standard deviation of a normal prior"},
    {NULL, "prior_q05", NUMBER, P, "5 % quantile of the prior"},
    {NULL, "prior_q50", NUMBER, P, "Median of the prior"},
    {NULL, "prior_q95", NUMBER, P, "95 % quantile of the prior"},
    {NULL, "whole", YES, "", "Whether only whole numbers are possible"},
    {"parameters.csv", "unit", TEXT, "", "Unit of the parameter"},
    {"parameters.csv", "range", TEXT, "", "Where the range comes from: given or plausible"},
    {"parameters.csv", "scenario_value", NUMBER, P, "Value in the scenario"},
    {"parameters.csv", "mean", NUMBER, P, "Mean of the posterior"},
    {"parameters.csv", "sd", NUMBER, P, "Standard deviation of the posterior"},
    {"parameters.csv", "q05", NUMBER, P, "5 % quantile of the posterior"},
    {"parameters.csv", "q50", NUMBER, P, "Median of the posterior"},
    {"parameters.csv", "q95", NUMBER, P, "95 % quantile of the posterior"},
    {NULL, "not_ruled_out_low", NUMBER, P, "Lowest value that is not implausible"},
    {NULL, "not_ruled_out_high", NUMBER, P, "Highest value that is not implausible"},
    {NULL, "width", NUMBER, SHARE, "90 % range of the posterior over that of the prior"},
    {NULL, "width_low", NUMBER, SHARE, "Lower end of its confidence interval"},
    {NULL, "width_high", NUMBER, SHARE, "Upper end of its confidence interval"},
    {"parameters.csv", "verdict", TEXT, "", "What the targets say of the parameter"},
    {"ties.csv", "other", TEXT, "", "Another parameter"},
    {"ties.csv", "correlation", NUMBER, SHARE, "Correlation of the two in the posterior"},
    {"ties.csv", "ci_low", NUMBER, SHARE, "Lower end of the confidence interval of what replications without end would give"},
    {"ties.csv", "ci_high", NUMBER, SHARE, "Upper end of it"},
    {NULL, "strong", YES, "", "Whether the targets determine the two only together"},
    {"targets.csv", "value", NUMBER, M, "Value that is aimed at"},
    {"targets.csv", "tolerance", NUMBER, M, "How far off is as good: a standard deviation"},
    {"targets.csv", "seen", TEXT, "", "once: one city was seen; mean: a mean of many"},
    {"targets.csv", "mean", NUMBER, M, "Mean of the measure over the posterior"},
    {"targets.csv", "source", TEXT, "", "Where the target comes from"},
    {"trace.csv", "time", NUMBER, "d", "Day of the event, from the beginning of the replication"},
    {"trace.csv", "activity", TEXT, "", "What happens"},
    {"trace.csv", "detail", TEXT, "", "Kind of task or duty, class of a request"},
    {"trace.csv", "request", COUNT, "", "Number of the request in the replication, from 1; the case in process mining"},
    {"trace.csv", "actor", TEXT, "", "Who acts: a provider's number from 0, hub, officers or apex"},
    {"trace.csv", "other", TEXT, "", "The other side: a provider's number from 0, or hub"},
    {"trace.csv", "value", NUMBER, "", "As the activity says: hours of a task or duty, people, quality"},
    {"trace.csv", "step", TEXT, "", "The activity without its beginning or end"},
    {"trace.csv", "lifecycle", TEXT, "", "Transition of the step, after XES: schedule, start, complete, withdraw"},
    {"trace.csv", "timestamp", TEXT, "", "The time by ISO 8601, with --epoch"},
    {"replication.csv", "seed", COUNT, "", "Seed of the random numbers"},
    {"replication.csv", "horizon", NUMBER, "d", "Day on which the replication ends"},
    {"replication.csv", "calendar", TEXT, "", "Purchase: standing, or annual in five phases"},
    {"replication.csv", "window_from", NUMBER, "d", "First of the days whose tasks are to be drawn; empty: the two weeks with the longest queue"},
    {"replication.csv", "window_to", NUMBER, "d", "Last of them"},
    {"phases.csv", "year", COUNT, "", "Year of the programme, from 1"},
    {"phases.csv", "number", COUNT, "", "Number of the phase in its year, from 1"},
    {"phases.csv", "phase", TEXT, "", "Name of the phase"},
    {"phases.csv", "from", NUMBER, "d", "Day on which it begins"},
    {"phases.csv", "to", NUMBER, "d", "Day on which it ends, at the horizon at the latest"},
    {"calendar.csv", "number", COUNT, "", "Number of the phase in its year, from 1"},
    {"calendar.csv", "phase", TEXT, "", "Name of the phase"},
    {"calendar.csv", "n", COUNT, "replications", "Replications in which a review ended"},
    {"calendar.csv", "days", NUMBER, "d", "Mean length of the phase, over years and then over replications"},
    {"calendar.csv", "ci_low", NUMBER, "d", "Lower end of its confidence interval; empty: as long as the calendar says"},
    {"calendar.csv", "ci_high", NUMBER, "d", "Upper end of its confidence interval; empty: as long as the calendar says"},
    {"waves.csv", "replications", COUNT, "", "Replications of each point"},
    {NULL, "points", COUNT, "", "Points that were run"},
    {NULL, "without_values", COUNT, "", "Points at which a measure does not exist"},
    {NULL, "not_ruled_out", COUNT, "", "Points that are not implausible"},
    {NULL, "widening", NUMBER, SHARE, "How many times as wide as given the tolerances were still taken after the wave"},
    {NULL, "effective_points", NUMBER, "", "As how many equally weighted points the weighted ones count"},
};

static const struct { const char *name, *about; } tables[] = {
    {"replications.csv", "Every measure of every replication of every scenario"},
    {"summary.csv", "Every measure's mean over the replications, with its interval and how much replications vary"},
    {"paired.csv", "Paired differences of scenarios under common random numbers"},
    {"series.csv", "Measures through time, mean and quantiles over the replications"},
    {"referrals.csv", "The network of referrals between providers"},
    {"controls.csv", "Means and differences with control variates beside the plain ones"},
    {"cells.csv", "Results at every point of the design"},
    {"factors.csv", "The parameters that the points differ in"},
    {"points.csv", "The points that were run"},
    {"sensitivity.csv", "How much each parameter matters"},
    {"convergence.csv", "The same after fewer trajectories or rows"},
    {"attribution.csv", "The difference of two scenarios, split over the mechanisms"},
    {"interactions.csv", "What two mechanisms do together"},
    {"variants.csv", "The scenario with each set of mechanisms switched on"},
    {"curve.csv", "The difference at every value of the parameter that was run"},
    {"roots.csv", "Where the sign of the difference changes"},
    {"hypotheses.csv", "The tests of the claims"},
    {"robustness.csv", "Each test at both ends of every assumption"},
    {"money.csv", "Costs of each contrast, and what is left of a claim at equal public money"},
    {"select.csv", "The scenarios by what is known of each"},
    {"measures.csv", "Every measure's mean, of each scenario over the replications that it has"},
    {"rounds.csv", "How the choice narrowed down"},
    {"posterior.csv", "Draws from the posterior of the parameters"},
    {"parameters.csv", "What is known of each parameter before and after"},
    {"ties.csv", "Parameters that the targets determine only together"},
    {"targets.csv", "The targets, and how they are met"},
    {"waves.csv", "How the search narrowed down"},
    {"trace.csv", "The event log of one replication"},
    {"replication.csv", "Which replication the log is of"},
    {"calendar.csv", "How long the phases of annual purchase last"},
    {"phases.csv", "The phases of the yearly calendar, up to the horizon"},
};
/* clang-format on */

static bool columns_match(const char *table, const char *name, struct columns_row *row)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const bool here = table == NULL ? rows[i].table == NULL
                                        : rows[i].table != NULL && strcmp(rows[i].table, table) == 0;
        if (here && strcmp(rows[i].name, name) == 0) {
            *row = rows[i];
            return true;
        }
    }
    return false;
}

static enum columns_type columns_of_parameter(const struct params_row *parameter)
{
    switch (parameter->type) {
    case PARAMS_BOOL:
        return COLUMNS_BOOLEAN;
    case PARAMS_CHOICE:
        return COLUMNS_STRING;
    default:
        return COLUMNS_NUMBER;
    }
}

bool columns_find(const char *table, const char *name, struct columns_row *row)
{
    if (columns_match(table, name, row) || columns_match(NULL, name, row)) {
        return true;
    }
    const struct params_row *parameter = params_find(name);
    if (parameter != NULL) {
        *row = (struct columns_row){table, name, columns_of_parameter(parameter), parameter->unit,
                                    parameter->meaning};
        return true;
    }
    const int measure = outcome_find(name);
    if (measure >= 0) {
        const struct outcome_row *outcome = outcome_measure_row((enum outcome_measure)measure);
        *row = (struct columns_row){table, name, COLUMNS_NUMBER, outcome->unit, outcome->meaning};
        return true;
    }
    return false;
}

const char *columns_table(const char *table)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (strcmp(tables[i].name, table) == 0) {
            return tables[i].about;
        }
    }
    return NULL;
}

const struct columns_row *columns_rows(size_t *count)
{
    *count = sizeof rows / sizeof rows[0];
    return rows;
}

const char *columns_type_name(enum columns_type type)
{
    static const char *const names[] = {"string", "integer", "number", "boolean"};
    return names[type];
}
