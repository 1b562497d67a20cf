/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common.h"
#include "completions.h"
#include "help.h"
#include "manual.h"

static int run(const struct common_call *call)
{
    const struct help all = {call->commands, call->command_count};
    const struct common_command *command = NULL;
    if (call->options->file_count == 1) {
        command = help_find(&all, call->options->files[0], call->diag);
        if (command == NULL)
            return DIAG_USAGE;
    }
    switch (call->options->help_format) {
    case OPTIONS_HELP_TEXT:
        return command == NULL ? help_overview(&all, stdout) : help_command(command);
    case OPTIONS_HELP_MAN:
        command == NULL ? manual_program(&all) : manual_command(&all, command);
        return COMMON_OK;
    case OPTIONS_HELP_BASH:
        return completions_bash(&all, call->diag);
    case OPTIONS_HELP_ZSH:
        return completions_zsh(&all, call->diag);
    case OPTIONS_HELP_FISH:
        return completions_fish(&all, call->diag);
    }
    return COMMON_INTERNAL;
}

static const enum option takes[] = {OPTION_HELP_FORMAT, OPTION_HELP, OPTION_END};

const struct common_command cmd_help_command = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "What the program or a command does; also as a manual page, or as completions for a shell",
    .about =
        "text is for the terminal; man is a page for man(1); bash, zsh and fish are scripts by which these\n"
        "shells complete commands, options, scenarios, parameters and measures. An installed zutuan has\n"
        "brought all of them along.\n",
    .examples = "  zutuan help compare\n"
                "  zutuan help --format man compare | man -l -\n"
                "  zutuan help --format bash > ~/.local/share/bash-completion/completions/zutuan\n",
    .takes = takes,
    .files_least = 0,
    .files_most = 1,
    .run = run,
};
