/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a provider knows (docs/model.md 7.3): E decays with half-life h, grows by its own sessions, by
 * training and by what members broadcast (7.10, exchange.h), and loses a part with each departure.
 */
#ifndef ZUTUAN_MODEL_KNOWLEDGE_H
#define ZUTUAN_MODEL_KNOWLEDGE_H

#include "state.h"

/* E now (E7), what was heard by exchange included. O(1). */
double knowledge_now(struct world *self, uint32_t provider);
/* E += amount. */
void knowledge_gain(struct world *self, uint32_t provider, double amount);
/* f(E) (E9). */
double knowledge_productivity(const struct world *self, double knowledge);
/* C(E) (E10), in [0, 1). */
double knowledge_capability(const struct world *self, double knowledge);

void knowledge_on_session_done(struct world *self, uint32_t provider, uint32_t request);
void knowledge_on_duty_done(struct world *self, uint32_t provider, uint32_t duty);
void knowledge_on_staff_leaves(struct world *self, uint32_t provider, uint32_t object);
/* Draws E_i(0) and the first departure. */
void knowledge_start(struct world *self, uint32_t provider);

#endif
