/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of replications and the work that fills it share. */
#ifndef REPLICATE_PARTS_H
#define REPLICATE_PARTS_H

#include "zutuan/experiment/replicate.h"

/* Values of the series that an arm keeps of a replication. */
size_t replicate_width(const struct replicate *self, size_t arm);
/* Makes room for so many rows. DIAG_MEMORY. */
DIAG_MUST_CHECK int replicate_reserve(struct replicate *self, size_t rows);
/* Notes a failure; one thread at a time. DIAG_MEMORY. */
DIAG_MUST_CHECK int replicate_fail(struct replicate *self, size_t arm, size_t row, int code,
                                   const char *text);
/*
 * Takes over all finished replications of the same scenarios: arms[arm] is the arm of `from` that is arm
 * `arm` here. `self` has measures only, the same seed, and no replications yet. DIAG_MEMORY, with none taken
 * over.
 */
DIAG_MUST_CHECK int replicate_take(struct replicate *self, const struct replicate *from, const size_t *arms);
/* Forgets failures in rows that are not done and sorts the others. */
void replicate_tidy(struct replicate *self);
/* Does `rows` more replications, a part of replicate_extend; `before` of `total` cells were done in earlier
 * parts. Errors as of replicate_extend. */
DIAG_MUST_CHECK int replicate_block(struct replicate *self, size_t rows, const struct replicate_how *how,
                                    size_t before, size_t total);

#endif
