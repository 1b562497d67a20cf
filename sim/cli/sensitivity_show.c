/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sensitivity_show.h"

#include "show.h"
#include "table.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

#define SHOWN_ROWS  12 /* of the table, without --all */
#define SHOWN_NAMES 6  /* in a sentence */
#define WORDS_MOST  4096

struct words {
    char text[WORDS_MOST];
    size_t length;
};

struct view {
    const struct sensitivity *self;
    const struct design *design;
    const struct outcome_row *measure;
    const struct sensitivity_row *rows;
    size_t *order; /* owned, [factors] */
    FILE *stream;
};

DIAG_FORMAT(2, 3)
static void say(struct words *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(self->text + self->length, WORDS_MOST - self->length, format, arguments);
    va_end(arguments);
    if (length > 0)
        self->length += (size_t)length;
    if (self->length > WORDS_MOST - 1)
        self->length = WORDS_MOST - 1;
}

static size_t count_standing(const struct view *view, enum sensitivity_standing standing)
{
    size_t count = 0;
    for (size_t i = 0; i < view->design->factor_count; i++)
        count += sensitivity_judge(view->self, i) == standing;
    return count;
}

/* The table */

/* A number of the measure, or a share of variance in per cent. */
static void format_value(const struct view *view, double value, char buffer[SHOW_MOST])
{
    if (view->self->sobol && !isnan(value))
        snprintf(buffer, SHOW_MOST, "%.1f %%", 100.0 * value);
    else
        show_value(view->measure, value, buffer);
}

static void add_value(const struct view *view, struct table *table, const struct sensitivity_value *value,
                      bool interval)
{
    char text[SHOW_MOST], low[SHOW_MOST], high[SHOW_MOST];
    format_value(view, value->value, text);
    table_add(table, "%s", text);
    if (!interval)
        return;
    format_value(view, value->low, low);
    format_value(view, value->high, high);
    table_add(table, isnan(value->low) ? "-" : "%s .. %s", low, high);
}

static void add_range(const struct view *view, struct table *table, size_t factor)
{
    const struct design_factor *of = &view->design->factors[factor];
    table_add(table, "%.6g .. %.6g%s%s%s", of->low, of->high, *of->row->unit ? " " : "", of->row->unit,
              of->basis == DESIGN_BASIS_HALF ? " *" : "");
}

static void add_row(const struct view *view, struct table *table, size_t row)
{
    static const char *const standings[] = {"?", "nothing", "not told from chance", "clear"};
    const struct sensitivity_row *of = &view->rows[row];
    const bool seed = row == view->design->factor_count;
    table_add(table, "%s", seed ? "seed" : view->design->factors[row].row->key);
    if (seed)
        table_add(table, "random numbers");
    else
        add_range(view, table, row);
    if (view->self->sobol) {
        add_value(view, table, &of->first, true);
        add_value(view, table, &of->total, true);
    } else {
        add_value(view, table, &of->mu_star, true);
        add_value(view, table, &of->mu, false);
        add_value(view, table, &of->sigma, false);
    }
    table_add(table, "%s", seed ? "" : standings[sensitivity_judge(view->self, row)]);
}

static int print_table(const struct view *view, bool all)
{
    static const char *const heads[2][8] = {
        {"", "range", "mu*", "interval", "mu", "sigma", "", NULL},
        {"", "range", "alone", "interval", "in all", "interval", "", NULL}};
    const size_t count = view->design->factor_count;
    const size_t shown = all || count < SHOWN_ROWS ? count : SHOWN_ROWS;
    struct table table;
    table_init(&table, "llrrrrl");
    for (const char *const *head = heads[view->self->sobol]; *head != NULL; head++)
        table_add(&table, "%s", *head);
    for (size_t i = 0; i < shown; i++)
        add_row(view, &table, view->order[i]);
    add_row(view, &table, count);
    const int code = table_print(&table, view->stream, 2);
    table_free(&table);
    if (shown < count)
        fprintf(view->stream, "  (%zu more parameters with less; --all shows them)\n", count - shown);
    return code;
}

/* The words */

/* Names of the clear ones, the largest first; for Morris what more of it does. */
static void say_clear(const struct view *view, struct words *words)
{
    const size_t clear = count_standing(view, SENSITIVITY_CLEAR);
    char value[SHOW_MOST];
    size_t told = 0;
    for (size_t i = 0; i < view->design->factor_count && told < SHOWN_NAMES; i++) {
        const struct sensitivity_row *row = &view->rows[view->order[i]];
        if (sensitivity_judge(view->self, view->order[i]) != SENSITIVITY_CLEAR)
            continue;
        format_value(view, view->self->sobol ? row->total.value : row->mu_star.value, value);
        say(words, "%s%s (%s", told++ == 0 ? "" : ", ", view->design->factors[view->order[i]].row->key,
            value);
        if (!view->self->sobol && row->mu.low > 0.0)
            say(words, ", more raises it");
        else if (!view->self->sobol && row->mu.high < 0.0)
            say(words, ", more lowers it");
        say(words, ")");
    }
    if (clear > told)
        say(words, " and %zu more", clear - told);
}

static void say_subject(const struct view *view, struct words *words)
{
    if (view->design->compares)
        say(words, "the difference between %s and %s in %s", view->design->other.name,
            view->design->base.name, view->measure->label);
    else
        say(words, "%s of %s", view->measure->label, view->design->base.name);
}

/* Intervals of few effects, and of those of which a few are far larger than the others, may hold the truth
 * less often. */
