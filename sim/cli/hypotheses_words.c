/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypotheses_words.h"

int hypotheses_words_print(const struct hypotheses *self, FILE *stream)
{
    (void)self;
    fputs("", stream);
    return DIAG_OK;
}
