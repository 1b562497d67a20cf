/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coordination.h"

#include "provider.h"
#include "taskforce.h"
#include "trust.h"

static void schedule_week(struct world *self, uint32_t occurrence)
{
    state_schedule(self, self->params.programme.launch + occurrence * DAYS_PER_WEEK, EVENT_CLASS_CALENDAR,
                   EVENT_WEEK, 0, occurrence);
}

void coordination_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    schedule_week(self, 1);
}

void coordination_on_week(struct world *self, uint32_t subject, uint32_t occurrence)
{
    const struct params *const params = &self->params;
    const double n = self->members;
    const double hours =
        params->support.coordination_hours * n + params->support.link_hours * n * (n - 1.0) / 2.0;

    (void)subject;
    if (self->members > 0)
        taskforce_raise(self, TASKFORCE_HUB, TASK_COORDINATION, hours, NONE, NONE, 0);
    for (uint32_t i = 0; params->cluster.member_hours > 0.0 && i < (uint32_t)params->providers.count; i++) {
        if (self->providers[i].member)
            provider_add_duty(self, i, DUTY_MEMBERSHIP, params->cluster.member_hours, 0.0);
    }
    schedule_week(self, occurrence + 1);
}

void coordination_on_task(struct world *self, const struct task *task, uint32_t index)
{
    (void)task;
    (void)index;
    trust_gain(self, 1.0);
}
