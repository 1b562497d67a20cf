/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The promise of a selection, kept in repeated trials on made-up alternatives whose means are known.
 *
 * A share of m trials that is p in truth stays within 3.3 sqrt(p (1 - p) / m) of p but for 1 chance in 1000
 * on either side; seeds are fixed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zutuan/core/streams.h"
#include "zutuan/experiment/select.h"

enum { ALTERNATIVES_MOST = 100 };

/* Alternatives that share a part of their noise: values mean[i] + sd[i] (sqrt(common) Z + sqrt(1 - common)
 * Z_i). */
struct made_up {
    double mean[ALTERNATIVES_MOST], sd;
    double common; /* share of the variance that is common */
    double skew;   /* > 0: noise is exp(skew Z), standardised */
    uint64_t trial;
    size_t holes;           /* every so manieth value is missing; 0: none */
    size_t never;           /* this alternative has no values; SELECT_NONE: all have */
    size_t interrupt_after; /* rows; 0: never */
};

static double noise(const struct made_up *self, const gsl_rng *rng)
{
    const double z = gsl_ran_gaussian_ziggurat(rng, 1.0);
    const double v = self->skew * self->skew;
    return self->skew > 0 ? (exp(self->skew * z) - exp(v / 2)) / sqrt((exp(v) - 1) * exp(v)) : z;
}

static int draw(void *context, const size_t *which, size_t count, size_t from, size_t to,
                double *const *values, size_t *done)
{
    const struct made_up *self = context;
    gsl_rng *rng = gsl_rng_alloc(streams_gsl_type);
    for (size_t row = from; row < to; row++) {
        const struct streams streams = {self->trial, (uint32_t)row};
        if (self->interrupt_after > 0 && row == self->interrupt_after) {
            *done = row;
            gsl_rng_free(rng);
            return DIAG_INTERRUPTED;
        }
        streams_gsl_key(rng, &streams, 1, 0, 0);
        const double shared = noise(self, rng);
        for (size_t i = 0; i < count; i++) {
            streams_gsl_key(rng, &streams, 2, (uint32_t)which[i], 0);
            const double own = noise(self, rng);
            values[i][row] = self->mean[which[i]] +
                             self->sd * (sqrt(self->common) * shared + sqrt(1 - self->common) * own);
            if (which[i] == self->never ||
                (self->holes > 0 && (row + which[i]) % self->holes == self->holes - 1))
                values[i][row] = NAN;
        }
    }
    gsl_rng_free(rng);
    *done = to;
    return DIAG_OK;
}

static struct select_rule rule_of(double delta, double confidence)
{
    return (struct select_rule){1, {false, delta}, confidence, SELECT_FIRST, SELECT_MOST};
}

static void run(struct select *self, size_t count, const struct select_rule *rule, struct made_up *source)
{
    assert_int_equal(select_alloc(self, count, rule), DIAG_OK);
    assert_int_equal(select_run(self, draw, source), DIAG_OK);
}

/* Whether the promises were kept when alternative 0 is the best. */
static bool kept(const struct select *self, const struct made_up *source, double delta)
{
    bool all = self->chosen != SELECT_NONE && source->mean[0] - source->mean[self->chosen] <= delta;
    all = all && self->alternatives[0].status != SELECT_OUT;
    for (size_t i = 0; i < self->count; i++)
        all = all && self->alternatives[i].behind >= source->mean[0] - source->mean[i];
    return all;
}

/* How often the promises are kept in `trials`; gives the mean runs. */
static double share_kept(size_t count, const struct select_rule *rule, struct made_up *source, size_t trials,
                         double *runs)
{
    size_t good = 0;
    *runs = 0;
    for (size_t trial = 0; trial < trials; trial++) {
        struct select self;
        source->trial = 1000 + trial;
        run(&self, count, rule, source);
        good += kept(&self, source, rule->zone.width);
        *runs += (double)select_runs(&self) / (double)trials;
        select_free(&self);
    }
    return (double)good / (double)trials;
}

/* The confidence sequence */

