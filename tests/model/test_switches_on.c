/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mechanism is measured by is there when it is on, and is nothing when it is off; what it has no part
 * in is the same to the last bit. */
#include "fixture.h"

enum { MOST = 6 };

struct what {
    const char *key;
    double off, on;
    enum outcome_measure own[MOST];  /* positive with it on; 0 or missing with it off */
    enum outcome_measure more[MOST]; /* larger with it on; ends with OUTCOME_MEASURES */
    const char *activity, *detail;   /* told of with it on only; NULL for none */
};

#define NO_MORE OUTCOME_MEASURES

static const struct what list[] = {
    {"steering.on",
     0,
     1,
     {OUTCOME_GOVERNMENT_HOURS_STEERING, OUTCOME_HUB_HOURS_STEERING, NO_MORE},
     {OUTCOME_GOVERNMENT_HOURS, OUTCOME_COST_GOVERNMENT, OUTCOME_MEMBER_DUTY_SHARE, OUTCOME_TRUST, NO_MORE},
     "steering_meets",
     NULL},
    {"branch.on",
     0,
     1,
     {NO_MORE},
     {OUTCOME_TRUST, OUTCOME_MEMBER_DUTY_SHARE, NO_MORE},
     "duty_starts",
     "branch"},
    {"partners.on",
     0,
     1,
     {OUTCOME_HUB_HOURS_MATCHING, NO_MORE},
     {OUTCOME_EXTERNAL_YUAN, OUTCOME_HUB_HOURS, OUTCOME_HUB_UTILISATION, NO_MORE},
     "task_raised",
     "matching"},
    {"membership.on",
     0,
     1,
     {OUTCOME_JOINERS, OUTCOME_JOINERS_350D, OUTCOME_HUB_HOURS_ONBOARDING, NO_MORE},
     {OUTCOME_MEMBERS, NO_MORE},
     "provider_applies",
     NULL},
    {"conference.on",
     0,
     1,
     {OUTCOME_CONFERENCE_SIGNED, OUTCOME_CONFERENCE_INTENDED, OUTCOME_CONFERENCE_SIGNED_YUAN,
      OUTCOME_CONFERENCE_INTENDED_YUAN, NO_MORE},
     {OUTCOME_EXTERNAL_YUAN, NO_MORE},
     NULL,
     NULL},
    {"exit.time",
     INFINITY,
     250,
     {OUTCOME_EXIT_DAY, OUTCOME_QUALITY_AFTER_EXIT, OUTCOME_SERVED_SHARE_AFTER_EXIT, NO_MORE},
     {OUTCOME_AUTONOMY_INDEX, NO_MORE},
     "government_exits",
     NULL},
    {"macro.clusters", 1, 2, {OUTCOME_APEX_HOURS, NO_MORE}, {OUTCOME_COST_FEE, NO_MORE}, NULL, NULL},
    {"referral.on",
     0,
     1,
     {OUTCOME_HUB_HOURS_REFERRAL, OUTCOME_REFERRAL_SHARE, OUTCOME_REFERRALS_REFUSED, OUTCOME_REFERRAL_DENSITY,
      NO_MORE},
     {OUTCOME_HUB_HOURS, NO_MORE},
     "request_referred",
     NULL},
    {"training.on",
     0,
     1,
     {OUTCOME_HUB_HOURS_TRAINING, NO_MORE},
     {OUTCOME_CAPABILITY_MEAN, OUTCOME_HUB_HOURS, NO_MORE},
     "task_raised",
     "training"},
    {"exchange.on", 0, 1, {NO_MORE}, {OUTCOME_CAPABILITY_MEAN, NO_MORE}, NULL, NULL},
    {"monitoring.on",
     0,
     1,
     {OUTCOME_HUB_HOURS_VISITS, OUTCOME_HUB_HOURS_CALLBACKS, OUTCOME_HUB_HOURS_FOLLOWUPS,
      OUTCOME_HUB_HOURS_STATISTICS, NO_MORE},
     {OUTCOME_DETECTION_SHARE, OUTCOME_COST_PENALTIES, OUTCOME_HUB_HOURS, NO_MORE},
     "task_raised",
     "statistics"},
    {"promotion.on", 0, 1, {NO_MORE}, {OUTCOME_REQUESTS, NO_MORE}, NULL, NULL},
    {"purchase.reinvest", 0, 300000, {OUTCOME_COST_REINVEST, NO_MORE}, {OUTCOME_SERVED, NO_MORE}, NULL, NULL},
};

