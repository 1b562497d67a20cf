/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include <stdlib.h>
#include <string.h>

/* How the work is done and shown, and where to: results do not depend on it. */
bool options_matters(enum option option)
{
    switch (option) {
    case OPTION_HELP:
    case OPTION_JOBS:
    case OPTION_OUT:
    case OPTION_OUT_FILE:
    case OPTION_FORCE:
    case OPTION_STORE:
    case OPTION_SHARD:
    case OPTION_DRY_RUN:
    case OPTION_ALL:
    case OPTION_PROGRESS:
    case OPTION_FORMAT:
    case OPTION_RUNS_FORMAT:
    case OPTION_FIGURE_FORMAT:
    case OPTION_LANG:
    case OPTION_OUTSIDE:
        return false;
    default:
        return true;
    }
}

/* What is meant when the option is not given; false when nothing is. */
static bool implied(const struct options *self, enum option option, char text[32])
{
    const bool targeted = self->target_text != NULL;
    text[0] = '\0';
    if (option == OPTION_SEED)
        snprintf(text, 32, "%llu", (unsigned long long)self->seed);
    else if (option == OPTION_CONFIDENCE)
        snprintf(text, 32, "%.15g", self->confidence);
    else if (option == OPTION_REPLICATION)
        snprintf(text, 32, "%lu", (unsigned long)self->replication);
    else if (option == OPTION_FIRST)
        snprintf(text, 32, "%zu", self->first);
    else if (option == OPTION_DELTA && !self->given[OPTION_BEST_TARGET])
        snprintf(text, 32, self->zone.relative ? "%.15g%%" : "%.15g",
                 self->zone.width * (self->zone.relative ? 100.0 : 1.0));
    else if (option == OPTION_MIN && targeted)
        snprintf(text, 32, "%zu", self->minimum);
    else if (option == OPTION_MOST ||
             ((option == OPTION_MAX || option == OPTION_INDEX_MAX || option == OPTION_DECIDED_MAX) &&
              targeted))
        snprintf(text, 32, "%zu", self->maximum);
    return text[0] != '\0';
}

static int add(char **list, size_t *count, const char *name, const char *text)
{
    const size_t size = strlen(name) + (text == NULL ? 0 : strlen(text)) + sizeof "--=";
    char *item = malloc(size);
    if (item == NULL)
        return DIAG_MEMORY;
    snprintf(item, size, "--%s%s%s", name, text == NULL ? "" : "=", text == NULL ? "" : text);
    list[(*count)++] = item;
    return DIAG_OK;
}

static int add_option(const struct options *self, enum option option, char **list, size_t *count)
{
    char text[32];
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < self->text_count; i++) {
        if (self->texts[i].option == option)
            code = add(list, count, options_name(option), self->texts[i].text);
    }
    if (code == DIAG_OK && !self->given[option] && implied(self, option, text))
        code = add(list, count, options_name(option), text);
    return code;
}

int options_list(const struct options *self, char ***list, size_t *count)
{
    int code = DIAG_OK;
    *count = 0;
    *list = calloc(self->text_count + OPTION_COUNT, sizeof **list);
    if (*list == NULL)
        return DIAG_MEMORY;
    for (const enum option *taken = self->takes; code == DIAG_OK && *taken != OPTION_END; taken++) {
        if (options_matters(*taken))
            code = add_option(self, *taken, *list, count);
    }
    if (code != DIAG_OK) {
        options_free_list(*list, *count);
        *list = NULL;
        *count = 0;
    }
    return code;
}

static bool is_of(const char *item, enum option option)
{
    const char *name = options_name(option);
    const size_t length = strlen(name);
    return strncmp(item + 2, name, length) == 0 && (item[2 + length] == '=' || item[2 + length] == '\0');
}

size_t options_place(const struct options *self, char *const *list, size_t count, enum option option)
{
    size_t place = 0;
    for (const enum option *taken = self->takes; *taken != option && *taken != OPTION_END; taken++) {
        while (place < count && is_of(list[place], *taken))
            place++;
    }
    return place;
}

void options_free_list(char **list, size_t count)
{
    for (size_t i = 0; list != NULL && i < count; i++)
        free(list[i]);
    free(list);
}
