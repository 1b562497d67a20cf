/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder for the files of one test: made and entered before it, left and removed after it; and the messages
 * that reading them leaves.
 */
#ifndef ZUTUAN_TESTS_SCENARIO_FOLDER_H
#define ZUTUAN_TESTS_SCENARIO_FOLDER_H

#include "zutuan/core/diag.h"
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

static inline int folder_enter(void **state)
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

static inline int folder_leave(void **state)
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

/* All of a file of less than 64 KiB; the caller frees it. */
static inline char *folder_read(const char *name)
{
    FILE *stream = fopen(name, "rb");
    char *text = calloc(1, 1 << 16);

    assert_non_null(stream);
    assert_non_null(text);
    assert_in_range(fread(text, 1, (1 << 16) - 1, stream), 1, (1 << 16) - 2);
    fclose(stream);
    return text;
}

/* The messages from `first` on, one a line, are `expected`. */
static inline void assert_messages(const struct diag *diag, size_t first, const char *expected)
{
    char text[8192] = "";

    for (size_t i = first, used = 0; i < diag->count; i++) {
        used += diag_item_format(&diag->items[i], text + used, sizeof text - used);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s", i + 1 < diag->count ? "\n" : "");
    }
    assert_string_equal(text, expected);
}

#endif
