/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_parts.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_SAFE   9     /* decimal digits of a whole number that always fit libconfig's 32 bits */
#define DEPTH_MOST    64    /* brackets that are open at a time, a bit each: libconfig's parser has a stack */
#define SETTINGS_MOST 10000 /* in a file: libconfig compares each name with all of its group */

struct cleaning {
    const char *path, *from, *end; /* `from` is what is still to be read */
    char *to;                      /* where the next character goes */
    int line;
    size_t depth, settings;
    char last;      /* the last character that was neither space nor comment */
    uint64_t lists; /* a bit for each bracket that is open, the innermost lowest: whether it is ( or [ */
    struct diag *diag;
};

static char at(const struct cleaning *self, size_t ahead)
{
    if ((size_t)(self->end - self->from) <= ahead)
        return '\0';
    return self->from[ahead];
}

static void keep(struct cleaning *self)
{
    self->line += *self->from == '\n';
    *self->to++ = *self->from++;
}

static void keep_line(struct cleaning *self)
{
    while (self->from < self->end && *self->from != '\n')
        keep(self);
}

static void keep_comment(struct cleaning *self)
{
    int line = self->line;

    keep(self);
    keep(self);
    while (self->from < self->end && !(at(self, 0) == '*' && at(self, 1) == '/'))
        keep(self);
    if (self->from == self->end) {
        diag_add(self->diag, DIAG_INVALID, self->path, line, "a comment begins here and never ends");
        return;
    }
    keep(self);
    keep(self);
}

/* Where no text may stand, libconfig 1.5 would lose the memory of this one; and its message says less. A
 * comma goes before a text in a list only: elsewhere it ends a setting. */
static void keep_quoted(struct cleaning *self)
{
    int line = self->line;
    bool after_comma = self->last == ',' && self->lists % 2 == 1;

    if (!after_comma && (self->last == '\0' || !strchr("=:[(\"", self->last)))
        diag_add(self->diag, DIAG_INVALID, self->path, line,
                 "a text in quotes may not stand here; is = missing?");
    keep(self);
    while (self->from < self->end && at(self, 0) != '"') {
        if (at(self, 0) == '\\' && self->end - self->from > 1)
            keep(self);
        keep(self);
    }
    if (self->from == self->end) {
        diag_add(self->diag, DIAG_INVALID, self->path, line, "a text in quotes begins here and never ends");
        return;
    }
    keep(self);
}

static void keep_name(struct cleaning *self)
{
    while (isalnum((unsigned char)at(self, 0)) || (at(self, 0) != '\0' && strchr("-_*", at(self, 0))))
        keep(self);
}

static void keep_number(struct cleaning *self)
{
    size_t digits = 0;

    for (; isdigit((unsigned char)at(self, 0)); digits++)
        keep(self);
    if (isalpha((unsigned char)at(self, 0)) || at(self, 0) == '.') {
        bool large = digits > DIGITS_SAFE && at(self, 0) == 'L';
        if (!large) {
            while (isalnum((unsigned char)at(self, 0)) || at(self, 0) == '.') {
                bool exponent = tolower((unsigned char)at(self, 0)) == 'e';
                keep(self);
                if (exponent && (at(self, 0) == '-' || at(self, 0) == '+'))
                    keep(self);
            }
            return;
        }
        while (at(self, 0) == 'L')
            self->from++;
    }
    if (digits > DIGITS_SAFE) {
        *self->to++ = '.';
        *self->to++ = '0';
    }
}

/* What would take libconfig long is told once. */
static void follow_other(struct cleaning *self, char letter)
{
    if (letter == '=' || letter == ':') {
        if (++self->settings == SETTINGS_MOST + 1)
            diag_add(self->diag, DIAG_INVALID, self->path, self->line,
                     "more than %d settings, the most that a file may have", SETTINGS_MOST);
    } else if (letter == '{' || letter == '(' || letter == '[') {
        self->lists = self->lists << 1 | (letter != '{');
        if (++self->depth == DEPTH_MOST + 1)
            diag_add(self->diag, DIAG_INVALID, self->path, self->line,
                     "more than %d brackets are open here, the most that a file may have", DEPTH_MOST);
    } else if (self->depth > 0 && (letter == '}' || letter == ')' || letter == ']')) {
        self->lists >>= 1;
        self->depth--;
    }
}

