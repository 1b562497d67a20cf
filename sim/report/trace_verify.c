/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A replication's measures, computed afresh from the text of its log, by the definitions of docs/model.md
 * section 8 and not by the model's own counters.
 */
#include "zutuan/report/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TRACE_SERVER_PACE (40.0 / 7.0) /* hours a calendar day: a week of 40 */
#define TRACE_TEAM_PACE   8.0          /* of a lead organisation's team, which does the hub's tasks */
#define TRACE_CLOSE       1e-9

enum {
    TRACE_TIME,
    TRACE_ACTIVITY,
    TRACE_DETAIL,
    TRACE_REQUEST,
    TRACE_ACTOR,
    TRACE_OTHER,
    TRACE_VALUE,
    TRACE_FIELDS
};

/* A request as the log tells it. */
struct trace_request {
    double people;
    int group;
    bool purchased, referred, in_session, over;
};

struct trace_replay {
    const struct params *params;
    struct trace_request *requests; /* owned, [request_count]; number 1 is the first */
    size_t request_count, capacity;
    bool *purchased; /* owned, [providers] */
    size_t providers;
    bool launched;
    double started, waits;
    double group_arrived[PARAMS_CLASSES], group_served[PARAMS_CLASSES];
    double m[OUTCOME_MEASURES];
};

/* Reading a line */

static bool trace_is(char *const *fields, const char *activity)
{
    return strcmp(fields[TRACE_ACTIVITY], activity) == 0;
}

/* Splits the line in place at its first commas. No field of a log needs quotes. */
static bool trace_split(char *line, char *fields[TRACE_FIELDS])
{
    for (int i = 0; i < TRACE_FIELDS; i++) {
        fields[i] = line;
        line += strcspn(line, ",");
        if (*line == '\0' && i + 1 < TRACE_FIELDS) {
            return false;
        }
        if (*line != '\0') {
            *line++ = '\0';
        }
    }
    return *fields[TRACE_TIME] != '\0' && *fields[TRACE_ACTIVITY] != '\0';
}

/* The provider that acts; NULL for a pool, or when there is no such provider. */
static bool *trace_provider(const struct trace_replay *self, char *const *fields)
{
    char *end;
    const unsigned long number = strtoul(fields[TRACE_ACTOR], &end, 10);
    const bool is_number = end != fields[TRACE_ACTOR] && *end == '\0';
    return is_number && number < self->providers ? &self->purchased[number] : NULL;
}

static struct trace_request *trace_request(const struct trace_replay *self, char *const *fields)
{
    const unsigned long number = strtoul(fields[TRACE_REQUEST], NULL, 10);
    return number >= 1 && number <= self->request_count ? &self->requests[number - 1] : NULL;
}

/* Events */

static int trace_arrives(struct trace_replay *self, char *const *fields)
{
    static const char *const groups[PARAMS_CLASSES] = {"elderly", "youth", "disabled"};
    const bool *purchased = trace_provider(self, fields);
    int group = 0;
    while (group < PARAMS_CLASSES && strcmp(groups[group], fields[TRACE_DETAIL]) != 0) {
        group++;
    }
    if (purchased == NULL || group == PARAMS_CLASSES ||
        strtoul(fields[TRACE_REQUEST], NULL, 10) != self->request_count + 1) {
        return DIAG_INVALID;
    }
    if (self->request_count == self->capacity) {
        const size_t capacity = 2 * self->capacity + 1024;
        struct trace_request *grown = realloc(self->requests, capacity * sizeof *grown);
        if (grown == NULL) {
            return DIAG_MEMORY;
        }
        self->requests = grown;
        self->capacity = capacity;
    }
    self->requests[self->request_count++] = (struct trace_request){
        .people = strtod(fields[TRACE_VALUE], NULL), .group = group, .purchased = *purchased};
    self->m[*purchased ? OUTCOME_REQUESTS : OUTCOME_WALK_INS] += 1.0;
    self->group_arrived[group] += *purchased ? 1.0 : 0.0;
    return DIAG_OK;
}

