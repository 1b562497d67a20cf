/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is switched off is not there: its parameters mean nothing to a single event or the last bit of a
 * measure. What is switched on does nothing before it begins, and the draws of everything else stay as they
 * are.
 */
#include "fixture.h"

struct arm {
    struct fixture_log log;
    double measures[OUTCOME_MEASURES];
};

/* Sixteen providers of which ten found the cluster, and everything at work but what changes who asks for
 * what. */
static struct params full(void)
{
    struct params p;

    params_defaults(&p);
    p.cluster.form = PARAMS_FORM_SUPPORT;
    p.programme.horizon = 430.0;
    p.demand.rate = 0.6;
    p.promotion.on = false; /* it depends on trust, which everything moves */
    p.membership.on = true;
    p.membership.founders = 10;
    p.membership.innovation = 1.0;
    p.partners.on = p.conference.on = true;
    p.partners.offers[0] = p.partners.offers[1] = p.partners.offers[2] = 20.0;
    p.exit.time = 330.0;
    return p;
}

static void run(struct arm *self, const struct params *params)
{
    struct params_conflict conflict;
    struct world *world;

    if (params_conflicts(params, &conflict, 1) > 0)
        fail_msg("%s", conflict.text);
    *self = (struct arm){.log = {NULL, 0, 0}};
    assert_int_equal(world_alloc(&world, params), DIAG_OK);
    world_observe(world, fixture_log_add, &self->log);
    fixture_run(world, FIXTURE_SEED, 3);
    world_measures(world, self->measures);
    world_free(world);
}