static void keep_other(struct cleaning *self)
{
    static const char include[] = "@include";
    bool includes = (size_t)(self->end - self->from) >= strlen(include) &&
                    strncmp(self->from, include, strlen(include)) == 0;

    if (includes)
        diag_add(self->diag, DIAG_INVALID, self->path, self->line, "@include is not allowed; use extends");
    follow_other(self, *self->from);
    if (includes)
        keep_line(self);
    else
        keep(self);
}

static void clean(struct cleaning *self)
{
    const char *zero = memchr(self->from, '\0', (size_t)(self->end - self->from));
    bool comment = false;

    if (zero) {
        for (const char *at = self->from; at < zero; at++)
            self->line += *at == '\n';
        diag_add(self->diag, DIAG_INVALID, self->path, self->line, "a zero byte; a scenario is plain text");
        return;
    }
    while (self->from < self->end) {
        const char here = at(self, 0), next = at(self, 1), *before = self->to;
        comment = here == '#' || (here == '/' && (next == '/' || next == '*'));
        if (here == '/' && next == '*')
            keep_comment(self);
        else if (comment)
            keep_line(self);
        else if (here == '"')
            keep_quoted(self);
        else if (isdigit((unsigned char)here) || (here == '.' && isdigit((unsigned char)next)))
            keep_number(self);
        else if (isalpha((unsigned char)here) || here == '_' || here == '*')
            keep_name(self);
        else
            keep_other(self);
        if (!comment && self->to > before && !isspace((unsigned char)self->to[-1]))
            self->last = self->to[-1];
    }
    if (comment)
        *self->to++ = '\n'; /* libconfig takes no comment at the very end */
    *self->to = '\0';
}

/* The bytes of a file, at most one more than a scenario may have. */
static char *read_bytes(const char *path, size_t *size, struct diag *diag)
{
    FILE *stream = fopen(path, "rb");
    char *bytes = NULL;

    if (!stream) {
        diag_add(diag, DIAG_IO, path, 0, "cannot be opened: %s", strerror(errno));
        return NULL;
    }
    bytes = malloc(SCENARIO_BYTES_MOST + 1);
    if (!bytes) {
        diag_add(diag, DIAG_MEMORY, path, 0, "memory ran out");
        goto out;
    }
    *size = fread(bytes, 1, SCENARIO_BYTES_MOST + 1, stream);
    if (ferror(stream)) {
        diag_add(diag, DIAG_IO, path, 0, "cannot be read: %s", strerror(errno));
        free(bytes);
        bytes = NULL;
    }
out:
    fclose(stream);
    return bytes;
}

char *scenario_text_read(const char *path, struct diag *diag)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* that some editors put before UTF-8 */
    size_t size = 0, wrong = diag->count;
    bool lost = diag->lost;
    char *bytes = read_bytes(path, &size, diag), *text = NULL;
    struct cleaning cleaning = {.path = path, .line = 1, .diag = diag};

    if (!bytes)
        return NULL;
    if (size > SCENARIO_BYTES_MOST) {
        diag_add(diag, DIAG_INVALID, path, 0, "is larger than 1 MiB, the most that a scenario may be");
        goto out;
    }
    text = malloc(2 * size + 2); /* at worst `.0` after every tenth digit, and the line end of a comment */
    if (!text) {
        diag_add(diag, DIAG_MEMORY, path, 0, "memory ran out");
        goto out;
    }
    cleaning.from = bytes;
    cleaning.end = bytes + size;
    if (size >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0)
        cleaning.from += strlen(mark);
    cleaning.to = text;
    clean(&cleaning);
    if (diag->count != wrong || diag->lost != lost) {
        free(text);
        text = NULL;
    }
out:
    free(bytes);
    return text;
}
