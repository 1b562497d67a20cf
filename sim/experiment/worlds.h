/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worlds of one thread: one for each arm while there are few arms, otherwise only the last one used. */
#ifndef WORLDS_H
#define WORLDS_H

#include "zutuan/core/diag.h"
#include "zutuan/model/world.h"

#include <stddef.h>

#define WORLDS_HELD 64 /* arms at most whose worlds are all held */

struct worlds {
    struct world **list; /* owned, [arm_count]; NULL where there is none */
    size_t arm_count, last;
};

DIAG_MUST_CHECK int worlds_alloc(struct worlds *self, size_t arm_count);
/* Accepts a zeroed object. */
void worlds_free(struct worlds *self);
/* The world of an arm, made if need be; NULL without memory. `params`: of the arm, always the same. */
struct world *worlds_get(struct worlds *self, size_t arm, const struct params *params);

#endif
