/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "zutuan/core/letters.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void table_init(struct table *self, const char *aligns)
{
    *self = (struct table){.aligns = aligns, .columns = strlen(aligns)};
    assert(self->columns > 0 && self->columns <= TABLE_COLUMNS_MOST);
}

void table_free(struct table *self)
{
    for (size_t i = 0; i < self->count; i++)
        free(self->cells[i]);
    free(self->cells);
    table_init(self, self->aligns);
}

static char *format_text(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text != NULL)
        vsnprintf(text, (size_t)length + 1, format, arguments);
    if (text != NULL)
        letters_make_plain(text);
    return text;
}

void table_add(struct table *self, const char *format, ...)
{
    if (self->count == self->capacity) {
        const size_t capacity = 2 * self->capacity + 64;
        char **cells = realloc(self->cells, capacity * sizeof *cells);
        if (cells == NULL) {
            self->lost = true;
            return;
        }
        self->cells = cells;
        self->capacity = capacity;
    }
    va_list arguments;
    va_start(arguments, format);
    char *text = format_text(format, arguments);
    va_end(arguments);
    if (text == NULL)
        self->lost = true;
    else
        self->cells[self->count++] = text;
}

/* The code point at *text, which moves on; a stray byte counts as one. */
static uint32_t next_letter(const unsigned char **text)
{
    const unsigned char *at = *text;
    const int more = at[0] >= 0xF0 ? 3 : at[0] >= 0xE0 ? 2 : at[0] >= 0xC0 ? 1 : 0;
    uint32_t letter = more == 0 ? at[0] : at[0] & (0x3Fu >> more);
    for (int i = 1; i <= more; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            *text = at + 1;
            return at[0];
        }
        letter = letter << 6 | (at[i] & 0x3Fu);
    }
    *text = at + more + 1;
    return letter;
}

static size_t letter_width(uint32_t letter)
{
    static const uint32_t wide[][2] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},
                                       {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                                       {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x20000, 0x3FFFD}};
    if (letter >= 0x300 && letter <= 0x36F)
        return 0;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (letter >= wide[i][0] && letter <= wide[i][1])
            return 2;
    }
    return 1;
}

size_t table_width(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t width = 0;
    while (*at != '\0')
        width += letter_width(next_letter(&at));
    return width;
}

static void print_row(const struct table *self, size_t first, const size_t *widths, FILE *stream, int indent)
{
    int owed = indent; /* spaces that are printed only if something follows */
    for (size_t column = 0; column < self->columns && first + column < self->count; column++) {
        const char *cell = self->cells[first + column];
        const int pad = (int)(widths[column] - table_width(cell));
        const bool right = self->aligns[column] == 'r';
        owed += right ? pad : 0;
        if (*cell != '\0') {
            fprintf(stream, "%*s%s", owed, "", cell);
            owed = 0;
        }
        owed += (right ? 0 : pad) + 2;
    }
    fputc('\n', stream);
}

int table_print(const struct table *self, FILE *stream, int indent)
{
    size_t widths[TABLE_COLUMNS_MOST] = {0};
    if (self->lost) /* a cell: those after it would stand in wrong columns */
        return DIAG_MEMORY;
    for (size_t i = 0; i < self->count; i++) {
        const size_t width = table_width(self->cells[i]);
        if (width > widths[i % self->columns])
            widths[i % self->columns] = width;
    }
    for (size_t first = 0; first < self->count; first += self->columns)
        print_row(self, first, widths, stream, indent);
    return DIAG_OK;
}
