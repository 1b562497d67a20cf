/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A results folder as one HTML page that a person reads without this program: the question, the answer in
 * plain words, what the scenarios differ in, tables, figures, assumptions, and how to get it again.
 *
 * The page stands alone: style, script and figures are in it, and it loads nothing. It is in English and
 * Chinese, switched without a script. It says only what the folder holds (manifest.json, *.csv,
 * resolved/NAME.cfg, figures/NAME.svg) and what the parameter table says of it, so that the same folder gives
 * the same bytes. What comes from the folder is escaped, figures are filtered, and no script but the page's
 * own runs.
 */
#ifndef ZUTUAN_REPORT_PAGE_H
#define ZUTUAN_REPORT_PAGE_H

#include "zutuan/core/diag.h"

#define PAGE_NAME "report.html"

enum page_language { PAGE_ENGLISH, PAGE_CHINESE };

/*
 * Writes folder/report.html. `first`: the language shown before a reader chooses; *figures: how many figures
 * were found. Errors, each with an item: DIAG_IO (no results in the folder, or it cannot be read or written),
 * DIAG_INVALID (a table that is none), DIAG_MEMORY; an earlier page then stays as it was.
 */
DIAG_MUST_CHECK int page_write(const char *folder, enum page_language first, size_t *figures,
                               struct diag *diag);

#endif
