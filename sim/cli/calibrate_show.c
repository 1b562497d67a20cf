/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibrate_show.h"

#include "show.h"
#include "table.h"
#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdarg.h>

#define CALIBRATE_SHOW_WORDS 4096

/* Sentences that are put together bit by bit. */
struct words {
    char text[CALIBRATE_SHOW_WORDS];
    size_t used;
};

DIAG_FORMAT(2, 3)
static void say(struct words *self, const char *format, ...)
{
    va_list arguments;
    if (self->used + 1 >= sizeof self->text)
        return;
    va_start(arguments, format);
    const int length = vsnprintf(self->text + self->used, sizeof self->text - self->used, format, arguments);
    va_end(arguments);
    self->used += length > 0 ? (size_t)length : 0;
    if (self->used >= sizeof self->text)
        self->used = sizeof self->text - 1;
}

/* Which names are joined next in `A, B and C`. */
static void say_name(struct words *self, const char *name, size_t at, size_t count)
{
    say(self, "%s%s", at == 0 ? "" : at + 1 == count ? " and " : ", ", name);
}

/* Tables */

static int print_targets(const struct calibrate *self, const struct calibrate_targets *targets, FILE *stream)
{
    struct table table;
    char text[SHOW_MOST];
    table_init(&table, "lrlrrr");
    table_add(&table, "target");
    table_add(&table, "value");
    table_add(&table, "%s", "");
    table_add(&table, "before");
    table_add(&table, "fitted");
    table_add(&table, "90 %% of replications");
    for (size_t k = 0; k < targets->problem.target_count; k++) {
        const struct calibrate_target *target = &targets->problem.targets[k];
        const struct calibrate_fit *fit = &self->fits[k];
        const struct outcome_row *row = outcome_measure_row(target->measure);
        show_measure(row, text);
        table_add(&table, "%s", text);
        show_value(row, target->value, text);
        table_add(&table, "%s", text);
        show_value(row, target->tolerance, text);
        table_add(&table, "± %s, %s", text, target->once ? "seen once" : "a mean");
        show_value(row, fit->prior_mean, text);
        table_add(&table, "%s", text);
        show_value(row, fit->mean, text);
        table_add(&table, "%s", text);
        show_range(row, fit->q05, fit->q95, text);
        table_add(&table, "%s", text);
    }
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    return code;
}

static void show_number(double value, char text[SHOW_MOST])
{
    snprintf(text, SHOW_MOST, isnan(value) ? "-" : "%.4g", value);
}

static void show_span(double low, double high, char text[SHOW_MOST])
{
    char from[SHOW_MOST], to[SHOW_MOST];
    show_number(low, from);
    show_number(high, to);
    snprintf(text, SHOW_MOST, "%.28s .. %.28s", from, to);
}

static int print_parameters(const struct calibrate *self, const struct calibrate_targets *targets,
                            FILE *stream)
{
    static const char *const verdicts[] = {"unclear", "fitted", "not identified"};
    struct table table;
    char text[SHOW_MOST];
    table_init(&table, "lrrrrrl");
    table_add(&table, "parameter");
    table_add(&table, "scenario has");
    table_add(&table, "90 %% before");
    table_add(&table, "median");
    table_add(&table, "90 %% fitted");
    table_add(&table, "width left");
    table_add(&table, "%s", "");
    for (size_t j = 0; j < targets->problem.parameter_count; j++) {
        const struct calibrate_parameter *parameter = &targets->problem.parameters[j];
        const struct calibrate_known *known = &self->known[j];
        table_add(&table, *parameter->row->unit == '\0' ? "%s%s" : "%s (%s)", parameter->row->key,
                  parameter->row->unit);
        show_number(params_get(&targets->scenario.params, parameter->row), text);
        table_add(&table, "%s", text);
        show_span(calibrate_prior_value(parameter, 0.05), calibrate_prior_value(parameter, 0.95), text);
        table_add(&table, "%s", text);
        show_number(known->q50, text);
        table_add(&table, "%s", text);
        show_span(known->q05, known->q95, text);
        table_add(&table, "%s", text);
        table_add(&table, "%.0f %% [%.0f, %.0f]", 100.0 * known->width, 100.0 * known->width_low,
                  100.0 * known->width_high);
        table_add(&table, "%s", verdicts[known->verdict]);
    }
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    return code;
}

/* Words */

