/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/tex.h"

#include <ctype.h>
#include <stddef.h>

/* Besides what is special, what the usual fonts of LaTeX would show as another sign. */
static const char *tex_escape(char letter)
{
    switch (letter) {
    case '&':
        return "\\&";
    case '%':
        return "\\%";
    case '$':
        return "\\$";
    case '#':
        return "\\#";
    case '_':
        return "\\_";
    case '{':
        return "\\{";
    case '}':
        return "\\}";
    case '\\':
        return "\\textbackslash{}";
    case '~':
        return "\\textasciitilde{}";
    case '^':
        return "\\textasciicircum{}";
    case '<':
        return "\\textless{}";
    case '>':
        return "\\textgreater{}";
    case '|':
        return "\\textbar{}";
    case '"':
        return "\\textquotedbl{}";
    default:
        return iscntrl((unsigned char)letter) ? " " : NULL;
    }
}

void tex_text(const char *text, FILE *stream)
{
    for (; *text != '\0'; text++) {
        const char *escape = tex_escape(*text);
        if (escape != NULL) {
            fputs(escape, stream);
        } else {
            fputc(*text, stream);
        }
    }
}

void tex_number(const char *number, FILE *stream)
{
    for (; *number != '\0'; number++) {
        switch (*number) {
        case '-':
            fputs("$-$", stream);
            break;
        case '+':
            fputs("$+$", stream);
            break;
        case '%':
            fputs("\\%", stream);
            break;
        case ' ':
            fputs("\\,", stream);
            break;
        default:
            fputc(*number, stream);
        }
    }
}
