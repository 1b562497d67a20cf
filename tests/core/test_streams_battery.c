/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A battery of tests of randomness over the numbers as they are keyed: not one stream, but the first numbers
 * of names that are neighbours (by seed, replication, purpose, entity, occurrence) and the order in which a
 * model meets them. Knuth, The Art of Computer Programming, vol. 2, 3.3.2; L'Ecuyer and Simard 2007, ACM TOMS
 * 33(4), 22.
 *
 * Each test gives a p-value, uniform for independent uniform numbers. A right generator would fail over all
 * seeds by one of the 49 at 10^-7 a tail with probability 10^-5, and by their combination at 10^-5 a tail.
 *
 *     core_test_streams_battery              2^18 numbers of each order
 *     core_test_streams_battery size 24      2^24 of them
 *     core_test_streams_battery words ORDER  words of 32 bits without end, for other batteries
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zutuan/core/streams.h"

#define SEED UINT64_C(20261124)

enum order { ALONG, SEEDS, REPLICATIONS, PURPOSES, ENTITIES, OCCURRENCES, MODEL, ORDERS };
static const char *const order_names[ORDERS] = {"along",    "seeds",       "replications", "purposes",
                                                "entities", "occurrences", "model"};

static int size_log = 18;

/* Number n of an order. MODEL: four numbers of each name, names by occurrence, entity, purpose, replication.
 */
static double number(enum order order, uint64_t n)
{
    struct streams streams = {SEED, 3};
    uint32_t purpose = 5, entity = 11, occurrence = 17;
    double uniforms[4];

    if (order == ALONG) {
        static gsl_rng *along; /* its numbers are asked for from 0 on */
        if (along == NULL)
            along = gsl_rng_alloc(streams_gsl_type);
        if (n == 0)
            streams_gsl_key(along, &streams, purpose, entity, occurrence);
        return gsl_rng_uniform(along);
    }
    if (order == MODEL) {
        const uint64_t name = n / 4;
        occurrence = (uint32_t)(name % 64);
        entity = (uint32_t)(name / 64 % 16);
        purpose = 1 + (uint32_t)(name / 1024 % 4);
        streams.replication = (uint32_t)(name / 4096 % STREAMS_MAX_REPLICATION);
        streams_fill(&streams, purpose, entity, occurrence, 4, uniforms);
        return uniforms[n % 4];
    }
    streams.seed += order == SEEDS ? n : 0;
    streams.replication = order == REPLICATIONS ? (uint32_t)(n % STREAMS_MAX_REPLICATION) : 3;
    entity += order == ENTITIES ? (uint32_t)n : 0;
    occurrence += order == OCCURRENCES ? (uint32_t)n : 0;
    if (order == PURPOSES) {
        purpose = (uint32_t)(n % (STREAMS_MAX_PURPOSE + 1));
        entity = (uint32_t)(n / (STREAMS_MAX_PURPOSE + 1));
    } else if (order == REPLICATIONS) {
        entity += (uint32_t)(n / STREAMS_MAX_REPLICATION);
    }
    return streams_uniform(&streams, purpose, entity, occurrence);
}

/* Tests: each returns a p-value */

static double chi_square(const double *found, const double *expected, size_t bins)
{
    double sum = 0.0;
    for (size_t i = 0; i < bins; i++)
        sum += (found[i] - expected[i]) * (found[i] - expected[i]) / expected[i];
    return gsl_cdf_chisq_Q(sum, (double)bins - 1.0);
}

/* Of `found` events where `mean` are expected; half of what is as likely belongs to either tail. */
static double poisson(double found, double mean)
{
    const unsigned k = (unsigned)found;
    return gsl_cdf_poisson_Q(k, mean) + 0.5 * gsl_ran_poisson_pdf(k, mean);
}

static double frequency(const double *u, size_t n)
{
    enum { BINS = 64 };
    double found[BINS] = {0.0}, expected[BINS];
    for (size_t i = 0; i < n; i++)
        found[(size_t)(u[i] * BINS)] += 1.0;
    for (size_t i = 0; i < BINS; i++)
        expected[i] = (double)n / BINS;
    return chi_square(found, expected, BINS);
}

