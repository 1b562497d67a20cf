/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points in the unit cube: what each kind of sample promises, by counting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "design_sample.h"

#define COUNT_IN(x, slices) ((size_t)((x) * (double)(slices)))

static double *room(size_t points, size_t dimensions)
{
    double *unit = calloc(points * dimensions, sizeof *unit);
    assert_non_null(unit);
    return unit;
}

/* Every slice of every dimension holds one point, whatever was swapped. */
static void assert_latin(const double *unit, size_t points, size_t dimensions)
{
    unsigned char *seen = calloc(points, 1);
    for (size_t d = 0; d < dimensions; d++) {
        memset(seen, 0, points);
        for (size_t i = 0; i < points; i++) {
            const double x = unit[i * dimensions + d];
            assert_true(x > 0.0 && x < 1.0);
            assert_int_equal(seen[COUNT_IN(x, points)]++, 0);
        }
    }
    free(seen);
}

static void a_latin_hypercube_has_one_point_in_each_slice(void **state)
{
    static const size_t sizes[][2] = {{2, 1}, {3, 2}, {40, 6}, {300, 12}, {20000, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double *unit = room(sizes[i][0], sizes[i][1]);
        assert_int_equal(design_sample_latin(unit, sizes[i][0], sizes[i][1], i), DIAG_OK);
        assert_latin(unit, sizes[i][0], sizes[i][1]);
        free(unit);
    }
}

static double least_distance(const double *unit, size_t points, size_t dimensions)
{
    double least = INFINITY;
    for (size_t i = 0; i < points; i++)
        for (size_t j = 0; j < i; j++) {
            double sum = 0.0;
            for (size_t d = 0; d < dimensions; d++)
                sum += pow(unit[i * dimensions + d] - unit[j * dimensions + d], 2);
            least = fmin(least, sqrt(sum));
        }
    return least;
}

/* A random Latin hypercube of 40 points in 4 dimensions has its nearest two 0.12 apart or so. */
static void its_points_are_far_apart(void **state)
{
    enum { POINTS = 40, DIMENSIONS = 4 };
    double *unit = room(POINTS, DIMENSIONS), *plain = room(POINTS, DIMENSIONS), random = 0.0, chosen = 0.0;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        size_t slices[POINTS];
        for (size_t d = 0; d < DIMENSIONS; d++) {
            for (size_t i = 0; i < POINTS; i++)
                slices[i] = i;
            gsl_ran_shuffle(rng, slices, POINTS, sizeof *slices);
            for (size_t i = 0; i < POINTS; i++)
                plain[i * DIMENSIONS + d] = ((double)slices[i] + gsl_rng_uniform(rng)) / POINTS;
        }
        assert_int_equal(design_sample_latin(unit, POINTS, DIMENSIONS, seed), DIAG_OK);
        random += least_distance(plain, POINTS, DIMENSIONS) / 20;
        chosen += least_distance(unit, POINTS, DIMENSIONS) / 20;
        assert_true(design_sample_crowding(unit, POINTS, DIMENSIONS) <
                    design_sample_crowding(plain, POINTS, DIMENSIONS));
    }
    assert_true(chosen > 2.5 * random);
    gsl_rng_free(rng);
    free(unit);
    free(plain);
}

/* 2^m points of a (t, m, 2)-net: in the first two dimensions (t = 0) every box of 2^-a by 2^-(m-a) has one.
 */
static void scrambled_sobol_points_are_a_net(void **state)
{
    enum { BITS = 10, POINTS = 1 << BITS, DIMENSIONS = 40 };
    double *unit = room(POINTS, DIMENSIONS);
    (void)state;
    assert_int_equal(design_sample_sobol(unit, POINTS, DIMENSIONS, 9), DIAG_OK);
    for (unsigned a = 0; a <= BITS; a++) {
        unsigned char seen[POINTS] = {0};
        for (size_t i = 0; i < POINTS; i++) {
            const size_t x = COUNT_IN(unit[i * DIMENSIONS], 1u << a);
            const size_t y = COUNT_IN(unit[i * DIMENSIONS + 1], 1u << (BITS - a));
            assert_int_equal(seen[x << (BITS - a) | y]++, 0);
        }
    }
    for (size_t d = 0; d < DIMENSIONS; d++) {
        unsigned char seen[POINTS] = {0};
        for (size_t i = 0; i < POINTS; i++)
            assert_int_equal(seen[COUNT_IN(unit[i * DIMENSIONS + d], POINTS)]++, 0);
    }
    free(unit);
}

