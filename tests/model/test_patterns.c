/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The patterns of docs/model.md section 1 that a city of providers alone must show. */
#include "fixture.h"

/* A build that checks every identity after every event is slow: there half of them must do. */
#ifdef ZUTUAN_VERIFY_EVENTS
#define REPLICATIONS 25
#else
#define REPLICATIONS 50
#endif

/*
 * P2: providers start near saturation. Team-days a year that are asked for of a provider at E_0, with what it
 * owes the government and itself, over those it has.
 */
static void p2_providers_start_near_saturation(void **state)
{
    struct params p;
    double productivity, sessions, duties, load;

    (void)state;
    params_defaults(&p);
    productivity = pow(1.0 + p.learning.start / p.learning.ref, -log2(p.learning.progress_ratio));
    sessions =
        365.0 * p.demand.rate * p.service.time / productivity *
        (p.providers.own_type_share + (1.0 - p.providers.own_type_share) / p.providers.off_type_efficiency);
    duties = (p.training.self_per_year * p.training.attendance_hours +
              p.oversight.solo_visits * p.monitoring.host_hours +
              12.0 * p.oversight.solo_instructions * p.cluster.instruction_hours) /
             8.0;
    load = (sessions + duties) / (365.0 * p.providers.teams * p.providers.capacity_scale);
    assert_true(load > 0.85 && load < 1.0);
}

/*
 * P3: 145-175 sessions of 41-63 people per year and provider, in the mean over replications (standard error
 * about .4 sessions, .1 people).
 */
static void p3_sessions_and_people_are_those_of_the_programme(void **state)
{
    struct params params;
    struct world *world;
    double sessions = 0.0, people = 0.0, served = 0.0;

    (void)state;
    params_defaults(&params);
    assert_int_equal(params.cluster.form, PARAMS_FORM_SOLO);
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    for (uint32_t replication = 0; replication < REPLICATIONS; replication++) {
        double m[OUTCOME_MEASURES];

        fixture_run(world, FIXTURE_SEED, replication);
        world_measures(world, m);
        sessions += m[OUTCOME_SESSIONS_PER_PROVIDER_YEAR] / REPLICATIONS;
        people += m[OUTCOME_PEOPLE_SERVED];
        served += m[OUTCOME_SERVED];
    }
    world_free(world);
    print_message("    %.1f sessions a year and provider, %.1f people each\n", sessions, people / served);
    assert_true(sessions >= 145.0 && sessions <= 175.0);
    assert_true(people / served >= 41.0 && people / served <= 63.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(p2_providers_start_near_saturation),
        cmocka_unit_test(p3_sessions_and_people_are_those_of_the_programme),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
