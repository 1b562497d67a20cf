/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files hear of which event, and in which order. */
#ifndef ZUTUAN_MODEL_DISPATCH_H
#define ZUTUAN_MODEL_DISPATCH_H

#include "state.h"

/* Hands an event to all who hear of its kind. */
void dispatch_event(struct world *self, const struct calendar_event *event);
/* Name of a kind, such as "session_done". */
const char *dispatch_name(enum event_kind kind);

#endif