static void the_half_width_is_where_the_likelihood_ratio_is_one_in_beta(void **state)
{
    (void)state;
    for (size_t n = 10; n <= 1000; n *= 10) {
        const double g = 0.25, beta = 0.01, sd = 3, nu = (double)n - 1;
        const double half = select_half_width(n, sd, beta);
        const double t2 = half * half * (double)n / (sd * sd), spread = 1 + (double)n * g;
        const double ratio =
            pow((1 + t2 / nu) / (1 + t2 / (nu * spread)), (double)n / 2) / sqrt(spread); /* Gonen et al. */
        assert_true(fabs(ratio * beta - 1) < 1e-9);
    }
    assert_true(isinf(select_half_width(1, 3, 0.01)));
    assert_true(isinf(select_half_width(3, 3, 1e-6)));
    assert_true(select_half_width(5, 0, 0.01) == 0);
}

/* 4000 sequences of 1000: an interval that is looked at always errs in 5 % at most (3.3 standard errors: 1.1
 * points), and comes near it: a plain interval would err in two thirds of them. */
static void the_sequence_errs_once_in_a_lifetime_as_rarely_as_it_says(void **state)
{
    enum { SEQUENCES = 4000, LENGTH = 1000 };
    size_t errs = 0;
    gsl_rng *rng = gsl_rng_alloc(streams_gsl_type);
    (void)state;
    for (uint32_t s = 0; s < SEQUENCES; s++) {
        double mean = 0, squares = 0;
        bool erred = false;
        streams_gsl_key(rng, &(struct streams){7, s}, 1, 0, 0);
        for (size_t n = 1; n <= LENGTH; n++) {
            const double x = gsl_ran_gaussian_ziggurat(rng, 1.0), from = x - mean;
            mean += from / (double)n;
            squares += from * (x - mean);
            erred =
                erred || (n > 1 && fabs(mean) > select_half_width(n, sqrt(squares / ((double)n - 1)), 0.05));
        }
        errs += erred;
    }
    gsl_rng_free(rng);
    print_message("    errs in %.2f %% of sequences\n", 100.0 * (double)errs / SEQUENCES);
    assert_true((double)errs / SEQUENCES <= 0.05 + 3.3 * sqrt(0.05 * 0.95 / SEQUENCES));
    assert_true((double)errs / SEQUENCES >= 0.02);
}

/* The promise */

static void slippage(void **state, double common, double skew, size_t count)
{
    struct made_up source = {.sd = 1, .common = common, .skew = skew, .never = SELECT_NONE};
    const struct select_rule rule = rule_of(0.4, 0.95);
    double runs;
    (void)state;
    for (size_t i = 1; i < count; i++)
        source.mean[i] = -0.4001; /* just beyond delta: only the best will do */
    const double share = share_kept(count, &rule, &source, 400, &runs);
    print_message("    %zu alternatives, common %.1f, skew %.1f: kept in %.2f %%, %.0f runs\n", count, common,
                  skew, 100 * share, runs);
    assert_true(share >= 0.95 - 3.3 * sqrt(0.95 * 0.05 / 400));
}

static void the_best_is_chosen_when_all_others_are_delta_behind(void **state)
{
    slippage(state, 0, 0, 10);
    slippage(state, 0.5, 0, 10);
    slippage(state, 0.9, 0, 10);
}

static void skewed_values_do_not_break_the_promise(void **state)
{
    slippage(state, 0.5, 0.5, 10); /* skewness 1.75 */
    slippage(state, 0, 1.0, 10);   /* skewness 6.2 */
}

/* An alternative's own mean, whenever the runs of it end: 1,000 intervals, whose standard error is 0.7 %,
 * more where those of a trial go together. The chosen one's, for itself, holds the truth less often. */
static void intervals_of_means_hold_the_truth_wherever_runs_end(void **state)
{
    enum { ALTERNATIVES = 10, TRIALS = 100, ROWS = 20000 };
    static const double behind[] = {0.4001, 1.0, 0.05};
    const struct select_rule rule = rule_of(0.4, 0.95);
    double *scratch = calloc(ROWS, sizeof *scratch);
    (void)state;
    for (size_t c = 0; c < sizeof behind / sizeof behind[0]; c++) {
        struct made_up source = {.sd = 1, .common = 0.5, .never = SELECT_NONE};
        size_t held = 0, leads = 0;
        for (size_t i = 1; i < ALTERNATIVES; i++)
            source.mean[i] = -behind[c];
        for (size_t trial = 0; trial < TRIALS; trial++) {
            struct select self;
            source.trial = trial;
            run(&self, ALTERNATIVES, &rule, &source);
            assert_true(self.rows < ROWS);
            for (size_t i = 0; i < ALTERNATIVES; i++) {
                struct estimate mean;
                select_mean(&self, i, &mean, scratch);
                const bool holds = mean.low <= source.mean[i] && source.mean[i] <= mean.high;
                held += holds;
                leads += holds && i == self.leader;
            }
            select_free(&self);
        }
        print_message("    %.2f behind: held in %.1f %%, of the chosen one in %zu of %d\n", behind[c],
                      100.0 * (double)held / (ALTERNATIVES * TRIALS), leads, TRIALS);
        assert_true(fabs((double)held / (ALTERNATIVES * TRIALS) - 0.95) < 0.02);
    }
    free(scratch);
}

