/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly price and benefit of being a cluster: the hub coordinates, members give their hours
 * (docs/model.md 7.6, 7.9). It has no switch. */
#ifndef ZUTUAN_MODEL_COORDINATION_H
#define ZUTUAN_MODEL_COORDINATION_H

#include "state.h"

void coordination_on_launch(struct world *self, uint32_t subject, uint32_t object);
void coordination_on_week(struct world *self, uint32_t subject, uint32_t occurrence);
/* Coordination done is a trust gain. */
void coordination_on_task(struct world *self, const struct task *task, uint32_t index);

#endif
