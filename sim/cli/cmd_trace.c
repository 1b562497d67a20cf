/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"
#include "interrupt.h"
#include "show.h"
#include "sink.h"
#include "study.h"
#include "table.h"
#include "zutuan/model/world.h"
#include "zutuan/report/trace.h"
#include "zutuan/report/trace_folder.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* `measures`: room for the replication's own. */
static int log_replication(const struct scenario *scenario, const struct options *options,
                           struct trace *trace, double *measures, struct diag *diag)
{
    struct world *world;
    int code = world_alloc(&world, &scenario->params);
    if (code != DIAG_OK)
        return code;
    world_observe(world, trace_notice, trace);
    world_heed(world, interrupt_stop, NULL);
    world_reset(world, options->seed, options->replication);
    code = world_run(world);
    if (code == DIAG_OK)
        world_measures(world, measures);
    else if (code == DIAG_INTERNAL)
        diag_add(diag, code, NULL, 0, "replication %lu of %s failed: %s", (unsigned long)options->replication,
                 scenario->name, world_complaint(world));
    world_free(world);
    return code;
}

static int run_plain(const struct common_call *call, const struct scenario *scenario, const int64_t *epoch)
{
    double measures[OUTCOME_MEASURES];
    struct sink sink;
    struct trace trace;
    int code = sink_open(&sink, call->options->out, call->options->given[OPTION_FORCE], call->diag);
    if (code == DIAG_OK) {
        trace_begin(&trace, sink.stream, epoch);
        code = log_replication(scenario, call->options, &trace, measures, call->diag);
        if (trace_end(&trace) != DIAG_OK && trace.error == 0)
            trace.error = EIO;
    }
    const int closed = sink_close(&sink, code == DIAG_OK ? trace.error : 0, code == DIAG_OK, call->diag);
    return code != DIAG_OK ? code : closed;
}

/* The measures by the log beside the replication's own. */
static int print_checks(const struct trace_check *checks, size_t count, size_t *different)
{
    struct table table;
    char value[SHOW_MOST];
    table_init(&table, "lrrl");
    table_add(&table, "measure");
    table_add(&table, "by the log");
    table_add(&table, "by the replication");
    table_add(&table, "%s", "");
    for (size_t i = 0; i < count; i++) {
        const struct outcome_row *row = outcome_measure_row(checks[i].measure);
        table_add(&table, "%s", row->name);
        show_value(row, checks[i].by_log, value);
        table_add(&table, "%s", isnan(checks[i].by_replication) ? "-" : value);
        show_value(row, checks[i].by_replication, value);
        table_add(&table, "%s", value);
        table_add(&table, "%s", checks[i].same ? "" : "DIFFERENT");
        *different += !checks[i].same;
    }
    const int code = table_print(&table, stdout, 2);
    table_free(&table);
    return code;
}

static int verify(const char *text, const struct scenario *scenario, const double *measures,
                  struct diag *diag)
{
    struct trace_check checks[OUTCOME_MEASURES];
    size_t count, rows, different = 0;
    int code = trace_verify(text, &scenario->params, measures, checks, &count, &rows);
    if (code == DIAG_INVALID)
        return diag_add(diag, DIAG_INTERNAL, NULL, 0, "event %zu contradicts those before it", rows);
    if (code == DIAG_OK)
        code = print_checks(checks, count, &different);
    if (code != DIAG_OK)
        return code;
    if (different > 0)
        return diag_add(diag, DIAG_INTERNAL, NULL, 0, "%zu of %zu measures are not what the %zu events say",
                        different, count, rows);
    printf("%s: %zu events give the same %zu measures\n", scenario->name, rows, count);
    return DIAG_OK;
}

/* What a log in memory and the replication's own measures are. */
struct memory_log {
    char *text; /* owned */
    size_t size;
    double measures[OUTCOME_MEASURES];
};

static int log_in_memory(struct memory_log *self, const struct common_call *call,
                         const struct scenario *scenario, const int64_t *epoch)
{
    struct trace trace;
    *self = (struct memory_log){.text = NULL};
    FILE *memory = open_memstream(&self->text, &self->size);
    if (memory == NULL)
        return DIAG_MEMORY;
    trace_begin(&trace, memory, epoch);
    const int code = log_replication(scenario, call->options, &trace, self->measures, call->diag);
    const int ended = trace_end(&trace);
    return fclose(memory) != 0 || ended != DIAG_OK ? DIAG_MEMORY : code;
}

/* Logs in memory, looks at the text, then writes it where it was asked for. */
static int run_verified(const struct common_call *call, const struct scenario *scenario, const int64_t *epoch)
{
    struct memory_log log;
    struct sink sink = {NULL, NULL, NULL};
    int code = log_in_memory(&log, call, scenario, epoch);
    if (code == DIAG_OK)
        code = verify(log.text, scenario, log.measures, call->diag);
    if (code == DIAG_OK && call->options->out != NULL) {
        code = sink_open(&sink, call->options->out, call->options->given[OPTION_FORCE], call->diag);
        const int error = code == DIAG_OK && fwrite(log.text, 1, log.size, sink.stream) != log.size ? EIO : 0;
        const int closed = sink_close(&sink, error, code == DIAG_OK, call->diag);
        code = code == DIAG_OK ? closed : code;
    }
    free(log.text);
    return code;
}

