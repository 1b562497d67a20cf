/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "completions_parts.h"

#define QUOTE "\\'"

/* ` -a '(…)'` for what is a list. */
static void print_choices_of(enum completions_kind kind, const struct options_row *row)
{
    if (kind == COMPLETIONS_CHOICES) {
        fputs(" -a '", stdout);
        for (const char *const *choice = options_choices(row->option); *choice != NULL; choice++)
            printf("%s%s", choice == options_choices(row->option) ? "" : " ", *choice);
        putchar('\'');
    } else if (kind == COMPLETIONS_FOLDERS) {
        fputs(" -a '(__fish_complete_directories)'", stdout);
    } else if (kind > COMPLETIONS_CHOICES && kind < COMPLETIONS_LISTS) {
        printf(" -a '(__zutuan_%s)'", completions_name(kind));
    }
}

static void print_option(const struct common_command *command, const struct options_row *row)
{
    const enum completions_kind kind = completions_of_option(row);
    printf("complete -c zutuan -n '__fish_seen_subcommand_from %s' -l %s", command->name, row->name);
    if (row->letter != '\0')
        printf(" -s %c", row->letter);
    if (row->value != NULL)
        fputs(kind == COMPLETIONS_FILES ? " -r -F" : " -x", stdout);
    print_choices_of(kind, row);
    fputs(" -d '", stdout);
    completions_quote(row->help, "\\", QUOTE);
    puts("'");
}

static void print_command(const struct common_command *command)
{
    bool kinds[COMPLETIONS_KINDS];
    size_t count;
    const struct options_row *rows = options_rows(&count);
    printf("complete -c zutuan -n __fish_use_subcommand -a %s -d '", command->name);
    completions_quote(command->summary, "\\", QUOTE);
    puts("'");
    for (size_t i = 0; i < count; i++) {
        if (options_takes(command->takes, rows[i].option))
            print_option(command, &rows[i]);
    }
    completions_of_arguments(command, kinds);
    for (int kind = COMPLETIONS_SCENARIOS; kind < COMPLETIONS_KINDS; kind++) {
        if (!kinds[kind])
            continue;
        printf("complete -c zutuan -n '__fish_seen_subcommand_from %s'", command->name);
        print_choices_of((enum completions_kind)kind, NULL);
        puts(kind == COMPLETIONS_FILES ? " -F" : "");
    }
}

int completions_fish(const struct help *help, struct diag *diag)
{
    puts("# zutuan in fish; written by `zutuan help --format fish`\ncomplete -c zutuan -f");
    for (int kind = COMPLETIONS_SCENARIOS; kind < COMPLETIONS_LISTS; kind++) {
        printf("function __zutuan_%s\n    printf '%%s\\n'", completions_name((enum completions_kind)kind));
        const int code = completions_list((enum completions_kind)kind, help, " '",
                                          kind == COMPLETIONS_KEYS ? "='" : "'", diag);
        if (code != DIAG_OK)
            return code;
        puts("\nend");
    }
    for (size_t i = 0; i < help->count; i++)
        print_command(help->commands[i]);
    return COMMON_OK;
}
