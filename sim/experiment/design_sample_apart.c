/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Morris's trajectories chosen for their distance. */
#include "design_sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * The square of two coordinates' difference in steps of the grid, averaged over all shifts of both by the
 * same number of steps, those beyond its end beginning anew: d^2 for all but d shifts, (levels - d)^2 for
 * those.
 */
static double squared(double a, double b, size_t levels)
{
    const double steps = fabs(round((a - b) * (double)(levels - 1)));
    return steps * ((double)levels - steps);
}

/* From all points of a trajectory to one point. A step changes one coordinate: the square is carried along;
 * it is a whole number, so that a shift changes no distance by as much as its rounding. */
static double to_point(const double *one, const size_t *order, const double *point, size_t dimensions,
                       size_t levels)
{
    double squares = 0.0;
    for (size_t d = 0; d < dimensions; d++)
        squares += squared(one[d], point[d], levels);
    double sum = sqrt(squares);
    for (size_t step = 0; step < dimensions; step++) {
        const size_t d = order[step];
        const double *from = &one[step * dimensions], *to = from + dimensions;
        squares += squared(to[d], point[d], levels) - squared(from[d], point[d], levels);
        sum += sqrt(squares);
    }
    return sum;
}

double design_sample_distance(const double *one, const size_t *order, const double *two, size_t dimensions,
                              size_t levels)
{
    double sum = 0.0;
    for (size_t point = 0; point <= dimensions; point++)
        sum += to_point(one, order, &two[point * dimensions], dimensions, levels);
    return sum / (double)(levels - 1);
}

/* The numbers of the chosen ones of candidates [first, end) into chosen[count]; sums of those are zero. */
static void choose(const double *unit, const size_t *order, size_t first, size_t end, size_t dimensions,
                   size_t levels, double *sums, size_t count, size_t *chosen)
{
    const size_t width = (dimensions + 1) * dimensions;
    chosen[0] = first;
    for (size_t t = 1; t < count; t++) {
        const size_t last = chosen[t - 1];
        size_t best = end;
        sums[last] = -INFINITY; /* not again */
        for (size_t c = first; c < end; c++) {
            if (sums[c] >= 0.0)
                sums[c] += pow(design_sample_distance(&unit[last * width], &order[last * dimensions],
                                                      &unit[c * width], dimensions, levels),
                               2);
            if (best == end || sums[c] > sums[best])
                best = c;
        }
        chosen[t] = best;
    }
}

size_t design_sample_groups(size_t trajectories)
{
    const size_t pairs = (trajectories + 1) / 2, groups = pairs < 2 ? trajectories : pairs;
    return groups < DESIGN_SAMPLE_GROUPS ? groups : DESIGN_SAMPLE_GROUPS;
}

size_t design_sample_group(size_t trajectory, size_t trajectories)
{
    return ((trajectory + 1) * design_sample_groups(trajectories) - 1) / trajectories;
}

/* Groups have their shares of the candidates. */
static void choose_all(const double *unit, const size_t *order, size_t candidates, size_t dimensions,
                       size_t levels, double *sums, size_t trajectories, size_t *chosen)
{
    for (size_t from = 0, to = 0; from < trajectories; from = to) {
        while (to < trajectories &&
               design_sample_group(to, trajectories) == design_sample_group(from, trajectories))
            to++;
        choose(unit, order, from * candidates / trajectories, to * candidates / trajectories, dimensions,
               levels, sums, to - from, &chosen[from]);
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
        choose_all(all, orders, candidates, dimensions, levels, sums, trajectories, chosen);
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
