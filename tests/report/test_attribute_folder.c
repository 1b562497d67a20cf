/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of an attribution: every number of its tables, from the splits that they show. */
#include "experiment/scenario_folder.h"

#include "zutuan/report/attribute_folder.h"

#include <math.h>

#define WRITING(test) cmocka_unit_test_setup_teardown(test, make, unmake)

enum { REPLICATIONS = 4, MEASURES = 2, PLAYERS = 3 };

static const enum outcome_measure measures[MEASURES] = {OUTCOME_QA_OUTPUT, OUTCOME_COST_TOTAL};

struct outcome {
    struct scenario base, other;
    struct attribute attribute;
    struct attribute_split splits[MEASURES];
    struct attribute_folder folder;
};

static int make(void **state)
{
    struct outcome *self = calloc(1, sizeof *self);
    const struct replicate_how how = {.threads = 1};
    struct diag diag;
    if (folder_enter(state) != 0)
        return -1;
    *state = self;
    folder_write("solo.cfg", "programme: { horizon = 60.0; launch = 5.0; }; providers: { count = 3; };");
    folder_write("16+1.cfg", "extends = \"solo\"; cluster: { form = \"support\"; };");
    diag_init(&diag);
    assert_int_equal(scenario_load(&self->base, "solo", NULL, NULL, 0, &diag), DIAG_OK);
    assert_int_equal(scenario_load(&self->other, "16+1", NULL, NULL, 0, &diag), DIAG_OK);
    assert_int_equal(attribute_alloc(&self->attribute, &self->base, &self->other,
                                     "training,fee,steering+branch", 5, &diag),
                     DIAG_OK);
    diag_free(&diag);
    assert_int_equal(replicate_extend(&self->attribute.replicate, REPLICATIONS, &how), DIAG_OK);
    for (size_t m = 0; m < MEASURES; m++)
        assert_int_equal(attribute_split(&self->attribute, measures[m], 0.9, &self->splits[m]), DIAG_OK);
    self->folder = (struct attribute_folder){.attribute = &self->attribute,
                                             .splits = self->splits,
                                             .split_count = MEASURES,
                                             .account = {.command = "attribute",
                                                         .subject = "solo 16+1",
                                                         .confidence = 0.9,
                                                         .asked = REPLICATIONS,
                                                         .threads = 1}};
    return 0;
}

static int unmake(void **state)
{
    struct outcome *self = *state;
    attribute_free(&self->attribute);
    scenario_free(&self->base);
    scenario_free(&self->other);
    free(self);
    return folder_leave(state);
}

