/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/core/letters.h"

size_t letters_length(const char *text)
{
    static const struct {
        unsigned char first, last, second_least, second_most;
        size_t length;
    } forms[] = {
        {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
        {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
        {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] < 0x80) {
        return 1;
    }
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (at[0] < forms[i].first || at[0] > forms[i].last) {
            continue;
        }
        bool valid = at[1] >= forms[i].second_least && at[1] <= forms[i].second_most;
        for (size_t k = 2; valid && k < forms[i].length; k++) {
            valid = (at[k] & 0xC0) == 0x80;
        }
        return valid ? forms[i].length : 0;
    }
    return 0;
}

bool letters_is_control(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    return at[0] < 0x20 || at[0] == 0x7F || (at[0] == 0xC2 && at[1] < 0xA0);
}

bool letters_are_utf8(const char *text)
{
    while (*text != '\0') {
        const size_t length = letters_length(text);
        if (length == 0) {
            return false;
        }
        text += length;
    }
    return true;
}

void letters_make_plain(char *text)
{
    char *to = text;
    while (*text != '\0') {
        const size_t length = letters_length(text);
        const bool plain = length > 0 && !letters_is_control(text);
        for (size_t i = 0; plain && i < length; i++) {
            *to++ = text[i];
        }
        if (!plain) {
            *to++ = '?';
        }
        text += length == 0 ? 1 : length;
    }
    *to = '\0';
}