static int write_folder(const struct common_call *call, const struct scenario *scenario,
                        const struct memory_log *log, struct account *account)
{
    const struct options *options = call->options;
    const struct trace_folder folder = {.scenario = scenario,
                                        .replication = options->replication,
                                        .day_from = options->given[OPTION_DAYS] ? options->day_from : NAN,
                                        .day_to = options->given[OPTION_DAYS] ? options->day_to : NAN,
                                        .log = log->text,
                                        .size = log->size};
    char **list;
    int code = options_list(options, &list, &account->option_count);
    if (code == DIAG_OK) {
        account->options = (const char *const *)list;
        account->finished = study_clock();
        code = trace_folder_write(&folder, account, options->out, call->diag);
        options_free_list(list, account->option_count);
    }
    if (code == DIAG_OK && !call->replayed)
        fprintf(stderr, "results are in %s; zutuan plot draws the tasks and the phases\n", options->out);
    return code;
}

/* Keeps the log in a folder, with what figures of it need. */
static int run_kept(const struct common_call *call, const struct scenario *scenario, const int64_t *epoch)
{
    const struct options *options = call->options;
    struct memory_log log;
    int hold = -1;
    char subject[ACCOUNT_SUBJECT_MOST];
    struct account account = {.command = "trace",
                              .subject = subject,
                              .seed = options->seed,
                              .confidence = options->confidence,
                              .arguments = options->files,
                              .argument_count = options->file_count,
                              .argc = call->argc,
                              .argv = call->argv,
                              .started = study_clock(),
                              .threads = 1};
    snprintf(subject, sizeof subject, "%s --replication %lu", scenario->name,
             (unsigned long)options->replication);
    if (options->out == NULL)
        return diag_add(call->diag, DIAG_USAGE, NULL, 0, "--gantt needs --out DIR, a folder");
    if (options->given[OPTION_VERIFY])
        return diag_add(call->diag, DIAG_USAGE, NULL, 0, "--gantt and --verify: one at a time");
    int code = account_check_folder(options->out, account.command, subject, options->given[OPTION_FORCE],
                                    call->diag);
    if (code == DIAG_OK)
        code = account_hold_folder(options->out, &hold, call->diag);
    if (code == DIAG_OK) {
        code = log_in_memory(&log, call, scenario, epoch);
        if (code == DIAG_OK)
            code = write_folder(call, scenario, &log, &account);
        free(log.text);
    }
    if (hold >= 0)
        close(hold);
    return code;
}

static int run(const struct common_call *call)
{
    const struct options *options = call->options;
    struct common_scenarios scenarios;
    int64_t epoch = 0;
    if (options->given[OPTION_DAYS] && !options->given[OPTION_GANTT])
        return diag_add(call->diag, DIAG_USAGE, NULL, 0, "--days belongs to --gantt");
    if (options->epoch != NULL && !trace_epoch(options->epoch, &epoch))
        return diag_add(call->diag, DIAG_USAGE, NULL, 0, "--epoch %s: expected a day such as 2010-01-01",
                        options->epoch);
    int code = common_load(&scenarios, call);
    if (code != DIAG_OK)
        return code;
    code = (options->given[OPTION_GANTT] ? run_kept
            : options->given[OPTION_VERIFY]
                ? run_verified
                : run_plain)(call, &scenarios.list[0], options->epoch == NULL ? NULL : &epoch);
    common_free(&scenarios);
    return code;
}

static const enum option takes[] = {OPTION_REPLICATION, OPTION_SEED,   OPTION_SET,   OPTION_OUTSIDE,
                                    OPTION_EPOCH,       OPTION_VERIFY, OPTION_GANTT, OPTION_DAYS,
                                    OPTION_OUT_FILE,    OPTION_FORCE,  OPTION_HELP,  OPTION_END};

const struct common_command cmd_trace_command = {
    .name = "trace",
    .arguments = "FILE",
    .summary = "The event log of one replication, as CSV",
    .about =
        "Columns: time,activity,detail,request,actor,other,value,step,lifecycle; time is in days. "
        "Replication\n"
        "R is the one of that number in replications.csv at the same seed. For programs that mine "
        "processes:\n"
        "the case is request, the activity step, the resource actor; a step that takes time has rows for\n"
        "schedule, start and complete. With --epoch also timestamp, by ISO 8601. With --verify requests, "
        "their\n"
        "ends, waits, quality, referrals and hours of work are computed from the log alone and compared "
        "with\n"
        "the replication's measures; the log is written only with --out. Exit code 1: they differ. With\n"
        "--gantt --out is a folder, from which `zutuan plot` draws what the hub's staff worked on in the "
        "two\n"
        "weeks with the longest queue, or on the --days named, and when the city purchased from whom.\n",
    .examples = "  zutuan trace 16+1 --replication 7 | head\n"
                "  zutuan trace solo --epoch 2010-01-01 --out solo.csv\n"
                "  zutuan trace 16+1+N --verify\n"
                "  zutuan trace 16+1 --replication 7 --gantt --out out/seven; zutuan plot out/seven\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
