/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots of curves that are known, seen through noise that replications carry along the curve. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "zutuan/experiment/breakeven.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { ROWS = 30, MOST = 2000, REPEATS = 1000 };

/* Replication r sees mean(x) + noise (level + slope (x - 5) + a ripple), the same ripple wherever it looks.
 */
struct curve {
    double (*mean)(double x);
    double noise, ripple;
    double level[MOST], slope[MOST], phase[MOST];
    size_t rows; /* 0: ROWS */
    size_t asked, calls;
    size_t fail_at; /* the call that fails, from 1; 0: none */
    double last;    /* the greatest value asked for */
};

static void draw(struct curve *self, gsl_rng *rng)
{
    for (size_t row = 0; row < (self->rows > 0 ? MOST : ROWS); row++) {
        self->level[row] = gsl_ran_gaussian(rng, 1.0);
        self->slope[row] = gsl_ran_gaussian(rng, 0.2);
        self->phase[row] = gsl_ran_flat(rng, 0.0, 6.28);
    }
}

static int look(void *context, const double *values, size_t count, double confidence,
                struct estimate_pair *pairs)
{
    struct curve *self = context;
    static const double base[MOST];
    static double other[MOST], scratch[MOST];
    const size_t rows = self->rows > 0 ? self->rows : ROWS;
    if (++self->calls == self->fail_at)
        return DIAG_INTERRUPTED;
    for (size_t i = 0; i < count; i++) {
        for (size_t row = 0; row < rows; row++) {
            const double ripple = self->ripple * sin(40.0 * values[i] + self->phase[row]);
            other[row] = self->mean(values[i]) +
                         self->noise * (self->level[row] + self->slope[row] * (values[i] - 5.0) + ripple);
        }
        estimate_paired(&pairs[i], base, other, rows, 1, confidence, scratch);
        self->last = fmax(self->last, values[i]);
    }
    self->asked += count;
    return DIAG_OK;
}

static double logarithm(double x)
{
    return 2.0 * log(x / 3.3);
}

static double falling(double x)
{
    return 7.3 - x;
}

static double parabola(double x)
{
    return (x - 3.0) * (x - 7.0);
}

static double touching(double x)
{
    return (x - 5.0) * (x - 5.0);
}

static double gentle(double x)
{
    return 0.25 * (x - 7.3);
}

static double nothing(double x)
{
    return 0.0 * x;
}

static double half_there(double x)
{
    return x < 3.0 ? NAN : x - 5.0;
}

static struct breakeven_question question_of(struct curve *curve, bool whole)
{
    return (struct breakeven_question){.low = 1.0,
                                       .high = 9.0,
                                       .steps = 9,
                                       .whole = whole,
                                       .confidence = 0.95,
                                       .source = look,
                                       .context = curve};
}

static void search(struct breakeven *self, struct curve *curve, bool whole)
{
    const struct breakeven_question question = question_of(curve, whole);
    assert_int_equal(breakeven_search(self, &question), DIAG_OK);
}

/* Without noise */

static void a_root_without_noise_is_found_to_the_tolerance(void **state)
{
    struct curve curve = {.mean = logarithm};
    struct breakeven self;
    (void)state;
    search(&self, &curve, false);
    assert_int_equal(self.root_count, 1);
    assert_int_equal(self.roots[0].before, -1);
    assert_true(self.roots[0].resolved);
    assert_true(fabs(self.roots[0].estimate - 3.3) < 2e-5);
    assert_true(fabs(self.roots[0].low - 3.3) < 2e-5 && fabs(self.roots[0].high - 3.3) < 2e-5);
    assert_true(self.roots[0].below < self.roots[0].estimate && self.roots[0].estimate < self.roots[0].above);
    assert_in_range(curve.asked, 10, 30);
    breakeven_free(&self);
}

static void two_roots_are_two(void **state)
{
    struct curve curve = {.mean = parabola};
    struct breakeven self;
    (void)state;
    const struct breakeven_question question = {
        .low = 1.2, .high = 9.0, .steps = 8, .confidence = 0.95, .source = look, .context = &curve};
    assert_int_equal(breakeven_search(&self, &question), DIAG_OK);
    assert_int_equal(self.root_count, 2);
    assert_true(fabs(self.roots[0].estimate - 3.0) < 2e-5 && fabs(self.roots[1].estimate - 7.0) < 2e-5);
    assert_true(self.roots[0].before == 1 && self.roots[1].before == -1);
    assert_int_equal(self.doubt_count, 0);
    breakeven_free(&self);
}

