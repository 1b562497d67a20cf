/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * O6, O6b knowledge as shot noise, O7 productivity, O10b perceived oversight, O16 inequality, O17 thinning:
 * processes whose mean and variance are known. Means are held to 2 %, standard deviations (which converge
 * more slowly) to the figure that each test states.
 */
#include "oracle.h"

#include "effort.h"
#include "knowledge.h"
#include "state.h"

#include "zutuan/core/tally.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>

#define PROVIDERS (ORACLE_EFFORT >= 1.0 ? 1000 : 20)

/* Standard deviation of `values` and its standard error for nearly normal data. */
static struct oracle_mean spread(const double *values, size_t count)
{
    const double sd = gsl_stats_sd(values, 1, count);

    return (struct oracle_mean){sd, sd / sqrt(2.0 * ((double)count - 1.0))};
}

static void check_spread(const char *what, const double *values, size_t count, double exact, double power)
{
    const struct oracle_mean sd = spread(values, count);
    const double tolerance = ORACLE_SIGMAS * sd.se;

    if (!(fabs(sd.mean - exact) <= tolerance))
        fail_msg("%s: simulated %.6g (standard error %.2g), exact %.6g", what, sd.mean, sd.se, exact);
    if (ORACLE_EFFORT >= 1.0 && !(tolerance <= power * exact))
        fail_msg("%s: the test cannot notice an error of %g", what, power);
    printf("    %-34s simulated %-10.6g exact %-10.6g\n", what, sd.mean, exact);
}

typedef double reader(struct world *world, uint32_t provider);

static double read_knowledge(struct world *world, uint32_t provider)
{
    return knowledge_now(world, provider);
}

static double read_oversight(struct world *world, uint32_t provider)
{
    effort_settle(world, provider);
    return world->providers[provider].oversight;
}

/* One value a provider at the end of each of `runs` replications of PROVIDERS independent providers. */
static double *gather(const struct params *params, size_t runs, reader *read)
{
    double *const values = malloc(runs * (size_t)PROVIDERS * sizeof *values);
    struct world *world = NULL;

    assert_non_null(values);
    assert_int_equal(world_alloc(&world, params), DIAG_OK);
    for (size_t r = 0; r < runs; r++) {
        world_reset(world, ORACLE_SEED, (uint32_t)r + 1);
        assert_int_equal(world_run(world), DIAG_OK);
        for (uint32_t i = 0; i < (uint32_t)PROVIDERS; i++)
            values[r * (size_t)PROVIDERS + i] = read(world, i);
    }
    world_free(world);
    return values;
}

static size_t runs_of(size_t full)
{
    return ORACLE_EFFORT >= 1.0 ? full : 1;
}

/* Sessions so short beside 20 teams that they end as a Poisson process. */
static struct params feed(double rate, double horizon)
{
    struct params p = oracle_queue(PROVIDERS, 20, rate, 0.1, INFINITY, horizon);

    p.programme.horizon = horizon;
    p.learning.start = 0.0;
    p.learning.cv = 0.0;
    return p;
}

static void knowledge_fed_by_poisson_sessions_is_shot_noise(void **state)
{
    const double rate = 0.48, half_life = 335.0, delta = M_LN2 / half_life, delay = 0.1;
    const double days[] = {365.0, 1095.0};

    (void)state;
    oracle_assert_close(rate / delta * (1.0 - exp(-delta * 365.0)), 122.97377, 1e-5);
    for (size_t k = 0; k < 2; k++) {
        const struct params p = feed(rate, days[k]);
        const size_t runs = runs_of(10), count = runs * (size_t)PROVIDERS;
        double *const values = gather(&p, runs, read_knowledge);
        const double t = days[k] - delay; /* the first session ends a session's time after it was asked for */
        oracle_check("mean knowledge", oracle_summary(values, count), rate / delta * -expm1(-delta * t));
        check_spread("its standard deviation", values, count,
                     sqrt(rate / (2 * delta) * -expm1(-2 * delta * t)), 0.03);
        free(values);
    }
}

static void knowledge_with_departures_has_the_stationary_moments(void **state)
{
    const double r = 0.48, delta = M_LN2 / 335.0, w = 1.44 / 365.0, phi = 0.0625;
    const double m1 = r / (delta + w * phi);
    const double m2 = (2 * r * m1 + r) / (2 * delta + w * (1 - (1 - phi) * (1 - phi)));
    struct params p = feed(r, 5000);
    const size_t runs = runs_of(6), count = runs * (size_t)PROVIDERS;
    double *values;

    (void)state;
    oracle_assert_close(m1, 207.28330, 1e-5);
    oracle_assert_close(sqrt(m2 - m1 * m1), 15.73013, 1e-5);
    p.learning.turnover = 0.18;
    values = gather(&p, runs, read_knowledge);
    oracle_check("mean knowledge", oracle_summary(values, count), m1);
    check_spread("its standard deviation", values, count, sqrt(m2 - m1 * m1), 0.04);
    free(values);
}

static void knowledge_starts_lognormal_with_the_given_mean_and_spread(void **state)
{
    struct params p = oracle_queue(PROVIDERS, 1, 0.0, 1.0, INFINITY, 1.0);
    const size_t runs = runs_of(40), count = runs * (size_t)PROVIDERS;
    double *values;

    (void)state;
    p.programme.horizon = 1.0;
    p.learning.half_life = INFINITY;
    p.learning.start = 80.0;
    p.learning.cv = 0.4;
    values = gather(&p, runs, read_knowledge);
    oracle_check("mean knowledge at the start", oracle_summary(values, count), 80.0);
    for (size_t i = 0; i < count; i++)
        values[i] = log(values[i]);
    check_spread("standard deviation of its logarithm", values, count, sqrt(log1p(0.16)), 0.02);
    free(values);
}

