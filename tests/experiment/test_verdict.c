/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "zutuan/experiment/verdict.h"

/* A pair whose relative difference has this interval; the absolute one is as for a base mean of 1. */
static struct estimate_pair pair_of(double low, double high)
{
    struct estimate_pair pair = {.n = 10, .base_mean = 1};
    pair.difference = pair.relative = 0.5 * (low + high);
    pair.low = pair.relative_low = low;
    pair.high = pair.relative_high = high;
    return pair;
}

static enum verdict judge(enum outcome_measure measure, double low, double high)
{
    const struct estimate_pair pair = pair_of(low, high);
    return verdict_judge(outcome_measure_row(measure), &pair);
}

static void more_is_better_or_worse_as_the_measure_says(void **state)
{
    (void)state;
    assert_int_equal(judge(OUTCOME_QUALITY_MEAN, 0.1, 0.2), VERDICT_BETTER);
    assert_int_equal(judge(OUTCOME_QUALITY_MEAN, -0.2, -0.1), VERDICT_WORSE);
    assert_int_equal(judge(OUTCOME_WAIT_MEAN, 0.1, 0.2), VERDICT_WORSE);
    assert_int_equal(judge(OUTCOME_WAIT_MEAN, -0.2, -0.1), VERDICT_BETTER);
    assert_int_equal(judge(OUTCOME_REQUESTS, 0.1, 0.2), VERDICT_BETTER); /* neutral: more */
    assert_int_equal(judge(OUTCOME_REQUESTS, -0.2, -0.1), VERDICT_WORSE);
}

static void an_interval_that_holds_zero_is_not_clear(void **state)
{
    (void)state;
    assert_int_equal(judge(OUTCOME_QUALITY_MEAN, -0.001, 0.2), VERDICT_UNCLEAR);
    assert_int_equal(judge(OUTCOME_QUALITY_MEAN, 0.0, 0.2), VERDICT_UNCLEAR);
    assert_int_equal(judge(OUTCOME_QUALITY_MEAN, -0.2, 0.011), VERDICT_UNCLEAR);
}

static void an_interval_next_to_zero_is_practically_no_difference(void **state)
{
    (void)state;
    assert_int_equal(judge(OUTCOME_QUALITY_MEAN, -0.0099, 0.0099), VERDICT_SAME);
    assert_int_equal(judge(OUTCOME_QUALITY_MEAN, 0.002, 0.009), VERDICT_SAME);
    assert_int_equal(judge(OUTCOME_QUALITY_MEAN, 0.002, 0.011), VERDICT_BETTER);
    assert_int_equal(judge(OUTCOME_UNMET_SHARE, -0.001, 0.0049), VERDICT_SAME);
    assert_int_equal(judge(OUTCOME_UNMET_SHARE, 0.001, 0.0051), VERDICT_WORSE);
}

static void without_an_interval_nothing_is_known(void **state)
{
    (void)state;
    assert_int_equal(judge(OUTCOME_QUALITY_MEAN, NAN, NAN), VERDICT_UNKNOWN);
}

static void a_base_of_zero_is_judged_by_the_difference_itself(void **state)
{
    (void)state;
    struct estimate_pair pair = pair_of(3, 5);
    const struct outcome_row *row = outcome_measure_row(OUTCOME_GOVERNMENT_HOURS_CALLS);
    pair.relative = pair.relative_low = pair.relative_high = NAN;
    assert_int_equal(verdict_judge(row, &pair), VERDICT_WORSE);
    pair.difference = pair.low = pair.high = 0;
    assert_int_equal(verdict_judge(row, &pair), VERDICT_SAME);
}

static void shares_are_told_by_their_names(void **state)
{
    (void)state;
    assert_true(verdict_is_share(outcome_measure_row(OUTCOME_UNMET_SHARE)));
    assert_true(verdict_is_share(outcome_measure_row(OUTCOME_ACCESS_GAP)));
    assert_false(verdict_is_share(outcome_measure_row(OUTCOME_QUALITY_MEAN)));
    assert_false(verdict_is_share(outcome_measure_row(OUTCOME_WAIT_MEAN)));
}

/* money, cost, people, unmet, wait, quality, detection, government hours */
static void fill(struct estimate_pair pairs[8], const double intervals[8][2])
{
    size_t count;
    verdict_measures(&count);
    assert_int_equal(count, 8);
    for (size_t i = 0; i < count; i++)
        pairs[i] = pair_of(intervals[i][0], intervals[i][1]);
}

