/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The measures of one busy replication, computed afresh from what an observer was told, one notice after the
 * other. The gate is build-then-buy and providers stop, so that purchased requests and walk-ins are both
 * many.
 */
#include "fixture.h"
#include "knowledge.h"

#define HORIZON   700.0
#define LAUNCH    15.0
#define PROVIDERS 16
#define MOST      12000

enum { WALK_IN, PURCHASED };

/* A request as the notices tell it; times are NaN until it happens. */
struct story {
    double arrives, starts, ends, leaves; /* leaves: abandons or is lost */
    double people, quality;
    uint32_t provider; /* that served it */
    int group, kind;
    bool deficient, abandoned, referred, refused, detected;
};

struct history {
    struct params params;
    double m[OUTCOME_MEASURES];
    double knowledge[PROVIDERS]; /* at the horizon */
    bool alive[PROVIDERS], purchased[PROVIDERS];
    double stopped[PROVIDERS]; /* day, or the horizon */
    struct fixture_log log;
    struct story stories[MOST + 1]; /* by number, from 1 */
    size_t count;
    unsigned links[PROVIDERS][PROVIDERS];
};

static void read_arrival(struct history *self, const struct world_notice *n)
{
    static const char *const groups[] = {"elderly", "youth", "disabled"};
    struct story *const s = &self->stories[n->request];

    assert_true(n->request <= MOST);
    *s = (struct story){.arrives = n->time, .starts = NAN, .ends = NAN, .leaves = NAN, .people = n->value};
    s->kind = self->purchased[n->actor] ? PURCHASED : WALK_IN;
    while (strcmp(groups[s->group], n->detail) != 0)
        s->group++;
    self->count = n->request;
}

/* The session that was found deficient ended `value` days ago at that provider. */
static void read_detection(struct history *self, const struct world_notice *n)
{
    for (size_t i = 1; i <= self->count; i++) {
        struct story *const s = &self->stories[i];
        if (s->deficient && s->provider == n->actor && fabs(s->ends - (n->time - n->value)) < 1e-6) {
            assert_false(s->detected);
            s->detected = true;
            return;
        }
    }
    fail_msg("nothing to detect");
}

static void read_notice(struct history *self, const struct world_notice *n)
{
    struct story *const s = &self->stories[n->request <= MOST ? n->request : 0];

    if (fixture_is(n, "request_arrives")) {
        read_arrival(self, n);
    } else if (fixture_is(n, "session_starts")) {
        s->starts = n->time;
        s->provider = n->actor;
        fixture_assert_close(n->value, n->time - s->arrives, 1e-9);
    } else if (fixture_is(n, "session_ends")) {
        s->ends = n->time;
        s->quality = n->value;
        s->deficient = strcmp(n->detail, "deficient") == 0;
    } else if (fixture_is(n, "request_abandons") || fixture_is(n, "request_lost")) {
        s->leaves = n->time;
        s->abandoned = fixture_is(n, "request_abandons");
    } else if (fixture_is(n, "request_referred")) {
        s->referred = true;
        self->links[n->actor][n->other]++;
    } else if (fixture_is(n, "referral_refused")) {
        s->refused = true;
    } else if (fixture_is(n, "deficiency_detected")) {
        read_detection(self, n);
    } else if (fixture_is(n, "purchase_begins")) {
        self->purchased[n->actor] = true;
    } else if (fixture_is(n, "provider_stops")) {
        self->purchased[n->actor] = self->alive[n->actor] = false;
        self->stopped[n->actor] = n->time;
    }
}

