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

/* Hours in all, docs/model.md (E16), and where there is a hub, its task; without one it is done when due. */
static void coordinate(struct world *self, uint32_t k)
{
    const struct params *const params = &self->params;
    struct cluster *const cluster = &self->clusters[k];
    const double n = cluster->members;
    const double links = params->support.link_hours * n * (n - 1.0) / 2.0;

    if (cluster->members == 0)
        return;
    if (state_has_hub(self))
        taskforce_raise(self, k, TASK_COORDINATION, params->support.coordination_hours * n + links, NONE,
                        NONE, 0);
    else
        trust_gain(self, cluster, 1.0);
}

/* docs/model.md (E22): time that membership takes of each member in a week; without a hub each also keeps its
 * own links. */
static double member_hours(const struct world *self, const struct cluster *cluster)
{
    const double pairwise =
        state_has_hub(self) ? 0.0 : self->params.support.link_hours * (cluster->members - 1.0);

    return self->params.cluster.member_hours + pairwise;
}

void coordination_on_week(struct world *self, uint32_t subject, uint32_t occurrence)
{
    (void)subject;
    for (uint32_t k = 0; k < (uint32_t)self->params.macro.clusters; k++)
        coordinate(self, k);
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        const struct provider *const p = &self->providers[i];
        double hours;
        if (!p->member)
            continue;
        hours = member_hours(self, state_cluster_of(self, p));
        if (!state_has_hub(self))
            self->search_hours += hours - self->params.cluster.member_hours;
        if (hours > 0.0)
            provider_add_duty(self, i, DUTY_MEMBERSHIP, hours, 0.0);
    }
    schedule_week(self, occurrence + 1);
}

void coordination_on_task(struct world *self, const struct task *task, uint32_t index)
{
    (void)index;
    trust_gain(self, &self->clusters[task->force], 1.0);
}
