/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the figures of a paper: draw.h on the folder of each experiment that has some. */
#ifndef ZUTUAN_CLI_PAPER_PLOT_H
#define ZUTUAN_CLI_PAPER_PLOT_H

#include "common.h"
#include "zutuan/experiment/paper.h"

/* Whether plot.sh and gnuplot are there, and every figure is one that they can draw. Mistakes go to
 * call->diag. Nothing is looked for when the paper has no figures. */
void paper_plot_check(const struct paper *paper, const struct common_call *call);
/* Draws the figures of one experiment, all formats that are asked of it. DIAG_OK, also when it has none; else
 * what draw_folder returned. */
DIAG_MUST_CHECK int paper_plot_draw(const struct paper *paper, const struct paper_experiment *experiment,
                                    const char *out, const struct common_call *call);

#endif
