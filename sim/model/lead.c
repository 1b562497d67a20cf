/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead.h"

#include "provider.h"

/* Extra teams that the fee (docs/model.md (E15)), or after the exit the dues (E37), pays for. */
static uint32_t extra_teams(const struct world *self, const struct cluster *cluster)
{
    const struct params *const params = &self->params;
    const double fee = params->support.staff * params->support.staff_cost;

    if (cluster->exited) /* set once, in whole teams (finance.c) */
        return (uint32_t)lround(cluster->dues / params->purchase.team_cost);
    return (uint32_t)floor(fee / params->purchase.team_cost);
}

static void set_teams(struct world *self, uint32_t provider, uint32_t teams)
{
    struct provider *const p = &self->providers[provider];

    p->teams = teams;
    if (teams > p->most_teams)
        p->most_teams = teams;
    provider_update_load(self, provider);
}

/* The living member of lowest index leads, NONE when there is none. */
static void elect(struct world *self, struct cluster *cluster)
{
    const uint32_t own = (uint32_t)self->params.providers.teams;

    cluster->lead = NONE;
    for (uint32_t seat = cluster->first; seat < cluster->end && cluster->lead == NONE; seat++) {
        if (self->providers[self->by_cluster[seat]].member)
            cluster->lead = self->by_cluster[seat];
    }
    if (cluster->lead == NONE)
        return;
    set_teams(self, cluster->lead, own + extra_teams(self, cluster));
    STATE_TELL(self, "lead_begins", "", 0, cluster->lead, WORLD_NOBODY, self->providers[cluster->lead].teams);
    provider_assign(self, cluster->lead);
}

void lead_on_join(struct world *self, uint32_t provider, uint32_t founder)
{
    struct cluster *const cluster = state_cluster_of(self, &self->providers[provider]);

    (void)founder;
    if (self->params.cluster.form == PARAMS_FORM_LEAD && cluster->lead == NONE)
        elect(self, cluster);
}

void lead_on_stop(struct world *self, uint32_t provider, uint32_t object)
{
    struct cluster *const cluster = state_cluster_of(self, &self->providers[provider]);

    (void)object;
    if (cluster->lead != provider)
        return;
    set_teams(self, provider, (uint32_t)self->params.providers.teams);
    elect(self, cluster);
}

void lead_on_exit(struct world *self, uint32_t which, uint32_t object)
{
    (void)object;
    for (uint32_t k = 0; k < (uint32_t)self->params.macro.clusters; k++) {
        struct cluster *const cluster = &self->clusters[k];
        if ((which != NONE && which != k) || !cluster->exited || cluster->lead == NONE)
            continue;
        set_teams(self, cluster->lead, (uint32_t)self->params.providers.teams + extra_teams(self, cluster));
        provider_assign(self, cluster->lead);
    }
}