static int trace_session(struct trace_replay *self, struct trace_request *request, char *const *fields)
{
    const double value = strtod(fields[TRACE_VALUE], NULL);
    const bool starts = trace_is(fields, "session_starts");
    if (request->over || request->in_session == starts) {
        return DIAG_INVALID;
    }
    request->in_session = starts;
    request->over = !starts;
    if (!request->purchased) {
        return DIAG_OK;
    }
    if (starts) {
        self->started += 1.0;
        self->waits += value;
        return DIAG_OK;
    }
    self->m[OUTCOME_SERVED] += 1.0;
    self->m[OUTCOME_PEOPLE_SERVED] += request->people;
    self->m[OUTCOME_QA_OUTPUT] += request->people * value;
    self->m[OUTCOME_DEFICIENT_SHARE] += strcmp(fields[TRACE_DETAIL], "deficient") == 0 ? 1.0 : 0.0;
    self->group_served[request->group] += 1.0;
    return DIAG_OK;
}

static int trace_leaves(struct trace_replay *self, struct trace_request *request, char *const *fields)
{
    if (request->over || request->in_session) {
        return DIAG_INVALID;
    }
    request->over = true;
    if (request->purchased) {
        self->m[trace_is(fields, "request_abandons") ? OUTCOME_ABANDONED : OUTCOME_LOST] += 1.0;
    }
    return DIAG_OK;
}

static int trace_of_request(struct trace_replay *self, char *const *fields)
{
    struct trace_request *request = trace_request(self, fields);
    if (request == NULL) {
        return DIAG_INVALID;
    }
    if (trace_is(fields, "session_starts") || trace_is(fields, "session_ends")) {
        return trace_session(self, request, fields);
    }
    if (trace_is(fields, "request_abandons") || trace_is(fields, "request_lost")) {
        return trace_leaves(self, request, fields);
    }
    if (trace_is(fields, "request_referred")) {
        self->m[OUTCOME_REFERRAL_SHARE] += request->purchased && !request->referred ? 1.0 : 0.0;
        request->referred = true;
    } else {
        self->m[OUTCOME_REFERRALS_REFUSED] += request->purchased ? 1.0 : 0.0;
    }
    return DIAG_OK;
}

static int trace_measure_of(const char *pool, const char *kind)
{
    static const struct {
        const char *pool, *kind;
        enum outcome_measure measure;
    } rows[] = {
        {"hub", "referral", OUTCOME_HUB_HOURS_REFERRAL},
        {"hub", "onboarding", OUTCOME_HUB_HOURS_ONBOARDING},
        {"hub", "training", OUTCOME_HUB_HOURS_TRAINING},
        {"hub", "visit", OUTCOME_HUB_HOURS_VISITS},
        {"hub", "call-back", OUTCOME_HUB_HOURS_CALLBACKS},
        {"hub", "follow-up", OUTCOME_HUB_HOURS_FOLLOWUPS},
        {"hub", "coordination", OUTCOME_HUB_HOURS_COORDINATION},
        {"hub", "steering", OUTCOME_HUB_HOURS_STEERING},
        {"hub", "matching", OUTCOME_HUB_HOURS_MATCHING},
        {"hub", "statistics", OUTCOME_HUB_HOURS_STATISTICS},
        {"officers", "contracts", OUTCOME_GOVERNMENT_HOURS_CONTRACTS},
        {"officers", "visit", OUTCOME_GOVERNMENT_HOURS_VISITS},
        {"officers", "instruction", OUTCOME_GOVERNMENT_HOURS_INSTRUCTIONS},
        {"officers", "call-back", OUTCOME_GOVERNMENT_HOURS_CALLS},
        {"officers", "follow-up", OUTCOME_GOVERNMENT_HOURS_CALLS},
        {"officers", "bureau", OUTCOME_GOVERNMENT_HOURS_STEERING},
        {"apex", "referral", OUTCOME_APEX_HOURS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].pool, pool) == 0 && strcmp(rows[i].kind, kind) == 0) {
            return (int)rows[i].measure;
        }
    }
    return -1;
}

/* Hours of a task that has begun; what is in progress at the horizon counts until then. */
static int trace_task(struct trace_replay *self, char *const *fields)
{
    const char *actor = fields[TRACE_ACTOR];
    const bool apex = strcmp(actor, "apex") == 0, officers = strcmp(actor, "officers") == 0;
    const bool in_house = trace_provider(self, fields) != NULL;
    const int measure = trace_measure_of(apex ? "apex" : officers ? "officers" : "hub", fields[TRACE_DETAIL]);
    const double pace = in_house ? TRACE_TEAM_PACE : TRACE_SERVER_PACE;
    const double left = self->params->programme.horizon - strtod(fields[TRACE_TIME], NULL);
    if (measure < 0) {
        return DIAG_INVALID;
    }
    const double hours = fmin(strtod(fields[TRACE_VALUE], NULL), left * pace);
    self->m[measure] += hours;
    if (!apex) {
        self->m[officers ? OUTCOME_GOVERNMENT_HOURS : OUTCOME_HUB_HOURS] += hours;
    }
    return DIAG_OK;
}

