/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "completions_parts.h"
#include "places.h"
#include "zutuan/model/outcome.h"
#include "zutuan/model/params.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SUFFIX ".cfg"

const char *completions_name(enum completions_kind kind)
{
    static const char *const names[COMPLETIONS_KINDS] = {
        [COMPLETIONS_NOTHING] = "nothing",     [COMPLETIONS_CHOICES] = "choices",
        [COMPLETIONS_SCENARIOS] = "scenarios", [COMPLETIONS_DESIGNS] = "designs",
        [COMPLETIONS_TARGETS] = "targets",     [COMPLETIONS_KEYS] = "keys",
        [COMPLETIONS_MEASURES] = "measures",   [COMPLETIONS_COMMANDS] = "commands",
        [COMPLETIONS_FOLDERS] = "folders",     [COMPLETIONS_FILES] = "files"};
    return names[kind];
}

enum completions_kind completions_of_option(const struct options_row *row)
{
    static const struct {
        const char *begins;
        enum completions_kind kind;
    } values[] = {{"KEY", COMPLETIONS_KEYS},
                  {"MEASURE", COMPLETIONS_MEASURES},
                  {"DESIGN", COMPLETIONS_DESIGNS},
                  {"DIR", COMPLETIONS_FOLDERS},
                  {"FILE", COMPLETIONS_FILES}};
    if (options_choices(row->option) != NULL)
        return COMPLETIONS_CHOICES;
    for (size_t i = 0; row->value != NULL && i < sizeof values / sizeof values[0]; i++) {
        if (strncmp(row->value, values[i].begins, strlen(values[i].begins)) == 0)
            return values[i].kind;
    }
    return COMPLETIONS_NOTHING;
}

static enum completions_kind kind_of_word(const char *word, size_t length)
{
    static const struct {
        const char *word;
        enum completions_kind kind;
    } words[] = {{"FILE", COMPLETIONS_SCENARIOS},  {"BASE", COMPLETIONS_SCENARIOS},
                 {"OTHER", COMPLETIONS_SCENARIOS}, {"A", COMPLETIONS_SCENARIOS},
                 {"B", COMPLETIONS_SCENARIOS},     {"SCENARIO", COMPLETIONS_SCENARIOS},
                 {"DESIGN", COMPLETIONS_DESIGNS},  {"TARGETS", COMPLETIONS_TARGETS},
                 {"PATTERN", COMPLETIONS_KEYS},    {"COMMAND", COMPLETIONS_COMMANDS},
                 {"DIR", COMPLETIONS_FOLDERS}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i].word) == length && strncmp(words[i].word, word, length) == 0)
            return words[i].kind;
    }
    return COMPLETIONS_FILES;
}

void completions_of_arguments(const struct common_command *command, bool kinds[COMPLETIONS_KINDS])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    memset(kinds, 0, COMPLETIONS_KINDS * sizeof *kinds);
    const char *text = command->arguments;
    const char *option = strstr(text, "--"); /* what follows is an option and its value */
    const char *end = option == NULL ? text + strlen(text) : option;
    while (text < end) {
        const size_t length = strspn(text, letters);
        if (length > 0)
            kinds[kind_of_word(text, length)] = true;
        text += length > 0 ? length : 1;
    }
    kinds[COMPLETIONS_FILES] = kinds[COMPLETIONS_FILES] || kinds[COMPLETIONS_SCENARIOS] ||
                               kinds[COMPLETIONS_DESIGNS] || kinds[COMPLETIONS_TARGETS];
}

static int is_scenario(const struct dirent *entry)
{
    const size_t length = strlen(entry->d_name);
    return length > strlen(SUFFIX) && strcmp(entry->d_name + length - strlen(SUFFIX), SUFFIX) == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int list_folder(const char *folder, const char *before, const char *after, struct diag *diag)
{
    char path[4200];
    struct dirent **entries;
    snprintf(path, sizeof path, "%s/%s", places_data(), folder);
    const int count = scandir(path, &entries, is_scenario, by_name);
    if (count < 0)
        return diag_add(diag, DIAG_IO, path, 0, "%s", strerror(errno));
    for (int i = 0; i < count; i++) {
        printf("%s%.*s%s", before, (int)(strlen(entries[i]->d_name) - strlen(SUFFIX)), entries[i]->d_name,
               after);
        free(entries[i]);
    }
    free((void *)entries);
    return DIAG_OK;
}

static void list_keys(const char *before, const char *after)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    for (size_t i = 0; i < count; i++)
        printf("%s%s%s", before, rows[i].key, after);
}

int completions_list(enum completions_kind kind, const struct help *help, const char *before,
                     const char *after, struct diag *diag)
{
    int code;
    switch (kind) {
    case COMPLETIONS_SCENARIOS:
        code = list_folder("scenarios", before, after, diag);
        return code != DIAG_OK ? code : list_folder("scenarios/counter", before, after, diag);
    case COMPLETIONS_DESIGNS:
        return list_folder("scenarios/designs", before, after, diag);
    case COMPLETIONS_TARGETS:
        return list_folder("scenarios/targets", before, after, diag);
    case COMPLETIONS_KEYS:
        list_keys(before, after);
        return DIAG_OK;
    case COMPLETIONS_MEASURES:
        for (int measure = 0; measure < OUTCOME_MEASURES; measure++)
            printf("%s%s%s", before, outcome_measure_row((enum outcome_measure)measure)->name, after);
        return DIAG_OK;
    case COMPLETIONS_COMMANDS:
        for (size_t i = 0; i < help->count; i++)
            printf("%s%s%s", before, help->commands[i]->name, after);
        return DIAG_OK;
    default:
        return DIAG_OK;
    }
}

void completions_quote(const char *text, const char *special, const char *quote)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputs(quote, stdout);
            continue;
        }
        if (strchr(special, *text) != NULL)
            putchar('\\');
        putchar(*text);
    }
}
