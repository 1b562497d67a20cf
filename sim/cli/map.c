/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map.h"

#include "show.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MAP_WORDS 2048 /* characters of a sentence */
#define MAP_LABEL 32

enum map_sign { MAP_UNKNOWN, MAP_HOLDS_ZERO, MAP_BETTER, MAP_WORSE, MAP_SIGNS };

static const char map_signs[MAP_SIGNS] = {'?', '0', '+', '-'};

struct map {
    const struct sweep *sweep;
    const struct design *design;
    const struct outcome_row *row;
    struct estimate_pair *pairs; /* owned, [points] */
    enum map_sign *signs;        /* owned, [points] */
    size_t counts[MAP_SIGNS];
    size_t columns, rows, slices; /* points = columns * rows * slices, the last fastest */
};

/* A sentence under construction. */
struct map_words {
    char text[MAP_WORDS];
    size_t length;
};

DIAG_FORMAT(2, 3)
static void say(struct map_words *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(self->text + self->length, MAP_WORDS - self->length, format, arguments);
    va_end(arguments);
    if (length > 0)
        self->length += (size_t)length;
    if (self->length > MAP_WORDS - 1)
        self->length = MAP_WORDS - 1;
}

static enum map_sign judge(const struct map *self, const struct estimate_pair *pair)
{
    if (isnan(pair->low) || isnan(pair->high))
        return MAP_UNKNOWN;
    if (pair->low <= 0.0 && pair->high >= 0.0)
        return MAP_HOLDS_ZERO;
    return (pair->low > 0.0) == (self->row->better >= 0) ? MAP_BETTER : MAP_WORSE;
}

static int map_alloc(struct map *self, struct sweep *sweep, enum outcome_measure measure, double confidence)
{
    const struct design *design = sweep->design;
    *self = (struct map){.sweep = sweep,
                         .design = design,
                         .row = outcome_measure_row(measure),
                         .columns = design->factors[0].level_count,
                         .rows = design->factor_count > 1 ? design->factors[1].level_count : 1};
    self->slices = sweep->points / self->columns / self->rows;
    self->pairs = calloc(sweep->points, sizeof *self->pairs);
    self->signs = calloc(sweep->points, sizeof *self->signs);
    if (self->pairs == NULL || self->signs == NULL)
        return DIAG_MEMORY;
    for (size_t point = 0; point < sweep->points; point++) {
        const int code = sweep_pair(sweep, point, measure, confidence, &self->pairs[point]);
        if (code != DIAG_OK)
            return code;
        self->signs[point] = judge(self, &self->pairs[point]);
        self->counts[self->signs[point]]++;
    }
    return DIAG_OK;
}

static void map_free(struct map *self)
{
    free(self->pairs);
    free(self->signs);
}

static const char *word(const struct map *self, enum map_sign sign)
{
    if (self->row->better == 0)
        return sign == MAP_BETTER ? "higher" : "lower";
    return sign == MAP_BETTER ? "better" : "worse";
}

static enum map_sign sign_at(const struct map *self, size_t x, size_t y, size_t slice)
{
    return self->signs[(x * self->rows + y) * self->slices + slice];
}

static void label(const struct map *self, size_t factor, size_t level, char text[MAP_LABEL])
{
    const struct design_factor *of = &self->design->factors[factor];
    if (of->row->type == PARAMS_BOOL || of->row->type == PARAMS_CHOICE)
        design_value_format(of->row, of->levels[level], text, MAP_LABEL);
    else
        snprintf(text, MAP_LABEL, "%.9g", of->levels[level]);
}

/* The map */

static int label_width(const struct map *self, size_t factor)
{
    char text[MAP_LABEL];
    size_t width = 0;
    for (size_t i = 0; i < self->design->factors[factor].level_count; i++) {
        label(self, factor, i, text);
        width = strlen(text) > width ? strlen(text) : width;
    }
    return (int)width;
}

static void print_key(const struct map *self, size_t factor, FILE *stream)
{
    const struct params_row *row = self->design->factors[factor].row;
    fprintf(stream, *row->unit ? "%s (%s)\n" : "%s%s\n", row->key, row->unit);
}

static void print_map(const struct map *self, size_t slice, FILE *stream)
{
    const bool flat = self->design->factor_count == 1;
    const int side = flat ? 0 : label_width(self, 1), width = label_width(self, 0) + 1;
    char text[MAP_LABEL] = "";
    if (!flat) {
        fputs("  ", stream);
        print_key(self, 1, stream);
    }
    for (size_t y = self->rows; y-- > 0;) {
        if (!flat)
            label(self, 1, y, text);
        fprintf(stream, "  %*s ", side, text);
        for (size_t x = 0; x < self->columns; x++)
            fprintf(stream, "%*c", width, map_signs[sign_at(self, x, y, slice)]);
        fputc('\n', stream);
    }
    fprintf(stream, "  %*s ", side, "");
    for (size_t x = 0; x < self->columns; x++) {
        label(self, 0, x, text);
        fprintf(stream, "%*s", width, text);
    }
    fputs("  ", stream);
    print_key(self, 0, stream);
}

/* The words */

