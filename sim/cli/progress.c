/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PROGRESS_PATIENCE 2.0
#define PROGRESS_INTERVAL 0.2

double progress_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void progress_init(struct progress *self, enum progress_mode mode)
{
    *self = (struct progress){.mode = mode, .phase = "replications", .arms = 1};
    if (mode == PROGRESS_AUTO) {
        self->mode = isatty(STDERR_FILENO) ? PROGRESS_BAR : PROGRESS_NONE;
        self->patient = true;
    }
    self->began = self->phase_began = progress_clock();
}

void progress_phase(struct progress *self, const char *phase, size_t arms, size_t before)
{
    self->phase = phase;
    self->arms = arms;
    self->before = before;
    self->counting = false;
    self->phase_began = progress_clock();
}

static void draw_bar(struct progress *self, size_t done, size_t all, double eta)
{
    const long seconds = (long)(eta + 0.5);
    fprintf(stderr, "\r  %zu/%zu %s  ETA %ld:%02ld\033[K", done, all, self->phase, seconds / 60,
            seconds % 60);
    fflush(stderr);
    self->drawn = true;
}

void progress_cells(void *context, size_t finished, size_t total)
{
    struct progress *self = context;
    const double now = progress_clock();
    if (!self->counting) {
        self->counting = true;
        self->there = finished - 1; /* what a store had cost no time */
    }
    if (self->mode == PROGRESS_NONE || (self->patient && now - self->began < PROGRESS_PATIENCE))
        return;
    if (now - self->shown < PROGRESS_INTERVAL && finished < total)
        return;
    self->shown = now;
    const size_t done = self->before + finished / self->arms, all = self->before + total / self->arms;
    const double eta =
        (now - self->phase_began) * (double)(total - finished) / (double)(finished - self->there);
    if (self->mode == PROGRESS_BAR) {
        draw_bar(self, done, all, eta);
    } else {
        fprintf(
            stderr,
            "{\"phase\": \"%s\", \"finished\": %zu, \"total\": %zu, \"elapsed_s\": %.3f, \"eta_s\": %.3f}\n",
            self->phase, done, all, now - self->began, eta);
    }
}

void progress_end(struct progress *self)
{
    if (self->drawn)
        fputs("\r\033[K", stderr);
    self->drawn = false;
}
