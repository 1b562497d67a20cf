/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chinese words for what the model, its tables and its figures call by English ones.
 *
 * The model speaks English; this is the one place where it is translated. What is not in a table has no
 * translation (NULL), and the English is shown. tests/report/test_page_words.c checks that every measure,
 * series, unit, parameter and scenario of ours is here.
 */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct words_row {
    const char *key; /* a name of the model, or an English text */
    const char *zh;
};

/* Ends with a row of NULL. */
extern const struct words_row words_measures_rows[];  /* by name of the measure: its label */
extern const struct words_row words_params_rows[];    /* by key: its meaning */
extern const struct words_row words_phrases_rows[];   /* by English text: headings, units, verdicts ... */
extern const struct words_row words_scenarios_rows[]; /* by the description of a scenario of ours */
extern const struct words_row words_figures_rows[];   /* by English text, as analysis/ writes it in figures */

const char *words_measure(const char *name);
const char *words_param(const char *key);
/* The description of a scenario. */
const char *words_scenario(const char *english);
/* An English text: a unit, a heading of a table, a verdict, a claim. */
const char *words_phrase(const char *english);
/* The same, and the meaning of a parameter or the label of a measure. */
const char *words_text(const char *english);
/* A text of a figure, where a star in the table stands for anything. False when there is none, or no room. */
bool words_figure(const char *english, char *buffer, size_t size);

#endif
