/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an option's text means. */
#include "options_value.h"

#include "zutuan/core/streams.h"
#include "zutuan/experiment/design.h"

#include <ctype.h>
#include <errno.h>
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

int options_value(struct options *self, enum option option, const char *text, struct diag *diag)
{
    size_t number = 0;
    int code = DIAG_OK, choice = 0;
    switch (option) {
    case OPTION_SET:
        return read_override(self, text);
    case OPTION_SEED:
        if (!read_count(text, 0, UINT64_MAX, &self->seed))
            return complain(diag, option, text, "a whole number below 2^64");
        return DIAG_OK;
    case OPTION_REPLICATIONS:
        return read_size(diag, option, text, 1, STREAMS_MAX_REPLICATION, &self->replications);
    case OPTION_MIN:
        return read_size(diag, option, text, ESTIMATE_FIRST_LOOK, STREAMS_MAX_REPLICATION, &self->minimum);
    case OPTION_MAX:
    case OPTION_INDEX_MAX:
    case OPTION_DECIDED_MAX:
        return read_size(diag, option, text, 2, STREAMS_MAX_REPLICATION, &self->maximum);
    case OPTION_FIRST:
        return read_size(diag, option, text, SELECT_FIRST_LEAST, STREAMS_MAX_REPLICATION, &self->first);
    case OPTION_MOST:
        return read_size(diag, option, text, SELECT_FIRST_LEAST, STREAMS_MAX_REPLICATION, &self->maximum);
    case OPTION_EACH:
        return read_size(diag, option, text, 10, STREAMS_MAX_REPLICATION, &self->replications);
    case OPTION_WAVE_POINTS:
        return read_size(diag, option, text, 20, 10000, &self->wave_points);
    case OPTION_WAVES:
        return read_size(diag, option, text, 1, 100, &self->waves);
    case OPTION_DESIGN:
        self->design = text;
        return DIAG_OK;
    case OPTION_DELTA:
        return read_delta(self, text, diag);
    case OPTION_REPLICATION:
        code = read_size(diag, option, text, 1, STREAMS_MAX_REPLICATION, &number);
        self->replication = (uint32_t)number;
        return code;
    case OPTION_METHOD:
        code = read_choice(diag, option, text, &choice);
        self->method = (enum options_method)choice;
        return code;
    case OPTION_POINTS:
        return read_size(diag, option, text, 2, DESIGN_POINTS_MOST, &self->points);
    case OPTION_JOBS:
        code = read_size(diag, option, text, 1, OPTIONS_JOBS_MOST, &number);
        self->jobs = (int)number;
        return code;
    case OPTION_CANDIDATES:
        return read_size(diag, option, text, 2, DESIGN_CANDIDATES_MOST, &self->candidates);
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
    case OPTION_OVER:
        return read_range(self, text, diag);
    case OPTION_PLAYERS:
        self->players = text;
        return DIAG_OK;
    case OPTION_IN:
        code = read_choice(diag, option, text, &choice);
        self->side = (enum options_side)choice;
        return code;
    case OPTION_FORMAT:
        code = read_choice(diag, option, text, &choice);
        self->format = (enum options_format)choice;
        return code;
    case OPTION_HELP_FORMAT:
        code = read_choice(diag, option, text, &choice);
        self->help_format = (enum options_help_format)choice;
        return code;
    case OPTION_RUNS_FORMAT:
        code = read_choice(diag, option, text, &choice);
        self->runs_format = (enum options_runs_format)choice;
        return code;
    case OPTION_LANG:
        code = read_choice(diag, option, text, &choice);
        self->chinese = choice == 1;
        return code;
    case OPTION_PROGRESS:
        code = read_choice(diag, option, text, &choice);
        self->progress = (enum progress_mode)choice;
        return code;
    case OPTION_STORE:
        self->store = text;
        return DIAG_OK;
    case OPTION_SHARD:
        return read_shard(self, text, diag);
    case OPTION_FIGURE_FORMAT:
        self->formats = text;
        return DIAG_OK;
    case OPTION_DAYS:
        return read_days(self, text, diag);
    case OPTION_EPOCH:
        self->epoch = text;
        return DIAG_OK;
    case OPTION_OUT:
    case OPTION_OUT_FILE:
        self->out = text;
        return DIAG_OK;
    default:
        return DIAG_OK;
    }
}
