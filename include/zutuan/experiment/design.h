/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A design: the points of the parameter space at which two scenarios are compared, or one is looked at.
 *
 *     description = "Size of the cluster and staff of its support organisation";
 *     base = "solo";
 *     other = "16+1";                                           (left out: base is looked at alone)
 *     measure = ("qa_per_10k_yuan", "cost_per_person");         (one or several)
 *     replications = 30;
 *     scale_officers = true;
 *     kind = "factorial";
 *     factors = (
 *         { key = "providers.count"; values = [4, 8, 16, 40]; },
 *         { key = "support.staff"; from = 1; to = 8; steps = 8; }
 *     );
 *
 * Kinds, and what else they take:
 *     factorial  (the default) all combinations of the factors' levels, the last factor fastest
 *     oat        one at a time: the scenarios as they are, then each factor at each of its levels
 *     lhs        a maximin Latin hypercube of `points` points over the factors' ranges
 *     sobol      the first `points` points of a scrambled Sobol sequence
 *     morris     `trajectories` of Morris on a grid of `levels` (4), each with a point that differs from its
 *                first in nothing but the random numbers
 *                Of `candidates` trajectories, if they are named, those that are farthest apart, in pairs or
 *                ten groups, so that intervals can be had
 *     saltelli   `points` rows for Sobol's indices, from two sequences A and B: A, A with the column of each
 *                factor from B, then under other random numbers B and A again. Rows come in turn from
 *                DESIGN_SCRAMBLES scramblings of Sobol's points that are independent of each other
 *     points     the lines of a CSV `file` whose header names parameters; an empty field leaves a scenario's
 *                own value, and columns point, stream and changed are passed over
 *
 * The random choices of a design are drawn by its `design_seed` (1), not by the simulation's. Levels are
 * numbers, or named choices and switches where points are not drawn from a range (factorial, oat, points).
 * A range is `from` and `to`, or a plausible one: design_range. factors = "all" takes every number that
 * concerns the scenarios (design_screened), but for those that contradict an earlier one
 * (design_contradicts).
 *
 * Both scenarios take the values of a point. Scenarios are looked for beside the file and then in the search
 * path. With scale_officers the government has as many officers at each point as its providers call for
 * (docs/model.md section 10). Everything that is wrong is reported at once, with file and line.
 *
 * Points of one stream share their random numbers; a design has one stream, but for Morris's trajectories and
 * Saltelli's rows, which are to be independent of each other.
 */
#ifndef ZUTUAN_EXPERIMENT_DESIGN_H
#define ZUTUAN_EXPERIMENT_DESIGN_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/scenario.h"
#include "zutuan/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define DESIGN_POINTS_MOST      100000
#define DESIGN_VALUES_MOST      20000000 /* points times factors */
#define DESIGN_REPLICATIONS     30       /* where a design does not say */
#define DESIGN_TRAJECTORIES     10
#define DESIGN_LEVELS           4
#define DESIGN_CANDIDATES_MOST  2000
#define DESIGN_SOBOL_FACTORS    40 /* of a Sobol sequence */
#define DESIGN_SALTELLI_FACTORS 20 /* two sequences side by side */
#define DESIGN_SCRAMBLES        16 /* of Sobol's points: row i of a Saltelli design is of number i modulo this */
#define DESIGN_POINT_MOST       512
#define DESIGN_POINT_FACTORS    8 /* of a point written in full */
#define DESIGN_NONE             SIZE_MAX
#define DESIGN_SEED             (SIZE_MAX - 1) /* in place of a factor: the random numbers */

enum design_kind {
    DESIGN_FACTORIAL,
    DESIGN_OAT,
    DESIGN_LATIN,
    DESIGN_SOBOL,
    DESIGN_MORRIS,
    DESIGN_SALTELLI,
    DESIGN_LISTED,
    DESIGN_KINDS
};

enum design_basis {
    DESIGN_BASIS_GIVEN,     /* from, to or values */
    DESIGN_BASIS_PLAUSIBLE, /* the range that hypotheses are tried at (docs/model.md, section 9) */
    DESIGN_BASIS_HALF,      /* an assumption: half to double the scenario's value, as far as it is legal */
    DESIGN_BASIS_LEGAL,     /* all that is legal, of a share that is 0 */
};

struct design_factor {
    const struct params_row *row;
    double *levels; /* owned, [level_count]: factorial and oat, in the row's unit, numbers rising */
    size_t level_count;
    double low, high; /* low < high; of levels and listed points, the least and the most */
    enum design_basis basis;
    int line; /* of the file; 0: none */
};

struct design {
    char name[SCENARIO_NAME_MOST];
    char *description;                               /* owned; "" when the file has none */
    char *file;                                      /* owned; the path read; NULL: made by design_make */
    struct scenario base, other;                     /* owned; their names differ */
    bool compares;                                   /* false: there is no other */
    enum outcome_measure measures[OUTCOME_MEASURES]; /* [measure_count], at least one, each once */
    size_t measure_count;
    size_t replications; /* of each point */
    bool scale_officers;
    enum design_kind kind;
    size_t size;         /* points, trajectories or rows, as the kind asks for; else 0 */
    size_t levels;       /* of Morris's grid */
    size_t candidates;   /* trajectories among which the `size` are chosen; 0: they are not chosen */
    int candidates_line; /* of the file; 0: none */
    uint64_t seed;       /* of the points */
    struct design_factor *factors; /* owned, [factor_count], at least one, each parameter once */
    size_t factor_count;
    /* made from the above */
    size_t point_count;
    double *values;    /* owned, [point_count][factor_count]; NaN: the scenario's own */
    uint32_t *streams; /* owned, [point_count]; NULL: 0 for all */
    size_t *changed;   /* owned, [point_count]: the factor in which a point differs from the one it is held
                          against, DESIGN_SEED or DESIGN_NONE; NULL where there is no such thing */
};

