/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What verdicts hang on. Both ends of an assumption are replicated together, with the arms of those tests
 * that are not clear there yet. Early looks decide at a higher confidence: they settle only what is beyond
 * doubt, and the last one the rest.
 */
#include "hypotheses_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ENDS_ORIGIN "hypotheses"

struct look {
    size_t replications; /* at most; as many as the tests themselves have, for 0 */
    double confidence;   /* as the tests themselves have, for 0 */
};
static const struct look looks[HYPOTHESES_LOOKS] = {{5, .99}, {20, .99}, {80, .95}};

static size_t count_replications(const struct hypotheses *self, size_t look)
{
    const size_t done = self->usual.replicate.done, most = looks[look].replications;
    return most > 0 && most < done ? most : done;
}

static bool concerns(const struct hypotheses_assumption *assumption, const struct hypotheses_test *test)
{
    const char *id = hypotheses_claims()[test->claim].id, *list = assumption->claims;
    const size_t length = strlen(id);
    while (list != NULL && *list != '\0') {
        const size_t word = strcspn(list, " ");
        if (word == length && strncmp(list, id, length) == 0)
            return true;
        list += word + strspn(list + word, " ");
    }
    return assumption->claims == NULL;
}

/* Whether the end can be set in all arms of the test, is new to them, and is not what the contrast is about.
 */
static bool applies(const struct hypotheses *self, const struct hypotheses_end *end,
                    const struct hypotheses_test *test)
{
    const struct params_row *row = params_find(end->assumption->key);
    const double now = params_get(&self->scenarios[test->terms[0].arm].params, row);
    for (size_t t = 0; t < HYPOTHESES_TERMS && test->terms[t].weight != 0.0; t++) {
        struct params params = self->scenarios[test->terms[t].arm].params;
        const double value = params_get(&params, row);
        params_set(&params, row, end->value);
        if (value != now || value == end->value || params_conflicts(&params, NULL, 0) > 0)
            return false;
    }
    return true;
}

static int ask(struct hypotheses *self)
{
    self->ends = calloc(HYPOTHESES_ENDS, sizeof *self->ends);
    if (self->ends == NULL)
        return DIAG_MEMORY;
    for (size_t e = 0; e < HYPOTHESES_ENDS; e++) {
        struct hypotheses_end *end = &self->ends[e];
        end->assumption = &hypotheses_assumptions()[e / 2];
        end->high = e % 2 == 1;
        end->value = end->high ? end->assumption->high : end->assumption->low;
        for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
            const struct hypotheses_test *test = &hypotheses_tests()[i];
            const bool asked = test->followed && self->results[i].verdict != HYPOTHESES_UNDECIDED &&
                               concerns(end->assumption, test) && applies(self, end, test);
            end->at[i].status = asked ? HYPOTHESES_PENDING : HYPOTHESES_NOT_ASKED;
        }
    }
    return DIAG_OK;
}

/* Marks the arms that are needed at both ends of an assumption; returns how many. */
static size_t mark_arms(const struct hypotheses *self, size_t assumption, bool wanted[2 * HYPOTHESES_ARMS])
{
    size_t count = 0;
    memset(wanted, 0, 2 * HYPOTHESES_ARMS * sizeof *wanted);
    for (size_t e = 0; e < 2; e++) {
        for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
            const struct hypotheses_term *terms = hypotheses_tests()[i].terms;
            if (self->ends[2 * assumption + e].at[i].status != HYPOTHESES_PENDING)
                continue;
            for (size_t t = 0; t < HYPOTHESES_TERMS && terms[t].weight != 0.0; t++)
                wanted[e * HYPOTHESES_ARMS + terms[t].arm] = true;
        }
    }
    for (size_t arm = 0; arm < 2 * HYPOTHESES_ARMS; arm++)
        count += wanted[arm];
    return count;
}

