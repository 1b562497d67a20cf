/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manual.h"

#include "zutuan/model/outcome.h"
#include "zutuan/model/params.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define WIDTH 78 /* characters of a line of the source */

/* One character, so that nothing of it is taken for a command. */
static void put(char letter)
{
    if (letter == '\\')
        fputs("\\e", stdout);
    else if (letter == '-')
        fputs("\\-", stdout);
    else
        putchar(letter);
}

static void put_text(const char *text)
{
    for (; *text != '\0'; text++)
        put(*text);
}

/* A line of its own for the macro `name`, with one argument in quotes. */
static void put_macro(const char *name, const char *argument)
{
    printf(".%s ", name);
    for (; *argument != '\0'; argument++) {
        if (*argument == '"')
            fputs("\\(dq", stdout);
        else
            put(*argument);
    }
    putchar('\n');
}

/* A word; what stands in backquotes is bold, also over several words. */
static void put_word(const char *word, size_t length, bool *bold)
{
    for (size_t i = 0; i < length; i++) {
        if (word[i] == '`') {
            *bold = !*bold;
            fputs(*bold ? "\\fB" : "\\fR", stdout);
        } else {
            put(word[i]);
        }
    }
}

/* Running text, filled; a sentence begins a line of the source. */
static void put_sentences(const char *text)
{
    size_t column = 0;
    bool bold = false;
    for (text += strspn(text, " \n"); *text != '\0'; text += strspn(text, " \n")) {
        const size_t length = strcspn(text, " \n");
        if (column > 0) {
            putchar(column + length > WIDTH ? '\n' : ' ');
            column = column + length > WIDTH ? 0 : column + 1;
        }
        if (column == 0 && (*text == '.' || *text == '\''))
            fputs("\\&", stdout);
        put_word(text, length, &bold);
        column += length;
        text += length;
        const char before = text[-1];
        if ((before == '.' || before == '?') && isspace((unsigned char)*text)) {
            putchar('\n');
            column = 0;
        }
    }
    if (column > 0)
        putchar('\n');
}

/* The lines of `about`; files and exit codes stand for themselves. */
static void put_about(const char *about)
{
    while (*about != '\0') {
        const char *next = about;
        do {
            next = strchr(next, '\n');
            next = next == NULL ? about + strlen(about) : next + 1;
        } while (*next != '\0' && strncmp(next, "Exit code", 9) != 0 && strncmp(next, "Files:", 6) != 0 &&
                 strncmp(next, "Without ", 8) != 0);
        char paragraph[4096];
        snprintf(paragraph, sizeof paragraph, "%.*s", (int)(next - about), about);
        puts(".PP");
        put_sentences(paragraph);
        about = next;
    }
}

/* Lines as they are. */
static void put_example(const char *lines)
{
    puts(".EX");
    while (*lines != '\0') {
        const size_t length = strcspn(lines, "\n");
        const char *line = lines + strspn(lines, " ");
        if (*line == '.' || *line == '\'')
            fputs("\\&", stdout);
        for (; line < lines + length; line++)
            put(*line);
        putchar('\n');
        lines += length + (lines[length] == '\n');
    }
    puts(".EE");
}

static void put_head(const char *name, const char *summary)
{
    fputs(".\\\" Written by `zutuan help --format man`; changes belong into the sources of the commands.\n",
          stdout);
    printf(".TH %s 1 " ZUTUAN_DATE " \"zutuan " ZUTUAN_VERSION "\" zutuan\n.SH NAME\n", name);
    put_text(name);
    fputs(" \\- ", stdout);
    put_text(summary);
    putchar('\n');
}

static void put_exits(void)
{
    static const struct {
        enum common_exit code;
        const char *meaning;
    } exits[] = {
        {COMMON_OK, "Everything was done."},
        {COMMON_INTERNAL, "A mistake of the program, or a check of its own that failed."},
        {COMMON_USAGE, "The command line is wrong."},
        {COMMON_INVALID, "A scenario, a design or another input is wrong."},
        {COMMON_IO, "Something could not be read or written."},
        {COMMON_FAILED, "Some replications failed; the others are kept."},
        {COMMON_NOT_MET, "The precision that was asked for was not met."},
        {COMMON_DIFFERS, "A reproduction differs from what it reproduces."},
        {COMMON_INTERRUPTED, "Interrupted; with a store the same command goes on."},
    };
    puts(".SH EXIT STATUS");
    for (size_t i = 0; i < sizeof exits / sizeof exits[0]; i++)
        printf(".TP\n.B %d\n%s\n", (int)exits[i].code, exits[i].meaning);
}

static void put_options(const enum option *takes)
{
    size_t count;
    const struct options_row *rows = options_rows(&count);
    puts(".SH OPTIONS");
    for (size_t i = 0; i < count; i++) {
        if (!options_takes(takes, rows[i].option))
            continue;
        puts(".TP");
        if (rows[i].letter != '\0')
            printf("\\fB\\-%c\\fR, ", rows[i].letter);
        fputs("\\fB\\-\\-", stdout);
        put_text(rows[i].name);
        fputs("\\fR", stdout);
        if (rows[i].value != NULL) {
            fputs(" \\fI", stdout);
            put_text(rows[i].value);
            fputs("\\fR", stdout);
        }
        putchar('\n');
        put_sentences(rows[i].help);
    }
}

