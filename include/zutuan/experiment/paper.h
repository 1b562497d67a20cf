/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A paper as a list: the experiments that it rests on, and the figures, tables and numbers that are taken
 * from their tables. One libconfig file says all of it (docs/papers.md); a table of keys
 * (sim/experiment/scenario_paper_keys.c) reads it, writes it back and frees it.
 *
 * Nothing here knows what a command or a column is: that is for the floors above, which find the line of
 * every text beside it. What can be judged from the file alone is judged when it is loaded: keys, kinds,
 * names that repeat or refer to nothing, dates, licences, formats, styles.
 */
#ifndef ZUTUAN_EXPERIMENT_PAPER_H
#define ZUTUAN_EXPERIMENT_PAPER_H

#include "zutuan/core/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define PAPER_NAME_MOST 40 /* characters of a name that becomes a file's */

/* `text` is owned, NULL when the key is left out. */
struct paper_text {
    char *text;
    int line;
};

struct paper_list {
    struct paper_text *items; /* owned, [count] */
    size_t count;
};

struct paper_whole {
    int value, line; /* line 0: left out */
};

struct paper_author {
    struct paper_text name, orcid, affiliation;
    int line;
};

/* A command with its options and files, as it would be typed. */
struct paper_experiment {
    struct paper_text name, command;
    struct paper_text scenarios; /* a folder of scenarios, beside the file: looked into first */
    struct paper_list options, files;
    int line;
};

struct paper_figure {
    struct paper_text name, experiment;
    struct paper_text figure; /* as plot.sh calls it; left out: the name */
    struct paper_list formats;
    int line;
};

/* How a value is shown. */
enum paper_style {
    PAPER_TEXT,
    PAPER_WHOLE,
    PAPER_PLAIN,      /* about four digits, or as many decimals as asked */
    PAPER_SHARE,      /* times 100, % */
    PAPER_RELATIVE,   /* the same with a sign */
    PAPER_POINTS,     /* times 100 with a sign, pp */
    PAPER_DIFFERENCE, /* of the row's measure, as compare shows it */
    PAPER_VALUE,      /* of the row's measure, as run shows it */
    PAPER_LABEL,      /* a measure's name in words */
    PAPER_INTERVAL,   /* of PAPER_DIFFERENCE */
    PAPER_ROWS,       /* how many rows there are */
    PAPER_DISTINCT,   /* how many values the column has */
    PAPER_STYLES
};

struct paper_column {
    struct paper_text column, head, style;
    struct paper_whole decimals;
    int line;
};

struct paper_table {
    struct paper_text name, experiment, from;
    struct paper_list where; /* "column=value", all of them */
    struct paper_column *columns;
    size_t column_count;
    int line;
};

struct paper_number {
    struct paper_text name, experiment, from, column, style;
    struct paper_text low, high; /* columns of the interval; left out: those that belong to the column */
    struct paper_list where;
    struct paper_whole decimals;
    int line;
};

struct paper_parameters {
    struct paper_text name;
    struct paper_list keys; /* patterns as of `zutuan params`; none: all */
    int line;
};

/* What the author says to an item of a checklist. */
struct paper_answer {
    struct paper_text item, text;
    int line;
};

struct paper {
    char *file; /* owned: the path it was read from */
    struct paper_text name, title, description, date, licence, source;
    struct paper_list keywords;
    struct paper_author *authors; /* all owned, [count] */
    size_t author_count;
    struct paper_experiment *experiments;
    size_t experiment_count;
    struct paper_figure *figures;
    size_t figure_count;
    struct paper_table *tables;
    size_t table_count;
    struct paper_number *numbers;
    size_t number_count;
    struct paper_parameters *parameters;
    size_t parameters_count;
    struct paper_answer *stress;
    size_t stress_count;
    struct paper_answer *odd;
    size_t odd_count;
    int line; /* 0: the file could not be read as one */
};

/* Loads `path`. All mistakes go to `diag`. DIAG_OK, DIAG_INVALID, DIAG_IO, DIAG_MEMORY. Free in any case. */
DIAG_MUST_CHECK int paper_load(struct paper *self, const char *path, struct diag *diag);
/* Accepts a zeroed object. */
void paper_free(struct paper *self);
/* Writes it as a file that paper_load reads back to the same. Error: DIAG_IO. */
DIAG_MUST_CHECK int paper_write(const struct paper *self, FILE *stream);
/* Replaces a text; NULL leaves it out. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int paper_set(struct paper_text *self, const char *text);
/* Replaces a list. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int paper_set_list(struct paper_list *self, const char *const *texts, size_t count);

/* The experiment of that name, NULL when there is none. */
const struct paper_experiment *paper_find(const struct paper *self, const char *name);
/* A style by name, or the usual one where it is left out; -1 when there is none of that name. */
int paper_style_of(const struct paper_text *style, enum paper_style usual);
/* The text, or `instead` where it is left out. */
const char *paper_or(const struct paper_text *self, const char *instead);

#endif
