/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coordination: the hub refers a waiting request to a less busy member (docs/model.md 7.7). The least busy
 * member is found in O(log n) by the tournament of loads.
 */
#ifndef ZUTUAN_MODEL_REFERRAL_H
#define ZUTUAN_MODEL_REFERRAL_H

#include "state.h"

/* After the request `current` joined provider's queue: raises a referral task if one is worth trying. */
void referral_on_arrival(struct world *self, uint32_t provider, uint32_t object);
/* Effect of a referral task; its object is the request. */
void referral_on_task(struct world *self, const struct task *task, uint32_t index);
/* Shared: a member's search for another member has ended. */
void referral_on_search_done(struct world *self, uint32_t provider, uint32_t duty);
/* Distinct ordered pairs over n(n-1), and Freeman's centralisation of distinct senders; NaN for n < 2. */
double referral_density(const struct world *self);
double referral_centralisation(struct world *self);

#endif