/* Equal alternatives and no zone to speak of: the first is eliminated in 20 % of trials at most and in some.
 * Two would notice a sequence that is never wrong; forty one that does not allow for their number. */
static void check_eliminations(size_t count, size_t trials, size_t most, double least)
{
    struct made_up source = {.sd = 1, .common = 0.5, .never = SELECT_NONE};
    struct select_rule rule = rule_of(1e-6, 0.8);
    size_t out = 0;
    rule.most = most;
    for (size_t trial = 0; trial < trials; trial++) {
        struct select self;
        source.trial = trial;
        run(&self, count, &rule, &source);
        out += self.alternatives[0].status == SELECT_OUT;
        select_free(&self);
    }
    const double share = (double)out / (double)trials;
    print_message("    %zu alternatives: the first eliminated in %.1f %%, promised 20 %%\n", count,
                  100 * share);
    assert_true(share <= 0.2 + 3.3 * sqrt(0.2 * 0.8 / (double)trials));
    assert_true(share >= least);
}

static void the_best_is_eliminated_as_rarely_as_promised(void **state)
{
    (void)state;
    check_eliminations(2, 1000, 300, 0.02);
    check_eliminations(40, 300, 150, 0);
}

static void alternatives_far_behind_are_not_run_further(void **state)
{
    struct made_up source = {.sd = 1, .common = 0.5, .trial = 5, .never = SELECT_NONE};
    const struct select_rule rule = rule_of(0.1, 0.95);
    struct select self;
    size_t most = 0;
    (void)state;
    for (size_t i = 1; i < ALTERNATIVES_MOST; i++)
        source.mean[i] = -0.2 * (double)i;
    run(&self, ALTERNATIVES_MOST, &rule, &source);
    assert_int_equal(self.chosen, 0);
    for (size_t i = 1; i < ALTERNATIVES_MOST; i++) {
        const struct select_alternative *alternative = &self.alternatives[i];
        assert_true(alternative->status == SELECT_OUT || alternative->behind <= 0.1 || i < 3);
        if (alternative->status == SELECT_OUT)
            assert_true(source.mean[alternative->by] > source.mean[i]);
        most = alternative->rows > most ? alternative->rows : most;
    }
    for (size_t i = 20; i < ALTERNATIVES_MOST; i++)
        assert_int_equal(self.alternatives[i].rows, SELECT_FIRST);
    assert_true(select_runs(&self) < ALTERNATIVES_MOST * most / 5);
    select_free(&self);
}

static void two_that_are_within_delta_are_both_called_good(void **state)
{
    struct made_up source = {.mean = {5, 5, 3}, .sd = 1, .common = 0.9, .trial = 3, .never = SELECT_NONE};
    const struct select_rule rule = rule_of(0.5, 0.95);
    struct select self;
    (void)state;
    run(&self, 3, &rule, &source);
    assert_true(self.chosen == 0 || self.chosen == 1);
    assert_int_equal(self.alternatives[self.chosen].status, SELECT_CHOSEN);
    assert_int_equal(self.alternatives[1 - self.chosen].status, SELECT_WITHIN);
    assert_int_equal(self.alternatives[2].status, SELECT_OUT);
    assert_true(self.alternatives[2].behind >= 2);
    select_free(&self);
}

static void less_is_better_where_the_rule_says_so(void **state)
{
    struct made_up source = {.mean = {5, 4, 6}, .sd = 0.5, .trial = 3, .never = SELECT_NONE};
    struct select_rule rule = rule_of(0.3, 0.95);
    struct select self;
    (void)state;
    rule.better = -1;
    run(&self, 3, &rule, &source);
    assert_int_equal(self.chosen, 1);
    select_free(&self);
}

