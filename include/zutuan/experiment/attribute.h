/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The gain of one scenario over another, split over the mechanisms that make the difference.
 *
 * The players are mechanisms that are at work in OTHER and not in BASE; each can be switched off by itself,
 * and what each switch sets is in the table of mechanisms. With k players there are 2^k variants of OTHER,
 * one for each set S of players that stay on, and all of them are run, under common random numbers. With v(S)
 * a measure of variant S in one replication, the part of player i is its Shapley value (Shapley 1953,
 * doi 10.1515/9781400881970-018),
 *
 *     part_i = sum over S without i of s! (k-s-1)!/k! (v(S + i) - v(S)),   s = |S|,
 *
 * the mean contribution of i over all orders in which mechanisms can be switched on; that of a pair is its
 * interaction index (Grabisch & Roubens 1999, doi 10.1007/s001820050125),
 *
 *     pair_ij = sum over S without i, j of s! (k-s-2)!/(k-1)! (v(S+i+j) - v(S+i) - v(S+j) + v(S)),
 *
 * positive where the two together bring more than the sum of each alone. Nothing is sampled but the
 * replications: each gives a whole split, and intervals are t intervals over replications, each for itself.
 *
 * The rest, v(none) - base, is what remains of the difference with all players off: the form itself and
 * whatever else the two scenarios differ in. In each replication rest + parts = OTHER - BASE. A mechanism
 * that changes nothing has a part of exactly zero.
 */
#ifndef ZUTUAN_EXPERIMENT_ATTRIBUTE_H
#define ZUTUAN_EXPERIMENT_ATTRIBUTE_H

#include "zutuan/core/diag.h"
#include "zutuan/experiment/estimate.h"
#include "zutuan/experiment/replicate.h"
#include "zutuan/experiment/scenario.h"

#include <stdbool.h>
#include <stddef.h>

#define ATTRIBUTE_PLAYERS_MOST 10 /* 1024 variants */
#define ATTRIBUTE_MECHANISMS   13 /* rows of the table of mechanisms */
#define ATTRIBUTE_PLAYERS_GOOD                                                                               \
    9 /* where nobody chooses, mechanisms that belong together are joined above it */
#define ATTRIBUTE_PAIRS_MOST (ATTRIBUTE_PLAYERS_MOST * (ATTRIBUTE_PLAYERS_MOST - 1) / 2)
#define ATTRIBUTE_NAME_MOST  128

struct attribute_mechanism {
    const char *name;     /* as in --players */
    const char *label;    /* for people */
    const char *switched; /* what switching it off sets */
};
/* Row `i` of the table of mechanisms; NULL beyond its end. */
const struct attribute_mechanism *attribute_mechanism(size_t i);

/* One mechanism, or several that are switched together. */
struct attribute_player {
    unsigned mechanisms; /* a bit for each row of the table */
    char name[ATTRIBUTE_NAME_MOST], label[ATTRIBUTE_NAME_MOST];
};

struct attribute {
    const struct scenario *base, *other;                   /* borrowed */
    struct attribute_player players[ATTRIBUTE_MECHANISMS]; /* [player_count]: 1 to ATTRIBUTE_PLAYERS_MOST */
    size_t player_count;
    struct scenario *variants;  /* owned, [variant_count]: number S has the players of its bits on */
    size_t variant_count;       /* 2^player_count; the last one is OTHER */
    struct replicate replicate; /* arm 0: base; arm 1 + S: variant S */
};

/* Estimates of one measure. Each pair of estimates is of `part` against the base's mean: difference is the
 * part itself, relative the part as a share of the base's mean. */
struct attribute_split {
    enum outcome_measure measure;
    size_t n;           /* replications in which every variant has a value */
    double base, other; /* means */
    struct estimate_pair whole, rest;
    struct estimate_pair parts[ATTRIBUTE_PLAYERS_MOST];
    struct estimate_pair pairs[ATTRIBUTE_PAIRS_MOST]; /* at attribute_pair(i, j) */
};

/*
 * Finds the players and makes the variants; no replications yet. `players` is NULL (every mechanism that is
 * at work in `other` and not in `base`) or names with commas between them, `+` joining those that are to be
 * switched together: "referral,training,steering+branch". `self` must not move while its replicate is in use.
 * DIAG_OK; DIAG_INVALID with an item for each mistake; DIAG_MEMORY. On failure `self` holds nothing.
 */
DIAG_MUST_CHECK int attribute_alloc(struct attribute *self, const struct scenario *base,
                                    const struct scenario *other, const char *players, uint64_t seed,
                                    struct diag *diag);
/* Accepts a zeroed object. */
void attribute_free(struct attribute *self);
/* Over the replications done so far. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int attribute_split(const struct attribute *self, enum outcome_measure measure,
                                    double confidence, struct attribute_split *split);
/* Calls `found` for each parameter in which base and other differ and that no player switches: what the rest
 * is made of. */
void attribute_rest(const struct attribute *self, void (*found)(void *context, const struct params_row *row),
                    void *context);

/* Place of the pair i < j of any number of players. */
static inline size_t attribute_pair(size_t i, size_t j)
{
    return j * (j - 1) / 2 + i;
}
/* Shapley values parts[players] of the game values[2^players]. */
void attribute_shapley(const double *values, size_t players, double *parts);
/* Interaction indices pairs[players (players-1)/2] of that game, at attribute_pair(i, j). */
void attribute_interactions(const double *values, size_t players, double *pairs);

#endif
