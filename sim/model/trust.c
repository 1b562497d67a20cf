/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust.h"

/* docs/model.md (E25) */
double trust_now(struct world *self, struct cluster *cluster)
{
    const double now = state_now(self);

    if (now > cluster->trust_time) {
        const double start = self->params.trust.start;
        const double kept = exp(-(now - cluster->trust_time) / self->params.trust.memory);
        cluster->trust = start + (cluster->trust - start) * kept;
        cluster->trust_time = now;
    }
    return cluster->trust;
}

/* docs/model.md (E26) */
void trust_gain(struct world *self, struct cluster *cluster, double weight)
{
    const double trust = trust_now(self, cluster);

    cluster->trust = trust + weight * self->params.trust.gain * (1.0 - trust);
}

/* docs/model.md (E27) */
void trust_lose(struct world *self, struct cluster *cluster, double weight)
{
    cluster->trust = trust_now(self, cluster) * (1.0 - weight * self->params.trust.loss);
}

void trust_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    for (int k = 0; k < self->params.macro.clusters; k++) {
        self->clusters[k].trust = self->params.trust.start;
        self->clusters[k].trust_time = state_now(self);
    }
}

/* docs/model.md (E28) */
void trust_on_join(struct world *self, uint32_t provider, uint32_t founder)
{
    struct cluster *const cluster = state_cluster_of(self, &self->providers[provider]);
    const double members = cluster->members; /* the joiner included */
    const double trust = trust_now(self, cluster);

    if (!founder)
        cluster->trust = ((members - 1.0) * trust + self->params.trust.joiner) / members;
}
