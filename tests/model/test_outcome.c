/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of measures, the sample times, and what the series hold. */
#include "fixture.h"
#include "knowledge.h"
#include "taskforce.h"

#include <ctype.h>

static void check_row(const struct outcome_row *row)
{
    assert_true(row->name != NULL && row->unit != NULL && row->label != NULL && row->meaning != NULL);
    assert_true(row->name[0] != '\0' && row->label[0] != '\0' && row->meaning[0] != '\0');
    assert_true(row->better >= -1 && row->better <= 1);
    for (const char *c = row->name; *c != '\0'; c++)
        assert_true(islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '_');
}

static void every_measure_and_series_is_described(void **state)
{
    (void)state;
    for (int k = 0; k < OUTCOME_MEASURES; k++)
        check_row(outcome_measure_row((enum outcome_measure)k));
    for (int k = 0; k < OUTCOME_SERIES_COUNT; k++)
        check_row(outcome_series_row((enum outcome_series)k));
}

static void names_and_labels_are_unique(void **state)
{
    (void)state;
    for (int i = 0; i < OUTCOME_MEASURES; i++) {
        const struct outcome_row *const a = outcome_measure_row((enum outcome_measure)i);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(a->name, outcome_measure_row((enum outcome_measure)j)->name);
            assert_string_not_equal(a->label, outcome_measure_row((enum outcome_measure)j)->label);
        }
    }
    for (int i = 0; i < OUTCOME_SERIES_COUNT; i++) {
        for (int j = 0; j < i; j++)
            assert_string_not_equal(outcome_series_row((enum outcome_series)i)->name,
                                    outcome_series_row((enum outcome_series)j)->name);
    }
}

/* A share or an index has no unit; what is counted, paid or waited for has one. */
static void only_shares_and_indices_have_no_unit(void **state)
{
    (void)state;
    for (int k = 0; k < OUTCOME_MEASURES; k++) {
        const struct outcome_row *const row = outcome_measure_row((enum outcome_measure)k);
        const bool counted = strncmp(row->name, "cost_", 5) == 0 || strstr(row->name, "_hours") != NULL ||
                             strstr(row->name, "missed") != NULL || strncmp(row->name, "wait_", 5) == 0;
        const bool share = strstr(row->name, "share") != NULL || strstr(row->name, "_gini") != NULL;
        assert_false(counted && row->unit[0] == '\0');
        assert_false(share && row->unit[0] != '\0');
    }
}

static void measures_are_found_by_name(void **state)
{
    (void)state;
    for (int k = 0; k < OUTCOME_MEASURES; k++) {
        const char *const name = outcome_measure_row((enum outcome_measure)k)->name;
        assert_int_equal(outcome_find(name), k);
        assert_string_equal(outcome_nearest(name), name);
    }
    assert_int_equal(outcome_find("requests"), OUTCOME_REQUESTS);
    assert_int_equal(outcome_find("sessions_per_provider_year"), OUTCOME_SESSIONS_PER_PROVIDER_YEAR);
    assert_int_equal(outcome_find("request"), -1);
    assert_int_equal(outcome_find(""), -1);
}

static void the_nearest_name_is_the_one_meant(void **state)
{
    (void)state;
    assert_string_equal(outcome_nearest("qa_outptu"), "qa_output");
    assert_string_equal(outcome_nearest("wait_p95"), "wait_p90");
    assert_string_equal(outcome_nearest("unmet-share"), "unmet_share");
    assert_string_equal(outcome_nearest("Trust"), "trust");
}

static void check_times(double horizon, size_t count)
{
    struct params params;

    params_defaults(&params);
    params.programme.horizon = horizon;
    assert_int_equal(world_sample_count(&params), count);
    assert_true(world_sample_time(&params, 0) == 0.0);
    for (size_t k = 1; k + 1 < count; k++)
        fixture_assert_same(world_sample_time(&params, k), (double)k * 365.0 / 12.0);
    assert_true(world_sample_time(&params, count - 1) == horizon);
    if (count > 2)
        assert_true(world_sample_time(&params, count - 2) < horizon);
}

static void samples_are_monthly_and_the_last_is_the_horizon(void **state)
{
    (void)state;
    check_times(1095.0, 37);
    check_times(365.0, 13);
    check_times(100.0, 5); /* 0, 30.4, 60.8, 91.25, 100 */
    check_times(91.25, 4);
    check_times(91.26, 5);
    check_times(1.0, 2);
    check_times(365.0 / 12.0, 2);
    check_times(365.0 * 30.0, 361);
}

static double series_at(const struct world *world, size_t sample, enum outcome_series which)
{
    return world_series(world)[sample * OUTCOME_SERIES_COUNT + which];
}

