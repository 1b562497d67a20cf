/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenarios that come with the program: every file is sound, and the important ones say what they are
 * meant to. */
#include "scenario_folder.h"

#include <dirent.h>

#define FOLDER      ZUTUAN_SOURCE "/scenarios/"
#define README_MOST 65536
#define KEYS_MOST   6

static const char *const folders[] = {FOLDER, FOLDER "counter/"};
static const char *const places[] = {FOLDER, NULL};
static const struct scenario_search search = {.folders = places};

/* Scenarios and how they differ, in resolved values, from another with which they are compared. */
static const struct contrast {
    const char *name, *base, *changes[KEYS_MOST];
} contrasts[] = {
    {"16+0", "solo", {"cluster.form=shared", "exchange.on=no", "promotion.on=no"}},
    {"16+1", "solo", {"cluster.form=support"}},
    {"lead-organisation", "solo", {"cluster.form=lead"}},
    {"solo-40", "solo", {"providers.count=40", "membership.founders=16"}},
    {"16+1-of-40", "solo-40", {"cluster.form=support"}},
    {"16+1+N", "16+1-of-40", {"membership.on=yes", "partners.on=yes"}},
    {"16+1+N-staffed", "16+1+N", {"support.staff=5"}},
    {"joining-blind", "16+1+N", {"membership.effect=0"}},
    {"solo-128", "solo", {"providers.count=128", "government.officers=40"}},
    {"macro", "solo-128", {"cluster.form=support", "macro.clusters=8"}},
    {"buy-and-let-go", "solo", {"oversight.solo_visits=0", "oversight.solo_instructions=0"}},
    {"over-intervention", "solo", {"oversight.solo_visits=24", "oversight.solo_instructions=8"}},
    {"build-then-buy", "16+1", {"training.gate=build-then-buy"}},
    {"train-first", "16+1", {"training.gate=train-first"}},
    {"mixed-types", "16+1", {NULL}},
    {"same-type", "mixed-types", {"providers.same_type=yes"}},
    {"solo-annual", "solo", {"purchase.calendar=annual"}},
    {"16+1-annual", "solo-annual", {"cluster.form=support"}},
    {"citywide-2010",
     "solo",
     {"purchase.calendar=annual", "providers.count=300", "providers.types=10", "government.officers=94",
      "conference.on=yes"}},
    {"exit-early", "16+1", {"exit.time=365"}},
    {"exit-earned", "16+1", {"exit.earned=yes", "programme.horizon=1825"}},
    {"exit-control", "exit-earned", {"exit.acts=no"}},
    {"counter/hc01-hub-bottleneck", "16+1", {"providers.count=40"}},
    {"counter/hc01-hub-bottleneck-staffed", "counter/hc01-hub-bottleneck", {"support.staff=8"}},
    {"counter/hc02-small-cluster-solo", "solo", {"providers.count=4"}},
    {"counter/hc02-small-cluster", "counter/hc02-small-cluster-solo", {"cluster.form=support"}},
    {"counter/hc03-low-demand-solo", "solo", {"demand.rate=0.2"}},
    {"counter/hc03-low-demand", "counter/hc03-low-demand-solo", {"cluster.form=support"}},
    {"counter/hc04-correlated-demand-solo", "solo", {"demand.shock=0.25"}},
    {"counter/hc04-correlated-demand", "counter/hc04-correlated-demand-solo", {"cluster.form=support"}},
    {"counter/hc05-homogeneous-members-solo", "solo", {"providers.same_type=yes", "learning.cv=0"}},
    {"counter/hc05-homogeneous-members",
     "counter/hc05-homogeneous-members-solo",
     {"cluster.form=support", "exchange.share=0"}},
    {"counter/hc06-member-burden", "16+1", {"cluster.member_hours=10", "support.link_hours=0.2"}},
    {"counter/hc07-capture", "16+1", {"support.capture=0.7"}},
    {"counter/hc08-hub-over-intervenes",
     "16+1",
     {"monitoring.visits=48", "oversight.cluster_instructions=8"}},
    {"counter/hc09-pooling-diseconomy", "16+1", {"service.pooled=0.17"}},
    {"counter/hc10-learning-fades-solo", "solo", {"training.effect=0", "learning.half_life=75"}},
    {"counter/hc10-learning-fades", "counter/hc10-learning-fades-solo", {"cluster.form=support"}},
    {"counter/hc11-honest-providers-solo", "solo", {"effort.slack=0"}},
    {"counter/hc11-honest-providers", "counter/hc11-honest-providers-solo", {"cluster.form=support"}},
    {"counter/hc12-weak-joiners-solo", "solo-40", {"membership.start_ratio=0"}},
    {"counter/hc12-weak-joiners-closed", "counter/hc12-weak-joiners-solo", {"cluster.form=support"}},
    {"counter/hc12-weak-joiners",
     "counter/hc12-weak-joiners-closed",
     {"membership.on=yes", "partners.on=yes", "membership.imitation=1"}},
    {"counter/hc14-single-point-of-failure", "16+1", {"support.closed_from=486", "support.closed_until=546"}},
};

