/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small experiment made by hand, a folder to write it into, and ways to read what was written.
 *
 * Two arms, FIXTURE_DONE replications of which that in row FIXTURE_FAILED failed, two sample times.
 * fixture_measure and fixture_series say every value; the failed replication's are absurd, so that using one
 * shows.
 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "zutuan/report/results.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIXTURE_ARMS = 2, FIXTURE_DONE = 4, FIXTURE_FAILED = 1, FIXTURE_SAMPLES = 2 };

struct fixture {
    char folder[64]; /* exists and is empty */
    struct scenario scenarios[FIXTURE_ARMS];
    struct replicate replicate;
    struct account_pair pair;
    struct results results;
};

/* Missing for one measure of one replication; otherwise linear, the second arm above the first. */
static inline double fixture_measure(size_t arm, size_t replication, size_t measure)
{
    if (replication == FIXTURE_FAILED) {
        return -1e300;
    }
    if (measure == OUTCOME_HUB_DELAY && (arm == 0 || replication == 2)) {
        return NAN;
    }
    return 100.0 * (double)measure + (double)replication + (double)arm * (1.0 + 0.5 * (double)replication);
}

static inline double fixture_series(size_t arm, size_t replication, size_t sample, size_t series)
{
    if (replication == FIXTURE_FAILED) {
        return -1e300;
    }
    if (series == OUTCOME_SERIES_HUB_QUEUE && arm == 0) {
        return NAN;
    }
    return (double)(1000 * arm + 100 * sample + series) + 0.1 * (double)replication;
}

static inline void fixture_fill_arm(struct replicate_arm *arm, size_t a)
{
    arm->samples = FIXTURE_SAMPLES;
    arm->measures = calloc(FIXTURE_DONE * OUTCOME_MEASURES, sizeof(double));
    arm->series = calloc(FIXTURE_DONE * FIXTURE_SAMPLES * OUTCOME_SERIES_COUNT, sizeof(double));
    for (size_t r = 0; r < FIXTURE_DONE; r++) {
        for (size_t m = 0; m < OUTCOME_MEASURES; m++) {
            arm->measures[r * OUTCOME_MEASURES + m] = fixture_measure(a, r, m);
        }
        for (size_t s = 0; s < FIXTURE_SAMPLES; s++) {
            for (size_t k = 0; k < OUTCOME_SERIES_COUNT; k++) {
                arm->series[(r * FIXTURE_SAMPLES + s) * OUTCOME_SERIES_COUNT + k] =
                    fixture_series(a, r, s, k);
            }
        }
    }
}

static inline void fixture_fill_scenario(struct scenario *scenario, const char *name)
{
    size_t rows;
    (void)params_rows(&rows);
    *scenario = (struct scenario){.description = strdup("by hand")};
    snprintf(scenario->name, sizeof scenario->name, "%s", name);
    params_defaults(&scenario->params);
    scenario->origins = calloc(rows, sizeof *scenario->origins);
}

static inline void fixture_make(struct fixture *self)
{
    *self = (struct fixture){.folder = "/tmp/zutuan-test-XXXXXX", .pair = {0, 1}};
    if (mkdtemp(self->folder) == NULL) {
        abort();
    }
    struct replicate *replicate = &self->replicate;
    replicate->arms = calloc(FIXTURE_ARMS, sizeof *replicate->arms);
    replicate->arm_count = FIXTURE_ARMS;
    replicate->seed = UINT64_MAX;
    replicate->done = FIXTURE_DONE;
    replicate->capacity = FIXTURE_DONE;
    replicate->failed = calloc(FIXTURE_DONE, 1);
    replicate->failed[FIXTURE_FAILED] = 1;
    replicate->failures = calloc(2, sizeof *replicate->failures);
    replicate->failures[0] = (struct replicate_failure){
        .arm = 1, .replication = FIXTURE_FAILED + 1, .code = DIAG_INTERNAL, .text = "second \"arm\""};
    replicate->failures[1] = (struct replicate_failure){
        .arm = 0, .replication = FIXTURE_FAILED + 1, .code = DIAG_MEMORY, .text = "first arm"};
    replicate->failure_count = 2;
    fixture_fill_scenario(&self->scenarios[0], "solo");
    fixture_fill_scenario(&self->scenarios[1], "16+1");
    for (size_t a = 0; a < FIXTURE_ARMS; a++) {
        replicate->arms[a].scenario = &self->scenarios[a];
        fixture_fill_arm(&replicate->arms[a], a);
    }
    replicate->arms[1].links = calloc(2, sizeof *replicate->arms[1].links);
    replicate->arms[1].links[0] = (struct world_link){.from = 0, .to = 15, .count = 3};
    replicate->arms[1].links[1] = (struct world_link){.from = 7, .to = 2, .count = 4000000000u};
    replicate->arms[1].link_count = 2;
    self->results = (struct results){.replicate = replicate,
                                     .account = {.command = "compare",
                                                 .subject = "solo 16+1",
                                                 .pairs = &self->pair,
                                                 .pair_count = 1,
                                                 .confidence = 0.95,
                                                 .asked = 5,
                                                 .started = 1700000000.0,
                                                 .finished = 1700000002.5,
                                                 .threads = 1}};
}

static inline void fixture_remove(const char *path)
{
    DIR *stream = opendir(path);
    for (const struct dirent *entry; stream != NULL && (entry = readdir(stream)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            const size_t size = strlen(path) + strlen(entry->d_name) + 2;
            char *inner = malloc(size);
            snprintf(inner, size, "%s/%s", path, entry->d_name);
            fixture_remove(inner);
            free(inner);
        }
    }
    if (stream != NULL) {
        closedir(stream);
    }
    (void)remove(path);
}

static inline void fixture_free(struct fixture *self)
{
    for (size_t a = 0; a < FIXTURE_ARMS; a++) {
        free(self->replicate.arms[a].measures);
        free(self->replicate.arms[a].series);
        free(self->replicate.arms[a].links);
        free(self->scenarios[a].description);
        free(self->scenarios[a].origins);
    }
    free(self->replicate.arms);
    free(self->replicate.failed);
    free(self->replicate.failures);
    fixture_remove(self->folder);
}

/* folder/name; one static buffer, so use it at once. */
static inline const char *fixture_path(const struct fixture *self, const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", self->folder, name);
    return path;
}

/* The whole file as a string that the caller frees; NULL when there is none. */
static inline char *fixture_read(const char *path)
{
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        return NULL;
    }
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    int letter;
    while ((letter = fgetc(stream)) != EOF) {
        fputc(letter, memory);
    }
    fclose(memory);
    fclose(stream);
    return text;
}

static inline void fixture_put(const char *path, const char *text)
{
    FILE *stream = fopen(path, "wb");
    if (stream == NULL || fputs(text, stream) == EOF || fclose(stream) != 0) {
        abort();
    }
}

/* Entries of a folder, `.` and `..` not counted. */
static inline size_t fixture_entries(const char *folder)
{
    DIR *stream = opendir(folder);
    size_t count = 0;
    for (const struct dirent *entry; stream != NULL && (entry = readdir(stream)) != NULL;) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    if (stream != NULL) {
        closedir(stream);
    }
    return count;
}

#endif
