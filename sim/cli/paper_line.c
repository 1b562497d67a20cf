/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper_line.h"

#include "rerun.h"
#include "zutuan/report/paper_folder.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int keep(struct paper_line *self, const char *word)
{
    if (self->count + 1 >= PAPER_LINE_MOST)
        return DIAG_INVALID;
    self->words[self->count++] = word;
    return DIAG_OK;
}

/* A word that was made; NULL: memory ran out while it was. */
static int keep_owned(struct paper_line *self, char *word)
{
    if (word == NULL)
        return DIAG_MEMORY;
    if (self->owned_count + 1 >= PAPER_LINE_MOST) {
        free(word);
        return DIAG_INVALID;
    }
    self->owned[self->owned_count++] = word;
    return keep(self, word);
}

/* `-n 200` and `--seed 7` may be written as one text: an option, then its value. */
static int add_option(struct paper_line *self, const char *text)
{
    const size_t name = strcspn(text, " =");
    if (text[0] != '-' || text[name] != ' ')
        return keep(self, text);
    int code = keep_owned(self, strndup(text, name));
    if (code == DIAG_OK)
        code = keep_owned(self, strdup(text + name + strspn(text + name, " ")));
    return code;
}

/* first, between and last as one text in memory that the caller frees; NULL without memory. */
static char *join(const char *first, const char *between, const char *last)
{
    const size_t size = strlen(first) + strlen(between) + strlen(last) + 1;
    char *text = malloc(size);
    if (text != NULL)
        snprintf(text, size, "%s%s%s", first, between, last);
    return text;
}

/* `name` as seen from the paper's own folder. */
static char *beside(const struct paper *paper, const char *name, const char *ending)
{
    const char *slash = strrchr(paper->file, '/');
    if (*name == '/' || slash == NULL)
        return join(*name == '/' ? "" : "./", name, ending);
    char *folder = strndup(paper->file, (size_t)(slash - paper->file) + 1);
    char *path = folder == NULL ? NULL : join(folder, name, ending);
    free(folder);
    return path;
}

/* A file of that name beside the paper, with or without `.cfg`; otherwise the name, for the search path. */
static int add_file(struct paper_line *self, const struct paper *paper, const char *name)
{
    static const char *const endings[] = {"", ".cfg"};
    for (size_t i = 0; i < 2; i++) {
        char *path = beside(paper, name, endings[i]);
        if (path == NULL)
            return DIAG_MEMORY;
        const size_t length = strlen(path);
        if (length > 4 && strcmp(path + length - 4, ".cfg") == 0 && access(path, F_OK) == 0)
            return keep_owned(self, path);
        free(path);
    }
    return keep(self, name);
}

static const struct common_command *find_command(const struct common_call *call, const char *name)
{
    for (size_t i = 0; i < call->command_count; i++)
        if (strcmp(call->commands[i]->name, name) == 0)
            return call->commands[i];
    return NULL;
}

bool paper_line_takes(const struct common_command *command, enum option option)
{
    for (const enum option *taken = command->takes; *taken != OPTION_END; taken++)
        if (*taken == option)
            return true;
    return false;
}

static bool gives_seed(const struct paper_experiment *experiment)
{
    for (size_t i = 0; i < experiment->options.count; i++)
        if (strncmp(experiment->options.items[i].text, "--seed", 6) == 0)
            return true;
    return false;
}

/* What the paper says: its options. */
static int add_own(struct paper_line *self, const struct paper_experiment *experiment,
                   const struct common_call *call)
{
    char seed[48];
    int code = keep(self, self->command->name);
    for (size_t i = 0; code == DIAG_OK && i < experiment->options.count; i++)
        code = add_option(self, experiment->options.items[i].text);
    if (code == DIAG_OK && call->options->given[OPTION_SEED] && !gives_seed(experiment)) {
        snprintf(seed, sizeof seed, "--seed=%llu", (unsigned long long)call->options->seed);
        code = keep_owned(self, strdup(seed));
    }
    if (code == DIAG_OK && call->options->given[OPTION_OUTSIDE] &&
        paper_line_takes(self->command, OPTION_OUTSIDE))
        code = keep(self, "--allow-outside");
    return code;
}

