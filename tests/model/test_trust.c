/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trust returns to where it began, gains a part of what is missing, and loses a part of what there is. */
#include "fixture.h"
#include "trust.h"

static struct world *make_world(double start)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 2);

    params.trust.start = start;
    params.trust.memory = 200.0;
    params.trust.gain = 0.1;
    params.trust.loss = 0.2;
    params.support.staff = 0; /* no coordination, no gain */
    return fixture_world(&params);
}

static void trust_returns_to_its_start(void **state)
{
    struct world *const world = make_world(0.4);

    (void)state;
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.4);
    world->clusters[0].trust = 0.9;
    fixture_move(world, 50.0);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.4 + 0.5 * exp(-50.0 / 200.0));
    world->clusters[0].trust = 0.1;
    fixture_move(world, 150.0);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.4 - 0.3 * exp(-100.0 / 200.0));
    world_free(world);
}

static void a_gain_covers_a_part_of_the_distance_to_one(void **state)
{
    struct world *const world = make_world(0.4);

    (void)state;
    trust_gain(world, &world->clusters[0], 1.0);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.4 + 0.1 * 0.6);
    trust_gain(world, &world->clusters[0], 0.1);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.46 + 0.01 * 0.54);
    world->clusters[0].trust = 1.0;
    trust_gain(world, &world->clusters[0], 1.0);
    assert_true(trust_now(world, &world->clusters[0]) == 1.0);
    world_free(world);
}

static void a_loss_takes_a_part_of_what_there_is(void **state)
{
    struct world *const world = make_world(0.4);

    (void)state;
    trust_lose(world, &world->clusters[0], 1.0);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.4 * 0.8);
    trust_lose(world, &world->clusters[0], 0.1);
    fixture_assert_same(trust_now(world, &world->clusters[0]), 0.32 * 0.98);
    world_free(world);
}

static void gains_and_losses_come_on_top_of_what_has_decayed(void **state)
{
    struct world *const world = make_world(0.4);

    (void)state;
    world->clusters[0].trust = 0.9;
    fixture_move(world, 50.0);
    trust_gain(world, &world->clusters[0], 1.0);
    fixture_assert_same(world->clusters[0].trust, 1.0 - 0.9 * (1.0 - (0.4 + 0.5 * exp(-0.25))));
    fixture_move(world, 100.0);
    trust_lose(world, &world->clusters[0], 1.0);
    fixture_assert_same(world->clusters[0].trust,
                        0.8 * (0.4 + ((1.0 - 0.9 * (0.6 - 0.5 * exp(-0.25))) - 0.4) * exp(-0.25)));
    world_free(world);
}

static void trust_is_at_its_start_when_the_cluster_begins(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 2);
    double m[OUTCOME_MEASURES];
    struct world *world;

    (void)state;
    params.programme.launch = 50.0;
    params.programme.horizon = 52.0;
    params.trust.start = 0.3;
    world = fixture_world(&params);
    world->clusters[0].trust = 0.9; /* nobody's yet */
    assert_int_equal(world_run(world), DIAG_OK);
    world_measures(world, m);
    fixture_assert_same(m[OUTCOME_TRUST], 0.3);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trust_returns_to_its_start),
        cmocka_unit_test(a_gain_covers_a_part_of_the_distance_to_one),
        cmocka_unit_test(a_loss_takes_a_part_of_what_there_is),
        cmocka_unit_test(gains_and_losses_come_on_top_of_what_has_decayed),
        cmocka_unit_test(trust_is_at_its_start_when_the_cluster_begins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
