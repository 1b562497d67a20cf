/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replications of the real model: the same bytes whatever the threads, the order and the interruptions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "arms.h"
#include "zutuan/experiment/replicate.h"

enum { ARMS = 2, ROWS = 12, SEED = 5 };

static struct scenario scenarios[ARMS];
static const struct scenario *const both[ARMS] = {&scenarios[0], &scenarios[1]};
static const struct replicate_how one_thread = {.threads = 1};

/* Short enough to be run a few hundred times, crowded enough to refer requests. */
static int load(void **state)
{
    static const char *const names[ARMS] = {"solo", "16+1"};
    static const char *const overrides[] = {"programme.horizon=100", "providers.count=6", "demand.rate=0.9",
                                            "referral.threshold=1", "referral.gap=1"};
    (void)state;
    return arms_load(scenarios, names, ARMS, overrides, 5);
}

static int unload(void **state)
{
    (void)state;
    return arms_free(scenarios, ARMS);
}

static void run(struct replicate *self, size_t replications, int threads)
{
    const struct replicate_how how = {.threads = threads};
    assert_int_equal(replicate_alloc(self, both, ARMS, SEED), DIAG_OK);
    assert_int_equal(replicate_extend(self, replications, &how), DIAG_OK);
}

static void assert_same_arm(const struct replicate_arm *a, const struct replicate_arm *b, size_t rows)
{
    assert_int_equal(a->samples, b->samples);
    assert_memory_equal(a->measures, b->measures, rows * OUTCOME_MEASURES * sizeof(double));
    assert_memory_equal(a->series, b->series, rows * a->samples * OUTCOME_SERIES_COUNT * sizeof(double));
    assert_int_equal(a->link_count, b->link_count);
    if (a->link_count > 0)
        assert_memory_equal(a->links, b->links, a->link_count * sizeof *a->links);
}

static void assert_same(const struct replicate *a, const struct replicate *b)
{
    assert_int_equal(a->done, b->done);
    assert_int_equal(a->arm_count, b->arm_count);
    assert_int_equal(a->failure_count, 0);
    assert_int_equal(b->failure_count, 0);
    for (size_t arm = 0; arm < a->arm_count; arm++)
        assert_same_arm(&a->arms[arm], &b->arms[arm], a->done);
}

static void a_row_is_the_replication_of_its_number(void **state)
{
    (void)state;
    struct replicate self;
    run(&self, 3, 1);
    for (size_t row = 0; row < 3; row++) {
        struct world *world;
        double measures[OUTCOME_MEASURES];
        assert_int_equal(world_alloc(&world, &scenarios[1].params), DIAG_OK);
        world_reset(world, SEED, (uint32_t)row + 1);
        assert_int_equal(world_run(world), DIAG_OK);
        world_measures(world, measures);
        assert_memory_equal(measures, &self.arms[1].measures[row * OUTCOME_MEASURES], sizeof measures);
        world_free(world);
    }
    assert_true(self.arms[1].measures[0] != self.arms[1].measures[OUTCOME_MEASURES]);
    replicate_free(&self);
}

static void any_number_of_threads_gives_the_same_bytes(void **state)
{
    (void)state;
    struct replicate one, many;
    run(&one, ROWS, 1);
    assert_true(one.arms[1].link_count > 0);
    for (int threads = 2; threads <= 3; threads++) {
        run(&many, ROWS, threads);
        assert_same(&one, &many);
        replicate_free(&many);
    }
    replicate_free(&one);
}

static void five_and_then_the_rest_are_as_all_at_once(void **state)
{
    (void)state;
    struct replicate once, twice;
    run(&once, ROWS, 2);
    run(&twice, 5, 2);
    assert_int_equal(twice.done, 5);
    assert_int_equal(replicate_extend(&twice, ROWS, &one_thread), DIAG_OK);
    assert_same(&once, &twice);
    assert_int_equal(replicate_extend(&twice, 3, &one_thread), DIAG_OK); /* nothing to do */
    assert_int_equal(twice.done, ROWS);
    replicate_free(&once);
    replicate_free(&twice);
}

