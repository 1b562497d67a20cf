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

#include "zutuan/report/trace.h"

static const char header[] = "time,activity,detail,request,actor,other,value\n";

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
         .activity = "task_done",
         .detail = "referral",
         .request = 1,
         .actor = WORLD_HUB,
         .other = 0,
         .value = NAN},
        {.time = 1.0 / 3.0,
         .activity = "visit",
         .detail = "",
         .request = 0,
         .actor = WORLD_OFFICERS,
         .other = 15,
         .value = -2.5},
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
    char expected[512];
    snprintf(expected, sizeof expected,
             "%s0.5,request_arrives,elderly,1,3,,41\n"
             "0.75,task_done,referral,1,hub,0,\n"
             "%.17g,visit,,,officers,15,-2.5\n",
             header, 1.0 / 3.0);
    assert_string_equal(text, expected);
    fclose(stream);
    free(text);
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
        cmocka_unit_test(test_a_trace_of_nothing_is_a_header),
        cmocka_unit_test(test_a_full_disk_shows_at_the_end),
        cmocka_unit_test(test_an_unflushed_failure_shows_at_the_end_too),
    };
    return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
