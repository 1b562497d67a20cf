/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A design made whole: what must hold between its parts, ranges that were not given, points. */
#include "design_make.h"

#include "design_points.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int design_make_no_memory(struct diag *diag)
{
    return diag_add(diag, DIAG_MEMORY, NULL, 0, "memory ran out");
}

/* What must hold between the parts */

static const struct design_factor *find_factor(const struct design *self, const char *key)
{
    for (size_t i = 0; i < self->factor_count; i++)
        if (strcmp(self->factors[i].row->key, key) == 0)
            return &self->factors[i];
    return NULL;
}

static void check_overrides(const struct design *self, const char *const *overrides, struct diag *diag)
{
    const struct params_row *officers = params_find("government.officers");
    const struct scenario_origin *at;

    for (size_t i = 0; i < self->factor_count; i++) {
        at = &self->base.origins[params_index(self->factors[i].row)];
        if (at->file && strcmp(at->file, "-s") == 0)
            scenario_complain_at(overrides[at->line - 1], "the design sets it at every point", diag);
    }
    at = &self->base.origins[params_index(officers)];
    if (self->scale_officers && at->file && strcmp(at->file, "-s") == 0)
        scenario_complain_at(overrides[at->line - 1], "scale_officers sets it at every point", diag);
}

static void check_officers(const struct design *self, int line, struct diag *diag)
{
    const struct design_factor *officers = find_factor(self, "government.officers");

    if (!self->scale_officers)
        return;
    if (!find_factor(self, "providers.count"))
        diag_add(diag, DIAG_INVALID, self->file, line,
                 "scale_officers: providers.count is not a factor, so that there is nothing to scale with");
    if (officers)
        diag_add(diag, DIAG_INVALID, self->file, officers->line,
                 "government.officers: cannot be a factor and follow providers.count by scale_officers");
}

/* Of the factor whose levels make it too many combinations. */
static int line_beyond(const struct design *self)
{
    double points = 1;
    size_t i = 0;

    while (i + 1 < self->factor_count &&
           (points *= (double)self->factors[i].level_count) <= DESIGN_POINTS_MOST)
        i++;
    return self->factors[i].line;
}

size_t design_size_most(const struct design *self)
{
    const size_t factors = self->factor_count, each = factors + (self->kind == DESIGN_MORRIS ? 2 : 3);
    const size_t points = DESIGN_VALUES_MOST / factors;
    return (points < DESIGN_POINTS_MOST ? points : DESIGN_POINTS_MOST) / each;
}

static bool check_size(const struct design *self, struct diag *diag)
{
    const double points = design_points_count(self);
    const size_t most = self->kind == DESIGN_SOBOL      ? DESIGN_SOBOL_FACTORS
                        : self->kind == DESIGN_SALTELLI ? DESIGN_SALTELLI_FACTORS
                                                        : SIZE_MAX;
    int line = self->factors[0].line;

    if (self->kind == DESIGN_FACTORIAL)
        line = line_beyond(self);
    if (self->factor_count > most)
        diag_add(diag, DIAG_INVALID, self->file, line,
                 "factors: %zu, and %s takes at most %zu; find out by morris which matter",
                 self->factor_count, design_kind_name(self->kind), most);
    else if (self->candidates > 0 && self->candidates < self->size)
        diag_add(diag, DIAG_INVALID, self->file, self->candidates_line,
                 "candidates: %zu are fewer than the %zu trajectories that are to be chosen among them",
                 self->candidates, self->size);
    else if (points > DESIGN_POINTS_MOST)
        diag_add(diag, DIAG_INVALID, self->file, line,
                 "factors: more than %d points, the most that a design may have", DESIGN_POINTS_MOST);
    else if (points * (double)self->factor_count > DESIGN_VALUES_MOST)
        diag_add(diag, DIAG_INVALID, self->file, line,
                 "factors: %.0f points of %zu values each are more than fit into memory", points,
                 self->factor_count);
    else
        return true;
    return false;
}

/* Reports the first contradiction in a scenario, at the first point that has one. */
static void check_points(const struct design *self, const struct scenario *scenario, struct diag *diag)
{
    struct params_conflict conflict;
    struct params there;
    char name[DESIGN_POINT_MOST];

    for (size_t point = 0; point < self->point_count; point++) {
        design_params_at(self, point, scenario, &there);
        if (params_conflicts(&there, &conflict, 1) == 0)
            continue;
        design_point_format(self, point, name);
        diag_add(diag, DIAG_INVALID, self->file, self->factors[0].line, "factors: %s at %s: %s",
                 scenario->name, name, conflict.text);
        return;
    }
}

/* Ranges that were not given, from the scenarios' values. */
static void fill_ranges(struct design *self, struct diag *diag)
{
    for (size_t i = 0; i < self->factor_count; i++) {
        struct design_factor *factor = &self->factors[i];
        const struct scenario *from = self->compares ? &self->other : &self->base;
        double value = params_get(&from->params, factor->row);
        char text[64];
        if (factor->basis == DESIGN_BASIS_GIVEN)
            continue;
        if (!design_range(factor->row, value, &factor->low, &factor->high, &factor->basis)) {
            params_format(factor->row, value, text, sizeof text);
            diag_add(diag, DIAG_INVALID, self->file, factor->line,
                     "%s: there is no plausible range about %s; give from and to", factor->row->key, text);
        }
    }
}

