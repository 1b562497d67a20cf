/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/core/diag.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void diag_init(struct diag *self)
{
    *self = (struct diag){.items = NULL};
}

void diag_free(struct diag *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->items[i].file);
        free(self->items[i].text);
    }
    free(self->items);
    diag_init(self);
}

static bool diag_reserve(struct diag *self)
{
    if (self->count < self->capacity) {
        return true;
    }
    const size_t capacity = self->capacity == 0 ? 8 : 2 * self->capacity;
    struct diag_item *items = realloc(self->items, capacity * sizeof *items);
    if (items == NULL) {
        return false;
    }
    self->items = items;
    self->capacity = capacity;
    return true;
}

int diag_add(struct diag *self, enum diag_code code, const char *file, int line, const char *format, ...)
{
    assert(code < DIAG_OK);
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    struct diag_item item = {
        .code = code,
        .file = file == NULL ? NULL : strdup(file),
        .line = line,
        .text = malloc((size_t)length + 1),
    };
    if (item.text == NULL || (file != NULL && item.file == NULL) || !diag_reserve(self)) {
        free(item.text);
        free(item.file);
        self->lost = true;
        return code;
    }
    va_start(arguments, format);
    vsnprintf(item.text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    self->items[self->count++] = item;
    return code;
}

size_t diag_item_format(const struct diag_item *item, char *buffer, size_t size)
{
    int length;
    if (item->file == NULL) {
        length = snprintf(buffer, size, "%s", item->text);
    } else if (item->line == 0) {
        length = snprintf(buffer, size, "%s: %s", item->file, item->text);
    } else {
        length = snprintf(buffer, size, "%s:%d: %s", item->file, item->line, item->text);
    }
    assert(length >= 0);
    return (size_t)length;
}

enum diag_code diag_worst(const struct diag *self)
{
    static const enum diag_code gravity[] = {DIAG_INTERNAL,    DIAG_MEMORY, DIAG_IO,
                                             DIAG_INTERRUPTED, DIAG_USAGE,  DIAG_INVALID};
    const size_t codes = sizeof gravity / sizeof gravity[0];
    size_t worst = codes;
    if (self->lost) {
        worst = 1; /* what is missing is unknown, but not that memory ran out */
    }
    for (size_t i = 0; i < self->count; i++) {
        for (size_t rank = 0; rank < worst; rank++) {
            if (gravity[rank] == self->items[i].code) {
                worst = rank;
            }
        }
    }
    return worst == codes ? DIAG_OK : gravity[worst];
}
