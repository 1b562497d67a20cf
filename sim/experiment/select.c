/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/select.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Variance of the standardised effect that the confidence sequence expects: it is narrowest where n g is some
 * 2 log(1 / beta), and within a tenth of that from 20 to 1000 differences. */
#define SELECT_PRIOR 0.25

int select_zone_parse(struct select_zone *self, const char *text, char *why, size_t size)
{
    char *end = NULL;
    const bool number = isdigit((unsigned char)text[0]) || text[0] == '.';
    self->width = number && strpbrk(text, "xX") == NULL ? strtod(text, &end) : NAN;
    self->relative = end != NULL && *end == '%';
    if (self->relative) {
        self->width /= 100.0;
        end++;
    }
    if (end != NULL && *end == '\0' && self->width > 0.0 && isfinite(self->width))
        return DIAG_OK;
    snprintf(why, size,
             "expected a width above 0: 1%% (of the best mean) or 0.5 (in the unit of the measure)");
    return DIAG_INVALID;
}

double select_half_width(size_t n, double sd, double beta)
{
    if (n < 2)
        return INFINITY;
    if (sd == 0.0)
        return 0.0;
    const double size = (double)n, spread = 1.0 + size * SELECT_PRIOR;
    const double ratio = exp(2.0 / size * (0.5 * log(spread) - log(beta)));
    if (ratio >= spread)
        return INFINITY;
    return sd * sqrt((size - 1.0) / size * (ratio - 1.0) / (1.0 - ratio / spread));
}

int select_alloc(struct select *self, size_t count, const struct select_rule *rule)
{
    assert(count >= 2 && rule->first >= SELECT_FIRST_LEAST && rule->most >= rule->first);
    *self = (struct select){.rule = *rule, .chosen = SELECT_NONE, .leader = SELECT_NONE};
    self->alternatives = calloc(count, sizeof *self->alternatives);
    if (self->alternatives == NULL)
        return DIAG_MEMORY;
    self->count = count;
    for (size_t i = 0; i < count; i++) {
        self->alternatives[i].by = SELECT_NONE;
        self->alternatives[i].behind = INFINITY;
    }
    return DIAG_OK;
}

void select_free(struct select *self)
{
    for (size_t i = 0; i < self->count; i++)
        free(self->alternatives[i].values);
    free(self->alternatives);
    free(self->rounds);
    *self = (struct select){.alternatives = NULL};
}

static bool is_in(const struct select_alternative *alternative)
{
    return alternative->status != SELECT_OUT && alternative->status != SELECT_VOID;
}

/* Fills which[count] with the alternatives that are in; returns how many. */
static size_t list_in(const struct select *self, size_t *which)
{
    size_t in = 0;
    for (size_t i = 0; i < self->count; i++) {
        if (is_in(&self->alternatives[i]))
            which[in++] = i;
    }
    return in;
}

static double mean_of(const struct select_alternative *alternative)
{
    double sum = 0.0;
    size_t n = 0;
    for (size_t row = 0; row < alternative->rows; row++) {
        if (!isnan(alternative->values[row])) {
            sum += alternative->values[row];
            n++;
        }
    }
    return n > 0 ? sum / (double)n : NAN;
}

double select_delta(const struct select *self, size_t i)
{
    const struct select_zone *zone = &self->rule.zone;
    return zone->relative ? zone->width * fabs(mean_of(&self->alternatives[i])) : zone->width;
}

void select_mean(const struct select *self, size_t i, struct estimate *estimate, double *scratch)
{
    const struct select_alternative *alternative = &self->alternatives[i];
    estimate_mean(estimate, alternative->values, alternative->rows, self->rule.confidence, scratch);
}

size_t select_runs(const struct select *self)
{
    size_t runs = 0;
    for (size_t i = 0; i < self->count; i++)
        runs += self->alternatives[i].rows;
    return runs;
}

/* Looks */

/* By how much alternative a is better than b, at least and at most, over the replications where both have a
 * value. */
static void compare(const struct select *self, size_t a, size_t b, double *least, double *most)
{
    const struct select_alternative *one = &self->alternatives[a], *two = &self->alternatives[b];
    const double beta = (1.0 - self->rule.confidence) / (double)(self->count - 1);
    double mean = 0.0, squares = 0.0;
    size_t n = 0;
    for (size_t row = 0; row < self->rows; row++) {
        const double difference = self->rule.better * (one->values[row] - two->values[row]);
        if (isnan(difference))
            continue;
        const double from = difference - mean;
        mean += from / (double)++n;
        squares += from * (difference - mean);
    }
    const double half = select_half_width(n, n > 1 ? sqrt(squares / (double)(n - 1)) : NAN, beta);
    *least = mean - half;
    *most = mean + half;
}

/* How far each of which[in] may be behind the best of them, and whether another is better for certain: then
 * it is out, by the one that is so by most. Returns how many are out now. */
