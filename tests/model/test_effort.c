/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Perceived oversight and intrusion, the effort (E13) that follows, and the weight of who looks. */
#include "effort.h"
#include "fixture.h"
#include "monitoring.h"
#include "purchase.h"

#define EFFORT_LEAST 0.3

static struct world *make_world(enum params_form form, double slack, double crowding)
{
    struct params params = fixture_quiet(form, 2);

    params.effort.slack = slack;
    params.effort.half = 6.0;
    params.effort.memory = 180.0;
    params.effort.crowding = crowding;
    params.effort.tolerance = 12.0;
    params.effort.visit_intrusion = 0.1;
    params.trust.norm = 0.25;
    params.trust.memory = 3650.0;
    params.monitoring.host_hours = 0.0;
    return fixture_world(&params);
}

static void perceive(struct world *world, double oversight, double intrusion)
{
    effort_settle(world, 0);
    world->providers[0].oversight = oversight;
    world->providers[0].intrusion = intrusion;
}

static void oversight_jumps_by_its_weight_and_decays(void **state)
{
    struct world *const world = make_world(PARAMS_FORM_SOLO, 0.2, 0.001);
    const struct provider *const p = &world->providers[0];
    const double jump = 365.0 / 180.0;

    (void)state;
    effort_oversee(world, 0, 1.0);
    fixture_assert_same(p->oversight, jump);
    assert_true(p->intrusion == 0.0);
    fixture_until(world, 90.0);
    effort_oversee(world, 0, 0.4);
    fixture_assert_same(p->oversight, jump * exp(-0.5) + 0.4 * jump);
    fixture_until(world, 270.0);
    effort_settle(world, 0);
    fixture_assert_same(p->oversight, (jump * exp(-0.5) + 0.4 * jump) * exp(-1.0));
    assert_true(world->providers[1].oversight == 0.0);
    world_free(world);
}

static void intrusion_jumps_by_its_weight_and_decays(void **state)
{
    struct world *const world = make_world(PARAMS_FORM_SOLO, 0.2, 0.001);
    const struct provider *const p = &world->providers[0];
    const double jump = 365.0 / 180.0;

    (void)state;
    effort_intrude(world, 0, 1.0);
    fixture_until(world, 45.0);
    effort_intrude(world, 0, 0.1);
    fixture_assert_same(p->intrusion, jump * exp(-0.25) + 0.1 * jump);
    assert_true(p->oversight == 0.0);
    world_free(world);
}

static void effort_rises_with_oversight(void **state)
{
    struct world *const world = make_world(PARAMS_FORM_SOLO, 0.2, 0.001);

    (void)state;
    perceive(world, 0.0, 0.0);
    fixture_assert_same(effort_now(world, 0), 0.8);
    perceive(world, 6.0, 0.0);
    fixture_assert_same(effort_now(world, 0), 1.0 - 0.2 * exp(-1.0));
    perceive(world, 12.0, 0.0);
    fixture_assert_same(effort_now(world, 0), 1.0 - 0.2 * exp(-2.0));
    world_free(world);
}

static void effort_falls_only_with_intrusion_beyond_tolerance(void **state)
{
    struct world *const world = make_world(PARAMS_FORM_SOLO, 0.2, 0.001);

    (void)state;
    perceive(world, 6.0, 12.0);
    fixture_assert_same(effort_now(world, 0), 1.0 - 0.2 * exp(-1.0));
    perceive(world, 6.0, 5.0);
    fixture_assert_same(effort_now(world, 0), 1.0 - 0.2 * exp(-1.0));
    perceive(world, 6.0, 112.0);
    fixture_assert_same(effort_now(world, 0), 1.0 - 0.2 * exp(-1.0) - 0.1);
    world_free(world);
}

static void effort_stays_between_its_ends(void **state)
{
    struct world *const lax = make_world(PARAMS_FORM_SOLO, 0.5, 0.005);
    struct world *const keen = make_world(PARAMS_FORM_SOLO, 0.0, 0.001);

    (void)state;
    perceive(lax, 0.0, 51.9); /* 1 - .5 - .005 * 39.9 = .3005 */
    fixture_assert_same(effort_now(lax, 0), 0.3005);
    perceive(lax, 0.0, 52.1);
    assert_true(effort_now(lax, 0) == EFFORT_LEAST);
    perceive(lax, 0.0, 1000.0);
    assert_true(effort_now(lax, 0) == EFFORT_LEAST);
    perceive(keen, 0.0, 0.0);
    assert_true(effort_now(keen, 0) == 1.0);
    world_free(lax);
    world_free(keen);
}

