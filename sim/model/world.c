/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/model/world.h"

#include "demand.h"
#include "dispatch.h"
#include "effort.h"
#include "knowledge.h"
#include "outcome_collect.h"
#include "purchase.h"
#include "state.h"
#include "taskforce.h"
#include "training.h"
#include "verify.h"

#include <gsl/gsl_math.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLE_SLACK 1e-9 /* months: a horizon of whole months ends with a month, not with a sliver */

size_t world_sample_count(const struct params *params)
{
    return (size_t)ceil(params->programme.horizon / DAYS_PER_MONTH - SAMPLE_SLACK) + 1;
}

double world_sample_time(const struct params *params, size_t sample)
{
    if (sample + 1 >= world_sample_count(params))
        return params->programme.horizon;
    return (double)sample * DAYS_PER_MONTH;
}

/* Constants that the parameters imply. */
static void derive(struct world *self)
{
    const struct params *const params = &self->params;

    self->decay = M_LN2 / params->learning.half_life;
    self->exponent = -log2(params->learning.progress_ratio);
    self->oversight_rate = 1.0 / params->effort.memory;
    self->samples = world_sample_count(params);
    self->months = (size_t)(params->programme.horizon / DAYS_PER_MONTH) + 1;
}

/* Providers' types, and their places sorted by (type, index). */
static void place_providers(struct world *self)
{
    const uint32_t count = (uint32_t)self->params.providers.count;
    const uint32_t types =
        self->params.providers.same_type ? 1 : (uint32_t)self->params.providers.types;
    uint32_t place = 0;

    self->provider_types = types;
    for (uint32_t type = 0; type < types; type++) {
        self->type_first[type] = place;
        for (uint32_t i = type; i < count; i += types) {
            self->providers[i].type = type;
            self->providers[i].place = place;
            self->by_place[place++] = i;
        }
    }
    self->type_first[types] = place;
}

static int alloc_arrays(struct world *self)
{
    const size_t count = (size_t)self->params.providers.count;

    self->providers = calloc(count, sizeof *self->providers);
    self->by_place = calloc(count, sizeof *self->by_place);
    self->class_tasks = calloc(count, sizeof *self->class_tasks);
    self->scratch = calloc(count, sizeof *self->scratch);
    self->series = calloc(self->samples * OUTCOME_SERIES_COUNT, sizeof *self->series);
    if (self->params.demand.shock > 0.0)
        self->shocks = calloc(self->months, sizeof *self->shocks);
    if (self->providers == NULL || self->by_place == NULL || self->class_tasks == NULL ||
        self->scratch == NULL || self->series == NULL ||
        (self->params.demand.shock > 0.0 && self->shocks == NULL))
        return DIAG_MEMORY;
    return DIAG_OK;
}

int world_alloc(struct world **self, const struct params *params)
{
    struct world *const w = calloc(1, sizeof *w);
    const size_t count = (size_t)params->providers.count;

    *self = NULL;
    if (w == NULL)
        return DIAG_MEMORY;
    w->params = *params;
    derive(w);
    if (alloc_arrays(w) < 0 || calendar_alloc(&w->calendar, 8 * count + 64) < 0 ||
        tournament_alloc(&w->load, (uint32_t)count) < 0) {
        world_free(w);
        return DIAG_MEMORY;
    }
    world_reset(w, 1, 0);
    *self = w;
    return DIAG_OK;
}

void world_free(struct world *self)
{
    if (self == NULL)
        return;
    calendar_free(self->calendar);
    tournament_free(&self->load);
    free(self->providers);
    free(self->by_place);
    free(self->class_tasks);
    free(self->scratch);
    free(self->series);
    free(self->shocks);
    free(self->requests);
    free(self->duties);
    free(self->deficiencies);
    free(self->tasks);
    free(self->links);
    free(self);
}

static void empty_pool(struct pool *pool)
{
    pool->free = NONE;
    pool->used = 0;
}

/* Everything that is counted or shared goes back to its beginning; storage stays. */
static void reset_state(struct world *self)
{
    calendar_reset(self->calendar);
    tournament_reset(&self->load);
    empty_pool(&self->request_pool);
    empty_pool(&self->duty_pool);
    empty_pool(&self->deficiency_pool);
    empty_pool(&self->task_pool);
    taskforce_reset(self, TASKFORCE_HUB,
                    state_is_cluster(self) ? (uint32_t)self->params.support.staff : 0);
    taskforce_reset(self, TASKFORCE_OFFICERS, (uint32_t)self->params.government.officers);
    self->alive = self->unpurchased = (uint32_t)self->params.providers.count;
    self->members = self->ever_members = 0;
    self->launched = false;
    self->trust = self->params.trust.start;
    self->trust_time = 0.0;
    self->current = self->statistics_task = NONE;
    self->requests_numbered = self->sessions = self->events = 0;
    self->exchange_all = (struct exchange_sum){0.0, 0.0};
    memset(self->exchange_type, 0, sizeof self->exchange_type);
    for (uint32_t i = 0; i < self->link_capacity; i++)
        self->links[i] = (struct world_link){.from = NONE};
    self->link_count = 0;
    memset(self->ledgers, 0, sizeof self->ledgers);
    tally_quantile_reset(&self->waits);
    tally_level_reset(&self->duty_level, 0.0, 0.0);
    tally_level_reset(&self->alive_level, 0.0, self->alive);
    self->penalties = self->purchased_days = 0.0;
    self->visits_missed = self->government_visits_missed = self->trainings_missed = self->reports_late = 0;
    self->recent = (struct recent){0};
    self->error = DIAG_OK;
    self->complaint[0] = '\0';
}

