/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who belongs to a cluster (docs/model.md 7.15): the founders from launch on, and those outside who join
 * because of themselves or because they see what members achieve (Bass 1969). Outsiders work alone until
 * their onboarding is done.
 */
#ifndef ZUTUAN_MODEL_MEMBERSHIP_H
#define ZUTUAN_MODEL_MEMBERSHIP_H

#include "state.h"

/* Clusters begin: every founder is about to join, every other provider may. */
void membership_on_launch(struct world *self, uint32_t subject, uint32_t object);
/* A provider outside has an occasion to apply (thinning). */
void membership_on_occasion(struct world *self, uint32_t provider, uint32_t object);
/* Its onboarding is done. */
void membership_on_onboarding(struct world *self, const struct task *task, uint32_t index);
/* It is a member from now on. */
void membership_on_join(struct world *self, uint32_t provider, uint32_t founder);
/* A member that stops for good leaves. */
void membership_on_stop(struct world *self, uint32_t provider, uint32_t object);
/* What candidates see: sessions of the last 90 days. */
void membership_on_session_done(struct world *self, uint32_t provider, uint32_t request);
/* psi (E34), in [0, 3]: how the visible difference in quality weighs. */
double membership_visible_effect(struct world *self);

#endif
