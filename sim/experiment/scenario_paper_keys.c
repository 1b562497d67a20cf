/* SPDX-License-Identifier: GPL-3.0-or-later */
/* THE table of a paper's keys. A key more is a row here and a member in paper.h. */
#include "scenario_paper.h"

#include <stddef.h>

#define TEXT   SCENARIO_PAPER_TEXT
#define LIST   SCENARIO_PAPER_LIST
#define WHOLE  SCENARIO_PAPER_WHOLE
#define GROUPS SCENARIO_PAPER_GROUPS

/* clang-format off */
static const struct scenario_paper_key author_keys[] = {
    {"name", TEXT, true, offsetof(struct paper_author, name), 0, NULL},
    {"orcid", TEXT, false, offsetof(struct paper_author, orcid), 0, NULL},
    {"affiliation", TEXT, false, offsetof(struct paper_author, affiliation), 0, NULL},
};
static const struct scenario_paper_key experiment_keys[] = {
    {"name", TEXT, true, offsetof(struct paper_experiment, name), 0, NULL},
    {"command", TEXT, true, offsetof(struct paper_experiment, command), 0, NULL},
    {"scenarios", TEXT, false, offsetof(struct paper_experiment, scenarios), 0, NULL},
    {"options", LIST, false, offsetof(struct paper_experiment, options), 0, NULL},
    {"files", LIST, false, offsetof(struct paper_experiment, files), 0, NULL},
};
static const struct scenario_paper_key figure_keys[] = {
    {"name", TEXT, true, offsetof(struct paper_figure, name), 0, NULL},
    {"experiment", TEXT, true, offsetof(struct paper_figure, experiment), 0, NULL},
    {"figure", TEXT, false, offsetof(struct paper_figure, figure), 0, NULL},
    {"formats", LIST, false, offsetof(struct paper_figure, formats), 0, NULL},
};
static const struct scenario_paper_key column_keys[] = {
    {"column", TEXT, true, offsetof(struct paper_column, column), 0, NULL},
    {"head", TEXT, false, offsetof(struct paper_column, head), 0, NULL},
    {"style", TEXT, false, offsetof(struct paper_column, style), 0, NULL},
    {"decimals", WHOLE, false, offsetof(struct paper_column, decimals), 0, NULL},
};
static const struct scenario_paper_key number_keys[] = {
    {"name", TEXT, true, offsetof(struct paper_number, name), 0, NULL},
    {"experiment", TEXT, true, offsetof(struct paper_number, experiment), 0, NULL},
    {"from", TEXT, true, offsetof(struct paper_number, from), 0, NULL},
    {"where", LIST, false, offsetof(struct paper_number, where), 0, NULL},
    {"column", TEXT, false, offsetof(struct paper_number, column), 0, NULL},
    {"style", TEXT, false, offsetof(struct paper_number, style), 0, NULL},
    {"decimals", WHOLE, false, offsetof(struct paper_number, decimals), 0, NULL},
    {"low", TEXT, false, offsetof(struct paper_number, low), 0, NULL},
    {"high", TEXT, false, offsetof(struct paper_number, high), 0, NULL},
};
static const struct scenario_paper_key parameters_keys[] = {
    {"name", TEXT, true, offsetof(struct paper_parameters, name), 0, NULL},
    {"keys", LIST, false, offsetof(struct paper_parameters, keys), 0, NULL},
};
static const struct scenario_paper_key answer_keys[] = {
    {"item", TEXT, true, offsetof(struct paper_answer, item), 0, NULL},
    {"text", TEXT, true, offsetof(struct paper_answer, text), 0, NULL},
};
/* clang-format on */

#define COUNT(keys) (sizeof(keys) / sizeof((keys)[0]))
static const struct scenario_paper_record author = {"authors", sizeof(struct paper_author),
                                                    offsetof(struct paper_author, line), author_keys,
                                                    COUNT(author_keys)};
