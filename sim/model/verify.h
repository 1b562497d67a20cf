/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The identities that hold in every run (docs/model.md section 9). */
#ifndef ZUTUAN_MODEL_VERIFY_H
#define ZUTUAN_MODEL_VERIFY_H

#include "state.h"

/* O(state). True when all hold; else self->complaint says which does not. Looking changes nothing: states
 * that decay are looked at as they were last brought up to date, so that a run that is checked after every
 * event equals one that is not, to the last bit. */
bool verify_all(struct world *self);
/* Whether a development build looks after the event at hand: after every one while there is little to look
 * at, and when queues are long as seldom as keeps the work for an event bounded. */
bool verify_is_due(const struct world *self);

#endif
