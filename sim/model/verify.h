/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The identities that hold in every run (docs/model.md section 7). */
#ifndef ZUTUAN_MODEL_VERIFY_H
#define ZUTUAN_MODEL_VERIFY_H

#include "state.h"

/* O(state). True when all hold; else self->complaint says which does not. */
bool verify_all(struct world *self);

#endif
