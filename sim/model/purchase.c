/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "purchase.h"

#include "detection.h"
#include "effort.h"
#include "knowledge.h"
#include "provider.h"
#include "taskforce.h"

#define OPENING_DAY 365.0 /* of the train-first policy */

/* Government visits a year under the regime that the provider is in. */
static double visit_rate(const struct world *self, const struct provider *p)
{
    if (!p->member)
        return self->params.oversight.solo_visits;
    return self->clusters[p->cluster].exited ? self->params.exit.visits
                                             : self->params.oversight.cluster_visits;
}

/* Government instructions a year. */
static double instruction_rate(const struct world *self, const struct provider *p)
{
    if (!p->member)
        return 12.0 * self->params.oversight.solo_instructions;
    return self->clusters[p->cluster].exited ? 0.0 : 12.0 * self->params.oversight.cluster_instructions;
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

static double next_visit(const struct world *self, uint32_t provider)
{
    const struct provider *const p = &self->providers[provider];

    return state_next_poisson(self, PURPOSE_GOVERNMENT_VISIT, provider, p->government_visits,
                              p->government_visit_rate);
}

static double next_instruction(const struct world *self, uint32_t provider)
{
    const struct provider *const p = &self->providers[provider];

    return state_next_poisson(self, PURPOSE_INSTRUCTION, provider, p->instructions, p->instruction_rate);
}

/* Visits and instructions go on at the rates of the regime that the provider is in now. */
static void set_regime(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const double old_visits = p->government_visit_rate, visits = visit_rate(self, p);
    const double old_instructions = p->instruction_rate, instructions = instruction_rate(self, p);

    p->government_visit_rate = visits;
    p->instruction_rate = instructions;
    if (visits != old_visits) {
        state_cancel(self, &p->government_visit_event);
        schedule_visit(self, provider,
                       old_visits > 0.0 && visits > 0.0
                           ? state_stretch(self, p->government_visit_due, old_visits, visits)
                           : next_visit(self, provider));
    }
    if (instructions != old_instructions) {
        state_cancel(self, &p->instruction_event);
        schedule_instruction(self, provider,
                             old_instructions > 0.0 && instructions > 0.0
                                 ? state_stretch(self, p->instruction_due, old_instructions, instructions)
                                 : next_instruction(self, provider));
    }
}

void purchase_begin(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];

    p->purchased = true;
    tally_level_add(&self->purchased_level, state_now(self), 1.0);
    p->purchased_since = state_now(self);
    STATE_TELL(self, "purchase_begins", "", 0, provider, WORLD_NOBODY, NAN);
}

void purchase_end(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];

    if (!p->purchased)
        return;
    p->purchased_days += state_now(self) - p->purchased_since;
    p->purchased = false;
    tally_level_add(&self->purchased_level, state_now(self), -1.0);
    STATE_TELL(self, "purchase_ends", "", 0, provider, WORLD_NOBODY, NAN);
}

/* The policy allows purchase from now on: under the standing calendar it begins. */
static void open_gate(struct world *self, uint32_t provider)
{
    self->providers[provider].gate_open = true;
    self->unopened--;
    if (self->params.purchase.calendar == PARAMS_CALENDAR_STANDING)
        purchase_begin(self, provider);
}

/* Build-then-buy: the gate opens once capability has reached it, and stays open. */
static void test_gate(struct world *self, uint32_t provider)
{
    const struct provider *const p = &self->providers[provider];

    if (p->alive && !p->gate_open &&
        knowledge_capability(self, knowledge_now(self, provider)) >= self->params.training.gate_capability)
        open_gate(self, provider);
}

static void schedule_contracts(struct world *self, uint32_t occurrence)
{
    static const double days[3] = {75.0, 135.0, 315.0};
    const double due = DAYS_PER_YEAR * (double)(occurrence / 3) + days[occurrence % 3];

    state_schedule(self, due, EVENT_CLASS_CALENDAR, EVENT_CONTRACTS, 0, occurrence);
}

void purchase_start(struct world *self)
{
    if (self->params.purchase.calendar == PARAMS_CALENDAR_STANDING)
        schedule_contracts(self, 0);
    if (self->params.training.gate == PARAMS_GATE_TRAIN_FIRST)
        state_schedule(self, OPENING_DAY, EVENT_CLASS_CALENDAR, EVENT_PURCHASE_OPENS, 0, 0);
}

