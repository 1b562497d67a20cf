/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pool of staff with a priority queue: each hub, the officers and the apex are one (docs/model.md 7.6).
 *
 * `staff` servers work `pace` hours a calendar day each. A free server takes the waiting task of the highest
 * priority (lowest number), first come first served within one; nobody is interrupted. A closed pool begins
 * nothing; what it has begun it ends. Under the form `lead` a hub has no staff of its own: the teams of the
 * leading member take its tasks, after their own duties and before their sessions.
 */
#ifndef ZUTUAN_MODEL_TASKFORCE_H
#define ZUTUAN_MODEL_TASKFORCE_H

#include "state.h"

/* Raises a task; it begins at once when a server is free. Returns its index, NONE when memory ran out. */
uint32_t taskforce_raise(struct world *self, uint32_t force, enum task_kind kind, double hours,
                         uint32_t subject, uint32_t object, uint32_t number);
/* A waiting task is dropped; a running one ends without effect. */
void taskforce_withdraw(struct world *self, uint32_t task);
/* True if `task` (NONE allowed) exists and has not begun. */
bool taskforce_waits(const struct world *self, uint32_t task);
/* Lead: a free team of `provider` begins the next task of its cluster's hub; false when none waits. */
bool taskforce_begin_at(struct world *self, uint32_t provider);
/* After the task's effect: the server is free again, the task is gone. */
void taskforce_on_task_done(struct world *self, uint32_t force, uint32_t task);
void taskforce_on_hub_closes(struct world *self, uint32_t subject, uint32_t object);
void taskforce_on_hub_opens(struct world *self, uint32_t subject, uint32_t object);
/* Other staff from now on; those too many end what they have begun. */
void taskforce_set_staff(struct world *self, uint32_t force, uint32_t staff);
/* Empty, at time 0. */
void taskforce_reset(struct world *self, uint32_t force, uint32_t staff, double pace);
/* Hours spent on a kind until now, the running tasks' included. */
double taskforce_hours(const struct world *self, uint32_t force, enum task_kind kind);
/* Name of a kind, such as "visit". */
const char *taskforce_kind_name(enum task_kind kind);
/* What an observer knows the pool as. */
uint32_t taskforce_actor(const struct world *self, uint32_t force);

#endif