static int add_files(struct paper_line *self, const struct paper *paper,
                     const struct paper_experiment *experiment)
{
    int code = keep(self, "--"); /* a path may begin with a dash */
    for (size_t i = 0; code == DIAG_OK && i < experiment->files.count; i++)
        code = add_file(self, paper, experiment->files.items[i].text);
    if (code == DIAG_OK && experiment->scenarios.text != NULL) {
        self->scenarios = beside(paper, experiment->scenarios.text, "");
        code = self->scenarios == NULL ? DIAG_MEMORY : DIAG_OK;
    }
    return code;
}

static int add_how(struct paper_line *self, const struct paper_experiment *experiment,
                   const struct paper_line_how *how, const struct common_call *call)
{
    char jobs[32];
    if (how->dry)
        return keep(self, "--dry-run");
    char *folder = join(how->out, "/" PAPER_FOLDER_EXPERIMENTS "/", experiment->name.text);
    int code = folder == NULL ? DIAG_MEMORY : keep_owned(self, join("--out=", folder, ""));
    free(folder);
    if (code == DIAG_OK)
        code = keep_owned(self, join("--store=", how->store, ""));
    if (code == DIAG_OK)
        code = keep(self, rerun_progress(call->options->progress));
    if (code == DIAG_OK && call->options->jobs > 0) {
        snprintf(jobs, sizeof jobs, "--jobs=%d", call->options->jobs);
        code = keep_owned(self, strdup(jobs));
    }
    return code;
}

int paper_line_make(struct paper_line *self, const struct paper *paper,
                    const struct paper_experiment *experiment, const struct paper_line_how *how,
                    const struct common_call *call)
{
    *self = (struct paper_line){.command = find_command(call, experiment->command.text)};
    self->dry = how != NULL && how->dry;
    int code = self->command == NULL ? DIAG_INVALID : add_own(self, experiment, call);
    if (code == DIAG_OK && how != NULL)
        code = add_how(self, experiment, how, call);
    if (code == DIAG_OK)
        code = add_files(self, paper, experiment);
    if (code == DIAG_INVALID)
        return diag_add(call->diag, DIAG_INVALID, paper->file, experiment->line,
                        "experiments: %s: has too many words", experiment->name.text);
    return code;
}

void paper_line_free(struct paper_line *self)
{
    for (size_t i = 0; i < self->owned_count; i++)
        free(self->owned[i]);
    free(self->scenarios);
    free(self->saved);
    *self = (struct paper_line){.command = NULL};
}

/* Scenarios that a command finds by name are looked for in the experiment's own folder first. */
static int enter(struct paper_line *self)
{
    const char *own = getenv("ZUTUAN_SCENARIOS");
    if (self->scenarios == NULL)
        return DIAG_OK;
    self->saved = own == NULL ? NULL : strdup(own);
    if (own != NULL && self->saved == NULL)
        return DIAG_MEMORY;
    return setenv("ZUTUAN_SCENARIOS", self->scenarios, 1) == 0 ? DIAG_OK : DIAG_MEMORY;
}

static void leave(struct paper_line *self)
{
    if (self->scenarios == NULL)
        return;
    if (self->saved != NULL)
        (void)setenv("ZUTUAN_SCENARIOS", self->saved, 1);
    else
        (void)unsetenv("ZUTUAN_SCENARIOS");
}

int paper_line_run(struct paper_line *self, const struct common_call *call)
{
    int code = enter(self);
    if (code == DIAG_OK)
        code = rerun_line(self->command, self->words, self->count, !self->dry, call);
    leave(self);
    return code;
}