static void a_whole_number_lies_between_two_neighbours(void **state)
{
    struct curve curve = {.mean = falling};
    struct breakeven self;
    (void)state;
    const struct breakeven_question question = {.low = 1.0,
                                                .high = 100.0,
                                                .steps = 3,
                                                .whole = true,
                                                .confidence = 0.95,
                                                .source = look,
                                                .context = &curve};
    assert_int_equal(breakeven_search(&self, &question), DIAG_OK);
    assert_int_equal(self.root_count, 1);
    assert_true(self.roots[0].below == 7.0 && self.roots[0].above == 8.0);
    assert_true(self.roots[0].low == 7.0 && self.roots[0].high == 8.0);
    assert_true(self.roots[0].certainty == 1.0 && self.roots[0].before == 1);
    for (size_t i = 0; i < self.point_count; i++)
        assert_true(self.points[i].value == round(self.points[i].value));
    breakeven_free(&self);
}

static void a_scan_of_whole_numbers_has_each_once(void **state)
{
    const double expected[] = {2.0, 3.0, 4.0, 5.0};
    struct breakeven_question question = {.low = 2.0, .high = 5.0, .steps = 13, .whole = true};
    double values[13];
    (void)state;
    assert_int_equal(breakeven_scan(&question, values), COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_true(values[i] == expected[i]);
    question = (struct breakeven_question){.low = 0.1, .high = 0.4, .steps = 3};
    assert_int_equal(breakeven_scan(&question, values), 3);
    assert_true(values[0] == 0.1 && fabs(values[1] - 0.25) < 1e-15 && values[2] == 0.4);
}

/* Patterns */

static void a_curve_on_one_side_has_no_root_and_no_doubt(void **state)
{
    struct curve curve = {.mean = logarithm};
    struct breakeven self;
    (void)state;
    const struct breakeven_question question = {
        .low = 4.0, .high = 9.0, .steps = 5, .confidence = 0.95, .source = look, .context = &curve};
    assert_int_equal(breakeven_search(&self, &question), DIAG_OK);
    assert_int_equal(self.root_count, 0);
    assert_int_equal(self.doubt_count, 0);
    assert_int_equal(curve.asked, 5);
    breakeven_free(&self);
}

static void a_curve_that_touches_zero_is_a_doubt_between_equal_signs(void **state)
{
    struct curve curve = {.mean = touching};
    struct breakeven self;
    (void)state;
    search(&self, &curve, false);
    assert_int_equal(self.root_count, 0);
    assert_int_equal(self.doubt_count, 1);
    assert_true(self.doubts[0].low == 5.0 && self.doubts[0].high == 5.0);
    assert_true(self.doubts[0].left == 1 && self.doubts[0].right == 1);
    breakeven_free(&self);
}

static void a_curve_of_nothing_but_noise_is_one_doubt(void **state)
{
    struct curve curve = {.mean = nothing, .noise = 1.0};
    struct breakeven self;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    (void)state;
    draw(&curve, rng);
    search(&self, &curve, false);
    assert_int_equal(self.root_count, 0);
    assert_int_equal(self.doubt_count, 1);
    assert_true(self.doubts[0].low == 1.0 && self.doubts[0].high == 9.0);
    assert_true(self.doubts[0].left == 0 && self.doubts[0].right == 0);
    gsl_rng_free(rng);
    breakeven_free(&self);
}

static void values_without_a_measure_are_a_doubt_at_the_end(void **state)
{
    struct curve curve = {.mean = half_there};
    struct breakeven self;
    (void)state;
    search(&self, &curve, false);
    assert_int_equal(self.root_count, 1);
    assert_true(fabs(self.roots[0].estimate - 5.0) < 2e-5);
    assert_int_equal(self.doubt_count, 1);
    assert_true(self.doubts[0].low == 1.0 && self.doubts[0].high == 2.0);
    assert_true(self.doubts[0].left == 0 && self.doubts[0].right == -1);
    breakeven_free(&self);
}

static void two_scenarios_that_are_the_same_have_no_root(void **state)
{
    struct curve curve = {.mean = nothing};
    struct breakeven self;
    (void)state;
    search(&self, &curve, true);
    assert_int_equal(self.root_count, 0);
    assert_int_equal(self.doubt_count, 1);
    breakeven_free(&self);
}

/* Interruption */

static void what_was_found_before_an_interruption_is_kept(void **state)
{
    struct curve curve = {.mean = logarithm, .fail_at = 2};
    struct breakeven self;
    (void)state;
    const struct breakeven_question question = question_of(&curve, false);
    assert_int_equal(breakeven_search(&self, &question), DIAG_INTERRUPTED);
    assert_int_equal(self.point_count, 9);
    assert_int_equal(self.root_count, 1);
    assert_false(self.roots[0].resolved);
    assert_true(self.roots[0].estimate > 3.0 && self.roots[0].estimate < 4.0);
    breakeven_free(&self);
    curve = (struct curve){.mean = logarithm, .fail_at = 1};
    assert_int_equal(breakeven_search(&self, &question), DIAG_INTERRUPTED);
    assert_int_equal(self.point_count, 0);
    breakeven_free(&self);
}

/* Coverage */

/* Whether the one interval of a fresh curve covers low..high; widths are added up. */
static bool covers(struct curve *curve, gsl_rng *rng, bool whole, double low, double high, double *width)
{
    struct breakeven self;
    struct breakeven_question question = question_of(curve, whole);
    question.high = whole ? 25.0 : question.high;
    draw(curve, rng);
    curve->asked = 0;
    assert_int_equal(breakeven_search(&self, &question), DIAG_OK);
    const bool covered = self.root_count == 1 && self.roots[0].resolved && self.roots[0].low <= low &&
                         high <= self.roots[0].high;
    *width += self.root_count == 1 ? self.roots[0].high - self.roots[0].low : 0.0;
    breakeven_free(&self);
    return covered;
}

/*
 * 1000 repeats of 30 replications: a true 95 % interval covers in 93 to 97 % of them but for one time in 250;
 * the seed is fixed. A search that finds no root, or two, counts as a miss. The band at the root has the
 * standard error .20 and the curve the slope .61 there: the mean width must be near 2 t se / slope = 1.3.
 */
static void the_interval_of_a_root_covers_as_often_as_it_says(void **state)
{
    struct curve curve = {.mean = logarithm, .noise = 1.0};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    size_t covered = 0;
    double width = 0.0;
    (void)state;
    for (size_t i = 0; i < REPEATS; i++)
        covered += covers(&curve, rng, false, 3.3, 3.3, &width);
    assert_in_range(covered, 930, 970);
    assert_true(width / REPEATS > 1.1 && width / REPEATS < 1.6);
    gsl_rng_free(rng);
}

/* Where each replication's curve has ripples, the stretch from the first to the last value covers no less. */
static void a_rippled_curve_is_covered_too(void **state)
{
    struct curve curve = {.mean = logarithm, .noise = 1.0, .ripple = 0.3};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    size_t covered = 0;
    double width = 0.0;
    (void)state;
    for (size_t i = 0; i < REPEATS; i++)
        covered += covers(&curve, rng, false, 3.3, 3.3, &width);
    assert_in_range(covered, 930, 970);
    gsl_rng_free(rng);
}

/* Values are few, so that coverage may be above what is said: it must not be below. */
static void the_neighbours_of_a_whole_number_are_covered_at_least_as_often(void **state)
{
    struct curve curve = {.mean = gentle, .noise = 1.0};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    size_t covered = 0;
    double width = 0.0;
    (void)state;
    for (size_t i = 0; i < REPEATS; i++)
        covered += covers(&curve, rng, true, 7.0, 8.0, &width);
    assert_in_range(covered, 930, REPEATS);
    assert_true(width / REPEATS < 6.0);
    gsl_rng_free(rng);
}

/* The interval at which the search stops, from ESTIMATE_FIRST_LOOK replications on. */
static bool stops_well(struct curve *curve, gsl_rng *rng, double width, size_t *replications)
{
    const struct estimate_target target = {.relative = false, .width = width};
    struct estimate_chase chase = {ESTIMATE_AFTER, MOST, false};
    curve->rows = ESTIMATE_FIRST_LOOK;
    draw(curve, rng);
    for (;;) {
        struct breakeven self;
        const struct breakeven_question question = question_of(curve, false);
        struct estimate_look at = estimate_look_begin(curve->rows);
        assert_int_equal(breakeven_search(&self, &question), DIAG_OK);
        breakeven_look(&self, &target, &at);
        const bool covered = self.root_count == 1 && self.roots[0].low <= 3.3 && 3.3 <= self.roots[0].high;
        const bool narrow =
            self.root_count == 1 && self.roots[0].high - self.roots[0].low <= 2.0 * width * (1.0 + 1e-12);
        breakeven_free(&self);
        assert_true(at.met == narrow);
        assert_true(at.met || (at.next >= curve->rows + curve->rows / 8 && at.next <= 2 * curve->rows));
        assert_true(curve->rows < MOST);
        const size_t next = estimate_chase_next(&chase, &at);
        if (next == 0) {
            *replications += curve->rows;
            return covered;
        }
        curve->rows = next;
    }
}

/* Half-widths that call for about 100, 190 and 540 replications; 1000 repeats as above. */
static void the_interval_at_which_a_target_is_met_covers_as_often_as_it_says(void **state)
{
    static const double widths[] = {0.35, 0.25, 0.15};
    static struct curve curve;
    (void)state;
    for (size_t w = 0; w < COUNT(widths); w++) {
        gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
        size_t covered = 0, replications = 0;
        curve = (struct curve){.mean = logarithm, .noise = 1.0};
        for (size_t i = 0; i < REPEATS; i++)
            covered += stops_well(&curve, rng, widths[w], &replications);
        print_message("  to %.2f: %zu of %d, with %zu replications\n", widths[w], covered, REPEATS,
                      replications / REPEATS);
        assert_in_range(covered, 930, 970);
        assert_in_range(replications / REPEATS, ESTIMATE_AFTER + (size_t)(10.0 / pow(widths[w], 2)),
                        ESTIMATE_AFTER + (size_t)(14.0 / pow(widths[w], 2)));
        gsl_rng_free(rng);
    }
}

static void a_target_without_a_root_is_met_or_hopeless(void **state)
{
    const struct estimate_target target = {.relative = true, .width = 0.1};
    struct estimate_look sure = estimate_look_begin(100), doubt = estimate_look_begin(100);
    struct breakeven_doubt doubts[1] = {{.low = 1.0, .high = 9.0}};
    const struct breakeven none = {.root_count = 0}, some = {.doubts = doubts, .doubt_count = 1};
    (void)state;
    breakeven_look(&none, &target, &sure);
    assert_true(sure.met && !sure.hopeless);
    breakeven_look(&some, &target, &doubt);
    assert_true(!doubt.met && doubt.hopeless);
}

/* Nothing but noise at nine values: with 95 % or more of the curves no sign is decided anywhere. */
static void a_scan_rarely_finds_what_is_not_there(void **state)
{
    struct curve curve = {.mean = nothing, .noise = 1.0, .ripple = 2.0};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < REPEATS; i++) {
        struct breakeven self;
        draw(&curve, rng);
        search(&self, &curve, false);
        wrong +=
            self.root_count > 0 || self.doubt_count != 1 || self.doubts[0].high - self.doubts[0].low < 8.0;
        breakeven_free(&self);
    }
    assert_in_range(wrong, 1, 70);
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_root_without_noise_is_found_to_the_tolerance),
        cmocka_unit_test(two_roots_are_two),
        cmocka_unit_test(a_whole_number_lies_between_two_neighbours),
        cmocka_unit_test(a_scan_of_whole_numbers_has_each_once),
        cmocka_unit_test(a_curve_on_one_side_has_no_root_and_no_doubt),
        cmocka_unit_test(a_curve_that_touches_zero_is_a_doubt_between_equal_signs),
        cmocka_unit_test(a_curve_of_nothing_but_noise_is_one_doubt),
        cmocka_unit_test(values_without_a_measure_are_a_doubt_at_the_end),
        cmocka_unit_test(two_scenarios_that_are_the_same_have_no_root),
        cmocka_unit_test(what_was_found_before_an_interruption_is_kept),
        cmocka_unit_test(the_interval_of_a_root_covers_as_often_as_it_says),
        cmocka_unit_test(a_rippled_curve_is_covered_too),
        cmocka_unit_test(the_neighbours_of_a_whole_number_are_covered_at_least_as_often),
        cmocka_unit_test(the_interval_at_which_a_target_is_met_covers_as_often_as_it_says),
        cmocka_unit_test(a_target_without_a_root_is_met_or_hopeless),
        cmocka_unit_test(a_scan_rarely_finds_what_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
