/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A design: two scenarios, and the points at which they are compared.
 *
 *     description = "Size of the cluster and staff of its support organisation";
 *     base = "solo";
 *     other = "16+1";
 *     measure = ("qa_per_10k_yuan", "cost_per_person");         (one or several)
 *     replications = 30;
 *     scale_officers = true;
 *     factors = (
 *         { key = "providers.count"; values = [4, 8, 16, 40]; },
 *         { key = "support.staff"; from = 1; to = 8; steps = 8; }
 *     );
 *
 * The points are all combinations of the factors' levels (full factorial), numbered from 0, the last factor
 * fastest. Both scenarios take the levels of a point. Scenarios are looked for beside the file and then in
 * the search path. With scale_officers the government has as many officers at each point as its providers
 * call for (docs/model.md section 10). Everything that is wrong is reported at once, with file and line.
 */
#ifndef ZUTUAN_EXPERIMENT_DESIGN_H
#define ZUTUAN_EXPERIMENT_DESIGN_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/scenario.h"
#include "zutuan/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define DESIGN_FACTORS_MOST 8
#define DESIGN_POINTS_MOST  100000
#define DESIGN_REPLICATIONS 30 /* where a design does not say */
#define DESIGN_POINT_MOST   512

struct design_factor {
    const struct params_row *row; /* a number */
    double *levels;               /* owned, [level_count], at least two, rising, in the row's unit */
    size_t level_count;
    int line; /* of the file */
};

struct design {
    char name[SCENARIO_NAME_MOST];
    char *description;                               /* owned; "" when the file has none */
    char *file;                                      /* owned; the path read */
    struct scenario base, other;                     /* owned; their names differ */
    enum outcome_measure measures[OUTCOME_MEASURES]; /* [measure_count], at least one, each once */
    size_t measure_count;
    size_t replications; /* of each point */
    bool scale_officers;
    struct design_factor factors[DESIGN_FACTORS_MOST]; /* [factor_count], at least one, each parameter once */
    size_t factor_count;
};

/*
 * Loads `name` (a path when it has a slash or ends in `.cfg`; otherwise NAME.cfg in the current folder, then
 * in the folder `designs` of each folder of the search path), and its scenarios, with overrides as in
 * scenario_load; a factor cannot be overridden. Every point must be valid for both scenarios. All mistakes go
 * to `diag`. Returns DIAG_OK, DIAG_INVALID, DIAG_IO or DIAG_MEMORY; on failure `self` holds nothing. Free
 * with design_free.
 */
DIAG_MUST_CHECK int design_load(struct design *self, const char *name, const struct scenario_search *search,
                                const char *const *overrides, size_t override_count, struct diag *diag);
/* Accepts a zeroed design. */
void design_free(struct design *self);

size_t design_point_count(const struct design *self);
/* Index of the level that factor `factor` has at `point`. */
size_t design_level(const struct design *self, size_t point, size_t factor);
/* Writes a point as people read it: `providers.count = 4, support.staff = 1`. */
void design_point_format(const struct design *self, size_t point, char buffer[DESIGN_POINT_MOST]);

/*
 * Whether a parameter concerns clusters only: whatever its value, a solo world is the same. True for fewer
 * parameters than it could be; tests/experiment/test_sweep.c holds the model to it.
 */
bool design_concerns_clusters(const struct params_row *row);
/* Officers that the government has for so many providers. */
int design_officers(int providers);
/*
 * A copy of `from` (base or other) at `point`. A solo scenario keeps its own value of what concerns clusters
 * only, so that points which differ in nothing else have equal parameters. Error: DIAG_MEMORY.
 */
DIAG_MUST_CHECK int design_at(const struct design *self, size_t point, const struct scenario *from,
                              struct scenario *to);

/*
 * Writes the design in full as a file that design_load reads back to the same points: `replications` of each,
 * the scenarios as `folder`/NAME. Error: DIAG_IO.
 */
DIAG_MUST_CHECK int design_write(const struct design *self, size_t replications, const char *folder,
                                 FILE *stream);

#endif
