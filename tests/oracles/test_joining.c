/* SPDX-License-Identifier: GPL-3.0-or-later */
/* O8, O8b: joiners follow Bass's pure birth process, whose distribution is solved here from its master
 * equation. */
#include "oracle.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

enum { MOST_CANDIDATES = 64 };

struct birth {
    int founders, candidates;
    double p, q; /* per year */
};

static int rates(double t, const double y[], double dydt[], void *context)
{
    const struct birth *const b = context;
    const double all = b->founders + b->candidates;

    (void)t;
    for (int k = 0; k <= b->candidates; k++) {
        const double out = (b->candidates - k) * (b->p + b->q * (b->founders + k) / all);
        const double in =
            k == 0 ? 0.0 : (b->candidates - k + 1) * (b->p + b->q * (b->founders + k - 1) / all);
        dydt[k] = (k == 0 ? 0.0 : in * y[k - 1]) - out * y[k];
    }
    return GSL_SUCCESS;
}

/* Mean and standard deviation of the joiners after `days`. */
static void solve(struct birth b, double days, double *mean, double *sd)
{
    double y[MOST_CANDIDATES + 1] = {1.0}, t = 0.0, square = 0.0;
    gsl_odeiv2_system system = {rates, NULL, (size_t)b.candidates + 1, &b};
    gsl_odeiv2_driver *const driver =
        gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, 1e-12, 0.0);

    assert_int_equal(gsl_odeiv2_driver_apply(driver, &t, days / 365.0, y), GSL_SUCCESS);
    gsl_odeiv2_driver_free(driver);
    *mean = 0.0;
    for (int k = 0; k <= b.candidates; k++) {
        *mean += k * y[k];
        square += (double)k * k * y[k];
    }
    *sd = sqrt(square - *mean * *mean);
}

static struct params joining(struct birth b, double horizon)
{
    struct params p = oracle_queue(b.founders + b.candidates, 1, 0.0, 1.0, INFINITY, horizon);

    p.programme.horizon = horizon;
    p.programme.launch = 0.0;
    p.cluster.form = PARAMS_FORM_SUPPORT;
    p.membership.on = true;
    p.membership.founders = b.founders;
    p.membership.innovation = b.p;
    p.membership.imitation = b.q;
    p.membership.effect = 0.0;
    p.support.onboarding_hours = 0.0;
    p.support.staff = 50;
    return p;
}

static void check(struct birth b, double days)
{
    const enum outcome_measure wanted[] = {OUTCOME_JOINERS};
    const size_t runs = ORACLE_EFFORT >= 1.0 ? 20000 : 200;
    struct params p = joining(b, days);
    double *const values = malloc(runs * sizeof *values);
    double mean, sd;

    assert_non_null(values);
    solve(b, days, &mean, &sd);
    oracle_run(&p, runs, wanted, 1, values);
    oracle_check("joiners", oracle_summary(values, runs), mean);
    {
        const double simulated = gsl_stats_sd(values, 1, runs);
        const double tolerance =
            ORACLE_SIGMAS * sd / sqrt(2.0 * (double)runs) * 1.1; /* skewed: kurtosis near 3 */
        if (!(fabs(simulated - sd) < tolerance) || (ORACLE_EFFORT >= 1.0 && !(tolerance < 0.03 * sd)))
            fail_msg("standard deviation of joiners: simulated %g, exact %g", simulated, sd);
    }
    free(values);
}

static void the_master_equation_has_the_published_moments(void **state)
{
    double mean, sd;

    (void)state;
    solve((struct birth){16, 24, .03, .38}, 350, &mean, &sd);
    oracle_assert_close(mean, 4.20836, 1e-5);
    oracle_assert_close(sd, 2.03532, 1e-5);
    solve((struct birth){16, 24, .03, .38}, 1095, &mean, &sd);
    oracle_assert_close(mean, 12.29733, 1e-5);
    oracle_assert_close(sd, 2.93399, 1e-5);
}

static void joiners_follow_the_pure_birth_process(void **state)
{
    (void)state;
    check((struct birth){16, 24, .03, .38}, 350);
    check((struct birth){16, 24, .03, .38}, 1095);
    check((struct birth){5, 30, .10, 1.0}, 700);
}

static void without_imitation_joiners_are_binomial(void **state)
{
    const struct birth b = {10, 40, .25, 0.0};
    const double chance = 1.0 - exp(-b.p * 500.0 / 365.0);
    double mean, sd;

    (void)state;
    solve(b, 500, &mean, &sd);
    oracle_assert_close(mean, b.candidates * chance, 1e-8);
    oracle_assert_close(sd, sqrt(b.candidates * chance * (1.0 - chance)), 1e-8);
    check(b, 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_master_equation_has_the_published_moments),
        cmocka_unit_test(joiners_follow_the_pure_birth_process),
        cmocka_unit_test(without_imitation_joiners_are_binomial),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
