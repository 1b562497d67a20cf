/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rerun.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int rerun_begin(struct rerun *self, struct diag *diag)
{
    *self = (struct rerun){.home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    const char *base = getenv("TMPDIR");
    if (base == NULL || *base != '/' || strlen(base) > sizeof self->place - 20)
        base = "/tmp";
    snprintf(self->place, sizeof self->place, "%s/zutuan-XXXXXX", base);
    if (self->home >= 0 && mkdtemp(self->place) != NULL) {
        snprintf(self->folder, sizeof self->folder, "%s/out", self->place);
        return DIAG_OK;
    }
    const int error = errno;
    self->place[0] = '\0';
    return diag_add(diag, DIAG_IO, base, 0, "no temporary folder can be made there: %s", strerror(error));
}

/* Removes what `path`, of a folder that we made, holds, two levels of it: DIR/resolved is the deepest. */
static void remove_all(const char *path, int depth)
{
    DIR *stream = opendir(path);
    for (const struct dirent *entry; stream != NULL && (entry = readdir(stream)) != NULL;) {
        char inner[512];
        const bool self = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (self || (size_t)snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) >= sizeof inner)
            continue;
        if (unlink(inner) != 0 && depth > 0)
            remove_all(inner, depth - 1);
    }
    if (stream != NULL)
        closedir(stream);
    (void)rmdir(path);
}

void rerun_free(struct rerun *self)
{
    if (self->place[0] != '\0')
        remove_all(self->place, 4);
    if (self->home >= 0)
        close(self->home);
    free((void *)self->line);
    free(self->saved);
    *self = (struct rerun){.home = -1};
}

static const struct common_command *find(const struct common_call *call, const char *name)
{
    for (size_t i = 0; i < call->command_count; i++) {
        if (strcmp(call->commands[i]->name, name) == 0)
            return call->commands[i];
    }
    return NULL;
}

const char *rerun_progress(enum progress_mode mode)
{
    static const char *const names[] = {"--progress=auto", "--progress=bar", "--progress=json",
                                        "--progress=none"};
    return names[mode];
}

static bool takes(const struct common_command *command, enum option option)
{
    const enum option *taken = command->takes;
    while (*taken != OPTION_END && *taken != option)
        taken++;
    return *taken == option;
}

/* A manifest is a file that anyone may edit: an option in it may change what is computed, and nothing else.
 */
static bool is_harmless(const struct common_command *command, const char *text)
{
    if (strncmp(text, "--", 2) != 0)
        return false;
    const size_t length = strcspn(text + 2, "=");
    for (const enum option *taken = command->takes; *taken != OPTION_END; taken++) {
        const char *name = options_name(*taken);
        if (strlen(name) == length && strncmp(text + 2, name, length) == 0)
            return options_matters(*taken);
    }
    return false;
}

static int check_line(const struct reproduce *reproduce, const struct common_command *command,
                      struct diag *diag)
{
    for (size_t i = 0; i < reproduce->option_count; i++) {
        if (!is_harmless(command, reproduce->options[i]))
            return diag_add(diag, DIAG_IO, reproduce->folder, 0,
                            "is damaged: %.80s is no option of %s that results depend on",
                            reproduce->options[i], command->name);
    }
    return DIAG_OK;
}

static int make_line(struct rerun *self, const struct reproduce *reproduce,
                     const struct common_command *command, const struct common_call *call, const char *out,
                     const char *jobs)
{
    self->line = calloc(reproduce->option_count + reproduce->argument_count + 8, sizeof *self->line);
    if (self->line == NULL)
        return DIAG_MEMORY;
    self->line[self->count++] = reproduce_command(reproduce);
    for (size_t i = 0; i < reproduce->option_count; i++)
        self->line[self->count++] = reproduce->options[i];
    self->line[self->count++] = out;
    if (takes(command, OPTION_STORE))
        self->line[self->count++] = "--store=none";
    if (takes(command, OPTION_PROGRESS))
        self->line[self->count++] = rerun_progress(call->options->progress);
    if (call->options->jobs > 0 && takes(command, OPTION_JOBS))
        self->line[self->count++] = jobs;
    self->line[self->count++] = "--"; /* a path may begin with a dash */
    for (size_t i = 0; i < reproduce->argument_count; i++)
        self->line[self->count++] = reproduce->arguments[i];
    return DIAG_OK;
}

/* What the command says on standard output is not what the user asked for. Returns what to give to unmute. */
static int mute(void)
{
    (void)fflush(stdout);
    const int saved = dup(STDOUT_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (saved >= 0 && nowhere >= 0)
        (void)dup2(nowhere, STDOUT_FILENO);
    if (nowhere >= 0)
        close(nowhere);
    return saved;
}

static void unmute(int saved)
{
    (void)fflush(stdout);
    if (saved >= 0) {
        (void)dup2(saved, STDOUT_FILENO);
        close(saved);
    }
}

int rerun_line(const struct common_command *command, const char **line, int count, bool silent,
               const struct common_call *call)
{
    struct options options;
    struct common_call again = *call;
    int code = options_read(&options, count, line, command->takes, call->diag);
    if (code == DIAG_OK) {
        again.options = &options;
        again.argc = count;
        again.argv = line;
        again.replayed = true;
        const int saved = silent ? mute() : -1;
        code = command->run(&again);
        unmute(saved);
    }
    options_free(&options);
    return code;
}

/* Scenarios that a command finds by name are those of the folder, not of the place where the user is. */
static int enter(struct rerun *self, const struct reproduce *reproduce)
{
    const char *own = getenv("ZUTUAN_SCENARIOS");
    char *resolved = malloc(strlen(reproduce->folder) + sizeof "/resolved");
    self->saved = own == NULL ? NULL : strdup(own);
    if (resolved == NULL || (own != NULL && self->saved == NULL)) {
        free(resolved);
        return DIAG_MEMORY;
    }
    sprintf(resolved, "%s/resolved", reproduce->folder);
    const int code = setenv("ZUTUAN_SCENARIOS", resolved, 1) == 0 ? DIAG_OK : DIAG_MEMORY;
    free(resolved);
    return code == DIAG_OK && chdir(self->place) != 0 ? DIAG_IO : code;
}

static void leave(struct rerun *self)
{
    if (self->saved != NULL)
        (void)setenv("ZUTUAN_SCENARIOS", self->saved, 1);
    else
        (void)unsetenv("ZUTUAN_SCENARIOS");
    if (fchdir(self->home) != 0) /* everything that follows has absolute paths */
        return;
}

int rerun_run(struct rerun *self, const struct reproduce *reproduce, const struct common_call *call)
{
    char out[sizeof self->folder + 8], jobs[32];
    const struct common_command *command = find(call, reproduce_command(reproduce));
    if (command == NULL || command->run == cmd_reproduce_command.run)
        return diag_add(call->diag, DIAG_IO, reproduce->folder, 0,
                        "was made by a command that this zutuan does not have: %s",
                        reproduce_command(reproduce));
    snprintf(out, sizeof out, "--out=%s", self->folder);
    snprintf(jobs, sizeof jobs, "--jobs=%d", call->options->jobs);
    int code = check_line(reproduce, command, call->diag);
    if (code == DIAG_OK)
        code = make_line(self, reproduce, command, call, out, jobs);
    if (code == DIAG_OK)
        code = enter(self, reproduce);
    if (code == DIAG_OK)
        code = rerun_line(command, self->line, self->count, true, call);
    leave(self);
    return code;
}
