/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "zutuan/core/calendar.h"

enum { REFERENCE_MOST = 6000, HANDLES_MOST = 1024 };

/* The naive event list: an unsorted array, searched from end to end. */
struct reference_event {
    double time;
    uint32_t event_class;
    uint32_t serial; /* of insertion; also the payload that tells events apart */
    calendar_handle handle;
};

struct reference {
    struct reference_event events[REFERENCE_MOST];
    size_t count;
};

/* xorshift64*, so that the test rests on nothing it tests. */
static uint32_t chance(uint64_t *state, uint32_t below)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static size_t reference_next(const struct reference *self)
{
    size_t best = 0;
    for (size_t i = 1; i < self->count; i++) {
        const struct reference_event *a = &self->events[i];
        const struct reference_event *b = &self->events[best];
        if (a->time != b->time ? a->time < b->time
                               : (a->event_class != b->event_class ? a->event_class < b->event_class
                                                                   : a->serial < b->serial)) {
            best = i;
        }
    }
    return best;
}

static void reference_remove(struct reference *self, size_t index)
{
    self->events[index] = self->events[--self->count];
}

static struct calendar *new_calendar(size_t capacity)
{
    struct calendar *calendar;
    assert_int_equal(calendar_alloc(&calendar, capacity), DIAG_OK);
    return calendar;
}

/* Takes the next event, which must exist. */
static struct calendar_event next_event(struct calendar *calendar)
{
    struct calendar_event event = {.time = NAN};
    assert_true(calendar_pop(calendar, &event));
    return event;
}

static void both_schedule(struct calendar *calendar, struct reference *reference, uint64_t *state,
                          uint32_t serial, uint32_t times)
{
    const struct reference_event event = {
        .time = calendar_now(calendar) + 0.5 * chance(state, times),
        .event_class = chance(state, 3) * (CALENDAR_MAX_CLASS / 2),
        .serial = serial,
    };
    struct reference_event *kept = &reference->events[reference->count++];
    *kept = event;
    kept->handle = calendar_schedule(calendar, event.time, event.event_class, serial, serial + 1, serial + 2);
    assert_int_not_equal(kept->handle, CALENDAR_NONE);
}

static void both_cancel(struct calendar *calendar, struct reference *reference, uint64_t *state)
{
    const size_t index = chance(state, (uint32_t)reference->count);
    calendar_cancel(calendar, reference->events[index].handle);
    reference_remove(reference, index);
}

static void both_pop(struct calendar *calendar, struct reference *reference)
{
    const size_t next = reference_next(reference);
    const struct reference_event expected = reference->events[next];
    const struct calendar_event event = next_event(calendar);
    assert_true(event.time == expected.time);
    assert_true(calendar_now(calendar) == expected.time);
    assert_int_equal(event.event_class, expected.event_class);
    assert_int_equal(event.kind, expected.serial);
    assert_int_equal(event.subject, expected.serial + 1);
    assert_int_equal(event.object, expected.serial + 2);
    reference_remove(reference, next);
}

/* Random work in waves, so that the list fills to `most`, drains, and meets the empty list; `times` distinct
 * times ahead: with few of them ties are the rule. */
static void churn(struct calendar *calendar, uint64_t seed, size_t steps, size_t most, uint32_t times)
{
    static struct reference reference;
    reference.count = 0;
    uint64_t state = seed;
    for (size_t step = 0; step < steps; step++) {
        const bool filling = step / (4 * most) % 2 == 0;
        const uint32_t draw = chance(&state, 10);
        if (reference.count == 0 || (reference.count < most && draw < (filling ? 6u : 3u))) {
            both_schedule(calendar, &reference, &state, (uint32_t)step, times);
        } else if (draw % 2 == 0) {
            both_cancel(calendar, &reference, &state);
        } else {
            both_pop(calendar, &reference);
        }
        assert_int_equal(calendar_pending(calendar), reference.count);
        if (step % (1 + most / 64) == 0) {
            assert_true(calendar_verify(calendar));
        }
    }
    while (reference.count > 0) {
        both_pop(calendar, &reference);
    }
    struct calendar_event event;
    assert_false(calendar_pop(calendar, &event));
    assert_false(calendar_failed(calendar));
}

