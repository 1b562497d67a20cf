/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders of experiments that a paper had once and has no more. */
#include "manifest.h"
#include "outfile.h"
#include "paper_parts.h"
#include "zutuan/report/paper_folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file goes when it is as it was written; one that was changed since stays. */
static void paper_stale_output(void *context, const char *name, const char *sha256)
{
    const char *folder = context;
    char now[DIGEST_TEXT];
    uint64_t bytes;
    char *path = *name == '/' || strstr(name, "..") != NULL ? NULL : outfile_path(folder, name);
    if (path != NULL && digest_file(path, now, &bytes) == 0 && strcmp(now, sha256) == 0) {
        (void)unlink(path);
    }
    free(path);
}

/* Whether the folder is gone: nothing was in it but what the experiment wrote. */
static bool paper_stale_remove(char *folder)
{
    char *manifest = outfile_path(folder, MANIFEST_NAME), *resolved = outfile_path(folder, "resolved");
    if (manifest != NULL && resolved != NULL && access(manifest, R_OK) == 0) {
        manifest_outputs(folder, paper_stale_output, folder);
        (void)unlink(manifest);
        (void)rmdir(resolved);
    }
    free(manifest);
    free(resolved);
    return rmdir(folder) == 0;
}

static bool paper_stale_is_named(const struct paper *paper, const char *name)
{
    for (size_t i = 0; i < paper->experiment_count; i++) {
        if (strcmp(paper->experiments[i].name.text, name) == 0) {
            return true;
        }
    }
    return *name == '.';
}

void paper_stale_clear(const struct paper *paper, const char *path, struct diag *notes)
{
    char *experiments = outfile_path(path, PAPER_FOLDER_EXPERIMENTS);
    DIR *stream = experiments == NULL ? NULL : opendir(experiments);
    for (const struct dirent *entry; stream != NULL && (entry = readdir(stream)) != NULL;) {
        char *folder =
            paper_stale_is_named(paper, entry->d_name) ? NULL : outfile_path(experiments, entry->d_name);
        if (folder != NULL && !paper_stale_remove(folder)) {
            (void)diag_add(notes, DIAG_IO, NULL, 0,
                           "%s is of no experiment of this paper; what was drawn, added or changed there was "
                           "left, and is neither in the manifest nor in the crate",
                           folder);
        }
        free(folder);
    }
    if (stream != NULL) {
        closedir(stream);
    }
    free(experiments);
}
