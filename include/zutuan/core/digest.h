/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 in hexadecimal. This is the only module that knows libmd. */
#ifndef ZUTUAN_CORE_DIGEST_H
#define ZUTUAN_CORE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_TEXT 65 /* 64 hexadecimal digits and the end of the string */

/* Of a file. Returns 0, or the errno of what failed. */
int digest_file(const char *path, char text[DIGEST_TEXT], uint64_t *bytes);
/* Of parts[count], one after another. */
struct digest_part {
    const void *bytes;
    size_t size;
};
void digest_parts(const struct digest_part *parts, size_t count, char text[DIGEST_TEXT]);

#endif