static void a_series_holds_the_state_of_its_time(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 4);
    const double month = 365.0 / 12.0;
    struct world *world;

    (void)state;
    params.programme.horizon = 100.0;
    params.programme.launch = 40.0;
    params.learning.half_life = 100.0;
    params.learning.half = 150.0;
    params.oversight.solo_visits = params.oversight.cluster_visits = 0.0;
    params.trust.start = 0.4;
    world = fixture_world(&params);
    knowledge_gain(world, 0, 150.0); /* after the sample of day 0 */
    world->providers[1].oversight = 8.0;
    world->providers[2].intrusion = 4.0;
    fixture_arrives(world, 3, (struct fixture_ask){.work = 70.0});
    fixture_arrives(world, 3, (struct fixture_ask){.work = 1.0});
    fixture_arrives(world, 3, (struct fixture_ask){.work = 1.0});
    assert_int_equal(world_run(world), DIAG_OK);
    assert_true(series_at(world, 0, OUTCOME_SERIES_CAPABILITY) == 0.0);
    for (size_t k = 1; k < 3; k++) {
        const double e = 150.0 * exp2(-month * (double)k / 100.0), kept = exp(-month * (double)k / 180.0);
        fixture_assert_same(series_at(world, k, OUTCOME_SERIES_CAPABILITY), e / (e + 150.0) / 4.0);
        fixture_assert_same(series_at(world, k, OUTCOME_SERIES_OVERSIGHT), 8.0 * kept / 4.0);
        fixture_assert_same(series_at(world, k, OUTCOME_SERIES_INTRUSION), 4.0 * kept / 4.0);
        fixture_assert_same(series_at(world, k, OUTCOME_SERIES_QUEUE), 2.0 / 4.0);
    }
    assert_true(isnan(series_at(world, 1, OUTCOME_SERIES_TRUST)));
    assert_true(isnan(series_at(world, 1, OUTCOME_SERIES_HUB_QUEUE)));
    fixture_assert_same(series_at(world, 2, OUTCOME_SERIES_TRUST), 0.4);
    fixture_assert_same(series_at(world, 4, OUTCOME_SERIES_QUEUE), 0.0);
    world_free(world);
}

static void a_series_holds_the_flow_of_its_month(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 2);
    struct world *world;

    (void)state;
    params.programme.horizon = 100.0;
    params.quality.base = 1.0;
    params.quality.queue_penalty = 0.0;
    params.quality.deficient = 0.25;
    params.effort.slack = 0.2; /* and nobody looks: effort .8 */
    world = fixture_world(&params);
    fixture_until(world, 35.0);
    fixture_arrives(world, 0, (struct fixture_ask){.work = 2.0, .people = 10});
    fixture_arrives(world, 0,
                    (struct fixture_ask){.work = 2.0, .people = 30, .u_deficient = FIXTURE_DEFICIENT});
    fixture_arrives(world, 1, (struct fixture_ask){.work = 90.0, .people = 99});
    assert_int_equal(world_run(world), DIAG_OK);
    assert_true(isnan(series_at(world, 1, OUTCOME_SERIES_QUALITY)));
    assert_true(isnan(series_at(world, 1, OUTCOME_SERIES_SERVED_SHARE)));
    fixture_assert_same(series_at(world, 2, OUTCOME_SERIES_QUALITY), (10.0 + 30.0 * 0.25) / 40.0);
    fixture_assert_same(series_at(world, 2, OUTCOME_SERIES_EFFORT), 0.8);
    fixture_assert_same(series_at(world, 2, OUTCOME_SERIES_WAIT), (0.0 + 2.0 + 0.0) / 3.0);
    fixture_assert_same(series_at(world, 2, OUTCOME_SERIES_SERVED_SHARE), 2.0 / 3.0);
    assert_true(isnan(series_at(world, 3, OUTCOME_SERIES_QUALITY)));
    assert_true(isnan(series_at(world, 3, OUTCOME_SERIES_HUB_UTILISATION)));
    world_free(world);
}

/* A walk-in is in no flow, as it is in no measure of output. */
static void a_series_holds_no_walk_ins(void **state)
{
    struct params params;
    struct world *world;

    (void)state;
    params_defaults(&params);
    params.programme.horizon = 400.0;
    params.training.gate = PARAMS_GATE_TRAIN_FIRST;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    fixture_run(world, FIXTURE_SEED, 1);
    assert_true(world->ledgers[0].served > 300);
    for (size_t k = 1; k <= 12; k++) {
        assert_true(isnan(series_at(world, k, OUTCOME_SERIES_QUALITY)));
        assert_true(isnan(series_at(world, k, OUTCOME_SERIES_EFFORT)));
        assert_true(isnan(series_at(world, k, OUTCOME_SERIES_WAIT)));
        assert_true(isnan(series_at(world, k, OUTCOME_SERIES_SERVED_SHARE)));
        assert_true(series_at(world, k, OUTCOME_SERIES_QUEUE) == 0.0);
    }
    assert_true(series_at(world, 13, OUTCOME_SERIES_SERVED_SHARE) > 0.0);
    world_free(world);
}

