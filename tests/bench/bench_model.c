/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The model as a whole: `solo`, `16+1`, `16+1+N` and `macro` over the number of providers. Officers, staff,
 * founders and clusters grow in proportion, so that each provider lives in the same city whatever the size.
 *
 * The floor of an event is what a list written by hand needs to hold as many events as are pending, and the
 * draws that fall to an event: what no simulator of this model could do without. A world is run once to warm
 * it and then timed, the fastest of a few rounds; large cities get fewer and shorter replications, and the
 * largest are run once, with the counts of smaller ones scaled.
 */
#include "bench.h"

#include "zutuan/model/world.h"

#include "state.h"

#include <math.h>

enum {
    BASE_SIZE = 16,
    LARGE = 1024,
    HUGE_CITY = 16384,
    ROUNDS = 5,
    QUICK_ROUNDS = 2,
    WORK = 1600,
    QUICK_WORK = 320
};

/* Numbers drawn for a candidate, and more for one that becomes a request (demand.c). */
enum { CANDIDATE_DRAWS = 2, REQUEST_DRAWS = 9 };

struct city {
    const char *topic;
    enum params_form form;
    bool open, macro;
    double floor_goal; /* most over the floor at 16 providers; 0: none */
};

/* What a world's storage holds. */
enum part {
    PART_REQUESTS,
    PART_REQUEST_EVENTS,
    PART_PROVIDERS,
    PART_CALENDAR,
    PART_DUTIES,
    PART_DEFICIENCIES,
    PART_LINKS,
    PART_SIGHT,
    PARTS
};

/* A request has one event in the calendar, the end of its patience or of its session: an entry and a slot. */
enum { EVENT_BYTES = 32 };

static const char *const part_names[PARTS] = {
    [PART_REQUESTS] = "of them requests",           [PART_REQUEST_EVENTS] = "of them events of requests",
    [PART_PROVIDERS] = "of them providers",         [PART_CALENDAR] = "of them other events",
    [PART_DUTIES] = "of them duties and tasks",     [PART_DEFICIENCIES] = "of them deficient sessions",
    [PART_LINKS] = "of them pairs with a referral", [PART_SIGHT] = "of them what candidates see",
};

/* What one size of one city costs. */
struct cost {
    double event_ns, replication_ms; /* least */
    double bytes, parts[PARTS];
    double draws, pending; /* an event's draws; events pending on average, of a provider */
};

struct watch {
    const struct world *world;
    double pending, notices;
};

static struct params city_params(const struct city *city, size_t size, bool quick)
{
    const double scale = (double)size / BASE_SIZE;
    struct params p;

    params_defaults(&p);
    p.cluster.form = (int)city->form;
    p.providers.count = (int)size;
    p.government.officers = (int)ceil(5.0 * scale);
    p.support.staff = city->macro ? p.support.staff : (int)ceil(3.0 * scale);
    p.macro.clusters = city->macro ? (int)scale : 1;
    p.membership.on = p.partners.on = city->open;
    p.membership.founders = city->open ? (int)ceil(0.4 * (double)size) : (int)size;
    if (size >= LARGE || quick)
        p.programme.horizon = size >= HUGE_CITY ? 60.0 : 365.0;
    return p;
}

static void look(void *context, const struct world_notice *notice)
{
    struct watch *const self = context;

    (void)notice;
    self->pending += (double)calendar_pending(self->world->calendar);
    self->notices++;
}

static double draws_of(const struct world *world)
{
    double draws = REQUEST_DRAWS * (double)world->requests_numbered;

    for (int i = 0; i < world->params.providers.count; i++) {
        const struct provider *const p = &world->providers[i];
        draws += CANDIDATE_DRAWS * ((double)p->candidates + p->extra_candidates);
        draws += (double)p->departures + p->visits + p->government_visits + p->instructions + p->joins;
    }
    return draws;
}

/* One replication that is looked at rather than timed; it also warms the world. */
static int count(struct world *world, struct cost *cost)
{
    struct watch watch = {.world = world};
    int code;

    world_observe(world, look, &watch);
    world_reset(world, 1, 1);
    code = world_run(world);
    world_observe(world, NULL, NULL);
    cost->draws = draws_of(world) / (double)world_events(world);
    cost->pending = watch.pending / watch.notices / world->params.providers.count;
    return code;
}

static void measure_parts(const struct world *world, double parts[PARTS])
{
    parts[PART_REQUESTS] = (double)world->request_pool.capacity * sizeof *world->requests;
    parts[PART_PROVIDERS] = (double)world->params.providers.count * sizeof *world->providers;
    parts[PART_REQUEST_EVENTS] = (double)world->request_pool.capacity * EVENT_BYTES;
    parts[PART_CALENDAR] = (double)calendar_bytes(world->calendar) - parts[PART_REQUEST_EVENTS];
    parts[PART_DUTIES] = (double)world->duty_pool.capacity * sizeof *world->duties +
                         (double)world->task_pool.capacity * sizeof *world->tasks;
    parts[PART_DEFICIENCIES] = (double)world->deficiency_pool.capacity * sizeof *world->deficiencies;
    parts[PART_LINKS] = (double)world->link_capacity * sizeof *world->links;
    parts[PART_SIGHT] = (double)world->sight.capacity * (2 * sizeof(double) + sizeof(bool));
}

