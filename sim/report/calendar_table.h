/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendar.csv: how long the phases of annual purchase last, docs/model.md section 8. */
#ifndef CALENDAR_TABLE_H
#define CALENDAR_TABLE_H

#include "tables.h"
#include "zutuan/model/params.h"

extern const char *const calendar_table_phases[PARAMS_PHASES];

/* Whether some scenario has such phases. */
bool calendar_table_has(const struct replicate *replicate);
/* Those scenarios, phase by phase; an interval where the length is not the calendar's. */
extern const struct tables_kind calendar_table;

#endif
