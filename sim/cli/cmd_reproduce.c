/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"
#include "rerun.h"
#include "zutuan/core/letters.h"
#include "zutuan/report/reproduce.h"

#include <string.h>

#define QUICK_REPLICATIONS 10
#define RUN_MOST           512 /* characters of a command and its files */

/* Files that are not what the manifest says they were. Returns how many. */
static size_t tell_damage(const struct reproduce *self)
{
    for (size_t i = 0; i < self->file_count; i++) {
        const struct reproduce_file *file = &self->files[i];
        if (file->state == REPRODUCE_CHANGED)
            printf("%s was changed since: its SHA-256 is not the one in the manifest\n", file->name);
        else if (file->state == REPRODUCE_MISSING)
            printf("%s is missing\n", file->name);
    }
    return reproduce_damaged(self, false);
}

static void tell_difference(const struct reproduce_difference *found, bool changed)
{
    struct reproduce_difference plain = *found, *difference = &plain;
    const bool as_made = changed && difference->proven;
    letters_make_plain(plain.here);
    letters_make_plain(plain.there);
    letters_make_plain(plain.line);
    letters_make_plain(plain.column);
    printf("%s ", difference->file);
    if (difference->absent) {
        puts("is in one of the two folders only");
        return;
    }
    if (difference->here[0] == '\0' && difference->there[0] == '\0' && difference->line[0] == '\0') {
        puts("is as when it is run again, but not as the manifest says");
        return;
    }
    printf("differs first in %s %zu", difference->table ? "row" : "line", difference->row);
    if (difference->column[0] != '\0')
        printf(", column %s", difference->column);
    printf(":\n  in the folder   %s\n  %s%s\n", difference->here,
           as_made ? "as it was made  " : "run again       ", difference->there);
    if (difference->line[0] != '\0')
        printf("  the row         %s\n", difference->line);
}

static bool was_changed(const struct reproduce *self, const char *name)
{
    for (size_t i = 0; i < self->file_count; i++) {
        if (strcmp(self->files[i].name, name) == 0)
            return self->files[i].state != REPRODUCE_SAME;
    }
    return false;
}

/* What the comparison found, and the exit code for it. `damaged`: files of the folder that were changed. */
static int conclude(const struct reproduce *self, const struct reproduce_difference *difference,
                    size_t damaged)
{
    if (difference->file[0] != '\0') {
        tell_difference(difference, was_changed(self, difference->file));
        if (difference->files > 1)
            printf("%zu files differ in all\n", difference->files);
    }
    return damaged > 0 ? COMMON_IO : difference->file[0] != '\0' ? COMMON_DIFFERS : COMMON_OK;
}

/* What was run, as it may be printed. */
static void tell_run(const struct reproduce *self, char text[RUN_MOST])
{
    snprintf(text, RUN_MOST, "%s %s", reproduce_command(self), reproduce_subject(self));
    letters_make_plain(text);
}

static int check_quickly(const struct reproduce *self, const struct common_call *call, size_t damaged)
{
    struct reproduce_difference difference;
    struct reproduce_quick quick = {
        .count = QUICK_REPLICATIONS, .seed = call->options->seed, .interrupted = interrupt_flag()};
    char ran[RUN_MOST];
    int code = reproduce_quickly(self, &quick, &difference, call->diag);
    if (code != DIAG_OK)
        return code;
    code = conclude(self, &difference, damaged);
    tell_run(self, ran);
    if (difference.file[0] == '\0')
        printf("%s: %zu of %zu replications of %zu scenario%s were recomputed: their %zu rows of "
               "replications.csv are the same\n",
               ran, quick.checked, reproduce_done(self), quick.scenarios, quick.scenarios == 1 ? "" : "s",
               quick.rows);
    return code;
}

static int check_all(const struct reproduce *self, const struct common_call *call, size_t damaged)
{
    struct reproduce_difference difference;
    struct rerun rerun;
    char ran[RUN_MOST];
    tell_run(self, ran);
    int code = rerun_begin(&rerun, call->diag);
    if (code == DIAG_OK)
        code = rerun_run(&rerun, self, call);
    if (code == COMMON_OK || code == COMMON_FAILED || code == COMMON_NOT_MET) {
        code = reproduce_compare(self, rerun.folder, &difference, call->diag);
        if (code == DIAG_OK)
            code = conclude(self, &difference, damaged);
        if (code == COMMON_OK)
            printf("%s was run again: all %zu files are the same, byte by byte\n", ran, self->file_count);
    }
    rerun_free(&rerun);
    return code;
}

static int check(const struct reproduce *self, const struct common_call *call)
{
    char program[512];
    const bool quick = call->options->given[OPTION_QUICK_CHECK];
    reproduce_program(self, program);
    if (*program != '\0')
        fprintf(stderr, "note: %s\n", program);
    const size_t damaged = tell_damage(self);
    common_flush(); /* before what follows on standard error */
    if (reproduce_damaged(self, true) > 0)
        return diag_add(call->diag, DIAG_IO, self->folder, 0,
                        "is damaged: what it was made from is not what it was, so it cannot be run again");
    if (quick)
        return check_quickly(self, call, damaged);
    if (reproduce_interrupted(self))
        return diag_add(call->diag, DIAG_USAGE, self->folder, 0,
                        "holds an experiment that was interrupted: finish it with the same command first, "
                        "or check what is there with --quick");
    if (!self->arguments_kept)
        fputs("note: the folder does not hold everything the command was given; the rest is read from where "
              "it was\n",
              stderr);
    return check_all(self, call, damaged);
}

static int run(const struct common_call *call)
{
    struct reproduce reproduce;
    int code = reproduce_open(&reproduce, call->options->files[0], call->diag);
    if (code == DIAG_OK)
        code = check(&reproduce, call);
    reproduce_free(&reproduce);
    return code;
}

static const enum option takes[] = {OPTION_QUICK_CHECK, OPTION_SEED, OPTION_JOBS,
                                    OPTION_PROGRESS,    OPTION_HELP, OPTION_END};

const struct common_command cmd_reproduce_command = {
    .name = "reproduce",
    .arguments = "DIR",
    .summary = "Run again what left a results folder, elsewhere, and compare every file byte by byte",
    .about =
        "Everything is taken from DIR: the command and its options from manifest.json, the scenarios from\n"
        "resolved/, a design from design.cfg. Runs that are in a store are not used. With --quick ten\n"
        "replications, drawn by --seed, are recomputed and compared with their rows of replications.csv.\n"
        "Exit code 7: something differs; 4: a file of DIR was changed since it was written, and which.\n"
        "Another version of zutuan, or another compiler, may find other numbers: this is told.\n",
    .examples = "  zutuan reproduce out/main\n"
                "  zutuan reproduce out/main --quick --seed 7\n",
    .takes = takes,
    .files_least = 1,
    .files_most = 1,
    .run = run,
};
