/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "points.h"

#include "show.h"
#include "table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POINTS_WORDS   2048
#define POINTS_FACTORS 20 /* in the table of one at a time */
#define POINTS_LISTED  20 /* points that are shown one by one */

/* What a point gives: a difference, or the mean of the one scenario. */
struct place {
    struct estimate_pair pair;
    struct estimate mean;
    double value, low, high;
};

struct points {
    const struct sweep *sweep;
    const struct design *design;
    const struct outcome_row *row;
    struct place *places; /* owned, [points] */
};

static int points_alloc(struct points *self, struct sweep *sweep, enum outcome_measure measure,
                        double confidence)
{
    *self = (struct points){sweep, sweep->design, outcome_measure_row(measure),
                            calloc(sweep->points, sizeof *self->places)};
    if (self->places == NULL)
        return DIAG_MEMORY;
    for (size_t point = 0; point < sweep->points; point++) {
        struct place *place = &self->places[point];
        const int code = sweep->design->compares
                             ? sweep_pair(sweep, point, measure, confidence, &place->pair)
                             : sweep_mean(sweep, point, measure, confidence, &place->mean);
        if (code != DIAG_OK)
            return code;
        place->value = sweep->design->compares ? place->pair.difference : place->mean.mean;
        place->low = sweep->design->compares ? place->pair.low : place->mean.low;
        place->high = sweep->design->compares ? place->pair.high : place->mean.high;
    }
    return DIAG_OK;
}

/* A result and its interval as people read them. */
static void show_place(const struct points *self, size_t point, char value[SHOW_MOST],
                       char interval[SHOW_MOST])
{
    const struct place *place = &self->places[point];
    char range[SHOW_MOST];
    if (self->design->compares) {
        show_difference(self->row, &place->pair, value, interval);
        return;
    }
    show_value(self->row, place->value, value);
    show_range(self->row, place->low, place->high, range);
    snprintf(interval, SHOW_MOST, "[%.60s]", range);
}

static void print_signs(const struct points *self, FILE *stream)
{
    size_t better = 0, worse = 0, unclear = 0, unknown = 0;
    char words[POINTS_WORDS];
    const bool neutral = self->row->better == 0;
    for (size_t point = 0; point < self->sweep->points; point++) {
        const struct place *place = &self->places[point];
        if (place->low > 0.0 || place->high < 0.0)
            *((place->low > 0.0) == (self->row->better >= 0) ? &better : &worse) += 1;
        else if (isnan(place->low))
            unknown++;
        else
            unclear++;
    }
    snprintf(words, sizeof words,
             "%s is %s than %s at %zu of %zu points and %s at %zu; at %zu it is not clear.",
             self->design->other.name, neutral ? "higher" : "better", self->design->base.name, better,
             self->sweep->points, neutral ? "lower" : "worse", worse, unclear);
    if (unknown > 0)
        snprintf(words + strlen(words), sizeof words - strlen(words), " At %zu there is no interval yet.",
                 unknown);
    show_paragraph(stream, words, 2);
}

/* The point with the smallest (sign -1) or largest (+1) result; the number of points when there is none. */
static size_t find_end(const struct points *self, double sign)
{
    size_t end = self->sweep->points;
    for (size_t point = 0; point < self->sweep->points; point++) {
        const double value = self->places[point].value;
        if (!isnan(value) && (end == self->sweep->points || sign * value > sign * self->places[end].value))
            end = point;
    }
    return end;
}

static void print_range(const struct points *self, FILE *stream)
{
    const size_t ends[] = {find_end(self, -1.0), find_end(self, 1.0)};
    char words[POINTS_WORDS], value[2][SHOW_MOST], interval[2][SHOW_MOST], where[2][DESIGN_POINT_MOST];
    if (ends[0] == self->sweep->points)
        return;
    for (size_t i = 0; i < 2; i++) {
        show_place(self, ends[i], value[i], interval[i]);
        design_point_format(self->design, ends[i], where[i]);
    }
    snprintf(words, sizeof words, "%s goes from %s %s at %s to %s %s at %s.",
             self->design->compares ? "The difference" : "It", value[0], interval[0], where[0], value[1],
             interval[1], where[1]);
    show_paragraph(stream, words, 2);
}

