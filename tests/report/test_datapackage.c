/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * datapackage.json against the specification (specs.frictionlessdata.io, version 1): what must be there, of
 * which kind, and every value of every table against the type of its column.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <errno.h>
#include <jansson.h>

#include "columns.h"
#include "datapackage.h"
#include "fixture.h"

enum { FIELDS_MOST = 64 };

/* The fields of a line of CSV (RFC 4180), unquoted; returns how many. The line is changed. */
static size_t split(char *line, char *fields[FIELDS_MOST])
{
    size_t count = 0;
    char *at = line;
    for (;;) {
        char *to = at;
        assert_true(count < FIELDS_MOST);
        fields[count++] = at;
        bool quoted = *at == '"';
        if (quoted) {
            at++;
        }
        while (*at != '\0' && (quoted || *at != ',')) {
            if (*at == '"' && quoted) {
                if (at[1] != '"') {
                    quoted = false;
                    at++;
                    continue;
                }
                at++;
            }
            *to++ = *at++;
        }
        const bool last = *at == '\0';
        *to = '\0';
        if (last) {
            return count;
        }
        at++;
    }
}

/* Whether a value can be cast to the type, as Table Schema says. "" is missing. */
static bool is_of_type(const char *value, const char *type)
{
    char *end = NULL;
    if (*value == '\0' || strcmp(type, "string") == 0) {
        return true;
    }
    if (strcmp(type, "boolean") == 0) {
        return strcmp(value, "0") == 0 || strcmp(value, "1") == 0 || strcmp(value, "true") == 0 ||
               strcmp(value, "false") == 0;
    }
    if (strcmp(type, "number") == 0 && (strcmp(value, "INF") == 0 || strcmp(value, "-INF") == 0)) {
        return true;
    }
    if (!isdigit((unsigned char)value[*value == '-'])) {
        return false; /* no blanks, no +, no hexadecimal */
    }
    if (strcmp(type, "integer") == 0) {
        (void)strtoll(value, &end, 10);
    } else if (strcmp(type, "number") == 0) {
        (void)strtod(value, &end);
        return *end == '\0' && strpbrk(value, "xX") == NULL;
    }
    return end != NULL && *end == '\0';
}

static void test_types_are_told_apart(void **unused)
{
    (void)unused;
    assert_true(is_of_type("-3", "integer") && is_of_type("", "integer"));
    assert_false(is_of_type("1.5", "integer") || is_of_type("1e3", "integer") || is_of_type("x", "integer"));
    assert_true(is_of_type("-INF", "number") && is_of_type("-1.5e-300", "number") &&
                is_of_type("7", "number"));
    assert_false(is_of_type("1,5", "number") || is_of_type("nan", "number") || is_of_type("inf", "number") ||
                 is_of_type("0x1p3", "number") || is_of_type("1.5 ", "number"));
    assert_true(is_of_type("1", "boolean") && is_of_type("false", "boolean"));
    assert_false(is_of_type("2", "boolean") || is_of_type("yes", "boolean"));
    assert_false(is_of_type("1", "any"));
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    assert_non_null(text);
    assert_true(*text != '\0');
    return text;
}

static void is_a_name(const char *name)
{
    assert_true(*name != '\0' && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-._/") == strlen(name));
}

/* The table has the columns of the schema, in that order, and every value is of its column's type. */
static size_t check_table(char *text, const json_t *fields)
{
    char *row[FIELDS_MOST], *rest = NULL;
    const size_t columns = json_array_size(fields);
    size_t rows = 0;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest), rows++) {
        assert_int_equal(split(line, row), columns);
        for (size_t i = 0; i < columns; i++) {
            const json_t *field = json_array_get(fields, i);
            if (rows == 0) {
                assert_string_equal(row[i], text_of(field, "name"));
            } else if (!is_of_type(row[i], text_of(field, "type"))) {
                fail_msg("%s is no %s, in column %s", row[i], text_of(field, "type"), text_of(field, "name"));
            }
        }
    }
    return rows;
}

static void check_field(const json_t *field)
{
    static const char *const types[] = {"string", "integer", "number", "boolean"};
    const char *type = text_of(field, "type");
    bool known = false;
    for (size_t i = 0; i < 4; i++) {
        known = known || strcmp(type, types[i]) == 0;
    }
    assert_true(known);
    (void)text_of(field, "name");
    (void)text_of(field, "description");
    const json_t *unit = json_object_get(field, "unit");
    assert_true(unit == NULL || json_string_length(unit) > 0);
    if (strcmp(type, "number") == 0) {
        assert_non_null(unit);
    }
}

