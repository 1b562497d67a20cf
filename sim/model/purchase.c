/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "purchase.h"

#include "detection.h"
#include "effort.h"
#include "knowledge.h"
#include "provider.h"
#include "taskforce.h"

#define OPENING_DAY 365.0 /* of the train-first policy */

static double visit_rate(const struct world *self, const struct provider *p)
{
    return p->member ? self->params.oversight.cluster_visits : self->params.oversight.solo_visits;
}

/* Per year. */
static double instruction_rate(const struct world *self, const struct provider *p)
{
    return 12.0 *
           (p->member ? self->params.oversight.cluster_instructions : self->params.oversight.solo_instructions);
}

static void schedule_visit(struct world *self, uint32_t provider, double due)
{
    struct provider *const p = &self->providers[provider];

    p->government_visit_due = due;
    p->government_visit_event =
        state_schedule(self, due, EVENT_CLASS_CALENDAR, EVENT_GOVERNMENT_VISIT, provider, 0);
}

static void schedule_instruction(struct world *self, uint32_t provider, double due)
{
    struct provider *const p = &self->providers[provider];

    p->instruction_due = due;
    p->instruction_event = state_schedule(self, due, EVENT_CLASS_CALENDAR, EVENT_INSTRUCTION, provider, 0);
}

static double next_visit(struct world *self, uint32_t provider)
{
    const struct provider *const p = &self->providers[provider];

    return state_next_poisson(self, PURPOSE_GOVERNMENT_VISIT, provider, p->government_visits, visit_rate(self, p));
}

static double next_instruction(struct world *self, uint32_t provider)
{
    const struct provider *const p = &self->providers[provider];

    return state_next_poisson(self, PURPOSE_INSTRUCTION, provider, p->instructions, instruction_rate(self, p));
}

static void begin_purchase(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];

    p->purchased = true;
    p->purchased_since = state_now(self);
    self->unpurchased--;
    STATE_TELL(self, "purchase_begins", "", 0, provider, WORLD_NOBODY, NAN);
}

/* Build-then-buy: purchase begins once capability has reached the gate, and stays. */
static void test_gate(struct world *self, uint32_t provider)
{
    const struct provider *const p = &self->providers[provider];

    if (p->alive && !p->purchased &&
        knowledge_capability(self, knowledge_now(self, provider)) >= self->params.training.gate_capability)
        begin_purchase(self, provider);
}

static void schedule_contracts(struct world *self, uint32_t occurrence)
{
    static const double days[3] = {75.0, 135.0, 315.0};
    const double due = DAYS_PER_YEAR * (double)(occurrence / 3) + days[occurrence % 3];

    state_schedule(self, due, EVENT_CLASS_CALENDAR, EVENT_CONTRACTS, 0, occurrence);
}

void purchase_start(struct world *self)
{
    schedule_contracts(self, 0);
    if (self->params.training.gate == PARAMS_GATE_TRAIN_FIRST)
        state_schedule(self, OPENING_DAY, EVENT_CLASS_CALENDAR, EVENT_PURCHASE_OPENS, 0, 0);
}

void purchase_start_provider(struct world *self, uint32_t provider)
{
    const struct params *const params = &self->params;
    const double stop =
        state_next_poisson(self, PURPOSE_PROVIDER_STOPS, provider, 0, params->purchase.exit_hazard);

    schedule_visit(self, provider, next_visit(self, provider));
    schedule_instruction(self, provider, next_instruction(self, provider));
    state_schedule(self, stop, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, provider, 0);
    if (params->training.gate == PARAMS_GATE_DELIVER)
        begin_purchase(self, provider);
    else if (params->training.gate == PARAMS_GATE_BUILD_THEN_BUY)
        test_gate(self, provider);
}

/* A Poisson process changes its rate: what is left of the present gap is stretched, so that the draw is kept. */
static double stretch(double now, double due, double old_rate, double new_rate)
{
    return now + (due - now) * old_rate / new_rate;
}

void purchase_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    const double now = state_now(self);
    const struct params *const params = &self->params;
    const double old_visits = params->oversight.solo_visits, new_visits = params->oversight.cluster_visits;
    const double old_instructions = params->oversight.solo_instructions;
    const double new_instructions = params->oversight.cluster_instructions;

    (void)subject;
    (void)object;
    for (uint32_t i = 0; i < (uint32_t)params->providers.count; i++) {
        struct provider *const p = &self->providers[i];
        if (!p->member)
            continue;
        if (new_visits != old_visits) {
            state_cancel(self, &p->government_visit_event);
            schedule_visit(self, i,
                           old_visits > 0.0 && new_visits > 0.0
                               ? stretch(now, p->government_visit_due, old_visits, new_visits)
                               : next_visit(self, i));
        }
        if (new_instructions != old_instructions) {
            state_cancel(self, &p->instruction_event);
            schedule_instruction(self, i,
                                 old_instructions > 0.0 && new_instructions > 0.0
                                     ? stretch(now, p->instruction_due, old_instructions, new_instructions)
                                     : next_instruction(self, i));
        }
    }
}

