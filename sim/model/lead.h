/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form `lead` (docs/model.md 7.5): a member, the living one of lowest index, does the hub's work with its
 * own teams; the fee buys it extra ones. A successor inherits the tasks and the extra teams.
 */
#ifndef ZUTUAN_MODEL_LEAD_H
#define ZUTUAN_MODEL_LEAD_H

#include "state.h"

void lead_on_join(struct world *self, uint32_t provider, uint32_t founder);
void lead_on_stop(struct world *self, uint32_t provider, uint32_t object);
/* Dues pay fewer extra teams than the fee. */
void lead_on_exit(struct world *self, uint32_t cluster, uint32_t object);

#endif
