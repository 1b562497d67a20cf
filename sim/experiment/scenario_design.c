/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_design.h"

#include "scenario_factor.h"
#include "zutuan/core/streams.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Kinds and their sizes */

static void read_kind(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    const char *name = config_setting_get_string(setting);
    char known[128], quoted[SCENARIO_QUOTE_MOST];
    size_t used = 0;

    for (int kind = 0; kind < DESIGN_KINDS; kind++) {
        if (name && strcmp(name, design_kind_name((enum design_kind)kind)) == 0) {
            self->design->kind = (enum design_kind)kind;
            return;
        }
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", kind ? ", " : "",
                                 design_kind_name((enum design_kind)kind));
    }
    if (!name) {
        scenario_setting_expected(&self->in, setting, "kind", known);
        return;
    }
    scenario_value_quote(name, quoted);
    scenario_setting_complain(&self->in, setting, "kind: %s is none of %s", quoted, known);
}

static bool is_drawn(enum design_kind kind)
{
    return kind == DESIGN_LATIN || kind == DESIGN_SOBOL || kind == DESIGN_SALTELLI;
}

static void read_size(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    struct design *design = self->design;
    const bool morris = strcmp(config_setting_name(setting), "trajectories") == 0;

    if (morris ? design->kind != DESIGN_MORRIS : !is_drawn(design->kind))
        scenario_setting_complain(&self->in, setting, "%s: belongs to %s, and the kind is %s",
                                  config_setting_name(setting), morris ? "morris" : "lhs, sobol and saltelli",
                                  design_kind_name(design->kind));
    else
        design->size = scenario_setting_count(&self->in, setting, 2, DESIGN_POINTS_MOST);
}

static void read_grid(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    const size_t levels = scenario_setting_count(&self->in, setting, 2, SCENARIO_DESIGN_LEVELS_MOST);

    if (self->design->kind != DESIGN_MORRIS)
        scenario_setting_complain(&self->in, setting, "levels: belongs to morris, and the kind is %s",
                                  design_kind_name(self->design->kind));
    else if (levels % 2 == 1)
        scenario_setting_complain(&self->in, setting, "levels: expected an even number, found %zu", levels);
    else
        self->design->levels = levels;
}

static void read_candidates(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (self->design->kind != DESIGN_MORRIS)
        scenario_setting_complain(&self->in, setting, "candidates: belongs to morris, and the kind is %s",
                                  design_kind_name(self->design->kind));
    self->design->candidates = scenario_setting_count(&self->in, setting, 2, DESIGN_CANDIDATES_MOST);
    self->design->candidates_line = scenario_setting_line(setting);
}

static void read_parent(struct scenario_factor_reading *self, const config_setting_t *setting,
                        struct scenario_parent *parent)
{
    parent->name = scenario_setting_text(&self->in, setting);
    parent->line = scenario_setting_line(setting);
}

static void read_table_name(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (self->design->kind != DESIGN_LISTED)
        scenario_setting_complain(&self->in, setting, "file: belongs to points, and the kind is %s",
                                  design_kind_name(self->design->kind));
    else
        read_parent(self, setting, &self->also->table);
}

static void read_factors(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (self->design->kind == DESIGN_LISTED)
        scenario_setting_complain(&self->in, setting,
                                  "factors: the kind is points; the header of its file names them");
    else
        scenario_factor_read_all(self, setting);
}

/* The rest */

static void read_measure(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    struct design *design = self->design;
    const char *name = config_setting_get_string(setting);
    char quoted[SCENARIO_QUOTE_MOST];
    int measure;

    if (!name) {
        scenario_setting_expected(&self->in, setting, "measure", "the name of a measure in quotes");
        return;
    }
    measure = outcome_find(name);
    if (measure < 0) {
        scenario_value_quote(name, quoted);
        scenario_setting_complain(&self->in, setting, "measure: %s is not a measure; did you mean %s?",
                                  quoted, outcome_nearest(name));
        return;
    }
    for (size_t i = 0; i < design->measure_count; i++)
        if (design->measures[i] == (enum outcome_measure)measure) {
            scenario_setting_complain(&self->in, setting, "measure: %s is given twice", name);
            return;
        }
    design->measures[design->measure_count++] = (enum outcome_measure)measure;
}

