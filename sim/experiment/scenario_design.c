/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_design.h"

#include "scenario_setting.h"
#include "zutuan/core/streams.h"
#include "zutuan/model/spelling.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct design *design;
    struct scenario_design *also;
    struct diag *diag;
};

DIAG_FORMAT(3, 4)
static void complain(const struct reading *self, const config_setting_t *setting, const char *format, ...)
{
    char text[2 * SCENARIO_WHY_MOST];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    diag_add(self->diag, DIAG_INVALID, self->design->file, scenario_setting_line(setting), "%s", text);
}

static void complain_expected(const struct reading *self, const config_setting_t *setting, const char *key,
                              const char *expected)
{
    char found[SCENARIO_FOUND_MOST];

    scenario_setting_describe(setting, found);
    complain(self, setting, "%s: expected %s, found %s", key, expected, found);
}

static bool is_list(const config_setting_t *setting)
{
    return config_setting_is_list(setting) || config_setting_is_array(setting);
}

static void complain_unknown(const struct reading *self, const config_setting_t *setting,
                             const char *const *known)
{
    const char *name = config_setting_name(setting), *nearest = *known;
    size_t least = SIZE_MAX;

    for (; *known; known++) {
        size_t edits = spelling_distance(name, strlen(name), *known, strlen(*known));
        if (edits < least) {
            least = edits;
            nearest = *known;
        }
    }
    complain(self, setting, "%s: unknown key; did you mean %s?", name, nearest);
}

/* A whole number from `least` to `most`; 0 with an item where it is something else. */
static size_t read_count(const struct reading *self, const config_setting_t *setting, size_t least,
                         size_t most)
{
    double value = config_setting_type(setting) == CONFIG_TYPE_INT64
                       ? (double)config_setting_get_int64(setting)
                       : config_setting_get_float(setting);
    char expected[96];

    if (config_setting_type(setting) == CONFIG_TYPE_INT)
        value = config_setting_get_int(setting);
    if (config_setting_is_number(setting) && value == floor(value) && value >= (double)least &&
        value <= (double)most)
        return (size_t)value;
    snprintf(expected, sizeof expected, "a whole number from %zu to %zu", least, most);
    complain_expected(self, setting, config_setting_name(setting), expected);
    return 0;
}

/* Levels */

static bool add_level(struct reading *self, struct design_factor *factor, double level)
{
    double *levels = realloc(factor->levels, (factor->level_count + 1) * sizeof *levels);

    if (!levels) {
        diag_add(self->diag, DIAG_MEMORY, self->design->file, 0, "memory ran out");
        return false;
    }
    factor->levels = levels;
    factor->levels[factor->level_count++] = level;
    return true;
}

/* Reads a number as a level of the factor; false with an item. */
static bool read_level(const struct reading *self, const struct design_factor *factor,
                       const config_setting_t *setting, double *level)
{
    char why[SCENARIO_WHY_MOST];

    if (scenario_setting_value(factor->row, setting, level, why) != DIAG_OK) {
        complain(self, setting, "%s: %s", factor->row->key, why);
        return false;
    }
    if (!isfinite(*level)) {
        complain(self, setting, "%s: a level must be finite", factor->row->key);
        return false;
    }
    return true;
}

static void read_values(struct reading *self, struct design_factor *factor, const config_setting_t *values)
{
    char low[64], high[64];

    if (!is_list(values) || config_setting_length(values) < 2) {
        if (is_list(values))
            complain(self, values, "%s: expected at least two values", factor->row->key);
        else
            complain_expected(self, values, factor->row->key, "a list of values");
        return;
    }
    for (int i = 0; i < config_setting_length(values); i++) {
        const config_setting_t *setting = config_setting_get_elem(values, (unsigned)i);
        double level, last = factor->level_count ? factor->levels[factor->level_count - 1] : -INFINITY;
        if (!read_level(self, factor, setting, &level))
            continue;
        if (level <= last) {
            params_format(factor->row, last, low, sizeof low);
            params_format(factor->row, level, high, sizeof high);
            complain(self, setting, "%s: values must rise; %s follows on %s", factor->row->key, high, low);
        } else if (!add_level(self, factor, level)) {
            return;
        }
    }
}