static void a_relative_delta_is_a_share_of_the_chosen_mean(void **state)
{
    struct made_up source = {.mean = {200, 100}, .sd = 1, .trial = 3, .never = SELECT_NONE};
    struct select_rule rule = rule_of(0.02, 0.95);
    struct select self;
    double scratch[SELECT_FIRST];
    struct estimate estimate;
    (void)state;
    rule.zone.relative = true;
    run(&self, 2, &rule, &source);
    assert_int_equal(self.chosen, 0);
    assert_int_equal(self.rows, SELECT_FIRST);
    select_mean(&self, 0, &estimate, scratch);
    assert_true(fabs(select_delta(&self, 0) - 0.02 * estimate.mean) < 1e-9);
    select_free(&self);
}

/* What goes wrong */

static void missing_values_are_left_out_in_pairs(void **state)
{
    struct made_up source = {
        .mean = {1, 0, 0}, .sd = 1, .common = 0.5, .trial = 3, .holes = 4, .never = SELECT_NONE};
    const struct select_rule rule = rule_of(0.5, 0.95);
    struct select self;
    (void)state;
    run(&self, 3, &rule, &source);
    assert_int_equal(self.chosen, 0);
    select_free(&self);
}

static void an_alternative_without_values_is_not_compared(void **state)
{
    struct made_up source = {.mean = {1, 0, 9}, .sd = 1, .common = 0.5, .trial = 3, .never = 2};
    const struct select_rule rule = rule_of(0.5, 0.95);
    struct select self;
    (void)state;
    run(&self, 3, &rule, &source);
    assert_int_equal(self.chosen, 0);
    assert_int_equal(self.alternatives[2].status, SELECT_VOID);
    assert_int_equal(self.alternatives[2].rows, SELECT_FIRST);
    select_free(&self);
}

static void without_any_values_there_is_no_best(void **state)
{
    struct made_up source = {.sd = NAN, .never = SELECT_NONE};
    const struct select_rule rule = rule_of(0.5, 0.95);
    struct select self;
    (void)state;
    run(&self, 2, &rule, &source);
    assert_true(self.chosen == SELECT_NONE && self.leader == SELECT_NONE);
    assert_int_equal(self.alternatives[0].status, SELECT_VOID);
    assert_int_equal(self.rows, SELECT_FIRST);
    select_free(&self);
}

static void equal_values_are_a_tie_at_the_first_look(void **state)
{
    struct made_up source = {.mean = {2, 2}, .sd = 1, .common = 1, .trial = 3, .never = SELECT_NONE};
    const struct select_rule rule = rule_of(1e-6, 0.95);
    struct select self;
    (void)state;
    run(&self, 2, &rule, &source);
    assert_int_equal(self.chosen, 0);
    assert_int_equal(self.alternatives[1].status, SELECT_WITHIN);
    assert_int_equal(self.rows, SELECT_FIRST);
    select_free(&self);
}

static void the_most_that_is_allowed_ends_it_without_a_choice(void **state)
{
    struct made_up source = {.mean = {1, 1, -9}, .sd = 1, .trial = 3, .never = SELECT_NONE};
    struct select_rule rule = rule_of(0.01, 0.95);
    struct select self;
    (void)state;
    rule.most = 50;
    run(&self, 3, &rule, &source);
    assert_int_equal(self.chosen, SELECT_NONE);
    assert_true(self.leader < 2);
    assert_int_equal(self.alternatives[2].status, SELECT_OUT);
    assert_int_equal(self.alternatives[2].rows, SELECT_FIRST);
    assert_int_equal(self.rows, 50);
    assert_int_equal(self.rounds[self.round_count - 1].in, 2);
    select_free(&self);
}

static void an_interruption_keeps_what_was_run(void **state)
{
    struct made_up source = {
        .mean = {1, 1, -9}, .sd = 1, .trial = 3, .never = SELECT_NONE, .interrupt_after = 33};
    const struct select_rule rule = rule_of(0.01, 0.95);
    struct select self;
    (void)state;
    assert_int_equal(select_alloc(&self, 3, &rule), DIAG_OK);
    assert_int_equal(select_run(&self, draw, &source), DIAG_INTERRUPTED);
    assert_int_equal(self.rows, 33);
    assert_int_equal(self.alternatives[2].status, SELECT_OUT);
    assert_int_equal(self.chosen, SELECT_NONE);
    assert_int_equal(self.rounds[self.round_count - 1].rows, 33);
    select_free(&self);
}

