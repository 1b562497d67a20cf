/* SPDX-License-Identifier: GPL-3.0-or-later */
/* O14 the hub's utilisation, O15 links, O19 when saved government hours pay for a hub: all from rates and
 * hours. */
#include "oracle.h"

#include <string.h>

/* The default 16+1 with n members from day 0 on, nobody stops. */
static struct params cluster_of(int n)
{
    struct params p;

    params_defaults(&p);
    p.cluster.form = PARAMS_FORM_SUPPORT;
    p.programme.launch = 0.0;
    p.programme.horizon = ORACLE_EFFORT >= 1.0 ? 3650 : 365;
    p.providers.count = n;
    p.purchase.exit_hazard = 0.0;
    return p;
}

/* Every kind of task off; the tests switch one on at a time. */
static void all_off(struct params *p)
{
    p->referral.on = p->training.on = p->monitoring.on = p->steering.on = p->partners.on = false;
    p->support.coordination_hours = p->support.link_hours = 0.0;
}

static double whole_periods(const struct params *p, double period)
{
    return ceil(p->programme.horizon / period - 1e-9) -
           1.0; /* the first after one; one on the horizon is not begun */
}

/* Hours of the tasks that fall due by themselves. */
static double due_hours(const struct params *p)
{
    const double n = p->providers.count;
    const double classes = ceil(n / p->training.class_size);
    double hours = whole_periods(p, 7.0) *
                   (p->support.coordination_hours * n + p->support.link_hours * n * (n - 1.0) / 2.0);

    if (p->training.on)
        hours += whole_periods(p, 365.0 / p->training.per_year) *
                 (classes * p->support.training_hours + n * p->support.attendee_hours);
    if (p->monitoring.on) {
        hours += p->programme.horizon / 365.0 * p->monitoring.visits * n * p->support.visit_hours;
        hours += whole_periods(p, 365.0 / 12.0) * p->support.statistics_hours * n;
    }
    if (p->steering.on)
        hours += whole_periods(p, 365.0 / p->steering.per_year) * p->steering.hours;
    if (p->partners.on)
        hours += p->programme.horizon / 365.0 *
                 (p->partners.offers[0] + p->partners.offers[1] + p->partners.offers[2]) *
                 p->support.matching_hours;
    return hours;
}

/* Measured utilisation less what referrals, call-backs and follow-ups took, with the visits that were
 * dropped, against the rest by rates. */
static void check_utilisation(const struct params *p)
{
    const enum outcome_measure wanted[] = {OUTCOME_HUB_UTILISATION, OUTCOME_HUB_HOURS_REFERRAL,
                                           OUTCOME_HUB_HOURS_CALLBACKS, OUTCOME_HUB_HOURS_FOLLOWUPS,
                                           OUTCOME_VISITS_MISSED};
    enum { RUNS = ORACLE_EFFORT >= 1.0 ? 30 : 4 };
    const double capacity = p->support.staff * 40.0 / 7.0 * p->programme.horizon;
    double values[5 * RUNS], rest[RUNS];

    oracle_run(p, RUNS, wanted, 5, values);
    for (size_t r = 0; r < RUNS; r++)
        rest[r] = values[r] - (values[RUNS + r] + values[2 * RUNS + r] + values[3 * RUNS + r] -
                               values[4 * RUNS + r] * p->support.visit_hours) /
                                  capacity;
    {
        struct oracle_mean mean = oracle_summary(rest, RUNS);
        mean.se += 0.0005 * mean.mean; /* tasks still waiting or running at the end */
        if (ORACLE_EFFORT < 1.0)
            mean.se += 0.02 * mean.mean;
        oracle_check("utilisation", mean, due_hours(p) / capacity);
    }
}

static void utilisation_is_the_load_of_all_tasks(void **state)
{
    const int sizes[] = {4, 8, 16};

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        const struct params p = cluster_of(sizes[k]);
        check_utilisation(&p);
    }
}

static void utilisation_is_the_load_of_each_task_alone(void **state)
{
    struct params p = cluster_of(16);

    (void)state;
    all_off(&p);
    p.support.coordination_hours = 1.0;
    check_utilisation(&p);
    p.support.coordination_hours = 0.0;
    p.support.link_hours = 0.1;
    check_utilisation(&p);
    p.support.link_hours = 0.0;
    p.training.on = true;
    check_utilisation(&p);
    p.training.on = false;
    p.steering.on = true;
    check_utilisation(&p);
    p.steering.on = false;
    p.monitoring.on = true;
    check_utilisation(&p);
    p.monitoring.on = false;
    p.partners.on = true;
    p.partners.offers[0] = 300.0;
    check_utilisation(&p);
}