static void load(struct scenario *scenario, const char *name, const char *const *overrides, size_t count)
{
    struct diag diag;
    char path[1024];

    snprintf(path, sizeof path, "%s%s", *name == '/' ? "" : FOLDER, name);
    diag_init(&diag);
    int code = scenario_load(scenario, path, &search, overrides, count, &diag);
    assert_messages(&diag, 0, "");
    diag_free(&diag);
    assert_int_equal(code, DIAG_OK);
}

/* Calls `check` with every scenario of the program; returns how many there are. */
static size_t for_each(void (*check)(const struct scenario *scenario))
{
    size_t found = 0;

    for (size_t i = 0; i < COUNT(folders); i++) {
        DIR *entries = opendir(folders[i]);
        struct dirent *entry;
        char path[512];

        assert_non_null(entries);
        while ((entry = readdir(entries))) {
            struct scenario scenario;
            const char *suffix = strrchr(entry->d_name, '.');
            if (!suffix || strcmp(suffix, ".cfg") != 0)
                continue;
            snprintf(path, sizeof path, "%s%s", folders[i], entry->d_name);
            load(&scenario, path, NULL, 0);
            check(&scenario);
            scenario_free(&scenario);
            found++;
        }
        closedir(entries);
    }
    return found;
}

static void check_asks(const struct scenario *scenario)
{
    size_t length = strlen(scenario->description);

    if (length < 2 || scenario->description[length - 1] != '?' ||
        strchr(scenario->description, '?') != scenario->description + length - 1)
        fail_msg("%s: the description \"%s\" is not one question", scenario->name, scenario->description);
}

static void every_scenario_asks_one_question(void **state)
{
    (void)state;
    /* Besides those in the table: solo, and two that only spend more. */
    assert_int_equal(for_each(check_asks), COUNT(contrasts) + 3);
}

static void check_no_repetition(const struct scenario *scenario)
{
    struct scenario parent;
    size_t count;
    const struct params_row *rows = params_rows(&count);
    bool extends = scenario->file_count > 1;

    if (extends)
        load(&parent, scenario->files[1], NULL, 0);
    for (size_t i = 0; i < count; i++) {
        double inherited = extends ? params_get(&parent.params, &rows[i]) : rows[i].fallback;
        if (scenario->origins[i].file == scenario->files[0] &&
            params_get(&scenario->params, &rows[i]) == inherited)
            fail_msg("%s:%d: %s repeats what it inherits", scenario->files[0], scenario->origins[i].line,
                     rows[i].key);
    }
    if (extends)
        scenario_free(&parent);
}

static void no_scenario_repeats_what_it_inherits(void **state)
{
    (void)state;
    assert_true(for_each(check_no_repetition) > 0);
}

/* Five officers up to forty providers; above, five for sixteen. */
static void check_officers(const struct scenario *scenario)
{
    int providers = scenario->params.providers.count;
    int officers = providers <= 40 ? 5 : (5 * providers + 15) / 16;

    if (scenario->params.government.officers != officers)
        fail_msg("%s: %d officers for %d providers, not %d", scenario->name,
                 scenario->params.government.officers, providers, officers);
}

