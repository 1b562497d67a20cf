/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "links.h"

#include <stdlib.h>

static int compare(const struct world_link *a, const struct world_link *b)
{
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return a->to == b->to ? 0 : a->to < b->to ? -1 : 1;
}

/* How many of links[0..count) join a pair of providers that the arm has not. */
static size_t count_new(const struct replicate_arm *arm, const struct world_link *links, size_t count)
{
    size_t fresh = 0, known = 0;
    for (size_t i = 0; i < count; i++) {
        while (known < arm->link_count && compare(&arm->links[known], &links[i]) < 0)
            known++;
        fresh += known == arm->link_count || compare(&arm->links[known], &links[i]) != 0;
    }
    return fresh;
}

int links_reserve(struct replicate_arm *arm, const struct world_link *links, size_t count)
{
    const size_t needed = arm->link_count + count_new(arm, links, count);
    if (needed <= arm->link_capacity)
        return DIAG_OK;
    struct world_link *grown = realloc(arm->links, 2 * needed * sizeof *grown);
    if (grown == NULL)
        return DIAG_MEMORY;
    arm->links = grown;
    arm->link_capacity = 2 * needed;
    return DIAG_OK;
}

/* Merged from the end, in place. */
void links_add(struct replicate_arm *arm, const struct world_link *links, size_t count)
{
    size_t known = arm->link_count;
    size_t place = known + count_new(arm, links, count);
    arm->link_count = place;
    while (count > 0) {
        const int order = known == 0 ? -1 : compare(&arm->links[known - 1], &links[count - 1]);
        place--;
        if (order < 0) {
            arm->links[place] = links[--count];
        } else {
            arm->links[place] = arm->links[--known];
            if (order == 0)
                arm->links[place].count += links[--count].count;
        }
    }
}
