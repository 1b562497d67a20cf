/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A design carried out: points are what runs of their own would give, whatever the rounds, blocks and
 * threads. */
#include "scenario_folder.h"

#include "zutuan/experiment/sweep.h"

#include <math.h>

#define SWEEPING(test) cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

#define SMALL "programme: { horizon = 60.0; launch = 5.0; }; providers: { count = 3; };\n"

/* 3 x 100 points: more than a block. */
static void load(struct design *design)
{
    struct diag diag;

    folder_write("solo.cfg", SMALL);
    folder_write("16+1.cfg", "extends = \"solo\";\ncluster: { form = \"support\"; };\n");
    folder_write("d.cfg", "base = \"solo\"; other = \"16+1\"; measure = \"people_served\";\n"
                          "factors = ( { key = \"demand.rate\"; values = [0.3, 0.6, 0.9]; },\n"
                          "{ key = \"support.staff\"; from = 1; to = 100; steps = 100; } );\n");
    diag_init(&diag);
    assert_int_equal(design_load(design, "d", NULL, NULL, 0, &diag), DIAG_OK);
    diag_free(&diag);
}

/* The estimate from a replicate of these two scenarios alone. */
static void estimate_alone(const struct design *design, size_t point, size_t replications,
                           struct estimate_pair *pair)
{
    struct scenario base, other;
    const struct scenario *const arms[] = {&base, &other};
    const struct replicate_how how = {.threads = 1};
    struct replicate replicate;
    double columns[3][64];

    base = other = (struct scenario){.name = ""};
    assert_int_equal(design_at(design, point, &design->base, &base), DIAG_OK);
    assert_int_equal(design_at(design, point, &design->other, &other), DIAG_OK);
    assert_int_equal(replicate_alloc(&replicate, arms, 2, 7), DIAG_OK);
    assert_int_equal(replicate_extend(&replicate, replications, &how), DIAG_OK);
    assert_int_equal(replicate_column(&replicate, 0, OUTCOME_PEOPLE_SERVED, columns[0]), replications);
    assert_int_equal(replicate_column(&replicate, 1, OUTCOME_PEOPLE_SERVED, columns[1]), replications);
    estimate_paired(pair, columns[0], columns[1], replications, 1, 0.9, columns[2]);
    replicate_free(&replicate);
    scenario_free(&base);
    scenario_free(&other);
}

static void a_point_is_what_its_two_scenarios_give_alone(void **state)
{
    enum { REPLICATIONS = 13 }; /* more than a round */
    const struct replicate_how one = {.threads = 1}, two = {.threads = 2};
    struct design design;
    struct sweep sweep, again;
    struct estimate_pair pair, same, alone;

    (void)state;
    load(&design);
    assert_int_equal(sweep_alloc(&sweep, &design, 7), DIAG_OK);
    assert_int_equal(sweep_alloc(&again, &design, 7), DIAG_OK);
    assert_int_equal(sweep_extend(&sweep, REPLICATIONS, &two), DIAG_OK);
    assert_int_equal(sweep_extend(&again, 1, &one), DIAG_OK);
    assert_int_equal(sweep_extend(&again, REPLICATIONS, &one), DIAG_OK);
    assert_int_equal(sweep_least(&sweep), REPLICATIONS);
    assert_int_equal(sweep.points, 300);
    for (size_t point = 0; point < sweep.points; point += 13) {
        assert_int_equal(sweep_done(&sweep, point), REPLICATIONS);
        assert_int_equal(sweep_pair(&sweep, point, OUTCOME_PEOPLE_SERVED, 0.9, &pair), DIAG_OK);
        assert_int_equal(sweep_pair(&again, point, OUTCOME_PEOPLE_SERVED, 0.9, &same), DIAG_OK);
        estimate_alone(&design, point, REPLICATIONS, &alone);
        assert_int_equal(pair.n, REPLICATIONS);
        assert_true(pair.base_mean == alone.base_mean && pair.other_mean == alone.other_mean);
        assert_true(pair.low == alone.low && pair.high == alone.high);
        assert_true(pair.low == same.low && pair.high == same.high);
    }
    sweep_free(&sweep);
    sweep_free(&again);
    sweep_free(&again);
    design_free(&design);
}

