/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypotheses_parts.h"
#include "replicate_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Arms that are replicated together */

/* Several calls of replicate_extend that count as one piece of work. */
struct hypotheses_work {
    const struct replicate_how *how; /* borrowed */
    size_t before, total;            /* cells */
};

static void pass_on(void *context, size_t finished, size_t total)
{
    const struct hypotheses_work *work = context;
    (void)total;
    work->how->progress(work->how->context, work->before + finished, work->total);
}

/* Extends a replicate as a part of `self`. Errors as of replicate_extend. */
static int work_extend(struct hypotheses_work *self, struct replicate *replicate, size_t replications)
{
    struct replicate_how how = *self->how;
    if (how.progress != NULL) {
        how.progress = pass_on;
        how.context = self;
    }
    const size_t first = replicate->done;
    const int code = replicate_extend(replicate, replications, &how);
    self->before += replicate->arm_count * (replicate->done - first);
    return code;
}

/* Makes the replicate of the arms that are `wanted`. */
static int set_alloc(struct hypotheses_set *self, const struct scenario *scenarios,
                     const bool wanted[HYPOTHESES_ARMS], uint64_t seed)
{
    const struct scenario *list[HYPOTHESES_ARMS];
    size_t count = 0;
    for (size_t arm = 0; arm < HYPOTHESES_ARMS; arm++) {
        self->place[arm] = wanted[arm] ? count : SIZE_MAX;
        if (wanted[arm])
            list[count++] = &scenarios[arm];
    }
    return replicate_alloc(&self->replicate, list, count, seed);
}

static void take_column(const struct replicate *replicate, size_t arm, enum outcome_measure measure,
                        double *values)
{
    for (size_t row = 0; row < replicate->done; row++)
        values[row] =
            replicate->failed[row] ? NAN : replicate->arms[arm].measures[row * OUTCOME_MEASURES + measure];
}

int hypotheses_rows_get(struct hypotheses_rows *self, const struct replicate *replicate,
                        const size_t place[HYPOTHESES_ARMS], const struct hypotheses_test *test,
                        enum outcome_measure measure)
{
    const size_t count = replicate->done;
    const double *columns[HYPOTHESES_TERMS];
    double *room = malloc((HYPOTHESES_TERMS * count + 1) * sizeof *room);
    *self = (struct hypotheses_rows){.count = count};
    self->base = malloc((3 * count + 1) * sizeof *self->base);
    if (room == NULL || self->base == NULL) {
        free(room);
        hypotheses_rows_free(self);
        return DIAG_MEMORY;
    }
    self->other = self->base + count;
    self->scratch = self->other + count;
    for (size_t t = 0; t < HYPOTHESES_TERMS; t++) {
        columns[t] = room + t * count;
        if (test->terms[t].weight != 0.0)
            take_column(replicate, place[test->terms[t].arm], measure, room + t * count);
    }
    hypotheses_sides(test, columns, count, self->base, self->other);
    free(room);
    return DIAG_OK;
}

void hypotheses_rows_free(struct hypotheses_rows *self)
{
    free(self->base);
    *self = (struct hypotheses_rows){.base = NULL};
}

static void rows_estimate(const struct hypotheses_rows *self, enum outcome_measure measure, double confidence,
                          struct estimate_pair *pair)
{
    estimate_paired(pair, self->base, self->other, self->count, outcome_measure_row(measure)->better,
                    confidence, self->scratch);
}

const struct hypotheses_set *hypotheses_set_of(const struct hypotheses *self,
                                               const struct hypotheses_test *test)
{
    return test->effort > 1 ? &self->more : &self->usual;
}

/* The experiment */

int hypotheses_load(struct hypotheses *self, const struct scenario_search *search,
                    const char *const *overrides, size_t override_count, struct diag *diag)
{
    const size_t before = diag->count;
    bool lost = false;
    *self = (struct hypotheses){.confidence = NAN};
    for (size_t arm = 0; arm < HYPOTHESES_ARMS; arm++) {
        const int code = scenario_load(&self->scenarios[arm], hypotheses_arms()[arm], search, overrides,
                                       override_count, diag);
        lost = lost || code == DIAG_MEMORY;
    }
    if (diag->count == before && !lost)
        return DIAG_OK;
    hypotheses_free(self);
    return lost ? DIAG_MEMORY : (int)diag_worst(diag);
}

