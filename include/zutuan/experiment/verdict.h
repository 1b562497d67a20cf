/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A comparison in plain words, and no more than its intervals say.
 *
 * Each measure is judged by the interval of its paired difference. One that lies wholly within 1 % (of
 * shares: half a percentage point) of nothing is practically no difference, whether or not it holds zero;
 * another that holds zero is not clear at this precision; only the rest is better or worse. Each interval
 * stands for itself: nothing is corrected for looking at several measures.
 */
#ifndef ZUTUAN_EXPERIMENT_VERDICT_H
#define ZUTUAN_EXPERIMENT_VERDICT_H

#include "zutuan/experiment/estimate.h"
#include "zutuan/experiment/scenario.h"
#include "zutuan/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>

#define VERDICT_NIL_RELATIVE 0.01
#define VERDICT_NIL_SHARE    0.005
#define VERDICT_MOST         4096 /* characters of a verdict */

enum verdict { VERDICT_UNKNOWN, VERDICT_UNCLEAR, VERDICT_SAME, VERDICT_BETTER, VERDICT_WORSE };

/* A share of something: shown in percent, compared in percentage points. */
bool verdict_is_share(const struct outcome_row *row);
/* One of the measures that are shown without being asked for. */
bool verdict_is_main(enum outcome_measure measure);
/* UNKNOWN without an interval. For a measure that is neither good nor bad, BETTER says more and WORSE less.
 */
enum verdict verdict_judge(const struct outcome_row *row, const struct estimate_pair *pair);
/* What verdict_write speaks of: quality-adjusted output for the money, cost, then aspects. */
const enum outcome_measure *verdict_measures(size_t *count);
/* Writes a few sentences on `other` against `base`; pairs[count] in the order of verdict_measures. */
void verdict_write(const char *base, const char *other, const struct estimate_pair *pairs, double confidence,
                   char text[VERDICT_MOST]);

/* Parameters that say how much demand there is, in the order of the table, NULL beyond the last: how many
 * providers a city has, and demand.*. */
const struct params_row *verdict_demand(size_t i);
/* Whether two scenarios meet the same demand. If not, their totals differ for that reason alone. */
bool verdict_same_demand(const struct params *base, const struct params *other);
/* A few sentences on that for scenarios that do not; empty for others. */
void verdict_write_demand(const struct scenario *base, const struct scenario *other, char text[VERDICT_MOST]);

#endif
