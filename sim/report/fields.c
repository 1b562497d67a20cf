/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields.h"

void fields_measure(struct csv *csv, enum outcome_measure measure)
{
    csv_text(csv, outcome_measure_row(measure)->name);
    csv_text(csv, outcome_measure_row(measure)->unit);
}

void fields_label(struct csv *csv, enum outcome_measure measure)
{
    csv_number(csv, outcome_measure_row(measure)->better);
    csv_text(csv, outcome_measure_row(measure)->label);
}

void fields_mean(struct csv *csv, const struct estimate *mean)
{
    csv_count(csv, mean->n);
    csv_number(csv, mean->mean);
    csv_number(csv, mean->low);
    csv_number(csv, mean->high);
}

void fields_mean_sd(struct csv *csv, const struct estimate *mean)
{
    csv_count(csv, mean->n);
    csv_number(csv, mean->mean);
    csv_number(csv, mean->sd);
    csv_number(csv, mean->low);
    csv_number(csv, mean->high);
}

void fields_pair(struct csv *csv, const struct estimate_pair *pair)
{
    csv_count(csv, pair->n);
    csv_number(csv, pair->base_mean);
    csv_number(csv, pair->other_mean);
    csv_number(csv, pair->difference);
    csv_number(csv, pair->low);
    csv_number(csv, pair->high);
}

void fields_difference(struct csv *csv, const struct estimate_pair *pair)
{
    csv_number(csv, pair->difference);
    csv_number(csv, pair->low);
    csv_number(csv, pair->high);
    csv_number(csv, pair->relative);
    csv_number(csv, pair->relative_low);
    csv_number(csv, pair->relative_high);
}