static void print_counts(const struct map *self, FILE *stream)
{
    struct map_words words = {.length = 0};
    const char *base = self->design->base.name, *other = self->design->other.name;
    say(&words, "%s is %s than %s at %zu of %zu points and %s at %zu", other, word(self, MAP_BETTER), base,
        self->counts[MAP_BETTER], self->sweep->points, word(self, MAP_WORSE), self->counts[MAP_WORSE]);
    if (self->counts[MAP_HOLDS_ZERO] > 0)
        say(&words, "; at %zu it is not clear", self->counts[MAP_HOLDS_ZERO]);
    if (self->counts[MAP_UNKNOWN] > 0)
        say(&words, "; at %zu there is no interval yet", self->counts[MAP_UNKNOWN]);
    say(&words, ".");
    show_paragraph(stream, words.text, 2);
}

/* The point with the smallest (sign -1) or largest (+1) relative difference; false when there is none. */
static bool find_end(const struct map *self, double sign, size_t *end)
{
    bool found = false;
    for (size_t point = 0; point < self->sweep->points; point++) {
        const double relative = self->pairs[point].relative;
        if (isnan(relative) || (found && sign * relative <= sign * self->pairs[*end].relative))
            continue;
        *end = point;
        found = true;
    }
    return found;
}

static void print_range(const struct map *self, FILE *stream)
{
    struct map_words words = {.length = 0};
    char difference[SHOW_MOST], interval[SHOW_MOST], where[DESIGN_POINT_MOST];
    size_t ends[2];
    if (!find_end(self, -1.0, &ends[0]) || !find_end(self, 1.0, &ends[1]))
        return;
    for (size_t i = 0; i < 2; i++) {
        show_difference(self->row, &self->pairs[ends[i]], difference, interval);
        design_point_format(self->design, ends[i], where);
        say(&words, "%s %s %s at %s", i == 0 ? "The difference goes from" : " to", difference, interval,
            where);
    }
    say(&words, ".");
    show_paragraph(stream, words.text, 2);
}

/* How the sign goes along the first factor in a row of the map; what is not clear is passed over. */
static void say_row(const struct map *self, size_t y, size_t slice, struct map_words *words)
{
    enum map_sign last = MAP_UNKNOWN;
    size_t last_x = 0, clear = 0;
    bool turned = false;
    for (size_t x = 0; x < self->columns; x++) {
        const enum map_sign sign = sign_at(self, x, y, slice);
        char low[MAP_LABEL], high[MAP_LABEL];
        if (sign != MAP_BETTER && sign != MAP_WORSE)
            continue;
        clear++;
        if (last != MAP_UNKNOWN && sign != last) {
            label(self, 0, last_x, low);
            label(self, 0, x, high);
            say(words, turned ? ", %s between %s and %s" : "turns %s between %s and %s", word(self, sign),
                low, high);
            turned = true;
        }
        last = sign;
        last_x = x;
    }
    if (turned)
        return;
    if (clear == 0)
        say(words, "is nowhere clearly %s or %s", word(self, MAP_BETTER), word(self, MAP_WORSE));
    else
        say(words, "is %s %s", word(self, last),
            clear == self->columns ? "throughout" : "wherever it is clear");
}

static void print_rows(const struct map *self, size_t slice, FILE *stream)
{
    const char *key = self->design->factors[0].row->key;
    struct map_words words = {.length = 0};
    say(&words, "Along %s, %s", key, self->design->other.name);
    for (size_t y = 0, next; y < self->rows; y = next) {
        struct map_words row = {.length = 0}, other;
        char low[MAP_LABEL], high[MAP_LABEL];
        say_row(self, y, slice, &row);
        for (next = y + 1; next < self->rows; next++) {
            other.length = 0;
            say_row(self, next, slice, &other);
            if (strcmp(row.text, other.text) != 0)
                break;
        }
        say(&words, "%s %s", y == 0 ? "" : ";", row.text);
        if (self->design->factor_count == 1)
            continue;
        label(self, 1, y, low);
        label(self, 1, next - 1, high);
        say(&words, " at ");
        if (y == 0)
            say(&words, "%s = ", self->design->factors[1].row->key);
        say(&words, next - y == 1 ? "%s" : "%s to %s", low, high);
    }
    say(&words, ".");
    show_paragraph(stream, words.text, 2);
}

/* The levels of the third and later factors in a slice. */
static void print_slice(const struct map *self, size_t slice, FILE *stream)
{
    char where[DESIGN_POINT_MOST], *rest = where;
    design_point_format(self->design, slice, where);
    for (size_t i = 0; i < 2; i++)
        rest = strchr(rest, ',') + 2;
    fprintf(stream, "\n  %s\n", rest);
}

bool map_draws(const struct design *design)
{
    return design->kind == DESIGN_FACTORIAL && design->compares &&
           design->factor_count <= DESIGN_POINT_FACTORS /* so that a slice can be named */;
}

int map_print(struct sweep *sweep, enum outcome_measure measure, double confidence, FILE *stream)
{
    struct map map;
    const int code = map_alloc(&map, sweep, measure, confidence);
    if (code == DIAG_OK) {
        fprintf(stream, "%s: + %s, - %s, 0 the %g %% interval holds 0\n", map.row->label,
                word(&map, MAP_BETTER), word(&map, MAP_WORSE), 100.0 * confidence);
        print_counts(&map, stream);
        print_range(&map, stream);
        for (size_t slice = 0; slice < map.slices; slice++) {
            if (map.slices > 1)
                print_slice(&map, slice, stream);
            print_map(&map, slice, stream);
            print_rows(&map, slice, stream);
        }
    }
    map_free(&map);
    return code;
}
