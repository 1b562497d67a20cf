/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypotheses_tables.h"

#include "fields.h"

#include <math.h>

static void tables_contrast(struct csv *csv, const struct hypotheses_test *test)
{
    csv_text(csv, hypotheses_claims()[test->claim].id);
    csv_text(csv, test->base);
    csv_text(csv, test->other);
}

static void tables_difference(struct csv *csv, const struct estimate_pair *pair)
{
    csv_count(csv, pair->n);
    fields_difference(csv, pair);
}

static void tables_test_row(struct csv *csv, const struct hypotheses *self, size_t i)
{
    const struct hypotheses_test *test = &hypotheses_tests()[i];
    const struct hypotheses_claim *claim = &hypotheses_claims()[test->claim];
    const struct hypotheses_result *result = &self->results[i];
    char ends[HYPOTHESES_TEXT_MOST];
    tables_contrast(csv, test);
    csv_text(csv, claim->title);
    csv_text(csv, claim->text);
    csv_text(csv, claim->items);
    fields_measure(csv, test->measure);
    csv_text(csv, test->sign == 0 ? "within" : test->sign > 0 ? "more" : "less");
    csv_number(csv, test->sign == 0 ? test->margin : NAN);
    tables_difference(csv, &result->pair);
    csv_number(csv, self->confidence);
    csv_number(csv, result->pair.base_mean);
    csv_number(csv, result->pair.other_mean);
    csv_number(csv, result->p);
    csv_number(csv, result->p_holm);
    csv_text(csv, hypotheses_verdict_name(result->verdict));
    csv_text(csv, hypotheses_verdict_name(self->verdicts[test->claim]));
    csv_count(csv, result->nil);
    csv_text(csv, hypotheses_robustness(self, i));
    csv_count(csv, result->followed);
    csv_count(csv, result->unresolved);
    hypotheses_ends_at(self, i, HYPOTHESES_FLIPS, ends, sizeof ends);
    csv_text(csv, ends);
    hypotheses_ends_at(self, i, HYPOTHESES_LOST, ends, sizeof ends);
    csv_text(csv, ends);
    csv_text(csv, claim->built_in);
    csv_end_row(csv);
}

int hypotheses_tables_tests(const struct hypotheses *self, const char *folder, struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    const int code = csv_open(
        &csv, &file, folder, HYPOTHESES_TABLES_TESTS,
        "hypothesis,base,other,title,claim,items,measure,unit,claimed,margin,n,difference,ci_low,ci_high,"
        "relative,relative_low,relative_high,confidence,base_mean,other_mean,p,p_holm,verdict,"
        "claim_verdict,practically_nothing,robustness,ends,unresolved,flips_at,lost_at,note",
        diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        tables_test_row(&csv, self, i);
    }
    return csv_close(&csv, &file, diag);
}

/* 1 where the point lies on the side on which the main result was found. */
static bool tables_same_sign(const struct hypotheses_test *test, const struct estimate_pair *main,
                             const struct estimate_pair *here)
{
    if (test->sign == 0) {
        return (fabs(main->relative) < test->margin) == (fabs(here->relative) < test->margin);
    }
    return main->difference * here->difference > 0.0;
}

static void tables_robustness_row(struct csv *csv, const struct hypotheses *self,
                                  const struct hypotheses_end *end, size_t i)
{
    const struct hypotheses_test *test = &hypotheses_tests()[i];
    const struct estimate_pair *pair = &end->at[i].pair;
    tables_contrast(csv, test);
    fields_measure(csv, test->measure);
    csv_text(csv, end->assumption->key);
    csv_text(csv, end->high ? "high" : "low");
    csv_number(csv, end->value);
    tables_difference(csv, pair);
    csv_number(csv, self->confidence);
    csv_text(csv, hypotheses_status_name(end->at[i].status));
    if (isnan(pair->difference)) {
        csv_empty(csv);
    } else {
        csv_count(csv, tables_same_sign(test, &self->results[i].pair, pair));
    }
    csv_end_row(csv);
}