/* With one hour a link and week the hours of a week count the links. */
static void coordination_counts_the_links(void **state)
{
    const int sizes[] = {16, 17, 20, 40};
    const double mesh[] = {120, 136, 190, 780};
    const enum outcome_measure wanted[] = {OUTCOME_HUB_HOURS_COORDINATION, OUTCOME_MEMBER_DUTY_SHARE};

    (void)state;
    for (size_t k = 0; k < 4; k++) {
        struct params p = cluster_of(sizes[k]);
        struct oracle_mean means[2];
        p.programme.horizon = 70.0;
        p.demand.rate = 0.0;
        all_off(&p);
        p.support.staff = 1000;
        p.support.link_hours = 1.0;
        oracle_means(&p, 2, wanted, 2, means);
        /* nine weeks are coordinated within 70 days, the tenth falls due on the last; the ninth may still run
         */
        p.support.staff = 1000;
        oracle_assert_close(mesh[k], sizes[k] * (sizes[k] - 1) / 2.0, 0.0);
        if (mesh[k] < 7.0 * 40.0 / 7.0)
            oracle_assert_close(means[0].mean, 9 * mesh[k], 1e-6);
        p.cluster.form = PARAMS_FORM_SHARED;
        p.cluster.member_hours = 0.0;
        p.support.link_hours = 0.02;
        p.branch.on = false;
        p.training.self_per_year = 0.0;
        p.oversight.cluster_visits = p.oversight.cluster_instructions = 0.0;
        p.oversight.solo_visits = p.oversight.solo_instructions = 0.0;
        oracle_means(&p, 2, wanted, 2, means);
        /* without a hub both ends of every link spend its hours */
        oracle_assert_close(means[1].mean, 9 * 0.02 * 2 * mesh[k] / 8.0 / (70.0 * sizes[k]), 1e-9);
    }
}

struct hours {
    double fixed, each;
};

/* Government hours a year, fixed and per provider, from the runs of two sizes. */
static struct hours government_hours(int form)
{
    const enum outcome_measure wanted[] = {OUTCOME_GOVERNMENT_HOURS};
    double mean[2];
    const int sizes[] = {16, 40};
    struct oracle_mean run;

    for (size_t k = 0; k < 2; k++) {
        struct params p = cluster_of(sizes[k]);
        p.cluster.form = form;
        p.government.officers = 20;
        p.demand.rate = 0.0;
        /* 12 meetings a year: the last of the horizon is not begun, so one more would count in a longer run
         */
        p.programme.horizon = 3650;
        oracle_means(&p, ORACLE_EFFORT >= 1.0 ? 40 : 4, wanted, 1, &run);
        mean[k] = run.mean / (p.programme.horizon / 365.0);
    }
    return (struct hours){(mean[0] * 40 - mean[1] * 16) / 24.0, (mean[1] - mean[0]) / 24.0};
}

static void saved_government_hours_pay_for_a_hub_beyond_54_providers(void **state)
{
    const double s = 150 + 2 * 8 + 1 * 2 * 12, k = 30 + 8 + 0.5 * 2 * 12, fixed = 150 + 150 + 12 * 14;
    const double wage = 28 * 1.5, fee = 300000;
    const double exact = (fee + fixed * wage) / ((s - k) * wage);
    const struct hours solo = government_hours(PARAMS_FORM_SOLO),
                       cluster = government_hours(PARAMS_FORM_SUPPORT);
    const double simulated =
        (fee + (cluster.fixed - solo.fixed) * wage) / ((solo.each - cluster.each) * wage);

    (void)state;
    oracle_assert_close(exact, 54.36, 0.005);
    printf("    solo %.1f + %.2f n, cluster %.1f + %.2f n hours a year; break-even at %.2f providers, exact "
           "%.2f\n",
           solo.fixed, solo.each, cluster.fixed, cluster.each, simulated, exact);
    oracle_assert_close(simulated, exact, (ORACLE_EFFORT >= 1.0 ? 0.02 : 0.1) * exact);
    oracle_assert_close(solo.each, s, 0.01 * s);
    oracle_assert_close(cluster.each, k, 0.02 * k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utilisation_is_the_load_of_all_tasks),
        cmocka_unit_test(utilisation_is_the_load_of_each_task_alone),
        cmocka_unit_test(coordination_counts_the_links),
        cmocka_unit_test(saved_government_hours_pay_for_a_hub_beyond_54_providers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
