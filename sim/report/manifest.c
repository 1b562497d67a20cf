/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manifest.h"

#include "build_facts.h"
#include "outfile.h"
#include "zutuan/experiment/store.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

static const char random_numbers[] =
    "Philox 4x32-10, keyed by the seed; a draw is named by (seed, replication, purpose, entity, occurrence), "
    "so that replication r of every scenario shares its random numbers";

/* The builder remembers a failure; json_object_set_new and its like accept the NULL of a failed allocation.
 */
static void manifest_set(json_t *object, const char *key, json_t *value, bool *failed)
{
    *failed |= json_object_set_new(object, key, value) != 0;
}

static void manifest_append(json_t *array, json_t *value, bool *failed)
{
    *failed |= json_array_append_new(array, value) != 0;
}

/* Paths and arguments are bytes; JSON is UTF-8. What is not becomes `?`. */
static json_t *manifest_text(const char *text)
{
    json_t *string = json_string(text);
    char *plain = string == NULL ? strdup(text) : NULL;
    if (plain != NULL) {
        for (char *letter = plain; *letter != '\0'; letter++) {
            if ((unsigned char)*letter >= 0x80) {
                *letter = '?';
            }
        }
        string = json_string(plain);
        free(plain);
    }
    return string;
}

static json_t *manifest_time(double seconds)
{
    const time_t whole = (time_t)seconds;
    struct tm parts;
    char text[32];
    if (gmtime_r(&whole, &parts) == NULL || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
        return json_null();
    }
    return json_string(text);
}

static json_t *manifest_build(bool *failed)
{
    json_t *libraries = json_object();
    manifest_set(libraries, "gsl", json_string(BUILD_FACTS_GSL), failed);
    manifest_set(libraries, "libconfig", json_string(BUILD_FACTS_LIBCONFIG), failed);
    manifest_set(libraries, "jansson", json_string(BUILD_FACTS_JANSSON), failed);
    manifest_set(libraries, "libmd", json_string(BUILD_FACTS_LIBMD), failed);
    manifest_set(libraries, "sqlite3", json_string(BUILD_FACTS_SQLITE), failed);
    manifest_set(libraries, "popt", json_string(BUILD_FACTS_POPT), failed);
    json_t *build = json_object();
    manifest_set(build, "compiler", json_string(BUILD_FACTS_COMPILER), failed);
    manifest_set(build, "flags", json_string(BUILD_FACTS_FLAGS), failed);
    manifest_set(build, "type", json_string(BUILD_FACTS_TYPE), failed);
    manifest_set(build, "sanitizers", json_boolean(strcmp(BUILD_FACTS_SANITIZE, "ON") == 0), failed);
    manifest_set(build, "identities_checked", json_boolean(strcmp(BUILD_FACTS_VERIFY, "ON") == 0), failed);
    manifest_set(build, "libraries", libraries, failed);
    return build;
}

static const char *manifest_code(enum diag_code code)
{
    switch (code) {
    case DIAG_OK:
        return "ok";
    case DIAG_MEMORY:
        return "memory";
    case DIAG_INVALID:
        return "invalid";
    case DIAG_IO:
        return "io";
    case DIAG_USAGE:
        return "usage";
    case DIAG_INTERNAL:
        return "internal";
    case DIAG_INTERRUPTED:
        return "interrupted";
    }
    return "unknown";
}

static int manifest_compare_failures(const void *a, const void *b)
{
    const struct replicate_failure *left = a;
    const struct replicate_failure *right = b;
    if (left->replication != right->replication) {
        return left->replication < right->replication ? -1 : 1;
    }
    return left->arm != right->arm ? (left->arm < right->arm ? -1 : 1) : 0;
}

