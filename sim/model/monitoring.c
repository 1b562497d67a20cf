/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitoring.h"

#include "detection.h"
#include "effort.h"
#include "provider.h"
#include "taskforce.h"

/* Who calls beneficiaries of this provider back: the hub, the officers, or nobody. */
static bool who_calls(const struct world *self, const struct provider *p, uint32_t *force)
{
    const struct params *const params = &self->params;
    const bool by_hub = state_has_hub_for(self, p);

    *force = by_hub ? p->cluster : state_officers(self);
    return params->monitoring.on && (by_hub || params->monitoring.solo_calls);
}

/* Raises a task that holds the deficiency (NONE: the session was sound). */
static void raise_call(struct world *self, uint32_t force, enum task_kind kind, double hours,
                       uint32_t provider, uint32_t deficiency)
{
    if (deficiency != NONE)
        self->deficiencies[deficiency].references++;
    taskforce_raise(self, force, kind, hours, provider, deficiency, 0);
}

void monitoring_on_session_done(struct world *self, uint32_t provider, uint32_t request)
{
    const struct params *const params = &self->params;
    struct provider *const p = &self->providers[provider];
    const struct request *const r = &self->requests[request];
    const double called = params->monitoring.callback;
    uint32_t deficiency = NONE;
    uint32_t force;

    if (r->deficient && (deficiency = detection_remember(self, provider, r->purchased)) == NONE)
        return;
    if (!who_calls(self, p, &force))
        return;
    if (r->u_callback < called) {
        const bool reveals = r->u_callback < called * params->monitoring.callback_detect;
        raise_call(self, force, TASK_CALLBACK, params->support.callback_hours, provider,
                   reveals ? deficiency : NONE);
    }
    if (r->deficient && r->u_hotline < params->monitoring.hotline)
        raise_call(self, force, TASK_FOLLOWUP, params->support.followup_hours, provider, deficiency);
}

void monitoring_on_call(struct world *self, const struct task *task, uint32_t index)
{
    const double weight = task->force < state_officers(self) ? effort_hub_weight(self, task->subject) : 1.0;

    (void)index;
    if (task->kind == TASK_CALLBACK)
        effort_oversee(self, task->subject, weight * self->params.monitoring.callback_weight);
    if (task->object != NONE) {
        detection_reveal(self, task->object);
        detection_let_go(self, task->object);
    }
}

static void schedule_visit(struct world *self, uint32_t provider, double due)
{
    struct provider *const p = &self->providers[provider];

    p->visit_due = due;
    p->visit_event = state_schedule(self, due, EVENT_CLASS_CALENDAR, EVENT_VISIT, provider, 0);
}

static double next_visit(const struct world *self, uint32_t provider)
{
    const struct provider *const p = &self->providers[provider];

    return state_next_poisson(self, PURPOSE_VISIT, provider, p->visits, p->visit_rate);
}

/* The provider's visits go on at another rate. */
static void set_rate(struct world *self, uint32_t provider, double rate)
{
    struct provider *const p = &self->providers[provider];
    const double old = p->visit_rate;

    if (rate == old)
        return;
    p->visit_rate = rate;
    state_cancel(self, &p->visit_event);
    schedule_visit(self, provider,
                   old > 0.0 && rate > 0.0 ? state_stretch(self, p->visit_due, old, rate)
                                           : next_visit(self, provider));
}

/* docs/model.md (E24) */
void monitoring_set_weights(struct world *self, uint32_t k)
{
    const struct cluster *const cluster = &self->clusters[k];
    double sum = 0.0;

    if (!self->params.monitoring.on || !state_has_hub(self))
        return;
    for (uint32_t seat = cluster->first; cluster->steered && seat < cluster->end; seat++) {
        if (self->providers[self->by_cluster[seat]].member)
            sum += 1.0 + detection_recent(self, self->by_cluster[seat]);
    }
    for (uint32_t seat = cluster->first; seat < cluster->end; seat++) {
        const uint32_t i = self->by_cluster[seat];
        const double weight =
            cluster->steered ? (1.0 + detection_recent(self, i)) * cluster->members / sum : 1.0;
        if (self->providers[i].member)
            set_rate(self, i, self->params.monitoring.visits * weight);
    }
}

static void schedule_month(struct world *self, uint32_t occurrence)
{
    state_schedule(self, self->params.programme.launch + occurrence * DAYS_PER_MONTH, EVENT_CLASS_CALENDAR,
                   EVENT_MONTH, 0, occurrence);
}

void monitoring_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    if (self->params.monitoring.on && state_has_hub(self))
        schedule_month(self, 1);
}

void monitoring_on_join(struct world *self, uint32_t provider, uint32_t founder)
{
    const uint32_t k = self->providers[provider].cluster;

    (void)founder;
    if (!self->params.monitoring.on || !state_has_hub(self))
        return;
    if (self->clusters[k].steered)
        monitoring_set_weights(self, k);
    else
        set_rate(self, provider, self->params.monitoring.visits);
}

void monitoring_on_visit_due(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    if (taskforce_waits(self, p->waiting_visit)) {
        taskforce_withdraw(self, p->waiting_visit);
        self->visits_missed++;
    }
    p->waiting_visit = taskforce_raise(self, p->cluster, TASK_VISIT, self->params.support.visit_hours,
                                       provider, NONE, p->visits++);
    schedule_visit(self, provider, next_visit(self, provider));
}

void monitoring_on_visit(struct world *self, const struct task *task, uint32_t index)
{
    const uint32_t provider = task->subject;

    if (self->providers[provider].waiting_visit == index)
        self->providers[provider].waiting_visit = NONE;
    if (!self->providers[provider].alive)
        return;
    effort_oversee(self, provider, effort_hub_weight(self, provider));
    effort_intrude(self, provider, self->params.effort.visit_intrusion);
    detection_visit(self, provider, PURPOSE_VISIT_DETECTS, task->number);
    provider_add_duty(self, provider, DUTY_HOSTING, self->params.monitoring.host_hours, 0.0);
}

void monitoring_on_stop(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    p->visit_rate = 0.0;
    state_cancel(self, &p->visit_event);
    if (taskforce_waits(self, p->waiting_visit))
        taskforce_withdraw(self, p->waiting_visit);
    p->waiting_visit = NONE;
    if (self->clusters[p->cluster].steered)
        monitoring_set_weights(self, p->cluster);
}

void monitoring_on_month(struct world *self, uint32_t subject, uint32_t occurrence)
{
    (void)subject;
    for (uint32_t k = 0; k < (uint32_t)self->params.macro.clusters; k++) {
        struct cluster *const cluster = &self->clusters[k];
        const double hours = self->params.support.statistics_hours * cluster->members;
        self->reports_late += cluster->statistics_task != NONE;
        cluster->statistics_task = NONE;
        if (cluster->members > 0)
            cluster->statistics_task =
                taskforce_raise(self, k, TASK_STATISTICS, hours, NONE, NONE, occurrence);
    }
    schedule_month(self, occurrence + 1);
}

void monitoring_on_statistics(struct world *self, const struct task *task, uint32_t index)
{
    struct cluster *const cluster = &self->clusters[task->force];

    if (cluster->statistics_task == index)
        cluster->statistics_task = NONE;
}
