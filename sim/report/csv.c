/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

void csv_begin(struct csv *self, FILE *stream)
{
    *self = (struct csv){.stream = stream};
}

static void csv_put(struct csv *self, const char *bytes, size_t length)
{
    if (self->error != 0) {
        return;
    }
    errno = 0;
    if (fwrite(bytes, 1, length, self->stream) != length) {
        self->error = errno != 0 ? errno : EIO;
    }
}

static void csv_next_field(struct csv *self)
{
    if (self->begun) {
        csv_put(self, ",", 1);
    }
    self->begun = true;
}

void csv_text(struct csv *self, const char *text)
{
    csv_next_field(self);
    const bool guarded = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
    const bool quoted = strpbrk(text, ",\"\r\n") != NULL;
    if (quoted) {
        csv_put(self, "\"", 1);
    }
    if (guarded) {
        csv_put(self, "'", 1);
    }
    for (const char *rest = text; *rest != '\0';) {
        const size_t plain = strcspn(rest, "\"");
        csv_put(self, rest, plain);
        rest += plain;
        if (*rest == '"') {
            csv_put(self, "\"\"", 2);
            rest++;
        }
    }
    if (quoted) {
        csv_put(self, "\"", 1);
    }
}

void csv_number(struct csv *self, double value)
{
    csv_next_field(self);
    if (!isnan(value)) {
        char buffer[40];
        const int length = snprintf(buffer, sizeof buffer, isinf(value) ? "%G" : "%.17g", value);
        csv_put(self, buffer, (size_t)length);
    }
}

void csv_count(struct csv *self, uint64_t value)
{
    csv_next_field(self);
    char buffer[24];
    const int length = snprintf(buffer, sizeof buffer, "%" PRIu64, value);
    csv_put(self, buffer, (size_t)length);
}

void csv_empty(struct csv *self)
{
    csv_next_field(self);
}

void csv_end_row(struct csv *self)
{
    csv_put(self, "\n", 1);
    self->begun = false;
}

void csv_header(struct csv *self, const char *header)
{
    csv_put(self, header, strlen(header));
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
