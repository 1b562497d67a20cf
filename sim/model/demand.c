/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demand.h"

#include "trust.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>

#define SMALL_VARIANCE  0.005
#define SEASON_ROUNDING 1e-6 /* far above what rounding does to a season or its sector */

enum draw {
    DRAW_GAP,
    DRAW_THINNING,
    DRAW_GROUP,
    DRAW_TYPE,
    DRAW_PEOPLE,
    DRAW_PATIENCE,
    DRAW_WORK,
    DRAW_DEFICIENT,
    DRAW_ENGAGE,
    DRAW_CALLBACK,
    DRAW_HOTLINE,
    DRAWS
};

static size_t month_of(const struct world *self, double time)
{
    const size_t month = (size_t)(time / DAYS_PER_MONTH);

    return month < self->months ? month : self->months - 1;
}

/* Bounding rate of provider's candidates in the month of `time`, per day: docs/model.md (E1), at the top of
 * the season and while purchased. */
static double bound(const struct world *self, uint32_t provider, double time)
{
    const double shock = self->shocks == NULL ? 1.0 : self->shocks[month_of(self, time)];

    return self->params.demand.rate * self->providers[provider].popularity *
           (1.0 + self->params.demand.season) * shock;
}

/* docs/model.md (E1), the season over its top */
double demand_season(const struct world *self, double time)
{
    const double amplitude = self->params.demand.season;

    if (amplitude == 0.0)
        return 1.0;
    return (1.0 + amplitude * sin(2.0 * M_PI * (time - self->params.demand.phase) / DAYS_PER_YEAR)) /
           (1.0 + amplitude);
}

/*
 * Most candidates are told apart without a sine: the year is cut into sectors, and in each the season lies
 * within what its slope allows it around its value in the middle. Only for a number in between is it
 * computed.
 */
void demand_set_season(struct world *self)
{
    const double amplitude = self->params.demand.season;
    const double most = M_PI / STATE_SECTORS * amplitude / (1.0 + amplitude) + SEASON_ROUNDING;

    for (int sector = 0; sector < STATE_SECTORS; sector++) {
        const double middle = demand_season(self, (sector + 0.5) * DAYS_PER_YEAR / STATE_SECTORS);
        self->season[sector] = (struct season_range){fmax(0.0, middle - most), middle + most};
    }
}

bool demand_is_below_season(const struct world *self, double u, double time, double factor)
{
    const uint64_t sector = (uint64_t)(time * (STATE_SECTORS / DAYS_PER_YEAR)) % STATE_SECTORS;
    const struct season_range *const range = &self->season[sector];

    if (u < range->least * factor)
        return true;
    return u < range->most * factor && u < demand_season(self, time) * factor;
}

/* Time at which the integral of scale * bound from now reaches `amount`. */
static double pass(const struct world *self, uint32_t provider, double scale, double amount)
{
    const double horizon = self->params.programme.horizon;
    double time = state_now(self);

    if (self->shocks == NULL) {
        const double rate = scale * bound(self, provider, time);
        return rate > 0.0 ? time + amount / rate : INFINITY;
    }
    for (size_t month = month_of(self, time); time < horizon && month < self->months; month++) {
        const double end = DAYS_PER_MONTH * (double)(month + 1);
        const double rate = scale * bound(self, provider, DAYS_PER_MONTH * ((double)month + 0.5));
        if (rate * (end - time) >= amount)
            return time + amount / rate;
        amount -= rate * (end - time);
        time = end;
    }
    return INFINITY;
}

/* The first two numbers of a candidate's stream: the gap before it, and what will decide on it. */
#define NEXT_DRAWS (DRAW_THINNING + 1)

static void schedule_candidate(struct world *self, uint32_t provider, const double next[NEXT_DRAWS])
{
    self->providers[provider].thinning = next[DRAW_THINNING];
    state_schedule(self, pass(self, provider, 1.0, -log(next[DRAW_GAP])), EVENT_CLASS_ARRIVAL,
                   EVENT_CANDIDATE, provider, 0);
}

