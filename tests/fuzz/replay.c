/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In place of libFuzzer: gives every file of the folders named to the target, once. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPLAY_MOST = 4 << 20 };

/* A FOLDER/NAME of its own; NULL without memory. */
static char *replay_join(const char *folder, const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%s/%s", folder, name);
    return path;
}

/* The bytes of a file, in as much memory as they need, so that a byte too many is seen. */
static uint8_t *replay_bytes(const char *path, size_t *size)
{
    uint8_t *bytes = malloc(REPLAY_MOST);
    FILE *stream = path == NULL ? NULL : fopen(path, "rb");
    *size = stream == NULL || bytes == NULL ? 0 : fread(bytes, 1, REPLAY_MOST, stream);
    uint8_t *exact = stream == NULL || bytes == NULL ? NULL : malloc(*size > 0 ? *size : 1);
    if (exact != NULL)
        memcpy(exact, bytes, *size);
    if (stream != NULL)
        fclose(stream);
    free(bytes);
    return exact;
}

static int replay_file(const char *folder, const char *name)
{
    char *path = replay_join(folder, name);
    size_t size;
    uint8_t *bytes = replay_bytes(path, &size);
    fprintf(stderr, "%s%s\n", path == NULL ? name : path, bytes == NULL ? ": cannot be read" : "");
    if (bytes != NULL)
        LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    free(path);
    return bytes == NULL;
}

static int replay_folder(const char *folder)
{
    struct dirent **entries;
    const int count = scandir(folder, &entries, NULL, alphasort);
    int failed = count < 0, replayed = 0;
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            failed |= replay_file(folder, entries[i]->d_name);
            replayed++;
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    if (replayed == 0)
        fprintf(stderr, "%s: holds no input\n", folder);
    return failed || replayed == 0;
}

int main(int argc, char **argv)
{
    char here[4096];
    int failed = argc < 2 || getcwd(here, sizeof here) == NULL;
    for (int i = 1; i < argc && !failed; i++) { /* a target goes to a folder of its own */
        char *folder = argv[i][0] == '/' ? strdup(argv[i]) : replay_join(here, argv[i]);
        failed = folder == NULL || replay_folder(folder);
        free(folder);
    }
    return failed;
}
