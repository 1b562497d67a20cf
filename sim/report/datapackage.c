/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "datapackage.h"

#include "build_facts.h"
#include "columns.h"
#include "jsonfile.h"
#include "outfile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATAPACKAGE_NAMED 6 /* scenarios that the title names */
#define DATAPACKAGE_TITLE (80 + DATAPACKAGE_NAMED * (SCENARIO_NAME_MOST + 2))

/* A column that nobody described is still there, as anything. */
static json_t *datapackage_field(const char *table, const char *name, bool *failed)
{
    struct columns_row row;
    json_t *field = json_object();
    const bool known = columns_find(table, name, &row);
    jsonfile_set(field, "name", json_string(name), failed);
    jsonfile_set(field, "type", json_string(known ? columns_type_name(row.type) : "any"), failed);
    if (known && *row.unit != '\0') {
        jsonfile_set(field, "unit", json_string(row.unit), failed);
    }
    if (known) {
        jsonfile_set(field, "description", json_string(row.meaning), failed);
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
        jsonfile_append(fields, datapackage_field(table, name, failed), failed);
    }
    return fields;
}

static json_t *datapackage_schema(const char *table, char *header, bool *failed)
{
    json_t *missing = json_array();
    jsonfile_append(missing, json_string(""), failed);
    json_t *schema = json_object();
    jsonfile_set(schema, "fields", datapackage_fields(table, header, failed), failed);
    jsonfile_set(schema, "missingValues", missing, failed);
    return schema;
}

static json_t *datapackage_dialect(bool *failed)
{
    json_t *dialect = json_object();
    jsonfile_set(dialect, "delimiter", json_string(","), failed);
    jsonfile_set(dialect, "lineTerminator", json_string("\n"), failed);
    jsonfile_set(dialect, "quoteChar", json_string("\""), failed);
    jsonfile_set(dialect, "doubleQuote", json_true(), failed);
    jsonfile_set(dialect, "skipInitialSpace", json_false(), failed);
    jsonfile_set(dialect, "header", json_true(), failed);
    return dialect;
}

static json_t *datapackage_resource(const struct manifest_output *output, char *header, bool *failed)
{
    char name[MANIFEST_OUTPUT_MOST], hash[DIGEST_TEXT + 8];
    const char *about = columns_table(output->name);
    snprintf(name, sizeof name, "%.*s", (int)strcspn(output->name, "."), output->name);
    snprintf(hash, sizeof hash, "sha256:%s", output->sha256);
    json_t *resource = json_object();
    jsonfile_set(resource, "profile", json_string("tabular-data-resource"), failed);
    jsonfile_set(resource, "name", json_string(name), failed);
    jsonfile_set(resource, "path", json_string(output->name), failed);
    if (about != NULL) {
        jsonfile_set(resource, "description", json_string(about), failed);
    }
    jsonfile_set(resource, "format", json_string("csv"), failed);
    jsonfile_set(resource, "mediatype", json_string("text/csv"), failed);
    jsonfile_set(resource, "encoding", json_string("utf-8"), failed);
    jsonfile_set(resource, "bytes", json_integer((json_int_t)output->bytes), failed);
    jsonfile_set(resource, "hash", json_string(hash), failed);
    jsonfile_set(resource, "dialect", datapackage_dialect(failed), failed);
    jsonfile_set(resource, "schema", datapackage_schema(output->name, header, failed), failed);
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
        jsonfile_append(list, datapackage_resource(&outputs[i], header, failed), failed);
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
    jsonfile_set(root, "profile", json_string("tabular-data-package"), failed);
    jsonfile_set(root, "name", json_string(name), failed);
    jsonfile_set(root, "title", json_string(title), failed);
    jsonfile_set(root, "description",
                 json_string("Tables of a simulation experiment; " MANIFEST_NAME
                             " says how it was done, resolved/ holds the scenarios in full"),
                 failed);
    jsonfile_set(root, "version", json_string(BUILD_FACTS_VERSION), failed);
    jsonfile_set(root, "resources", resources, failed);
    return root;
}

int datapackage_write(const struct account *account, const char *folder,
                      const struct manifest_output *outputs, size_t count, struct diag *diag)
{
    bool failed = false;
    json_t *list = json_array();
    const int code = datapackage_resources(folder, outputs, count, list, &failed, diag);
    if (code != DIAG_OK) {
        json_decref(list);
        return code;
    }
    json_t *root = datapackage_root(account, list, &failed);
    return jsonfile_write(root, failed, folder, DATAPACKAGE_NAME, diag);
}
