/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd_attribute.h"
#include "cmd_breakeven.h"
#include "cmd_calibrate.h"
#include "cmd_hypotheses.h"
#include "cmd_plot.h"
#include "cmd_select.h"
#include "cmd_sensitivity.h"
#include "cmd_sweep.h"
#include "common.h"
#include "interrupt.h"
#include "table.h"
#include "zutuan/experiment/spread.h"

#include <errno.h>
#include <gsl/gsl_errno.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const struct common_command *const commands[] = {
    &cmd_params_command,     &cmd_check_command,     &cmd_diff_command,   &cmd_run_command,
    &cmd_compare_command,    &cmd_trace_command,     &cmd_sweep_command,  &cmd_sensitivity_command,
    &cmd_attribute_command,  &cmd_breakeven_command, &cmd_select_command, &cmd_calibrate_command,
    &cmd_hypotheses_command, &cmd_merge_command,     &cmd_plot_command,   &cmd_report_command,
    &cmd_reproduce_command,
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static int print_overview(FILE *stream)
{
    struct table table;
    table_init(&table, "ll");
    fputs("zutuan compares a city that buys social services from small providers one by one (solo) with one\n"
          "that buys from a cluster with a support organisation (16+1).\n\n"
          "Usage: zutuan COMMAND [OPTIONS] FILE...\n\n",
          stream);
    for (size_t i = 0; i < COMMANDS; i++) {
        table_add(&table, "%s %s", commands[i]->name, commands[i]->arguments);
        table_add(&table, "%s", commands[i]->summary);
    }
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    fputs("\n`zutuan COMMAND --help` says more. A FILE is a path, or the name of a scenario: solo, 16+1 ...\n"
          "To begin with: zutuan compare solo 16+1 --equal-budget\n",
          stream);
    return common_exit_code(code);
}

static int print_help(const struct common_command *command)
{
    printf("Usage: zutuan %s [OPTIONS] %s\n\n%s.\n%s%s\nOptions:\n", command->name, command->arguments,
           command->summary, *command->about == '\0' ? "" : "\n", command->about);
    const int code = options_describe(command->takes, stdout);
    printf("\nExamples:\n%s", command->examples);
    return common_exit_code(code);
}

static const struct common_command *find_command(const char *name, struct diag *diag)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < COMMANDS; i++) {
        const size_t distance = common_distance(name, commands[i]->name);
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
        if (distance < least) {
            least = distance;
            nearest = commands[i]->name;
        }
    }
    if (nearest != NULL)
        diag_add(diag, DIAG_USAGE, NULL, 0, "%s: unknown command; did you mean %s?", name, nearest);
    else
        diag_add(diag, DIAG_USAGE, NULL, 0, "%s: unknown command; `zutuan --help` lists them", name);
    return NULL;
}

static int check_files(const struct common_command *command, const struct options *options, struct diag *diag)
{
    if (options->file_count >= command->files_least && options->file_count <= command->files_most)
        return DIAG_OK;
    return diag_add(diag, DIAG_USAGE, NULL, 0, "usage: zutuan %s [OPTIONS] %s; `zutuan %s --help` says more",
                    command->name, command->arguments, command->name);
}

static int run_command(const struct common_command *command, int argc, const char **argv,
                       struct spread *spread, struct diag *diag)
{
    struct options options;
    int code = options_read(&options, argc - 1, argv + 1, command->takes, diag);
    if (code == DIAG_OK && options.given[OPTION_HELP]) {
        code = print_help(command);
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
        print_overview(stderr);
        return COMMON_USAGE;
    }
    if (strcmp(name, "--version") == 0) {
        puts("zutuan " ZUTUAN_VERSION);
        return COMMON_OK;
    }
    const bool help = strcmp(name, "help") == 0;
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || (help && argc == 2))
        return print_overview(stdout);
    const struct common_command *command = find_command(help ? argv[2] : name, diag);
    if (command == NULL)
        return DIAG_USAGE;
    return help ? print_help(command) : run_command(command, argc, argv, spread, diag);
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
        return spread_serve(spread);
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
    code = close_output(code < 0 ? common_exit_code(code) : code);
    common_report(&diag);
    diag_free(&diag);
    return code;
}
