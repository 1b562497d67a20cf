/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replications of a world made for this test, that fails where it is told to and whose referrals are known.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "zutuan/experiment/budget.h"
#include "zutuan/experiment/replicate.h"

enum { ARMS = 3, ROWS = 40, PROVIDERS = 7 };

/* What the worlds are told. An arm is known by its providers.count, 0..ARMS-1. */
static struct {
    int arm;             /* that fails */
    uint32_t one, other; /* replications in which it does */
    int code;
    atomic_bool *tells;   /* unless NULL, a run from replication `one` on sets this and waits to be stopped */
    int allocations_left; /* -1: any number */
} fault;
static atomic_int alive; /* worlds */
static atomic_int deaf;  /* runs that nobody would have stopped */

struct world {
    world_stop *stop;
    void *stop_context;
    int arm;
    uint64_t seed;
    uint32_t replication;
    double series[2 * OUTCOME_SERIES_COUNT];
};

int world_alloc(struct world **self, const struct params *params)
{
    if (fault.allocations_left == 0)
        return DIAG_MEMORY;
    fault.allocations_left -= fault.allocations_left > 0;
    *self = calloc(1, sizeof **self);
    assert_non_null(*self);
    (*self)->arm = params->providers.count;
    alive++;
    return DIAG_OK;
}

void world_free(struct world *self)
{
    alive -= self != NULL;
    free(self);
}

void world_reset(struct world *self, uint64_t seed, uint32_t replication)
{
    self->seed = seed;
    self->replication = replication;
}

void world_heed(struct world *self, world_stop *stop, void *context)
{
    self->stop = stop;
    self->stop_context = context;
}

int world_run(struct world *self)
{
    if (fault.tells != NULL && self->replication >= fault.one) {
        *fault.tells = true;
        if (self->stop == NULL) {
            deaf++;
            return DIAG_INTERNAL;
        }
        while (!self->stop(self->stop_context))
            sched_yield();
        return DIAG_INTERRUPTED;
    }
    const bool fails =
        self->arm == fault.arm && (self->replication == fault.one || self->replication == fault.other);
    return fails ? fault.code : DIAG_OK;
}

static double value(int arm, uint32_t replication, size_t measure)
{
    return arm + 1e-3 * replication + 10.0 * (double)measure;
}

void world_measures(struct world *self, double *measures)
{
    for (size_t i = 0; i < OUTCOME_MEASURES; i++)
        measures[i] = value(self->arm, self->replication, i);
}

size_t world_sample_count(const struct params *params)
{
    (void)params;
    return 2;
}

double world_sample_time(const struct params *params, size_t sample)
{
    (void)params;
    return (double)sample;
}

const double *world_series(const struct world *self)
{
    return self->series;
}

static uint32_t referrals(int arm, uint32_t replication, uint32_t from, uint32_t to)
{
    const uint32_t mix = (replication * 2654435761u) ^ (from * 40503u + to * 9176u + (uint32_t)arm * 77u);
    return from == to || mix % 3 != 0 ? 0 : 1 + mix % 5;
}

size_t world_links(const struct world *self, struct world_link *links, size_t most)
{
    size_t count = 0;
    for (uint32_t from = 0; from < PROVIDERS && self->arm > 0; from++) {
        for (uint32_t to = 0; to < PROVIDERS; to++) {
            const uint32_t number = referrals(self->arm, self->replication, from, to);
            if (number == 0)
                continue;
            if (count < most)
                links[count] = (struct world_link){from, to, number};
            count++;
        }
    }
    return count;
}

const char *world_complaint(const struct world *self)
{
    (void)self;
    return "requests: 3 arrived and 2 are accounted for";
}

/* The tests */

static struct scenario scenarios[ARMS];
static const struct scenario *const all[ARMS] = {&scenarios[0], &scenarios[1], &scenarios[2]};

static int prepare(void **state)
{
    (void)state;
    fault.arm = -1;
    fault.one = fault.other = 0;
    fault.code = DIAG_INTERNAL;
    fault.tells = NULL;
    fault.allocations_left = -1;
    for (int arm = 0; arm < ARMS; arm++)
        scenarios[arm].params.providers.count = arm;
    return 0;
}

