/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_factor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_number(const struct params_row *row)
{
    return row->type == PARAMS_INT || row->type == PARAMS_REAL;
}

/* Whether points of this kind have levels, or are drawn from a range. */
static bool has_levels(enum design_kind kind)
{
    return kind == DESIGN_FACTORIAL || kind == DESIGN_OAT;
}

/* Levels */

static bool add_level(struct scenario_factor_reading *self, struct design_factor *factor, double level)
{
    const size_t count = factor->level_count;
    double *levels = realloc(factor->levels, (count + 1) * sizeof *levels);

    if (!levels) {
        scenario_setting_no_memory(&self->in);
        return false;
    }
    factor->levels = levels;
    factor->levels[count] = level;
    factor->level_count = count + 1;
    factor->low = count == 0 ? level : fmin(factor->low, level);
    factor->high = count == 0 ? level : fmax(factor->high, level);
    return true;
}

/* Reads a level of the factor; false with an item. */
static bool read_level(const struct scenario_factor_reading *self, const struct design_factor *factor,
                       const config_setting_t *setting, double *level)
{
    char why[SCENARIO_WHY_MOST];

    if (scenario_setting_value(factor->row, setting, level, why) != DIAG_OK) {
        scenario_setting_complain(&self->in, setting, "%s: %s", factor->row->key, why);
        return false;
    }
    if (!isfinite(*level)) {
        scenario_setting_complain(&self->in, setting, "%s: a level must be finite", factor->row->key);
        return false;
    }
    return true;
}

/* Numbers rise, so that a map has an order; names are only told apart. False with an item. */
static bool follows(const struct scenario_factor_reading *self, const struct design_factor *factor,
                    const config_setting_t *setting, double level)
{
    char low[64], high[64];

    params_format(factor->row, level, high, sizeof high);
    for (size_t i = 0; i < factor->level_count && !is_number(factor->row); i++)
        if (factor->levels[i] == level) {
            scenario_setting_complain(&self->in, setting, "%s: %s is given twice", factor->row->key, high);
            return false;
        }
    if (!is_number(factor->row) || factor->level_count == 0 ||
        level > factor->levels[factor->level_count - 1])
        return true;
    params_format(factor->row, factor->levels[factor->level_count - 1], low, sizeof low);
    scenario_setting_complain(&self->in, setting, "%s: values must rise; %s follows on %s", factor->row->key,
                              high, low);
    return false;
}

static void read_values(struct scenario_factor_reading *self, struct design_factor *factor,
                        const config_setting_t *values)
{
    const int least = self->design->kind == DESIGN_OAT ? 1 : 2;

    if (!scenario_setting_is_several(values)) {
        scenario_setting_expected(&self->in, values, factor->row->key, "a list of values");
        return;
    }
    if (config_setting_length(values) < least) {
        scenario_setting_complain(&self->in, values, "%s: expected at least %s", factor->row->key,
                                  least == 1 ? "one value" : "two values");
        return;
    }
    for (int i = 0; i < config_setting_length(values); i++) {
        const config_setting_t *setting = config_setting_get_elem(values, (unsigned)i);
        double level;
        if (read_level(self, factor, setting, &level) && follows(self, factor, setting, level) &&
            !add_level(self, factor, level))
            return;
    }
}

/* The number with the fewest digits that is meant: 0.3, where the sum is 0.30000000000000004. */
static double plain(double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.12g", value);
    return strtod(text, NULL);
}

/* Reads both ends; false with items. */
static bool read_ends(const struct scenario_factor_reading *self, const struct design_factor *factor,
                      const config_setting_t *first, const config_setting_t *last, double *from, double *to)
{
    const bool from_read = read_level(self, factor, first, from),
               to_read = read_level(self, factor, last, to);

    if (!from_read || !to_read)
        return false;
    if (*from >= *to)
        scenario_setting_complain(&self->in, last, "%s: to must be above from", factor->row->key);
    return *from < *to;
}

static void read_steps(struct scenario_factor_reading *self, struct design_factor *factor,
                       const config_setting_t *first, const config_setting_t *last,
                       const config_setting_t *count)
{
    const size_t steps = scenario_setting_count(&self->in, count, 2, SCENARIO_DESIGN_STEPS_MOST);
    double from, to;

    if (!read_ends(self, factor, first, last, &from, &to) || steps == 0)
        return;
    for (size_t i = 0; i < steps; i++) {
        double share = (double)i / (double)(steps - 1), level = plain(from + share * (to - from));
        if (factor->row->type == PARAMS_INT && level != floor(level)) {
            scenario_setting_complain(
                &self->in, count,
                "%s: %zu steps from %g to %g are not whole numbers, as %g; give values, or other steps",
                factor->row->key, steps, from, to, level);
            return;
        }
        if (!add_level(self, factor, level))
            return;
    }
}

