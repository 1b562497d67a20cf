/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the topics of the benchmark share: a stopwatch, rows and their table.
 *
 * A topic is a function that times its cases and adds a row for each. A row may name a reference: another
 * case of the same topic and size, such as a floor written by hand for the same work, and is then also given
 * as a ratio to it, since a ratio within one run travels between machines and a time does not. A row may have
 * a goal, and the table tells whether it is met. A new topic is one row of the table in bench.c.
 */
#ifndef ZUTUAN_BENCH_H
#define ZUTUAN_BENCH_H

#include "zutuan/core/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BENCH_MOST_ROWS = 512 };

/* What a row should be. */
enum bench_goal {
    BENCH_NO_GOAL,
    BENCH_RATIO_AT_MOST,
    BENCH_VALUE_AT_MOST,
    BENCH_VALUE_AT_LEAST,
};

struct bench_row {
    const char *topic;
    const char *name; /* of the case */
    size_t size;      /* of the problem; 0 where there is none */
    double value;
    const char *unit;
    const char *reference; /* name of a case of equal topic and size; NULL for none */
    enum bench_goal goal;
    double limit; /* of the goal */
};

struct bench {
    bool quick;                 /* a look, not a measurement */
    const struct bench *before; /* the run before, in which a target must be met too; NULL: there was none */
    struct bench_row rows[BENCH_MOST_ROWS];
    size_t count;
};

enum bench_format { BENCH_TEXT, BENCH_CSV, BENCH_JSON };

/* Does `operations` operations and returns something that depends on all of them. */
typedef double bench_body(void *context, uint64_t operations);

/* Seconds on a clock that only goes forward, and of processors that this process has had. */
double bench_seconds(void);
double bench_processor_seconds(void);
/* Least over repetitions of a processor's nanoseconds per operation, after a warm-up that also finds how many
 * operations a repetition needs: what else runs on the machine can only add to it. */
double bench_time(const struct bench *self, bench_body *body, void *context);
/* Keeps a result alive, so that the work behind it cannot be left out. */
void bench_keep(double result);
/* Adds a row; strings are borrowed and must outlive the table. */
void bench_add(struct bench *self, struct bench_row row);
/* Value of a row over that of its reference; NaN without one. */
double bench_ratio(const struct bench *self, const struct bench_row *row);
/* Whether the row is as it should be, in the run before too; true without a goal. */
bool bench_met(const struct bench *self, const struct bench_row *row);
void bench_print(const struct bench *self, enum bench_format format);

/* What the floors of the model are made of: nanoseconds of a hold with `pending` events in a heap written by
 * hand (NaN when memory ran out), and of one of the numbers that a request is made of. */
double bench_hold_floor(const struct bench *self, size_t pending);
double bench_draw_floor(const struct bench *self);

/* The topics. Each returns DIAG_OK or another code, which ends the run. */
DIAG_MUST_CHECK int bench_calendar(struct bench *self);
DIAG_MUST_CHECK int bench_streams(struct bench *self);
DIAG_MUST_CHECK int bench_queues(struct bench *self);
DIAG_MUST_CHECK int bench_model(struct bench *self);
DIAG_MUST_CHECK int bench_threads(struct bench *self);
DIAG_MUST_CHECK int bench_program(struct bench *self);
DIAG_MUST_CHECK int bench_savings(struct bench *self);
DIAG_MUST_CHECK int bench_answers(struct bench *self);

#endif
