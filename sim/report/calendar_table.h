/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendar.csv: how long the phases of annual purchase last, docs/model.md section 8. Errors as in tables.h.
 */
#ifndef CALENDAR_TABLE_H
#define CALENDAR_TABLE_H

#include "zutuan/model/params.h"
#include "zutuan/report/results.h"

#define CALENDAR_TABLE "calendar.csv"

extern const char *const calendar_table_phases[PARAMS_PHASES];

/* Whether some scenario has such phases. */
bool calendar_table_has(const struct replicate *replicate);
/* Those scenarios, phase by phase; an interval where the length is not the calendar's. */
DIAG_MUST_CHECK int calendar_table(const struct results *results, const char *folder, struct diag *diag);

#endif
