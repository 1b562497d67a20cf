/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cycle.h"

#include "knowledge.h"
#include "purchase.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>

/* Day of the year on which a phase begins: review, implement (publishing), evaluate, commend. */
static double day_of(const struct world *self, uint32_t phase)
{
    double day = 0.0;

    for (uint32_t i = 0; i <= phase; i++)
        day += self->params.phases.days[i];
    return day;
}

static double end_of_implement(const struct world *self)
{
    return DAYS_PER_YEAR * self->cycle + day_of(self, PHASE_EVALUATE);
}

static void schedule_phase(struct world *self, uint32_t phase, uint32_t year)
{
    state_schedule(self, DAYS_PER_YEAR * year + day_of(self, phase), EVENT_CLASS_CALENDAR, EVENT_PHASE, phase,
                   year);
}

void cycle_start(struct world *self)
{
    if (self->params.purchase.calendar == PARAMS_CALENDAR_ANNUAL)
        schedule_phase(self, PHASE_REVIEW, 0);
}

static bool applies(const struct provider *p)
{
    return p->alive && p->gate_open;
}

/* The first third of every applicant's contract is its review. */
static void review(struct world *self)
{
    self->publish_due = false;
    self->reviews = 0;
    purchase_raise_frameworks(self);
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        struct provider *const p = &self->providers[i];
        p->applying = applies(p);
        p->funded = false;
        if (p->applying)
            self->reviews += purchase_raise_contract(self, i, self->cycle + 1);
    }
}

static int by_rank(const void *a, const void *b)
{
    const struct application *const x = a, *const y = b;

    if (x->fails != y->fails)
        return x->fails ? 1 : -1;
    if (x->rank != y->rank)
        return x->rank > y->rank ? -1 : 1;
    return x->provider < y->provider ? -1 : 1;
}

/* Last score, or capability in a first cycle, plus noise; scores below `pass` rank last. */
static struct application assess(struct world *self, uint32_t i)
{
    const struct params *const params = &self->params;
    const struct provider *const p = &self->providers[i];
    const double u = streams_uniform(&self->streams, PURPOSE_RANKING, i, self->cycle);
    const bool scored = !isnan(p->score);
    const double merit = scored ? p->score : knowledge_capability(self, knowledge_now(self, i));

    return (struct application){i, scored && p->score < params->purchase.pass,
                                merit + params->purchase.noise * gsl_cdf_ugaussian_Pinv(u)};
}

/* By publishing, or without it with implement. */
static void end_review(struct world *self)
{
    self->publish_due = false;
    self->review_days += state_now(self) - DAYS_PER_YEAR * self->cycle - day_of(self, PHASE_REVIEW);
    self->review_years++;
}

/* Ranks the applicants and funds them, docs/model.md (E31), while the year's budget lasts; implementing
 * begins. */
static void publish(struct world *self)
{
    const double days = end_of_implement(self) - state_now(self);
    const double price = self->params.purchase.price * days / DAYS_PER_YEAR;
    double left = self->params.purchase.budget;
    struct application *const list = self->applications;
    size_t count = 0;

    end_review(self);
    if (days <= 0.0)
        return;
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        self->providers[i].scored_sessions = 0;
        self->providers[i].scored_quality = 0.0;
        if (self->providers[i].applying && self->providers[i].alive)
            list[count++] = assess(self, i);
    }
    qsort(list, count, sizeof *list, by_rank);
    purchase_raise_frameworks(self);
    for (size_t k = 0; k < count && left >= price; k++) {
        struct provider *const p = &self->providers[list[k].provider];
        left -= price;
        p->funded = true;
        purchase_begin(self, list[k].provider);
        purchase_raise_contract(self, list[k].provider, 0);
    }
}

/* Implementing ends: the last third, and the score of every provider that held sessions. */
static void end_implement(struct world *self)
{
    purchase_raise_frameworks(self);
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        struct provider *const p = &self->providers[i];
        if (p->purchased)
            purchase_raise_contract(self, i, 0);
        purchase_end(self, i);
        if (p->alive && p->scored_sessions > 0)
            p->score = p->scored_quality / p->scored_sessions;
    }
}

/* The best share of the living evaluated is commended until the next commendation. */
static void commend(struct world *self)
{
    struct application *const list = self->applications;
    size_t count = 0, commended;

    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        struct provider *const p = &self->providers[i];
        p->commended = false;
        if (p->alive && !isnan(p->score))
            list[count++] = (struct application){i, false, p->score};
    }
    qsort(list, count, sizeof *list, by_rank);
    commended = (size_t)floor(self->params.purchase.commend_share * (double)count + 1e-9);
    for (size_t k = 0; k < commended; k++)
        self->providers[list[k].provider].commended = true;
}

static void publish_when_reviewed(struct world *self)
{
    if (self->publish_due && self->reviews == 0)
        publish(self);
}

void cycle_on_phase(struct world *self, uint32_t phase, uint32_t year)
{
    switch (phase) {
    case PHASE_REVIEW:
        self->cycle = year;
        review(self);
        break;
    case PHASE_PUBLISH:
        self->publish_due = true;
        publish_when_reviewed(self);
        break;
    case PHASE_EVALUATE:
        if (self->publish_due)
            end_review(self);
        end_implement(self);
        break;
    default:
        commend(self);
        break;
    }
    if (phase + 1 < PHASES)
        schedule_phase(self, phase + 1, year);
    else
        schedule_phase(self, PHASE_REVIEW, year + 1);
}

void cycle_on_contract_task(struct world *self, const struct task *task, uint32_t index)
{
    (void)index;
    if (task->number != self->cycle + 1 || self->reviews == 0)
        return;
    self->reviews--;
    publish_when_reviewed(self);
}
