/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The government as purchaser (docs/model.md 7.8 gate, 7.14): when purchase begins, the officers' work on
 * contracts, visits and instructions, and providers that stop for good.
 */
#ifndef ZUTUAN_MODEL_PURCHASE_H
#define ZUTUAN_MODEL_PURCHASE_H

#include "state.h"

/* First contracts and, under train-first, the day on which purchase opens. */
void purchase_start(struct world *self);
/* First visit, instruction and stop of a provider; purchase from it if its gate is open. */
void purchase_start_provider(struct world *self, uint32_t provider);
/* Purchase from a provider begins now, or ends. */
void purchase_begin(struct world *self, uint32_t provider);
void purchase_end(struct world *self, uint32_t provider);
/* Officers' work on a third of a provider's contract; `number` comes back in the task. False when it takes no
 * hours. */
bool purchase_raise_contract(struct world *self, uint32_t provider, uint32_t number);
/* The same on the contracts of clusters and hubs. */
void purchase_raise_frameworks(struct world *self);
/* A new member gets the cluster's rates of visits and instructions. */
void purchase_on_join(struct world *self, uint32_t provider, uint32_t founder);
/* The government withdraws from a cluster (NONE: all). */
void purchase_on_exit(struct world *self, uint32_t cluster, uint32_t object);
void purchase_on_opening(struct world *self, uint32_t subject, uint32_t object);
/* Build-then-buy: whose capability has reached the gate is purchased from. */
void purchase_on_session_done(struct world *self, uint32_t provider, uint32_t request);
void purchase_on_duty_done(struct world *self, uint32_t provider, uint32_t duty);
void purchase_on_contracts(struct world *self, uint32_t subject, uint32_t occurrence);
void purchase_on_visit_due(struct world *self, uint32_t provider, uint32_t object);
void purchase_on_instruction_due(struct world *self, uint32_t provider, uint32_t object);
void purchase_on_stop(struct world *self, uint32_t provider, uint32_t object);
/* Effects of the officers' tasks. */
void purchase_on_visit(struct world *self, const struct task *task, uint32_t index);
void purchase_on_instruction(struct world *self, const struct task *task, uint32_t index);
/* Days purchased from a provider until now. */
double purchase_days(const struct world *self, uint32_t provider);

#endif
