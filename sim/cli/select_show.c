/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "select_show.h"

#include "show.h"
#include "table.h"
#include "zutuan/experiment/design.h"
#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SELECT_SHOW_OUT   20 /* eliminated alternatives in the table */
#define SELECT_SHOW_NAMES 8  /* in a sentence */

struct line {
    size_t alternative;
    enum select_status status;
    struct estimate mean;
    double worth; /* the mean, more is better; -INFINITY when there is none */
};

static int compare_lines(const void *a, const void *b)
{
    static const int places[] = {2, 0, 1, 3, 4}; /* IN, CHOSEN, WITHIN, OUT, VOID */
    const struct line *one = a, *two = b;
    if (places[one->status] != places[two->status])
        return places[one->status] - places[two->status];
    if (one->worth != two->worth)
        return one->worth > two->worth ? -1 : 1;
    return one->alternative < two->alternative ? -1 : 1;
}

static struct line *sorted(const struct select *self)
{
    struct line *lines = calloc(self->count, sizeof *lines);
    double *scratch = malloc((self->rows + 1) * sizeof *scratch);
    if (lines == NULL || scratch == NULL) {
        free(lines);
        free(scratch);
        return NULL;
    }
    for (size_t i = 0; i < self->count; i++) {
        struct line *line = &lines[i];
        *line = (struct line){.alternative = i, .status = self->alternatives[i].status};
        select_mean(self, i, &line->mean, scratch);
        line->worth = line->mean.n > 0 ? self->rule.better * line->mean.mean : -INFINITY;
    }
    free(scratch);
    qsort(lines, self->count, sizeof *lines, compare_lines);
    return lines;
}

/* A point of a design with what it sets. */
static void name_in_full(const struct scenario *scenario, char *text, size_t size)
{
    if (strncmp(scenario->name, "point-", strlen("point-")) == 0)
        snprintf(text, size, "%s (%s)", scenario->name, scenario->description);
    else
        snprintf(text, size, "%s", scenario->name);
}

static void add_fate(struct table *table, const struct select *self,
                     const struct select_simulation *simulation, size_t i)
{
    const struct select_alternative *alternative = &self->alternatives[i];
    switch (alternative->status) {
    case SELECT_CHOSEN:
        table_add(table, "chosen");
        break;
    case SELECT_WITHIN:
        table_add(table, "within delta of the best");
        break;
    case SELECT_OUT:
        table_add(table, "worse than %s, out after %zu", simulation->scenarios[alternative->by]->name,
                  alternative->rows);
        break;
    case SELECT_VOID:
        table_add(table, "has no value in half of its replications or more");
        break;
    default:
        table_add(table, "may be the best");
    }
}

static void add_line(struct table *table, const struct select *self,
                     const struct select_simulation *simulation, const struct line *line)
{
    const struct outcome_row *row = outcome_measure_row(simulation->measure);
    const double behind = self->alternatives[line->alternative].behind;
    char text[SHOW_MOST], name[SCENARIO_NAME_MOST + DESIGN_POINT_MOST];
    name_in_full(simulation->scenarios[line->alternative], name, sizeof name);
    table_add(table, "%s", name);
    show_value(row, line->mean.mean, text);
    table_add(table, "%s", text);
    show_range(row, line->mean.low, line->mean.high, text);
    table_add(table, "%s", text);
    table_add(table, "%zu", self->alternatives[line->alternative].rows);
    show_value(row, isfinite(behind) ? behind : NAN, text);
    table_add(table, "%s", text);
    add_fate(table, self, simulation, line->alternative);
}

static int print_table(const struct select *self, const struct select_simulation *simulation,
                       const struct line *lines, FILE *stream)
{
    struct table table;
    char text[SHOW_MOST];
    size_t out = 0, hidden = 0;
    table_init(&table, "lrrrrl");
    show_measure(outcome_measure_row(simulation->measure), text);
    table_add(&table, "scenario");
    table_add(&table, "%s", text);
    table_add(&table, "%g %% interval", 100.0 * self->rule.confidence);
    table_add(&table, "runs");
    table_add(&table, "behind at most");
    table_add(&table, "%s", "");
    for (size_t i = 0; i < self->count; i++) {
        out += lines[i].status == SELECT_OUT;
        if (lines[i].status == SELECT_OUT && out > SELECT_SHOW_OUT)
            hidden++;
        else
            add_line(&table, self, simulation, &lines[i]);
    }
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    if (hidden > 0)
        fprintf(stream, "  ... and %zu more that were eliminated; select.csv of --out lists them\n", hidden);
    return code;
}

/* Words */