static int check_worlds(void **state)
{
    (void)state;
    return alive;
}

/* The arms' referrals are the sums over the replications that are done and did not fail. */
static void assert_links(const struct replicate *self)
{
    for (size_t arm = 0; arm < self->arm_count; arm++) {
        size_t place = 0;
        for (uint32_t from = 0; from < PROVIDERS; from++) {
            for (uint32_t to = 0; to < PROVIDERS; to++) {
                uint32_t sum = 0;
                for (size_t row = 0; row < self->done; row++) {
                    if (arm > 0 && !self->failed[row])
                        sum += referrals((int)arm, (uint32_t)row + 1, from, to);
                }
                if (sum == 0)
                    continue;
                assert_true(place < self->arms[arm].link_count);
                assert_int_equal(self->arms[arm].links[place].from, from);
                assert_int_equal(self->arms[arm].links[place].to, to);
                assert_int_equal(self->arms[arm].links[place].count, sum);
                place++;
            }
        }
        assert_int_equal(place, self->arms[arm].link_count);
    }
}

static void assert_values(const struct replicate *self)
{
    for (size_t arm = 0; arm < self->arm_count; arm++) {
        for (size_t row = 0; row < self->done; row++) {
            for (size_t i = 0; i < OUTCOME_MEASURES && !self->failed[row]; i++)
                assert_true(self->arms[arm].measures[row * OUTCOME_MEASURES + i] ==
                            value((int)arm, (uint32_t)row + 1, i));
        }
    }
}

struct watcher {
    atomic_int inside;
    size_t calls, last;
    size_t stop_at; /* finished cells, 0: never */
    atomic_bool stop;
};

static void watch(void *context, size_t finished, size_t total)
{
    struct watcher *self = context;
    assert_int_equal(atomic_fetch_add(&self->inside, 1), 0);
    assert_int_equal(finished, self->last + 1);
    assert_in_range(finished, 1, total);
    self->last = finished;
    self->calls++;
    if (finished == self->stop_at)
        self->stop = true;
    atomic_fetch_sub(&self->inside, 1);
}

static void referrals_are_summed_and_sorted(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        struct replicate self;
        const struct replicate_how how = {.threads = threads};
        assert_int_equal(replicate_alloc(&self, all, ARMS, 1), DIAG_OK);
        assert_int_equal(replicate_extend(&self, 3, &how), DIAG_OK);
        assert_links(&self);
        assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_OK);
        assert_links(&self);
        assert_values(&self);
        replicate_free(&self);
    }
}

/* Memory is made for a block of rows at a time; nothing shows it. */
static void thousands_of_replications_are_as_few(void **state)
{
    (void)state;
    struct replicate self;
    struct watcher watcher = {.calls = 0};
    const struct replicate_how how = {.threads = 3, .progress = watch, .context = &watcher};
    fault.arm = 2;
    fault.one = 1025;
    fault.other = 2999;
    assert_int_equal(replicate_alloc(&self, all, ARMS, 1), DIAG_OK);
    assert_int_equal(replicate_extend(&self, 3000, &how), DIAG_OK);
    assert_int_equal(self.done, 3000);
    assert_int_equal(watcher.calls, 3000 * ARMS);
    assert_int_equal(self.failure_count, 2);
    assert_links(&self);
    assert_values(&self);
    replicate_free(&self);
}

