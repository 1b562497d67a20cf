/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "worlds.h"

#include <stdlib.h>

int worlds_alloc(struct worlds *self, size_t arm_count)
{
    *self = (struct worlds){.arm_count = arm_count};
    self->list = calloc(arm_count, sizeof(struct world *));
    return self->list == NULL ? DIAG_MEMORY : DIAG_OK;
}

void worlds_free(struct worlds *self)
{
    for (size_t arm = 0; self->list != NULL && arm < self->arm_count; arm++)
        world_free(self->list[arm]);
    free(self->list);
    *self = (struct worlds){.list = NULL};
}

struct world *worlds_get(struct worlds *self, size_t arm, const struct params *params)
{
    if (self->arm_count > WORLDS_HELD && self->last != arm) {
        world_free(self->list[self->last]);
        self->list[self->last] = NULL;
    }
    self->last = arm;
    if (self->list[arm] == NULL && world_alloc(&self->list[arm], params) != DIAG_OK)
        self->list[arm] = NULL;
    return self->list[arm];
}
