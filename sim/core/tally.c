/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/core/tally.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

/* A double is exponent then mantissa, so that its upper bits, exponent and the first seven of the mantissa,
 * count bins of 128 to the octave. */
enum { TALLY_SHIFT = 52 - 7 };

static_assert(TALLY_PER_OCTAVE == 1 << 7, "the bin is cut from the first seven bits of the mantissa");

static uint64_t tally_bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double tally_edge(size_t bin)
{
    const uint64_t bits = ((tally_bits(TALLY_SMALLEST) >> TALLY_SHIFT) + bin) << TALLY_SHIFT;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

void tally_quantile_reset(struct tally_quantile *self)
{
    memset(self, 0, sizeof *self);
}

void tally_quantile_add(struct tally_quantile *self, double value)
{
    assert(value >= 0.0);
    self->count++;
    if (value <= TALLY_SMALLEST) {
        self->zeros++;
        return;
    }
    const uint64_t bin = (tally_bits(value) >> TALLY_SHIFT) - (tally_bits(TALLY_SMALLEST) >> TALLY_SHIFT);
    self->bins[bin < TALLY_BINS ? bin : TALLY_BINS - 1]++;
}

double tally_quantile_get(const struct tally_quantile *self, double p)
{
    assert(p >= 0.0 && p <= 1.0);
    if (self->count == 0) {
        return NAN;
    }
    const double rank = p * (double)self->count;
    double below = (double)self->zeros;
    if (self->zeros > 0 && rank <= below) {
        return 0.0;
    }
    size_t last = 0;
    for (size_t bin = 0; bin < TALLY_BINS; bin++) {
        const double inside = (double)self->bins[bin];
        if (inside > 0.0 && rank <= below + inside) {
            const double edge = tally_edge(bin);
            return edge + (tally_edge(bin + 1) - edge) * (rank - below) / inside;
        }
        below += inside;
        last = inside > 0.0 ? bin : last;
    }
    return tally_edge(last + 1);
}

/* Sum over pairs from both ends, so that every term is >= 0 and equal values give exactly 0:
 * G = sum_i (2 i - n - 1) x_(i) / (n sum x). */
double tally_gini(double *values, size_t count)
{
    if (count == 0) {
        return NAN;
    }
    gsl_sort(values, 1, count);
    assert(values[0] >= 0.0);
    double spread = 0.0;
    double total = 0.0;
    for (size_t i = 0; i < count; i++) {
        total += values[i];
    }
    for (size_t i = 0; i < count / 2; i++) {
        spread += (double)(count - 1 - 2 * i) * (values[count - 1 - i] - values[i]);
    }
    return total > 0.0 ? spread / ((double)count * total) : 0.0;
}

double tally_half_width(size_t count, double sd, double confidence)
{
    assert(confidence > 0.0 && confidence < 1.0);
    if (count < 2) {
        return NAN;
    }
    const double n = (double)count;
    return gsl_cdf_tdist_Pinv(0.5 + 0.5 * confidence, n - 1.0) * sd / sqrt(n);
}
