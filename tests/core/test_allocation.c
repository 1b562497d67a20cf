/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ground floor when memory runs out: each allocation is refused once, with all that follow.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <assert.h>
#include <cmocka.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scarce.h"

#include "calendar.c"
#include "diag.c"
#include "ladder.c"
#include "tournament.c"

static void test_a_calendar_that_cannot_be_made_holds_nothing(void **unused)
{
    (void)unused;
    int allowed = 0;
    for (;; allowed++) {
        struct calendar *calendar = (struct calendar *)&allowed;
        allocations_left = allowed;
        const int code = calendar_alloc(&calendar, 100);
        allocations_left = -1;
        if (code == DIAG_OK) {
            calendar_free(calendar);
            break;
        }
        assert_int_equal(code, DIAG_MEMORY);
        assert_null(calendar);
    }
    assert_int_equal(allowed, 3); /* the object, the heap, the slots */
}

/* Fills a calendar until it must grow, with `allowed` allocations granted to that growth. */
static struct calendar *starved_calendar(int allowed, uint32_t *scheduled)
{
    struct calendar *calendar;
    allocations_left = -1;
    assert_int_equal(calendar_alloc(&calendar, 1), DIAG_OK);
    allocations_left = allowed;
    for (*scheduled = 0; *scheduled < 100000; ++*scheduled) {
        if (calendar_schedule(calendar, 100000 - *scheduled, 0, *scheduled, 0, 0) == CALENDAR_NONE) {
            break;
        }
        assert_false(calendar_failed(calendar));
    }
    return calendar;
}

static void test_a_calendar_that_cannot_grow_fails_and_stays_whole(void **unused)
{
    (void)unused;
    for (int allowed = 0; allowed < 4; allowed++) {
        uint32_t scheduled;
        struct calendar *calendar = starved_calendar(allowed, &scheduled);
        assert_true(calendar_failed(calendar));
        assert_int_equal(calendar_pending(calendar), scheduled);
        assert_true(calendar_verify(calendar));
        allocations_left = -1; /* memory is back, but an event is lost for good */
        assert_int_equal(calendar_schedule(calendar, 1e6, 0, 0, 0, 0), CALENDAR_NONE);
        calendar_cancel(calendar, CALENDAR_NONE);
        assert_int_equal(calendar_pending(calendar), scheduled);
        struct calendar_event event;
        for (uint32_t i = scheduled; i-- > 0;) {
            assert_true(calendar_pop(calendar, &event));
            assert_int_equal(event.kind, i);
        }
        assert_true(calendar_failed(calendar));
        calendar_reset(calendar);
        assert_false(calendar_failed(calendar));
        for (uint32_t i = 0; i < 2 * scheduled; i++) {
            assert_int_not_equal(calendar_schedule(calendar, i, 0, i, 0, 0), CALENDAR_NONE);
        }
        calendar_free(calendar);
    }
}

/* As many events as only a ladder holds: scheduled, every third cancelled, the others popped. Returns how
 * many came up; what is scheduled between them comes up too. */
static uint32_t work_with_many(struct calendar *calendar)
{
    enum { EVENTS = 5000 };
    struct calendar_event event;
    uint32_t popped = 0;
    for (uint32_t i = 0; i < EVENTS; i++) {
        const calendar_handle handle = calendar_schedule(calendar, (double)(i * 7919u % EVENTS), 0, i, 0, 0);
        if (i % 3 == 0) {
            calendar_cancel(calendar, handle);
        }
    }
    for (; !calendar_failed(calendar) && calendar_pop(calendar, &event); popped++) {
        if (popped % 4 == 0) {
            calendar_schedule(calendar, event.time + popped % 50, 0, 0, 0, 0);
        }
    }
    return popped;
}

static void test_a_warm_calendar_allocates_nothing(void **unused)
{
    (void)unused;
    struct calendar *calendar;
    allocations_left = -1;
    assert_int_equal(calendar_alloc(&calendar, 1), DIAG_OK);
    const uint32_t popped = work_with_many(calendar);
    assert_int_equal(popped, 4444); /* 3,333 and a third of it */
    calendar_reset(calendar);
    allocations_left = 0;
    assert_int_equal(work_with_many(calendar), popped);
    assert_false(calendar_failed(calendar));
    calendar_free(calendar);
}

static void test_a_ladder_that_cannot_grow_fails(void **unused)
{
    (void)unused;
    struct calendar *calendar;
    bool whole = false;
    for (int allowed = 0; !whole; allowed++) {
        assert_true(allowed < 500);
        allocations_left = -1;
        assert_int_equal(calendar_alloc(&calendar, 5000), DIAG_OK); /* heap and slots suffice */
        allocations_left = allowed;
        const uint32_t popped = work_with_many(calendar);
        whole = !calendar_failed(calendar);
        assert_true(whole ? popped == 4444 : popped < 4444);
        assert_true(whole || allowed < 400);
        if (!whole) { /* it is as good as new after a reset */
            allocations_left = -1;
            assert_int_equal(calendar_schedule(calendar, 1e6, 0, 0, 0, 0), CALENDAR_NONE);
            calendar_reset(calendar);
            assert_int_equal(work_with_many(calendar), 4444);
        } else {
            assert_true(allowed > 10);
        }
        calendar_free(calendar);
    }
    allocations_left = -1;
}

