/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "membership.h"

#include "exchange.h"
#include "knowledge.h"
#include "provider.h"
#include "taskforce.h"

#include <stdlib.h>

#define SIGHT_DAYS  90.0
#define MOST_EFFECT 3.0
#define JOINERS_DAY 350.0 /* after launch */

/* Bound of the joining hazard (p + q F psi), per year. */
static double bound(const struct world *self)
{
    const struct params *const params = &self->params;
    const double effect = params->membership.effect > 0.0 ? MOST_EFFECT : 1.0;

    return params->membership.innovation + params->membership.imitation * effect;
}

static void schedule_occasion(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const double due = state_next_poisson(self, PURPOSE_JOIN, provider, 2 * p->joins, bound(self));

    state_schedule(self, due, EVENT_CLASS_CALENDAR, EVENT_JOIN_OCCASION, provider, 0);
}

void membership_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    const uint32_t count = (uint32_t)self->params.providers.count;

    (void)subject;
    (void)object;
    self->launched = true;
    STATE_TELL(self, "cluster_launches", "", 0, WORLD_HUB, WORLD_NOBODY, self->alive);
    for (uint32_t i = 0; i < count; i++) {
        if (!self->providers[i].alive)
            continue;
        if ((int)i < self->params.membership.founders)
            state_schedule(self, state_now(self), EVENT_CLASS_CALENDAR, EVENT_MEMBER_JOINS, i, 1);
        else if (self->params.membership.on)
            schedule_occasion(self, i);
    }
}

/* Drops sessions that nobody remembers. */
static void forget_old(struct world *self)
{
    struct sight *const sight = &self->sight;
    const double oldest = state_now(self) - SIGHT_DAYS;

    while (sight->count > 0 && sight->time[sight->first] < oldest) {
        const bool member = sight->by_member[sight->first];
        sight->sessions[member]--;
        sight->quality_sum[member] -= sight->quality[sight->first];
        sight->first = (sight->first + 1) % sight->capacity;
        sight->count--;
    }
    for (int member = 0; member < 2; member++) {
        if (sight->sessions[member] == 0)
            sight->quality_sum[member] = 0.0;
    }
}

static bool grow_sight(struct world *self)
{
    struct sight *const sight = &self->sight;
    const uint32_t capacity = state_more(sight->capacity, 256);
    double *const time = malloc(capacity * sizeof *time), *const quality = malloc(capacity * sizeof *quality);
    bool *const by_member = malloc(capacity * sizeof *by_member);

    if (time == NULL || quality == NULL || by_member == NULL) {
        free(time);
        free(quality);
        free(by_member);
        self->error = DIAG_MEMORY;
        return false;
    }
    for (size_t i = 0; i < sight->count; i++) {
        const size_t from = (sight->first + i) % sight->capacity;
        time[i] = sight->time[from];
        quality[i] = sight->quality[from];
        by_member[i] = sight->by_member[from];
    }
    free(sight->time);
    free(sight->quality);
    free(sight->by_member);
    sight->time = time;
    sight->quality = quality;
    sight->by_member = by_member;
    sight->first = 0;
    sight->capacity = capacity;
    return true;
}

void membership_on_session_done(struct world *self, uint32_t provider, uint32_t request)
{
    struct sight *const sight = &self->sight;
    const struct provider *const p = &self->providers[provider];
    double pull;
    size_t at;

    if (!self->params.membership.on)
        return;
    pull = p->commended ? 1.0 + self->params.purchase.commend_pull : 1.0;
    forget_old(self);
    if (sight->count == sight->capacity && !grow_sight(self))
        return;
    at = (sight->first + sight->count++) % sight->capacity;
    sight->time[at] = state_now(self);
    sight->quality[at] = self->requests[request].quality * pull;
    sight->by_member[at] = p->member;
    sight->sessions[p->member]++;
    sight->quality_sum[p->member] += sight->quality[at];
}

/* docs/model.md (E34) */
double membership_visible_effect(struct world *self)
{
    const struct sight *const sight = &self->sight;
    double inside, outside;

    forget_old(self);
    if (self->params.membership.effect == 0.0 || sight->sessions[0] == 0 || sight->sessions[1] == 0)
        return 1.0;
    outside = sight->quality_sum[0] / (double)sight->sessions[0];
    inside = sight->quality_sum[1] / (double)sight->sessions[1];
    return fmin(MOST_EFFECT, fmax(0.0, 1.0 + self->params.membership.effect * (inside - outside) / outside));
}

static uint32_t members(const struct world *self)
{
    uint32_t count = 0;

    for (int k = 0; k < self->params.macro.clusters; k++)
        count += self->clusters[k].members;
    return count;
}

static void apply(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];

    p->applied = true;
    self->joiners++;
    if (state_now(self) <= self->params.programme.launch + JOINERS_DAY)
        self->joiners_350d++;
    STATE_TELL(self, "provider_applies", "", 0, provider, WORLD_NOBODY, NAN);
    if (state_has_hub(self))
        taskforce_raise(self, p->cluster, TASK_ONBOARDING, self->params.support.onboarding_hours, provider,
                        NONE, 0);
    else
        state_schedule(self, state_now(self), EVENT_CLASS_CALENDAR, EVENT_MEMBER_JOINS, provider, 0);
}

/* docs/model.md (E33) */
void membership_on_occasion(struct world *self, uint32_t provider, uint32_t object)
{
    const struct params *const params = &self->params;
    struct provider *const p = &self->providers[provider];
    const double share = (double)members(self) / params->providers.count;
    const double hazard = params->membership.innovation +
                          params->membership.imitation * share * membership_visible_effect(self);
    const double u = streams_uniform(&self->streams, PURPOSE_JOIN, provider, 2 * p->joins + 1);

    (void)object;
    p->joins++;
    if (!p->alive)
        return;
    if (u * bound(self) < hazard)
        apply(self, provider);
    else
        schedule_occasion(self, provider);
}

void membership_on_onboarding(struct world *self, const struct task *task, uint32_t index)
{
    (void)index;
    if (self->providers[task->subject].alive)
        state_schedule(self, state_now(self), EVENT_CLASS_CALENDAR, EVENT_MEMBER_JOINS, task->subject, 0);
}

void membership_on_join(struct world *self, uint32_t provider, uint32_t founder)
{
    struct provider *const p = &self->providers[provider];
    struct cluster *const cluster = state_cluster_of(self, p);

    p->member = true;
    exchange_join(self, p);
    cluster->members++;
    cluster->ever_members++;
    provider_update_load(self, provider);
    STATE_TELL(self, "member_joins", founder ? "founder" : "joiner", 0, provider, WORLD_NOBODY,
               cluster->members);
}

void membership_on_stop(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    if (!p->member)
        return;
    knowledge_now(self, provider);
    p->member = false;
    state_cluster_of(self, p)->members--;
    provider_update_load(self, provider);
}
