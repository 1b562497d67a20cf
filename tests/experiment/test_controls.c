/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Control variates: the estimate is what a regression by hand gives, and intervals cover. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "zutuan/experiment/controls.h"
#include "zutuan/experiment/replicate.h"
#include "zutuan/experiment/scenario.h"

#ifdef ZUTUAN_SHORT_TESTS /* whether it runs at all */
enum { MOST = 400, REPEATS = 60, WORLDS = 30 };
#define WITHIN 0.1
#else
enum { MOST = 400, REPEATS = 2000, WORLDS = 300 };
#define WITHIN 0.02
#endif

static double scratch[2 * MOST];

/* y = 1 + 2 (x - 3) exactly: no variance is left, whatever x was drawn. */
static void what_the_control_explains_is_gone(void **state)
{
    (void)state;
    double x[12], y[12];
    struct controls controls;
    for (int i = 0; i < 12; i++) {
        x[i] = i * i % 7;
        y[i] = 1.0 + 2.0 * (x[i] - 3.0);
    }
    controls_estimate(&controls, y, x, 3.0, 12, 0.95, scratch);
    assert_int_equal(controls.n, 12);
    assert_true(fabs(controls.mean - (1.0)) < 1e-12);
    assert_true(controls.high - controls.low < 1e-6);
    assert_true(controls.correlation > 1.0 - 1e-12);
}

static void a_regression_by_hand_gives_the_same(void **state)
{
    (void)state;
    const double y[] = {1.0, 4.0, 2.0, 8.0, 5.0, 7.0, 1.0, 3.0, 9.0, 6.0, NAN};
    const double x[] = {0.5, 2.0, 1.0, 3.0, 3.0, 2.5, 0.0, 1.5, 4.0, 2.0, 7.0};
    const double expectation = 1.8;
    double sx = 0, sy = 0, sxx = 0, sxy = 0, residual = 0;
    struct controls controls;
    for (int i = 0; i < 10; i++) {
        sx += x[i] / 10;
        sy += y[i] / 10;
    }
    for (int i = 0; i < 10; i++) {
        sxx += (x[i] - sx) * (x[i] - sx);
        sxy += (x[i] - sx) * (y[i] - sy);
    }
    for (int i = 0; i < 10; i++)
        residual += pow(y[i] - sy - sxy / sxx * (x[i] - sx), 2) / 8;
    const double mean = sy - sxy / sxx * (sx - expectation);
    const double se = sqrt(residual * (0.1 + pow(sx - expectation, 2) / sxx));
    controls_estimate(&controls, y, x, expectation, 11, 0.95, scratch);
    assert_int_equal(controls.n, 10);
    assert_true(fabs(controls.mean - (mean)) < 1e-12);
    assert_true(fabs(controls.high - mean - (2.306004135 * se)) < 1e-8); /* t with 8 degrees of freedom */
    assert_true(fabs(controls.plain - (sy)) < 1e-12);
}

static void too_little_gives_no_interval(void **state)
{
    (void)state;
    const double y[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3}, flat[12] = {0};
    struct controls controls;
    controls_estimate(&controls, y, y, 0.0, CONTROLS_LEAST - 1, 0.95, scratch);
    assert_true(isnan(controls.low) && !isnan(controls.plain_low));
    controls_estimate(&controls, y, flat, 0.0, 12, 0.95, scratch);
    assert_true(isnan(controls.mean) && !isnan(controls.plain));
}

/*
 * 95 % intervals in 2000 repeats: a right one is outside 93-97 % with probability below 1e-4 (normal
 * approximation, standard error 0.49 %). Noise is normal, or exponential (skewness 2) where the plain
 * interval of so few replications covers less than nominal as well.
 */
static double coverage(gsl_rng *rng, size_t n, bool skewed, double bend, double *gain)
{
    int covered = 0;
    *gain = 0.0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
        double x[MOST], y[MOST];
        struct controls controls;
        for (size_t i = 0; i < n; i++) {
            x[i] = gsl_ran_poisson(rng, 400.0);
            const double z = (x[i] - 400.0) / 20.0;
            const double noise = skewed ? gsl_ran_exponential(rng, 1.0) - 1.0 : gsl_ran_gaussian(rng, 1.0);
            y[i] = 7.0 + 2.0 * z + bend * (z * z - 1.0) + noise;
        }
        controls_estimate(&controls, y, x, 400.0, n, 0.95, scratch);
        covered += controls.low <= 7.0 && 7.0 <= controls.high;
        *gain += controls.gain / REPEATS;
    }
    return covered / (double)REPEATS;
}

static void intervals_cover_and_gain_what_theory_says(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double gain;
    assert_true(fabs(coverage(rng, 30, false, 0.0, &gain) - 0.95) < WITHIN);
    assert_true(fabs(coverage(rng, 100, false, 0.0, &gain) - 0.95) < WITHIN);
    assert_true(gain > 4.5 && gain < 5.5); /* variances 4 + 1 to 1 */
    assert_true(fabs(coverage(rng, 100, true, 0.0, &gain) - 0.95) < WITHIN);
    assert_true(fabs(coverage(rng, 200, false, 0.5, &gain) - 0.95) < WITHIN); /* not a line */
    gsl_rng_free(rng);
}

/* (E44) against what worlds draw: 300 replications, within 4 standard errors (false alarm 6e-5 each), for a
 * season that does not come out even, shocks and popularities that vary. */
static void the_expectation_is_the_models(void **state)
{
    (void)state;
    static const struct {
        double horizon, season, phase, shock;
    } cases[] = {{250, 0.4, 60, 0.0}, {100, 0.9, 200, 0.05}, {365, 0.7, 10, 0.0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scenario scenario = {.name = "solo"};
        const struct scenario *const arms[] = {&scenario};
        const struct replicate_how how = {.threads = 2};
        struct replicate replicate;
        double values[WORLDS], mean = 0.0, squares = 0.0;
        params_defaults(&scenario.params);
        scenario.params.programme.horizon = cases[i].horizon;
        scenario.params.demand.season = cases[i].season;
        scenario.params.demand.phase = cases[i].phase;
        scenario.params.demand.shock = cases[i].shock;
        assert_int_equal(replicate_alloc(&replicate, arms, 1, 5), DIAG_OK);
        replicate.measures_only = true;
        assert_int_equal(replicate_extend(&replicate, WORLDS, &how), DIAG_OK);
        assert_int_equal(replicate_column(&replicate, 0, OUTCOME_DEMAND, values), WORLDS);
        for (int r = 0; r < WORLDS; r++)
            mean += values[r] / WORLDS;
        for (int r = 0; r < WORLDS; r++)
            squares += pow(values[r] - mean, 2);
        const double error = sqrt(squares / (WORLDS - 1.0) / WORLDS);
        assert_true(fabs(mean - world_expected_demand(&scenario.params)) < 4.0 * error);
        assert_true(error < WITHIN * mean); /* or the test could not fail */
        replicate_free(&replicate);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_control_explains_is_gone),
        cmocka_unit_test(a_regression_by_hand_gives_the_same),
        cmocka_unit_test(too_little_gives_no_interval),
        cmocka_unit_test(intervals_cover_and_gain_what_theory_says),
        cmocka_unit_test(the_expectation_is_the_models),
    };
    return cmocka_run_group_tests_name("controls", tests, NULL, NULL);
}