static int judge(struct hypotheses *self, const struct hypotheses_set *set, size_t e, size_t i, size_t look)
{
    const struct hypotheses_test *test = &hypotheses_tests()[i];
    struct hypotheses_at *at = &self->ends[e].at[i];
    const bool last = look + 1 == HYPOTHESES_LOOKS;
    struct hypotheses_rows here, there = {.base = NULL};
    struct estimate_pair pair;
    struct estimate shift;
    int code = hypotheses_rows_get(&here, set, e % 2, test, test->measure);
    if (code == DIAG_OK)
        code = hypotheses_rows_get(&there, hypotheses_set_of(self, test), 0, test, test->measure);
    if (code == DIAG_OK) {
        hypotheses_combine(&here, &there, last ? self->confidence : looks[look].confidence, &pair, &shift);
        at->status = hypotheses_compare(test, self->results[i].verdict, &pair, &shift, last);
        hypotheses_combine(&here, &there, self->confidence, &at->pair, &shift);
    }
    hypotheses_rows_free(&here);
    hypotheses_rows_free(&there);
    return code;
}

/* Copies of the arms that are wanted, with the assumption at its ends. */
static int copy_arms(const struct hypotheses *self, size_t assumption, const bool *wanted,
                     struct scenario *copies, struct hypotheses_set *set)
{
    const struct params_row *row = params_find(hypotheses_assumptions()[assumption].key);
    for (size_t arm = 0; arm < 2 * HYPOTHESES_ARMS; arm++) {
        const struct scenario *from = &self->scenarios[arm % HYPOTHESES_ARMS];
        if (!wanted[arm])
            continue;
        const int code = scenario_copy(&copies[arm], from, from->name);
        if (code != DIAG_OK)
            return code;
        scenario_set(&copies[arm], row, self->ends[2 * assumption + arm / HYPOTHESES_ARMS].value,
                     ENDS_ORIGIN);
        set->scenarios[arm] = &copies[arm];
    }
    return DIAG_OK;
}

static int look_at(struct hypotheses *self, size_t assumption, size_t look, struct hypotheses_work *work)
{
    bool wanted[2 * HYPOTHESES_ARMS];
    struct hypotheses_set set = {.replicate = {.arms = NULL}};
    if (mark_arms(self, assumption, wanted) == 0)
        return DIAG_OK;
    struct scenario *copies = calloc(2 * HYPOTHESES_ARMS, sizeof *copies);
    int code = copies == NULL ? DIAG_MEMORY : copy_arms(self, assumption, wanted, copies, &set);
    if (code == DIAG_OK)
        code = hypotheses_set_alloc(&set, self->usual.replicate.seed);
    if (code == DIAG_OK)
        code = hypotheses_set_extend(&set, count_replications(self, look), work);
    for (size_t e = 2 * assumption; e < 2 * assumption + 2; e++) {
        for (size_t i = 0; code == DIAG_OK && i < HYPOTHESES_TESTS; i++) {
            if (self->ends[e].at[i].status == HYPOTHESES_PENDING)
                code = judge(self, &set, e, i, look);
        }
    }
    hypotheses_set_free(&set);
    for (size_t arm = 0; copies != NULL && arm < 2 * HYPOTHESES_ARMS; arm++)
        scenario_free(&copies[arm]);
    free(copies);
    return code;
}

static void count_up(struct hypotheses *self)
{
    for (size_t e = 0; e < HYPOTHESES_ENDS; e++) {
        for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
            const enum hypotheses_status status = self->ends[e].at[i].status;
            self->results[i].followed += status != HYPOTHESES_NOT_ASKED;
            self->results[i].flips += status == HYPOTHESES_FLIPS;
            self->results[i].lost += status == HYPOTHESES_LOST;
            self->results[i].unresolved += status == HYPOTHESES_UNRESOLVED;
        }
    }
    self->robust_known = true;
}

int hypotheses_look(struct hypotheses *self, size_t look, const struct replicate_how *how)
{
    struct hypotheses_work work = {.how = how};
    bool wanted[2 * HYPOTHESES_ARMS];
    int code = look == 0 ? ask(self) : DIAG_OK;
    for (size_t a = 0; code == DIAG_OK && a < HYPOTHESES_ASSUMPTIONS; a++)
        work.total += mark_arms(self, a, wanted) * count_replications(self, look);
    for (size_t a = 0; code == DIAG_OK && a < HYPOTHESES_ASSUMPTIONS; a++)
        code = look_at(self, a, look, &work);
    if (code == DIAG_OK && look + 1 == HYPOTHESES_LOOKS)
        count_up(self);
    return code;
}
