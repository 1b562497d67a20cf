/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verify.h"

#include "detection.h"
#include "finance.h"
#include "knowledge.h"
#include "provider.h"
#include "purchase.h"
#include "taskforce.h"

#include <stdarg.h>
#include <stdio.h>

#define ROUNDING 1e-9 /* relative, on sums of many terms */
#define EVERY_EVENT                                                                                          \
    1024 /* providers, waiting requests and tasks, up to which a look follows on every event */

DIAG_FORMAT(2, 3) static bool complain(struct world *self, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(self->complaint, sizeof self->complaint, format, arguments);
    va_end(arguments);
    return false;
}

static bool close_to(double a, double b)
{
    return fabs(a - b) <= ROUNDING * (1.0 + fmax(fabs(a), fabs(b)));
}

/* What the queues hold, counted afresh. */
struct census {
    uint64_t waiting[2];
    double waits[2];
};

static bool walk_queue(struct world *self, struct census *census, uint32_t provider, uint32_t head,
                       uint32_t expected)
{
    uint32_t count = 0;

    for (uint32_t i = head; i != NONE; i = self->requests[i].next, count++) {
        const struct request *const r = &self->requests[i];
        if (r->at != provider || (r->state != REQUEST_WAITING && r->state != REQUEST_STRANDED))
            return complain(self, "request %llu is in a queue where it is not",
                            (unsigned long long)r->number);
        if (r->deadline < state_now(self))
            return complain(self, "request %llu waits beyond its deadline", (unsigned long long)r->number);
        census->waiting[r->purchased]++;
        census->waits[r->purchased] += state_now(self) - r->arrival;
    }
    return count == expected ||
           complain(self, "provider %u: queue holds %u, counted %u", provider, count, expected);
}

static bool check_provider(struct world *self, struct census *census, uint32_t i)
{
    const struct provider *const p = &self->providers[i];

    if (p->busy > p->most_teams || p->in_session > p->busy)
        return complain(self, "provider %u: %u of %u teams busy, %u in session", i, p->busy, p->teams,
                        p->in_session);
    if (p->busy < p->teams && (p->head != NONE || p->duty_head != NONE))
        return complain(self, "provider %u: a team idles while work waits", i);
    if (!(p->knowledge >= 0.0) || !(knowledge_capability(self, p->knowledge) <= 1.0))
        return complain(self, "provider %u: knowledge %g", i, p->knowledge);
    if (!(p->oversight >= 0.0) || !(p->intrusion >= 0.0))
        return complain(self, "provider %u: oversight %g, intrusion %g", i, p->oversight, p->intrusion);
    if (self->launched && self->params.referral.on &&
        tournament_key(&self->load, p->place) != (p->member ? provider_load(p) : INFINITY))
        return complain(self, "provider %u: its load is not in the tournament", i);
    return walk_queue(self, census, i, p->head, p->waiting) &&
           walk_queue(self, census, i, p->stranded, p->stranded_count);
}

/* Arrivals = served + abandoned + lost + waiting + in session; integral of the queue = sum of waits. */
static bool check_ledger(struct world *self, const struct census *census, int which)
{
    const struct ledger *const l = &self->ledgers[which];
    const double area = tally_level_area(&l->queue, state_now(self));

    if (l->arrived != l->served + l->abandoned + l->lost + l->waiting + l->in_session)
        return complain(
            self, "requests: %llu arrived, %llu accounted for", (unsigned long long)l->arrived,
            (unsigned long long)(l->served + l->abandoned + l->lost + l->waiting + l->in_session));
    if (l->waiting != census->waiting[which])
        return complain(self, "requests: %llu wait by the ledger, %llu in queues",
                        (unsigned long long)l->waiting, (unsigned long long)census->waiting[which]);
    if (!close_to(area, l->waits + census->waits[which]))
        return complain(self, "integral of the queue %.17g, sum of waits %.17g", area,
                        l->waits + census->waits[which]);
    if (l->referred_out != l->referred_in)
        return complain(self, "referred out %llu, in %llu", (unsigned long long)l->referred_out,
                        (unsigned long long)l->referred_in);
    if (l->detected > l->deficient || l->quality_people > l->people * (1.0 + ROUNDING))
        return complain(self, "more detected than deficient, or quality above 1");
    return true;
}

