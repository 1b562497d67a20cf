/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * O13: two venues with threshold referral against the exact Markov chain, solved here for the case at hand.
 *
 * State (n0, n1), requests at each venue. An arrival that finds n_i >= h at i goes to j if n_j <= n_i - d,
 * with probability pi (n counts the one in service, not the arrival).
 */
#include "oracle.h"

#include <gsl/gsl_linalg.h>

#define MOST 28 /* requests at a venue; the mass beyond is below 3e-8 for these rates */
#define SIDE (MOST + 1)

struct chain {
    double lambda, mu, theta, h, d, pi;
};

struct chain_means {
    double queue, abandon, referred;
};

static size_t at(int a, int b)
{
    return (size_t)(a * SIDE + b);
}

static bool refers(const struct chain *c, int here, int there)
{
    return c->h >= 0 && here >= c->h && there <= here - c->d;
}

/* Adds the flow from (a, b) to (x, y); one that would leave the grid is refused at its edge. */
static void flow(gsl_matrix *q, int a, int b, int x, int y, double rate)
{
    if (x > MOST || y > MOST || rate <= 0.0)
        return;
    *gsl_matrix_ptr(q, at(x, y), at(a, b)) += rate;
    *gsl_matrix_ptr(q, at(a, b), at(a, b)) -= rate;
}

static double leaving(const struct chain *c, int n)
{
    return n == 0 ? 0.0 : c->mu + (n - 1) * c->theta;
}

static void fill(const struct chain *c, gsl_matrix *q)
{
    for (int a = 0; a <= MOST; a++) {
        for (int b = 0; b <= MOST; b++) {
            const double from_a = refers(c, a, b) ? c->pi : 0.0, from_b = refers(c, b, a) ? c->pi : 0.0;
            flow(q, a, b, a + 1, b, c->lambda * (1.0 - from_a + from_b));
            flow(q, a, b, a, b + 1, c->lambda * (1.0 - from_b + from_a));
            flow(q, a, b, a - 1, b, leaving(c, a));
            flow(q, a, b, a, b - 1, leaving(c, b));
        }
    }
}

static struct chain_means solve(const struct chain *c)
{
    gsl_matrix *const q = gsl_matrix_calloc(SIDE * SIDE, SIDE * SIDE);
    gsl_vector *const right = gsl_vector_calloc(SIDE * SIDE), *const p = gsl_vector_alloc(SIDE * SIDE);
    gsl_permutation *const order = gsl_permutation_alloc(SIDE * SIDE);
    struct chain_means means = {0.0, 0.0, 0.0};
    int sign;

    fill(c, q);
    for (size_t j = 0; j < SIDE * SIDE; j++)
        gsl_matrix_set(q, 0, j, 1.0);
    gsl_vector_set(right, 0, 1.0);
    gsl_linalg_LU_decomp(q, order, &sign);
    gsl_linalg_LU_solve(q, order, right, p);
    for (int a = 0; a <= MOST; a++) {
        for (int b = 0; b <= MOST; b++) {
            const double mass = gsl_vector_get(p, at(a, b));
            means.queue += mass * (fmax(0, a - 1) + fmax(0, b - 1));
            means.referred += mass * c->pi * (refers(c, a, b) + refers(c, b, a)) / 2.0;
        }
    }
    means.abandon = c->theta * means.queue / (2.0 * c->lambda);
    gsl_permutation_free(order);
    gsl_vector_free(p);
    gsl_vector_free(right);
    gsl_matrix_free(q);
    return means;
}

static const struct chain published[] = {
    {0.6, 2.0 / 3.0, 1.0 / 30, -1, 0, 0.0},
    {0.6, 2.0 / 3.0, 1.0 / 30, 3, 2, 1.0},
    {0.6, 2.0 / 3.0, 1.0 / 30, 3, 2, 0.7},
    {0.6, 2.0 / 3.0, 1.0 / 30, 1, 1, 1.0},
};

static void the_chain_has_the_published_means(void **state)
{
    const double queue[] = {4.10235264, 3.14747583, 3.24779941, 2.81069383};
    const double abandon[] = {0.11395424, 0.08742988, 0.09021665, 0.07807483};
    const double referred[] = {0.0, 0.14110102, 0.11755437, 0.31050083};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const struct chain_means means = solve(&published[i]);
        oracle_assert_close(means.queue, queue[i], 1e-6);
        oracle_assert_close(means.abandon, abandon[i], 1e-7);
        oracle_assert_close(means.referred, referred[i], 1e-7);
    }
}

static void check(const struct chain *c, double horizon)
{
    const enum outcome_measure wanted[] = {OUTCOME_QUEUE_MEAN, OUTCOME_UNMET_SHARE, OUTCOME_REFERRAL_SHARE};
    const struct chain_means exact = solve(c);
    struct params p = oracle_queue(2, 1, c->lambda, 1.0 / c->mu, 1.0 / c->theta, horizon);
    struct oracle_mean means[3];

    p.cluster.form = PARAMS_FORM_SUPPORT;
    p.programme.launch = 0.0;
    p.referral.on = c->h >= 0;
    p.referral.threshold = fmax(0.0, c->h);
    p.referral.gap = c->d;
    p.referral.engagement = 1.0;
    p.referral.accept_base = c->pi;
    p.referral.accept_trust = 0.0;
    p.support.referral_hours = 0.0;
    p.support.staff = 10;
    p.service.referred = 0.0;
    oracle_means(&p, 40, wanted, 3, means);
    means[0].mean *= 2.0;
    means[0].se *= 2.0;
    oracle_check("queue, both venues", means[0], exact.queue);
    oracle_check("share that abandons", means[1], exact.abandon);
    if (c->h >= 0)
        oracle_check("share referred", means[2], exact.referred);
    else
        oracle_assert_close(means[2].mean, 0.0, 0.0);
}

static void two_venues_behave_as_the_chain_says_in_all_published_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4; i++)
        check(&published[i], 60000);
}

static void two_venues_behave_as_the_chain_says_in_further_cases(void **state)
{
    const struct chain further[] = {
        {0.5, 0.6, 1.0 / 20, 2, 1, 0.5},
        {0.45, 0.5, 1.0 / 15, 4, 3, 0.9},
        {0.55, 2.0 / 3.0, 1.0 / 25, 2, 2, 0.8},
    };

    (void)state;
    for (size_t i = 0; i < sizeof further / sizeof *further; i++)
        check(&further[i], 60000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chain_has_the_published_means),
        cmocka_unit_test(two_venues_behave_as_the_chain_says_in_all_published_cases),
        cmocka_unit_test(two_venues_behave_as_the_chain_says_in_further_cases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
