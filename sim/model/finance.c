/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finance.h"

#include "taskforce.h"

#define LEAST_CAPACITY 0.05 /* a provider cannot pay away all of its teams' time */

/* Yuan a year for one cluster's hub. */
static double hub_fee(const struct world *self, const struct cluster *cluster)
{
    if (!self->launched || cluster->exited || !state_has_hub(self))
        return 0.0;
    return self->params.support.staff * self->params.support.staff_cost;
}

struct finance_paid finance_paid(const struct world *self)
{
    const struct params *const params = &self->params;
    const double years = (state_now(self) - self->fees_time) / DAYS_PER_YEAR;
    const bool apex = self->launched && params->macro.clusters > 1;
    struct finance_paid paid = {self->hub_fees, self->apex_fees, self->dues};

    for (int k = 0; k < params->macro.clusters; k++) {
        paid.hub_fees += hub_fee(self, &self->clusters[k]) * years;
        paid.dues += self->clusters[k].dues * years;
    }
    paid.apex_fees += apex ? params->macro.apex_staff * params->support.staff_cost * years : 0.0;
    return paid;
}

void finance_settle(struct world *self)
{
    const struct finance_paid paid = finance_paid(self);

    self->hub_fees = paid.hub_fees;
    self->apex_fees = paid.apex_fees;
    self->dues = paid.dues;
    self->fees_time = state_now(self);
}

/* docs/model.md (E32): the fee, if it comes from the envelope, and the dues. */
double finance_asked(const struct world *self, const struct cluster *cluster)
{
    const bool envelope = self->params.purchase.fee_from == PARAMS_FEE_ENVELOPE;

    return cluster->members == 0 ? 0.0 : cluster->dues + (envelope ? hub_fee(self, cluster) : 0.0);
}

/* docs/model.md (E30) */
void finance_set_capacity(struct world *self, uint32_t provider)
{
    const struct params *const params = &self->params;
    struct provider *const p = &self->providers[provider];
    const double all_teams = (double)params->providers.count * params->providers.teams;
    const double team_cost = params->purchase.team_cost;
    const struct cluster *const cluster = &self->clusters[p->cluster];

    p->share = p->member ? finance_asked(self, cluster) / cluster->members : 0.0;
    p->capacity = fmax(LEAST_CAPACITY, params->providers.capacity_scale +
                                           params->purchase.reinvest / (team_cost * all_teams) -
                                           p->share / (team_cost * params->providers.teams));
}

static void share_anew(struct world *self, const struct cluster *cluster)
{
    if (self->params.purchase.fee_from != PARAMS_FEE_ENVELOPE && cluster->dues == 0.0)
        return;
    for (uint32_t seat = cluster->first; seat < cluster->end; seat++)
        finance_set_capacity(self, self->by_cluster[seat]);
}

void finance_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    const struct params *const params = &self->params;

    (void)subject;
    (void)object;
    self->fees_time = state_now(self);
    for (uint32_t k = 0; params->cluster.form == PARAMS_FORM_SUPPORT && k < state_officers(self); k++)
        taskforce_set_staff(self, k, (uint32_t)params->support.staff);
    if (params->macro.clusters > 1)
        taskforce_set_staff(self, state_apex(self), (uint32_t)params->macro.apex_staff);
}

void finance_on_membership(struct world *self, uint32_t provider, uint32_t object)
{
    const struct provider *const p = &self->providers[provider];

    (void)object;
    if (p->alive && !p->member)
        return;
    share_anew(self, &self->clusters[p->cluster]);
}

/* docs/model.md (E37) */
void finance_on_exit(struct world *self, uint32_t which, uint32_t object)
{
    const struct params *const params = &self->params;

    (void)object;
    for (uint32_t k = 0; state_has_hub(self) && k < (uint32_t)params->macro.clusters; k++) {
        struct cluster *const cluster = &self->clusters[k];
        double staff;
        if (!cluster->exited || cluster->dues > 0.0 || (which != NONE && which != k))
            continue;
        staff = fmin(params->support.staff,
                     floor(params->exit.dues * cluster->members / params->support.staff_cost));
        if (params->cluster.form == PARAMS_FORM_LEAD) {
            cluster->dues = params->purchase.team_cost *
                            floor(params->exit.dues * cluster->members / params->purchase.team_cost);
        } else {
            cluster->dues = staff * params->support.staff_cost;
            taskforce_set_staff(self, k, (uint32_t)staff);
        }
        share_anew(self, cluster);
    }
}