/* Solo does not see the hub's staff: one run for each rate in a block. */
static void equal_scenarios_of_a_block_are_run_once(void **state)
{
    struct design design;
    struct sweep sweep;

    (void)state;
    load(&design);
    assert_int_equal(sweep_alloc(&sweep, &design, 1), DIAG_OK);
    assert_int_equal(sweep.block_count, 2);
    assert_int_equal(sweep.arm_count, 300 + 3 + 1); /* the last rate is in both blocks */
    assert_int_equal(sweep.blocks[0].base[0], sweep.blocks[0].base[99]);
    assert_int_not_equal(sweep.blocks[0].base[0], sweep.blocks[0].base[100]);
    assert_int_equal(sweep_arm_point(&sweep.blocks[0], sweep.blocks[0].base[101]), 100);
    assert_int_equal(sweep_arm_point(&sweep.blocks[1], sweep.blocks[1].other[2]), SWEEP_BLOCK + 2);
    sweep_free(&sweep);
    design_free(&design);
}

struct watcher {
    size_t calls, last, total;
    size_t stop_at; /* finished runs, 0: never */
    atomic_bool stop;
    bool skipped; /* not asserted where it is seen: a test cannot leave a parallel region */
};

static void watch(void *context, size_t finished, size_t total)
{
    struct watcher *self = context;

    self->skipped = self->skipped || finished != self->last + 1;
    self->last = finished;
    self->total = total;
    self->calls++;
    if (finished == self->stop_at)
        self->stop = 1;
}

static void progress_counts_the_runs_of_all_points(void **state)
{
    struct watcher watcher = {.calls = 0};
    const struct replicate_how how = {.threads = 2, .progress = watch, .context = &watcher};
    struct design design;
    struct sweep sweep;

    (void)state;
    load(&design);
    assert_int_equal(sweep_alloc(&sweep, &design, 1), DIAG_OK);
    assert_int_equal(sweep_extend(&sweep, 11, &how), DIAG_OK);
    assert_false(watcher.skipped);
    assert_int_equal(watcher.calls, 11 * sweep.arm_count);
    assert_int_equal(watcher.total, 11 * sweep.arm_count);
    sweep_free(&sweep);
    design_free(&design);
}

static void what_is_finished_when_interrupted_is_kept_and_can_be_gone_on_with(void **state)
{
    enum { REPLICATIONS = 12 };
    struct watcher watcher = {.calls = 0};
    const struct replicate_how how = {
        .threads = 1, .progress = watch, .context = &watcher, .interrupted = &watcher.stop};
    struct design design;
    struct sweep sweep;
    struct estimate_pair pair, alone;

    (void)state;
    load(&design);
    assert_int_equal(sweep_alloc(&sweep, &design, 7), DIAG_OK);
    watcher.stop_at = SWEEP_ROUND * sweep.blocks[0].arm_count + 3 * sweep.blocks[1].arm_count;
    assert_int_equal(sweep_extend(&sweep, REPLICATIONS, &how), DIAG_INTERRUPTED);
    assert_int_equal(sweep_done(&sweep, 0), SWEEP_ROUND);
    assert_int_equal(sweep_done(&sweep, 299), 3);
    assert_int_equal(sweep_least(&sweep), 3);
    watcher.stop = 0;
    watcher.stop_at = watcher.last = 0;
    assert_int_equal(sweep_extend(&sweep, REPLICATIONS, &how), DIAG_OK);
    assert_int_equal(sweep_least(&sweep), REPLICATIONS);
    for (size_t point = 0; point < sweep.points; point += 299) {
        assert_int_equal(sweep_pair(&sweep, point, OUTCOME_PEOPLE_SERVED, 0.9, &pair), DIAG_OK);
        estimate_alone(&design, point, REPLICATIONS, &alone);
        assert_true(pair.low == alone.low && pair.high == alone.high);
    }
    sweep_free(&sweep);
    design_free(&design);
}

