/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper_plot.h"

#include "draw.h"
#include "zutuan/model/spelling.h"
#include "zutuan/report/paper_folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define PLOT_FIGURES 128
#define PLOT_FORMATS 8

/* A figure is drawn by the script of its name. */
static bool is_figure(const char *file, char name[64])
{
    static const char *const shared[] = {"style", "canvas", "series"};
    const size_t length = strlen(file);
    if (length < 4 || length > 60 || strcmp(file + length - 3, ".gp") != 0)
        return false;
    snprintf(name, 64, "%.*s", (int)(length - 3), file);
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
        if (strcmp(name, shared[i]) == 0)
            return false;
    return true;
}

static void check_figure(const struct paper *paper, const struct paper_figure *figure,
                         const char *const *known, struct diag *diag)
{
    const struct paper_text *wanted = figure->figure.text != NULL ? &figure->figure : &figure->name;
    const char *nearest = wanted->text == NULL ? NULL : spelling_nearest(wanted->text, known);
    if (nearest != NULL && strcmp(nearest, wanted->text) != 0)
        diag_add(diag, DIAG_INVALID, paper->file, wanted->line,
                 "figure: %s: there is no such figure; did you mean %s?", wanted->text, nearest);
}

void paper_plot_check(const struct paper *paper, const struct common_call *call)
{
    char names[PLOT_FIGURES][64];
    const char *known[PLOT_FIGURES + 1] = {NULL};
    size_t count = 0;
    if (paper->figure_count == 0 || draw_check(call->diag) != DIAG_OK)
        return;
    char *folder = draw_scripts();
    DIR *stream = folder == NULL ? NULL : opendir(folder);
    for (const struct dirent *entry;
         stream != NULL && count < PLOT_FIGURES && (entry = readdir(stream)) != NULL;)
        if (is_figure(entry->d_name, names[count])) {
            known[count] = names[count];
            count++;
        }
    if (stream != NULL)
        closedir(stream);
    free(folder);
    for (size_t i = 0; i < paper->figure_count; i++)
        check_figure(paper, &paper->figures[i], known, call->diag);
}

/* The formats that an experiment's figures are wanted in, each once; returns how many. */
static size_t formats_of(const struct paper *paper, const struct paper_experiment *experiment,
                         const char *formats[PLOT_FORMATS])
{
    size_t count = 0;
    for (size_t i = 0; i < paper->figure_count; i++) {
        const struct paper_figure *figure = &paper->figures[i];
        const size_t wanted = figure->formats.count > 0 ? figure->formats.count : 1;
        for (size_t f = 0; strcmp(figure->experiment.text, experiment->name.text) == 0 && f < wanted; f++) {
            const char *format = figure->formats.count > 0 ? figure->formats.items[f].text : "pdf";
            size_t before = 0;
            while (before < count && strcmp(formats[before], format) != 0)
                before++;
            if (before == count && count < PLOT_FORMATS)
                formats[count++] = format;
        }
    }
    return count;
}

int paper_plot_draw(const struct paper *paper, const struct paper_experiment *experiment, const char *out,
                    const struct common_call *call)
{
    const char *formats[PLOT_FORMATS];
    const size_t count = formats_of(paper, experiment, formats);
    if (count == 0)
        return DIAG_OK;
    const size_t size = strlen(out) + strlen(experiment->name.text) + sizeof "/" PAPER_FOLDER_EXPERIMENTS "/";
    char *folder = malloc(size);
    if (folder == NULL)
        return DIAG_MEMORY;
    snprintf(folder, size, "%s/" PAPER_FOLDER_EXPERIMENTS "/%s", out, experiment->name.text);
    const int code = draw_folder(folder, formats, count, call->diag);
    free(folder);
    return code;
}
