/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_path.h"

#include "zutuan/report/account.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *store_path(const char *name)
{
    struct stat status;
    const bool folder = stat(name, &status) == 0 && S_ISDIR(status.st_mode);
    char *path = malloc(strlen(name) + sizeof "/" ACCOUNT_STORE);
    if (path != NULL)
        sprintf(path, "%s%s", name, folder ? "/" ACCOUNT_STORE : "");
    return path;
}

int store_path_check(const char *path, struct diag *diag)
{
    struct stat status;
    return stat(path, &status) == 0 ? DIAG_OK : diag_add(diag, DIAG_IO, path, 0, "there is no such store");
}
