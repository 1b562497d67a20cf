/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <string.h>

static const char *words_find(const struct words_row *rows, const char *key)
{
    for (; rows->key != NULL; rows++) {
        if (strcmp(rows->key, key) == 0) {
            return rows->zh;
        }
    }
    return NULL;
}

const char *words_measure(const char *name)
{
    return words_find(words_measures_rows, name);
}

const char *words_param(const char *key)
{
    return words_find(words_params_rows, key);
}

const char *words_phrase(const char *english)
{
    return words_find(words_phrases_rows, english);
}