/* Block by block, closed after each number of replications, gives what all at once gives. */
static void what_is_too_large_to_hold_can_be_extended_too(void **state)
{
    struct design design;
    struct sweep sweep;
    struct watcher watcher = {.calls = 0};
    const struct replicate_how how = {.threads = 2, .progress = watch, .context = &watcher};
    struct estimate_pair pair, alone;

    (void)state;
    load(&design);
    assert_int_equal(sweep_alloc(&sweep, &design, 7), DIAG_OK);
    sweep.memory = 0;
    assert_int_equal(sweep_extend(&sweep, 3, &how), DIAG_OK);
    assert_non_null(sweep.blocks[0].kept);
    watcher.last = 0;
    assert_int_equal(sweep_extend(&sweep, 5, &how), DIAG_OK);
    assert_non_null(sweep.blocks[0].kept);
    assert_int_equal(watcher.last, 5 * sweep.arm_count);
    assert_int_equal(sweep_least(&sweep), 5);
    for (size_t point = 0; point < sweep.points; point += 299) {
        assert_int_equal(sweep_pair(&sweep, point, OUTCOME_PEOPLE_SERVED, 0.9, &pair), DIAG_OK);
        estimate_alone(&design, point, 5, &alone);
        assert_true(pair.n == 5 && pair.low == alone.low && pair.high == alone.high);
    }
    sweep_free(&sweep);
    design_free(&design);
}

/* Measures of two replications of a solo world, whatever the mechanisms that it has. */
static void measure_solo(const struct params *params, double *measures)
{
    struct world *world;

    assert_int_equal(world_alloc(&world, params), DIAG_OK);
    for (uint32_t r = 1; r <= 2; r++) {
        world_reset(world, 3, r);
        assert_int_equal(world_run(world), DIAG_OK);
        world_measures(world, measures + (r - 1) * OUTCOME_MEASURES);
    }
    world_free(world);
}

/* Solo cities in which something is different that a cluster could have to do with. */
static const char *const cities[] = {
    "",
    "monitoring: { solo_calls = true; };",
    "purchase: { calendar = \"annual\"; reinvest = 100000.0; };",
    "partners: { on = true; }; conference: { on = true; day = 100; };",
    "exit: { time = 100.0; }; membership: { on = true; founders = 2; };",
    "providers: { count = 6; off_type_efficiency = 0.0; }; macro: { clusters = 2; };",
    "training: { gate = \"build-then-buy\"; gate_capability = 0.3; };",
};

/* What makes it right to run a solo scenario once where only such parameters differ. */
static void what_concerns_clusters_only_leaves_a_solo_world_as_it_is(void **state)
{
    double expected[2 * OUTCOME_MEASURES], found[2 * OUTCOME_MEASURES];
    size_t count, checked = 0;
    const struct params_row *rows = params_rows(&count);

    (void)state;
    for (size_t city = 0; city < COUNT(cities); city++) {
        struct scenario scenario;
        struct diag diag;
        folder_write("x.cfg", cities[city]);
        diag_init(&diag);
        assert_int_equal(scenario_load(&scenario, "x", NULL, NULL, 0, &diag), DIAG_OK);
        scenario.params.programme.horizon = 200;
        measure_solo(&scenario.params, expected);
        for (size_t i = 0; i < count; i++) {
            if (!design_concerns_clusters(&rows[i]))
                continue;
            for (int end = 0; end < 2; end++, checked++) {
                struct params params = scenario.params;
                params_set(&params, &rows[i], end ? fmin(rows[i].maximum, 1e6) : rows[i].minimum);
                measure_solo(&params, found);
                assert_memory_equal(found, expected, sizeof found);
            }
        }
        scenario_free(&scenario);
        diag_free(&diag);
    }
    assert_true(checked > COUNT(cities) * 2 * 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SWEEPING(a_point_is_what_its_two_scenarios_give_alone),
        SWEEPING(equal_scenarios_of_a_block_are_run_once),
        SWEEPING(progress_counts_the_runs_of_all_points),
        SWEEPING(what_is_finished_when_interrupted_is_kept_and_can_be_gone_on_with),
        SWEEPING(what_is_too_large_to_hold_can_be_extended_too),
        SWEEPING(what_concerns_clusters_only_leaves_a_solo_world_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
