/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parameters of the model, and the one table that defines them.
 *
 * struct params holds the values; params_rows() is the table of what each is called, its type, unit, range,
 * default, meaning, basis and source. Loading, checking, listing, the resolved scenario and the documentation
 * all read the table; a parameter exists by having a row there and nowhere else.
 *
 * Basis: S the founding paper (Zhu & Chen 2012), L literature or public statistics, A assumption.
 */
#ifndef ZUTUAN_MODEL_PARAMS_H
#define ZUTUAN_MODEL_PARAMS_H

#include "zutuan/core/diag.h"

#include <stdbool.h>
#include <stddef.h>

enum params_form { PARAMS_FORM_SOLO, PARAMS_FORM_SHARED, PARAMS_FORM_LEAD, PARAMS_FORM_SUPPORT };
enum params_distribution {
    PARAMS_DISTRIBUTION_LOGNORMAL,
    PARAMS_DISTRIBUTION_EXPONENTIAL,
    PARAMS_DISTRIBUTION_CONSTANT
};
enum params_gate { PARAMS_GATE_DELIVER, PARAMS_GATE_BUILD_THEN_BUY, PARAMS_GATE_TRAIN_FIRST };

enum params_calendar { PARAMS_CALENDAR_STANDING, PARAMS_CALENDAR_ANNUAL };
enum params_fee { PARAMS_FEE_EXTRA, PARAMS_FEE_ENVELOPE };
enum params_deal { PARAMS_DEAL_ROUND_ROBIN, PARAMS_DEAL_TYPE };

#define PARAMS_PHASES  5 /* apply, review, implement, evaluate, commend */
#define PARAMS_OFFERS  3 /* foundations, enterprises, volunteers */
#define PARAMS_CLASSES 3 /* elderly, youth, disabled */

/* Rates per day, times in days, money in yuan, as the unit column of the table says. Plain value. */
struct params {
    struct {
        double horizon, launch;
    } programme;
    struct {
        int form; /* enum params_form */
        double member_hours, instruction_hours;
    } cluster;
    struct {
        int count, teams, staff, types;
        bool same_type;
        double own_type_share, off_type_efficiency, popularity_cv, capacity_scale;
    } providers;
    struct {
        double rate, season, phase, shock, walk_in, people, patience;
        double share[PARAMS_CLASSES], factor[PARAMS_CLASSES];
    } demand;
    struct {
        bool on;
        double effect;
    } promotion;
    struct {
        double time, cv;
        int distribution; /* enum params_distribution */
        double referred, pooled;
    } service;
    struct {
        double start, cv, ref, half, progress_ratio, half_life, turnover, loss;
    } learning;
    struct {
        double base, queue_penalty, queue_ref, deficient;
    } quality;
    struct {
        double slack, half, memory, crowding, tolerance, visit_intrusion;
    } effort;
    struct {
        int staff;
        double staff_cost, credibility, capture, closed_from, closed_until;
        double coordination_hours, link_hours, training_hours, attendee_hours, visit_hours, callback_hours,
            followup_hours, referral_hours, statistics_hours, matching_hours, onboarding_hours;
    } support;
    struct {
        bool on;
        double threshold, gap, accept_base, accept_trust, engagement, search_factor;
        int acquaintances;
    } referral;
    struct {
        bool on;
        double per_year, effect, attendance_hours, targeting;
        int class_size;
        double self_per_year, self_effect;
        int gate; /* enum params_gate */
        double gate_capability;
    } training;
    struct {
        bool on;
        double share, dilution, type_overlap;
    } exchange;
    struct {
        bool on;
        double visits, detect, lookback, callback, callback_detect, callback_weight, hotline, penalty,
            host_hours;
        bool solo_calls;
    } monitoring;
    struct {
        double start, memory, gain, loss, norm, joiner;
    } trust;
    struct {
        bool on;
        double per_year, bureau_hours, hours;
        int representatives;
    } steering;
    struct {
        bool on;
        double hours;
    } branch;
    struct {
        int officers;
        double contract_hours, framework_hours, annex_hours, visit_hours, instruction_hours;
    } government;
    struct {
        double solo_visits, cluster_visits, solo_instructions, cluster_instructions;
    } oversight;
    struct {
        double price, team_cost, wage, overhead, exit_hazard, reinvest, budget, noise, pass, commend_share,
            commend_pull;
        int calendar; /* enum params_calendar */
        int fee_from; /* enum params_fee */
    } purchase;
    struct {
        double days[PARAMS_PHASES];
    } phases;
    struct {
        int founders;
        bool on;
        double innovation, imitation, effect, start_ratio;
    } membership;
    struct {
        bool on;
        double offers[PARAMS_OFFERS], match, chance, amount, boost, boost_days;
    } partners;
    struct {
        bool on;
        double day, sign, intend, honour, signed_yuan, intent_yuan;
        int projects;
    } conference;
    struct {
        double time;
        bool earned, acts;
        double autonomy, capability, visits, dues;
    } exit;
    struct {
        double intrusion_ref;
    } autonomy;
    struct {
        int clusters;
        int by; /* enum params_deal */
        double threshold;
        int apex_staff;
    } macro;
};

