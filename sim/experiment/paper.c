/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/paper.h"

#include "paper_check.h"
#include "scenario_paper.h"
#include "scenario_parts.h"

#include <stdlib.h>
#include <string.h>

/* Freeing and writing, by the table of keys. */

static void free_list(struct paper_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].text);
    free(list->items);
    *list = (struct paper_list){.items = NULL};
}

static char *groups_of(const struct scenario_paper_key *key, const char *object, size_t *count)
{
    char *items;
    memcpy(&items, object + key->offset, sizeof items);
    memcpy(count, object + key->count, sizeof *count);
    return items;
}

static void free_record(const struct scenario_paper_record *record, char *object)
{
    for (size_t i = 0; i < record->key_count; i++) {
        const struct scenario_paper_key *key = &record->keys[i];
        char *member = object + key->offset;
        if (key->kind == SCENARIO_PAPER_TEXT)
            free(((struct paper_text *)(void *)member)->text);
        else if (key->kind == SCENARIO_PAPER_LIST)
            free_list((struct paper_list *)(void *)member);
        if (key->kind != SCENARIO_PAPER_GROUPS)
            continue;
        size_t count;
        char *items = groups_of(key, object, &count);
        for (size_t g = 0; g < count; g++)
            free_record(key->record, items + g * key->record->size);
        free(items);
    }
}

void paper_free(struct paper *self)
{
    free_record(scenario_paper_keys(), (char *)self);
    free(self->file);
    *self = (struct paper){.file = NULL};
}

static void indent(FILE *stream, int depth)
{
    fprintf(stream, "%*s", 4 * depth, "");
}

static void write_list(const struct paper_list *list, FILE *stream)
{
    fputs("(", stream);
    for (size_t i = 0; i < list->count; i++) {
        fputs(i == 0 ? "" : ", ", stream);
        scenario_write_quoted(list->items[i].text, stream);
    }
    fputs(")", stream);
}

static void write_record(const struct scenario_paper_record *record, const char *object, int depth,
                         FILE *stream);

static void write_groups(const struct scenario_paper_key *key, const char *object, int depth, FILE *stream)
{
    size_t count;
    const char *items = groups_of(key, object, &count);
    fputs("(\n", stream);
    for (size_t i = 0; i < count; i++) {
        indent(stream, depth + 1);
        fputs("{\n", stream);
        write_record(key->record, items + i * key->record->size, depth + 2, stream);
        indent(stream, depth + 1);
        fprintf(stream, "}%s\n", i + 1 < count ? "," : "");
    }
    indent(stream, depth);
    fputs(")", stream);
}

static bool is_given(const struct scenario_paper_key *key, const char *object)
{
    const char *member = object + key->offset;
    size_t count;
    switch (key->kind) {
    case SCENARIO_PAPER_TEXT:
        return ((const struct paper_text *)(const void *)member)->text != NULL;
    case SCENARIO_PAPER_LIST:
        return ((const struct paper_list *)(const void *)member)->count > 0;
    case SCENARIO_PAPER_WHOLE:
        return ((const struct paper_whole *)(const void *)member)->line > 0;
    case SCENARIO_PAPER_GROUPS:
        return groups_of(key, object, &count) != NULL && count > 0;
    }
    return false;
}

static void write_record(const struct scenario_paper_record *record, const char *object, int depth,
                         FILE *stream)
{
    for (size_t i = 0; i < record->key_count; i++) {
        const struct scenario_paper_key *key = &record->keys[i];
        const char *member = object + key->offset;
        if (!is_given(key, object))
            continue;
        indent(stream, depth);
        fprintf(stream, "%s = ", key->name);
        if (key->kind == SCENARIO_PAPER_TEXT)
            scenario_write_quoted(((const struct paper_text *)(const void *)member)->text, stream);
        else if (key->kind == SCENARIO_PAPER_LIST)
            write_list((const struct paper_list *)(const void *)member, stream);
        else if (key->kind == SCENARIO_PAPER_WHOLE)
            fprintf(stream, "%d", ((const struct paper_whole *)(const void *)member)->value);
        else
            write_groups(key, object, depth, stream);
        fputs(";\n", stream);
    }
}

int paper_write(const struct paper *self, FILE *stream)
{
    fputs("# A paper in full: `zutuan paper` makes it again from this folder.\n", stream);
    write_record(scenario_paper_keys(), (const char *)self, 0, stream);
    return fflush(stream) == 0 && !ferror(stream) ? DIAG_OK : DIAG_IO;
}

/* Loading */

/* The file's name without folder and `.cfg`. */
static int name_by_file(struct paper *self)
{
    size_t length;
    const char *base = scenario_find_base(self->file, &length);
    char *name = strndup(base, length);
    const int code = name == NULL ? DIAG_MEMORY : paper_set(&self->name, name);
    free(name);
    return code;
}

int paper_load(struct paper *self, const char *path, struct diag *diag)
{
    const size_t before = diag->count;
    *self = (struct paper){.file = strdup(path)};
    if (self->file == NULL)
        return DIAG_MEMORY;
    scenario_paper_read(self, diag);
    if (self->line > 0 && self->name.text == NULL && name_by_file(self) != DIAG_OK)
        return DIAG_MEMORY;
    if (self->line > 0)
        paper_check(self, diag);
    return scenario_worst_since(diag, before);
}

int paper_set(struct paper_text *self, const char *text)
{
    char *copy = text == NULL ? NULL : strdup(text);
    if (text != NULL && copy == NULL)
        return DIAG_MEMORY;
    free(self->text);
    self->text = copy;
    return DIAG_OK;
}

int paper_set_list(struct paper_list *self, const char *const *texts, size_t count)
{
    struct paper_list list = {.items = calloc(count + 1, sizeof *list.items)};
    int code = list.items == NULL ? DIAG_MEMORY : DIAG_OK;
    for (; code == DIAG_OK && list.count < count; list.count++)
        code = paper_set(&list.items[list.count], texts[list.count]);
    if (code != DIAG_OK) {
        free_list(&list);
        return code;
    }
    free_list(self);
    *self = list;
    return DIAG_OK;
}

/* Looking up */

const struct paper_experiment *paper_find(const struct paper *self, const char *name)
{
    for (size_t i = 0; i < self->experiment_count; i++) {
        const char *own = self->experiments[i].name.text;
        if (own != NULL && strcmp(own, name) == 0)
            return &self->experiments[i];
    }
    return NULL;
}

const char *paper_or(const struct paper_text *self, const char *instead)
{
    return self->text == NULL ? instead : self->text;
}