void purchase_start_provider(struct world *self, uint32_t provider)
{
    const struct params *const params = &self->params;
    const double stop =
        state_next_poisson(self, PURPOSE_PROVIDER_STOPS, provider, 0, params->purchase.exit_hazard);

    set_regime(self, provider);
    state_schedule(self, stop, EVENT_CLASS_CALENDAR, EVENT_PROVIDER_STOPS, provider, 0);
    if (params->training.gate == PARAMS_GATE_DELIVER)
        open_gate(self, provider);
    else if (params->training.gate == PARAMS_GATE_BUILD_THEN_BUY)
        test_gate(self, provider);
}

void purchase_on_join(struct world *self, uint32_t provider, uint32_t founder)
{
    (void)founder;
    set_regime(self, provider);
}

void purchase_on_exit(struct world *self, uint32_t cluster, uint32_t object)
{
    (void)object;
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        const struct provider *const p = &self->providers[i];
        if (p->member && (cluster == NONE || p->cluster == cluster))
            set_regime(self, i);
    }
}

void purchase_on_opening(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        if (self->providers[i].alive && !self->providers[i].gate_open)
            open_gate(self, i);
    }
}

void purchase_on_session_done(struct world *self, uint32_t provider, uint32_t request)
{
    (void)request;
    if (self->params.training.gate != PARAMS_GATE_BUILD_THEN_BUY || self->unopened == 0)
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

/* A third of the yearly hours of a contract; no hours, no task, and false. */
static bool raise_contract(struct world *self, double hours, uint32_t subject, uint32_t number)
{
    if (hours > 0.0)
        taskforce_raise(self, state_officers(self), TASK_CONTRACTS, hours / 3.0, subject, NONE, number);
    return hours > 0.0;
}

bool purchase_raise_contract(struct world *self, uint32_t provider, uint32_t number)
{
    const struct params *const params = &self->params;

    return raise_contract(self,
                          self->providers[provider].member ? params->government.annex_hours
                                                           : params->government.contract_hours,
                          provider, number);
}

void purchase_raise_frameworks(struct world *self)
{
    const struct params *const params = &self->params;

    for (uint32_t k = 0; self->launched && k < (uint32_t)params->macro.clusters; k++) {
        raise_contract(self, params->government.framework_hours, WORLD_HUB - k, 0);
        if (state_has_hub(self) && !self->clusters[k].exited)
            raise_contract(self, params->government.contract_hours, WORLD_HUB - k, 0);
    }
}

void purchase_on_contracts(struct world *self, uint32_t subject, uint32_t occurrence)
{
    (void)subject;
    purchase_raise_frameworks(self);
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        if (self->providers[i].alive && self->providers[i].purchased)
            purchase_raise_contract(self, i, 0);
    }
    schedule_contracts(self, occurrence + 1);
}

/* Officers' hours on members count on the government's side of autonomy. */
static void count_hours(struct world *self, const struct task *task)
{
    if (self->providers[task->subject].member)
        self->government_hours_on_members += task->hours;
}

void purchase_on_visit_due(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    if (taskforce_waits(self, p->waiting_government_visit)) {
        taskforce_withdraw(self, p->waiting_government_visit);
        self->government_visits_missed++;
    }
    p->waiting_government_visit =
        taskforce_raise(self, state_officers(self), TASK_GOVERNMENT_VISIT,
                        self->params.government.visit_hours, provider, NONE, p->government_visits++);
    schedule_visit(self, provider, next_visit(self, provider));
}

void purchase_on_visit(struct world *self, const struct task *task, uint32_t index)
{
    struct provider *const p = &self->providers[task->subject];

    if (p->waiting_government_visit == index)
        p->waiting_government_visit = NONE;
    count_hours(self, task);
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
    taskforce_raise(self, state_officers(self), TASK_INSTRUCTION, self->params.government.instruction_hours,
                    provider, NONE, p->instructions++);
    schedule_instruction(self, provider, next_instruction(self, provider));
}

void purchase_on_instruction(struct world *self, const struct task *task, uint32_t index)
{
    (void)index;
    count_hours(self, task);
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
        taskforce_withdraw(self, p->waiting_government_visit);
    p->waiting_government_visit = NONE;
    purchase_end(self, provider);
    self->unopened -= !p->gate_open;
}

double purchase_days(const struct world *self, uint32_t provider)
{
    const struct provider *const p = &self->providers[provider];

    return p->purchased_days + (p->purchased ? state_now(self) - p->purchased_since : 0.0);
}
