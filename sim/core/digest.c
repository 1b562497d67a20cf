/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/core/digest.h"

#include <sys/types.h> /* before libmd's header, which leaves its own types to it */

#include <errno.h>
#include <sha2.h>
#include <stdio.h>

_Static_assert(DIGEST_TEXT == SHA256_DIGEST_STRING_LENGTH, "room for a digest in hexadecimal");

int digest_file(const char *path, char text[DIGEST_TEXT], uint64_t *bytes)
{
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        return errno;
    }
    SHA2_CTX context;
    SHA256Init(&context);
    *bytes = 0;
    unsigned char buffer[16384];
    size_t got;
    while ((got = fread(buffer, 1, sizeof buffer, stream)) > 0) {
        SHA256Update(&context, buffer, got);
        *bytes += got;
    }
    const int error = ferror(stream) ? (errno != 0 ? errno : EIO) : 0;
    fclose(stream);
    SHA256End(&context, text);
    return error;
}

void digest_parts(const struct digest_part *parts, size_t count, char text[DIGEST_TEXT])
{
    SHA2_CTX context;
    SHA256Init(&context);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].size > 0) {
            SHA256Update(&context, parts[i].bytes, parts[i].size);
        }
    }
    SHA256End(&context, text);
}
