/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a sweep: every number of cells.csv, and files that are enough to do it again. */
#include "experiment/scenario_folder.h"

#include "manifest.h"
#include "zutuan/report/cells.h"
#include "zutuan/report/results.h"

#include <math.h>

#define WRITING(test) cmocka_unit_test_setup_teardown(test, make, unmake)

enum { REPLICATIONS = 4 };

static const enum outcome_measure measures[] = {OUTCOME_QA_OUTPUT, OUTCOME_HUB_DELAY};

struct outcome {
    struct design design;
    struct sweep sweep;
    struct cells cells;
};

static int make(void **state)
{
    struct outcome *self = calloc(1, sizeof *self);
    struct diag diag;
    const struct replicate_how how = {.threads = 1};
    if (folder_enter(state) != 0) {
        return -1;
    }
    *state = self;
    folder_write("solo.cfg", "programme: { horizon = 60.0; launch = 5.0; }; providers: { count = 3; };");
    folder_write("16+1.cfg",
                 "extends = \"solo\"; cluster: { form = \"support\"; }; support: { staff = 2; };");
    folder_write("d.cfg", "base = \"solo\"; other = \"16+1\"; measure = (\"qa_output\", \"hub_delay\");\n"
                          "factors = ( { key = \"demand.rate\"; values = [0.3, 0.6]; },\n"
                          "{ key = \"support.staff\"; values = [1, 2, 4]; } );");
    diag_init(&diag);
    assert_int_equal(design_load(&self->design, "d", NULL, NULL, 0, &diag), DIAG_OK);
    assert_int_equal(sweep_alloc(&self->sweep, &self->design, 5), DIAG_OK);
    assert_int_equal(sweep_extend(&self->sweep, REPLICATIONS, &how), DIAG_OK);
    diag_free(&diag);
    self->cells = (struct cells){.sweep = &self->sweep,
                                 .replications = REPLICATIONS,
                                 .account = {.command = "sweep",
                                             .subject = "d",
                                             .confidence = 0.9,
                                             .asked = REPLICATIONS,
                                             .started = 1700000000.0,
                                             .finished = 1700000002.5,
                                             .threads = 1}};
    return 0;
}

static int unmake(void **state)
{
    struct outcome *self = *state;
    sweep_free(&self->sweep);
    design_free(&self->design);
    free(self);
    return folder_leave(state);
}

static void write_all(const struct outcome *self, const char *folder)
{
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(cells_write(&self->cells, folder, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
    diag_free(&diag);
}

static void put_number(FILE *stream, double value)
{
    if (isnan(value)) {
        fputs(",", stream);
    } else {
        fprintf(stream, ",%.17g", value);
    }
}

/* What cells.csv must be, written without the code under test. */
static char *expect_cells(struct outcome *self)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    fputs("demand.rate,support.staff,measure,unit,n,base_mean,other_mean,difference,ci_low,ci_high,relative,"
          "relative_low,relative_high,prob_better,confidence,base,other,better,label,point\n",
          stream);
    for (size_t m = 0; m < 2; m++) {
        const struct outcome_row *row = outcome_measure_row(measures[m]);
        for (size_t point = 0; point < 6; point++) {
            struct estimate_pair pair;
            assert_int_equal(sweep_pair(&self->sweep, point, measures[m], 0.9, &pair), DIAG_OK);
            fprintf(stream, "%.17g,%d,%s,%s,%zu", point < 3 ? 0.3 : 0.6, 1 << point % 3, row->name, row->unit,
                    pair.n);
            const double numbers[] = {
                pair.base_mean, pair.other_mean,   pair.difference,    pair.low,         pair.high,
                pair.relative,  pair.relative_low, pair.relative_high, pair.prob_better, 0.9};
            for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
                put_number(stream, numbers[i]);
            }
            fprintf(stream, ",solo,16+1,%d,%s,%zu\n", row->better, row->label, point);
        }
    }
    fclose(stream);
    return text;
}

static void test_cells_has_a_line_for_each_measure_and_point(void **state)
{
    struct outcome *self = *state;
    write_all(self, "out");
    char *found = folder_read("out/cells.csv"), *expected = expect_cells(self);
    assert_string_equal(found, expected);
    free(found);
    free(expected);
    found = folder_read("out/factors.csv");
    assert_string_equal(
        found, "key,unit,meaning,levels,lowest,highest,base_value,other_value,range\n"
               "demand.rate,/d,\"Requests for sessions per provider and day, mean over the year\",2,"
               "0.29999999999999999,0.59999999999999998,0.55000000000000004,0.55000000000000004,given\n"
               "support.staff,servers,Staff of the support organisation,3,1,4,3,2,given\n");
    free(found);
}

static void test_a_point_without_replications_is_left_out(void **state)
{
    struct outcome *self = *state;
    struct sweep nothing;
    assert_int_equal(sweep_alloc(&nothing, &self->design, 5), DIAG_OK);
    self->cells.sweep = &nothing;
    write_all(self, "out");
    char *found = folder_read("out/cells.csv");
    assert_ptr_equal(strchr(found, '\n'), found + strlen(found) - 1);
    free(found);
    sweep_free(&nothing);
}