/* Sorted here: threads fail in no particular order. */
static json_t *manifest_failures(const struct account *account, bool *failed)
{
    json_t *list = json_array();
    const size_t count = account->failure_count;
    struct replicate_failure *sorted = malloc((count + 1) * sizeof *sorted);
    if (sorted == NULL) {
        *failed = true;
        return list;
    }
    for (size_t i = 0; i < count; i++) {
        sorted[i] = account->failures[i];
    }
    qsort(sorted, count, sizeof *sorted, manifest_compare_failures);
    for (size_t i = 0; i < count; i++) {
        const struct replicate_failure *failure = &sorted[i];
        json_t *item = json_object();
        manifest_set(item, "scenario", json_string(account->scenarios[failure->arm]->name), failed);
        manifest_set(item, "replication", json_integer(failure->replication), failed);
        manifest_set(item, "code", json_string(manifest_code(failure->code)), failed);
        manifest_set(item, "text", manifest_text(failure->text), failed);
        manifest_append(list, item, failed);
    }
    free(sorted);
    return list;
}

static json_t *manifest_replications(const struct account *account, bool *failed)
{
    json_t *object = json_object();
    manifest_set(object, "asked", json_integer((json_int_t)account->asked), failed);
    manifest_set(object, "done", json_integer((json_int_t)account->done), failed);
    manifest_set(object, "failed", json_integer((json_int_t)account->failed), failed);
    manifest_set(object, "failures", manifest_failures(account, failed), failed);
    return object;
}

static json_t *manifest_input(const char *path, double started, bool *failed)
{
    const char *slash = strrchr(path, '/');
    char text[DIGEST_TEXT];
    uint64_t bytes;
    struct stat status;
    const bool known = digest_file(path, text, &bytes) == 0 && stat(path, &status) == 0 &&
                       (double)status.st_mtim.tv_sec + 1e-9 * (double)status.st_mtim.tv_nsec <= started;
    json_t *item = json_object();
    manifest_set(item, "file", manifest_text(slash == NULL ? path : slash + 1), failed);
    manifest_set(item, "sha256", known ? json_string(text) : json_null(), failed);
    return item;
}

/* Values that no file set: overrides of the command line, and what a solver found. */
static json_t *manifest_set_values(const struct scenario *scenario, bool *failed)
{
    json_t *list = json_array();
    size_t count;
    const struct params_row *rows = params_rows(&count);
    for (size_t i = 0; scenario->origins != NULL && i < count; i++) {
        const char *by = scenario->origins[i].file;
        bool from_file = by == NULL;
        for (size_t f = 0; f < scenario->file_count && !from_file; f++) {
            from_file = strcmp(by, scenario->files[f]) == 0;
        }
        if (from_file) {
            continue;
        }
        char value[64];
        params_format(&rows[i], params_get(&scenario->params, &rows[i]), value, sizeof value);
        json_t *item = json_object();
        manifest_set(item, "key", json_string(rows[i].key), failed);
        manifest_set(item, "value", json_string(value), failed);
        manifest_set(item, "by", manifest_text(by), failed);
        manifest_append(list, item, failed);
    }
    return list;
}

static json_t *manifest_scenarios(const struct account *account, bool *failed)
{
    json_t *list = json_array();
    for (size_t a = 0; a < account->scenario_count; a++) {
        const struct scenario *scenario = account->scenarios[a];
        json_t *inputs = json_array();
        for (size_t f = 0; f < scenario->file_count; f++) {
            manifest_append(inputs, manifest_input(scenario->files[f], account->started, failed), failed);
        }
        json_t *item = json_object();
        manifest_set(item, "name", json_string(scenario->name), failed);
        manifest_set(item, "description",
                     manifest_text(scenario->description == NULL ? "" : scenario->description), failed);
        manifest_set(item, "inputs", inputs, failed);
        manifest_set(item, "set", manifest_set_values(scenario, failed), failed);
        manifest_append(list, item, failed);
    }
    return list;
}

static json_t *manifest_listing(const struct manifest_output *outputs, size_t count, bool *failed)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *item = json_object();
        manifest_set(item, "file", json_string(outputs[i].name), failed);
        manifest_set(item, "bytes", json_integer((json_int_t)outputs[i].bytes), failed);
        manifest_set(item, "sha256", json_string(outputs[i].sha256), failed);
        manifest_append(list, item, failed);
    }
    return list;
}

