/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/paper_folder.h"

#include "crate.h"
#include "folder.h"
#include "outfile.h"
#include "paper_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER_PAPER    "paper.cfg"
#define FOLDER_RESOLVED "resolved"

/* Everything that is being written. */
struct paper_writing {
    const struct paper_folder *own;
    struct folder folder;
    struct paper_source_place place;
    struct manifest **experiments; /* owned, [paper->experiment_count] */
    struct diag *diag;
};

/* A file of the folder, `name` being relative with `/`; `write` fills the stream. */
typedef int paper_folder_fill(struct paper_writing *self, const void *what, FILE *stream);

static int folder_file(struct paper_writing *self, const char *name, paper_folder_fill *fill,
                       const void *what)
{
    struct outfile file;
    char part[MANIFEST_OUTPUT_MOST];
    const char *slash = strrchr(name, '/');
    snprintf(part, sizeof part, "%.*s", slash == NULL ? 0 : (int)(slash - name), name);
    char *folder = slash == NULL ? strdup(self->own->path) : outfile_path(self->own->path, part);
    if (folder == NULL) {
        return DIAG_MEMORY;
    }
    int code = outfile_make_folder(folder, self->diag);
    if (code == DIAG_OK) {
        code = outfile_open(&file, folder, slash == NULL ? name : slash + 1, self->diag);
    }
    if (code == DIAG_OK) {
        errno = 0;
        code = fill(self, what, file.stream);
        if (code == DIAG_OK || code == DIAG_IO) {
            code = outfile_close(&file, code == DIAG_OK ? 0 : errno != 0 ? errno : EIO, self->diag);
        } else {
            outfile_discard(&file);
        }
    }
    free(folder);
    return folder_add(&self->folder, name, code);
}

/* Several things may be wrong with what a paper asks for: all of them are told. Other errors end the work. */
static int folder_worse(int code, int next)
{
    return next == DIAG_OK || (code != DIAG_OK && code != DIAG_INVALID) ? code : next;
}

/* Experiments */

static char *folder_of(const char *path, const struct paper_experiment *experiment)
{
    char part[PAPER_NAME_MOST + sizeof PAPER_FOLDER_EXPERIMENTS + 2];
    snprintf(part, sizeof part, PAPER_FOLDER_EXPERIMENTS "/%s", experiment->name.text);
    return outfile_path(path, part);
}

struct folder_listing {
    struct paper_writing *writing;
    const char *experiment;
    int code;
};

static void folder_take_output(void *context, const char *name, const char *sha256)
{
    struct folder_listing *listing = context;
    char output[MANIFEST_OUTPUT_MOST];
    (void)sha256;
    snprintf(output, sizeof output, PAPER_FOLDER_EXPERIMENTS "/%s/%s", listing->experiment, name);
    if (listing->code == DIAG_OK) {
        listing->code = folder_add(&listing->writing->folder, output, DIAG_OK);
    }
}

/* Counts what each experiment left, by its manifest, and keeps that at hand. */
static int folder_experiments(struct paper_writing *self)
{
    const struct paper *paper = self->own->paper;
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < paper->experiment_count; i++) {
        char *path = folder_of(self->own->path, &paper->experiments[i]);
        struct folder_listing listing = {self, paper->experiments[i].name.text, DIAG_OK};
        if (path == NULL) {
            return DIAG_MEMORY;
        }
        self->experiments[i] = manifest_open(path, self->diag);
        if (self->experiments[i] != NULL) {
            manifest_outputs(path, folder_take_output, &listing);
        }
        code = self->experiments[i] == NULL ? DIAG_IO : listing.code;
        free(path);
    }
    return code;
}

/* Texts of an array of the manifest, each after `before`; the caller frees the texts. */
static int folder_texts(const struct manifest *manifest, const char *array, const char *key,
                        const char *before, struct paper_list *list)
{
    char path[64], text[4096];
    const size_t count = manifest_count(manifest, array);
    char **texts = calloc(count + 1, sizeof *texts);
    int code = texts == NULL ? DIAG_MEMORY : DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < count; i++) {
        snprintf(path, sizeof path, "%s/%zu%s", array, i, key);
        const char *found = manifest_string(manifest, path);
        snprintf(text, sizeof text, "%s%s", before, found);
        texts[i] = strdup(text);
        code = texts[i] == NULL ? DIAG_MEMORY : DIAG_OK;
    }
    if (code == DIAG_OK) {
        code = paper_set_list(list, (const char *const *)texts, count);
    }
    for (size_t i = 0; texts != NULL && i < count; i++) {
        free(texts[i]);
    }
    free(texts);
    return code;
}

static int folder_settle_one(struct paper_experiment *experiment, const struct manifest *manifest)
{
    char before[PAPER_NAME_MOST + sizeof PAPER_FOLDER_EXPERIMENTS + 4];
    char scenarios[sizeof before + sizeof FOLDER_RESOLVED];
    snprintf(before, sizeof before, PAPER_FOLDER_EXPERIMENTS "/%s/", experiment->name.text);
    snprintf(scenarios, sizeof scenarios, "%s" FOLDER_RESOLVED, before);
    int code = folder_texts(manifest, "options", "", "", &experiment->options);
    if (code == DIAG_OK) {
        code = folder_texts(manifest, "arguments", "/file", before, &experiment->files);
    }
    return code == DIAG_OK ? paper_set(&experiment->scenarios, scenarios) : code;
}

