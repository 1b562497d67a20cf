/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "datapackage.h"

#include "build_facts.h"
#include "columns.h"
#include "outfile.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATAPACKAGE_NAMED 6 /* scenarios that the title names */
#define DATAPACKAGE_TITLE (80 + DATAPACKAGE_NAMED * (SCENARIO_NAME_MOST + 2))

/* As in manifest.c: the first failure is remembered. */
static void datapackage_set(json_t *object, const char *key, json_t *value, bool *failed)
{
    *failed |= json_object_set_new(object, key, value) != 0;
}

static void datapackage_append(json_t *array, json_t *value, bool *failed)
{
    *failed |= json_array_append_new(array, value) != 0;
}

/* A column that nobody described is still there, as anything. */
static json_t *datapackage_field(const char *table, const char *name, bool *failed)
{
    struct columns_row row;
    json_t *field = json_object();
    const bool known = columns_find(table, name, &row);
    datapackage_set(field, "name", json_string(name), failed);
    datapackage_set(field, "type", json_string(known ? columns_type_name(row.type) : "any"), failed);
    if (known && *row.unit != '\0') {
        datapackage_set(field, "unit", json_string(row.unit), failed);
    }
    if (known) {
        datapackage_set(field, "description", json_string(row.meaning), failed);
    }
    return field;
}

/* The header is ours: names need no quotes, unless a parameter's or a scenario's name does. */
static json_t *datapackage_fields(const char *table, char *header, bool *failed)
{
    json_t *fields = json_array();
    char *rest = header;
    header[strcspn(header, "\r\n")] = '\0';
    while (rest != NULL) {
        char *name = rest;
        rest = strchr(rest, ',');
        if (rest != NULL) {
            *rest++ = '\0';
        }
        datapackage_append(fields, datapackage_field(table, name, failed), failed);
    }
    return fields;
}

static json_t *datapackage_schema(const char *table, char *header, bool *failed)
{
    json_t *missing = json_array();
    datapackage_append(missing, json_string(""), failed);
    json_t *schema = json_object();
    datapackage_set(schema, "fields", datapackage_fields(table, header, failed), failed);
    datapackage_set(schema, "missingValues", missing, failed);
    return schema;
}

static json_t *datapackage_dialect(bool *failed)
{
    json_t *dialect = json_object();
    datapackage_set(dialect, "delimiter", json_string(","), failed);
    datapackage_set(dialect, "lineTerminator", json_string("\n"), failed);
    datapackage_set(dialect, "quoteChar", json_string("\""), failed);
    datapackage_set(dialect, "doubleQuote", json_true(), failed);
    datapackage_set(dialect, "skipInitialSpace", json_false(), failed);
    datapackage_set(dialect, "header", json_true(), failed);
    return dialect;
}

static json_t *datapackage_resource(const struct manifest_output *output, char *header, bool *failed)
{
    char name[MANIFEST_OUTPUT_MOST], hash[DIGEST_TEXT + 8];
    const char *about = columns_table(output->name);
    snprintf(name, sizeof name, "%.*s", (int)strcspn(output->name, "."), output->name);
    snprintf(hash, sizeof hash, "sha256:%s", output->sha256);
    json_t *resource = json_object();
    datapackage_set(resource, "profile", json_string("tabular-data-resource"), failed);
    datapackage_set(resource, "name", json_string(name), failed);
    datapackage_set(resource, "path", json_string(output->name), failed);
    if (about != NULL) {
        datapackage_set(resource, "description", json_string(about), failed);
    }
    datapackage_set(resource, "format", json_string("csv"), failed);
    datapackage_set(resource, "mediatype", json_string("text/csv"), failed);
    datapackage_set(resource, "encoding", json_string("utf-8"), failed);
    datapackage_set(resource, "bytes", json_integer((json_int_t)output->bytes), failed);
    datapackage_set(resource, "hash", json_string(hash), failed);
    datapackage_set(resource, "dialect", datapackage_dialect(failed), failed);
    datapackage_set(resource, "schema", datapackage_schema(output->name, header, failed), failed);
    return resource;
}

