/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper_plot.h"

#include "interrupt.h"
#include "places.h"
#include "zutuan/model/spelling.h"
#include "zutuan/report/paper_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLOT_SCRIPT  "/plot.sh"
#define PLOT_FIGURES 128
#define PLOT_FORMATS 4
#define PLOT_PATH    4096

/* The folder that plot.sh is in: $ZUTUAN_ANALYSIS, or the one that comes with the program. False: in neither.
 */
static bool scripts(char folder[PLOT_PATH])
{
    const char *own = getenv("ZUTUAN_ANALYSIS");
    char path[PLOT_PATH + sizeof PLOT_SCRIPT];
    const bool given = own != NULL && *own != '\0';
    const int length = given ? snprintf(folder, PLOT_PATH, "%s", own)
                             : snprintf(folder, PLOT_PATH, "%s/analysis", places_data());
    if (length < 0 || length >= PLOT_PATH)
        return false;
    snprintf(path, sizeof path, "%s" PLOT_SCRIPT, folder);
    return access(path, R_OK) == 0;
}

static bool has_gnuplot(void)
{
    const char *path = getenv("PATH");
    char file[4096];
    while (path != NULL && *path != '\0') {
        const size_t length = strcspn(path, ":");
        snprintf(file, sizeof file, "%.*s/gnuplot", (int)(length < 4000 ? length : 4000), path);
        if (access(file, X_OK) == 0)
            return true;
        path += length + (path[length] == ':');
    }
    return false;
}

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
    char folder[PLOT_PATH];
    const char *known[PLOT_FIGURES + 1] = {NULL};
    size_t count = 0;
    if (paper->figure_count == 0)
        return;
    const bool there = scripts(folder);
    if (!there || !has_gnuplot()) {
        diag_add(call->diag, DIAG_IO, NULL, 0, "%s",
                 !there
                     ? "plot.sh is not found; set ZUTUAN_ANALYSIS to the folder that holds it"
                     : "gnuplot is missing, and the paper has figures (Debian: apt-get install gnuplot-nox)");
        return;
    }
    DIR *stream = opendir(folder);
    for (const struct dirent *entry;
         stream != NULL && count < PLOT_FIGURES && (entry = readdir(stream)) != NULL;)
        if (is_figure(entry->d_name, names[count])) {
            known[count] = names[count];
            count++;
        }
    if (stream != NULL)
        closedir(stream);
    for (size_t i = 0; i < paper->figure_count; i++)
        check_figure(paper, &paper->figures[i], known, call->diag);
}

/* The formats that an experiment's figures are wanted in, each once; returns how many. */
static size_t formats_of(const struct paper *paper, const struct paper_experiment *experiment,
                         const char *formats[PLOT_FORMATS + 1])
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

/* Becomes the shell with the script; what that tells of its success is of no interest, its mistakes are. */
static void become(const char *const *words)
{
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0)
        (void)dup2(nowhere, STDOUT_FILENO);
    execvp(words[0], (char *const *)words);
    _exit(127);
}

static int run(const char *const *words, const char *folder, struct diag *diag)
{
    int status = 0;
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0)
        become(words);
    if (child < 0)
        return diag_add(diag, DIAG_IO, folder, 0, "plot.sh cannot be run: %s", strerror(errno));
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return diag_add(diag, DIAG_IO, folder, 0, "plot.sh was lost: %s", strerror(errno));
    if (*interrupt_flag() != 0)
        return DIAG_INTERRUPTED;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0
               ? DIAG_OK
               : diag_add(diag, DIAG_IO, folder, 0, "plot.sh could not draw the figures; it says why above");
}

int paper_plot_draw(const struct paper *paper, const struct paper_experiment *experiment, const char *out,
                    const struct common_call *call)
{
    const char *words[4 + PLOT_FORMATS] = {"sh"};
    char place[PLOT_PATH], script[PLOT_PATH + sizeof PLOT_SCRIPT];
    const size_t formats = formats_of(paper, experiment, &words[3]);
    if (formats == 0)
        return DIAG_OK;
    if (!scripts(place))
        return diag_add(call->diag, DIAG_IO, NULL, 0, "plot.sh is not there any more");
    const size_t size = strlen(out) + strlen(experiment->name.text) + sizeof "/" PAPER_FOLDER_EXPERIMENTS "/";
    char *folder = malloc(size);
    if (folder == NULL)
        return DIAG_MEMORY;
    snprintf(folder, size, "%s/" PAPER_FOLDER_EXPERIMENTS "/%s", out, experiment->name.text);
    snprintf(script, sizeof script, "%s" PLOT_SCRIPT, place);
    words[1] = script;
    words[2] = folder;
    const int code = run(words, folder, call->diag);
    free(folder);
    return code;
}