static void test_random_work_agrees_with_a_naive_list(void **unused)
{
    (void)unused;
    struct calendar *calendar = new_calendar(1);
    churn(calendar, 1, 150000, 12, 8);
    calendar_reset(calendar);
    churn(calendar, 2, 100000, 60, 8);
    calendar_reset(calendar);
    churn(calendar, 3, 50000, 500, 8);
    calendar_free(calendar);
}

/* Beyond a thousand pending the ladder has most: at few times, which no rung parts; at many; soon and late.
 */
static void test_many_events_agree_with_a_naive_list(void **unused)
{
    (void)unused;
    static const uint32_t times[] = {2, 40, 1000, 1000000};
    struct calendar *calendar = new_calendar(1);
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        churn(calendar, 4 + i, 40000, 3000, times[i]);
        calendar_reset(calendar);
    }
    churn(calendar, 9, 60000, REFERENCE_MOST, 5000);
    calendar_free(calendar);
}

static void test_a_new_calendar_is_empty_at_time_zero(void **unused)
{
    (void)unused;
    struct calendar *calendar = new_calendar(0);
    struct calendar_event event;
    assert_false(calendar_pop(calendar, &event));
    assert_true(calendar_now(calendar) == 0.0);
    assert_int_equal(calendar_pending(calendar), 0);
    assert_false(calendar_failed(calendar));
    assert_true(calendar_verify(calendar));
    calendar_free(calendar);
    calendar_free(NULL);
}

static void test_at_one_instant_class_goes_before_insertion(void **unused)
{
    (void)unused;
    struct calendar *calendar = new_calendar(0);
    const uint32_t classes[] = {2, 0, CALENDAR_MAX_CLASS, 0, 2, 1};
    const uint32_t expected[] = {1, 3, 5, 0, 4, 2};
    for (uint32_t i = 0; i < 6; i++) {
        calendar_schedule(calendar, 1.0, classes[i], i, 0, 0);
    }
    calendar_schedule(calendar, 0.5, CALENDAR_MAX_CLASS, 99, 0, 0);
    assert_int_equal(next_event(calendar).kind, 99);
    for (size_t i = 0; i < 6; i++) {
        const struct calendar_event event = next_event(calendar);
        assert_int_equal(event.kind, expected[i]);
        assert_int_equal(event.event_class, classes[expected[i]]);
    }
    calendar_free(calendar);
}

static void test_an_event_can_be_scheduled_for_now(void **unused)
{
    (void)unused;
    struct calendar *calendar = new_calendar(0);
    calendar_schedule(calendar, 3.0, 5, 1, 0, 0);
    calendar_schedule(calendar, 3.0, 5, 2, 0, 0);
    assert_int_equal(next_event(calendar).kind, 1);
    calendar_schedule(calendar, 3.0, 4, 3, 0, 0);
    assert_int_equal(next_event(calendar).kind, 3);
    assert_int_equal(next_event(calendar).kind, 2);
    calendar_free(calendar);
}

static void test_a_negative_zero_is_zero(void **unused)
{
    (void)unused;
    struct calendar *calendar = new_calendar(0);
    calendar_schedule(calendar, 1.0, 0, 2, 0, 0);
    calendar_schedule(calendar, -0.0, 0, 0, 0, 0);
    calendar_schedule(calendar, 0.0, 0, 1, 0, 0);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(next_event(calendar).kind, i);
    }
    calendar_free(calendar);
}

static void test_times_that_differ_in_the_last_bit_keep_their_order(void **unused)
{
    (void)unused;
    struct calendar *calendar = new_calendar(0);
    const double time = 12345.678;
    calendar_schedule(calendar, nextafter(time, INFINITY), 0, 2, 0, 0);
    calendar_schedule(calendar, time, CALENDAR_MAX_CLASS, 1, 0, 0);
    calendar_schedule(calendar, nextafter(time, 0.0), CALENDAR_MAX_CLASS, 0, 0, 0);
    calendar_schedule(calendar, 0x1p1000, 0, 3, 0, 0);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(next_event(calendar).kind, i);
    }
    assert_true(calendar_now(calendar) == 0x1p1000);
    calendar_free(calendar);
}

