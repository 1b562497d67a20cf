/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

#include "zutuan/core/letters.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

void html_begin(struct html *self, FILE *stream)
{
    *self = (struct html){.stream = stream};
}

void html_bytes(struct html *self, const char *bytes, size_t length)
{
    if (self->error != 0) {
        return;
    }
    errno = 0;
    if (fwrite(bytes, 1, length, self->stream) != length) {
        self->error = errno != 0 ? errno : EIO;
    }
}

/* Bytes of the letter that begins here; 0 when it is not UTF-8, or a control that no page may hold. */
static size_t html_letter(const char *text)
{
    if (letters_is_control(text) && *text != '\t' && *text != '\n') {
        return 0;
    }
    return letters_length(text);
}

static const char *html_escape(char letter)
{
    switch (letter) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void html_write(struct html *self, const char *text, bool running)
{
    static const char unknown[] = "\xEF\xBF\xBD";
    while (*text != '\0') {
        const size_t length = html_letter(text);
        const char *escape = html_escape(*text);
        if (running && text[0] == ' ' && text[1] == '%') {
            html_bytes(self, "\xC2\xA0", 2);
        } else if (length == 0) {
            html_bytes(self, unknown, sizeof unknown - 1);
        } else if (escape != NULL) {
            html_bytes(self, escape, strlen(escape));
        } else {
            html_bytes(self, text, length);
        }
        text += length == 0 ? 1 : length;
    }
}

void html_text(struct html *self, const char *text)
{
    html_write(self, text, false);
}

void html_put(struct html *self, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    for (const char *rest = format; *rest != '\0';) {
        const size_t plain = strcspn(rest, "%");
        html_bytes(self, rest, plain);
        rest += plain;
        if (strncmp(rest, "%s", 2) == 0) {
            html_text(self, va_arg(values, const char *));
            rest += 2;
        } else if (strncmp(rest, "%zu", 3) == 0) {
            char number[24];
            const int length = snprintf(number, sizeof number, "%zu", va_arg(values, size_t));
            html_bytes(self, number, (size_t)length);
            rest += 3;
        } else if (strncmp(rest, "%%", 2) == 0) {
            html_bytes(self, rest, 1);
            rest += 2;
        } else {
            assert(*rest == '\0');
        }
    }
    va_end(values);
}

void html_both(struct html *self, const char *english, const char *chinese)
{
    html_put(self, chinese == NULL ? "<span lang=\"en\">" : "<span class=\"en\" lang=\"en\">");
    html_write(self, english, true);
    if (chinese != NULL) {
        html_put(self, "</span><span class=\"zh\" lang=\"zh-CN\">");
        html_write(self, chinese, true);
    }
    html_put(self, "</span>");
}

void html_both_data(struct html *self, const char *english, const char *chinese)
{
    html_put(self, " data-en=\"%s\" data-zh=\"%s\"", english, chinese == NULL ? english : chinese);
}
