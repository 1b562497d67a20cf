/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/reproduce.h"

#include "build_facts.h"
#include "manifest.h"
#include "outfile.h"
#include "zutuan/core/letters.h"
#include "zutuan/experiment/store.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *reproduce_item(const struct reproduce *self, const char *list, size_t i, const char *key)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%zu%s%s", list, i, *key == '\0' ? "" : "/", key);
    return manifest_string(self->manifest, path);
}

/* A manifest is a file that anyone may edit: no name may lead out of the folder. */
static bool reproduce_is_inside(const char *name)
{
    for (const char *letter = name; *letter != '\0'; letter++) {
        if (letters_is_control(letter)) {
            return false;
        }
    }
    return *name != '\0' && *name != '/' && strstr(name, "..") == NULL && strlen(name) < REPRODUCE_NAME_MOST;
}

static bool reproduce_ends(const char *name, const char *ending)
{
    const size_t length = strlen(name), part = strlen(ending);
    return length > part && strcmp(name + length - part, ending) == 0;
}

static int reproduce_look(struct reproduce *self, struct reproduce_file *file, struct diag *diag)
{
    char *path = outfile_path(self->folder, file->name);
    char now[DIGEST_TEXT];
    uint64_t bytes;
    if (path == NULL) {
        return DIAG_MEMORY;
    }
    const int error = digest_file(path, now, &bytes);
    free(path);
    if (error != 0 && error != ENOENT && error != ENOTDIR) {
        return diag_add(diag, DIAG_IO, file->name, 0, "%s", strerror(error));
    }
    file->state = error != 0                       ? REPRODUCE_MISSING
                  : strcmp(now, file->sha256) == 0 ? REPRODUCE_SAME
                                                   : REPRODUCE_CHANGED;
    return DIAG_OK;
}

static int reproduce_files(struct reproduce *self, struct diag *diag)
{
    const size_t count = manifest_count(self->manifest, "outputs");
    self->files = calloc(count + 1, sizeof *self->files);
    if (self->files == NULL) {
        return DIAG_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = reproduce_item(self, "outputs", i, "file");
        if (!reproduce_is_inside(name)) {
            return diag_add(diag, DIAG_IO, MANIFEST_NAME, 0, "damaged: %s is no file of a results folder",
                            *name == '\0' ? "an output without a name" : name);
        }
        struct reproduce_file *file = &self->files[self->file_count++];
        *file = (struct reproduce_file){.name = name, .sha256 = reproduce_item(self, "outputs", i, "sha256")};
        file->input = reproduce_ends(name, ".cfg");
        const int code = reproduce_look(self, file, diag);
        if (code != DIAG_OK) {
            return code;
        }
    }
    return DIAG_OK;
}

/* The command is run from another folder. The caller frees; NULL without memory. */
static char *reproduce_absolute(const char *path)
{
    char here[4096];
    return *path == '/' || getcwd(here, sizeof here) == NULL ? strdup(path) : outfile_path(here, path);
}

/* The path of the file that the command is to be given in place of its argument number `i`; NULL without
 * memory. */
static char *reproduce_argument(struct reproduce *self, size_t i)
{
    const char *kept = reproduce_item(self, "arguments", i, "file");
    if (reproduce_is_inside(kept)) {
        return outfile_path(self->folder, kept);
    }
    const char *given = reproduce_item(self, "environment/arguments", i, "");
    self->arguments_kept = false;
    return access(given, R_OK) == 0 ? reproduce_absolute(given) : strdup(given);
}

static int reproduce_line(struct reproduce *self)
{
    const size_t options = manifest_count(self->manifest, "options");
    const size_t arguments = manifest_count(self->manifest, "arguments");
    self->options = calloc(options + 1, sizeof *self->options);
    self->arguments = calloc(arguments + 1, sizeof *self->arguments);
    if (self->options == NULL || self->arguments == NULL) {
        return DIAG_MEMORY;
    }
    while (self->option_count < options) {
        self->options[self->option_count] = reproduce_item(self, "options", self->option_count, "");
        self->option_count++;
    }
    while (self->argument_count < arguments) {
        char *path = reproduce_argument(self, self->argument_count);
        if (path == NULL) {
            return DIAG_MEMORY;
        }
        self->arguments[self->argument_count++] = path;
    }
    return DIAG_OK;
}

int reproduce_open(struct reproduce *self, const char *folder, struct diag *diag)
{
    *self = (struct reproduce){.folder = reproduce_absolute(folder), .arguments_kept = true};
    if (self->folder == NULL) {
        return DIAG_MEMORY;
    }
    self->manifest = manifest_open(folder, diag);
    if (self->manifest == NULL) {
        return DIAG_IO;
    }
    if (*reproduce_command(self) == '\0' || manifest_count(self->manifest, "options") == 0) {
        return diag_add(diag, DIAG_IO, MANIFEST_NAME, 0,
                        "does not say with which options the command was run: it is damaged, or of an older "
                        "version of zutuan");
    }
    const int code = reproduce_files(self, diag);
    return code == DIAG_OK ? reproduce_line(self) : code;
}

void reproduce_free(struct reproduce *self)
{
    for (size_t i = 0; i < self->argument_count; i++) {
        free(self->arguments[i]);
    }
    free(self->arguments);
    free((void *)self->options);
    free(self->files);
    manifest_shut(self->manifest);
    free(self->folder);
    *self = (struct reproduce){.manifest = NULL};
}

const char *reproduce_command(const struct reproduce *self)
{
    return manifest_string(self->manifest, "command");
}

const char *reproduce_subject(const struct reproduce *self)
{
    const char *subject = manifest_string(self->manifest, "subject");
    return subject + strspn(subject, " "); /* a command that is given nothing has only options to name */
}

size_t reproduce_done(const struct reproduce *self)
{
    const double done = manifest_number(self->manifest, "replications/done");
    return done >= 1.0 && done < 1e9 ? (size_t)done : 0;
}

bool reproduce_interrupted(const struct reproduce *self)
{
    return manifest_truth(self->manifest, "interrupted");
}

void reproduce_program(const struct reproduce *self, char words[512])
{
    const char *version = manifest_string(self->manifest, "version");
    const char *commit = manifest_string(self->manifest, "commit");
    const char *model = manifest_string(self->manifest, "model");
    const bool same = strcmp(version, BUILD_FACTS_VERSION) == 0 && strcmp(commit, BUILD_FACTS_COMMIT) == 0;
    words[0] = '\0';
    if (strcmp(model, store_model()) != 0) {
        snprintf(
            words, 512,
            "it was made by zutuan %s (commit %.12s) with another model, or the model compiled otherwise "
            "(%.12s, here %.12s): differences are expected",
            version, commit, model, store_model());
    } else if (!same) {
        snprintf(words, 512,
                 "it was made by zutuan %s (commit %.12s), this is %s (commit %.12s); the model is the same, "
                 "so single replications should be, but tables may differ",
                 version, commit, BUILD_FACTS_VERSION, BUILD_FACTS_COMMIT);
    } else if (manifest_truth(self->manifest, "dirty") || BUILD_FACTS_DIRTY) {
        snprintf(words, 512,
                 "%s was built from sources with changes that no commit holds; the model is the same, but "
                 "tables may differ",
                 manifest_truth(self->manifest, "dirty") ? "the program that made it" : "this program");
    }
    letters_make_plain(words);
}

size_t reproduce_damaged(const struct reproduce *self, bool inputs)
{
    size_t count = 0;
    for (size_t i = 0; i < self->file_count; i++) {
        count += self->files[i].state != REPRODUCE_SAME && (self->files[i].input || !inputs);
    }
    return count;
}
