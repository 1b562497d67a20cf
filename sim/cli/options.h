/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line of one command, read with popt: options anywhere, then what is left over.
 *
 * One table holds every option there is; a command lists those it takes. All mistakes are collected.
 */
#ifndef ZUTUAN_CLI_OPTIONS_H
#define ZUTUAN_CLI_OPTIONS_H

#include "options_range.h"
#include "progress.h"
#include "zutuan/core/diag.h"
#include "zutuan/experiment/estimate.h"
#include "zutuan/experiment/select.h"
#include "zutuan/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum option {
    OPTION_END,
    OPTION_HELP,
    OPTION_SET,
    OPTION_OUTSIDE,
    OPTION_SEED,
    OPTION_REPLICATIONS,
    OPTION_TARGET,
    OPTION_MIN,
    OPTION_MAX,
    OPTION_CONFIDENCE,
    OPTION_MEASURE,
    OPTION_FIRST,
    OPTION_MOST,
    OPTION_DELTA,
    OPTION_DESIGN,
    OPTION_WAVE_POINTS,
    OPTION_WAVES,
    OPTION_EACH,
    OPTION_OVER,
    OPTION_IN,
    OPTION_SCALE_OFFICERS,
    OPTION_PLAYERS,
    OPTION_EQUAL_BUDGET,
    OPTION_CONTROL_VARIATES,
    OPTION_JOBS,
    OPTION_OUT,
    OPTION_OUT_FILE,
    OPTION_FORCE,
    OPTION_STORE,
    OPTION_SHARD,
    OPTION_DRY_RUN,
    OPTION_ALL,
    OPTION_PROGRESS,
    OPTION_FORMAT,
    OPTION_HELP_FORMAT,
    OPTION_RUNS_FORMAT,
    OPTION_FIGURE_FORMAT,
    OPTION_REPLICATION,
    OPTION_QUICK,
    OPTION_LANG,
    OPTION_QUICK_CHECK,
    OPTION_EPOCH,
    OPTION_VERIFY,
    OPTION_GANTT,
    OPTION_DAYS,
    OPTION_METHOD,
    OPTION_POINTS,
    OPTION_CANDIDATES,
    OPTION_INDEX_TARGET,
    OPTION_INDEX_MAX,
    OPTION_ROOT_TARGET,
    OPTION_BEST_TARGET,
    OPTION_DRAWS_TARGET,
    OPTION_DECIDED_TARGET,
    OPTION_DECIDED_MAX,
    OPTION_COUNT
};

enum options_side { OPTIONS_BASE, OPTIONS_OTHER, OPTIONS_BOTH };
enum options_method { OPTIONS_MORRIS, OPTIONS_SOBOL };
enum options_help_format {
    OPTIONS_HELP_TEXT,
    OPTIONS_HELP_MAN,
    OPTIONS_HELP_BASH,
    OPTIONS_HELP_ZSH,
    OPTIONS_HELP_FISH
};
enum options_runs_format { OPTIONS_BEHAVIORSPACE, OPTIONS_RUNS_CSV };
enum options_format { OPTIONS_TEXT, OPTIONS_MD, OPTIONS_CSV, OPTIONS_TEX };

/* An option as it was given. */
struct options_text {
    enum option option;
    char *text; /* owned; NULL: it takes no value */
};

struct options {
    const enum option *takes; /* borrowed: what the command takes */
    bool given[OPTION_COUNT];
    uint64_t seed;
    size_t replications;     /* asked for, without a target */
    size_t minimum, maximum; /* with a target */
    struct estimate_target target;
    const char *target_text;             /* NULL: no target */
    const struct params_row *target_row; /* of breakeven: the parameter that the target is about */
    double confidence;
    enum outcome_measure measures[OUTCOME_MEASURES]; /* [measure_count], each once, in the order given */
    size_t measure_count;                            /* 0: what the command is about by itself */
    size_t first;                                    /* replications before the first look */
    struct select_zone zone;                         /* of select */
    const char *design;                              /* its points are alternatives; NULL: none */
    size_t draws;                                    /* effective ones, of calibrate; 0: a wave's points */
    size_t wave_points, waves;                       /* of calibrate; 0: as its file says */
    struct options_range *ranges;                    /* owned, [range_count], each parameter once */
    size_t range_count;
    enum options_side side;
    enum options_method method;
    size_t points;          /* trajectories or rows */
    size_t candidates;      /* trajectories among which they are chosen; 0: they are not */
    const char *players;    /* as given; NULL: none */
    int jobs;               /* 0: all cores */
    const char *out;        /* NULL: none */
    const char *store;      /* as given: a file, or "none"; NULL: not given */
    unsigned shard, shards; /* part `shard` (from 0) of `shards`; 0 of 1 when not given */
    enum progress_mode progress;
    enum options_format format;
    enum options_help_format help_format;
    enum options_runs_format runs_format;
    uint32_t replication;
    bool chinese;            /* --lang zh */
    const char *formats;     /* of figures, as given; NULL: none */
    const char *epoch;       /* as given: a day; NULL: none */
    double day_from, day_to; /* of --days */
    const char **overrides;  /* owned, [override_count] */
    size_t override_count;
    const char *const *files; /* [file_count]: what is not an option */
    size_t file_count;

    struct options_text
        *texts; /* owned, [text_count], in the order given: what the strings above point into */
    size_t text_count;
    void *context; /* popt's, owned: what `files` points into */
};

/*
 * Reads argv[1..argc), argv[0] being the command's name; `takes` ends with OPTION_END. DIAG_OK, DIAG_USAGE
 * with an item for each mistake, DIAG_MEMORY. With --help nothing else is looked at. Free with options_free
 * in any case.
 */
DIAG_MUST_CHECK int options_read(struct options *self, int argc, const char **argv, const enum option *takes,
                                 struct diag *diag);
void options_free(struct options *self);
/*
 * The options that a command's results depend on, as they would be typed: `--equal-budget`, `--seed=1`. Those
 * of the seed, the confidence, the bounds of a target, the replication of a trace and the rule of a selection
 * are there also when they were not given; replications are study_account's. *list is owned by the caller, to
 * be freed with options_free_list. Error: DIAG_MEMORY.
 */
DIAG_MUST_CHECK int options_list(const struct options *self, char ***list, size_t *count);
void options_free_list(char **list, size_t count);
/* Whether results depend on the option, so that it is in such a list. */
bool options_matters(enum option option);
/* Where in such a list an option that the command takes belongs: after those that it takes before. */
size_t options_place(const struct options *self, char *const *list, size_t count, enum option option);
/* An option as it is described. */
struct options_row {
    enum option option;
    char letter; /* '\0': none */
    const char *name;
    const char *value; /* NULL: takes none */
    const char *help;
};
/* All options, in the order of help. */
const struct options_row *options_rows(size_t *count);
bool options_takes(const enum option *takes, enum option option);
/* NULL-terminated names of which the value is one; NULL when it is something else. */
const char *const *options_choices(enum option option);
/* `seed` for OPTION_SEED. */
const char *options_name(enum option option);
/* Prints the options of a command, one a line. */
DIAG_MUST_CHECK int options_describe(const enum option *takes, FILE *stream);

#endif
