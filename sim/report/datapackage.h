/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * datapackage.json: each table of a results folder with its columns' types, units and meanings, as
 * Frictionless Data describes tables (Tabular Data Package and Table Schema, version 1,
 * specs.frictionlessdata.io), so that programs that read data packages need to be told nothing. `unit` is a
 * property of our own. Equal experiments give the same bytes.
 */
#ifndef DATAPACKAGE_H
#define DATAPACKAGE_H

#include "manifest.h"

#define DATAPACKAGE_NAME "datapackage.json"

/* Describes those of outputs[count] that are tables; they are there already, and their first lines are read.
 * Errors: DIAG_IO, DIAG_MEMORY, with an item. */
DIAG_MUST_CHECK int datapackage_write(const struct account *account, const char *folder,
                                      const struct manifest_output *outputs, size_t count, struct diag *diag);

#endif
