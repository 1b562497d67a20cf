/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hypotheses as people read them: a table of tests, then each claim with what belongs beside its verdict.
 */
#ifndef ZUTUAN_CLI_HYPOTHESES_SHOW_H
#define ZUTUAN_CLI_HYPOTHESES_SHOW_H

#include "zutuan/experiment/hypotheses.h"

#include <stdio.h>

#define HYPOTHESES_SHOW_MOST 2048

/* Errors: DIAG_MEMORY. */
DIAG_MUST_CHECK int hypotheses_show_table(const struct hypotheses *self, FILE *stream);
DIAG_MUST_CHECK int hypotheses_show_claims(const struct hypotheses *self, FILE *stream);
/* `other vs base`, with names of scenarios or of a factor's levels. */
void hypotheses_show_contrast(const struct hypotheses_test *test, char *buffer, size_t size);
/* `difference [low, high]`. */
void hypotheses_show_estimate(enum outcome_measure measure, const struct estimate_pair *pair, char *buffer,
                              size_t size);
/* The ends of assumptions at which a test has the status, `key value, key value`; "" for none. */
void hypotheses_show_ends(const struct hypotheses *self, size_t test, enum hypotheses_status status,
                          char *buffer, size_t size);

#endif
