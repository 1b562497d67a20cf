/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each mechanism has a switch, which takes away what is the mechanism's and nothing else. */
#include "fixture.h"
#include "knowledge.h"

struct arm {
    struct params params;
    struct fixture_log log;
    double measures[OUTCOME_MEASURES];
    double start[16], knowledge[16]; /* of each provider, at day 0 and at the end */
};

static struct params cluster(void)
{
    struct params params;

    params_defaults(&params);
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.programme.horizon = 500.0;
    params.demand.rate = 0.6;
    params.purchase.exit_hazard = 0.0;
    params.steering.on = params.branch.on = false;
    params.promotion.on = false; /* it depends on trust, which everything moves */
    return params;
}

static void run(struct arm *self, const struct params *params)
{
    struct world *world;

    *self = (struct arm){.params = *params};
    assert_int_equal(world_alloc(&world, params), DIAG_OK);
    world_observe(world, fixture_log_add, &self->log);
    world_reset(world, FIXTURE_SEED, 2);
    for (uint32_t i = 0; i < 16; i++)
        self->start[i] = world->providers[i].knowledge;
    if (world_run(world) != DIAG_OK)
        fail_msg("%s", world_complaint(world));
    world_measures(world, self->measures);
    for (uint32_t i = 0; i < 16; i++)
        self->knowledge[i] = knowledge_now(world, i);
    world_free(world);
}

static size_t raised(const struct arm *self, uint32_t actor, const char *kind)
{
    size_t count = 0;

    for (size_t k = 0; k < self->log.count; k++)
        count +=
            self->log.items[k].actor == actor && fixture_matches(&self->log.items[k], "task_raised", kind);
    return count;
}

static const struct world_notice *next(const struct arm *self, size_t *from, const char *activity,
                                       const char *kind)
{
    while (*from < self->log.count) {
        const struct world_notice *const n = &self->log.items[(*from)++];
        if (fixture_matches(n, activity, kind))
            return n;
    }
    return NULL;
}

/* The same in both arms: when, by whom, and people or hours. */
static void assert_same_agenda(const struct arm *a, const struct arm *b, const char *activity,
                               const char *kind)
{
    size_t i = 0, j = 0, count = 0;

    for (;; count++) {
        const struct world_notice *const x = next(a, &i, activity, kind);
        const struct world_notice *const y = next(b, &j, activity, kind);
        if (x == NULL && y == NULL)
            break;
        if (x == NULL || y == NULL ||
            !(x->time == y->time && x->value == y->value && x->actor == y->actor && x->other == y->other))
            fail_msg("%s %s differ at number %zu", activity, kind, count);
    }
    assert_true(count > 0);
}

/* What is due by the calendar or by chance alone, whoever else does what. */
static void assert_same_world_around(const struct arm *a, const struct arm *b, const char *except)
{
    static const char *const agenda[] = {"training",  "visit",       "statistics", "coordination",
                                         "contracts", "instruction", "elderly",    "disabled"};

    for (int k = 0; k < 8; k++) {
        if (strstr(except, agenda[k]) == NULL)
            assert_same_agenda(a, b, k < 6 ? "task_raised" : "request_arrives", agenda[k]);
    }
}

static void forget(struct arm *a, struct arm *b)
{
    fixture_log_free(&a->log);
    fixture_log_free(&b->log);
}

static void without_referral_nobody_is_referred(void **state)
{
    struct params params = cluster();
    struct arm on, off;

    (void)state;
    run(&on, &params);
    params.referral.on = false;
    run(&off, &params);
    assert_true(raised(&on, WORLD_HUB, "referral") > 50 && on.measures[OUTCOME_HUB_HOURS_REFERRAL] > 0.0);
    assert_int_equal(raised(&off, WORLD_HUB, "referral"), 0);
    assert_true(off.measures[OUTCOME_HUB_HOURS_REFERRAL] == 0.0);
    assert_true(off.measures[OUTCOME_REFERRAL_SHARE] == 0.0);
    assert_true(off.measures[OUTCOME_REFERRALS_REFUSED] == 0.0);
    assert_true(off.measures[OUTCOME_REFERRAL_DENSITY] == 0.0);
    assert_true(on.measures[OUTCOME_REQUESTS] == off.measures[OUTCOME_REQUESTS]);
    forget(&on, &off);
}

static void without_training_members_train_themselves(void **state)
{
    struct params params = cluster();
    struct arm on, off;

    (void)state;
    run(&on, &params);
    params.training.on = false;
    run(&off, &params);
    assert_true(raised(&on, WORLD_HUB, "training") > 0 && on.measures[OUTCOME_HUB_HOURS_TRAINING] > 0.0);
    assert_int_equal(fixture_count(&on.log, "duty_starts", "self-training"), 0);
    assert_int_equal(raised(&off, WORLD_HUB, "training"), 0);
    assert_true(off.measures[OUTCOME_HUB_HOURS_TRAINING] == 0.0);
    assert_int_equal(fixture_count(&off.log, "duty_starts", "training"), 0);
    assert_int_equal(fixture_count(&off.log, "duty_starts", "self-training"),
                     16 * 2); /* days 182.5 and 365 */
    assert_true(off.measures[OUTCOME_TRAININGS_MISSED] == 0.0);
    assert_true(on.measures[OUTCOME_REQUESTS] == off.measures[OUTCOME_REQUESTS]);
    forget(&on, &off);
}