static void say_skewed(const struct view *view, struct words *words)
{
    size_t count = 0, first = 0;
    for (size_t i = view->design->factor_count; i-- > 0;) {
        if (!(view->rows[view->order[i]].skewness > SENSITIVITY_SKEWED))
            continue;
        first = view->order[i];
        count++;
    }
    if (view->self->looks[view->self->look_count - 1] < SENSITIVITY_LEAST)
        say(words,
            " Fewer than %d trajectories are few: their intervals may hold the truth less often than they "
            "say, and "
            "sigma has none.",
            SENSITIVITY_LEAST);
    if (count == 0)
        return;
    say(words,
        " A few effects are far larger than the others for %zu of the parameters (skewness over %g: %s",
        count, SENSITIVITY_SKEWED, view->design->factors[first].row->key);
    say(words, "%s): their intervals may hold the truth less often than they say, that of sigma most.",
        count > 1 ? " first" : "");
}

static void say_morris(const struct view *view, struct words *words)
{
    const size_t clear = count_standing(view, SENSITIVITY_CLEAR);
    const size_t noise = count_standing(view, SENSITIVITY_NOISE) + count_standing(view, SENSITIVITY_UNKNOWN);
    const size_t nothing = count_standing(view, SENSITIVITY_NOTHING);
    const struct sensitivity_row *seed = &view->rows[view->design->factor_count];
    char value[SHOW_MOST];
    format_value(view, seed->mu_star.value, value);
    if (clear > 0) {
        say(words, "What matters for ");
        say_subject(view, words);
        say(words, ", by how much it moves over the parameter's whole range: ");
        say_clear(view, words);
        say(words, ". ");
    } else {
        say(words, "No parameter stands out from chance for ");
        say_subject(view, words);
        say(words, ". ");
    }
    say(words, "Other random numbers alone move it by %s.", value);
    if (noise > 0)
        say(words,
            " %zu parameter%s not told apart from that; more replications (-n) and trajectories (--points) "
            "would tell more of them apart.",
            noise, noise == 1 ? " is" : "s are");
    if (nothing > 0)
        say(words, " %zu change%s nothing here.", nothing, nothing == 1 ? "s" : "");
    say_skewed(view, words);
}

static void say_sobol(const struct view *view, struct words *words)
{
    const size_t count = view->design->factor_count;
    const struct sensitivity_row *seed = &view->rows[count];
    char value[SHOW_MOST], alone[SHOW_MOST], all[SHOW_MOST];
    double sum = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += view->rows[i].first.value;
    format_value(view, sum, value);
    format_value(view, fmax(seed->first.value, 0.0), alone); /* an estimate of nothing may be negative */
    format_value(view, seed->total.value, all);
    if (isnan(sum)) {
        say(words, "Nothing varies.");
        return;
    }
    say(words, "Of the variance of ");
    say_subject(view, words);
    say(words, " over these ranges, %s goes with single parameters, each alone", value);
    say(words, "; the random numbers alone make %s, and have a part in %s. ", alone, all);
    if (count_standing(view, SENSITIVITY_CLEAR) > 0) {
        say(words, "What matters, by the share that it has a part in: ");
        say_clear(view, words);
        say(words, ".");
    }
    const size_t noise = count_standing(view, SENSITIVITY_NOISE);
    if (noise > 0)
        say(words, " %zu parameter%s no effect of their own that is told apart from nothing.", noise,
            noise == 1 ? " has" : "s have");
}

/* Whether the leading rows still move: the last doubling against the interval. */
static void say_convergence(const struct view *view, struct words *words)
{
    const struct sensitivity *self = view->self;
    const size_t width = self->row_count;
    double most = 0.0;
    size_t which = 0;
    if (self->look_count < 2 || width < 2)
        return;
    for (size_t i = 0; i + 1 < width; i++) {
        const struct sensitivity_row *now = &self->at[(self->look_count - 1) * width + i];
        const struct sensitivity_row *before = &self->at[(self->look_count - 2) * width + i];
        const double moved = self->sobol ? fabs(now->total.value - before->total.value)
                                         : fabs(now->mu_star.value - before->mu_star.value);
        if (moved > most) {
            most = moved;
            which = i;
        }
    }
    char value[SHOW_MOST];
    format_value(view, most, value);
    say(words, " From %zu %s to %zu no row moved by more than %s (%s).", self->looks[self->look_count - 2],
        self->sobol ? "rows" : "trajectories", self->looks[self->look_count - 1], value,
        view->design->factors[which].row->key);
}

int sensitivity_show(const struct sensitivity *self, const struct design *design, double confidence, bool all,
                     FILE *stream)
{
    struct view view = {self,
                        design,
                        outcome_measure_row(self->measure),
                        sensitivity_rows(self),
                        calloc(design->factor_count, sizeof(size_t)),
                        stream};
    struct words words = {.length = 0};
    char measured[SHOW_MOST], mean[SHOW_MOST];
    size_t assumed = 0;
    if (view.order == NULL)
        return DIAG_MEMORY;
    sensitivity_order(self, view.order);
    for (size_t i = 0; i < design->factor_count; i++)
        assumed += design->factors[i].basis == DESIGN_BASIS_HALF;
    show_measure(view.measure, measured);
    show_value(view.measure, self->mean, mean);
    fprintf(stream, "%s, %s: %s %s over the ranges; %g %% intervals from %zu %s\n", view.measure->label,
            measured, design->compares ? "mean difference" : "mean", mean, 100.0 * confidence,
            self->looks[self->look_count - 1], self->sobol ? "rows" : "trajectories");
    const int code = print_table(&view, all);
    if (assumed > 0)
        fprintf(stream, "  * assumed: half to double the scenario's value, %zu parameters\n", assumed);
    if (self->sobol)
        say_sobol(&view, &words);
    else
        say_morris(&view, &words);
    say_convergence(&view, &words);
    show_paragraph(stream, words.text, 2);
    free(view.order);
    return code;
}
