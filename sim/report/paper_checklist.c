/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checklist as Markdown and as LaTeX, from one list of items: what the author says, then what is known. */
#include "paper_parts.h"

#include "zutuan/model/spelling.h"
#include "zutuan/report/tex.h"

#include <stdlib.h>
#include <string.h>

enum { CHECKLIST_ITEMS_MOST = 64 };

/* In Markdown a text is shown as it stands. */
static void checklist_md(const char *text, FILE *stream)
{
    for (; *text != '\0'; text++) {
        if (strchr("\\`*_[]<>|#$~", *text) != NULL) {
            fputc('\\', stream);
        }
        fputc((unsigned char)*text < 0x20 && *text != '\n' ? ' ' : *text, stream);
    }
}

/* Lines of the text stay lines; an empty one ends a paragraph. */
static void checklist_tex(const char *text, FILE *stream)
{
    while (*text != '\0') {
        const size_t length = strcspn(text, "\n");
        char *line = strndup(text, length);
        if (line == NULL) {
            return;
        }
        tex_text(line, stream);
        free(line);
        text += length;
        if (*text == '\n') {
            fputc('\n', stream);
            text++;
        }
    }
}

/* The answers that a paper gives to a checklist. */
static const struct paper_answer *answers_to(const struct paper_checklist *self, const struct paper *paper,
                                             size_t *count)
{
    const bool stress = self == &paper_stress_checklist;
    *count = stress ? paper->stress_count : paper->odd_count;
    return stress ? paper->stress : paper->odd;
}

void paper_checklist_check(const struct paper_checklist *self, const struct paper *paper, struct diag *diag)
{
    const char *known[CHECKLIST_ITEMS_MOST] = {NULL};
    size_t count;
    const struct paper_answer *answers = answers_to(self, paper, &count);
    for (size_t i = 0; i < self->count; i++) {
        known[i] = self->items[i].id;
    }
    for (size_t a = 0; a < count; a++) {
        const char *item = answers[a].item.text;
        const char *nearest = item == NULL ? NULL : spelling_nearest(item, known);
        if (nearest != NULL && strcmp(nearest, item) != 0) {
            diag_add(diag, DIAG_INVALID, paper->file, answers[a].item.line,
                     "item: %s: %s has no such item; did you mean %s?", item, self->title, nearest);
        }
    }
}

/* All that is said to an item, in plain words; NULL without memory. The caller frees. */
static char *checklist_words(const struct paper_checklist *self, size_t i,
                             const struct paper_checklist_facts *facts)
{
    const struct paper_checklist_item *item = &self->items[i];
    char *words = NULL;
    size_t size, count;
    FILE *stream = open_memstream(&words, &size);
    if (stream == NULL) {
        return NULL;
    }
    const struct paper_answer *answers = answers_to(self, facts->paper, &count);
    for (size_t a = 0; a < count; a++) {
        if (strcmp(answers[a].item.text, item->id) == 0) {
            fprintf(stream, "%s\n\n", answers[a].text.text);
        }
    }
    fputs(item->text, stream);
    if (item->tell != NULL) {
        fputs(*item->text == '\0' ? "" : "\n\n", stream);
        item->tell(facts, stream);
    }
    const bool lost = ferror(stream) != 0;
    if (fclose(stream) != 0 || lost) {
        free(words);
        return NULL;
    }
    return words;
}

static void checklist_head(const struct paper_checklist *self, const struct paper *paper, bool tex,
                           FILE *stream)
{
    if (tex) {
        fputs("% Written by `zutuan paper`: to be \\input into an appendix.\n", stream);
        checklist_tex(self->about, stream);
        fputs("\n", stream);
        return;
    }
    fprintf(stream, "# %s\n\n", self->title);
    checklist_md(paper->title.text, stream);
    fprintf(stream, "\n\n%s\n", self->about);
}

static void checklist_item(const struct paper_checklist_item *item, const char *words, bool tex, FILE *stream)
{
    if (item->part != NULL) {
        fprintf(stream, tex ? "\n\\subsection*{%s}\n" : "\n## %s\n", item->part);
    }
    fprintf(stream, tex ? "\n\\paragraph{%s%s%s}\n" : "\n**%s%s%s.** ", item->id, " ", item->title);
    if (tex) {
        checklist_tex(words, stream);
    } else {
        checklist_md(words, stream);
    }
    if (words[strlen(words) - 1] != '\n') {
        fputc('\n', stream);
    }
}

int paper_checklist_write(const struct paper_checklist *self, const struct paper_checklist_facts *facts,
                          bool tex, FILE *stream)
{
    checklist_head(self, facts->paper, tex, stream);
    for (size_t i = 0; i < self->count; i++) {
        char *words = checklist_words(self, i, facts);
        if (words == NULL) {
            return DIAG_MEMORY;
        }
        checklist_item(&self->items[i], words, tex, stream);
        free(words);
    }
    return DIAG_OK;
}
