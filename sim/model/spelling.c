/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/model/spelling.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

size_t spelling_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][SPELLING_MOST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];

    a_length = least(a_length, SPELLING_MOST);
    b_length = least(b_length, SPELLING_MOST);
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            row[j] = least(above[j] + 1, row[j - 1] + 1);
            row[j] = least(row[j], above[j - 1] + !same(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    return row[b_length];
}

const char *spelling_nearest(const char *name, const char *const *known)
{
    const char *nearest = NULL;
    size_t fewest = SIZE_MAX;

    for (; *known; known++) {
        size_t edits = spelling_distance(name, strlen(name), *known, strlen(*known));
        if (edits < fewest) {
            fewest = edits;
            nearest = *known;
        }
    }
    return nearest;
}
