/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitoring.h"

#include "detection.h"
#include "effort.h"
#include "provider.h"
#include "taskforce.h"

/* Who calls beneficiaries of this provider back: the hub, the officers, or nobody. */
static bool who_calls(const struct world *self, const struct provider *p, enum taskforce_id *id)
{
    const struct params *const params = &self->params;

    *id = p->member ? TASKFORCE_HUB : TASKFORCE_OFFICERS;
    return params->monitoring.on && (p->member || params->monitoring.solo_calls);
}

/* Raises a task that holds the deficiency (NONE: the session was sound). */
static void raise_call(struct world *self, enum taskforce_id id, enum task_kind kind, double hours,
                       uint32_t provider, uint32_t deficiency)
{
    if (deficiency != NONE)
        self->deficiencies[deficiency].references++;
    taskforce_raise(self, id, kind, hours, provider, deficiency, 0);
}

void monitoring_on_session_done(struct world *self, uint32_t provider, uint32_t request)
{
    const struct params *const params = &self->params;
    struct provider *const p = &self->providers[provider];
    const struct request *const r = &self->requests[request];
    const double called = params->monitoring.callback;
    uint32_t deficiency = NONE;
    enum taskforce_id id;

    if (r->deficient && (deficiency = detection_remember(self, provider, r->purchased)) == NONE)
        return;
    if (!who_calls(self, p, &id))
        return;
    if (r->u_callback < called) {
        const bool reveals = r->u_callback < called * params->monitoring.callback_detect;
        raise_call(self, id, TASK_CALLBACK, params->support.callback_hours, provider,
                   reveals ? deficiency : NONE);
    }
    if (r->deficient && r->u_hotline < params->monitoring.hotline)
        raise_call(self, id, TASK_FOLLOWUP, params->support.followup_hours, provider, deficiency);
}

void monitoring_on_call(struct world *self, const struct task *task, uint32_t index)
{
    const double weight = task->force == TASKFORCE_HUB ? effort_hub_weight(self) : 1.0;

    (void)index;
    if (task->kind == TASK_CALLBACK)
        effort_oversee(self, task->subject, weight * self->params.monitoring.callback_weight);
    if (task->object != NONE) {
        detection_reveal(self, task->object);
        detection_let_go(self, task->object);
    }
}

static void schedule_visit(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const double due =
        state_next_poisson(self, PURPOSE_VISIT, provider, p->visits, self->params.monitoring.visits);

    p->visit_event = state_schedule(self, due, EVENT_CLASS_CALENDAR, EVENT_VISIT, provider, 0);
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
    if (!self->params.monitoring.on)
        return;
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        if (self->providers[i].member)
            schedule_visit(self, i);
    }
    schedule_month(self, 1);
}

void monitoring_on_visit_due(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    if (taskforce_waits(self, p->waiting_visit)) {
        taskforce_withdraw(self, TASKFORCE_HUB, p->waiting_visit);
        self->visits_missed++;
    }
    p->waiting_visit = taskforce_raise(self, TASKFORCE_HUB, TASK_VISIT, self->params.support.visit_hours,
                                       provider, NONE, p->visits++);
    schedule_visit(self, provider);
}

void monitoring_on_visit(struct world *self, const struct task *task, uint32_t index)
{
    const uint32_t provider = task->subject;

    if (self->providers[provider].waiting_visit == index)
        self->providers[provider].waiting_visit = NONE;
    if (!self->providers[provider].alive)
        return;
    effort_oversee(self, provider, effort_hub_weight(self));
    effort_intrude(self, provider, self->params.effort.visit_intrusion);
    detection_visit(self, provider, PURPOSE_VISIT_DETECTS, task->number);
    provider_add_duty(self, provider, DUTY_HOSTING, self->params.monitoring.host_hours, 0.0);
}

void monitoring_on_stop(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    state_cancel(self, &p->visit_event);
    if (taskforce_waits(self, p->waiting_visit))
        taskforce_withdraw(self, TASKFORCE_HUB, p->waiting_visit);
    p->waiting_visit = NONE;
}

void monitoring_on_month(struct world *self, uint32_t subject, uint32_t occurrence)
{
    const double hours = self->params.support.statistics_hours * self->members;

    (void)subject;
    self->reports_late += self->statistics_task != NONE;
    if (self->members > 0)
        self->statistics_task = taskforce_raise(self, TASKFORCE_HUB, TASK_STATISTICS, hours, NONE, NONE,
                                                occurrence);
    schedule_month(self, occurrence + 1);
}

void monitoring_on_statistics(struct world *self, const struct task *task, uint32_t index)
{
    (void)task;
    if (self->statistics_task == index)
        self->statistics_task = NONE;
}