static void schedule_extra_candidate(struct world *self, uint32_t provider, const double next[NEXT_DRAWS])
{
    const double scale = self->params.promotion.effect;

    self->providers[provider].extra_thinning = next[DRAW_THINNING];
    state_schedule(self, pass(self, provider, scale, -log(next[DRAW_GAP])), EVENT_CLASS_ARRIVAL,
                   EVENT_EXTRA_CANDIDATE, provider, 0);
}

/* What a candidate needs to become a request, if it is `accepted`, and the next one's first numbers. */
static void draw(const struct world *self, uint32_t provider, enum purpose purpose, uint32_t occurrence,
                 bool accepted, double u[DRAWS], double next[NEXT_DRAWS])
{
    if (accepted)
        streams_fill_turn(&self->streams, purpose, provider, occurrence, DRAWS - NEXT_DRAWS, u + NEXT_DRAWS,
                          next);
    else
        streams_fill(&self->streams, purpose, provider, occurrence + 1, NEXT_DRAWS, next);
}

static uint8_t draw_group(const struct params *params, double u)
{
    uint8_t group = 0;

    while (group < PARAMS_CLASSES - 1 && u >= params->demand.share[group])
        u -= params->demand.share[group++];
    return group;
}

/* The provider's own type with probability own_type_share, else uniform over the others. */
static uint8_t draw_type(const struct params *params, uint32_t own, double u)
{
    const double share = params->providers.own_type_share;
    const uint32_t others = (uint32_t)params->providers.types - 1;
    uint32_t type;

    if (others == 0 || u < share)
        return (uint8_t)own;
    type = (uint32_t)((u - share) / (1.0 - share) * others);
    if (type >= others)
        type = others - 1;
    return (uint8_t)(type < own ? type : type + 1);
}

static double draw_work(const struct world *self, double u)
{
    switch (self->params.service.distribution) {
    case PARAMS_DISTRIBUTION_EXPONENTIAL:
        return -log(u);
    case PARAMS_DISTRIBUTION_CONSTANT:
        return 1.0;
    default:
        return state_lognormal(&self->work, u);
    }
}

/* docs/model.md (E4) */
static double draw_deadline(const struct params *params, double now, uint8_t group, double u)
{
    if (isinf(params->demand.patience))
        return INFINITY;
    return now - log(u) * params->demand.patience * params->demand.factor[group];
}

/* The request of an accepted candidate, its people by docs/model.md (E3), not yet in any queue; NONE when
 * memory ran out. */
static uint32_t make_request(struct world *self, uint32_t provider, const double *u)
{
    const struct params *const params = &self->params;
    const struct provider *const p = &self->providers[provider];
    const uint32_t index = state_take_request(self);
    struct request *r;

    if (index == NONE)
        return NONE;
    r = &self->requests[index];
    r->arrival = state_now(self);
    r->number = ++self->requests_numbered;
    r->group = draw_group(params, u[DRAW_GROUP]);
    r->type = draw_type(params, p->type, u[DRAW_TYPE]);
    r->people = 1 + (uint32_t)(-log(u[DRAW_PEOPLE]) * (params->demand.people - 0.5));
    r->deadline = draw_deadline(params, r->arrival, r->group, u[DRAW_PATIENCE]);
    r->work = draw_work(self, u[DRAW_WORK]);
    r->u_deficient = u[DRAW_DEFICIENT];
    r->u_engage = u[DRAW_ENGAGE];
    r->u_callback = u[DRAW_CALLBACK];
    r->u_hotline = u[DRAW_HOTLINE];
    r->home = r->at = provider;
    r->purchased = p->alive && p->purchased;
    r->referred = r->attempted = r->deficient = false;
    r->state = REQUEST_FREE;
    r->next = r->previous = r->task = r->task_force = NONE;
    r->abandonment = CALENDAR_NONE;
    r->quality = 0.0;
    return index;
}

static void count(struct world *self, const struct request *r)
{
    static const char *const groups[PARAMS_CLASSES] = {"elderly", "youth", "disabled"};
    struct ledger *const ledger = &self->ledgers[r->purchased];

    ledger->arrived++;
    ledger->group_arrived[r->group]++;
    self->recent.arrived += r->purchased;
    self->after_arrived += r->purchased && state_after_exit(self);
    STATE_TELL(self, "request_arrives", groups[r->group], r->number, r->home, WORLD_NOBODY, r->people);
}

