/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "knowledge.h"

#include "exchange.h"

/* docs/model.md (E7) */
double knowledge_now(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const double elapsed = state_now(self) - p->knowledge_time;

    if (elapsed > 0.0) {
        const double kept = exp(-self->decay * elapsed);
        p->knowledge = p->knowledge * kept + exchange_heard(self, p, kept);
        p->knowledge_time = state_now(self);
    } else if (p->member) {
        p->knowledge += exchange_heard(self, p, 1.0);
    }
    return p->knowledge;
}

void knowledge_gain(struct world *self, uint32_t provider, double amount)
{
    self->providers[provider].knowledge = knowledge_now(self, provider) + amount;
}

/* docs/model.md (E9) */
double knowledge_productivity(const struct world *self, double knowledge)
{
    if (self->exponent == 0.0)
        return 1.0;
    return pow(1.0 + knowledge / self->params.learning.ref, self->exponent);
}

/* docs/model.md (E10) */
double knowledge_capability(const struct world *self, double knowledge)
{
    return knowledge / (knowledge + self->params.learning.half);
}

void knowledge_on_session_done(struct world *self, uint32_t provider, uint32_t request)
{
    (void)request;
    knowledge_gain(self, provider, 1.0);
}

void knowledge_on_duty_done(struct world *self, uint32_t provider, uint32_t duty)
{
    const double gained = self->duties[duty].knowledge;

    if (gained > 0.0)
        knowledge_gain(self, provider, gained);
}

static void schedule_departure(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const double rate = self->params.learning.turnover * self->params.providers.staff;
    const double due = state_next_poisson(self, PURPOSE_STAFF_LEAVES, provider, p->departures++, rate);

    state_schedule(self, due, EVENT_CLASS_CALENDAR, EVENT_STAFF_LEAVES, provider, 0);
}

/* docs/model.md (E8) */
void knowledge_on_staff_leaves(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];
    const double kept = 1.0 - self->params.learning.loss / self->params.providers.staff;

    (void)object;
    if (!p->alive)
        return;
    p->knowledge = knowledge_now(self, provider) * kept;
    STATE_TELL(self, "staff_leaves", "", 0, provider, WORLD_NOBODY, p->knowledge);
    schedule_departure(self, provider);
}

void knowledge_start(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const double u = streams_uniform(&self->streams, PURPOSE_KNOWLEDGE, provider, 0);
    const struct lognormal spread = state_lognormal_of(self->params.learning.cv);
    const bool founder = (int)provider < self->params.membership.founders;
    const double start = self->params.learning.start * (founder ? 1.0 : self->params.membership.start_ratio);

    p->knowledge = start * state_lognormal(&spread, u);
    p->knowledge_time = 0.0;
    schedule_departure(self, provider);
}