static void a_zone_is_read_with_and_without_percent(void **state)
{
    struct select_zone zone;
    char why[128];
    static const char *const bad[] = {"", "x", "0", "-1", "1%%", "nan", "inf", "0x3", "1 %"};
    (void)state;
    assert_int_equal(select_zone_parse(&zone, "1%", why, sizeof why), DIAG_OK);
    assert_true(zone.relative && zone.width == 0.01);
    assert_int_equal(select_zone_parse(&zone, "2.5", why, sizeof why), DIAG_OK);
    assert_true(!zone.relative && zone.width == 2.5);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(select_zone_parse(&zone, bad[i], why, sizeof why), DIAG_INVALID);
}

/* Scenarios */

enum { SCENARIOS = 4 };

static struct scenario scenarios[SCENARIOS];
static const struct scenario *pointers[SCENARIOS];

static int load(void **state)
{
    static const char *const files[SCENARIOS] = {"16+1", "16+1", "solo", "buy-and-let-go"};
    static const char *const overrides[] = {"programme.horizon=300", "providers.count=6"};
    (void)state;
    for (size_t i = 0; i < SCENARIOS; i++) {
        char path[512];
        struct diag diag;
        diag_init(&diag);
        snprintf(path, sizeof path, ZUTUAN_SOURCE "/scenarios/%s.cfg", files[i]);
        const int code = scenario_load(&scenarios[i], path, NULL, overrides, 2, &diag);
        diag_free(&diag);
        if (code != DIAG_OK)
            return code;
        pointers[i] = &scenarios[i];
    }
    const struct params_row *row = params_find("training.effect"); /* the first two nearly the same */
    scenario_set(&scenarios[0], row, 1.01 * params_get(&scenarios[0].params, row), "test");
    return 0;
}

static int unload(void **state)
{
    (void)state;
    for (size_t i = 0; i < SCENARIOS; i++)
        scenario_free(&scenarios[i]);
    return 0;
}

static void simulate(struct select *self, int threads, size_t most)
{
    enum { ROWS_MOST = 64 };
    assert_true(most <= ROWS_MOST);
    const struct replicate_how how = {.threads = threads};
    struct select_rule rule = {1, {true, 1e-6}, 0.95, 10, most};
    struct select_simulation simulation = {.scenarios = pointers,
                                           .count = SCENARIOS,
                                           .measure = OUTCOME_QUALITY_MEAN,
                                           .seed = 3,
                                           .confidence = 0.95,
                                           .how = &how};
    assert_int_equal(select_alloc(self, SCENARIOS, &rule), DIAG_OK);
    assert_int_equal(select_run(self, select_simulate, &simulation), DIAG_OK);
    assert_int_equal(simulation.failure_count, 0);
    assert_int_equal(select_simulation_means(&simulation), DIAG_OK);
    for (size_t i = 0; i < SCENARIOS; i++) { /* also of those that went out on the way */
        double scratch[ROWS_MOST];
        struct estimate mean;
        select_mean(self, i, &mean, scratch);
        assert_int_equal(simulation.means[i][OUTCOME_QUALITY_MEAN].n, self->alternatives[i].rows);
        assert_true(simulation.means[i][OUTCOME_QUALITY_MEAN].mean == mean.mean);
        assert_true(simulation.means[i][OUTCOME_QUALITY_MEAN].high == mean.high);
        assert_true(simulation.means[i][OUTCOME_COST_TOTAL].n == self->alternatives[i].rows);
    }
    select_simulation_free(&simulation);
}

static void scenarios_give_the_same_on_any_number_of_threads(void **state)
{
    struct select one, three;
    (void)state;
    simulate(&one, 1, 30);
    simulate(&three, 3, 30);
    assert_int_equal(one.chosen, three.chosen);
    assert_int_equal(one.round_count, three.round_count);
    for (size_t i = 0; i < SCENARIOS; i++) {
        assert_int_equal(one.alternatives[i].status, three.alternatives[i].status);
        assert_int_equal(one.alternatives[i].rows, three.alternatives[i].rows);
        assert_memory_equal(one.alternatives[i].values, three.alternatives[i].values,
                            one.alternatives[i].rows * sizeof(double));
    }
    select_free(&one);
    select_free(&three);
}

