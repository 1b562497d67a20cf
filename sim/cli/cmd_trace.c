/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"
#include "zutuan/model/world.h"
#include "zutuan/report/trace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the log goes: standard output, or a file that takes its name when it is complete. */
struct sink {
    const char *path; /* borrowed; NULL: standard output */
    char *partial;    /* owned */
    FILE *stream;
};

static int sink_open(struct sink *self, const struct options *options, struct diag *diag)
{
    *self = (struct sink){options->out, NULL, stdout};
    if (self->path == NULL)
        return DIAG_OK;
    if (access(self->path, F_OK) == 0 && !options->given[OPTION_FORCE])
        return diag_add(diag, DIAG_IO, self->path, 0, "exists; --force replaces it");
    const size_t size = strlen(self->path) + sizeof ".partial";
    self->partial = malloc(size);
    if (self->partial == NULL)
        return DIAG_MEMORY;
    snprintf(self->partial, size, "%s.partial", self->path);
    self->stream = fopen(self->partial, "w");
    return self->stream != NULL ? DIAG_OK : diag_add(diag, DIAG_IO, self->partial, 0, "%s", strerror(errno));
}

/* `error`: an errno of writing, 0 for none; `wanted`: the log is complete. */
static int sink_close(struct sink *self, int error, bool wanted, struct diag *diag)
{
    int code = DIAG_OK;
    if (self->path == NULL) {
        clearerr(stdout);                 /* main need not look again */
        if (error != 0 && error != EPIPE) /* a reader that has seen enough is no error */
            code = diag_add(diag, DIAG_IO, NULL, 0, "standard output: %s", strerror(error));
    } else if (self->stream != NULL) {
        if (fclose(self->stream) != 0 && error == 0)
            error = errno;
        if (error == 0 && wanted && rename(self->partial, self->path) != 0)
            error = errno;
        if (error != 0)
            code = diag_add(diag, DIAG_IO, self->path, 0, "%s", strerror(error));
        if (error != 0 || !wanted)
            remove(self->partial);
    }
    free(self->partial);
    return code;
}

static int log_replication(const struct scenario *scenario, const struct options *options,
                           struct trace *trace, struct diag *diag)
{
    struct world *world;
    int code = world_alloc(&world, &scenario->params);
    if (code != DIAG_OK)
        return code;
    world_observe(world, trace_notice, trace);
    world_reset(world, options->seed, options->replication);
    code = world_run(world);
    if (code == DIAG_INTERNAL)
        diag_add(diag, code, NULL, 0, "replication %lu of %s failed: %s", (unsigned long)options->replication,
                 scenario->name, world_complaint(world));
    world_free(world);
    return code;
}

static int run(const struct common_call *call)
{
    struct common_scenarios scenarios;
    struct sink sink;
    struct trace trace;
    int code = common_load(&scenarios, call);
    if (code != DIAG_OK)
        return code;
    code = sink_open(&sink, call->options, call->diag);
    if (code == DIAG_OK) {
        trace_begin(&trace, sink.stream);
        code = log_replication(&scenarios.list[0], call->options, &trace, call->diag);
        if (trace_end(&trace) != DIAG_OK && trace.error == 0)
            trace.error = EIO;
    }
    const int closed = sink_close(&sink, code == DIAG_OK ? trace.error : 0, code == DIAG_OK, call->diag);
    common_free(&scenarios);
    return code != DIAG_OK ? code : closed;
}

static const enum option takes[] = {OPTION_REPLICATION, OPTION_SEED, OPTION_SET, OPTION_OUT_FILE,
                                    OPTION_FORCE,       OPTION_HELP, OPTION_END};

const struct common_command cmd_trace_command = {
    .name = "trace",
    .arguments = "FILE",
    .summary = "The event log of one replication, as CSV",
    .about = "Columns: time,activity,detail,request,actor,other,value. Replication R is the one of that "
             "number in\n"
             "replications.csv at the same seed.\n",
    .examples = "  zutuan trace 16+1 --replication 7 | head\n"
                "  zutuan trace solo --out solo.csv\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
