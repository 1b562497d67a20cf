/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an option's text means. */
#include "options_value.h"

#include "zutuan/core/streams.h"
#include "zutuan/experiment/design.h"

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS_JOBS_MOST   4096
#define OPTIONS_SHARDS_MOST 100000

static bool read_count(const char *text, uint64_t least, uint64_t most, uint64_t *value)
{
    char *end;
    if (!isdigit((unsigned char)text[0]))
        return false;
    errno = 0;
    *value = strtoull(text, &end, 10);
    return *end == '\0' && errno == 0 && *value >= least && *value <= most;
}

static int complain(struct diag *diag, enum option option, const char *text, const char *expected)
{
    return diag_add(diag, DIAG_USAGE, NULL, 0, "--%s %s: expected %s", options_name(option), text, expected);
}

static int read_size(struct diag *diag, enum option option, const char *text, uint64_t least, uint64_t most,
                     size_t *value)
{
    char expected[96];
    uint64_t number;
    if (read_count(text, least, most, &number)) {
        *value = (size_t)number;
        return DIAG_OK;
    }
    snprintf(expected, sizeof expected, "a whole number from %llu to %llu", (unsigned long long)least,
             (unsigned long long)most);
    return complain(diag, option, text, expected);
}

/* One of the option's names; gives its index. */
static int read_choice(struct diag *diag, enum option option, const char *text, int *index)
{
    const char *const *names = options_choices(option);
    char expected[96] = "";
    size_t used = 0;
    for (*index = 0; names[*index] != NULL; (*index)++) {
        if (strcmp(text, names[*index]) == 0)
            return DIAG_OK;
    }
    for (int i = 0; names[i] != NULL && used < sizeof expected; i++)
        used += (size_t)snprintf(expected + used, sizeof expected - used, "%s%s",
                                 i == 0                 ? ""
                                 : names[i + 1] == NULL ? " or "
                                                        : ", ",
                                 names[i]);
    return complain(diag, option, text, expected);
}

static int read_target(struct options *self, const char *text, struct diag *diag)
{
    char why[256];
    if (estimate_target_parse(&self->target, text, why, sizeof why) != DIAG_OK)
        return diag_add(diag, DIAG_USAGE, NULL, 0, "--target: %s", why);
    self->target_text = text;
    return DIAG_OK;
}

/* Of a choice: the measure, and what is too small to matter. */
static int read_best_target(struct options *self, const char *text, struct diag *diag)
{
    char why[256];
    if (estimate_target_parse(&self->target, text, why, sizeof why) != DIAG_OK)
        return diag_add(diag, DIAG_USAGE, NULL, 0, "--target: %s", why);
    self->zone = (struct select_zone){self->target.relative, self->target.width};
    self->measures[self->measure_count++] = (enum outcome_measure)self->target.measure;
    return DIAG_OK;
}

static int read_draws(struct options *self, const char *text, struct diag *diag)
{
    uint64_t number;
    if (strncmp(text, "effective=", 10) != 0 || !read_count(text + 10, 20, 1000000, &number))
        return complain(diag, OPTION_DRAWS_TARGET, text, "effective=N with N from 20 to 1000000");
    self->draws = (size_t)number;
    return DIAG_OK;
}

/* Of tests: decided, or rel=2%. */
static int read_decided_target(struct options *self, const char *text, struct diag *diag)
{
    self->target_text = text;
    self->target = (struct estimate_target){.relative = true, .width = 0.0};
    if (strcmp(text, "decided") == 0 || (estimate_width_parse(&self->target, text) && self->target.relative))
        return DIAG_OK;
    return complain(diag, OPTION_DECIDED_TARGET, text,
                    "decided, or rel=2% (or known to that part of the base's level)");
}

/* Of a break-even: KEY:rel=2% or KEY:abs=0.5. */
static int read_root_target(struct options *self, const char *text, struct diag *diag)
{
    char key[64];
    const size_t length = strcspn(text, ":");
    snprintf(key, sizeof key, "%.*s", (int)length, text);
    self->target_row = params_find(key);
    self->target_text = text;
    if (self->target_row == NULL)
        return diag_add(diag, DIAG_USAGE, NULL, 0, "--target: %s is not a parameter; did you mean %s?", key,
                        params_nearest(key)->key);
    if (text[length] == '\0' || !estimate_width_parse(&self->target, text + length + 1))
        return diag_add(diag, DIAG_USAGE, NULL, 0,
                        "--target: %s names no width above 0; write %s:rel=2%% (of the break-even) or "
                        "%s:abs=0.5 (in the unit of the parameter)",
                        text, key, key);
    return DIAG_OK;
}