/* Pairs that do not overlap, in a square of 32 by 32. */
static double serial(const double *u, size_t n)
{
    enum { SIDE = 32 };
    double found[SIDE * SIDE] = {0.0}, expected[SIDE * SIDE];
    for (size_t i = 0; i + 1 < n; i += 2)
        found[(size_t)(u[i] * SIDE) * SIDE + (size_t)(u[i + 1] * SIDE)] += 1.0;
    for (size_t i = 0; i < SIDE * SIDE; i++)
        expected[i] = (double)(n / 2) / (SIDE * SIDE);
    return chi_square(found, expected, SIDE * SIDE);
}

/* How many numbers lie between two that are below 1/8. */
static double gap(const double *u, size_t n)
{
    enum { LONGEST = 40 };
    double found[LONGEST + 1] = {0.0}, expected[LONGEST + 1], gaps = 0.0, left = 1.0;
    size_t since = 0;
    for (size_t i = 0; i < n; i++, since++) {
        if (u[i] >= 0.125)
            continue;
        found[since < LONGEST ? since : LONGEST] += 1.0;
        gaps += 1.0;
        since = SIZE_MAX;
    }
    for (size_t i = 0; i < LONGEST; i++, left *= 0.875)
        expected[i] = gaps * left * 0.125;
    expected[LONGEST] = gaps * left;
    return chi_square(found, expected, LONGEST + 1);
}

/* Lengths of rising runs; the number that ends a run is left out, so that lengths are independent. */
static double runs(const double *u, size_t n)
{
    enum { LONGEST = 6 };
    double found[LONGEST] = {0.0}, expected[LONGEST], count = 0.0, factorial = 1.0;
    size_t length = 1;
    for (size_t i = 1; i < n; i++) {
        if (u[i] > u[i - 1]) {
            length++;
            continue;
        }
        found[(length < LONGEST ? length : LONGEST) - 1] += 1.0;
        count += 1.0;
        length = 1;
        i++;
    }
    for (size_t k = 1; k < LONGEST; k++) {
        factorial *= (double)k;
        expected[k - 1] = count * (1.0 / factorial - 1.0 / (factorial * (double)(k + 1)));
    }
    expected[LONGEST - 1] = count / (factorial * LONGEST);
    return chi_square(found, expected, LONGEST);
}

/* 4096 birthdays in a year of 2^32 days: of the spacings between them, 4 are expected to be equal to another.
 */
static double birthdays(const double *u, size_t n)
{
    enum { PEOPLE = 4096 };
    static double days[PEOPLE], spacings[PEOPLE];
    double found = 0.0, mean = 0.0;
    for (size_t first = 0; first + PEOPLE <= n; first += PEOPLE) {
        for (size_t i = 0; i < PEOPLE; i++)
            days[i] = floor(u[first + i] * 0x1p32);
        gsl_sort(days, 1, PEOPLE);
        for (size_t i = 0; i < PEOPLE; i++)
            spacings[i] = days[i] - (i == 0 ? days[PEOPLE - 1] - 0x1p32 : days[i - 1]);
        gsl_sort(spacings, 1, PEOPLE);
        for (size_t i = 1; i < PEOPLE; i++)
            found += spacings[i] == spacings[i - 1];
        mean += (double)PEOPLE * PEOPLE * PEOPLE / 4.0 * 0x1p-32;
    }
    return poisson(found, mean);
}

/* Balls, by two numbers each, into 2^24 urns: how many meet another there. 2^15 balls at a time. */
static double collisions(const double *u, size_t n)
{
    enum { BALLS = 1 << 15, URNS = 1 << 24 };
    unsigned char *taken = malloc(URNS / 8);
    double found = 0.0, mean = 0.0;
    assert_non_null(taken);
    for (size_t first = 0; first + 2 * BALLS <= n; first += 2 * BALLS) {
        memset(taken, 0, URNS / 8);
        for (size_t i = 0; i < BALLS; i++) {
            const double *at = &u[first + 2 * i];
            const size_t urn = (size_t)(at[0] * 4096.0) << 12 | (size_t)(at[1] * 4096.0);
            found += taken[urn / 8] >> (urn % 8) & 1;
            taken[urn / 8] |= (unsigned char)(1u << (urn % 8));
        }
        mean += BALLS + URNS * expm1(BALLS * log1p(-1.0 / URNS));
    }
    free(taken);
    return poisson(found, mean);
}

