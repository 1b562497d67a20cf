/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study.h"

#include "interrupt.h"
#include "zutuan/experiment/spread.h"
#include "zutuan/experiment/store.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STUDY_FAILURES_SHOWN    20
#define STUDY_REPLICATIONS_MOST 48

double study_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void study_subject(const struct common_scenarios *scenarios, char subject[ACCOUNT_SUBJECT_MOST])
{
    size_t length = 0;
    subject[0] = '\0';
    for (size_t i = 0; i < scenarios->count && length + 1 < ACCOUNT_SUBJECT_MOST; i++)
        length += (size_t)snprintf(subject + length, ACCOUNT_SUBJECT_MOST - length, "%s%s", i == 0 ? "" : " ",
                                   scenarios->list[i].name);
}

/* Values set on the command line and another seed make another experiment. */
static void name_subject(struct study *self, const char *subject)
{
    const struct options *options = self->call->options;
    size_t length = (size_t)snprintf(self->subject, sizeof self->subject, "%s", subject);
    for (size_t i = 0; i < options->override_count && length < sizeof self->subject; i++)
        length += (size_t)snprintf(self->subject + length, sizeof self->subject - length, " -s %s",
                                   options->overrides[i]);
    if (options->given[OPTION_SEED] && length < sizeof self->subject)
        snprintf(self->subject + length, sizeof self->subject - length, " --seed %llu",
                 (unsigned long long)options->seed);
}

static int open_store(struct study *self)
{
    const struct options *options = self->call->options;
    const bool none = options->store != NULL && strcmp(options->store, "none") == 0;
    if (options->given[OPTION_DRY_RUN] || none || (options->store == NULL && options->out == NULL))
        return DIAG_OK;
    if (options->store != NULL)
        return store_open(&self->store, options->store, self->call->diag);
    char *path = NULL;
    int code = account_make_folder(options->out, self->call->diag);
    if (code == DIAG_OK && (path = malloc(strlen(options->out) + sizeof "/" ACCOUNT_STORE)) == NULL)
        code = DIAG_MEMORY;
    if (code == DIAG_OK) {
        sprintf(path, "%s/%s", options->out, ACCOUNT_STORE);
        code = store_open(&self->store, path, self->call->diag);
    }
    free(path);
    return code;
}

static int check_folder(const struct study *self)
{
    const struct options *options = self->call->options;
    if (self->call->replayed)
        return DIAG_OK;
    return account_check_folder(options->out, self->command, self->subject, options->given[OPTION_FORCE],
                                self->call->diag);
}

/* Parts of the runs write no tables, and may share a folder's store. What another process left while this one
 * waited to hold the folder is looked at again. What another command has this one do goes over what was
 * there. */
static int take_folder(struct study *self)
{
    const struct options *options = self->call->options;
    int code = check_folder(self);
    if (code != DIAG_OK || options->given[OPTION_DRY_RUN] || options->shards > 1)
        return code;
    code = account_hold_folder(options->out, &self->hold, self->call->diag);
    return code == DIAG_OK ? check_folder(self) : code;
}

int study_begin(struct study *self, const struct common_call *call, const char *command, const char *subject)
{
    const struct options *options = call->options;
    *self = (struct study){.call = call, .command = command, .hold = -1, .look = estimate_look_begin(0)};
    diag_init(&self->notes);
    name_subject(self, subject);
    self->started = study_clock();
    progress_init(&self->progress, options->progress);
    self->replications = malloc(STUDY_REPLICATIONS_MOST);
    if (self->replications == NULL || options_list(options, &self->options, &self->option_count) != DIAG_OK)
        return DIAG_MEMORY;
    const int free_folder = options->out != NULL ? take_folder(self) : DIAG_OK;
    if (free_folder != DIAG_OK)
        return free_folder;
    const int code = open_store(self);
    self->how = (struct replicate_how){.threads = options->jobs,
                                       .progress = progress_cells,
                                       .context = &self->progress,
                                       .interrupted = interrupt_flag(),
                                       .store = self->store,
                                       .spread = call->spread,
                                       .shard = options->shard,
                                       .shards = options->shards};
    return code;
}

void study_free(struct study *self)
{
    if (self->call != NULL) {
        diag_free(&self->notes);
        options_free_list(self->options, self->option_count);
        free(self->replications);
        (void)store_close(self->store, self->call->diag); /* all of it is committed since study_worked */
        if (self->hold >= 0)
            close(self->hold);
    }
    *self = (struct study){.call = NULL};
}

size_t study_replications(const struct study *self, size_t usual)
{
    const struct options *options = self->call->options;
    return options->given[OPTION_REPLICATIONS] ? options->replications : usual;
}

struct study_counts study_counts(const struct study *self, size_t usual)
{
    const struct options *options = self->call->options;
    if (options->target_text != NULL)
        return (struct study_counts){options->minimum, options->maximum};
    const size_t count = study_replications(self, usual);
    return (struct study_counts){count, count};
}

int study_work(struct study *self, const struct study_task *task, void *context, struct study_counts counts)
{
    const bool targeted = self->call->options->target_text != NULL;
    struct estimate_chase chase = {task->after, counts.most, false};
    size_t next = targeted && counts.first < counts.most ? counts.first : counts.most;
    int code;
    self->task = task;
    self->look.met = !targeted;
    do {
        code = task->extend(context, next);
        struct estimate_look look = estimate_look_begin(next);
        if (code == DIAG_OK && targeted)
            code = task->look(context, &look);
        if (code == DIAG_OK)
            self->look = look;
        next = code == DIAG_OK ? estimate_chase_next(&chase, &look) : 0;
    } while (next > 0);
    return study_worked(self, code);
}

