/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets files: what is read, every mistake at once, and the model as calibration sees it. */
#include "scenario_folder.h"

#include "zutuan/experiment/calibrate.h"

#include <math.h>

#define READING(test) cmocka_unit_test_setup_teardown(test, make, folder_leave)

static int make(void **state)
{
    if (folder_enter(state) != 0)
        return -1;
    folder_write("s.cfg", "extends = \"base\"; membership: { on = true; };");
    folder_write("base.cfg", "cluster: { form = \"support\"; }; providers: { count = 8; };"
                             "programme: { horizon = 60.0; }; membership: { founders = 4; };");
    return 0;
}

static int load(struct calibrate_targets *self, struct diag *diag, const char *override)
{
    diag_init(diag);
    return calibrate_targets_load(self, "t", NULL, &override, override != NULL, diag);
}

static void assert_same_problem(const struct calibrate_targets *a, const struct calibrate_targets *b)
{
    assert_string_equal(a->description, b->description);
    assert_string_equal(a->scenario.name, b->scenario.name);
    assert_true(a->points == b->points && a->replications == b->replications && a->waves == b->waves);
    assert_int_equal(a->problem.parameter_count, b->problem.parameter_count);
    for (size_t j = 0; j < a->problem.parameter_count; j++) {
        const struct calibrate_parameter *p = &a->problem.parameters[j], *q = &b->problem.parameters[j];
        assert_true(p->row == q->row && p->prior == q->prior && p->whole == q->whole);
        assert_true(p->low == q->low && p->high == q->high && p->mean == q->mean && p->sd == q->sd);
    }
    assert_int_equal(a->problem.target_count, b->problem.target_count);
    for (size_t k = 0; k < a->problem.target_count; k++) {
        const struct calibrate_target *p = &a->problem.targets[k], *q = &b->problem.targets[k];
        assert_true(p->measure == q->measure && p->value == q->value && p->tolerance == q->tolerance);
        assert_true(p->once == q->once);
        assert_string_equal(p->source, q->source);
    }
}

static void everything_is_read_and_written(void **state)
{
    struct calibrate_targets self;
    struct diag diag;
    (void)state;
    folder_write(
        "t.cfg",
        "description = \"d\"; scenario = \"s\"; points = 30; replications = 12; waves = 2;\n"
        "parameters = (\n"
        "{ key = \"membership.innovation\"; prior = \"log-uniform\"; from = 0.01; to = 0.1; },\n"
        "{ key = \"membership.imitation\"; },\n"
        "{ key = \"membership.effect\"; prior = \"normal\"; mean = 1; sd = 0.5; },\n"
        "{ key = \"demand.patience\"; from = \"2w\"; to = 60; },\n"
        "{ key = \"support.staff\"; }, { key = \"exit.dues\"; from = 0; to = 5; source = \"x\"; } );\n"
        "targets = (\n"
        "{ measure = \"joiners\"; value = 2; tolerance = 1; source = \"a, b\"; },\n"
        "{ measure = \"qa_output\"; value = 900.5; tolerance = 10; seen = \"mean\"; } );\n");
    assert_int_equal(load(&self, &diag, NULL), DIAG_OK);
    assert_string_equal(self.name, "t");
    assert_string_equal(self.description, "d");
    assert_true(self.points == 30 && self.replications == 12 && self.waves == 2);
    assert_int_equal(self.problem.parameter_count, 6);
    const struct calibrate_parameter *p = self.problem.parameters;
    assert_true(p[0].prior == CALIBRATE_LOG_UNIFORM && p[0].low == 0.01 && p[0].high == 0.1);
    assert_true(p[1].plausible && p[1].low == 0.2 && p[1].high == 0.6); /* as hypotheses are tried at */
    assert_true(p[2].prior == CALIBRATE_NORMAL && p[2].low == 0 && p[2].high == 5 && p[2].sd == 0.5);
    assert_true(p[3].low == 14 && p[3].high == 60 && !p[3].plausible);
    assert_true(p[4].whole && p[4].low == 2 && p[4].high == 5);
    assert_int_equal(self.problem.target_count, 2);
    assert_true(self.problem.targets[0].once && !self.problem.targets[1].once);
    assert_string_equal(self.problem.targets[0].source, "a, b");
    assert_true(self.problem.targets[1].value == 900.5 && self.problem.targets[1].tolerance == 10);
    FILE *stream = fopen("t.cfg", "w");
    assert_non_null(stream);
    assert_int_equal(calibrate_targets_write(&self, ".", stream), DIAG_OK);
    assert_int_equal(fclose(stream), 0);
    struct calibrate_targets again;
    assert_int_equal(load(&again, &diag, NULL), DIAG_OK);
    assert_same_problem(&self, &again);
    calibrate_targets_free(&again);
    calibrate_targets_free(&self);
    diag_free(&diag);
}

