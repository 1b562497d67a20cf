/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * HTML under construction, in two languages.
 *
 * Markup is ours and goes through as it is; whatever comes from a file (names, descriptions, arguments, cells
 * of tables) goes through html_text or a %s and is escaped, so that it stays text within an element and
 * within an attribute in double quotes. Bytes that are not UTF-8, and control characters, which HTML does not
 * have, become U+FFFD. A text in both languages is two elements, one of which the style hides.
 *
 * The first failed write is remembered and later calls do nothing.
 */
#ifndef HTML_H
#define HTML_H

#include "zutuan/core/diag.h"

#include <stddef.h>
#include <stdio.h>

struct html {
    FILE *stream; /* borrowed */
    int error;    /* errno of the first failed write, 0 when none failed */
};

void html_begin(struct html *self, FILE *stream);
/* Bytes as they are. */
void html_bytes(struct html *self, const char *bytes, size_t length);
/* A text, escaped. */
void html_text(struct html *self, const char *text);
/* Markup with values: %s an escaped text, %zu a number, %% a percent sign, and nothing else. */
void html_put(struct html *self, const char *format, ...) DIAG_FORMAT(2, 3);
/* A running text in English and in Chinese, in which a percent sign stays with its number; without a Chinese
 * one (NULL) the English stands for both. */
void html_both(struct html *self, const char *english, const char *chinese);
/* The same as attributes data-en and data-zh, with a space before each. */
void html_both_data(struct html *self, const char *english, const char *chinese);

#endif
