/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/model/params.h"

#include "params_number.h"
#include "params_table.h"
#include "zutuan/model/spelling.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The table */

const struct params_row *params_rows(size_t *count)
{
    *count = params_table_count;
    return params_table_rows;
}

const struct params_row *params_find(const char *key)
{
    for (size_t i = 0; i < params_table_count; i++)
        if (strcmp(params_table_rows[i].key, key) == 0)
            return &params_table_rows[i];
    return NULL;
}

size_t params_index(const struct params_row *row)
{
    return (size_t)(row - params_table_rows);
}

/*
 * Twice the edits that turn `key` into the row's key. A wrong group costs two edits at most, because people
 * remember names better than groups; a missing one costs half an edit.
 */
static size_t key_distance(const char *key, const char *row_key)
{
    size_t length = strlen(key), row_length = strlen(row_key);
    size_t whole = 2 * spelling_distance(key, length, row_key, row_length);
    size_t row_group = strcspn(row_key, ".");
    const char *row_name = row_key + row_group + 1;
    size_t group = strcspn(key, ".");
    size_t parts;

    if (key[group] == '\0') {
        parts = 2 * spelling_distance(key, length, row_name, strlen(row_name)) + 1;
    } else {
        const char *name = key + group + 1;
        size_t groups = spelling_distance(key, group, row_key, row_group);
        parts = 2 * (spelling_distance(name, strlen(name), row_name, strlen(row_name)) +
                     (groups < 2 ? groups : 2));
    }
    return whole < parts ? whole : parts;
}

const struct params_row *params_nearest(const char *key)
{
    const struct params_row *nearest = params_table_rows;
    size_t shortest = key_distance(key, nearest->key);

    for (size_t i = 1; i < params_table_count; i++) {
        size_t distance = key_distance(key, params_table_rows[i].key);
        if (distance < shortest) {
            shortest = distance;
            nearest = &params_table_rows[i];
        }
    }
    return nearest;
}

/* Values */

void params_defaults(struct params *self)
{
    memset(self, 0, sizeof *self);
    for (size_t i = 0; i < params_table_count; i++)
        params_set(self, &params_table_rows[i], params_table_rows[i].fallback);
}

double params_get(const struct params *self, const struct params_row *row)
{
    const char *field = (const char *)self + row->offset;

    switch (row->type) {
    case PARAMS_BOOL:
        return *(const bool *)(const void *)field ? 1 : 0;
    case PARAMS_INT:
    case PARAMS_CHOICE:
        return *(const int *)(const void *)field;
    case PARAMS_REAL:
        break;
    }
    return *(const double *)(const void *)field;
}

void params_set(struct params *self, const struct params_row *row, double value)
{
    char *field = (char *)self + row->offset;

    switch (row->type) {
    case PARAMS_BOOL:
        *(bool *)(void *)field = value != 0;
        return;
    case PARAMS_INT:
    case PARAMS_CHOICE:
        *(int *)(void *)field = (int)value;
        return;
    case PARAMS_REAL:
        break;
    }
    *(double *)(void *)field = value;
}

bool params_equal(const struct params *a, const struct params *b)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);

    for (size_t i = 0; i < count; i++)
        if (params_get(a, &rows[i]) != params_get(b, &rows[i]))
            return false;
    return true;
}

/* Writing */

static void format_choices(const struct params_row *row, char *buffer, size_t size)
{
    size_t used = 0;

    buffer[0] = '\0';
    for (size_t i = 0; row->choices[i] && used < size; i++)
        used += (size_t)snprintf(buffer + used, size - used, "%s%s", i ? ", " : "", row->choices[i]);
}

void params_format(const struct params_row *row, double value, char *buffer, size_t size)
{
    char text[PARAMS_NUMBER_MOST];

    if (row->type == PARAMS_BOOL) {
        snprintf(buffer, size, "%s", value != 0 ? "true" : "false");
    } else if (row->type == PARAMS_CHOICE) {
        snprintf(buffer, size, "\"%s\"", row->choices[(size_t)value]);
    } else if (!isfinite(value)) {
        snprintf(buffer, size, "\"inf\"");
    } else {
        params_number_format(value, text, sizeof text);
        bool bare = row->type == PARAMS_REAL && strspn(text, "-0123456789") == strlen(text);
        snprintf(buffer, size, "%s%s", text, bare ? ".0" : "");
    }
}