int paper_folder_settle(struct paper *paper, const char *path, struct diag *diag)
{
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < paper->experiment_count; i++) {
        char *folder = folder_of(path, &paper->experiments[i]);
        struct manifest *manifest = folder == NULL ? NULL : manifest_open(folder, diag);
        code = folder == NULL ? DIAG_MEMORY : manifest == NULL ? DIAG_IO : DIAG_OK;
        if (code == DIAG_OK) {
            code = folder_settle_one(&paper->experiments[i], manifest);
        }
        manifest_shut(manifest);
        free(folder);
    }
    return code;
}

/* Figures */

static int folder_copy(struct paper_writing *self, const void *what, FILE *stream)
{
    char buffer[1 << 16];
    size_t size;
    FILE *from = fopen(what, "rb");
    if (from == NULL) {
        return diag_add(self->diag, DIAG_IO, what, 0, "%s", strerror(errno));
    }
    while ((size = fread(buffer, 1, sizeof buffer, from)) > 0) {
        fwrite(buffer, 1, size, stream);
    }
    const bool failed = ferror(from) != 0;
    fclose(from);
    return failed || ferror(stream) ? DIAG_IO : DIAG_OK;
}

/* What of a drawing becomes what of the paper. */
struct folder_drawing {
    const char *path, *drawn, *name;
};

/* The LaTeX of a drawing names its picture, which has another name here. */
static int folder_copy_tex(struct paper_writing *self, const void *what, FILE *stream)
{
    const struct folder_drawing *drawing = what;
    char *line = NULL;
    size_t capacity = 0;
    FILE *from = fopen(drawing->path, "rb");
    if (from == NULL) {
        return diag_add(self->diag, DIAG_IO, drawing->path, 0, "%s", strerror(errno));
    }
    while (getline(&line, &capacity, from) > 0) {
        char *picture = strstr(line, "\\includegraphics");
        char *brace = picture == NULL ? NULL : strrchr(picture, '{');
        const size_t length = strlen(drawing->drawn);
        if (brace == NULL || strncmp(brace + 1, drawing->drawn, length) != 0) {
            fputs(line, stream);
            continue;
        }
        fprintf(stream, "%.*s%s%s", (int)(brace + 1 - line), line, drawing->name, brace + 1 + length);
    }
    free(line);
    const bool failed = ferror(from) != 0;
    fclose(from);
    return failed || ferror(stream) ? DIAG_IO : DIAG_OK;
}

static int folder_figure_file(struct paper_writing *self, const struct paper_figure *figure,
                              const char *ending)
{
    char from[MANIFEST_OUTPUT_MOST], name[MANIFEST_OUTPUT_MOST];
    const char *drawn = paper_or(&figure->figure, figure->name.text);
    snprintf(from, sizeof from, PAPER_FOLDER_EXPERIMENTS "/%s/" PAPER_FOLDER_FIGURES "/%s.%s",
             figure->experiment.text, drawn, ending);
    snprintf(name, sizeof name, PAPER_FOLDER_FIGURES "/%s.%s", figure->name.text, ending);
    char *path = outfile_path(self->own->path, from);
    if (path == NULL) {
        return DIAG_MEMORY;
    }
    const struct folder_drawing drawing = {path, drawn, figure->name.text};
    const bool tex = strcmp(ending, "tex") == 0;
    const int code = access(path, R_OK) == 0
                         ? folder_file(self, name, tex ? folder_copy_tex : folder_copy,
                                       tex ? (const void *)&drawing : path)
                         : diag_add(self->diag, DIAG_INVALID, self->own->paper->file, figure->line,
                                    "figures: %s: the experiment %s gives no figure %s as %s",
                                    figure->name.text, figure->experiment.text, drawn, ending);
    free(path);
    return code;
}

static int folder_figures(struct paper_writing *self)
{
    int code = DIAG_OK;
    for (size_t i = 0; i < self->own->paper->figure_count; i++) {
        const struct paper_figure *figure = &self->own->paper->figures[i];
        code = folder_worse(code, folder_figure_file(self, figure, "csv"));
        if (figure->formats.count == 0) {
            code = folder_worse(code, folder_figure_file(self, figure, "pdf"));
        }
        for (size_t f = 0; f < figure->formats.count; f++) {
            const char *format = figure->formats.items[f].text;
            if (strcmp(format, "epslatex") == 0) { /* two files: the text, and the picture below it */
                code = folder_worse(code, folder_figure_file(self, figure, "tex"));
                format = "eps";
            }
            code = folder_worse(code, folder_figure_file(self, figure, format));
        }
    }
    return code;
}

/* Tables, numbers, checklists */

