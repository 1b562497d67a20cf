/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "zutuan/core/streams.h"
#include "zutuan/core/tally.h"

static const struct streams STREAMS = {20240229, 0};

static double *new_uniforms(size_t count)
{
    double *values = malloc(count * sizeof *values);
    assert_non_null(values);
    streams_fill(&STREAMS, 1, 0, 0, count, values);
    return values;
}

static struct tally_quantile *new_quantile(void)
{
    struct tally_quantile *self = malloc(sizeof *self);
    assert_non_null(self);
    tally_quantile_reset(self);
    return self;
}

static void test_a_level_integrates_over_time(void **unused)
{
    (void)unused;
    struct tally_level level;
    tally_level_reset(&level, 10.0, 2.0);
    assert_true(tally_level_area(&level, 10.0) == 0.0);
    assert_true(tally_level_area(&level, 14.0) == 8.0);
    tally_level_add(&level, 11.0, 3.0);  /* 2 for 1 day */
    tally_level_add(&level, 11.0, -1.0); /* nothing at one instant */
    tally_level_add(&level, 15.0, -4.0); /* 4 for 4 days */
    assert_true(level.value == 0.0);
    assert_true(tally_level_area(&level, 99.0) == 18.0);
}

static void test_a_level_reset_mid_way_forgets_its_area(void **unused)
{
    (void)unused;
    struct tally_level level;
    tally_level_reset(&level, 0.0, 5.0);
    tally_level_add(&level, 4.0, 1.0);
    tally_level_reset(&level, 7.0, level.value);
    assert_true(tally_level_area(&level, 9.0) == 12.0);
}

/* Against the observation of rank ceil(p n), with the bound of 1/128 that the header promises. */
static void assert_quantiles_agree(double *values, size_t count)
{
    static const double at[] = {0.0, 1e-6, 0.001, 0.01, 0.1,  0.25,  0.5,
                                0.6, 0.75, 0.9,   0.95, 0.99, 0.999, 1.0};
    struct tally_quantile *quantile = new_quantile();
    for (size_t i = 0; i < count; i++) {
        tally_quantile_add(quantile, values[i]);
    }
    assert_int_equal(quantile->count, count);
    gsl_sort(values, 1, count);
    double before = 0.0;
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        const double rank = fmax(ceil(at[i] * (double)count), 1.0);
        const double exact = values[(size_t)rank - 1];
        const double got = tally_quantile_get(quantile, at[i]);
        assert_true(got >= before);
        before = got;
        if (exact <= TALLY_SMALLEST) {
            assert_true(got == 0.0);
        } else {
            assert_true(fabs(got - exact) <= exact / 128.0);
        }
    }
    free(quantile);
}

static void test_quantiles_of_exponential_data_agree_with_sorting(void **unused)
{
    (void)unused;
    enum { COUNT = 100000 };
    double *values = new_uniforms(COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        values[i] = -2.0 * log1p(-values[i]);
    }
    assert_quantiles_agree(values, COUNT);
    free(values);
}

static void test_quantiles_of_data_with_many_zeros_agree_with_sorting(void **unused)
{
    (void)unused;
    enum { COUNT = 50000 };
    double *values = new_uniforms(COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        values[i] = values[i] < 0.7 ? 0.0 : 1000.0 * (values[i] - 0.7);
    }
    assert_quantiles_agree(values, COUNT);
    free(values);
}

static void test_quantiles_of_data_over_many_octaves_agree_with_sorting(void **unused)
{
    (void)unused;
    enum { COUNT = 20000 };
    double *values = new_uniforms(COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        values[i] = exp2(-14.0 + TALLY_OCTAVES * values[i]);
    }
    assert_quantiles_agree(values, COUNT);
    free(values);
}

static void test_quantiles_of_few_observations_stay_within_their_bins(void **unused)
{
    (void)unused;
    double one[] = {3.7};
    assert_quantiles_agree(one, 1);
    double two[] = {8.0, 0.125}; /* on edges of bins */
    assert_quantiles_agree(two, 2);
    double zero[] = {0.0, TALLY_SMALLEST, 1.0};
    assert_quantiles_agree(zero, 3);
}

/* On smooth data the interpolation does much better than a bin: the median of a million exponentials is ln 2
 * with a standard error of 0.1 %; without interpolation it would be off by up to 0.8 %. */
static void test_quantiles_interpolate_within_a_bin(void **unused)
{
    (void)unused;
    enum { COUNT = 100000 };
    struct tally_quantile *quantile = new_quantile();
    for (size_t i = 0; i < COUNT; i++) {
        tally_quantile_add(quantile, 1.0 + ((double)i + 0.5) / COUNT);
    }
    for (double p = 0.001; p < 1.0; p += 0.001) {
        assert_true(fabs(tally_quantile_get(quantile, p) - (1.0 + p)) < 2.0 / COUNT);
    }
    free(quantile);
}

