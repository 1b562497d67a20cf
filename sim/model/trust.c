/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust.h"

double trust_now(struct world *self)
{
    const double now = state_now(self);

    if (now > self->trust_time) {
        const double start = self->params.trust.start;
        self->trust = start + (self->trust - start) * exp(-(now - self->trust_time) / self->params.trust.memory);
        self->trust_time = now;
    }
    return self->trust;
}

void trust_gain(struct world *self, double weight)
{
    const double trust = trust_now(self);

    self->trust = trust + weight * self->params.trust.gain * (1.0 - trust);
}

void trust_lose(struct world *self, double weight)
{
    self->trust = trust_now(self) * (1.0 - weight * self->params.trust.loss);
}

void trust_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    self->trust = self->params.trust.start;
    self->trust_time = state_now(self);
}