/* The candidate becomes a request. */
static void accept(struct world *self, uint32_t provider, const double u[DRAWS])
{
    self->current = make_request(self, provider, u);
    if (self->current != NONE)
        count(self, &self->requests[self->current]);
}

/* docs/model.md (E44) */
double demand_expected(const struct params *params)
{
    const double turn = 2.0 * M_PI / DAYS_PER_YEAR, end = params->programme.horizon;
    const double season =
        (cos(turn * params->demand.phase) - cos(turn * (end - params->demand.phase))) / turn;

    return params->demand.rate * params->providers.count * (end + params->demand.season * season);
}

/* docs/model.md (E1), o_i: 1 while purchased from, walk_in otherwise. */
static double outreach(const struct world *self, const struct provider *p)
{
    return p->alive && p->purchased ? 1.0 : self->params.demand.walk_in;
}

void demand_on_candidate(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];
    const double now = state_now(self), reached = outreach(self, p);
    const bool demanded = demand_is_below_season(self, p->thinning, now, 1.0);
    const bool accepted = reached == 1.0 ? demanded : demand_is_below_season(self, p->thinning, now, reached);
    double u[DRAWS], next[NEXT_DRAWS];

    (void)object;
    self->current = NONE;
    self->demanded += demanded;
    draw(self, provider, PURPOSE_DEMAND, p->candidates++, accepted, u, next);
    schedule_candidate(self, provider, next);
    if (accepted)
        accept(self, provider, u);
}

/* docs/model.md (E2), relative to the bound of extra candidates */
void demand_on_extra_candidate(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];
    struct cluster *const cluster = state_cluster_of(self, p);
    const double reach = -expm1(-((double)cluster->members - 1.0) / 8.0);
    const double chance =
        demand_season(self, state_now(self)) * outreach(self, p) * trust_now(self, cluster) * reach;
    const bool accepted = p->extra_thinning < chance;
    double u[DRAWS], next[NEXT_DRAWS];

    (void)object;
    self->current = NONE;
    if (!p->member)
        return;
    draw(self, provider, PURPOSE_EXTRA_DEMAND, p->extra_candidates++, accepted, u, next);
    schedule_extra_candidate(self, provider, next);
    if (accepted)
        accept(self, provider, u);
}

void demand_on_join(struct world *self, uint32_t provider, uint32_t founder)
{
    double next[NEXT_DRAWS];

    (void)founder;
    if (!self->params.promotion.on)
        return;
    streams_fill(&self->streams, PURPOSE_EXTRA_DEMAND, provider, self->providers[provider].extra_candidates,
                 NEXT_DRAWS, next);
    schedule_extra_candidate(self, provider, next);
}

void demand_start(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const double u = streams_uniform(&self->streams, PURPOSE_POPULARITY, provider, 0);
    const struct lognormal spread = state_lognormal_of(self->params.providers.popularity_cv);
    double next[NEXT_DRAWS];

    p->popularity = state_lognormal(&spread, u);
    streams_fill(&self->streams, PURPOSE_DEMAND, provider, p->candidates, NEXT_DRAWS, next);
    schedule_candidate(self, provider, next);
}

/* Gamma with mean 1. Where it varies little GSL's inverse does not always converge; there the cube of a
 * normal is as good (Wilson & Hilferty 1931). */
static double draw_shock(double variance, double u)
{
    const double root = 1.0 - variance / 9.0 + sqrt(variance) / 3.0 * gsl_cdf_ugaussian_Pinv(u);

    return variance < SMALL_VARIANCE ? root * root * root : gsl_cdf_gamma_Pinv(u, 1.0 / variance, variance);
}

void demand_start_shocks(struct world *self)
{
    const double variance = self->params.demand.shock;

    for (size_t month = 0; self->shocks != NULL && month < self->months; month++) {
        const double u = streams_uniform(&self->streams, PURPOSE_SHOCK, 0, (uint32_t)month);
        self->shocks[month] = draw_shock(variance, u);
    }
}
