/* SPDX-License-Identifier: GPL-3.0-or-later */
/* controls.csv: every mean and paired difference with and without its control variate. Errors as in tables.h.
 */
#ifndef CONTROLS_TABLE_H
#define CONTROLS_TABLE_H

#include "zutuan/report/results.h"

#define CONTROLS_TABLE "controls.csv"

/* First the scenarios, `base` empty, then the pairs. */
DIAG_MUST_CHECK int controls_table(const struct results *results, const char *folder, struct diag *diag);

#endif
