/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypotheses_words.h"

#include "hypotheses_show.h"
#include "show.h"
#include "zutuan/experiment/verdict.h"

#include <math.h>

#define WORDS_MOST 8192

/* A paragraph under construction: a list after a lead, nothing when the list stays empty. */
struct words {
    char text[WORDS_MOST];
    size_t items;
};

static void begin_item(struct words *self, const char *lead)
{
    hypotheses_show_append(self->text, sizeof self->text, "%s", self->items == 0 ? lead : "; ");
    self->items++;
}

static void end_list(struct words *self, FILE *stream)
{
    if (self->items == 0)
        return;
    hypotheses_show_append(self->text, sizeof self->text, ".");
    show_paragraph(stream, self->text, 2);
    *self = (struct words){.items = 0};
}

/* `less: share unmet +0.21 pp [...] (16+0 vs solo)`. */
static void add_estimate(struct words *self, enum outcome_measure measure, const struct estimate_pair *pair,
                         const char *other, const char *base)
{
    char estimate[2 * SHOW_MOST];
    hypotheses_show_estimate(measure, pair, estimate, sizeof estimate);
    hypotheses_show_append(self->text, sizeof self->text, "%s %s in %s against %s",
                           outcome_measure_row(measure)->label, estimate, other, base);
}

static void print_count(const struct hypotheses *self, FILE *stream)
{
    static const struct {
        enum hypotheses_verdict verdict;
        const char *name;
    } kinds[] = {{HYPOTHESES_SUPPORTED, "supported"},
                 {HYPOTHESES_PARTLY, "partly supported and otherwise undecided"},
                 {HYPOTHESES_MIXED, "supported by some measures and refuted by others"},
                 {HYPOTHESES_REFUTED, "refuted"},
                 {HYPOTHESES_UNDECIDED, "undecided"}};
    struct words words = {.items = 0};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        size_t count = 0;
        for (size_t c = 0; c < HYPOTHESES_CLAIMS; c++)
            count += self->verdicts[c] == kinds[k].verdict;
        if (count == 0)
            continue;
        begin_item(&words, "The paper's claims in this model: ");
        hypotheses_show_append(words.text, sizeof words.text, "%zu %s (", count, kinds[k].name);
        for (size_t c = 0, first = 1; c < HYPOTHESES_CLAIMS; c++) {
            if (self->verdicts[c] != kinds[k].verdict)
                continue;
            hypotheses_show_append(words.text, sizeof words.text, "%s%s", first ? "" : ", ",
                                   hypotheses_claims()[c].id);
            first = 0;
        }
        hypotheses_show_append(words.text, sizeof words.text, ")");
    }
    end_list(&words, stream);
}

static void print_tests(const struct hypotheses *self, enum hypotheses_verdict verdict, const char *lead,
                        FILE *stream)
{
    struct words words = {.items = 0};
    size_t claim = HYPOTHESES_CLAIMS;
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_test *test = &hypotheses_tests()[i];
        const struct hypotheses_result *result = &self->results[i];
        if (result->verdict != verdict)
            continue;
        begin_item(&words, lead);
        if (test->claim != claim)
            hypotheses_show_append(words.text, sizeof words.text, "%s %s, ",
                                   hypotheses_claims()[test->claim].id,
                                   hypotheses_claims()[test->claim].title);
        claim = test->claim;
        add_estimate(&words, test->measure, &result->pair, test->other, test->base);
        if (verdict == HYPOTHESES_REFUTED && test->sign == 0)
            hypotheses_show_append(words.text, sizeof words.text, ", claimed to be within %g %%",
                                   100.0 * test->margin);
        else if (verdict == HYPOTHESES_REFUTED)
            hypotheses_show_append(words.text, sizeof words.text, ", claimed to be %s",
                                   test->sign > 0 ? "more" : "less");
        else if (result->nil)
            hypotheses_show_append(words.text, sizeof words.text, ", practically nothing");
    }
    end_list(&words, stream);
}

/* Cost per person where a larger cluster is set against less of one. */
static int add_costs(const struct hypotheses *self, enum verdict verdict, const char *lead,
                     struct words *words)
{
    for (size_t which = 0; which < HYPOTHESES_BUDGETS; which++) {
        const struct hypotheses_purse *purse = &hypotheses_purses()[which];
        struct estimate_pair pair;
        size_t test = 0;
        while (hypotheses_tests()[test].claim != purse->claim)
            test++;
        const int code = hypotheses_estimate(self, test, OUTCOME_COST_PER_PERSON, &pair);
        if (code != DIAG_OK)
            return code;
        if (verdict_judge(outcome_measure_row(OUTCOME_COST_PER_PERSON), &pair) != verdict)
            continue;
        begin_item(words, lead);
        add_estimate(words, OUTCOME_COST_PER_PERSON, &pair, hypotheses_arms()[purse->other],
                     hypotheses_arms()[purse->base]);
    }
    return DIAG_OK;
}

