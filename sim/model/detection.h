/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deficient sessions that may still be detected (docs/model.md 7.13). Each provider has a list of its recent
 * ones, oldest first, as far back as a visit sees; a call-back or follow-up holds the one it is about. An
 * entry lives while the list or a task refers to it.
 */
#ifndef ZUTUAN_MODEL_DETECTION_H
#define ZUTUAN_MODEL_DETECTION_H

#include "state.h"

/* A deficient session has just ended. Returns its entry, NONE when memory ran out. */
uint32_t detection_remember(struct world *self, uint32_t provider, bool purchased);
/* Yuan withheld for a detected session. */
double detection_penalty(const struct world *self);
/* It is detected: counted, and the penalty withheld, once. */
void detection_reveal(struct world *self, uint32_t deficiency);
/* Detections at the provider in the last quarter, kept while a steering group exists. */
uint32_t detection_recent(struct world *self, uint32_t provider);
/* One reference less. */
void detection_let_go(struct world *self, uint32_t deficiency);
/* A visit detects each recent one with probability d_v, by draws that (purpose, provider, occurrence) names.
 */
void detection_visit(struct world *self, uint32_t provider, enum purpose purpose, uint32_t occurrence);

#endif