static const struct scenario_paper_record experiment = {"experiments", sizeof(struct paper_experiment),
                                                        offsetof(struct paper_experiment, line),
                                                        experiment_keys, COUNT(experiment_keys)};
static const struct scenario_paper_record figure = {"figures", sizeof(struct paper_figure),
                                                    offsetof(struct paper_figure, line), figure_keys,
                                                    COUNT(figure_keys)};
static const struct scenario_paper_record column = {"columns", sizeof(struct paper_column),
                                                    offsetof(struct paper_column, line), column_keys,
                                                    COUNT(column_keys)};
static const struct scenario_paper_record number = {"numbers", sizeof(struct paper_number),
                                                    offsetof(struct paper_number, line), number_keys,
                                                    COUNT(number_keys)};
static const struct scenario_paper_record parameters = {"parameters", sizeof(struct paper_parameters),
                                                        offsetof(struct paper_parameters, line),
                                                        parameters_keys, COUNT(parameters_keys)};
static const struct scenario_paper_record stress = {"stress", sizeof(struct paper_answer),
                                                    offsetof(struct paper_answer, line), answer_keys,
                                                    COUNT(answer_keys)};
static const struct scenario_paper_record odd = {
    "odd", sizeof(struct paper_answer), offsetof(struct paper_answer, line), answer_keys, COUNT(answer_keys)};

/* clang-format off */
static const struct scenario_paper_key table_keys[] = {
    {"name", TEXT, true, offsetof(struct paper_table, name), 0, NULL},
    {"experiment", TEXT, true, offsetof(struct paper_table, experiment), 0, NULL},
    {"from", TEXT, true, offsetof(struct paper_table, from), 0, NULL},
    {"where", LIST, false, offsetof(struct paper_table, where), 0, NULL},
    {"columns", GROUPS, true, offsetof(struct paper_table, columns), offsetof(struct paper_table, column_count), &column},
};
static const struct scenario_paper_record table = {"tables", sizeof(struct paper_table),
                                                   offsetof(struct paper_table, line), table_keys,
                                                   COUNT(table_keys)};
static const struct scenario_paper_key paper_keys[] = {
    {"name", TEXT, false, offsetof(struct paper, name), 0, NULL},
    {"title", TEXT, true, offsetof(struct paper, title), 0, NULL},
    {"description", TEXT, true, offsetof(struct paper, description), 0, NULL},
    {"date", TEXT, false, offsetof(struct paper, date), 0, NULL},
    {"licence", TEXT, true, offsetof(struct paper, licence), 0, NULL},
    {"source", TEXT, false, offsetof(struct paper, source), 0, NULL},
    {"keywords", LIST, false, offsetof(struct paper, keywords), 0, NULL},
    {"authors", GROUPS, true, offsetof(struct paper, authors), offsetof(struct paper, author_count), &author},
    {"experiments", GROUPS, true, offsetof(struct paper, experiments), offsetof(struct paper, experiment_count), &experiment},
    {"figures", GROUPS, false, offsetof(struct paper, figures), offsetof(struct paper, figure_count), &figure},
    {"tables", GROUPS, false, offsetof(struct paper, tables), offsetof(struct paper, table_count), &table},
    {"numbers", GROUPS, false, offsetof(struct paper, numbers), offsetof(struct paper, number_count), &number},
    {"parameters", GROUPS, false, offsetof(struct paper, parameters), offsetof(struct paper, parameters_count), &parameters},
    {"stress", GROUPS, false, offsetof(struct paper, stress), offsetof(struct paper, stress_count), &stress},
    {"odd", GROUPS, false, offsetof(struct paper, odd), offsetof(struct paper, odd_count), &odd},
};
/* clang-format on */
static const struct scenario_paper_record paper = {
    "the file", sizeof(struct paper), offsetof(struct paper, line), paper_keys, COUNT(paper_keys)};

const struct scenario_paper_record *scenario_paper_keys(void)
{
    return &paper;
}