static void test_extreme_observations_fall_into_the_outer_bins(void **unused)
{
    (void)unused;
    struct tally_quantile *quantile = new_quantile();
    assert_true(isnan(tally_quantile_get(quantile, 0.5)));
    tally_quantile_add(quantile, TALLY_SMALLEST);
    assert_int_equal(quantile->zeros, 1);
    tally_quantile_add(quantile, nextafter(TALLY_SMALLEST, 1.0));
    assert_int_equal(quantile->zeros, 1);
    assert_int_equal(quantile->bins[0], 1);
    const double end = ldexp(TALLY_SMALLEST, TALLY_OCTAVES);
    tally_quantile_add(quantile, nextafter(end, 0.0));
    tally_quantile_add(quantile, end);
    tally_quantile_add(quantile, INFINITY);
    assert_int_equal(quantile->bins[TALLY_BINS - 1], 3);
    assert_true(tally_quantile_get(quantile, 1.0) == end);
    assert_int_equal(quantile->count, 5);
    tally_quantile_reset(quantile);
    assert_true(isnan(tally_quantile_get(quantile, 0.5)));
    free(quantile);
}

static void test_gini_of_equal_values_is_zero(void **unused)
{
    (void)unused;
    double values[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    assert_true(tally_gini(values, 7) == 0.0);
    double zeros[] = {0.0, 0.0};
    assert_true(tally_gini(zeros, 2) == 0.0);
    assert_true(tally_gini(values, 1) == 0.0);
    assert_true(isnan(tally_gini(values, 0)));
}

static void test_gini_of_one_to_four_is_a_quarter(void **unused)
{
    (void)unused;
    double values[] = {3.0, 1.0, 4.0, 2.0};
    assert_true(fabs(tally_gini(values, 4) - 0.25) < 1e-15);
    for (size_t i = 0; i < 4; i++) {
        assert_true(values[i] == (double)i + 1.0); /* sorted, as promised */
    }
}

static void test_gini_of_one_who_has_all_is_one_less_his_share(void **unused)
{
    (void)unused;
    double values[] = {0.0, 0.0, 7.0, 0.0, 0.0};
    assert_true(fabs(tally_gini(values, 5) - 0.8) < 1e-15);
}

/* The Gini coefficient of a lognormal is erf(sigma / 2). Values at the midpoints of equal shares have no
 * sampling error; what remains is the cut tail, below 1e-4 for 10^5 values. */
static void test_gini_of_a_lognormal_is_erf_of_half_sigma(void **unused)
{
    (void)unused;
    enum { COUNT = 100000 };
    double *values = new_uniforms(COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        values[i] = exp(0.5 * gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / COUNT));
    }
    assert_true(fabs(tally_gini(values, COUNT) - erf(0.25)) < 1e-4);
    free(values);
}

static void test_half_width_is_that_of_students_t(void **unused)
{
    (void)unused;
    /* quantiles of t from tables: 9 degrees at 95 %, 1 degree at 90 %, 29 degrees at 99 % */
    assert_true(fabs(tally_half_width(10, 1.0, 0.95) - 2.262157163 / sqrt(10.0)) < 1e-9);
    assert_true(fabs(tally_half_width(2, 3.0, 0.90) - 3.0 * 6.313751515 / sqrt(2.0)) < 1e-8);
    assert_true(fabs(tally_half_width(30, 1.0, 0.99) - 2.756385904 / sqrt(30.0)) < 1e-9);
    assert_true(tally_half_width(10, 0.0, 0.95) == 0.0);
}

static void test_half_width_of_fewer_than_two_is_not_a_number(void **unused)
{
    (void)unused;
    assert_true(isnan(tally_half_width(0, 1.0, 0.95)));
    assert_true(isnan(tally_half_width(1, 0.0, 0.95)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_level_integrates_over_time),
        cmocka_unit_test(test_a_level_reset_mid_way_forgets_its_area),
        cmocka_unit_test(test_quantiles_of_exponential_data_agree_with_sorting),
        cmocka_unit_test(test_quantiles_of_data_with_many_zeros_agree_with_sorting),
        cmocka_unit_test(test_quantiles_of_data_over_many_octaves_agree_with_sorting),
        cmocka_unit_test(test_quantiles_of_few_observations_stay_within_their_bins),
        cmocka_unit_test(test_quantiles_interpolate_within_a_bin),
        cmocka_unit_test(test_extreme_observations_fall_into_the_outer_bins),
        cmocka_unit_test(test_gini_of_equal_values_is_zero),
        cmocka_unit_test(test_gini_of_one_to_four_is_a_quarter),
        cmocka_unit_test(test_gini_of_one_who_has_all_is_one_less_his_share),
        cmocka_unit_test(test_gini_of_a_lognormal_is_erf_of_half_sigma),
        cmocka_unit_test(test_half_width_is_that_of_students_t),
        cmocka_unit_test(test_half_width_of_fewer_than_two_is_not_a_number),
    };
    return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
