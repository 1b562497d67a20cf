/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BENCH_MOST_REPETITIONS = 9 };

static volatile double bench_kept;

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
    const double start = bench_seconds();
    bench_keep(body(context, operations));
    return bench_seconds() - start;
}

static int bench_ascending(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_time(const struct bench *self, bench_body *body, void *context)
{
    const double target = self->quick ? 0.002 : 0.02;
    const size_t repetitions = self->quick ? 3 : BENCH_MOST_REPETITIONS;
    uint64_t operations = 64;
    while (bench_once(body, context, operations) < 0.5 * target) {
        operations *= 2;
    }
    double times[BENCH_MOST_REPETITIONS] = {0.0};
    for (size_t i = 0; i < repetitions; i++) {
        times[i] = bench_once(body, context, operations);
    }
    qsort(times, repetitions, sizeof times[0], bench_ascending);
    return 1e9 * times[repetitions / 2] / (double)operations;
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

static void bench_print_text(const struct bench *self)
{
    printf("%-18s %-34s %9s %12s %-12s %8s  %s\n", "topic", "case", "size", "value", "unit", "ratio", "to");
    for (size_t i = 0; i < self->count; i++) {
        const struct bench_row *row = &self->rows[i];
        if (i > 0 && (row->size != row[-1].size || strcmp(row->topic, row[-1].topic) != 0)) {
            putchar('\n');
        }
        printf("%-18s %-34s %9zu %12.4g %-12s", row->topic, row->name, row->size, row->value, row->unit);
        if (row->reference != NULL) {
            printf(" %8.3f  %s", bench_ratio(self, row), row->reference);
        }
        putchar('\n');
    }
}

static void bench_print_csv(const struct bench *self)
{
    puts("topic,case,size,value,unit,ratio,reference");
    for (size_t i = 0; i < self->count; i++) {
        const struct bench_row *row = &self->rows[i];
        printf("%s,%s,%zu,%.6g,%s,", row->topic, row->name, row->size, row->value, row->unit);
        if (row->reference != NULL) {
            printf("%.6g,%s\n", bench_ratio(self, row), row->reference);
        } else {
            puts(",");
        }
    }
}

static void bench_print_json(const struct bench *self)
{
    puts("[");
    for (size_t i = 0; i < self->count; i++) {
        const struct bench_row *row = &self->rows[i];
        printf("  {\"topic\": \"%s\", \"case\": \"%s\", \"size\": %zu, \"value\": %.6g, \"unit\": \"%s\"",
               row->topic, row->name, row->size, row->value, row->unit);
        if (row->reference != NULL) {
            printf(", \"ratio\": %.6g, \"reference\": \"%s\"", bench_ratio(self, row), row->reference);
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
