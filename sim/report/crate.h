/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ro-crate-metadata.json: a folder as a research object that others' tools can read (RO-Crate 1.1,
 * w3id.org/ro/crate/1.1): its title, authors, licence and day; the run of this program that made it, what
 * that read and what it left; each file with its size and SHA-256. The term sha256 is not in that version's
 * context and is given the meaning that schema.org has for it. No time of day is in it: equal papers give
 * equal bytes.
 */
#ifndef CRATE_H
#define CRATE_H

#include "manifest.h"
#include "zutuan/experiment/paper.h"

#define CRATE_NAME "ro-crate-metadata.json"

/* Writes it into `folder`; outputs[count] are the files. Errors: DIAG_IO, DIAG_MEMORY, with an item. */
DIAG_MUST_CHECK int crate_write(const struct paper *paper, const char *folder,
                                const struct manifest_output *outputs, size_t count, struct diag *diag);

#endif
