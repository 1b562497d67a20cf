/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An allocator that refuses a chosen allocation, for the sources that are included after this header: they
 * are compiled into the test program and call it in place of the library's. (The linker then has no need of
 * the library's own copies.)
 */
#ifndef ZUTUAN_TESTS_SCARCE_H
#define ZUTUAN_TESTS_SCARCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static long allocations_left = -1; /* until the one that is refused; negative: without end */
static bool refuse_all = true;     /* also those after the chosen one */
static bool reached;               /* an allocation was refused */

static inline bool scarce_refuses(void)
{
    const bool now = allocations_left == 0;

    reached = reached || now;
    if (allocations_left > 0 || (now && !refuse_all))
        allocations_left--;
    return now;
}

static inline void *scarce_malloc(size_t size)
{
    return scarce_refuses() ? NULL : malloc(size);
}

static inline void *scarce_calloc(size_t count, size_t size)
{
    return scarce_refuses() ? NULL : calloc(count, size);
}

static inline void *scarce_realloc(void *block, size_t size)
{
    return scarce_refuses() ? NULL : realloc(block, size);
}

static inline char *scarce_strdup(const char *text)
{
    return scarce_refuses() ? NULL : strdup(text);
}

static inline char *scarce_strndup(const char *text, size_t size)
{
    return scarce_refuses() ? NULL : strndup(text, size);
}

#undef strdup
#undef strndup
#define malloc  scarce_malloc
#define calloc  scarce_calloc
#define realloc scarce_realloc
#define strdup  scarce_strdup
#define strndup scarce_strndup

#endif
