/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_parts.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_vector.h>
#include <math.h>

/* The first two moments of the rows that have a value for every target; returns how many rows there are. */
static size_t moments(const double *outcomes, size_t replications, size_t targets, const size_t *rows,
                      double *mean, double covariance[][CALIBRATE_TARGETS_MOST])
{
    size_t n = 0;
    for (size_t j = 0; j < targets; j++) {
        mean[j] = 0.0;
        for (size_t k = 0; k < targets; k++)
            covariance[j][k] = 0.0;
    }
    for (size_t r = 0; r < replications; r++) {
        const double *row = &outcomes[(rows != NULL ? rows[r] : r) * targets];
        double from[CALIBRATE_TARGETS_MOST];
        bool whole = true;
        for (size_t j = 0; j < targets; j++)
            whole = whole && isfinite(row[j]);
        if (!whole)
            continue;
        n++;
        for (size_t j = 0; j < targets; j++) {
            from[j] = row[j] - mean[j];
            mean[j] += from[j] / (double)n;
        }
        for (size_t j = 0; j < targets; j++)
            for (size_t k = 0; k <= j; k++)
                covariance[j][k] += from[j] * (row[k] - mean[k]);
    }
    for (size_t j = 0; j < targets && n > 1; j++) {
        for (size_t k = 0; k <= j; k++)
            covariance[j][k] = covariance[k][j] = covariance[j][k] / (double)(n - 1);
    }
    return n;
}

/* V, as the header has it, in place of S; returns the degrees of freedom that it is known with: n - 1 where
 * it is all chance, more where tolerances, which are known, have a part in it (Satterthwaite 1946). `known`:
 * V and freedom of n without end. */
static double add_errors(const struct calibrate_problem *problem, size_t n, bool known,
                         double covariance[][CALIBRATE_TARGETS_MOST])
{
    const struct calibrate_target *targets = problem->targets;
    const double of_mean = known ? 0.0 : 1.0 / (double)n;
    double chance = 0.0;
    for (size_t j = 0; j < problem->target_count; j++) {
        const double error = targets[j].tolerance * targets[j].tolerance;
        for (size_t k = 0; k < problem->target_count; k++)
            covariance[j][k] *= (targets[j].once && targets[k].once ? 1.0 : 0.0) + of_mean;
        chance += covariance[j][j] / (covariance[j][j] + error) / (double)problem->target_count;
        covariance[j][j] += error;
    }
    return known ? INFINITY : (double)(n - 1) / (chance * chance + 1e-12);
}

/* Logarithm of the t density of `off` but for a constant, the normal one for infinite freedom; `covariance`
 * is overwritten. */
static double log_density(size_t count, const double *off, double covariance[][CALIBRATE_TARGETS_MOST],
                          double freedom)
{
    double room[CALIBRATE_TARGETS_MOST], squares = 0.0, determinant = 0.0;
    gsl_matrix_view matrix =
        gsl_matrix_view_array_with_tda(&covariance[0][0], count, count, CALIBRATE_TARGETS_MOST);
    gsl_vector_view x = gsl_vector_view_array(room, count);
    for (size_t j = 0; j < count; j++)
        room[j] = off[j];
    if (gsl_linalg_cholesky_decomp1(&matrix.matrix) != 0)
        return -INFINITY;
    gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, &matrix.matrix, &x.vector);
    for (size_t j = 0; j < count; j++) {
        squares += room[j] * room[j];
        determinant += log(covariance[j][j]);
    }
    return -determinant - 0.5 * (isinf(freedom) ? squares : (freedom + 1.0) * log1p(squares / freedom));
}

void calibrate_likelihood_judge(const struct calibrate_problem *problem, const double *outcomes,
                                size_t replications, const size_t *rows, bool known,
                                struct calibrate_judgement *self)
{
    const size_t targets = problem->target_count;
    double covariance[CALIBRATE_TARGETS_MOST][CALIBRATE_TARGETS_MOST], off[CALIBRATE_TARGETS_MOST];
    const size_t n = moments(outcomes, replications, targets, rows, self->mean, covariance);
    self->likelihood = -INFINITY;
    self->implausible = NAN;
    if (n < targets + 2 || 2 * n < replications)
        return;
    const double freedom = add_errors(problem, n, known, covariance);
    self->implausible = 0.0;
    for (size_t j = 0; j < targets; j++) {
        off[j] = problem->targets[j].value - self->mean[j];
        self->implausibilities[j] = fabs(off[j]) / sqrt(covariance[j][j]);
        self->implausible = fmax(self->implausible, self->implausibilities[j]);
    }
    self->likelihood = log_density(targets, off, covariance, freedom);
}

double calibrate_likelihood_skewness(const struct calibrate *self, size_t target)
{
    const struct calibrate_target *of = &self->problem->targets[target];
    const size_t targets = self->problem->target_count, replications = self->rule.replications;
    double squares = 0.0, cubes = 0.0, all = 0.0;
    for (size_t i = 0; i < self->points.count; i++) {
        const double *values = self->points.outcomes + i * replications * targets + target;
        double n = 0.0, mean = 0.0, second = 0.0, third = 0.0;
        for (size_t r = 0; r < replications; r++) {
            const double value = values[r * targets], from = value - mean;
            if (!isfinite(value))
                continue;
            n += 1.0;
            const double step = from / n;
            third += from * step * step * (n - 1.0) * (n - 2.0) - 3.0 * step * second;
            second += from * step * (n - 1.0);
            mean += step;
        }
        if (n < 3.0)
            continue;
        squares += self->points.weight[i] * second / (n - 1.0);
        cubes += self->points.weight[i] * third * n / ((n - 1.0) * (n - 2.0));
        all += self->points.weight[i];
    }
    const double n = (double)replications, once = of->once ? 1.0 : 0.0;
    return (once + 1.0 / (n * n)) * cubes / all /
           pow((once + 1.0 / n) * squares / all + of->tolerance * of->tolerance, 1.5);
}
