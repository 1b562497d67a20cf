/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The annual calendar of purchase in five phases (docs/model.md 7.14): apply, review and publish, implement,
 * evaluate, commend. Only in implement is anything purchased. Publishing waits for the last review.
 */
#ifndef ZUTUAN_MODEL_CYCLE_H
#define ZUTUAN_MODEL_CYCLE_H

#include "state.h"

enum phase { PHASE_REVIEW, PHASE_PUBLISH, PHASE_EVALUATE, PHASE_COMMEND, PHASES };

void cycle_start(struct world *self);
/* A phase begins; `year` counts from 0. */
void cycle_on_phase(struct world *self, uint32_t phase, uint32_t year);
/* Officers have finished a third of a contract: it may be the last review. */
void cycle_on_contract_task(struct world *self, const struct task *task, uint32_t index);

#endif