/* Knowledge of provider i from its own sessions, training and departures alone, as the observer was told. */
static double learned_alone(const struct arm *self, uint32_t i)
{
    const double half_life = self->params.learning.half_life;
    double knowledge = self->start[i], at = 0.0;

    for (size_t k = 0; k < self->log.count; k++) {
        const struct world_notice *const n = &self->log.items[k];
        double gain = 0.0, kept = 1.0;

        if (n->actor != i)
            continue;
        if (fixture_is(n, "session_ends"))
            gain = 1.0;
        else if (fixture_matches(n, "duty_ends", "training"))
            gain = self->params.training.effect;
        else if (fixture_is(n, "staff_leaves"))
            kept = 1.0 - self->params.learning.loss / self->params.providers.staff;
        knowledge = (knowledge * exp2(-(n->time - at) / half_life) + gain) * kept;
        at = n->time;
    }
    return knowledge * exp2(-(self->params.programme.horizon - at) / half_life);
}

static void without_exchange_a_member_learns_from_its_own_work_and_training_only(void **state)
{
    struct params params = cluster();
    struct arm on, off;

    (void)state;
    run(&on, &params);
    params.exchange.on = false;
    run(&off, &params);
    for (uint32_t i = 0; i < 16; i++) {
        fixture_assert_close(off.knowledge[i], learned_alone(&off, i), 1e-9 * off.knowledge[i]);
        assert_true(on.knowledge[i] > learned_alone(&on, i) + 1.0);
    }
    assert_true(on.measures[OUTCOME_REQUESTS] == off.measures[OUTCOME_REQUESTS]);
    forget(&on, &off);
}

static void without_monitoring_the_hub_neither_visits_nor_calls_nor_counts(void **state)
{
    static const char *const kinds[] = {"visit", "call-back", "follow-up", "statistics"};
    struct params params = cluster();
    struct arm on, off;

    (void)state;
    run(&on, &params);
    params.monitoring.on = false;
    run(&off, &params);
    for (int k = 0; k < 4; k++) {
        assert_true(raised(&on, WORLD_HUB, kinds[k]) > 0);
        assert_int_equal(raised(&off, WORLD_HUB, kinds[k]), 0);
    }
    for (int m = OUTCOME_HUB_HOURS_VISITS; m <= OUTCOME_HUB_HOURS_STATISTICS; m++)
        assert_true(m == OUTCOME_HUB_HOURS_COORDINATION ? off.measures[m] > 0.0 : off.measures[m] == 0.0);
    assert_true(off.measures[OUTCOME_VISITS_MISSED] == 0.0 && off.measures[OUTCOME_REPORTS_LATE] == 0.0);
    assert_int_equal(raised(&off, WORLD_OFFICERS, "visit"), raised(&on, WORLD_OFFICERS, "visit"));
    assert_true(raised(&off, WORLD_OFFICERS, "visit") > 5);
    assert_true(off.measures[OUTCOME_DETECTION_SHARE] < on.measures[OUTCOME_DETECTION_SHARE]);
    forget(&on, &off);
}

static void without_promotion_nobody_asks_who_would_not_anyway(void **state)
{
    struct params params = cluster(), solo = cluster();
    struct arm with, without;

    (void)state;
    solo.cluster.form = PARAMS_FORM_SOLO;
    run(&with, &params);
    run(&without, &solo);
    assert_true(with.measures[OUTCOME_REQUESTS] == without.measures[OUTCOME_REQUESTS]);
    forget(&with, &without);
    params.promotion.on = true;
    run(&with, &params);
    run(&without, &solo);
    assert_true(with.measures[OUTCOME_REQUESTS] > without.measures[OUTCOME_REQUESTS]);
    forget(&with, &without);
}

/* Whichever is switched off, all that is not its own falls due at the same time, for the same hours. */
static void a_switch_leaves_the_agenda_of_the_others_alone(void **state)
{
    static const char *const own[] = {"referral", "training", "exchange", "visit statistics"};

    (void)state;
    for (int k = 0; k < 4; k++) {
        struct params params = cluster();
        bool *const switches[] = {&params.referral.on, &params.training.on, &params.exchange.on,
                                  &params.monitoring.on};
        struct arm on, off;

        run(&on, &params);
        *switches[k] = false;
        run(&off, &params);
        assert_same_world_around(&on, &off, own[k]);
        forget(&on, &off);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_referral_nobody_is_referred),
        cmocka_unit_test(without_training_members_train_themselves),
        cmocka_unit_test(without_exchange_a_member_learns_from_its_own_work_and_training_only),
        cmocka_unit_test(without_monitoring_the_hub_neither_visits_nor_calls_nor_counts),
        cmocka_unit_test(without_promotion_nobody_asks_who_would_not_anyway),
        cmocka_unit_test(a_switch_leaves_the_agenda_of_the_others_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