static int folder_fill_paper(struct paper_writing *self, const void *what, FILE *stream)
{
    (void)what;
    return paper_write(self->own->paper, stream);
}

static int folder_fill_table(struct paper_writing *self, const void *what, FILE *stream)
{
    return paper_tables_write(&self->place, what, stream);
}

static int folder_fill_parameters(struct paper_writing *self, const void *what, FILE *stream)
{
    (void)self;
    return paper_tables_parameters(what, stream);
}

static int folder_fill_numbers(struct paper_writing *self, const void *what, FILE *stream)
{
    (void)what;
    return paper_numbers_write(&self->place, stream);
}

struct folder_checklist {
    const struct paper_checklist *list;
    bool tex;
};

static int folder_fill_checklist(struct paper_writing *self, const void *what, FILE *stream)
{
    const struct folder_checklist *checklist = what;
    const struct paper_checklist_facts facts = {self->own->paper, self->experiments};
    return paper_checklist_write(checklist->list, &facts, checklist->tex, stream);
}

static int folder_tables(struct paper_writing *self)
{
    const struct paper *paper = self->own->paper;
    char name[MANIFEST_OUTPUT_MOST];
    int code = DIAG_OK;
    for (size_t i = 0; i < paper->table_count; i++) {
        snprintf(name, sizeof name, "tables/%s.tex", paper->tables[i].name.text);
        code = folder_worse(code, folder_file(self, name, folder_fill_table, &paper->tables[i]));
    }
    for (size_t i = 0; i < paper->parameters_count; i++) {
        snprintf(name, sizeof name, "tables/%s.tex", paper->parameters[i].name.text);
        code = folder_worse(code, folder_file(self, name, folder_fill_parameters, &paper->parameters[i]));
    }
    return folder_worse(code, folder_file(self, "numbers.tex", folder_fill_numbers, NULL));
}

static int folder_checklists(struct paper_writing *self)
{
    static const struct paper_checklist *const lists[] = {&paper_stress_checklist, &paper_odd_checklist};
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < 2 * (sizeof lists / sizeof lists[0]); i++) {
        const struct folder_checklist checklist = {lists[i / 2], i % 2 == 1};
        char name[32];
        snprintf(name, sizeof name, "%s.%s", checklist.list->name, checklist.tex ? "tex" : "md");
        code = folder_file(self, name, folder_fill_checklist, &checklist);
    }
    return code;
}

/* The end */

static bool folder_is_output(const struct folder *folder, const char *name)
{
    for (size_t i = 0; i < folder->count; i++) {
        if (strcmp(name, folder->outputs[i].name) == 0) {
            return true;
        }
    }
    return false;
}

/* What an earlier version of the paper left and this one does not: gone, unless it was changed by hand. */
static void folder_remove_stale(void *context, const char *name, const char *sha256)
{
    const struct paper_writing *self = context;
    char now[DIGEST_TEXT];
    uint64_t bytes;
    const bool inside = *name != '/' && strstr(name, "..") == NULL;
    char *path =
        !inside || folder_is_output(&self->folder, name) ? NULL : outfile_path(self->own->path, name);
    if (path != NULL && digest_file(path, now, &bytes) == 0 && strcmp(now, sha256) == 0) {
        (void)unlink(path);
    }
    free(path);
}

static int folder_end(struct paper_writing *self, int code)
{
    struct folder *folder = &self->folder;
    if (code == DIAG_OK) {
        code = folder_add(
            folder, CRATE_NAME,
            crate_write(self->own->paper, self->own->path, folder->outputs, folder->count, self->diag));
    }
    if (code == DIAG_OK) {
        manifest_outputs(self->own->path, folder_remove_stale, self);
        paper_stale_clear(self->own->paper, self->own->path, self->own->notes);
        code =
            manifest_write(&self->own->account, self->own->path, folder->outputs, folder->count, self->diag);
    }
    if (code == DIAG_OK) {
        code = outfile_sync_folder(self->own->path, self->diag);
    }
    free(folder->outputs);
    for (size_t i = 0; self->experiments != NULL && i < self->own->paper->experiment_count; i++) {
        manifest_shut(self->experiments[i]);
    }
    free(self->experiments);
    return code;
}

int paper_folder_write(const struct paper_folder *self, struct diag *diag)
{
    struct paper_writing writing = {
        .own = self,
        .place = {self->paper, self->path, diag},
        .experiments = calloc(self->paper->experiment_count + 1, sizeof *writing.experiments),
        .diag = diag};
    int code = writing.experiments == NULL ? DIAG_MEMORY : folder_open(&writing.folder, self->path, diag);
    if (code == DIAG_OK) {
        code = folder_file(&writing, FOLDER_PAPER, folder_fill_paper, NULL);
    }
    if (code == DIAG_OK) {
        code = folder_experiments(&writing);
    }
    if (code == DIAG_OK) {
        code = folder_worse(folder_figures(&writing), folder_tables(&writing));
    }
    if (code == DIAG_OK) {
        code = folder_checklists(&writing);
    }
    return folder_end(&writing, code);
}
