/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Common random numbers: two arms face the same people, and a cluster that does nothing is solo to the last
 * bit. */
#include "fixture.h"

/* What a request is when it arrives. */
struct arrival {
    double time, deadline, work, u_deficient, u_engage, u_callback, u_hotline;
    uint32_t home, people, group, type, purchased;
};

struct arrivals {
    struct world *world;   /* borrowed */
    struct arrival *items; /* owned */
    size_t count, capacity;
};

static void note_arrival(void *context, const struct world_notice *notice)
{
    struct arrivals *const self = context;
    const struct request *r;

    if (!fixture_is(notice, "request_arrives"))
        return;
    if (self->count == self->capacity) {
        self->capacity = self->capacity == 0 ? 1024 : 2 * self->capacity;
        self->items = realloc(self->items, self->capacity * sizeof *self->items);
        assert_non_null(self->items);
    }
    r = &self->world->requests[self->world->current];
    assert_true(r->number == notice->request && r->home == notice->actor && r->people == notice->value);
    self->items[self->count++] = (struct arrival){.time = notice->time,
                                                  .deadline = r->deadline,
                                                  .work = r->work,
                                                  .u_deficient = r->u_deficient,
                                                  .u_engage = r->u_engage,
                                                  .u_callback = r->u_callback,
                                                  .u_hotline = r->u_hotline,
                                                  .home = r->home,
                                                  .people = r->people,
                                                  .group = r->group,
                                                  .type = r->type,
                                                  .purchased = r->purchased};
}

static struct arrivals arrivals_of(const struct params *params, uint32_t replication)
{
    struct arrivals list = {0};

    assert_int_equal(world_alloc(&list.world, params), DIAG_OK);
    world_observe(list.world, note_arrival, &list);
    fixture_run(list.world, FIXTURE_SEED, replication);
    world_free(list.world);
    return list;
}

static bool same_arrival(const struct arrival *a, const struct arrival *b)
{
    return a->time == b->time && a->deadline == b->deadline && a->work == b->work &&
           a->u_deficient == b->u_deficient && a->u_engage == b->u_engage && a->u_callback == b->u_callback &&
           a->u_hotline == b->u_hotline && a->home == b->home && a->people == b->people &&
           a->group == b->group && a->type == b->type && a->purchased == b->purchased;
}

/* A city with shocks, several types, and providers that stop. */
static struct params lively(enum params_form form)
{
    struct params params;

    params_defaults(&params);
    params.cluster.form = (int)form;
    params.programme.horizon = 730.0;
    params.demand.shock = 0.2;
    params.purchase.exit_hazard = 0.2;
    return params;
}

static void two_arms_face_the_same_people(void **state)
{
    struct params solo = lively(PARAMS_FORM_SOLO), cluster = lively(PARAMS_FORM_SUPPORT);
    struct arrivals a, b;

    (void)state;
    cluster.promotion.on = false;
    a = arrivals_of(&solo, 4);
    b = arrivals_of(&cluster, 4);
    assert_true(a.count > 4000);
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++)
        assert_true(same_arrival(&a.items[i], &b.items[i]));
    free(a.items);
    free(b.items);
}

/* Every request of solo is in the cluster's list, in order; what is in between is promotion's: at most 5 %
 * times the reach and trust of 16 members, on average about half of that. */
static void promotion_adds_requests_and_leaves_the_others_alone(void **state)
{
    const struct params solo = lively(PARAMS_FORM_SOLO), cluster = lively(PARAMS_FORM_SUPPORT);
    struct arrivals a = arrivals_of(&solo, 4), b = arrivals_of(&cluster, 4);
    size_t found = 0;

    (void)state;
    for (size_t i = 0; i < b.count && found < a.count; i++)
        found += same_arrival(&a.items[found], &b.items[i]);
    assert_int_equal(found, a.count);
    assert_true(b.count > a.count && (double)b.count < 1.05 * (double)a.count);
    free(a.items);
    free(b.items);
}

