/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a manifest back. */
#include "manifest.h"
#include "outfile.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MANIFEST_BYTES_MOST = 16 << 20, MANIFEST_WHY_MOST = 240 };

/* A file of a size that a manifest may have; NULL with a reason. */
static FILE *manifest_begin(const char *path, char why[MANIFEST_WHY_MOST])
{
    FILE *stream = fopen(path, "r");
    struct stat status;
    if (stream == NULL || fstat(fileno(stream), &status) != 0) {
        snprintf(why, MANIFEST_WHY_MOST, "%s", strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        snprintf(why, MANIFEST_WHY_MOST, "it is no file with contents of its own");
    } else if (status.st_size > MANIFEST_BYTES_MOST) {
        snprintf(why, MANIFEST_WHY_MOST, "it is larger than %d MiB, the most that it may be",
                 MANIFEST_BYTES_MOST >> 20);
    } else {
        return stream;
    }
    if (stream != NULL) {
        fclose(stream);
    }
    return NULL;
}

static json_t *manifest_load(const char *folder, char why[MANIFEST_WHY_MOST])
{
    json_error_t error;
    char *path = outfile_path(folder, MANIFEST_NAME);
    FILE *stream = path == NULL ? NULL : manifest_begin(path, why);
    json_t *root = stream == NULL ? NULL : json_loadf(stream, JSON_REJECT_DUPLICATES, &error);
    if (path == NULL) {
        snprintf(why, MANIFEST_WHY_MOST, "out of memory");
    } else if (stream != NULL && root == NULL) {
        snprintf(why, MANIFEST_WHY_MOST, "line %d: %s", error.line, error.text);
    } else if (root != NULL) {
        snprintf(why, MANIFEST_WHY_MOST, "it is of another program");
    }
    if (stream != NULL) {
        fclose(stream);
    }
    free(path);
    const char *by = json_string_value(json_object_get(root, "tool"));
    if (by == NULL || strcmp(by, MANIFEST_TOOL) != 0) {
        json_decref(root);
        return NULL;
    }
    return root;
}

static void manifest_copy(char text[ACCOUNT_SUBJECT_MOST], const json_t *string)
{
    const char *value = json_string_value(string);
    snprintf(text, ACCOUNT_SUBJECT_MOST, "%s", value == NULL ? "" : value);
}

bool manifest_subject(const char *folder, char command[ACCOUNT_SUBJECT_MOST],
                      char subject[ACCOUNT_SUBJECT_MOST])
{
    char why[MANIFEST_WHY_MOST];
    json_t *root = manifest_load(folder, why);
    if (root != NULL) {
        manifest_copy(command, json_object_get(root, "command"));
        manifest_copy(subject, json_object_get(root, "subject"));
    }
    json_decref(root);
    return root != NULL;
}

void manifest_outputs(const char *folder, void (*each)(void *context, const char *name, const char *sha256),
                      void *context)
{
    char why[MANIFEST_WHY_MOST];
    json_t *root = manifest_load(folder, why);
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(root, "outputs"), i, item)
    {
        const char *name = json_string_value(json_object_get(item, "file"));
        const char *sha256 = json_string_value(json_object_get(item, "sha256"));
        if (name != NULL && sha256 != NULL) {
            each(context, name, sha256);
        }
    }
    json_decref(root);
}
/* A name of its own for jansson's object: it is never told apart from one. */
struct manifest *manifest_open(const char *folder, struct diag *diag)
{
    char why[MANIFEST_WHY_MOST];
    json_t *root = manifest_load(folder, why);
    if (root == NULL) {
        diag_add(diag, DIAG_IO, folder, 0,
                 "holds no results of zutuan (no " MANIFEST_NAME
                 " that can be read: %s); make some with --out %s",
                 why, folder);
    }
    return (struct manifest *)root;
}

void manifest_shut(struct manifest *self)
{
    json_decref((json_t *)self);
}

static const json_t *manifest_at(const struct manifest *self, const char *path)
{
    const json_t *value = (const json_t *)self;
    while (value != NULL && *path != '\0') {
        char part[64];
        const size_t length = strcspn(path, "/");
        snprintf(part, sizeof part, "%.*s", (int)length, path);
        value = json_is_array(value) ? json_array_get(value, strtoul(part, NULL, 10))
                                     : json_object_get(value, part);
        path += length + (path[length] == '/');
    }
    return value;
}

const char *manifest_string(const struct manifest *self, const char *path)
{
    const char *text = json_string_value(manifest_at(self, path));
    return text == NULL ? "" : text;
}

double manifest_number(const struct manifest *self, const char *path)
{
    const json_t *value = manifest_at(self, path);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

bool manifest_truth(const struct manifest *self, const char *path)
{
    return json_is_true(manifest_at(self, path));
}

size_t manifest_count(const struct manifest *self, const char *path)
{
    return json_array_size(manifest_at(self, path));
}
