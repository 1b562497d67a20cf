/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_setting.h"
#include "zutuan/model/spelling.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define KEY_MOST      160
#define MISTAKES_MOST 100 /* in a file that are told */

/* One file while it is read. */
struct source {
    struct scenario *scenario;
    size_t file;
    struct scenario_parent *parent;
    struct scenario_reading in;
    size_t mistakes; /* items in diag before this file */
};

static void read_member(struct source *self, const char *group, const config_setting_t *setting)
{
    char key[KEY_MOST], why[SCENARIO_WHY_MOST];
    const struct params_row *row;
    struct scenario_origin *origin;
    double value;

    snprintf(key, sizeof key, "%s.%s", group, config_setting_name(setting));
    row = params_find(key);
    if (!row) {
        scenario_value_unknown(key, why);
        scenario_setting_complain(&self->in, setting, "%s: %s", key, why);
        return;
    }
    if (scenario_setting_value(row, setting, &value, why) != DIAG_OK) {
        scenario_setting_complain(&self->in, setting, "%s: %s", key, why);
        return;
    }
    origin = &self->scenario->origins[params_index(row)];
    if (origin->file)
        return;
    origin->file = self->scenario->files[self->file];
    origin->line = scenario_setting_line(setting);
    params_set(&self->scenario->params, row, value);
}

/* Length of the group of the row whose group is most like `name`; 0 edits where it exists. */
static const char *nearest_group(const char *name, int *length, size_t *edits)
{
    size_t count, shortest = SIZE_MAX;
    const struct params_row *rows = params_rows(&count);
    const char *nearest = NULL;

    for (size_t i = 0; i < count; i++) {
        size_t group = strcspn(rows[i].key, ".");
        size_t distance = spelling_distance(name, strlen(name), rows[i].key, group);
        if (distance == 0 && strncmp(name, rows[i].key, group) != 0)
            distance = 1; /* only the letter case differs */
        if (distance < shortest) {
            shortest = distance;
            nearest = rows[i].key;
            *length = (int)group;
        }
    }
    *edits = shortest;
    return nearest;
}

/* Whether there is still a point in reading on; that there is not is told once. */
static bool goes_on(const struct source *self, const config_setting_t *setting)
{
    size_t mistakes = self->in.diag->count - self->mistakes;

    if (mistakes == MISTAKES_MOST)
        scenario_setting_complain(&self->in, setting,
                                  "these are %d mistakes; the rest of the file was not read", MISTAKES_MOST);
    return mistakes < MISTAKES_MOST;
}

static void read_group(struct source *self, const config_setting_t *setting)
{
    const char *name = config_setting_name(setting);
    char why[SCENARIO_WHY_MOST];
    size_t edits;
    int length = 0;
    const char *group = nearest_group(name, &length, &edits);

    if (edits > 0) {
        snprintf(why, sizeof why, "unknown group; did you mean %.*s?", length, group);
        scenario_setting_complain(&self->in, setting, "%s: %s", name, why);
        return;
    }
    for (int i = 0; i < config_setting_length(setting); i++) {
        const config_setting_t *member = config_setting_get_elem(setting, (unsigned)i);
        if (!goes_on(self, member))
            return;
        read_member(self, name, member);
    }
}

/* A setting outside every group that is neither `description` nor `extends`. */
static void complain_outside(struct source *self, const config_setting_t *setting)
{
    const char *name = config_setting_name(setting);
    char why[SCENARIO_WHY_MOST], found[SCENARIO_FOUND_MOST];
    size_t edits;
    int length = 0;

    nearest_group(name, &length, &edits);
    if (edits == 0) {
        scenario_setting_describe(setting, found);
        snprintf(why, sizeof why, "expected a group, found %s", found);
    } else if (spelling_distance(name, strlen(name), "description", strlen("description")) <= 3) {
        snprintf(why, sizeof why, "unknown key; did you mean description?");
    } else if (spelling_distance(name, strlen(name), "extends", strlen("extends")) <= 2) {
        snprintf(why, sizeof why, "unknown key; did you mean extends?");
    } else {
        scenario_value_unknown(name, why);
    }
    scenario_setting_complain(&self->in, setting, "%s: %s", name, why);
}

static void read_setting(struct source *self, const config_setting_t *setting)
{
    const char *name = config_setting_name(setting);
    char *text;

    if (strcmp(name, "description") == 0) {
        text = scenario_setting_text(&self->in, setting);
        if (self->file == 0 && text) {
            free(self->scenario->description);
            self->scenario->description = text;
        } else {
            free(text);
        }
    } else if (strcmp(name, "extends") == 0) {
        self->parent->name = scenario_setting_text(&self->in, setting);
        self->parent->line = scenario_setting_line(setting);
    } else if (config_setting_is_group(setting)) {
        read_group(self, setting);
    } else {
        complain_outside(self, setting);
    }
}

void scenario_source_read(struct scenario *self, size_t file, struct scenario_parent *parent,
                          struct diag *diag)
{
    struct source source = {self, file, parent, {self->files[file], diag}, diag->count};
    const config_setting_t *root;
    config_t config;

    parent->name = NULL;
    parent->line = 0;
    if (!scenario_setting_open(&source.in, &config))
        return;
    root = config_root_setting(&config);
    for (int i = 0; i < config_setting_length(root); i++) {
        const config_setting_t *setting = config_setting_get_elem(root, (unsigned)i);
        if (goes_on(&source, setting))
            read_setting(&source, setting);
    }
    config_destroy(&config);
}
