/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "zutuan/experiment/hypotheses.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const folders[] = {ZUTUAN_SOURCE "/scenarios", NULL};
static const struct scenario_search search = {.folders = folders};

static void load(struct hypotheses *self, const char *const *overrides, size_t count)
{
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(hypotheses_load(self, &search, overrides, count, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
    diag_free(&diag);
}

static void every_scenario_loads(void **state)
{
    (void)state;
    static struct hypotheses hypotheses;
    struct scenario mixed;
    struct diag diag;
    diag_init(&diag);
    load(&hypotheses, NULL, 0);
    assert_int_equal(scenario_load(&mixed, "mixed-types", &search, NULL, 0, &diag), DIAG_OK);
    for (size_t arm = 0; arm < HYPOTHESES_ARMS; arm++) {
        assert_string_equal(hypotheses.scenarios[arm].name, hypotheses_arms()[arm]);
        if (strcmp(hypotheses_arms()[arm], "16+1") != 0)
            continue;
        size_t count;
        const struct params_row *rows = params_rows(&count);
        for (size_t i = 0; i < count; i++) /* which is why H8 needs no arm of its own for mixed-types */
            assert_true(params_get(&mixed.params, &rows[i]) ==
                        params_get(&hypotheses.scenarios[arm].params, &rows[i]));
    }
    scenario_free(&mixed);
    hypotheses_free(&hypotheses);
    diag_free(&diag);
}

static void all_mistakes_of_an_override_are_told(void **state)
{
    (void)state;
    static struct hypotheses hypotheses;
    const char *const wrong[] = {"demand.rat=1", "demand.rate=-1"};
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(hypotheses_load(&hypotheses, &search, wrong, 2, &diag), DIAG_INVALID);
    assert_int_equal(diag.count, 2 * HYPOTHESES_ARMS);
    assert_null(hypotheses.scenarios[0].origins);
    diag_free(&diag);
}

#ifdef ZUTUAN_SHORT_TESTS
static const char *const small[] = {"programme.horizon=370", "providers.count=3"};
enum { REPLICATIONS = 2, DECIDED_LEAST = 1 };
#else
static const char *const small[] = {"programme.horizon=400", "providers.count=5"};
enum { REPLICATIONS = 6, DECIDED_LEAST = 6 };
#endif

static void perform(struct hypotheses *self, int threads)
{
    const struct replicate_how how = {.threads = threads};
    struct diag notes;
    diag_init(&notes);
    load(self, small, COUNT(small));
    assert_int_equal(hypotheses_begin(self, 1, .95, 1), DIAG_OK);
    assert_int_equal(hypotheses_extend(self, REPLICATIONS, &how), DIAG_OK);
    for (size_t which = 0; which < HYPOTHESES_BUDGETS; which++)
        assert_int_equal(hypotheses_equalise(self, which, &how, &notes), DIAG_OK);
    for (size_t look = 0; look < HYPOTHESES_LOOKS; look++)
        assert_int_equal(hypotheses_look(self, look, &how), DIAG_OK);
    diag_free(&notes);
}

/* A test of two arms is their paired difference. */
static void check_result(const struct hypotheses *self, size_t i)
{
    const struct hypotheses_test *test = &hypotheses_tests()[i];
    const struct replicate *replicate = test->effort > 1 ? &self->more.replicate : &self->usual.replicate;
    const size_t *place = test->effort > 1 ? self->more.place : self->usual.place;
    double base[64], other[64], scratch[64];
    struct estimate_pair pair;
    if (test->terms[2].weight != 0)
        return;
    assert_int_equal(replicate->done, REPLICATIONS * test->effort);
    replicate_column(replicate, place[test->terms[0].arm], test->measure, base);
    replicate_column(replicate, place[test->terms[1].arm], test->measure, other);
    estimate_paired(&pair, base, other, replicate->done, 0, .95, scratch);
    assert_int_equal(pair.n, self->results[i].pair.n);
    if (pair.n > 1) {
        assert_true(pair.difference == self->results[i].pair.difference);
        assert_true(pair.high == self->results[i].pair.high);
    }
}

static void check_ends(const struct hypotheses *self, size_t i)
{
    size_t followed = 0;
    for (size_t e = 0; e < HYPOTHESES_ENDS; e++) {
        const enum hypotheses_status status = self->ends[e].at[i].status;
        assert_int_not_equal(status, HYPOTHESES_PENDING);
        followed += status != HYPOTHESES_NOT_ASKED;
    }
    assert_int_equal(followed, self->results[i].followed);
    if (self->results[i].verdict == HYPOTHESES_UNDECIDED || !hypotheses_tests()[i].followed)
        assert_int_equal(followed, 0);
    else
        assert_true(followed > HYPOTHESES_ASSUMPTIONS);
}

static void a_small_experiment_is_what_its_replications_say(void **state)
{
    (void)state;
    static struct hypotheses one, two;
    size_t decided = 0;
    perform(&one, 1);
    perform(&two, 2);
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        check_result(&one, i);
        check_ends(&one, i);
        decided += one.results[i].verdict != HYPOTHESES_UNDECIDED;
        assert_int_equal(one.results[i].verdict, two.results[i].verdict);
        assert_memory_equal(&one.results[i].p_holm, &two.results[i].p_holm, sizeof(double));
        for (size_t e = 0; e < HYPOTHESES_ENDS; e++)
            assert_memory_equal(&one.ends[e].at[i].pair.low, &two.ends[e].at[i].pair.low, sizeof(double));
    }
    assert_true(decided >= DECIDED_LEAST);
    for (size_t which = 0; which < HYPOTHESES_BUDGETS; which++) {
        struct estimate_pair cost;
        if (!one.equal[which].solved)
            continue;
        assert_int_equal(hypotheses_estimate_equal(&one, which, OUTCOME_COST_TOTAL, &cost), DIAG_OK);
        assert_true(fabs(cost.relative) < 1e-3);
    }
    hypotheses_free(&one);
    hypotheses_free(&two);
}

static void an_interrupted_experiment_judges_nothing(void **state)
{
    (void)state;
    static struct hypotheses hypotheses;
    const atomic_bool now = true;
    const struct replicate_how how = {.threads = 1, .interrupted = &now};
    load(&hypotheses, small, COUNT(small));
    assert_int_equal(hypotheses_begin(&hypotheses, 1, .95, 1), DIAG_OK);
    assert_int_equal(hypotheses_extend(&hypotheses, 3, &how), DIAG_INTERRUPTED);
    assert_int_equal(hypotheses.results[0].asked, 0);
    hypotheses_free(&hypotheses);
}

/* Look by look and at once come to the same but for the number of looks. */
static void looks_add_up_and_cost_certainty(void **state)
{
    (void)state;
    static struct hypotheses apart, whole;
    const struct replicate_how how = {.threads = 2};
    load(&apart, small, COUNT(small));
    load(&whole, small, COUNT(small));
    assert_int_equal(hypotheses_begin(&apart, 1, .95, 3), DIAG_OK);
    assert_int_equal(hypotheses_begin(&whole, 1, .95, 1), DIAG_OK);
    assert_int_equal(hypotheses_extend(&apart, 2, &how), DIAG_OK);
    assert_int_equal(hypotheses_extend(&apart, 4, &how), DIAG_OK);
    assert_int_equal(hypotheses_extend(&whole, 4, &how), DIAG_OK);
    for (size_t i = 0; i < HYPOTHESES_TESTS; i++) {
        const struct hypotheses_result *a = &apart.results[i], *b = &whole.results[i];
        assert_int_equal(a->asked, b->asked);
        assert_memory_equal(&a->pair, &b->pair, sizeof a->pair);
        assert_true(a->p == b->p && a->p_holm == fmin(1, 3 * b->p_holm));
    }
    hypotheses_free(&apart);
    hypotheses_free(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scenario_loads),
        cmocka_unit_test(all_mistakes_of_an_override_are_told),
        cmocka_unit_test(a_small_experiment_is_what_its_replications_say),
        cmocka_unit_test(an_interrupted_experiment_judges_nothing),
        cmocka_unit_test(looks_add_up_and_cost_certainty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
