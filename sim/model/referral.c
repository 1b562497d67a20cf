/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "referral.h"

#include "provider.h"
#include "taskforce.h"
#include "trust.h"

#include <stdlib.h>

#define TRUST_WEIGHT 0.1 /* of a success or refusal relative to a gain or loss */
#define SAME_LOAD    1e-9

/* The least busy living member of one type without provider `except`, NONE when there is none. */
static uint32_t least_of_type(const struct world *self, uint32_t type, uint32_t except)
{
    uint32_t place;

    if (type >= self->provider_types)
        return NONE;
    place = tournament_min(&self->load, self->type_first[type], self->type_first[type + 1],
                           self->providers[except].place);
    return place == TOURNAMENT_NONE ? NONE : self->by_place[place];
}

static uint32_t less_busy(const struct world *self, uint32_t a, uint32_t b)
{
    double load_a, load_b;

    if (a == NONE || b == NONE)
        return a == NONE ? b : a;
    load_a = provider_load(&self->providers[a]);
    load_b = provider_load(&self->providers[b]);
    if (load_a != load_b)
        return load_a < load_b ? a : b;
    return a < b ? a : b;
}

/* Among members at least as fast at the request's type as provider i: the least busy; ties to the lowest index. */
static uint32_t least_busy(const struct world *self, uint32_t i, uint32_t type)
{
    const double off_type = self->params.providers.off_type_efficiency;
    const double own = provider_efficiency(self, &self->providers[i], type);
    uint32_t best = NONE;

    if (own > off_type || off_type == 0.0)
        return least_of_type(self, type, i);
    for (uint32_t t = 0; t < self->provider_types; t++)
        best = less_busy(self, best, least_of_type(self, t, i));
    return best;
}

/* Where request r, at member i, could go now; NONE when nowhere. */
static uint32_t destination(const struct world *self, const struct request *r)
{
    const struct provider *const p = &self->providers[r->at];
    const uint32_t j = least_busy(self, r->at, r->type);
    double without;

    if (j == NONE || r->state == REQUEST_STRANDED)
        return j;
    without = provider_load(p) - 1.0 / (double)p->teams;
    return provider_load(&self->providers[j]) <= without - self->params.referral.gap + SAME_LOAD ? j : NONE;
}

void referral_on_arrival(struct world *self, uint32_t provider, uint32_t object)
{
    const struct params *const params = &self->params;
    const struct provider *const p = &self->providers[provider];
    struct request *r;

    (void)object;
    if (self->current == NONE || !params->referral.on || !p->member)
        return;
    r = &self->requests[self->current];
    if (r->state == REQUEST_IN_SESSION || r->u_engage >= params->referral.engagement)
        return;
    if (r->state == REQUEST_WAITING &&
        provider_load(p) - 1.0 / (double)p->teams < params->referral.threshold - SAME_LOAD)
        return;
    if (destination(self, r) == NONE)
        return;
    r->attempted = true;
    r->task = taskforce_raise(self, TASKFORCE_HUB, TASK_REFERRAL, params->support.referral_hours, provider,
                              self->current, 0);
}

void referral_on_task(struct world *self, const struct task *task, uint32_t done)
{
    const struct params *const params = &self->params;
    const uint32_t index = task->object;
    struct request *const r = &self->requests[index];
    struct ledger *const ledger = &self->ledgers[r->purchased];
    const uint32_t from = r->at;
    const uint32_t to = destination(self, r);
    const double accepts = params->referral.accept_base + params->referral.accept_trust * trust_now(self);

    (void)done;
    r->task = NONE;
    if (to != NONE && r->u_engage < accepts * params->referral.engagement) {
        r->referred = true;
        ledger->referred_out++;
        referral_count_link(self, from, to);
        trust_gain(self, TRUST_WEIGHT);
        STATE_TELL(self, "request_referred", "", r->number, from, to, NAN);
        provider_move(self, index, to);
        return;
    }
    if (to != NONE) {
        ledger->refused++;
        trust_lose(self, TRUST_WEIGHT);
        STATE_TELL(self, "referral_refused", "", r->number, from, to, NAN);
    }
    if (r->state == REQUEST_STRANDED)
        provider_end_request(self, index, PROVIDER_END_LOST);
}

static uint32_t slot_of(const struct world_link *links, uint32_t capacity, uint32_t from, uint32_t to)
{
    uint32_t slot = (from * 0x9E3779B1u ^ to * 0x85EBCA77u) & (capacity - 1);

    while (links[slot].from != NONE && (links[slot].from != from || links[slot].to != to))
        slot = (slot + 1) & (capacity - 1);
    return slot;
}

static bool grow_links(struct world *self)
{
    const uint32_t capacity = self->link_capacity == 0 ? 256 : self->link_capacity * 2;
    struct world_link *const links = malloc(capacity * sizeof *links);

    if (links == NULL) {
        self->error = DIAG_MEMORY;
        return false;
    }
    for (uint32_t i = 0; i < capacity; i++)
        links[i] = (struct world_link){.from = NONE};
    for (uint32_t i = 0; i < self->link_capacity; i++) {
        const struct world_link *const old = &self->links[i];
        if (old->from != NONE)
            links[slot_of(links, capacity, old->from, old->to)] = *old;
    }
    free(self->links);
    self->links = links;
    self->link_capacity = capacity;
    return true;
}

void referral_count_link(struct world *self, uint32_t from, uint32_t to)
{
    struct world_link *link;

    if (2 * (self->link_count + 1) > self->link_capacity && !grow_links(self))
        return;
    link = &self->links[slot_of(self->links, self->link_capacity, from, to)];
    if (link->from == NONE) {
        *link = (struct world_link){.from = from, .to = to};
        self->link_count++;
    }
    link->count++;
}

double referral_density(const struct world *self)
{
    const double n = self->ever_members;

    return n < 2.0 ? NAN : self->link_count / (n * (n - 1.0));
}

double referral_centralisation(struct world *self)
{
    const double n = self->ever_members;
    double most = 0.0, sum = 0.0;

    if (n < 2.0)
        return NAN;
    for (size_t i = 0; i < (size_t)self->params.providers.count; i++)
        self->scratch[i] = 0.0;
    for (uint32_t i = 0; i < self->link_capacity; i++) {
        if (self->links[i].from != NONE)
            self->scratch[self->links[i].to] += 1.0;
    }
    for (size_t i = 0; i < (size_t)self->params.providers.count; i++) {
        most = fmax(most, self->scratch[i]);
        sum += self->scratch[i];
    }
    return (n * most - sum) / ((n - 1.0) * (n - 1.0));
}
