/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The model as a whole: `solo` and `16+1` over the number of providers. Officers and the hub's staff grow in
 * proportion, so that each provider lives in the same city whatever the size. A replication is run twice
 * and the second, on a warmed world, is timed; larger cities get fewer replications.
 */
#include "bench.h"

#include "zutuan/experiment/replicate.h"
#include "zutuan/model/world.h"

#include <math.h>
#include <stdlib.h>

enum { BASE_SIZE = 16, LARGE = 1024 };

struct city {
    const char *topic;
    enum params_form form;
};

/* What one size of one form costs. */
struct cost {
    double event_ns, replication_ms, bytes;
};

static struct params city_params(const struct city *city, size_t size, bool quick)
{
    struct params p;

    params_defaults(&p);
    p.cluster.form = (int)city->form;
    p.providers.count = (int)size;
    p.government.officers = (int)ceil(5.0 * (double)size / BASE_SIZE);
    p.support.staff = (int)ceil(3.0 * (double)size / BASE_SIZE);
    if (p.support.staff > 1000)
        p.support.staff = 1000;
    if (size >= LARGE || quick)
        p.programme.horizon = 365.0;
    return p;
}

static int measure(const struct params *params, size_t replications, struct cost *cost)
{
    struct world *world = NULL;
    uint64_t events = 0;
    double began;
    int code = world_alloc(&world, params);

    if (code < 0)
        return code;
    world_reset(world, 1, 1);
    code = world_run(world);
    began = bench_seconds();
    for (size_t r = 1; r <= replications && code == DIAG_OK; r++) {
        world_reset(world, 1, (uint32_t)r);
        code = world_run(world);
        events += world_events(world);
    }
    began = bench_seconds() - began;
    *cost = (struct cost){.event_ns = 1e9 * began / (double)events,
                          .replication_ms = 1e3 * began / (double)replications,
                          .bytes = (double)world_bytes(world)};
    world_free(world);
    return code;
}

static void report(struct bench *self, const struct city *city, size_t size, const struct cost *cost,
                   const struct cost *base)
{
    const char *const t = city->topic;

    bench_add(self, (struct bench_row){t, "ns per event", size, cost->event_ns, "ns", NULL});
    bench_add(self, (struct bench_row){t, "over that at 16 providers", size, cost->event_ns / base->event_ns,
                                       "x", NULL});
    bench_add(self, (struct bench_row){t, "events per second", size, 1e9 / cost->event_ns, "/s", NULL});
    bench_add(self,
              (struct bench_row){t, "replications per second", size, 1e3 / cost->replication_ms, "/s", NULL});
    bench_add(self, (struct bench_row){t, "bytes per provider", size, cost->bytes / (double)size, "B", NULL});
}

static int over_sizes(struct bench *self, const struct city *city)
{
    static const size_t sizes[] = {16, 64, 256, 1024, 4096, 16384};
    const size_t count = self->quick ? 3 : sizeof sizes / sizeof *sizes;
    struct cost base = {0};

    for (size_t i = 0; i < count; i++) {
        const struct params params = city_params(city, sizes[i], self->quick);
        const size_t replications = sizes[i] >= LARGE ? 1 : (self->quick ? 320 : 1600) / sizes[i];
        struct cost cost;
        const int code = measure(&params, replications, &cost);
        if (code < 0)
            return code;
        if (i == 0)
            base = cost;
        report(self, city, sizes[i], &cost, &base);
    }
    return DIAG_OK;
}

/* How much faster two threads are than one on the same replications of solo and 16+1. */
static int over_threads(struct bench *self)
{
    struct scenario solo = {.name = "solo"}, support = {.name = "16+1"};
    const struct scenario *const arms[] = {&solo, &support};
    double seconds[2] = {0.0, 0.0};

    params_defaults(&solo.params);
    support.params = solo.params;
    support.params.cluster.form = PARAMS_FORM_SUPPORT;
    for (int threads = 1; threads <= 2; threads++) {
        const struct replicate_how how = {.threads = threads};
        struct replicate work = {0};
        const double began = bench_seconds();
        int code = replicate_alloc(&work, arms, 2, 1);
        if (code == DIAG_OK)
            code = replicate_extend(&work, self->quick ? 20 : 200, &how);
        seconds[threads - 1] = bench_seconds() - began;
        replicate_free(&work);
        if (code < 0)
            return code;
    }
    bench_add(self,
              (struct bench_row){"threads", "two threads over one", 2, seconds[0] / seconds[1], "x", NULL});
    return DIAG_OK;
}

int bench_model(struct bench *self)
{
    static const struct city solo = {"model solo", PARAMS_FORM_SOLO};
    static const struct city support = {"model 16+1", PARAMS_FORM_SUPPORT};
    int code = over_sizes(self, &solo);

    if (code == DIAG_OK)
        code = over_sizes(self, &support);
    return code == DIAG_OK ? over_threads(self) : code;
}
