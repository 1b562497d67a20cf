/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a wave's points come from, in normal scores: there the priors are standard normal and independent.
 * The first wave is the priors; wave w is a tenth priors and nine tenths kernels N(x_i, L L') about the
 * points before it, with their weights at that time.
 */
#include "calibrate_parts.h"

#include "zutuan/core/streams.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>

#define PROPOSAL_PRIOR  0.1   /* share of a wave that is drawn from the priors */
#define PROPOSAL_WIDTH  2.0   /* of the kernels' covariance to that of the points */
#define PROPOSAL_RIDGE  1e-10 /* of the priors' variance */
#define PROPOSAL_SCORES 5.0   /* normal scores lie within: beyond is less than one in a million */

struct proposal {
    double weight;       /* of the wave's points */
    double *centres;     /* owned, [centre_count][parameters]: L^-1 x_i; NULL for the first wave */
    double *cumulative;  /* owned, [centre_count]: of the centres' weights */
    size_t centre_count; /* the points before the wave */
    double factor[CALIBRATE_PARAMETERS_MOST][CALIBRATE_PARAMETERS_MOST]; /* L */
    double log_determinant;                                              /* of L */
};

struct proposals {
    struct proposal *list; /* owned, [count] */
    size_t count;
    size_t settled; /* points whose density is up to date for all but the last */
};

void calibrate_proposal_free(struct calibrate *self)
{
    struct proposals *all = self->proposals;
    for (size_t w = 0; all != NULL && w < all->count; w++) {
        free(all->list[w].centres);
        free(all->list[w].cumulative);
    }
    if (all != NULL)
        free(all->list);
    free(all);
    self->proposals = NULL;
}

static double prior_density(const double *x, size_t count)
{
    double squares = 0.0;
    for (size_t j = 0; j < count; j++)
        squares += x[j] * x[j];
    return exp(-0.5 * squares) * pow(2.0 * M_PI, -0.5 * (double)count);
}

static void solve(const struct proposal *proposal, size_t count, double *x)
{
    const gsl_matrix_const_view factor = gsl_matrix_const_view_array_with_tda(
        &proposal->factor[0][0], count, count, CALIBRATE_PARAMETERS_MOST);
    gsl_vector_view vector = gsl_vector_view_array(x, count);
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, &factor.matrix, &vector.vector);
}

static double density(const struct proposal *self, const double *x, size_t count)
{
    double at[CALIBRATE_PARAMETERS_MOST], sum = 0.0;
    const double prior = prior_density(x, count);
    if (self->centres == NULL)
        return prior;
    for (size_t j = 0; j < count; j++)
        at[j] = x[j];
    solve(self, count, at);
    for (size_t i = 0; i < self->centre_count; i++) {
        const double weight = self->cumulative[i] - (i > 0 ? self->cumulative[i - 1] : 0.0);
        double squares = 0.0;
        if (weight <= 0.0)
            continue;
        for (size_t j = 0; j < count; j++) {
            const double from = at[j] - self->centres[i * count + j];
            squares += from * from;
        }
        sum += weight * exp(-0.5 * squares);
    }
    sum *= exp(-self->log_determinant) * pow(2.0 * M_PI, -0.5 * (double)count);
    return PROPOSAL_PRIOR * prior + (1.0 - PROPOSAL_PRIOR) * sum;
}

double calibrate_proposal_weigh(const struct calibrate *self, const double *likelihood, double power,
                                double *weight)
{
    const struct calibrate_points *points = &self->points;
    const size_t parameters = self->problem->parameter_count;
    double most = -INFINITY, sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < points->count; i++)
        most = fmax(most, likelihood[i]);
    for (size_t i = 0; i < points->count; i++) {
        weight[i] = 0.0;
        if (isfinite(likelihood[i]))
            weight[i] = exp(power * (likelihood[i] - most)) *
                        prior_density(&points->normal[i * parameters], parameters) / points->density[i];
        sum += weight[i];
        squares += weight[i] * weight[i];
    }
    for (size_t i = 0; i < points->count && sum > 0.0; i++)
        weight[i] /= sum;
    return sum > 0.0 ? sum * sum / squares : 0.0;
}

/* L of the kernels: PROPOSAL_WIDTH times the weighted covariance of the points. */
static void spread(struct proposal *self, const struct calibrate *calibrate)
{
    const struct calibrate_points *points = &calibrate->points;
    const size_t count = calibrate->problem->parameter_count;
    double mean[CALIBRATE_PARAMETERS_MOST] = {0.0};
    for (size_t i = 0; i < points->count; i++)
        for (size_t j = 0; j < count; j++)
            mean[j] += points->weight[i] * points->normal[i * count + j];
    for (size_t j = 0; j < count; j++) {
        for (size_t k = 0; k < count; k++) {
            double sum = j == k ? PROPOSAL_RIDGE : 0.0;
            for (size_t i = 0; i < points->count; i++)
                sum += points->weight[i] * (points->normal[i * count + j] - mean[j]) *
                       (points->normal[i * count + k] - mean[k]);
            self->factor[j][k] = PROPOSAL_WIDTH * sum;
        }
    }
    gsl_matrix_view matrix =
        gsl_matrix_view_array_with_tda(&self->factor[0][0], count, count, CALIBRATE_PARAMETERS_MOST);
    (void)gsl_linalg_cholesky_decomp1(&matrix.matrix); /* the ridge makes it definite */
    for (size_t j = 0; j < count; j++)
        self->log_determinant += log(self->factor[j][j]);
}

