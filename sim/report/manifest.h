/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * manifest.json: what was run, by what, from which inputs, and the SHA-256 of all that came out.
 *
 * Equal experiments by the same program give the same bytes, except for the last block, `environment`: times,
 * host, threads, the command line (it names the output folder and the threads) and where the input files lay.
 * The overrides of the command line stand outside it, as each scenario's `set`. The seed is a string, since
 * many readers of JSON lose whole numbers beyond 2^53. An input's SHA-256 is taken as the manifest is
 * written; it is null for a file that cannot be read or was changed after the run began, as its present text
 * may not be what was read.
 *
 * This is the only file that knows jansson.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include "zutuan/core/digest.h"
#include "zutuan/report/account.h"

#define MANIFEST_NAME        "manifest.json"
#define MANIFEST_OUTPUT_MOST 96 /* longest name of an output, with its end */

struct manifest_output {
    char name[MANIFEST_OUTPUT_MOST]; /* relative to the folder, `/` between parts */
    char sha256[DIGEST_TEXT];
    uint64_t bytes;
};

/* Writes it into the folder. Errors: DIAG_IO, DIAG_MEMORY, with an item. */
DIAG_MUST_CHECK int manifest_write(const struct account *account, const char *folder,
                                   const struct manifest_output *outputs, size_t count, struct diag *diag);
/* Whether the folder holds a manifest of this tool; if so, of which command and subject. */
bool manifest_subject(const char *folder, char command[ACCOUNT_SUBJECT_MOST],
                      char subject[ACCOUNT_SUBJECT_MOST]);
/* Tells `each` the name and SHA-256 of every output that the folder's manifest lists; nothing when there is
 * none. */
void manifest_outputs(const char *folder, void (*each)(void *context, const char *name, const char *sha256),
                      void *context);

#endif
