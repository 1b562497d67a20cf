/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a paper's folder, each written by one function into an open stream. */
#ifndef PAPER_PARTS_H
#define PAPER_PARTS_H

#include "paper_source.h"
#include "zutuan/model/params.h"

/* tables/NAME.tex. Errors: DIAG_INVALID, DIAG_IO, DIAG_MEMORY, with items; the same below. */
DIAG_MUST_CHECK int paper_tables_write(const struct paper_source_place *place,
                                       const struct paper_table *table, FILE *stream);
DIAG_MUST_CHECK int paper_tables_parameters(const struct paper_parameters *parameters, FILE *stream);
/* numbers.tex */
DIAG_MUST_CHECK int paper_numbers_write(const struct paper_source_place *place, FILE *stream);

/* Whether the parameter is one of those that are asked for. */
bool paper_tables_fits(const struct params_row *row, const struct paper_list *keys);

/* What a checklist is filled from. */
struct paper_checklist_facts {
    const struct paper *paper;
    struct manifest **experiments; /* [paper->experiment_count] */
};

/* An item of a checklist. `tell` writes plain sentences and paragraphs, from the facts. */
struct paper_checklist_item {
    const char *part; /* the heading, where one begins; NULL: none */
    const char *id, *title;
    const char *text; /* of every paper with this program; "" for nothing */
    void (*tell)(const struct paper_checklist_facts *facts, FILE *stream); /* NULL: nothing more */
};

struct paper_checklist {
    const char *name, *title, *about; /* name: of the files */
    const struct paper_checklist_item *items;
    size_t count;
};

extern const struct paper_checklist paper_stress_checklist;
extern const struct paper_checklist paper_odd_checklist;

/* NAME.md or NAME.tex. DIAG_MEMORY. */
DIAG_MUST_CHECK int paper_checklist_write(const struct paper_checklist *self,
                                          const struct paper_checklist_facts *facts, bool tex, FILE *stream);
/* Tells of answers to items that there are not. */
void paper_checklist_check(const struct paper_checklist *self, const struct paper *paper, struct diag *diag);

/* Folders below path/experiments that are of no experiment of the paper: what is there as it was written goes; a
 * note for each that has more in it. */
void paper_stale_clear(const struct paper *paper, const char *path, struct diag *notes);

#endif