int study_worked(struct study *self, int code)
{
    progress_end(&self->progress);
    self->finished = study_clock();
    self->interrupted = code == DIAG_INTERRUPTED;
    if (code == DIAG_IO && self->store != NULL && *store_complaint(self->store) != '\0')
        return diag_add(self->call->diag, DIAG_IO, NULL, 0,
                        "%s; what was finished before is kept there, and the same command goes on from it",
                        store_complaint(self->store));
    return self->interrupted ? DIAG_OK : code;
}

bool study_is_shard(const struct study *self)
{
    return self->how.shards > 1;
}

int study_pilot(const struct study *self, struct replicate *replicate, size_t replications, double *seconds)
{
    const struct replicate_how how = {.threads = self->how.threads, .interrupted = self->how.interrupted};
    const size_t runs = replications * replicate->arm_count;
    const size_t threads = (size_t)replicate_threads(how.threads);
    const double before = progress_clock();
    const int code = replicate_extend(replicate, replicate->done + replications, &how);
    *seconds = (progress_clock() - before) * (double)(threads < runs ? threads : runs) / (double)runs;
    return code;
}

double study_duration(const struct study *self, size_t runs, double seconds)
{
    return (double)runs * seconds / replicate_threads(self->how.threads);
}

bool study_keeps(const struct study *self)
{
    return self->call->options->out != NULL && !study_is_shard(self);
}

/* The list of options has room for every option there is. */
static void tell_replications(struct study *self, size_t asked)
{
    const struct options *options = self->call->options;
    if (self->replications == NULL || asked == 0 || options->target_text != NULL ||
        options->given[OPTION_REPLICATIONS] || options->given[OPTION_EACH])
        return;
    snprintf(self->replications, STUDY_REPLICATIONS_MOST, "--%s=%zu", options_name(OPTION_REPLICATIONS),
             asked);
    const enum option option = options_takes(options->takes, OPTION_EACH) ? OPTION_EACH : OPTION_REPLICATIONS;
    const size_t place = options_place(options, self->options, self->option_count, option);
    memmove(&self->options[place + 1], &self->options[place],
            (self->option_count++ - place) * sizeof *self->options);
    self->options[place] = self->replications;
    self->replications = NULL;
}

void study_account(struct study *self, size_t asked, struct account *account)
{
    const struct options *options = self->call->options;
    tell_replications(self, asked);
    *account =
        (struct account){.command = self->command,
                         .subject = self->subject,
                         .seed = options->seed,
                         .confidence = options->confidence,
                         .asked = asked,
                         .target = options->target_text,
                         .target_met = options->target_text != NULL && self->look.met,
                         .interrupted = self->interrupted,
                         .options = (const char *const *)self->options,
                         .option_count = self->option_count,
                         .arguments = options->files,
                         .argument_count = options->file_count,
                         .argc = self->call->argc,
                         .argv = self->call->argv,
                         .started = self->started,
                         .finished = self->finished,
                         .threads = replicate_threads(options->jobs),
                         .processes = self->call->spread == NULL ? 0 : spread_workers(self->call->spread)};
}

int study_wrote(const struct study *self, int code)
{
    if (code == DIAG_OK && !self->call->replayed)
        fprintf(stderr, "results are in %s\n", self->call->options->out);
    return code;
}

void study_tell_failures(const struct replicate *replicate)
{
    for (size_t i = 0; i < replicate->failure_count && i < STUDY_FAILURES_SHOWN; i++) {
        const struct replicate_failure *failure = &replicate->failures[i];
        fprintf(stderr, "zutuan: replication %lu of %s failed: %s\n", (unsigned long)failure->replication,
                replicate->arms[failure->arm].scenario->name, failure->text);
    }
    if (replicate->failure_count > STUDY_FAILURES_SHOWN)
        fprintf(stderr, "zutuan: and %zu more\n", replicate->failure_count - STUDY_FAILURES_SHOWN);
    if (replicate->failure_count > 0)
        fputs("zutuan: replications that failed are left out of every scenario\n", stderr);
}

static void tell_store(const struct study *self)
{
    uint64_t runs;
    const struct options *options = self->call->options;
    if (self->store == NULL)
        return;
    if (store_found(self->store) > 0)
        fprintf(stderr, "%llu runs were in the store already\n",
                (unsigned long long)store_found(self->store));
    if (self->interrupted)
        fputs("zutuan: the same command goes on from there\n", stderr);
    else if (study_is_shard(self) && store_count(self->store, &runs) == DIAG_OK)
        fprintf(
            stderr,
            "part %u of %u is done, and %llu runs are in the store; `zutuan merge` puts the stores of all "
            "parts into one\n",
            options->shard + 1, options->shards, (unsigned long long)runs);
}

int study_exit(struct study *self, size_t failures)
{
    tell_store(self);
    for (size_t i = 0; i < self->notes.count; i++)
        fprintf(stderr, "note: %s\n", self->notes.items[i].text);
    if (!study_keeps(self) && !self->interrupted && !study_is_shard(self))
        fputs("no files were kept; --out DIR keeps every table and the scenarios\n", stderr);
    if (self->interrupted || failures > 0)
        return self->interrupted ? COMMON_INTERRUPTED : COMMON_FAILED;
    if (self->look.met)
        return COMMON_OK;
    fprintf(stderr, "zutuan: %s is not met after %zu %s; %s\n", self->call->options->target_text,
            self->look.n, self->task->unit, self->look.hopeless ? self->task->want : "--max allows more");
    return COMMON_NOT_MET;
}