static void a_failed_replication_counts_in_no_arm_and_the_others_in_all(void **state)
{
    (void)state;
    struct replicate self;
    double column[ROWS];
    const struct replicate_how how = {.threads = 2};
    fault.arm = 1;
    fault.one = 17;
    fault.other = 9;
    assert_int_equal(replicate_alloc(&self, all, ARMS, 1), DIAG_OK);
    assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_OK);
    assert_int_equal(self.done, ROWS);
    assert_int_equal(self.failure_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(self.failures[i].replication, i == 0 ? 9 : 17);
        assert_int_equal(self.failures[i].arm, 1);
        assert_int_equal(self.failures[i].code, DIAG_INTERNAL);
        assert_string_equal(self.failures[i].text, "requests: 3 arrived and 2 are accounted for");
    }
    for (size_t row = 0; row < ROWS; row++)
        assert_int_equal(self.failed[row], row == 8 || row == 16);
    assert_true(isnan(self.arms[1].measures[8 * OUTCOME_MEASURES]));
    assert_true(isnan(self.arms[1].series[16 * 2 * OUTCOME_SERIES_COUNT]));
    assert_links(&self);
    assert_values(&self);
    for (size_t arm = 0; arm < ARMS; arm++) {
        assert_int_equal(replicate_column(&self, arm, OUTCOME_SERVED, column), ROWS - 2);
        assert_true(column[7] == value((int)arm, 8, OUTCOME_SERVED));
        assert_true(column[8] == value((int)arm, 10, OUTCOME_SERVED));
    }
    replicate_free(&self);
}

static void a_replication_without_memory_is_named_so(void **state)
{
    (void)state;
    struct replicate self;
    const struct replicate_how how = {.threads = 1};
    fault.arm = 0;
    fault.one = 1;
    fault.code = DIAG_MEMORY;
    assert_int_equal(replicate_alloc(&self, all, ARMS, 1), DIAG_OK);
    assert_int_equal(replicate_extend(&self, 2, &how), DIAG_OK);
    assert_int_equal(self.failure_count, 1);
    assert_int_equal(self.failures[0].code, DIAG_MEMORY);
    assert_string_equal(self.failures[0].text, "memory ran out");
    replicate_free(&self);
}

static void worlds_that_cannot_be_had_are_an_error_that_leaves_what_was_done(void **state)
{
    (void)state;
    struct replicate self;
    const struct replicate_how how = {.threads = 1};
    assert_int_equal(replicate_alloc(&self, all, ARMS, 1), DIAG_OK);
    assert_int_equal(replicate_extend(&self, 4, &how), DIAG_OK);
    for (int worlds = 0; worlds < ARMS; worlds++) {
        fault.allocations_left = worlds;
        assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_MEMORY);
        assert_int_equal(alive, 0);
        assert_int_equal(self.done, 4);
    }
    fault.allocations_left = -1;
    assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_OK);
    assert_values(&self);
    assert_links(&self);
    replicate_free(&self);
}

static void progress_is_told_by_one_thread_at_a_time(void **state)
{
    (void)state;
    struct replicate self;
    struct watcher watcher = {.calls = 0};
    const struct replicate_how how = {.threads = 4, .progress = watch, .context = &watcher};
    assert_int_equal(replicate_alloc(&self, all, ARMS, 1), DIAG_OK);
    assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_OK);
    assert_int_equal(watcher.calls, ROWS * ARMS);
    replicate_free(&self);
}

static void a_failure_beyond_what_is_done_is_forgotten(void **state)
{
    (void)state;
    struct replicate self;
    struct watcher watcher = {.stop_at = 4}; /* the second row is begun, and has failed, but is not whole */
    const struct replicate_how how = {
        .threads = 1, .progress = watch, .context = &watcher, .interrupted = &watcher.stop};
    fault.arm = 0;
    fault.one = 2;
    assert_int_equal(replicate_alloc(&self, all, ARMS, 1), DIAG_OK);
    assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_INTERRUPTED);
    assert_int_equal(self.done, 1);
    assert_int_equal(self.failure_count, 0);
    watcher.stop = false;
    watcher.last = watcher.stop_at = 0;
    fault.arm = -1;
    assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_OK);
    assert_int_equal(self.failure_count, 0);
    assert_int_equal(self.failed[1], 0);
    assert_links(&self);
    replicate_free(&self);
}

/* A world that says it was stopped ends the work, also when nobody here was told to (a worker elsewhere was).
 */
