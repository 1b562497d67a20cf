/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People ask (docs/model.md 7.1): a non-homogeneous Poisson process for each provider, by thinning, and the
 * extra demand of promotion.
 *
 * Every candidate arrival has draws of its own, named by provider and number: position 0 is the time from the
 * candidate before, in units of the bounding rate; 1 decides the thinning; the rest are the request's
 * attributes. So two scenarios face the same candidates, and those that both accept are the same requests.
 */
#ifndef ZUTUAN_MODEL_DEMAND_H
#define ZUTUAN_MODEL_DEMAND_H

#include "state.h"

/* Draws w_i and the first candidate. */
void demand_start(struct world *self, uint32_t provider);
/* Draws the months' shocks. */
void demand_start_shocks(struct world *self);
/* A candidate: schedules the next, and if it is accepted makes the request `current`. */
void demand_on_candidate(struct world *self, uint32_t provider, uint32_t object);
void demand_on_extra_candidate(struct world *self, uint32_t provider, uint32_t object);
/* A new member's leaflets are shown by the others. */
void demand_on_join(struct world *self, uint32_t provider, uint32_t founder);
/* Season at `time` relative to the bound, in [0, 1]. */
double demand_season(const struct world *self, double time);
/* u < demand_season(self, time) * factor, factor in [0, 1], most often without a sine. */
bool demand_is_below_season(const struct world *self, double u, double time, double factor);
/* What that needs, from the parameters. */
void demand_set_season(struct world *self);

/* docs/model.md (E44): expectation of the measure `demand`, the integral of (E1) with o = 1, as popularity
 * and shocks have mean 1. */
double demand_expected(const struct params *params);

#endif
