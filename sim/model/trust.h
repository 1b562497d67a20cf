/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trust in a cluster (docs/model.md 7.12): returns to T_0, rises by gains, falls by losses. */
#ifndef ZUTUAN_MODEL_TRUST_H
#define ZUTUAN_MODEL_TRUST_H

#include "state.h"

/* T now, in [0, 1]. */
double trust_now(struct world *self, struct cluster *cluster);
/* T += weight gain (1 - T). */
void trust_gain(struct world *self, struct cluster *cluster, double weight);
/* T -= weight loss T. */
void trust_lose(struct world *self, struct cluster *cluster, double weight);
/* At launch T = T_0. */
void trust_on_launch(struct world *self, uint32_t subject, uint32_t object);
/* A joiner pulls T to the mean over members, its own being trust.joiner. */
void trust_on_join(struct world *self, uint32_t provider, uint32_t founder);

#endif
