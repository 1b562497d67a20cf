/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scenario 16+1+N against the theory of joining. Without the effect that providers see
 * (membership.effect = 0) those that join follow Bass's pure birth process, whose exact mean of joiners
 * within 350 days of launch is 4.20836 (docs/model.md, oracle O8). The scenario differs in two things:
 * providers stop for good, and membership begins only when the onboarding is done, which takes about .1 and
 * .02 joiners. So there are two tests: the scenario as it is against Bass, and without onboarding hours
 * against the exact birth-and-death process.
 *
 * Both allow three standard errors, which a right program exceeds once in 370 seeds in the second test; in
 * the first one nearer once in five, because of the .12 that are known. The seed is fixed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "zutuan/experiment/replicate.h"

#ifdef ZUTUAN_SHORT_TESTS
enum { RUNS = 20, SEED = 1 };
#else
enum { RUNS = 1000, SEED = 1 };
#endif

#define BASS_MEAN 4.20836
#define DAYS      350.0

static const char *const folders[] = {ZUTUAN_SOURCE "/scenarios", NULL};
static const struct scenario_search search = {.folders = folders};

/* Mean and standard error of joiners in the scenario with these settings; its parameters are kept. */
static void simulate(const char *const *overrides, size_t count, double *mean, double *se,
                     struct params *params)
{
    const struct replicate_how how = {.threads = 0};
    const struct scenario *list[1];
    struct scenario scenario;
    struct replicate replicate;
    struct diag diag;
    double values[RUNS];

    diag_init(&diag);
    assert_int_equal(scenario_load(&scenario, "16+1+N", &search, overrides, count, &diag), DIAG_OK);
    diag_free(&diag);
    *params = scenario.params;
    list[0] = &scenario;
    assert_int_equal(replicate_alloc(&replicate, list, 1, SEED), DIAG_OK);
    replicate.measures_only = true;
    assert_int_equal(replicate_extend(&replicate, RUNS, &how), DIAG_OK);
    assert_int_equal(replicate_column(&replicate, 0, OUTCOME_JOINERS_350D, values), RUNS);
    *mean = gsl_stats_mean(values, 1, RUNS);
    *se = gsl_stats_sd(values, 1, RUNS) / sqrt(RUNS);
    replicate_free(&replicate);
    scenario_free(&scenario);
}

/* Members and candidates that are alive: a state has its probability; the last value is the mean of joiners.
 */
enum { MOST = 64 };

struct city {
    int all, founders;
    double innovation, imitation, stops, launch; /* per year; days */
};

static size_t place(const struct city *c, int members, int candidates)
{
    return (size_t)members * (size_t)(c->all - c->founders + 1) + (size_t)candidates;
}

static int change(double t, const double y[], double dydt[], void *context)
{
    const struct city *const c = context;
    const size_t states = place(c, c->all, c->all - c->founders) + 1;
    const bool open = t * 365.0 >= c->launch;

    for (size_t i = 0; i <= states; i++)
        dydt[i] = 0.0;
    for (int m = 0; m <= c->all; m++) {
        for (int n = 0; n <= c->all - c->founders; n++) {
            const double here = y[place(c, m, n)];
            const double join = open && m < c->all ? n * (c->innovation + c->imitation * m / c->all) : 0.0;
            const double flows[] = {here * join, here * m * c->stops, here * n * c->stops};
            dydt[place(c, m, n)] -= flows[0] + flows[1] + flows[2];
            if (n > 0 && m < c->all)
                dydt[place(c, m + 1, n - 1)] += flows[0];
            if (m > 0)
                dydt[place(c, m - 1, n)] += flows[1];
            if (n > 0)
                dydt[place(c, m, n - 1)] += flows[2];
            dydt[states] += flows[0];
        }
    }
    return GSL_SUCCESS;
}

static double exact_mean(struct city c)
{
    static double y[MOST * MOST + 1];
    const size_t states = place(&c, c.all, c.all - c.founders) + 1;
    gsl_odeiv2_system system = {change, NULL, states + 1, &c};
    gsl_odeiv2_driver *const driver =
        gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rkf45, 1e-3, 1e-9, 0.0);
    double t = 0.0;

    assert_true(states < MOST * MOST);
    for (size_t i = 0; i <= states; i++)
        y[i] = 0.0;
    y[place(&c, c.founders, c.all - c.founders)] = 1.0;
    if (c.launch > 0.0)
        assert_int_equal(gsl_odeiv2_driver_apply(driver, &t, c.launch / 365.0, y), GSL_SUCCESS);
    assert_int_equal(gsl_odeiv2_driver_apply(driver, &t, (c.launch + DAYS) / 365.0, y), GSL_SUCCESS);
    gsl_odeiv2_driver_free(driver);
    return y[states];
}

static void nobody_stopping_is_the_process_of_bass(void **state)
{
    (void)state;
    assert_true(fabs(exact_mean((struct city){40, 16, .03, .38, 0.0, 15.0}) - BASS_MEAN) < 1e-5);
}

static void the_scenario_has_the_joiners_of_bass(void **state)
{
    static const char *const overrides[] = {"membership.effect=0", "programme.horizon=366"};
    struct params params;
    double mean, se;

    (void)state;
    simulate(overrides, 2, &mean, &se, &params);
    if (!(fabs(mean - BASS_MEAN) <= 3.0 * se))
        fail_msg("%g joiners +- %g, Bass has %g", mean, se, BASS_MEAN);
    assert_true(RUNS < 1000 || se < 0.02 * BASS_MEAN);
}

static void the_scenario_without_onboarding_is_a_birth_and_death_process(void **state)
{
    static const char *const overrides[] = {"membership.effect=0", "programme.horizon=366",
                                            "support.onboarding_hours=0"};
    struct params p;
    double mean, se;

    (void)state;
    simulate(overrides, 3, &mean, &se, &p);
    const struct city city = {p.providers.count,      p.membership.founders,  p.membership.innovation,
                              p.membership.imitation, p.purchase.exit_hazard, p.programme.launch};
    const double exact = exact_mean(city);
    assert_true(exact < BASS_MEAN - 0.05); /* it does make a difference */
    if (!(fabs(mean - exact) <= 3.0 * se))
        fail_msg("%g joiners +- %g, exact %g", mean, se, exact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_stopping_is_the_process_of_bass),
        cmocka_unit_test(the_scenario_has_the_joiners_of_bass),
        cmocka_unit_test(the_scenario_without_onboarding_is_a_birth_and_death_process),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
