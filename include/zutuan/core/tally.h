/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statistics gathered inside one replication, and the interval of a mean over many.
 *
 * `tally_level` integrates a piecewise constant level over time. `tally_quantile` is a histogram whose bins
 * grow with the value (128 to the octave), so that a quantile of any number of observations takes fixed
 * memory and one increment each. What it returns differs from the observation of rank ceil(p count) by less
 * than 1/128 of it, and on smooth data by far less. Observations at or below TALLY_SMALLEST are kept apart as
 * zeros.
 */
#ifndef ZUTUAN_CORE_TALLY_H
#define ZUTUAN_CORE_TALLY_H

#include <stddef.h>
#include <stdint.h>

struct tally_level {
    double value; /* now */
    double since; /* time of the last change */
    double area;  /* integral up to `since` */
};

/* A level that starts at `value` at `time` with no area. */
static inline void tally_level_reset(struct tally_level *self, double time, double value)
{
    self->value = value;
    self->since = time;
    self->area = 0.0;
}

/* The level changes by `delta` at `time` >= since. */
static inline void tally_level_add(struct tally_level *self, double time, double delta)
{
    self->area += self->value * (time - self->since);
    self->since = time;
    self->value += delta;
}

/* Integral up to `time` >= since. */
static inline double tally_level_area(const struct tally_level *self, double time)
{
    return self->area + self->value * (time - self->since);
}

#define TALLY_SMALLEST   0x1p-14 /* in the unit of the caller; an observation up to it counts as zero */
#define TALLY_OCTAVES    36
#define TALLY_PER_OCTAVE 128
#define TALLY_BINS       (TALLY_OCTAVES * TALLY_PER_OCTAVE)

struct tally_quantile {
    uint64_t count;
    uint64_t zeros;
    uint32_t bins[TALLY_BINS];
};

void tally_quantile_reset(struct tally_quantile *self);
/* value >= 0; values beyond the last octave fall into the last bin. */
void tally_quantile_add(struct tally_quantile *self, double value);
/* Quantile at 0 <= p <= 1, linear within a bin, 0 among the zeros; NaN when empty. */
double tally_quantile_get(const struct tally_quantile *self, double p);

/* Gini coefficient of values[0..count), all >= 0: 0 for equal values, NaN when count is 0, 0 when all are 0.
 * Sorts `values` in place. */
double tally_gini(double *values, size_t count);

/* Half-width of the two-sided t interval of a mean of `count` observations with standard deviation `sd`;
 * NaN for count < 2. */
double tally_half_width(size_t count, double sd, double confidence);

#endif
