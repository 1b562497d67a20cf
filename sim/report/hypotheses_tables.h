/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the hypotheses; each writes one file. Errors as in outfile.h, and DIAG_MEMORY with an item.
 */
#ifndef HYPOTHESES_TABLES_H
#define HYPOTHESES_TABLES_H

#include "zutuan/experiment/hypotheses.h"

#define HYPOTHESES_TABLES_TESTS      "hypotheses.csv"
#define HYPOTHESES_TABLES_ROBUSTNESS "robustness.csv"
#define HYPOTHESES_TABLES_MONEY      "money.csv"

DIAG_MUST_CHECK int hypotheses_tables_tests(const struct hypotheses *self, const char *folder,
                                            struct diag *diag);
DIAG_MUST_CHECK int hypotheses_tables_robustness(const struct hypotheses *self, const char *folder,
                                                 struct diag *diag);
DIAG_MUST_CHECK int hypotheses_tables_money(const struct hypotheses *self, const char *folder,
                                            struct diag *diag);

#endif
