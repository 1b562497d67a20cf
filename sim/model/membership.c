/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "membership.h"

#include "exchange.h"
#include "knowledge.h"
#include "provider.h"

void membership_on_launch(struct world *self, uint32_t subject, uint32_t object)
{
    (void)subject;
    (void)object;
    self->launched = true;
    STATE_TELL(self, "cluster_launches", "", 0, WORLD_HUB, WORLD_NOBODY, self->alive);
    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        struct provider *const p = &self->providers[i];
        if (!p->alive)
            continue;
        knowledge_now(self, i);
        p->member = true;
        exchange_join(self, p);
        self->members++;
        self->ever_members++;
        provider_update_load(self, i);
    }
}

void membership_on_stop(struct world *self, uint32_t provider, uint32_t object)
{
    struct provider *const p = &self->providers[provider];

    (void)object;
    if (!p->member)
        return;
    knowledge_now(self, provider);
    p->member = false;
    self->members--;
    provider_update_load(self, provider);
}