static void test_the_design_in_the_folder_is_the_same(void **state)
{
    struct outcome *self = *state;
    struct design design;
    struct diag diag;
    write_all(self, "out");
    diag_init(&diag);
    assert_int_equal(design_load(&design, "out/design.cfg", NULL, NULL, 0, &diag), DIAG_OK);
    assert_string_equal(design.base.files[0], "out/resolved/solo.cfg");
    assert_string_equal(design.other.name, "16+1");
    assert_int_equal(design.other.params.support.staff, 2);
    assert_int_equal(design.replications, REPLICATIONS);
    assert_int_equal(design.point_count, 6);
    design_free(&design);
    diag_free(&diag);
}

static void test_the_manifest_lists_every_file_and_none_of_the_threads(void **state)
{
    static const char *const names[] = {"\"sweep\"",
                                        "\"cells.csv\"",
                                        "\"factors.csv\"",
                                        "\"design.cfg\"",
                                        "\"resolved/solo.cfg\"",
                                        "\"resolved/16+1.cfg\"",
                                        "\"interrupted\": true",
                                        "\"asked\": 4",
                                        "\"done\": 4",
                                        "\"seed\": \"5\""};
    struct outcome *self = *state;
    self->cells.account.interrupted = true;
    write_all(self, "out");
    char *first = folder_read("out/manifest.json");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_non_null(strstr(first, names[i]));
    }
    self->cells.account.threads = 7;
    write_all(self, "out");
    char *second = folder_read("out/manifest.json"), *at = strstr(second, "\"environment\"");
    assert_non_null(at);
    assert_memory_equal(first, second, (size_t)(at - second));
    assert_string_not_equal(first, second);
    free(first);
    free(second);
}

/* Which scenario failed, and at which point. */
static void test_failures_are_told_with_their_point(void **state)
{
    struct outcome *self = *state;
    struct sweep_block *block = &self->sweep.blocks[0];
    struct replicate_failure failure = {.arm = block->other[4], .replication = 2, .code = DIAG_INTERNAL};
    snprintf(failure.text, sizeof failure.text, "an identity");
    block->replicate.failures = calloc(1, sizeof failure);
    block->replicate.failures[0] = failure;
    block->replicate.failure_count = 1;
    block->replicate.failed[1] = 1;
    write_all(self, "out");
    char *text = folder_read("out/manifest.json");
    assert_non_null(strstr(text, "\"failed\": 1"));
    assert_non_null(strstr(text, "\"failures\""));
    const char *scenario = strstr(strstr(text, "\"failures\""), "\"scenario\"");
    assert_non_null(scenario);
    assert_ptr_equal(strstr(scenario, "\"scenario\": \"16+1\""), scenario);
    assert_non_null(strstr(text, "\"text\": \"at demand.rate = 0.6, support.staff = 2: an identity\""));
    free(text);
    text = folder_read("out/cells.csv");
    char *expected = expect_cells(self);
    assert_string_equal(text, expected);
    assert_non_null(strstr(text, "qa_output,people,3,"));
    free(text);
    free(expected);
}

/* of "old" */
#define OLD_HASH "\"sha256\": \"cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4\""

static void test_what_another_command_left_is_removed_and_nothing_else(void **state)
{
    struct outcome *self = *state;
    assert_int_equal(mkdir("out", 0700), 0);
    assert_int_equal(mkdir("out/resolved", 0700), 0);
    folder_write("out/summary.csv", "old");
    folder_write("out/mine.csv", "mine");
    folder_write("out/resolved/old.cfg", "old");
    folder_write("out/manifest.json",
                 "{\"tool\": \"zutuan\", \"outputs\": [{\"file\": \"summary.csv\", " OLD_HASH "}, "
                 "{\"file\": \"mine.csv\", " OLD_HASH "}, {\"file\": \"resolved/old.cfg\", " OLD_HASH "}, "
                 "{\"file\": \"resolved/../../d.cfg\", " OLD_HASH "}, {\"file\": \"cells.csv\"}]}");
    write_all(self, "out");
    assert_int_equal(access("out/summary.csv", F_OK), -1);
    assert_int_equal(access("out/resolved/old.cfg", F_OK), -1);
    assert_int_equal(access("out/mine.csv", F_OK), 0);
    assert_int_equal(access("d.cfg", F_OK), 0);
    assert_int_equal(access("out/cells.csv", F_OK), 0);
}

static void test_a_folder_that_cannot_be_made_is_an_error(void **state)
{
    struct outcome *self = *state;
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(cells_write(&self->cells, "solo.cfg/out", &diag), DIAG_IO);
    assert_messages(&diag, 0, "solo.cfg: cannot be made a folder: File exists");
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WRITING(test_cells_has_a_line_for_each_measure_and_point),
        WRITING(test_a_point_without_replications_is_left_out),
        WRITING(test_the_design_in_the_folder_is_the_same),
        WRITING(test_the_manifest_lists_every_file_and_none_of_the_threads),
        WRITING(test_failures_are_told_with_their_point),
        WRITING(test_what_another_command_left_is_removed_and_nothing_else),
        WRITING(test_a_folder_that_cannot_be_made_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