static int add_equal(const struct hypotheses *self, enum verdict verdict, const char *lead,
                     struct words *words)
{
    static const enum outcome_measure measures[] = {OUTCOME_QA_OUTPUT, OUTCOME_PEOPLE_SERVED,
                                                    OUTCOME_QUALITY_MEAN, OUTCOME_UNMET_SHARE};
    for (size_t k = 0; k < HYPOTHESES_BUDGETS * sizeof measures / sizeof measures[0]; k++) {
        const size_t which = k % HYPOTHESES_BUDGETS;
        const enum outcome_measure measure = measures[k / HYPOTHESES_BUDGETS];
        const struct hypotheses_purse *purse = &hypotheses_purses()[which];
        struct estimate_pair pair;
        if (!self->equal[which].solved)
            continue;
        const int code = hypotheses_estimate_equal(self, which, measure, &pair);
        if (code != DIAG_OK)
            return code;
        if (verdict_judge(outcome_measure_row(measure), &pair) != verdict)
            continue;
        begin_item(words, lead);
        add_estimate(words, measure, &pair, hypotheses_arms()[purse->other], hypotheses_arms()[purse->base]);
    }
    return DIAG_OK;
}

static int print_money(const struct hypotheses *self, FILE *stream)
{
    struct words words = {.items = 0};
    int code = add_costs(self, VERDICT_WORSE, "Where the cluster loses as it is: ", &words);
    end_list(&words, stream);
    if (code == DIAG_OK)
        code = add_equal(self, VERDICT_WORSE, "Where it loses at equal public money: ", &words);
    end_list(&words, stream);
    if (code == DIAG_OK)
        code = add_equal(self, VERDICT_BETTER, "Where it wins at equal public money: ", &words);
    end_list(&words, stream);
    return code;
}

/* The ends at which verdicts turn round; where they are only lost stands with each claim. */
static void print_flips(const struct hypotheses *self, FILE *stream)
{
    struct words words = {.items = 0};
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_test *test = &hypotheses_tests()[i];
        char ends[HYPOTHESES_TEXT_MOST];
        hypotheses_ends_at(self, i, HYPOTHESES_FLIPS, ends, sizeof ends);
        if (ends[0] == '\0')
            continue;
        begin_item(&words, "Into the opposite turn: ");
        hypotheses_show_append(words.text, sizeof words.text, "%s %s (%s against %s) at %s",
                               hypotheses_claims()[test->claim].id, outcome_measure_row(test->measure)->label,
                               test->other, test->base, ends);
    }
    end_list(&words, stream);
}

static void print_robustness(const struct hypotheses *self, FILE *stream)
{
    size_t followed = 0, robust = 0, flip = 0, lost = 0;
    char text[512];
    if (!self->robust_known) {
        show_paragraph(stream, "What these verdicts hang on was not looked at.", 2);
        return;
    }
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_result *result = &self->results[i];
        followed += result->followed > 0;
        robust += result->followed > 0 && result->flips + result->lost + result->unresolved == 0;
        flip += result->flips > 0;
        lost += result->flips == 0 && result->lost > 0;
    }
    snprintf(
        text, sizeof text,
        "Of %zu verdicts on single measures that were followed, %zu hold at both ends of all assumptions, "
        "moved one at a time; %zu turn into the opposite at one end or more, %zu others are lost at one.",
        followed, robust, flip, lost);
    show_paragraph(stream, text, 2);
    print_flips(self, stream);
}

int hypotheses_words_print(const struct hypotheses *self, FILE *stream)
{
    fputs("\nWhat it comes to\n", stream);
    print_count(self, stream);
    print_tests(self, HYPOTHESES_REFUTED, "What fails: ", stream);
    print_tests(self, HYPOTHESES_UNDECIDED, "Undecided: ", stream);
    const int code = print_money(self, stream);
    print_robustness(self, stream);
    show_paragraph(stream,
                   "The model's assumptions are not measured in the city: a verdict says what follows from "
                   "them, not what happened.",
                   2);
    return code;
}
