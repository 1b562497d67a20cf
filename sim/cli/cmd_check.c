/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"

#include <errno.h>
#include <stdint.h>

static int run(const struct common_call *call)
{
    struct common_scenarios scenarios;
    int code = common_load(&scenarios, call);
    for (size_t i = 0; code == DIAG_OK && i < scenarios.count; i++) {
        if (i > 0)
            putchar('\n');
        if (scenario_write(&scenarios.list[i], stdout, true) != DIAG_OK) {
            common_output_error(errno); /* main tells of it */
            break;
        }
    }
    common_free(&scenarios);
    return code;
}

static const enum option takes[] = {OPTION_SET, OPTION_OUTSIDE, OPTION_HELP, OPTION_END};

const struct common_command cmd_check_command = {
    .name = "check",
    .arguments = "FILE...",
    .summary = "Validate scenarios and print each in full, with the origin of every value",
    .about = "All mistakes of all files are reported at once. What is printed can be loaded again.\n",
    .examples = "  zutuan check 16+1\n"
                "  zutuan check my.cfg -s demand.patience=4w\n",
    .takes = takes,
    .files_least = 1,
    .files_most = SIZE_MAX,
    .run = run,
};