static void test_payloads_hold_all_32_bits(void **unused)
{
    (void)unused;
    struct calendar *calendar = new_calendar(0);
    calendar_schedule(calendar, 1.0, 0, UINT32_MAX, UINT32_MAX - 1, UINT32_MAX - 2);
    const struct calendar_event event = next_event(calendar);
    assert_int_equal(event.kind, UINT32_MAX);
    assert_int_equal(event.subject, UINT32_MAX - 1);
    assert_int_equal(event.object, UINT32_MAX - 2);
    calendar_free(calendar);
}

static void test_any_position_can_be_cancelled(void **unused)
{
    (void)unused;
    enum { EVENTS = 200 };
    for (uint32_t victim = 0; victim < EVENTS; victim++) {
        struct calendar *calendar = new_calendar(EVENTS);
        calendar_handle handles[EVENTS];
        for (uint32_t i = 0; i < EVENTS; i++) {
            handles[i] = calendar_schedule(calendar, (i * 83u) % EVENTS, 0, i, 0, 0);
        }
        calendar_cancel(calendar, handles[victim]);
        assert_true(calendar_verify(calendar));
        double before = -1.0;
        for (uint32_t i = 0; i + 1 < EVENTS; i++) {
            const struct calendar_event event = next_event(calendar);
            assert_true(event.time > before);
            assert_int_not_equal(event.kind, victim);
            before = event.time;
        }
        assert_int_equal(calendar_pending(calendar), 0);
        calendar_free(calendar);
    }
}

static void test_handles_are_reused_and_then_mean_the_new_event(void **unused)
{
    (void)unused;
    struct calendar *calendar = new_calendar(0);
    bool seen[HANDLES_MOST] = {false};
    size_t distinct = 0;
    calendar_handle cancelled = CALENDAR_NONE;
    for (uint32_t i = 0; i < 10000; i++) {
        const double now = calendar_now(calendar);
        const calendar_handle handle = calendar_schedule(calendar, now + 2.0, 0, i, 0, 0);
        const calendar_handle next = calendar_schedule(calendar, now + 1.0, 0, i, 0, 0);
        assert_true(handle < HANDLES_MOST && next < HANDLES_MOST && handle != next);
        distinct += !seen[handle];
        seen[handle] = true;
        if (i > 0) {
            assert_true(handle == cancelled || next == cancelled);
        }
        assert_int_equal(next_event(calendar).kind, i);
        calendar_cancel(calendar, handle);
        cancelled = handle;
    }
    assert_true(distinct <= 2);
    assert_int_equal(calendar_pending(calendar), 0);
    calendar_free(calendar);
}

/* Schedules, cancels and pops in turn and writes down every answer. */
static size_t transcript(struct calendar *calendar, uint32_t *answers)
{
    uint64_t state = 77;
    size_t count = 0;
    for (uint32_t i = 0; i < 300; i++) {
        const double time = calendar_now(calendar) + chance(&state, 5);
        const calendar_handle handle = calendar_schedule(calendar, time, chance(&state, 4), i, 0, 0);
        answers[count++] = handle;
        if (chance(&state, 3) == 0) {
            calendar_cancel(calendar, handle);
        } else if (chance(&state, 2) == 0) {
            const struct calendar_event event = next_event(calendar);
            answers[count++] = event.kind;
        }
    }
    return count;
}

static void test_a_reset_calendar_answers_like_a_fresh_one(void **unused)
{
    (void)unused;
    uint32_t fresh[600];
    uint32_t reused[600];
    struct calendar *calendar = new_calendar(10);
    const size_t count = transcript(calendar, fresh);
    assert_true(calendar_pending(calendar) > 0);
    const size_t bytes = calendar_bytes(calendar);
    calendar_reset(calendar);
    assert_int_equal(calendar_pending(calendar), 0);
    assert_true(calendar_now(calendar) == 0.0);
    assert_true(calendar_verify(calendar));
    assert_int_equal(transcript(calendar, reused), count);
    assert_memory_equal(fresh, reused, count * sizeof fresh[0]);
    assert_int_equal(calendar_bytes(calendar), bytes);
    calendar_free(calendar);
}

