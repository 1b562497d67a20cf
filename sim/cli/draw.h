/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the figures of a results folder: analysis/plot.sh, which comes with the program, and gnuplot. */
#ifndef ZUTUAN_CLI_DRAW_H
#define ZUTUAN_CLI_DRAW_H

#include "zutuan/core/diag.h"

#include <stddef.h>

/* The formats there are: svg, pdf, png, epslatex; ends with NULL. */
extern const char *const draw_formats[];

/* The folder of plot.sh and of the figures' scripts, NAME.gp; the caller frees it. NULL: no memory. */
char *draw_scripts(void);
/* Whether plot.sh and gnuplot are there. DIAG_IO with an item; DIAG_MEMORY. */
DIAG_MUST_CHECK int draw_check(struct diag *diag);

/* Leaves folder/figures. formats[count]: of those above, 0 for svg, pdf and png. Returns an exit code, after
 * the script has said on standard error what is wrong, or a negative diag_code with an item. */
DIAG_MUST_CHECK int draw_folder(const char *folder, const char *const *formats, size_t count,
                                struct diag *diag);

#endif
