/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_read.h"

#include "outfile.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CSV_READ_MEBIBYTES_MOST = 1024 };

/* Where the reading stands. */
struct csv_read_place {
    struct csv_read *table;
    const char *name;
    struct diag *diag;
    char *from, *to, *end; /* bytes are read at from, and moved down to `to` where quotes fall away */
    size_t capacity, count;
    int line;
};

static int csv_read_bytes(struct csv_read *self, const char *path, size_t *length, struct diag *diag)
{
    FILE *stream = fopen(path, "rb");
    struct stat status;
    if (stream == NULL) {
        return errno == ENOENT ? DIAG_OK
                               : diag_add(diag, DIAG_IO, path, 0, "cannot be read: %s", strerror(errno));
    }
    int code = DIAG_OK;
    if (fstat(fileno(stream), &status) == 0 &&
        (!S_ISREG(status.st_mode) || status.st_size > (off_t)CSV_READ_MEBIBYTES_MOST << 20)) {
        code =
            diag_add(diag, DIAG_INVALID, path, 0,
                     "is not read: a table is a file of its own, of at most %d MiB", CSV_READ_MEBIBYTES_MOST);
    }
    size_t capacity = 0, got = 1;
    while (code == DIAG_OK && got > 0) {
        if (capacity - *length < 2) {
            capacity = 2 * capacity + 65536;
            char *grown = realloc(self->bytes, capacity);
            if (grown == NULL) {
                code = diag_add(diag, DIAG_MEMORY, path, 0, "out of memory");
                break;
            }
            self->bytes = grown;
        }
        got = fread(self->bytes + *length, 1, capacity - *length - 1, stream);
        *length += got;
    }
    if (code == DIAG_OK && ferror(stream)) {
        code = diag_add(diag, DIAG_IO, path, 0, "cannot be read: %s", strerror(errno));
    }
    fclose(stream);
    return code;
}

static int csv_read_complain(const struct csv_read_place *place, const char *what)
{
    return diag_add(place->diag, DIAG_INVALID, place->name, place->line, "%s", what);
}

static int csv_read_keep(struct csv_read_place *place, char *cell)
{
    if (place->count == place->capacity) {
        const size_t capacity = 2 * place->capacity + 256;
        char **grown = realloc(place->table->cells, capacity * sizeof *grown);
        if (grown == NULL) {
            return diag_add(place->diag, DIAG_MEMORY, place->name, 0, "out of memory");
        }
        place->table->cells = grown;
        place->capacity = capacity;
    }
    place->table->cells[place->count++] = cell;
    return DIAG_OK;
}

/* The rest of a quoted cell, after its first quote. */
static int csv_read_quoted(struct csv_read_place *place)
{
    for (; place->from < place->end; place->from++) {
        if (*place->from == '"') {
            if (place->from + 1 == place->end || place->from[1] != '"') {
                place->from++;
                return DIAG_OK;
            }
            place->from++;
        }
        place->line += *place->from == '\n';
        *place->to++ = *place->from;
    }
    return csv_read_complain(place, "a quotation is not closed");
}

/* One cell; `last` says whether its row ends with it. */
static int csv_read_cell(struct csv_read_place *place, bool *last)
{
    char *cell = place->to;
    if (place->from < place->end && *place->from == '"') {
        place->from++;
        const int code = csv_read_quoted(place);
        if (code != DIAG_OK) {
            return code;
        }
    } else {
        while (place->from < place->end && strchr(",\r\n", *place->from) == NULL) {
            *place->to++ = *place->from++;
        }
    }
    if (place->from + 1 < place->end && place->from[0] == '\r' && place->from[1] == '\n') {
        place->from++;
    }
    if (place->from < place->end && *place->from != ',' && *place->from != '\n') {
        return csv_read_complain(place, "a cell goes on after its quotation");
    }
    *last = place->from == place->end || *place->from == '\n';
    place->from += place->from < place->end;
    *place->to++ = '\0';
    const bool guarded = cell[0] == '\'' && cell[1] != '\0' && strchr("=+-@\t\r", cell[1]) != NULL;
    return csv_read_keep(place, cell + guarded);
}

static int csv_read_row(struct csv_read_place *place)
{
    const size_t before = place->count;
    bool last = false;
    place->line++;
    const int line = place->line;
    while (!last) {
        const int code = csv_read_cell(place, &last);
        if (code != DIAG_OK) {
            return code;
        }
    }
    const size_t cells = place->count - before;
    if (before == 0) {
        place->table->columns = cells;
    } else if (cells != place->table->columns) {
        return diag_add(place->diag, DIAG_INVALID, place->name, line, "has %zu cells, the header %zu", cells,
                        place->table->columns);
    }
    return DIAG_OK;
}

static int csv_read_split(struct csv_read *self, const char *path, size_t length, struct diag *diag)
{
    struct csv_read_place place = {.table = self,
                                   .name = path,
                                   .diag = diag,
                                   .from = self->bytes,
                                   .to = self->bytes,
                                   .end = self->bytes + length};
    if (memchr(self->bytes, '\0', length) != NULL) {
        return csv_read_complain(&place, "has a zero byte");
    }
    int code = DIAG_OK;
    while (code == DIAG_OK && place.from < place.end) {
        code = csv_read_row(&place);
    }
    if (code == DIAG_OK && self->columns > 0) {
        self->rows = place.count / self->columns - 1;
    }
    return code;
}

int csv_read_load(struct csv_read *self, const char *folder, const char *name, struct diag *diag)
{
    *self = (struct csv_read){.bytes = NULL};
    size_t length = 0;
    char *path = outfile_path(folder, name);
    if (path == NULL) {
        return diag_add(diag, DIAG_MEMORY, name, 0, "out of memory");
    }
    int code = csv_read_bytes(self, path, &length, diag);
    if (code == DIAG_OK && length > 0) {
        code = csv_read_split(self, path, length, diag);
    }
    free(path);
    return code;
}

void csv_read_free(struct csv_read *self)
{
    free(self->bytes);
    free(self->cells);
    *self = (struct csv_read){.bytes = NULL};
}

size_t csv_read_column(const struct csv_read *self, const char *heading)
{
    for (size_t i = 0; i < self->columns; i++) {
        if (strcmp(self->cells[i], heading) == 0) {
            return i;
        }
    }
    return CSV_READ_NONE;
}

const char *csv_read_heading(const struct csv_read *self, size_t column)
{
    return self->cells[column];
}

const char *csv_read_text(const struct csv_read *self, size_t row, size_t column)
{
    return column == CSV_READ_NONE ? "" : self->cells[(row + 1) * self->columns + column];
}

double csv_read_number(const struct csv_read *self, size_t row, size_t column)
{
    const char *text = csv_read_text(self, row, column);
    char *end;
    const double value = strtod(text, &end);
    return end == text || *end != '\0' ? NAN : value;
}
