/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who looks, and what is seen (docs/model.md 7.13): visits, call-backs, the hotline, monthly statistics. The
 * hub monitors members; the government's visits (purchase.h) use the same detection.
 */
#ifndef ZUTUAN_MODEL_MONITORING_H
#define ZUTUAN_MODEL_MONITORING_H

#include "state.h"

void monitoring_on_launch(struct world *self, uint32_t subject, uint32_t object);
/* A new member is visited. */
void monitoring_on_join(struct world *self, uint32_t provider, uint32_t founder);
/* With a steering group visits go where deficiencies were detected in the last quarter, the same number in
 * all. */
void monitoring_set_weights(struct world *self, uint32_t cluster);
/* A session ended: it may be called back, and a deficient one may bring a complaint. */
void monitoring_on_session_done(struct world *self, uint32_t provider, uint32_t request);
void monitoring_on_visit_due(struct world *self, uint32_t provider, uint32_t object);
void monitoring_on_month(struct world *self, uint32_t subject, uint32_t occurrence);
/* A provider that stops is visited no more. */
void monitoring_on_stop(struct world *self, uint32_t provider, uint32_t object);
/* Effects of the tasks. */
void monitoring_on_visit(struct world *self, const struct task *task, uint32_t index);
void monitoring_on_call(struct world *self, const struct task *task, uint32_t index);
void monitoring_on_statistics(struct world *self, const struct task *task, uint32_t index);

#endif
