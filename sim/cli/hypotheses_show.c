/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypotheses_show.h"

#include "show.h"
#include "table.h"

#include <stdarg.h>
#include <string.h>

/* Appends to a text of at most `size` bytes. */
DIAG_FORMAT(3, 4) static void append(char *buffer, size_t size, const char *format, ...)
{
    const size_t length = strlen(buffer);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(buffer + length, size - length, format, arguments);
    va_end(arguments);
}

void hypotheses_show_contrast(const struct hypotheses_test *test, char *buffer, size_t size)
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

void hypotheses_show_ends(const struct hypotheses *self, size_t test, enum hypotheses_status status,
                          char *buffer, size_t size)
{
    buffer[0] = '\0';
    for (size_t e = 0; self->robust_known && e < HYPOTHESES_ENDS; e++) {
        const struct hypotheses_end *end = &self->ends[e];
        char value[SHOW_MOST];
        if (end->at[test].status != status)
            continue;
        params_format(params_find(end->assumption->key), end->value, value, sizeof value);
        append(buffer, size, "%s%s %s", buffer[0] == '\0' ? "" : ", ", end->assumption->key, value);
    }
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
    if (!self->robust_known || result->followed == 0)
        table_add(table, "%s", result->nil ? "(practically nothing)" : "-");
    else if (result->flips + result->lost > 0)
        table_add(table, "fragile: flips at %zu, lost at %zu of %zu", result->flips, result->lost,
                  result->followed);
    else if (result->unresolved > 0)
        table_add(table, "robust, unclear at %zu of %zu", result->unresolved, result->followed);
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
    struct table table;
    table_init(&table, "llllrrrll");
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        table_add(&table, "%s", heads[i]);
    table_add(&table, "%g %% interval", 100.0 * self->confidence);
    table_add(&table, "verdict");
    table_add(&table, "%s", self->robust_known ? "at the ends of assumptions" : "");
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++)
        add_test(&table, self, i);
    fprintf(stream, "%zu replications of each scenario, seed %llu; verdicts hold together at %g %%\n",
            self->usual.replicate.done, (unsigned long long)self->usual.replicate.seed,
            100.0 * self->confidence);
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

/* Whether the test is the first of its claim with its contrast. */
static bool new_contrast(const struct hypotheses_test *test)
{
    for (const struct hypotheses_test *other = first_test(test->claim); other < test; other++) {
        if (strcmp(other->base, test->base) == 0 && strcmp(other->other, test->other) == 0)
            return false;
    }
    return true;
}

static int add_costs(const struct hypotheses *self, size_t claim, char *text, size_t size)
{
    bool first = true;
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_test *test = &hypotheses_tests()[i];
        struct estimate_pair pair;
        char contrast[SHOW_MOST], estimate[2 * SHOW_MOST];
        if (test->claim != claim || !new_contrast(test))
            continue;
        const int code = hypotheses_estimate(self, i, OUTCOME_COST_PER_PERSON, &pair);
        if (code != DIAG_OK)
            return code;
        hypotheses_show_contrast(test, contrast, sizeof contrast);
        hypotheses_show_estimate(OUTCOME_COST_PER_PERSON, &pair, estimate, sizeof estimate);
        append(text, size, "%s %s (%s)", first ? "Cost per person:" : ",", estimate, contrast);
        first = false;
    }
    append(text, size, ".");
    return DIAG_OK;
}

static int add_equal(const struct hypotheses *self, size_t which, char *text, size_t size)
{
    static const enum outcome_measure measures[] = {OUTCOME_QA_OUTPUT, OUTCOME_UNMET_SHARE};
    const struct hypotheses_equal *equal = &self->equal[which];
    const struct hypotheses_purse *purse = &hypotheses_purses()[which];
    char estimate[2 * SHOW_MOST], amount[SHOW_MOST];
    if (!equal->solved) {
        append(text, size, " There is no equal budget.");
        return DIAG_OK;
    }
    show_value(outcome_measure_row(OUTCOME_COST_TOTAL), equal->budget.reinvest, amount);
    append(text, size, " At equal public money (%s has %s yuan a year more in its teams):",
           hypotheses_arms()[equal->to_other ? purse->other : purse->base], amount);
    for (size_t i = 0; i < 2; i++) {
        struct estimate_pair pair;
        const int code = hypotheses_estimate_equal(self, which, measures[i], &pair);
        if (code != DIAG_OK)
            return code;
        hypotheses_show_estimate(measures[i], &pair, estimate, sizeof estimate);
        append(text, size, "%s %s %s", i > 0 ? "," : "", outcome_measure_row(measures[i])->label, estimate);
    }
    append(text, size, ".");
    return DIAG_OK;
}

static void add_fragile(const struct hypotheses *self, size_t claim, char *text, size_t size)
{
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_test *test = &hypotheses_tests()[i];
        char flips[HYPOTHESES_SHOW_MOST], lost[HYPOTHESES_SHOW_MOST], contrast[SHOW_MOST];
        if (test->claim != claim || self->results[i].flips + self->results[i].lost == 0)
            continue;
        hypotheses_show_ends(self, i, HYPOTHESES_FLIPS, flips, sizeof flips);
        hypotheses_show_ends(self, i, HYPOTHESES_LOST, lost, sizeof lost);
        hypotheses_show_contrast(test, contrast, sizeof contrast);
        append(text, size, " Fragile: %s (%s)%s%s%s%s%s.", outcome_measure_row(test->measure)->name, contrast,
               *flips == '\0' ? "" : " flips at ", flips, *flips != '\0' && *lost != '\0' ? ";" : "",
               *lost == '\0' ? "" : " is lost at ", lost);
    }
}

/* How often the exit was earned, where only replications with one count. */
static void add_share(const struct hypotheses *self, size_t claim, char *text, size_t size)
{
    const struct hypotheses_test *test = first_test(claim);
    const struct hypotheses_result *result = &self->results[test - hypotheses_tests()];
    if (result->pair.n < result->asked || test->sign == 0)
        append(text, size, " The measure exists in %zu of %zu replications.", result->pair.n, result->asked);
}

static int show_claim(const struct hypotheses *self, size_t c, FILE *stream)
{
    const struct hypotheses_claim *claim = &hypotheses_claims()[c];
    char text[4 * HYPOTHESES_SHOW_MOST];
    fprintf(stream, "\n%s %s: %s\n", claim->id, claim->title, hypotheses_verdict_name(self->verdicts[c]));
    snprintf(text, sizeof text, "%s (paper, items %s).%s%s%s", claim->text, claim->items,
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
    text[0] = '\0';
    add_fragile(self, c, text, sizeof text);
    if (text[0] != '\0')
        show_paragraph(stream, text + 1, 4);
    return code;
}

int hypotheses_show_claims(const struct hypotheses *self, FILE *stream)
{
    int code = DIAG_OK;
    for (size_t claim = 0; code == DIAG_OK && claim < HYPOTHESES_CLAIMS; claim++)
        code = show_claim(self, claim, stream);
    return code;
}