/* One at a time, a range is its two ends. */
static int fill_levels(struct design *self)
{
    for (size_t i = 0; self->kind == DESIGN_OAT && i < self->factor_count; i++) {
        struct design_factor *factor = &self->factors[i];
        if (factor->level_count > 0)
            continue;
        factor->levels = calloc(2, sizeof *factor->levels);
        if (!factor->levels)
            return DIAG_MEMORY;
        factor->level_count = 2;
        factor->levels[0] = factor->low;
        factor->levels[1] = factor->high;
    }
    return DIAG_OK;
}

/* Points from what has been read, once that is right by itself. */
static void finish(struct design *self, struct diag *diag)
{
    const size_t before = diag->count;

    fill_ranges(self, diag);
    if (diag->count > before)
        return;
    if (fill_levels(self) != DIAG_OK) {
        design_make_no_memory(diag);
        return;
    }
    if (!check_size(self, diag))
        return;
    if (design_points_make(self) != DIAG_OK) {
        design_make_no_memory(diag);
        return;
    }
    check_points(self, &self->base, diag);
    if (self->compares)
        check_points(self, &self->other, diag);
}

/* Whether the next factor gets on with all that are there. */
static bool agrees(const struct design *self, const struct design_factor *next)
{
    for (size_t i = 0; i < self->factor_count; i++)
        if (design_contradicts(&self->factors[i], next, &self->base) ||
            (self->compares && design_contradicts(&self->factors[i], next, &self->other)))
            return false;
    return true;
}

/* factors = "all" */
static int take_all(struct design *self, int line, struct diag *diag)
{
    const struct scenario *other = self->compares ? &self->other : NULL;
    size_t count;
    const struct params_row *rows = params_rows(&count);

    self->factors = calloc(count, sizeof *self->factors);
    if (!self->factors)
        return design_make_no_memory(diag);
    for (size_t i = 0; i < count; i++) {
        struct design_factor *next = &self->factors[self->factor_count];
        if (design_screened(&rows[i], &self->base, other, next) && agrees(self, next)) {
            next->line = line;
            self->factor_count++;
        }
    }
    if (self->factor_count == 0)
        return diag_add(diag, DIAG_INVALID, self->file, line, "factors: there is nothing to vary");
    return DIAG_OK;
}

void design_make_checked(struct design *self, const struct scenario_design *also,
                         const char *const *overrides, struct diag *diag)
{
    const size_t before = diag->count;

    if (self->compares && strcmp(self->base.name, self->other.name) == 0)
        diag_add(diag, DIAG_INVALID, self->file, also->other.line,
                 "other: is called %s as the base is; a design compares two scenarios of different names",
                 self->other.name);
    if (also->all_line > 0 && take_all(self, also->all_line, diag) != DIAG_OK)
        return;
    check_overrides(self, overrides, diag);
    check_officers(self, also->scale_line, diag);
    if (diag->count == before)
        finish(self, diag);
}

/* Making one without a file */

static int take_given(struct design *self, const struct design_factor *given, size_t count, struct diag *diag)
{
    self->factors = calloc(count, sizeof *self->factors);
    if (!self->factors)
        return design_make_no_memory(diag);
    for (size_t i = 0; i < count; i++)
        self->factors[i] =
            (struct design_factor){.row = given[i].row, .low = given[i].low, .high = given[i].high};
    self->factor_count = count;
    return DIAG_OK;
}

int design_make(struct design *self, const struct scenario *base, const struct scenario *other,
                enum outcome_measure measure, enum design_kind kind, size_t size, size_t candidates,
                const struct design_factor *given, size_t given_count, struct diag *diag)
{
    const size_t first = diag->count;
    int code;

    *self = (struct design){.compares = other != NULL,
                            .measures = {measure},
                            .measure_count = 1,
                            .replications = DESIGN_REPLICATIONS,
                            .kind = kind,
                            .size = kind == DESIGN_OAT ? 0 : size,
                            .levels = DESIGN_LEVELS,
                            .candidates = kind == DESIGN_MORRIS ? candidates : 0,
                            .seed = 1};
    self->description = strdup("");
    if (!self->description || scenario_copy(&self->base, base, base->name) != DIAG_OK ||
        (other && scenario_copy(&self->other, other, other->name) != DIAG_OK))
        design_make_no_memory(diag);
    snprintf(self->name, sizeof self->name, "%s", design_kind_name(kind));
    if (diag->count == first &&
        (given_count > 0 ? take_given(self, given, given_count, diag) : take_all(self, 0, diag)) == DIAG_OK)
        finish(self, diag);
    code = scenario_worst_since(diag, first);
    if (code != DIAG_OK)
        design_free(self);
    return code;
}

int design_remake(struct design *self, enum design_kind kind, struct diag *diag)
{
    const size_t first = diag->count;

    self->kind = kind;
    finish(self, diag);
    return scenario_worst_since(diag, first);
}

int design_reduce(struct design *self, const size_t *keep, size_t count, struct diag *diag)
{
    const size_t first = diag->count;
    struct design_factor *kept = calloc(count, sizeof *kept);

    if (!kept)
        return design_make_no_memory(diag);
    for (size_t i = 0; i < count; i++) {
        kept[i] = self->factors[keep[i]];
        self->factors[keep[i]].levels = NULL; /* is the kept one's now */
    }
    for (size_t i = 0; i < self->factor_count; i++)
        free(self->factors[i].levels);
    free(self->factors);
    self->factors = kept;
    self->factor_count = count;
    finish(self, diag);
    return scenario_worst_since(diag, first);
}

int design_grow(struct design *self, size_t size, struct diag *diag)
{
    const size_t first = diag->count;

    self->size = size;
    finish(self, diag);
    return scenario_worst_since(diag, first);
}
