/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "design_sample.h"

#include "zutuan/core/streams.h"

#include <gsl/gsl_qrng.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Distances that may be taken while a Latin hypercube is chosen, and while it is improved, each times the
 * dimensions: about a second in all. */
#define LATIN_CHOICE      1e8
#define LATIN_SWAPS       2e8
#define LATIN_CANDIDATES  20.0
#define LATIN_SWAPS_POINT 200.0 /* for each point at most */

#define SOBOL_BITS 30 /* of GSL's points */

/* Latin hypercubes */

static double squared_distance(const double *a, const double *b, size_t dimensions)
{
    double sum = 0.0;
    for (size_t d = 0; d < dimensions; d++)
        sum += (a[d] - b[d]) * (a[d] - b[d]);
    return sum;
}

/* d^-16 */
static double crowding(const double *a, const double *b, size_t dimensions)
{
    const double one = 1.0 / squared_distance(a, b, dimensions), two = one * one, four = two * two;
    return four * four;
}

double design_sample_crowding(const double *unit, size_t points, size_t dimensions)
{
    double sum = 0.0;
    for (size_t i = 0; i < points; i++)
        for (size_t j = 0; j < i; j++)
            sum += crowding(&unit[i * dimensions], &unit[j * dimensions], dimensions);
    return sum;
}

static void latin_fill(double *unit, size_t points, size_t dimensions, size_t *slices, gsl_rng *rng)
{
    for (size_t d = 0; d < dimensions; d++) {
        for (size_t i = 0; i < points; i++)
            slices[i] = i;
        gsl_ran_shuffle(rng, slices, points, sizeof *slices);
        for (size_t i = 0; i < points; i++)
            unit[i * dimensions + d] = ((double)slices[i] + gsl_rng_uniform_pos(rng)) / (double)points;
    }
}

/* What points a and b add to the sum, but for their own pair, which a swap leaves as it is. */
static double crowding_of(const double *unit, size_t points, size_t dimensions, size_t a, size_t b)
{
    double sum = 0.0;
    for (size_t i = 0; i < points; i++) {
        if (i == a || i == b)
            continue;
        sum += crowding(&unit[i * dimensions], &unit[a * dimensions], dimensions);
        sum += crowding(&unit[i * dimensions], &unit[b * dimensions], dimensions);
    }
    return sum;
}

static void swap(double *a, double *b)
{
    const double kept = *a;
    *a = *b;
    *b = kept;
}

static void latin_improve(double *unit, size_t points, size_t dimensions, gsl_rng *rng)
{
    const double afford = LATIN_SWAPS / (4.0 * (double)points * (double)dimensions);
    const size_t swaps = (size_t)fmin(afford, LATIN_SWAPS_POINT * (double)points);
    for (size_t s = 0; s < swaps; s++) {
        const size_t a = gsl_rng_uniform_int(rng, points), d = gsl_rng_uniform_int(rng, dimensions);
        const size_t b = (a + 1 + gsl_rng_uniform_int(rng, points - 1)) % points;
        double *one = &unit[a * dimensions + d], *two = &unit[b * dimensions + d];
        const double before = crowding_of(unit, points, dimensions, a, b);
        swap(one, two);
        if (crowding_of(unit, points, dimensions, a, b) > before)
            swap(one, two);
    }
}

int design_sample_latin(double *unit, size_t points, size_t dimensions, uint64_t seed)
{
    const struct streams streams = {seed, 0};
    const double each = (double)points * (double)points * (double)dimensions / 2.0;
    const size_t candidates = each > LATIN_CHOICE ? 1 : (size_t)fmin(LATIN_CANDIDATES, LATIN_CHOICE / each);
    const size_t bytes = points * dimensions * sizeof *unit;
    size_t *slices = calloc(points, sizeof *slices);
    double *candidate = malloc(bytes), least = INFINITY;
    gsl_rng *rng = gsl_rng_alloc(streams_gsl_type);
    const bool room = slices != NULL && candidate != NULL && rng != NULL;
    for (size_t c = 0; room && c < candidates; c++) {
        streams_gsl_key(rng, &streams, DESIGN_SAMPLE_LATIN, (uint32_t)c, 0);
        latin_fill(candidate, points, dimensions, slices, rng);
        const double sum = candidates == 1 ? 0.0 : design_sample_crowding(candidate, points, dimensions);
        if (c == 0 || sum < least) {
            memcpy(unit, candidate, bytes);
            least = sum;
        }
    }
    if (room && points > 2) {
        streams_gsl_key(rng, &streams, DESIGN_SAMPLE_LATIN, 0, 1);
        latin_improve(unit, points, dimensions, rng);
    }
    if (rng != NULL)
        gsl_rng_free(rng);
    free(candidate);
    free(slices);
    return room ? DIAG_OK : DIAG_MEMORY;
}

