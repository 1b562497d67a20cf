/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Learning from each other (docs/model.md 7.10): when member j completes a session, every other member i
 * gains sigma o(i,j) T / (n-1)^eta (E23), o = 1 for the same own type, `type_overlap` otherwise.
 *
 * At O(1) a completion, exactly: knowledge decays linearly, so that all gains of one member may be summed
 * before they decay. The world keeps one sum of what has been broadcast in all and one for each type,
 * decaying like knowledge; a member remembers both as they stood when it last listened. What it has gained
 * since is
 *
 *     overlap (all now - all then, decayed) + (1 - overlap) (type now - type then, decayed)
 *
 * and a sender moves its own memory along with its broadcast, so that it never hears itself.
 */
#ifndef ZUTUAN_MODEL_EXCHANGE_H
#define ZUTUAN_MODEL_EXCHANGE_H

#include "state.h"

/* What provider `p` gained since it last listened, `kept` being the decay since; it has listened then. */
double exchange_heard(struct world *self, struct provider *p, double kept);
/* A new member begins to listen now. Leaves its knowledge as it is, so that joining alone changes nothing. */
void exchange_join(struct world *self, struct provider *p);
void exchange_on_session_done(struct world *self, uint32_t provider, uint32_t request);

#endif