static void say_fit(struct words *words, const struct calibrate *self,
                    const struct calibrate_targets *targets)
{
    const struct calibrate_wave *last = &self->waves[self->wave_count - 1];
    size_t missed = 0;
    for (size_t k = 0; k < targets->problem.target_count; k++)
        missed += self->fits[k].implausibility > CALIBRATE_RULED_OUT;
    if (self->least > CALIBRATE_RULED_OUT)
        say(words,
            "No values within the priors come near all targets together: the nearest are %.1f standard "
            "deviations off. The targets contradict each other, the priors or the model; what is fitted "
            "below is the least bad and should not be used.",
            self->least);
    else if (missed > 0)
        say(words, "The fitted values miss %zu target%s by more than %g standard deviations.", missed,
            missed == 1 ? "" : "s", CALIBRATE_RULED_OUT);
    else
        say(words,
            "The targets can be met: %zu of the first %zu points, spread over the priors, were not ruled "
            "out.",
            self->waves[0].not_ruled_out, self->waves[0].count);
    if (last->widening > 1.0)
        say(words,
            " The waves did not suffice: this is the posterior for tolerances and chance %.3g times as wide. "
            "More --waves or --points bring it nearer.",
            last->widening);
}

/* The likelihood takes errors for normal. */
static void say_skewed(struct words *words, const struct calibrate *self)
{
    for (size_t k = 0; k < self->problem->target_count; k++) {
        const struct calibrate_fit *of = &self->fits[k];
        if (fabs(of->skewness) > CALIBRATE_SKEWED)
            say(words,
                " The error of %s is skewed (%.1f, chance and tolerance together) and taken for normal: what "
                "it says of the parameters leans to one side. Another measure, or a larger tolerance, is "
                "safer.",
                outcome_measure_row(self->problem->targets[k].measure)->name, of->skewness);
    }
}

static size_t count_verdict(const struct calibrate *self, enum calibrate_verdict verdict)
{
    size_t count = 0;
    for (size_t j = 0; j < self->problem->parameter_count; j++)
        count += self->known[j].verdict == verdict;
    return count;
}

static void say_names(struct words *words, const struct calibrate *self, enum calibrate_verdict verdict)
{
    const size_t count = count_verdict(self, verdict);
    size_t at = 0;
    for (size_t j = 0; j < self->problem->parameter_count; j++) {
        if (self->known[j].verdict == verdict)
            say_name(words, self->problem->parameters[j].row->key, at++, count);
    }
}

static void say_identified(struct words *words, const struct calibrate *self)
{
    const size_t parameters = self->problem->parameter_count;
    const size_t fitted = count_verdict(self, CALIBRATE_FITTED);
    const size_t open = count_verdict(self, CALIBRATE_UNIDENTIFIED);
    const size_t unclear = count_verdict(self, CALIBRATE_UNCLEAR);
    if (fitted > 0) {
        say(words, "The targets narrow ");
        say_names(words, self, CALIBRATE_FITTED);
        say(words, ".");
    }
    if (open > 0) {
        say(words, "%sThey cannot identify ", fitted > 0 ? " " : "");
        say_names(words, self, CALIBRATE_UNIDENTIFIED);
        say(words, ": what is known of %s afterwards is about as wide as what was believed before.",
            open == 1 ? "it" : "them");
    }
    if (unclear > 0) {
        say(words, "%sWhether they narrow ", fitted + open > 0 ? " " : "");
        say_names(words, self, CALIBRATE_UNCLEAR);
        say(words, " much is not clear from these runs.");
    }
    for (size_t t = 0; t < self->tie_count; t++) {
        const struct calibrate_tie *tie = &self->ties[t];
        if (tie->strong)
            say(words,
                " %s and %s are tied (correlation %.2f; without the noise of few replications [%.2f, %.2f]): "
                "%s of the two is known better than either.",
                self->problem->parameters[tie->one].row->key, self->problem->parameters[tie->other].row->key,
                tie->correlation, tie->low, tie->high,
                tie->correlation < 0 ? "a sum" : "a difference or ratio");
    }
    if (parameters > 1)
        say(words, " In all, the targets fix %zu of %zu directions among the parameters.", self->directions,
            parameters);
}

int calibrate_show(const struct calibrate *self, const struct calibrate_targets *targets, FILE *stream)
{
    const struct calibrate_wave *last = &self->waves[self->wave_count - 1];
    struct words words = {.used = 0};
    fprintf(stream, "%s: %s fitted to %zu target%s, %zu wave%s of %zu points with %zu replications\n\n",
            targets->name, targets->scenario.name, targets->problem.target_count,
            targets->problem.target_count == 1 ? "" : "s", self->wave_count, self->wave_count == 1 ? "" : "s",
            self->rule.points, self->rule.replications);
    int code = print_targets(self, targets, stream);
    fputc('\n', stream);
    if (code == DIAG_OK)
        code = print_parameters(self, targets, stream);
    fputc('\n', stream);
    say_fit(&words, self, targets);
    say_skewed(&words, self);
    show_paragraph(stream, words.text, 2);
    words.used = 0;
    say_identified(&words, self);
    show_paragraph(stream, words.text, 2);
    words.used = 0;
    say(&words,
        "(Width left: the share of its prior that a parameter's 90 %% range still spans, with a %g %% "
        "bootstrap interval; effective sample of %.0f points.)",
        100.0 * self->rule.confidence, last->effective);
    show_paragraph(stream, words.text, 2);
    return code;
}
