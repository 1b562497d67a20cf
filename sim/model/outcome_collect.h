/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the measures and the samples off the state (docs/model.md section 8). */
#ifndef ZUTUAN_MODEL_OUTCOME_COLLECT_H
#define ZUTUAN_MODEL_OUTCOME_COLLECT_H

#include "state.h"

/* Enters sample number `sample` into the series and begins the next month. */
void outcome_collect_sample(struct world *self, uint32_t sample, uint32_t object);
/* measures[OUTCOME_MEASURES] at the horizon. */
void outcome_collect_measures(struct world *self, double *measures);

#endif
