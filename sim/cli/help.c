/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "help.h"

#include "table.h"

#include <stdint.h>
#include <string.h>

int help_overview(const struct help *self, FILE *stream)
{
    struct table table;
    table_init(&table, "ll");
    fputs("zutuan compares a city that buys social services from small providers one by one (solo) with one\n"
          "that buys from a cluster with a support organisation (16+1).\n\n"
          "Usage: zutuan COMMAND [OPTIONS] FILE...\n\n",
          stream);
    for (size_t i = 0; i < self->count; i++) {
        table_add(&table, "%s %s", self->commands[i]->name, self->commands[i]->arguments);
        table_add(&table, "%s", self->commands[i]->summary);
    }
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    fputs("\n`zutuan COMMAND --help` says more. A FILE is a path, or the name of a scenario: solo, 16+1 ...\n"
          "To begin with: zutuan compare solo 16+1 --equal-budget\n",
          stream);
    return common_exit_code(code);
}

int help_command(const struct common_command *command)
{
    printf("Usage: zutuan %s [OPTIONS]%s%s\n\n%s.\n%s%s\nOptions:\n", command->name,
           *command->arguments == '\0' ? "" : " ", command->arguments, command->summary,
           *command->about == '\0' ? "" : "\n", command->about);
    const int code = options_describe(command->takes, stdout);
    printf("\nExamples:\n%s", command->examples);
    return common_exit_code(code);
}

const struct common_command *help_find(const struct help *self, const char *name, struct diag *diag)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < self->count; i++) {
        const size_t distance = common_distance(name, self->commands[i]->name);
        if (strcmp(self->commands[i]->name, name) == 0)
            return self->commands[i];
        if (distance < least) {
            least = distance;
            nearest = self->commands[i]->name;
        }
    }
    if (nearest != NULL)
        diag_add(diag, DIAG_USAGE, NULL, 0, "%s: unknown command; did you mean %s?", name, nearest);
    else
        diag_add(diag, DIAG_USAGE, NULL, 0, "%s: unknown command; `zutuan --help` lists them", name);
    return NULL;
}
