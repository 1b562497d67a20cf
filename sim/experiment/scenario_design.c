/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_design.h"

#include "scenario_factor.h"
#include "zutuan/core/streams.h"
#include "zutuan/model/spelling.h"

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
        scenario_factor_expected(self, setting, "kind", known);
        return;
    }
    scenario_value_quote(name, quoted);
    scenario_factor_complain(self, setting, "kind: %s is none of %s", quoted, known);
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
        scenario_factor_complain(self, setting, "%s: belongs to %s, and the kind is %s",
                                 config_setting_name(setting), morris ? "morris" : "lhs, sobol and saltelli",
                                 design_kind_name(design->kind));
    else
        design->size = scenario_factor_count(self, setting, 2, DESIGN_POINTS_MOST);
}

static void read_grid(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    const size_t levels = scenario_factor_count(self, setting, 2, SCENARIO_DESIGN_LEVELS_MOST);

    if (self->design->kind != DESIGN_MORRIS)
        scenario_factor_complain(self, setting, "levels: belongs to morris, and the kind is %s",
                                 design_kind_name(self->design->kind));
    else if (levels % 2 == 1)
        scenario_factor_complain(self, setting, "levels: expected an even number, found %zu", levels);
    else
        self->design->levels = levels;
}

static void read_candidates(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (self->design->kind != DESIGN_MORRIS)
        scenario_factor_complain(self, setting, "candidates: belongs to morris, and the kind is %s",
                                 design_kind_name(self->design->kind));
    self->design->candidates = scenario_factor_count(self, setting, 2, DESIGN_CANDIDATES_MOST);
    self->design->candidates_line = scenario_setting_line(setting);
}

static void read_table_name(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (self->design->kind != DESIGN_LISTED)
        scenario_factor_complain(self, setting, "file: belongs to points, and the kind is %s",
                                 design_kind_name(self->design->kind));
    else
        self->also->table = scenario_setting_text(setting, self->design->file, self->diag);
}

static void read_factors(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (self->design->kind == DESIGN_LISTED)
        scenario_factor_complain(self, setting,
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
        scenario_factor_expected(self, setting, "measure", "the name of a measure in quotes");
        return;
    }
    measure = outcome_find(name);
    if (measure < 0) {
        scenario_value_quote(name, quoted);
        scenario_factor_complain(self, setting, "measure: %s is not a measure; did you mean %s?", quoted,
                                 outcome_nearest(name));
        return;
    }
    for (size_t i = 0; i < design->measure_count; i++)
        if (design->measures[i] == (enum outcome_measure)measure) {
            scenario_factor_complain(self, setting, "measure: %s is given twice", name);
            return;
        }
    design->measures[design->measure_count++] = (enum outcome_measure)measure;
}

static void read_measures(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (!scenario_factor_is_list(setting)) {
        read_measure(self, setting);
        return;
    }
    if (config_setting_length(setting) == 0)
        scenario_factor_complain(self, setting, "measure: expected at least one");
    for (int i = 0; i < config_setting_length(setting); i++)
        read_measure(self, config_setting_get_elem(setting, (unsigned)i));
}

static void read_parent(struct scenario_factor_reading *self, const config_setting_t *setting,
                        struct scenario_parent *parent)
{
    parent->name = scenario_setting_text(setting, self->design->file, self->diag);
    parent->line = scenario_setting_line(setting);
}

static void read_description(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    char *text = scenario_setting_text(setting, self->design->file, self->diag);

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
    self->design->replications = scenario_factor_count(self, setting, 1, STREAMS_MAX_REPLICATION);
}

static void read_scale(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
        scenario_factor_expected(self, setting, "scale_officers", "true or false");
    self->design->scale_officers = config_setting_get_bool(setting);
    self->also->scale_line = scenario_setting_line(setting);
}

static void read_seed(struct scenario_factor_reading *self, const config_setting_t *setting)
{
    self->design->seed = scenario_factor_count(self, setting, 0, SCENARIO_DESIGN_SEED_MOST);
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
    scenario_factor_unknown(self, setting, known);
}

static void require(const struct scenario_factor_reading *self, const config_setting_t *root, const char *key,
                    const char *hint)
{
    if (!config_setting_get_member(root, key))
        diag_add(self->diag, DIAG_INVALID, self->design->file, 0, "%s: is missing; %s", key, hint);
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
    require(self, root, "base", "name a scenario");
    require(self, root, "measure", "name one, such as qa_per_10k_yuan, or a list");
    if (is_drawn(design->kind))
        require(self, root, "points", "say how many, such as 100");
    if (design->kind == DESIGN_LISTED)
        require(self, root, "file", "name the CSV file of the points");
    else
        require(self, root, "factors", "list what the points differ in");
}

void scenario_design_read(struct design *self, struct scenario_design *also, struct diag *diag)
{
    struct scenario_factor_reading reading = {self, also, diag};
    char *text = scenario_text_read(self->file, diag);
    config_t config;

    if (!text)
        return;
    config_init(&config);
    if (config_read_string(&config, text))
        read_root(&reading, config_root_setting(&config));
    else
        diag_add(diag, DIAG_INVALID, self->file, config_error_line(&config), "%s",
                 config_error_text(&config));
    config_destroy(&config);
    free(text);
}
