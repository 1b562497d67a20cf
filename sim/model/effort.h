/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Perceived oversight and intrusion, and the effort that follows (docs/model.md 7.4). */
#ifndef ZUTUAN_MODEL_EFFORT_H
#define ZUTUAN_MODEL_EFFORT_H

#include "state.h"

/* Brings V and J up to date: both decay with time constant tau_V. */
void effort_settle(struct world *self, uint32_t provider);
/* An oversight event of weight omega: its stationary mean is events per year. */
void effort_oversee(struct world *self, uint32_t provider, double omega);
/* An intrusion of the given weight (1: an instruction). */
void effort_intrude(struct world *self, uint32_t provider, double weight);
/* e (E13), in [0.3, 1]. */
double effort_now(struct world *self, uint32_t provider);
/* Weight of oversight by the provider's hub: omega_h (1 - capture T) (E12). */
double effort_hub_weight(struct world *self, uint32_t provider);
/* V and J at the stationary mean of the solo regime. */
void effort_start(struct world *self, uint32_t provider);

#endif
