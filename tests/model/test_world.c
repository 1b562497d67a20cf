/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A world depends on (params, seed, replication) and on nothing it did before, beside, or under watch. */
#include "fixture.h"

#include <limits.h>

/* All that a replication leaves behind. Free with result_free. */
struct result {
    double measures[OUTCOME_MEASURES];
    double *series; /* owned */
    size_t series_bytes;
    struct world_link *links; /* owned */
    size_t link_count;
    uint64_t events;
};

static struct result result_of(struct world *world)
{
    struct result r = {.events = world_events(world)};

    world_measures(world, r.measures);
    r.series_bytes = world_sample_count(&world->params) * OUTCOME_SERIES_COUNT * sizeof(double);
    r.series = malloc(r.series_bytes);
    r.link_count = world_links(world, NULL, 0);
    r.links = calloc(r.link_count + 1, sizeof *r.links);
    assert_true(r.series != NULL && r.links != NULL);
    memcpy(r.series, world_series(world), r.series_bytes);
    assert_int_equal(world_links(world, r.links, r.link_count), r.link_count);
    return r;
}

static void result_free(struct result *self)
{
    free(self->series);
    free(self->links);
}

static bool same_result(const struct result *a, const struct result *b)
{
    return memcmp(a->measures, b->measures, sizeof a->measures) == 0 && a->series_bytes == b->series_bytes &&
           memcmp(a->series, b->series, a->series_bytes) == 0 && a->link_count == b->link_count &&
           memcmp(a->links, b->links, a->link_count * sizeof *a->links) == 0 && a->events == b->events;
}

static struct params lively(void)
{
    struct params params;

    params_defaults(&params);
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.programme.horizon = 400.0;
    params.programme.launch = 150.0; /* some stop before */
    params.demand.rate = 0.65;
    params.demand.shock = 0.2;
    params.purchase.exit_hazard = 0.2;
    params.training.gate = PARAMS_GATE_BUILD_THEN_BUY;
    params.training.gate_capability = 0.3;
    return params;
}

static struct world *fresh(const struct params *params)
{
    struct world *world;

    assert_int_equal(world_alloc(&world, params), DIAG_OK);
    return world;
}

static void a_used_world_repeats_what_a_fresh_one_does(void **state)
{
    const struct params params = lively();
    struct world *const used = fresh(&params);

    (void)state;
    fixture_run(used, 99, 3);
    fixture_run(used, FIXTURE_SEED, 4);
    for (uint32_t replication = 0; replication < 4; replication++) {
        struct world *const world = fresh(&params);
        struct result a, b;

        fixture_run(world, FIXTURE_SEED, replication);
        fixture_run(used, FIXTURE_SEED, replication);
        a = result_of(world);
        b = result_of(used);
        assert_true(a.link_count > 20);
        assert_true(same_result(&a, &b));
        result_free(&a);
        result_free(&b);
        world_free(world);
    }
    world_free(used);
}

static void a_run_given_up_half_way_leaves_no_trace(void **state)
{
    const struct params params = lively();
    struct world *const used = fresh(&params), *const world = fresh(&params);
    struct result a, b;

    (void)state;
    world_reset(used, FIXTURE_SEED, 7);
    fixture_move(used, 200.0);
    fixture_run(used, FIXTURE_SEED, 1);
    fixture_run(world, FIXTURE_SEED, 1);
    a = result_of(world);
    b = result_of(used);
    assert_true(same_result(&a, &b));
    result_free(&a);
    result_free(&b);
    world_free(used);
    world_free(world);
}

static void another_seed_or_replication_is_another_run(void **state)
{
    const struct params params = lively();
    struct world *const world = fresh(&params);
    struct result a, b, c;

    (void)state;
    fixture_run(world, FIXTURE_SEED, 1);
    a = result_of(world);
    fixture_run(world, FIXTURE_SEED, 2);
    b = result_of(world);
    fixture_run(world, FIXTURE_SEED + 1, 1);
    c = result_of(world);
    assert_false(same_result(&a, &b) || same_result(&a, &c) || same_result(&b, &c));
    result_free(&a);
    result_free(&b);
    result_free(&c);
    world_free(world);
}

/* Day by day in turn, and each alone. */
static void two_worlds_side_by_side_do_not_touch(void **state)
{
    const struct params params = lively();
    struct params other = params;
    struct world *worlds[2], *alone[2];

    (void)state;
    other.cluster.form = PARAMS_FORM_SOLO;
    for (int k = 0; k < 2; k++) {
        worlds[k] = fresh(k == 0 ? &params : &other);
        alone[k] = fresh(k == 0 ? &params : &other);
        world_reset(worlds[k], FIXTURE_SEED, 1);
        world_reset(alone[k], FIXTURE_SEED, 1);
        for (int day = 0; day <= 400; day++)
            fixture_move(alone[k], day);
    }
    for (int day = 0; day <= 400; day++) {
        fixture_move(worlds[0], day);
        fixture_move(worlds[1], day);
    }
    for (int k = 0; k < 2; k++) {
        struct result a = result_of(worlds[k]), b = result_of(alone[k]);
        assert_true(same_result(&a, &b));
        result_free(&a);
        result_free(&b);
        world_free(worlds[k]);
        world_free(alone[k]);
    }
}

