/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zutuan_bench [--quick] [--twice] [--format text|csv|json] [topic ...]: times the parts and prints one
 * table. Without topics it takes some minutes; the last, `answers`, runs the program as a user would. --twice
 * runs everything again: the numbers are the second run's, and a target is met that was met both times.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct bench_topic {
    const char *name;
    int (*run)(struct bench *self);
} bench_topics[] = {
    {"calendar", bench_calendar}, {"streams", bench_streams}, {"queues", bench_queues},
    {"model", bench_model},       {"threads", bench_threads}, {"program", bench_program},
    {"savings", bench_savings},   {"answers", bench_answers},
};

enum { BENCH_TOPICS = sizeof bench_topics / sizeof bench_topics[0] };

struct bench_options {
    bool quick;
    bool twice;
    enum bench_format format;
    bool chosen[BENCH_TOPICS];
    bool any_chosen;
};

static bool bench_parse_format(const char *word, enum bench_format *format)
{
    static const char *const names[] = {[BENCH_TEXT] = "text", [BENCH_CSV] = "csv", [BENCH_JSON] = "json"};
    for (size_t i = 0; word != NULL && i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(word, names[i]) == 0) {
            *format = (enum bench_format)i;
            return true;
        }
    }
    return false;
}

static bool bench_parse_topic(const char *word, struct bench_options *options)
{
    for (size_t i = 0; i < BENCH_TOPICS; i++) {
        if (strcmp(word, bench_topics[i].name) == 0) {
            options->chosen[i] = true;
            options->any_chosen = true;
            return true;
        }
    }
    return false;
}

/* argv ends with NULL. */
static bool bench_parse(char **argv, struct bench_options *options)
{
    for (char **word = argv + 1; *word != NULL; word++) {
        if (strcmp(*word, "--quick") == 0) {
            options->quick = true;
        } else if (strcmp(*word, "--twice") == 0) {
            options->twice = true;
        } else if (strcmp(*word, "--format") == 0) {
            if (!bench_parse_format(*++word, &options->format)) {
                return false;
            }
        } else if (!bench_parse_topic(*word, options)) {
            return false;
        }
    }
    return true;
}

static int bench_run(struct bench *self, const struct bench_options *options)
{
    for (size_t i = 0; i < BENCH_TOPICS; i++) {
        if (!options->any_chosen || options->chosen[i]) {
            const int code = bench_topics[i].run(self);
            if (code != DIAG_OK) {
                fprintf(stderr, "zutuan_bench: %s: failed with code %d\n", bench_topics[i].name, code);
                return code;
            }
        }
    }
    return DIAG_OK;
}

int main(int argc, char **argv)
{
    (void)argc;
    struct bench_options options = {.format = BENCH_TEXT};
    if (!bench_parse(argv, &options)) {
        fputs("usage: zutuan_bench [--quick] [--twice] [--format text|csv|json] [topic ...]\ntopics:",
              stderr);
        for (size_t i = 0; i < BENCH_TOPICS; i++) {
            fprintf(stderr, " %s", bench_topics[i].name);
        }
        fputc('\n', stderr);
        return 2;
    }
    static struct bench before, bench;
    before.quick = bench.quick = options.quick;
    if (options.twice) {
        if (bench_run(&before, &options) != DIAG_OK) {
            return EXIT_FAILURE;
        }
        bench.before = &before;
    }
    if (bench_run(&bench, &options) != DIAG_OK) {
        return EXIT_FAILURE;
    }
    bench_print(&bench, options.format);
    return EXIT_SUCCESS;
}