/*
 * Each scrambled point is uniform and its coordinates independent: over 4,000 seeds the mean and variance of
 * the first point's and the correlation of the first two, within 4.5 standard errors (false alarm below
 * 1e-4 in all).
 */
static void a_scrambled_point_is_uniform(void **state)
{
    enum { SEEDS = 4000 };
    double sum[2] = {0}, squares[2] = {0}, product = 0.0, unit[2 * 3];
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        assert_int_equal(design_sample_sobol(unit, 3, 2, seed), DIAG_OK);
        for (size_t d = 0; d < 2; d++) {
            sum[d] += unit[d] - 0.5;
            squares[d] += pow(unit[d] - 0.5, 2) - 1.0 / 12;
        }
        product += (unit[0] - 0.5) * (unit[1] - 0.5);
    }
    for (size_t d = 0; d < 2; d++) {
        assert_true(fabs(sum[d] / SEEDS) < 4.5 * sqrt(1.0 / 12 / SEEDS));
        assert_true(fabs(squares[d] / SEEDS) < 4.5 * sqrt(1.0 / 180 / SEEDS));
    }
    assert_true(fabs(product / SEEDS) < 4.5 / 12 / sqrt(SEEDS));
}

/* The integral of a smooth function of five variables: 1,024 points err by less than a tenth of what as many
 * random ones would (standard error 0.0149). */
static void sobol_points_integrate_better_than_random_ones(void **state)
{
    enum { POINTS = 1024, DIMENSIONS = 5 };
    double *unit = room(POINTS, DIMENSIONS), squares = 0.0;
    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        double mean = 0.0;
        assert_int_equal(design_sample_sobol(unit, POINTS, DIMENSIONS, seed), DIAG_OK);
        for (size_t i = 0; i < POINTS; i++) {
            double f = 1.0;
            for (size_t d = 0; d < DIMENSIONS; d++)
                f *= 1.0 + 0.7 * (unit[i * DIMENSIONS + d] - 0.5);
            mean += f / POINTS;
        }
        squares += pow(mean - 1.0, 2) / 10;
    }
    const double variance = pow(1.0 + 0.49 / 12, DIMENSIONS) - 1.0;
    assert_true(sqrt(squares) < 0.1 * sqrt(variance / POINTS));
    free(unit);
}

static void a_trajectory_moves_each_factor_once_by_the_same_jump(void **state)
{
    enum { TRAJECTORIES = 30, DIMENSIONS = 7 };
    double *unit = room(TRAJECTORIES * (DIMENSIONS + 1), DIMENSIONS);
    size_t order[TRAJECTORIES * DIMENSIONS], ups = 0;
    (void)state;
    for (size_t levels = 2; levels <= 8; levels += 2) {
        const double jump = (double)levels / (2.0 * (double)(levels - 1));
        assert_int_equal(design_sample_morris(unit, order, TRAJECTORIES, DIMENSIONS, levels, levels),
                         DIAG_OK);
        for (size_t t = 0; t < TRAJECTORIES; t++) {
            unsigned moved = 0;
            for (size_t s = 0; s < DIMENSIONS; s++) {
                const double *from = &unit[(t * (DIMENSIONS + 1) + s) * DIMENSIONS], *to = from + DIMENSIONS;
                const size_t which = order[t * DIMENSIONS + s];
                moved |= 1u << which;
                for (size_t d = 0; d < DIMENSIONS; d++) {
                    const double grid = to[d] * (double)(levels - 1);
                    assert_true(fabs(grid - round(grid)) < 1e-9 && to[d] >= 0.0 && to[d] <= 1.0);
                    assert_true(fabs(fabs(to[d] - from[d]) - (d == which ? jump : 0.0)) < 1e-12);
                }
                ups += to[which] > from[which];
            }
            assert_int_equal(moved, (1u << DIMENSIONS) - 1);
        }
    }
    assert_in_range(ups, 355, 485); /* of 840: 420 +- 65, 4.5 standard deviations */
    free(unit);
}

/* The square of the difference of two levels, averaged over all shifts of both round the grid. */
static double shifted_square(double a, double b, size_t levels)
{
    const double top = (double)(levels - 1);
    const size_t one = (size_t)round(a * top), two = (size_t)round(b * top);
    double sum = 0.0;
    for (size_t shift = 0; shift < levels; shift++)
        sum += pow(((double)((one + shift) % levels) - (double)((two + shift) % levels)) / top, 2);
    return sum / (double)levels;
}

