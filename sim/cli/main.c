/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_attribute.h"
#include "cmd_breakeven.h"
#include "cmd_calibrate.h"
#include "cmd_hypotheses.h"
#include "cmd_paper.h"
#include "cmd_plot.h"
#include "cmd_select.h"
#include "cmd_sensitivity.h"
#include "cmd_sweep.h"
#include "common.h"
#include "help.h"
#include "interrupt.h"
#include "zutuan/experiment/spread.h"

#include <errno.h>
#include <gsl/gsl_errno.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const struct common_command *const commands[] = {
    &cmd_params_command,     &cmd_check_command,     &cmd_diff_command,      &cmd_run_command,
    &cmd_compare_command,    &cmd_trace_command,     &cmd_sweep_command,     &cmd_sensitivity_command,
    &cmd_attribute_command,  &cmd_breakeven_command, &cmd_select_command,    &cmd_calibrate_command,
    &cmd_hypotheses_command, &cmd_merge_command,     &cmd_export_command,    &cmd_plot_command,
    &cmd_report_command,     &cmd_paper_command,     &cmd_reproduce_command, &cmd_help_command,
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const struct help all = {commands, COMMANDS};

static int check_files(const struct common_command *command, const struct options *options, struct diag *diag)
{
    if (options->file_count >= command->files_least && options->file_count <= command->files_most)
        return DIAG_OK;
    return diag_add(diag, DIAG_USAGE, NULL, 0, "usage: zutuan %s [OPTIONS]%s%s; `zutuan %s --help` says more",
                    command->name, *command->arguments == '\0' ? "" : " ", command->arguments, command->name);
}

static int run_command(const struct common_command *command, int argc, const char **argv,
                       struct spread *spread, struct diag *diag)
{
    struct options options;
    int code = options_read(&options, argc - 1, argv + 1, command->takes, diag);
    if (code == DIAG_OK && options.given[OPTION_HELP]) {
        code = help_command(command);
    } else if (code == DIAG_OK) {
        code = check_files(command, &options, diag);
        if (code == DIAG_OK)
            code = command->run(&(struct common_call){.options = &options,
                                                      .argc = argc,
                                                      .argv = (const char *const *)argv,
                                                      .diag = diag,
                                                      .spread = spread,
                                                      .commands = commands,
                                                      .command_count = COMMANDS});
    }
    options_free(&options);
    return code;
}

static int dispatch(int argc, const char **argv, struct spread *spread, struct diag *diag)
{
    const char *name = argc > 1 ? argv[1] : NULL;
    if (name == NULL) {
        help_overview(&all, stderr);
        return COMMON_USAGE;
    }
    if (strcmp(name, "--version") == 0) {
        puts("zutuan " ZUTUAN_VERSION);
        return COMMON_OK;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return help_overview(&all, stdout);
    const struct common_command *command = help_find(&all, name, diag);
    return command == NULL ? DIAG_USAGE : run_command(command, argc, argv, spread, diag);
}

/* A reader who has seen enough (`| head`) is no error; a full disk is. */
static int close_output(int code)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    const int error = common_flush();
    if (error == 0 && !ferror(stdout))
        return code;
    if (error == EPIPE || (poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0))
        return code;
    fprintf(stderr, "zutuan: standard output: %s\n", strerror(error != 0 ? error : EIO));
    return COMMON_IO;
}

/* Under an MPI launcher the program that was built with MPI goes on, from beside this one: others need not
 * wait for its libraries. Returns when there is no launcher. */
static int become_spread(const char **argv, struct diag *diag)
{
    char path[4096];
    if (spread_is_built() || !spread_is_launched())
        return DIAG_OK;
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path - sizeof "-mpi");
    if (length > 0) {
        memcpy(path + length, "-mpi", sizeof "-mpi");
        execv(path, (char *const *)argv);
    }
    return diag_add(diag, DIAG_USAGE, NULL, 0,
                    "this zutuan was built without MPI: started by an MPI launcher, every process would do "
                    "all of the work; --shard I/N needs no MPI");
}

static int work(int argc, const char **argv, struct diag *diag)
{
    struct spread *spread = NULL;
    int code = become_spread(argv, diag);
    if (code == DIAG_OK)
        code = spread_begin(&spread, &argc, (char ***)&argv, diag);
    if (code == DIAG_OK && spread_is_worker(spread))
        return spread_serve(spread, interrupt_flag());
    if (code == DIAG_OK)
        code = dispatch(argc, argv, spread, diag);
    spread_end(spread);
    return code;
}

int main(int argc, const char **argv)
{
    struct diag diag;
    diag_init(&diag);
    gsl_set_error_handler_off();
    interrupt_catch();
    int code = work(argc, argv, &diag);
    if (code == DIAG_MEMORY && diag.count == 0)
        diag_add(&diag, DIAG_MEMORY, NULL, 0, "out of memory");
    if (code == DIAG_INTERRUPTED)
        fputs("zutuan: interrupted; nothing is kept\n", stderr);
    code = close_output(code < 0 ? common_exit_code(code) : code);
    common_report(&diag);
    diag_free(&diag);
    return code;
}
