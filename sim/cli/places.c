/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* realpath; NOLINT(bugprone-reserved-identifier) */
#include "places.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_MOST 4096

/* Whether `to`, seen from the program's folder `from`, holds scenarios; then its path without links in
 * `found`. */
static bool look(const char *from, const char *to, char found[PATH_MOST])
{
    char path[2 * PATH_MOST];
    snprintf(path, sizeof path, "%s/%s/scenarios", from, to);
    if (access(path, R_OK | X_OK) != 0)
        return false;
    path[strlen(path) - strlen("/scenarios")] = '\0';
    char *real = realpath(path, NULL);
    const bool fits = real != NULL && strlen(real) < PATH_MOST;
    if (fits)
        strcpy(found, real);
    free(real);
    return fits;
}

const char *places_data(void)
{
    /* where there is no /proc; the second is where a Debian package puts them, whatever the build was told */
    static const char *const usual[] = {ZUTUAN_DATA_INSTALLED, "/usr/share/zutuan"};
    static char found[PATH_MOST];
    char program[PATH_MOST];
    if (found[0] != '\0')
        return found;
    const ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        program[length] = '\0';
        *strrchr(program, '/') = '\0';
        if (look(program, "sources", found) || look(program, ZUTUAN_DATA_FROM_PROGRAM, found))
            return found;
    }
    if (look("", usual[0], found) || look("", usual[1], found))
        return found;
    return strcpy(found, usual[0]);
}
