/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training by the hub in classes, or by providers themselves (docs/model.md 7.8). */
#ifndef ZUTUAN_MODEL_TRAINING_H
#define ZUTUAN_MODEL_TRAINING_H

#include "state.h"

void training_start(struct world *self);
void training_on_launch(struct world *self, uint32_t subject, uint32_t object);
/* A session for all members is due, in classes of members of neighbouring index. */
void training_on_due(struct world *self, uint32_t subject, uint32_t occurrence);
/* A class was held: living members among by_cluster[subject..object) get a duty. */
void training_on_task(struct world *self, const struct task *task, uint32_t index);
/* Those who train themselves do so. */
void training_on_self(struct world *self, uint32_t subject, uint32_t occurrence);

#endif
