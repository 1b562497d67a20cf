/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw.h"

#include "common.h"
#include "interrupt.h"
#include "places.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DRAW_SCRIPT "/plot.sh"
#define DRAW_WORDS  16

const char *const draw_formats[] = {"svg", "pdf", "png", "epslatex", NULL};

/* The folder of the scripts, with `file` after it; the caller frees it. NULL: no memory. */
static char *script_path(const char *file)
{
    const char *home = places_data();
    char *path = malloc(strlen(home) + sizeof "/analysis" + strlen(file));
    if (path != NULL)
        sprintf(path, "%s/analysis%s", home, file);
    return path;
}

char *draw_scripts(void)
{
    return script_path("");
}

static int check_script(const char *script, struct diag *diag)
{
    return access(script, R_OK) == 0
               ? DIAG_OK
               : diag_add(diag, DIAG_IO, script, 0, "is not there; it belongs to this zutuan");
}

static bool has_gnuplot(void)
{
    const char *path = getenv("PATH");
    char file[4096];
    while (path != NULL && *path != '\0') {
        const size_t length = strcspn(path, ":");
        const int wanted = snprintf(file, sizeof file, "%.*s/gnuplot", (int)length, path);
        if (wanted > 0 && (size_t)wanted < sizeof file && access(file, X_OK) == 0)
            return true;
        path += length + (path[length] == ':');
    }
    return false;
}

int draw_check(struct diag *diag)
{
    char *script = script_path(DRAW_SCRIPT);
    const int code = script == NULL ? DIAG_MEMORY : check_script(script, diag);
    free(script);
    if (code != DIAG_OK)
        return code;
    return has_gnuplot()
               ? DIAG_OK
               : diag_add(diag, DIAG_IO, NULL, 0,
                          "gnuplot is missing, and there are figures to draw (Debian: apt-get install "
                          "gnuplot-nox)");
}

/* In a group of its own, so that all that the script has begun can be told to stop. */
static pid_t begin(const char *const *words)
{
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        if (setenv("PLOT_SELF", "zutuan", 1) == 0) /* who speaks, in the script's messages */
            execvp(words[0], (char *const *)words);
        _exit(127);
    }
    return child;
}

/* Runs words[0] with the words. Returns its exit code, 128 and more for a signal, -1 when it could not begin.
 */
static int run_words(const char *const *words)
{
    static const struct timespec while_it_draws = {.tv_nsec = 5000000};
    const pid_t child = begin(words);
    int status = 0;
    bool told = false;
    while (child > 0) {
        const pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        if (ended < 0 && errno != EINTR)
            return -1;
        if (interrupt_asked() && !told)
            told = kill(-child, SIGTERM) == 0; /* not before it has its group */
        nanosleep(&while_it_draws, NULL);
    }
    return -1;
}

/* What the script's end means; what it had to say of it, it has said. */
static int conclude(int found, const char *folder, struct diag *diag)
{
    if (found == 130 || interrupt_asked())
        return COMMON_INTERRUPTED;
    if (found == 0 || found == 1)
        return found == 0 ? COMMON_OK : COMMON_IO;
    return diag_add(diag, DIAG_IO, folder, 0, "the figures were not drawn: plot.sh ended with %d", found);
}

int draw_folder(const char *folder, const char *const *formats, size_t count, struct diag *diag)
{
    const char *words[DRAW_WORDS] = {"sh"};
    char *script = script_path(DRAW_SCRIPT), *path = malloc(strlen(folder) + sizeof "./");
    size_t n = 1;
    int code = DIAG_MEMORY;
    if (script != NULL && path != NULL && (code = check_script(script, diag)) == DIAG_OK) {
        sprintf(path, "%s%s", *folder == '-' ? "./" : "", folder);
        words[n++] = script;
        words[n++] = path;
        for (size_t i = 0; i < count && n + 1 < DRAW_WORDS; i++)
            words[n++] = formats[i];
        code = conclude(run_words(words), folder, diag);
    }
    free(script);
    free(path);
    return code;
}