static json_t *manifest_list(const char *const *texts, size_t count, bool *failed)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        manifest_append(list, manifest_text(texts[i]), failed);
    }
    return list;
}

/* The output that stands for a file the command was given, so that it can be run again without that; NULL:
 * none. */
static const char *manifest_stand_in(const char *name, const struct manifest_output *outputs, size_t count)
{
    char resolved[MANIFEST_OUTPUT_MOST + 16];
    const char *design = NULL;
    snprintf(resolved, sizeof resolved, "resolved/%s.cfg", name);
    for (size_t i = 0; i < count; i++) {
        const char *output = outputs[i].name, *end = strrchr(output, '.');
        if (strcmp(output, resolved) == 0) {
            return output;
        }
        if (strchr(output, '/') == NULL && end != NULL && strcmp(end, ".cfg") == 0) {
            design = output;
        }
    }
    return design;
}

static json_t *manifest_arguments(const struct account *account, const struct manifest_output *outputs,
                                  size_t count, bool *failed)
{
    json_t *list = json_array();
    for (size_t i = 0; i < account->argument_count; i++) {
        const char *path = account->arguments[i], *slash = strrchr(path, '/');
        char name[MANIFEST_OUTPUT_MOST];
        snprintf(name, sizeof name, "%s", slash == NULL ? path : slash + 1);
        char *end = strrchr(name, '.');
        if (end != NULL && strcmp(end, ".cfg") == 0) {
            *end = '\0';
        }
        const char *file = manifest_stand_in(name, outputs, count);
        json_t *item = json_object();
        manifest_set(item, "name", manifest_text(name), failed);
        manifest_set(item, "file", file == NULL ? json_null() : json_string(file), failed);
        manifest_append(list, item, failed);
    }
    return list;
}

static json_t *manifest_mpi(const struct account *account, bool *failed)
{
    if (account->processes == 0) {
        return json_null();
    }
    json_t *object = json_object();
    manifest_set(object, "library", json_string(BUILD_FACTS_MPI), failed);
    manifest_set(object, "processes", json_integer(account->processes), failed);
    return object;
}

static json_t *manifest_environment(const struct account *account, bool *failed)
{
    json_t *arguments = manifest_list(account->argv, (size_t)account->argc, failed);
    json_t *paths = json_array();
    for (size_t a = 0; a < account->scenario_count; a++) {
        const struct scenario *scenario = account->scenarios[a];
        for (size_t f = 0; f < scenario->file_count; f++) {
            manifest_append(paths, manifest_text(scenario->files[f]), failed);
        }
    }
    struct utsname name;
    char system[sizeof name.sysname + sizeof name.release + sizeof name.machine + 3] = "";
    if (uname(&name) == 0) {
        snprintf(system, sizeof system, "%s %s %s", name.sysname, name.release, name.machine);
    } else {
        name.nodename[0] = '\0';
    }
    json_t *object = json_object();
    manifest_set(object, "started", manifest_time(account->started), failed);
    manifest_set(object, "finished", manifest_time(account->finished), failed);
    manifest_set(object, "seconds", json_real(account->finished - account->started), failed);
    manifest_set(object, "host", manifest_text(name.nodename), failed);
    manifest_set(object, "os", manifest_text(system), failed);
    manifest_set(object, "threads", json_integer(account->threads), failed);
    manifest_set(object, "mpi", manifest_mpi(account, failed), failed);
    manifest_set(object, "argv", arguments, failed);
    manifest_set(object, "arguments", manifest_list(account->arguments, account->argument_count, failed),
                 failed);
    manifest_set(object, "inputs", paths, failed);
    return object;
}