void hypotheses_free(struct hypotheses *self)
{
    for (size_t which = 0; which < HYPOTHESES_BUDGETS; which++)
        budget_free(&self->equal[which].budget);
    replicate_free(&self->usual.replicate);
    replicate_free(&self->more.replicate);
    for (size_t arm = 0; arm < HYPOTHESES_ARMS; arm++)
        scenario_free(&self->scenarios[arm]);
    hypotheses_ends_free(self);
    free(self->ends);
    *self = (struct hypotheses){.ends = NULL};
}

/* All arms as often as asked; those of tests with more effort, more often. The effort is the same for all of
 * them. */
static unsigned choose_arms(bool usual[HYPOTHESES_ARMS], bool more[HYPOTHESES_ARMS])
{
    unsigned effort = 1;
    for (size_t arm = 0; arm < HYPOTHESES_ARMS; arm++) {
        usual[arm] = true;
        more[arm] = false;
    }
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_test *test = &hypotheses_tests()[i];
        if (test->effort == 1)
            continue;
        effort = test->effort;
        for (size_t t = 0; t < HYPOTHESES_TERMS && test->terms[t].weight != 0.0; t++)
            more[test->terms[t].arm] = true;
    }
    return effort;
}

static int judge_all(struct hypotheses *self)
{
    double p[HYPOTHESES_TESTS], adjusted[HYPOTHESES_TESTS];
    enum hypotheses_verdict verdicts[HYPOTHESES_TESTS];
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_test *test = &hypotheses_tests()[i];
        struct hypotheses_rows rows;
        const struct hypotheses_set *set = hypotheses_set_of(self, test);
        const int code = hypotheses_rows_get(&rows, &set->replicate, set->place, test, test->measure);
        if (code != DIAG_OK)
            return code;
        rows_estimate(&rows, test->measure, self->confidence, &self->results[i].pair);
        p[i] = hypotheses_p(test, rows.base, rows.other, rows.count, rows.scratch);
        self->results[i].asked = rows.count;
        hypotheses_rows_free(&rows);
    }
    hypotheses_family(p, HYPOTHESES_TESTS, self->looks, adjusted);
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_test *test = &hypotheses_tests()[i];
        struct hypotheses_result *result = &self->results[i];
        result->p = p[i];
        result->p_holm = adjusted[i];
        verdicts[i] = result->verdict =
            hypotheses_judge(test, &result->pair, result->p_holm, 1.0 - self->confidence);
        result->nil =
            test->sign != 0 && result->verdict == HYPOTHESES_UNDECIDED && hypotheses_nil(&result->pair);
    }
    for (size_t i = 0, count; i < HYPOTHESES_TESTS; i += count) {
        const size_t claim = hypotheses_tests()[i].claim;
        for (count = 1; i + count < HYPOTHESES_TESTS && hypotheses_tests()[i + count].claim == claim;)
            count++;
        self->verdicts[claim] = hypotheses_conclude(&verdicts[i], count);
    }
    return DIAG_OK;
}

/* The replications that the larger set has in common with the usual one are not done twice. */
static int take_usual(struct hypotheses *self)
{
    size_t arms[HYPOTHESES_ARMS];
    for (size_t arm = 0; arm < HYPOTHESES_ARMS; arm++) {
        if (self->more.place[arm] != SIZE_MAX)
            arms[self->more.place[arm]] = self->usual.place[arm];
    }
    return replicate_take(&self->more.replicate, &self->usual.replicate, arms);
}

int hypotheses_begin(struct hypotheses *self, uint64_t seed, double confidence, size_t looks)
{
    bool all[HYPOTHESES_ARMS], some[HYPOTHESES_ARMS];
    (void)choose_arms(all, some);
    self->confidence = confidence;
    self->looks = looks;
    int code = set_alloc(&self->usual, self->scenarios, all, seed);
    if (code == DIAG_OK)
        code = set_alloc(&self->more, self->scenarios, some, seed);
    self->more.replicate.measures_only = true;
    return code;
}

