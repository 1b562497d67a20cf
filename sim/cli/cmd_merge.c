/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"
#include "store_path.h"
#include "zutuan/experiment/store.h"

#include <stdint.h>
#include <stdlib.h>

static int merge_one(struct store *store, const char *name, struct diag *diag)
{
    struct store_merge merge;
    char *path = store_path(name);
    int code = path == NULL ? DIAG_MEMORY : store_path_check(path, diag);
    if (code == DIAG_OK)
        code = store_merge(store, path, &merge, diag);
    if (code == DIAG_OK)
        printf("%s: %llu runs added, %llu were there already\n", path, (unsigned long long)merge.added,
               (unsigned long long)merge.known);
    free(path);
    return code;
}

static int run(const struct common_call *call)
{
    const struct options *options = call->options;
    struct store *store = NULL;
    char *path = store_path(options->files[0]);
    int code = path == NULL ? DIAG_MEMORY : store_open(&store, path, call->diag);
    for (size_t i = 1; code == DIAG_OK && i < options->file_count; i++)
        code = merge_one(store, options->files[i], call->diag);
    const int closed = store_close(store, call->diag);
    free(path);
    return code == DIAG_OK ? closed : code;
}

static const enum option takes[] = {OPTION_HELP, OPTION_END};

const struct common_command cmd_merge_command = {
    .name = "merge",
    .arguments = "STORE FROM...",
    .summary = "Put the runs of several stores into one",
    .about =
        "For the parts that --shard makes on several machines. STORE is made if it is not there; a folder\n"
        "stands for the store in it. The command that was split then finds all runs done and writes its\n"
        "tables: the same bytes as if one machine had done it all.\n"
        "Exit code 3: two stores have different results for the same run, and nothing was added.\n",
    .examples = "  zutuan sweep size-and-staff --shard 1/2 --store one.sqlite\n"
                "  zutuan sweep size-and-staff --shard 2/2 --store two.sqlite\n"
                "  zutuan merge all.sqlite one.sqlite two.sqlite\n"
                "  zutuan sweep size-and-staff --store all.sqlite --out out/size\n",
    .takes = takes,
    .files_least = 2,
    .files_most = SIZE_MAX,
    .run = run,
};
