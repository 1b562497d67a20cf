/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From outcomes of variants to parts. All sums go over contributions, v(S + i) - v(S), not over outcomes with
 * signed weights: a mechanism that changes nothing has contributions of exactly zero, and so a part.
 */
#include "zutuan/experiment/attribute.h"

#include <math.h>
#include <stdlib.h>

/* 1/(n C(n-1, s)) = s! (n-s-1)!/n!, the chance that of n things in random order one has s before it. */
static double weight(size_t n, size_t s)
{
    double value = 1.0 / (double)n;
    for (size_t i = 1; i <= s; i++)
        value *= (double)i / (double)(n - i);
    return value;
}

static size_t size_of(size_t set)
{
    size_t count = 0;
    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

void attribute_shapley(const double *values, size_t players, double *parts)
{
    double weights[ATTRIBUTE_PLAYERS_MOST];
    for (size_t s = 0; s < players; s++)
        weights[s] = weight(players, s);
    for (size_t i = 0; i < players; i++) {
        const size_t one = (size_t)1 << i;
        parts[i] = 0.0;
        for (size_t set = 0; set < (size_t)1 << players; set++) {
            if ((set & one) == 0)
                parts[i] += weights[size_of(set)] * (values[set | one] - values[set]);
        }
    }
}

void attribute_interactions(const double *values, size_t players, double *pairs)
{
    double weights[ATTRIBUTE_PLAYERS_MOST];
    for (size_t s = 0; s + 1 < players; s++)
        weights[s] = weight(players - 1, s);
    for (size_t j = 1; j < players; j++) {
        for (size_t i = 0; i < j; i++) {
            const size_t one = (size_t)1 << i, two = (size_t)1 << j;
            double sum = 0.0;
            for (size_t set = 0; set < (size_t)1 << players; set++) {
                if ((set & (one | two)) == 0)
                    sum += weights[size_of(set)] * ((values[set | one | two] - values[set | two]) -
                                                    (values[set | one] - values[set]));
            }
            pairs[attribute_pair(i, j)] = sum;
        }
    }
}

/* Splits of all replications: a column for each thing that is estimated. */
struct columns {
    size_t rows, count;
    double *base;    /* [rows] */
    double *scratch; /* [rows] */
    double *sum;     /* [rows]: base + a column */
    double *cells;   /* [count][rows] */
    double *values;  /* [variants]: of one replication */
    double *split;   /* [count]: of one replication */
};

enum { WHOLE, REST, FIRST_PART };

static int columns_alloc(struct columns *self, const struct attribute *from)
{
    const size_t k = from->player_count, rows = from->replicate.done;
    *self = (struct columns){.rows = rows, .count = FIRST_PART + k + k * (k - 1) / 2};
    self->base = calloc(rows + 1, sizeof(double));
    self->scratch = calloc(rows + 1, sizeof(double));
    self->sum = calloc(rows + 1, sizeof(double));
    self->cells = calloc(self->count * rows + 1, sizeof(double));
    self->values = calloc(from->variant_count, sizeof(double));
    self->split = calloc(self->count, sizeof(double));
    const bool whole = self->base && self->scratch && self->sum && self->cells && self->values && self->split;
    return whole ? DIAG_OK : DIAG_MEMORY;
}

static void columns_free(struct columns *self)
{
    free(self->base);
    free(self->scratch);
    free(self->sum);
    free(self->cells);
    free(self->values);
    free(self->split);
}

static double outcome_of(const struct attribute *from, size_t arm, size_t row, enum outcome_measure measure)
{
    return from->replicate.arms[arm].measures[row * OUTCOME_MEASURES + measure];
}

/* False when some variant has no value in this replication. */
static bool split_row(struct columns *self, const struct attribute *from, size_t row,
                      enum outcome_measure measure)
{
    const size_t k = from->player_count, last = from->variant_count - 1;
    self->base[row] = from->replicate.failed[row] ? NAN : outcome_of(from, 0, row, measure);
    if (isnan(self->base[row]))
        return false;
    for (size_t set = 0; set <= last; set++) {
        self->values[set] = outcome_of(from, 1 + set, row, measure);
        if (isnan(self->values[set]))
            return false;
    }
    self->split[WHOLE] = self->values[last] - self->base[row];
    self->split[REST] = self->values[0] - self->base[row];
    attribute_shapley(self->values, k, &self->split[FIRST_PART]);
    attribute_interactions(self->values, k, &self->split[FIRST_PART + k]);
    return true;
}

/* `base + part` against `base`, and then the part itself, free of the rounding of the sum. */
static void estimate_column(struct columns *self, size_t column, int better, double confidence,
                            struct estimate_pair *pair)
{
    struct estimate part;
    const double *values = &self->cells[column * self->rows];
    for (size_t row = 0; row < self->rows; row++)
        self->sum[row] = self->base[row] + values[row];
    estimate_paired(pair, self->base, self->sum, self->rows, better, confidence, self->scratch);
    estimate_mean(&part, values, self->rows, confidence, self->scratch);
    pair->difference = part.mean;
    pair->se = part.se;
    pair->low = part.low;
    pair->high = part.high;
}

int attribute_split(const struct attribute *self, enum outcome_measure measure, double confidence,
                    struct attribute_split *split)
{
    const size_t k = self->player_count;
    const int better = outcome_measure_row(measure)->better;
    struct columns columns;
    *split = (struct attribute_split){.measure = measure};
    int code = columns_alloc(&columns, self);
    if (code == DIAG_OK) {
        for (size_t row = 0; row < columns.rows; row++) {
            const bool whole = split_row(&columns, self, row, measure);
            split->n += whole;
            for (size_t c = 0; c < columns.count; c++)
                columns.cells[c * columns.rows + row] = whole ? columns.split[c] : NAN;
        }
        estimate_column(&columns, WHOLE, better, confidence, &split->whole);
        estimate_column(&columns, REST, better, confidence, &split->rest);
        for (size_t i = 0; i < k; i++)
            estimate_column(&columns, FIRST_PART + i, better, confidence, &split->parts[i]);
        for (size_t i = 0; i < k * (k - 1) / 2; i++)
            estimate_column(&columns, FIRST_PART + k + i, better, confidence, &split->pairs[i]);
        split->base = split->whole.base_mean;
        split->other = split->whole.other_mean;
    }
    columns_free(&columns);
    return code;
}
