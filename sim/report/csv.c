/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv.h"

#include "digits.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <string.h>

void csv_begin(struct csv *self, FILE *stream)
{
    self->stream = stream;
    self->error = 0;
    self->begun = false;
    self->quoted = false;
    self->gathers = false;
    self->gathered = self->row;
    self->room = CSV_ROW;
    self->length = 0;
}

void csv_begin_gathering(struct csv *self, FILE *stream, char *buffer, size_t room, size_t length)
{
    csv_begin(self, stream);
    self->gathers = true;
    self->gathered = buffer;
    self->room = room;
    self->length = length;
}

void csv_flush(struct csv *self)
{
    const size_t length = self->length;
    self->length = 0;
    if (self->error != 0 || length == 0) {
        return;
    }
    errno = 0;
    if (fwrite(self->gathered, 1, length, self->stream) != length) {
        self->error = errno != 0 ? errno : EIO;
    }
}

/* Makes sure of room for `bytes`, at most CSV_ROW. */
static inline void csv_reserve(struct csv *self, size_t bytes)
{
    if (self->length + bytes > self->room) {
        csv_flush(self);
    }
}

static inline void csv_byte(struct csv *self, char byte)
{
    csv_reserve(self, 1);
    self->gathered[self->length++] = byte;
}

static inline void csv_next_field(struct csv *self)
{
    if (self->begun) {
        csv_byte(self, ',');
    }
    self->begun = true;
}

/* Around a field, where all are quoted. */
static inline void csv_quote(struct csv *self)
{
    if (self->quoted) {
        csv_byte(self, '"');
    }
}

enum { CSV_QUOTED = 1, CSV_GUARDED = 2 }; /* a text with it is quoted; one that begins with it is guarded */

static const unsigned char csv_odd[UCHAR_MAX + 1] = {
    [','] = CSV_QUOTED,   ['"'] = CSV_QUOTED,  ['\n'] = CSV_QUOTED, ['\r'] = CSV_QUOTED | CSV_GUARDED,
    ['='] = CSV_GUARDED,  ['+'] = CSV_GUARDED, ['-'] = CSV_GUARDED, ['@'] = CSV_GUARDED,
    ['\t'] = CSV_GUARDED,
};

static void csv_odd_text(struct csv *self, const char *text)
{
    const bool quoted = self->quoted || strpbrk(text, ",\"\r\n") != NULL;
    if (quoted) {
        csv_byte(self, '"');
    }
    if ((csv_odd[(unsigned char)text[0]] & CSV_GUARDED) != 0) {
        csv_byte(self, '\'');
    }
    for (const char *byte = text; *byte != '\0'; byte++) {
        csv_byte(self, *byte);
        if (*byte == '"') {
            csv_byte(self, '"');
        }
    }
    if (quoted) {
        csv_byte(self, '"');
    }
}

void csv_word(struct csv *self, const char *word, size_t length)
{
    csv_next_field(self);
    csv_quote(self);
    csv_reserve(self, length);
    memcpy(self->gathered + self->length, word, length);
    self->length += length;
    csv_quote(self);
}

void csv_text(struct csv *self, const char *text)
{
    const size_t length = strlen(text);
    csv_next_field(self);
    unsigned odd = csv_odd[(unsigned char)text[0]];
    for (size_t i = 0; i < length; i++) {
        odd |= csv_odd[(unsigned char)text[i]] & CSV_QUOTED;
    }
    if (odd != 0 || self->quoted || length > CSV_ROW) {
        csv_odd_text(self, text);
        return;
    }
    csv_reserve(self, length);
    memcpy(self->gathered + self->length, text, length);
    self->length += length;
}

void csv_number(struct csv *self, double value)
{
    csv_next_field(self);
    csv_quote(self);
    csv_reserve(self, DIGITS_MOST);
    if (isinf(value)) {
        const char *const infinite = value < 0.0 ? "-INF" : "INF";
        memcpy(self->gathered + self->length, infinite, strlen(infinite));
        self->length += strlen(infinite);
    } else if (!isnan(value)) {
        self->length += digits_number(value, self->gathered + self->length);
    }
    csv_quote(self);
}

void csv_count(struct csv *self, uint64_t value)
{
    csv_next_field(self);
    csv_quote(self);
    csv_reserve(self, DIGITS_MOST);
    self->length += digits_count(value, self->gathered + self->length);
    csv_quote(self);
}

void csv_empty(struct csv *self)
{
    csv_next_field(self);
    csv_quote(self);
    csv_quote(self);
}

void csv_end_row(struct csv *self)
{
    csv_byte(self, '\n');
    if (!self->gathers) {
        csv_flush(self);
    }
    self->begun = false;
}

void csv_header(struct csv *self, const char *header)
{
    for (const char *byte = header; *byte != '\0'; byte++) {
        csv_byte(self, *byte);
    }
    csv_end_row(self);
}

int csv_open(struct csv *self, struct outfile *file, const char *folder, const char *name, const char *header,
             struct diag *diag)
{
    const int code = outfile_open(file, folder, name, diag);
    csv_begin(self, file->stream);
    if (code == DIAG_OK) {
        csv_header(self, header);
    }
    return code;
}

int csv_close(struct csv *self, struct outfile *file, struct diag *diag)
{
    return outfile_close(file, self->error, diag);
}
