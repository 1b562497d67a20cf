/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verdict_write in Chinese: the same judgements of the same numbers. */
#ifndef VERDICT_ZH_H
#define VERDICT_ZH_H

#include "zutuan/experiment/verdict.h"

/* As verdict_write. */
void verdict_zh_write(const char *base, const char *other, const struct estimate_pair *pairs,
                      double confidence, char text[VERDICT_MOST]);
/* As verdict_write_demand. */
void verdict_zh_write_demand(const struct scenario *base, const struct scenario *other,
                             char text[VERDICT_MOST]);

#endif
