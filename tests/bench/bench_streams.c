/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random numbers: the block function alone and in batches, the interface of GSL, opening a stream,
 * exponentials.
 */
#include "bench.h"

#include "zutuan/core/streams.h"

#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

enum { BATCH = 6, DRAW = 2 * BATCH }; /* blocks, and numbers that one fill asks for */
enum { REQUEST_DRAWS = 11 };

struct sources {
    struct streams streams;
    gsl_rng *philox;  /* owned */
    gsl_rng *mt19937; /* owned */
};

/* Each block waits for the one before: the latency of the block function, where the others show throughput.
 */
static double philox_chained(void *context, uint64_t operations)
{
    const struct sources *self = context;
    philox4x32_ctr_t counter = {{0, 0, 0, self->streams.replication}};
    const philox4x32_key_t key = {{(uint32_t)self->streams.seed, 0}};
    uint32_t sum = 0;
    for (uint64_t i = 0; i < operations; i += 2) {
        const philox4x32_ctr_t words = philox4x32(counter, key);
        sum += words.v[0] ^ words.v[1] ^ words.v[2] ^ words.v[3];
        counter.v[0] += 1 + (words.v[0] & 1u);
    }
    return sum;
}

/* The rounds of BATCH blocks side by side, for a compiler to vectorise. */
static void batch_words(uint32_t counter[4][BATCH], const uint32_t key[2])
{
    uint32_t key_0 = key[0];
    uint32_t key_1 = key[1];
    for (int round = 0; round < 10; round++) {
        for (int lane = 0; lane < BATCH; lane++) {
            const uint64_t product_0 = (uint64_t)PHILOX_M4x32_0 * counter[0][lane];
            const uint64_t product_1 = (uint64_t)PHILOX_M4x32_1 * counter[2][lane];
            counter[0][lane] = (uint32_t)(product_1 >> 32) ^ counter[1][lane] ^ key_0;
            counter[1][lane] = (uint32_t)product_1;
            counter[2][lane] = (uint32_t)(product_0 >> 32) ^ counter[3][lane] ^ key_1;
            counter[3][lane] = (uint32_t)product_0;
        }
        key_0 += PHILOX_W32_0;
        key_1 += PHILOX_W32_1;
    }
}

static double unit(uint32_t low, uint32_t high)
{
    return ((double)(((uint64_t)high << 32 | low) >> 12) + 0.5) * 0x1p-52;
}

static double batch_of_6(void *context, uint64_t operations)
{
    const struct sources *self = context;
    const uint32_t key[2] = {(uint32_t)self->streams.seed, (uint32_t)(self->streams.seed >> 32)};
    double sum = 0.0;
    uint32_t occurrence = 0;
    for (uint64_t i = 0; i < operations; i += DRAW) {
        uint32_t words[4][BATCH];
        for (uint32_t lane = 0; lane < BATCH; lane++) {
            words[0][lane] = lane;
            words[1][lane] = occurrence;
            words[2][lane] = 2;
            words[3][lane] = 1u << 24 | self->streams.replication;
        }
        occurrence++;
        batch_words(words, key);
        for (int lane = 0; lane < BATCH; lane++) {
            sum += unit(words[0][lane], words[1][lane]);
            sum += unit(words[2][lane], words[3][lane]);
        }
    }
    return sum;
}

static double fill_of(const struct sources *self, size_t draw, uint64_t operations)
{
    double uniforms[4 * DRAW];
    double sum = 0.0;
    uint32_t occurrence = 0;
    for (uint64_t i = 0; i < operations; i += draw) {
        streams_fill(&self->streams, 1, 2, occurrence++, draw, uniforms);
        for (size_t k = 0; k < draw; k++) {
            sum += uniforms[k];
        }
    }
    return sum;
}

static double fill_by_2(void *context, uint64_t operations)
{
    return fill_of(context, 2, operations);
}

static double fill_by_12(void *context, uint64_t operations)
{
    return fill_of(context, DRAW, operations);
}

static double fill_by_48(void *context, uint64_t operations)
{
    return fill_of(context, 4 * DRAW, operations);
}

static double one_uniform(void *context, uint64_t operations)
{
    const struct sources *self = context;
    double sum = 0.0;
    for (uint64_t i = 0; i < operations; i++) {
        sum += streams_uniform(&self->streams, 1, 2, (uint32_t)i);
    }
    return sum;
}

static double gsl_uniforms(gsl_rng *rng, uint64_t operations)
{
    double sum = 0.0;
    for (uint64_t i = 0; i < operations; i++) {
        sum += gsl_rng_uniform(rng);
    }
    return sum;
}

static double gsl_philox(void *context, uint64_t operations)
{
    return gsl_uniforms(((struct sources *)context)->philox, operations);
}

static double gsl_mt19937(void *context, uint64_t operations)
{
    return gsl_uniforms(((struct sources *)context)->mt19937, operations);
}

