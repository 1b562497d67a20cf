/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files hear of which event, and in which order. */
#ifndef ZUTUAN_MODEL_DISPATCH_H
#define ZUTUAN_MODEL_DISPATCH_H

#include "state.h"

/* Hands an event to all who hear of its kind. */
void dispatch_event(struct world *self, const struct calendar_event *event);
/* Name of a kind, such as "session_done". */
const char *dispatch_name(enum event_kind kind);
/* Fetches what the next event is likely to touch into the cache, while the one at hand is handled: in a large
 * city nothing of it would be there. */
void dispatch_foresee(const struct world *self);

#endif
