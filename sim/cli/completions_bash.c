/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "completions_parts.h"

static const char head[] = "# zutuan in bash; written by `zutuan help --format bash`\n"
                           "_zutuan()\n"
                           "{\n"
                           "    local cur=${COMP_WORDS[COMP_CWORD]} prev= before= list= glued=\n"
                           "    [ \"$COMP_CWORD\" -lt 1 ] || prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                           "    [ \"$COMP_CWORD\" -lt 2 ] || before=${COMP_WORDS[COMP_CWORD-2]}\n"
                           "    # for bash an equals sign is a word of its own\n"
                           "    if [ \"$cur\" = = ]; then\n"
                           "        cur= before=$prev prev==\n"
                           "    fi\n"
                           "    if [ \"$prev\" = = ]; then\n"
                           "        prev=$before\n"
                           "    fi\n"
                           "    COMPREPLY=()\n";
static const char tail[] = "    # the last of several names with commas between them\n"
                           "    case $cur in\n"
                           "    *,*)\n"
                           "        glued=${cur%,*},\n"
                           "        cur=${cur##*,}\n"
                           "        ;;\n"
                           "    esac\n"
                           "    if [ -n \"$list\" ]; then\n"
                           "        COMPREPLY+=($(compgen -P \"$glued\" -W \"$list\" -- \"$cur\"))\n"
                           "    fi\n"
                           "}\n"
                           "complete -F _zutuan zutuan\n";

static const char folders[] = "        compopt -o filenames 2>/dev/null\n"
                              "        COMPREPLY+=($(compgen -d -- \"$cur\"))\n";
static const char files[] = "        compopt -o filenames 2>/dev/null\n"
                            "        COMPREPLY+=($(compgen -f -- \"$cur\"))\n";

static void print_choices(const struct options_row *row)
{
    fputs("        list='", stdout);
    for (const char *const *choice = options_choices(row->option); *choice != NULL; choice++)
        printf(" %s", *choice);
    puts("'");
}

/* What may follow an option that takes a value. */
static void print_value(const char *command, const struct options_row *row)
{
    const enum completions_kind kind = completions_of_option(row);
    printf("    %s:--%s", command, row->name);
    if (row->letter != '\0')
        printf(" | %s:-%c", command, row->letter);
    puts(")");
    if (kind == COMPLETIONS_CHOICES)
        print_choices(row);
    else if (kind == COMPLETIONS_FOLDERS || kind == COMPLETIONS_FILES)
        fputs(kind == COMPLETIONS_FOLDERS ? folders : files, stdout);
    else if (kind != COMPLETIONS_NOTHING)
        printf("        list=$%s\n", completions_name(kind));
    if (kind == COMPLETIONS_KEYS)
        puts("        compopt -o nospace 2>/dev/null");
    puts("        ;;");
}

static void print_values(const struct common_command *command)
{
    size_t count;
    const struct options_row *rows = options_rows(&count);
    for (size_t i = 0; i < count; i++) {
        if (options_takes(command->takes, rows[i].option) && rows[i].value != NULL)
            print_value(command->name, &rows[i]);
    }
}

/* The names of its options, and what it takes besides. */
static void print_arguments(const struct common_command *command)
{
    bool kinds[COMPLETIONS_KINDS];
    size_t count;
    const struct options_row *rows = options_rows(&count);
    printf("    %s:-*)\n        list='", command->name);
    for (size_t i = 0; i < count; i++) {
        if (options_takes(command->takes, rows[i].option))
            printf(" --%s", rows[i].name);
    }
    printf("'\n        ;;\n    %s:*)\n        list=", command->name);
    completions_of_arguments(command, kinds);
    for (int kind = COMPLETIONS_SCENARIOS; kind < COMPLETIONS_LISTS; kind++) {
        if (kinds[kind])
            printf("$%s\" \"", completions_name((enum completions_kind)kind));
    }
    putchar('\n');
    if (kinds[COMPLETIONS_FOLDERS] || kinds[COMPLETIONS_FILES])
        fputs(kinds[COMPLETIONS_FILES] ? files : folders, stdout);
    puts("        ;;");
}

int completions_bash(const struct help *help, struct diag *diag)
{
    fputs(head, stdout);
    for (int kind = COMPLETIONS_SCENARIOS; kind < COMPLETIONS_LISTS; kind++) {
        printf("    local %s='", completions_name((enum completions_kind)kind));
        const int code = completions_list((enum completions_kind)kind, help, " ", "", diag);
        if (code != DIAG_OK)
            return code;
        puts("'");
    }
    puts("    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "        list=\"$commands --help --version\"\n"
         "    else\n"
         "    case ${COMP_WORDS[1]}:$prev in");
    for (size_t i = 0; i < help->count; i++)
        print_values(help->commands[i]);
    puts("    *)\n    case ${COMP_WORDS[1]}:$cur in");
    for (size_t i = 0; i < help->count; i++)
        print_arguments(help->commands[i]);
    puts("    esac\n        ;;\n    esac\n    fi");
    fputs(tail, stdout);
    return COMMON_OK;
}