/* `cost` comes with the counts of a smaller city; of a huge one they are not taken. */
static int measure(const struct params *params, size_t replications, size_t rounds, struct cost *cost)
{
    struct world *world = NULL;
    int code = world_alloc(&world, params);

    if (code < 0)
        return code;
    if (params->providers.count < HUGE_CITY)
        code = count(world, cost);
    cost->event_ns = cost->replication_ms = INFINITY;
    for (size_t round = 0; round < rounds && code == DIAG_OK; round++) {
        const double began = bench_processor_seconds();
        uint64_t events = 0;
        for (size_t r = 1; r <= replications && code == DIAG_OK; r++) {
            world_reset(world, 1, (uint32_t)r);
            code = world_run(world);
            events += world_events(world);
        }
        const double seconds = bench_processor_seconds() - began;
        cost->event_ns = fmin(cost->event_ns, 1e9 * seconds / (double)events);
        cost->replication_ms = fmin(cost->replication_ms, 1e3 * seconds / (double)replications);
    }
    cost->bytes = (double)world_bytes(world);
    measure_parts(world, cost->parts);
    world_free(world);
    return code;
}

static void report(struct bench *self, const struct city *city, size_t size, const struct cost *cost,
                   const struct cost *base, double draw_ns)
{
    static const char *const floor = "floor: holds and draws by hand";
    const char *const t = city->topic;
    const double n = (double)size;
    const double floor_ns = bench_hold_floor(self, (size_t)(cost->pending * n + 0.5)) + draw_ns * cost->draws;
    const bool judged = size == BASE_SIZE && city->floor_goal > 0.0;

    bench_add(self, (struct bench_row){t, floor, size, floor_ns, "ns", NULL, BENCH_NO_GOAL, 0.0});
    bench_add(self, (struct bench_row){t, "an event", size, cost->event_ns, "ns", floor,
                                       judged ? BENCH_RATIO_AT_MOST : BENCH_NO_GOAL, city->floor_goal});
    bench_add(self, (struct bench_row){t, "over that at 16 providers", size, cost->event_ns / base->event_ns,
                                       "x", NULL, BENCH_VALUE_AT_MOST, 2.5});
    bench_add(self, (struct bench_row){t, "replications a second", size, 1e3 / cost->replication_ms, "/s",
                                       NULL, BENCH_NO_GOAL, 0.0});
    bench_add(self, (struct bench_row){t, "bytes a provider", size, cost->bytes / n, "B", NULL, BENCH_NO_GOAL,
                                       0.0});
    bench_add(self, (struct bench_row){
                        t, "beyond its requests and their events", size,
                        (cost->bytes - cost->parts[PART_REQUESTS] - cost->parts[PART_REQUEST_EVENTS]) / n,
                        "B", NULL, size >= LARGE ? BENCH_VALUE_AT_MOST : BENCH_NO_GOAL, 600.0});
    for (size_t part = 0; part < PARTS; part++)
        bench_add(self, (struct bench_row){t, part_names[part], size, cost->parts[part] / n, "B", NULL,
                                           BENCH_NO_GOAL, 0.0});
}

static int over_sizes(struct bench *self, const struct city *city, double draw_ns)
{
    static const size_t sizes[] = {16, 64, 256, 1024, 4096, 16384, 65536};
    const size_t sizes_count = self->quick ? 4 : sizeof sizes / sizeof *sizes;
    struct cost base = {0}, cost = {0};

    for (size_t i = 0; i < sizes_count; i++) {
        const struct params params = city_params(city, sizes[i], self->quick);
        const size_t work = self->quick ? QUICK_WORK : WORK;
        const size_t replications = sizes[i] >= LARGE ? 1 : work / sizes[i];
        const size_t rounds = sizes[i] >= HUGE_CITY ? 1 : self->quick ? QUICK_ROUNDS : ROUNDS;
        const int code = measure(&params, replications, rounds, &cost);
        if (code < 0)
            return code;
        if (i == 0)
            base = cost;
        report(self, city, sizes[i], &cost, &base, draw_ns);
    }
    return DIAG_OK;
}

int bench_model(struct bench *self)
{
    static const struct city cities[] = {
        {"solo", PARAMS_FORM_SOLO, false, false, 0.0},
        {"16+1", PARAMS_FORM_SUPPORT, false, false, 2.5},
        {"16+1+N", PARAMS_FORM_SUPPORT, true, false, 0.0},
        {"macro", PARAMS_FORM_SUPPORT, false, true, 0.0},
    };
    const double draw_ns = bench_draw_floor(self);
    int code = DIAG_OK;

    for (size_t i = 0; i < sizeof cities / sizeof *cities && code == DIAG_OK; i++)
        code = over_sizes(self, &cities[i], draw_ns);
    return code;
}