static void replications_face_different_people(void **state)
{
    const struct params solo = lively(PARAMS_FORM_SOLO);
    struct arrivals a = arrivals_of(&solo, 4), b = arrivals_of(&solo, 5);

    (void)state;
    for (size_t i = 0; i < a.count && i < b.count; i++)
        assert_true(a.items[i].time != b.items[i].time && a.items[i].work != b.items[i].work);
    free(a.items);
    free(b.items);
}

/* A cluster with the coordination's price gone and every mechanism off; officers enough that nothing waits.
 */
static struct params idle_cluster(double launch)
{
    struct params params = lively(PARAMS_FORM_SUPPORT);

    params.programme.launch = launch;
    params.referral.on = params.training.on = params.exchange.on = false;
    params.monitoring.on = params.promotion.on = false;
    params.support.coordination_hours = params.support.link_hours = 0.0;
    params.cluster.member_hours = 0.0;
    params.trust.norm = params.service.pooled = 0.0;
    params.oversight.cluster_visits = params.oversight.solo_visits;
    params.oversight.cluster_instructions = params.oversight.solo_instructions;
    params.steering.on = params.branch.on = false;
    params.government.officers = 1000;
    return params;
}

/* Steps by hand: what a debug build looks at after every event would settle the states at other instants. */
static struct fixture_log history_of(const struct params *params)
{
    struct fixture_log log = {0};
    struct world *world;

    assert_int_equal(world_alloc(&world, params), DIAG_OK);
    world_observe(world, fixture_log_add, &log);
    world_reset(world, FIXTURE_SEED, 9);
    fixture_move(world, params->programme.horizon);
    world_free(world);
    return log;
}

static bool same_notice(const struct world_notice *a, const struct world_notice *b)
{
    return a->time == b->time && strcmp(a->activity, b->activity) == 0 && strcmp(a->detail, b->detail) == 0 &&
           a->actor == b->actor && a->other == b->other &&
           (a->value == b->value || (isnan(a->value) && isnan(b->value)));
}

/* Joining is what a cluster alone does. */
static bool concerns(const struct world_notice *notice, uint32_t providers)
{
    return notice->actor < providers && !fixture_is(notice, "member_joins");
}

/* Of what concerns requests and duties of providers below `providers`; numbers of requests only where
 * `numbers`. */
static void assert_same_history(const struct fixture_log *a, const struct fixture_log *b, uint32_t providers,
                                bool numbers)
{
    size_t i = 0, j = 0, compared = 0;

    for (;; i++, j++) {
        while (i < a->count && !concerns(&a->items[i], providers))
            i++;
        while (j < b->count && !concerns(&b->items[j], providers))
            j++;
        if (i == a->count || j == b->count)
            break;
        if (!same_notice(&a->items[i], &b->items[j]) ||
            (numbers && a->items[i].request != b->items[j].request))
            fail_msg("%s by %u at %.17g (%.17g) differs from %s by %u at %.17g (%.17g)", a->items[i].activity,
                     a->items[i].actor, a->items[i].time, a->items[i].value, b->items[j].activity,
                     b->items[j].actor, b->items[j].time, b->items[j].value);
        compared++;
    }
    assert_true(i == a->count && j == b->count);
    assert_true(compared > 10000);
}

static void check_idle_cluster(const struct params *cluster)
{
    struct params solo = *cluster;
    struct fixture_log a, b;

    solo.cluster.form = PARAMS_FORM_SOLO;
    a = history_of(&solo);
    b = history_of(cluster);
    assert_int_equal(fixture_count(&b, "cluster_launches", NULL), 1);
    assert_same_history(&a, &b, WORLD_LAST_HUB, true);
    fixture_log_free(&a);
    fixture_log_free(&b);
}

static void a_cluster_that_does_nothing_is_solo_when_launched_at_once(void **state)
{
    const struct params cluster = idle_cluster(0.0);

    (void)state;
    check_idle_cluster(&cluster);
}

