/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include "zutuan/model/outcome.h"
#include "zutuan/model/params.h"

#include <stdio.h>
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

const char *words_scenario(const char *english)
{
    return words_find(words_scenarios_rows, english);
}

const char *words_phrase(const char *english)
{
    return words_find(words_phrases_rows, english);
}

/* A meaning of a parameter or a label of a measure stands for its name. */
static const char *words_of_model(const char *english)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].meaning, english) == 0) {
            return words_param(rows[i].key);
        }
    }
    for (int m = 0; m < OUTCOME_MEASURES; m++) {
        const struct outcome_row *row = outcome_measure_row((enum outcome_measure)m);
        if (strcmp(row->label, english) == 0) {
            return words_measure(row->name);
        }
    }
    return NULL;
}

const char *words_text(const char *english)
{
    const char *found = words_phrase(english);
    return found != NULL ? found : words_of_model(english);
}

/* Puts what the stars of `pattern` stand for in `text` where those of `into` are. */
static bool words_fill(const char *pattern, const char *text, const char *into, char *buffer, size_t size)
{
    size_t length = 0;
    for (;;) {
        const size_t fixed = strcspn(pattern, "*"), copied = strcspn(into, "*");
        if (strncmp(pattern, text, fixed) != 0 || length + copied >= size) {
            return false;
        }
        memcpy(buffer + length, into, copied);
        length += copied;
        buffer[length] = '\0';
        text += fixed;
        pattern += fixed;
        into += copied;
        if (*pattern == '\0') {
            return *text == '\0';
        }
        const size_t after = strcspn(pattern + 1, "*");
        const char *end = text;
        while (*end != '\0' && (after == 0 ? *end != '\0' : strncmp(end, pattern + 1, after) != 0)) {
            end++;
        }
        char hole[128];
        snprintf(hole, sizeof hole, "%.*s", (int)(end - text), text);
        const char *chinese = words_text(hole);
        const int added = snprintf(buffer + length, size - length, "%s", chinese == NULL ? hole : chinese);
        if (added < 0 || (size_t)added >= size - length) {
            return false;
        }
        length += (size_t)added;
        text = end;
        pattern++;
        into += *into == '*';
    }
}

bool words_figure(const char *english, char *buffer, size_t size)
{
    const char *chinese = words_find(words_figures_rows, english);
    chinese = chinese != NULL ? chinese : words_text(english);
    if (chinese != NULL) {
        return (size_t)snprintf(buffer, size, "%s", chinese) < size;
    }
    for (const struct words_row *row = words_figures_rows; row->key != NULL; row++) {
        if (strchr(row->key, '*') != NULL && words_fill(row->key, english, row->zh, buffer, size)) {
            return true;
        }
    }
    return false;
}