static void check_resource(const struct fixture *fixture, const json_t *resource)
{
    const json_t *schema = json_object_get(resource, "schema"), *fields = json_object_get(schema, "fields");
    const char *path = text_of(resource, "path"), *hash = text_of(resource, "hash");
    char digest[DIGEST_TEXT];
    uint64_t bytes;
    size_t i;
    const json_t *field;
    is_a_name(text_of(resource, "name"));
    assert_string_equal(text_of(resource, "profile"), "tabular-data-resource");
    assert_string_equal(text_of(resource, "encoding"), "utf-8");
    assert_string_equal(text_of(resource, "mediatype"), "text/csv");
    assert_true(*path != '/' && strstr(path, "..") == NULL);
    (void)text_of(resource, "description");
    assert_true(json_array_size(fields) > 0);
    assert_int_equal(json_array_size(json_object_get(schema, "missingValues")), 1);
    json_array_foreach(fields, i, field)
    {
        check_field(field);
    }
    assert_int_equal(digest_file(fixture_path(fixture, path), digest, &bytes), 0);
    assert_int_equal(json_integer_value(json_object_get(resource, "bytes")), bytes);
    assert_memory_equal(hash, "sha256:", 7);
    assert_string_equal(hash + 7, digest);
    char *text = fixture_read(fixture_path(fixture, path));
    assert_true(check_table(text, fields) > 2);
    free(text);
}

static void write_all(struct fixture *fixture)
{
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(results_write(&fixture->results, fixture->folder, &diag), DIAG_OK);
    assert_int_equal(diag.count, 0);
}

static void test_every_column_of_every_table_is_described(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    write_all(&fixture);
    json_t *root = json_load_file(fixture_path(&fixture, "datapackage.json"), JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    assert_string_equal(text_of(root, "profile"), "tabular-data-package");
    assert_string_equal(text_of(root, "name"), "zutuan-compare");
    assert_string_equal(text_of(root, "title"), "zutuan compare: solo, 16+1");
    const json_t *resources = json_object_get(root, "resources");
    static const char *const tables[] = {"replications.csv", "summary.csv", "paired.csv", "series.csv",
                                         "referrals.csv"};
    assert_int_equal(json_array_size(resources), 5);
    for (size_t i = 0; i < 5; i++) {
        const json_t *resource = json_array_get(resources, i);
        assert_string_equal(text_of(resource, "path"), tables[i]);
        check_resource(&fixture, resource);
    }
    json_decref(root);
    fixture_free(&fixture);
}

/* Writes one table by hand and describes it; returns the description's only resource. */
static json_t *describe(struct fixture *fixture, const char *name, const char *text)
{
    struct manifest_output output = {.bytes = strlen(text)};
    const struct account account = {.command = "sweep"};
    struct diag diag;
    diag_init(&diag);
    snprintf(output.name, sizeof output.name, "%s", name);
    fixture_put(fixture_path(fixture, name), text);
    assert_int_equal(datapackage_write(&account, fixture->folder, &output, 1, &diag), DIAG_OK);
    json_t *root = json_load_file(fixture_path(fixture, "datapackage.json"), 0, NULL);
    assert_non_null(root);
    return root;
}

static const char *described(const json_t *root, size_t column, const char *key)
{
    const json_t *resource = json_array_get(json_object_get(root, "resources"), 0);
    const json_t *fields = json_object_get(json_object_get(resource, "schema"), "fields");
    return json_string_value(json_object_get(json_array_get(fields, column), key));
}

static void test_a_column_may_be_a_parameter_or_a_measure(void **unused)
{
    (void)unused;
    struct fixture fixture;
    fixture_make(&fixture);
    json_t *root = describe(&fixture, "points.csv", "point,support.staff_cost,cluster.form,qa_output,what\n");
    assert_string_equal(described(root, 0, "type"), "integer");
    assert_string_equal(described(root, 1, "type"), "number");
    assert_string_equal(described(root, 1, "unit"), params_find("support.staff_cost")->unit);
    assert_string_equal(described(root, 1, "description"), params_find("support.staff_cost")->meaning);
    assert_string_equal(described(root, 2, "type"), "string");
    assert_string_equal(described(root, 3, "unit"), "people");
    assert_string_equal(described(root, 4, "type"), "any"); /* nobody knows */
    assert_null(described(root, 4, "description"));
    json_decref(root);
    fixture_free(&fixture);
}

static void test_a_name_means_what_its_table_says(void **unused)
{
    (void)unused;
    struct columns_row row;
    assert_true(columns_find("curve.csv", "value", &row));
    assert_string_equal(row.unit, COLUMNS_PARAMETER);
    assert_true(columns_find("replications.csv", "value", &row));
    assert_string_equal(row.unit, COLUMNS_MEASURE);
    assert_false(columns_find("replications.csv", "from", &row));
    assert_true(columns_find("referrals.csv", "from", &row));
}

static void test_the_list_says_something_of_each_once(void **unused)
{
    (void)unused;
    size_t count;
    const struct columns_row *rows = columns_rows(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(strlen(rows[i].meaning) > 10 && *rows[i].name != '\0' && rows[i].unit != NULL);
        for (size_t j = 0; j < i; j++) {
            const char *a = rows[i].table == NULL ? "" : rows[i].table;
            const char *b = rows[j].table == NULL ? "" : rows[j].table;
            if (strcmp(rows[i].name, rows[j].name) == 0 && strcmp(a, b) == 0) {
                fail_msg("%s is there twice", rows[i].name);
            }
        }
    }
}

/* Whether some table has a column of that name. */
static bool is_known(const char *name)
{
    size_t count;
    struct columns_row row;
    const struct columns_row *rows = columns_rows(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return true;
        }
    }
    return columns_find("", name, &row);
}

