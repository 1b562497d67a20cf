/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners and the conference of 2010 (docs/model.md 7.16). */
#include "fixture.h"

#include <gsl/gsl_statistics_double.h>

static struct params conference(void)
{
    struct params p = fixture_quiet(PARAMS_FORM_SOLO, 300);

    p.programme.horizon = 600.0;
    p.conference.on = true;
    return p;
}

/* 300 projects that sign with 35/300 and intend with 158/300: binomial; 1,000 conferences give standard
 * errors of 0.18 and 0.27 projects, 0.5 % and 0.2 %. */
static void the_conference_signs_35_and_intends_158_projects_on_average(void **state)
{
    const struct params p = conference();
    const enum outcome_measure measures[] = {OUTCOME_CONFERENCE_SIGNED, OUTCOME_CONFERENCE_INTENDED,
                                             OUTCOME_CONFERENCE_SIGNED_YUAN,
                                             OUTCOME_CONFERENCE_INTENDED_YUAN};
    const double paper[] = {35.0, 158.0, 7.14e6, 8.1933e6};
    enum { RUNS = 1000 };
    static double values[4][RUNS];
    struct world *world = fixture_world(&p);
    double all[OUTCOME_MEASURES];

    (void)state;
    for (uint32_t r = 0; r < RUNS; r++) {
        fixture_run(world, FIXTURE_SEED, r + 1);
        world_measures(world, all);
        for (size_t k = 0; k < 4; k++)
            values[k][r] = all[measures[k]];
    }
    for (size_t k = 0; k < 4; k++) {
        const double mean = gsl_stats_mean(values[k], 1, RUNS);
        const double se = gsl_stats_sd(values[k], 1, RUNS) / sqrt(RUNS);
        assert_true(FIXTURE_SIGMAS * se < 0.025 * paper[k]);
        fixture_assert_close(mean, paper[k], FIXTURE_SIGMAS * se);
    }
    world_free(world);
}

static void signed_money_speeds_its_provider_for_a_year(void **state)
{
    struct params p = conference();
    struct world *world;

    (void)state;
    p.providers.count = 2;
    p.conference.projects = 1;
    p.conference.sign = 1.0;
    p.conference.intend = 0.0;
    world = fixture_world(&p);
    fixture_until(world, 191.0);
    fixture_assert_same(world->providers[0].boost, 0.0);
    fixture_until(world, 193.0);
    fixture_assert_same(world->providers[0].boost, 204000.0 / 150000.0);
    fixture_assert_same(world->providers[1].boost, 0.0);
    fixture_assert_same(world->external, 204000.0);
    fixture_arrives(world, 0, (struct fixture_ask){.work = 2.36});
    fixture_until(world, 193.5);
    assert_int_equal(world->providers[0].in_session, 1);
    fixture_until(world, 194.5); /* 2.36 team-days at speed 2.36 end after one day */
    assert_int_equal(world->providers[0].in_session, 0);
    fixture_until(world, 192.0 + 364.9);
    fixture_assert_same(world->providers[0].boost, 204000.0 / 150000.0);
    fixture_until(world, 192.0 + 365.1);
    fixture_assert_same(world->providers[0].boost, 0.0);
    world_free(world);
}

static void a_provider_that_stopped_gets_no_money_but_its_project_counts(void **state)
{
    struct params p = conference();
    struct world *world;

    (void)state;
    p.providers.count = 1;
    p.conference.projects = 1;
    p.conference.sign = 1.0;
    p.conference.intend = 0.0;
    world = fixture_world(&p);
    calendar_schedule(world->calendar, 10.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 0, 0);
    fixture_until(world, 200.0);
    assert_int_equal(world->conference_signed, 1);
    fixture_assert_same(world->external, 0.0);
    world_free(world);
}

/* Offers of one kind at `rate` a year for `days`. */
static struct params offers(enum params_form form, int providers, double rate, double days)
{
    struct params p = fixture_quiet(form, providers);

    p.programme.horizon = days;
    p.partners.offers[0] = rate;
    return p;
}

/* Binomial thinning of a Poisson count: money / amount is Poisson with mean rate * years * chance. */
static void offers_without_a_hub_succeed_by_chance_and_with_one_by_matching(void **state)
{
    const enum params_form forms[] = {PARAMS_FORM_SOLO, PARAMS_FORM_SHARED, PARAMS_FORM_SUPPORT,
                                      PARAMS_FORM_SUPPORT};
    const bool on[] = {true, true, false, true};

    (void)state;
    for (size_t k = 0; k < 4; k++) {
        struct params p = offers(forms[k], 4, 1000.0, 3650.0);
        const double mean = 10000.0 * (k == 3 ? p.partners.match : p.partners.chance);
        struct world *world;
        p.partners.on = on[k];
        p.support.staff = 1000;
        p.support.matching_hours = 0.0;
        world = fixture_world(&p);
        fixture_run(world, FIXTURE_SEED, 7);
        fixture_assert_close(world->external / p.partners.amount, mean, FIXTURE_SIGMAS * sqrt(mean));
        world_free(world);
    }
}

static void offers_are_the_same_in_every_scenario(void **state)
{
    struct params solo = offers(PARAMS_FORM_SOLO, 4, 20.0, 1000.0), support = solo;
    struct world *a, *b;

    (void)state;
    support.cluster.form = PARAMS_FORM_SUPPORT;
    a = fixture_world(&solo);
    b = fixture_world(&support); /* partners off: as without a hub */
    fixture_run(a, FIXTURE_SEED, 3);
    fixture_run(b, FIXTURE_SEED, 3);
    assert_true(a->external > 0.0);
    fixture_assert_same(a->external, b->external);
    for (uint32_t i = 0; i < 4; i++)
        fixture_assert_same(a->providers[i].external, b->providers[i].external);
    world_free(a);
    world_free(b);
}

