/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OUTFILE_NAME_TRIES = 100 };

char *outfile_path(const char *folder, const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "%s/%s", folder, name);
    }
    return path;
}

static int outfile_complain(struct diag *diag, const char *path, const char *what, int error)
{
    return diag_add(diag, DIAG_IO, path, 0, "%s: %s", what, strerror(error));
}

/* Not mkstemp: that makes a file which only its owner may read, whatever the umask allows. */
static int outfile_create(struct outfile *self, const char *folder, const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + 48;
    self->temporary = malloc(size);
    if (self->temporary == NULL) {
        return -1;
    }
    int descriptor = -1;
    for (int i = 0; i < OUTFILE_NAME_TRIES && descriptor < 0; i++) {
        snprintf(self->temporary, size, "%s/.%s.%ld-%d.tmp", folder, name, (long)getpid(), i);
        descriptor = open(self->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor < 0 && errno != EEXIST) {
            break;
        }
    }
    return descriptor;
}

int outfile_open(struct outfile *self, const char *folder, const char *name, struct diag *diag)
{
    *self = (struct outfile){.stream = NULL};
    self->path = outfile_path(folder, name);
    if (self->path == NULL) {
        return diag_add(diag, DIAG_MEMORY, name, 0, "out of memory");
    }
    const int descriptor = outfile_create(self, folder, name);
    if (descriptor >= 0) {
        self->stream = fdopen(descriptor, "w");
    }
    if (self->stream != NULL) {
        return DIAG_OK;
    }
    const int code = outfile_complain(diag, self->path, "cannot be written", errno);
    if (descriptor >= 0) {
        close(descriptor);
        unlink(self->temporary);
    }
    free(self->temporary);
    free(self->path);
    *self = (struct outfile){.stream = NULL};
    return code;
}

static int outfile_settle(struct outfile *self, int error)
{
    errno = 0;
    if (error == 0 &&
        (fflush(self->stream) != 0 || ferror(self->stream) || fsync(fileno(self->stream)) != 0)) {
        error = errno != 0 ? errno : EIO;
    }
    errno = 0;
    if (fclose(self->stream) != 0 && error == 0) {
        error = errno != 0 ? errno : EIO;
    }
    self->stream = NULL;
    if (error == 0 && rename(self->temporary, self->path) != 0) {
        error = errno;
    }
    return error;
}

int outfile_close(struct outfile *self, int error, struct diag *diag)
{
    int code = DIAG_OK;
    error = outfile_settle(self, error);
    if (error != 0) {
        unlink(self->temporary);
        code = outfile_complain(diag, self->path, "could not be written", error);
    }
    free(self->temporary);
    free(self->path);
    *self = (struct outfile){.stream = NULL};
    return code;
}

void outfile_discard(struct outfile *self)
{
    if (self->stream != NULL) {
        fclose(self->stream);
        unlink(self->temporary);
    }
    free(self->temporary);
    free(self->path);
    *self = (struct outfile){.stream = NULL};
}

int outfile_make_folder(const char *folder, struct diag *diag)
{
    char *path = strdup(folder);
    if (path == NULL) {
        return diag_add(diag, DIAG_MEMORY, folder, 0, "out of memory");
    }
    int code = DIAG_OK;
    char *slash = path;
    while (code == DIAG_OK && slash != NULL) {
        slash = strchr(slash + 1, '/');
        if (slash != NULL) {
            *slash = '\0';
        }
        struct stat status;
        if (mkdir(path, 0777) != 0 &&
            (errno != EEXIST || stat(path, &status) != 0 || !S_ISDIR(status.st_mode))) {
            code = outfile_complain(diag, path, "cannot be made a folder", errno);
        }
        if (slash != NULL) {
            *slash = '/';
        }
    }
    free(path);
    return code;
}

int outfile_sync_folder(const char *folder, struct diag *diag)
{
    const int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return outfile_complain(diag, folder, "cannot be opened", errno);
    }
    int code = DIAG_OK;
    /* some file systems cannot sync a folder and say EINVAL: nothing is wrong with what was written */
    if (fsync(descriptor) != 0 && errno != EINVAL) {
        code = outfile_complain(diag, folder, "cannot be synced", errno);
    }
    close(descriptor);
    return code;
}
