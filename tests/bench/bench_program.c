/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around the model: threads, the store, the trace, loading a scenario, starting the program, and
 * with the topic `answers` how long a user waits for one. What is compared is run by turns, and the least of
 * each counts.
 */
#include "bench.h"

#include "zutuan/experiment/replicate.h"
#include "zutuan/experiment/scenario.h"
#include "zutuan/experiment/store.h"
#include "zutuan/report/trace.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TURNS = 7, QUICK_TURNS = 3, STARTS = 40, LOADS = 40 };

static int turns(const struct bench *self)
{
    return self->quick ? QUICK_TURNS : TURNS;
}

/* Replications of solo and 16+1: seconds on the clock and of processors. */
static int replicate_once(size_t replications, int threads, struct store *store, double *wall, double *cpu)
{
    struct scenario solo = {.name = "solo"}, support = {.name = "16+1"};
    const struct scenario *const arms[] = {&solo, &support};
    const struct replicate_how how = {.threads = threads, .store = store};
    struct replicate work = {0};
    int code;

    params_defaults(&solo.params);
    support.params = solo.params;
    support.params.cluster.form = PARAMS_FORM_SUPPORT;
    *wall = bench_seconds();
    *cpu = bench_processor_seconds();
    code = replicate_alloc(&work, arms, 2, 1);
    if (code == DIAG_OK)
        code = replicate_extend(&work, replications, &how);
    *wall = bench_seconds() - *wall;
    *cpu = bench_processor_seconds() - *cpu;
    replicate_free(&work);
    return code;
}

int bench_threads(struct bench *self)
{
    const size_t replications = self->quick ? 60 : 300;
    const int all = replicate_threads(0);
    double one_wall = INFINITY, one_cpu = INFINITY, all_wall = INFINITY, all_cpu = INFINITY, wall, cpu;

    for (int turn = 0; turn < turns(self); turn++) {
        int code = replicate_once(replications, 1, NULL, &wall, &cpu);
        one_wall = fmin(one_wall, wall);
        one_cpu = fmin(one_cpu, cpu);
        if (code == DIAG_OK)
            code = replicate_once(replications, 2, NULL, &wall, &cpu);
        all_wall = fmin(all_wall, wall);
        all_cpu = fmin(all_cpu, cpu);
        if (code != DIAG_OK)
            return code;
    }
    bench_add(self, (struct bench_row){"threads", "two over one, clock", (size_t)all, one_wall / all_wall,
                                       "x", NULL, BENCH_VALUE_AT_LEAST, 1.95});
    bench_add(self, (struct bench_row){"threads", "processor time of two over one's", (size_t)all,
                                       all_cpu / one_cpu, "x", NULL, BENCH_NO_GOAL, 0.0});
    return DIAG_OK;
}

/* One replication of 16+1, seen by `observer`. */
static int observed(world_observer *observer, void *context, double *seconds)
{
    struct params params;
    struct world *world = NULL;
    int code;

    params_defaults(&params);
    params.cluster.form = PARAMS_FORM_SUPPORT;
    code = world_alloc(&world, &params);
    if (code < 0)
        return code;
    world_observe(world, observer, context);
    for (int run = 0; run < 2 && code == DIAG_OK; run++) {
        *seconds = bench_processor_seconds();
        world_reset(world, 1, 1);
        code = world_run(world);
        *seconds = bench_processor_seconds() - *seconds;
    }
    world_free(world);
    return code;
}

static void count_notice(void *context, const struct world_notice *notice)
{
    (void)notice;
    ++*(uint64_t *)context;
}

static int trace(struct bench *self)
{
    double none = INFINITY, counted = INFINITY, written = INFINITY, seconds;
    uint64_t rows = 0;
    FILE *const sink = fopen("/dev/null", "w");
    struct trace log;
    int code = sink == NULL ? DIAG_IO : DIAG_OK;

    for (int turn = 0; turn < turns(self) && code == DIAG_OK; turn++) {
        rows = 0;
        trace_begin(&log, sink, NULL);
        code = observed(NULL, NULL, &seconds);
        none = fmin(none, seconds);
        if (code == DIAG_OK)
            code = observed(count_notice, &rows, &seconds);
        counted = fmin(counted, seconds);
        if (code == DIAG_OK)
            code = observed(trace_notice, &log, &seconds);
        written = fmin(written, seconds);
    }
    if (sink != NULL)
        fclose(sink);
    rows /= 2; /* a replication was run twice */
    bench_add(self, (struct bench_row){"trace", "a row of CSV", (size_t)rows,
                                       1e9 * (written - counted) / (double)rows, "ns", NULL,
                                       BENCH_VALUE_AT_MOST, 100.0});
    bench_add(self, (struct bench_row){"trace", "replication untraced", (size_t)rows, 1e3 * none, "ms", NULL,
                                       BENCH_NO_GOAL, 0.0});
    bench_add(self, (struct bench_row){"trace", "replication traced", (size_t)rows, 1e3 * written, "ms",
                                       "replication untraced", BENCH_NO_GOAL, 0.0});
    return code;
}