/* Sobol's sequence */

/* The digits of a coordinate, scrambled: whether a digit is flipped hangs on those before it. */
static uint32_t scramble(const struct streams *streams, uint32_t digits, uint32_t dimension)
{
    uint32_t scrambled = 0;
    for (uint32_t level = 0; level < SOBOL_BITS; level++) {
        const uint32_t before = level == 0 ? 0 : digits >> (SOBOL_BITS - level);
        const uint32_t digit = digits >> (SOBOL_BITS - 1 - level) & 1u;
        const double draw =
            streams_uniform(streams, DESIGN_SAMPLE_SCRAMBLE, before, dimension * SOBOL_BITS + level);
        scrambled = scrambled << 1 | (digit ^ (draw < 0.5 ? 1u : 0u));
    }
    return scrambled;
}

int design_sample_sobol(double *unit, size_t points, size_t dimensions, uint64_t seed)
{
    const struct streams streams = {seed, 0};
    const double scale = (double)(1u << SOBOL_BITS);
    double point[DESIGN_SAMPLE_SOBOL_MOST] = {0.0};
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)dimensions);
    if (sequence == NULL)
        return DIAG_MEMORY;
    for (size_t i = 0; i < points; i++) {
        for (uint32_t d = 0; d < dimensions; d++) {
            const uint32_t digits = scramble(&streams, (uint32_t)(point[d] * scale), d);
            const double rest = streams_uniform(&streams, DESIGN_SAMPLE_JITTER, (uint32_t)i, d);
            unit[i * dimensions + d] = ((double)digits + rest) / scale;
        }
        gsl_qrng_get(sequence, point);
    }
    gsl_qrng_free(sequence);
    return DIAG_OK;
}

/* Morris's trajectories */

static void trajectory(double *unit, const size_t *order, size_t dimensions, size_t levels,
                       const struct streams *streams, uint32_t number)
{
    const size_t half = levels / 2;
    const double jump = (double)half / (double)(levels - 1);
    for (size_t d = 0; d < dimensions; d++) {
        double draws[2];
        streams_fill(streams, DESIGN_SAMPLE_MORRIS, number, (uint32_t)d, 2, draws);
        const size_t low = (size_t)(draws[0] * (double)half);
        unit[d] = (double)(draws[1] < 0.5 ? low : low + half) / (double)(levels - 1);
    }
    for (size_t step = 0; step < dimensions; step++) {
        const double *now = &unit[step * dimensions];
        double *next = &unit[(step + 1) * dimensions];
        memcpy(next, now, dimensions * sizeof *next);
        /* from the lower half upwards, from the upper half downwards; the grid's own numbers, without what
         * adding and subtracting leaves */
        const double moved = now[order[step]] < 0.5 ? now[order[step]] + jump : now[order[step]] - jump;
        next[order[step]] = round(moved * (double)(levels - 1)) / (double)(levels - 1);
    }
}

int design_sample_morris(double *unit, size_t *order, size_t trajectories, size_t dimensions, size_t levels,
                         uint64_t seed)
{
    const struct streams streams = {seed, 0};
    gsl_rng *rng = gsl_rng_alloc(streams_gsl_type);
    if (rng == NULL)
        return DIAG_MEMORY;
    for (size_t t = 0; t < trajectories; t++) {
        size_t *steps = &order[t * dimensions];
        for (size_t d = 0; d < dimensions; d++)
            steps[d] = d;
        streams_gsl_key(rng, &streams, DESIGN_SAMPLE_ORDER, (uint32_t)t, 0);
        gsl_ran_shuffle(rng, steps, dimensions, sizeof *steps);
        trajectory(&unit[t * (dimensions + 1) * dimensions], steps, dimensions, levels, &streams,
                   (uint32_t)t);
    }
    gsl_rng_free(rng);
    return DIAG_OK;
}

/* Streams */

uint64_t design_sample_stream_seed(uint64_t seed, uint32_t stream)
{
    const struct streams streams = {seed, 0};
    double draws[2];
    if (stream == 0)
        return seed;
    streams_fill(&streams, DESIGN_SAMPLE_STREAM, stream, 0, 2, draws);
    return (uint64_t)(draws[0] * 0x1p32) << 32 | (uint64_t)(draws[1] * 0x1p32);
}
