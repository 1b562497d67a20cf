/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folders of a selection and of a calibration: every table has its header and its numbers. */
#include "experiment/scenario_folder.h"

#include "zutuan/report/calibrate_folder.h"
#include "zutuan/report/select_folder.h"

#include <math.h>

#define WRITING(test) cmocka_unit_test_setup_teardown(test, make, folder_leave)

static int make(void **state)
{
    if (folder_enter(state) != 0) {
        return -1;
    }
    folder_write("base.cfg", "cluster: { form = \"support\"; }; providers: { count = 4; };"
                             "programme: { horizon = 40.0; }; membership: { on = true; founders = 2; };");
    folder_write("t.cfg", "scenario = \"base\"; parameters = ({ key = \"membership.effect\"; },\n"
                          "{ key = \"membership.imitation\"; prior = \"normal\"; mean = 0.4; sd = 0.1; });\n"
                          "targets = ({ measure = \"qa_output\"; value = 900; tolerance = 500; "
                          "source = \"a, \\\"b\\\"\"; });");
    return 0;
}

/* Line `number` (from 0) of a file without its end; "" beyond the last. */
static void line_of(const char *path, size_t number, char *line, size_t size)
{
    FILE *stream = fopen(path, "r");
    assert_non_null(stream);
    for (size_t i = 0; i <= number; i++) {
        if (fgets(line, (int)size, stream) == NULL) {
            line[0] = '\0';
        }
    }
    line[strcspn(line, "\r\n")] = '\0';
    assert_int_equal(fclose(stream), 0);
}

static void assert_line(const char *path, size_t number, const char *expected)
{
    char line[1024];
    line_of(path, number, line, sizeof line);
    assert_string_equal(line, expected);
}

static size_t count_lines(const char *path)
{
    size_t count = 0;
    int letter;
    FILE *stream = fopen(path, "r");
    assert_non_null(stream);
    while ((letter = fgetc(stream)) != EOF) {
        count += letter == '\n';
    }
    assert_int_equal(fclose(stream), 0);
    return count;
}

static void a_selection_has_a_line_for_each_alternative_and_each_look(void **state)
{
    double first[] = {1, 2, 3, 2}, second[] = {5, 6, 7, 6}, third[] = {NAN, NAN, 1, NAN};
    struct select_alternative alternatives[] = {{SELECT_OUT, first, 2, 1, 4.5},
                                                {SELECT_CHOSEN, second, 4, SELECT_NONE, 0.25},
                                                {SELECT_VOID, third, 4, SELECT_NONE, INFINITY}};
    struct select_round rounds[] = {{2, 1, 6}, {4, 1, 10}};
    struct scenario scenarios[] = {{.name = "a"}, {.name = "b"}, {.name = "c"}};
    const struct scenario *pointers[3];
    struct diag diag;
    const struct account account = {.command = "select", .subject = "qa_output: a b c", .confidence = 0.9};
    (void)state;
    diag_init(&diag);
    for (size_t i = 0; i < 3; i++) {
        char name[2] = {(char)('a' + i), '\0'};
        assert_int_equal(scenario_load(&scenarios[i], "base", NULL, NULL, 0, &diag), DIAG_OK);
        snprintf(scenarios[i].name, sizeof scenarios[i].name, "%s", name);
        pointers[i] = &scenarios[i];
    }
    const struct select_simulation simulation = {
        .scenarios = pointers, .count = 3, .measure = OUTCOME_QA_OUTPUT};
    const struct select select = {.rule = {1, {true, 0.5}, 0.9, 10, 100},
                                  .alternatives = alternatives,
                                  .count = 3,
                                  .rows = 4,
                                  .chosen = 1,
                                  .leader = 1,
                                  .rounds = rounds,
                                  .round_count = 2};
    assert_int_equal(select_folder_write(&select, &simulation, &account, "out", &diag), DIAG_OK);
    assert_line("out/select.csv", 0,
                "alternative,status,runs,n,mean,sd,ci_low,ci_high,eliminated_at,eliminated_by,behind_at_most,"
                "measure,unit,label,better,delta,confidence,description");
    char line[512], begin[64];
    line_of("out/select.csv", 1, line, sizeof line);
    snprintf(begin, sizeof begin, "a,eliminated,2,2,1.5,");
    assert_memory_equal(line, begin, strlen(begin));
    assert_non_null(strstr(line, ",2,b,4.5,qa_output,"));
    line_of("out/select.csv", 2, line, sizeof line);
    snprintf(begin, sizeof begin, "b,chosen,4,4,6,");
    assert_memory_equal(line, begin, strlen(begin));
    assert_non_null(strstr(line, ",,,0.25,qa_output,"));
    assert_non_null(strstr(line, ",1,3,0.90000000000000002,"));
    assert_line("out/select.csv", 3,
                "c,no_value,4,1,1,,,,,,,qa_output,people,quality-adjusted output,1,3,0.90000000000000002,");
    assert_int_equal(count_lines("out/select.csv"), 4);
    assert_line("out/rounds.csv", 0, "round,replications,left,runs");
    assert_line("out/rounds.csv", 1, "1,2,1,6");
    assert_line("out/rounds.csv", 2, "2,4,1,10");
    assert_int_equal(access("out/resolved/c.cfg", R_OK), 0);
    assert_int_equal(access("out/manifest.json", R_OK), 0);
    for (size_t i = 0; i < 3; i++) {
        scenario_free(&scenarios[i]);
    }
    diag_free(&diag);
}