static struct params world(void)
{
    struct params p;

    params_defaults(&p);
    p.cluster.form = PARAMS_FORM_SUPPORT;
    p.programme.horizon = 500.0;
    p.demand.rate = 0.65;
    p.promotion.on = p.steering.on = p.branch.on = false;
    p.membership.founders = 10;
    p.membership.innovation = 1.0;
    p.macro.threshold = 1.0;
    p.referral.threshold = 1.0;
    p.partners.offers[0] = p.partners.offers[1] = p.partners.offers[2] = 20.0;
    return p;
}

static void run(const struct what *what, bool on, double *measures, struct fixture_log *log)
{
    struct params params = world();
    struct world *w;

    params_set(&params, params_find(what->key), on ? what->on : what->off);
    *log = (struct fixture_log){NULL, 0, 0};
    assert_int_equal(world_alloc(&w, &params), DIAG_OK);
    world_observe(w, fixture_log_add, log);
    fixture_run(w, FIXTURE_SEED, 4);
    world_measures(w, measures);
    world_free(w);
}

static void its_own_measures_come_with_a_mechanism(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof list / sizeof *list; k++) {
        double on[OUTCOME_MEASURES], off[OUTCOME_MEASURES];
        struct fixture_log on_log, off_log;

        run(&list[k], true, on, &on_log);
        run(&list[k], false, off, &off_log);
        for (int i = 0; list[k].own[i] != NO_MORE; i++) {
            const enum outcome_measure m = list[k].own[i];
            if (!(on[m] > 0.0) || !(isnan(off[m]) || off[m] == 0.0))
                fail_msg("%s: %s is %g on, %g off", list[k].key, outcome_measure_row(m)->name, on[m], off[m]);
        }
        for (int i = 0; list[k].more[i] != NO_MORE; i++) {
            const enum outcome_measure m = list[k].more[i];
            if (!(on[m] > off[m]))
                fail_msg("%s: %s is %g on, %g off", list[k].key, outcome_measure_row(m)->name, on[m], off[m]);
        }
        if (list[k].activity != NULL && (fixture_count(&on_log, list[k].activity, list[k].detail) == 0 ||
                                         fixture_count(&off_log, list[k].activity, list[k].detail) != 0))
            fail_msg("%s: %s", list[k].key, list[k].activity);
        fixture_log_free(&on_log);
        fixture_log_free(&off_log);
    }
}

static bool by_default(const struct what *what)
{
    const struct params params = world();

    return params_get(&params, params_find(what->key)) == what->on;
}

/* Who asks (but for promotion), who stops, what the contracts cost: to the last bit; and what no switch here
 * but its own brings about. */
static void what_it_has_no_part_in_stays_as_it_is(void **state)
{
    static const enum outcome_measure always[] = {OUTCOME_REQUESTS, OUTCOME_WALK_INS, OUTCOME_SURVIVAL,
                                                  OUTCOME_COST_CONTRACTS};

    (void)state;
    for (size_t k = 0; k < sizeof list / sizeof *list; k++) {
        double on[OUTCOME_MEASURES], off[OUTCOME_MEASURES];
        struct fixture_log on_log, off_log;

        run(&list[k], true, on, &on_log);
        run(&list[k], false, off, &off_log);
        for (size_t i = strcmp(list[k].key, "promotion.on") == 0 ? 1 : 0; i < 4; i++) {
            if (on[always[i]] != off[always[i]])
                fail_msg("%s: %s is %.17g on, %.17g off", list[k].key, outcome_measure_row(always[i])->name,
                         on[always[i]], off[always[i]]);
        }
        for (size_t other = 0; other < sizeof list / sizeof *list; other++) {
            for (int i = 0; other != k && !by_default(&list[other]) && list[other].own[i] != NO_MORE; i++) {
                const double value = on[list[other].own[i]];
                if (!isnan(value) && value != 0.0)
                    fail_msg("%s brings %s", list[k].key, outcome_measure_row(list[other].own[i])->name);
            }
        }
        fixture_log_free(&on_log);
        fixture_log_free(&off_log);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_own_measures_come_with_a_mechanism),
        cmocka_unit_test(what_it_has_no_part_in_stays_as_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
