/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "steering.h"

#include "monitoring.h"
#include "provider.h"
#include "taskforce.h"
#include "trust.h"

static void schedule_meeting(struct world *self, uint32_t cluster, uint32_t occurrence)
{
    const double period = DAYS_PER_YEAR / self->params.steering.per_year;

    state_schedule(self, self->params.programme.launch + occurrence * period, EVENT_CLASS_CALENDAR,
                   EVENT_STEERING, cluster, occurrence);
}

static void schedule_branch(struct world *self, uint32_t occurrence)
{
    state_schedule(self, self->params.programme.launch + occurrence * DAYS_PER_MONTH, EVENT_CLASS_CALENDAR,
                   EVENT_BRANCH, 0, occurrence);
}

void steering_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    if (!state_has_hub(self))
        return;
    for (uint32_t k = 0; self->params.steering.on && k < (uint32_t)self->params.macro.clusters; k++)
        schedule_meeting(self, k, 1);
    if (self->params.branch.on)
        schedule_branch(self, 1);
}

void steering_on_due(struct world *self, uint32_t cluster, uint32_t occurrence)
{
    if (self->clusters[cluster].members > 0)
        taskforce_raise(self, state_officers(self), TASK_BUREAU, self->params.steering.bureau_hours, NONE,
                        NONE, cluster);
    schedule_meeting(self, cluster, occurrence + 1);
}

void steering_on_bureau(struct world *self, const struct task *task, uint32_t index)
{
    const struct params *const params = &self->params;
    struct cluster *const cluster = &self->clusters[task->number];
    int representatives = 0;

    (void)index;
    self->government_hours_on_members += task->hours;
    cluster->steered = true;
    STATE_TELL(self, "steering_meets", "", 0, taskforce_actor(self, task->number), WORLD_NOBODY, NAN);
    taskforce_raise(self, task->number, TASK_STEERING, params->steering.hours, NONE, NONE, 0);
    for (uint32_t seat = cluster->first;
         seat < cluster->end && representatives < params->steering.representatives; seat++) {
        const uint32_t i = self->by_cluster[seat];
        if (!self->providers[i].member)
            continue;
        provider_add_duty(self, i, DUTY_STEERING, params->steering.hours, 0.0);
        representatives++;
    }
    trust_gain(self, cluster, 1.0);
    monitoring_set_weights(self, task->number);
}

void steering_on_branch(struct world *self, uint32_t subject, uint32_t occurrence)
{
    (void)subject;
    for (uint32_t k = 0; k < (uint32_t)self->params.macro.clusters; k++)
        trust_gain(self, &self->clusters[k], 1.0);
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        if (self->providers[i].member)
            provider_add_duty(self, i, DUTY_BRANCH, self->params.branch.hours, 0.0);
    }
    schedule_branch(self, occurrence + 1);
}