static void reset_provider(struct world *self, uint32_t i)
{
    const struct params *const params = &self->params;
    struct provider *const p = &self->providers[i];
    const double teams = (double)params->providers.count * params->providers.teams;

    *p = (struct provider){.type = p->type,
                           .place = p->place,
                           .alive = true,
                           .teams = (uint32_t)params->providers.teams,
                           .capacity = params->providers.capacity_scale +
                                       params->purchase.reinvest / (params->purchase.team_cost * teams),
                           .head = NONE,
                           .tail = NONE,
                           .stranded = NONE,
                           .stranded_tail = NONE,
                           .duty_head = NONE,
                           .duty_tail = NONE,
                           .deficient_head = NONE,
                           .deficient_tail = NONE,
                           .waiting_visit = NONE,
                           .waiting_government_visit = NONE,
                           .visit_event = CALENDAR_NONE,
                           .government_visit_event = CALENDAR_NONE,
                           .instruction_event = CALENDAR_NONE};
    self->class_tasks[i] = NONE;
    demand_start(self, i);
    knowledge_start(self, i);
    effort_start(self, i);
    purchase_start_provider(self, i);
}

static void schedule_calendar(struct world *self)
{
    const struct params *const params = &self->params;

    purchase_start(self);
    training_start(self);
    if (state_is_cluster(self)) {
        state_schedule(self, params->programme.launch, EVENT_CLASS_CALENDAR, EVENT_LAUNCH, 0, 0);
        state_schedule(self, params->support.closed_from, EVENT_CLASS_CALENDAR, EVENT_HUB_CLOSES, 0, 0);
        state_schedule(self, params->support.closed_until, EVENT_CLASS_CALENDAR, EVENT_HUB_OPENS, 0, 0);
    }
    /* The last sample lies on the horizon and ends the run, so it goes past state_schedule. */
    for (size_t sample = 0; sample < self->samples; sample++)
        calendar_schedule(self->calendar, world_sample_time(params, sample), EVENT_CLASS_SAMPLE, EVENT_SAMPLE,
                          (uint32_t)sample, 0);
}

void world_reset(struct world *self, uint64_t seed, uint32_t replication)
{
    self->streams = (struct streams){.seed = seed, .replication = replication};
    reset_state(self);
    place_providers(self);
    demand_start_shocks(self);
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++)
        reset_provider(self, i);
    schedule_calendar(self);
}

void world_observe(struct world *self, world_observer *observer, void *context)
{
    self->observer = observer;
    self->observer_context = context;
}

int world_verify(struct world *self)
{
    return verify_all(self) ? DIAG_OK : DIAG_INTERNAL;
}

int world_run(struct world *self)
{
    struct calendar_event event = {.kind = EVENT_KINDS};
    const uint32_t last = (uint32_t)self->samples - 1;

    while (!(event.kind == EVENT_SAMPLE && event.subject == last) && calendar_pop(self->calendar, &event)) {
        dispatch_event(self, &event);
        self->events++;
        if (self->error != DIAG_OK || calendar_failed(self->calendar))
            return self->error = self->error != DIAG_OK ? self->error : DIAG_MEMORY;
#ifdef ZUTUAN_VERIFY_EVENTS
        if (!verify_all(self))
            return self->error = DIAG_INTERNAL;
#endif
    }
    if (!verify_all(self))
        self->error = DIAG_INTERNAL;
    return self->error;
}

void world_measures(struct world *self, double *measures)
{
    outcome_collect_measures(self, measures);
}

const double *world_series(const struct world *self)
{
    return self->series;
}

static int by_pair(const void *a, const void *b)
{
    const struct world_link *const x = a, *const y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

size_t world_links(const struct world *self, struct world_link *links, size_t most)
{
    size_t count = 0;

    for (uint32_t i = 0; i < self->link_capacity && count < most; i++) {
        if (self->links[i].from != NONE)
            links[count++] = self->links[i];
    }
    if (self->link_count <= most && count > 0)
        qsort(links, count, sizeof *links, by_pair);
    return self->link_count;
}

const char *world_complaint(const struct world *self)
{
    return self->complaint;
}

uint64_t world_events(const struct world *self)
{
    return self->events;
}

size_t world_bytes(const struct world *self)
{
    const size_t count = (size_t)self->params.providers.count;

    return sizeof *self + calendar_bytes(self->calendar) +
           count * (sizeof *self->providers + 2 * sizeof(uint32_t) + sizeof(double)) +
           2 * self->load.width * (sizeof(double) + sizeof(uint32_t)) +
           self->samples * OUTCOME_SERIES_COUNT * sizeof(double) +
           self->request_pool.capacity * sizeof *self->requests + self->duty_pool.capacity * sizeof *self->duties +
           self->deficiency_pool.capacity * sizeof *self->deficiencies +
           self->task_pool.capacity * sizeof *self->tasks + self->link_capacity * sizeof *self->links;
}
