/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the hypotheses share: arms that are replicated together, and what they say of a test. */
#ifndef HYPOTHESES_PARTS_H
#define HYPOTHESES_PARTS_H

#include "zutuan/experiment/hypotheses.h"

/* The sides of `test` on `measure`, where its arms have these places in the replicate. Error: DIAG_MEMORY,
 * with nothing held. */
DIAG_MUST_CHECK int hypotheses_rows_get(struct hypotheses_rows *self, const struct replicate *replicate,
                                        const size_t place[HYPOTHESES_ARMS],
                                        const struct hypotheses_test *test, enum outcome_measure measure);
/* Frees what hypotheses_rows_get made. Accepts a zeroed object. */
void hypotheses_rows_free(struct hypotheses_rows *self);

/* Frees the arms of the last look, if any. */
void hypotheses_ends_free(struct hypotheses *self);

/* The set that decides the test. */
const struct hypotheses_set *hypotheses_set_of(const struct hypotheses *self,
                                               const struct hypotheses_test *test);

#endif