/* Hours by busy servers = hours by kinds of task. */
static bool check_taskforce(struct world *self, uint32_t id)
{
    const struct taskforce *const force = &self->taskforces[id];
    const bool in_house = self->params.cluster.form == PARAMS_FORM_LEAD && id < state_officers(self);
    double hours = 0.0;
    uint32_t waiting = 0;

    for (int kind = 0; kind < TASK_KINDS; kind++)
        hours += taskforce_hours(self, id, (enum task_kind)kind);
    for (int priority = 0; priority < TASK_PRIORITIES; priority++) {
        for (uint32_t i = force->head[priority]; i != NONE; i = self->tasks[i].next)
            waiting++;
    }
    if ((force->busy > force->most_staff && !in_house) || waiting != force->waiting ||
        (force->busy < force->staff && !force->closed && waiting > 0))
        return complain(self, "task force %u: %u of %u busy, %u waiting", id, force->busy, force->staff,
                        waiting);
    return close_to(hours, tally_level_area(&force->busy_level, state_now(self)) * force->pace) ||
           complain(self, "task force %u: %.17g hours by task differ from hours by server", id, hours);
}

/* 0 <= T <= 1; members counted afresh; the lead is a living member. */
static bool check_cluster(struct world *self, uint32_t k)
{
    const struct cluster *const cluster = &self->clusters[k];
    const double trust = cluster->trust;
    uint32_t members = 0;
    double shares = 0.0;

    for (uint32_t seat = cluster->first; seat < cluster->end; seat++) {
        const struct provider *const p = &self->providers[self->by_cluster[seat]];
        members += p->member;
        shares += p->share;
    }
    if (!close_to(shares, finance_asked(self, cluster)))
        return complain(self, "cluster %u: members pay %.17g a year, asked for are %.17g", k, shares,
                        finance_asked(self, cluster));
    if (!(trust >= 0.0 && trust <= 1.0))
        return complain(self, "cluster %u: trust is %g", k, trust);
    if (members != cluster->members)
        return complain(self, "cluster %u: %u members, counted %u", k, cluster->members, members);
    if (cluster->lead != NONE && !self->providers[cluster->lead].member)
        return complain(self, "cluster %u: %u leads and is no member", k, cluster->lead);
    return true;
}

/* Yuan of the staff of the hubs, or of the apex, by the days that they were employed. */
static double wages(const struct world *self, uint32_t first, uint32_t end)
{
    double days = 0.0;

    for (uint32_t id = first; id < end; id++)
        days += tally_level_area(&self->taskforces[id].paid_level, state_now(self));
    return days / DAYS_PER_YEAR * self->params.support.staff_cost;
}

/* What the hubs' staff gets is what the city and the members pay. Who leaves at the exit and first ends what
 * it has begun is not paid for that. A lead has teams instead of staff. */
static bool check_fees(struct world *self)
{
    const struct finance_paid paid = finance_paid(self);
    const double hubs = wages(self, 0, state_officers(self)),
                 apex = wages(self, state_apex(self), state_apex(self) + 1);
    const double sum = paid.hub_fees + paid.dues;
    const bool staffed = self->params.cluster.form == PARAMS_FORM_SUPPORT;

    if (staffed && !close_to(hubs, sum))
        return complain(self, "fees and dues %.17g, staff costs %.17g", sum, hubs);
    if (!staffed && hubs != 0.0)
        return complain(self, "staff costs %.17g where there is no hub", hubs);
    return close_to(paid.apex_fees, apex) ||
           complain(self, "fees of the apex %.17g, its staff costs %.17g", paid.apex_fees, apex);
}

/* Money in = money out: what one side pays is what the other has in its own books. */
static bool check_money(struct world *self)
{
    const double penalties = (double)self->ledgers[1].detected * detection_penalty(self);
    const double days = tally_level_area(&self->purchased_level, state_now(self));
    double external = 0.0, purchased = 0.0;

    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        external += self->providers[i].external;
        purchased += purchase_days(self, i);
    }
    if (!close_to(days, purchased))
        return complain(self, "purchased days: %.17g by the city, %.17g by providers", days, purchased);
    if (!close_to(penalties, self->penalties))
        return complain(self, "penalties %.17g, detected sessions %.17g", self->penalties, penalties);
    if (!close_to(external, self->external))
        return complain(self, "external money given %.17g, received %.17g", self->external, external);
    return check_fees(self);
}

bool verify_is_due(const struct world *self)
{
    const uint64_t size = (uint64_t)self->params.providers.count + self->ledgers[0].waiting +
                          self->ledgers[1].waiting + self->task_pool.used;

    return self->events % (1 + size / EVERY_EVENT) == 0;
}

bool verify_all(struct world *self)
{
    struct census census = {{0, 0}, {0.0, 0.0}};

    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        if (!check_provider(self, &census, i))
            return false;
    }
    for (uint32_t k = 0; k < state_officers(self); k++) {
        if (!check_cluster(self, k))
            return false;
    }
    for (uint32_t force = 0; force <= state_apex(self); force++) {
        if (!check_taskforce(self, force))
            return false;
    }
    return check_ledger(self, &census, 0) && check_ledger(self, &census, 1) && check_money(self);
}