static void watching_changes_nothing(void **state)
{
    const struct params params = lively();
    struct world *const watched = fresh(&params), *const world = fresh(&params);
    struct fixture_log log = {0};
    struct result a, b;

    (void)state;
    world_observe(watched, fixture_log_add, &log);
    fixture_run(watched, FIXTURE_SEED, 1);
    fixture_run(world, FIXTURE_SEED, 1);
    a = result_of(watched);
    b = result_of(world);
    assert_true(log.count > 10000);
    assert_true(same_result(&a, &b));
    result_free(&a);
    result_free(&b);
    fixture_log_free(&log);
    world_free(watched);
    world_free(world);
}

/* A debug build looks after every event; it must do what a release does. */
static void verifying_changes_nothing(void **state)
{
    const struct params params = lively();
    struct world *const verified = fresh(&params), *const world = fresh(&params);
    struct result a, b;

    (void)state;
    world_reset(verified, FIXTURE_SEED, 1);
    world_reset(world, FIXTURE_SEED, 1);
    for (int day = 0; day <= 400; day++) {
        fixture_move(verified, day);
        fixture_move(world, day);
        assert_int_equal(world_verify(verified), DIAG_OK);
    }
    a = result_of(verified);
    b = result_of(world);
    assert_true(same_result(&a, &b));
    result_free(&a);
    result_free(&b);
    world_free(verified);
    world_free(world);
}

/* Thousands wait for ever: the pools and the calendar grow many times over in the first run, and not in the
 * second. */
static void growing_memory_does_not_change_results(void **state)
{
    struct params params;
    struct world *world;
    struct result a, b;
    size_t bytes;

    (void)state;
    params_defaults(&params);
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.programme.horizon = 120.0;
    params.providers.count = 8;
    params.demand.rate = 5.0;
    params.demand.patience = INFINITY;
    params.support.staff = 0; /* so that tasks wait, too */
    params.monitoring.callback = 1.0;
    world = fresh(&params);
    bytes = world_bytes(world);
    assert_int_equal(world->request_pool.capacity, 0);
    world_reset(world, FIXTURE_SEED, 1);
    fixture_move(world, 120.0);
    a = result_of(world);
    assert_true(world->request_pool.capacity >= 4096 && world->task_pool.capacity >= 512);
    assert_true(world_bytes(world) > bytes + 4096 * sizeof(struct request));
    bytes = world_bytes(world);
    world_reset(world, FIXTURE_SEED, 1);
    fixture_move(world, 120.0);
    b = result_of(world);
    assert_int_equal(world_bytes(world), bytes);
    assert_true(same_result(&a, &b));
    assert_int_equal(world_verify(world), DIAG_OK);
    result_free(&a);
    result_free(&b);
    world_free(world);
}

struct asking {
    int times, most;
};

static bool enough(void *context)
{
    struct asking *const self = context;

    return ++self->times >= self->most;
}

/* Whoever is asked whether to go on is asked that often; a run that was abandoned leaves nothing behind. */
static void a_run_can_be_abandoned(void **state)
{
    const struct params params = lively();
    struct world *const world = fresh(&params), *const calm = fresh(&params);
    struct asking asking = {.most = INT_MAX};
    struct result a, b;

    (void)state;
    fixture_run(calm, FIXTURE_SEED, 3);
    assert_true(world_events(calm) > 3 * WORLD_STOP_EVENTS);
    world_heed(world, enough, &asking);
    fixture_run(world, FIXTURE_SEED, 3);
    assert_int_equal(asking.times, world_events(calm) / WORLD_STOP_EVENTS);
    asking = (struct asking){.most = 2};
    world_reset(world, FIXTURE_SEED, 4);
    assert_int_equal(world_run(world), DIAG_INTERRUPTED);
    assert_int_equal(world_events(world), 2 * WORLD_STOP_EVENTS);
    world_heed(world, NULL, NULL);
    fixture_run(world, FIXTURE_SEED, 3);
    a = result_of(world);
    b = result_of(calm);
    assert_true(same_result(&a, &b));
    result_free(&a);
    result_free(&b);
    world_free(world);
    world_free(calm);
}

/* Also where the caller has room for a part of them, and whatever the world did before. */
static void links_come_sorted_by_pair(void **state)
{
    const struct params params = lively();
    struct world *const world = fresh(&params);
    struct world_link all[240], few[10];
    size_t count;

    (void)state;
    fixture_run(world, FIXTURE_SEED, 1);
    count = world_links(world, all, 240);
    assert_true(count > 20 && count <= 240);
    for (size_t k = 1; k < count; k++)
        assert_true(all[k - 1].from < all[k].from ||
                    (all[k - 1].from == all[k].from && all[k - 1].to < all[k].to));
    assert_int_equal(world_links(world, few, 10), count);
    assert_memory_equal(few, all, sizeof few);
    world_free(world);
}

static void freeing_no_world_does_nothing(void **state)
{
    (void)state;
    world_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_used_world_repeats_what_a_fresh_one_does),
        cmocka_unit_test(a_run_given_up_half_way_leaves_no_trace),
        cmocka_unit_test(another_seed_or_replication_is_another_run),
        cmocka_unit_test(two_worlds_side_by_side_do_not_touch),
        cmocka_unit_test(watching_changes_nothing),
        cmocka_unit_test(verifying_changes_nothing),
        cmocka_unit_test(a_run_can_be_abandoned),
        cmocka_unit_test(growing_memory_does_not_change_results),
        cmocka_unit_test(links_come_sorted_by_pair),
        cmocka_unit_test(freeing_no_world_does_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
