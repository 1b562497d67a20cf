/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keyed random streams.
 *
 * A draw is named by (seed, replication, purpose, entity, occurrence, position) and by nothing else, so that
 * two scenarios that ask for the same thing get the same number, whatever else they draw, in whatever order,
 * on whatever thread: common random numbers by construction. The names map one to one on the key and counter
 * of Philox 4x32-10 (Salmon, Moraes, Dror, Shaw 2011, Proc. SC11, doi 10.1145/2063384.2063405, from
 * Random123):
 *
 *     key     = seed (64 bits)
 *     counter = block (32) | occurrence (32) | entity (32) | purpose (8), replication (24)
 *
 * with the seed's low half as the first word of the key and the purpose in the upper bits of its word, so
 * that streams cannot overlap: each has 2^32 blocks of four words of its own. A uniform takes two words, the
 * first as the lower half of 64 bits whose upper 52 are k, and is (k + 1/2) / 2^52: strictly between 0 and 1.
 */
#ifndef ZUTUAN_CORE_STREAMS_H
#define ZUTUAN_CORE_STREAMS_H

#include <gsl/gsl_rng.h>
#include <stddef.h>
#include <stdint.h>

#define STREAMS_MAX_PURPOSE     255u
#define STREAMS_MAX_REPLICATION ((1u << 24) - 1u)
#define STREAMS_MAX_TURN        14u

/* Which replication of which experiment: the part of the name that one run shares. Plain value. */
struct streams {
    uint64_t seed;
    uint32_t replication;
};

/* Fills uniforms[0..count): positions 0..count-1 of the named draw; a longer fill begins with the shorter
 * one. */
void streams_fill(const struct streams *self, uint32_t purpose, uint32_t entity, uint32_t occurrence,
                  size_t count, double *uniforms);
/* Positions 2..count + 1 of the named draw, and 0 and 1 of the next occurrence: what is left of this turn of
 * something that repeats, and when it comes again, together for the price of one. count <= STREAMS_MAX_TURN.
 */
void streams_fill_turn(const struct streams *self, uint32_t purpose, uint32_t entity, uint32_t occurrence,
                       size_t count, double *uniforms, double next[2]);
/* Position 0 of the named draw. */
double streams_uniform(const struct streams *self, uint32_t purpose, uint32_t entity, uint32_t occurrence);

/*
 * The same streams as a GSL generator, for GSL's distributions. gsl_rng_alloc(streams_gsl_type) makes one,
 * streams_gsl_key names its stream and goes to its beginning; gsl_rng_set(rng, seed) is the stream
 * (seed, 0, 0, 0, 0). gsl_rng_get yields the words in order; gsl_rng_uniform and gsl_rng_uniform_pos yield
 * streams_fill's numbers. A uniform begins at an even word: after an odd number of gets one word is passed
 * over.
 */
extern const gsl_rng_type *const streams_gsl_type;
void streams_gsl_key(gsl_rng *rng, const struct streams *self, uint32_t purpose, uint32_t entity,
                     uint32_t occurrence);

#endif