/* As a design names it. */
const char *design_kind_name(enum design_kind kind);

/*
 * Loads `name` (a path when it has a slash or ends in `.cfg`; otherwise NAME.cfg in the current folder, then
 * in the folder `designs` of each folder of the search path), and its scenarios, with overrides as in
 * scenario_load; a factor cannot be overridden. Every point must be valid for both scenarios. All mistakes go
 * to `diag`. Returns DIAG_OK, DIAG_INVALID, DIAG_IO or DIAG_MEMORY; on failure `self` holds nothing. Free
 * with design_free.
 */
DIAG_MUST_CHECK int design_load(struct design *self, const char *name, const struct scenario_search *search,
                                const char *const *overrides, size_t override_count, struct diag *diag);
/*
 * A design without a file: over given[given_count] (key and range; copied) or, for none, all numbers that
 * concern the scenarios; these are copied, other may be NULL. kind: morris, sobol, lhs, saltelli or oat.
 * candidates: of morris, else without meaning. One measure. Errors: DIAG_INVALID with an item when there is
 * nothing to vary or too much, DIAG_MEMORY.
 */
DIAG_MUST_CHECK int design_make(struct design *self, const struct scenario *base,
                                const struct scenario *other, enum outcome_measure measure,
                                enum design_kind kind, size_t size, size_t candidates,
                                const struct design_factor *given, size_t given_count, struct diag *diag);
/* The design with its points made anew for another kind: a Sobol design becomes rows for Sobol's indices.
 * Errors as in design_make. */
DIAG_MUST_CHECK int design_remake(struct design *self, enum design_kind kind, struct diag *diag);
/* Keeps only the factors keep[count] (indices, in that order) and makes the points anew. Errors likewise. */
DIAG_MUST_CHECK int design_reduce(struct design *self, const size_t *keep, size_t count, struct diag *diag);
/* More trajectories or rows, to `size` in all: the points that are there stay as they are. Morris without
 * candidates, or saltelli. Errors likewise. */
DIAG_MUST_CHECK int design_grow(struct design *self, size_t size, struct diag *diag);
/* The most trajectories or rows that a design over these factors may have. */
size_t design_size_most(const struct design *self);
/* Accepts a zeroed design. */
void design_free(struct design *self);

/* The value of a factor at a point; NaN: the scenario's own. */
static inline double design_value(const struct design *self, size_t point, size_t factor)
{
    return self->values[point * self->factor_count + factor];
}
static inline uint32_t design_stream(const struct design *self, size_t point)
{
    return self->streams == NULL ? 0 : self->streams[point];
}
/* The seed of the simulation at a point, given the experiment's. */
uint64_t design_point_seed(const struct design *self, size_t point, uint64_t seed);
/* Index of the level that factor `factor` has at `point` of a factorial design. */
size_t design_level(const struct design *self, size_t point, size_t factor);
/* Writes a value as people read it; `true`, `support`, 0.5. */
void design_value_format(const struct params_row *row, double value, char *buffer, size_t size);
/* Writes a point as people read it: `providers.count = 4, support.staff = 1`; with many factors `point 17`.
 */
void design_point_format(const struct design *self, size_t point, char buffer[DESIGN_POINT_MOST]);

/*
 * Whether a parameter concerns clusters only: whatever its value, a solo world is the same. True for fewer
 * parameters than it could be; tests/experiment/test_sweep.c holds the model to it.
 */
bool design_concerns_clusters(const struct params_row *row);
/* Officers that the government has for so many providers. */
int design_officers(int providers);
/* The parameters of `from` (base or other) at `point`. A solo scenario keeps its own value of what concerns
 * clusters only, so that points which differ in nothing else have equal parameters. */
void design_params_at(const struct design *self, size_t point, const struct scenario *from,
                      struct params *to);
/* A copy of `from` with these parameters. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int design_at(const struct design *self, size_t point, const struct scenario *from,
                              struct scenario *to);

/*
 * A plausible range about `value` for a number: the one that hypotheses are tried at, where it has one that
 * holds the value; else half to double the value, cut to what is legal, whole numbers for whole numbers; else
 * for a share that is 0 all that is legal. False: there is none.
 */
bool design_range(const struct params_row *row, double value, double *low, double *high,
                  enum design_basis *basis);
/*
 * Whether a parameter may be varied without being asked for: a number that concerns a scenario, whose ends
 * contradict nothing there, in which the scenarios do not differ, and which is not the frame of the
 * experiment (programme.*). `other` may be NULL. Gives its range.
 */
bool design_screened(const struct params_row *row, const struct scenario *base, const struct scenario *other,
                     struct design_factor *factor);

/* Whether some ends of two ranges together (or of one, given twice) contradict each other in a scenario. */
bool design_contradicts(const struct design_factor *a, const struct design_factor *b,
                        const struct scenario *scenario);

/*
 * Writes the design in full as a file that design_load reads back to the same points: `replications` of each,
 * the scenarios as `folder`/NAME, listed points as the file `points`. Error: DIAG_IO.
 */
DIAG_MUST_CHECK int design_write(const struct design *self, size_t replications, const char *folder,
                                 const char *points, FILE *stream);

#endif
