/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "replicate_parts.h"

#include <assert.h>
#include <string.h>

/* The arm of `self` that is arm `which` of the other one; SIZE_MAX for none. */
static size_t taker(const struct replicate *self, const size_t *arms, size_t which)
{
    for (size_t arm = 0; arm < self->arm_count; arm++) {
        if (arms[arm] == which)
            return arm;
    }
    return SIZE_MAX;
}

int replicate_take(struct replicate *self, const struct replicate *from, const size_t *arms)
{
    const size_t width = OUTCOME_MEASURES;
    assert(self->measures_only && self->done == 0 && self->seed == from->seed);
    int code = from->done > 0 ? replicate_reserve(self, from->done) : DIAG_OK;
    for (size_t arm = 0; code == DIAG_OK && arm < self->arm_count && from->done > 0; arm++)
        memcpy(self->arms[arm].measures, from->arms[arms[arm]].measures, from->done * width * sizeof(double));
    for (size_t i = 0; code == DIAG_OK && i < from->failure_count; i++) {
        const struct replicate_failure *failure = &from->failures[i];
        const size_t arm = taker(self, arms, failure->arm);
        if (arm != SIZE_MAX)
            code = replicate_fail(self, arm, failure->replication - replicate_number(0), failure->code,
                                  failure->text);
    }
    if (code == DIAG_OK)
        self->done = from->done;
    replicate_tidy(self);
    return code;
}
