/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Foundations, enterprises and volunteers, and the conference of 2010 (docs/model.md 7.16). Offers are the
 * same in every scenario; a hub matches them to members, without one they find a provider by chance. Money
 * buys team time for a year, volunteers add speed for a while: both are boosts of a provider's speed.
 */
#ifndef ZUTUAN_MODEL_PARTNERS_H
#define ZUTUAN_MODEL_PARTNERS_H

#include "state.h"

enum boost { BOOST_GRANT, BOOST_VOLUNTEERS, BOOST_SIGNED, BOOST_INTENT, BOOSTS };

void partners_start(struct world *self);
void partners_on_offer(struct world *self, uint32_t kind, uint32_t object);
/* The hub has spent the time to match an offer. */
void partners_on_matching(struct world *self, const struct task *task, uint32_t index);
/* `given`: BOOSTS * teams of the provider then + enum boost. */
void partners_on_boost_ends(struct world *self, uint32_t provider, uint32_t given);
void partners_on_conference(struct world *self, uint32_t subject, uint32_t object);

#endif
