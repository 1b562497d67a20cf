/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { BENCH_REPETITIONS = 9, BENCH_QUICK_REPETITIONS = 5 };

static volatile double bench_kept;

double bench_processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double bench_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void bench_keep(double result)
{
    bench_kept = result;
}

static double bench_once(bench_body *body, void *context, uint64_t operations)
{
    const double start = bench_processor_seconds();
    bench_keep(body(context, operations));
    return bench_processor_seconds() - start;
}

double bench_time(const struct bench *self, bench_body *body, void *context)
{
    const double target = self->quick ? 0.002 : 0.02;
    const size_t repetitions = self->quick ? BENCH_QUICK_REPETITIONS : BENCH_REPETITIONS;
    uint64_t operations = 64;
    while (bench_once(body, context, operations) < 0.5 * target) {
        operations *= 2;
    }
    double least = INFINITY;
    for (size_t i = 0; i < repetitions; i++) {
        least = fmin(least, bench_once(body, context, operations));
    }
    return 1e9 * least / (double)operations;
}

void bench_add(struct bench *self, struct bench_row row)
{
    assert(self->count < BENCH_MOST_ROWS);
    self->rows[self->count++] = row;
}

double bench_ratio(const struct bench *self, const struct bench_row *row)
{
    for (size_t i = 0; row->reference != NULL && i < self->count; i++) {
        const struct bench_row *other = &self->rows[i];
        if (strcmp(other->topic, row->topic) == 0 && strcmp(other->name, row->reference) == 0 &&
            other->size == row->size) {
            return row->value / other->value;
        }
    }
    return NAN;
}

static bool bench_meets(const struct bench *self, const struct bench_row *row)
{
    switch (row->goal) {
    case BENCH_RATIO_AT_MOST:
        return bench_ratio(self, row) <= row->limit;
    case BENCH_VALUE_AT_MOST:
        return row->value <= row->limit;
    case BENCH_VALUE_AT_LEAST:
        return row->value >= row->limit;
    case BENCH_NO_GOAL:
        break;
    }
    return true;
}

bool bench_met(const struct bench *self, const struct bench_row *row)
{
    const size_t index = (size_t)(row - self->rows); /* both runs add the same rows */
    return bench_meets(self, row) &&
           (self->before == NULL || bench_meets(self->before, &self->before->rows[index]));
}

/* What a goal looks like; "" for none. */
static void bench_goal_text(const struct bench_row *row, char *text, size_t size)
{
    static const char *const forms[] = {
        [BENCH_NO_GOAL] = "",
        [BENCH_RATIO_AT_MOST] = "ratio <= %g",
        [BENCH_VALUE_AT_MOST] = "value <= %g",
        [BENCH_VALUE_AT_LEAST] = "value >= %g",
    };
    text[0] = '\0';
    if (row->goal != BENCH_NO_GOAL) {
        snprintf(text, size, forms[row->goal], row->limit);
    }
}

static void bench_print_text(const struct bench *self)
{
    size_t goals = 0, met = 0;
    printf("%-16s %-34s %8s %11s %-12s %8s %-16s %-4s %s\n", "topic", "case", "size", "value", "unit",
           "ratio", "target", "met", "to");
    for (size_t i = 0; i < self->count; i++) {
        const struct bench_row *row = &self->rows[i];
        const double ratio = bench_ratio(self, row);
        char goal[48], ratio_text[16] = "";
        if (i > 0 && (row->size != row[-1].size || strcmp(row->topic, row[-1].topic) != 0)) {
            putchar('\n');
        }
        if (!isnan(ratio)) {
            snprintf(ratio_text, sizeof ratio_text, "%.3f", ratio);
        }
        bench_goal_text(row, goal, sizeof goal);
        printf("%-16s %-34s %8zu %11.4g %-12s %8s %-16s %-4s %s\n", row->topic, row->name, row->size,
               row->value, row->unit, ratio_text, goal,
               row->goal == BENCH_NO_GOAL ? ""
               : bench_met(self, row)     ? "yes"
                                          : "NO",
               row->reference == NULL ? "" : row->reference);
        goals += row->goal != BENCH_NO_GOAL;
        met += row->goal != BENCH_NO_GOAL && bench_met(self, row);
    }
    printf("\n%zu of %zu targets met%s\n", met, goals, self->before != NULL ? " on both runs" : "");
}

static void bench_print_csv(const struct bench *self)
{
    puts("topic,case,size,value,unit,ratio,reference,target,met");
    for (size_t i = 0; i < self->count; i++) {
        const struct bench_row *row = &self->rows[i];
        char goal[48];
        bench_goal_text(row, goal, sizeof goal);
        printf("%s,%s,%zu,%.6g,%s,", row->topic, row->name, row->size, row->value, row->unit);
        if (row->reference != NULL) {
            printf("%.6g,%s,", bench_ratio(self, row), row->reference);
        } else {
            fputs(",,", stdout);
        }
        printf("%s,%s\n", goal, row->goal == BENCH_NO_GOAL ? "" : bench_met(self, row) ? "yes" : "no");
    }
}

static void bench_print_json(const struct bench *self)
{
    puts("[");
    for (size_t i = 0; i < self->count; i++) {
        const struct bench_row *row = &self->rows[i];
        char goal[48];
        bench_goal_text(row, goal, sizeof goal);
        printf("  {\"topic\": \"%s\", \"case\": \"%s\", \"size\": %zu, \"value\": %.6g, \"unit\": \"%s\"",
               row->topic, row->name, row->size, row->value, row->unit);
        if (row->reference != NULL) {
            printf(", \"ratio\": %.6g, \"reference\": \"%s\"", bench_ratio(self, row), row->reference);
        }
        if (row->goal != BENCH_NO_GOAL) {
            printf(", \"target\": \"%s\", \"met\": %s", goal, bench_met(self, row) ? "true" : "false");
        }
        puts(i + 1 < self->count ? "}," : "}");
    }
    puts("]");
}

void bench_print(const struct bench *self, enum bench_format format)
{
    switch (format) {
    case BENCH_CSV:
        bench_print_csv(self);
        break;
    case BENCH_JSON:
        bench_print_json(self);
        break;
    case BENCH_TEXT:
        bench_print_text(self);
        break;
    }
}