static void test_growth_keeps_order_and_handles(void **unused)
{
    (void)unused;
    enum { EVENTS = 100000 };
    struct calendar *calendar = new_calendar(1);
    const size_t bytes = calendar_bytes(calendar);
    calendar_handle *handles = malloc(EVENTS * sizeof *handles);
    assert_non_null(handles);
    for (uint32_t i = 0; i < EVENTS; i++) {
        /* 7919 is prime to the count: every time occurs once */
        handles[i] = calendar_schedule(calendar, (double)((uint64_t)i * 7919u % EVENTS), 0, i, 0, 0);
    }
    assert_true(calendar_bytes(calendar) > 500 * bytes);
    assert_true(calendar_verify(calendar));
    for (uint32_t i = 0; i < EVENTS; i += 3) {
        calendar_cancel(calendar, handles[i * (size_t)7919 % EVENTS]);
    }
    assert_true(calendar_verify(calendar));
    double before = -1.0;
    for (uint32_t left = EVENTS - (EVENTS + 2) / 3; left > 0; left--) {
        const struct calendar_event event = next_event(calendar);
        assert_true(event.time > before);
        assert_true(event.time == (double)((uint64_t)event.kind * 7919u % EVENTS));
        before = event.time;
    }
    assert_int_equal(calendar_pending(calendar), 0);
    free(handles);
    calendar_free(calendar);
}

static void test_a_capacity_hint_spares_growth(void **unused)
{
    (void)unused;
    struct calendar *calendar = new_calendar(1000);
    const size_t bytes = calendar_bytes(calendar);
    for (uint32_t i = 0; i < 1000; i++) {
        calendar_schedule(calendar, i, 0, i, 0, 0);
    }
    assert_int_equal(calendar_bytes(calendar), bytes);
    calendar_free(calendar);
}

/* Nothing is scheduled in between, so that what is foreseen comes, one after another, but for the cancelled.
 */
static void test_what_is_foreseen_comes_up(void **unused)
{
    (void)unused;
    enum { EVENTS = 3000 };
    struct calendar *calendar = new_calendar(0);
    calendar_handle handles[EVENTS];
    struct calendar_event seen[CALENDAR_MOST_AHEAD], event;
    uint64_t state = 11;
    assert_false(calendar_foresee(calendar, 0, &event));
    for (uint32_t i = 0; i < EVENTS; i++) {
        handles[i] = calendar_schedule(calendar, chance(&state, 4000), 0, i, i + 1, i + 2);
    }
    next_event(calendar);
    for (uint32_t i = 0; i < EVENTS; i += 5) {
        calendar_fetch(calendar, i % CALENDAR_MOST_AHEAD);
    }
    for (uint32_t round = 0; round < 100; round++) {
        for (uint32_t ahead = 0; ahead < CALENDAR_MOST_AHEAD; ahead++) {
            assert_true(calendar_foresee(calendar, ahead, &seen[ahead]));
        }
        const uint32_t victim = seen[chance(&state, CALENDAR_MOST_AHEAD - 1)].kind; /* not the last */
        calendar_cancel(calendar, handles[victim]);
        for (uint32_t ahead = 0; ahead < CALENDAR_MOST_AHEAD; ahead++) {
            if (seen[ahead].kind != victim) {
                event = next_event(calendar);
                assert_true(event.time == seen[ahead].time);
                assert_int_equal(event.kind, seen[ahead].kind);
                assert_int_equal(event.subject, seen[ahead].subject);
                assert_int_equal(event.object, seen[ahead].object);
            }
        }
    }
    calendar_free(calendar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_calendar_is_empty_at_time_zero),
        cmocka_unit_test(test_what_is_foreseen_comes_up),
        cmocka_unit_test(test_at_one_instant_class_goes_before_insertion),
        cmocka_unit_test(test_an_event_can_be_scheduled_for_now),
        cmocka_unit_test(test_a_negative_zero_is_zero),
        cmocka_unit_test(test_times_that_differ_in_the_last_bit_keep_their_order),
        cmocka_unit_test(test_payloads_hold_all_32_bits),
        cmocka_unit_test(test_random_work_agrees_with_a_naive_list),
        cmocka_unit_test(test_many_events_agree_with_a_naive_list),
        cmocka_unit_test(test_any_position_can_be_cancelled),
        cmocka_unit_test(test_handles_are_reused_and_then_mean_the_new_event),
        cmocka_unit_test(test_a_reset_calendar_answers_like_a_fresh_one),
        cmocka_unit_test(test_growth_keeps_order_and_handles),
        cmocka_unit_test(test_a_capacity_hint_spares_growth),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