static double open_philox(void *context, uint64_t operations)
{
    struct sources *self = context;
    double sum = 0.0;
    for (uint64_t i = 0; i < operations; i++) {
        streams_gsl_key(self->philox, &self->streams, 1, 2, (uint32_t)i);
        sum += gsl_rng_uniform(self->philox);
    }
    return sum;
}

static double open_mt19937(void *context, uint64_t operations)
{
    struct sources *self = context;
    double sum = 0.0;
    for (uint64_t i = 0; i < operations; i++) {
        gsl_rng_set(self->mt19937, i + 1);
        sum += gsl_rng_uniform(self->mt19937);
    }
    return sum;
}

static double exponential_log(void *context, uint64_t operations)
{
    struct sources *self = context;
    double sum = 0.0;
    for (uint64_t i = 0; i < operations; i++) {
        sum -= log(gsl_rng_uniform(self->philox));
    }
    return sum;
}

static double exponential_log1p(void *context, uint64_t operations)
{
    struct sources *self = context;
    double sum = 0.0;
    for (uint64_t i = 0; i < operations; i++) {
        sum -= log1p(-gsl_rng_uniform(self->philox));
    }
    return sum;
}

static double exponential_gsl(void *context, uint64_t operations)
{
    struct sources *self = context;
    double sum = 0.0;
    for (uint64_t i = 0; i < operations; i++) {
        sum += gsl_ran_exponential(self->philox, 1.0);
    }
    return sum;
}

/* The numbers of a request as the model draws them: a stream of its own, eleven uniforms, three logarithms,
 * a quantile of the normal and its exponential. An operation is one uniform. */
static double request_draws(void *context, uint64_t operations)
{
    const struct sources *self = context;
    double sum = 0.0;
    uint32_t occurrence = 0;
    for (uint64_t i = 0; i < operations; i += REQUEST_DRAWS) {
        double u[REQUEST_DRAWS];
        streams_fill(&self->streams, 3, 2, occurrence++, REQUEST_DRAWS, u);
        sum += log(u[0]) + log(u[4]) + log(u[5]) + exp(0.5 * gsl_cdf_ugaussian_Pinv(u[6]));
        sum += u[1] + u[2] + u[3] + u[7] + u[8] + u[9] + u[10];
    }
    return sum;
}

double bench_draw_floor(const struct bench *self)
{
    struct sources sources = {.streams = {.seed = 20240229, .replication = 3}};
    return bench_time(self, request_draws, &sources);
}

static const struct {
    const char *topic;
    const char *name;
    bench_body *body;
    const char *unit;
    const char *reference;
} stream_cases[] = {
    {"uniforms", "gsl mt19937", gsl_mt19937, "ns/uniform", NULL},
    {"uniforms", "philox blocks chained", philox_chained, "ns/uniform", "gsl mt19937"},
    {"uniforms", "philox batch of 6 blocks", batch_of_6, "ns/uniform", "gsl mt19937"},
    {"uniforms", "streams_uniform", one_uniform, "ns/uniform", "gsl mt19937"},
    {"uniforms", "streams_fill 2", fill_by_2, "ns/uniform", "gsl mt19937"},
    {"uniforms", "streams_fill 12", fill_by_12, "ns/uniform", "gsl mt19937"},
    {"uniforms", "streams_fill 48", fill_by_48, "ns/uniform", "gsl mt19937"},
    {"uniforms", "gsl over philox", gsl_philox, "ns/uniform", "gsl mt19937"},
    {"open a stream", "gsl_rng_set mt19937", open_mt19937, "ns/stream", NULL},
    {"open a stream", "streams_gsl_key", open_philox, "ns/stream", "gsl_rng_set mt19937"},
    {"exponential", "gsl_ran_exponential", exponential_gsl, "ns/number", NULL},
    {"exponential", "-log1p(-u)", exponential_log1p, "ns/number", "gsl_ran_exponential"},
    {"exponential", "-log(u)", exponential_log, "ns/number", "gsl_ran_exponential"},
};

int bench_streams(struct bench *self)
{
    struct sources sources = {
        .streams = {.seed = 20240229, .replication = 3},
        .philox = gsl_rng_alloc(streams_gsl_type),
        .mt19937 = gsl_rng_alloc(gsl_rng_mt19937),
    };
    int code = DIAG_MEMORY;
    if (sources.philox == NULL || sources.mt19937 == NULL) {
        goto out;
    }
    for (size_t i = 0; i < sizeof stream_cases / sizeof stream_cases[0]; i++) {
        bench_add(self, (struct bench_row){
                            .topic = stream_cases[i].topic,
                            .name = stream_cases[i].name,
                            .value = bench_time(self, stream_cases[i].body, &sources),
                            .unit = stream_cases[i].unit,
                            .reference = stream_cases[i].reference,
                        });
    }
    code = DIAG_OK;
out:
    gsl_rng_free(sources.philox);
    gsl_rng_free(sources.mt19937);
    return code;
}
