/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What verdicts hang on. A look replicates, for every end of every assumption, the arms of those tests that
 * are not clear there yet. Early looks decide at a higher confidence: they settle only what is beyond doubt,
 * and the last one the rest.
 */
#include "hypotheses_parts.h"
#include "replicate_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENDS_ORIGIN "hypotheses"

struct look {
    size_t replications; /* at most; as many as the tests themselves have, for 0 */
    double confidence;   /* as the tests themselves have, for 0 */
};
static const struct look looks[HYPOTHESES_LOOKS] = {{5, .99}, {20, .99}, {60, .95}};

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

/* The arms of a look, all in one replicate, so that no core waits for another between assumptions. */
struct hypotheses_field {
    struct replicate replicate;
    struct scenario *copies; /* owned, [count]: the arms with the assumption at its end */
    size_t count;
    size_t place[HYPOTHESES_ENDS][HYPOTHESES_ARMS]; /* in both; SIZE_MAX where not needed */
};

/* Gives a place to every arm that is needed. */
static void choose_places(const struct hypotheses *self, struct hypotheses_field *field)
{
    for (size_t e = 0; e < HYPOTHESES_ENDS; e++) {
        for (size_t arm = 0; arm < HYPOTHESES_ARMS; arm++)
            field->place[e][arm] = SIZE_MAX;
        for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
            const struct hypotheses_term *terms = hypotheses_tests()[i].terms;
            if (self->ends[e].at[i].status != HYPOTHESES_PENDING)
                continue;
            for (size_t t = 0; t < HYPOTHESES_TERMS && terms[t].weight != 0.0; t++) {
                if (field->place[e][terms[t].arm] == SIZE_MAX)
                    field->place[e][terms[t].arm] = field->count++;
            }
        }
    }
}

/* Where each arm was in the last look: what is wanted now was wanted then. */
static void find_before(const struct hypotheses_field *field, const struct hypotheses_field *before,
                        size_t *arms)
{
    for (size_t e = 0; e < HYPOTHESES_ENDS; e++) {
        for (size_t arm = 0; arm < HYPOTHESES_ARMS; arm++) {
            if (field->place[e][arm] != SIZE_MAX)
                arms[field->place[e][arm]] = before->place[e][arm];
        }
    }
}

static int copy_arms(struct hypotheses_field *field, const struct hypotheses *self,
                     const struct scenario **list)
{
    int code = DIAG_OK;
    for (size_t e = 0; e < HYPOTHESES_ENDS; e++) {
        const struct hypotheses_end *end = &self->ends[e];
        for (size_t arm = 0; arm < HYPOTHESES_ARMS && code == DIAG_OK; arm++) {
            if (field->place[e][arm] == SIZE_MAX)
                continue;
            struct scenario *copy = &field->copies[field->place[e][arm]];
            list[field->place[e][arm]] = copy;
            code = scenario_copy(copy, &self->scenarios[arm], self->scenarios[arm].name);
            if (code == DIAG_OK)
                scenario_set(copy, params_find(end->assumption->key), end->value, ENDS_ORIGIN);
        }
    }
    return code;
}

/* Arms that are needed still, with the replications that the last look left. No arm: no replicate. */
static int field_make(struct hypotheses_field *field, const struct hypotheses *self)
{
    choose_places(self, field);
    if (field->count == 0)
        return DIAG_OK;
    const struct scenario **list = calloc(field->count, sizeof *list);
    size_t *arms = calloc(field->count, sizeof *arms);
    field->copies = calloc(field->count, sizeof *field->copies);
    int code = list == NULL || arms == NULL || field->copies == NULL ? DIAG_MEMORY : DIAG_OK;
    if (code == DIAG_OK)
        code = copy_arms(field, self, list);
    if (code == DIAG_OK)
        code = replicate_alloc(&field->replicate, list, field->count, self->usual.replicate.seed);
    field->replicate.measures_only = true;
    if (code == DIAG_OK && self->field != NULL) {
        find_before(field, self->field, arms);
        code = replicate_take(&field->replicate, &self->field->replicate, arms);
    }
    free(list);
    free(arms);
    return code;
}

void hypotheses_ends_free(struct hypotheses *self)
{
    struct hypotheses_field *field = self->field;
    if (field == NULL)
        return;
    replicate_free(&field->replicate);
    for (size_t i = 0; field->copies != NULL && i < field->count; i++)
        scenario_free(&field->copies[i]);
    free(field->copies);
    free(field);
    self->field = NULL;
}

/* Puts the arms of the next look in place of those of the last one. */
static int field_next(struct hypotheses *self)
{
    struct hypotheses_field *field = calloc(1, sizeof *field);
    const int code = field == NULL ? DIAG_MEMORY : field_make(field, self);
    hypotheses_ends_free(self);
    self->field = field;
    return code;
}

static int judge(struct hypotheses *self, size_t e, size_t i, size_t look)
{
    const struct hypotheses_field *field = self->field;
    const struct hypotheses_test *test = &hypotheses_tests()[i];
    const struct hypotheses_set *set = hypotheses_set_of(self, test);
    struct hypotheses_at *at = &self->ends[e].at[i];
    const bool last = look + 1 == HYPOTHESES_LOOKS;
    struct hypotheses_rows here, there = {.base = NULL};
    struct estimate_pair pair;
    struct estimate shift;
    int code = hypotheses_rows_get(&here, &field->replicate, field->place[e], test, test->measure);
    if (code == DIAG_OK)
        code = hypotheses_rows_get(&there, &set->replicate, set->place, test, test->measure);
    if (code == DIAG_OK) {
        hypotheses_combine(&here, &there, last ? self->confidence : looks[look].confidence, &pair, &shift);
        at->status = hypotheses_compare(test, self->results[i].verdict, &pair, &shift, here.count, last);
        hypotheses_combine(&here, &there, self->confidence, &at->pair, &shift);
    }
    hypotheses_rows_free(&here);
    hypotheses_rows_free(&there);
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
    int code = look == 0 ? ask(self) : DIAG_OK;
    if (code == DIAG_OK)
        code = field_next(self);
    if (code == DIAG_OK && self->field->count > 0)
        code = replicate_extend(&self->field->replicate, count_replications(self, look), how);
    for (size_t e = 0; code == DIAG_OK && e < HYPOTHESES_ENDS; e++) {
        for (size_t i = 0; code == DIAG_OK && i < HYPOTHESES_TESTS; i++) {
            if (self->ends[e].at[i].status == HYPOTHESES_PENDING)
                code = judge(self, e, i, look);
        }
    }
    if (code == DIAG_OK && look + 1 == HYPOTHESES_LOOKS) {
        count_up(self);
        hypotheses_ends_free(self);
    }
    return code;
}

const char *hypotheses_robustness(const struct hypotheses *self, size_t test)
{
    const struct hypotheses_result *result = &self->results[test];
    if (!self->robust_known || result->followed == 0)
        return "";
    if (result->flips + result->lost > 0)
        return "fragile";
    return result->unresolved > 0 ? "unclear" : "robust";
}

void hypotheses_ends_at(const struct hypotheses *self, size_t test, enum hypotheses_status status,
                        char *buffer, size_t size)
{
    size_t length = 0;
    buffer[0] = '\0';
    for (size_t e = 0; self->robust_known && e < HYPOTHESES_ENDS; e++) {
        const struct hypotheses_end *end = &self->ends[e];
        if (end->at[test].status != status || length >= size)
            continue;
        length += (size_t)snprintf(buffer + length, size - length, "%s%s %g", length == 0 ? "" : ", ",
                                   end->assumption->key, end->value);
    }
}
