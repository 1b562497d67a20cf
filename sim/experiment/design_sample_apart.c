/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Morris's trajectories chosen for their distance. */
#include "design_sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From all points of a trajectory to one point. A step changes one coordinate: the square is carried along.
 */
static double to_point(const double *one, const size_t *order, const double *point, size_t dimensions)
{
    double squared = 0.0;
    for (size_t d = 0; d < dimensions; d++)
        squared += (one[d] - point[d]) * (one[d] - point[d]);
    double sum = sqrt(squared);
    for (size_t step = 0; step < dimensions; step++) {
        const size_t d = order[step];
        const double *from = &one[step * dimensions], *to = from + dimensions;
        const double was = from[d] - point[d], is = to[d] - point[d];
        squared += is * is - was * was;
        sum += sqrt(fmax(squared, 0.0));
    }
    return sum;
}

double design_sample_distance(const double *one, const size_t *order, const double *two, size_t dimensions)
{
    double sum = 0.0;
    for (size_t point = 0; point <= dimensions; point++)
        sum += to_point(one, order, &two[point * dimensions], dimensions);
    return sum;
}

/* Puts the numbers of the chosen candidates into chosen[trajectories]; sums[candidates] is zero. */
static void choose(const double *unit, const size_t *order, size_t candidates, size_t dimensions,
                   double *sums, size_t trajectories, size_t *chosen)
{
    const size_t width = (dimensions + 1) * dimensions;
    chosen[0] = 0;
    for (size_t t = 1; t < trajectories; t++) {
        const size_t last = chosen[t - 1];
        size_t best = candidates;
        sums[last] = -INFINITY; /* not again */
        for (size_t c = 0; c < candidates; c++) {
            if (sums[c] >= 0.0)
                sums[c] += pow(design_sample_distance(&unit[last * width], &order[last * dimensions],
                                                      &unit[c * width], dimensions),
                               2);
            if (best == candidates || sums[c] > sums[best])
                best = c;
        }
        chosen[t] = best;
    }
}

int design_sample_apart(double *unit, size_t *order, size_t trajectories, size_t candidates,
                        size_t dimensions, size_t levels, uint64_t seed)
{
    const size_t width = (dimensions + 1) * dimensions;
    double *all = calloc(candidates * width, sizeof *all), *sums = calloc(candidates, sizeof *sums);
    size_t *orders = calloc(candidates * dimensions, sizeof *orders);
    size_t *chosen = calloc(trajectories, sizeof *chosen);
    int code = DIAG_MEMORY;
    if (all != NULL && sums != NULL && orders != NULL && chosen != NULL)
        code = design_sample_morris(all, orders, candidates, dimensions, levels, seed);
    if (code == DIAG_OK)
        choose(all, orders, candidates, dimensions, sums, trajectories, chosen);
    for (size_t t = 0; code == DIAG_OK && t < trajectories; t++) {
        memcpy(&unit[t * width], &all[chosen[t] * width], width * sizeof *unit);
        memcpy(&order[t * dimensions], &orders[chosen[t] * dimensions], dimensions * sizeof *order);
    }
    free(all);
    free(sums);
    free(orders);
    free(chosen);
    return code;
}
