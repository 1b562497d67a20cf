/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that stand side by side in many tables, in the same order in each. */
#ifndef FIELDS_H
#define FIELDS_H

#include "csv.h"
#include "zutuan/experiment/estimate.h"
#include "zutuan/model/outcome.h"

/* measure, unit */
void fields_measure(struct csv *csv, enum outcome_measure measure);
/* better, label (or measure_label) */
void fields_label(struct csv *csv, enum outcome_measure measure);
/* n, mean, ci_low, ci_high */
void fields_mean(struct csv *csv, const struct estimate *mean);
/* n, mean, sd, ci_low, ci_high */
void fields_mean_sd(struct csv *csv, const struct estimate *mean);
/* n, base_mean, other_mean, difference, ci_low, ci_high */
void fields_pair(struct csv *csv, const struct estimate_pair *pair);
/* difference, ci_low, ci_high, relative, relative_low, relative_high */
void fields_difference(struct csv *csv, const struct estimate_pair *pair);

#endif
