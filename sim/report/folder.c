/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder.h"

#include "datapackage.h"
#include "outfile.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER_RESOLVED "resolved"

int folder_open(struct folder *self, const char *path, struct diag *diag)
{
    *self = (struct folder){.path = path, .diag = diag};
    return outfile_make_folder(path, diag);
}

static int folder_out_of_memory(struct folder *self, const char *name)
{
    return diag_add(self->diag, DIAG_MEMORY, name, 0, "out of memory");
}

static int folder_reserve(struct folder *self)
{
    if (self->count < self->capacity) {
        return DIAG_OK;
    }
    const size_t capacity = 2 * self->capacity + 8;
    struct manifest_output *grown = realloc(self->outputs, capacity * sizeof *grown);
    if (grown == NULL) {
        return DIAG_MEMORY;
    }
    self->outputs = grown;
    self->capacity = capacity;
    return DIAG_OK;
}

int folder_add(struct folder *self, const char *name, int code)
{
    if (code != DIAG_OK) {
        return code;
    }
    char *path = outfile_path(self->path, name);
    if (path == NULL || folder_reserve(self) != DIAG_OK) {
        free(path);
        return folder_out_of_memory(self, name);
    }
    struct manifest_output *output = &self->outputs[self->count];
    snprintf(output->name, sizeof output->name, "%s", name);
    const int error = digest_file(path, output->sha256, &output->bytes);
    free(path);
    if (error != 0) {
        return diag_add(self->diag, DIAG_IO, name, 0, "cannot be read back: %s", strerror(error));
    }
    self->count++;
    return DIAG_OK;
}

/* Without origins: those name paths, and equal experiments shall leave equal bytes wherever they are run. */
static int folder_scenario(struct folder *self, const struct scenario *scenario, const char *resolved)
{
    char name[SCENARIO_NAME_MOST + 8], output[MANIFEST_OUTPUT_MOST];
    struct outfile file;
    snprintf(name, sizeof name, "%s.cfg", scenario->name);
    snprintf(output, sizeof output, "%s/%s", FOLDER_RESOLVED, name);
    int code = outfile_open(&file, resolved, name, self->diag);
    if (code == DIAG_OK) {
        errno = 0;
        code = scenario_write(scenario, file.stream, false);
        code = outfile_close(&file, code == DIAG_OK ? 0 : (errno != 0 ? errno : EIO), self->diag);
    }
    return folder_add(self, output, code);
}

int folder_scenarios(struct folder *self, const struct scenario *const *scenarios, size_t count)
{
    char *resolved = outfile_path(self->path, FOLDER_RESOLVED);
    if (resolved == NULL) {
        return folder_out_of_memory(self, self->path);
    }
    int code = outfile_make_folder(resolved, self->diag);
    for (size_t i = 0; code == DIAG_OK && i < count; i++) {
        code = folder_scenario(self, scenarios[i], resolved);
    }
    if (code == DIAG_OK) {
        code = outfile_sync_folder(resolved, self->diag);
    }
    free(resolved);
    return code;
}

static bool folder_ends(const char *name, const char *ending)
{
    const size_t length = strlen(name), part = strlen(ending);
    return length > part && strcmp(name + length - part, ending) == 0;
}

/* Only a name that this program could have written: a manifest is a file that anyone may edit. */
static bool folder_is_own(const char *name)
{
    const size_t start = strlen(FOLDER_RESOLVED "/");
    if (strncmp(name, FOLDER_RESOLVED "/", start) == 0) {
        return strchr(name + start, '/') == NULL && name[start] != '.' && folder_ends(name, ".cfg");
    }
    size_t letters = 0;
    while (islower((unsigned char)name[letters]) || name[letters] == '_') {
        letters++;
    }
    return letters > 0 && (strcmp(name + letters, ".csv") == 0 || strcmp(name + letters, ".cfg") == 0);
}

static void folder_remove_stale(void *context, const char *name, const char *sha256)
{
    const struct folder *self = context;
    bool kept = !folder_is_own(name);
    for (size_t i = 0; i < self->count && !kept; i++) {
        kept = strcmp(name, self->outputs[i].name) == 0;
    }
    char *path = kept ? NULL : outfile_path(self->path, name);
    char now[DIGEST_TEXT];
    uint64_t bytes;
    /* one that is gone already is as good */
    if (path != NULL && digest_file(path, now, &bytes) == 0 && strcmp(now, sha256) == 0) {
        (void)unlink(path);
    }
    free(path);
}

int folder_close(struct folder *self, int code, const struct account *account)
{
    if (code == DIAG_OK) {
        code = folder_add(self, DATAPACKAGE_NAME,
                          datapackage_write(account, self->path, self->outputs, self->count, self->diag));
    }
    if (code == DIAG_OK) {
        manifest_outputs(self->path, folder_remove_stale, self);
        code = manifest_write(account, self->path, self->outputs, self->count, self->diag);
    }
    if (code == DIAG_OK) {
        code = outfile_sync_folder(self->path, self->diag);
    }
    free(self->outputs);
    *self = (struct folder){.outputs = NULL};
    return code;
}
