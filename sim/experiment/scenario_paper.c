/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_paper.h"

#include "scenario_setting.h"
#include "zutuan/core/letters.h"

#include <stdlib.h>
#include <string.h>

#define PAPER_DECIMALS_MOST 12
#define PAPER_GROUPS_MOST   1000

static const struct scenario_paper_key *find(const struct scenario_paper_record *record, const char *name)
{
    for (size_t i = 0; i < record->key_count; i++)
        if (strcmp(record->keys[i].name, name) == 0)
            return &record->keys[i];
    return NULL;
}

static void complain_unknown(const struct scenario_reading *self, const config_setting_t *setting,
                             const struct scenario_paper_record *record)
{
    const char *known[32] = {NULL};
    char whose[64];
    for (size_t i = 0; i < record->key_count; i++)
        known[i] = record->keys[i].name;
    snprintf(whose, sizeof whose, " of %s", record->what);
    scenario_setting_unknown(self, setting, whose, known);
}

/* Kinds */

static void read_text(const struct scenario_reading *self, const config_setting_t *setting, const char *key,
                      struct paper_text *text)
{
    if (config_setting_type(setting) != CONFIG_TYPE_STRING) {
        scenario_setting_expected(self, setting, key, "a text in quotes");
        return;
    }
    if (!letters_are_utf8(config_setting_get_string(setting))) {
        scenario_setting_complain(self, setting, "%s: is not UTF-8", key);
        return;
    }
    text->line = scenario_setting_line(setting);
    text->text = strdup(config_setting_get_string(setting));
    if (text->text == NULL)
        scenario_setting_no_memory(self);
}

static void read_list(const struct scenario_reading *self, const config_setting_t *setting, const char *key,
                      struct paper_list *list)
{
    const bool several = scenario_setting_is_several(setting);
    const int count = several ? config_setting_length(setting) : 1;
    if (!several && config_setting_type(setting) != CONFIG_TYPE_STRING) {
        scenario_setting_expected(self, setting, key, "texts in quotes, with ( ) around them");
        return;
    }
    list->items = calloc((size_t)count + 1, sizeof *list->items);
    if (list->items == NULL) {
        scenario_setting_no_memory(self);
        return;
    }
    for (int i = 0; i < count; i++) {
        struct paper_text *item = &list->items[list->count];
        read_text(self, several ? config_setting_get_elem(setting, (unsigned)i) : setting, key, item);
        list->count += item->text != NULL;
    }
}

static void read_whole(const struct scenario_reading *self, const config_setting_t *setting, const char *key,
                       struct paper_whole *whole)
{
    const bool number = config_setting_type(setting) == CONFIG_TYPE_INT;
    whole->value = number ? config_setting_get_int(setting) : -1;
    whole->line = scenario_setting_line(setting);
    if (whole->value < 0 || whole->value > PAPER_DECIMALS_MOST)
        scenario_setting_expected(self, setting, key, "a whole number from 0 to 12");
}

static void read_record(const struct scenario_reading *self, const config_setting_t *group,
                        const struct scenario_paper_record *record, char *object);

static void read_groups(const struct scenario_reading *self, const config_setting_t *setting,
                        const struct scenario_paper_key *key, char *object)
{
    const struct scenario_paper_record *record = key->record;
    const int length = config_setting_length(setting);
    size_t count = 0;
    if (!config_setting_is_list(setting) || length < 1 || length > PAPER_GROUPS_MOST) {
        scenario_setting_expected(self, setting, key->name, "groups, with ( ) around them");
        return;
    }
    char *items = calloc((size_t)length, record->size);
    if (items == NULL) {
        scenario_setting_no_memory(self);
        return;
    }
    for (int i = 0; i < length; i++) {
        const config_setting_t *group = config_setting_get_elem(setting, (unsigned)i);
        if (config_setting_is_group(group))
            read_record(self, group, record, items + record->size * count++);
        else
            scenario_setting_expected(self, group, key->name, "a group { }");
    }
    memcpy(object + key->offset, &items, sizeof items);
    memcpy(object + key->count, &count, sizeof count);
}

static void read_member(const struct scenario_reading *self, const config_setting_t *setting,
                        const struct scenario_paper_record *record, char *object)
{
    const char *name = config_setting_name(setting);
    const struct scenario_paper_key *key = find(record, name);
    if (key == NULL) {
        complain_unknown(self, setting, record);
        return;
    }
    char *member = object + key->offset;
    if (key->kind == SCENARIO_PAPER_TEXT)
        read_text(self, setting, name, (struct paper_text *)(void *)member);
    else if (key->kind == SCENARIO_PAPER_LIST)
        read_list(self, setting, name, (struct paper_list *)(void *)member);
    else if (key->kind == SCENARIO_PAPER_WHOLE)
        read_whole(self, setting, name, (struct paper_whole *)(void *)member);
    else
        read_groups(self, setting, key, object);
}

static void read_record(const struct scenario_reading *self, const config_setting_t *group,
                        const struct scenario_paper_record *record, char *object)
{
    const int line = scenario_setting_line(group);
    memcpy(object + record->line, &line, sizeof line);
    for (int i = 0; i < config_setting_length(group); i++)
        read_member(self, config_setting_get_elem(group, (unsigned)i), record, object);
    for (size_t i = 0; i < record->key_count; i++)
        if (record->keys[i].needed && config_setting_get_member(group, record->keys[i].name) == NULL)
            scenario_setting_complain(self, group, "%s: %s is missing", record->what, record->keys[i].name);
}

void scenario_paper_read(struct paper *self, struct diag *diag)
{
    const struct scenario_reading reading = {self->file, diag};
    config_t config;
    if (!scenario_setting_open(&reading, &config))
        return;
    read_record(&reading, config_root_setting(&config), scenario_paper_keys(), (char *)self);
    self->line = 1; /* libconfig knows no line of the whole */
    config_destroy(&config);
}