static void a_replication_that_was_abandoned_is_not_there(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        struct replicate self;
        const struct replicate_how how = {.threads = threads};
        fault.arm = 1;
        fault.one = fault.other = 7;
        fault.code = DIAG_INTERRUPTED;
        assert_int_equal(replicate_alloc(&self, all, ARMS, 1), DIAG_OK);
        assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_INTERRUPTED);
        assert_int_equal(self.done, 6);
        assert_int_equal(self.failure_count, 0);
        assert_links(&self);
        fault.arm = -1;
        assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_OK);
        assert_int_equal(self.done, ROWS);
        assert_values(&self);
        assert_links(&self);
        replicate_free(&self);
    }
}

/* Without this the test does not end. */
static void replications_under_way_are_abandoned_when_it_is_asked(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        struct replicate self;
        atomic_bool stop = false;
        const struct replicate_how how = {.threads = threads, .interrupted = &stop};
        fault.tells = &stop;
        fault.one = 5;
        assert_int_equal(replicate_alloc(&self, all, ARMS, 1), DIAG_OK);
        assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_INTERRUPTED);
        assert_int_equal(deaf, 0);
        assert_int_equal(self.done, 4);
        assert_int_equal(self.failure_count, 0);
        assert_values(&self);
        assert_links(&self);
        replicate_free(&self);
    }
}

/* Without memory there is no answer, and none that says otherwise; what fails in itself is told, and others
 * go on. */
static void a_search_for_a_budget_that_ran_out_of_memory_has_no_answer(void **state)
{
    const struct replicate_how how = {.threads = 1};
    struct replicate replicate;
    struct scenario base;
    struct budget budget;
    struct diag diag;
    (void)state;
    diag_init(&diag);
    assert_int_equal(scenario_load(&base, ZUTUAN_SOURCE "/scenarios/solo.cfg", NULL, NULL, 0, &diag),
                     DIAG_OK);
    base.params.providers.count = 0;
    const struct scenario *const two[] = {&base, &scenarios[1]};
    assert_int_equal(replicate_alloc(&replicate, two, 2, 7), DIAG_OK);
    assert_int_equal(replicate_extend(&replicate, 4, &how), DIAG_OK);
    fault.arm = 0;
    fault.one = 2;
    fault.code = DIAG_MEMORY;
    assert_int_equal(budget_solve(&budget, &replicate, 0, 1, &how, &diag), DIAG_MEMORY);
    assert_int_equal(diag.count, 0);
    fault.code = DIAG_INTERNAL;
    assert_int_equal(budget_solve(&budget, &replicate, 0, 1, &how, &diag), DIAG_INVALID);
    assert_int_equal(diag.count, 1);
    assert_non_null(strstr(diag.items[0].text, "2 are accounted for"));
    replicate_free(&replicate);
    scenario_free(&base);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(referrals_are_summed_and_sorted, prepare, check_worlds),
        cmocka_unit_test_setup_teardown(thousands_of_replications_are_as_few, prepare, check_worlds),
        cmocka_unit_test_setup_teardown(a_failed_replication_counts_in_no_arm_and_the_others_in_all, prepare,
                                        check_worlds),
        cmocka_unit_test_setup_teardown(a_replication_without_memory_is_named_so, prepare, check_worlds),
        cmocka_unit_test_setup_teardown(a_search_for_a_budget_that_ran_out_of_memory_has_no_answer, prepare,
                                        check_worlds),
        cmocka_unit_test_setup_teardown(worlds_that_cannot_be_had_are_an_error_that_leaves_what_was_done,
                                        prepare, check_worlds),
        cmocka_unit_test_setup_teardown(progress_is_told_by_one_thread_at_a_time, prepare, check_worlds),
        cmocka_unit_test_setup_teardown(a_failure_beyond_what_is_done_is_forgotten, prepare, check_worlds),
        cmocka_unit_test_setup_teardown(a_replication_that_was_abandoned_is_not_there, prepare, check_worlds),
        cmocka_unit_test_setup_teardown(replications_under_way_are_abandoned_when_it_is_asked, prepare,
                                        check_worlds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
