/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "zutuan/experiment/estimate.h"
#include "zutuan/model/outcome.h"

enum { MOST = 2000 };

static void assert_near(double found, double expected)
{
    assert_true(fabs(found - expected) <= 1e-12 * (1.0 + fabs(expected)));
}

/* Closed forms */

static void the_mean_of_one_to_five_is_as_the_formulas_say(void **state)
{
    (void)state;
    const double values[] = {5, 1, 4, 2, 3};
    double scratch[5];
    struct estimate estimate;
    estimate_mean(&estimate, values, 5, 0.95, scratch);
    const double half = gsl_cdf_tdist_Pinv(0.975, 4) * sqrt(2.5 / 5);
    assert_int_equal(estimate.n, 5);
    assert_near(estimate.mean, 3);
    assert_near(estimate.sd, sqrt(2.5));
    assert_near(estimate.se, sqrt(2.5 / 5));
    assert_near(estimate.low, 3 - half);
    assert_near(estimate.high, 3 + half);
    assert_near(estimate.q05, 1.2); /* 1 + 0.05 (n - 1) */
    assert_near(estimate.q50, 3);
    assert_near(estimate.q95, 4.8);
}

static void missing_values_are_left_out(void **state)
{
    (void)state;
    const double whole[] = {5, 1, 4}, holed[] = {NAN, 5, NAN, 1, 4, NAN};
    double scratch[6];
    struct estimate a, b;
    estimate_mean(&a, whole, 3, 0.9, scratch);
    estimate_mean(&b, holed, 6, 0.9, scratch);
    assert_memory_equal(&a, &b, sizeof a);
}

static void one_value_has_a_mean_and_no_interval(void **state)
{
    (void)state;
    const double value = 7;
    double scratch;
    struct estimate estimate;
    estimate_mean(&estimate, &value, 1, 0.95, &scratch);
    assert_int_equal(estimate.n, 1);
    assert_true(estimate.mean == 7 && estimate.q05 == 7 && estimate.q50 == 7 && estimate.q95 == 7);
    assert_true(isnan(estimate.sd) && isnan(estimate.se) && isnan(estimate.low) && isnan(estimate.high));
}

static void no_value_has_nothing(void **state)
{
    (void)state;
    const double values[] = {NAN, NAN};
    double scratch[2];
    struct estimate estimate;
    struct estimate_pair pair;
    estimate_mean(&estimate, values, 2, 0.95, scratch);
    assert_int_equal(estimate.n, 0);
    assert_true(isnan(estimate.mean) && isnan(estimate.sd) && isnan(estimate.low) && isnan(estimate.q50));
    estimate_paired(&pair, values, values, 2, 1, 0.95, scratch);
    assert_int_equal(pair.n, 0);
    assert_true(isnan(pair.base_mean) && isnan(pair.difference) && isnan(pair.relative_low));
    assert_true(isnan(pair.prob_better) && isnan(pair.correlation) && isnan(pair.variance_ratio));
}

static void a_mean_scales_and_shifts_with_its_values_in_any_order(void **state)
{
    (void)state;
    const double values[] = {3, 1, 4, 1, 5, 9, 2, 6}, order[] = {6, 2, 9, 5, 1, 4, 1, 3};
    double changed[8], scratch[8];
    struct estimate a, b;
    for (size_t i = 0; i < 8; i++)
        changed[i] = 10 * order[i] - 2;
    estimate_mean(&a, values, 8, 0.99, scratch);
    estimate_mean(&b, changed, 8, 0.99, scratch);
    assert_near(b.mean, 10 * a.mean - 2);
    assert_near(b.sd, 10 * a.sd);
    assert_near(b.low, 10 * a.low - 2);
    assert_near(b.high, 10 * a.high - 2);
    assert_near(b.q05, 10 * a.q05 - 2);
    assert_near(b.q95, 10 * a.q95 - 2);
}

static void a_doubled_arm_is_one_hundred_percent_more_without_doubt(void **state)
{
    (void)state;
    const double base[] = {1, 2, 3, 4}, other[] = {2, 4, 6, 8};
    double scratch[4];
    struct estimate_pair pair;
    estimate_paired(&pair, base, other, 4, 1, 0.95, scratch);
    const double se = sqrt(5.0 / 3 / 4);
    assert_near(pair.base_mean, 2.5);
    assert_near(pair.other_mean, 5);
    assert_near(pair.difference, 2.5);
    assert_near(pair.se, se);
    assert_near(pair.high - pair.difference, gsl_cdf_tdist_Pinv(0.975, 3) * se);
    assert_near(pair.difference - pair.low, gsl_cdf_tdist_Pinv(0.975, 3) * se);
    assert_near(pair.relative, 1);
    assert_near(pair.relative_low, 1);
    assert_near(pair.relative_high, 1);
    assert_near(pair.prob_better, 1);
    assert_near(pair.correlation, 1);
    assert_near(pair.variance_ratio, 5); /* (v + 4 v) / v */
}

