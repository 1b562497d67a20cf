/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypotheses_show.h"

#include "show.h"
#include "table.h"

#include <stdarg.h>
#include <string.h>

void hypotheses_show_append(char *buffer, size_t size, const char *format, ...)
{
    const size_t length = strlen(buffer);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(buffer + length, size - length, format, arguments);
    va_end(arguments);
}

/* `other vs base`, with names of scenarios or of a factor's levels. */
static void hypotheses_show_contrast(const struct hypotheses_test *test, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s vs %s", test->other, test->base);
}

void hypotheses_show_estimate(enum outcome_measure measure, const struct estimate_pair *pair, char *buffer,
                              size_t size)
{
    char difference[SHOW_MOST], interval[SHOW_MOST];
    show_difference(outcome_measure_row(measure), pair, difference, interval);
    snprintf(buffer, size, "%s %s", difference, interval);
}

/* The table */

static void add_claimed(struct table *table, const struct hypotheses_test *test)
{
    if (test->sign == 0)
        table_add(table, "within %g %%", 100.0 * test->margin);
    else
        table_add(table, "%s", test->sign > 0 ? "more" : "less");
}

static void add_robustness(struct table *table, const struct hypotheses *self, size_t i)
{
    const struct hypotheses_result *result = &self->results[i];
    if (result->nil)
        table_add(table, "(practically nothing)");
    else if (result->verdict == HYPOTHESES_UNDECIDED || !self->robust_known)
        table_add(table, "%s", "");
    else if (!hypotheses_tests()[i].followed)
        table_add(table, "not followed: varies too much");
    else if (result->flips + result->lost > 0)
        table_add(table, "fragile: flips at %zu, lost at %zu of %zu", result->flips, result->lost,
                  result->followed);
    else if (result->unresolved > 0)
        table_add(table, "unclear at %zu of %zu", result->unresolved, result->followed);
    else
        table_add(table, "robust at all %zu", result->followed);
}

static void add_test(struct table *table, const struct hypotheses *self, size_t i)
{
    const struct hypotheses_test *test = &hypotheses_tests()[i], *before = i > 0 ? test - 1 : NULL;
    const struct hypotheses_claim *claim = &hypotheses_claims()[test->claim];
    const struct outcome_row *row = outcome_measure_row(test->measure);
    const bool new_claim = before == NULL || before->claim != test->claim;
    char text[SHOW_MOST], interval[SHOW_MOST];
    hypotheses_show_contrast(test, text, sizeof text);
    table_add(table, "%s", new_claim ? claim->id : "");
    table_add(table, "%s", new_claim ? claim->title : "");
    table_add(table, "%s",
              new_claim || strcmp(before->base, test->base) != 0 || strcmp(before->other, test->other) != 0
                  ? text
                  : "");
    show_measure(row, text);
    table_add(table, "%s", text);
    add_claimed(table, test);
    show_difference(row, &self->results[i].pair, text, interval);
    table_add(table, "%s", text);
    table_add(table, "%s", interval);
    table_add(table, "%s", hypotheses_verdict_name(self->results[i].verdict));
    add_robustness(table, self, i);
}

int hypotheses_show_table(const struct hypotheses *self, FILE *stream)
{
    static const char *const heads[] = {"", "claim", "contrast", "measure", "claimed", "difference"};
    char looks[64] = "";
    struct table table;
    table_init(&table, "llllrrrll");
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        table_add(&table, "%s", heads[i]);
    table_add(&table, "%g %% interval", 100.0 * self->confidence);
    table_add(&table, "verdict");
    table_add(&table, "%s", self->robust_known ? "at the ends of assumptions" : "");
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++)
        add_test(&table, self, i);
    if (self->looks > 1)
        snprintf(looks, sizeof looks, ", over the %zu looks that there may be", self->looks);
    fprintf(stream,
            "%zu replications of each scenario, %zu where a test needs more, seed "
            "%llu;\n"
            "intervals stand for themselves, verdicts hold together at %g %%%s\n",
            self->usual.replicate.done, self->more.replicate.done,
            (unsigned long long)self->usual.replicate.seed, 100.0 * self->confidence, looks);
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    return code;
}

/* The claims */

static const struct hypotheses_test *first_test(size_t claim)
{
    const struct hypotheses_test *test = hypotheses_tests();
    while (test->claim != claim)
        test++;
    return test;
}

static int add_costs(const struct hypotheses *self, size_t claim, char *text, size_t size)
{
    bool first = true;
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_test *test = &hypotheses_tests()[i];
        struct estimate_pair pair;
        char contrast[SHOW_MOST], estimate[2 * SHOW_MOST];
        if (test->claim != claim || !hypotheses_opens(i))
            continue;
        const int code = hypotheses_estimate(self, i, OUTCOME_COST_PER_PERSON, &pair);
        if (code != DIAG_OK)
            return code;
        hypotheses_show_contrast(test, contrast, sizeof contrast);
        hypotheses_show_estimate(OUTCOME_COST_PER_PERSON, &pair, estimate, sizeof estimate);
        hypotheses_show_append(text, size, "%s %s (%s)", first ? "Cost per person:" : ",", estimate,
                               contrast);
        first = false;
    }
    hypotheses_show_append(text, size, ".");
    return DIAG_OK;
}