/* One team of three is on a duty for 20 of 100 days; the other provider stops on day 50. */
static void duty_share_is_of_the_time_of_living_teams(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SOLO, 2);
    double m[OUTCOME_MEASURES];
    struct world *world;

    (void)state;
    params.programme.horizon = 100.0;
    params.providers.teams = 3;
    world = fixture_world(&params);
    provider_add_duty(world, 0, DUTY_HOSTING, 20.0 * 8.0, 0.0);
    calendar_schedule(world->calendar, 50.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 1, 0);
    assert_int_equal(world_run(world), DIAG_OK);
    world_measures(world, m);
    fixture_assert_same(m[OUTCOME_MEMBER_DUTY_SHARE], 20.0 / (3.0 * (100.0 + 50.0)));
    world_free(world);
}

/* The hub opens on day 40 and works for 8 days of a month that is 20.8 days old for it. */
static void hub_utilisation_of_a_month_is_of_the_time_it_was_there(void **state)
{
    struct params params = fixture_quiet(PARAMS_FORM_SUPPORT, 1);
    const double month = 365.0 / 12.0;
    struct world *world;

    (void)state;
    params.programme.horizon = 100.0;
    params.programme.launch = 40.0;
    params.support.staff = 2;
    world = fixture_world(&params);
    fixture_until(world, 41.0);
    taskforce_raise(world, 0, TASK_VISIT, 8.0 * HOURS_PER_DAY, 0, NONE, 0);
    fixture_until(world, 70.0);
    taskforce_raise(world, 0, TASK_VISIT, 6.0 * HOURS_PER_DAY, 0, NONE, 0);
    assert_int_equal(world_run(world), DIAG_OK);
    assert_true(isnan(series_at(world, 1, OUTCOME_SERIES_HUB_UTILISATION)));
    fixture_assert_same(series_at(world, 3, OUTCOME_SERIES_HUB_UTILISATION), 6.0 / (2.0 * month));
    fixture_assert_same(series_at(world, 2, OUTCOME_SERIES_HUB_UTILISATION),
                        8.0 / (2.0 * (2.0 * month - 40.0)));
    world_free(world);
}

static void solo_has_no_measures_of_a_hub(void **state)
{
    struct params params;
    double m[OUTCOME_MEASURES];
    struct world *world;

    (void)state;
    params_defaults(&params);
    params.programme.horizon = 100.0;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    for (int k = 0; k < OUTCOME_MEASURES; k++) {
        const bool of_cluster = (k >= OUTCOME_HUB_HOURS && k <= OUTCOME_REPORTS_LATE) ||
                                (k >= OUTCOME_REFERRAL_SHARE && k <= OUTCOME_EXIT_DAY) ||
                                (k >= OUTCOME_CONFERENCE_SIGNED && k <= OUTCOME_CONFERENCE_INTENDED_YUAN) ||
                                k == OUTCOME_QUALITY_AFTER_EXIT || k == OUTCOME_SERVED_SHARE_AFTER_EXIT ||
                                k == OUTCOME_REVIEW_DAYS; /* of annual purchase, as this is not */
        assert_int_equal(isnan(m[k]) != 0, of_cluster);
    }
    assert_true(m[OUTCOME_COST_FEE] == 0.0);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_measure_and_series_is_described),
        cmocka_unit_test(names_and_labels_are_unique),
        cmocka_unit_test(only_shares_and_indices_have_no_unit),
        cmocka_unit_test(measures_are_found_by_name),
        cmocka_unit_test(the_nearest_name_is_the_one_meant),
        cmocka_unit_test(samples_are_monthly_and_the_last_is_the_horizon),
        cmocka_unit_test(a_series_holds_the_state_of_its_time),
        cmocka_unit_test(a_series_holds_the_flow_of_its_month),
        cmocka_unit_test(a_series_holds_no_walk_ins),
        cmocka_unit_test(duty_share_is_of_the_time_of_living_teams),
        cmocka_unit_test(hub_utilisation_of_a_month_is_of_the_time_it_was_there),
        cmocka_unit_test(solo_has_no_measures_of_a_hub),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