int hypotheses_extend(struct hypotheses *self, size_t replications, const struct replicate_how *how)
{
    struct replicate *usual = &self->usual.replicate, *extra = &self->more.replicate;
    bool all[HYPOTHESES_ARMS], some[HYPOTHESES_ARMS];
    const size_t more = choose_arms(all, some) * replications;
    const bool first = extra->done == 0;
    struct hypotheses_work work = {how, 0,
                                   usual->arm_count * (replications - usual->done) +
                                       extra->arm_count * (more - (first ? replications : extra->done))};
    int code = work_extend(&work, usual, replications);
    if (code == DIAG_OK && first)
        code = take_usual(self);
    if (code == DIAG_OK)
        code = work_extend(&work, extra, more);
    return code == DIAG_OK ? judge_all(self) : code;
}

void hypotheses_unsettled(const struct hypotheses *self, double width, struct estimate_look *look)
{
    size_t left = 0;
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_result *result = &self->results[i];
        const struct estimate_pair *pair = &result->pair;
        const bool narrow = 0.5 * (pair->relative_high - pair->relative_low) <= width;
        look->count++;
        if (result->verdict != HYPOTHESES_UNDECIDED || result->nil || narrow)
            continue;
        look->met = false;
        left += pair->n > 0;
    }
    look->hopeless = !look->met && left == 0;
    look->next = look->met ? 0 : 2 * look->n;
}

int hypotheses_estimate(const struct hypotheses *self, size_t test, enum outcome_measure measure,
                        struct estimate_pair *pair)
{
    struct hypotheses_rows rows;
    const struct hypotheses_set *set = hypotheses_set_of(self, &hypotheses_tests()[test]);
    const int code =
        hypotheses_rows_get(&rows, &set->replicate, set->place, &hypotheses_tests()[test], measure);
    if (code == DIAG_OK)
        rows_estimate(&rows, measure, self->confidence, pair);
    hypotheses_rows_free(&rows);
    return code;
}

/* Equal public money */

static double mean_cost(const struct hypotheses_set *set, size_t arm)
{
    const struct replicate *replicate = &set->replicate;
    const double *measures = replicate->arms[set->place[arm]].measures;
    double sum = 0.0;
    for (size_t row = 0; row < replicate->done; row++)
        sum += measures[row * OUTCOME_MEASURES + OUTCOME_COST_TOTAL];
    return sum / (double)replicate->done;
}

int hypotheses_equalise(struct hypotheses *self, size_t which, const struct replicate_how *how,
                        struct diag *diag)
{
    const struct hypotheses_purse *purse = &hypotheses_purses()[which];
    struct hypotheses_equal *equal = &self->equal[which];
    const size_t base = self->usual.place[purse->base], other = self->usual.place[purse->other];
    equal->to_other = mean_cost(&self->usual, purse->other) < mean_cost(&self->usual, purse->base);
    const int code = budget_solve(&equal->budget, &self->usual.replicate, equal->to_other ? other : base,
                                  equal->to_other ? base : other, how, diag);
    equal->solved = code == DIAG_OK;
    return code == DIAG_INVALID ? DIAG_OK : code;
}

int hypotheses_estimate_equal(const struct hypotheses *self, size_t which, enum outcome_measure measure,
                              struct estimate_pair *pair)
{
    const struct hypotheses_purse *purse = &hypotheses_purses()[which];
    const struct hypotheses_equal *equal = &self->equal[which];
    const struct replicate *replicate = &self->usual.replicate;
    double *room = malloc((3 * replicate->done + 1) * sizeof *room);
    if (room == NULL)
        return DIAG_MEMORY;
    double *base = room, *other = room + replicate->done, *scratch = other + replicate->done;
    take_column(replicate, self->usual.place[equal->to_other ? purse->base : purse->other], measure,
                equal->to_other ? base : other);
    take_column(&equal->budget.replicate, 0, measure, equal->to_other ? other : base);
    estimate_paired(pair, base, other, replicate->done, outcome_measure_row(measure)->better,
                    self->confidence, scratch);
    free(room);
    return DIAG_OK;
}
