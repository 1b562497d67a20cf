/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --dry-run says: the work, its time from one timed replication of each scenario, its disk. */
#ifndef ZUTUAN_CLI_PLAN_H
#define ZUTUAN_CLI_PLAN_H

#include "campaign.h"

/* After campaign_begin, in place of campaign_work; leaves no files. An exit code, or a diag_code. */
int plan_print(struct campaign *self);

#endif
