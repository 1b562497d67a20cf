/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Up to two blocks are taken one at a time; more, and all that a GSL generator gives, in batches of eight
 * (streams_batch.h), of which what is not asked for is thrown away.
 */
#include "zutuan/core/streams.h"

#include "streams_batch.h"

#include <assert.h>
#include <string.h>

struct streams_name {
    philox4x32_key_t key;
    philox4x32_ctr_t counter; /* of block 0 */
};

/* State of a GSL generator: the batch at hand, and how many of its words are spent. */
struct streams_gsl {
    struct streams_name name; /* counter: of the next batch */
    uint64_t pairs[STREAMS_BATCH_PAIRS];
    uint32_t spent; /* words */
};

static_assert(STREAMS_MAX_TURN + 2 == STREAMS_BATCH_PAIRS,
              "a turn and what the next begins with are a batch");

enum {
    STREAMS_WORDS = 2 * STREAMS_BATCH_PAIRS,
    STREAMS_FEW = 4 /* numbers, for which a batch is too large */
};

static struct streams_name streams_name(const struct streams *self, uint32_t purpose, uint32_t entity,
                                        uint32_t occurrence)
{
    assert(purpose <= STREAMS_MAX_PURPOSE);
    assert(self->replication <= STREAMS_MAX_REPLICATION);
    return (struct streams_name){
        .key = {{(uint32_t)self->seed, (uint32_t)(self->seed >> 32)}},
        .counter = {{0, occurrence, entity, purpose << 24 | self->replication}},
    };
}

static inline uint64_t streams_pair(uint32_t low, uint32_t high)
{
    return (uint64_t)high << 32 | low;
}

/* (k + 1/2) / 2^52 with k the upper 52 bits of the pair: set as the mantissa of a number in [1, 2), less
 * 1 - 2^-53. The difference is exact and needs no conversion from integer. */
static inline double streams_unit(uint64_t pair)
{
    const uint64_t bits = pair >> 12 | UINT64_C(0x3ff0000000000000);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value - (1.0 - 0x1p-53);
}

void streams_fill(const struct streams *self, uint32_t purpose, uint32_t entity, uint32_t occurrence,
                  size_t count, double *uniforms)
{
    assert(count <= UINT64_C(1) << 33);
    struct streams_name name = streams_name(self, purpose, entity, occurrence);
    while (count > STREAMS_FEW) {
        const size_t now = count < STREAMS_BATCH_PAIRS ? count : STREAMS_BATCH_PAIRS;
        uint64_t pairs[STREAMS_BATCH_PAIRS];
        streams_batch(name.counter, 0, name.key, pairs);
        for (size_t i = 0; i < now; i++) {
            uniforms[i] = streams_unit(pairs[i]);
        }
        name.counter.v[0] += STREAMS_BATCH;
        uniforms += now;
        count -= now;
    }
    for (; count > 0; name.counter.v[0]++) {
        const philox4x32_ctr_t words = philox4x32(name.counter, name.key);
        *uniforms++ = streams_unit(streams_pair(words.v[0], words.v[1]));
        if (--count > 0) {
            *uniforms++ = streams_unit(streams_pair(words.v[2], words.v[3]));
            count--;
        }
    }
}

void streams_fill_turn(const struct streams *self, uint32_t purpose, uint32_t entity, uint32_t occurrence,
                       size_t count, double *uniforms, double next[2])
{
    assert(count <= STREAMS_MAX_TURN);
    const struct streams_name name = streams_name(self, purpose, entity, occurrence);
    uint64_t pairs[STREAMS_BATCH_PAIRS];
    streams_batch(name.counter, 1, name.key, pairs);
    next[0] = streams_unit(pairs[0]);
    next[1] = streams_unit(pairs[1]);
    for (size_t i = 0; i < count; i++) {
        uniforms[i] = streams_unit(pairs[i + 2]);
    }
}

double streams_uniform(const struct streams *self, uint32_t purpose, uint32_t entity, uint32_t occurrence)
{
    const struct streams_name name = streams_name(self, purpose, entity, occurrence);
    const philox4x32_ctr_t words = philox4x32(name.counter, name.key);
    return streams_unit(streams_pair(words.v[0], words.v[1]));
}

static void streams_gsl_open(struct streams_gsl *state, const struct streams_name *name)
{
    state->name = *name;
    state->spent = STREAMS_WORDS;
}

static void streams_gsl_set(void *state, unsigned long seed)
{
    const struct streams_name name = streams_name(&(struct streams){.seed = seed}, 0, 0, 0);
    streams_gsl_open(state, &name);
}

static inline void streams_gsl_refill(struct streams_gsl *state)
{
    streams_batch(state->name.counter, 0, state->name.key, state->pairs);
    state->name.counter.v[0] += STREAMS_BATCH;
    state->spent = 0;
}

static unsigned long streams_gsl_get(void *state)
{
    struct streams_gsl *self = state;
    if (self->spent == STREAMS_WORDS) {
        streams_gsl_refill(self);
    }
    const uint64_t pair = self->pairs[self->spent / 2];
    return self->spent++ % 2 == 0 ? (uint32_t)pair : (uint32_t)(pair >> 32);
}

static double streams_gsl_get_double(void *state)
{
    struct streams_gsl *self = state;
    if (self->spent >= STREAMS_WORDS - 1) {
        streams_gsl_refill(self);
    }
    const uint32_t pair = (self->spent + 1) / 2; /* a word that is left of a pair is passed over */
    self->spent = 2 * (pair + 1);
    return streams_unit(self->pairs[pair]);
}

static const gsl_rng_type streams_philox = {
    .name = "philox4x32-10",
    .max = UINT32_MAX,
    .min = 0,
    .size = sizeof(struct streams_gsl),
    .set = streams_gsl_set,
    .get = streams_gsl_get,
    .get_double = streams_gsl_get_double,
};

const gsl_rng_type *const streams_gsl_type = &streams_philox;

void streams_gsl_key(gsl_rng *rng, const struct streams *self, uint32_t purpose, uint32_t entity,
                     uint32_t occurrence)
{
    assert(rng->type == streams_gsl_type);
    const struct streams_name name = streams_name(self, purpose, entity, occurrence);
    streams_gsl_open(rng->state, &name);
}
