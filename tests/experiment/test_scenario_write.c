/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written reads back, and the scenarios that come with the program say only what they change. */
#include "scenario_folder.h"

#include <math.h>

#define WRITING(test) cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

static void load(struct scenario *scenario, const char *name)
{
    struct diag diag;

    diag_init(&diag);
    int code = scenario_load(scenario, name, NULL, NULL, 0, &diag);
    assert_messages(&diag, 0, "");
    diag_free(&diag);
    assert_int_equal(code, DIAG_OK);
}

static void write_to(const struct scenario *scenario, const char *name, bool origins)
{
    FILE *stream = fopen(name, "w");

    assert_non_null(stream);
    assert_int_equal(scenario_write(scenario, stream, origins), DIAG_OK);
    assert_int_equal(fclose(stream), 0);
}

static uint64_t next_bits(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 11;
}

/* A value anywhere in the row's range, now and then at an end of it. */
static double any_value(const struct params_row *row, uint64_t *state)
{
    double top = isinf(row->maximum) ? 1e6 : row->maximum;
    double share = (double)next_bits(state) / 9007199254740992.0;

    if (row->type != PARAMS_REAL)
        return floor(row->minimum + share * (row->maximum - row->minimum + 1));
    if (share < 0.05)
        return row->minimum;
    return share > 0.95 ? row->maximum : row->minimum + share * (top - row->minimum);
}

/* Values that agree where rows must: the shares, the closure, the launch. */
static void fill(struct params *params, uint64_t *state)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);

    for (size_t i = 0; i < count; i++)
        params_set(params, &rows[i], any_value(&rows[i], state));
    params->demand.share[0] /= 2;
    params->demand.share[1] /= 2;
    params->demand.share[2] = 1 - params->demand.share[0] - params->demand.share[1];
    if (isinf(params->support.closed_from) || isinf(params->support.closed_until))
        params->support.closed_from = params->support.closed_until = INFINITY;
    if (params->support.closed_from > params->support.closed_until)
        params->support.closed_from = params->support.closed_until / 3;
    if (params->programme.horizon < 400)
        params->programme.horizon = 400.1;
    params->programme.launch = params->programme.horizon / 7;
    if (params->training.gate_capability >= 1)
        params->training.gate_capability = nextafter(1, 0);
    for (int i = 0; i < PARAMS_PHASES; i++)
        params->phases.days[i] = 365.0 / PARAMS_PHASES;
    params->purchase.calendar = PARAMS_CALENDAR_ANNUAL;
    params->conference.sign /= 2;
    params->conference.intend /= 2;
    params->exit.time = params->programme.launch * 2;
    if (params->macro.clusters > params->providers.count)
        params->macro.clusters = params->providers.count;
}

static void every_value_reads_back_to_the_same_bits(void **state)
{
    struct scenario scenario, again;
    uint64_t bits = 20120116;
    size_t count;
    const struct params_row *rows = params_rows(&count);

    (void)state;
    folder_write("x.cfg", "");
    load(&scenario, "x");
    for (int round = 0; round < 200; round++) {
        fill(&scenario.params, &bits);
        write_to(&scenario, "resolved.cfg", round % 2);
        load(&again, "resolved");
        for (size_t i = 0; i < count; i++) {
            double written = params_get(&scenario.params, &rows[i]),
                   read = params_get(&again.params, &rows[i]);
            if (memcmp(&written, &read, sizeof written) != 0)
                fail_msg("%s: wrote %.17g, read %.17g", rows[i].key, written, read);
            assert_string_equal(again.origins[i].file, "resolved.cfg");
        }
        scenario_free(&again);
    }
    scenario_free(&scenario);
}

static void a_description_reads_back(void **state)
{
    static const char text[] = "\"quoted\" \\x41 \\ \t\n\x01\x7F \xE7\xBB\x84 # // /*";
    struct scenario scenario, again;

    (void)state;
    folder_write("x.cfg", "");
    load(&scenario, "x");
    free(scenario.description);
    scenario.description = strdup(text);
    write_to(&scenario, "y.cfg", false);
    load(&again, "y");
    assert_string_equal(again.description, text);
    scenario_free(&again);
    scenario_free(&scenario);
}

/* The lines of a file that hold `part`, in `lines`. */
static void grep(const char *name, const char *part, char *lines, size_t size)
{
    char line[512];
    FILE *stream = fopen(name, "r");

    assert_non_null(stream);
    lines[0] = '\0';
    while (fgets(line, sizeof line, stream))
        if (strstr(line, part))
            snprintf(lines + strlen(lines), size - strlen(lines), "%s", line);
    fclose(stream);
}

