/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters as UTF-8 writes them (RFC 3629), for texts that come from files of others and go to a terminal, a
 * page or another program.
 *
 * A letter is well-formed when it is of one to four bytes without overlong forms, without surrogates and not
 * above U+10FFFF. A control is one of U+0000 to U+001F and U+007F to U+009F: what a terminal may obey.
 */
#ifndef ZUTUAN_CORE_LETTERS_H
#define ZUTUAN_CORE_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the letter that begins here; 0 where none is well-formed. The end of a text is a letter of 1. */
size_t letters_length(const char *text);
/* Whether the letter that begins here, a well-formed one, is a control. */
bool letters_is_control(const char *text);
/* Whether the whole text is well-formed. */
bool letters_are_utf8(const char *text);
/* Puts a question mark in place of every control and of every byte that belongs to no letter; the text does
 * not become longer. */
void letters_make_plain(char *text);

#endif
