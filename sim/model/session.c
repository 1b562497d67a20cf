/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include "effort.h"
#include "knowledge.h"
#include "provider.h"

#include <gsl/gsl_math.h>

/* docs/model.md (E6) */
static double duration(const struct world *self, const struct provider *p, const struct request *r,
                       double knowledge)
{
    const struct params *const params = &self->params;
    double work = params->service.time * r->work;

    if (r->referred)
        work *= 1.0 + params->service.referred;
    if (p->member)
        work *= 1.0 + params->service.pooled;
    return work / (knowledge_productivity(self, knowledge) * (1.0 + p->boost) *
                   provider_efficiency(self, p, r->type) * p->capacity);
}

/* docs/model.md (E14) */
static double quality(const struct world *self, const struct provider *p, bool deficient, double knowledge)
{
    const struct params *const params = &self->params;
    const double base = params->quality.base;
    const double queue = (double)(p->waiting + p->stranded_count);
    const double sound = base + (1.0 - base) * knowledge_capability(self, knowledge);
    const double pressed =
        1.0 - params->quality.queue_penalty * GSL_MIN(1.0, queue / params->quality.queue_ref);

    return (deficient ? params->quality.deficient : 1.0) * sound * pressed;
}

void session_start(struct world *self, uint32_t provider, uint32_t index, double wait)
{
    struct provider *const p = &self->providers[provider];
    struct request *const r = &self->requests[index];
    struct ledger *const ledger = &self->ledgers[r->purchased];
    const double knowledge = knowledge_now(self, provider);
    const double effort = effort_now(self, provider);
    const double days = duration(self, p, r, knowledge);

    r->deficient = r->u_deficient > effort;
    r->quality = quality(self, p, r->deficient, knowledge);
    ledger->in_session++;
    ledger->served_waits += wait;
    if (r->purchased) {
        tally_quantile_add(&self->waits, wait);
        self->recent.started++;
        self->recent.effort += effort;
        self->recent.waits += wait;
    }
    STATE_TELL(self, "session_starts", "", r->number, provider, r->home, wait);
    state_schedule(self, state_now(self) + days, EVENT_CLASS_COMPLETION, EVENT_SESSION_DONE, provider, index);
}

/* docs/model.md (E40): the sums of people and quality. */
void session_end(struct world *self, uint32_t provider, uint32_t index)
{
    struct provider *const p = &self->providers[provider];
    const struct request *const r = &self->requests[index];
    struct ledger *const ledger = &self->ledgers[r->purchased];

    ledger->in_session--;
    ledger->served++;
    ledger->people += r->people;
    ledger->quality_people += r->people * r->quality;
    ledger->deficient += r->deficient;
    ledger->group_served[r->group]++;
    self->sessions++;
    p->sessions++;
    p->scored_sessions++;
    p->scored_quality += r->quality;
    if (r->purchased) {
        self->recent.served++;
        self->recent.people += r->people;
        self->recent.quality_people += r->people * r->quality;
        if ((int)provider < self->params.membership.founders)
            self->founders_quality_people += r->people * r->quality;
        if (state_after_exit(self)) {
            self->after_served++;
            self->after_people += r->people;
            self->after_quality_people += r->people * r->quality;
        }
    }
    STATE_TELL(self, "session_ends", r->deficient ? "deficient" : "sound", r->number, provider, r->home,
               r->quality);
}