/* The number with the fewest digits that is meant: 0.3, where the sum is 0.30000000000000004. */
static double plain(double value)
{
    char text[32];

    snprintf(text, sizeof text, "%.12g", value);
    return strtod(text, NULL);
}

static void read_steps(struct reading *self, struct design_factor *factor, const config_setting_t *first,
                       const config_setting_t *last, const config_setting_t *count)
{
    const size_t steps = read_count(self, count, 2, SCENARIO_DESIGN_STEPS_MOST);
    double from, to;
    bool from_read = read_level(self, factor, first, &from), to_read = read_level(self, factor, last, &to);

    if (!from_read || !to_read || steps == 0)
        return;
    if (from >= to) {
        complain(self, last, "%s: to must be above from", factor->row->key);
        return;
    }
    for (size_t i = 0; i < steps; i++) {
        double share = (double)i / (double)(steps - 1), level = plain(from + share * (to - from));
        if (factor->row->type == PARAMS_INT && level != floor(level)) {
            complain(self, count,
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
static const struct params_row *read_key(struct reading *self, const config_setting_t *key)
{
    const struct params_row *row;
    char why[SCENARIO_WHY_MOST];
    const char *name = config_setting_get_string(key);

    if (!name) {
        complain_expected(self, key, "key", "the key of a parameter in quotes");
        return NULL;
    }
    row = params_find(name);
    if (!row) {
        scenario_value_unknown(name, why);
        complain(self, key, "%s: %s", name, why);
        return NULL;
    }
    if (row->type != PARAMS_INT && row->type != PARAMS_REAL) {
        complain(self, key, "%s: is not a number; the levels of a factor are numbers", name);
        return NULL;
    }
    for (size_t i = 0; i < self->design->factor_count; i++)
        if (self->design->factors[i].row == row) {
            complain(self, key, "%s: is a factor already", name);
            return NULL;
        }
    return row;
}

static void read_levels(struct reading *self, struct design_factor *factor, const config_setting_t *group)
{
    const config_setting_t *values = config_setting_get_member(group, "values");
    const config_setting_t *from = config_setting_get_member(group, "from");
    const config_setting_t *to = config_setting_get_member(group, "to");
    const config_setting_t *steps = config_setting_get_member(group, "steps");

    if (values && !from && !to && !steps)
        read_values(self, factor, values);
    else if (!values && from && to && steps)
        read_steps(self, factor, from, to, steps);
    else
        complain(self, group, "%s: give either values, or from, to and steps", factor->row->key);
}

static void read_factor(struct reading *self, const config_setting_t *group)
{
    static const char *const known[] = {"key", "values", "from", "to", "steps", NULL};
    struct design *design = self->design;
    const config_setting_t *key;
    const struct params_row *row;

    if (!config_setting_is_group(group)) {
        complain_expected(self, group, "factors",
                          "groups such as { key = \"support.staff\"; values = [1, 2]; }");
        return;
    }
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *member = config_setting_get_elem(group, (unsigned)i);
        const char *const *name = known;
        while (*name && strcmp(*name, config_setting_name(member)) != 0)
            name++;
        if (!*name)
            complain_unknown(self, member, known);
    }
    key = config_setting_get_member(group, "key");
    if (!key) {
        complain(self, group, "factors: the key of a factor is missing");
        return;
    }
    row = read_key(self, key);
    if (!row)
        return;
    design->factors[design->factor_count] =
        (struct design_factor){.row = row, .line = scenario_setting_line(key)};
    read_levels(self, &design->factors[design->factor_count++], group);
}

static void read_factors(struct reading *self, const config_setting_t *setting)
{
    int count = config_setting_length(setting);

    if (!config_setting_is_list(setting)) {
        complain_expected(self, setting, "factors", "a list of groups in ( )");
        return;
    }
    if (count < 1 || count > DESIGN_FACTORS_MOST) {
        complain(self, setting, "factors: expected 1 to %d, found %d", DESIGN_FACTORS_MOST, count);
        return;
    }
    for (int i = 0; i < count; i++)
        read_factor(self, config_setting_get_elem(setting, (unsigned)i));
}

/* The rest */

static void read_measure(struct reading *self, const config_setting_t *setting)
{
    struct design *design = self->design;
    const char *name = config_setting_get_string(setting);
    char quoted[SCENARIO_QUOTE_MOST];
    int measure;

    if (!name) {
        complain_expected(self, setting, "measure", "the name of a measure in quotes");
        return;
    }
    measure = outcome_find(name);
    if (measure < 0) {
        scenario_value_quote(name, quoted);
        complain(self, setting, "measure: %s is not a measure; did you mean %s?", quoted,
                 outcome_nearest(name));
        return;
    }
    for (size_t i = 0; i < design->measure_count; i++)
        if (design->measures[i] == (enum outcome_measure)measure) {
            complain(self, setting, "measure: %s is given twice", name);
            return;
        }
    design->measures[design->measure_count++] = (enum outcome_measure)measure;
}

static void read_measures(struct reading *self, const config_setting_t *setting)
{
    if (!is_list(setting)) {
        read_measure(self, setting);
        return;
    }
    if (config_setting_length(setting) == 0)
        complain(self, setting, "measure: expected at least one");
    for (int i = 0; i < config_setting_length(setting); i++)
        read_measure(self, config_setting_get_elem(setting, (unsigned)i));
}

static void read_parent(struct reading *self, const config_setting_t *setting, struct scenario_parent *parent)
{
    parent->name = scenario_setting_text(setting, self->design->file, self->diag);
    parent->line = scenario_setting_line(setting);
}

static void read_setting(struct reading *self, const config_setting_t *setting)
{
    static const char *const known[] = {"description",  "base",           "other",   "measure",
                                        "replications", "scale_officers", "factors", NULL};
    const char *name = config_setting_name(setting);
    char *text;

    if (strcmp(name, "description") == 0) {
        text = scenario_setting_text(setting, self->design->file, self->diag);
        if (text) {
            free(self->design->description);
            self->design->description = text;
        }
    } else if (strcmp(name, "base") == 0) {
        read_parent(self, setting, &self->also->base);
    } else if (strcmp(name, "other") == 0) {
        read_parent(self, setting, &self->also->other);
    } else if (strcmp(name, "measure") == 0) {
        read_measures(self, setting);
    } else if (strcmp(name, "replications") == 0) {
        self->design->replications = read_count(self, setting, 1, STREAMS_MAX_REPLICATION);
    } else if (strcmp(name, "scale_officers") == 0) {
        if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
            complain_expected(self, setting, name, "true or false");
        self->design->scale_officers = config_setting_get_bool(setting);
        self->also->scale_line = scenario_setting_line(setting);
    } else if (strcmp(name, "factors") == 0) {
        read_factors(self, setting);
    } else {
        complain_unknown(self, setting, known);
    }
}

static void require(const struct reading *self, const config_setting_t *root, const char *key,
                    const char *hint)
{
    if (!config_setting_get_member(root, key))
        diag_add(self->diag, DIAG_INVALID, self->design->file, 0, "%s: is missing; %s", key, hint);
}

void scenario_design_read(struct design *self, struct scenario_design *also, struct diag *diag)
{
    struct reading reading = {self, also, diag};
    char *text = scenario_text_read(self->file, diag);
    const config_setting_t *root;
    config_t config;

    if (!text)
        return;
    config_init(&config);
    if (config_read_string(&config, text)) {
        root = config_root_setting(&config);
        for (int i = 0; i < config_setting_length(root); i++)
            read_setting(&reading, config_setting_get_elem(root, (unsigned)i));
        require(&reading, root, "base", "name the scenario to compare with");
        require(&reading, root, "other", "name the scenario that is compared");
        require(&reading, root, "measure", "name one, such as qa_per_10k_yuan, or a list");
        require(&reading, root, "factors", "list what the points differ in");
    } else {
        diag_add(diag, DIAG_INVALID, self->file, config_error_line(&config), "%s",
                 config_error_text(&config));
    }
    config_destroy(&config);
    free(text);
}
