/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What control variates are worth, beside the plain estimates. */
#ifndef ZUTUAN_CLI_CONTROLS_SHOW_H
#define ZUTUAN_CLI_CONTROLS_SHOW_H

#include "campaign.h"

/* A table of the main measures (all with --all): of the pair, or of arm `other` when `base` is SIZE_MAX.
 * Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int controls_show(const struct campaign *campaign, struct account_pair pair);

#endif
