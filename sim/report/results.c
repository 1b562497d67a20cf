/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/results.h"

#include "manifest.h"
#include "outfile.h"
#include "tables.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RESULTS_RESOLVED "resolved"

/* The files that are there so far, for the manifest. */
struct results_outputs {
    struct manifest_output *list; /* owned, [capacity] */
    size_t count;
};

struct results_table {
    const char *name;
    int (*write)(const struct results *results, const char *folder, struct diag *diag);
    bool only_paired;
};

static const struct results_table results_tables[] = {
    {TABLES_REPLICATIONS, tables_replications, false},
    {TABLES_SUMMARY, tables_summary, false},
    {TABLES_PAIRED, tables_paired, true},
    {TABLES_SERIES, tables_series, false},
    {TABLES_REFERRALS, tables_referrals, false},
};
enum { RESULTS_TABLES = sizeof results_tables / sizeof results_tables[0] };

static bool results_is_empty(const char *folder, int *error)
{
    DIR *stream = opendir(folder);
    if (stream == NULL) {
        *error = errno;
        return false;
    }
    bool empty = true;
    const struct dirent *entry;
    while (empty && (entry = readdir(stream)) != NULL) {
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    }
    closedir(stream);
    return empty;
}

/* Cuts `path` back to its parent; false when there is none to go to. */
static bool results_parent(char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    while (length > 0 && path[length - 1] != '/') {
        length--;
    }
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    const bool moved = length > 0 && strcmp(path, "/") != 0;
    path[length] = '\0';
    return moved;
}

/* The folder does not exist: could it be made? Told before the work, not after it. */
static int results_check_parent(const char *folder, struct diag *diag)
{
    char *path = strdup(folder);
    if (path == NULL) {
        return diag_add(diag, DIAG_MEMORY, folder, 0, "out of memory");
    }
    struct stat status;
    bool found = false;
    int error = ENOENT;
    while (!found && error == ENOENT) {
        const char *place = results_parent(path) ? path : ".";
        found = stat(place, &status) == 0;
        error = found ? 0 : errno;
        if (found && !S_ISDIR(status.st_mode)) {
            error = ENOTDIR;
        } else if (found && access(place, W_OK | X_OK) != 0) {
            error = errno;
        }
    }
    free(path);
    if (error != 0) {
        return diag_add(diag, DIAG_IO, folder, 0, "the folder cannot be made: %s", strerror(error));
    }
    return DIAG_OK;
}

int results_check_folder(const char *folder, bool force, struct diag *diag)
{
    struct stat status;
    if (folder[0] == '\0') {
        return diag_add(diag, DIAG_IO, NULL, 0, "the folder for results has no name");
    }
    if (stat(folder, &status) != 0) {
        if (errno == ENOENT) {
            return results_check_parent(folder, diag);
        }
        return diag_add(diag, DIAG_IO, folder, 0, "the folder cannot be used: %s", strerror(errno));
    }
    if (!S_ISDIR(status.st_mode)) {
        return diag_add(diag, DIAG_IO, folder, 0, "is not a folder; choose another for the results");
    }
    int error = 0;
    const bool empty = results_is_empty(folder, &error);
    if (error == 0 && access(folder, W_OK | X_OK) != 0) {
        error = errno;
    }
    if (error != 0) {
        return diag_add(diag, DIAG_IO, folder, 0, "the folder cannot be used: %s", strerror(error));
    }
    if (empty) {
        return DIAG_OK;
    }
    if (!manifest_exists(folder)) {
        return diag_add(diag, DIAG_IO, folder, 0,
                        "the folder holds other files and no results of zutuan; choose another");
    }
    if (!force) {
        return diag_add(diag, DIAG_IO, folder, 0,
                        "the folder holds results already; --force replaces them, or choose another");
    }
    return DIAG_OK;
}

/* A name stands for a scenario in every table. */
static int results_check_names(const struct replicate *replicate, struct diag *diag)
{
    for (size_t a = 0; a < replicate->arm_count; a++) {
        for (size_t b = 0; b < a; b++) {
            const char *name = replicate->arms[a].scenario->name;
            if (strcmp(name, replicate->arms[b].scenario->name) == 0) {
                return diag_add(diag, DIAG_INVALID, NULL, 0, "two scenarios are called %s: rename one", name);
            }
        }
    }
    return DIAG_OK;
}

static int results_count_output(struct results_outputs *self, const char *folder, const char *name,
                                struct diag *diag)
{
    struct manifest_output *output = &self->list[self->count];
    snprintf(output->name, sizeof output->name, "%s", name);
    char *path = outfile_path(folder, name);
    if (path == NULL) {
        return diag_add(diag, DIAG_MEMORY, name, 0, "out of memory");
    }
    const int error = digest_file(path, output->sha256, &output->bytes);
    free(path);
    if (error != 0) {
        return diag_add(diag, DIAG_IO, name, 0, "cannot be read back: %s", strerror(error));
    }
    self->count++;
    return DIAG_OK;
}

