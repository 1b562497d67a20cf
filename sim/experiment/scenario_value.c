/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_parts.h"
#include "zutuan/experiment/scenario.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void scenario_value_quote(const char *text, char quoted[SCENARIO_QUOTE_MOST])
{
    const size_t most = SCENARIO_QUOTE_MOST - sizeof "\"...\"";
    size_t length = strlen(text), shown = length > most ? most : length;

    while (shown < length && shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80)
        shown--; /* a letter of several bytes stays whole */
    snprintf(quoted, SCENARIO_QUOTE_MOST, "\"%.*s%s\"", (int)shown, text, shown < length ? "..." : "");
    for (char *c = quoted; *c; c++)
        if (iscntrl((unsigned char)*c))
            *c = '?';
}

void scenario_value_mismatch(const struct params_row *row, const char *found, char why[SCENARIO_WHY_MOST])
{
    char choices[256];
    const char *expected = row->type == PARAMS_INT ? "a whole number" : "a number";

    if (row->type == PARAMS_BOOL) {
        expected = "true or false";
    } else if (row->type == PARAMS_CHOICE) {
        snprintf(choices, sizeof choices, "one of ");
        params_format_range(row, choices + strlen(choices), sizeof choices - strlen(choices));
        expected = choices;
    }
    snprintf(why, SCENARIO_WHY_MOST, "expected %s, found %s", expected, found);
}

int scenario_value_from_text(const struct params_row *row, const char *text, double *value,
                             char why[SCENARIO_WHY_MOST])
{
    char reason[256], quoted[SCENARIO_QUOTE_MOST], found[SCENARIO_QUOTE_MOST + 16];

    *value = 0;
    if (params_parse(row, text, value, reason, sizeof reason) == DIAG_OK) {
        *value += 0.0; /* -0 is 0: the same value has the same bytes */
        return params_check_value(row, *value, why, SCENARIO_WHY_MOST);
    }
    scenario_value_quote(text, quoted);
    if (isinf(*value) || strpbrk(text, "0123456789")) { /* a number: what is wrong with it is worth saying */
        snprintf(why, SCENARIO_WHY_MOST, "%s %s", quoted, reason);
    } else {
        snprintf(found, sizeof found, "the text %s", quoted);
        scenario_value_mismatch(row, found, why);
    }
    return DIAG_INVALID;
}

void scenario_value_unknown(const char *key, char why[SCENARIO_WHY_MOST])
{
    const struct params_row *row = params_nearest(key);
    char range[256];

    params_format_range(row, range, sizeof range);
    snprintf(why, SCENARIO_WHY_MOST, "unknown key; did you mean %s [%s%s%s]?", row->key, row->unit,
             *row->unit ? ", " : "", range);
}
