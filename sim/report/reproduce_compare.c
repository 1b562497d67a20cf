/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where two folders differ first, byte by byte, told by row and column. */
#include "outfile.h"
#include "reproduce_parts.h"
#include "zutuan/core/digest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file that is read line by line. */
struct reproduce_lines {
    FILE *stream;
    char *line; /* owned; the present one, without its end */
    size_t capacity;
    ssize_t length; /* -1 at the end */
    bool ended;     /* the line has its end */
};

static int reproduce_lines_open(struct reproduce_lines *self, const char *folder, const char *name,
                                struct diag *diag)
{
    char *path = outfile_path(folder, name);
    *self = (struct reproduce_lines){.stream = path == NULL ? NULL : fopen(path, "rb")};
    const int error = errno;
    const bool memory = path == NULL;
    free(path);
    if (self->stream != NULL) {
        return DIAG_OK;
    }
    return memory ? DIAG_MEMORY : diag_add(diag, DIAG_IO, name, 0, "%s", strerror(error));
}

static void reproduce_lines_next(struct reproduce_lines *self)
{
    self->length = getline(&self->line, &self->capacity, self->stream);
    self->ended = self->length > 0 && self->line[self->length - 1] == '\n';
    if (self->ended) {
        self->line[--self->length] = '\0';
    }
}

static void reproduce_lines_close(struct reproduce_lines *self)
{
    if (self->stream != NULL) {
        fclose(self->stream);
    }
    free(self->line);
}

static bool reproduce_lines_equal(const struct reproduce_lines *a, const struct reproduce_lines *b)
{
    return a->length == b->length && a->ended == b->ended &&
           (a->length <= 0 || memcmp(a->line, b->line, (size_t)a->length) == 0);
}

/* Length of the field that begins at `text`, its quotes included. */
static size_t reproduce_field(const char *text)
{
    size_t length = 0;
    bool quoted = false;
    while (text[length] != '\0' && (quoted || text[length] != ',')) {
        quoted = quoted != (text[length] == '"');
        length++;
    }
    return length;
}

static void reproduce_copy(char *to, size_t size, const char *from, size_t length)
{
    snprintf(to, size, "%.*s", (int)(length < size ? length : size - 1), from);
}

void reproduce_tell_row(struct reproduce_difference *self, const char *header, const char *here,
                        const char *there)
{
    reproduce_copy(self->line, sizeof self->line, here, strlen(here));
    for (;;) {
        const size_t name = reproduce_field(header), one = reproduce_field(here),
                     other = reproduce_field(there);
        const bool last = header[name] == '\0' || here[one] == '\0' || there[other] == '\0';
        if (last || one != other || memcmp(here, there, one) != 0) {
            reproduce_copy(self->column, sizeof self->column, header, name);
            reproduce_copy(self->here, sizeof self->here, here, one);
            reproduce_copy(self->there, sizeof self->there, there, other);
            return;
        }
        header += name + 1;
        here += one + 1;
        there += other + 1;
    }
}

static bool reproduce_is_table(const char *name)
{
    const size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0;
}

static void reproduce_tell(struct reproduce_difference *self, size_t line, const char *header,
                           const struct reproduce_lines *here, const struct reproduce_lines *there)
{
    static const char nothing[] = "(nothing: the file ends here)";
    self->row = self->table ? line - 1 : line;
    if (self->table && line > 1 && here->length >= 0 && there->length >= 0) {
        reproduce_tell_row(self, header, here->line, there->line);
        return;
    }
    reproduce_copy(self->here, sizeof self->here, here->length < 0 ? nothing : here->line,
                   REPRODUCE_TEXT_MOST);
    reproduce_copy(self->there, sizeof self->there, there->length < 0 ? nothing : there->line,
                   REPRODUCE_TEXT_MOST);
}

/* *line: the first that differs, from 1; 0: none does. */
static int reproduce_walk(struct reproduce_lines *here, struct reproduce_lines *there, size_t *line,
                          char **header)
{
    size_t at = 0;
    *line = 0;
    do {
        reproduce_lines_next(here);
        reproduce_lines_next(there);
        at++;
        if (!reproduce_lines_equal(here, there)) {
            *line = at;
            return DIAG_OK;
        }
        if (at == 1 && here->length >= 0 && (*header = strdup(here->line)) == NULL) {
            return DIAG_MEMORY;
        }
    } while (here->length >= 0);
    return ferror(here->stream) || ferror(there->stream) ? DIAG_IO : DIAG_OK;
}

/* Fills in where the two files of that name differ. */
static int reproduce_locate(const char *name, const char *folder, const char *other,
                            struct reproduce_difference *self, struct diag *diag)
{
    struct reproduce_lines here = {.stream = NULL}, there = {.stream = NULL};
    char *header = NULL;
    size_t line = 0;
    int code = reproduce_lines_open(&here, folder, name, diag);
    if (code == DIAG_OK) {
        code = reproduce_lines_open(&there, other, name, diag);
    }
    if (code == DIAG_OK) {
        code = reproduce_walk(&here, &there, &line, &header);
        if (code == DIAG_IO) {
            code = diag_add(diag, DIAG_IO, name, 0, "cannot be read");
        }
    }
    self->table = reproduce_is_table(name);
    if (code == DIAG_OK && line > 0) {
        reproduce_tell(self, line, header == NULL ? "" : header, &here, &there);
    }
    free(header);
    reproduce_lines_close(&here);
    reproduce_lines_close(&there);
    return code;
}

static int reproduce_digest(const char *folder, const char *name, char text[DIGEST_TEXT])
{
    char *path = outfile_path(folder, name);
    uint64_t bytes;
    if (path == NULL) {
        return ENOMEM;
    }
    const int error = digest_file(path, text, &bytes);
    free(path);
    return error;
}

int reproduce_compare(const struct reproduce *self, const char *other,
                      struct reproduce_difference *difference, struct diag *diag)
{
    int code = DIAG_OK;
    *difference = (struct reproduce_difference){.files = 0};
    for (size_t i = 0; code == DIAG_OK && i < self->file_count; i++) {
        const struct reproduce_file *file = &self->files[i];
        char again[DIGEST_TEXT] = "";
        const int error = reproduce_digest(other, file->name, again);
        const bool proven = error == 0 && strcmp(again, file->sha256) == 0;
        if (error == ENOMEM) {
            return DIAG_MEMORY;
        }
        if (file->state == REPRODUCE_SAME && proven) {
            continue;
        }
        if (difference->files++ > 0) {
            continue;
        }
        snprintf(difference->file, sizeof difference->file, "%s", file->name);
        difference->proven = proven;
        difference->absent = error != 0 || file->state == REPRODUCE_MISSING;
        if (!difference->absent) {
            code = reproduce_locate(file->name, self->folder, other, difference, diag);
        }
    }
    return code;
}
