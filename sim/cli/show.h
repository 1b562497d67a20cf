/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people read them: four digits, thousands apart, shares in percent, `-` for what does not exist.
 */
#ifndef ZUTUAN_CLI_SHOW_H
#define ZUTUAN_CLI_SHOW_H

#include "zutuan/experiment/estimate.h"
#include "zutuan/model/outcome.h"
#include "zutuan/report/number.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define SHOW_MOST    NUMBER_MOST
#define SHOW_COLUMNS 100 /* of a paragraph */

/* `name (unit)`, with % for shares. */
void show_measure(const struct outcome_row *row, char buffer[SHOW_MOST]);
/* A value of a measure. */
void show_value(const struct outcome_row *row, double value, char buffer[SHOW_MOST]);
/* `low .. high`. */
void show_range(const struct outcome_row *row, double low, double high, char buffer[SHOW_MOST]);
/*
 * A paired difference and its interval: relative in %, of shares in percentage points, and in the measure's
 * own unit where the base is zero or next to it.
 */
void show_difference(const struct outcome_row *row, const struct estimate_pair *pair,
                     char difference[SHOW_MOST], char interval[SHOW_MOST]);
/* A size in bytes, a duration in seconds. */
void show_bytes(double bytes, char buffer[SHOW_MOST]);
void show_seconds(double seconds, char buffer[SHOW_MOST]);

/* Prints a text as lines of at most SHOW_COLUMNS. */
void show_paragraph(FILE *stream, const char *text, int indent);

#endif
