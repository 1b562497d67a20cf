/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partners.h"

#include "provider.h"
#include "taskforce.h"

enum draw { DRAW_GAP, DRAW_SUCCESS, DRAW_CLUSTER, DRAW_PROVIDER, DRAWS };
enum { VOLUNTEERS = 2 }; /* kind of partner that brings no money */

static void schedule_offer(struct world *self, uint32_t kind)
{
    const double due =
        state_next_poisson(self, PURPOSE_OFFER, kind, self->offers[kind], self->params.partners.offers[kind]);

    state_schedule(self, due, EVENT_CLASS_CALENDAR, EVENT_OFFER, kind, 0);
}

void partners_start(struct world *self)
{
    for (uint32_t kind = 0; kind < PARAMS_OFFERS; kind++)
        schedule_offer(self, kind);
    if (self->params.conference.on)
        state_schedule(self, self->params.conference.day, EVENT_CLASS_CALENDAR, EVENT_CONFERENCE, 0, 0);
}

/* Yuan of a boost, 0 for volunteers. */
static double money_of(const struct params *params, enum boost boost)
{
    const double money[BOOSTS] = {params->partners.amount, 0.0, params->conference.signed_yuan,
                                  params->conference.intent_yuan};

    return money[boost];
}

/* docs/model.md (E35), of a provider with that many teams when it was given. */
static double size_of(const struct world *self, enum boost boost, uint32_t teams)
{
    const struct params *const params = &self->params;

    if (boost == BOOST_VOLUNTEERS)
        return params->partners.boost;
    return money_of(params, boost) / (params->purchase.team_cost * teams);
}

static void give(struct world *self, uint32_t provider, enum boost boost)
{
    struct provider *const p = &self->providers[provider];
    const double days = boost == BOOST_VOLUNTEERS ? self->params.partners.boost_days : DAYS_PER_YEAR;

    if (!p->alive)
        return;
    p->boost += size_of(self, boost, p->teams);
    p->boosts++;
    p->external += money_of(&self->params, boost);
    self->external += money_of(&self->params, boost);
    STATE_TELL(self, "partner_gives", boost == BOOST_VOLUNTEERS ? "volunteers" : "money", 0, provider,
               WORLD_NOBODY, size_of(self, boost, p->teams));
    state_schedule(self, state_now(self) + days, EVENT_CLASS_CALENDAR, EVENT_BOOST_ENDS, provider,
                   BOOSTS * p->teams + boost);
}

void partners_on_boost_ends(struct world *self, uint32_t provider, uint32_t given)
{
    struct provider *const p = &self->providers[provider];

    p->boost -= size_of(self, (enum boost)(given % BOOSTS), given / BOOSTS);
    if (--p->boosts == 0)
        p->boost = 0.0; /* no rounding stays behind */
}

static bool fits(const struct world *self, uint32_t i, bool members)
{
    return members ? self->providers[i].member : self->providers[i].alive;
}

/* Any of list[0..count) (NULL: of all providers) that is a member, or alive, with equal chance; NONE when
 * none is. */
static uint32_t pick(const struct world *self, const uint32_t *list, uint32_t count, double u, bool members)
{
    uint32_t fitting = 0, skip;

    for (uint32_t at = 0; at < count; at++)
        fitting += fits(self, list == NULL ? at : list[at], members);
    skip = (uint32_t)(u * fitting);
    for (uint32_t at = 0; at < count; at++) {
        const uint32_t i = list == NULL ? at : list[at];
        if (fits(self, i, members) && skip-- == 0)
            return i;
    }
    return NONE;
}

/* The member with the longest queue; ties to the lowest index. */
static uint32_t longest_queue(const struct world *self, const struct cluster *cluster)
{
    uint32_t best = NONE, most = 0;

    for (uint32_t seat = cluster->first; seat < cluster->end; seat++) {
        const struct provider *const p = &self->providers[self->by_cluster[seat]];
        const uint32_t queue = p->waiting + p->stranded_count;
        if (p->member && (best == NONE || queue > most)) {
            best = self->by_cluster[seat];
            most = queue;
        }
    }
    return best;
}

void partners_on_offer(struct world *self, uint32_t kind, uint32_t object)
{
    const struct params *const params = &self->params;
    const uint32_t occurrence = self->offers[kind]++;
    const uint32_t clusters = (uint32_t)params->macro.clusters;
    double u[DRAWS];
    uint32_t to;

    (void)object;
    schedule_offer(self, kind);
    streams_fill(&self->streams, PURPOSE_OFFER, kind, occurrence, DRAWS, u);
    if (params->partners.on && self->launched && state_has_hub(self)) {
        const uint32_t hub = (uint32_t)(u[DRAW_CLUSTER] * clusters);
        taskforce_raise(self, hub, TASK_MATCHING, params->support.matching_hours, NONE, kind, occurrence);
        return;
    }
    to = pick(self, NULL, (uint32_t)params->providers.count, u[DRAW_PROVIDER], false);
    if (u[DRAW_SUCCESS] < params->partners.chance && to != NONE)
        give(self, to, kind == VOLUNTEERS ? BOOST_VOLUNTEERS : BOOST_GRANT);
}

void partners_on_matching(struct world *self, const struct task *task, uint32_t index)
{
    const struct cluster *const cluster = &self->clusters[task->force];
    const uint32_t kind = task->object;
    double u[DRAWS];
    uint32_t to;

    (void)index;
    streams_fill(&self->streams, PURPOSE_OFFER, kind, task->number, DRAWS, u);
    if (u[DRAW_SUCCESS] >= self->params.partners.match)
        return;
    to = cluster->steered ? longest_queue(self, cluster)
                          : pick(self, self->by_cluster + cluster->first, cluster->end - cluster->first,
                                 u[DRAW_PROVIDER], true);
    if (to != NONE)
        give(self, to, kind == VOLUNTEERS ? BOOST_VOLUNTEERS : BOOST_GRANT);
}

/* docs/model.md (E36): an intent where it does not sign */
void partners_on_conference(struct world *self, uint32_t subject, uint32_t object)
{
    const struct params *const params = &self->params;
    const double sign = params->conference.sign;

    (void)subject;
    (void)object;
    for (uint32_t k = 0; k < (uint32_t)params->conference.projects; k++) {
        const uint32_t provider = k % (uint32_t)params->providers.count;
        double u[3];
        streams_fill(&self->streams, PURPOSE_CONFERENCE, k, 0, 3, u);
        if (u[0] < sign) {
            self->conference_signed++;
            give(self, provider, BOOST_SIGNED);
        } else if (u[1] * (1.0 - sign) < params->conference.intend) {
            self->conference_intended++;
            if (u[2] < params->conference.honour)
                give(self, provider, BOOST_INTENT);
        }
    }
}
