/* SPDX-License-Identifier: GPL-3.0-or-later */
/* controls.csv: every mean and paired difference with and without its control variate. */
#ifndef CONTROLS_TABLE_H
#define CONTROLS_TABLE_H

#include "tables.h"

/* First the scenarios, `base` empty, then the pairs. */
extern const struct tables_kind controls_table;

#endif