struct stopper {
    size_t after; /* cells */
    atomic_bool stop;
};

static void stop_after(void *context, size_t finished, size_t total)
{
    struct stopper *self = context;
    assert_true(finished <= total);
    if (finished >= self->after)
        self->stop = 1;
}

static void an_interruption_leaves_whole_replications_and_can_be_resumed(void **state)
{
    (void)state;
    struct replicate whole;
    run(&whole, ROWS, 1);
    for (int threads = 1; threads <= 3; threads++) {
        struct replicate stopped, prefix;
        struct stopper stopper = {.after = 7};
        const struct replicate_how how = {
            .threads = threads, .progress = stop_after, .context = &stopper, .interrupted = &stopper.stop};
        assert_int_equal(replicate_alloc(&stopped, both, ARMS, SEED), DIAG_OK);
        assert_int_equal(replicate_extend(&stopped, ROWS, &how), DIAG_INTERRUPTED);
        /* seven cells were there when it was asked for, and each other thread may have ended one more; a
         * thread that the machine left waiting may have had the first of them */
        assert_in_range(stopped.done, threads == 1 ? 3 : 0, (7 + (size_t)threads) / ARMS);
        run(&prefix, stopped.done, 1);
        assert_same(&stopped, &prefix);
        assert_int_equal(replicate_extend(&stopped, ROWS, &one_thread), DIAG_OK);
        assert_same(&stopped, &whole);
        replicate_free(&stopped);
        replicate_free(&prefix);
    }
    replicate_free(&whole);
}

static void work_that_is_stopped_before_it_begins_leaves_nothing(void **state)
{
    (void)state;
    struct replicate self;
    const atomic_bool stop = true;
    const struct replicate_how how = {.threads = 2, .interrupted = &stop};
    assert_int_equal(replicate_alloc(&self, both, ARMS, SEED), DIAG_OK);
    assert_int_equal(replicate_extend(&self, ROWS, &how), DIAG_INTERRUPTED);
    assert_int_equal(self.done, 0);
    replicate_free(&self);
}

static void arms_that_are_adopted_are_as_if_they_had_been_there(void **state)
{
    (void)state;
    struct replicate together, one, other;
    run(&together, 6, 1);
    assert_int_equal(replicate_alloc(&one, both, 1, SEED), DIAG_OK);
    assert_int_equal(replicate_alloc(&other, both + 1, 1, SEED), DIAG_OK);
    assert_int_equal(replicate_extend(&one, 4, &one_thread), DIAG_OK);
    assert_int_equal(replicate_extend(&other, 4, &one_thread), DIAG_OK);
    assert_int_equal(replicate_adopt(&one, &other), DIAG_OK);
    assert_int_equal(replicate_extend(&one, 6, &one_thread), DIAG_OK);
    assert_same(&one, &together);
    replicate_drop(&one, 1);
    assert_int_equal(one.arm_count, 1);
    assert_same_arm(&one.arms[0], &together.arms[0], 6);
    replicate_free(&one);
    replicate_free(&other);
    replicate_free(&together);
}

static void a_column_holds_a_measure_of_an_arm(void **state)
{
    (void)state;
    struct replicate self;
    double values[4];
    run(&self, 4, 1);
    assert_int_equal(replicate_column(&self, 1, OUTCOME_COST_TOTAL, values), 4);
    for (size_t row = 0; row < 4; row++)
        assert_true(values[row] == self.arms[1].measures[row * OUTCOME_MEASURES + OUTCOME_COST_TOTAL]);
    replicate_free(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_the_replication_of_its_number),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
        cmocka_unit_test(five_and_then_the_rest_are_as_all_at_once),
        cmocka_unit_test(an_interruption_leaves_whole_replications_and_can_be_resumed),
        cmocka_unit_test(work_that_is_stopped_before_it_begins_leaves_nothing),
        cmocka_unit_test(arms_that_are_adopted_are_as_if_they_had_been_there),
        cmocka_unit_test(a_column_holds_a_measure_of_an_arm),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
