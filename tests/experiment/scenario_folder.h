/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for the files of one test: made and entered before it, left and removed after it. */
#ifndef ZUTUAN_TESTS_SCENARIO_FOLDER_H
#define ZUTUAN_TESTS_SCENARIO_FOLDER_H

#include "zutuan/experiment/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char scenario_folder_path[64];

static int folder_enter(void **state)
{
    (void)state;
    snprintf(scenario_folder_path, sizeof scenario_folder_path, "/tmp/zutuan-scenario-XXXXXX");
    return mkdtemp(scenario_folder_path) && chdir(scenario_folder_path) == 0 ? 0 : -1;
}

/* Removes what the folder `path` holds, folders included, and the folder. */
static void folder_empty(const char *path)
{
    DIR *entries = opendir(path);
    struct dirent *entry;
    struct stat status;
    char inner[1024];

    while (entries && (entry = readdir(entries))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (lstat(inner, &status) == 0 && S_ISDIR(status.st_mode))
            folder_empty(inner);
        else
            unlink(inner);
    }
    if (entries)
        closedir(entries);
    rmdir(path);
}

static int folder_leave(void **state)
{
    (void)state;
    folder_empty(scenario_folder_path);
    return chdir("/");
}

static inline void folder_write_bytes(const char *name, const char *bytes, size_t size)
{
    FILE *stream = fopen(name, "wb");

    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
}

static inline void folder_write(const char *name, const char *text)
{
    folder_write_bytes(name, text, strlen(text));
}

#endif