static void a_calibration_has_its_tables(void **state)
{
    enum { POINTS = 20, WAVES = 2 };
    const struct replicate_how how = {.threads = 2};
    const struct calibrate_rule rule = {POINTS, 10, WAVES, POINTS, 30, 20, 0.95, 3};
    const struct account account = {.command = "calibrate", .subject = "t", .confidence = 0.95};
    struct calibrate_targets targets;
    struct calibrate self;
    struct diag diag;
    char line[1024];
    (void)state;
    diag_init(&diag);
    assert_int_equal(calibrate_targets_load(&targets, "t", NULL, NULL, 0, &diag), DIAG_OK);
    struct calibrate_simulation simulation = {.targets = &targets, .seed = 3, .how = &how, .waves = WAVES};
    assert_int_equal(calibrate_alloc(&self, &targets.problem, &rule), DIAG_OK);
    assert_int_equal(calibrate_run(&self, calibrate_simulate, &simulation), DIAG_OK);
    assert_int_equal(calibrate_summarise(&self), DIAG_OK);
    assert_int_equal(calibrate_folder_write(&self, &targets, &account, "out", &diag), DIAG_OK);
    assert_line("out/posterior.csv", 0, "draw,point,membership.effect,membership.imitation,qa_output");
    assert_int_equal(count_lines("out/posterior.csv"), 31);
    assert_line("out/points.csv", 0,
                "point,wave,membership.effect,membership.imitation,qa_output,implausibility,log_likelihood,"
                "weight");
    assert_int_equal(count_lines("out/points.csv"), 1 + self.wave_count * POINTS);
    for (size_t wave = 0; wave < self.wave_count; wave++) {
        char begin[32];
        line_of("out/points.csv", 1 + wave * POINTS, line, sizeof line);
        snprintf(begin, sizeof begin, "%zu,%zu,", wave * POINTS, wave + 1);
        assert_memory_equal(line, begin, strlen(begin));
    }
    assert_int_equal(count_lines("out/parameters.csv"), 3);
    line_of("out/parameters.csv", 1, line, sizeof line);
    assert_memory_equal(line, "membership.effect,,uniform,", 27);
    line_of("out/parameters.csv", 2, line, sizeof line);
    assert_memory_equal(line, "membership.imitation,/yr,normal,0,3,0.4", 39);
    assert_int_equal(count_lines("out/ties.csv"), 2);
    assert_int_equal(count_lines("out/targets.csv"), 2);
    line_of("out/targets.csv", 1, line, sizeof line);
    assert_non_null(strstr(line, "\"a, \"\"b\"\"\""));
    assert_int_equal(count_lines("out/waves.csv"), 1 + self.wave_count);
    assert_int_equal(access("out/resolved/base.cfg", R_OK), 0);
    calibrate_free(&self);
    calibrate_targets_free(&targets);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WRITING(a_selection_has_a_line_for_each_alternative_and_each_look),
        WRITING(a_calibration_has_its_tables),
    };
    return cmocka_run_group_tests_name("select_folder", tests, NULL, NULL);
}
