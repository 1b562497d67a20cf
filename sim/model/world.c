/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/model/world.h"

#include "cycle.h"
#include "demand.h"
#include "dispatch.h"
#include "effort.h"
#include "finance.h"
#include "knowledge.h"
#include "outcome_collect.h"
#include "partners.h"
#include "purchase.h"
#include "state.h"
#include "taskforce.h"
#include "training.h"
#include "verify.h"

#include <gsl/gsl_math.h>
#include <stdlib.h>
#include <string.h>

#define LARGE_CITY   512  /* providers, from which on the caches hold too little of it */
#define SAMPLE_SLACK 1e-9 /* months: a horizon of whole months ends with a month, not with a sliver */

double world_expected_demand(const struct params *params)
{
    return demand_expected(params);
}

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
    self->work = state_lognormal_of(params->service.cv);
    self->samples = world_sample_count(params);
    self->provider_types = params->providers.same_type ? 1 : (uint32_t)params->providers.types;
    self->months = (size_t)(params->programme.horizon / DAYS_PER_MONTH) + 1;
    demand_set_season(self);
}

/* Cluster of a provider: dealt in turn, or by docs/model.md (E39) so that neighbours by type are together. */
static uint32_t deal(const struct world *self, uint32_t i)
{
    const uint32_t count = (uint32_t)self->params.providers.count;
    const uint32_t clusters = (uint32_t)self->params.macro.clusters;
    const uint32_t types = self->provider_types, type = i % types;
    uint32_t rank;

    if (self->params.macro.by == PARAMS_DEAL_ROUND_ROBIN)
        return i % clusters;
    /* providers of lower types, then those of the own type before it */
    rank = type * (count / types) + (type < count % types ? type : count % types) + i / types;
    return (uint32_t)((uint64_t)rank * clusters / count);
}

static bool is_large(const struct world *self)
{
    return self->params.providers.count >= LARGE_CITY;
}

/* In a large city places of a type begin where the tournament is asked fastest; those in between stay empty.
 */
static uint32_t first_place_of_type(const struct world *self, uint32_t place)
{
    return is_large(self) ? (place + TOURNAMENT_FAN - 1) / TOURNAMENT_FAN * TOURNAMENT_FAN : place;
}

static uint32_t most_places(const struct world *self)
{
    const uint32_t between = is_large(self) ? TOURNAMENT_FAN * self->provider_types : 0;

    return (uint32_t)self->params.providers.count + between;
}

/* Types and clusters, seats sorted by (cluster, index), places sorted by (type, cluster, index). */
static void place_providers(struct world *self)
{
    const uint32_t count = (uint32_t)self->params.providers.count;
    const uint32_t clusters = (uint32_t)self->params.macro.clusters;
    uint32_t *const places = self->first_place, *const seats = self->seat_counts;
    const uint32_t groups = self->provider_types * clusters;

    memset(places, 0, (groups + 1) * sizeof *places);
    memset(seats, 0, (clusters + 1) * sizeof *seats);
    for (uint32_t i = 0; i < count; i++) {
        struct provider *const p = &self->providers[i];
        p->type = i % self->provider_types;
        p->cluster = deal(self, i);
        places[p->type * clusters + p->cluster + 1]++;
        seats[p->cluster + 1]++;
    }
    for (uint32_t g = 0; g < groups; g++) {
        places[g + 1] += places[g];
        if ((g + 1) % clusters == 0)
            places[g + 1] = first_place_of_type(self, places[g + 1]);
    }
    for (uint32_t k = 0; k < clusters; k++) {
        seats[k + 1] += seats[k];
        self->clusters[k] = (struct cluster){.first = seats[k], .end = seats[k + 1]};
    }
    for (uint32_t i = 0; i < count; i++) {
        struct provider *const p = &self->providers[i];
        p->place = places[p->type * clusters + p->cluster]++;
        p->seat = seats[p->cluster]++;
        self->by_place[p->place] = i;
        self->by_cluster[p->seat] = i;
    }
    /* Filling moved each start to the next one's; back by one. */
    memmove(places + 1, places, groups * sizeof *places);
    places[0] = 0;
}

