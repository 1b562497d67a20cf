/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "detection.h"

#define DETECT_DRAWS       4096u /* draws set apart for one visit; it never sees that many sessions in practice */
#define QUARTER            (365.0 / 4.0)
#define SESSIONS_PER_PRICE 160.0 /* a session's price is the contract's over this */

void detection_let_go(struct world *self, uint32_t index)
{
    if (--self->deficiencies[index].references == 0)
        state_give_deficiency(self, index);
}

/* For the steering group's weights: the provider's detections of the last quarter, oldest first. */
static void keep_detected(struct world *self, uint32_t index)
{
    struct provider *const p = &self->providers[self->deficiencies[index].provider];

    detection_recent(self, self->deficiencies[index].provider);
    self->deficiencies[index].references++;
    self->deficiencies[index].next_detected = NONE;
    if (p->detected_tail != NONE)
        self->deficiencies[p->detected_tail].next_detected = index;
    else
        p->detected_head = index;
    p->detected_tail = index;
    p->detected_count++;
}

uint32_t detection_recent(struct world *self, uint32_t provider)
{
    struct provider *const p = &self->providers[provider];
    const double oldest = state_now(self) - QUARTER;

    while (p->detected_head != NONE && self->deficiencies[p->detected_head].detected_at < oldest) {
        const uint32_t index = p->detected_head;
        p->detected_head = self->deficiencies[index].next_detected;
        p->detected_count--;
        detection_let_go(self, index);
    }
    if (p->detected_head == NONE)
        p->detected_tail = NONE;
    return p->detected_count;
}

/* docs/model.md (E29) */
double detection_penalty(const struct world *self)
{
    return self->params.monitoring.penalty * self->params.purchase.price / SESSIONS_PER_PRICE;
}

void detection_reveal(struct world *self, uint32_t index)
{
    struct deficiency *const deficiency = &self->deficiencies[index];

    if (deficiency->detected)
        return;
    deficiency->detected = true;
    deficiency->detected_at = state_now(self);
    if (self->params.steering.on && self->providers[deficiency->provider].member)
        keep_detected(self, index);
    self->ledgers[deficiency->purchased].detected++;
    if (deficiency->purchased)
        self->penalties += detection_penalty(self);
    STATE_TELL(self, "deficiency_detected", "", 0, deficiency->provider, WORLD_NOBODY,
               state_now(self) - deficiency->time);
}

/* Drops from the front of the provider's list what no visit can see any more. */
static void forget_old(struct world *self, struct provider *p)
{
    const double oldest = state_now(self) - self->params.monitoring.lookback;

    while (p->deficient_head != NONE && self->deficiencies[p->deficient_head].time < oldest) {
        const uint32_t index = p->deficient_head;
        p->deficient_head = self->deficiencies[index].next;
        detection_let_go(self, index);
    }
    if (p->deficient_head == NONE)
        p->deficient_tail = NONE;
}

uint32_t detection_remember(struct world *self, uint32_t provider, bool purchased)
{
    struct provider *const p = &self->providers[provider];
    uint32_t index;

    forget_old(self, p);
    index = state_take_deficiency(self);
    if (index == NONE)
        return NONE;
    self->deficiencies[index] = (struct deficiency){
        .time = state_now(self), .next = NONE, .provider = provider, .references = 1, .purchased = purchased};
    if (p->deficient_tail != NONE)
        self->deficiencies[p->deficient_tail].next = index;
    else
        p->deficient_head = index;
    p->deficient_tail = index;
    return index;
}

void detection_visit(struct world *self, uint32_t provider, enum purpose purpose, uint32_t occurrence)
{
    struct provider *const p = &self->providers[provider];
    uint32_t seen = 0;

    forget_old(self, p);
    for (uint32_t i = p->deficient_head; i != NONE; i = self->deficiencies[i].next, seen++) {
        double u;

        if (self->deficiencies[i].detected)
            continue;
        u = streams_uniform(&self->streams, purpose, provider,
                            occurrence * DETECT_DRAWS + (seen < DETECT_DRAWS ? seen : DETECT_DRAWS - 1));
        if (u < self->params.monitoring.detect)
            detection_reveal(self, i);
    }
}
