/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paper files: what is read, what is written back, and every mistake with its line. */
#include "scenario_folder.h"

#include "zutuan/experiment/paper.h"

#define READING(test) cmocka_unit_test_setup_teardown(test, folder_enter, folder_leave)

/* What every paper needs, on line 1, so that what a test adds begins on line 2. */
#define BASIS                                                                                                \
    "title = \"T\"; description = \"D\"; licence = \"CC0-1.0\"; authors = ({ name = \"A\"; }); "             \
    "experiments = ({ name = \"main\"; command = \"run\"; files = \"solo\"; });\n"

static int load(struct paper *self, struct diag *diag, const char *text)
{
    diag_init(diag);
    folder_write("small.cfg", text);
    return paper_load(self, "small.cfg", diag);
}

/* The file has this one mistake, on this line. */
static void assert_mistake(const char *text, int line, const char *message)
{
    struct paper paper;
    struct diag diag;
    assert_int_equal(load(&paper, &diag, text), DIAG_INVALID);
    if (diag.count == 0)
        fail_msg("nothing was found wrong; expected: %s", message);
    assert_string_equal(diag.items[0].text, message);
    assert_int_equal(diag.count, 1);
    assert_int_equal(diag.items[0].line, line);
    assert_string_equal(diag.items[0].file, "small.cfg");
    paper_free(&paper);
    diag_free(&diag);
}

static const char whole[] =
    "name = \"short\"; title = \"A \\\"title\\\" \\\\ with all\"; description = \"D\"; date = "
    "\"2024-02-29\";\n"
    "licence = \"CC-BY-4.0\"; source = \"https://example.org\"; keywords = (\"one\", \"two\");\n"
    "authors = ({ name = \"A\"; orcid = \"0000-0002-1694-233X\"; affiliation = \"X\"; }, { name = \"B\"; "
    "});\n"
    "experiments = (\n"
    "  { name = \"main\"; command = \"compare\"; options = (\"-n 5\", \"--seed=2\"); files = (\"solo\", "
    "\"16+1\");\n"
    "    scenarios = \"own\"; },\n"
    "  { name = \"claims\"; command = \"hypotheses\"; });\n"
    "figures = ({ name = \"gains\"; experiment = \"main\"; figure = \"differences\"; formats = (\"pdf\", "
    "\"svg\"); });\n"
    "tables = ({ name = \"t\"; experiment = \"main\"; from = \"paired.csv\"; where = "
    "(\"measure=qa_output\");\n"
    "  columns = ({ column = \"base\"; }, { column = \"relative\"; head = \"%\"; style = \"relative\"; "
    "decimals = 3; }); });\n"
    "numbers = ({ name = \"Gain\"; experiment = \"main\"; from = \"paired.csv\"; column = \"difference\";\n"
    "  style = \"plain\"; low = \"ci_low\"; high = \"ci_high\"; where = \"a=b=c\"; },\n"
    "  { name = \"Runs\"; experiment = \"claims\"; from = \"summary.csv\"; style = \"rows\"; });\n"
    "parameters = ({ name = \"p\"; keys = (\"demand.*\", \"learning\"); });\n"
    "stress = ({ item = \"1.1\"; text = \"S\"; }); odd = ({ item = \"4.4\"; text = \"O\"; });\n";

static void assert_whole(const struct paper *paper)
{
    assert_string_equal(paper->name.text, "short");
    assert_string_equal(paper->title.text, "A \"title\" \\ with all");
    assert_string_equal(paper->date.text, "2024-02-29");
    assert_int_equal(paper->keywords.count, 2);
    assert_string_equal(paper->keywords.items[1].text, "two");
    assert_int_equal(paper->author_count, 2);
    assert_string_equal(paper->authors[0].orcid.text, "0000-0002-1694-233X");
    assert_null(paper->authors[1].affiliation.text);
    assert_int_equal(paper->experiment_count, 2);
    assert_int_equal(paper->experiments[0].options.count, 2);
    assert_string_equal(paper->experiments[0].files.items[1].text, "16+1");
    assert_string_equal(paper->experiments[0].scenarios.text, "own");
    assert_int_equal(paper->experiments[1].files.count, 0);
    assert_string_equal(paper->figures[0].formats.items[1].text, "svg");
    assert_int_equal(paper->tables[0].column_count, 2);
    assert_int_equal(paper->tables[0].columns[0].decimals.line, 0);
    assert_int_equal(paper->tables[0].columns[1].decimals.value, 3);
    assert_int_equal(paper->number_count, 2);
    assert_string_equal(paper->numbers[0].where.items[0].text, "a=b=c");
    assert_string_equal(paper->numbers[0].high.text, "ci_high");
    assert_int_equal(paper->parameters[0].keys.count, 2);
    assert_string_equal(paper->stress[0].text.text, "S");
    assert_string_equal(paper->odd[0].item.text, "4.4");
}

static void everything_is_read_with_its_line(void **state)
{
    struct paper paper;
    struct diag diag;
    (void)state;
    assert_int_equal(load(&paper, &diag, whole), DIAG_OK);
    assert_whole(&paper);
    assert_int_equal(paper.licence.line, 2);
    assert_int_equal(paper.experiments[1].command.line, 7);
    assert_int_equal(paper.numbers[1].name.line, 13);
    assert_string_equal(paper_find(&paper, "claims")->command.text, "hypotheses");
    assert_null(paper_find(&paper, "claim"));
    paper_free(&paper);
    diag_free(&diag);
}

