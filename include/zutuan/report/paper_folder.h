/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder that `zutuan paper` leaves, once the experiments in it have been run and their figures drawn:
 *
 *     DIR/paper.cfg               the paper in full; it runs again from this folder
 *         experiments/NAME/       a results folder each, with its own manifest
 *         figures/NAME.pdf ...    and NAME.csv: the data
 *         tables/NAME.tex         for booktabs; of parameters: longtable
 *         numbers.tex             a macro for each number of the text
 *         stress-des.md .tex      the checklist of Monks et al. (2019), filled
 *         odd.md .tex             a skeleton by Grimm et al. (2020), filled as far as the program knows
 *         ro-crate-metadata.json  an RO-Crate 1.1: who, under which licence, by which program, every file
 *         manifest.json           what was run; `zutuan reproduce DIR` starts from it
 *
 * The same file and program give the same bytes, but for the block `environment` of the manifests.
 */
#ifndef ZUTUAN_REPORT_PAPER_FOLDER_H
#define ZUTUAN_REPORT_PAPER_FOLDER_H

#include "zutuan/experiment/paper.h"
#include "zutuan/report/account.h"

#define PAPER_FOLDER_EXPERIMENTS "experiments"
#define PAPER_FOLDER_FIGURES     "figures" /* also in the folder of an experiment: where plot.sh draws */

struct paper_folder {
    const struct paper *paper; /* borrowed */
    const char *path;
    struct account account;
    struct diag *notes; /* borrowed: remarks for the user, of what an earlier version of the paper left */
};

/* Before anything is run: columns, measures, parameters and items of checklists that there are not. */
void paper_columns_check(const struct paper *paper, struct diag *diag);
/*
 * Points the experiments at what their folders below `path` keep: options, scenarios and designs as their
 * manifests have them, so that the paper can be made again from the folder alone. DIAG_IO, DIAG_MEMORY.
 */
DIAG_MUST_CHECK int paper_folder_settle(struct paper *paper, const char *path, struct diag *diag);
/* Writes all but the experiments and the drawings. DIAG_INVALID with items: a table or number names rows that
 * there are not; DIAG_IO, DIAG_MEMORY. */
DIAG_MUST_CHECK int paper_folder_write(const struct paper_folder *self, struct diag *diag);

#endif