static int read_confidence(struct options *self, const char *text, struct diag *diag)
{
    char *end;
    self->confidence = strtod(text, &end);
    const bool number = isdigit((unsigned char)text[0]) || text[0] == '.';
    if (!number || *end != '\0' || !(self->confidence > 0.0 && self->confidence < 1.0))
        return complain(diag, OPTION_CONFIDENCE, text, "a number between 0 and 1, such as 0.95");
    return DIAG_OK;
}

static int add_measure(struct options *self, const char *name, struct diag *diag)
{
    const int measure = outcome_find(name);
    if (measure < 0)
        return diag_add(diag, DIAG_USAGE, NULL, 0, "--measure: %s is not a measure; did you mean %s?", name,
                        outcome_nearest(name));
    for (size_t i = 0; i < self->measure_count; i++) {
        if (self->measures[i] == (enum outcome_measure)measure)
            return DIAG_OK;
    }
    self->measures[self->measure_count++] = (enum outcome_measure)measure;
    return DIAG_OK;
}

static int read_delta(struct options *self, const char *text, struct diag *diag)
{
    char why[128];
    if (select_zone_parse(&self->zone, text, why, sizeof why) != DIAG_OK)
        return diag_add(diag, DIAG_USAGE, NULL, 0, "--delta %s: %s", text, why);
    return DIAG_OK;
}

/* Names with commas between them. */
static int read_measures(struct options *self, const char *text, struct diag *diag)
{
    char name[64];
    int worst = DIAG_OK;
    for (;;) {
        const size_t length = strcspn(text, ",");
        snprintf(name, sizeof name, "%.*s", (int)length, text);
        const int code = add_measure(self, name, diag);
        worst = code != DIAG_OK ? code : worst;
        if (text[length] == '\0')
            return worst;
        text += length + 1;
    }
}

static int read_range(struct options *self, const char *text, struct diag *diag)
{
    char why[512];
    struct options_range range;
    if (options_range_parse(&range, text, why, sizeof why) != DIAG_OK)
        return diag_add(diag, DIAG_USAGE, NULL, 0, "--over: %s", why);
    for (size_t i = 0; i < self->range_count; i++) {
        if (self->ranges[i].row == range.row)
            return diag_add(diag, DIAG_USAGE, NULL, 0, "--over: %s is given twice", range.row->key);
    }
    struct options_range *grown = realloc(self->ranges, (self->range_count + 1) * sizeof *grown);
    if (grown == NULL)
        return DIAG_MEMORY;
    self->ranges = grown;
    self->ranges[self->range_count++] = range;
    return DIAG_OK;
}

static int read_shard(struct options *self, const char *text, struct diag *diag)
{
    char first[24];
    uint64_t part = 0, parts = 0;
    const char *slash = strchr(text, '/');
    if (slash != NULL && (size_t)(slash - text) < sizeof first) {
        snprintf(first, sizeof first, "%.*s", (int)(slash - text), text);
        if (!read_count(slash + 1, 1, OPTIONS_SHARDS_MOST, &parts) || !read_count(first, 1, parts, &part))
            parts = 0;
    }
    if (parts == 0)
        return complain(diag, OPTION_SHARD, text, "I/N, such as 1/4, with I from 1 to N");
    self->shard = (unsigned)part - 1;
    self->shards = (unsigned)parts;
    return DIAG_OK;
}

static int read_seed(struct options *self, const char *text, struct diag *diag)
{
    return read_count(text, 0, UINT64_MAX, &self->seed)
               ? DIAG_OK
               : complain(diag, OPTION_SEED, text, "a whole number below 2^64");
}

static int read_jobs(struct options *self, const char *text, struct diag *diag)
{
    size_t number = 0;
    const int code = read_size(diag, OPTION_JOBS, text, 1, OPTIONS_JOBS_MOST, &number);
    self->jobs = (int)number;
    return code;
}

static int read_replication(struct options *self, const char *text, struct diag *diag)
{
    size_t number = 0;
    const int code = read_size(diag, OPTION_REPLICATION, text, 1, STREAMS_MAX_REPLICATION, &number);
    self->replication = (uint32_t)number;
    return code;
}

static int read_override(struct options *self, const char *text)
{
    const char **grown = realloc(self->overrides, (self->override_count + 1) * sizeof *grown);
    if (grown == NULL)
        return DIAG_MEMORY;
    self->overrides = grown;
    self->overrides[self->override_count++] = text;
    return DIAG_OK;
}

static int read_days(struct options *self, const char *text, struct diag *diag)
{
    char *end;
    self->day_from = strtod(text, &end);
    const bool first = isdigit((unsigned char)*text) && *end == ':';
    const char *rest = first ? end + 1 : "";
    self->day_to = strtod(rest, &end);
    if (!isdigit((unsigned char)*rest) || *end != '\0' || !(self->day_from < self->day_to))
        return complain(diag, OPTION_DAYS, text, "two days, such as 120:134");
    return DIAG_OK;
}

