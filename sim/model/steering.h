/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The steering group and the branch (docs/model.md 7.11). A meeting is held when the officers have prepared
 * it: then the hub and the representatives give their time, trust gains, and from the first meeting on
 * training is targeted, visits go where deficiencies were detected, and partners are matched to the longest
 * queue. The branch is a second node: a monthly duty of every member, and a trust gain when due.
 */
#ifndef ZUTUAN_MODEL_STEERING_H
#define ZUTUAN_MODEL_STEERING_H

#include "state.h"

void steering_on_launch(struct world *self, uint32_t subject, uint32_t object);
/* A meeting falls due: the officers prepare it. */
void steering_on_due(struct world *self, uint32_t cluster, uint32_t occurrence);
/* They have. */
void steering_on_bureau(struct world *self, const struct task *task, uint32_t index);
void steering_on_branch(struct world *self, uint32_t subject, uint32_t occurrence);

#endif
