/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * manifest.json: what was run, by what, from which inputs, and the SHA-256 of all that came out.
 *
 * Equal experiments by the same program give the same bytes, except for the last block, `environment`: times,
 * host, threads, the command line (it names the output folder and the threads) and where the input files lay.
 * What the results depend on stands outside it: `options`, as they would be typed, and `arguments`, each with
 * the file of the folder that stands for it, so that the command can be run again from the folder alone; the
 * overrides also as each scenario's `set`. `model` is the fingerprint of the model (store.h). The seed is a
 * string, since many readers of JSON lose whole numbers beyond 2^53. An input's SHA-256 is taken as the
 * manifest is written; it is null for a file that cannot be read or was changed after the run began, as its
 * present text may not be what was read.
 *
 * manifest.c writes and manifest_read.c reads; they, datapackage.c and crate.c are the only files that know
 * jansson.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include "zutuan/core/digest.h"
#include "zutuan/report/account.h"

#define MANIFEST_NAME        "manifest.json"
#define MANIFEST_TOOL        "zutuan" /* the key `tool` says so */
#define MANIFEST_OUTPUT_MOST 192      /* longest name of an output, with its end */

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

/*
 * A manifest that is read back. What is in it is found by a path, keys and indices with `/` between them:
 * "scenarios/0/name". What is not there, or is of another kind, is "", NaN, false or 0.
 */
struct manifest;
/* NULL with an item when the folder holds no manifest of this tool. */
struct manifest *manifest_open(const char *folder, struct diag *diag);
/* Accepts NULL. */
void manifest_shut(struct manifest *self);
const char *manifest_string(const struct manifest *self, const char *path);
double manifest_number(const struct manifest *self, const char *path);
bool manifest_truth(const struct manifest *self, const char *path);
/* Elements of an array. */
size_t manifest_count(const struct manifest *self, const char *path);

#endif
