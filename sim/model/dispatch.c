/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dispatch.h"

#include "coordination.h"
#include "cycle.h"
#include "demand.h"
#include "exchange.h"
#include "exit.h"
#include "finance.h"
#include "knowledge.h"
#include "lead.h"
#include "membership.h"
#include "monitoring.h"
#include "outcome_collect.h"
#include "partners.h"
#include "provider.h"
#include "purchase.h"
#include "referral.h"
#include "steering.h"
#include "taskforce.h"
#include "training.h"
#include "trust.h"

typedef void handler(struct world *self, uint32_t subject, uint32_t object);
typedef void task_handler(struct world *self, const struct task *task, uint32_t index);

static handler on_task_done;

#define MOST_HANDLERS       8
#define CACHE_LINE          64
#define PROVIDER_BUSY_BYTES 256 /* of a provider, what most events touch */
/* How many events before its own a thing is fetched, so that what leads to it is there. */
#define EVENTS_AHEAD (CALENDAR_MOST_AHEAD - 1)
#define NAMED_AHEAD  8
#define NEXT_AHEAD   3

/* One row a kind: who hears of it, in order. A new mechanism adds itself here. */
static const struct {
    const char *name;
    handler *handlers[MOST_HANDLERS]; /* NULL ends the list */
} kinds[EVENT_KINDS] = {
    [EVENT_SESSION_DONE] = {"session_done",
                            {provider_on_session_done, knowledge_on_session_done, exchange_on_session_done,
                             monitoring_on_session_done, purchase_on_session_done, membership_on_session_done,
                             provider_after_session}},
    [EVENT_DUTY_DONE] = {"duty_done",
                         {provider_on_duty_done, knowledge_on_duty_done, purchase_on_duty_done,
                          referral_on_search_done, provider_after_duty}},
    [EVENT_TASK_DONE] = {"task_done", {on_task_done, taskforce_on_task_done}},
    [EVENT_ABANDONMENT] = {"abandonment", {provider_on_abandonment}},
    [EVENT_CANDIDATE] = {"candidate",
                         {demand_on_candidate, provider_on_arrival, referral_on_arrival,
                          provider_after_arrival}},
    [EVENT_EXTRA_CANDIDATE] = {"extra_candidate",
                               {demand_on_extra_candidate, provider_on_arrival, referral_on_arrival,
                                provider_after_arrival}},
    [EVENT_LAUNCH] = {"launch",
                      {membership_on_launch, trust_on_launch, finance_on_launch, training_on_launch,
                       coordination_on_launch, monitoring_on_launch, steering_on_launch, exit_on_launch}},
    [EVENT_MEMBER_JOINS] = {"member_joins",
                            {membership_on_join, trust_on_join, demand_on_join, monitoring_on_join,
                             purchase_on_join, finance_on_membership, lead_on_join}},
    [EVENT_JOIN_OCCASION] = {"join_occasion", {membership_on_occasion}},
    [EVENT_EXIT] = {"exit", {exit_on_exit, purchase_on_exit, finance_on_exit, lead_on_exit}},
    [EVENT_WATCH] = {"watch", {exit_on_watch}},
    [EVENT_STEERING] = {"steering", {steering_on_due}},
    [EVENT_BRANCH] = {"branch", {steering_on_branch}},
    [EVENT_OFFER] = {"offer", {partners_on_offer}},
    [EVENT_BOOST_ENDS] = {"boost_ends", {partners_on_boost_ends}},
    [EVENT_CONFERENCE] = {"conference", {partners_on_conference}},
    [EVENT_PHASE] = {"phase", {cycle_on_phase}},
    [EVENT_PURCHASE_OPENS] = {"purchase_opens", {purchase_on_opening}},
    [EVENT_STAFF_LEAVES] = {"staff_leaves", {knowledge_on_staff_leaves}},
    [EVENT_PROVIDER_STOPS] = {"provider_stops",
                              {membership_on_stop, provider_on_stop, monitoring_on_stop, purchase_on_stop,
                               finance_on_membership, lead_on_stop}},
    [EVENT_SELF_TRAINING] = {"self_training", {training_on_self}},
    [EVENT_TRAINING] = {"training", {training_on_due}},
    [EVENT_WEEK] = {"week", {coordination_on_week}},
    [EVENT_MONTH] = {"month", {monitoring_on_month}},
    [EVENT_VISIT] = {"visit", {monitoring_on_visit_due}},
    [EVENT_GOVERNMENT_VISIT] = {"government_visit", {purchase_on_visit_due}},
    [EVENT_INSTRUCTION] = {"instruction", {purchase_on_instruction_due}},
    [EVENT_CONTRACTS] = {"contracts", {purchase_on_contracts}},
    [EVENT_HUB_CLOSES] = {"hub_closes", {taskforce_on_hub_closes}},
    [EVENT_HUB_OPENS] = {"hub_opens", {taskforce_on_hub_opens}},
    [EVENT_SAMPLE] = {"sample", {outcome_collect_sample}},
};