static size_t screen(struct select *self, const size_t *which, size_t in, double *ahead)
{
    size_t out = 0;
    for (size_t i = 0; i < in; i++) {
        self->alternatives[which[i]].behind = 0.0;
        ahead[i] = 0.0;
    }
    for (size_t i = 0; i < in; i++) {
        for (size_t j = i + 1; j < in; j++) {
            struct select_alternative *one = &self->alternatives[which[i]];
            struct select_alternative *two = &self->alternatives[which[j]];
            double least, most;
            compare(self, which[i], which[j], &least, &most);
            two->behind = fmax(two->behind, most);
            one->behind = fmax(one->behind, -least);
            if (least > ahead[j]) {
                ahead[j] = least;
                two->by = which[i];
            }
            if (-most > ahead[i]) {
                ahead[i] = -most;
                one->by = which[j];
            }
        }
    }
    for (size_t i = 0; i < in; i++) {
        struct select_alternative *alternative = &self->alternatives[which[i]];
        if (ahead[i] > 0.0) {
            alternative->status = SELECT_OUT;
            out++;
        }
    }
    return out;
}

static void set_void(struct select *self, const size_t *which, size_t in)
{
    for (size_t i = 0; i < in; i++) {
        struct select_alternative *alternative = &self->alternatives[which[i]];
        size_t n = 0;
        for (size_t row = 0; row < alternative->rows; row++)
            n += !isnan(alternative->values[row]);
        if (2 * n <= alternative->rows) {
            alternative->status = SELECT_VOID;
            alternative->behind = INFINITY;
        }
    }
}

static size_t find_leader(const struct select *self, const size_t *which, size_t in)
{
    size_t leader = SELECT_NONE;
    double best = NAN;
    for (size_t i = 0; i < in; i++) {
        const struct select_alternative *alternative = &self->alternatives[which[i]];
        const double mean = self->rule.better * mean_of(alternative);
        if (leader == SELECT_NONE || alternative->behind < self->alternatives[leader].behind ||
            (alternative->behind == self->alternatives[leader].behind && mean > best)) {
            leader = which[i];
            best = mean;
        }
    }
    return leader;
}

static void choose(struct select *self, const size_t *which, size_t in)
{
    self->leader = find_leader(self, which, in);
    if (self->leader == SELECT_NONE)
        return;
    const double delta = select_delta(self, self->leader);
    if (!(self->alternatives[self->leader].behind <= delta))
        return;
    self->chosen = self->leader;
    for (size_t i = 0; i < in; i++) {
        struct select_alternative *alternative = &self->alternatives[which[i]];
        if (alternative->behind <= delta)
            alternative->status = SELECT_WITHIN;
    }
    self->alternatives[self->chosen].status = SELECT_CHOSEN;
}

static int record_round(struct select *self, size_t in)
{
    if (self->round_count == self->round_capacity) {
        const size_t capacity = 2 * self->round_capacity + 8;
        struct select_round *grown = realloc(self->rounds, capacity * sizeof *grown);
        if (grown == NULL)
            return DIAG_MEMORY;
        self->rounds = grown;
        self->round_capacity = capacity;
    }
    self->rounds[self->round_count++] = (struct select_round){self->rows, in, select_runs(self)};
    return DIAG_OK;
}

/* which and ahead: room for all. */
static int look(struct select *self, size_t *which, double *ahead)
{
    set_void(self, which, list_in(self, which));
    size_t in = list_in(self, which);
    if (screen(self, which, in, ahead) > 0) {
        in = list_in(self, which);
        (void)screen(self, which, in, ahead); /* among those left: nobody is out, all are less far behind */
    }
    choose(self, which, in);
    return record_round(self, in);
}

/* Work */

static int reserve(struct select *self, size_t rows)
{
    if (rows <= self->capacity)
        return DIAG_OK;
    for (size_t i = 0; i < self->count; i++) {
        struct select_alternative *alternative = &self->alternatives[i];
        double *grown = is_in(alternative) ? realloc(alternative->values, rows * sizeof *grown) : NULL;
        if (grown != NULL)
            alternative->values = grown;
        else if (is_in(alternative))
            return DIAG_MEMORY;
    }
    self->capacity = rows;
    return DIAG_OK;
}

static int extend(struct select *self, size_t rows, size_t *which, double **values, select_source *source,
                  void *context)
{
    const size_t in = list_in(self, which);
    size_t done = self->rows;
    int code = reserve(self, rows);
    for (size_t i = 0; i < in; i++)
        values[i] = self->alternatives[which[i]].values;
    if (code == DIAG_OK)
        code = source(context, which, in, self->rows, rows, values, &done);
    if (code == DIAG_OK)
        done = rows;
    for (size_t i = 0; i < in; i++)
        self->alternatives[which[i]].rows = done;
    self->rows = done;
    return code;
}

static size_t next_look(const struct select *self)
{
    const size_t step = self->rule.first / 2 > self->rows / 10 ? self->rule.first / 2 : self->rows / 10;
    const size_t next = self->rows == 0 ? self->rule.first : self->rows + step;
    return next < self->rule.most ? next : self->rule.most;
}

int select_run(struct select *self, select_source *source, void *context)
{
    size_t *which = calloc(self->count, sizeof *which);
    double *ahead = calloc(self->count, sizeof *ahead);
    double **values = calloc(self->count, sizeof *values);
    int code = which == NULL || ahead == NULL || values == NULL ? DIAG_MEMORY : DIAG_OK;
    bool over = false;
    while (code == DIAG_OK && !over && self->rows < self->rule.most) {
        const size_t before = self->rows;
        code = extend(self, next_look(self), which, values, source, context);
        if (self->rows > before && self->rows >= self->rule.first && look(self, which, ahead) != DIAG_OK)
            code = DIAG_MEMORY;
        over = self->chosen != SELECT_NONE || list_in(self, which) == 0;
    }
    free(which);
    free(ahead);
    free(values);
    return code;
}