/* Whole numbers between bounds, and where they are kept. */
static const struct {
    enum option option;
    uint64_t least, most;
    size_t offset;
} sizes[] = {
    {OPTION_REPLICATIONS, 1, STREAMS_MAX_REPLICATION, offsetof(struct options, replications)},
    {OPTION_EACH, 10, STREAMS_MAX_REPLICATION, offsetof(struct options, replications)},
    {OPTION_MIN, ESTIMATE_FIRST_LOOK, STREAMS_MAX_REPLICATION, offsetof(struct options, minimum)},
    {OPTION_MAX, 2, STREAMS_MAX_REPLICATION, offsetof(struct options, maximum)},
    {OPTION_INDEX_MAX, 2, STREAMS_MAX_REPLICATION, offsetof(struct options, maximum)},
    {OPTION_DECIDED_MAX, 2, STREAMS_MAX_REPLICATION, offsetof(struct options, maximum)},
    {OPTION_MOST, SELECT_FIRST_LEAST, STREAMS_MAX_REPLICATION, offsetof(struct options, maximum)},
    {OPTION_FIRST, SELECT_FIRST_LEAST, STREAMS_MAX_REPLICATION, offsetof(struct options, first)},
    {OPTION_WAVE_POINTS, 20, 10000, offsetof(struct options, wave_points)},
    {OPTION_WAVES, 1, 100, offsetof(struct options, waves)},
    {OPTION_POINTS, 2, DESIGN_POINTS_MOST, offsetof(struct options, points)},
    {OPTION_CANDIDATES, 2, DESIGN_CANDIDATES_MOST, offsetof(struct options, candidates)},
};

/* Texts that are kept as they are. */
static const struct {
    enum option option;
    size_t offset;
} texts[] = {
    {OPTION_DESIGN, offsetof(struct options, design)},
    {OPTION_PLAYERS, offsetof(struct options, players)},
    {OPTION_STORE, offsetof(struct options, store)},
    {OPTION_EPOCH, offsetof(struct options, epoch)},
    {OPTION_FIGURE_FORMAT, offsetof(struct options, formats)},
    {OPTION_OUT, offsetof(struct options, out)},
    {OPTION_OUT_FILE, offsetof(struct options, out)},
};

/* One of the option's names. */
static int read_named(struct options *self, enum option option, const char *text, struct diag *diag)
{
    int choice = 0;
    const int code = read_choice(diag, option, text, &choice);
    if (code != DIAG_OK)
        return code;
    if (option == OPTION_IN)
        self->side = (enum options_side)choice;
    else if (option == OPTION_METHOD)
        self->method = (enum options_method)choice;
    else if (option == OPTION_FORMAT)
        self->format = (enum options_format)choice;
    else if (option == OPTION_HELP_FORMAT)
        self->help_format = (enum options_help_format)choice;
    else if (option == OPTION_RUNS_FORMAT)
        self->runs_format = (enum options_runs_format)choice;
    else if (option == OPTION_PROGRESS)
        self->progress = (enum progress_mode)choice;
    else
        self->chinese = choice == 1;
    return code;
}

/* What has a form of its own. */
static int read_formed(struct options *self, enum option option, const char *text, struct diag *diag)
{
    switch (option) {
    case OPTION_SET:
        return read_override(self, text);
    case OPTION_SEED:
        return read_seed(self, text, diag);
    case OPTION_JOBS:
        return read_jobs(self, text, diag);
    case OPTION_REPLICATION:
        return read_replication(self, text, diag);
    case OPTION_TARGET:
    case OPTION_INDEX_TARGET:
        return read_target(self, text, diag);
    case OPTION_BEST_TARGET:
        return read_best_target(self, text, diag);
    case OPTION_DRAWS_TARGET:
        return read_draws(self, text, diag);
    case OPTION_DECIDED_TARGET:
        return read_decided_target(self, text, diag);
    case OPTION_ROOT_TARGET:
        return read_root_target(self, text, diag);
    case OPTION_CONFIDENCE:
        return read_confidence(self, text, diag);
    case OPTION_MEASURE:
        return read_measures(self, text, diag);
    case OPTION_DELTA:
        return read_delta(self, text, diag);
    case OPTION_OVER:
        return read_range(self, text, diag);
    case OPTION_SHARD:
        return read_shard(self, text, diag);
    case OPTION_DAYS:
        return read_days(self, text, diag);
    default:
        return DIAG_OK;
    }
}

int options_value(struct options *self, enum option option, const char *text, struct diag *diag)
{
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (sizes[i].option == option)
            return read_size(diag, option, text, sizes[i].least, sizes[i].most,
                             (size_t *)(void *)((char *)self + sizes[i].offset));
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].option == option) {
            *(const char **)(void *)((char *)self + texts[i].offset) = text;
            return DIAG_OK;
        }
    }
    return options_choices(option) != NULL ? read_named(self, option, text, diag)
                                           : read_formed(self, option, text, diag);
}