static void the_relative_interval_is_that_of_the_linearised_ratio(void **state)
{
    (void)state;
    const double base[] = {2, 4, 3, 5, 6}, other[] = {3, 4, 5, 5, 8};
    double scratch[5];
    struct estimate_pair pair;
    estimate_paired(&pair, base, other, 5, -1, 0.9, scratch);
    /* ratio 25/20; other - ratio * base = .5, -1, 1.25, -1.25, .5: sum of squares 4.625 */
    const double half = gsl_cdf_tdist_Pinv(0.95, 4) * sqrt(4.625 / 4 / 5) / 4;
    assert_near(pair.relative, 0.25);
    assert_near(pair.relative_low, 0.25 - half);
    assert_near(pair.relative_high, 0.25 + half);
    assert_near(pair.prob_better, (0.5 + 0.5) / 5); /* less is better: never, but two ties */
    /* sums of squares 10 and 14, of products 10.. by hand: (-2,-2),(0,-1),(-1,0),(1,0),(2,3) -> 10 */
    assert_near(pair.correlation, 10 / sqrt(10.0 * 14.0));
    assert_near(pair.variance_ratio, (10.0 + 14.0) / 4.0); /* differences 1, 0, 2, 0, 2: 4 */
}

static void exchanging_the_arms_turns_the_difference_round(void **state)
{
    (void)state;
    const double base[] = {2, 4, 3, 5, 6}, other[] = {3, 4, 5, 4, 8};
    double scratch[5];
    struct estimate_pair there, back;
    estimate_paired(&there, base, other, 5, 1, 0.95, scratch);
    estimate_paired(&back, other, base, 5, 1, 0.95, scratch);
    assert_near(back.difference, -there.difference);
    assert_near(back.low, -there.high);
    assert_near(back.high, -there.low);
    assert_near(back.prob_better, 1 - there.prob_better);
    assert_near(back.correlation, there.correlation);
    assert_near(back.variance_ratio, there.variance_ratio);
}

static void a_pair_with_a_missing_half_is_left_out_whole(void **state)
{
    (void)state;
    const double base[] = {2, NAN, 3, 100, 6}, other[] = {3, 100, 5, NAN, 8};
    const double base_whole[] = {2, 3, 6}, other_whole[] = {3, 5, 8};
    double scratch[5];
    struct estimate_pair a, b;
    estimate_paired(&a, base, other, 5, 1, 0.95, scratch);
    estimate_paired(&b, base_whole, other_whole, 3, 1, 0.95, scratch);
    assert_memory_equal(&a, &b, sizeof a);
}

static void arms_that_are_alike_differ_by_nothing(void **state)
{
    (void)state;
    const double values[] = {2, 4, 3}, flat[] = {1, 1, 1};
    double scratch[3];
    struct estimate_pair pair;
    estimate_paired(&pair, values, values, 3, 1, 0.95, scratch);
    assert_true(pair.difference == 0 && pair.low == 0 && pair.high == 0 && pair.relative == 0);
    assert_near(pair.prob_better, 0.5);
    assert_true(isnan(pair.variance_ratio));
    estimate_paired(&pair, flat, values, 3, 0, 0.95, scratch);
    assert_true(isnan(pair.prob_better) && isnan(pair.correlation));
}

static void a_base_of_zero_has_no_relative_difference(void **state)
{
    (void)state;
    const double base[] = {-1, 1}, other[] = {1, 2};
    double scratch[2];
    struct estimate_pair pair;
    estimate_paired(&pair, base, other, 2, 1, 0.95, scratch);
    assert_near(pair.difference, 1.5);
    assert_true(isnan(pair.relative) && isnan(pair.relative_low) && isnan(pair.relative_high));
}

/* Targets */

static void a_target_is_read(void **state)
{
    (void)state;
    struct estimate_target target;
    char why[256];
    assert_int_equal(estimate_target_parse(&target, "wait_mean:rel=2%", why, sizeof why), DIAG_OK);
    assert_true(target.measure == OUTCOME_WAIT_MEAN && target.relative);
    assert_near(target.width, 0.02);
    assert_int_equal(estimate_target_parse(&target, "unmet_share:abs=.005", why, sizeof why), DIAG_OK);
    assert_true(target.measure == OUTCOME_UNMET_SHARE && !target.relative);
    assert_near(target.width, 0.005);
}

