/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"
#include "zutuan/report/account.h"
#include "zutuan/report/page.h"

#include <unistd.h>

static int run(const struct common_call *call)
{
    const struct options *options = call->options;
    const char *folder = options->files[0];
    size_t figures = 0;
    int hold, code = account_hold_results(folder, &hold, call->diag);
    if (code == DIAG_OK)
        code = page_write(folder, options->chinese ? PAGE_CHINESE : PAGE_ENGLISH, &figures, call->diag);
    if (hold >= 0)
        close(hold);
    if (code != DIAG_OK)
        return code;
    printf("%s/" PAGE_NAME "\n", folder);
    if (figures == 0)
        fprintf(stderr, "no figures in it: draw them with zutuan plot %s, then make the page again\n",
                folder);
    return DIAG_OK;
}

static const enum option takes[] = {OPTION_LANG, OPTION_HELP, OPTION_END};

const struct common_command cmd_report_command = {
    .name = "report",
    .arguments = "DIR",
    .summary = "One self-contained page of a results folder, for people: DIR/report.html",
    .about =
        "DIR is what another command left with --out. The page has the question, the answer in words, what "
        "the\n"
        "scenarios differ in, tables with intervals, figures (draw them first: zutuan plot DIR),\n"
        "assumptions, and how to get the results again; in English and Chinese, with a switch. It loads\n"
        "nothing from the network, and the same folder gives the same page.\n",
    .examples = "  zutuan compare solo 16+1 --equal-budget --out out/main\n"
                "  zutuan plot out/main\n"
                "  zutuan report out/main\n"
                "  zutuan report out/main --lang zh\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
