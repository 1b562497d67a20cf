/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "zutuan/experiment/estimate.h"

/* The replications that count. */
static const size_t kept[] = {0, 2, 3};
enum { KEPT = sizeof kept / sizeof kept[0] };
static const char *const names[] = {"solo", "16+1"};
static const char *const tables[] = {"replications.csv", "summary.csv",   "paired.csv",
                                     "series.csv",       "referrals.csv", "resolved/solo.cfg",
                                     "resolved/16+1.cfg"};
enum { TABLES = sizeof tables / sizeof tables[0] };

/* Expected text, written without the code under test. */
struct expected {
    char *text;
    size_t size;
    FILE *stream;
};

static void expected_open(struct expected *self, const char *header)
{
    *self = (struct expected){.text = NULL};
    self->stream = open_memstream(&self->text, &self->size);
    fprintf(self->stream, "%s\n", header);
}

static void expected_numbers(struct expected *self, const double *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (isnan(numbers[i])) {
            fputs(",", self->stream);
        } else {
            fprintf(self->stream, ",%.17g", numbers[i]);
        }
    }
}

static void expected_is(struct expected *self, const struct fixture *fixture, const char *name)
{
    fclose(self->stream);
    char *text = fixture_read(fixture_path(fixture, name));
    assert_non_null(text);
    assert_string_equal(text, self->text);
    free(text);
    free(self->text);
}

static void write_all(struct fixture *fixture)
{
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(results_write(&fixture->results, fixture->folder, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
}

static void column(size_t arm, size_t measure, double *values)
{
    for (size_t i = 0; i < KEPT; i++) {
        values[i] = fixture_measure(arm, kept[i], measure);
    }
}

static void test_replications_are_sorted_and_leave_out_the_failed_one(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    struct expected expected;
    expected_open(&expected, "scenario,replication,measure,value");
    for (size_t a = 0; a < FIXTURE_ARMS; a++) {
        for (size_t i = 0; i < KEPT; i++) {
            for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
                fprintf(expected.stream, "%s,%zu,%s", names[a], kept[i] + 1,
                        outcome_measure_row((enum outcome_measure)m)->name);
                const double value = fixture_measure(a, kept[i], m);
                expected_numbers(&expected, &value, 1);
                fputc('\n', expected.stream);
            }
        }
    }
    expected_is(&expected, &fixture, "replications.csv");
    fixture_free(&fixture);
}

static void test_the_summary_has_one_row_a_scenario_and_measure(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    struct expected expected;
    expected_open(&expected, "scenario,measure,unit,n,mean,sd,se,ci_low,ci_high,confidence,q05,q50,q95");
    for (size_t a = 0; a < FIXTURE_ARMS; a++) {
        for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
            const struct outcome_row *row = outcome_measure_row((enum outcome_measure)m);
            double values[KEPT];
            double scratch[KEPT];
            column(a, m, values);
            struct estimate e;
            estimate_mean(&e, values, KEPT, 0.95, scratch);
            fprintf(expected.stream, "%s,%s,%s,%zu", names[a], row->name, row->unit, e.n);
            const double numbers[] = {e.mean, e.sd, e.se, e.low, e.high, 0.95, e.q05, e.q50, e.q95};
            expected_numbers(&expected, numbers, 9);
            fputc('\n', expected.stream);
        }
    }
    expected_is(&expected, &fixture, "summary.csv");
    fixture_free(&fixture);
}

