/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the parameter table; params.c is what uses them. */
#ifndef ZUTUAN_MODEL_PARAMS_TABLE_H
#define ZUTUAN_MODEL_PARAMS_TABLE_H

#include "zutuan/model/params.h"

extern const struct params_row params_table_rows[];
extern const size_t params_table_count;

#endif
