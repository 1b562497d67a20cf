/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hypotheses as people read them: a table of tests, then each claim with what belongs beside its verdict.
 */
#ifndef ZUTUAN_CLI_HYPOTHESES_SHOW_H
#define ZUTUAN_CLI_HYPOTHESES_SHOW_H

#include "zutuan/experiment/hypotheses.h"

#include <stdio.h>

/* Errors: DIAG_MEMORY. */
DIAG_MUST_CHECK int hypotheses_show_table(const struct hypotheses *self, FILE *stream);
DIAG_MUST_CHECK int hypotheses_show_claims(const struct hypotheses *self, FILE *stream);
/* `difference [low, high]`. */
void hypotheses_show_estimate(enum outcome_measure measure, const struct estimate_pair *pair, char *buffer,
                              size_t size);
/* Appends to a text in a buffer of `size` bytes; what has no room is cut. */
void hypotheses_show_append(char *buffer, size_t size, const char *format, ...) DIAG_FORMAT(3, 4);

#endif
