/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zutuan/report/trace.h"

static const char header[] = "time,activity,detail,request,actor,other,value,step,lifecycle\n";

static void test_each_notice_is_a_row(void **unused)
{
    (void)unused;
    const struct world_notice notices[] = {
        {.time = 0.5,
         .activity = "request_arrives",
         .detail = "elderly",
         .request = 1,
         .actor = 3,
         .other = WORLD_NOBODY,
         .value = 41.0},
        {.time = 0.75,
         .activity = "task_ends",
         .detail = "referral",
         .request = 1,
         .actor = WORLD_HUB,
         .other = 0,
         .value = NAN},
        {.time = 1.0 / 3.0,
         .activity = "session_starts",
         .detail = "",
         .request = 0,
         .actor = WORLD_OFFICERS,
         .other = 15,
         .value = -2.5},
        {1.0, "task_raised", "referral", 0, WORLD_APEX, WORLD_NOBODY, NAN},
        {2.0, "task_begins", "referral", 0, WORLD_HUB - 3, WORLD_NOBODY, NAN},
        {3.0, "task_withdrawn", "referral", 0, WORLD_HUB, WORLD_NOBODY, NAN},
        {4.0, "duty_ends", "training", 0, 0, WORLD_NOBODY, NAN},
    };
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    struct trace trace;
    trace_begin(&trace, stream, NULL);
    for (size_t i = 0; i < sizeof notices / sizeof notices[0]; i++) {
        trace_notice(&trace, &notices[i]);
    }
    assert_int_equal(trace_end(&trace), DIAG_OK);
    char expected[1024];
    snprintf(expected, sizeof expected,
             "%s0.5,request_arrives,elderly,1,3,,41,request_arrives,complete\n"
             "0.75,task_ends,referral,1,hub,0,,task_referral,complete\n"
             "%.17g,session_starts,,,officers,15,-2.5,session,start\n"
             "1,task_raised,referral,,apex,,,task_referral,schedule\n"
             "2,task_begins,referral,,hub-3,,,task_referral,start\n"
             "3,task_withdrawn,referral,,hub,,,task_referral,withdraw\n"
             "4,duty_ends,training,,0,,,duty_training,complete\n",
             header, 1.0 / 3.0);
    assert_string_equal(text, expected);
    fclose(stream);
    free(text);
}

/* The time of a row is the fraction of a day; 29 February is there in leap years and not in 2100. */
static void test_a_timestamp_is_the_day_of_the_calendar(void **unused)
{
    (void)unused;
    static const struct {
        const char *epoch;
        double time;
        const char *expected;
    } cases[] = {
        {"2010-01-01", 0.0, "2010-01-01T00:00:00.000000Z"},
        {"2010-01-01", 0.75, "2010-01-01T18:00:00.000000Z"},
        {"2010-01-01", 364.0 + 86399.0 / 86400.0, "2010-12-31T23:59:59.000000Z"},
        {"2012-02-28", 1.0, "2012-02-29T00:00:00.000000Z"},
        {"2012-02-28", 2.0, "2012-03-01T00:00:00.000000Z"},
        {"2100-02-28", 1.0, "2100-03-01T00:00:00.000000Z"},
        {"2000-02-28", 1.0, "2000-02-29T00:00:00.000000Z"},
        {"1999-12-31", 1.0, "2000-01-01T00:00:00.000000Z"},
        {"1969-12-31", 0.5, "1969-12-31T12:00:00.000000Z"},
        {"2010-01-01", 1.0 - 1e-12, "2010-01-02T00:00:00.000000Z"},
        {"2010-01-01", 1e-6 / 86400.0, "2010-01-01T00:00:00.000001Z"},
        {"2010-01-01", 1460.0, "2013-12-31T00:00:00.000000Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text;
        size_t size;
        int64_t epoch;
        FILE *stream = open_memstream(&text, &size);
        struct trace trace;
        assert_true(trace_epoch(cases[i].epoch, &epoch));
        trace_begin(&trace, stream, &epoch);
        const struct world_notice notice = {cases[i].time, "visit", "", 0, 0, WORLD_NOBODY, NAN};
        trace_notice(&trace, &notice);
        assert_int_equal(trace_end(&trace), DIAG_OK);
        const char *last = strrchr(text, ',');
        assert_non_null(strstr(text, ",lifecycle,timestamp\n"));
        assert_memory_equal(last + 1, cases[i].expected, strlen(cases[i].expected));
        fclose(stream);
        free(text);
    }
}

static void test_what_is_no_day_is_no_epoch(void **unused)
{
    (void)unused;
    static const char *const wrong[] = {"",           "2010",       "2010-13-01", "2010-00-01", "2010-04-31",
                                        "2011-02-29", "2100-02-29", "2010-1-01",  "10-01-2010", "2010-01-01x",
                                        "2010-01-1 ", "0000-01-01", "2010-01--1", "2010/01/01"};
    int64_t epoch;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(trace_epoch(wrong[i], &epoch));
    }
    assert_true(trace_epoch("1970-01-01", &epoch));
    assert_int_equal(epoch, 0);
    assert_true(trace_epoch("9999-12-31", &epoch));
    assert_int_equal(epoch, 2932896); /* date -u -d 9999-12-31 +%s over 86400 */
}