/* Reads field `field` of the first line that begins with `start`. */
static double field_of(const char *text, const char *start, size_t field)
{
    const char *line = text;
    while (line != NULL && strncmp(line, start, strlen(start)) != 0) {
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    assert_non_null(line);
    for (size_t i = 0; i < field; i++) {
        line = strchr(line, ',') + 1;
    }
    return *line == ',' || *line == '\n' ? NAN : strtod(line, NULL);
}

static void near(double value, double expected)
{
    assert_true(fabs(value - expected) <= 1e-12 * fabs(expected));
}

/* With two degrees of freedom Student's t has the quantile (2p - 1) sqrt(2 / (4 p (1 - p))). */
static void test_means_and_intervals_are_those_of_the_replications_kept(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    char *text = fixture_read(fixture_path(&fixture, "summary.csv"));
    const double t = 0.95 * sqrt(2.0 / (4.0 * 0.975 * 0.025));
    const double m = 100.0 * OUTCOME_SERVED;
    const double mean = m + (0.0 + 2.0 + 3.0) / 3.0;
    const double sd = sqrt((25.0 / 9.0 + 1.0 / 9.0 + 16.0 / 9.0) / 2.0);
    near(field_of(text, "solo,served,", 3), 3.0);
    near(field_of(text, "solo,served,", 4), mean);
    near(field_of(text, "solo,served,", 5), sd);
    near(field_of(text, "solo,served,", 7), mean - t * sd / sqrt(3.0));
    near(field_of(text, "solo,served,", 8), mean + t * sd / sqrt(3.0));
    near(field_of(text, "16+1,hub_delay,", 3), 2.0);
    near(field_of(text, "solo,hub_delay,", 3), 0.0);
    assert_true(isnan(field_of(text, "solo,hub_delay,", 4)));
    free(text);
    text = fixture_read(fixture_path(&fixture, "paired.csv"));
    /* the second arm is above the first by 1 + r/2: differences 1, 2, 2.5 */
    const double difference = 5.5 / 3.0;
    const double spread = sqrt((1.0 + 4.0 + 6.25 - 3.0 * difference * difference) / 2.0);
    near(field_of(text, "solo,16+1,served,", 4), 3.0);
    near(field_of(text, "solo,16+1,served,", 5), difference);
    assert_true(fabs(field_of(text, "solo,16+1,served,", 6) - (difference - t * spread / sqrt(3.0))) < 1e-9);
    near(field_of(text, "solo,16+1,served,", 8), difference / mean);
    near(field_of(text, "solo,16+1,served,", 9), 1.0);
    near(field_of(text, "solo,16+1,served,", 14), 0.95);
    near(field_of(text, "solo,16+1,served,", 15), mean);
    near(field_of(text, "solo,16+1,served,", 16), mean + difference);
    near(field_of(text, "solo,16+1,hub_delay,", 4), 0.0);
    free(text);
    fixture_free(&fixture);
}

static void test_pairs_have_a_row_a_measure_and_say_which_is_the_base(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    const struct account_pair pairs[] = {{0, 1}, {1, 0}};
    fixture.results.account.pairs = pairs;
    fixture.results.account.pair_count = 2;
    write_all(&fixture);
    struct expected expected;
    expected_open(&expected, "base,scenario,measure,unit,n,difference,ci_low,ci_high,relative,prob_better,"
                             "correlation,variance_ratio,relative_low,relative_high,confidence,base_mean,"
                             "scenario_mean");
    for (size_t p = 0; p < 2; p++) {
        for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
            const struct outcome_row *row = outcome_measure_row((enum outcome_measure)m);
            double base[KEPT];
            double other[KEPT];
            double scratch[KEPT];
            column(p, m, base);
            column(1 - p, m, other);
            struct estimate_pair e;
            estimate_paired(&e, base, other, KEPT, row->better, 0.95, scratch);
            fprintf(expected.stream, "%s,%s,%s,%s,%zu", names[p], names[1 - p], row->name, row->unit, e.n);
            const double numbers[] = {e.difference,    e.low,         e.high,           e.relative,
                                      e.prob_better,   e.correlation, e.variance_ratio, e.relative_low,
                                      e.relative_high, 0.95,          e.base_mean,      e.other_mean};
            expected_numbers(&expected, numbers, 12);
            fputc('\n', expected.stream);
        }
    }
    expected_is(&expected, &fixture, "paired.csv");
    fixture_free(&fixture);
}