int hypotheses_tables_robustness(const struct hypotheses *self, const char *folder, struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    const int code =
        csv_open(&csv, &file, folder, HYPOTHESES_TABLES_ROBUSTNESS,
                 "hypothesis,base,other,measure,unit,assumption,end,value,n,difference,ci_low,ci_high,"
                 "relative,relative_low,relative_high,confidence,status,same_sign",
                 diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        for (size_t e = 0; e < HYPOTHESES_ENDS; e++) {
            if (self->ends[e].at[i].status != HYPOTHESES_NOT_ASKED) {
                tables_robustness_row(&csv, self, &self->ends[e], i);
            }
        }
    }
    return csv_close(&csv, &file, diag);
}

static void tables_money_row(struct csv *csv, const struct hypotheses *self, const char *money,
                             double reinvest, const char *to, enum outcome_measure measure,
                             const struct estimate_pair *pair)
{
    csv_text(csv, money);
    csv_number(csv, reinvest);
    csv_text(csv, to);
    fields_measure(csv, measure);
    tables_difference(csv, pair);
    csv_number(csv, self->confidence);
    csv_end_row(csv);
}

static int tables_money_as_is(struct csv *csv, const struct hypotheses *self)
{
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        struct estimate_pair pair;
        if (!hypotheses_opens(i)) {
            continue;
        }
        if (hypotheses_estimate(self, i, OUTCOME_COST_PER_PERSON, &pair) != DIAG_OK) {
            return DIAG_MEMORY;
        }
        tables_contrast(csv, &hypotheses_tests()[i]);
        tables_money_row(csv, self, "as it is", NAN, "", OUTCOME_COST_PER_PERSON, &pair);
    }
    return DIAG_OK;
}

static int tables_money_equal(struct csv *csv, const struct hypotheses *self, size_t which)
{
    static const enum outcome_measure measures[] = {OUTCOME_QA_OUTPUT,    OUTCOME_PEOPLE_SERVED,
                                                    OUTCOME_QUALITY_MEAN, OUTCOME_UNMET_SHARE,
                                                    OUTCOME_COST_TOTAL,   OUTCOME_COST_PER_PERSON};
    const struct hypotheses_purse *purse = &hypotheses_purses()[which];
    const struct hypotheses_equal *equal = &self->equal[which];
    for (size_t i = 0; equal->solved && i < sizeof measures / sizeof measures[0]; i++) {
        struct estimate_pair pair;
        if (hypotheses_estimate_equal(self, which, measures[i], &pair) != DIAG_OK) {
            return DIAG_MEMORY;
        }
        csv_text(csv, hypotheses_claims()[purse->claim].id);
        csv_text(csv, hypotheses_arms()[purse->base]);
        csv_text(csv, hypotheses_arms()[purse->other]);
        tables_money_row(csv, self, "equal", equal->budget.reinvest,
                         hypotheses_arms()[equal->to_other ? purse->other : purse->base], measures[i], &pair);
    }
    return DIAG_OK;
}

int hypotheses_tables_money(const struct hypotheses *self, const char *folder, struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    int code =
        csv_open(&csv, &file, folder, HYPOTHESES_TABLES_MONEY,
                 "hypothesis,base,other,money,reinvest_yuan_per_year,given_to,measure,unit,n,difference,"
                 "ci_low,ci_high,relative,relative_low,relative_high,confidence",
                 diag);
    if (code != DIAG_OK) {
        return code;
    }
    code = tables_money_as_is(&csv, self);
    for (size_t which = 0; code == DIAG_OK && which < HYPOTHESES_BUDGETS; which++) {
        code = tables_money_equal(&csv, self, which);
    }
    if (code != DIAG_OK) {
        outfile_discard(&file);
        return diag_add(diag, DIAG_MEMORY, HYPOTHESES_TABLES_MONEY, 0, "out of memory");
    }
    return csv_close(&csv, &file, diag);
}
