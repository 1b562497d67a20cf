/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_targets.h"

#include "scenario_setting.h"
#include "zutuan/core/streams.h"
#include "zutuan/model/spelling.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define TARGETS_POINTS_LEAST       20
#define TARGETS_POINTS_MOST        10000
#define TARGETS_REPLICATIONS_LEAST 10
#define TARGETS_WAVES_MOST         100

struct reading {
    struct calibrate_targets *targets;
    struct scenario_parent *scenario;
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
    diag_add(self->diag, DIAG_INVALID, self->targets->file, scenario_setting_line(setting), "%s", text);
}

static void complain_expected(const struct reading *self, const config_setting_t *setting, const char *key,
                              const char *expected)
{
    char found[SCENARIO_FOUND_MOST];
    scenario_setting_describe(setting, found);
    complain(self, setting, "%s: expected %s, found %s", key, expected, found);
}

/* Which of known[], NULL-terminated, `name` is; -1 when none. */
static int find(const char *name, const char *const *known)
{
    for (int i = 0; known[i] != NULL; i++) {
        if (strcmp(name, known[i]) == 0)
            return i;
    }
    return -1;
}

static const char *nearest(const char *name, const char *const *known)
{
    const char *best = *known;
    size_t least = SIZE_MAX;
    for (; *known != NULL; known++) {
        const size_t edits = spelling_distance(name, strlen(name), *known, strlen(*known));
        if (edits < least) {
            least = edits;
            best = *known;
        }
    }
    return best;
}

static void check_members(const struct reading *self, const config_setting_t *group, const char *const *known)
{
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *member = config_setting_get_elem(group, (unsigned)i);
        const char *name = config_setting_name(member);
        if (find(name, known) < 0)
            complain(self, member, "%s: unknown key; did you mean %s?", name, nearest(name, known));
    }
}

/* One of known[] given as a text; `usual` where it is left out, -1 with an item where it is none. */
static int read_choice(const struct reading *self, const config_setting_t *group, const char *key,
                       const char *const *known, int usual)
{
    const config_setting_t *setting = config_setting_get_member(group, key);
    const char *name = setting != NULL ? config_setting_get_string(setting) : NULL;
    if (setting == NULL)
        return usual;
    const int found = name != NULL ? find(name, known) : -1;
    if (name == NULL)
        complain_expected(self, setting, key, "a name in quotes");
    else if (found < 0)
        complain(self, setting, "%s: unknown %s; did you mean %s?", name, key, nearest(name, known));
    return found;
}

static double number_of(const config_setting_t *setting)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
        return config_setting_get_int(setting);
    case CONFIG_TYPE_INT64:
        return (double)config_setting_get_int64(setting);
    case CONFIG_TYPE_FLOAT:
        return config_setting_get_float(setting);
    default:
        return NAN;
    }
}

static size_t read_count(const struct reading *self, const config_setting_t *setting, size_t least,
                         size_t most)
{
    const double value = number_of(setting);
    char expected[96];
    if (value == floor(value) && value >= (double)least && value <= (double)most)
        return (size_t)value;
    snprintf(expected, sizeof expected, "a whole number from %zu to %zu", least, most);
    complain_expected(self, setting, config_setting_name(setting), expected);
    return least;
}

/* Parameters */

/* The row that a parameter is about; NULL with an item where it cannot be one. */
static const struct params_row *read_key(const struct reading *self, const config_setting_t *key)
{
    const struct calibrate_problem *problem = &self->targets->problem;
    const char *name = config_setting_get_string(key);
    char why[SCENARIO_WHY_MOST];
    if (name == NULL) {
        complain_expected(self, key, "key", "the key of a parameter in quotes");
        return NULL;
    }
    const struct params_row *row = params_find(name);
    if (row == NULL) {
        scenario_value_unknown(name, why);
        complain(self, key, "%s: %s", name, why);
        return NULL;
    }
    if (row->type != PARAMS_INT && row->type != PARAMS_REAL) {
        complain(self, key, "%s: is not a number; only numbers can be fitted", name);
        return NULL;
    }
    for (size_t i = 0; i < problem->parameter_count; i++) {
        if (problem->parameters[i].row == row) {
            complain(self, key, "%s: is given twice", name);
            return NULL;
        }
    }
    return row;
}

/* A number of the row's unit and range under `key`; NaN where it is left out or, with an item, wrong. */
static double read_bound(const struct reading *self, const config_setting_t *group, const char *key,
                         const struct params_row *row)
{
    const config_setting_t *setting = config_setting_get_member(group, key);
    char why[SCENARIO_WHY_MOST];
    double value = NAN;
    if (setting == NULL)
        return NAN;
    if (scenario_setting_value(row, setting, &value, why) != DIAG_OK) {
        complain(self, setting, "%s: %s: %s", row->key, key, why);
        return NAN;
    }
    if (!isfinite(value)) {
        complain(self, setting, "%s: %s must be finite", row->key, key);
        return NAN;
    }
    return value;
}