static void test_series_have_a_row_a_sample_and_measure(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    struct expected expected;
    expected_open(&expected, "scenario,time,measure,n,mean,q05,q50,q95,ci_low,ci_high,unit");
    for (size_t a = 0; a < FIXTURE_ARMS; a++) {
        for (size_t s = 0; s < FIXTURE_SAMPLES; s++) {
            for (size_t k = 0; k < OUTCOME_SERIES_COUNT; k++) {
                const struct outcome_row *row = outcome_series_row((enum outcome_series)k);
                double values[KEPT];
                double scratch[KEPT];
                for (size_t i = 0; i < KEPT; i++) {
                    values[i] = fixture_series(a, kept[i], s, k);
                }
                struct estimate e;
                estimate_mean(&e, values, KEPT, 0.95, scratch);
                fprintf(expected.stream, "%s,%.17g,%s,%zu", names[a],
                        world_sample_time(&fixture.scenarios[a].params, s), row->name, e.n);
                const double numbers[] = {e.mean, e.q05, e.q50, e.q95, e.low, e.high};
                expected_numbers(&expected, numbers, 6);
                fprintf(expected.stream, ",%s\n", row->unit);
            }
        }
    }
    expected_is(&expected, &fixture, "series.csv");
    fixture_free(&fixture);
}

static void test_referrals_list_the_network(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    struct expected expected;
    expected_open(&expected, "scenario,from,to,count");
    fputs("16+1,0,15,3\n16+1,7,2,4000000000\n", expected.stream);
    expected_is(&expected, &fixture, "referrals.csv");
    fixture_free(&fixture);
}

static void test_each_scenario_is_written_in_full(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    for (size_t a = 0; a < FIXTURE_ARMS; a++) {
        struct expected expected = {.text = NULL};
        expected.stream = open_memstream(&expected.text, &expected.size);
        assert_int_equal(scenario_write(&fixture.scenarios[a], expected.stream, false), DIAG_OK);
        expected_is(&expected, &fixture, tables[5 + a]);
    }
    fixture_free(&fixture);
}

static void test_a_run_has_no_pairs_and_no_temporary_files(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture.results.account.pairs = NULL;
    fixture.results.account.pair_count = 0;
    fixture.results.account.command = "run";
    write_all(&fixture);
    assert_int_equal(fixture_entries(fixture.folder), 7); /* four tables, their description, the manifest, resolved */
    assert_int_equal(access(fixture_path(&fixture, "paired.csv"), F_OK), -1);
    assert_int_equal(fixture_entries(fixture_path(&fixture, "resolved")), FIXTURE_ARMS);
    fixture_free(&fixture);
}

static void test_the_same_results_give_the_same_bytes(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    char *first[TABLES];
    for (size_t i = 0; i < TABLES; i++) {
        first[i] = fixture_read(fixture_path(&fixture, tables[i]));
    }
    fixture.results.account.started += 100.0;
    fixture.results.account.threads = 7;
    write_all(&fixture);
    for (size_t i = 0; i < TABLES; i++) {
        char *second = fixture_read(fixture_path(&fixture, tables[i]));
        assert_string_equal(second, first[i]);
        free(second);
        free(first[i]);
    }
    fixture_free(&fixture);
}

static void test_no_replications_give_tables_without_numbers(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    fixture.replicate.done = 0;
    write_all(&fixture);
    char *text = fixture_read(fixture_path(&fixture, "replications.csv"));
    assert_string_equal(text, "scenario,replication,measure,value\n");
    free(text);
    text = fixture_read(fixture_path(&fixture, "summary.csv"));
    near(field_of(text, "solo,served,", 3), 0.0);
    assert_true(isnan(field_of(text, "solo,served,", 4)));
    free(text);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_replications_are_sorted_and_leave_out_the_failed_one),
        cmocka_unit_test(test_the_summary_has_one_row_a_scenario_and_measure),
        cmocka_unit_test(test_means_and_intervals_are_those_of_the_replications_kept),
        cmocka_unit_test(test_pairs_have_a_row_a_measure_and_say_which_is_the_base),
        cmocka_unit_test(test_series_have_a_row_a_sample_and_measure),
        cmocka_unit_test(test_referrals_list_the_network),
        cmocka_unit_test(test_each_scenario_is_written_in_full),
        cmocka_unit_test(test_a_run_has_no_pairs_and_no_temporary_files),
        cmocka_unit_test(test_the_same_results_give_the_same_bytes),
        cmocka_unit_test(test_no_replications_give_tables_without_numbers),
    };
    return cmocka_run_group_tests_name("results", tests, NULL, NULL);
}