static int share_of_store(struct bench *self)
{
    const size_t replications = self->quick ? 100 : 500;
    char path[] = "/tmp/zutuan-bench-XXXXXX";
    double without = INFINITY, with = INFINITY, wall, cpu;
    int code = mkdtemp(path) == NULL ? DIAG_IO : DIAG_OK;

    for (int turn = 0; turn < turns(self) && code == DIAG_OK; turn++) {
        char file[sizeof path + 32];
        struct diag diag = {0};
        struct store *store = NULL;
        snprintf(file, sizeof file, "%s/store.sqlite", path);
        code = replicate_once(replications, 1, NULL, &wall, &cpu);
        without = fmin(without, cpu);
        if (code == DIAG_OK)
            code = store_open(&store, file, &diag);
        if (code == DIAG_OK)
            code = replicate_once(replications, 1, store, &wall, &cpu);
        const double began = bench_processor_seconds();
        store_close(store, &diag);
        with = fmin(with, cpu + bench_processor_seconds() - began);
        diag_free(&diag);
        remove(file);
    }
    rmdir(path);
    bench_add(self, (struct bench_row){"store", "more of a processor's time", 0,
                                       100.0 * (with / without - 1.0), "%", NULL, BENCH_VALUE_AT_MOST, 5.0});
    return code;
}

static double processor_of(const struct rusage *usage)
{
    return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
           1e-6 * (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec);
}

/* Runs a program without output and waits; seconds, NaN when it failed. */
static double run_program(const char *const *argv)
{
    const double began = bench_seconds();
    const pid_t child = fork();
    int status = -1;

    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
            _exit(127);
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        return NAN;
    return bench_seconds() - began;
}

/* Processor time that starting takes, of the child alone and at its least. */
static double least_start(const char *const *argv)
{
    double least = NAN;

    for (int i = 0; i < STARTS; i++) {
        struct rusage before, after;
        getrusage(RUSAGE_CHILDREN, &before);
        const bool ran = !isnan(run_program(argv));
        getrusage(RUSAGE_CHILDREN, &after);
        if (ran)
            least = fmin(least, processor_of(&after) - processor_of(&before));
    }
    return least;
}

static double least_run(const char *const *argv, int times)
{
    double least = NAN;

    for (int i = 0; i < times; i++)
        least = fmin(least, run_program(argv));
    return least;
}

static int start_up(struct bench *self)
{
    static const char *const nothing[] = {"/bin/true", NULL};
    static const char *const help[] = {ZUTUAN_PROGRAM, "--help", NULL};
    static const char *const check[] = {ZUTUAN_PROGRAM, "check", "16+1", NULL};

    bench_add(self, (struct bench_row){"program", "a program that does nothing", 0,
                                       1e3 * least_run(nothing, STARTS), "ms", NULL, BENCH_NO_GOAL, 0.0});
    bench_add(self, (struct bench_row){"program", "zutuan --help", 0, 1e3 * least_run(help, STARTS), "ms",
                                       "a program that does nothing", BENCH_VALUE_AT_MOST, 5.0});
    bench_add(self, (struct bench_row){"program", "zutuan --help, processor time beyond that", 0,
                                       1e3 * (least_start(help) - least_start(nothing)), "ms", NULL,
                                       BENCH_NO_GOAL, 0.0});
    bench_add(self, (struct bench_row){"program", "zutuan check 16+1", 0, 1e3 * least_run(check, STARTS),
                                       "ms", "a program that does nothing", BENCH_NO_GOAL, 0.0});
    return DIAG_OK;
}

static int loading(struct bench *self)
{
    static const char *const folders[] = {ZUTUAN_SOURCE "/scenarios", NULL};
    double least = INFINITY;

    for (int i = 0; i < LOADS; i++) {
        struct scenario scenario = {0};
        struct diag diag = {0};
        const double began = bench_seconds();
        const int code =
            scenario_load(&scenario, "16+1+N", &(struct scenario_search){.folders = folders}, NULL, 0, &diag);
        least = fmin(least, bench_seconds() - began);
        scenario_free(&scenario);
        diag_free(&diag);
        if (code != DIAG_OK)
            return code;
    }
    bench_add(self, (struct bench_row){"program", "load and check 16+1+N", 0, 1e3 * least, "ms", NULL,
                                       BENCH_VALUE_AT_MOST, 2.0});
    return DIAG_OK;
}

int bench_program(struct bench *self)
{
    int code = trace(self);

    if (code == DIAG_OK)
        code = share_of_store(self);
    if (code == DIAG_OK)
        code = start_up(self);
    return code == DIAG_OK ? loading(self) : code;
}

int bench_answers(struct bench *self)
{
    static const char *const compare[] = {ZUTUAN_PROGRAM,           "compare", "solo", "16+1", "--target",
                                          "qa_per_10k_yuan:rel=1%", NULL};
    static const char *const screening[] = {ZUTUAN_PROGRAM, "sensitivity", "screening", NULL};
    static const char *const hypotheses[] = {ZUTUAN_PROGRAM, "hypotheses", NULL};

    bench_add(self, (struct bench_row){"answers", "compare to 1 %", 0, least_run(compare, turns(self)), "s",
                                       NULL, BENCH_VALUE_AT_MOST, 0.5});
    if (self->quick)
        return DIAG_OK;
    bench_add(self, (struct bench_row){"answers", "Morris over all parameters", 0, least_run(screening, 1),
                                       "s", NULL, BENCH_VALUE_AT_MOST, 60.0});
    bench_add(self, (struct bench_row){"answers", "hypotheses", 0, least_run(hypotheses, 1), "s", NULL,
                                       BENCH_VALUE_AT_MOST, 60.0});
    return DIAG_OK;
}