static int trace_of_provider(struct trace_replay *self, char *const *fields)
{
    bool *purchased = trace_provider(self, fields);
    if (purchased == NULL) {
        return DIAG_INVALID;
    }
    if (trace_is(fields, "provider_stops")) {
        self->m[OUTCOME_SURVIVAL] -= 1.0;
    }
    *purchased = trace_is(fields, "purchase_begins");
    return DIAG_OK;
}

static int trace_replay_line(struct trace_replay *self, char *line)
{
    static const struct {
        const char *activity;
        int (*handle)(struct trace_replay *self, char *const *fields);
    } handlers[] = {
        {"request_arrives", trace_arrives},     {"session_starts", trace_of_request},
        {"session_ends", trace_of_request},     {"request_abandons", trace_of_request},
        {"request_lost", trace_of_request},     {"request_referred", trace_of_request},
        {"referral_refused", trace_of_request}, {"task_begins", trace_task},
        {"purchase_begins", trace_of_provider}, {"purchase_ends", trace_of_provider},
        {"provider_stops", trace_of_provider},
    };
    char *fields[TRACE_FIELDS];
    if (!trace_split(line, fields)) {
        return DIAG_INVALID;
    }
    self->launched = self->launched || trace_is(fields, "cluster_launches");
    for (size_t i = 0; i < sizeof handlers / sizeof handlers[0]; i++) {
        if (trace_is(fields, handlers[i].activity)) {
            return handlers[i].handle(self, fields);
        }
    }
    if (trace_is(fields, "provider_applies")) {
        self->m[OUTCOME_JOINERS] += 1.0;
    }
    return DIAG_OK;
}

/* The end */

static double trace_over(double part, double whole)
{
    return whole > 0.0 ? part / whole : NAN;
}

static void trace_shares(struct trace_replay *self)
{
    double *m = self->m;
    const double requests = m[OUTCOME_REQUESTS];
    m[OUTCOME_SERVED_SHARE] = trace_over(m[OUTCOME_SERVED], requests);
    m[OUTCOME_UNMET_SHARE] = trace_over(m[OUTCOME_ABANDONED] + m[OUTCOME_LOST], requests);
    m[OUTCOME_WAIT_MEAN] = trace_over(self->waits, self->started);
    m[OUTCOME_QUALITY_MEAN] = trace_over(m[OUTCOME_QA_OUTPUT], m[OUTCOME_PEOPLE_SERVED]);
    m[OUTCOME_DEFICIENT_SHARE] = trace_over(m[OUTCOME_DEFICIENT_SHARE], m[OUTCOME_SERVED]);
    m[OUTCOME_REFERRAL_SHARE] = trace_over(m[OUTCOME_REFERRAL_SHARE], requests);
    m[OUTCOME_SURVIVAL] = (m[OUTCOME_SURVIVAL] + (double)self->providers) / (double)self->providers;
    double least = INFINITY, most = -INFINITY;
    for (int group = 0; group < PARAMS_CLASSES; group++) {
        if (self->group_arrived[group] > 0.0) {
            least = fmin(least, self->group_served[group] / self->group_arrived[group]);
            most = fmax(most, self->group_served[group] / self->group_arrived[group]);
        }
    }
    m[OUTCOME_ACCESS_GAP] = most >= least ? most - least : NAN;
}

