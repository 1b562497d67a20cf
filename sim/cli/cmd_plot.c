/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_plot.h"

#include "draw.h"
#include "zutuan/report/account.h"

#include <string.h>
#include <unistd.h>

#define FORMATS_MOST 8

/* Names with commas between them, each once. Every mistake is told. */
static int read_formats(const char *text, const char *formats[FORMATS_MOST], size_t *count, struct diag *diag)
{
    int worst = DIAG_OK;
    for (*count = 0;;) {
        const size_t length = strcspn(text, ",");
        size_t known = 0, before = 0;
        while (draw_formats[known] != NULL &&
               (strlen(draw_formats[known]) != length || strncmp(draw_formats[known], text, length) != 0))
            known++;
        while (before < *count && formats[before] != draw_formats[known])
            before++;
        if (draw_formats[known] == NULL)
            worst = diag_add(diag, DIAG_USAGE, NULL, 0, "--format %.*s: expected svg, pdf, png or epslatex",
                             (int)length, text);
        else if (before == *count)
            formats[(*count)++] = draw_formats[known];
        if (text[length] == '\0')
            return worst;
        text += length + 1;
    }
}

static int run(const struct common_call *call)
{
    const char *formats[FORMATS_MOST];
    size_t count = 0;
    const char *text = call->options->formats, *folder = call->options->files[0];
    int hold = -1, code = text == NULL ? DIAG_OK : read_formats(text, formats, &count, call->diag);
    if (code == DIAG_OK)
        code = account_hold_results(folder, &hold, call->diag);
    if (code == DIAG_OK)
        code = draw_folder(folder, formats, count, call->diag);
    if (code == COMMON_INTERRUPTED)
        fputs("zutuan: interrupted; the same command draws all figures\n", stderr);
    if (hold >= 0)
        close(hold);
    return code;
}

static const enum option takes[] = {OPTION_FIGURE_FORMAT, OPTION_HELP, OPTION_END};

const struct common_command cmd_plot_command = {
    .name = "plot",
    .arguments = "DIR",
    .summary = "The figures of a results folder: DIR/figures",
    .about =
        "Each figure as NAME.svg, NAME.pdf and NAME.png, or in the formats named; with NAME.csv, the data "
        "that it\n"
        "shows, and NAME.gp, the script that draws it, which runs by itself: cd DIR/figures && gnuplot "
        "NAME.gp.\n"
        "epslatex leaves NAME.eps and NAME.tex, for \\input{NAME} in a journal's LaTeX, which sets the text\n"
        "(\\usepackage{graphicx,color}). What DIR has no data for is left out. The same tables give the "
        "same\n"
        "bytes; dates in PDF and EPS are those of SOURCE_DATE_EPOCH, else 1970. Needs gnuplot 5.4 or newer.\n"
        "Exit code 4: no results, no gnuplot, or a figure that could not be drawn; the others are.\n",
    .examples = "  zutuan plot out/main\n"
                "  zutuan plot out/main --format pdf,epslatex\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