enum params_type { PARAMS_BOOL, PARAMS_INT, PARAMS_REAL, PARAMS_CHOICE };

/* What a suffix in `4w`, `5%` or `12/yr` may convert to; the row's unit is what the number is stored in. */
enum params_dimension {
    PARAMS_NUMBER,   /* no unit; `%` divides by 100 */
    PARAMS_DAYS,     /* d; h min w mo yr */
    PARAMS_HOURS,    /* h; min d (8 h) */
    PARAMS_PER_DAY,  /* /d; /w /mo /yr */
    PARAMS_PER_YEAR, /* /yr; /d /w /mo */
    PARAMS_PER_MONTH,
    PARAMS_YUAN, /* yuan; k, wan (10,000), m */
};

struct params_row {
    const char *key; /* group.name */
    enum params_type type;
    enum params_dimension dimension;
    const char *unit;           /* as shown; "" for a pure number */
    double minimum, maximum;    /* inclusive; maximum may be INFINITY */
    double fallback;            /* the default */
    const char *const *choices; /* PARAMS_CHOICE: NULL-terminated names, the value is the index */
    const char *symbol;         /* in docs/model.md; "" where it has none */
    const char *meaning;        /* one sentence */
    char basis;                 /* S, L or A */
    const char *source;         /* for L and S: author (year) or what it is computed from */
    size_t offset;              /* in struct params */
};

/* The table, in the order of documentation. */
const struct params_row *params_rows(size_t *count);
/* NULL when no row has that key. */
const struct params_row *params_find(const char *key);
/* Index of a row in the table. */
size_t params_index(const struct params_row *row);
/* The valid key most like `key` (edit distance; the group's part counts too); never NULL. */
const struct params_row *params_nearest(const char *key);

/* All defaults. */
void params_defaults(struct params *self);
/* Values as numbers: bool 0/1, choice its index. */
double params_get(const struct params *self, const struct params_row *row);
void params_set(struct params *self, const struct params_row *row, double value);

/* Whether every value is the same. */
bool params_equal(const struct params *a, const struct params *b);

/*
 * Reads `text` (a number with an optional unit, true/false/yes/no/on/off, a choice, inf/never/unlimited) as
 * the row's type. Returns DIAG_OK and the value in the row's unit, or DIAG_INVALID with a reason in `why`
 * (`size` bytes), such as "is not a number with one of the units d, h, min, w, mo, yr". Does not check the
 * range.
 */
DIAG_MUST_CHECK int params_parse(const struct params_row *row, const char *text, double *value, char *why,
                                 size_t size);
/* Checks type (whole number where INT, not NaN) and range; on DIAG_INVALID `why` says what is allowed. */
DIAG_MUST_CHECK int params_check_value(const struct params_row *row, double value, char *why, size_t size);
/* Writes a value as a scenario file would hold it: 17 significant digits at most, shortest that reads back.
 */
void params_format(const struct params_row *row, double value, char *buffer, size_t size);
/* Writes the range as people read it: `0..100`, `true or false`, `solo, support`. */
void params_format_range(const struct params_row *row, char *buffer, size_t size);

/* A contradiction between values: the sentence, and the row it is best reported at. */
struct params_conflict {
    const struct params_row *row;
    char text[256];
};
/* Cross-field checks; fills at most `most` conflicts and returns how many there are. */
size_t params_conflicts(const struct params *self, struct params_conflict *conflicts, size_t most);

#endif