static double correlation(const double *u, size_t n)
{
    return gsl_cdf_ugaussian_Q(gsl_stats_correlation(u, 1, u + 1, 1, n - 1) * sqrt((double)n - 1.0));
}

static const struct {
    const char *name;
    double (*p)(const double *u, size_t n);
} battery[] = {
    {"frequency", frequency},
    {"serial", serial},
    {"gap", gap},
    {"runs", runs},
    {"birthdays", birthdays},
    {"collisions", collisions},
    {"correlation", correlation},
};
enum { TESTS = sizeof battery / sizeof battery[0] };

static void numbers_of_neighbours_pass_a_battery(void **unused)
{
    (void)unused;
    const size_t n = (size_t)1 << size_log;
    double *u = malloc(n * sizeof *u), fisher = 0.0, least = 1.0, most = 0.0;
    assert_non_null(u);
    for (int order = 0; order < ORDERS; order++) {
        for (size_t i = 0; i < n; i++)
            u[i] = number((enum order)order, i);
        for (int test = 0; test < TESTS; test++) {
            const double p = battery[test].p(u, n);
            if (!(p > 1e-7 && p < 1.0 - 1e-7))
                fail_msg("%s of %s: p = %g", battery[test].name, order_names[order], p);
            if (size_log > 18)
                print_message("    %-12s %-12s p = %.4f\n", order_names[order], battery[test].name, p);
            fisher -= 2.0 * log(p);
            least = fmin(least, p);
            most = fmax(most, p);
        }
    }
    free(u);
    const double combined = gsl_cdf_chisq_Q(fisher, 2.0 * ORDERS * TESTS);
    print_message("%d p-values from %.4f to %.4f; combined (Fisher) %.4f\n", ORDERS * TESTS, least, most,
                  combined);
    assert_true(combined > 1e-5 && combined < 1.0 - 1e-5);
}

/* The battery is no sieve with large holes: numbers that are a little wrong do not pass. */
static void the_battery_sees_what_is_wrong(void **unused)
{
    (void)unused;
    enum { N = 1 << 18 };
    double *u = malloc(N * sizeof *u);
    assert_non_null(u);
    for (size_t i = 0; i < N; i++)
        u[i] =
            0.95 * number(ENTITIES, i) + 0.05 * number(ENTITIES, i) * number(ENTITIES, i); /* tilted by 5 % */
    assert_true(frequency(u, N) < 1e-7);
    for (size_t i = 0; i < N; i++)
        u[i] = number(ENTITIES, i / 2); /* each twice */
    assert_true(serial(u, N) < 1e-7 && runs(u, N) < 1e-7 && collisions(u, N) < 1e-7 &&
                birthdays(u, N) < 1e-7);
    uint32_t state = 1; /* a generator with 2^24 values only, and a lattice of them */
    for (size_t i = 0; i < N; i++) {
        state = (state * UINT32_C(69069) + 1) % (UINT32_C(1) << 24);
        u[i] = (double)state * 0x1p-24;
    }
    assert_true(birthdays(u, N) < 1e-7);
    free(u);
}

static int write_words(const char *name)
{
    int order = 0;
    while (order < ORDERS && strcmp(order_names[order], name) != 0)
        order++;
    for (uint64_t n = 0; order < ORDERS; n++) {
        const uint32_t word = (uint32_t)(number((enum order)order, n) * 0x1p32);
        if (fwrite(&word, sizeof word, 1, stdout) != 1)
            return 0;
    }
    return 1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_neighbours_pass_a_battery),
        cmocka_unit_test(the_battery_sees_what_is_wrong),
    };
    if (argc == 3 && strcmp(argv[1], "words") == 0)
        return write_words(argv[2]);
    if (argc == 3 && strcmp(argv[1], "size") == 0)
        size_log = atoi(argv[2]);
    return cmocka_run_group_tests_name("streams_battery", tests, NULL, NULL);
}
