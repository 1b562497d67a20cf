/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manifest.h"

#include "build_facts.h"
#include "jsonfile.h"
#include "zutuan/experiment/store.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

static const char random_numbers[] =
    "Philox 4x32-10, keyed by the seed; a draw is named by (seed, replication, purpose, entity, occurrence), "
    "so that replication r of every scenario shares its random numbers";

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
    jsonfile_set(libraries, "gsl", json_string(BUILD_FACTS_GSL), failed);
    jsonfile_set(libraries, "libconfig", json_string(BUILD_FACTS_LIBCONFIG), failed);
    jsonfile_set(libraries, "jansson", json_string(BUILD_FACTS_JANSSON), failed);
    jsonfile_set(libraries, "libmd", json_string(BUILD_FACTS_LIBMD), failed);
    jsonfile_set(libraries, "sqlite3", json_string(BUILD_FACTS_SQLITE), failed);
    jsonfile_set(libraries, "popt", json_string(BUILD_FACTS_POPT), failed);
    json_t *build = json_object();
    jsonfile_set(build, "compiler", json_string(BUILD_FACTS_COMPILER), failed);
    jsonfile_set(build, "flags", json_string(BUILD_FACTS_FLAGS), failed);
    jsonfile_set(build, "type", json_string(BUILD_FACTS_TYPE), failed);
    jsonfile_set(build, "sanitizers", json_boolean(strcmp(BUILD_FACTS_SANITIZE, "ON") == 0), failed);
    jsonfile_set(build, "identities_checked", json_boolean(strcmp(BUILD_FACTS_VERIFY, "ON") == 0), failed);
    jsonfile_set(build, "libraries", libraries, failed);
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
        jsonfile_set(item, "scenario", json_string(account->scenarios[failure->arm]->name), failed);
        jsonfile_set(item, "replication", json_integer(failure->replication), failed);
        jsonfile_set(item, "code", json_string(manifest_code(failure->code)), failed);
        jsonfile_set(item, "text", manifest_text(failure->text), failed);
        jsonfile_append(list, item, failed);
    }
    free(sorted);
    return list;
}

static json_t *manifest_replications(const struct account *account, bool *failed)
{
    json_t *object = json_object();
    jsonfile_set(object, "asked", json_integer((json_int_t)account->asked), failed);
    jsonfile_set(object, "done", json_integer((json_int_t)account->done), failed);
    jsonfile_set(object, "failed", json_integer((json_int_t)account->failed), failed);
    jsonfile_set(object, "failures", manifest_failures(account, failed), failed);
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
    jsonfile_set(item, "file", manifest_text(slash == NULL ? path : slash + 1), failed);
    jsonfile_set(item, "sha256", known ? json_string(text) : json_null(), failed);
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
        jsonfile_set(item, "key", json_string(rows[i].key), failed);
        jsonfile_set(item, "value", json_string(value), failed);
        jsonfile_set(item, "by", manifest_text(by), failed);
        jsonfile_append(list, item, failed);
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
            jsonfile_append(inputs, manifest_input(scenario->files[f], account->started, failed), failed);
        }
        json_t *item = json_object();
        jsonfile_set(item, "name", json_string(scenario->name), failed);
        jsonfile_set(item, "description",
                     manifest_text(scenario->description == NULL ? "" : scenario->description), failed);
        jsonfile_set(item, "inputs", inputs, failed);
        jsonfile_set(item, "set", manifest_set_values(scenario, failed), failed);
        jsonfile_append(list, item, failed);
    }
    return list;
}

static json_t *manifest_listing(const struct manifest_output *outputs, size_t count, bool *failed)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *item = json_object();
        jsonfile_set(item, "file", json_string(outputs[i].name), failed);
        jsonfile_set(item, "bytes", json_integer((json_int_t)outputs[i].bytes), failed);
        jsonfile_set(item, "sha256", json_string(outputs[i].sha256), failed);
        jsonfile_append(list, item, failed);
    }
    return list;
}

static json_t *manifest_list(const char *const *texts, size_t count, bool *failed)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        jsonfile_append(list, manifest_text(texts[i]), failed);
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
        jsonfile_set(item, "name", manifest_text(name), failed);
        jsonfile_set(item, "file", file == NULL ? json_null() : json_string(file), failed);
        jsonfile_append(list, item, failed);
    }
    return list;
}

static json_t *manifest_mpi(const struct account *account, bool *failed)
{
    if (account->processes == 0) {
        return json_null();
    }
    json_t *object = json_object();
    jsonfile_set(object, "library", json_string(BUILD_FACTS_MPI), failed);
    jsonfile_set(object, "processes", json_integer(account->processes), failed);
    return object;
}

