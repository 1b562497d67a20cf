/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of reproduce share. */
#ifndef REPRODUCE_PARTS_H
#define REPRODUCE_PARTS_H

#include "zutuan/report/reproduce.h"

/* Fills in column, values and row of a difference between two rows of a table with that header. */
void reproduce_tell_row(struct reproduce_difference *self, const char *header, const char *here,
                        const char *there);

#endif