static int alloc_arrays(struct world *self)
{
    const size_t count = (size_t)self->params.providers.count;
    const size_t clusters = (size_t)self->params.macro.clusters;
    const bool shocks = self->params.demand.shock > 0.0;
    const bool annual = self->params.purchase.calendar == PARAMS_CALENDAR_ANNUAL;

    self->providers = calloc(count, sizeof *self->providers);
    self->clusters = calloc(clusters, sizeof *self->clusters);
    self->taskforces = calloc(clusters + 2, sizeof *self->taskforces);
    self->first_place = calloc(self->provider_types * clusters + 1, sizeof *self->first_place);
    self->seat_counts = calloc(clusters + 1, sizeof *self->seat_counts);
    self->by_place = calloc(most_places(self), sizeof *self->by_place);
    self->by_cluster = calloc(count, sizeof *self->by_cluster);
    self->class_tasks = calloc(count, sizeof *self->class_tasks);
    if (annual)
        self->applications = calloc(count, sizeof *self->applications);
    self->scratch = calloc(count, sizeof *self->scratch);
    self->series = calloc(self->samples * OUTCOME_SERIES_COUNT, sizeof *self->series);
    if (shocks)
        self->shocks = calloc(self->months, sizeof *self->shocks);
    if (self->providers == NULL || self->clusters == NULL || self->taskforces == NULL ||
        self->first_place == NULL || self->seat_counts == NULL || self->by_place == NULL ||
        self->by_cluster == NULL || self->class_tasks == NULL || (annual && self->applications == NULL) ||
        self->scratch == NULL || self->series == NULL || (shocks && self->shocks == NULL))
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
    if (alloc_arrays(w) < 0 || calendar_alloc(&w->calendar, 4 * count + 64) < 0 ||
        tournament_alloc(&w->load, most_places(w)) < 0) {
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
    free(self->clusters);
    free(self->taskforces);
    free(self->first_place);
    free(self->seat_counts);
    free(self->by_place);
    free(self->by_cluster);
    free(self->applications);
    free(self->sight.time);
    free(self->sight.quality);
    free(self->sight.by_member);
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

/* Storage that is kept is emptied. */
static void reset_storage(struct world *self)
{
    struct sight *const sight = &self->sight;

    calendar_reset(self->calendar);
    tournament_reset(&self->load);
    empty_pool(&self->request_pool);
    empty_pool(&self->duty_pool);
    empty_pool(&self->deficiency_pool);
    empty_pool(&self->task_pool);
    if (self->link_count > 0)
        memset(self->links, 0, self->link_capacity * sizeof *self->links);
    self->link_count = 0;
    sight->first = sight->count = 0;
    for (int member = 0; member < 2; member++) {
        sight->quality_sum[member] = 0.0;
        sight->sessions[member] = 0;
    }
}

/* Hubs and apex have no staff until launch. */
static void reset_taskforces(struct world *self)
{
    const double hub_pace = self->params.cluster.form == PARAMS_FORM_LEAD ? TEAM_DAY_HOURS : HOURS_PER_DAY;

    for (uint32_t k = 0; k < state_officers(self); k++)
        taskforce_reset(self, k, 0, hub_pace);
    taskforce_reset(self, state_officers(self), (uint32_t)self->params.government.officers, HOURS_PER_DAY);
    taskforce_reset(self, state_apex(self), 0, HOURS_PER_DAY);
}

static void reset_clusters(struct world *self)
{
    for (int k = 0; k < self->params.macro.clusters; k++) {
        struct cluster *const cluster = &self->clusters[k];
        *cluster = (struct cluster){.first = cluster->first,
                                    .end = cluster->end,
                                    .lead = NONE,
                                    .trust = self->params.trust.start,
                                    .statistics_task = NONE};
    }
}

static void reset_counters(struct world *self)
{
    self->requests_numbered = self->sessions = self->events = self->demanded = 0;
    memset(self->ledgers, 0, sizeof self->ledgers);
    tally_quantile_reset(&self->waits);
    tally_level_reset(&self->duty_level, 0.0, 0.0);
    tally_level_reset(&self->alive_level, 0.0, self->alive);
    tally_level_reset(&self->purchased_level, 0.0, 0.0);
    self->penalties = self->hub_fees = self->apex_fees = self->dues = self->fees_time = 0.0;
    self->external = 0.0;
    self->government_hours_on_members = self->search_hours = 0.0;
    self->conference_signed = self->conference_intended = 0;
    self->joiners = self->joiners_350d = 0;
    self->exit_day = NAN;
    self->after_people = self->after_quality_people = self->founders_quality_people = 0.0;
    self->after_arrived = self->after_served = 0;
    self->visits_missed = self->government_visits_missed = self->trainings_missed = self->reports_late = 0;
    self->recent = (struct recent){0};
}

/* Everything but the providers goes back to its beginning; storage stays. */
static void reset_state(struct world *self)
{
    reset_storage(self);
    reset_taskforces(self);
    self->alive = self->unopened = (uint32_t)self->params.providers.count;
    self->launched = false;
    self->current = NONE;
    self->cycle = self->reviews = 0;
    self->publish_due = false;
    self->review_days = 0.0;
    self->review_years = 0;
    memset(self->offers, 0, sizeof self->offers);
    reset_counters(self);
    self->error = DIAG_OK;
    self->complaint[0] = '\0';
}

static void reset_provider(struct world *self, uint32_t i)
{
    const struct params *const params = &self->params;
    struct provider *const p = &self->providers[i];

    *p = (struct provider){.type = p->type,
                           .cluster = p->cluster,
                           .seat = p->seat,
                           .place = p->place,
                           .alive = true,
                           .teams = (uint32_t)params->providers.teams,
                           .most_teams = (uint32_t)params->providers.teams,
                           .score = NAN,
                           .head = NONE,
                           .tail = NONE,
                           .stranded = NONE,
                           .stranded_tail = NONE,
                           .duty_head = NONE,
                           .duty_tail = NONE,
                           .deficient_head = NONE,
                           .deficient_tail = NONE,
                           .detected_head = NONE,
                           .detected_tail = NONE,
                           .waiting_visit = NONE,
                           .waiting_government_visit = NONE,
                           .visit_event = CALENDAR_NONE,
                           .government_visit_event = CALENDAR_NONE,
                           .instruction_event = CALENDAR_NONE};
    self->class_tasks[i] = NONE;
    finance_set_capacity(self, i);
    demand_start(self, i);
    knowledge_start(self, i);
    effort_start(self, i);
    purchase_start_provider(self, i);
}

static void schedule_calendar(struct world *self)
{
    const struct params *const params = &self->params;

    purchase_start(self);
    cycle_start(self);
    training_start(self);
    partners_start(self);
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
    place_providers(self);
    reset_clusters(self);
    reset_state(self);
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

void world_heed(struct world *self, world_stop *stop, void *context)
{
    self->stop = stop;
    self->stop_context = context;
}

int world_verify(struct world *self)
{
    return verify_all(self) ? DIAG_OK : DIAG_INTERNAL;
}

int world_run(struct world *self)
{
    struct calendar_event event = {.kind = EVENT_KINDS};
    const uint32_t last = (uint32_t)self->samples - 1;
    const bool large = is_large(self);

    while (!(event.kind == EVENT_SAMPLE && event.subject == last) && calendar_pop(self->calendar, &event)) {
        if (large)
            dispatch_foresee(self);
        dispatch_event(self, &event);
        if (++self->events % WORLD_STOP_EVENTS == 0 && self->stop != NULL && self->stop(self->stop_context))
            return self->error = DIAG_INTERRUPTED;
        if (self->error != DIAG_OK || calendar_failed(self->calendar))
            return self->error = self->error != DIAG_OK ? self->error : DIAG_MEMORY;
#ifdef ZUTUAN_VERIFY_EVENTS
        if (verify_is_due(self) && !verify_all(self))
            return self->error = DIAG_INTERNAL;
#endif
    }
    if (calendar_failed(self->calendar))
        self->error = DIAG_MEMORY;
    else if (!verify_all(self))
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

/* The smallest link beyond `after` (0: of all): their order is that of the pairs. */
static uint64_t next_link(const struct world *self, uint64_t after)
{
    uint64_t best = UINT64_MAX;

    for (uint32_t i = 0; i < self->link_capacity; i++) {
        const uint64_t link = self->links[i];
        if (link > after && link < best)
            best = link;
    }
    return best;
}

size_t world_links(const struct world *self, struct world_link *links, size_t most)
{
    size_t count = 0;
    uint64_t link = 0;

    for (; most < self->link_count && count < most; count++) {
        link = next_link(self, link);
        links[count] = state_link_read(link);
    }
    for (uint32_t i = 0; most >= self->link_count && i < self->link_capacity; i++) {
        if (self->links[i] != 0)
            links[count++] = state_link_read(self->links[i]);
    }
    if (most >= self->link_count && count > 0)
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
           count * (sizeof *self->providers + 3 * sizeof(uint32_t) +
                    (self->applications == NULL ? 0 : sizeof *self->applications) + sizeof(double)) +
           (size_t)self->params.macro.clusters * (sizeof *self->clusters + sizeof *self->taskforces) +
           self->sight.capacity * (2 * sizeof(double) + sizeof(bool)) + tournament_bytes(&self->load) +
           self->samples * OUTCOME_SERIES_COUNT * sizeof(double) +
           self->request_pool.capacity * sizeof *self->requests +
           self->duty_pool.capacity * sizeof *self->duties +
           self->deficiency_pool.capacity * sizeof *self->deficiencies +
           self->task_pool.capacity * sizeof *self->tasks + self->link_capacity * sizeof *self->links;
}
