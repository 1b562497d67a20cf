/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder that `attribute` leaves: attribution.csv with a line for the whole, the rest and each mechanism,
 * interactions.csv with one for each pair, variants.csv with the mean of every variant, the two scenarios and
 * the variant with all mechanisms off, and a manifest.
 */
#ifndef ZUTUAN_REPORT_ATTRIBUTE_FOLDER_H
#define ZUTUAN_REPORT_ATTRIBUTE_FOLDER_H

#include "zutuan/experiment/attribute.h"
#include "zutuan/report/account.h"

/* Everything is borrowed. */
struct attribute_folder {
    struct account account; /* what the attribution says is filled in by attribute_folder_write */
    const struct attribute *attribute;
    const struct attribute_split *splits; /* [split_count] */
    size_t split_count;
};

/* Makes `folder` (and its parents) and writes into it; files of the same names are replaced. Errors: DIAG_IO,
 * DIAG_MEMORY, each with an item. */
DIAG_MUST_CHECK int attribute_folder_write(const struct attribute_folder *self, const char *folder,
                                           struct diag *diag);

#endif