static void read_range(const struct reading *self, const config_setting_t *group,
                       struct calibrate_parameter *parameter)
{
    const bool from = config_setting_get_member(group, "from") != NULL;
    const bool to = config_setting_get_member(group, "to") != NULL;
    const char *key = parameter->row->key;
    parameter->low = read_bound(self, group, "from", parameter->row);
    parameter->high = read_bound(self, group, "to", parameter->row);
    if (from != to)
        complain(self, group, "%s: give both from and to, or neither for a plausible range", key);
    if (parameter->low >= parameter->high)
        complain(self, group, "%s: to must be above from", key);
    if (parameter->prior == CALIBRATE_LOG_UNIFORM && parameter->low <= 0.0)
        complain(self, group, "%s: a log-uniform prior must begin above 0", key);
    parameter->plausible = !from && !to;
    if (config_setting_get_member(group, "mean") != NULL || config_setting_get_member(group, "sd") != NULL)
        complain(self, group, "%s: mean and sd belong to prior = \"normal\"", key);
}

/* A bell over all that is legal, or what from and to leave of it. */
static void read_bell(const struct reading *self, const config_setting_t *group,
                      struct calibrate_parameter *parameter)
{
    const struct params_row *row = parameter->row;
    const config_setting_t *sd = config_setting_get_member(group, "sd");
    const double from = read_bound(self, group, "from", row), to = read_bound(self, group, "to", row);
    parameter->mean = read_bound(self, group, "mean", row);
    parameter->sd = sd != NULL ? number_of(sd) : NAN;
    parameter->low = isnan(from) ? row->minimum : from;
    parameter->high = isnan(to) ? row->maximum : to;
    if (config_setting_get_member(group, "mean") == NULL || sd == NULL)
        complain(self, group, "%s: a normal prior needs mean and sd", row->key);
    else if (!(parameter->sd > 0.0 && isfinite(parameter->sd)))
        complain_expected(self, sd, "sd", "a number above 0");
    if (parameter->low >= parameter->high)
        complain(self, group, "%s: to must be above from", row->key);
    else if (parameter->mean < parameter->low || parameter->mean > parameter->high)
        complain(self, group, "%s: mean must lie within from and to", row->key);
}

static void read_parameter(struct reading *self, const config_setting_t *group)
{
    static const char *const known[] = {"key", "prior", "from", "to", "mean", "sd", "source", NULL};
    static const char *const priors[] = {"uniform", "log-uniform", "normal", NULL};
    struct calibrate_problem *problem = &self->targets->problem;
    if (!config_setting_is_group(group)) {
        complain_expected(self, group, "parameters",
                          "groups such as { key = \"membership.imitation\"; from = 0.1; to = 0.8; }");
        return;
    }
    check_members(self, group, known);
    const config_setting_t *key = config_setting_get_member(group, "key");
    const int prior = read_choice(self, group, "prior", priors, CALIBRATE_UNIFORM);
    if (key == NULL)
        complain(self, group, "parameters: the key of a parameter is missing");
    const struct params_row *row = key != NULL ? read_key(self, key) : NULL;
    if (row == NULL || prior < 0)
        return;
    struct calibrate_parameter *parameter = &problem->parameters[problem->parameter_count++];
    *parameter = (struct calibrate_parameter){.row = row,
                                              .prior = (enum calibrate_prior)prior,
                                              .whole = row->type == PARAMS_INT,
                                              .line = scenario_setting_line(key)};
    if (prior == CALIBRATE_NORMAL)
        read_bell(self, group, parameter);
    else
        read_range(self, group, parameter);
}

/* Targets */

static bool read_measure(const struct reading *self, const config_setting_t *group,
                         enum outcome_measure *measure)
{
    const struct calibrate_problem *problem = &self->targets->problem;
    const config_setting_t *setting = config_setting_get_member(group, "measure");
    const char *name = setting != NULL ? config_setting_get_string(setting) : NULL;
    char quoted[SCENARIO_QUOTE_MOST];
    if (name == NULL) {
        if (setting == NULL)
            complain(self, group, "targets: the measure of a target is missing");
        else
            complain_expected(self, setting, "measure", "the name of a measure in quotes");
        return false;
    }
    const int found = outcome_find(name);
    if (found < 0) {
        scenario_value_quote(name, quoted);
        complain(self, setting, "measure: %s is not a measure; did you mean %s?", quoted,
                 outcome_nearest(name));
        return false;
    }
    *measure = (enum outcome_measure)found;
    for (size_t i = 0; i < problem->target_count; i++) {
        if (problem->targets[i].measure == *measure) {
            complain(self, setting, "%s: is a target already", name);
            return false;
        }
    }
    return true;
}

