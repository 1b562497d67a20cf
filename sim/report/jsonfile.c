/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jsonfile.h"

#include "outfile.h"

#include <errno.h>

void jsonfile_set(json_t *object, const char *key, json_t *value, bool *failed)
{
    *failed |= json_object_set_new(object, key, value) != 0;
}

void jsonfile_append(json_t *array, json_t *value, bool *failed)
{
    *failed |= json_array_append_new(array, value) != 0;
}

static int jsonfile_put(const json_t *root, const char *folder, const char *name, struct diag *diag)
{
    struct outfile file;
    int code = outfile_open(&file, folder, name, diag);
    if (code == DIAG_OK) {
        errno = 0;
        int error = 0;
        if (json_dumpf(root, file.stream, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) != 0 ||
            fputc('\n', file.stream) == EOF) {
            error = errno != 0 ? errno : EIO;
        }
        code = outfile_close(&file, error, diag);
    }
    return code;
}

int jsonfile_write(json_t *root, bool failed, const char *folder, const char *name, struct diag *diag)
{
    const int code = root == NULL || failed ? diag_add(diag, DIAG_MEMORY, name, 0, "out of memory")
                                            : jsonfile_put(root, folder, name, diag);
    json_decref(root);
    return code;
}