/* The first line of a file, which the caller frees; NULL with an item. */
static char *datapackage_header(const char *folder, const char *name, struct diag *diag)
{
    char *path = outfile_path(folder, name), *line = NULL;
    size_t capacity = 0;
    errno = path == NULL ? ENOMEM : 0;
    FILE *stream = path == NULL ? NULL : fopen(path, "rb");
    const bool read = stream != NULL && getline(&line, &capacity, stream) >= 0;
    const int error = errno != 0 ? errno : EIO;
    if (stream != NULL) {
        fclose(stream);
    }
    free(path);
    if (!read) {
        free(line);
        (void)diag_add(diag, error == ENOMEM ? DIAG_MEMORY : DIAG_IO, name, 0, "cannot be read back: %s",
                       strerror(error));
        return NULL;
    }
    return line;
}

static bool datapackage_is_table(const char *name)
{
    const size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0;
}

static int datapackage_resources(const char *folder, const struct manifest_output *outputs, size_t count,
                                 json_t *list, bool *failed, struct diag *diag)
{
    for (size_t i = 0; i < count; i++) {
        if (!datapackage_is_table(outputs[i].name)) {
            continue;
        }
        char *header = datapackage_header(folder, outputs[i].name, diag);
        if (header == NULL) {
            return (int)diag_worst(diag);
        }
        datapackage_append(list, datapackage_resource(&outputs[i], header, failed), failed);
        free(header);
    }
    return DIAG_OK;
}

/* The command and its scenarios; not how they were typed, as the same experiment gives the same bytes. */
static void datapackage_title(const struct account *account, char title[DATAPACKAGE_TITLE])
{
    size_t used = (size_t)snprintf(title, DATAPACKAGE_TITLE, "zutuan %s", account->command);
    for (size_t i = 0; i < account->scenario_count && used < DATAPACKAGE_TITLE; i++) {
        if (i == DATAPACKAGE_NAMED) {
            snprintf(title + used, DATAPACKAGE_TITLE - used, " and %zu more", account->scenario_count - i);
            return;
        }
        used += (size_t)snprintf(title + used, DATAPACKAGE_TITLE - used, "%s%s", i == 0 ? ": " : ", ",
                                 account->scenarios[i]->name);
    }
}

static json_t *datapackage_root(const struct account *account, json_t *resources, bool *failed)
{
    char name[80], title[DATAPACKAGE_TITLE];
    snprintf(name, sizeof name, "zutuan-%s", account->command);
    datapackage_title(account, title);
    json_t *root = json_object();
    datapackage_set(root, "profile", json_string("tabular-data-package"), failed);
    datapackage_set(root, "name", json_string(name), failed);
    datapackage_set(root, "title", json_string(title), failed);
    datapackage_set(root, "description",
                    json_string("Tables of a simulation experiment; " MANIFEST_NAME
                                " says how it was done, resolved/ holds the scenarios in full"),
                    failed);
    datapackage_set(root, "version", json_string(BUILD_FACTS_VERSION), failed);
    datapackage_set(root, "resources", resources, failed);
    return root;
}

static int datapackage_put(const json_t *root, const char *folder, struct diag *diag)
{
    struct outfile file;
    int code = outfile_open(&file, folder, DATAPACKAGE_NAME, diag);
    if (code == DIAG_OK) {
        int error = 0;
        errno = 0;
        if (json_dumpf(root, file.stream, JSON_INDENT(2)) != 0 || fputc('\n', file.stream) == EOF) {
            error = errno != 0 ? errno : EIO;
        }
        code = outfile_close(&file, error, diag);
    }
    return code;
}

int datapackage_write(const struct account *account, const char *folder,
                      const struct manifest_output *outputs, size_t count, struct diag *diag)
{
    bool failed = false;
    json_t *list = json_array();
    int code = datapackage_resources(folder, outputs, count, list, &failed, diag);
    json_t *root = datapackage_root(account, list, &failed);
    if (code == DIAG_OK) {
        code = failed ? diag_add(diag, DIAG_MEMORY, DATAPACKAGE_NAME, 0, "out of memory")
                      : datapackage_put(root, folder, diag);
    }
    json_decref(root);
    return code;
}
