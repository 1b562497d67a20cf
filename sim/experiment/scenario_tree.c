/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file that was named leads to others (`extends`, the base of a design, a table of points). It may come
 * from someone else, so these are read only where they stand in its tree: the folder of the file that was
 * named, with all folders below, and the places of scenarios. Links count where they lead to.
 */
#define _XOPEN_SOURCE 700 /* realpath; NOLINT(bugprone-reserved-identifier) */
#include "scenario_parts.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *scenario_tree_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return strdup(".");
    return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Whether the path `real`, without links, is in `folder`; a folder that is not there holds nothing. */
static int holds(const char *folder, const char *real, bool *inside)
{
    char *tree = realpath(folder, NULL);
    size_t length;

    if (!tree)
        return errno == ENOMEM ? DIAG_MEMORY : DIAG_OK;
    length = strlen(tree);
    if (strncmp(real, tree, length) == 0 && (length == 1 || real[length] == '/' || real[length] == '\0'))
        *inside = true;
    free(tree);
    return DIAG_OK;
}

/* A place of scenarios is its owner's: what stands in it may be a link to anywhere. */
static bool stands_in(const char *folder, const char *path)
{
    size_t length = strlen(folder);

    return strncmp(path, folder, length) == 0 && path[length] == '/' && !strchr(path + length + 1, '/');
}

int scenario_tree_holds(const char *path, const struct scenario_search *search, bool *inside)
{
    const char *const none[] = {NULL};
    const char *const *folders = search && search->folders ? search->folders : none;
    char *real = realpath(path, NULL);
    int code = real ? DIAG_OK : errno == ENOMEM ? DIAG_MEMORY : DIAG_IO;

    *inside = !search || search->outside;
    if (code == DIAG_OK && search && search->tree)
        code = holds(search->tree, real, inside);
    for (; code == DIAG_OK && !*inside && *folders; folders++) {
        code = holds(*folders, real, inside);
        *inside = *inside || stands_in(*folders, path);
    }
    free(real);
    return code;
}

bool scenario_tree_check(const char *path, const char *name, struct scenario_place place,
                         const struct scenario_search *search, struct diag *diag)
{
    char quoted[SCENARIO_QUOTE_MOST];
    struct stat status;
    bool inside;
    int code = scenario_tree_holds(path, search, &inside);

    scenario_value_quote(name, quoted);
    if (code == DIAG_MEMORY)
        diag_add(diag, code, place.file, place.line, "memory ran out");
    else if (code == DIAG_OK && !inside)
        code = diag_add(diag, DIAG_INVALID, place.file, place.line,
                        "%s: %s leads out of %s and the places of scenarios; --allow-outside lets it",
                        place.key, quoted, search->tree);
    else if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        code = diag_add(diag, DIAG_INVALID, place.file, place.line,
                        "%s: %s is no file with contents of its own", place.key, quoted);
    return code == DIAG_OK || code == DIAG_IO; /* why it cannot be read is for its reader to say */
}