/* What a log tells; `exact`: it is counted. */
static const struct {
    enum outcome_measure measure;
    bool exact;
    bool of_cluster; /* only when one was launched */
} trace_measures[] = {
    {OUTCOME_REQUESTS, true, false},
    {OUTCOME_SERVED, true, false},
    {OUTCOME_ABANDONED, true, false},
    {OUTCOME_LOST, true, false},
    {OUTCOME_WALK_INS, true, false},
    {OUTCOME_PEOPLE_SERVED, true, false},
    {OUTCOME_SERVED_SHARE, false, false},
    {OUTCOME_UNMET_SHARE, false, false},
    {OUTCOME_WAIT_MEAN, false, false},
    {OUTCOME_QUALITY_MEAN, false, false},
    {OUTCOME_QA_OUTPUT, false, false},
    {OUTCOME_DEFICIENT_SHARE, false, false},
    {OUTCOME_SURVIVAL, false, false},
    {OUTCOME_ACCESS_GAP, false, false},
    {OUTCOME_REFERRAL_SHARE, false, true},
    {OUTCOME_REFERRALS_REFUSED, true, true},
    {OUTCOME_JOINERS, true, true},
    {OUTCOME_GOVERNMENT_HOURS, false, false},
    {OUTCOME_GOVERNMENT_HOURS_CONTRACTS, false, false},
    {OUTCOME_GOVERNMENT_HOURS_VISITS, false, false},
    {OUTCOME_GOVERNMENT_HOURS_INSTRUCTIONS, false, false},
    {OUTCOME_GOVERNMENT_HOURS_CALLS, false, false},
    {OUTCOME_GOVERNMENT_HOURS_STEERING, false, false},
    {OUTCOME_HUB_HOURS, false, true},
    {OUTCOME_HUB_HOURS_REFERRAL, false, true},
    {OUTCOME_HUB_HOURS_TRAINING, false, true},
    {OUTCOME_HUB_HOURS_VISITS, false, true},
    {OUTCOME_HUB_HOURS_CALLBACKS, false, true},
    {OUTCOME_HUB_HOURS_FOLLOWUPS, false, true},
    {OUTCOME_HUB_HOURS_COORDINATION, false, true},
    {OUTCOME_HUB_HOURS_STATISTICS, false, true},
    {OUTCOME_HUB_HOURS_STEERING, false, true},
    {OUTCOME_HUB_HOURS_ONBOARDING, false, true},
    {OUTCOME_HUB_HOURS_MATCHING, false, true},
    {OUTCOME_APEX_HOURS, false, true},
};
enum { TRACE_MEASURES = sizeof trace_measures / sizeof trace_measures[0] };

/* A cluster without a support organisation has no hours of one: it need not appear in the log. */
static bool trace_agrees(const struct trace_replay *self, size_t i, double by_log, double by_replication)
{
    if (isnan(by_replication)) {
        return isnan(by_log) || (trace_measures[i].of_cluster && (!self->launched || by_log == 0.0));
    }
    if (trace_measures[i].exact) {
        return by_log == by_replication;
    }
    return fabs(by_log - by_replication) <= TRACE_CLOSE * fmax(1.0, fabs(by_replication));
}

static int trace_replay_all(struct trace_replay *self, char *text, size_t *rows)
{
    char *line = text + strcspn(text, "\n");
    int code = *line == '\0' ? DIAG_INVALID : DIAG_OK;
    while (code == DIAG_OK && *line != '\0' && line[1] != '\0') {
        line++;
        char *end = line + strcspn(line, "\n");
        if (*end == '\0') {
            code = DIAG_INVALID; /* cut short */
            *rows += 1;
            break;
        }
        *end = '\0';
        code = trace_replay_line(self, line);
        *end = '\n';
        line = end;
        *rows += 1;
    }
    return code;
}

int trace_verify(const char *text, const struct params *params, const double *measures,
                 struct trace_check *checks, size_t *count, size_t *rows)
{
    struct trace_replay self = {.params = params, .providers = (size_t)params->providers.count};
    char *copy = strdup(text);
    self.purchased = calloc(self.providers + 1, sizeof *self.purchased);
    int code = copy == NULL || self.purchased == NULL ? DIAG_MEMORY : DIAG_OK;
    *rows = 0;
    *count = 0;
    if (code == DIAG_OK) {
        code = trace_replay_all(&self, copy, rows);
    }
    if (code == DIAG_OK) {
        trace_shares(&self);
    }
    for (size_t i = 0; code == DIAG_OK && i < TRACE_MEASURES; i++) {
        const enum outcome_measure measure = trace_measures[i].measure;
        checks[(*count)++] = (struct trace_check){measure, self.m[measure], measures[measure],
                                                  trace_agrees(&self, i, self.m[measure], measures[measure])};
    }
    free(copy);
    free(self.purchased);
    free(self.requests);
    return code;
}
