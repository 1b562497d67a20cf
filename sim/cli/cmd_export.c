/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"
#include "sink.h"
#include "store_path.h"
#include "zutuan/experiment/store.h"
#include "zutuan/report/runs_table.h"

#include <stdlib.h>

static int write_table(const struct runs_table *table, const struct common_call *call)
{
    const struct options *options = call->options;
    struct sink sink;
    uint64_t others = 0;
    int error = 0, code = sink_open(&sink, options->out, options->given[OPTION_FORCE], call->diag);
    if (code == DIAG_OK)
        code = runs_table_write(table, sink.stream, &others, &error, call->diag);
    const int closed = sink_close(&sink, error, code == DIAG_OK, call->diag);
    if (others > 0)
        fprintf(stderr, "zutuan: left out the runs of another program's model (scenarios: %llu)\n",
                (unsigned long long)others);
    return code == DIAG_OK ? closed : code;
}

static int run(const struct common_call *call)
{
    const struct options *options = call->options;
    struct store *store = NULL;
    char *path = store_path(options->files[0]);
    int code = path == NULL ? DIAG_MEMORY : store_path_check(path, call->diag);
    if (code == DIAG_OK)
        code = store_open(&store, path, call->diag);
    if (code == DIAG_OK)
        code = write_table(
            &(struct runs_table){store, options->files[0], options->runs_format == OPTIONS_BEHAVIORSPACE},
            call);
    const int closed = store_close(store, call->diag);
    free(path);
    return code == DIAG_OK ? closed : code;
}

static const enum option takes[] = {OPTION_RUNS_FORMAT, OPTION_OUT_FILE, OPTION_FORCE, OPTION_HELP,
                                    OPTION_END};

const struct common_command cmd_export_command = {
    .name = "export",
    .arguments = "STORE",
    .summary = "Every run of a store as one wide table, as NetLogo's BehaviorSpace writes them, or as CSV",
    .about =
        "A folder stands for the store in it. A row is a run: its number, scenario, seed, replication, each\n"
        "parameter in which the scenarios differ, the step (the horizon in days) and every measure, in the\n"
        "units of `zutuan params` and summary.csv. behaviorspace has six lines before the header and every\n"
        "field quoted, as NetLogo's table output; csv has a header, `run` and `step` instead of [run "
        "number]\n"
        "and [step]. Runs of another model are left out, and told of. Exit code 3: no run is left.\n",
    .examples = "  zutuan export out/size --out size-table.csv\n"
                "  zutuan export out/size --format csv | head -n 3\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