static int centre(struct proposal *self, const struct calibrate *calibrate)
{
    const struct calibrate_points *points = &calibrate->points;
    const size_t count = calibrate->problem->parameter_count;
    double sum = 0.0;
    self->centres = malloc(points->count * count * sizeof *self->centres);
    self->cumulative = malloc(points->count * sizeof *self->cumulative);
    if (self->centres == NULL || self->cumulative == NULL)
        return DIAG_MEMORY;
    self->centre_count = points->count;
    spread(self, calibrate);
    for (size_t i = 0; i < points->count; i++) {
        for (size_t j = 0; j < count; j++)
            self->centres[i * count + j] = points->normal[i * count + j];
        solve(self, count, &self->centres[i * count]);
        sum += points->weight[i];
        self->cumulative[i] = sum;
    }
    return DIAG_OK;
}

static double bounded(double score)
{
    return fmin(fmax(score, -PROPOSAL_SCORES), PROPOSAL_SCORES);
}

static int draw_first(const struct calibrate *self, size_t points, double *normal)
{
    const size_t count = self->problem->parameter_count;
    const struct streams streams = {self->rule.seed, 0};
    double shift[CALIBRATE_PARAMETERS_MOST], at[CALIBRATE_PARAMETERS_MOST];
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)count);
    if (sequence == NULL)
        return DIAG_MEMORY;
    streams_fill(&streams, CALIBRATE_SHIFT, 0, 0, count, shift);
    for (size_t i = 0; i < points; i++) {
        gsl_qrng_get(sequence, at);
        for (size_t j = 0; j < count; j++) {
            const double u = at[j] + shift[j] - floor(at[j] + shift[j]);
            normal[i * count + j] = bounded(gsl_cdf_ugaussian_Pinv(u));
        }
    }
    gsl_qrng_free(sequence);
    return DIAG_OK;
}

/* One point of a later wave; u[parameters + 2] says which kernel and where in it. */
static void draw_one(const struct proposal *self, const double *u, size_t count, double *x)
{
    const double *z = &u[2];
    size_t low = 0, high = self->centre_count - 1;
    const double wanted = u[1] * self->cumulative[high];
    if (u[0] < PROPOSAL_PRIOR) {
        for (size_t j = 0; j < count; j++)
            x[j] = bounded(gsl_cdf_ugaussian_Pinv(z[j]));
        return;
    }
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (self->cumulative[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t j = 0; j < count; j++) { /* x = L (L^-1 x_i + z) */
        x[j] = 0.0;
        for (size_t k = 0; k <= j; k++)
            x[j] += self->factor[j][k] * (self->centres[low * count + k] + gsl_cdf_ugaussian_Pinv(z[k]));
        x[j] = bounded(x[j]);
    }
}

int calibrate_proposal_draw(struct calibrate *self, size_t count, double *normal)
{
    const size_t parameters = self->problem->parameter_count;
    const struct streams streams = {self->rule.seed, 0};
    struct proposals *all = self->proposals != NULL ? self->proposals : calloc(1, sizeof *all);
    self->proposals = all;
    struct proposal *grown = all == NULL ? NULL : realloc(all->list, (all->count + 1) * sizeof *grown);
    if (grown == NULL)
        return DIAG_MEMORY;
    all->list = grown;
    struct proposal *proposal = &all->list[all->count++];
    *proposal = (struct proposal){.weight = (double)count};
    if (all->count == 1)
        return draw_first(self, count, normal);
    if (centre(proposal, self) != DIAG_OK)
        return DIAG_MEMORY;
    for (size_t i = 0; i < count; i++) {
        double u[CALIBRATE_PARAMETERS_MOST + 2];
        streams_fill(&streams, CALIBRATE_DRAW, (uint32_t)all->count, (uint32_t)i, parameters + 2, u);
        draw_one(proposal, u, parameters, &normal[i * parameters]);
    }
    return DIAG_OK;
}

void calibrate_proposal_settle(struct calibrate *self)
{
    struct proposals *all = self->proposals;
    struct calibrate_points *points = &self->points;
    const size_t parameters = self->problem->parameter_count;
    for (size_t i = 0; i < points->count; i++) {
        const double *x = &points->normal[i * parameters];
        size_t first = all->count - 1;
        if (i >= all->settled) {
            points->density[i] = 0.0;
            first = 0;
        }
        for (size_t w = first; w < all->count; w++)
            points->density[i] += all->list[w].weight * density(&all->list[w], x, parameters);
    }
    all->settled = points->count;
}
