/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/estimate.h"

#include "zutuan/core/tally.h"
#include "zutuan/model/outcome.h"

#include <ctype.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double standard_deviation(const double *values, size_t count)
{
    return count < 2 ? NAN : gsl_stats_sd(values, 1, count);
}

void estimate_mean(struct estimate *self, const double *values, size_t count, double confidence,
                   double *scratch)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i]))
            scratch[n++] = values[i];
    }
    *self = (struct estimate){n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    if (n == 0)
        return;
    const double half = tally_half_width(n, standard_deviation(scratch, n), confidence);
    self->mean = gsl_stats_mean(scratch, 1, n);
    self->sd = standard_deviation(scratch, n);
    self->se = self->sd / sqrt((double)n);
    self->low = self->mean - half;
    self->high = self->mean + half;
    gsl_sort(scratch, 1, n);
    self->q05 = gsl_stats_quantile_from_sorted_data(scratch, 1, n, 0.05);
    self->q50 = gsl_stats_quantile_from_sorted_data(scratch, 1, n, 0.50);
    self->q95 = gsl_stats_quantile_from_sorted_data(scratch, 1, n, 0.95);
}

/* other_weight * other - base_weight * base over the whole pairs; returns how many there are. */
static size_t combine(const double *base, const double *other, size_t count, double base_weight,
                      double other_weight, double *result)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(base[i]) && !isnan(other[i]))
            result[n++] = other_weight * other[i] - base_weight * base[i];
    }
    return n;
}

static double share_better(const double *differences, size_t n, int better)
{
    double won = 0.0;
    for (size_t i = 0; i < n; i++) {
        won += differences[i] == 0.0 ? 0.5 : (differences[i] > 0.0) == (better > 0) ? 1.0 : 0.0;
    }
    return better == 0 ? NAN : won / (double)n;
}

static double covariance(const double *base, const double *other, size_t count, double base_mean,
                         double other_mean)
{
    size_t n = 0;
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(base[i]) && !isnan(other[i])) {
            sum += (base[i] - base_mean) * (other[i] - other_mean);
            n++;
        }
    }
    return sum / ((double)n - 1.0);
}

void estimate_paired(struct estimate_pair *self, const double *base, const double *other, size_t count,
                     int better, double confidence, double *scratch)
{
    const size_t n = combine(base, other, count, 1.0, 1.0, scratch);
    *self = (struct estimate_pair){.n = n};
    self->base_mean = self->other_mean = self->difference = self->se = self->low = self->high = NAN;
    self->relative = self->relative_low = self->relative_high = NAN;
    self->prob_better = self->correlation = self->variance_ratio = NAN;
    if (n == 0)
        return;

    const double sd = standard_deviation(scratch, n);
    const double half = tally_half_width(n, sd, confidence);
    self->difference = gsl_stats_mean(scratch, 1, n);
    self->se = sd / sqrt((double)n);
    self->low = self->difference - half;
    self->high = self->difference + half;
    self->prob_better = share_better(scratch, n, better);

    combine(base, other, count, -1.0, 0.0, scratch);
    self->base_mean = gsl_stats_mean(scratch, 1, n);
    const double base_sd = standard_deviation(scratch, n);
    combine(base, other, count, 0.0, 1.0, scratch);
    self->other_mean = gsl_stats_mean(scratch, 1, n);
    const double other_sd = standard_deviation(scratch, n);

    if (base_sd > 0.0 && other_sd > 0.0)
        self->correlation =
            covariance(base, other, count, self->base_mean, self->other_mean) / (base_sd * other_sd);
    if (sd > 0.0)
        self->variance_ratio = (base_sd * base_sd + other_sd * other_sd) / (sd * sd);

    if (self->base_mean != 0.0) {
        const double ratio = self->other_mean / self->base_mean;
        combine(base, other, count, ratio, 1.0, scratch);
        const double relative_half =
            tally_half_width(n, standard_deviation(scratch, n) / fabs(self->base_mean), confidence);
        self->relative = self->difference / self->base_mean;
        self->relative_low = self->relative - relative_half;
        self->relative_high = self->relative + relative_half;
    }
}

/* A positive number, with or without `%`, that is all of `text`. */
static bool parse_width(const char *text, double *width)
{
    char *end = NULL;
    if (!isdigit((unsigned char)text[0]) && text[0] != '.')
        return false;
    *width = strtod(text, &end);
    if (*end == '%') {
        *width /= 100.0;
        end++;
    }
    return end != text && *end == '\0' && strpbrk(text, "xX") == NULL && *width > 0.0 && isfinite(*width);
}

bool estimate_width_parse(struct estimate_target *self, const char *text)
{
    self->relative = strncmp(text, "rel=", 4) == 0;
    return (self->relative || strncmp(text, "abs=", 4) == 0) && parse_width(text + 4, &self->width);
}

int estimate_target_parse(struct estimate_target *self, const char *text, char *why, size_t size)
{
    const char *colon = strchr(text, ':');
    const size_t length = colon == NULL ? strlen(text) : (size_t)(colon - text);
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(length < sizeof name ? length : sizeof name - 1), text);

    self->measure = outcome_find(name);
    if (self->measure < 0) {
        snprintf(why, size, "%s is not a measure; did you mean %s?", name, outcome_nearest(name));
        return DIAG_INVALID;
    }
    if (!estimate_width_parse(self, colon == NULL ? "" : colon + 1)) {
        snprintf(
            why, size,
            "%s names no width above 0; write %s:rel=2%% (of the mean) or %s:abs=0.5 (in the unit of the "
            "measure)",
            text, name, name);
        return DIAG_INVALID;
    }
    return DIAG_OK;
}

static double wanted(const struct estimate_target *self, double reference)
{
    return self->relative ? self->width * fabs(reference) : self->width;
}

bool estimate_target_met(const struct estimate_target *self, double half_width, double reference)
{
    return half_width <= wanted(self, reference);
}

size_t estimate_next_look(const struct estimate_target *self, size_t n, double half_width, double reference)
{
    const double ratio = half_width / wanted(self, reference);
    const double needed = ceil((double)n * ratio * ratio);
    if (!(needed < 2.0 * (double)n)) /* also when the width cannot be had yet */
        return n > 0 ? 2 * n : 1;
    return needed > (double)n ? (size_t)needed : n + 1;
}

struct estimate_look estimate_look_begin(size_t n)
{
    return (struct estimate_look){.n = n, .met = true};
}

void estimate_look_at(struct estimate_look *self, const struct estimate_target *target, double half_width,
                      double reference)
{
    self->count++;
    self->hopeless = self->hopeless || isnan(reference);
    if (estimate_target_met(target, half_width, reference))
        return;
    const size_t next = estimate_next_look(target, self->n, half_width, reference);
    self->next = next > self->next ? next : self->next;
    self->met = false;
}

size_t estimate_chase_next(struct estimate_chase *self, const struct estimate_look *look)
{
    const bool again = look->met && self->met;
    self->met = look->met;
    if (look->hopeless || look->n >= self->most)
        return 0;
    if (look->met && (again || look->count == 0 || self->after == 0))
        return 0;
    const size_t next = look->met ? look->n + self->after : look->next;
    return next < self->most ? next : self->most;
}
