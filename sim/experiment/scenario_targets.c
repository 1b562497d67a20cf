/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_targets.h"

#include "scenario_setting.h"
#include "zutuan/core/streams.h"
#include "zutuan/model/spelling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TARGETS_POINTS_LEAST       20
#define TARGETS_POINTS_MOST        10000
#define TARGETS_REPLICATIONS_LEAST 10
#define TARGETS_WAVES_MOST         100

struct reading {
    struct calibrate_targets *targets;
    struct scenario_parent *scenario;
    struct scenario_reading in;
};

/* Which of known[], NULL-terminated, `name` is; -1 when none. */
static int find(const char *name, const char *const *known)
{
    for (int i = 0; known[i] != NULL; i++) {
        if (strcmp(name, known[i]) == 0)
            return i;
    }
    return -1;
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
        scenario_setting_expected(&self->in, setting, key, "a name in quotes");
    else if (found < 0)
        scenario_setting_complain(&self->in, setting, "%s: unknown %s; did you mean %s?", name, key,
                                  spelling_nearest(name, known));
    return found;
}

/* Parameters */

/* The row that a parameter is about; NULL with an item where it cannot be one. */
static const struct params_row *read_key(const struct reading *self, const config_setting_t *key)
{
    const struct calibrate_problem *problem = &self->targets->problem;
    const char *name = config_setting_get_string(key);
    char why[SCENARIO_WHY_MOST];
    if (name == NULL) {
        scenario_setting_expected(&self->in, key, "key", "the key of a parameter in quotes");
        return NULL;
    }
    const struct params_row *row = params_find(name);
    if (row == NULL) {
        scenario_value_unknown(name, why);
        scenario_setting_complain(&self->in, key, "%s: %s", name, why);
        return NULL;
    }
    if (row->type != PARAMS_INT && row->type != PARAMS_REAL) {
        scenario_setting_complain(&self->in, key, "%s: is not a number; only numbers can be fitted", name);
        return NULL;
    }
    for (size_t i = 0; i < problem->parameter_count; i++) {
        if (problem->parameters[i].row == row) {
            scenario_setting_complain(&self->in, key, "%s: is given twice", name);
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
        scenario_setting_complain(&self->in, setting, "%s: %s: %s", row->key, key, why);
        return NAN;
    }
    if (!isfinite(value)) {
        scenario_setting_complain(&self->in, setting, "%s: %s must be finite", row->key, key);
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
        scenario_setting_complain(&self->in, group,
                                  "%s: give both from and to, or neither for a plausible range", key);
    if (parameter->low >= parameter->high)
        scenario_setting_complain(&self->in, group, "%s: to must be above from", key);
    if (parameter->prior == CALIBRATE_LOG_UNIFORM && parameter->low <= 0.0)
        scenario_setting_complain(&self->in, group, "%s: a log-uniform prior must begin above 0", key);
    parameter->plausible = !from && !to;
    if (config_setting_get_member(group, "mean") != NULL || config_setting_get_member(group, "sd") != NULL)
        scenario_setting_complain(&self->in, group, "%s: mean and sd belong to prior = \"normal\"", key);
}

/* A bell over all that is legal, or what from and to leave of it. */
static void read_bell(const struct reading *self, const config_setting_t *group,
                      struct calibrate_parameter *parameter)
{
    const struct params_row *row = parameter->row;
    const config_setting_t *sd = config_setting_get_member(group, "sd");
    const double from = read_bound(self, group, "from", row), to = read_bound(self, group, "to", row);
    parameter->mean = read_bound(self, group, "mean", row);
    parameter->sd = sd != NULL ? scenario_setting_number(sd) : NAN;
    parameter->low = isnan(from) ? row->minimum : from;
    parameter->high = isnan(to) ? row->maximum : to;
    if (config_setting_get_member(group, "mean") == NULL || sd == NULL)
        scenario_setting_complain(&self->in, group, "%s: a normal prior needs mean and sd", row->key);
    else if (!(parameter->sd > 0.0 && isfinite(parameter->sd)))
        scenario_setting_expected(&self->in, sd, "sd", "a number above 0");
    if (parameter->low >= parameter->high)
        scenario_setting_complain(&self->in, group, "%s: to must be above from", row->key);
    else if (parameter->mean < parameter->low || parameter->mean > parameter->high)
        scenario_setting_complain(&self->in, group, "%s: mean must lie within from and to", row->key);
}

static void read_parameter(struct reading *self, const config_setting_t *group)
{
    static const char *const known[] = {"key", "prior", "from", "to", "mean", "sd", "source", NULL};
    static const char *const priors[] = {"uniform", "log-uniform", "normal", NULL};
    struct calibrate_problem *problem = &self->targets->problem;
    if (!config_setting_is_group(group)) {
        scenario_setting_expected(&self->in, group, "parameters",
                                  "groups such as { key = \"membership.imitation\"; from = 0.1; to = 0.8; }");
        return;
    }
    scenario_setting_check_members(&self->in, group, known);
    const config_setting_t *key = config_setting_get_member(group, "key");
    const int prior = read_choice(self, group, "prior", priors, CALIBRATE_UNIFORM);
    if (key == NULL)
        scenario_setting_complain(&self->in, group, "parameters: the key of a parameter is missing");
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
            scenario_setting_complain(&self->in, group, "targets: the measure of a target is missing");
        else
            scenario_setting_expected(&self->in, setting, "measure", "the name of a measure in quotes");
        return false;
    }
    const int found = outcome_find(name);
    if (found < 0) {
        scenario_value_quote(name, quoted);
        scenario_setting_complain(&self->in, setting, "measure: %s is not a measure; did you mean %s?",
                                  quoted, outcome_nearest(name));
        return false;
    }
    *measure = (enum outcome_measure)found;
    for (size_t i = 0; i < problem->target_count; i++) {
        if (problem->targets[i].measure == *measure) {
            scenario_setting_complain(&self->in, setting, "%s: is a target already", name);
            return false;
        }
    }
    return true;
}

static double read_number(const struct reading *self, const config_setting_t *group, const char *key,
                          const char *measure, bool positive)
{
    const config_setting_t *setting = config_setting_get_member(group, key);
    const double value = setting != NULL ? scenario_setting_number(setting) : NAN;
    if (setting == NULL)
        scenario_setting_complain(&self->in, group, "%s: %s is missing", measure, key);
    else if (!isfinite(value) || (positive && value <= 0.0))
        scenario_setting_expected(&self->in, setting, key, positive ? "a number above 0" : "a number");
    return value;
}

static void read_target(struct reading *self, const config_setting_t *group)
{
    static const char *const known[] = {"measure", "value", "tolerance", "seen", "source", NULL};
    static const char *const ways[] = {"mean", "once", NULL};
    struct calibrate_problem *problem = &self->targets->problem;
    struct calibrate_target target = {.line = scenario_setting_line(group)};
    if (!config_setting_is_group(group)) {
        scenario_setting_expected(&self->in, group, "targets",
                                  "groups such as { measure = \"joiners_350d\"; value = 4; tolerance = 1; }");
        return;
    }
    scenario_setting_check_members(&self->in, group, known);
    if (!read_measure(self, group, &target.measure))
        return;
    const char *measure = outcome_measure_row(target.measure)->name;
    const config_setting_t *source = config_setting_get_member(group, "source");
    target.value = read_number(self, group, "value", measure, false);
    target.tolerance = read_number(self, group, "tolerance", measure, true);
    target.once = read_choice(self, group, "seen", ways, 1) == 1;
    target.source = source != NULL ? scenario_setting_text(&self->in, source) : strdup("");
    if (target.source == NULL) {
        if (source == NULL)
            scenario_setting_no_memory(&self->in);
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
        scenario_setting_expected(&self->in, setting, name, "a list of groups in ( )");
    else if (count < 1 || count > most)
        scenario_setting_complain(&self->in, setting, "%s: expected 1 to %d, found %d", name, most, count);
    else
        for (int i = 0; i < count; i++)
            read(self, config_setting_get_elem(setting, (unsigned)i));
}

static void read_setting(struct reading *self, const config_setting_t *setting)
{
    struct calibrate_targets *targets = self->targets;
    const char *name = config_setting_name(setting);
    if (strcmp(name, "description") == 0) {
        char *text = scenario_setting_text(&self->in, setting);
        if (text != NULL) {
            free(targets->description);
            targets->description = text;
        }
    } else if (strcmp(name, "scenario") == 0) {
        self->scenario->name = scenario_setting_text(&self->in, setting);
        self->scenario->line = scenario_setting_line(setting);
    } else if (strcmp(name, "parameters") == 0) {
        read_list(self, setting, CALIBRATE_PARAMETERS_MOST, read_parameter);
    } else if (strcmp(name, "targets") == 0) {
        read_list(self, setting, CALIBRATE_TARGETS_MOST, read_target);
    } else if (strcmp(name, "points") == 0) {
        targets->points =
            scenario_setting_count(&self->in, setting, TARGETS_POINTS_LEAST, TARGETS_POINTS_MOST);
    } else if (strcmp(name, "replications") == 0) {
        targets->replications =
            scenario_setting_count(&self->in, setting, TARGETS_REPLICATIONS_LEAST, STREAMS_MAX_REPLICATION);
    } else if (strcmp(name, "waves") == 0) {
        targets->waves = scenario_setting_count(&self->in, setting, 1, TARGETS_WAVES_MOST);
    }
}

void scenario_targets_read(struct calibrate_targets *self, struct scenario_parent *scenario,
                           struct diag *diag)
{
    static const char *const known[] = {"description", "scenario",     "parameters", "targets",
                                        "points",      "replications", "waves",      NULL};
    struct reading reading = {self, scenario, {self->file, diag}};
    config_t config;
    if (!scenario_setting_open(&reading.in, &config))
        return;
    const config_setting_t *root = config_root_setting(&config);
    scenario_setting_check_members(&reading.in, root, known);
    for (int i = 0; i < config_setting_length(root); i++)
        read_setting(&reading, config_setting_get_elem(root, (unsigned)i));
    scenario_setting_require(&reading.in, root, "scenario", "name the scenario that is fitted");
    scenario_setting_require(&reading.in, root, "parameters", "list what may be changed");
    scenario_setting_require(&reading.in, root, "targets", "list what is known");
    config_destroy(&config);
}
