/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which mechanisms there are, how each is switched off, and which of them are the players. */
#ifndef ATTRIBUTE_PLAYERS_H
#define ATTRIBUTE_PLAYERS_H

#include "zutuan/experiment/attribute.h"

/* Fills in the players of `self`, whose base and other are set; `list` and errors as in attribute_alloc. */
DIAG_MUST_CHECK int attribute_players_choose(struct attribute *self, const char *list, struct diag *diag);
/* Switches off the mechanisms of the set (a bit for each row of the table). */
void attribute_players_switch_off(struct scenario *scenario, unsigned set);

#endif
