/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In place of libFuzzer: gives every file of the folders named to the target, once. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPLAY_MOST = 4 << 20 };

static int replay_file(const char *folder, const char *name)
{
    char path[8192];
    uint8_t *bytes = malloc(REPLAY_MOST);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "rb");
    if (bytes == NULL || stream == NULL) {
        fprintf(stderr, "%s: cannot be read\n", path);
        free(bytes);
        return 1;
    }
    const size_t size = fread(bytes, 1, REPLAY_MOST, stream);
    fclose(stream);
    uint8_t *exact = malloc(size > 0 ? size : 1); /* so that a byte too many is seen */
    if (exact != NULL) {
        memcpy(exact, bytes, size);
        fprintf(stderr, "%s\n", path);
        LLVMFuzzerTestOneInput(exact, size);
    }
    free(exact);
    free(bytes);
    return exact == NULL;
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
    char here[4096], folder[8192];
    int failed = argc < 2 || getcwd(here, sizeof here) == NULL;
    for (int i = 1; i < argc && !failed; i++) { /* a target goes to a folder of its own */
        snprintf(folder, sizeof folder, "%s%s%s", argv[i][0] == '/' ? "" : here, argv[i][0] == '/' ? "" : "/",
                 argv[i]);
        failed = replay_folder(folder);
    }
    return failed;
}
