/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON files of a folder: a value is built piece by piece, what fails is remembered, and the file appears
 * when it is whole. jansson's calls accept the NULL of a failed allocation, so that a builder asks once, at
 * the end.
 */
#ifndef JSONFILE_H
#define JSONFILE_H

#include "zutuan/core/diag.h"

#include <jansson.h>
#include <stdbool.h>

/* Give the value to the object or array; *failed is set when that did not succeed. */
void jsonfile_set(json_t *object, const char *key, json_t *value, bool *failed);
void jsonfile_append(json_t *array, json_t *value, bool *failed);
/* Writes the value as folder/name and frees it. `failed`: building it did. DIAG_MEMORY, DIAG_IO with an item.
 */
DIAG_MUST_CHECK int jsonfile_write(json_t *root, bool failed, const char *folder, const char *name,
                                   struct diag *diag);

#endif
