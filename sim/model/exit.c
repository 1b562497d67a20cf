/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exit.h"

#include "effort.h"
#include "finance.h"
#include "knowledge.h"
#include "purchase.h"
#include "taskforce.h"

#define MONTHS_TO_EARN 12

static void schedule_watch(struct world *self, uint32_t occurrence)
{
    state_schedule(self, self->params.programme.launch + occurrence * DAYS_PER_MONTH, EVENT_CLASS_CALENDAR,
                   EVENT_WATCH, 0, occurrence);
}

void exit_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    state_schedule(self, self->params.exit.time, EVENT_CLASS_CALENDAR, EVENT_EXIT, NONE, 0);
    if (self->params.exit.earned)
        schedule_watch(self, 1);
}

/* Share of coordination, training and supervision that is done inside the network, in hours since day 0. */
static double inside_share(const struct world *self)
{
    double inside = self->search_hours;

    for (uint32_t k = 0; k < state_officers(self); k++) {
        for (int kind = 0; kind <= TASK_STATISTICS; kind++) {
            if (kind != TASK_ONBOARDING && kind != TASK_MATCHING)
                inside += taskforce_hours(self, k, (enum task_kind)kind);
        }
    }
    inside += taskforce_hours(self, state_apex(self), TASK_REFERRAL);
    return inside + self->government_hours_on_members > 0.0
               ? inside / (inside + self->government_hours_on_members)
               : 0.0;
}

/* Means over the living members of one cluster. */
struct members_mean {
    double count, calm, capability, external_share;
};

static struct members_mean look_at_members(struct world *self, const struct cluster *cluster)
{
    struct members_mean mean = {0.0, 0.0, 0.0, 0.0};
    double government = 0.0, external = 0.0, intrusion = 0.0;

    for (uint32_t seat = cluster->first; seat < cluster->end; seat++) {
        const uint32_t i = self->by_cluster[seat];
        const struct provider *const p = &self->providers[i];
        if (!p->member)
            continue;
        effort_settle(self, i);
        mean.count += 1.0;
        intrusion += p->intrusion;
        mean.capability += knowledge_capability(self, knowledge_now(self, i));
        government += self->params.purchase.price * purchase_days(self, i) / DAYS_PER_YEAR;
        external += p->external;
    }
    if (mean.count == 0.0)
        return mean;
    mean.calm = 1.0 - fmin(1.0, intrusion / mean.count / self->params.autonomy.intrusion_ref);
    mean.capability /= mean.count;
    mean.external_share = government + external > 0.0 ? external / (government + external) : 0.0;
    return mean;
}

/* docs/model.md (E38), of one cluster */
static double index_of(const struct world *self, const struct members_mean *mean)
{
    return (mean->calm + inside_share(self) + mean->external_share) / 3.0;
}

double exit_autonomy_index(struct world *self)
{
    double sum = 0.0, clusters = 0.0;

    for (int k = 0; k < self->params.macro.clusters; k++) {
        const struct members_mean mean = look_at_members(self, &self->clusters[k]);
        if (mean.count == 0.0)
            continue;
        sum += index_of(self, &mean);
        clusters += 1.0;
    }
    return clusters > 0.0 ? sum / clusters : NAN;
}

void exit_on_watch(struct world *self, uint32_t subject, uint32_t occurrence)
{
    (void)subject;
    for (uint32_t k = 0; k < (uint32_t)self->params.macro.clusters; k++) {
        struct cluster *const cluster = &self->clusters[k];
        const struct members_mean mean = look_at_members(self, cluster);
        const bool earns = mean.count > 0.0 && index_of(self, &mean) > self->params.exit.autonomy &&
                           mean.capability > self->params.exit.capability;
        cluster->months_earned = earns ? cluster->months_earned + 1 : 0;
        /* Thirteen looks in a row span a year. */
        if (cluster->months_earned == MONTHS_TO_EARN + 1)
            state_schedule(self, state_now(self), EVENT_CLASS_CALENDAR, EVENT_EXIT, k, 0);
    }
    schedule_watch(self, occurrence + 1);
}

void exit_on_exit(struct world *self, uint32_t which, uint32_t object)
{
    (void)object;
    if (self->params.exit.acts)
        finance_settle(self);
    for (uint32_t k = 0; k < (uint32_t)self->params.macro.clusters; k++) {
        if ((which == NONE || which == k) && !self->clusters[k].exited && self->params.exit.acts) {
            self->clusters[k].exited = true;
            STATE_TELL(self, "government_exits", "", 0, taskforce_actor(self, k), WORLD_NOBODY, NAN);
        }
    }
    if (isnan(self->exit_day))
        self->exit_day = state_now(self);
}
