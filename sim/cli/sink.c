/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sink.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int sink_open(struct sink *self, const char *path, bool force, struct diag *diag)
{
    *self = (struct sink){path, NULL, path == NULL ? stdout : NULL};
    if (self->path == NULL)
        return DIAG_OK;
    if (access(self->path, F_OK) == 0 && !force)
        return diag_add(diag, DIAG_IO, self->path, 0, "exists; --force replaces it");
    const size_t size = strlen(self->path) + sizeof ".partial";
    self->partial = malloc(size);
    if (self->partial == NULL)
        return DIAG_MEMORY;
    snprintf(self->partial, size, "%s.partial", self->path);
    self->stream = fopen(self->partial, "w");
    return self->stream != NULL ? DIAG_OK : diag_add(diag, DIAG_IO, self->partial, 0, "%s", strerror(errno));
}

int sink_close(struct sink *self, int error, bool wanted, struct diag *diag)
{
    int code = DIAG_OK;
    if (self->path == NULL) {
        clearerr(stdout);                 /* main need not look again */
        if (error != 0 && error != EPIPE) /* a reader that has seen enough is no error */
            code = diag_add(diag, DIAG_IO, NULL, 0, "standard output: %s", strerror(error));
    } else if (self->stream != NULL) {
        if (fclose(self->stream) != 0 && error == 0)
            error = errno;
        if (error == 0 && wanted && rename(self->partial, self->path) != 0)
            error = errno;
        if (error != 0)
            code = diag_add(diag, DIAG_IO, self->path, 0, "%s", strerror(error));
        if (error != 0 || !wanted)
            remove(self->partial);
    }
    free(self->partial);
    return code;
}
