/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/breakeven.h"

#include "zutuan/core/tally.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#define LEAST_TOLERANCE 1e-6 /* of the range */
#define LEAST_GROWTH    8    /* from look to look at a target at least an eighth more */
#define NEAREST_END     0.02 /* a new value keeps off the ends of its bracket by this share */

size_t breakeven_scan(const struct breakeven_question *question, double *values)
{
    const double width = question->high - question->low;
    size_t count = 0;
    for (size_t i = 0; i < question->steps; i++) {
        const double share = (double)i / (double)(question->steps - 1);
        double value = i + 1 == question->steps ? question->high : question->low + share * width;
        value = question->whole ? round(value) : value;
        if (count == 0 || value > values[count - 1])
            values[count++] = value;
    }
    return count;
}

/* Points */

static int compare_points(const void *a, const void *b)
{
    const struct breakeven_point *one = a, *two = b;
    return (one->value > two->value) - (one->value < two->value);
}

/* Runs the values, none of which is there yet, and keeps the points sorted. */
static int add_points(struct breakeven *self, const double *values, size_t count, bool scanned)
{
    const struct breakeven_question *question = &self->question;
    struct estimate_pair *pairs = calloc(count, sizeof *pairs);
    struct breakeven_point *grown = realloc(self->points, (self->point_count + count) * sizeof *grown);
    int code = pairs == NULL || grown == NULL ? DIAG_MEMORY : DIAG_OK;
    self->points = grown != NULL ? grown : self->points;
    if (code == DIAG_OK)
        code = question->source(question->context, values, count, question->confidence, pairs);
    for (size_t i = 0; code == DIAG_OK && i < count; i++)
        self->points[self->point_count++] = (struct breakeven_point){
            .value = values[i], .pair = pairs[i], .band_low = NAN, .band_high = NAN, .scanned = scanned};
    if (self->point_count > 1)
        qsort(self->points, self->point_count, sizeof *self->points, compare_points);
    free(pairs);
    return code;
}

static void decide_signs(struct breakeven *self)
{
    const double alpha = (1.0 - self->question.confidence) / (double)self->point_count;
    for (size_t i = 0; i < self->point_count; i++) {
        struct breakeven_point *point = &self->points[i];
        const struct estimate_pair *pair = &point->pair;
        const double sd = pair->se * sqrt((double)pair->n);
        const double half = tally_half_width(pair->n, sd, 1.0 - alpha);
        point->band_low = pair->difference - half;
        point->band_high = pair->difference + half;
        point->sign = (point->band_low > 0.0) - (point->band_high < 0.0);
    }
}

/* What the pattern of signs says: changes between decided values, doubts elsewhere. */
static int read_pattern(struct breakeven *self)
{
    const struct breakeven_point *points = self->points;
    const size_t count = self->point_count;
    self->roots = calloc(count + 1, sizeof *self->roots);
    self->doubts = calloc(count + 1, sizeof *self->doubts);
    if (self->roots == NULL || self->doubts == NULL)
        return DIAG_MEMORY;
    for (size_t i = 0, last = count; i <= count; i++) { /* last: the last decided value, or none */
        if (i < count && points[i].sign == 0)
            continue;
        const int left = last == count ? 0 : points[last].sign, right = i == count ? 0 : points[i].sign;
        const size_t first = last == count ? 0 : last + 1; /* of those without a sign in between */
        if (left * right < 0)
            self->roots[self->root_count++] =
                (struct breakeven_root){.left = points[last].value, .right = points[i].value, .before = left};
        else if (first < i)
            self->doubts[self->doubt_count++] =
                (struct breakeven_doubt){points[first].value, points[i - 1].value, left, right};
        last = i;
    }
    return DIAG_OK;
}

/* Refinement */

/* Turned so that the curve falls through zero: the lower edge of the band does it first, the upper last. */
enum edge { LOWER, MEAN, UPPER, EDGES };

static double edge_at(const struct breakeven_root *root, enum edge edge, const struct breakeven_point *point)
{
    const struct estimate_pair *pair = &point->pair;
    if (edge == MEAN)
        return root->before * pair->difference;
    const bool low = (edge == LOWER) == (root->before > 0);
    return root->before * (low ? pair->low : pair->high);
}

/*
 * The neighbouring points between which an edge passes zero: for the lower edge and the mean the first such
 * place, for the upper edge the last one. A point without a value is taken as belonging to the set. Points of
 * decided signs at both ends make sure that there is one.
 */
static const struct breakeven_point *find_bracket(const struct breakeven *self,
                                                  const struct breakeven_root *root, enum edge edge)
{
    const struct breakeven_point *left = self->points, *at;
    while (left->value < root->left)
        left++;
    if (edge != UPPER) {
        for (at = left; edge_at(root, edge, at + 1) > 0.0;)
            at++;
        return at;
    }
    for (at = left; at->value < root->right;)
        at++;
    for (at--; edge_at(root, edge, at) < 0.0;)
        at--;
    return at;
}

/* Where the line through two neighbours passes zero, as a share of the way. */
static double share_at(const struct breakeven_root *root, enum edge edge, const struct breakeven_point *at)
{
    const double left = edge_at(root, edge, at), right = edge_at(root, edge, at + 1);
    const double share = left / (left - right);
    return share >= 0.0 && share <= 1.0 ? share : 0.5;
}