static void read_measures(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (!scenario_setting_is_several(setting)) {
        read_measure(self, setting);
        return;
    }
    if (config_setting_length(setting) == 0)
        scenario_setting_complain(&self->in, setting, "measure: expected at least one");
    for (int i = 0; i < config_setting_length(setting); i++)
        read_measure(self, config_setting_get_elem(setting, (unsigned)i));
}

static void read_description(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    char *text = scenario_setting_text(&self->in, setting);

    if (text) {
        free(self->design->description);
        self->design->description = text;
    }
}

static void read_base(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    read_parent(self, setting, &self->also->base);
}

static void read_other(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    read_parent(self, setting, &self->also->other);
}

static void read_replications(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    self->design->replications = scenario_setting_count(&self->in, setting, 1, STREAMS_MAX_REPLICATION);
}

static void read_scale(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
        scenario_setting_expected(&self->in, setting, "scale_officers", "true or false");
    self->design->scale_officers = config_setting_get_bool(setting);
    self->also->scale_line = scenario_setting_line(setting);
}

static void read_seed(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    self->design->seed = scenario_setting_count(&self->in, setting, 0, SCENARIO_DESIGN_SEED_MOST);
}

static void read_nothing(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    (void)self;
    (void)setting;
}

/* `kind` is read before all others, which hang on it. */
static const struct {
    const char *key;
    void (*read)(struct scenario_factor_reading *self, const config_setting_t *setting);
} settings[] = {
    {"description", read_description},
    {"base", read_base},
    {"other", read_other},
    {"measure", read_measures},
    {"replications", read_replications},
    {"scale_officers", read_scale},
    {"kind", read_nothing},
    {"points", read_size},
    {"trajectories", read_size},
    {"levels", read_grid},
    {"candidates", read_candidates},
    {"design_seed", read_seed},
    {"file", read_table_name},
    {"factors", read_factors},
};
enum { SETTINGS = sizeof settings / sizeof *settings };

static void read_setting(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    const char *known[SETTINGS + 1];

    for (size_t i = 0; i < SETTINGS; i++) {
        known[i] = settings[i].key;
        if (strcmp(settings[i].key, config_setting_name(setting)) == 0) {
            settings[i].read(self, setting);
            return;
        }
    }
    known[SETTINGS] = NULL;
    scenario_setting_unknown(&self->in, setting, "", known);
}

static void read_root(struct scenario_factor_reading *self, const config_setting_t *root)
{
    struct design *design = self->design;
    const config_setting_t *kind = config_setting_get_member(root, "kind");

    if (kind)
        read_kind(self, kind);
    if (design->kind == DESIGN_MORRIS)
        design->size = DESIGN_TRAJECTORIES;
    for (int i = 0; i < config_setting_length(root); i++)
        read_setting(self, config_setting_get_elem(root, (unsigned)i));
    scenario_setting_require(&self->in, root, "base", "name a scenario");
    scenario_setting_require(&self->in, root, "measure", "name one, such as qa_per_10k_yuan, or a list");
    if (is_drawn(design->kind))
        scenario_setting_require(&self->in, root, "points", "say how many, such as 100");
    if (design->kind == DESIGN_LISTED)
        scenario_setting_require(&self->in, root, "file", "name the CSV file of the points");
    else
        scenario_setting_require(&self->in, root, "factors", "list what the points differ in");
}

void scenario_design_read(struct design *self, struct scenario_design *also, struct diag *diag)
{
    struct scenario_factor_reading reading = {self, also, {self->file, diag}};
    config_t config;

    if (!scenario_setting_open(&reading.in, &config))
        return;
    read_root(&reading, config_root_setting(&config));
    config_destroy(&config);
}
