/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/hypotheses_folder.h"

#include "hypotheses_tables.h"
#include "manifest.h"
#include "outfile.h"
#include "tables.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER_RESOLVED "resolved"
enum { FOLDER_TABLES = 5 };

/* One call: what is written, and what is there so far. */
struct folder {
    const struct hypotheses *hypotheses;
    const struct results *results;
    const char *path;
    struct diag *diag;
    struct manifest_output outputs[FOLDER_TABLES + HYPOTHESES_ARMS];
    size_t count;
};

static int folder_count(struct folder *self, const char *name)
{
    struct manifest_output *output = &self->outputs[self->count++];
    char *path = outfile_path(self->path, name);
    if (path == NULL) {
        return diag_add(self->diag, DIAG_MEMORY, name, 0, "out of memory");
    }
    snprintf(output->name, sizeof output->name, "%s", name);
    const int error = digest_file(path, output->sha256, &output->bytes);
    free(path);
    return error == 0 ? DIAG_OK
                      : diag_add(self->diag, DIAG_IO, name, 0, "cannot be read back: %s", strerror(error));
}

typedef int folder_hypotheses(const struct hypotheses *self, const char *folder, struct diag *diag);
typedef int folder_results(const struct results *results, const char *folder, struct diag *diag);

static int folder_tables(struct folder *self)
{
    static const struct {
        const char *name;
        folder_hypotheses *write;
        folder_results *write_arms;
    } tables[FOLDER_TABLES] = {
        {HYPOTHESES_TABLES_TESTS, hypotheses_tables_tests, NULL},
        {HYPOTHESES_TABLES_ROBUSTNESS, hypotheses_tables_robustness, NULL},
        {HYPOTHESES_TABLES_MONEY, hypotheses_tables_money, NULL},
        {TABLES_SUMMARY, NULL, tables_summary},
        {TABLES_REPLICATIONS, NULL, tables_replications},
    };
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < FOLDER_TABLES; i++) {
        if (tables[i].write == hypotheses_tables_robustness && !self->hypotheses->robust_known) {
            continue;
        }
        code = tables[i].write != NULL ? tables[i].write(self->hypotheses, self->path, self->diag)
                                       : tables[i].write_arms(self->results, self->path, self->diag);
        if (code == DIAG_OK) {
            code = folder_count(self, tables[i].name);
        }
    }
    return code;
}

static int folder_scenario(struct folder *self, const struct scenario *scenario, const char *resolved)
{
    char name[SCENARIO_NAME_MOST + 8], output[MANIFEST_OUTPUT_MOST];
    struct outfile file;
    snprintf(name, sizeof name, "%s.cfg", scenario->name);
    snprintf(output, sizeof output, "%s/%s", FOLDER_RESOLVED, name);
    int code = outfile_open(&file, resolved, name, self->diag);
    if (code == DIAG_OK) {
        errno = 0;
        code = scenario_write(scenario, file.stream, false);
        code = outfile_close(&file, code == DIAG_OK ? 0 : (errno != 0 ? errno : EIO), self->diag);
    }
    return code == DIAG_OK ? folder_count(self, output) : code;
}

static int folder_scenarios(struct folder *self)
{
    char *resolved = outfile_path(self->path, FOLDER_RESOLVED);
    if (resolved == NULL) {
        return diag_add(self->diag, DIAG_MEMORY, self->path, 0, "out of memory");
    }
    int code = outfile_make_folder(resolved, self->diag);
    for (size_t arm = 0; code == DIAG_OK && arm < HYPOTHESES_ARMS; arm++) {
        code = folder_scenario(self, &self->hypotheses->scenarios[arm], resolved);
    }
    if (code == DIAG_OK) {
        code = outfile_sync_folder(resolved, self->diag);
    }
    free(resolved);
    return code;
}

/* Only a name that this program could have written: a manifest is a file that anyone may edit. */
static bool folder_is_own(const char *name)
{
    static const char *const names[] = {HYPOTHESES_TABLES_ROBUSTNESS, TABLES_PAIRED, TABLES_SERIES,
                                        TABLES_REFERRALS};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    const size_t length = strlen(name), start = strlen(FOLDER_RESOLVED "/");
    return length > start + 4 && strncmp(name, FOLDER_RESOLVED "/", start) == 0 &&
           strchr(name + start, '/') == NULL && strcmp(name + length - 4, ".cfg") == 0;
}

/* What an earlier run left and this one does not have would pass for this one's. */
static void folder_remove_stale(void *context, const char *name)
{
    const struct folder *self = context;
    bool kept = !folder_is_own(name);
    for (size_t i = 0; i < self->count && !kept; i++) {
        kept = strcmp(name, self->outputs[i].name) == 0;
    }
    char *path = kept ? NULL : outfile_path(self->path, name);
    if (path != NULL) {
        (void)unlink(path); /* one that is gone already is as good */
        free(path);
    }
}

int hypotheses_folder_write(const struct hypotheses *self, const struct results *results, const char *path,
                            struct diag *diag)
{
    struct folder folder = {.hypotheses = self, .results = results, .path = path, .diag = diag};
    int code = outfile_make_folder(path, diag);
    if (code == DIAG_OK) {
        code = folder_tables(&folder);
    }
    if (code == DIAG_OK) {
        code = folder_scenarios(&folder);
    }
    if (code != DIAG_OK) {
        return code;
    }
    manifest_outputs(path, folder_remove_stale, &folder);
    code = manifest_write(results, path, folder.outputs, folder.count, diag);
    return code == DIAG_OK ? outfile_sync_folder(path, diag) : code;
}
