/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* realpath; NOLINT(bugprone-reserved-identifier) */
#include "places.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif

#define PATH_MOST 4096

/* The path without links; false when it leads nowhere. */
static bool resolve(const char *path, char found[PATH_MOST])
{
    char *real = realpath(path, NULL);
    const bool fits = real != NULL && strlen(real) < PATH_MOST;
    if (fits)
        memcpy(found, real, strlen(real) + 1);
    free(real);
    return fits;
}

/* Whether `to`, seen from the program's folder `from`, holds scenarios; then its path in `found`. */
static bool look(const char *from, const char *to, char found[PATH_MOST])
{
    char path[2 * PATH_MOST];
    snprintf(path, sizeof path, "%s/%s/scenarios", from, to);
    if (access(path, R_OK | X_OK) != 0)
        return false;
    path[strlen(path) - strlen("/scenarios")] = '\0';
    return resolve(path, found);
}

/* The program's own file: by the system or, where there is no /proc (a bare chroot), by how it was called. */
static bool find_program(char found[PATH_MOST])
{
    if (resolve("/proc/self/exe", found))
        return true;
#ifdef __linux__
    return resolve((const char *)getauxval(AT_EXECFN), found); /* NOLINT(performance-no-int-to-ptr) */
#else
    return false;
#endif
}

const char *places_data(void)
{
    /* the second is where a Debian package puts them, whatever the build was told */
    static const char *const usual[] = {ZUTUAN_DATA_INSTALLED, "/usr/share/zutuan"};
    static char found[PATH_MOST];
    char program[PATH_MOST];
    if (found[0] != '\0')
        return found;
    if (find_program(program)) {
        *strrchr(program, '/') = '\0';
        if (look(program, "sources", found) || look(program, ZUTUAN_DATA_FROM_PROGRAM, found))
            return found;
    }
    if (look("", usual[0], found) || look("", usual[1], found))
        return found;
    snprintf(found, sizeof found, "%s", usual[0]);
    return found;
}
