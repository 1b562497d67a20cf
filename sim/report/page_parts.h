/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a page share: what was read from the folder. */
#ifndef PAGE_PARTS_H
#define PAGE_PARTS_H

#include "csv_read.h"
#include "html.h"
#include "manifest.h"
#include "page_table.h"
#include "zutuan/experiment/scenario.h"
#include "zutuan/experiment/verdict.h"
#include "zutuan/report/number.h"

#include <stdbool.h>

struct page_scenario {
    const char *name, *description; /* borrowed from the manifest */
    double reinvest;                /* yuan a year that bring it to another's budget; NaN: it is as it is */
    bool known;                     /* its parameters could be read */
    struct scenario scenario;       /* owned, when known */
};

/* Two scenarios in paired.csv, all measures. */
struct page_pair {
    const char *base, *other;           /* borrowed from the table */
    const struct page_scenario *budget; /* the base, where it was given the other's budget; else NULL */
    bool has[OUTCOME_MEASURES];
    struct estimate_pair estimates[OUTCOME_MEASURES];
};

struct page {
    struct html html;
    const char *folder;        /* borrowed */
    struct diag *diag;         /* borrowed */
    struct manifest *manifest; /* owned */
    const char *command;       /* borrowed from the manifest */
    double confidence;
    struct page_scenario *scenarios; /* owned, [scenario_count] */
    size_t scenario_count;
    struct csv_read paired;
    struct page_pair *pairs; /* owned, [pair_count] */
    size_t pair_count;
    size_t figures; /* so far */
};

/* Reading the folder (page_read.c). Free in any case. */
DIAG_MUST_CHECK int page_read(struct page *self, const char *folder, struct diag *diag);
void page_read_free(struct page *self);
/* Whether the manifest lists the table among what was written. */
bool page_read_lists(const struct page *self, const char *name);

/* The parts of the page, each what follows its heading; a false from has_ leaves the part out. */
void page_answer_title(const struct page *self, char *english, char *chinese, size_t size);
void page_answer_question(struct page *self);
DIAG_MUST_CHECK int page_answer_write(struct page *self);
/* The answer in words of a run, a sensitivity, an attribution or a break-even; nothing for other commands. */
DIAG_MUST_CHECK int page_sentences_write(struct page *self);
/* Values that -s set; they are the same in every scenario. */
void page_scenarios_set(struct page *self);
bool page_scenarios_has(const struct page *self);
DIAG_MUST_CHECK int page_scenarios_write(struct page *self);
bool page_differences_has(const struct page *self);
DIAG_MUST_CHECK int page_differences_write(struct page *self);
bool page_tables_has(const struct page *self);
DIAG_MUST_CHECK int page_tables_write(struct page *self);
bool page_figures_has(const struct page *self);
DIAG_MUST_CHECK int page_figures_write(struct page *self);
DIAG_MUST_CHECK int page_assumptions_write(struct page *self);
DIAG_MUST_CHECK int page_again_write(struct page *self);

/* A parameter's value as people read it: six digits, the name of a choice, on or off, never. */
void page_scenarios_format(const struct params_row *row, double value, char buffer[NUMBER_MOST]);
/* A measure as people call it. */
void page_differences_label(struct html *html, const struct outcome_row *row);
/* What a judgement is called, with a sign, so that it does not hang on a colour. */
struct page_word {
    const char *style, *english, *chinese;
};
struct page_word page_differences_word(const struct outcome_row *row, const struct estimate_pair *pair);

#endif
