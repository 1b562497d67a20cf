/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw.h"

#include "common.h"
#include "places.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DRAW_SCRIPT "/analysis/plot.sh"
#define DRAW_WORDS  16

const char *const draw_formats[] = {"svg", "pdf", "png", "epslatex", NULL};

/* Runs words[0] with the words. Returns its exit code, 128 and more for a signal, -1 when it could not begin.
 */
static int run_words(const char *const *words)
{
    int status = 0;
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        if (setenv("PLOT_SELF", "zutuan", 1) == 0) /* who speaks, in the script's messages */
            execvp(words[0], (char *const *)words);
        _exit(127);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return child < 0 ? -1 : WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int draw_folder(const char *folder, const char *const *formats, size_t count, struct diag *diag)
{
    const char *words[DRAW_WORDS] = {"sh"}, *home = places_data();
    char *script = malloc(strlen(home) + sizeof DRAW_SCRIPT), *path = malloc(strlen(folder) + sizeof "./");
    size_t n = 1;
    int code = DIAG_MEMORY;
    if (script != NULL && path != NULL) {
        sprintf(script, "%s" DRAW_SCRIPT, home);
        sprintf(path, "%s%s", *folder == '-' ? "./" : "", folder);
        words[n++] = script;
        words[n++] = path;
        for (size_t i = 0; i < count && n + 1 < DRAW_WORDS; i++)
            words[n++] = formats[i];
        const int found = access(script, R_OK) != 0 ? -2 : run_words(words);
        code = found == 0     ? COMMON_OK
               : found == 1   ? COMMON_IO /* it has said why */
               : found == 130 ? COMMON_INTERRUPTED
               : found == -2  ? diag_add(diag, DIAG_IO, script, 0, "is not there; it belongs to this zutuan")
                              : diag_add(diag, DIAG_IO, folder, 0,
                                         "the figures were not drawn: plot.sh ended with %d", found);
    }
    free(script);
    free(path);
    return code;
}
