/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `attribute` prints: a table of parts for each measure, the pairs, and a few sentences. */
#ifndef ZUTUAN_CLI_ATTRIBUTE_SHOW_H
#define ZUTUAN_CLI_ATTRIBUTE_SHOW_H

#include "zutuan/experiment/attribute.h"

#include <stdio.h>

/* The split of a measure: from the base over the rest and the mechanisms, the most helpful first, to OTHER.
 */
DIAG_MUST_CHECK int attribute_show_split(const struct attribute *attribute,
                                         const struct attribute_split *split, double confidence,
                                         FILE *stream);
/* Every pair. Nothing where there is only one mechanism. */
DIAG_MUST_CHECK int attribute_show_pairs(const struct attribute *attribute,
                                         const struct attribute_split *split, double confidence,
                                         FILE *stream);
/* What the intervals allow to say of it. */
void attribute_show_words(const struct attribute *attribute, const struct attribute_split *split,
                          FILE *stream);
/* What switching each mechanism off sets. */
DIAG_MUST_CHECK int attribute_show_switches(const struct attribute *attribute, FILE *stream);
/* What the rest is made of. */
void attribute_show_rest(const struct attribute *attribute, FILE *stream);

#endif
