/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sensitivity.csv and convergence.csv: what a sensitivity adds to the folder of its design. */
#ifndef SENSITIVITY_TABLES_H
#define SENSITIVITY_TABLES_H

#include "folder.h"
#include "zutuan/report/cells.h"

/* Writes both and counts them. Errors: DIAG_IO, DIAG_MEMORY, with an item. */
DIAG_MUST_CHECK int sensitivity_tables(const struct cells *cells, struct folder *folder);

#endif
