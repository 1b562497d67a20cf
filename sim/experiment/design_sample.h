/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Points in the unit cube. Every random choice is drawn from the keyed streams by the design's seed, so that
 * a design has the same points everywhere and simulation seeds do not touch them.
 *
 * unit[points][dimensions], each coordinate strictly between 0 and 1 unless said otherwise.
 */
#ifndef ZUTUAN_EXPERIMENT_DESIGN_SAMPLE_H
#define ZUTUAN_EXPERIMENT_DESIGN_SAMPLE_H

#include "zutuan/core/diag.h"

#include <stddef.h>
#include <stdint.h>

#define DESIGN_SAMPLE_SOBOL_MOST 40 /* dimensions for which GSL has direction numbers */
#define DESIGN_SAMPLE_GROUPS     10 /* of chosen trajectories, at most */

/* Purposes of streams; the model's are below 100. */
enum {
    DESIGN_SAMPLE_LATIN = 200,
    DESIGN_SAMPLE_SCRAMBLE = 201,
    DESIGN_SAMPLE_JITTER = 202,
    DESIGN_SAMPLE_MORRIS = 203,
    DESIGN_SAMPLE_ORDER = 204,
    DESIGN_SAMPLE_STREAM = 205,
};

/*
 * A Latin hypercube (McKay, Beckman, Conover 1979): in each dimension one point in each of `points` equal
 * slices. Of some random ones that with its points farthest apart is taken, then improved by swapping
 * coordinates while that lowers the sum of d^-16 over all pairs (Morris and Mitchell 1995, J. Stat. Plan.
 * Inference 43, 381-402: p = 16 is close to maximin). The search has a fixed budget: beyond some thousand
 * points little of it is left. Error: DIAG_MEMORY.
 */
DIAG_MUST_CHECK int design_sample_latin(double *unit, size_t points, size_t dimensions, uint64_t seed);
/* That sum: less is better. */
double design_sample_crowding(const double *unit, size_t points, size_t dimensions);

/*
 * Sobol's sequence from its first point (GSL's, with the point 0 that GSL leaves out), at most
 * DESIGN_SAMPLE_SOBOL_MOST dimensions, with Owen's nested uniform scrambling (Owen 1995, in: Monte Carlo and
 * quasi-Monte Carlo methods, 299-317): every binary digit is flipped or not by a draw that is named by the
 * dimension and the digits before it. Each point is then uniform, and 2^m of them are still a net.
 * Error: DIAG_MEMORY.
 */
DIAG_MUST_CHECK int design_sample_sobol(double *unit, size_t points, size_t dimensions, uint64_t seed);

/*
 * Morris's trajectories (Morris 1991, Technometrics 33, 161-174): unit[trajectories * (dimensions + 1)],
 * coordinates 0, 1/(levels-1) ... 1; each step of a trajectory moves one dimension by levels / (2 (levels-1))
 * up or down, each dimension once, in random order. order[trajectories * dimensions]: which moves at a step.
 * levels is even. Trajectories are independent. Error: DIAG_MEMORY.
 */
DIAG_MUST_CHECK int design_sample_morris(double *unit, size_t *order, size_t trajectories, size_t dimensions,
                                         size_t levels, uint64_t seed);

/*
 * The same of `candidates` trajectories that are chosen to be far from each other (Campolongo, Cariboni,
 * Saltelli 2007, Environ. Modell. Softw. 22, 1509-1518): the distance of two trajectories is the sum of the
 * distances of all their pairs of points, and the sum of its squares over all pairs of trajectories is to be
 * large. One after the other, as the best choice of all takes too long (Ruano et al. 2012, Environ. Modell.
 * Softw. 37, 103-109): the first candidate, then always the one with the largest sum to those that are
 * chosen. trajectories <= candidates.
 *
 * Two things are done otherwise, so that effects are without bias and their errors can be told. By Euclid's
 * distance those are chosen that stay at the ends of the ranges, and their mean effects are those of the ends:
 * half too large for a product of |4 x - 2|. Here the square of a coordinate's difference is averaged over all
 * shifts of the grid with its ends joined (Cranley and Patterson 1976, SIAM J. Numer. Anal. 13, 904-914): d
 * (levels - d) for d steps, the kernel of Hickernell's wrap-around discrepancy (1998, in: Random and
 * Quasi-Random Point Sets, 109-166). As a shift then changes no distance, each chosen trajectory, by itself,
 * is distributed as one that was not chosen. And they are chosen in design_sample_groups(trajectories) groups,
 * each among candidates of its own. Those of a group depend on each other, groups do not, as with replicated
 * Latin hypercubes (McKay 1997, Reliab. Eng. Syst. Saf. 57, 267-279). Error: DIAG_MEMORY.
 */
DIAG_MUST_CHECK int design_sample_apart(double *unit, size_t *order, size_t trajectories, size_t candidates,
                                        size_t dimensions, size_t levels, uint64_t seed);
/* That distance of two trajectories, unit[dimensions + 1][dimensions] each; `order` is that of the first. */
double design_sample_distance(const double *one, const size_t *order, const double *two, size_t dimensions,
                              size_t levels);
/* Pairs at first, then DESIGN_SAMPLE_GROUPS; and the group of one of so many trajectories. */
size_t design_sample_groups(size_t trajectories);
size_t design_sample_group(size_t trajectory, size_t trajectories);

/* The seed of the simulation at points of stream `stream`: `seed` itself for 0, else one drawn by both. */
uint64_t design_sample_stream_seed(uint64_t seed, uint32_t stream);

#endif
