/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The government withdraws, at a date or when the cluster has earned it (docs/model.md 7.17), and the
 * autonomy index (E38). */
#ifndef ZUTUAN_MODEL_EXIT_H
#define ZUTUAN_MODEL_EXIT_H

#include "state.h"

void exit_on_launch(struct world *self, uint32_t subject, uint32_t object);
/* Monthly: a cluster that was autonomous and capable for a year has earned the exit. */
void exit_on_watch(struct world *self, uint32_t subject, uint32_t occurrence);
/* Before everybody else hears of it: fees until now are settled, the clusters are marked. */
void exit_on_exit(struct world *self, uint32_t cluster, uint32_t object);
/* Mean over clusters with members of the autonomy index, NaN when there is none. */
double exit_autonomy_index(struct world *self);

#endif