static void a_bad_target_says_why(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "wait_mean",         "wait_mean:",        "wait_mean:rel=",    "wait_mean:rel=0",
        "wait_mean:rel=-1%", "wait_mean:rel=2%%", "wait_mean:rel=0x1", "wait_mean:rel=inf",
        "wait_mean:abs=nan", "wait_mean:abs=1d",  "wait_mean:2%",      "wait_mean:abs= 1"};
    struct estimate_target target;
    char why[256], expected[256];
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(estimate_target_parse(&target, bad[i], why, sizeof why), DIAG_INVALID);
        snprintf(
            expected, sizeof expected,
            "%s names no width above 0; write wait_mean:rel=2%% (of the mean) or wait_mean:abs=0.5 (in the "
            "unit of the measure)",
            bad[i]);
        assert_string_equal(why, expected);
    }
    assert_int_equal(estimate_target_parse(&target, "wait_maen:rel=2%", why, sizeof why), DIAG_INVALID);
    assert_string_equal(why, "wait_maen is not a measure; did you mean wait_mean?");
}

static void a_target_is_met_when_the_half_width_is_small_enough(void **state)
{
    (void)state;
    const struct estimate_target relative = {0, true, 0.02}, absolute = {0, false, 0.5};
    assert_true(estimate_target_met(&relative, 0.2, 10));
    assert_true(estimate_target_met(&relative, 0.2, -10));
    assert_false(estimate_target_met(&relative, 0.2001, 10));
    assert_true(estimate_target_met(&absolute, 0.5, 1e-9));
    assert_false(estimate_target_met(&absolute, 0.51, 1e9));
    assert_false(estimate_target_met(&relative, NAN, 10));
    assert_false(estimate_target_met(&relative, 0.1, NAN));
    assert_false(estimate_target_met(&relative, 0.1, 0));
    assert_true(estimate_target_met(&relative, 0, 0));
}

static void the_next_look_asks_for_what_the_variance_calls_for_at_most_twofold(void **state)
{
    (void)state;
    const struct estimate_target absolute = {0, false, 0.5}, relative = {0, true, 0.02};
    assert_int_equal(estimate_next_look(&absolute, 100, 0.6, 1), 144);
    assert_int_equal(estimate_next_look(&relative, 100, 0.24, -10), 144);
    assert_int_equal(estimate_next_look(&absolute, 100, 50, 1), 200);
    assert_int_equal(estimate_next_look(&absolute, 100, 0.5000001, 1), 101);
    assert_int_equal(estimate_next_look(&absolute, 100, NAN, 1), 200);
    assert_int_equal(estimate_next_look(&relative, 100, 1, 0), 200);
    assert_int_equal(estimate_next_look(&absolute, 0, NAN, NAN), 1);
}

static void a_look_is_met_when_every_interval_is_and_else_asks_for_what_the_widest_needs(void **state)
{
    (void)state;
    const struct estimate_target target = {0, false, 0.5};
    struct estimate_look look = estimate_look_begin(100);
    assert_true(look.met && !look.hopeless && look.next == 0);
    estimate_look_at(&look, &target, 0.4, 1);
    assert_true(look.met && look.next == 0);
    estimate_look_at(&look, &target, 0.6, 1);
    estimate_look_at(&look, &target, 0.55, 1);
    assert_true(!look.met && !look.hopeless);
    assert_int_equal(look.next, 144);
    estimate_look_at(&look, &target, NAN, NAN);
    assert_true(!look.met && look.hopeless);
    assert_int_equal(look.next, 200);
    assert_int_equal(look.count, 4);
}

static void a_target_that_is_met_must_be_met_with_some_replications_more(void **state)
{
    (void)state;
    const struct estimate_look no = {.n = 100, .count = 1, .next = 144};
    const struct estimate_look yes = {.n = 144, .count = 1, .met = true};
    const struct estimate_look again = {.n = 194, .count = 1, .met = true};
    const struct estimate_look not_again = {.n = 194, .count = 1, .next = 200};
    const struct estimate_look nothing = {.n = 50, .met = true};
    const struct estimate_look hopeless = {.n = 50, .count = 1, .hopeless = true, .next = 100};
    struct estimate_chase chase = {50, 1000, false}, short_one = {50, 150, false}, plain = {0, 1000, false};
    assert_int_equal(estimate_chase_next(&chase, &no), 144);
    assert_int_equal(estimate_chase_next(&chase, &yes), 194);
    assert_int_equal(estimate_chase_next(&chase, &not_again), 200);
    assert_int_equal(estimate_chase_next(&chase, &yes), 194);
    assert_int_equal(estimate_chase_next(&chase, &again), 0);
    assert_int_equal(estimate_chase_next(&short_one, &yes), 150);
    assert_int_equal(estimate_chase_next(&short_one, &again), 0);
    assert_int_equal(estimate_chase_next(&plain, &yes), 0);
    chase.met = false;
    assert_int_equal(estimate_chase_next(&chase, &nothing), 0);
    assert_int_equal(estimate_chase_next(&chase, &hopeless), 0);
}

