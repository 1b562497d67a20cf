/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a paper's file agrees with itself. */
#ifndef ZUTUAN_EXPERIMENT_PAPER_CHECK_H
#define ZUTUAN_EXPERIMENT_PAPER_CHECK_H

#include "zutuan/experiment/paper.h"

/* Names, dates, licences, formats and styles that are none, names that repeat or refer to nothing. */
void paper_check(const struct paper *self, struct diag *diag);

#endif
