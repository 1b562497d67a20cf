/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/runs_table.h"

#include "build_facts.h"
#include "csv.h"
#include "zutuan/model/outcome.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A scenario of the store, its parameters as texts in the order of the table of parameters. */
struct arm {
    int64_t scenario;
    uint64_t seed;
    char *name, *text;   /* owned; lines of `text` were cut into keys and values */
    const char **values; /* owned, [parameters]: point into text */
};

struct arms {
    struct arm *list; /* owned, [count] */
    size_t count, room, parameters;
    const char **keys; /* owned, [parameters]: point into the first arm's text */
    size_t *varied;    /* owned, [varied_count]: which parameters are not the same in all */
    size_t varied_count;
    size_t step; /* which parameter is the horizon */
};

static void free_arms(struct arms *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->list[i].name);
        free(self->list[i].text);
        free(self->list[i].values);
    }
    free(self->list);
    free(self->keys);
    free(self->varied);
}

/* The text of a value, without the quotes of a choice. */
static const char *unquote(char *value)
{
    const size_t length = strlen(value);
    if (length < 2 || value[0] != '"')
        return value;
    value[length - 1] = '\0';
    return value + 1;
}

/* Cuts `key = value` lines apart; keys are kept of the first arm. */
static int cut(struct arms *self, struct arm *arm)
{
    char *rest = arm->text;
    for (size_t i = 0; i < self->parameters; i++) {
        char *end = strchr(rest, '\n'), *equals = strstr(rest, " = ");
        if (end == NULL || equals == NULL || equals > end)
            return DIAG_INVALID;
        *end = '\0';
        *equals = '\0';
        if (arm == self->list)
            self->keys[i] = rest;
        arm->values[i] = unquote(equals + sizeof " = " - 1);
        rest = end + 1;
    }
    return DIAG_OK;
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

static int keep(void *context, const struct store_scenario_row *row)
{
    struct arms *self = context;
    if (self->count == 0) {
        self->parameters = count_lines(row->parameters);
        self->keys = calloc(self->parameters + 1, sizeof *self->keys);
        self->varied = calloc(self->parameters + 1, sizeof *self->varied);
    }
    if (self->count == self->room) {
        struct arm *grown = realloc(self->list, (2 * self->room + 16) * sizeof *grown);
        if (grown == NULL)
            return DIAG_MEMORY;
        self->list = grown;
        self->room = 2 * self->room + 16;
    }
    struct arm *arm = &self->list[self->count++];
    *arm = (struct arm){row->scenario, row->seed, strdup(row->name), strdup(row->parameters),
                        calloc(self->parameters + 1, sizeof *arm->values)};
    if (self->keys == NULL || self->varied == NULL || arm->name == NULL || arm->text == NULL ||
        arm->values == NULL)
        return DIAG_MEMORY;
    return cut(self, arm);
}

static void find_varied(struct arms *self)
{
    for (size_t i = 0; i < self->parameters; i++) {
        size_t arm = 1;
        while (arm < self->count && strcmp(self->list[arm].values[i], self->list[0].values[i]) == 0)
            arm++;
        if (arm < self->count)
            self->varied[self->varied_count++] = i;
        if (strcmp(self->keys[i], "programme.horizon") == 0)
            self->step = i;
    }
}

static int compare_values(const char *a, const char *b)
{
    char *end_a, *end_b;
    const double x = strtod(a, &end_a), y = strtod(b, &end_b);
    if (end_a == a || end_b == b)
        return strcmp(a, b);
    return (x > y) - (x < y);
}

static int compare_arms(const void *first, const void *second)
{
    const struct arm *a = first, *b = second;
    const int names = strcmp(a->name, b->name);
    if (names != 0 || a->seed != b->seed)
        return names != 0 ? names : a->seed < b->seed ? -1 : 1;
    for (size_t i = 0; a->values[i] != NULL; i++) {
        const int values = compare_values(a->values[i], b->values[i]);
        if (values != 0)
            return values;
    }
    return 0;
}

/* Writing */

/* Numbers as numbers everywhere else: a sign before one is no formula. */
static void write_value(struct csv *csv, const char *value)
{
    char *end;
    const double number = strtod(value, &end);
    if (end == value || *end != '\0')
        csv_text(csv, value);
    else
        csv_number(csv, number);
}

struct writing {
    const struct arms *arms;
    const struct arm *arm;
    struct csv csv;
    uint64_t runs;
};

static int write_run(void *context, uint32_t replication, const struct store_run *run)
{
    struct writing *self = context;
    struct csv *csv = &self->csv;
    csv_count(csv, ++self->runs);
    csv_text(csv, self->arm->name);
    csv_count(csv, self->arm->seed);
    csv_count(csv, replication);
    for (size_t i = 0; i < self->arms->varied_count; i++)
        write_value(csv, self->arm->values[self->arms->varied[i]]);
    write_value(csv, self->arm->values[self->arms->step]);
    for (size_t i = 0; i < OUTCOME_MEASURES; i++)
        csv_number(csv, run->measures[i]);
    csv_end_row(csv);
    return csv->error == 0 ? DIAG_OK : DIAG_IO;
}

/* As NetLogo has it: program, model, experiment, date, the corners of a world that is not there. */
static void write_preamble(const struct runs_table *self, struct csv *csv)
{
    const char *const lines[] = {"BehaviorSpace results (zutuan " BUILD_FACTS_VERSION ")", self->subject,
                                 "every run of the store", "no date: the same runs give the same bytes"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        csv_text(csv, lines[i]);
        csv_end_row(csv);
    }
    csv_header(csv, "\"min-pxcor\",\"max-pxcor\",\"min-pycor\",\"max-pycor\"");
    csv_header(csv, "\"0\",\"0\",\"0\",\"0\"");
}

static void write_header(const struct runs_table *self, const struct arms *arms, struct csv *csv)
{
    csv_text(csv, self->behaviorspace ? "[run number]" : "run");
    csv_text(csv, "scenario");
    csv_text(csv, "seed");
    csv_text(csv, "replication");
    for (size_t i = 0; i < arms->varied_count; i++)
        csv_text(csv, arms->keys[arms->varied[i]]);
    csv_text(csv, self->behaviorspace ? "[step]" : "step");
    for (size_t i = 0; i < OUTCOME_MEASURES; i++)
        csv_text(csv, outcome_measure_row((enum outcome_measure)i)->name);
    csv_end_row(csv);
}

int runs_table_write(const struct runs_table *self, FILE *stream, uint64_t *others, int *error,
                     struct diag *diag)
{
    struct arms arms = {.list = NULL};
    struct writing writing = {.arms = &arms};
    int code = store_scenarios(self->store, keep, &arms, others);
    *error = 0;
    if (code == DIAG_OK && arms.count == 0)
        code =
            diag_add(diag, DIAG_INVALID, self->subject, 0, "there is no run of this program's model in it");
    else if (code == DIAG_INVALID)
        diag_add(diag, DIAG_INVALID, self->subject, 0,
                 "a scenario in it is not as this program describes one");
    if (code == DIAG_OK) {
        find_varied(&arms);
        qsort(arms.list, arms.count, sizeof *arms.list, compare_arms);
        csv_begin(&writing.csv, stream);
        writing.csv.quoted = self->behaviorspace;
        if (self->behaviorspace)
            write_preamble(self, &writing.csv);
        write_header(self, &arms, &writing.csv);
    }
    for (size_t i = 0; code == DIAG_OK && i < arms.count; i++) {
        writing.arm = &arms.list[i];
        code = store_find(self->store, writing.arm->scenario, 0, UINT32_MAX, write_run, &writing);
    }
    if (code == DIAG_OK && fflush(stream) != 0)
        writing.csv.error = errno;
    *error = writing.csv.error;
    if (code == DIAG_IO && *error == 0)
        diag_add(diag, DIAG_IO, NULL, 0, "%s", store_complaint(self->store));
    free_arms(&arms);
    return *error == 0 ? code : DIAG_OK;
}