static void the_norm_of_trust_binds_members_only(void **state)
{
    struct world *const alone = make_world(PARAMS_FORM_SOLO, 0.2, 0.001);
    struct world *const member = make_world(PARAMS_FORM_SUPPORT, 0.2, 0.001);

    (void)state;
    alone->clusters[0].trust = member->clusters[0].trust = 0.8;
    perceive(alone, 6.0, 0.0);
    perceive(member, 6.0, 0.0);
    fixture_assert_same(effort_now(alone, 0), 1.0 - 0.2 * exp(-1.0));
    fixture_assert_same(effort_now(member, 0), 1.0 - 0.2 * (1.0 - 0.25 * 0.8) * exp(-1.0));
    world_free(alone);
    world_free(member);
}

static void familiarity_blunts_the_hub_s_oversight(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 1);
    const double jump = 365.0 / 180.0;
    struct world *world;

    (void)state;
    params.support.credibility = 1.2;
    params.support.capture = 0.5;
    params.trust.start = 0.6;
    world = fixture_world(&params);
    fixture_assert_same(effort_hub_weight(world, 0), 1.2 * (1.0 - 0.5 * 0.6));
    monitoring_on_visit(world, &(struct task){.kind = TASK_VISIT, .force = 0}, 0);
    fixture_assert_same(world->providers[0].oversight, 1.2 * 0.7 * jump);
    purchase_on_visit(world, &(struct task){.kind = TASK_GOVERNMENT_VISIT, .force = state_officers(world)},
                      0);
    fixture_assert_same(world->providers[0].oversight, 1.2 * 0.7 * jump + jump);
    fixture_assert_same(world->providers[0].intrusion, 2 * 0.1 * jump);
    purchase_on_instruction(world, &(struct task){.kind = TASK_INSTRUCTION, .force = state_officers(world)},
                            0);
    fixture_assert_same(world->providers[0].intrusion, 1.2 * jump);
    fixture_assert_same(world->providers[0].oversight, 1.2 * 0.7 * jump + jump);
    world_free(world);
}

static void providers_begin_at_the_mean_of_the_solo_regime(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 1);
    struct world *world;

    (void)state;
    params.programme.launch = 15.0;
    params.oversight.solo_visits = 3.0;
    params.oversight.cluster_visits = 7.0;
    params.oversight.solo_instructions = 2.0;
    params.oversight.cluster_instructions = 5.0;
    params.effort.visit_intrusion = 0.2;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    fixture_assert_same(world->providers[0].oversight, 3.0);
    fixture_assert_same(world->providers[0].intrusion, 12.0 * 2.0 + 0.2 * 3.0);
    world_free(world);
}

/* Call-backs by the officers are a part of the regime: rate * share * weight, here with every session served.
 */
static void calls_by_officers_are_part_of_that_mean(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 1);
    struct world *world;

    (void)state;
    params.oversight.solo_visits = 3.0;
    params.demand.rate = 0.5;
    params.monitoring.on = params.monitoring.solo_calls = true;
    params.monitoring.callback = 0.2;
    params.monitoring.callback_weight = 0.3;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    fixture_assert_same(world->providers[0].oversight, 3.0 + 0.5 * 365.0 * 0.2 * 0.3);
    world_free(world);
}

static void a_session_is_deficient_when_its_draw_exceeds_effort(void **state)
{
    struct world *const world = make_world(PARAMS_FORM_SOLO, 0.2, 0.001);
    double effort;
    uint32_t at, above;

    (void)state;
    perceive(world, 3.0, 30.0);
    effort = effort_now(world, 0);
    at = fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .u_deficient = effort});
    assert_false(world->requests[at].deficient);
    fixture_until(world, 2.0);
    perceive(world, 3.0, 30.0);
    above =
        fixture_arrives(world, 0, (struct fixture_ask){.work = 1.0, .u_deficient = nextafter(effort, 2.0)});
    assert_true(world->requests[above].deficient);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(oversight_jumps_by_its_weight_and_decays),
        cmocka_unit_test(intrusion_jumps_by_its_weight_and_decays),
        cmocka_unit_test(effort_rises_with_oversight),
        cmocka_unit_test(effort_falls_only_with_intrusion_beyond_tolerance),
        cmocka_unit_test(effort_stays_between_its_ends),
        cmocka_unit_test(the_norm_of_trust_binds_members_only),
        cmocka_unit_test(familiarity_blunts_the_hub_s_oversight),
        cmocka_unit_test(providers_begin_at_the_mean_of_the_solo_regime),
        cmocka_unit_test(calls_by_officers_are_part_of_that_mean),
        cmocka_unit_test(a_session_is_deficient_when_its_draw_exceeds_effort),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
