/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar_table.h"

#include "fields.h"

#include <math.h>

enum { CALENDAR_TABLE_REVIEWING = 1, CALENDAR_TABLE_IMPLEMENTING = 2 };

const char *const calendar_table_phases[PARAMS_PHASES] = {"applying", "reviewing", "implementing",
                                                          "evaluating", "commending"};

static bool calendar_table_is_annual(const struct scenario *scenario)
{
    return scenario->params.purchase.calendar == PARAMS_CALENDAR_ANNUAL;
}

bool calendar_table_has(const struct replicate *replicate)
{
    for (size_t a = 0; a < replicate->arm_count; a++) {
        if (calendar_table_is_annual(replicate->arms[a].scenario)) {
            return true;
        }
    }
    return false;
}

/* What reviewing takes longer, implementing is shorter. */
static void calendar_table_length(const struct estimate *review, const double *days, size_t phase,
                                  struct estimate *length)
{
    const double both = days[CALENDAR_TABLE_REVIEWING] + days[CALENDAR_TABLE_IMPLEMENTING];
    *length = *review;
    if (phase == CALENDAR_TABLE_IMPLEMENTING) {
        length->mean = both - review->mean;
        length->low = both - review->high;
        length->high = both - review->low;
    } else if (phase != CALENDAR_TABLE_REVIEWING) {
        *length = (struct estimate){.n = review->n, .mean = days[phase], .low = NAN, .high = NAN};
    }
}

static void calendar_table_scenario(struct csv *csv, const struct results *results, size_t arm, double *room)
{
    const struct replicate *replicate = results->replicate;
    const struct scenario *scenario = replicate->arms[arm].scenario;
    const size_t count = replicate_column(replicate, arm, OUTCOME_REVIEW_DAYS, room);
    struct estimate review, length;
    estimate_mean(&review, room, count, results->account.confidence, room + replicate->done);
    for (size_t phase = 0; phase < PARAMS_PHASES; phase++) {
        calendar_table_length(&review, scenario->params.phases.days, phase, &length);
        csv_text(csv, scenario->name);
        csv_count(csv, phase + 1);
        csv_text(csv, calendar_table_phases[phase]);
        fields_mean(csv, &length);
        csv_number(csv, results->account.confidence);
        csv_end_row(csv);
    }
}

static void calendar_table_rows(struct csv *csv, const struct results *results, double *room)
{
    for (size_t arm = 0; arm < results->replicate->arm_count; arm++) {
        if (calendar_table_is_annual(results->replicate->arms[arm].scenario)) {
            calendar_table_scenario(csv, results, arm, room);
        }
    }
}

const struct tables_kind calendar_table = {
    .name = "calendar.csv",
    .header = "scenario,number,phase,n,days,ci_low,ci_high,confidence",
    .columns = 2,
    .rows = calendar_table_rows,
};