static void a_cluster_that_does_nothing_is_solo_when_launched_on_day_15(void **state)
{
    const struct params cluster = idle_cluster(15.0);

    (void)state;
    check_idle_cluster(&cluster);
}

/* With few officers, too, if the cluster gives them the same work. */
static void a_cluster_that_does_nothing_is_solo_to_few_officers(void **state)
{
    struct params cluster = idle_cluster(0.0);

    (void)state;
    cluster.government.officers = 1;
    cluster.government.contract_hours = cluster.government.framework_hours = cluster.government.annex_hours =
        0.0;
    check_idle_cluster(&cluster);
}

/* And each of the switches makes a difference, so that the tests above look at something. */
static void a_cluster_that_does_anything_is_not_solo(void **state)
{
    (void)state;
    for (int k = 0; k < 5; k++) {
        struct params cluster = idle_cluster(0.0), idle = idle_cluster(0.0);
        bool *const switches[5] = {&cluster.referral.on, &cluster.training.on, &cluster.exchange.on,
                                   &cluster.monitoring.on, &cluster.promotion.on};
        struct fixture_log a = history_of(&idle), b;
        bool differs;

        *switches[k] = true;
        b = history_of(&cluster);
        differs = a.count != b.count;
        for (size_t i = 0; !differs && i < a.count; i++)
            differs = !same_notice(&a.items[i], &b.items[i]);
        assert_true(differs);
        fixture_log_free(&a);
        fixture_log_free(&b);
    }
}

static void one_provider_more_leaves_the_others_alone(void **state)
{
    struct params sixteen = lively(PARAMS_FORM_SOLO), seventeen;
    struct fixture_log a, b;

    (void)state;
    sixteen.government.officers = 1000; /* whom all share */
    sixteen.partners.chance = 0.0;      /* who finds a partner is drawn from all */
    seventeen = sixteen;
    seventeen.providers.count = 17;
    a = history_of(&sixteen);
    b = history_of(&seventeen);
    assert_same_history(&a, &b, 16, false);
    fixture_log_free(&a);
    fixture_log_free(&b);
}

/* From LARGE_CITY (512) providers on, world_run looks ahead for what it will need from memory, which must
 * change nothing. Where every event is followed by a look at everything, states are settled at other
 * instants. */
static void a_city_large_enough_to_look_ahead_is_as_a_smaller_one(void **state)
{
    (void)state;
#ifdef ZUTUAN_VERIFY_EVENTS
    skip();
#else
    struct params params = lively(PARAMS_FORM_SOLO);
    struct fixture_log logs[2] = {{0}, {0}};
    params.programme.horizon = 60.0;
    params.government.officers = 100000;
    params.partners.chance = 0.0;
    for (int i = 0; i < 2; i++) {
        struct world *world;
        params.providers.count = 511 + i;
        assert_int_equal(world_alloc(&world, &params), DIAG_OK);
        world_observe(world, fixture_log_add, &logs[i]);
        world_reset(world, FIXTURE_SEED, 9);
        assert_int_equal(world_run(world), DIAG_OK);
        world_free(world);
    }
    assert_same_history(&logs[0], &logs[1], 511, false);
    fixture_log_free(&logs[0]);
    fixture_log_free(&logs[1]);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_arms_face_the_same_people),
        cmocka_unit_test(promotion_adds_requests_and_leaves_the_others_alone),
        cmocka_unit_test(replications_face_different_people),
        cmocka_unit_test(a_cluster_that_does_nothing_is_solo_when_launched_at_once),
        cmocka_unit_test(a_cluster_that_does_nothing_is_solo_when_launched_on_day_15),
        cmocka_unit_test(a_cluster_that_does_nothing_is_solo_to_few_officers),
        cmocka_unit_test(a_cluster_that_does_anything_is_not_solo),
        cmocka_unit_test(one_provider_more_leaves_the_others_alone),
        cmocka_unit_test(a_city_large_enough_to_look_ahead_is_as_a_smaller_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