static int setup(void **state)
{
    struct history *const self = calloc(1, sizeof *self);
    struct world *world;

    assert_non_null(self);
    params_defaults(&self->params);
    self->params.cluster.form = PARAMS_FORM_SUPPORT;
    self->params.programme.horizon = HORIZON;
    self->params.programme.launch = LAUNCH;
    self->params.demand.rate = 0.62;
    self->params.providers.off_type_efficiency = 0.0;
    self->params.purchase.exit_hazard = 0.15;
    self->params.training.gate = PARAMS_GATE_BUILD_THEN_BUY;
    self->params.training.gate_capability = 0.3;
    assert_int_equal(world_alloc(&world, &self->params), DIAG_OK);
    world_observe(world, fixture_log_add, &self->log);
    fixture_run(world, FIXTURE_SEED, 11);
    world_measures(world, self->m);
    for (uint32_t i = 0; i < PROVIDERS; i++) {
        self->knowledge[i] = knowledge_now(world, i);
        self->alive[i] = true;
        self->stopped[i] = HORIZON;
    }
    for (size_t k = 0; k < self->log.count; k++)
        read_notice(self, &self->log.items[k]);
    world_free(world);
    *state = self;
    return 0;
}

static int teardown(void **state)
{
    struct history *const self = *state;

    fixture_log_free(&self->log);
    free(self);
    return 0;
}

static void requests_are_counted_by_their_end(void **state)
{
    const struct history *const h = *state;
    double arrived = 0, walk_ins = 0, served = 0, abandoned = 0, lost = 0, referred = 0, refused = 0;

    for (size_t i = 1; i <= h->count; i++) {
        const struct story *const s = &h->stories[i];
        walk_ins += s->kind == WALK_IN;
        if (s->kind == WALK_IN)
            continue;
        arrived++;
        served += !isnan(s->ends);
        abandoned += !isnan(s->leaves) && s->abandoned;
        lost += !isnan(s->leaves) && !s->abandoned;
        referred += s->referred;
        refused += s->refused;
    }
    assert_true(walk_ins > 200 && abandoned > 200 && lost > 50 && referred > 200 && refused > 50);
    assert_true(h->m[OUTCOME_REQUESTS] == arrived);
    assert_true(h->m[OUTCOME_WALK_INS] == walk_ins);
    assert_true(h->m[OUTCOME_SERVED] == served);
    assert_true(h->m[OUTCOME_ABANDONED] == abandoned);
    assert_true(h->m[OUTCOME_LOST] == lost);
    assert_true(h->m[OUTCOME_REFERRALS_REFUSED] == refused);
    fixture_assert_same(h->m[OUTCOME_SERVED_SHARE], served / arrived);
    fixture_assert_same(h->m[OUTCOME_UNMET_SHARE], (abandoned + lost) / arrived);
    fixture_assert_same(h->m[OUTCOME_REFERRAL_SHARE], referred / arrived);
}

