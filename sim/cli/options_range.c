/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options_range.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MOST 128

/* Cuts `text` at the first `mark` and returns what follows it; NULL when there is none. */
static char *cut(char *text, char mark)
{
    char *at = text == NULL ? NULL : strchr(text, mark);
    if (at == NULL)
        return NULL;
    *at = '\0';
    return at + 1;
}

static int read_end(const struct params_row *row, const char *text, double *value, char *why, size_t size)
{
    char reason[256];
    if (params_parse(row, text, value, reason, sizeof reason) != DIAG_OK ||
        params_check_value(row, *value, reason, sizeof reason) != DIAG_OK) {
        snprintf(why, size, "%s: %s %s", row->key, text, reason);
        return DIAG_INVALID;
    }
    if (!isfinite(*value)) {
        snprintf(why, size, "%s: %s is no end of a range; give a number", row->key, text);
        return DIAG_INVALID;
    }
    return DIAG_OK;
}

static int read_steps(struct options_range *self, const char *text, char *why, size_t size)
{
    char *end;
    const unsigned long steps = isdigit((unsigned char)text[0]) ? strtoul(text, &end, 10) : 0;
    if (steps < 2 || steps > OPTIONS_RANGE_STEPS_MOST || *end != '\0') {
        snprintf(why, size, "%s: %s: expected a whole number of steps from 2 to %d", self->row->key, text,
                 OPTIONS_RANGE_STEPS_MOST);
        return DIAG_INVALID;
    }
    self->steps = steps;
    return DIAG_OK;
}

static int find_row(struct options_range *self, const char *key, char *why, size_t size)
{
    self->row = params_find(key);
    if (self->row == NULL) {
        snprintf(why, size, "%s is not a parameter; did you mean %s?", key, params_nearest(key)->key);
        return DIAG_INVALID;
    }
    if (self->row->type != PARAMS_INT && self->row->type != PARAMS_REAL) {
        snprintf(why, size, "%s is not a number; only numbers have a range", key);
        return DIAG_INVALID;
    }
    return DIAG_OK;
}

int options_range_parse(struct options_range *self, const char *text, char *why, size_t size)
{
    char key[TEXT_MOST];
    snprintf(key, sizeof key, "%s", text);
    *self = (struct options_range){.steps = 0};
    char *low = cut(key, '=');
    char *high = cut(low, ':');
    char *steps = cut(high, ':');
    if ((low != NULL && high == NULL) || strlen(text) >= sizeof key) {
        snprintf(why, size,
                 "%.100s: expected KEY, KEY=LO:HI or KEY=LO:HI:STEPS, such as demand.rate=0.3/d:0.9/d", text);
        return DIAG_INVALID;
    }
    int code = find_row(self, key, why, size);
    if (low == NULL) {
        self->low = self->high = NAN;
        return code;
    }
    if (code == DIAG_OK)
        code = read_end(self->row, low, &self->low, why, size);
    if (code == DIAG_OK)
        code = read_end(self->row, high, &self->high, why, size);
    if (code == DIAG_OK && !(self->low < self->high)) {
        snprintf(why, size, "%s: the range must rise, %s is not below %s", key, low, high);
        code = DIAG_INVALID;
    }
    return code == DIAG_OK && steps != NULL ? read_steps(self, steps, why, size) : code;
}