/* A literal of the sources that is names with commas between them is (a part of) a header. */
static size_t check_literal(const char *literal, size_t length, const char *file)
{
    size_t names = 0;
    char text[512];
    if (length >= sizeof text || memchr(literal, ',', length) == NULL ||
        strspn(literal, "abcdefghijklmnopqrstuvwxyzST0123456789_,") < length || *literal == ',') {
        return 0;
    }
    snprintf(text, sizeof text, "%.*s", (int)length, literal);
    char *rest = NULL;
    for (char *name = strtok_r(text, ",", &rest); name != NULL; name = strtok_r(NULL, ",", &rest), names++) {
        if (!is_known(name)) {
            fail_msg("sim/report/%s: sim/report/columns.c does not say what the column %s is", file, name);
        }
    }
    return names;
}

static size_t check_source(const char *file)
{
    char path[512];
    size_t names = 0;
    snprintf(path, sizeof path, "%s/sim/report/%s", ZUTUAN_SOURCE, file);
    char *text = fixture_read(path);
    assert_non_null(text);
    for (char *at = strchr(text, '"'); at != NULL; at = strchr(at, '"')) {
        char *end = ++at;
        while (*end != '"' && *end != '\n' && *end != '\0') {
            end += *end == '\\' ? 2 : 1;
        }
        names += check_literal(at, (size_t)(end - at), file);
        at = *end == '\0' ? end : end + 1;
    }
    free(text);
    return names;
}

/* Every header that the sources write, so that a new table cannot be forgotten. */
static void test_every_header_in_the_sources_is_described(void **unused)
{
    (void)unused;
    size_t names = 0;
    DIR *folder = opendir(ZUTUAN_SOURCE "/sim/report");
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const size_t length = strlen(entry->d_name);
        const bool source = length > 2 && strcmp(entry->d_name + length - 2, ".c") == 0;
        if (source && strcmp(entry->d_name, "trace.c") != 0) { /* that is no table of a folder */
            names += check_source(entry->d_name);
        }
    }
    closedir(folder);
    assert_true(names > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types_are_told_apart),
        cmocka_unit_test(test_every_column_of_every_table_is_described),
        cmocka_unit_test(test_a_column_may_be_a_parameter_or_a_measure),
        cmocka_unit_test(test_a_name_means_what_its_table_says),
        cmocka_unit_test(test_the_list_says_something_of_each_once),
        cmocka_unit_test(test_every_header_in_the_sources_is_described),
    };
    return cmocka_run_group_tests_name("datapackage", tests, NULL, NULL);
}