/* After others are given up, a scenario's replications are still those that it would have had alone. */
static void a_scenario_keeps_its_own_replications_when_others_are_out(void **state)
{
    const struct replicate_how how = {.threads = 2};
    struct select self;
    (void)state;
    simulate(&self, 2, 30);
    assert_true(self.alternatives[3].status == SELECT_OUT && self.alternatives[3].rows < self.rows);
    for (size_t i = 0; i < SCENARIOS; i++) {
        const struct select_alternative *alternative = &self.alternatives[i];
        struct replicate alone;
        assert_int_equal(replicate_alloc(&alone, &pointers[i], 1, 3), DIAG_OK);
        assert_int_equal(replicate_extend(&alone, alternative->rows, &how), DIAG_OK);
        for (size_t row = 0; row < alternative->rows; row++)
            assert_true(alternative->values[row] ==
                        alone.arms[0].measures[row * OUTCOME_MEASURES + OUTCOME_QUALITY_MEAN]);
        replicate_free(&alone);
    }
    select_free(&self);
}

static void keeping_some_arms_moves_their_failures(void **state)
{
    const struct replicate_how how = {.threads = 2};
    const size_t keep[] = {1, 3};
    struct replicate self;
    (void)state;
    assert_int_equal(replicate_alloc(&self, pointers, SCENARIOS, 3), DIAG_OK);
    assert_int_equal(replicate_extend(&self, 4, &how), DIAG_OK);
    self.failures = malloc(3 * sizeof *self.failures);
    assert_non_null(self.failures);
    self.failures[0] = (struct replicate_failure){0, 1, DIAG_INTERNAL, "a"};
    self.failures[1] = (struct replicate_failure){3, 1, DIAG_INTERNAL, "b"};
    self.failures[2] = (struct replicate_failure){1, 2, DIAG_INTERNAL, "c"};
    self.failure_count = self.failure_capacity = 3;
    const double third = self.arms[3].measures[OUTCOME_QUALITY_MEAN];
    replicate_keep(&self, keep, 2);
    assert_int_equal(self.arm_count, 2);
    assert_ptr_equal(self.arms[1].scenario, pointers[3]);
    assert_true(self.arms[1].measures[OUTCOME_QUALITY_MEAN] == third);
    assert_int_equal(self.failure_count, 2);
    assert_int_equal(self.failures[0].arm, 1);
    assert_int_equal(self.failures[1].arm, 0);
    replicate_free(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_half_width_is_where_the_likelihood_ratio_is_one_in_beta),
        cmocka_unit_test(the_sequence_errs_once_in_a_lifetime_as_rarely_as_it_says),
        cmocka_unit_test(the_best_is_chosen_when_all_others_are_delta_behind),
        cmocka_unit_test(skewed_values_do_not_break_the_promise),
        cmocka_unit_test(intervals_of_means_hold_the_truth_wherever_runs_end),
        cmocka_unit_test(the_best_is_eliminated_as_rarely_as_promised),
        cmocka_unit_test(alternatives_far_behind_are_not_run_further),
        cmocka_unit_test(two_that_are_within_delta_are_both_called_good),
        cmocka_unit_test(less_is_better_where_the_rule_says_so),
        cmocka_unit_test(a_relative_delta_is_a_share_of_the_chosen_mean),
        cmocka_unit_test(missing_values_are_left_out_in_pairs),
        cmocka_unit_test(an_alternative_without_values_is_not_compared),
        cmocka_unit_test(without_any_values_there_is_no_best),
        cmocka_unit_test(equal_values_are_a_tie_at_the_first_look),
        cmocka_unit_test(the_most_that_is_allowed_ends_it_without_a_choice),
        cmocka_unit_test(an_interruption_keeps_what_was_run),
        cmocka_unit_test(a_zone_is_read_with_and_without_percent),
        cmocka_unit_test(scenarios_give_the_same_on_any_number_of_threads),
        cmocka_unit_test(a_scenario_keeps_its_own_replications_when_others_are_out),
        cmocka_unit_test(keeping_some_arms_moves_their_failures),
    };
    return cmocka_run_group_tests_name("select", tests, load, unload);
}