/* One-sided p-value against the sign that a neighbour of a whole-numbered change seems to have. */
static double doubt_of(const struct breakeven_root *root, const struct breakeven_point *point, int side)
{
    const double distance = side * root->before * point->pair.difference;
    if (!(point->pair.n >= 2))
        return 1.0;
    if (point->pair.se == 0.0)
        return distance > 0.0 ? 0.0 : 1.0;
    return gsl_cdf_tdist_Q(distance / point->pair.se, (double)point->pair.n - 1.0);
}

/* The root as the points have it now. */
static void place_root(const struct breakeven *self, struct breakeven_root *root)
{
    const struct breakeven_point *at[EDGES];
    double place[EDGES];
    for (int edge = 0; edge < EDGES; edge++) {
        at[edge] = find_bracket(self, root, (enum edge)edge);
        const double share = self->question.whole ? 0.5 : share_at(root, (enum edge)edge, at[edge]);
        place[edge] = at[edge]->value + share * (at[edge][1].value - at[edge]->value);
    }
    root->low = self->question.whole ? at[LOWER]->value : place[LOWER];
    root->high = self->question.whole ? at[UPPER][1].value : place[UPPER];
    root->estimate = place[MEAN];
    root->below = at[MEAN]->value;
    root->above = at[MEAN][1].value;
    root->certainty = NAN;
    if (self->question.whole) {
        const double left = doubt_of(root, at[MEAN], 1), right = doubt_of(root, at[MEAN] + 1, -1);
        root->certainty = fmax(0.0, 1.0 - 2.0 * fmax(left, right));
    }
}

/* The next value at which an edge should be known; false when it is known well enough. */
static bool next_value(const struct breakeven *self, const struct breakeven_root *root, enum edge edge,
                       size_t turn, double *value)
{
    const struct breakeven_point *at = find_bracket(self, root, edge);
    const double width = at[1].value - at->value;
    const double share = share_at(root, edge, at);
    if (self->question.whole) {
        if (width < 1.5)
            return false;
        const double next = at->value + round(width * (turn % 2 == 1 ? 0.5 : share));
        *value = fmin(fmax(next, at->value + 1.0), at[1].value - 1.0);
        return true;
    }
    const double tolerance = fmax(BREAKEVEN_TOLERANCE * (root->high - root->low),
                                  LEAST_TOLERANCE * (self->question.high - self->question.low));
    *value = at->value + width * fmin(fmax(share, NEAREST_END), 1.0 - NEAREST_END);
    return fmin(share, 1.0 - share) * width > tolerance;
}

static bool is_new(const double *values, size_t count, double value)
{
    for (size_t i = 0; i < count; i++) {
        if (values[i] == value)
            return false;
    }
    return true;
}

/* One round over all roots: the values that they ask for, once each. */
static int refine(struct breakeven *self, size_t turn, double *values, bool *done)
{
    size_t count = 0;
    for (size_t i = 0; i < self->root_count; i++) {
        struct breakeven_root *root = &self->roots[i];
        double value;
        root->resolved = true;
        for (int edge = 0; edge < EDGES; edge++) {
            if (!next_value(self, root, (enum edge)edge, turn, &value))
                continue;
            root->resolved = false;
            if (is_new(values, count, value))
                values[count++] = value;
        }
    }
    *done = count == 0;
    const int code = *done ? DIAG_OK : add_points(self, values, count, false);
    for (size_t i = 0; i < self->root_count; i++)
        place_root(self, &self->roots[i]);
    return code;
}

static int refine_all(struct breakeven *self)
{
    double *values = calloc(EDGES * self->root_count + 1, sizeof *values);
    bool done = self->root_count == 0;
    int code = values == NULL ? DIAG_MEMORY : DIAG_OK;
    for (size_t i = 0; i < self->root_count; i++)
        place_root(self, &self->roots[i]);
    for (size_t turn = 0; code == DIAG_OK && !done && turn <= BREAKEVEN_ROUNDS; turn++)
        code = refine(self, turn, values, &done);
    free(values);
    return code;
}

int breakeven_search(struct breakeven *self, const struct breakeven_question *question)
{
    *self = (struct breakeven){.question = *question};
    double *values = calloc(question->steps, sizeof *values);
    if (values == NULL)
        return DIAG_MEMORY;
    self->scan_count = breakeven_scan(question, values);
    int code = add_points(self, values, self->scan_count, true);
    free(values);
    if (code != DIAG_OK)
        return code;
    decide_signs(self);
    code = read_pattern(self);
    return code == DIAG_OK ? refine_all(self) : code;
}

void breakeven_look(const struct breakeven *self, const struct estimate_target *target,
                    struct estimate_look *look)
{
    for (size_t i = 0; i < self->root_count; i++) {
        const struct breakeven_root *root = &self->roots[i];
        estimate_look_at(look, target, 0.5 * (root->high - root->low), root->estimate);
    }
    if (self->root_count == 0 && self->doubt_count > 0)
        estimate_look_at(look, target, NAN, NAN);
    const size_t least = look->n + look->n / LEAST_GROWTH;
    if (!look->met && look->next < least)
        look->next = least;
}

void breakeven_free(struct breakeven *self)
{
    free(self->points);
    free(self->roots);
    free(self->doubts);
    *self = (struct breakeven){.point_count = 0};
}