static void people_and_quality_are_of_sessions_held(void **state)
{
    const struct history *const h = *state;
    double people = 0.0, quality = 0.0, deficient = 0.0, detected = 0.0, served = 0.0;

    for (size_t i = 1; i <= h->count; i++) {
        const struct story *const s = &h->stories[i];
        if (s->kind == WALK_IN || isnan(s->ends))
            continue;
        served++;
        people += s->people;
        quality += s->people * s->quality;
        deficient += s->deficient;
        detected += s->detected;
    }
    assert_true(deficient > 100 && detected > 50);
    assert_true(h->m[OUTCOME_PEOPLE_SERVED] == people);
    fixture_assert_same(h->m[OUTCOME_QA_OUTPUT], quality);
    fixture_assert_same(h->m[OUTCOME_QUALITY_MEAN], quality / people);
    fixture_assert_same(h->m[OUTCOME_DEFICIENT_SHARE], deficient / served);
    fixture_assert_same(h->m[OUTCOME_DETECTION_SHARE], detected / deficient);
    fixture_assert_same(h->m[OUTCOME_COST_PER_PERSON], h->m[OUTCOME_COST_TOTAL] / people);
    fixture_assert_same(h->m[OUTCOME_COST_PER_QA], h->m[OUTCOME_COST_TOTAL] / quality);
    fixture_assert_same(h->m[OUTCOME_QA_PER_10K_YUAN], quality / (h->m[OUTCOME_COST_TOTAL] / 10000.0));
    fixture_assert_same(h->m[OUTCOME_COST_PENALTIES],
                        detected * h->params.monitoring.penalty * h->params.purchase.price / 160.0);
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* The quantile is kept in bins of 128 to the octave. */
static void waits_last_from_arrival_to_start(void **state)
{
    const struct history *const h = *state;
    double *const wait = calloc(h->count, sizeof *wait);
    double sum = 0.0, area = 0.0;
    size_t n = 0;

    assert_non_null(wait);
    for (size_t i = 1; i <= h->count; i++) {
        const struct story *const s = &h->stories[i];
        if (s->kind == WALK_IN)
            continue;
        area += fmin(fmin(isnan(s->starts) ? HORIZON : s->starts, isnan(s->leaves) ? HORIZON : s->leaves),
                     HORIZON) -
                s->arrives;
        if (!isnan(s->starts))
            sum += wait[n++] = s->starts - s->arrives;
    }
    qsort(wait, n, sizeof *wait, by_value);
    fixture_assert_same(h->m[OUTCOME_WAIT_MEAN], sum / (double)n);
    fixture_assert_close(h->m[OUTCOME_WAIT_P90] / wait[(size_t)ceil(0.9 * (double)n) - 1], 1.0, 1.0 / 256.0);
    fixture_assert_close(h->m[OUTCOME_QUEUE_MEAN], area / HORIZON / PROVIDERS, 1e-9);
    free(wait);
}

static void the_access_gap_is_between_classes(void **state)
{
    const struct history *const h = *state;
    double arrived[3] = {0}, served[3] = {0}, least = 1.0, most = 0.0;

    for (size_t i = 1; i <= h->count; i++) {
        const struct story *const s = &h->stories[i];
        if (s->kind == PURCHASED) {
            arrived[s->group]++;
            served[s->group] += !isnan(s->ends);
        }
    }
    for (int g = 0; g < 3; g++) {
        least = fmin(least, served[g] / arrived[g]);
        most = fmax(most, served[g] / arrived[g]);
    }
    assert_true(most > least);
    fixture_assert_same(h->m[OUTCOME_ACCESS_GAP], most - least);
}

static void the_referral_network_is_of_distinct_pairs(void **state)
{
    const struct history *const h = *state;
    double links = 0.0, senders[PROVIDERS] = {0}, most = 0.0, centralisation = 0.0, n = 0.0;

    for (int i = 0; i < PROVIDERS; i++) {
        n += h->stopped[i] > LAUNCH; /* was ever a member */
        for (int j = 0; j < PROVIDERS; j++) {
            links += h->links[i][j] > 0;
            senders[j] += h->links[i][j] > 0;
        }
    }
    for (int j = 0; j < PROVIDERS; j++)
        most = fmax(most, senders[j]);
    for (int j = 0; j < PROVIDERS; j++) {
        if (h->stopped[j] > LAUNCH)
            centralisation += (most - senders[j]) / ((n - 1.0) * (n - 1.0)); /* a star has 1 */
    }
    fixture_assert_same(h->m[OUTCOME_REFERRAL_DENSITY], links / (n * (n - 1.0)));
    fixture_assert_same(h->m[OUTCOME_REFERRAL_CENTRALISATION], centralisation);
}

/* Hours of one kind, from task_begins and its hours; what is in progress at the horizon counts until then. */
static double hours_of(const struct history *h, uint32_t actor, const char *kind)
{
    double hours = 0.0;

    for (size_t k = 0; k < h->log.count; k++) {
        const struct world_notice *const n = &h->log.items[k];
        if (n->actor == actor && fixture_matches(n, "task_begins", kind))
            hours += fmin(n->value, (HORIZON - n->time) * 40.0 / 7.0);
    }
    return hours;
}

static void hours_are_those_of_tasks_begun(void **state)
{
    static const struct {
        enum outcome_measure measure;
        uint32_t actor;
        const char *kind;
    } rows[] = {
        {OUTCOME_HUB_HOURS, WORLD_HUB, NULL},
        {OUTCOME_HUB_HOURS_REFERRAL, WORLD_HUB, "referral"},
        {OUTCOME_HUB_HOURS_TRAINING, WORLD_HUB, "training"},
        {OUTCOME_HUB_HOURS_VISITS, WORLD_HUB, "visit"},
        {OUTCOME_HUB_HOURS_CALLBACKS, WORLD_HUB, "call-back"},
        {OUTCOME_HUB_HOURS_FOLLOWUPS, WORLD_HUB, "follow-up"},
        {OUTCOME_HUB_HOURS_COORDINATION, WORLD_HUB, "coordination"},
        {OUTCOME_HUB_HOURS_STATISTICS, WORLD_HUB, "statistics"},
        {OUTCOME_GOVERNMENT_HOURS, WORLD_OFFICERS, NULL},
        {OUTCOME_GOVERNMENT_HOURS_CONTRACTS, WORLD_OFFICERS, "contracts"},
        {OUTCOME_GOVERNMENT_HOURS_VISITS, WORLD_OFFICERS, "visit"},
        {OUTCOME_GOVERNMENT_HOURS_INSTRUCTIONS, WORLD_OFFICERS, "instruction"},
    };
    const struct history *const h = *state;

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const double hours = hours_of(h, rows[k].actor, rows[k].kind);
        assert_true(hours > 0.0);
        fixture_assert_close(h->m[rows[k].measure], hours, 1e-9 * hours);
    }
    fixture_assert_close(
        h->m[OUTCOME_HUB_UTILISATION],
        hours_of(h, WORLD_HUB, NULL) / (40.0 / 7.0) / (h->params.support.staff * (HORIZON - LAUNCH)), 1e-9);
    assert_true(h->m[OUTCOME_GOVERNMENT_HOURS_CALLS] == 0.0);
}