/* The names of all with the status, `A, B and C`; returns how many there are. */
static size_t list_names(const struct select *self, const struct select_simulation *simulation,
                         const struct line *lines, enum select_status status, char *text, size_t size)
{
    size_t count = 0, used = 0, told = 0;
    for (size_t i = 0; i < self->count; i++)
        count += lines[i].status == status;
    text[0] = '\0';
    for (size_t i = 0; i < self->count && told < SELECT_SHOW_NAMES; i++) {
        if (lines[i].status != status)
            continue;
        told++;
        const char *between = told == 1 ? "" : told == count ? " and " : ", ";
        used += (size_t)snprintf(text + used, size - used, "%s%s", between,
                                 simulation->scenarios[lines[i].alternative]->name);
    }
    if (count > told)
        snprintf(text + used, size - used, " and %zu more", count - told);
    return count;
}

/* Delta and how far the leader is behind at most, as people read them. */
static void show_amount(const struct select_simulation *simulation, double amount, char text[SHOW_MOST])
{
    const struct outcome_row *row = outcome_measure_row(simulation->measure);
    char number[SHOW_MOST];
    show_value(row, amount, number);
    snprintf(text, SHOW_MOST, "%.40s%s%.15s", number, verdict_is_share(row) || *row->unit != '\0' ? " " : "",
             verdict_is_share(row) ? "percentage points" : row->unit);
}

static void write_choice(const struct select *self, const struct select_simulation *simulation,
                         const struct line *lines, char *text, size_t size)
{
    char names[(SELECT_SHOW_NAMES + 1) * (SCENARIO_NAME_MOST + 8)], delta[SHOW_MOST];
    const struct outcome_row *row = outcome_measure_row(simulation->measure);
    char chosen[SCENARIO_NAME_MOST + DESIGN_POINT_MOST];
    const double confidence = 100.0 * self->rule.confidence;
    size_t used;
    name_in_full(simulation->scenarios[self->chosen], chosen, sizeof chosen);
    show_amount(simulation, select_delta(self, self->chosen), delta);
    if (self->rounds[self->round_count - 1].in == 1) {
        snprintf(text, size, "%s is the best by %s, with %g %% confidence: the others are all worse.", chosen,
                 row->label, confidence);
        return;
    }
    used = (size_t)snprintf(text, size,
                            "%s is the best by %s, or within delta (%s) of it, with %g %% confidence.",
                            chosen, row->label, delta, confidence);
    if (list_names(self, simulation, lines, SELECT_WITHIN, names, sizeof names) > 0)
        used += (size_t)snprintf(text + used, size - used,
                                 " So %s: any of these is within delta of the best, so that other grounds "
                                 "may decide between them.",
                                 names);
    if (list_names(self, simulation, lines, SELECT_IN, names, sizeof names) > 0)
        snprintf(text + used, size - used,
                 " Not told apart from the best, but not known to be within delta of it either: %s.", names);
}

static void write_open(const struct select *self, const struct select_simulation *simulation,
                       const struct line *lines, char *text, size_t size)
{
    char names[(SELECT_SHOW_NAMES + 1) * (SCENARIO_NAME_MOST + 8)], behind[SHOW_MOST];
    const double least = self->alternatives[self->leader].behind;
    list_names(self, simulation, lines, SELECT_IN, names, sizeof names);
    if (isfinite(least))
        show_amount(simulation, least, behind);
    else
        snprintf(behind, sizeof behind, "an unknown amount");
    snprintf(text, size,
             "Not settled after %zu replications. With %g %% confidence the best by %s is among %s. Of these "
             "%s is least behind the best, by %s at most.",
             self->rows, 100.0 * self->rule.confidence, outcome_measure_row(simulation->measure)->label,
             names, simulation->scenarios[self->leader]->name, behind);
}

int select_show(const struct select *self, const struct select_simulation *simulation, FILE *stream)
{
    char text[2048];
    struct line *lines = sorted(self);
    if (lines == NULL)
        return DIAG_MEMORY;
    const int code = print_table(self, simulation, lines, stream);
    if (self->leader == SELECT_NONE)
        snprintf(text, sizeof text, "No scenario has values of %s.",
                 outcome_measure_row(simulation->measure)->name);
    else if (self->chosen != SELECT_NONE)
        write_choice(self, simulation, lines, text, sizeof text);
    else
        write_open(self, simulation, lines, text, sizeof text);
    fputc('\n', stream);
    show_paragraph(stream, text, 2);
    snprintf(text, sizeof text,
             "(%zu runs, %zu look%s; as many replications of every scenario would have been %zu runs. The "
             "confidence is that of all statements on the best together; intervals are each for itself. "
             "Among nearly equal ones the mean of the chosen one is too good: run it under another --seed to "
             "know it.)",
             select_runs(self), self->round_count, self->round_count == 1 ? "" : "s",
             self->rows * self->count);
    show_paragraph(stream, text, 2);
    free(lines);
    return code;
}