/* A matched offer goes to the member with the longest queue once a steering group has met. */
static void steered_matching_finds_the_longest_queue(void **state)
{
    struct params p = offers(PARAMS_FORM_SUPPORT, 3, 0.0, 1000.0);
    struct world *world;

    (void)state;
    p.partners.on = true;
    p.partners.match = 1.0;
    p.support.matching_hours = 0.0;
    world = fixture_world(&p);
    world->clusters[0].steered = true;
    for (int k = 0; k < 4; k++)
        fixture_arrives(world, 2, (struct fixture_ask){.work = 100.0});
    fixture_arrives(world, 1, (struct fixture_ask){.work = 100.0});
    calendar_schedule(world->calendar, 1.0, EVENT_CLASS_CALENDAR, EVENT_OFFER, 0, 0);
    fixture_until(world, 2.0);
    fixture_assert_same(world->providers[2].external, p.partners.amount);
    fixture_assert_same(world->external, p.partners.amount);
    world_free(world);
}

/* Two members among ten providers; the eight between are outside. 4 standard deviations of 10,000 halves are
 * 2 %. */
static void unsteered_matching_chooses_members_alike(void **state)
{
    struct params p = offers(PARAMS_FORM_SUPPORT, 10, 1000.0, 3650.0);
    struct world *world;
    double given;

    (void)state;
    p.partners.on = true;
    p.partners.match = 1.0;
    p.support.staff = 1000;
    p.support.matching_hours = 0.0;
    p.membership.founders = 2;
    p.steering.on = false;
    world = fixture_world(&p);
    fixture_move(world, 3650.0);
    given = world->external / p.partners.amount;
    assert_true(given > 9000.0);
    for (int i = 0; i < 2; i++)
        fixture_assert_close(world->providers[i].external / p.partners.amount, given / 2.0,
                             FIXTURE_SIGMAS * sqrt(given / 4.0));
    world_free(world);
}

/* One of four has stopped: each of the others gets a third. */
static void an_offer_without_a_hub_finds_any_living_provider_alike(void **state)
{
    struct params p = offers(PARAMS_FORM_SOLO, 4, 1000.0, 7300.0);
    struct world *world;
    double given;

    (void)state;
    p.partners.chance = 1.0;
    world = fixture_world(&p);
    calendar_schedule(world->calendar, 0.0, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, 1, 0);
    fixture_move(world, 7300.0);
    given = world->external / p.partners.amount;
    for (int i = 0; i < 4; i++)
        fixture_assert_close(world->providers[i].external / p.partners.amount, i == 1 ? 0.0 : given / 3.0,
                             i == 1 ? 0.0 : FIXTURE_SIGMAS * sqrt(given * 2.0 / 9.0));
    world_free(world);
}

/* Money buys team time: the more teams, the less it speeds each. The lead has 1 + 2 until it is succeeded. */
static void money_is_shared_by_the_teams_of_its_provider(void **state)
{
    struct params p = conference();
    struct world *world;

    (void)state;
    p.cluster.form = PARAMS_FORM_LEAD;
    p.steering.on = p.branch.on = false;
    p.providers.count = 2;
    p.conference.projects = 1;
    p.conference.sign = 1.0;
    p.conference.intend = 0.0;
    world = fixture_world(&p);
    fixture_until(world, 193.0);
    assert_int_equal(world->providers[0].teams, 3);
    fixture_assert_same(world->providers[0].boost, 204000.0 / (150000.0 * 3.0));
    fixture_until(world, 192.0 + 366.0);
    assert_true(world->providers[0].boost == 0.0);
    world_free(world);
}

static void volunteers_bring_speed_and_no_money(void **state)
{
    struct params p = offers(PARAMS_FORM_SOLO, 1, 0.0, 1000.0);
    struct world *world;

    (void)state;
    p.partners.chance = 1.0;
    world = fixture_world(&p);
    calendar_schedule(world->calendar, 1.0, EVENT_CLASS_CALENDAR, EVENT_OFFER, 2, 0);
    fixture_until(world, 1.5);
    fixture_assert_same(world->providers[0].boost, p.partners.boost);
    fixture_assert_same(world->external, 0.0);
    fixture_until(world, 1.0 + p.partners.boost_days + 0.5);
    fixture_assert_same(world->providers[0].boost, 0.0);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_conference_signs_35_and_intends_158_projects_on_average),
        cmocka_unit_test(signed_money_speeds_its_provider_for_a_year),
        cmocka_unit_test(a_provider_that_stopped_gets_no_money_but_its_project_counts),
        cmocka_unit_test(offers_without_a_hub_succeed_by_chance_and_with_one_by_matching),
        cmocka_unit_test(offers_are_the_same_in_every_scenario),
        cmocka_unit_test(steered_matching_finds_the_longest_queue),
        cmocka_unit_test(unsteered_matching_chooses_members_alike),
        cmocka_unit_test(an_offer_without_a_hub_finds_any_living_provider_alike),
        cmocka_unit_test(money_is_shared_by_the_teams_of_its_provider),
        cmocka_unit_test(volunteers_bring_speed_and_no_money),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
