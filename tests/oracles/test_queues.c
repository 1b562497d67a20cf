/* SPDX-License-Identifier: GPL-3.0-or-later */
/* O1 M/M/1, O3 Erlang A, O5 M/G/1, and Erlang C for several teams: waiting lines with exact means. */
#include "oracle.h"

#define STATES 2000

/* Stationary means of a birth-death queue: arrivals lambda, c servers of rate mu, patience rate theta. */
struct erlang_a {
    double queue, abandon, busy;
};

static struct erlang_a erlang_a(int c, double lambda, double mu, double theta)
{
    double p = 1.0, total = 1.0, queue = 0.0, busy = 0.0;

    for (int n = 1; n < STATES; n++) {
        p *= lambda / (fmin(n, c) * mu + fmax(0.0, n - c) * theta);
        total += p;
        queue += p * fmax(0.0, n - c);
        busy += p * fmin(n, c);
    }
    return (struct erlang_a){queue / total, theta * queue / total / lambda, busy / total / c};
}

static double erlang_c_wait(int c, double lambda, double mu)
{
    const double a = lambda / mu, rho = a / c;
    double b = 1.0, wait_probability;

    for (int k = 1; k <= c; k++)
        b = a * b / (k + a * b);
    wait_probability = b / (1.0 - rho * (1.0 - b));
    return wait_probability / (c * mu - lambda);
}

static void formulas_agree_with_published_values(void **state)
{
    (void)state;
    oracle_assert_close(erlang_c_wait(1, 0.48, 2.0 / 3.0), 3.857142857, 1e-8);
    oracle_assert_close(erlang_c_wait(16, 16 * 0.48, 2.0 / 3.0), 0.05249588, 1e-7);
    oracle_assert_close(erlang_a(1, 0.6, 2.0 / 3.0, 1.0 / 30).queue, 2.05117653, 1e-7);
    oracle_assert_close(erlang_a(16, 9.6, 0.5, 1.0 / 30).abandon, 0.16680839, 1e-7);
}

/* 16 independent lines at once, so that one replication holds 16 times the sample. */
static void check_infinite_patience(int c, double lambda, double mu, double horizon)
{
    const enum outcome_measure wanted[] = {OUTCOME_WAIT_MEAN, OUTCOME_QUEUE_MEAN};
    const struct params p = oracle_queue(16, c, lambda, 1.0 / mu, INFINITY, horizon);
    const double wait = erlang_c_wait(c, lambda, mu);
    struct oracle_mean means[2];

    oracle_means(&p, 20, wanted, 2, means);
    oracle_check("mean wait", means[0], wait);
    oracle_check("mean queue", means[1], lambda * wait);
}

static void waits_of_a_solo_venue_are_those_of_mm1(void **state)
{
    (void)state;
    check_infinite_patience(1, 0.48, 2.0 / 3.0, 30000);
    check_infinite_patience(1, 0.25, 0.5, 40000);
}

static void waits_with_several_teams_are_those_of_mmc(void **state)
{
    (void)state;
    check_infinite_patience(2, 0.96, 2.0 / 3.0, 20000);
    check_infinite_patience(4, 1.5, 0.5, 20000);
}

/* The horizon is long against the time in which an empty line fills, so that starting empty hides in the
 * error. */
static void check_patience(int count, int c, double lambda, double mu, double theta, double horizon)
{
    const enum outcome_measure wanted[] = {OUTCOME_QUEUE_MEAN, OUTCOME_UNMET_SHARE, OUTCOME_SERVED};
    const struct params p = oracle_queue(count, c, lambda, 1.0 / mu, 1.0 / theta, horizon);
    const struct erlang_a exact = erlang_a(c, lambda, mu, theta);
    struct oracle_mean means[3];

    oracle_means(&p, 20, wanted, 3, means);
    oracle_check("mean queue", means[0], exact.queue);
    oracle_check("share that abandons", means[1], exact.abandon);
    oracle_check("sessions held", means[2], exact.busy * c * mu * p.programme.horizon * count);
}

static void abandonment_of_a_solo_venue_is_that_of_erlang_a(void **state)
{
    (void)state;
    check_patience(16, 1, 0.60, 2.0 / 3.0, 1.0 / 30, 20000);
    check_patience(16, 1, 0.60, 0.5, 1.0 / 30, 20000);
    check_patience(16, 1, 0.24, 2.0 / 3.0, 1.0 / 30, 60000);
}

static void abandonment_with_several_teams_is_that_of_erlang_a(void **state)
{
    (void)state;
    check_patience(16, 16, 9.6, 2.0 / 3.0, 1.0 / 30, 8000);
    check_patience(2, 16, 9.6, 0.5, 1.0 / 30, 40000);
    check_patience(16, 3, 1.8, 0.55, 1.0 / 20, 8000);
}

static void check_general(double lambda, double mean, double cv, int distribution)
{
    const enum outcome_measure wanted[] = {OUTCOME_WAIT_MEAN};
    struct params p = oracle_queue(16, 1, lambda, mean, INFINITY, 30000);
    const double exact = lambda * mean * mean * (1.0 + cv * cv) / (2.0 * (1.0 - lambda * mean));
    struct oracle_mean wait;

    p.service.distribution = distribution;
    p.service.cv = cv;
    oracle_means(&p, 20, wanted, 1, &wait);
    oracle_check("mean wait, general service", wait, exact);
}

static void lognormal_sessions_wait_as_pollaczek_and_khinchine_say(void **state)
{
    (void)state;
    check_general(0.48, 1.5, 0.5, PARAMS_DISTRIBUTION_LOGNORMAL);
    check_general(0.40, 1.5, 1.0, PARAMS_DISTRIBUTION_LOGNORMAL);
}

static void constant_sessions_wait_as_pollaczek_and_khinchine_say(void **state)
{
    (void)state;
    check_general(0.48, 1.5, 0.0, PARAMS_DISTRIBUTION_CONSTANT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_agree_with_published_values),
        cmocka_unit_test(waits_of_a_solo_venue_are_those_of_mm1),
        cmocka_unit_test(waits_with_several_teams_are_those_of_mmc),
        cmocka_unit_test(abandonment_of_a_solo_venue_is_that_of_erlang_a),
        cmocka_unit_test(abandonment_with_several_teams_is_that_of_erlang_a),
        cmocka_unit_test(lognormal_sessions_wait_as_pollaczek_and_khinchine_say),
        cmocka_unit_test(constant_sessions_wait_as_pollaczek_and_khinchine_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
