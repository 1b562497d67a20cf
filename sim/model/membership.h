/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who belongs to the cluster (docs/model.md section 3). */
#ifndef ZUTUAN_MODEL_MEMBERSHIP_H
#define ZUTUAN_MODEL_MEMBERSHIP_H

#include "state.h"

/* The founders become members. */
void membership_on_launch(struct world *self, uint32_t subject, uint32_t object);
/* A member that stops for good leaves. */
void membership_on_stop(struct world *self, uint32_t provider, uint32_t object);

#endif