/*
 * Coverage. Each experiment draws data of known mean; the share of intervals that hold it is binomial. With
 * 4,000 experiments its standard deviation is 0.34 %, so that a rule that truly covers 95 % leaves 93..97 %
 * with a chance below 1e-8, and one that covers 94.5 % (skewed data) below 1e-5. The seeds are fixed.
 */
enum shape { NORMAL, GAMMA, EXPONENTIAL, SHAPES };
static const char *const shape_names[SHAPES] = {"normal", "skewness 1", "skewness 2"};

static double draw(gsl_rng *rng, enum shape shape, double mean, double sd)
{
    if (shape == NORMAL)
        return mean + sd * gsl_ran_ugaussian(rng);
    if (shape == EXPONENTIAL)
        return mean + sd * (gsl_ran_exponential(rng, 1) - 1);
    return mean + sd * (gsl_ran_gamma(rng, 4, 1) - 4) / 2;
}

static void assert_covers(const char *what, size_t covered, size_t experiments)
{
    const double share = (double)covered / (double)experiments;
    print_message("  %-46s %.4f\n", what, share);
    assert_true(share > 0.93 && share < 0.97);
}

static void the_interval_of_a_mean_covers_it(void **state)
{
    gsl_rng *rng = *state;
    double values[30], scratch[30];
    gsl_rng_set(rng, 11);
    for (enum shape shape = NORMAL; shape <= GAMMA; shape++) {
        size_t covered = 0;
        for (size_t i = 0; i < 4000; i++) {
            struct estimate estimate;
            for (size_t j = 0; j < 30; j++)
                values[j] = draw(rng, shape, 10, 3);
            estimate_mean(&estimate, values, 30, 0.95, scratch);
            covered += estimate.low <= 10 && 10 <= estimate.high;
        }
        assert_covers(shape == NORMAL ? "mean of 30, normal" : "mean of 30, gamma", covered, 4000);
    }
}

/* Arms with a common part, so that pairing matters; the true difference is 2, the true relative one 0.2. */
static void the_interval_of_a_paired_difference_covers_it(void **state)
{
    gsl_rng *rng = *state;
    double base[40], other[40], scratch[40];
    gsl_rng_set(rng, 12);
    for (enum shape shape = NORMAL; shape <= GAMMA; shape++) {
        size_t covered = 0, relative = 0;
        for (size_t i = 0; i < 4000; i++) {
            struct estimate_pair pair;
            for (size_t j = 0; j < 40; j++) {
                const double common = draw(rng, shape, 10, 2);
                base[j] = common + draw(rng, shape, 0, 1);
                other[j] = common + draw(rng, shape, 2, 1);
            }
            estimate_paired(&pair, base, other, 40, 1, 0.95, scratch);
            covered += pair.low <= 2 && 2 <= pair.high;
            relative += pair.relative_low <= 0.2 && 0.2 <= pair.relative_high;
        }
        assert_covers(shape == NORMAL ? "difference of 40, normal" : "difference of 40, gamma", covered,
                      4000);
        assert_covers(shape == NORMAL ? "ratio of 40, normal" : "ratio of 40, gamma", relative, 4000);
    }
}

/* One experiment as the commands drive it; returns whether the interval at the end holds the mean of 1. */
static bool sequential(gsl_rng *rng, enum shape shape, double cv, const struct estimate_target *target,
                       size_t after, size_t *replications)
{
    static double values[MOST], scratch[MOST];
    struct estimate_chase chase = {after, MOST, false};
    struct estimate estimate = {.n = 0};
    for (size_t n = 0, next = ESTIMATE_FIRST_LOOK; next > 0;) {
        while (n < next)
            values[n++] = draw(rng, shape, 1, cv);
        estimate_mean(&estimate, values, n, 0.95, scratch);
        struct estimate_look look = estimate_look_begin(n);
        estimate_look_at(&look, target, estimate.high - estimate.mean, estimate.mean);
        next = estimate_chase_next(&chase, &look);
        assert_true(next > 0 || (look.met && n < MOST));
    }
    *replications += estimate.n;
    return estimate.low <= 1 && 1 <= estimate.high;
}