/* A log and the measures of one replication of a busy small cluster. */
struct replay {
    struct params params;
    double measures[OUTCOME_MEASURES];
    char *text;
    struct trace_check checks[OUTCOME_MEASURES];
    size_t count, rows;
};

static void replay_make(struct replay *self, enum params_form form)
{
    struct world *world;
    size_t size;
    struct trace trace;
    *self = (struct replay){.text = NULL};
    params_defaults(&self->params);
    self->params.cluster.form = form;
    self->params.programme.horizon = 400.0;
    self->params.providers.count = 6;
    self->params.membership.founders = 6;
    self->params.demand.rate = 0.7;
    FILE *stream = open_memstream(&self->text, &size);
    assert_int_equal(world_alloc(&world, &self->params), DIAG_OK);
    trace_begin(&trace, stream, NULL);
    world_observe(world, trace_notice, &trace);
    world_reset(world, 5, 2);
    assert_int_equal(world_run(world), DIAG_OK);
    assert_int_equal(trace_end(&trace), DIAG_OK);
    world_measures(world, self->measures);
    world_free(world);
    fclose(stream);
}

static size_t replay_different(struct replay *self)
{
    size_t different = 0;
    assert_int_equal(
        trace_verify(self->text, &self->params, self->measures, self->checks, &self->count, &self->rows),
        DIAG_OK);
    for (size_t i = 0; i < self->count; i++) {
        different += !self->checks[i].same;
    }
    return different;
}

static const struct trace_check *replay_check(const struct replay *self, enum outcome_measure measure)
{
    for (size_t i = 0; i < self->count; i++) {
        if (self->checks[i].measure == measure) {
            return &self->checks[i];
        }
    }
    fail_msg("not checked");
    return NULL;
}

static void test_the_log_alone_gives_the_measures(void **unused)
{
    (void)unused;
    static const enum params_form forms[] = {PARAMS_FORM_SOLO, PARAMS_FORM_SUPPORT, PARAMS_FORM_LEAD};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct replay replay;
        replay_make(&replay, forms[i]);
        assert_int_equal(replay_different(&replay), 0);
        assert_true(replay.rows > 2000 && replay.count >= 30);
        assert_true(replay_check(&replay, OUTCOME_SERVED)->by_log > 500.0);
        assert_true(replay_check(&replay, OUTCOME_ABANDONED)->by_log > 50.0);
        assert_true(replay_check(&replay, OUTCOME_GOVERNMENT_HOURS)->by_log > 50.0);
        if (forms[i] != PARAMS_FORM_SOLO) {
            assert_true(replay_check(&replay, OUTCOME_HUB_HOURS)->by_log > 50.0);
        }
        free(replay.text);
    }
}

/* Each measure by itself: a small error in it shows, and only there. */
static void test_a_wrong_measure_shows(void **unused)
{
    (void)unused;
    struct replay replay;
    replay_make(&replay, PARAMS_FORM_SUPPORT);
    assert_int_equal(replay_different(&replay), 0);
    const size_t count = replay.count;
    for (size_t i = 0; i < count; i++) {
        const enum outcome_measure measure = replay.checks[i].measure;
        const double right = replay.measures[measure];
        replay.measures[measure] = right + 1e-6 * fmax(1.0, fabs(right));
        assert_int_equal(replay_different(&replay), isnan(right) ? 0 : 1);
        assert_int_equal(replay_check(&replay, measure)->same, isnan(right));
        replay.measures[measure] = right;
    }
    free(replay.text);
}

/* Takes out the first line with that text. */
static void replay_drop(struct replay *self, const char *what)
{
    char *line = strstr(self->text, what);
    assert_non_null(line);
    while (line > self->text && line[-1] != '\n') {
        line--;
    }
    const char *next = strchr(line, '\n') + 1;
    memmove(line, next, strlen(next) + 1);
}