static void what_is_written_is_read_back_and_written_the_same(void **state)
{
    struct paper paper;
    struct diag diag;
    char *text[2];
    size_t size;
    (void)state;
    assert_int_equal(load(&paper, &diag, whole), DIAG_OK);
    for (int i = 0; i < 2; i++) {
        FILE *stream = open_memstream(&text[i], &size);
        assert_int_equal(paper_write(&paper, stream), DIAG_OK);
        assert_int_equal(fclose(stream), 0);
        paper_free(&paper);
        assert_int_equal(load(&paper, &diag, text[i]), DIAG_OK);
        assert_whole(&paper);
    }
    assert_string_equal(text[0], text[1]);
    free(text[0]);
    free(text[1]);
    paper_free(&paper);
    diag_free(&diag);
}

static void a_paper_without_a_name_has_that_of_its_file(void **state)
{
    struct paper paper;
    struct diag diag;
    (void)state;
    assert_int_equal(load(&paper, &diag, BASIS), DIAG_OK);
    assert_string_equal(paper.name.text, "small");
    paper_free(&paper);
    diag_free(&diag);
}

static void what_is_no_paper_is_told(void **state)
{
    struct paper paper;
    struct diag diag;
    (void)state;
    diag_init(&diag);
    assert_int_equal(paper_load(&paper, "nowhere.cfg", &diag), DIAG_IO);
    assert_int_equal(diag.count, 1);
    paper_free(&paper);
    diag_free(&diag);
    assert_int_equal(load(&paper, &diag, "title = \n"), DIAG_INVALID);
    assert_int_equal(paper.line, 0);
    assert_int_equal(diag.count, 1);
    paper_free(&paper);
    diag_free(&diag);
}

static void mistakes_in_what_a_paper_is(void **state)
{
    (void)state;
    assert_mistake(BASIS "date = \"2023-02-29\";", 2, "date: 2023-02-29: expected a day, such as 2026-11-24");
    assert_mistake(BASIS "date = \"1900-02-29\";", 2, "date: 1900-02-29: expected a day, such as 2026-11-24");
    assert_mistake(BASIS "date = \"2024-04-31\";", 2, "date: 2024-04-31: expected a day, such as 2026-11-24");
    assert_mistake(BASIS "date = \"2024-4-3\";", 2, "date: 2024-4-3: expected a day, such as 2026-11-24");
    assert_mistake(
        BASIS "source = \"http://example.org\";", 2,
        "source: http://example.org: expected the address where the sources are, beginning with https://");
    assert_mistake(
        BASIS "\nname = \"A paper\";", 3,
        "name: A paper: expected 1 to 40 lower-case letters, digits and hyphens, such as main-effect");
    assert_mistake(BASIS "titel = \"x\";", 2, "titel: unknown key of the file; did you mean title?");
    assert_mistake("title = \"T\"; description = \"D\"; licence = \"CC BY\";\nauthors = ({ name = \"A\"; }); "
                   "experiments = "
                   "({ name = \"main\"; command = \"run\"; });",
                   1, "licence: CC BY: expected an SPDX name, such as CC-BY-4.0");
    assert_mistake(
        "title = \"T\"; description = \"D\"; licence = \"CC0-1.0\";\nauthors = ({ name = \"A\"; orcid = "
        "\"0000-0002-1694-2330\"; });\nexperiments = ({ name = \"main\"; command = \"run\"; });",
        2, "orcid: 0000-0002-1694-2330: is none; expected one such as 0000-0002-1825-0097");
}

static void mistakes_in_what_is_taken_from_an_experiment(void **state)
{
    (void)state;
    assert_mistake(BASIS "figures = ({ name = \"f\"; experiment = \"mian\"; });", 2,
                   "experiment: mian: no such experiment; did you mean main?");
    assert_mistake(BASIS "figures = ({ name = \"f\"; experiment = \"main\"; formats = \"pngg\"; });", 2,
                   "formats: pngg: unknown format; did you mean png?");
    assert_mistake(
        BASIS
        "figures = ({ name = \"f\"; experiment = \"main\"; },\n{ name = \"f\"; experiment = \"main\"; });",
        3, "name: f: is there already; names must differ");
    assert_mistake(
        BASIS
        "tables = ({ name = \"t\"; experiment = \"main\"; from = \"x.csv\"; columns = ({ column = \"n\"; "
        "style = \"rows\"; }); });",
        2, "style: rows: counts rows; it is for numbers only");
    assert_mistake(
        BASIS
        "tables = ({ name = \"t\"; experiment = \"main\"; from = \"x.csv\"; where = \"=x\"; columns = ({ "
        "column = \"n\"; }); });",
        2, "where: =x: expected column=value, such as measure=qa_output");
    assert_mistake(BASIS "numbers = ({ name = \"N\"; experiment = \"main\"; from = \"x.csv\"; column = "
                         "\"n\"; low = \"l\"; });",
                   2, "numbers: N: give both low and high, or neither");
    assert_mistake(BASIS "numbers = ({ name = \"N\"; experiment = \"main\"; from = \"x.csv\"; });", 2,
                   "numbers: N: column is missing");
    assert_mistake(
        BASIS "numbers = ({ name = \"lower\"; experiment = \"main\"; from = \"x.csv\"; column = \"n\"; });",
        2, "name: lower: expected letters only, a capital first, such as QaGain: it becomes \\ztQaGain");
    assert_mistake(
        BASIS
        "numbers = ({ name = \"GainInterval\"; experiment = \"main\"; from = \"x.csv\"; column = \"n\"; });",
        2, "name: GainInterval: may not end with Interval: that macro is made besides");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        READING(everything_is_read_with_its_line),
        READING(what_is_written_is_read_back_and_written_the_same),
        READING(a_paper_without_a_name_has_that_of_its_file),
        READING(what_is_no_paper_is_told),
        READING(mistakes_in_what_a_paper_is),
        READING(mistakes_in_what_is_taken_from_an_experiment),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