static double read_number(const struct reading *self, const config_setting_t *group, const char *key,
                          const char *measure, bool positive)
{
    const config_setting_t *setting = config_setting_get_member(group, key);
    const double value = setting != NULL ? number_of(setting) : NAN;
    if (setting == NULL)
        complain(self, group, "%s: %s is missing", measure, key);
    else if (!isfinite(value) || (positive && value <= 0.0))
        complain_expected(self, setting, key, positive ? "a number above 0" : "a number");
    return value;
}

static void read_target(struct reading *self, const config_setting_t *group)
{
    static const char *const known[] = {"measure", "value", "tolerance", "seen", "source", NULL};
    static const char *const ways[] = {"mean", "once", NULL};
    struct calibrate_problem *problem = &self->targets->problem;
    struct calibrate_target target = {.line = scenario_setting_line(group)};
    if (!config_setting_is_group(group)) {
        complain_expected(self, group, "targets",
                          "groups such as { measure = \"joiners_350d\"; value = 4; tolerance = 1; }");
        return;
    }
    check_members(self, group, known);
    if (!read_measure(self, group, &target.measure))
        return;
    const char *measure = outcome_measure_row(target.measure)->name;
    const config_setting_t *source = config_setting_get_member(group, "source");
    target.value = read_number(self, group, "value", measure, false);
    target.tolerance = read_number(self, group, "tolerance", measure, true);
    target.once = read_choice(self, group, "seen", ways, 1) == 1;
    target.source =
        source != NULL ? scenario_setting_text(source, self->targets->file, self->diag) : strdup("");
    if (target.source == NULL) {
        if (source == NULL)
            diag_add(self->diag, DIAG_MEMORY, NULL, 0, "memory ran out");
        return;
    }
    problem->targets[problem->target_count++] = target;
}

/* The rest */

static void read_list(struct reading *self, const config_setting_t *setting, int most,
                      void (*read)(struct reading *, const config_setting_t *))
{
    const char *name = config_setting_name(setting);
    const int count = config_setting_length(setting);
    if (!config_setting_is_list(setting))
        complain_expected(self, setting, name, "a list of groups in ( )");
    else if (count < 1 || count > most)
        complain(self, setting, "%s: expected 1 to %d, found %d", name, most, count);
    else
        for (int i = 0; i < count; i++)
            read(self, config_setting_get_elem(setting, (unsigned)i));
}

static void read_setting(struct reading *self, const config_setting_t *setting)
{
    struct calibrate_targets *targets = self->targets;
    const char *name = config_setting_name(setting);
    if (strcmp(name, "description") == 0) {
        char *text = scenario_setting_text(setting, targets->file, self->diag);
        if (text != NULL) {
            free(targets->description);
            targets->description = text;
        }
    } else if (strcmp(name, "scenario") == 0) {
        self->scenario->name = scenario_setting_text(setting, targets->file, self->diag);
        self->scenario->line = scenario_setting_line(setting);
    } else if (strcmp(name, "parameters") == 0) {
        read_list(self, setting, CALIBRATE_PARAMETERS_MOST, read_parameter);
    } else if (strcmp(name, "targets") == 0) {
        read_list(self, setting, CALIBRATE_TARGETS_MOST, read_target);
    } else if (strcmp(name, "points") == 0) {
        targets->points = read_count(self, setting, TARGETS_POINTS_LEAST, TARGETS_POINTS_MOST);
    } else if (strcmp(name, "replications") == 0) {
        targets->replications =
            read_count(self, setting, TARGETS_REPLICATIONS_LEAST, STREAMS_MAX_REPLICATION);
    } else if (strcmp(name, "waves") == 0) {
        targets->waves = read_count(self, setting, 1, TARGETS_WAVES_MOST);
    }
}

static void require(const struct reading *self, const config_setting_t *root, const char *key,
                    const char *hint)
{
    if (config_setting_get_member(root, key) == NULL)
        diag_add(self->diag, DIAG_INVALID, self->targets->file, 0, "%s: is missing; %s", key, hint);
}

void scenario_targets_read(struct calibrate_targets *self, struct scenario_parent *scenario,
                           struct diag *diag)
{
    static const char *const known[] = {"description", "scenario",     "parameters", "targets",
                                        "points",      "replications", "waves",      NULL};
    struct reading reading = {self, scenario, diag};
    char *text = scenario_text_read(self->file, diag);
    config_t config;
    if (text == NULL)
        return;
    config_init(&config);
    if (config_read_string(&config, text)) {
        const config_setting_t *root = config_root_setting(&config);
        check_members(&reading, root, known);
        for (int i = 0; i < config_setting_length(root); i++)
            read_setting(&reading, config_setting_get_elem(root, (unsigned)i));
        require(&reading, root, "scenario", "name the scenario that is fitted");
        require(&reading, root, "parameters", "list what may be changed");
        require(&reading, root, "targets", "list what is known");
    } else {
        diag_add(diag, DIAG_INVALID, self->file, config_error_line(&config), "%s",
                 config_error_text(&config));
    }
    config_destroy(&config);
    free(text);
}