static void the_words_say_what_the_intervals_do(void **state)
{
    (void)state;
    static const double intervals[8][2] = {{.10, .12},    {.08, .10}, {-.02, .05}, {.01, .03},
                                           {-.003, .004}, {.15, .17}, {.3, .5},    {-.65, -.61}};
    struct estimate_pair pairs[8];
    char text[VERDICT_MOST];
    fill(pairs, intervals);
    verdict_write("solo", "16+1", pairs, 0.95, text);
    assert_string_equal(
        text,
        "16+1 gives 11.0 % more quality-adjusted output per 10,000 yuan than solo (95 % interval +10.0 to "
        "+12.0 %). 16+1 costs the public 9.0 % more. Better: quality (+16.0 %), detected deficiencies (+40.0 "
        "percentage points), government hours (-63.0 %). Worse: share unmet (+2.0 percentage points). No "
        "clear difference at this precision: people served. Practically the same: mean wait.");
}

static void the_words_claim_nothing_that_the_intervals_do_not(void **state)
{
    (void)state;
    static const double unclear[8][2] = {{-.1, .2}, {-.1, .2}, {-.1, .2}, {-.1, .2},
                                         {-.1, .2}, {-.1, .2}, {-.1, .2}, {-.1, .2}};
    static const double same[8][2] = {{-.001, .002}, {-.001, .002}, {-.001, .002}, {-.001, .002},
                                      {-.001, .002}, {-.001, .002}, {-.001, .002}, {-.001, .002}};
    struct estimate_pair pairs[8];
    char text[VERDICT_MOST];
    fill(pairs, unclear);
    verdict_write("solo", "16+1", pairs, 0.9, text);
    assert_string_equal(
        text, "Whether 16+1 or solo gives more quality-adjusted output per 10,000 yuan is not clear at "
              "this precision (90 % interval -10.0 to +20.0 %). Which of them costs more is not clear at "
              "this precision. No clear difference at this precision: people served, share unmet, mean "
              "wait, quality, detected deficiencies, government hours.");
    fill(pairs, same);
    verdict_write("solo", "16+1", pairs, 0.9, text);
    assert_string_equal(
        text, "16+1 and solo give practically the same quality-adjusted output per 10,000 yuan (90 % "
              "interval -0.1 to +0.2 %). Both cost the public practically the same. Practically the "
              "same: people served, share unmet, mean wait, quality, detected deficiencies, "
              "government hours.");
}

static void one_replication_has_no_verdict(void **state)
{
    (void)state;
    struct estimate_pair pairs[8];
    char text[VERDICT_MOST];
    for (size_t i = 0; i < 8; i++)
        pairs[i] = pair_of(NAN, NAN);
    verdict_write("solo", "16+1", pairs, 0.95, text);
    assert_string_equal(text, "Too few replications to say how 16+1 differs from solo.");
}

static void scenarios_that_meet_other_people_are_told_apart(void **state)
{
    (void)state;
    struct scenario base = {.name = "small"}, other = {.name = "large"};
    char text[VERDICT_MOST];
    params_defaults(&base.params);
    params_defaults(&other.params);
    other.params.training.on = !base.params.training.on; /* a way of buying */
    assert_true(verdict_same_demand(&base.params, &other.params));
    verdict_write_demand(&base, &other, text);
    assert_string_equal(text, "");
    other.params.providers.count = 40;
    other.params.demand.rate = 0.7;
    assert_false(verdict_same_demand(&base.params, &other.params));
    verdict_write_demand(&base, &other, text);
    assert_non_null(
        strstr(text, "small and large do not meet the same demand (providers.count is 16 and 40, demand.rate "
                     "is 0.55 and 0.7): what is counted in all"));
    assert_null(strstr(text, "more teams"));
    base.params.purchase.reinvest = 1000.0;
    verdict_write_demand(&base, &other, text);
    assert_non_null(strstr(text, "; and more teams do not find more demand."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_is_better_or_worse_as_the_measure_says),
        cmocka_unit_test(an_interval_that_holds_zero_is_not_clear),
        cmocka_unit_test(an_interval_next_to_zero_is_practically_no_difference),
        cmocka_unit_test(without_an_interval_nothing_is_known),
        cmocka_unit_test(scenarios_that_meet_other_people_are_told_apart),
        cmocka_unit_test(a_base_of_zero_is_judged_by_the_difference_itself),
        cmocka_unit_test(shares_are_told_by_their_names),
        cmocka_unit_test(the_words_say_what_the_intervals_do),
        cmocka_unit_test(the_words_claim_nothing_that_the_intervals_do_not),
        cmocka_unit_test(one_replication_has_no_verdict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
