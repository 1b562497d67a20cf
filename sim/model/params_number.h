/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with units as people write them; the same in every locale. */
#ifndef ZUTUAN_MODEL_PARAMS_NUMBER_H
#define ZUTUAN_MODEL_PARAMS_NUMBER_H

#include "zutuan/model/params.h"

#define PARAMS_NUMBER_MOST 64 /* characters of a number that is written out, digits of one that is read */

/* Writes the shortest decimal that reads back to `value`. */
void params_number_format(double value, char *buffer, size_t size);
/* params_parse for a row that holds a number; `text` has `length` characters without space around. */
DIAG_MUST_CHECK int params_number_parse(const struct params_row *row, const char *text, size_t length,
                                        double *value, char *why, size_t size);

#endif
