/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Money that becomes or costs capacity (docs/model.md 7.14, 7.17): the hub's fee, its share cut from members'
 * prices, dues after the government's exit, reinvestment.
 */
#ifndef ZUTUAN_MODEL_FINANCE_H
#define ZUTUAN_MODEL_FINANCE_H

#include "state.h"

/* The provider's capacity by what is cut from and added to its money now. */
void finance_set_capacity(struct world *self, uint32_t provider);
void finance_on_launch(struct world *self, uint32_t subject, uint32_t object);
/* Shares are shared anew when membership changes. */
void finance_on_membership(struct world *self, uint32_t provider, uint32_t object);
/* The fee ends; members pay what keeps a smaller staff. */
void finance_on_exit(struct world *self, uint32_t cluster, uint32_t object);
/* Brings the fees paid up to date. */
void finance_settle(struct world *self);

/* Yuan until now. */
struct finance_paid {
    double hub_fees, apex_fees, dues; /* the dues of members, the rest by the government */
};
struct finance_paid finance_paid(const struct world *self);
/* Yuan a year that a cluster's living members pay together now. */
double finance_asked(const struct world *self, const struct cluster *cluster);

#endif