static bool same_number(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static bool same_notice(const struct world_notice *a, const struct world_notice *b)
{
    return same_number(a->time, b->time) && strcmp(a->activity, b->activity) == 0 &&
           strcmp(a->detail, b->detail) == 0 && a->request == b->request && a->actor == b->actor &&
           a->other == b->other && same_number(a->value, b->value);
}

/* Number of the first notice that differs; where one log is the other's beginning, that many. */
static size_t first_difference(const struct arm *a, const struct arm *b)
{
    size_t i = 0;

    while (i < a->log.count && i < b->log.count && same_notice(&a->log.items[i], &b->log.items[i]))
        i++;
    return i;
}

static bool same_trace(const struct arm *a, const struct arm *b)
{
    return a->log.count == b->log.count && first_difference(a, b) == a->log.count;
}

static const char *different_measure(const struct arm *a, const struct arm *b)
{
    for (int m = 0; m < OUTCOME_MEASURES; m++) {
        if (!same_number(a->measures[m], b->measures[m]))
            return outcome_measure_row((enum outcome_measure)m)->name;
    }
    return NULL;
}

static void forget(struct arm *a, struct arm *b)
{
    fixture_log_free(&a->log);
    fixture_log_free(&b->log);
}

/* Another legal value. */
static double other_value(const struct params_row *row, double now)
{
    const double top = fmin(row->maximum, fmax(2.0, 4.0 * fabs(now)));

    if (row->type == PARAMS_BOOL)
        return now == 0.0 ? 1.0 : 0.0;
    if (row->type == PARAMS_CHOICE)
        return now == 0.0 ? 1.0 : 0.0;
    if (row->type == PARAMS_INT)
        return now + 1.0 <= row->maximum ? now + 1.0 : now - 1.0;
    return now - row->minimum > 0.4 * (top - row->minimum) ? row->minimum + 0.4 * (now - row->minimum)
                                                           : 0.5 * (now + top);
}

/* Every parameter in the list, `group.name group.name`, gets another value. */
static void change(struct params *params, const char *keys)
{
    char key[64];
    int used = 0;

    for (; sscanf(keys, " %63s%n", key, &used) == 1; keys += used) {
        const struct params_row *const row = params_find(key);
        if (row == NULL)
            fail_msg("no parameter %s", key);
        params_set(params, row, other_value(row, params_get(params, row)));
    }
    params->phases.days[2] = 365.0 - params->phases.days[0] - params->phases.days[1] -
                             params->phases.days[3] - params->phases.days[4];
}

static void set(struct params *params, const char *key, double value)
{
    const struct params_row *const row = params_find(key);

    if (row == NULL)
        fail_msg("no parameter %s", key);
    params_set(params, row, value);
}

#define HUB_TASKS                                                                                            \
    "support.training_hours support.attendee_hours support.visit_hours support.callback_hours "              \
    "support.followup_hours support.statistics_hours support.matching_hours "

/* Not membership.start_ratio: it is what candidates are like, also where none may join.
 *
 * `key` is `off` in one pair of runs and `on` in the other; between the two of a pair all of `dead` change.
 */
static const struct {
    const char *key;
    double off, on;
    const char *dead;
} switches[] = {
    {"referral.on", 0, 1,
     "referral.threshold referral.gap referral.accept_base referral.accept_trust referral.engagement "
     "support.referral_hours service.referred"},
    {"training.on", 0, 1,
     "training.per_year training.class_size training.targeting support.training_hours "
     "support.attendee_hours"},
    {"exchange.on", 0, 1, "exchange.share exchange.dilution exchange.type_overlap"},
    {"monitoring.on", 0, 1,
     "monitoring.visits monitoring.callback monitoring.callback_detect monitoring.callback_weight "
     "monitoring.hotline support.visit_hours support.callback_hours support.followup_hours "
     "support.statistics_hours support.credibility support.capture monitoring.solo_calls"},
    {"promotion.on", 0, 1, "promotion.effect"},
    {"steering.on", 0, 1,
     "steering.per_year steering.representatives steering.bureau_hours steering.hours training.targeting"},
    {"branch.on", 0, 1, "branch.hours"},
    {"membership.on", 0, 1,
     "membership.innovation membership.imitation membership.effect "
     "support.onboarding_hours trust.joiner"},
    {"partners.on", 0, 1, "partners.match support.matching_hours"},
    {"conference.on", 0, 1,
     "conference.day conference.projects conference.sign conference.intend conference.honour "
     "conference.signed_yuan conference.intent_yuan"},
    {"exit.time", INFINITY, 200, "exit.visits exit.dues exit.autonomy exit.capability exit.acts"},
    {"exit.earned", 0, 1, "exit.autonomy exit.capability"},
    {"macro.clusters", 1, 2, "macro.by macro.threshold macro.apex_staff"},
    {"cluster.form", PARAMS_FORM_SUPPORT, PARAMS_FORM_SHARED,
     "referral.acquaintances referral.search_factor"},
    {"cluster.form", PARAMS_FORM_SHARED, PARAMS_FORM_SUPPORT,
     HUB_TASKS
     "support.staff support.staff_cost support.credibility support.capture support.coordination_hours "
     "monitoring.visits monitoring.callback training.per_year training.targeting steering.per_year "
     "steering.hours steering.bureau_hours branch.hours partners.match"},
    {"cluster.form", PARAMS_FORM_SOLO, PARAMS_FORM_SUPPORT,
     HUB_TASKS
     "support.staff support.staff_cost support.credibility support.capture support.coordination_hours "
     "support.link_hours support.referral_hours support.onboarding_hours referral.on "
     "referral.threshold referral.gap referral.accept_base referral.accept_trust referral.engagement "
     "service.referred service.pooled exchange.on exchange.share exchange.dilution "
     "exchange.type_overlap training.on training.per_year training.class_size training.targeting "
     "trust.start trust.memory trust.gain trust.loss trust.norm trust.joiner steering.on "
     "steering.per_year steering.hours branch.on branch.hours membership.on membership.innovation "
     "membership.effect partners.on partners.match promotion.on promotion.effect cluster.member_hours "
     "oversight.cluster_visits oversight.cluster_instructions government.framework_hours "
     "government.annex_hours exit.visits exit.dues exit.acts"},
    {"purchase.calendar", PARAMS_CALENDAR_STANDING, PARAMS_CALENDAR_ANNUAL,
     "phases.review phases.evaluate phases.commend purchase.noise purchase.pass purchase.commend_share "
     "purchase.commend_pull"},
    {"training.gate", PARAMS_GATE_DELIVER, PARAMS_GATE_BUILD_THEN_BUY, "training.gate_capability"},
    {"purchase.exit_hazard", 0, 1, ""}, /* of draws only, below */
};
enum { SWITCHES = sizeof switches / sizeof *switches };

/* The world of a switch; exits are apart from each other and from what they end. */
static struct params world_of(size_t k)
{
    struct params params = full();

    if (strcmp(switches[k].key, "exit.earned") == 0) {
        params.exit.time = INFINITY;
        params.exit.autonomy = 0.1;
        params.exit.capability = 0.01;
    }
    if (strcmp(switches[k].key, "purchase.calendar") == 0)
        params.membership.effect = 4.0;
    return params;
}

static void parameters_of_what_is_switched_off_mean_nothing(void **state)
{
    (void)state;
    for (size_t k = 0; k < SWITCHES; k++) {
        for (int on = 0; on < 2 && *switches[k].dead != '\0'; on++) {
            struct params params = world_of(k);
            struct arm one, two;
            const char *measure;

            set(&params, switches[k].key, on ? switches[k].on : switches[k].off);
            run(&one, &params);
            change(&params, switches[k].dead);
            run(&two, &params);
            measure = different_measure(&one, &two);
            if (!on && !same_trace(&one, &two)) {
                const size_t i = first_difference(&one, &two);
                fail_msg("%s off: event %zu, %s %s on day %g", switches[k].key, i, one.log.items[i].activity,
                         one.log.items[i].detail, one.log.items[i].time);
            }
            if (!on && measure != NULL)
                fail_msg("%s off: %s differs", switches[k].key, measure);
            if (on && same_trace(&one, &two))
                fail_msg("%s on: its parameters change nothing", switches[k].key);
            forget(&one, &two);
        }
    }
}

/* One by one, so that no parameter hides behind another. */
static void each_parameter_counts_when_its_mechanism_is_on(void **state)
{
    static const char *const single[] = {"macro.by",           "exit.visits",
                                         "exit.dues",          "steering.representatives",
                                         "training.targeting", "membership.start_ratio",
                                         "trust.joiner",       "partners.match",
                                         "conference.honour",  "exchange.type_overlap",
                                         "promotion.effect",   "monitoring.callback_weight",
                                         "macro.threshold"};

    (void)state;
    for (size_t k = 0; k < sizeof single / sizeof *single; k++) {
        struct params params = full();
        struct arm one, two;

        params.promotion.on = true;
        params.macro.clusters = 2;
        params.macro.threshold = 1.0;
        params.referral.threshold = 1.0;
        params.demand.rate = 0.75;
        run(&one, &params);
        change(&params, single[k]);
        run(&two, &params);
        if (same_trace(&one, &two))
            fail_msg("%s changes nothing", single[k]);
        forget(&one, &two);
    }
}

/* Switched on, but with nothing to do, is the same as off. */
static void a_mechanism_without_work_is_not_there(void **state)
{
    static const struct {
        const char *key, *idle;
        double value;
    } cases[] = {
        {"promotion.on", "promotion.effect", 0},   {"exchange.on", "exchange.share", 0},
        {"steering.on", "steering.per_year", 0},   {"membership.on", "membership.innovation", 0},
        {"referral.on", "referral.engagement", 0},
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct params params = full();
        struct arm idle, off;

        params.membership.imitation = 0.0;
        set(&params, cases[k].key, 1);
        set(&params, cases[k].idle, cases[k].value);
        run(&idle, &params);
        set(&params, cases[k].key, 0);
        run(&off, &params);
        if (!same_trace(&idle, &off) || different_measure(&idle, &off) != NULL)
            fail_msg("%s with nothing to do: event %zu, measure %s", cases[k].key,
                     first_difference(&idle, &off), different_measure(&idle, &off));
        forget(&idle, &off);
    }
}

/* On and off are the same to the last bit until the mechanism begins, and differ then. */
static void nothing_happens_before_a_mechanism_begins(void **state)
{
    static const struct {
        const char *key;
        double off, on, day; /* when it begins: launch is on day 15, a month later 45.4 */
    } cases[] = {
        {"steering.on", 0, 1, 45.4},
        {"branch.on", 0, 1, 45.4},
        {"training.on", 0, 1, 15.0},
        {"monitoring.on", 0, 1, 15.0},
        {"referral.on", 0, 1, 15.0},
        {"exchange.on", 0, 1, 15.0},
        {"promotion.on", 0, 1, 15.0},
        {"membership.on", 0, 1, 15.0},
        {"conference.on", 0, 1, 192.0},
        {"exit.time", INFINITY, 250, 250.0},
        {"support.closed_from", INFINITY, 100, 100.0},
        {"cluster.form", PARAMS_FORM_SOLO, PARAMS_FORM_SUPPORT, 15.0},
        {"cluster.form", PARAMS_FORM_SHARED, PARAMS_FORM_SUPPORT, 15.0},
        {"cluster.form", PARAMS_FORM_LEAD, PARAMS_FORM_SUPPORT, 15.0},
        {"macro.clusters", 1, 2, 15.0},
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct params params = full();
        struct arm on, off;
        size_t i;

        if (strcmp(cases[k].key, "support.closed_from") == 0)
            params.support.closed_until = 120.0;
        set(&params, cases[k].key, cases[k].on);
        run(&on, &params);
        if (strcmp(cases[k].key, "support.closed_from") == 0)
            params.support.closed_until = INFINITY;
        set(&params, cases[k].key, cases[k].off);
        run(&off, &params);
        i = first_difference(&on, &off);
        if (i == on.log.count && i == off.log.count)
            fail_msg("%s changes nothing", cases[k].key);
        if ((i < on.log.count && on.log.items[i].time < cases[k].day) ||
            (i < off.log.count && off.log.items[i].time < cases[k].day))
            fail_msg("%s: %s %s on day %g", cases[k].key, on.log.items[i].activity, on.log.items[i].detail,
                     on.log.items[i].time);
        forget(&on, &off);
    }
}

/* A control that only notes the day of the exit is the world without one. */
static void an_exit_that_does_not_act_is_only_noted(void **state)
{
    struct params params = full();
    struct arm noted, never;

    (void)state;
    params.exit.acts = false;
    run(&noted, &params);
    assert_true(noted.measures[OUTCOME_EXIT_DAY] == 330.0);
    params.exit.time = INFINITY;
    run(&never, &params);
    assert_true(same_trace(&noted, &never));
    for (int m = 0; m < OUTCOME_MEASURES; m++) {
        const bool about_exit =
            m == OUTCOME_EXIT_DAY || m == OUTCOME_QUALITY_AFTER_EXIT || m == OUTCOME_SERVED_SHARE_AFTER_EXIT;
        if (!about_exit && !same_number(noted.measures[m], never.measures[m]))
            fail_msg("%s differs", outcome_measure_row((enum outcome_measure)m)->name);
    }
    forget(&noted, &never);
}

static const struct world_notice *next(const struct arm *self, size_t *from, const char *activity)
{
    while (*from < self->log.count) {
        const struct world_notice *const n = &self->log.items[(*from)++];
        if (fixture_is(n, activity))
            return n;
    }
    return NULL;
}

/* When and to whom; `all` as well as how many people of which class. */
static void assert_same_draws(const struct arm *a, const struct arm *b, const char *activity, bool all,
                              const char *key)
{
    size_t i = 0, j = 0, count = 0;

    for (;; count++) {
        const struct world_notice *const x = next(a, &i, activity), *const y = next(b, &j, activity);
        if (x == NULL && y == NULL)
            break;
        if (x == NULL || y == NULL || x->time != y->time || x->actor != y->actor ||
            (all && (strcmp(x->detail, y->detail) != 0 || x->value != y->value)))
            fail_msg("%s: %s differ at number %zu", key, activity, count);
    }
    if (count == 0)
        fail_msg("%s: no %s", key, activity);
}

/* Who asks, whose staff leaves and who gives up is drawn for itself, whatever is switched. */
static void a_switch_leaves_unrelated_draws_alone(void **state)
{
    (void)state;
    for (size_t k = 0; k < SWITCHES; k++) {
        const bool demand = strcmp(switches[k].key, "promotion.on") == 0 ||
                            strcmp(switches[k].key, "purchase.calendar") == 0 ||
                            strcmp(switches[k].key, "training.gate") == 0 ||
                            strcmp(switches[k].key, "purchase.exit_hazard") == 0;
        const bool stops = strcmp(switches[k].key, "purchase.exit_hazard") == 0;
        struct params params = world_of(k);
        struct arm on, off;

        params.purchase.exit_hazard = 0.3;
        set(&params, switches[k].key, switches[k].on);
        run(&on, &params);
        set(&params, switches[k].key, switches[k].off);
        run(&off, &params);
        if (!demand)
            assert_same_draws(&on, &off, "request_arrives", true, switches[k].key);
        if (!stops) {
            assert_same_draws(&on, &off, "provider_stops", false, switches[k].key);
            assert_same_draws(&on, &off, "staff_leaves", false, switches[k].key);
        }
        if (same_trace(&on, &off))
            fail_msg("%s changes nothing", switches[k].key);
        forget(&on, &off);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_of_what_is_switched_off_mean_nothing),
        cmocka_unit_test(each_parameter_counts_when_its_mechanism_is_on),
        cmocka_unit_test(a_mechanism_without_work_is_not_there),
        cmocka_unit_test(nothing_happens_before_a_mechanism_begins),
        cmocka_unit_test(an_exit_that_does_not_act_is_only_noted),
        cmocka_unit_test(a_switch_leaves_unrelated_draws_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