/* What a finished task brings about; subject, object and number of a task: */
static task_handler *const effects[TASK_KINDS] = {
    [TASK_REFERRAL] = referral_on_task,           /* referring member, request, reach */
    [TASK_ONBOARDING] = membership_on_onboarding, /* provider */
    [TASK_TRAINING] = training_on_task,           /* first seat, end of seats, number of the class */
    [TASK_VISIT] = monitoring_on_visit,           /* provider, -, number of the visit */
    [TASK_CALLBACK] = monitoring_on_call,         /* provider, deficiency it reveals or NONE */
    [TASK_FOLLOWUP] = monitoring_on_call,         /* provider, deficiency */
    [TASK_COORDINATION] = coordination_on_task,   /* - */
    [TASK_STEERING] = NULL,                       /* - */
    [TASK_MATCHING] = partners_on_matching,       /* -, kind of partner, number of the offer */
    [TASK_STATISTICS] = monitoring_on_statistics, /* - */
    [TASK_CONTRACTS] = cycle_on_contract_task,   /* provider or WORLD_HUB - k, -, year of a review + 1 or 0 */
    [TASK_GOVERNMENT_VISIT] = purchase_on_visit, /* provider, -, number of the visit */
    [TASK_INSTRUCTION] = purchase_on_instruction, /* provider, -, number of the instruction */
    [TASK_BUREAU] = steering_on_bureau,           /* -, -, cluster */
};

static void on_task_done(struct world *self, uint32_t id, uint32_t index)
{
    const struct task task = self->tasks[index]; /* a copy: the pool may move while the effect raises tasks */

    (void)id;
    if (!task.withdrawn && effects[task.kind] != NULL)
        effects[task.kind](self, &task, index);
}

void dispatch_event(struct world *self, const struct calendar_event *event)
{
    handler *const *next = kinds[event->kind].handlers;

    for (int i = 0; i < MOST_HANDLERS && next[i] != NULL; i++)
        next[i](self, event->subject, event->object);
}

/* The lines of one thing that an event will touch. Without the empty statement GCC finds that all this has no
 * effect and leaves out the calls. */
static inline void fetch(const void *thing, size_t size)
{
    __asm__ volatile("");
    for (size_t line = 0; line < size; line += CACHE_LINE)
        __builtin_prefetch((const char *)thing + line);
}

/* What an event names. */
static void fetch_named(const struct world *self, const struct calendar_event *event)
{
    switch (event->kind) {
    case EVENT_SESSION_DONE:
        fetch(&self->requests[event->object], sizeof *self->requests);
        fetch(&self->providers[event->subject], PROVIDER_BUSY_BYTES);
        break;
    case EVENT_ABANDONMENT:
        fetch(&self->requests[event->subject], sizeof *self->requests);
        break;
    case EVENT_DUTY_DONE:
        fetch(&self->duties[event->object], sizeof *self->duties);
        fetch(&self->providers[event->subject], PROVIDER_BUSY_BYTES);
        break;
    case EVENT_TASK_DONE:
        fetch(&self->tasks[event->object], sizeof *self->tasks);
        break;
    case EVENT_CANDIDATE:
    case EVENT_EXTRA_CANDIDATE:
    case EVENT_STAFF_LEAVES:
    case EVENT_VISIT:
    case EVENT_GOVERNMENT_VISIT:
    case EVENT_INSTRUCTION:
        fetch(&self->providers[event->subject], PROVIDER_BUSY_BYTES);
        break;
    default:
        break;
    }
}

/* What that leads to: who is next in a queue, or the last that the new one is put behind; a load. */
static void fetch_of_provider(const struct world *self, uint32_t provider, bool arrives)
{
    const struct provider *const p = &self->providers[provider];
    const uint32_t request = arrives ? p->tail : p->head;

    if (self->params.referral.on)
        fetch(&self->load.keys[p->place], sizeof *self->load.keys);
    if (!arrives && p->duty_head != NONE)
        fetch(&self->duties[p->duty_head], sizeof *self->duties);
    else if (request != NONE)
        fetch(&self->requests[request], sizeof *self->requests);
}

static void fetch_of_task(const struct world *self, const struct task *task)
{
    if (task->kind == TASK_REFERRAL && task->object != NONE)
        fetch(&self->requests[task->object], sizeof *self->requests);
    if (task->subject < (uint32_t)self->params.providers.count)
        fetch(&self->providers[task->subject], PROVIDER_BUSY_BYTES);
}

static void fetch_next(const struct world *self, const struct calendar_event *event)
{
    switch (event->kind) {
    case EVENT_SESSION_DONE:
    case EVENT_DUTY_DONE:
        fetch_of_provider(self, event->subject, false);
        break;
    case EVENT_CANDIDATE:
    case EVENT_EXTRA_CANDIDATE:
        fetch_of_provider(self, event->subject, true);
        break;
    case EVENT_ABANDONMENT:
        fetch(&self->providers[self->requests[event->subject].at], PROVIDER_BUSY_BYTES);
        break;
    case EVENT_TASK_DONE:
        fetch_of_task(self, &self->tasks[event->object]);
        break;
    default:
        break;
    }
}

void dispatch_foresee(const struct world *self)
{
    struct calendar_event event;

    calendar_fetch(self->calendar, EVENTS_AHEAD);
    if (calendar_foresee(self->calendar, NAMED_AHEAD, &event))
        fetch_named(self, &event);
    if (calendar_foresee(self->calendar, NEXT_AHEAD, &event))
        fetch_next(self, &event);
}

const char *dispatch_name(enum event_kind kind)
{
    return kinds[kind].name;
}