static void productivity_follows_wright(void **state)
{
    struct params p = oracle_queue(1, 1, 0.0, 1.0, INFINITY, 10);
    struct world *world = NULL;
    double sum = 0.0;

    (void)state;
    p.learning.progress_ratio = 0.8;
    p.learning.ref = 100.0;
    assert_int_equal(world_alloc(&world, &p), DIAG_OK);
    oracle_assert_close(knowledge_productivity(world, 0.0), 1.0, 1e-12);
    oracle_assert_close(knowledge_productivity(world, 100.0), 1.25, 1e-12);
    oracle_assert_close(knowledge_productivity(world, 300.0), 1.5625, 1e-12);
    /* T(n) = 3 n^-b with n = 1 + E/ref */
    for (int n = 1; n <= 175; n++)
        sum += 3.0 / knowledge_productivity(world, 100.0 * (n - 1));
    oracle_assert_close(sum, 144.25773, 1e-5);
    world_free(world);
}

static void check_oversight(struct params *p, double visits, double weight)
{
    const size_t runs = runs_of(20), count = runs * (size_t)PROVIDERS;
    double *const values = gather(p, runs, read_oversight);
    const double tau = p->effort.memory;

    oracle_check("mean perceived oversight", oracle_summary(values, count), weight * visits);
    check_spread("its standard deviation", values, count, weight * sqrt(visits * 365.0 / (2.0 * tau)), 0.03);
    free(values);
}

static void government_visits_are_perceived_at_their_rate(void **state)
{
    struct params p = oracle_queue(PROVIDERS, 1, 0.0, 1.0, INFINITY, 2000);

    (void)state;
    p.programme.horizon = 2000;
    p.oversight.solo_visits = 12.0;
    p.government.visit_hours = 0.0;
    oracle_assert_close(sqrt(12.0 * 365.0 / 360.0), 3.48807, 1e-5);
    check_oversight(&p, 12.0, 1.0);
}

static void hub_visits_are_perceived_at_their_rate_and_weight(void **state)
{
    struct params p = oracle_queue(PROVIDERS, 1, 0.0, 1.0, INFINITY, 2000);

    (void)state;
    p.programme.horizon = 2500;
    p.cluster.form = PARAMS_FORM_SUPPORT;
    p.programme.launch = 0.0;
    p.monitoring.on = true;
    p.monitoring.visits = 20.0;
    p.support.visit_hours = 0.0;
    p.support.statistics_hours = 0.0;
    p.support.credibility = 0.8;
    p.effort.memory = 90.0;
    check_oversight(&p, 20.0, 0.8);
}

static void gini_of_known_distributions(void **state)
{
    double equal[] = {3.0, 3.0, 3.0}, ladder[] = {4.0, 1.0, 3.0, 2.0};

    (void)state;
    oracle_assert_close(tally_gini(equal, 3), 0.0, 1e-12);
    oracle_assert_close(tally_gini(ladder, 4), 0.25, 1e-12);
    oracle_assert_close(gsl_sf_erf(0.25), 0.27632639, 1e-8);
}

/* Integral of the season over month m, relative to the mean month. */
static double month_weight(const struct params *p, int m)
{
    const double w = 2.0 * M_PI / 365.0, a = m * 365.0 / 12.0, b = (m + 1) * 365.0 / 12.0;
    const double sines = (cos(w * (a - p->demand.phase)) - cos(w * (b - p->demand.phase))) / w;

    return (b - a) + p->demand.season * sines;
}

static void check_arrivals(double shock, size_t runs, double power)
{
    const enum outcome_measure wanted[] = {OUTCOME_REQUESTS};
    struct params p = oracle_queue(16, 1, 0.55, 0.1, INFINITY, 365);
    const double mean = 16 * 0.55 * 365;
    double variance = mean;
    double *const values = malloc(runs * sizeof *values);

    assert_non_null(values);
    p.programme.horizon = 365;
    p.demand.season = 0.4;
    p.demand.shock = shock;
    for (int m = 0; m < 12; m++)
        variance += shock * pow(16 * 0.55 * month_weight(&p, m), 2.0);
    oracle_run(&p, runs, wanted, 1, values);
    oracle_check("arrivals", oracle_summary(values, runs), mean);
    check_spread("their standard deviation", values, runs, sqrt(variance), power);
    free(values);
}

static void thinned_arrivals_are_poisson(void **state)
{
    (void)state;
    oracle_assert_close(sqrt(16 * 0.55 * 365), 56.67, 0.01);
    check_arrivals(0.0, ORACLE_EFFORT >= 1.0 ? 10000 : 50, 0.03);
}

static void monthly_shocks_add_the_variance_of_a_mixed_poisson_process(void **state)
{
    (void)state;
    check_arrivals(0.1, ORACLE_EFFORT >= 1.0 ? 8000 : 50, 0.035);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knowledge_fed_by_poisson_sessions_is_shot_noise),
        cmocka_unit_test(knowledge_with_departures_has_the_stationary_moments),
        cmocka_unit_test(knowledge_starts_lognormal_with_the_given_mean_and_spread),
        cmocka_unit_test(productivity_follows_wright),
        cmocka_unit_test(government_visits_are_perceived_at_their_rate),
        cmocka_unit_test(hub_visits_are_perceived_at_their_rate_and_weight),
        cmocka_unit_test(gini_of_known_distributions),
        cmocka_unit_test(thinned_arrivals_are_poisson),
        cmocka_unit_test(monthly_shocks_add_the_variance_of_a_mixed_poisson_process),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