/* From the definition. */
static double distance_of(const double *one, const double *two, size_t dimensions, size_t levels)
{
    double sum = 0.0;
    for (size_t i = 0; i <= dimensions; i++)
        for (size_t j = 0; j <= dimensions; j++) {
            double square = 0.0;
            for (size_t d = 0; d < dimensions; d++)
                square += shifted_square(one[i * dimensions + d], two[j * dimensions + d], levels);
            sum += sqrt(square);
        }
    return sum;
}

static void the_distance_of_two_trajectories_is_that_of_all_pairs_of_their_points(void **state)
{
    enum { DIMENSIONS = 6, WIDTH = (DIMENSIONS + 1) * DIMENSIONS };
    double *unit = room(2 * (DIMENSIONS + 1), DIMENSIONS);
    size_t order[2 * DIMENSIONS];
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++)
        for (size_t levels = 2; levels <= 8; levels += 2) {
            assert_int_equal(design_sample_morris(unit, order, 2, DIMENSIONS, levels, seed), DIAG_OK);
            const double found = design_sample_distance(unit, order, &unit[WIDTH], DIMENSIONS, levels);
            assert_true(fabs(found - distance_of(unit, &unit[WIDTH], DIMENSIONS, levels)) < 1e-9);
        }
    free(unit);
}

static void chosen_trajectories_are_in_pairs_and_then_in_ten_groups(void **state)
{
    static const size_t groups[] = {0, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6};
    (void)state;
    for (size_t count = 0; count < sizeof groups / sizeof groups[0]; count++)
        assert_int_equal(design_sample_groups(count), groups[count]);
    for (size_t count = 1; count < 60; count++) {
        size_t sizes[DESIGN_SAMPLE_GROUPS] = {0}, last = 0;
        for (size_t t = 0; t < count; t++) {
            assert_in_range(design_sample_group(t, count), last, last + 1);
            sizes[last = design_sample_group(t, count)]++;
        }
        assert_int_equal(last + 1, design_sample_groups(count));
        for (size_t group = 0; group <= last; group++)
            assert_in_range(sizes[group], count / (last + 1), (count + last) / (last + 1));
    }
}

/* Those of a group farther apart than of the best of two hundred sets that are not chosen, each one of the
 * group's own candidates and none twice. */
static void chosen_trajectories_are_far_apart(void **state)
{
    enum { TRAJECTORIES = 24, CANDIDATES = 500, DIMENSIONS = 5, WIDTH = (DIMENSIONS + 1) * DIMENSIONS };
    double *chosen = room(TRAJECTORIES * (DIMENSIONS + 1), DIMENSIONS);
    double *other = room(CANDIDATES * (DIMENSIONS + 1), DIMENSIONS), best = 0.0, found = 0.0;
    size_t order[TRAJECTORIES * DIMENSIONS], again[CANDIDATES * DIMENSIONS], last = CANDIDATES;
    (void)state;
    assert_int_equal(design_sample_apart(chosen, order, TRAJECTORIES, CANDIDATES, DIMENSIONS, 4, 3), DIAG_OK);
    for (uint64_t seed = 0; seed <= 200; seed++) {
        double sum = 0.0;
        assert_int_equal(design_sample_morris(other, again, TRAJECTORIES, DIMENSIONS, 4, seed), DIAG_OK);
        const double *of = seed == 200 ? chosen : other;
        for (size_t a = 0; a < TRAJECTORIES; a++)
            for (size_t b = 0; b < a; b++)
                if (design_sample_group(a, TRAJECTORIES) == design_sample_group(b, TRAJECTORIES))
                    sum += pow(distance_of(&of[a * WIDTH], &of[b * WIDTH], DIMENSIONS, 4), 2);
        if (seed == 200)
            found = sum;
        else
            best = fmax(best, sum);
    }
    assert_true(found > best);
    assert_int_equal(design_sample_morris(other, again, CANDIDATES, DIMENSIONS, 4, 3), DIAG_OK);
    for (size_t t = 0; t < TRAJECTORIES; t++) {
        size_t which = 0, begin = t, end = t;
        while (which < CANDIDATES &&
               memcmp(&other[which * WIDTH], &chosen[t * WIDTH], WIDTH * sizeof *other) != 0)
            which++;
        while (begin > 0 &&
               design_sample_group(begin - 1, TRAJECTORIES) == design_sample_group(t, TRAJECTORIES))
            begin--;
        while (end < TRAJECTORIES &&
               design_sample_group(end, TRAJECTORIES) == design_sample_group(t, TRAJECTORIES))
            end++;
        assert_in_range(which, begin * CANDIDATES / TRAJECTORIES, end * CANDIDATES / TRAJECTORIES - 1);
        assert_int_not_equal(which, last);
        assert_memory_equal(&again[which * DIMENSIONS], &order[t * DIMENSIONS], DIMENSIONS * sizeof *order);
        last = which;
    }
    assert_int_equal(design_sample_apart(other, again, TRAJECTORIES, CANDIDATES, DIMENSIONS, 4, 4), DIAG_OK);
    assert_memory_not_equal(other, chosen, TRAJECTORIES * WIDTH * sizeof *chosen);
    free(chosen);
    free(other);
}

