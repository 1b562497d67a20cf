/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_parts.h"
#include "zutuan/core/letters.h"

#include <string.h>

/* Bytes of the letter that begins here, 0 where a terminal or another program would take it amiss. */
static size_t plain_letter(const char *text)
{
    return letters_is_control(text) ? 0 : letters_length(text);
}

void scenario_write_quoted(const char *text, FILE *stream)
{
    fputc('"', stream);
    while (*text) {
        size_t length = plain_letter(text);
        if (*text == '"' || *text == '\\')
            fputc('\\', stream);
        if (length == 0)
            fprintf(stream, "\\x%02X", (unsigned char)*text);
        fwrite(text, 1, length, stream);
        text += length ? length : 1;
    }
    fputc('"', stream);
}

/* A text within a comment: nothing in it may end the line. */
static void write_comment(const char *text, FILE *stream)
{
    while (*text) {
        size_t length = plain_letter(text);
        if (length == 0)
            fputc('?', stream);
        fwrite(text, 1, length, stream);
        text += length ? length : 1;
    }
}

static void write_origin(const struct scenario_origin *origin, FILE *stream)
{
    if (!origin->file)
        fputs("default", stream);
    else
        write_comment(origin->file, stream);
    if (origin->file && origin->line > 0)
        fprintf(stream, ":%d", origin->line);
}

static void write_row(const struct scenario *self, const struct params_row *row, FILE *stream, bool origins)
{
    char value[128];

    params_format(row, params_get(&self->params, row), value, sizeof value);
    fprintf(stream, "    %s = %s;", strchr(row->key, '.') + 1, value);
    if (*row->unit || origins)
        fprintf(stream, " # %s%s", row->unit, *row->unit && origins ? "; " : "");
    if (origins)
        write_origin(&self->origins[params_index(row)], stream);
    fputc('\n', stream);
}

int scenario_write(const struct scenario *self, FILE *stream, bool origins)
{
    size_t count, open = 0;
    const struct params_row *rows = params_rows(&count);
    const char *group = "";

    fprintf(stream, "# %s, every parameter in full\ndescription = ", self->name);
    scenario_write_quoted(self->description ? self->description : "", stream);
    fputs(";\n", stream);
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(rows[i].key, ".");
        if (length != open || strncmp(group, rows[i].key, length) != 0) {
            fprintf(stream, "%s\n%.*s: {\n", open ? "};\n" : "", (int)length, rows[i].key);
            group = rows[i].key;
            open = length;
        }
        write_row(self, &rows[i], stream, origins);
    }
    fputs("};\n", stream);
    return fflush(stream) == 0 && !ferror(stream) ? DIAG_OK : DIAG_IO;
}