static void test_a_calendar_out_of_sequence_numbers_fails(void **unused)
{
    (void)unused;
    struct calendar *calendar;
    allocations_left = -1;
    assert_int_equal(calendar_alloc(&calendar, 1), DIAG_OK);
    calendar->sequence = (UINT64_C(1) << 36) - 1;
    assert_int_not_equal(calendar_schedule(calendar, 1.0, CALENDAR_MAX_CLASS, 8, 0, 0), CALENDAR_NONE);
    assert_int_equal(calendar_schedule(calendar, 1.0, 0, 9, 0, 0), CALENDAR_NONE);
    assert_true(calendar_failed(calendar));
    struct calendar_event event;
    assert_true(calendar_pop(calendar, &event));
    assert_int_equal(event.event_class, CALENDAR_MAX_CLASS);
    calendar_free(calendar);
}

static void test_verify_sees_damage(void **unused)
{
    (void)unused;
    struct calendar *calendar;
    allocations_left = -1;
    assert_int_equal(calendar_alloc(&calendar, 1), DIAG_OK);
    calendar_handle handles[10];
    for (uint32_t i = 0; i < 10; i++) {
        handles[i] = calendar_schedule(calendar, 1.0 + i, 0, i, 0, 0);
    }
    assert_true(calendar_verify(calendar));
    calendar_entry *last = &calendar->heap.entries[calendar->slots[handles[9]].position];
    const calendar_entry good = *last;
    *last = calendar_entry_of(0.5, 0, 9, handles[9]); /* before its parent */
    assert_false(calendar_verify(calendar));
    *last = good;
    assert_true(calendar_verify(calendar));
    calendar->now = 1.5; /* after the first event */
    assert_false(calendar_verify(calendar));
    calendar->now = 0.0;
    calendar->slots[handles[3]].position ^= 1;
    assert_false(calendar_verify(calendar));
    calendar->slots[handles[3]].position ^= 1;
    calendar->used++; /* a slot neither pending nor free */
    assert_false(calendar_verify(calendar));
    calendar_free(calendar);
}

static void test_verify_sees_damage_far_ahead(void **unused)
{
    (void)unused;
    struct calendar *calendar;
    allocations_left = -1;
    assert_int_equal(calendar_alloc(&calendar, 1), DIAG_OK);
    calendar_handle last = CALENDAR_NONE;
    for (uint32_t i = 0; i < 3000; i++) {
        last = calendar_schedule(calendar, i, 0, i, 0, 0);
    }
    struct calendar_event event;
    assert_true(calendar_pop(calendar, &event));
    assert_true(calendar_verify(calendar));
    struct ladder *const ladder = &calendar->ladder;
    calendar_entry *const run = ladder->run + ladder->first;
    const calendar_entry first = run[0];
    run[0] = run[1]; /* not in order */
    assert_false(calendar_verify(calendar));
    run[0] = first;
    assert_true(calendar_verify(calendar));
    calendar_entry *const far = ladder->blocks[ladder->beyond.block].entries;
    const calendar_entry good = *far;
    *far = calendar_entry_of(1.5, 0, 9, calendar_entry_slot(good)); /* not where it belongs */
    assert_false(calendar_verify(calendar));
    *far = good;
    assert_true(calendar_verify(calendar));
    ladder->held++;
    assert_false(calendar_verify(calendar));
    ladder->held--;
    calendar->slots[last].position = CALENDAR_DEAD; /* but not counted among the dead */
    assert_false(calendar_verify(calendar));
    calendar_free(calendar);
}

static void test_a_tournament_that_cannot_be_made_holds_nothing(void **unused)
{
    (void)unused;
    for (int allowed = 0; allowed < 2; allowed++) {
        struct tournament tree;
        allocations_left = allowed;
        assert_int_equal(tournament_alloc(&tree, 20), DIAG_MEMORY);
        assert_null(tree.keys);
        assert_null(tree.nodes);
        tournament_free(&tree);
    }
}

static void test_a_list_that_ran_out_of_memory_keeps_what_it_had(void **unused)
{
    (void)unused;
    for (int allowed = 0; allowed < 3; allowed++) { /* the text, the file's name, the room for more items */
        struct diag diag;
        allocations_left = -1;
        diag_init(&diag);
        for (int i = 0; i < 8; i++) {
            diag_add(&diag, DIAG_INVALID, "a.cfg", i, "item %d", i);
        }
        assert_int_equal(diag.count, diag.capacity);
        allocations_left = allowed;
        assert_int_equal(diag_add(&diag, DIAG_USAGE, "b.cfg", 1, "one too many"), DIAG_USAGE);
        assert_int_equal(diag.count, 8);
        assert_string_equal(diag.items[7].text, "item 7");
        assert_true(diag.lost);
        assert_int_equal(diag_worst(&diag), DIAG_MEMORY);
        allocations_left = -1;
        diag_add(&diag, DIAG_INTERNAL, NULL, 0, "memory is back");
        assert_int_equal(diag.count, 9);
        assert_int_equal(diag_worst(&diag), DIAG_INTERNAL);
        diag_free(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_calendar_that_cannot_be_made_holds_nothing),
        cmocka_unit_test(test_a_calendar_that_cannot_grow_fails_and_stays_whole),
        cmocka_unit_test(test_a_warm_calendar_allocates_nothing),
        cmocka_unit_test(test_a_ladder_that_cannot_grow_fails),
        cmocka_unit_test(test_a_calendar_out_of_sequence_numbers_fails),
        cmocka_unit_test(test_verify_sees_damage),
        cmocka_unit_test(test_verify_sees_damage_far_ahead),
        cmocka_unit_test(test_a_tournament_that_cannot_be_made_holds_nothing),
        cmocka_unit_test(test_a_list_that_ran_out_of_memory_keeps_what_it_had),
    };
    return cmocka_run_group_tests_name("allocation", tests, NULL, NULL);
}
