/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"

#include "places.h"
#include "zutuan/core/letters.h"
#include "zutuan/model/spelling.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int common_exit_code(int code)
{
    switch (code) {
    case DIAG_OK:
        return COMMON_OK;
    case DIAG_INVALID:
        return COMMON_INVALID;
    case DIAG_IO:
        return COMMON_IO;
    case DIAG_USAGE:
        return COMMON_USAGE;
    case DIAG_INTERRUPTED:
        return COMMON_INTERRUPTED;
    default:
        return COMMON_INTERNAL;
    }
}

int common_output_error(int error)
{
    static int first;
    if (first == 0)
        first = error;
    return first;
}

int common_flush(void)
{
    return common_output_error(fflush(stdout) == 0 ? 0 : errno);
}

#define REPORT_MOST 250 /* messages that are told */

static bool same_item(const struct diag_item *a, const struct diag_item *b)
{
    const char *file_a = a->file == NULL ? "" : a->file, *file_b = b->file == NULL ? "" : b->file;
    return a->line == b->line && strcmp(file_a, file_b) == 0 && strcmp(a->text, b->text) == 0;
}

void common_report(const struct diag *diag)
{
    size_t told = 0;
    for (size_t i = 0; i < diag->count; i++) {
        if (told == REPORT_MOST) {
            fprintf(stderr, "zutuan: and %zu more\n", diag->count - i);
            break;
        }
        size_t earlier = 0; /* scenarios that extend the same file all complain of it */
        while (!same_item(&diag->items[earlier], &diag->items[i]))
            earlier++;
        if (earlier < i)
            continue;
        const size_t length = diag_item_format(&diag->items[i], NULL, 0);
        char *line = malloc(length + 1);
        if (line == NULL) {
            fputs("zutuan: out of memory\n", stderr);
            return;
        }
        diag_item_format(&diag->items[i], line, length + 1);
        letters_make_plain(line); /* names and values may be another's, and a terminal obeys some letters */
        fprintf(stderr, "%s%s\n", diag->items[i].file == NULL ? "zutuan: " : "", line);
        free(line);
        told++;
    }
    if (diag->lost)
        fputs("zutuan: out of memory: some messages are missing\n", stderr);
}

size_t common_distance(const char *word, const char *known)
{
    const size_t length = strlen(known), distance = spelling_distance(word, strlen(word), known, length);
    return distance <= 1 + length / 3 ? distance : SIZE_MAX;
}

#define PLACE_MOST 4200 /* characters of the path of a folder */

/* Those of counter-hypotheses stand in a folder of their own and are named like the others. */
const struct scenario_search *common_search(const struct options *options)
{
    static const char *folders[4];
    static char shipped[PLACE_MOST], counter[PLACE_MOST];
    static struct scenario_search search = {.folders = folders};
    size_t count = 0;
    const char *own = getenv("ZUTUAN_SCENARIOS");
    if (own != NULL && *own != '\0')
        folders[count++] = own;
    snprintf(shipped, sizeof shipped, "%s/scenarios", places_data());
    snprintf(counter, sizeof counter, "%s/scenarios/counter", places_data());
    folders[count++] = shipped;
    folders[count++] = counter;
    folders[count] = NULL;
    search.outside = options->given[OPTION_OUTSIDE];
    return &search;
}

int common_load(struct common_scenarios *self, const struct common_call *call)
{
    const struct options *options = call->options;
    const size_t before = call->diag->count;
    *self = (struct common_scenarios){.count = options->file_count};
    self->list = calloc(self->count, sizeof *self->list);
    self->pointers = calloc(self->count, sizeof(const struct scenario *));
    if (self->list == NULL || self->pointers == NULL) {
        common_free(self);
        return DIAG_MEMORY;
    }
    bool lost = false;
    for (size_t i = 0; i < self->count; i++) {
        self->pointers[i] = &self->list[i];
        const int code = scenario_load(&self->list[i], options->files[i], common_search(options),
                                       options->overrides, options->override_count, call->diag);
        lost = lost || code == DIAG_MEMORY;
    }
    if (call->diag->count == before && !lost)
        return DIAG_OK;
    common_free(self);
    return lost ? DIAG_MEMORY : (int)diag_worst(call->diag);
}

void common_free(struct common_scenarios *self)
{
    for (size_t i = 0; self->list != NULL && i < self->count; i++)
        scenario_free(&self->list[i]);
    free(self->list);
    free((void *)self->pointers);
    *self = (struct common_scenarios){.list = NULL};
}

int common_check_names(const struct common_scenarios *self, struct diag *diag)
{
    int code = DIAG_OK;
    for (size_t a = 0; a < self->count; a++) {
        for (size_t b = 0; b < a; b++) {
            if (strcmp(self->list[a].name, self->list[b].name) == 0)
                code =
                    diag_add(diag, DIAG_USAGE, NULL, 0,
                             "two scenarios are called %s; give one file another name", self->list[a].name);
        }
    }
    return code;
}