/* One at a time */

/* How far the levels of a factor take the result, the scenarios' own values included. */
static double span_of(const struct points *self, size_t factor)
{
    double low = self->places[0].value, high = low;
    for (size_t point = 1; point < self->sweep->points; point++) {
        if (self->design->changed[point] == factor) {
            low = fmin(low, self->places[point].value);
            high = fmax(high, self->places[point].value);
        }
    }
    return isnan(high - low) ? -1.0 : high - low;
}

/* Factors by span, the widest first. Returns an array that the caller frees, NULL without memory. */
static size_t *order_factors(const struct points *self)
{
    const size_t count = self->design->factor_count;
    size_t *order = calloc(count, sizeof *order);
    double *spans = calloc(count, sizeof *spans);
    for (size_t i = 0; order != NULL && spans != NULL && i < count; i++) {
        size_t at = i;
        spans[i] = span_of(self, i);
        for (; at > 0 && spans[order[at - 1]] < spans[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    if (spans == NULL) {
        free(order);
        order = NULL;
    }
    free(spans);
    return order;
}

static void add_place(const struct points *self, struct table *table, const char *key, const char *level,
                      size_t point)
{
    char value[SHOW_MOST], interval[SHOW_MOST];
    show_place(self, point, value, interval);
    table_add(table, "%s", key);
    table_add(table, "%s", level);
    table_add(table, "%s", value);
    table_add(table, "%s", interval);
}

static void add_factor(const struct points *self, struct table *table, size_t factor)
{
    const struct params_row *row = self->design->factors[factor].row;
    const char *key = row->key;
    for (size_t point = 1; point < self->sweep->points; point++) {
        char level[64];
        if (self->design->changed[point] != factor)
            continue;
        design_value_format(row, design_value(self->design, point, factor), level, sizeof level);
        add_place(self, table, key, level, point);
        key = "";
    }
}

static int print_one_at_a_time(const struct points *self, FILE *stream)
{
    const size_t count = self->design->factor_count;
    const size_t shown = count < POINTS_FACTORS ? count : POINTS_FACTORS;
    size_t *order = order_factors(self);
    struct table table;
    if (order == NULL)
        return DIAG_MEMORY;
    table_init(&table, "lrrr");
    add_place(self, &table, "as they are", "", 0);
    for (size_t i = 0; i < shown; i++)
        add_factor(self, &table, order[i]);
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    free(order);
    if (shown < count)
        fprintf(stream, "  and %zu more parameters with a narrower span\n", count - shown);
    return code;
}

static int print_points(const struct points *self, FILE *stream)
{
    struct table table;
    table_init(&table, "lrr");
    for (size_t point = 0; point < self->sweep->points; point++) {
        char value[SHOW_MOST], interval[SHOW_MOST], where[DESIGN_POINT_MOST];
        show_place(self, point, value, interval);
        design_point_format(self->design, point, where);
        table_add(&table, "%s", where);
        table_add(&table, "%s", value);
        table_add(&table, "%s", interval);
    }
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    return code;
}

int points_print(struct sweep *sweep, enum outcome_measure measure, double confidence, FILE *stream)
{
    struct points points;
    int code = points_alloc(&points, sweep, measure, confidence);
    if (code == DIAG_OK) {
        char measured[SHOW_MOST];
        show_measure(points.row, measured);
        fprintf(stream, "%s, %s, %g %% intervals\n", points.row->label, measured, 100.0 * confidence);
        if (sweep->design->compares)
            print_signs(&points, stream);
        print_range(&points, stream);
        if (sweep->design->kind == DESIGN_OAT)
            code = print_one_at_a_time(&points, stream);
        else if (sweep->points <= POINTS_LISTED)
            code = print_points(&points, stream);
    }
    free(points.places);
    return code;
}
