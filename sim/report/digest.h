/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SHA-256 of a file. This is the only file that knows libmd. */
#ifndef DIGEST_H
#define DIGEST_H

#include <stdint.h>

#define DIGEST_TEXT 65 /* 64 hexadecimal digits and the end of the string */

/* Returns 0, or the errno of what failed. */
int digest_file(const char *path, char text[DIGEST_TEXT], uint64_t *bytes);

#endif