/* Factors */

/* The row that a factor is about; NULL with an item where it cannot be one. */
static const struct params_row *read_key(struct scenario_factor_reading *self, const config_setting_t *key)
{
    const struct design *design = self->design;
    const struct params_row *row;
    char why[SCENARIO_WHY_MOST];
    const char *name = config_setting_get_string(key);

    if (!name) {
        scenario_setting_expected(&self->in, key, "key", "the key of a parameter in quotes");
        return NULL;
    }
    row = params_find(name);
    if (!row) {
        scenario_value_unknown(name, why);
        scenario_setting_complain(&self->in, key, "%s: %s", name, why);
        return NULL;
    }
    if (!is_number(row) && !has_levels(design->kind)) {
        scenario_setting_complain(&self->in, key,
                                  "%s: is not a number; %s draws points from a range of numbers", name,
                                  design_kind_name(design->kind));
        return NULL;
    }
    for (size_t i = 0; i < design->factor_count; i++)
        if (design->factors[i].row == row) {
            scenario_setting_complain(&self->in, key, "%s: is a factor already", name);
            return NULL;
        }
    return row;
}

/* Levels or a range: which of them, the kind says. Without any, there must be a plausible range. */
static void read_levels(struct scenario_factor_reading *self, struct design_factor *factor,
                        const config_setting_t *group)
{
    const config_setting_t *values = config_setting_get_member(group, "values");
    const config_setting_t *from = config_setting_get_member(group, "from");
    const config_setting_t *to = config_setting_get_member(group, "to");
    const config_setting_t *steps = config_setting_get_member(group, "steps");
    const enum design_kind kind = self->design->kind;
    const bool ranged = kind != DESIGN_FACTORIAL && is_number(factor->row);

    if (values && !from && !to && !steps && has_levels(kind))
        read_values(self, factor, values);
    else if (!values && from && to && steps && has_levels(kind))
        read_steps(self, factor, from, to, steps);
    else if (!values && from && to && !steps && ranged)
        (void)read_ends(self, factor, from, to, &factor->low, &factor->high);
    else if (!values && !from && !to && !steps && ranged)
        factor->basis = DESIGN_BASIS_PLAUSIBLE; /* which one, and whether there is one, is found out later */
    else
        scenario_setting_complain(&self->in, group, "%s: give %s", factor->row->key,
                                  kind == DESIGN_FACTORIAL ? "either values, or from, to and steps"
                                  : !ranged                ? "values"
                                  : has_levels(kind) ? "values, or from and to (with steps or without), "
                                                       "or neither for a plausible range"
                                                     : "from and to, or neither for a plausible range");
}

static void read_factor(struct scenario_factor_reading *self, const config_setting_t *group)
{
    static const char *const known[] = {"key", "values", "from", "to", "steps", NULL};
    struct design *design = self->design;
    const config_setting_t *key;
    const struct params_row *row;

    if (!config_setting_is_group(group)) {
        scenario_setting_expected(&self->in, group, "factors",
                                  "groups such as { key = \"support.staff\"; values = [1, 2]; }");
        return;
    }
    scenario_setting_check_members(&self->in, group, known);
    key = config_setting_get_member(group, "key");
    if (!key) {
        scenario_setting_complain(&self->in, group, "factors: the key of a factor is missing");
        return;
    }
    row = read_key(self, key);
    if (!row)
        return;
    design->factors[design->factor_count] =
        (struct design_factor){.row = row, .line = scenario_setting_line(key)};
    read_levels(self, &design->factors[design->factor_count++], group);
}

void scenario_factor_read_all(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    const int count = config_setting_length(setting);
    const char *text = config_setting_get_string(setting);

    if (text && strcmp(text, "all") == 0 && self->design->kind != DESIGN_FACTORIAL) {
        self->also->all_line = scenario_setting_line(setting);
        return;
    }
    if (!config_setting_is_list(setting)) {
        scenario_setting_expected(&self->in, setting, "factors",
                                  self->design->kind == DESIGN_FACTORIAL
                                      ? "a list of groups in ( )"
                                      : "a list of groups in ( ), or \"all\"");
        return;
    }
    if (count == 0) {
        scenario_setting_complain(&self->in, setting, "factors: expected at least one, found none");
        return;
    }
    self->design->factors = calloc((size_t)count, sizeof *self->design->factors);
    if (!self->design->factors) {
        scenario_setting_no_memory(&self->in);
        return;
    }
    for (int i = 0; i < count; i++)
        read_factor(self, config_setting_get_elem(setting, (unsigned)i));
}
