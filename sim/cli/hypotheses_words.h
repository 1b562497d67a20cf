/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the hypotheses come to, in plain words for somebody who decides on policy. */
#ifndef ZUTUAN_CLI_HYPOTHESES_WORDS_H
#define ZUTUAN_CLI_HYPOTHESES_WORDS_H

#include "zutuan/experiment/hypotheses.h"

#include <stdio.h>

/* Errors: DIAG_MEMORY. */
DIAG_MUST_CHECK int hypotheses_words_print(const struct hypotheses *self, FILE *stream);

#endif
