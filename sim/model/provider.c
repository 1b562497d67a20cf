/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provider.h"

#include "session.h"
#include "taskforce.h"

static const char *const duty_names[DUTY_KINDS] = {
    [DUTY_MEMBERSHIP] = "membership",
    [DUTY_TRAINING] = "training",
    [DUTY_SELF_TRAINING] = "self-training",
    [DUTY_HOSTING] = "hosting",
    [DUTY_INSTRUCTION] = "instruction",
    [DUTY_STEERING] = "steering",
    [DUTY_BRANCH] = "branch",
    [DUTY_SEARCH] = "search",
};

double provider_efficiency(const struct world *self, const struct provider *p, uint32_t type)
{
    return p->type == type ? 1.0 : self->params.providers.off_type_efficiency;
}

double provider_load(const struct provider *p)
{
    const double requests = p->waiting + p->stranded_count + p->in_session;

    return p->teams == 1 ? requests : requests / (double)p->teams; /* to divide takes longer than to ask */
}

void provider_update_load(struct world *self, uint32_t provider)
{
    const struct provider *const p = &self->providers[provider];

    if (self->launched && self->params.referral.on)
        tournament_set(&self->load, p->place, p->member ? provider_load(p) : INFINITY);
}

/* Appends to the queue that fits the request's state; counts nothing in the ledger. */
static void append(struct world *self, uint32_t provider, uint32_t index)
{
    struct provider *const p = &self->providers[provider];
    struct request *const r = &self->requests[index];
    const bool serves = provider_efficiency(self, p, r->type) > 0.0;
    uint32_t *const head = serves ? &p->head : &p->stranded;
    uint32_t *const tail = serves ? &p->tail : &p->stranded_tail;

    r->state = serves ? REQUEST_WAITING : REQUEST_STRANDED;
    r->at = provider;
    r->next = NONE;
    r->previous = *tail;
    if (*tail != NONE)
        self->requests[*tail].next = index;
    else
        *head = index;
    *tail = index;
    *(serves ? &p->waiting : &p->stranded_count) += 1;
    provider_update_load(self, provider);
}

/* Takes out of the queue it is in; counts nothing in the ledger. */
static void take_out(struct world *self, uint32_t index)
{
    const struct request *const r = &self->requests[index];
    struct provider *const p = &self->providers[r->at];
    const bool serves = r->state == REQUEST_WAITING;

    if (r->previous != NONE)
        self->requests[r->previous].next = r->next;
    else
        *(serves ? &p->head : &p->stranded) = r->next;
    if (r->next != NONE)
        self->requests[r->next].previous = r->previous;
    else
        *(serves ? &p->tail : &p->stranded_tail) = r->previous;
    *(serves ? &p->waiting : &p->stranded_count) -= 1;
    provider_update_load(self, r->at);
}

static void join_ledger(struct world *self, const struct request *r)
{
    struct ledger *const ledger = &self->ledgers[r->purchased];

    ledger->waiting++;
    tally_level_add(&ledger->queue, state_now(self), 1.0);
}

/* A search that has not begun will not begin; one that has ends without effect. */
static void withdraw_search(struct world *self, uint32_t duty)
{
    self->duties[duty].withdrawn = true;
    self->duties[duty].request = NONE;
}

/* The wait is over, whatever comes: the ledger, the deadline and the referral task know. Returns the wait. */
static double end_wait(struct world *self, uint32_t index)
{
    struct request *const r = &self->requests[index];
    struct ledger *const ledger = &self->ledgers[r->purchased];
    const double wait = state_now(self) - r->arrival;

    ledger->waiting--;
    ledger->waits += wait;
    tally_level_add(&ledger->queue, state_now(self), -1.0);
    state_cancel(self, &r->abandonment);
    if (r->task != NONE && r->task_force == NONE)
        withdraw_search(self, r->task);
    else if (r->task != NONE)
        taskforce_withdraw(self, r->task);
    r->task = NONE;
    return wait;
}

static void start_duty(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const uint32_t index = p->duty_head;
    const struct duty *const duty = &self->duties[index];

    p->duty_head = duty->next;
    if (p->duty_head == NONE)
        p->duty_tail = NONE;
    p->busy++;
    tally_level_add(&self->duty_level, state_now(self), 1.0);
    STATE_TELL(self, "duty_starts", duty_names[duty->kind], 0, provider, WORLD_NOBODY, duty->team_days);
    state_schedule(self, state_now(self) + duty->team_days, EVENT_CLASS_COMPLETION, EVENT_DUTY_DONE, provider,
                   index);
}

static void start_session(struct world *self, uint32_t provider, uint32_t index, double wait)
{
    struct provider *const p = &self->providers[provider];

    self->requests[index].state = REQUEST_IN_SESSION;
    p->busy++;
    p->in_session++;
    provider_update_load(self, provider);
    session_start(self, provider, index, wait);
}

/* Drops searches at the front of the duties that are no longer wanted. */
static void skip_withdrawn(struct world *self, struct provider *p)
{
    while (p->duty_head != NONE && self->duties[p->duty_head].withdrawn) {
        const uint32_t next = self->duties[p->duty_head].next;
        state_give_duty(self, p->duty_head);
        p->duty_head = next;
    }
    if (p->duty_head == NONE)
        p->duty_tail = NONE;
}

/* Lead: a team of the leading member takes a task of the hub. */
static bool start_hub_task(struct world *self, uint32_t provider)
{
    if (state_cluster_of(self, &self->providers[provider])->lead != provider)
        return false;
    if (!taskforce_begin_at(self, provider))
        return false;
    self->providers[provider].busy++;
    tally_level_add(&self->duty_level, state_now(self), 1.0);
    return true;
}