static void providers_are_measured_at_the_end(void **state)
{
    const struct history *const h = *state;
    double alive = 0.0, days = 0.0, sessions = 0.0, duties = 0.0, sum = 0.0, spread = 0.0, c[PROVIDERS];

    for (int i = 0; i < PROVIDERS; i++) {
        days += h->stopped[i];
        c[i] = h->knowledge[i] / (h->knowledge[i] + h->params.learning.half);
        alive += h->alive[i];
        sum += h->alive[i] ? c[i] : 0.0;
    }
    for (int i = 0; i < PROVIDERS; i++) {
        for (int j = 0; j < PROVIDERS; j++)
            spread += h->alive[i] && h->alive[j] ? fabs(c[i] - c[j]) : 0.0;
    }
    for (size_t k = 0; k < h->log.count; k++) {
        const struct world_notice *const n = &h->log.items[k];
        sessions += fixture_is(n, "session_ends");
        if (fixture_is(n, "duty_starts"))
            duties += fmin(n->value, HORIZON - n->time);
    }
    assert_true(alive < PROVIDERS);
    fixture_assert_same(h->m[OUTCOME_SURVIVAL], alive / PROVIDERS);
    fixture_assert_same(h->m[OUTCOME_CAPABILITY_MEAN], sum / alive);
    fixture_assert_close(h->m[OUTCOME_CAPABILITY_GINI], spread / (2.0 * alive * sum), 1e-12);
    fixture_assert_same(h->m[OUTCOME_SESSIONS_PER_PROVIDER_YEAR], sessions / (days / 365.0));
    fixture_assert_close(h->m[OUTCOME_MEMBER_DUTY_SHARE], duties / days, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_counted_by_their_end),
        cmocka_unit_test(people_and_quality_are_of_sessions_held),
        cmocka_unit_test(waits_last_from_arrival_to_start),
        cmocka_unit_test(the_access_gap_is_between_classes),
        cmocka_unit_test(the_referral_network_is_of_distinct_pairs),
        cmocka_unit_test(hours_are_those_of_tasks_begun),
        cmocka_unit_test(providers_are_measured_at_the_end),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
