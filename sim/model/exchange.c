/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange.h"

#include "knowledge.h"
#include "trust.h"

#include <gsl/gsl_math.h>

static double sum_now(struct world *self, struct exchange_sum *sum)
{
    const double now = state_now(self);

    if (now > sum->time) {
        sum->amount *= exp(-self->decay * (now - sum->time));
        sum->time = now;
    }
    return sum->amount;
}

double exchange_heard(struct world *self, struct provider *p, double kept)
{
    const double overlap = self->params.exchange.type_overlap;
    struct cluster *const cluster = state_cluster_of(self, p);
    double all, same, gained;

    if (!p->member || !self->params.exchange.on)
        return 0.0;
    all = sum_now(self, &cluster->all);
    same = sum_now(self, &cluster->type[p->type]);
    gained = overlap * (all - p->heard_all * kept) + (1.0 - overlap) * (same - p->heard_type * kept);
    p->heard_all = all;
    p->heard_type = same;
    return GSL_MAX(0.0, gained);
}

void exchange_join(struct world *self, struct provider *p)
{
    struct cluster *const cluster = state_cluster_of(self, p);
    /* As large as they were when its knowledge was last brought up to date: nothing said until now is heard.
     */
    const double then = exp(self->decay * (state_now(self) - p->knowledge_time));

    p->heard_all = sum_now(self, &cluster->all) * then;
    p->heard_type = sum_now(self, &cluster->type[p->type]) * then;
}

/* (n - 1)^eta; most often eta is 1. */
static double diluted(const struct world *self, const struct cluster *cluster)
{
    const double others = (double)(cluster->members - 1), exponent = self->params.exchange.dilution;

    return exponent == 1.0 ? others : pow(others, exponent);
}

/* docs/model.md (E23), said once to all; the speaker heard what was said before when it learned from the
 * session. */
void exchange_on_session_done(struct world *self, uint32_t provider, uint32_t request)
{
    struct provider *const p = &self->providers[provider];
    struct cluster *const cluster = state_cluster_of(self, p);
    double said;

    (void)request;
    if (!p->member || !p->alive || cluster->members < 2 || !self->params.exchange.on)
        return;
    said = self->params.exchange.share * trust_now(self, cluster) / diluted(self, cluster);
    cluster->all.amount += said;
    cluster->type[p->type].amount += said;
    p->heard_all += said;
    p->heard_type += said;
}