static void write_all(const struct outcome *self)
{
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(attribute_folder_write(&self->folder, "out", &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
    diag_free(&diag);
}

static void put_part(FILE *stream, const struct estimate_pair *part)
{
    const double numbers[] = {part->difference,   part->low,           part->high, part->relative,
                              part->relative_low, part->relative_high, 0.9};
    for (size_t i = 0; i < COUNT(numbers); i++)
        fprintf(stream, ",%.17g", numbers[i]);
}

static void assert_file(const char *path, FILE *stream, char **text)
{
    fclose(stream);
    char *found = folder_read(path);
    assert_string_equal(found, *text);
    free(found);
    free(*text);
}

static void attribution_has_the_whole_the_rest_and_every_mechanism(void **state)
{
    static const char *const heads[][3] = {
        {"whole", "", "the whole difference"},
        {"rest", "", "the rest"},
        {"mechanism", "training", "training"},
        {"mechanism", "fee", "fee"},
        {"mechanism", "steering+branch", "steering group and Party branch"}};
    struct outcome *self = *state;
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    write_all(self);
    fputs("measure,unit,kind,name,label,n,part,ci_low,ci_high,relative,relative_low,relative_high,confidence,"
          "base,other,base_mean,other_mean,better,measure_label\n",
          stream);
    for (size_t m = 0; m < MEASURES; m++) {
        const struct outcome_row *row = outcome_measure_row(measures[m]);
        const struct attribute_split *split = &self->splits[m];
        const struct estimate_pair *parts[] = {&split->whole, &split->rest, &split->parts[0],
                                               &split->parts[1], &split->parts[2]};
        for (size_t i = 0; i < COUNT(parts); i++) {
            fprintf(stream, "%s,%s,%s,%s,%s,%d", row->name, row->unit, heads[i][0], heads[i][1], heads[i][2],
                    REPLICATIONS);
            put_part(stream, parts[i]);
            fprintf(stream, ",solo,16+1,%.17g,%.17g,%d,%s\n", split->base, split->other, row->better,
                    row->label);
        }
    }
    assert_file("out/attribution.csv", stream, &text);
}

static void interactions_has_every_pair_once(void **state)
{
    static const char *const names[] = {"training", "fee", "steering+branch"};
    struct outcome *self = *state;
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    write_all(self);
    fputs("measure,unit,first,second,n,interaction,ci_low,ci_high,relative,relative_low,relative_high,"
          "confidence\n",
          stream);
    for (size_t m = 0; m < MEASURES; m++) {
        for (size_t i = 0; i < PLAYERS; i++) {
            for (size_t j = i + 1; j < PLAYERS; j++) {
                fprintf(stream, "%s,%s,%s,%s,%d", outcome_measure_row(measures[m])->name,
                        outcome_measure_row(measures[m])->unit, names[i], names[j], REPLICATIONS);
                put_part(stream, &self->splits[m].pairs[attribute_pair(i, j)]);
                fputc('\n', stream);
            }
        }
    }
    assert_file("out/interactions.csv", stream, &text);
}

static void variants_has_base_and_every_subset(void **state)
{
    struct outcome *self = *state;
    char line[256];
    write_all(self);
    char *text = folder_read("out/variants.csv");
    size_t lines = 0;
    for (const char *at = text; *at != '\0'; at++)
        lines += *at == '\n';
    assert_int_equal(lines, 1 + MEASURES * 9);
    snprintf(line, sizeof line, "\ncost_total,yuan,solo,,%d,%.17g,", REPLICATIONS, self->splits[1].base);
    assert_non_null(strstr(text, line));
    snprintf(line, sizeof line, "\ncost_total,yuan,16+1-variant-7,training fee steering+branch,%d,%.17g,",
             REPLICATIONS, self->splits[1].other);
    assert_non_null(strstr(text, line));
    assert_non_null(strstr(text, "\nqa_output,people,16+1-variant-0,,4,"));
    assert_non_null(strstr(text, "\nqa_output,people,16+1-variant-5,training steering+branch,4,"));
    free(text);
}

static void the_folder_says_what_was_run(void **state)
{
    struct outcome *self = *state;
    struct scenario bare;
    struct diag diag;
    write_all(self);
    char *text = folder_read("out/manifest.json");
    assert_non_null(strstr(text, "\"attribution.csv\""));
    assert_non_null(strstr(text, "\"subject\": \"solo 16+1\""));
    free(text);
    diag_init(&diag);
    assert_int_equal(scenario_load(&bare, "out/resolved/16+1-variant-0.cfg", NULL, NULL, 0, &diag), DIAG_OK);
    assert_memory_equal(&bare.params, &self->attribute.variants[0].params, sizeof bare.params);
    scenario_free(&bare);
    diag_free(&diag);
}

static void a_folder_that_cannot_be_written_is_an_error(void **state)
{
    struct outcome *self = *state;
    struct diag diag;
    folder_write("file", "x");
    diag_init(&diag);
    assert_int_equal(attribute_folder_write(&self->folder, "file/out", &diag), DIAG_IO);
    assert_int_equal(diag.count, 1);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WRITING(attribution_has_the_whole_the_rest_and_every_mechanism),
        WRITING(interactions_has_every_pair_once),
        WRITING(variants_has_base_and_every_subset),
        WRITING(the_folder_says_what_was_run),
        WRITING(a_folder_that_cannot_be_written_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