void params_format_range(const struct params_row *row, char *buffer, size_t size)
{
    char low[PARAMS_NUMBER_MOST], high[PARAMS_NUMBER_MOST];

    if (row->type == PARAMS_BOOL) {
        snprintf(buffer, size, "true or false");
    } else if (row->type == PARAMS_CHOICE) {
        format_choices(row, buffer, size);
    } else {
        params_number_format(row->minimum, low, sizeof low);
        params_number_format(row->maximum, high, sizeof high);
        snprintf(buffer, size, "%s..%s", low, high);
    }
}

/* Reading */

int params_check_value(const struct params_row *row, double value, char *why, size_t size)
{
    char found[PARAMS_NUMBER_MOST], range[256];

    if (size > 0)
        why[0] = '\0';
    params_number_format(value, found, sizeof found);
    if (isnan(value)) {
        snprintf(why, size, "expected a number, found nan");
        return DIAG_INVALID;
    }
    if (row->type != PARAMS_REAL && isfinite(value) && value != floor(value)) {
        snprintf(why, size, "expected a whole number, found %s", found);
        return DIAG_INVALID;
    }
    if (value < row->minimum || value > row->maximum) {
        params_format_range(row, range, sizeof range);
        snprintf(why, size, "%s is out of range; allowed: %s%s%s", found, range, *row->unit ? " " : "",
                 row->unit);
        return DIAG_INVALID;
    }
    return DIAG_OK;
}

static int refuse(char *why, size_t size, const char *reason)
{
    snprintf(why, size, "%s", reason);
    return DIAG_INVALID;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && strncmp(text, word, length) == 0;
}

static bool is_one_of(const char *text, size_t length, const char *const words[3])
{
    return is_word(text, length, words[0]) || is_word(text, length, words[1]) ||
           is_word(text, length, words[2]);
}

static int parse_bool(const char *text, size_t length, double *value, char *why, size_t size)
{
    static const char *const yes[] = {"true", "yes", "on"};
    static const char *const no[] = {"false", "no", "off"};

    if (!is_one_of(text, length, yes) && !is_one_of(text, length, no))
        return refuse(why, size, "is not true or false");
    *value = is_one_of(text, length, yes);
    return DIAG_OK;
}

int params_parse(const struct params_row *row, const char *text, double *value, char *why, size_t size)
{
    char list[256];
    size_t length;

    if (size > 0)
        why[0] = '\0';
    while (isspace((unsigned char)*text))
        text++;
    for (length = strlen(text); length > 0 && isspace((unsigned char)text[length - 1]);)
        length--;
    if (row->type == PARAMS_BOOL)
        return parse_bool(text, length, value, why, size);
    if (row->type != PARAMS_CHOICE)
        return params_number_parse(row, text, length, value, why, size);
    for (int i = 0; row->choices[i]; i++)
        if (is_word(text, length, row->choices[i])) {
            *value = i;
            return DIAG_OK;
        }
    format_choices(row, list, sizeof list);
    snprintf(why, size, "is not one of %s", list);
    return DIAG_INVALID;
}

/* Contradictions */

struct conflicts {
    struct params_conflict *list;
    size_t count, most;
};

/* Reports at the first of the two rows whose value is not the default: that is the one somebody chose. */
static void add_conflict(struct conflicts *to, const struct params *params, const char *first,
                         const char *second, const char *text)
{
    const struct params_row *row = params_find(first);

    if (params_get(params, row) == row->fallback)
        row = params_find(second);
    if (to->count < to->most) {
        to->list[to->count].row = row;
        snprintf(to->list[to->count].text, sizeof to->list->text, "%s", text);
    }
    to->count++;
}

static void check_shares(const struct params *self, struct conflicts *to)
{
    const double *share = self->demand.share;
    double sum = share[0] + share[1] + share[2];
    const char *changed = "demand.youth_share";
    char text[256];

    if (fabs(sum - 1) <= 1e-9)
        return;
    if (share[1] == params_find(changed)->fallback)
        changed = "demand.disabled_share";
    snprintf(
        text, sizeof text,
        "demand.elderly_share %g, demand.youth_share %g and demand.disabled_share %g sum to %.10g; make them "
        "sum to 1",
        share[0], share[1], share[2], sum);
    add_conflict(to, self, "demand.elderly_share", changed, text);
}