/* The share of intervals that hold the truth, with so many replications after a target is met. */
static double cover_target(gsl_rng *rng, enum shape shape, double cv, const struct estimate_target *target,
                           size_t after, size_t experiments)
{
    size_t covered = 0, replications = 0;
    for (size_t i = 0; i < experiments; i++)
        covered += sequential(rng, shape, cv, target, after, &replications);
    const double share = (double)covered / (double)experiments;
    print_message("  to %s %.2f, cv %.1f, %s, %zu after: %.4f, %zu replications\n",
                  target->relative ? "rel" : "abs", target->width, cv, shape_names[shape], after, share,
                  replications / experiments);
    return share;
}

/*
 * Shares of 10,000 (5,000, 2,500) experiments have a standard deviation of 0.22 % (0.31, 0.44). Truly it is
 * 94.6 % for normal data, 94.5 and 93.8 % for skewed ones in the worst case (see estimate.h): the bounds are
 * left by chance a few times in a hundred at worst; the seed is fixed. The rule without replications after the target has 92.0 %
 * for skewness 2: it leaves them.
 */
static void an_interval_that_stops_at_a_target_covers_the_mean(void **state)
{
    gsl_rng *rng = *state;
    static const double least[SHAPES] = {0.943, 0.938, 0.932};
    static const struct {
        double cv, width;
        bool relative;
        size_t experiments;
    } cases[] = {
        {0.1, 0.03, true, 5000},   /* calls for 43 */
        {0.3, 0.06, true, 10000},  /* 96: the most looks for their size */
        {0.3, 0.08, false, 5000},  /* 54 */
        {0.5, 0.10, false, 10000}, /* 96 */
        {0.5, 0.07, true, 5000},   /* 196 */
        {1.0, 0.10, false, 2500},  /* 384 */
    };
    gsl_rng_set(rng, 13);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct estimate_target target = {OUTCOME_WAIT_MEAN, cases[i].relative, cases[i].width};
        for (enum shape shape = NORMAL; shape < SHAPES; shape++) {
            const double share =
                cover_target(rng, shape, cases[i].cv, &target, ESTIMATE_AFTER, cases[i].experiments);
            assert_true(share > least[shape] && share < 0.97);
        }
    }
    const struct estimate_target target = {OUTCOME_WAIT_MEAN, false, 0.10};
    assert_true(cover_target(rng, EXPONENTIAL, 0.5, &target, 0, 10000) < least[EXPONENTIAL]);
}

static int make_generator(void **state)
{
    *state = gsl_rng_alloc(gsl_rng_mt19937);
    return *state == NULL;
}

static int free_generator(void **state)
{
    gsl_rng_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean_of_one_to_five_is_as_the_formulas_say),
        cmocka_unit_test(missing_values_are_left_out),
        cmocka_unit_test(one_value_has_a_mean_and_no_interval),
        cmocka_unit_test(no_value_has_nothing),
        cmocka_unit_test(a_mean_scales_and_shifts_with_its_values_in_any_order),
        cmocka_unit_test(a_doubled_arm_is_one_hundred_percent_more_without_doubt),
        cmocka_unit_test(the_relative_interval_is_that_of_the_linearised_ratio),
        cmocka_unit_test(exchanging_the_arms_turns_the_difference_round),
        cmocka_unit_test(a_pair_with_a_missing_half_is_left_out_whole),
        cmocka_unit_test(arms_that_are_alike_differ_by_nothing),
        cmocka_unit_test(a_base_of_zero_has_no_relative_difference),
        cmocka_unit_test(a_target_is_read),
        cmocka_unit_test(a_bad_target_says_why),
        cmocka_unit_test(a_target_is_met_when_the_half_width_is_small_enough),
        cmocka_unit_test(the_next_look_asks_for_what_the_variance_calls_for_at_most_twofold),
        cmocka_unit_test(a_look_is_met_when_every_interval_is_and_else_asks_for_what_the_widest_needs),
        cmocka_unit_test(a_target_that_is_met_must_be_met_with_some_replications_more),
        cmocka_unit_test(the_interval_of_a_mean_covers_it),
        cmocka_unit_test(the_interval_of_a_paired_difference_covers_it),
        cmocka_unit_test(an_interval_that_stops_at_a_target_covers_the_mean),
    };
    return cmocka_run_group_tests(tests, make_generator, free_generator);
}
