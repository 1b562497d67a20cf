/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block of a sweep: points of one stream. It is open while its scenarios and all their results are held,
 * and closed when only the design's measures are kept. */
#ifndef ZUTUAN_EXPERIMENT_SWEEP_BLOCK_H
#define ZUTUAN_EXPERIMENT_SWEEP_BLOCK_H

#include "zutuan/experiment/sweep.h"

/* Which arms its points have. Error: DIAG_MEMORY; free it in any case. */
DIAG_MUST_CHECK int sweep_block_alloc(struct sweep_block *self, const struct design *design, size_t first,
                                      size_t count);
void sweep_block_free(struct sweep_block *self);
/* Makes the scenarios of a block and room for their results. Error: DIAG_MEMORY, with it as it was. */
DIAG_MUST_CHECK int sweep_block_open(const struct sweep *self, struct sweep_block *block);
/* Keeps the design's measures of a block and gives up the rest. Error: DIAG_MEMORY, with it still open. */
DIAG_MUST_CHECK int sweep_block_close(const struct sweep *self, struct sweep_block *block);
/* Gives up what a closed block has kept, to begin anew. */
void sweep_block_forget(struct sweep_block *self);
/* The values of an arm over the replications that did not fail; returns how many. */
size_t sweep_block_column(const struct sweep *self, const struct sweep_block *block, size_t arm,
                          enum outcome_measure measure, double *values);

#endif
