/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A provider's teams and queues (docs/model.md 7.2, 7.9). Duties go first, in order of creation, then
 * requests in order of joining; nobody is interrupted. Requests that the provider cannot serve stand apart
 * (`stranded`) while their referral is tried, so that they block nobody.
 */
#ifndef ZUTUAN_MODEL_PROVIDER_H
#define ZUTUAN_MODEL_PROVIDER_H

#include "state.h"

enum provider_end { PROVIDER_END_ABANDONED, PROVIDER_END_LOST };

/* Speed at sessions of `type`: 1 for its own, else the off-type efficiency; 0: it cannot serve them. */
double provider_efficiency(const struct world *self, const struct provider *p, uint32_t type);
/* Requests waiting and in session per team. */
double provider_load(const struct provider *p);
/* Duty of `hours` for one team; `knowledge` is gained at its end. A provider that has stopped takes none. */
void provider_add_duty(struct world *self, uint32_t provider, enum duty_kind kind, double hours,
                       double knowledge);
/* Shared: looking for a member to refer `request` to is a duty too. Returns its index, NONE when it was not
 * added. */
uint32_t provider_add_search(struct world *self, uint32_t provider, double hours, uint32_t request);
/* Free teams take what waits: duties, then (of a leading member) the hub's tasks, then requests. */
void provider_assign(struct world *self, uint32_t provider);
/* A team has ended a task of the hub. */
void provider_release(struct world *self, uint32_t provider);
/* Moves a waiting or stranded request to the end of another's queue; its deadline stays. */
void provider_move(struct world *self, uint32_t request, uint32_t to);
/* A waiting or stranded request leaves for good without a session. */
void provider_end_request(struct world *self, uint32_t request, enum provider_end end);
/* Its place in the tournament follows its load and membership. */
void provider_update_load(struct world *self, uint32_t provider);

/* The request that has just arrived (world's `current`) joins the queue, or starts at once. */
void provider_on_arrival(struct world *self, uint32_t provider, uint32_t object);
/* After referral had its chance: what cannot be served here and is not being referred is lost. */
void provider_after_arrival(struct world *self, uint32_t provider, uint32_t object);
void provider_on_session_done(struct world *self, uint32_t provider, uint32_t request);
void provider_on_duty_done(struct world *self, uint32_t provider, uint32_t duty);
/* After everybody learned of the session or duty: the next one begins. */
void provider_after_session(struct world *self, uint32_t provider, uint32_t request);
void provider_after_duty(struct world *self, uint32_t provider, uint32_t duty);
void provider_on_abandonment(struct world *self, uint32_t request, uint32_t object);
/* It stops for good: its queue is lost, sessions in progress end. */
void provider_on_stop(struct world *self, uint32_t provider, uint32_t object);

#endif
