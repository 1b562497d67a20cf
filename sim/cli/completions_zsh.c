/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "completions_parts.h"

#define QUOTE "'\\''"

/* Prints what completes a kind: a list in brackets, a function of zsh's, or one of those below. */
static void print_action(enum completions_kind kind, const struct options_row *row)
{
    switch (kind) {
    case COMPLETIONS_NOTHING:
        putchar(' ');
        return;
    case COMPLETIONS_CHOICES:
        putchar('(');
        for (const char *const *choice = options_choices(row->option); *choice != NULL; choice++)
            printf("%s%s", choice == options_choices(row->option) ? "" : " ", *choice);
        putchar(')');
        return;
    case COMPLETIONS_FOLDERS:
        fputs("_files -/", stdout);
        return;
    case COMPLETIONS_FILES:
        fputs("_files", stdout);
        return;
    default:
        printf("_zutuan_%s", completions_name(kind));
    }
}

static void print_option(const struct options_row *row)
{
    const bool repeats =
        row->option == OPTION_SET || row->option == OPTION_OVER || row->option == OPTION_MEASURE;
    if (row->letter != '\0')
        printf("            '%s'{-%c%s,--%s%s}'", repeats ? "*" : "", row->letter,
               row->value != NULL ? "+" : "", row->name, row->value != NULL ? "=" : "");
    else
        printf("            '%s--%s%s", repeats ? "*" : "", row->name, row->value != NULL ? "=" : "");
    putchar('[');
    completions_quote(row->help, "[]\\", QUOTE);
    putchar(']');
    if (row->value != NULL) {
        putchar(':');
        completions_quote(row->value, ":\\", QUOTE);
        putchar(':');
        print_action(completions_of_option(row), row);
    }
    puts("' \\");
}

static void print_command(const struct common_command *command)
{
    bool kinds[COMPLETIONS_KINDS], any = false;
    size_t count;
    const struct options_row *rows = options_rows(&count);
    printf("    %s)\n        _arguments -s \\\n", command->name);
    for (size_t i = 0; i < count; i++) {
        if (options_takes(command->takes, rows[i].option))
            print_option(&rows[i]);
    }
    fputs("            '*:", stdout);
    completions_quote(command->arguments, ":\\", QUOTE);
    fputs(":_alternative", stdout);
    completions_of_arguments(command, kinds);
    for (int kind = COMPLETIONS_SCENARIOS; kind < COMPLETIONS_KINDS; kind++) {
        if (!kinds[kind])
            continue;
        any = true;
        printf(" \"%s\\:%s\\:", completions_name((enum completions_kind)kind),
               completions_name((enum completions_kind)kind));
        print_action((enum completions_kind)kind, NULL);
        putchar('"');
    }
    puts(any ? "'\n        ;;" : " \"none\\:nothing more\\: \"'\n        ;;");
}

static int print_lists(const struct help *help, struct diag *diag)
{
    for (int kind = COMPLETIONS_SCENARIOS; kind < COMPLETIONS_LISTS; kind++) {
        const char *name = completions_name((enum completions_kind)kind);
        printf("_zutuan_%s() {\n    local -a names=(", name);
        const int code = completions_list((enum completions_kind)kind, help, " '", "'", diag);
        if (code != DIAG_OK)
            return code;
        const char *how = "";
        if (kind == COMPLETIONS_KEYS)
            how = "-S = ";
        printf(" )\n    %scompadd %s-a names\n}\n",
               kind == COMPLETIONS_MEASURES ? "compset -P '*,'\n    " : "", how);
    }
    return DIAG_OK;
}

int completions_zsh(const struct help *help, struct diag *diag)
{
    puts("#compdef zutuan\n# zutuan in zsh; written by `zutuan help --format zsh`");
    const int code = print_lists(help, diag);
    if (code != DIAG_OK)
        return code;
    puts("_zutuan() {\n    local -a all=(");
    for (size_t i = 0; i < help->count; i++) {
        printf("        '%s:", help->commands[i]->name);
        completions_quote(help->commands[i]->summary, ":\\", QUOTE);
        puts("'");
    }
    puts("    )\n    if (( CURRENT == 2 )); then\n        _describe command all\n        return\n    fi\n"
         "    shift words\n    (( CURRENT-- ))\n    case $words[1] in");
    for (size_t i = 0; i < help->count; i++)
        print_command(help->commands[i]);
    puts("    esac\n}\nif [[ $funcstack[1] == _zutuan ]]; then\n    _zutuan \"$@\"\nelse\n    compdef "
         "_zutuan zutuan\nfi");
    return COMMON_OK;
}