/*
 * A chosen trajectory is where one that is not chosen is: of 4 levels half of all coordinates are at an end,
 * of 8 a quarter. The shares over 1,000 sets of four are within 0.01: of 24,000 coordinates, which are each
 * for half of a trajectory at an end or for none of it at least, that is over four standard errors. Chosen by
 * Euclid's distance, 0.564 of them are at an end of 4 levels.
 */
#ifdef ZUTUAN_SHORT_TESTS /* whether it runs at all */
enum { SETS = 20 };
#define WITHIN 0.1
#else
enum { SETS = 1000 };
#define WITHIN 0.01
#endif

static void chosen_trajectories_do_not_keep_to_the_ends(void **state)
{
    enum { DIMENSIONS = 6, WIDTH = (DIMENSIONS + 1) * DIMENSIONS };
    double *unit = room(4 * (DIMENSIONS + 1), DIMENSIONS);
    size_t order[4 * DIMENSIONS];
    (void)state;
    for (size_t levels = 4; levels <= 8; levels += 4) {
        size_t ends = 0;
        for (uint64_t seed = 0; seed < SETS; seed++) {
            assert_int_equal(design_sample_apart(unit, order, 4, 80, DIMENSIONS, levels, seed), DIAG_OK);
            for (size_t i = 0; i < 4 * WIDTH; i++)
                ends += unit[i] < 1e-9 || unit[i] > 1 - 1e-9;
        }
        print_message("    %zu levels: %.4f\n", levels, (double)ends / (SETS * 4 * WIDTH));
        assert_true(fabs((double)ends / (SETS * 4 * WIDTH) - 2.0 / (double)levels) < WITHIN);
    }
    free(unit);
}

static void streams_have_seeds_of_their_own(void **state)
{
    (void)state;
    assert_true(design_sample_stream_seed(17, 0) == 17);
    for (uint32_t a = 0; a < 200; a++)
        for (uint32_t b = 0; b < a; b++)
            assert_true(design_sample_stream_seed(17, a) != design_sample_stream_seed(17, b));
    assert_true(design_sample_stream_seed(17, 1) != design_sample_stream_seed(18, 1));
}

static void the_same_seed_gives_the_same_points(void **state)
{
    double one[60], two[60], three[60];
    size_t order[4 * 3];
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        double *const to[] = {one, two, three};
        for (uint64_t i = 0; i < 3; i++)
            assert_int_equal(kind == 0   ? design_sample_latin(to[i], 20, 3, i / 2)
                             : kind == 1 ? design_sample_sobol(to[i], 20, 3, i / 2)
                                         : design_sample_morris(to[i], order, 4, 3, 4, i / 2),
                             DIAG_OK);
        assert_memory_equal(one, two, (kind == 2 ? 48 : 60) * sizeof *one);
        assert_memory_not_equal(one, three, (kind == 2 ? 48 : 60) * sizeof *one);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_latin_hypercube_has_one_point_in_each_slice),
        cmocka_unit_test(its_points_are_far_apart),
        cmocka_unit_test(scrambled_sobol_points_are_a_net),
        cmocka_unit_test(a_scrambled_point_is_uniform),
        cmocka_unit_test(sobol_points_integrate_better_than_random_ones),
        cmocka_unit_test(a_trajectory_moves_each_factor_once_by_the_same_jump),
        cmocka_unit_test(the_distance_of_two_trajectories_is_that_of_all_pairs_of_their_points),
        cmocka_unit_test(chosen_trajectories_are_in_pairs_and_then_in_ten_groups),
        cmocka_unit_test(chosen_trajectories_are_far_apart),
        cmocka_unit_test(chosen_trajectories_do_not_keep_to_the_ends),
        cmocka_unit_test(streams_have_seeds_of_their_own),
        cmocka_unit_test(the_same_seed_gives_the_same_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