static void check_times(const struct params *self, struct conflicts *to)
{
    double from = self->support.closed_from, until = self->support.closed_until;
    char text[256];

    if (!isinf(from) != !isinf(until)) {
        snprintf(
            text, sizeof text,
            "support.closed_from is %g d and support.closed_until is %g d; set both to close the support "
            "organisation for a time, or neither",
            from, until);
        add_conflict(to, self, "support.closed_from", "support.closed_until", text);
    } else if (until < from) {
        snprintf(text, sizeof text,
                 "support.closed_until %g d is before support.closed_from %g d; swap them or move one", until,
                 from);
        add_conflict(to, self, "support.closed_until", "support.closed_from", text);
    }
    if (self->cluster.form != PARAMS_FORM_SOLO && self->programme.launch >= self->programme.horizon) {
        snprintf(
            text, sizeof text,
            "programme.launch %g d is not before programme.horizon %g d, so the cluster would never begin; "
            "launch earlier, lengthen the horizon, or set cluster.form to solo",
            self->programme.launch, self->programme.horizon);
        add_conflict(to, self, "programme.launch", "programme.horizon", text);
    }
}

static void check_gate(const struct params *self, struct conflicts *to)
{
    char text[256];

    if (self->training.gate == PARAMS_GATE_BUILD_THEN_BUY && self->training.gate_capability >= 1)
        add_conflict(to, self, "training.gate_capability", "training.gate",
                     "training.gate build-then-buy never purchases at training.gate_capability 1, because "
                     "capability stays below 1; lower it or choose another gate");
    if (self->training.gate == PARAMS_GATE_TRAIN_FIRST && self->programme.horizon <= 365) {
        snprintf(
            text, sizeof text,
            "training.gate train-first purchases from day 365, but programme.horizon is %g d; lengthen it or "
            "choose another gate",
            self->programme.horizon);
        add_conflict(to, self, "training.gate", "programme.horizon", text);
    }
}

static void check_calendar(const struct params *self, struct conflicts *to)
{
    const double *days = self->phases.days;
    const double sum = days[0] + days[1] + days[2] + days[3] + days[4];
    char text[256];

    if (fabs(sum - 365) > 1e-9) {
        snprintf(text, sizeof text, "the five phases.* sum to %.10g d; make them sum to 365 d", sum);
        add_conflict(to, self, "phases.apply", "phases.implement", text);
    }
    if (self->purchase.calendar == PARAMS_CALENDAR_STANDING && !isinf(self->purchase.budget)) {
        snprintf(
            text, sizeof text,
            "purchase.budget %g yuan/yr has no effect under purchase.calendar standing; set it to annual, or "
            "the budget to unlimited",
            self->purchase.budget);
        add_conflict(to, self, "purchase.budget", "purchase.calendar", text);
    }
    if (self->conference.sign + self->conference.intend > 1 + 1e-9) {
        snprintf(text, sizeof text,
                 "conference.sign %g and conference.intend %g sum to more than 1; a project cannot do both",
                 self->conference.sign, self->conference.intend);
        add_conflict(to, self, "conference.sign", "conference.intend", text);
    }
}

static void check_clusters(const struct params *self, struct conflicts *to)
{
    char text[256];

    if (self->macro.clusters > self->providers.count) {
        snprintf(text, sizeof text,
                 "macro.clusters %d is more than providers.count %d; a cluster needs a provider",
                 self->macro.clusters, self->providers.count);
        add_conflict(to, self, "macro.clusters", "providers.count", text);
    }
    if (self->exit.time < self->programme.launch && self->cluster.form != PARAMS_FORM_SOLO) {
        snprintf(
            text, sizeof text,
            "exit.time %g d is before programme.launch %g d; the government can withdraw only from a cluster",
            self->exit.time, self->programme.launch);
        add_conflict(to, self, "exit.time", "programme.launch", text);
    }
}

size_t params_conflicts(const struct params *self, struct params_conflict *conflicts, size_t most)
{
    struct conflicts to = {conflicts, 0, most};

    check_shares(self, &to);
    check_times(self, &to);
    check_gate(self, &to);
    check_calendar(self, &to);
    check_clusters(self, &to);
    return to.count;
}