static int add_equal(const struct hypotheses *self, size_t which, char *text, size_t size)
{
    static const enum outcome_measure measures[] = {OUTCOME_QA_OUTPUT, OUTCOME_UNMET_SHARE};
    const struct hypotheses_equal *equal = &self->equal[which];
    const struct hypotheses_purse *purse = &hypotheses_purses()[which];
    char estimate[2 * SHOW_MOST], amount[SHOW_MOST];
    if (!equal->solved) {
        hypotheses_show_append(text, size, " There is no equal budget.");
        return DIAG_OK;
    }
    show_value(outcome_measure_row(OUTCOME_COST_TOTAL), equal->budget.reinvest, amount);
    hypotheses_show_append(text, size, " At equal public money (%s has %s yuan a year more in its teams):",
                           hypotheses_arms()[equal->to_other ? purse->other : purse->base], amount);
    for (size_t i = 0; i < 2; i++) {
        struct estimate_pair pair;
        const int code = hypotheses_estimate_equal(self, which, measures[i], &pair);
        if (code != DIAG_OK)
            return code;
        hypotheses_show_estimate(measures[i], &pair, estimate, sizeof estimate);
        hypotheses_show_append(text, size, "%s %s %s", i > 0 ? "," : "",
                               outcome_measure_row(measures[i])->label, estimate);
    }
    hypotheses_show_append(text, size, ".");
    return DIAG_OK;
}

static void show_fragile(const struct hypotheses *self, size_t claim, FILE *stream)
{
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_test *test = &hypotheses_tests()[i];
        char flips[HYPOTHESES_TEXT_MOST], lost[HYPOTHESES_TEXT_MOST], contrast[SHOW_MOST];
        char text[3 * HYPOTHESES_TEXT_MOST];
        if (test->claim != claim || self->results[i].flips + self->results[i].lost == 0)
            continue;
        hypotheses_ends_at(self, i, HYPOTHESES_FLIPS, flips, sizeof flips);
        hypotheses_ends_at(self, i, HYPOTHESES_LOST, lost, sizeof lost);
        hypotheses_show_contrast(test, contrast, sizeof contrast);
        snprintf(text, sizeof text, "Fragile: %s (%s)%s%s%s%s%s.", outcome_measure_row(test->measure)->name,
                 contrast, *flips == '\0' ? "" : " flips at ", flips,
                 *flips != '\0' && *lost != '\0' ? ";" : "", *lost == '\0' ? "" : " is lost at ", lost);
        show_paragraph(stream, text, 4);
    }
}

/* How often the exit was earned, where only replications with one count. */
static void add_share(const struct hypotheses *self, size_t claim, char *text, size_t size)
{
    const struct hypotheses_test *test = first_test(claim);
    const struct hypotheses_result *result = &self->results[test - hypotheses_tests()];
    if (result->pair.n < result->asked || test->sign == 0)
        hypotheses_show_append(text, size, " The measure exists in %zu of %zu replications.", result->pair.n,
                               result->asked);
}

/* `supported, but fragile`, `undecided: practically nothing` ... */
static void show_head(const struct hypotheses *self, size_t c, FILE *stream)
{
    const struct hypotheses_claim *claim = &hypotheses_claims()[c];
    size_t followed = 0, left = 0, fragile = 0, unclear = 0, nil = 0;
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_result *result = &self->results[i];
        if (hypotheses_tests()[i].claim != c)
            continue;
        followed += result->followed > 0;
        left += result->followed == 0 && result->verdict != HYPOTHESES_UNDECIDED;
        fragile += result->flips + result->lost > 0;
        unclear += result->unresolved > 0;
        nil += result->nil;
    }
    const char *holds = "";
    if (self->verdicts[c] == HYPOTHESES_UNDECIDED)
        holds = nil > 0 ? " (practically nothing)" : "";
    else if (followed > 0)
        holds = fragile > 0 ? ", fragile" : unclear > 0 ? ", unclear under other assumptions" : ", robust";
    fprintf(stream, "\n%s %s: %s%s%s\n", claim->id, claim->title, hypotheses_verdict_name(self->verdicts[c]),
            holds, followed > 0 && left > 0 ? " where that was followed" : "");
}

static int show_claim(const struct hypotheses *self, size_t c, FILE *stream)
{
    const struct hypotheses_claim *claim = &hypotheses_claims()[c];
    char text[4 * HYPOTHESES_TEXT_MOST];
    show_head(self, c, stream);
    snprintf(text, sizeof text, "%s (paper, item%s %s).%s%s%s", claim->text,
             strchr(claim->items, ',') == NULL ? "" : "s", claim->items,
             *claim->built_in == '\0' ? "" : " Note: ", claim->built_in, *claim->built_in == '\0' ? "" : ".");
    add_share(self, c, text, sizeof text);
    show_paragraph(stream, text, 4);
    text[0] = '\0';
    int code = add_costs(self, c, text, sizeof text);
    for (size_t which = 0; code == DIAG_OK && which < HYPOTHESES_BUDGETS; which++) {
        if (hypotheses_purses()[which].claim == c)
            code = add_equal(self, which, text, sizeof text);
    }
    show_paragraph(stream, text, 4);
    show_fragile(self, c, stream);
    return code;
}

int hypotheses_show_claims(const struct hypotheses *self, FILE *stream)
{
    int code = DIAG_OK;
    for (size_t claim = 0; code == DIAG_OK && claim < HYPOTHESES_CLAIMS; claim++)
        code = show_claim(self, claim, stream);
    return code;
}
