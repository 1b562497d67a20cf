/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/attribute.h"

#include "attribute_players.h"

#include <stdio.h>
#include <stdlib.h>

#define NAME_END 32 /* room for what follows the name of OTHER in that of a variant */

static int no_memory(struct attribute *self, struct diag *diag)
{
    attribute_free(self);
    return diag_add(diag, DIAG_MEMORY, NULL, 0, "memory ran out");
}

/* Variant `set` is OTHER with the players of its bits on. */
static int make_variant(const struct attribute *self, size_t set, struct scenario *variant)
{
    char name[SCENARIO_NAME_MOST];
    unsigned off = 0;
    for (size_t i = 0; i < self->player_count; i++) {
        if ((set >> i & 1u) == 0)
            off |= self->players[i].mechanisms;
    }
    snprintf(name, sizeof name, "%.*s-variant-%zu", SCENARIO_NAME_MOST - NAME_END, self->other->name, set);
    if (scenario_copy(variant, self->other, name) != DIAG_OK)
        return DIAG_MEMORY;
    attribute_players_switch_off(variant, off);
    return DIAG_OK;
}

static int check_variants(const struct attribute *self, struct diag *diag)
{
    struct params_conflict conflict;
    for (size_t set = 0; set < self->variant_count; set++) {
        if (params_conflicts(&self->variants[set].params, &conflict, 1) > 0)
            return diag_add(diag, DIAG_INVALID, NULL, 0, "%s with mechanisms switched off: %s",
                            self->other->name, conflict.text);
    }
    return DIAG_OK;
}

static int make_replicate(struct attribute *self, uint64_t seed)
{
    const struct scenario **arms = calloc(self->variant_count + 1, sizeof(const struct scenario *));
    if (arms == NULL)
        return DIAG_MEMORY;
    arms[0] = self->base;
    for (size_t set = 0; set < self->variant_count; set++)
        arms[1 + set] = &self->variants[set];
    const int code = replicate_alloc(&self->replicate, arms, self->variant_count + 1, seed);
    self->replicate.measures_only = true;
    free((void *)arms);
    return code;
}

int attribute_alloc(struct attribute *self, const struct scenario *base, const struct scenario *other,
                    const char *players, uint64_t seed, struct diag *diag)
{
    *self = (struct attribute){.base = base, .other = other};
    int code = attribute_players_choose(self, players, diag);
    if (code != DIAG_OK) {
        *self = (struct attribute){.player_count = 0};
        return code;
    }
    const size_t count = (size_t)1 << self->player_count;
    self->variants = calloc(count, sizeof *self->variants);
    if (self->variants == NULL)
        return no_memory(self, diag);
    for (; self->variant_count < count; self->variant_count++) {
        if (make_variant(self, self->variant_count, &self->variants[self->variant_count]) != DIAG_OK)
            return no_memory(self, diag);
    }
    code = check_variants(self, diag);
    if (code == DIAG_OK && make_replicate(self, seed) != DIAG_OK)
        return no_memory(self, diag);
    if (code != DIAG_OK)
        attribute_free(self);
    return code;
}

void attribute_free(struct attribute *self)
{
    replicate_free(&self->replicate);
    for (size_t set = 0; set < self->variant_count; set++)
        scenario_free(&self->variants[set]);
    free(self->variants);
    *self = (struct attribute){.player_count = 0};
}

void attribute_rest(const struct attribute *self, void (*found)(void *context, const struct params_row *row),
                    void *context)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    for (size_t i = 0; i < count; i++) {
        const double value = params_get(&self->other->params, &rows[i]);
        const bool switched = params_get(&self->variants[0].params, &rows[i]) != value;
        if (!switched && params_get(&self->base->params, &rows[i]) != value)
            found(context, &rows[i]);
    }
}
