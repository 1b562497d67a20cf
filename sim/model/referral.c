/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "referral.h"

#include "provider.h"
#include "taskforce.h"
#include "trust.h"

#include <stdlib.h>

#define TRUST_WEIGHT 0.1 /* of a success or refusal relative to a gain or loss */
#define SAME_LOAD    1e-9
#define LINKS_LEAST  256u /* slots */

/* Places of one type in clusters [first, end). */
static uint32_t least_in(const struct world *self, uint32_t type, uint32_t first, uint32_t end,
                         uint32_t except)
{
    const uint32_t clusters = (uint32_t)self->params.macro.clusters;
    const uint32_t *const places = self->first_place + (size_t)type * clusters;
    const uint32_t place =
        tournament_min(&self->load, places[first], places[end], self->providers[except].place);

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

enum reach { REACH_OWN, REACH_OTHERS };

/* The least busy living member of one type in the own cluster or in the others; NONE when there is none. */
static uint32_t least_of_type(const struct world *self, enum reach reach, uint32_t type, uint32_t i)
{
    const uint32_t own = self->providers[i].cluster;

    if (type >= self->provider_types)
        return NONE;
    if (reach == REACH_OWN)
        return least_in(self, type, own, own + 1, i);
    return less_busy(self, least_in(self, type, 0, own, i),
                     least_in(self, type, own + 1, (uint32_t)self->params.macro.clusters, i));
}

/* x of j for the type is positive and not below that of i. */
static bool fast_enough(const struct world *self, uint32_t j, uint32_t i, uint32_t type)
{
    const double there = provider_efficiency(self, &self->providers[j], type);

    return there > 0.0 && there >= provider_efficiency(self, &self->providers[i], type);
}

/* Among members at least as fast at the request's type as provider i: the least busy; ties to the lowest
 * index. */
static uint32_t least_busy(const struct world *self, enum reach reach, uint32_t i, uint32_t type)
{
    const double off_type = self->params.providers.off_type_efficiency;
    const double own = provider_efficiency(self, &self->providers[i], type);
    uint32_t best = NONE;

    if (own > off_type || off_type == 0.0)
        return least_of_type(self, reach, type, i);
    for (uint32_t t = 0; t < self->provider_types; t++)
        best = less_busy(self, best, least_of_type(self, reach, t, i));
    return best;
}

/* Next living member after position k of the cluster's ring, in direction +1 or -1; NONE when there is none
 * but i. */
static uint32_t neighbour(const struct world *self, const struct cluster *cluster, uint32_t i, uint32_t *k,
                          bool forward)
{
    const uint32_t size = cluster->end - cluster->first;

    for (uint32_t step = 0; step < size; step++) {
        const uint32_t at = *k - cluster->first;
        *k = cluster->first + (forward ? at + 1 : at + size - 1) % size;
        if (self->by_cluster[*k] == i)
            return NONE;
        if (self->providers[self->by_cluster[*k]].member)
            return self->by_cluster[*k];
    }
    return NONE;
}

/* Shared: the least busy among the `acquaintances` nearest on the ring of living members, half on each side.
 */
static uint32_t least_acquainted(const struct world *self, uint32_t i, uint32_t type)
{
    const struct cluster *const cluster = &self->clusters[self->providers[i].cluster];
    const int known = self->params.referral.acquaintances;
    uint32_t best = NONE;

    for (int side = 0; side < 2; side++) {
        uint32_t k = self->providers[i].seat;
        for (int n = 0; n < (side == 0 ? (known + 1) / 2 : known / 2); n++) {
            const uint32_t j = neighbour(self, cluster, i, &k, side == 0);
            if (j == NONE)
                break;
            if (fast_enough(self, j, i, type))
                best = less_busy(self, best, j);
        }
    }
    return best;
}

/* Where request r, at member i, could go now, docs/model.md (E18); NONE when nowhere. */
static uint32_t destination(const struct world *self, enum reach reach, const struct request *r)
{
    const struct provider *const p = &self->providers[r->at];
    const uint32_t j = self->params.cluster.form == PARAMS_FORM_SHARED && reach == REACH_OWN
                           ? least_acquainted(self, r->at, r->type)
                           : least_busy(self, reach, r->at, r->type);
    double without;

    if (j == NONE || r->state == REQUEST_STRANDED)
        return j;
    without = provider_load(p) - 1.0 / (double)p->teams;
    return provider_load(&self->providers[j]) <= without - self->params.referral.gap + SAME_LOAD ? j : NONE;
}

/* The request's state allows a referral from a member with `threshold` others per team. */
static bool is_busy(const struct provider *p, const struct request *r, double threshold)
{
    return r->state == REQUEST_STRANDED || provider_load(p) - 1.0 / (double)p->teams >= threshold - SAME_LOAD;
}

/* Raises what finds the request another place: a task of the hub or the apex, or a search by the member
 * itself. */
static void try_referral(struct world *self, uint32_t provider, uint32_t index, enum reach reach)
{
    const double hours = self->params.support.referral_hours;
    uint32_t task;

    self->requests[index].attempted = true;
    if (reach == REACH_OTHERS) {
        task = taskforce_raise(self, state_apex(self), TASK_REFERRAL, 2.0 * hours, provider, index, reach);
        self->requests[index].task_force = state_apex(self);
    } else if (self->params.cluster.form == PARAMS_FORM_SHARED) {
        task = provider_add_search(self, provider, hours * self->params.referral.search_factor, index);
        self->requests[index].task_force = NONE;
    } else {
        const uint32_t hub = self->providers[provider].cluster;
        task = taskforce_raise(self, hub, TASK_REFERRAL, hours, provider, index, reach);
        self->requests[index].task_force = hub;
    }
    self->requests[index].task = task;
}

void referral_on_arrival(struct world *self, uint32_t provider, uint32_t object)
{
    const struct params *const params = &self->params;
    const struct provider *const p = &self->providers[provider];
    struct request *r;
    bool busy, very_busy;

    (void)object;
    if (self->current == NONE || !params->referral.on || !p->member)
        return;
    r = &self->requests[self->current];
    if (r->state == REQUEST_IN_SESSION || r->u_engage >= params->referral.engagement)
        return;
    /* Whether it is busy costs less to tell than where the request could go. */
    busy = is_busy(p, r, params->referral.threshold);
    very_busy = params->macro.clusters > 1 && is_busy(p, r, params->macro.threshold);
    if (!busy && !very_busy)
        return;
    if (destination(self, REACH_OWN, r) != NONE) {
        if (busy)
            try_referral(self, provider, self->current, REACH_OWN);
    } else if (very_busy && destination(self, REACH_OTHERS, r) != NONE) {
        try_referral(self, provider, self->current, REACH_OTHERS);
    }
}

/* The hash picks a slot by its size as a share of all hashes, as the capacity is no power of two. */
static uint32_t slot_of(const uint64_t *links, uint32_t capacity, uint64_t pair)
{
    const uint32_t hash = (uint32_t)((pair * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
    uint32_t slot = (uint32_t)(((uint64_t)hash * capacity) >> 32);

    while (links[slot] != 0 && state_link_pair(links[slot]) != pair)
        slot = slot + 1 == capacity ? 0 : slot + 1;
    return slot;
}

static bool grow_links(struct world *self)
{
    const uint32_t capacity = state_more(self->link_capacity, LINKS_LEAST);
    uint64_t *const links = calloc(capacity, sizeof *links);

    if (links == NULL) {
        self->error = DIAG_MEMORY;
        return false;
    }
    for (uint32_t i = 0; i < self->link_capacity; i++) {
        const uint64_t old = self->links[i];
        if (old != 0)
            links[slot_of(links, capacity, state_link_pair(old))] = old;
    }
    free(self->links);
    self->links = links;
    self->link_capacity = capacity;
    return true;
}

/* Adds one to the link from -> to. */
static void count_link(struct world *self, uint32_t from, uint32_t to)
{
    const uint64_t pair = state_link(from, to, 0);
    uint64_t *link;

    if ((uint64_t)5 * (self->link_count + 1) > (uint64_t)4 * self->link_capacity && !grow_links(self))
        return;
    link = &self->links[slot_of(self->links, self->link_capacity, state_link_pair(pair))];
    if (*link == 0) {
        *link = pair;
        self->link_count++;
    }
    ++*link;
}

/* The attempt itself, docs/model.md (E19), once somebody has found the time for it. */
static void attempt(struct world *self, uint32_t index, enum reach reach)
{
    const struct params *const params = &self->params;
    struct request *const r = &self->requests[index];
    struct ledger *const ledger = &self->ledgers[r->purchased];
    const uint32_t from = r->at;
    struct cluster *const cluster = state_cluster_of(self, &self->providers[from]);
    const uint32_t to = destination(self, reach, r);
    const double accepts =
        params->referral.accept_base + params->referral.accept_trust * trust_now(self, cluster);

    r->task = NONE;
    if (to != NONE && r->u_engage < accepts * params->referral.engagement) {
        r->referred = true;
        ledger->referred_out++;
        count_link(self, from, to);
        trust_gain(self, cluster, TRUST_WEIGHT);
        STATE_TELL(self, "request_referred", "", r->number, from, to, NAN);
        provider_move(self, index, to);
        return;
    }
    if (to != NONE) {
        ledger->refused++;
        trust_lose(self, cluster, TRUST_WEIGHT);
        STATE_TELL(self, "referral_refused", "", r->number, from, to, NAN);
    }
    if (r->state == REQUEST_STRANDED)
        provider_end_request(self, index, PROVIDER_END_LOST);
}

void referral_on_task(struct world *self, const struct task *task, uint32_t index)
{
    (void)index;
    attempt(self, task->object, (enum reach)task->number);
}

void referral_on_search_done(struct world *self, uint32_t provider, uint32_t index)
{
    const struct duty *const duty = &self->duties[index];

    (void)provider;
    if (duty->kind != DUTY_SEARCH)
        return;
    self->search_hours += duty->team_days * TEAM_DAY_HOURS;
    if (duty->request != NONE)
        attempt(self, duty->request, REACH_OWN);
}

static uint32_t ever_members(const struct world *self)
{
    uint32_t count = 0;

    for (int k = 0; k < self->params.macro.clusters; k++)
        count += self->clusters[k].ever_members;
    return count;
}

/* docs/model.md (E42) */
double referral_density(const struct world *self)
{
    const double n = ever_members(self);

    return n < 2.0 ? NAN : self->link_count / (n * (n - 1.0));
}

/* docs/model.md (E43): Freeman 1978, of in-degrees */
double referral_centralisation(struct world *self)
{
    const double n = ever_members(self);
    double most = 0.0, sum = 0.0;

    if (n < 2.0)
        return NAN;
    for (size_t i = 0; i < (size_t)self->params.providers.count; i++)
        self->scratch[i] = 0.0;
    for (uint32_t i = 0; i < self->link_capacity; i++) {
        if (self->links[i] != 0)
            self->scratch[state_link_read(self->links[i]).to] += 1.0;
    }
    for (size_t i = 0; i < (size_t)self->params.providers.count; i++) {
        most = fmax(most, self->scratch[i]);
        sum += self->scratch[i];
    }
    return (n * most - sum) / ((n - 1.0) * (n - 1.0));
}
