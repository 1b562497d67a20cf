/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of referrals over replications: sorted by (from, to), one entry a pair of providers. */
#ifndef ZUTUAN_EXPERIMENT_LINKS_H
#define ZUTUAN_EXPERIMENT_LINKS_H

#include "zutuan/experiment/replicate.h"

/* Room in the arm for links[0..count), which are sorted. Error: DIAG_MEMORY, nothing changed. */
DIAG_MUST_CHECK int links_reserve(struct replicate_arm *arm, const struct world_link *links, size_t count);
/* Adds them to the arm's; there is room. */
void links_add(struct replicate_arm *arm, const struct world_link *links, size_t count);

#endif
