/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effort.h"

#include "trust.h"

#include <gsl/gsl_math.h>

#define EFFORT_LEAST 0.3

/* docs/model.md (E11): the decay */
void effort_settle(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const double elapsed = state_now(self) - p->watched_time;

    if (elapsed > 0.0) {
        const double kept = exp(-self->oversight_rate * elapsed);
        p->oversight *= kept;
        p->intrusion *= kept;
        p->watched_time = state_now(self);
    }
}

/* docs/model.md (E11) */
void effort_oversee(struct world *self, uint32_t provider, double omega)
{
    effort_settle(self, provider);
    self->providers[provider].oversight += omega * DAYS_PER_YEAR * self->oversight_rate;
}

/* docs/model.md (E11) for J */
void effort_intrude(struct world *self, uint32_t provider, double weight)
{
    effort_settle(self, provider);
    self->providers[provider].intrusion += weight * DAYS_PER_YEAR * self->oversight_rate;
}

/* docs/model.md (E13) */
double effort_now(struct world *self, uint32_t provider)
{
    const struct params *const params = &self->params;
    const struct provider *const p = &self->providers[provider];
    double relaxed, effort;

    effort_settle(self, provider);
    relaxed = params->effort.slack * exp(-p->oversight / params->effort.half);
    if (p->member)
        relaxed *= 1.0 - params->trust.norm * trust_now(self, state_cluster_of(self, p));
    effort = 1.0 - relaxed - params->effort.crowding * GSL_MAX(0.0, p->intrusion - params->effort.tolerance);
    return GSL_MIN(1.0, GSL_MAX(EFFORT_LEAST, effort));
}

/* docs/model.md (E12) */
double effort_hub_weight(struct world *self, uint32_t provider)
{
    struct cluster *const cluster = state_cluster_of(self, &self->providers[provider]);

    return self->params.support.credibility * (1.0 - self->params.support.capture * trust_now(self, cluster));
}

void effort_start(struct world *self, uint32_t provider)
{
    const struct params *const params = &self->params;
    struct provider *const p = &self->providers[provider];

    p->watched_time = 0.0;
    p->oversight = params->oversight.solo_visits;
    p->intrusion = 12.0 * params->oversight.solo_instructions +
                   params->effort.visit_intrusion * params->oversight.solo_visits;
    if (params->monitoring.on && params->monitoring.solo_calls)
        p->oversight += params->demand.rate * p->popularity * DAYS_PER_YEAR * params->monitoring.callback *
                        params->monitoring.callback_weight;
}