void provider_release(struct world *self, uint32_t provider)
{
    self->providers[provider].busy--;
    tally_level_add(&self->duty_level, state_now(self), -1.0);
    provider_assign(self, provider);
}

void provider_assign(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];

    while (p->busy < p->teams) {
        skip_withdrawn(self, p);
        if (p->duty_head != NONE) {
            start_duty(self, provider);
        } else if (start_hub_task(self, provider)) {
            continue;
        } else if (p->head != NONE) {
            const uint32_t index = p->head;
            take_out(self, index);
            start_session(self, provider, index, end_wait(self, index));
        } else {
            return;
        }
    }
}

/* docs/model.md (E21) */
static uint32_t add_duty(struct world *self, uint32_t provider, enum duty_kind kind, double hours,
                         double knowledge, uint32_t request)
{
    struct provider *const p = &self->providers[provider];
    uint32_t index;

    if (!p->alive || (index = state_take_duty(self)) == NONE)
        return NONE;
    self->duties[index] = (struct duty){.team_days = hours / TEAM_DAY_HOURS,
                                        .knowledge = knowledge,
                                        .request = request,
                                        .next = NONE,
                                        .kind = (uint8_t)kind};
    if (p->duty_tail != NONE)
        self->duties[p->duty_tail].next = index;
    else
        p->duty_head = index;
    p->duty_tail = index;
    provider_assign(self, provider);
    return index;
}

void provider_add_duty(struct world *self, uint32_t provider, enum duty_kind kind, double hours,
                       double knowledge)
{
    add_duty(self, provider, kind, hours, knowledge, NONE);
}

uint32_t provider_add_search(struct world *self, uint32_t provider, double hours, uint32_t request)
{
    return add_duty(self, provider, DUTY_SEARCH, hours, 0.0, request);
}

void provider_move(struct world *self, uint32_t index, uint32_t to)
{
    take_out(self, index);
    append(self, to, index);
    self->ledgers[self->requests[index].purchased].referred_in++;
    provider_assign(self, to);
}

void provider_end_request(struct world *self, uint32_t index, enum provider_end end)
{
    struct request *const r = &self->requests[index];
    struct ledger *const ledger = &self->ledgers[r->purchased];
    const double wait = end_wait(self, index);

    take_out(self, index);
    if (end == PROVIDER_END_ABANDONED)
        ledger->abandoned++;
    else
        ledger->lost++;
    STATE_TELL(self, end == PROVIDER_END_ABANDONED ? "request_abandons" : "request_lost", "", r->number,
               r->at, WORLD_NOBODY, wait);
    r->state = REQUEST_FREE;
    state_give_request(self, index);
}

void provider_on_arrival(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];
    const uint32_t index = self->current;
    struct request *r;

    (void)object;
    if (index == NONE)
        return;
    r = &self->requests[index];
    if (p->alive && p->busy < p->teams && provider_efficiency(self, p, r->type) > 0.0) {
        r->at = provider;
        start_session(self, provider, index, 0.0);
        return;
    }
    append(self, provider, index);
    join_ledger(self, r);
    if (!p->alive) {
        provider_end_request(self, index, PROVIDER_END_LOST);
        self->current = NONE;
        return;
    }
    r->abandonment = state_schedule(self, r->deadline, EVENT_CLASS_ABANDONMENT, EVENT_ABANDONMENT, index, 0);
}

void provider_after_arrival(struct world *self, uint32_t provider, uint32_t object)
{
    const uint32_t index = self->current;

    (void)provider;
    (void)object;
    if (index != NONE && self->requests[index].state == REQUEST_STRANDED &&
        self->requests[index].task == NONE)
        provider_end_request(self, index, PROVIDER_END_LOST);
    self->current = NONE;
}

void provider_on_session_done(struct world *self, uint32_t provider, uint32_t index)
{
    struct provider *const p = &self->providers[provider];

    p->busy--;
    p->in_session--;
    provider_update_load(self, provider);
    session_end(self, provider, index);
}

void provider_after_session(struct world *self, uint32_t provider, uint32_t index)
{
    self->requests[index].state = REQUEST_FREE;
    state_give_request(self, index);
    provider_assign(self, provider);
}

void provider_on_duty_done(struct world *self, uint32_t provider, uint32_t index)
{
    struct provider *const p = &self->providers[provider];

    p->busy--;
    tally_level_add(&self->duty_level, state_now(self), -1.0);
    STATE_TELL(self, "duty_ends", duty_names[self->duties[index].kind], 0, provider, WORLD_NOBODY,
               self->duties[index].team_days);
}

void provider_after_duty(struct world *self, uint32_t provider, uint32_t index)
{
    state_give_duty(self, index);
    provider_assign(self, provider);
}

void provider_on_abandonment(struct world *self, uint32_t index, uint32_t object)
{
    (void)object;
    self->requests[index].abandonment = CALENDAR_NONE;
    provider_end_request(self, index, PROVIDER_END_ABANDONED);
}

void provider_on_stop(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    p->alive = false;
    self->alive--;
    tally_level_add(&self->alive_level, state_now(self), -1.0);
    STATE_TELL(self, "provider_stops", "", 0, provider, WORLD_NOBODY, NAN);
    while (p->head != NONE)
        provider_end_request(self, p->head, PROVIDER_END_LOST);
    while (p->stranded != NONE)
        provider_end_request(self, p->stranded, PROVIDER_END_LOST);
    while (p->duty_head != NONE) {
        const uint32_t next = self->duties[p->duty_head].next;
        state_give_duty(self, p->duty_head);
        p->duty_head = next;
    }
    p->duty_tail = NONE;
}
