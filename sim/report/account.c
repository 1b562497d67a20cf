/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/account.h"

#include "manifest.h"
#include "outfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

void account_replicate(struct account *self, const struct replicate *replicate,
                       const struct scenario **scenarios)
{
    for (size_t arm = 0; arm < replicate->arm_count; arm++) {
        scenarios[arm] = replicate->arms[arm].scenario;
    }
    self->scenarios = scenarios;
    self->scenario_count = replicate->arm_count;
    self->seed = replicate->seed;
    self->done = replicate->done;
    self->failed = 0;
    for (size_t row = 0; row < replicate->done; row++) {
        self->failed += replicate->failed[row] != 0;
    }
    self->failures = replicate->failures;
    self->failure_count = replicate->failure_count;
}

int account_make_folder(const char *folder, struct diag *diag)
{
    return outfile_make_folder(folder, diag);
}

int account_hold_folder(const char *folder, int *hold, struct diag *diag)
{
    *hold = -1;
    const int code = account_make_folder(folder, diag);
    return code == DIAG_OK ? account_hold_results(folder, hold, diag) : code;
}

int account_hold_results(const char *folder, int *hold, struct diag *diag)
{
    int code = DIAG_OK;
    *hold = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*hold < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        return DIAG_OK;
    }
    if (*hold < 0) {
        return diag_add(diag, DIAG_IO, folder, 0, "the folder cannot be used: %s", strerror(errno));
    }
    if (flock(*hold, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            code = diag_add(diag, DIAG_IO, folder, 0,
                            "another zutuan is at work in this folder; wait for its end, or choose another");
        }
        close(*hold);
        *hold = -1;
    }
    return code;
}

static bool account_is_empty(const char *folder, int *error)
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
static bool account_parent(char *path)
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
static int account_check_parent(const char *folder, struct diag *diag)
{
    char *path = strdup(folder);
    if (path == NULL) {
        return diag_add(diag, DIAG_MEMORY, folder, 0, "out of memory");
    }
    struct stat status;
    bool found = false;
    int error = ENOENT;
    while (!found && error == ENOENT) {
        const char *place = account_parent(path) ? path : ".";
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

static bool account_has_store(const char *folder)
{
    char *path = outfile_path(folder, ACCOUNT_STORE);
    const bool there = path != NULL && access(path, F_OK) == 0;
    free(path);
    return there;
}

/* What a folder that is not empty holds. */
static int account_check_contents(const char *folder, const char *command, const char *subject, bool force,
                                  struct diag *diag)
{
    char theirs[2][ACCOUNT_SUBJECT_MOST];
    if (!manifest_subject(folder, theirs[0], theirs[1])) {
        if (account_has_store(folder)) {
            return DIAG_OK;
        }
        return diag_add(diag, DIAG_IO, folder, 0,
                        "the folder holds other files and no results of zutuan; choose another");
    }
    const bool same =
        strcmp(theirs[0], command) == 0 && strcmp(theirs[1], subject == NULL ? "" : subject) == 0;
    if (!same && !force) {
        return diag_add(diag, DIAG_IO, folder, 0,
                        "the folder holds results of `%s%s%s`; --force replaces them, or choose another",
                        theirs[0], theirs[1][0] == '\0' ? "" : " ", theirs[1]);
    }
    return DIAG_OK;
}

int account_check_folder(const char *folder, const char *command, const char *subject, bool force,
                         struct diag *diag)
{
    struct stat status;
    if (folder[0] == '\0') {
        return diag_add(diag, DIAG_IO, NULL, 0, "the folder for results has no name");
    }
    if (stat(folder, &status) != 0) {
        if (errno == ENOENT) {
            return account_check_parent(folder, diag);
        }
        return diag_add(diag, DIAG_IO, folder, 0, "the folder cannot be used: %s", strerror(errno));
    }
    if (!S_ISDIR(status.st_mode)) {
        return diag_add(diag, DIAG_IO, folder, 0, "is not a folder; choose another for the results");
    }
    int error = 0;
    const bool empty = account_is_empty(folder, &error);
    if (error == 0 && access(folder, W_OK | X_OK) != 0) {
        error = errno;
    }
    if (error != 0) {
        return diag_add(diag, DIAG_IO, folder, 0, "the folder cannot be used: %s", strerror(error));
    }
    return empty ? DIAG_OK : account_check_contents(folder, command, subject, force, diag);
}