static void units_and_origins_stand_in_comments(void **state)
{
    struct scenario scenario;
    char lines[1024];

    (void)state;
    assert_int_equal(mkdir("a\nb", 0700), 0);
    folder_write("a\nb/base.cfg", "demand: { season = 0.25; };");
    folder_write("x.cfg", "extends = \"a\\nb/base\";\nquality: { base = 1; };\ndemand: { rate = 1; };");
    load(&scenario, "x");
    scenario_set(&scenario, params_find("demand.phase"), 1, "calibrate");
    write_to(&scenario, "y.cfg", true);
    grep("y.cfg", " rate =", lines, sizeof lines);
    assert_string_equal(lines, "    rate = 1.0; # /d; x.cfg:3\n");
    grep("y.cfg", " season =", lines, sizeof lines);
    assert_string_equal(lines, "    season = 0.25; # a?b/base.cfg:1\n");
    grep("y.cfg", " base =", lines, sizeof lines);
    assert_string_equal(lines, "    base = 1.0; # x.cfg:2\n");
    grep("y.cfg", " phase =", lines, sizeof lines);
    assert_string_equal(lines, "    phase = 1.0; # d; calibrate\n");
    grep("y.cfg", " patience =", lines, sizeof lines);
    assert_string_equal(lines, "    patience = 30.0; # d; default\n");
    write_to(&scenario, "y.cfg", false);
    grep("y.cfg", " rate =", lines, sizeof lines);
    assert_string_equal(lines, "    rate = 1.0; # /d\n");
    grep("y.cfg", " season =", lines, sizeof lines);
    assert_string_equal(lines, "    season = 0.25;\n");
    scenario_free(&scenario);
}

static void a_full_disk_is_an_error(void **state)
{
    struct scenario scenario;
    FILE *stream = fopen("/dev/full", "w");

    (void)state;
    if (!stream)
        skip(); /* only Linux has one */
    folder_write("x.cfg", "");
    load(&scenario, "x");
    assert_int_equal(scenario_write(&scenario, stream, true), DIAG_IO);
    fclose(stream);
    scenario_free(&scenario);
}

/* Loads a scenario and checks that each value it states differs from what it would inherit. */
static void check_states_only_changes(const char *path)
{
    struct scenario scenario, parent;
    size_t count;
    const struct params_row *rows = params_rows(&count);

    load(&scenario, path);
    assert_true(strlen(scenario.description) > 0);
    if (scenario.file_count > 1)
        load(&parent, scenario.files[1]);
    for (size_t i = 0; i < count; i++) {
        double value = params_get(&scenario.params, &rows[i]), inherited = rows[i].fallback;
        if (scenario.file_count > 1)
            inherited = params_get(&parent.params, &rows[i]);
        if (scenario.origins[i].file == scenario.files[0] && value == inherited)
            fail_msg("%s:%d: %s repeats what it inherits", path, scenario.origins[i].line, rows[i].key);
    }
    if (scenario.file_count > 1)
        scenario_free(&parent);
    scenario_free(&scenario);
}

static size_t check_folder(const char *folder)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    size_t found = 0;
    char path[512];

    assert_non_null(entries);
    while ((entry = readdir(entries))) {
        const char *suffix = strrchr(entry->d_name, '.');
        if (!suffix || strcmp(suffix, ".cfg") != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        check_states_only_changes(path);
        found++;
    }
    closedir(entries);
    return found;
}

static void the_scenarios_of_the_program_state_only_what_they_change(void **state)
{
    (void)state;
    assert_true(check_folder(ZUTUAN_SOURCE "/scenarios") >= 3);
    assert_true(check_folder(ZUTUAN_SOURCE "/scenarios/oracles") >= 5);
}

static void the_three_main_scenarios_differ_in_what_they_should(void **state)
{
    struct scenario solo, cluster, rival;
    size_t count;
    const struct params_row *rows = params_rows(&count);

    (void)state;
    load(&solo, ZUTUAN_SOURCE "/scenarios/solo.cfg");
    load(&cluster, ZUTUAN_SOURCE "/scenarios/16+1.cfg");
    load(&rival, ZUTUAN_SOURCE "/scenarios/solo-equal-budget.cfg");
    assert_string_equal(cluster.name, "16+1");
    for (size_t i = 0; i < count; i++) {
        double base = params_get(&solo.params, &rows[i]);
        assert_true(base == rows[i].fallback);
        if (params_get(&cluster.params, &rows[i]) != base)
            assert_string_equal(rows[i].key, "cluster.form");
        if (params_get(&rival.params, &rows[i]) != base)
            assert_string_equal(rows[i].key, "purchase.reinvest");
    }
    assert_int_equal(cluster.params.cluster.form, PARAMS_FORM_SUPPORT);
    assert_true(rival.params.purchase.reinvest > 0);
    scenario_free(&solo);
    scenario_free(&cluster);
    scenario_free(&rival);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WRITING(every_value_reads_back_to_the_same_bits),
        WRITING(a_description_reads_back),
        WRITING(units_and_origins_stand_in_comments),
        WRITING(a_full_disk_is_an_error),
        WRITING(the_scenarios_of_the_program_state_only_what_they_change),
        WRITING(the_three_main_scenarios_differ_in_what_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
