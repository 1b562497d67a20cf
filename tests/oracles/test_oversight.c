/* SPDX-License-Identifier: GPL-3.0-or-later */
/* O9 the inspection game's flip, O10 detection by Poisson visits, O11 inspect and repair. */
#include "oracle.h"

#include "zutuan/core/calendar.h"
#include "zutuan/core/streams.h"

/* Many sessions, a good part of them deficient, nobody delayed. */
static struct params slack_city(double horizon)
{
    struct params p = oracle_queue(16, 4, 1.0, 0.5, INFINITY, horizon);

    p.effort.slack = 0.5;
    p.monitoring.host_hours = 0.0;
    p.government.visit_hours = 0.0;
    return p;
}

/* A deficiency is open to visits for `lookback` days: it is detected unless no visit falls into them. */
static void check_detection(double visits, double lookback)
{
    const enum outcome_measure wanted[] = {OUTCOME_DETECTION_SHARE};
    struct params p = slack_city(8000);
    const double rate = visits / 365.0, horizon = p.programme.horizon;
    const double exact = 1.0 - exp(-rate * lookback);
    /* sessions of the last `lookback` days had less time: their mean shortfall */
    const double edge = ((1.0 - exp(-rate * lookback)) / rate - lookback * exp(-rate * lookback)) / horizon;
    struct oracle_mean share;

    p.oversight.solo_visits = visits;
    p.monitoring.detect = 1.0;
    p.monitoring.lookback = lookback;
    oracle_means(&p, 20, wanted, 1, &share);
    oracle_check("detected share", share, exact - edge);
}

static void poisson_visits_detect_what_the_exponential_says(void **state)
{
    (void)state;
    oracle_assert_close(1.0 - exp(-12.0 * 30 / 365), 0.62704640, 1e-6);
    check_detection(12.0, 30.0);
    check_detection(12.0, 90.0);
    check_detection(4.0, 45.0);
}

/* A visit that detects with probability d thins the visits. */
static void imperfect_visits_detect_as_thinned_ones(void **state)
{
    const enum outcome_measure wanted[] = {OUTCOME_DETECTION_SHARE};
    struct params p = slack_city(8000);
    struct oracle_mean share;

    (void)state;
    p.oversight.solo_visits = 20.0;
    p.monitoring.detect = 0.4;
    p.monitoring.lookback = 40.0;
    oracle_means(&p, 20, wanted, 1, &share);
    oracle_check("detected share", share, 1.0 - exp(-0.4 * 20.0 * 40.0 / 365.0));
}

/* O9: slackening saves g a session; if it is found out, F is withheld instead: it pays while g (1 - p) > F p,
 * until p* = g/(g + F). Here p is the share called back, every call reveals, and F = penalty * price/160. */
static void slackening_stops_paying_at_the_inspection_games_probability(void **state)
{
    const double g = 1000.0, fine = 4000.0, flip = g / (g + fine);
    const double chances[] = {0.15, 0.18, 0.2, 0.22, 0.25};
    const enum outcome_measure wanted[] = {OUTCOME_DEFICIENT_SHARE, OUTCOME_SERVED, OUTCOME_DETECTION_SHARE,
                                           OUTCOME_COST_PENALTIES};
    enum { RUNS = 40 };
    double values[4 * RUNS], gain[RUNS];

    (void)state;
    oracle_assert_close(flip, 0.2, 1e-12);
    for (size_t k = 0; k < sizeof chances / sizeof *chances; k++) {
        struct params p = slack_city(4000);
        struct oracle_mean mean;
        p.monitoring.on = p.monitoring.solo_calls = true;
        p.monitoring.callback = chances[k];
        p.monitoring.callback_detect = 1.0;
        p.monitoring.callback_weight = 0.0;
        p.monitoring.hotline = 0.0;
        p.monitoring.penalty = 0.5;
        p.purchase.price = fine / p.monitoring.penalty * 160.0;
        p.support.callback_hours = 0.0;
        oracle_run(&p, RUNS, wanted, 4, values);
        for (size_t r = 0; r < RUNS; r++) {
            const double deficient = values[r] * values[RUNS + r];
            gain[r] = g * (1.0 - values[2 * RUNS + r]) - values[3 * RUNS + r] / deficient;
        }
        mean = oracle_summary(gain, RUNS);
        printf("    chance %.2f: slackening gains %+8.2f a session (standard error %.2f)\n", chances[k],
               mean.mean, mean.se);
        oracle_assert_close(mean.mean, g * (1.0 - chances[k]) - fine * chances[k], ORACLE_SIGMAS * mean.se);
        if (ORACLE_EFFORT >= 1.0 && chances[k] != flip)
            assert_true((mean.mean > 0.0) == (chances[k] < flip) &&
                        fabs(mean.mean) > ORACLE_SIGMAS * mean.se);
    }
}

/* O11, on the calendar itself: a violation begins at rate theta after each repair and lasts until the next
 * inspection, every T days. */
static double violating_share(double theta, double period, uint32_t replication, uint32_t cycles)
{
    enum { BEGINS, INSPECTION };
    const struct streams streams = {ORACLE_SEED, replication};
    struct calendar *calendar = NULL;
    struct calendar_event event = {0};
    double since = NAN, violating = 0.0;
    uint32_t done = 0;

    assert_int_equal(calendar_alloc(&calendar, 4), DIAG_OK);
    calendar_schedule(calendar, period, 0, INSPECTION, 0, 0);
    calendar_schedule(calendar, -log(streams_uniform(&streams, 1, 0, 0)) / theta, 0, BEGINS, 0, 0);
    while (done < cycles && calendar_pop(calendar, &event)) {
        if (event.kind == BEGINS) {
            since = event.time;
            continue;
        }
        done++;
        calendar_schedule(calendar, event.time + period, 0, INSPECTION, 0, 0);
        if (!isnan(since)) {
            violating += event.time - since;
            since = NAN;
            calendar_schedule(calendar, event.time - log(streams_uniform(&streams, 1, 0, done)) / theta, 0,
                              BEGINS, 0, 0);
        }
    }
    calendar_free(calendar);
    return violating / (cycles * period);
}

static void inspect_and_repair_violates_as_renewal_reward_says(void **state)
{
    const double theta = 1.0 / 180, cost = 168.0, loss = 100.0, periods[] = {25.788, 30.0, 90.0};
    enum { RUNS = 40 };
    double shares[RUNS], rates[RUNS];

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        const double t = periods[k], share = 1.0 - (1.0 - exp(-theta * t)) / (theta * t);
        for (uint32_t r = 0; r < RUNS; r++) {
            shares[r] = violating_share(theta, t, r + 1, (uint32_t)(20000 * ORACLE_EFFORT));
            rates[r] = cost / t + loss * shares[r];
        }
        oracle_check("share of time violating", oracle_summary(shares, RUNS), share);
        oracle_check("cost rate", oracle_summary(rates, RUNS), cost / t + loss * share);
        if (t == 30.0)
            oracle_assert_close(cost / t + loss * share, 13.48903493, 1e-7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(poisson_visits_detect_what_the_exponential_says),
        cmocka_unit_test(imperfect_visits_detect_as_thinned_ones),
        cmocka_unit_test(slackening_stops_paying_at_the_inspection_games_probability),
        cmocka_unit_test(inspect_and_repair_violates_as_renewal_reward_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
