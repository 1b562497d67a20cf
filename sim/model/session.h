/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One session: how long it takes, how good it is, what it counts for (docs/model.md (E6), (E13), (E14)). */
#ifndef ZUTUAN_MODEL_SESSION_H
#define ZUTUAN_MODEL_SESSION_H

#include "state.h"

/* Fixes duration, effort, deficiency and quality as of now and schedules the end. `wait`: days since arrival.
 */
void session_start(struct world *self, uint32_t provider, uint32_t request, double wait);
/* Counts it. */
void session_end(struct world *self, uint32_t provider, uint32_t request);

#endif