void purchase_on_opening(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        if (self->providers[i].alive && !self->providers[i].purchased)
            begin_purchase(self, i);
    }
}

void purchase_on_session_done(struct world *self, uint32_t provider, uint32_t request)
{
    (void)request;
    if (self->params.training.gate != PARAMS_GATE_BUILD_THEN_BUY || self->unpurchased == 0)
        return;
    if (!self->params.exchange.on || !self->providers[provider].member) {
        test_gate(self, provider);
        return;
    }
    /* What it taught the others may have opened their gates: while any is shut, all are looked at. */
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++)
        test_gate(self, i);
}

void purchase_on_duty_done(struct world *self, uint32_t provider, uint32_t duty)
{
    if (self->params.training.gate == PARAMS_GATE_BUILD_THEN_BUY && self->duties[duty].knowledge > 0.0)
        test_gate(self, provider);
}

/* A third of the yearly hours of a contract; no hours, no task. */
static void raise_contract(struct world *self, double hours, uint32_t provider)
{
    if (hours > 0.0)
        taskforce_raise(self, TASKFORCE_OFFICERS, TASK_CONTRACTS, hours / 3.0, provider, NONE, 0);
}

void purchase_on_contracts(struct world *self, uint32_t subject, uint32_t occurrence)
{
    const struct params *const params = &self->params;

    (void)subject;
    if (self->launched) {
        raise_contract(self, params->government.framework_hours, WORLD_HUB);
        raise_contract(self, params->government.contract_hours, WORLD_HUB);
    }
    for (uint32_t i = 0; i < (uint32_t)params->providers.count; i++) {
        const struct provider *const p = &self->providers[i];
        if (p->alive && p->purchased)
            raise_contract(self, p->member ? params->government.annex_hours : params->government.contract_hours,
                           i);
    }
    schedule_contracts(self, occurrence + 1);
}

void purchase_on_visit_due(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    if (taskforce_waits(self, p->waiting_government_visit)) {
        taskforce_withdraw(self, TASKFORCE_OFFICERS, p->waiting_government_visit);
        self->government_visits_missed++;
    }
    p->waiting_government_visit =
        taskforce_raise(self, TASKFORCE_OFFICERS, TASK_GOVERNMENT_VISIT, self->params.government.visit_hours,
                        provider, NONE, p->government_visits++);
    schedule_visit(self, provider, next_visit(self, provider));
}

void purchase_on_visit(struct world *self, const struct task *task, uint32_t index)
{
    struct provider *const p = &self->providers[task->subject];

    if (p->waiting_government_visit == index)
        p->waiting_government_visit = NONE;
    if (!p->alive)
        return;
    effort_oversee(self, task->subject, 1.0);
    effort_intrude(self, task->subject, self->params.effort.visit_intrusion);
    detection_visit(self, task->subject, PURPOSE_GOVERNMENT_DETECTS, task->number);
    provider_add_duty(self, task->subject, DUTY_HOSTING, self->params.monitoring.host_hours, 0.0);
}

void purchase_on_instruction_due(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    taskforce_raise(self, TASKFORCE_OFFICERS, TASK_INSTRUCTION, self->params.government.instruction_hours,
                    provider, NONE, p->instructions++);
    schedule_instruction(self, provider, next_instruction(self, provider));
}

void purchase_on_instruction(struct world *self, const struct task *task, uint32_t index)
{
    (void)index;
    if (!self->providers[task->subject].alive)
        return;
    effort_intrude(self, task->subject, 1.0);
    provider_add_duty(self, task->subject, DUTY_INSTRUCTION, self->params.cluster.instruction_hours, 0.0);
}

void purchase_on_stop(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    state_cancel(self, &p->government_visit_event);
    state_cancel(self, &p->instruction_event);
    if (taskforce_waits(self, p->waiting_government_visit))
        taskforce_withdraw(self, TASKFORCE_OFFICERS, p->waiting_government_visit);
    p->waiting_government_visit = NONE;
    if (p->purchased)
        self->purchased_days += state_now(self) - p->purchased_since;
    else
        self->unpurchased--;
    p->purchased = false;
}

double purchase_days(const struct world *self, double time)
{
    double days = self->purchased_days;

    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        if (self->providers[i].purchased)
            days += time - self->providers[i].purchased_since;
    }
    return days;
}