static int results_write_tables(const struct results *self, const char *folder,
                                struct results_outputs *outputs, struct diag *diag)
{
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < RESULTS_TABLES; i++) {
        const struct results_table *table = &results_tables[i];
        if (table->only_paired && self->pair_count == 0) {
            continue;
        }
        code = table->write(self, folder, diag);
        if (code == DIAG_OK) {
            code = results_count_output(outputs, folder, table->name, diag);
        }
    }
    return code;
}

/* Without origins: those name paths, and equal experiments shall leave equal bytes wherever they are run. */
static int results_write_scenario(const struct scenario *scenario, const char *folder, const char *name,
                                  struct diag *diag)
{
    struct outfile file;
    int code = outfile_open(&file, folder, name, diag);
    if (code == DIAG_OK) {
        errno = 0;
        code = scenario_write(scenario, file.stream, false);
        code = outfile_close(&file, code == DIAG_OK ? 0 : (errno != 0 ? errno : EIO), diag);
    }
    return code;
}

static int results_write_scenarios(const struct results *self, const char *folder,
                                   struct results_outputs *outputs, struct diag *diag)
{
    char *resolved = outfile_path(folder, RESULTS_RESOLVED);
    if (resolved == NULL) {
        return diag_add(diag, DIAG_MEMORY, folder, 0, "out of memory");
    }
    int code = outfile_make_folder(resolved, diag);
    for (size_t a = 0; code == DIAG_OK && a < self->replicate->arm_count; a++) {
        const struct scenario *scenario = self->replicate->arms[a].scenario;
        char name[SCENARIO_NAME_MOST + 8];
        char output[MANIFEST_OUTPUT_MOST];
        snprintf(name, sizeof name, "%s.cfg", scenario->name);
        snprintf(output, sizeof output, "%s/%s", RESULTS_RESOLVED, name);
        code = results_write_scenario(scenario, resolved, name, diag);
        if (code == DIAG_OK) {
            code = results_count_output(outputs, folder, output, diag);
        }
    }
    if (code == DIAG_OK) {
        code = outfile_sync_folder(resolved, diag);
    }
    free(resolved);
    return code;
}

/* Only a name that this program could have written: a manifest is a file that anyone may edit. */
static bool results_is_own(const char *name)
{
    for (size_t i = 0; i < RESULTS_TABLES; i++) {
        if (strcmp(name, results_tables[i].name) == 0) {
            return true;
        }
    }
    const size_t length = strlen(name);
    return length > 13 && strncmp(name, RESULTS_RESOLVED "/", 9) == 0 && strchr(name + 9, '/') == NULL &&
           strcmp(name + length - 4, ".cfg") == 0;
}

struct results_stale {
    const char *folder;
    const struct results_outputs *outputs;
};

/* An earlier run may have left a table or scenario that this one does not have: it would pass for this one's.
 */
static void results_remove_stale(void *context, const char *name)
{
    const struct results_stale *stale = context;
    bool wanted = !results_is_own(name);
    for (size_t i = 0; i < stale->outputs->count && !wanted; i++) {
        wanted = strcmp(name, stale->outputs->list[i].name) == 0;
    }
    char *path = wanted ? NULL : outfile_path(stale->folder, name);
    if (path != NULL) {
        (void)unlink(path); /* one that is gone already is as good */
        free(path);
    }
}

int results_write(const struct results *self, const char *folder, struct diag *diag)
{
    int code = results_check_names(self->replicate, diag);
    if (code != DIAG_OK) {
        return code;
    }
    struct results_outputs outputs = {.count = 0};
    outputs.list = calloc(RESULTS_TABLES + self->replicate->arm_count, sizeof *outputs.list);
    if (outputs.list == NULL) {
        return diag_add(diag, DIAG_MEMORY, folder, 0, "out of memory");
    }
    code = outfile_make_folder(folder, diag);
    if (code != DIAG_OK) {
        goto out;
    }
    code = results_write_tables(self, folder, &outputs, diag);
    if (code != DIAG_OK) {
        goto out;
    }
    code = results_write_scenarios(self, folder, &outputs, diag);
    if (code != DIAG_OK) {
        goto out;
    }
    manifest_outputs(folder, results_remove_stale, &(struct results_stale){folder, &outputs});
    code = manifest_write(self, folder, outputs.list, outputs.count, diag);
    if (code == DIAG_OK) {
        code = outfile_sync_folder(folder, diag);
    }
out:
    free(outputs.list);
    return code;
}