/* Each file is wrong in one way; the message follows on its line. */
static void every_mistake_is_told(void **state)
{
    static const struct {
        const char *parameters, *targets, *text;
    } cases[] = {
        {"{ key = \"membership.imitaton\"; }", "", "did you mean membership.imitation"},
        {"{ key = \"cluster.form\"; }", "", "cluster.form: is not a number; only numbers can be fitted"},
        {"{ key = \"exit.dues\"; from = 1; }", "",
         "exit.dues: give both from and to, or neither for a plausible range"},
        {"{ key = \"exit.dues\"; from = 2; to = 1; }", "", "exit.dues: to must be above from"},
        {"{ key = \"membership.effect\"; from = -1; to = 1; }", "", "membership.effect: from: "},
        {"{ key = \"exit.dues\"; prior = \"log-uniform\"; from = 0; to = 1; }", "",
         "exit.dues: a log-uniform prior must begin above 0"},
        {"{ key = \"exit.dues\"; prior = \"normul\"; }", "", "normul: unknown prior; did you mean normal?"},
        {"{ key = \"exit.dues\"; prior = \"normal\"; mean = 1; }", "",
         "exit.dues: a normal prior needs mean and sd"},
        {"{ key = \"exit.dues\"; prior = \"normal\"; mean = 1; sd = 0; }", "",
         "sd: expected a number above 0, found 0"},
        {"{ key = \"exit.dues\"; form = 1; from = 0; to = 2; }", "", "form: unknown key; did you mean from?"},
        {"{ key = \"exit.dues\"; mean = 1; }", "", "exit.dues: mean and sd belong to prior = \"normal\""},
        {"{ key = \"demand.shock\"; prior = \"log-uniform\"; }", "",
         "demand.shock: its plausible range begins at 0, which a log-uniform prior cannot; give from and to"},
        {"{ key = \"exit.dues\"; }, { key = \"exit.dues\"; }", "", "exit.dues: is given twice"},
        {"", "{ measure = \"joinrs\"; value = 1; tolerance = 1; }",
         "measure: \"joinrs\" is not a measure; did you mean joiners?"},
        {"", "{ measure = \"joiners\"; tolerance = 1; }", "joiners: value is missing"},
        {"", "{ measure = \"joiners\"; value = 1; tolerance = 0; }",
         "tolerance: expected a number above 0, found 0"},
        {"", "{ measure = \"joiners\"; value = 1; tolerance = 1; seen = \"twice\"; }",
         "twice: unknown seen; did you mean once?"},
        {"", "{ measure = \"joiners\"; value = 1; tolerance = 1; }, { measure = \"joiners\"; }",
         "joiners: is a target already"},
        {"", "3", "targets: expected groups such as"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct calibrate_targets self;
        struct diag diag;
        char text[1024];
        snprintf(text, sizeof text, "scenario = \"s\";\nparameters = (%s);\ntargets = (%s);\n",
                 *cases[i].parameters != '\0' ? cases[i].parameters : "{ key = \"membership.effect\"; }",
                 *cases[i].targets != '\0' ? cases[i].targets
                                           : "{ measure = \"joiners\"; value = 1; tolerance = 1; }");
        folder_write("t.cfg", text);
        assert_int_equal(load(&self, &diag, NULL), DIAG_INVALID);
        assert_int_equal(diag.count, 1);
        if (strstr(diag.items[0].text, cases[i].text) == NULL)
            fail_msg("%s, not %s", diag.items[0].text, cases[i].text);
        assert_int_equal(diag.items[0].line, *cases[i].parameters != '\0' ? 2 : 3);
        diag_free(&diag);
    }
}

static void all_mistakes_are_told_at_once(void **state)
{
    struct calibrate_targets self;
    struct diag diag;
    (void)state;
    folder_write("t.cfg", "scenari = \"s\"; waves = 0; points = 1.5;\n"
                          "parameters = ({ key = \"x\"; }, { from = 1; });\n");
    assert_int_equal(load(&self, &diag, NULL), DIAG_INVALID);
    assert_int_equal(diag.count, 7);
    diag_free(&diag);
}

static void a_parameter_that_is_fitted_cannot_be_set(void **state)
{
    struct calibrate_targets self;
    struct diag diag;
    (void)state;
    folder_write("t.cfg", "scenario = \"s\"; parameters = ({ key = \"membership.effect\"; });"
                          "targets = ({ measure = \"joiners\"; value = 1; tolerance = 1; });");
    assert_int_equal(load(&self, &diag, "membership.effect=2"), DIAG_INVALID);
    assert_int_equal(diag.count, 1);
    assert_non_null(strstr(diag.items[0].text, "it is to be fitted"));
    diag_free(&diag);
    assert_int_equal(load(&self, &diag, "demand.rate=0.5"), DIAG_OK);
    calibrate_targets_free(&self);
    diag_free(&diag);
}

static void a_file_that_is_not_there_is_told(void **state)
{
    struct calibrate_targets self;
    struct diag diag;
    (void)state;
    assert_int_equal(load(&self, &diag, NULL), DIAG_IO);
    assert_non_null(strstr(diag.items[0].text, "targets file"));
    diag_free(&diag);
}

/* The model */

static void load_small(struct calibrate_targets *self)
{
    struct diag diag;
    folder_write("t.cfg", "scenario = \"s\";\n"
                          "parameters = ({ key = \"membership.imitation\"; from = 0; to = 3; },\n"
                          "              { key = \"providers.count\"; from = 5; to = 9; });\n"
                          "targets = ({ measure = \"joiners\"; value = 1; tolerance = 1; },\n"
                          "           { measure = \"qa_output\"; value = 900; tolerance = 10; });");
    assert_int_equal(load(self, &diag, NULL), DIAG_OK);
    diag_free(&diag);
}

static void a_point_is_the_scenario_with_its_values(void **state)
{
    enum { POINTS = 3, ROWS = 4 };
    static const double points[POINTS * 2] = {0, 5, 3, 9, 0.38, 8};
    struct calibrate_targets targets;
    double values[POINTS * ROWS * 2];
    const struct replicate_how how = {.threads = 2};
    (void)state;
    load_small(&targets);
    struct calibrate_simulation simulation = {.targets = &targets, .seed = 7, .how = &how, .waves = 1};
    assert_int_equal(calibrate_simulate(&simulation, points, POINTS, ROWS, values), DIAG_OK);
    assert_int_equal(simulation.conflicts, 0);
    for (size_t i = 0; i < POINTS; i++) {
        struct scenario there;
        const struct scenario *arm = &there;
        struct replicate replicate;
        assert_int_equal(scenario_copy(&there, &targets.scenario, "x"), DIAG_OK);
        scenario_set(&there, params_find("membership.imitation"), points[2 * i], "test");
        scenario_set(&there, params_find("providers.count"), points[2 * i + 1], "test");
        assert_int_equal(replicate_alloc(&replicate, &arm, 1, 7), DIAG_OK);
        assert_int_equal(replicate_extend(&replicate, ROWS, &how), DIAG_OK);
        for (size_t r = 0; r < ROWS; r++) {
            const double *measures = &replicate.arms[0].measures[r * OUTCOME_MEASURES];
            assert_true(values[(i * ROWS + r) * 2] == measures[OUTCOME_JOINERS]);
            assert_true(values[(i * ROWS + r) * 2 + 1] == measures[OUTCOME_QA_OUTPUT]);
        }
        replicate_free(&replicate);
        scenario_free(&there);
    }
    calibrate_targets_free(&targets);
}

static void fit_small(struct calibrate *self, const struct calibrate_targets *targets, int threads)
{
    const struct replicate_how how = {.threads = threads};
    const struct calibrate_rule rule = {20, 10, 2, 20, 50, 20, 0.95, 3};
    struct calibrate_simulation simulation = {.targets = targets, .seed = 3, .how = &how, .waves = 2};
    assert_int_equal(calibrate_alloc(self, &targets->problem, &rule), DIAG_OK);
    assert_int_equal(calibrate_run(self, calibrate_simulate, &simulation), DIAG_OK);
    assert_int_equal(calibrate_summarise(self), DIAG_OK);
}

static void threads_do_not_change_the_posterior(void **state)
{
    struct calibrate_targets targets;
    struct calibrate one, three;
    (void)state;
    load_small(&targets);
    fit_small(&one, &targets, 1);
    fit_small(&three, &targets, 3);
    assert_int_equal(one.wave_count, three.wave_count);
    assert_memory_equal(one.points.values, three.points.values, one.points.count * 2 * sizeof(double));
    assert_memory_equal(one.points.weight, three.points.weight, one.points.count * sizeof(double));
    assert_memory_equal(one.sample, three.sample, one.rule.sample * sizeof *one.sample);
    assert_true(one.known[0].width_low == three.known[0].width_low);
    calibrate_free(&one);
    calibrate_free(&three);
    calibrate_targets_free(&targets);
}

/* The scenarios that are shipped. */
static void the_shipped_targets_load(void **state)
{
    static const char *const names[] = {"joining-2010", "activity-2015"};
    static const char *const folders[] = {ZUTUAN_SOURCE "/scenarios", NULL};
    const struct scenario_search search = {.folders = folders};
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        struct calibrate_targets self;
        struct diag diag;
        diag_init(&diag);
        assert_int_equal(calibrate_targets_load(&self, names[i], &search, NULL, 0, &diag), DIAG_OK);
        for (size_t k = 0; k < self.problem.target_count; k++)
            assert_true(self.problem.targets[k].source[0] != '\0');
        calibrate_targets_free(&self);
        diag_free(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        READING(everything_is_read_and_written),      READING(every_mistake_is_told),
        READING(all_mistakes_are_told_at_once),       READING(a_parameter_that_is_fitted_cannot_be_set),
        READING(a_file_that_is_not_there_is_told),    READING(a_point_is_the_scenario_with_its_values),
        READING(threads_do_not_change_the_posterior), READING(the_shipped_targets_load),
    };
    return cmocka_run_group_tests_name("calibrate_targets", tests, NULL, NULL);
}