static json_t *manifest_environment(const struct account *account, bool *failed)
{
    json_t *arguments = manifest_list(account->argv, (size_t)account->argc, failed);
    json_t *paths = json_array();
    for (size_t a = 0; a < account->scenario_count; a++) {
        const struct scenario *scenario = account->scenarios[a];
        for (size_t f = 0; f < scenario->file_count; f++) {
            jsonfile_append(paths, manifest_text(scenario->files[f]), failed);
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
    jsonfile_set(object, "started", manifest_time(account->started), failed);
    jsonfile_set(object, "finished", manifest_time(account->finished), failed);
    jsonfile_set(object, "seconds", json_real(account->finished - account->started), failed);
    jsonfile_set(object, "host", manifest_text(name.nodename), failed);
    jsonfile_set(object, "os", manifest_text(system), failed);
    jsonfile_set(object, "threads", json_integer(account->threads), failed);
    jsonfile_set(object, "mpi", manifest_mpi(account, failed), failed);
    jsonfile_set(object, "argv", arguments, failed);
    jsonfile_set(object, "arguments", manifest_list(account->arguments, account->argument_count, failed),
                 failed);
    jsonfile_set(object, "inputs", paths, failed);
    return object;
}

static json_t *manifest_target(const struct account *account, bool *failed)
{
    if (account->target == NULL) {
        return json_null();
    }
    json_t *object = json_object();
    jsonfile_set(object, "text", manifest_text(account->target), failed);
    jsonfile_set(object, "met", json_boolean(account->target_met), failed);
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
        jsonfile_set(item, "base", json_string(account->scenarios[account->pairs[i].base]->name), failed);
        jsonfile_set(item, "scenario", json_string(account->scenarios[account->pairs[i].other]->name),
                     failed);
        jsonfile_append(list, item, failed);
    }
    return list;
}

static json_t *manifest_json(const struct account *account, const struct manifest_output *outputs,
                             size_t count, bool *failed)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, account->seed);
    json_t *root = json_object();
    jsonfile_set(root, "tool", json_string(MANIFEST_TOOL), failed);
    jsonfile_set(root, "version", json_string(BUILD_FACTS_VERSION), failed);
    jsonfile_set(root, "commit", json_string(BUILD_FACTS_COMMIT), failed);
    jsonfile_set(root, "dirty", json_boolean(BUILD_FACTS_DIRTY), failed);
    jsonfile_set(root, "model", json_string(store_model()), failed);
    jsonfile_set(root, "build", manifest_build(failed), failed);
    jsonfile_set(root, "command", manifest_text(account->command), failed);
    jsonfile_set(root, "subject", manifest_text(account->subject == NULL ? "" : account->subject), failed);
    jsonfile_set(root, "options", manifest_list(account->options, account->option_count, failed), failed);
    jsonfile_set(root, "arguments", manifest_arguments(account, outputs, count, failed), failed);
    jsonfile_set(root, "pairs", manifest_pairs(account, failed), failed);
    jsonfile_set(root, "seed", json_string(seed), failed);
    jsonfile_set(root, "random_numbers", json_string(random_numbers), failed);
    jsonfile_set(root, "confidence", json_real(account->confidence), failed);
    jsonfile_set(root, "design", manifest_design(outputs, count), failed);
    jsonfile_set(root, "stopping_rule",
                 json_string(account->target == NULL
                                 ? "the replications that were asked for, without a look at the results"
                                 : "looks at growing numbers of replications, until the target is met or the "
                                   "most that were asked for are done"),
                 failed);
    jsonfile_set(root, "target", manifest_target(account, failed), failed);
    jsonfile_set(root, "interrupted", json_boolean(account->interrupted), failed);
    jsonfile_set(root, "replications", manifest_replications(account, failed), failed);
    jsonfile_set(root, "scenarios", manifest_scenarios(account, failed), failed);
    jsonfile_set(root, "outputs", manifest_listing(outputs, count, failed), failed);
    jsonfile_set(root, "environment", manifest_environment(account, failed), failed);
    return root;
}

int manifest_write(const struct account *account, const char *folder, const struct manifest_output *outputs,
                   size_t count, struct diag *diag)
{
    bool failed = false;
    json_t *root = manifest_json(account, outputs, count, &failed);
    return jsonfile_write(root, failed, folder, MANIFEST_NAME, diag);
}