static void test_a_missing_event_shows(void **unused)
{
    (void)unused;
    static const struct {
        const char *what;
        enum outcome_measure measure;
    } cases[] = {
        {",session_ends,", OUTCOME_SERVED},
        {",request_abandons,", OUTCOME_ABANDONED},
        {",task_begins,training,,hub,", OUTCOME_HUB_HOURS_TRAINING},
        {",task_begins,contracts,,officers,", OUTCOME_GOVERNMENT_HOURS_CONTRACTS},
        {",request_referred,", OUTCOME_REFERRAL_SHARE},
        {",referral_refused,", OUTCOME_REFERRALS_REFUSED},
        {",purchase_begins,", OUTCOME_WALK_INS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct replay replay;
        replay_make(&replay, PARAMS_FORM_SUPPORT);
        replay_drop(&replay, cases[i].what);
        assert_true(replay_different(&replay) > 0);
        assert_false(replay_check(&replay, cases[i].measure)->same);
        free(replay.text);
    }
}

static int verify_text(struct replay *self, const char *text)
{
    return trace_verify(text, &self->params, self->measures, self->checks, &self->count, &self->rows);
}

static void test_a_log_that_contradicts_itself_is_told_by_its_row(void **unused)
{
    (void)unused;
    struct replay replay;
    replay_make(&replay, PARAMS_FORM_SUPPORT);
    replay_drop(&replay, ",session_starts,");
    assert_int_equal(verify_text(&replay, replay.text), DIAG_INVALID); /* it ends without having begun */
    assert_true(replay.rows > 6);
    assert_int_equal(verify_text(&replay, ""), DIAG_INVALID);
    assert_int_equal(verify_text(&replay, "time,activity\n1,visit\n"), DIAG_INVALID);
    assert_int_equal(replay.rows, 1);
    assert_int_equal(verify_text(&replay, "h\n1,visit,,,0,,,visit,complete\n2,visit,,,0,,,visit,comp"),
                     DIAG_INVALID);
    assert_int_equal(replay.rows, 2);
    assert_int_equal(verify_text(&replay, "h\n1,request_arrives,elderly,2,0,,1,r,c\n"), DIAG_INVALID);
    assert_int_equal(verify_text(&replay, "h\n1,request_arrives,elderly,1,99,,1,r,c\n"), DIAG_INVALID);
    assert_int_equal(verify_text(&replay, "h\n1,request_arrives,nobody,1,0,,1,r,c\n"), DIAG_INVALID);
    assert_int_equal(verify_text(&replay, "h\n1,session_starts,,7,0,,1,s,c\n"), DIAG_INVALID);
    assert_int_equal(verify_text(&replay, "h\n1,task_begins,singing,,hub,,1,s,c\n"), DIAG_INVALID);
    free(replay.text);
}

static void test_a_trace_of_nothing_is_a_header(void **unused)
{
    (void)unused;
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    struct trace trace;
    trace_begin(&trace, stream, NULL);
    assert_int_equal(trace_end(&trace), DIAG_OK);
    assert_string_equal(text, header);
    fclose(stream);
    free(text);
}

static void test_a_full_disk_shows_at_the_end(void **unused)
{
    (void)unused;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    struct trace trace;
    trace_begin(&trace, full, NULL);
    assert_int_equal(trace.error, 0); /* still in the buffer */
    const struct world_notice notice = {
        .activity = "visit", .detail = "", .actor = 1, .other = WORLD_NOBODY, .value = NAN};
    for (size_t i = 0; i < 10000; i++) {
        trace_notice(&trace, &notice);
    }
    assert_int_equal(trace_end(&trace), DIAG_IO);
    assert_int_equal(trace.error, ENOSPC);
    fclose(full);
}

static void test_an_unflushed_failure_shows_at_the_end_too(void **unused)
{
    (void)unused;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    struct trace trace;
    trace_begin(&trace, full, NULL);
    assert_int_equal(trace_end(&trace), DIAG_IO);
    assert_int_equal(trace.error, ENOSPC);
    fclose(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_notice_is_a_row),
        cmocka_unit_test(test_a_timestamp_is_the_day_of_the_calendar),
        cmocka_unit_test(test_what_is_no_day_is_no_epoch),
        cmocka_unit_test(test_the_log_alone_gives_the_measures),
        cmocka_unit_test(test_a_wrong_measure_shows),
        cmocka_unit_test(test_a_missing_event_shows),
        cmocka_unit_test(test_a_log_that_contradicts_itself_is_told_by_its_row),
        cmocka_unit_test(test_a_trace_of_nothing_is_a_header),
        cmocka_unit_test(test_a_full_disk_shows_at_the_end),
        cmocka_unit_test(test_an_unflushed_failure_shows_at_the_end_too),
    };
    return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