static json_t *manifest_target(const struct account *account, bool *failed)
{
    if (account->target == NULL) {
        return json_null();
    }
    json_t *object = json_object();
    manifest_set(object, "text", manifest_text(account->target), failed);
    manifest_set(object, "met", json_boolean(account->target_met), failed);
    return object;
}

/* The design or the targets that the command was given, kept at the top of the folder. */
static json_t *manifest_design(const struct manifest_output *outputs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *name = outputs[i].name, *end = strrchr(name, '.');
        if (strchr(name, '/') == NULL && end != NULL && strcmp(end, ".cfg") == 0) {
            return json_string(name);
        }
    }
    return json_null();
}

static json_t *manifest_pairs(const struct account *account, bool *failed)
{
    json_t *list = json_array();
    for (size_t i = 0; i < account->pair_count; i++) {
        json_t *item = json_object();
        manifest_set(item, "base", json_string(account->scenarios[account->pairs[i].base]->name), failed);
        manifest_set(item, "scenario", json_string(account->scenarios[account->pairs[i].other]->name),
                     failed);
        manifest_append(list, item, failed);
    }
    return list;
}

static json_t *manifest_json(const struct account *account, const struct manifest_output *outputs,
                             size_t count)
{
    bool failed = false;
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, account->seed);
    json_t *root = json_object();
    manifest_set(root, "tool", json_string(MANIFEST_TOOL), &failed);
    manifest_set(root, "version", json_string(BUILD_FACTS_VERSION), &failed);
    manifest_set(root, "commit", json_string(BUILD_FACTS_COMMIT), &failed);
    manifest_set(root, "dirty", json_boolean(BUILD_FACTS_DIRTY), &failed);
    manifest_set(root, "model", json_string(store_model()), &failed);
    manifest_set(root, "build", manifest_build(&failed), &failed);
    manifest_set(root, "command", manifest_text(account->command), &failed);
    manifest_set(root, "subject", manifest_text(account->subject == NULL ? "" : account->subject), &failed);
    manifest_set(root, "options", manifest_list(account->options, account->option_count, &failed), &failed);
    manifest_set(root, "arguments", manifest_arguments(account, outputs, count, &failed), &failed);
    manifest_set(root, "pairs", manifest_pairs(account, &failed), &failed);
    manifest_set(root, "seed", json_string(seed), &failed);
    manifest_set(root, "random_numbers", json_string(random_numbers), &failed);
    manifest_set(root, "confidence", json_real(account->confidence), &failed);
    manifest_set(root, "design", manifest_design(outputs, count), &failed);
    manifest_set(root, "stopping_rule",
                 json_string(account->target == NULL
                                 ? "the replications that were asked for, without a look at the results"
                                 : "looks at growing numbers of replications, until the target is met or the "
                                   "most that were asked for are done"),
                 &failed);
    manifest_set(root, "target", manifest_target(account, &failed), &failed);
    manifest_set(root, "interrupted", json_boolean(account->interrupted), &failed);
    manifest_set(root, "replications", manifest_replications(account, &failed), &failed);
    manifest_set(root, "scenarios", manifest_scenarios(account, &failed), &failed);
    manifest_set(root, "outputs", manifest_listing(outputs, count, &failed), &failed);
    manifest_set(root, "environment", manifest_environment(account, &failed), &failed);
    if (failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}

int manifest_write(const struct account *account, const char *folder, const struct manifest_output *outputs,
                   size_t count, struct diag *diag)
{
    json_t *root = manifest_json(account, outputs, count);
    if (root == NULL) {
        return diag_add(diag, DIAG_MEMORY, MANIFEST_NAME, 0, "out of memory");
    }
    struct outfile file;
    int code = outfile_open(&file, folder, MANIFEST_NAME, diag);
    if (code == DIAG_OK) {
        errno = 0;
        int error = 0;
        if (json_dumpf(root, file.stream, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) != 0 ||
            fputc('\n', file.stream) == EOF) {
            error = errno != 0 ? errno : EIO;
        }
        code = outfile_close(&file, error, diag);
    }
    json_decref(root);
    return code;
}
