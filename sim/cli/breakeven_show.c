/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "breakeven_show.h"

#include "table.h"

#include <math.h>

#define WORDS_MOST 1024

void breakeven_show_value(const struct breakeven_runs *runs, double value, char buffer[SHOW_MOST])
{
    const bool whole = runs->row->type == PARAMS_INT || (fabs(value) >= 1e4 && fabs(value) < 1e12);
    snprintf(buffer, SHOW_MOST, whole ? "%.0f" : "%.5g", value);
}

static void add_point(struct table *table, const struct breakeven_runs *runs,
                      const struct breakeven_point *point)
{
    const struct outcome_row *row = outcome_measure_row(runs->measure);
    char text[SHOW_MOST], interval[SHOW_MOST];
    breakeven_show_value(runs, point->value, text);
    table_add(table, "%s", text);
    show_value(row, point->pair.base_mean, text);
    table_add(table, "%s", text);
    show_value(row, point->pair.other_mean, text);
    table_add(table, "%s", text);
    show_difference(row, &point->pair, text, interval);
    table_add(table, "%s", text);
    table_add(table, "%s", interval);
    table_add(table, "%s", point->sign > 0 ? "+" : point->sign < 0 ? "-" : ".");
}

int breakeven_show_scan(const struct breakeven *breakeven, const struct breakeven_runs *runs, FILE *stream)
{
    struct table table;
    table_init(&table, "rrrrrl");
    table_add(&table, "%s", runs->row->key);
    table_add(&table, "%s", runs->base->name);
    table_add(&table, "%s", runs->other->name);
    table_add(&table, "difference");
    table_add(&table, "%g %% interval", 100.0 * breakeven->question.confidence);
    table_add(&table, "sign");
    for (size_t i = 0; i < breakeven->point_count; i++) {
        if (breakeven->points[i].scanned)
            add_point(&table, runs, &breakeven->points[i]);
    }
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    return code;
}

/* Who is ahead where the difference has this sign: in words that fit the measure. */
static void say_side(const struct breakeven_runs *runs, int sign, char text[WORDS_MOST])
{
    const struct outcome_row *row = outcome_measure_row(runs->measure);
    if (row->better == 0)
        snprintf(text, WORDS_MOST, "%s has %s of it", runs->other->name, sign > 0 ? "more" : "less");
    else
        snprintf(text, WORDS_MOST, "%s is better",
                 sign * row->better > 0 ? runs->other->name : runs->base->name);
}

static void tell_whole(const struct breakeven *self, const struct params_row *row,
                       const struct breakeven_root *root, const char *left, const char *right, FILE *stream)
{
    char text[3 * WORDS_MOST];
    const double confidence = 100.0 * self->question.confidence;
    if (root->low == root->below && root->high == root->above)
        snprintf(
            text, sizeof text,
            "Break-even between %s = %.0f and %.0f: up to %.0f %s, from %.0f on %s (confidence %.4g %%).",
            row->key, root->below, root->above, root->below, left, root->above, right,
            fmin(100.0 * root->certainty, 99.99));
    else
        snprintf(text, sizeof text,
                 "Break-even between %s = %.0f and %.0f by the means; at %g %% confidence it is somewhere "
                 "between %.0f and %.0f: up to %.0f %s, from %.0f on %s.",
                 row->key, root->below, root->above, confidence, root->low, root->high, root->low, left,
                 root->high, right);
    show_paragraph(stream, text, 2);
}

static void tell_root(const struct breakeven *self, const struct breakeven_runs *runs,
                      const struct breakeven_root *root, FILE *stream)
{
    char left[WORDS_MOST], right[WORDS_MOST], text[3 * WORDS_MOST], at[3][SHOW_MOST];
    say_side(runs, root->before, left);
    say_side(runs, -root->before, right);
    if (self->question.whole) {
        tell_whole(self, runs->row, root, left, right, stream);
        return;
    }
    breakeven_show_value(runs, root->estimate, at[0]);
    breakeven_show_value(runs, root->low, at[1]);
    breakeven_show_value(runs, root->high, at[2]);
    snprintf(text, sizeof text,
             "Break-even at %s = %s%s%s, %g %% interval [%s, %s]: below it %s, above it %s.", runs->row->key,
             at[0], *runs->row->unit == '\0' ? "" : " ", runs->row->unit, 100.0 * self->question.confidence,
             at[1], at[2], left, right);
    show_paragraph(stream, text, 2);
}

static void tell_doubt(const struct breakeven_runs *runs, const struct breakeven_doubt *doubt, FILE *stream)
{
    char text[2 * WORDS_MOST], from[SHOW_MOST], to[SHOW_MOST];
    const bool inside = doubt->left != 0 && doubt->right != 0;
    breakeven_show_value(runs, doubt->low, from);
    breakeven_show_value(runs, doubt->high, to);
    snprintf(text, sizeof text,
             "Not decided at this precision: %s = %s%s%s%s. More replications (-n) may tell.", runs->row->key,
             from, doubt->low < doubt->high ? " to " : "", doubt->low < doubt->high ? to : "",
             inside ? ", with the same sign on both sides: it may touch zero there, or change twice"
                    : ", at the end of what was looked at: it may change its sign there");
    show_paragraph(stream, text, 2);
}

/* No change and no doubt: one sign everywhere. */
static void tell_none(const struct breakeven *self, const struct breakeven_runs *runs, FILE *stream)
{
    char side[WORDS_MOST], text[2 * WORDS_MOST];
    say_side(runs, self->points[0].sign, side);
    snprintf(text, sizeof text,
             "No break-even: %s at every value looked at (all of them together at %g %% confidence).", side,
             100.0 * self->question.confidence);
    show_paragraph(stream, text, 2);
}

void breakeven_show_words(const struct breakeven *breakeven, const struct breakeven_runs *runs, FILE *stream)
{
    if (breakeven->root_count > 1)
        fprintf(stream, "  The sign changes %zu times; each interval stands for itself.\n",
                breakeven->root_count);
    for (size_t i = 0; i < breakeven->root_count; i++)
        tell_root(breakeven, runs, &breakeven->roots[i], stream);
    if (breakeven->root_count == 0 && breakeven->doubt_count == 0)
        tell_none(breakeven, runs, stream);
    else if (breakeven->root_count == 0)
        fprintf(stream, "  No break-even was found.\n");
    for (size_t i = 0; i < breakeven->doubt_count; i++)
        tell_doubt(runs, &breakeven->doubts[i], stream);
}