static void put_see_also(const struct help *help, const char *without)
{
    puts(".SH SEE ALSO");
    if (without != NULL)
        puts(".BR zutuan (1),");
    for (size_t i = 0, last = help->count - 1; i < help->count; i++) {
        if (without != NULL && strcmp(help->commands[i]->name, without) == 0)
            continue;
        const bool ends = i == last || (i + 1 == last && without != NULL &&
                                        strcmp(help->commands[last]->name, without) == 0);
        printf(".BR zutuan\\-%s (1)%s\n", help->commands[i]->name, ends ? "" : ",");
    }
}

void manual_command(const struct help *help, const struct common_command *command)
{
    char name[64];
    snprintf(name, sizeof name, "zutuan-%s", command->name);
    put_head(name, command->summary);
    printf(".SH SYNOPSIS\n.B zutuan %s\n[\\fIOPTIONS\\fR] ", command->name);
    put_text(command->arguments);
    puts("\n.SH DESCRIPTION");
    char summary[256];
    snprintf(summary, sizeof summary, "%s.", command->summary);
    put_sentences(summary);
    put_about(command->about);
    put_options(command->takes);
    put_exits();
    puts(".SH EXAMPLES");
    put_example(command->examples);
    put_see_also(help, command->name);
}

/* The range of a row, its default and its meaning. */
static void put_parameter(const struct params_row *row)
{
    char fallback[64], range[256], line[1024];
    params_format(row, row->fallback, fallback, sizeof fallback);
    params_format_range(row, range, sizeof range);
    puts(".TP");
    put_macro("B", row->key);
    const bool stop = row->meaning[strlen(row->meaning) - 1] == '.';
    snprintf(line, sizeof line, "%s%s Default %s%s%s; %s.", row->meaning, stop ? "" : ".", fallback,
             *row->unit == '\0' ? "" : " ", row->unit, range);
    put_sentences(line);
}

static void put_parameters(void)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    puts(".SH PARAMETERS");
    put_sentences(
        "A scenario states those that it changes; `-s` KEY=VALUE overrides one in every scenario. A number "
        "may have a unit: 4w, 5%, 12/yr, 400k.");
    for (size_t i = 0; i < count; i++)
        put_parameter(&rows[i]);
    puts(".SH MEASURES");
    for (int measure = 0; measure < OUTCOME_MEASURES; measure++) {
        const struct outcome_row *row = outcome_measure_row((enum outcome_measure)measure);
        char line[1024];
        puts(".TP");
        put_macro("B", row->name);
        const bool stop = row->meaning[strlen(row->meaning) - 1] == '.';
        snprintf(line, sizeof line, "%s%s%s%s%s", row->meaning, stop ? "" : ".",
                 *row->unit == '\0' ? "" : " In ", row->unit, *row->unit == '\0' ? "" : ".");
        put_sentences(line);
    }
}

void manual_program(const struct help *help)
{
    put_head("zutuan",
             "does a city do better to buy social services from a cluster, or from each provider alone?");
    puts(".SH SYNOPSIS\n.B zutuan\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] \\fIFILE\\fR...\n.SH DESCRIPTION");
    put_sentences(
        "zutuan compares a city that buys social services from small providers one by one (solo) with one "
        "that buys from a cluster with a support organisation (16+1). It simulates both, replication by "
        "replication, for the same people, and gives every difference with its interval.\n");
    puts(".SH COMMANDS");
    for (size_t i = 0; i < help->count; i++) {
        puts(".TP");
        printf("\\fB%s\\fR%s", help->commands[i]->name, *help->commands[i]->arguments == '\0' ? "" : " ");
        put_text(help->commands[i]->arguments);
        putchar('\n');
        char summary[256];
        snprintf(summary, sizeof summary, "%s.", help->commands[i]->summary);
        put_sentences(summary);
    }
    puts(".SH SCENARIOS");
    put_sentences(
        "A FILE is a path that ends in .cfg, or the name of a scenario, which is looked for in the current "
        "folder, in ZUTUAN_SCENARIOS, and among those that come with the program. A scenario of one's own "
        "is a few lines over the one that it extends:\n");
    put_example("description = \"Two staff, and only monitoring\";\n"
                "extends = \"16+1\";\n"
                "support: { staff = 2; };\n"
                "training: { on = false; };\n");
    put_parameters();
    puts(".SH ENVIRONMENT\n.TP\n.B ZUTUAN_SCENARIOS\nA folder of scenarios.");
    put_exits();
    puts(".SH EXAMPLES");
    put_example("zutuan compare solo 16+1 --equal-budget\nzutuan compare solo 16+1 --out out/main\n"
                "zutuan report out/main\n");
    put_see_also(help, NULL);
}