static void officers_grow_with_the_city(void **state)
{
    (void)state;
    assert_true(for_each(check_officers) > 0);
}

static void check_listed(const struct scenario *scenario)
{
    static char readme[README_MOST];
    const char *parent = scenario->file_count > 1 ? strrchr(scenario->files[1], '/') + 1 : NULL;
    char row[1024];
    FILE *stream = fopen(FOLDER "README.md", "r");

    assert_non_null(stream);
    readme[fread(readme, 1, sizeof readme - 1, stream)] = '\0';
    assert_true(feof(stream));
    fclose(stream);
    if (parent)
        snprintf(row, sizeof row, "\n| `%s` | `%.*s` | %s |\n", scenario->name,
                 (int)(strlen(parent) - strlen(".cfg")), parent, scenario->description);
    else
        snprintf(row, sizeof row, "\n| `%s` | - | %s |\n", scenario->name, scenario->description);
    if (!strstr(readme, row))
        fail_msg("scenarios/README.md lacks the row%s", row);
}

static void the_readme_lists_every_scenario(void **state)
{
    (void)state;
    assert_true(for_each(check_listed) > 0);
}

static void scenarios_differ_from_their_controls_in_what_they_should(void **state)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);

    (void)state;
    for (size_t i = 0; i < COUNT(contrasts); i++) {
        struct scenario scenario, base, expected;
        size_t changes = 0, changed = 0;

        while (changes < KEYS_MOST && contrasts[i].changes[changes])
            changes++;
        load(&scenario, contrasts[i].name, NULL, 0);
        load(&base, contrasts[i].base, NULL, 0);
        load(&expected, contrasts[i].base, contrasts[i].changes, changes);
        for (size_t k = 0; k < count; k++) {
            double value = params_get(&scenario.params, &rows[k]);
            double wanted = params_get(&expected.params, &rows[k]);
            if (value != wanted)
                fail_msg("%s: %s is %g, not %g", contrasts[i].name, rows[k].key, value, wanted);
            changed += value != params_get(&base.params, &rows[k]);
        }
        assert_int_equal(changed, changes);
        scenario_free(&expected);
        scenario_free(&base);
        scenario_free(&scenario);
    }
}

static void the_fee_as_capacity_is_the_fee_of_the_founding_cluster(void **state)
{
    struct scenario cluster, rival, equal;

    (void)state;
    load(&cluster, "16+1", NULL, 0);
    load(&rival, "counter/hc13-fee-as-capacity", NULL, 0);
    load(&equal, "solo-equal-budget", NULL, 0);
    assert_true(rival.params.purchase.reinvest ==
                cluster.params.support.staff * cluster.params.support.staff_cost);
    assert_true(equal.params.purchase.reinvest > 0);
    assert_true(equal.params.purchase.reinvest < rival.params.purchase.reinvest);
    scenario_free(&equal);
    scenario_free(&rival);
    scenario_free(&cluster);
}

static void the_hub_of_hc14_is_shut_around_the_peak_of_the_second_year(void **state)
{
    struct scenario scenario;
    double middle;

    (void)state;
    load(&scenario, "counter/hc14-single-point-of-failure", NULL, 0);
    middle = (scenario.params.support.closed_from + scenario.params.support.closed_until) / 2;
    /* The season is a sine from demand.phase on: it peaks a quarter of a year later. */
    assert_true(middle > 365 + scenario.params.demand.phase + 365.0 / 4 - 1);
    assert_true(middle < 365 + scenario.params.demand.phase + 365.0 / 4 + 1);
    assert_true(scenario.params.support.closed_until - scenario.params.support.closed_from == 60);
    scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scenario_asks_one_question),
        cmocka_unit_test(no_scenario_repeats_what_it_inherits),
        cmocka_unit_test(officers_grow_with_the_city),
        cmocka_unit_test(the_readme_lists_every_scenario),
        cmocka_unit_test(scenarios_differ_from_their_controls_in_what_they_should),
        cmocka_unit_test(the_fee_as_capacity_is_the_fee_of_the_founding_cluster),
        cmocka_unit_test(the_hub_of_hc14_is_shut_around_the_peak_of_the_second_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
