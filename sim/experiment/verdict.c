/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const enum outcome_measure spoken_of[] = {
    OUTCOME_QA_PER_10K_YUAN, OUTCOME_COST_TOTAL,   OUTCOME_PEOPLE_SERVED,   OUTCOME_UNMET_SHARE,
    OUTCOME_WAIT_MEAN,       OUTCOME_QUALITY_MEAN, OUTCOME_DETECTION_SHARE, OUTCOME_GOVERNMENT_HOURS,
};
enum { SPOKEN_OF = sizeof spoken_of / sizeof spoken_of[0], MONEY = 0, COST = 1, FIRST_ASPECT = 2 };

/* A text under construction. */
struct words {
    char *text; /* borrowed, [VERDICT_MOST] */
    size_t length;
};

DIAG_FORMAT(2, 3) static void say(struct words *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(self->text + self->length, VERDICT_MOST - self->length, format, arguments);
    va_end(arguments);
    if (length > 0)
        self->length += (size_t)length;
    if (self->length > VERDICT_MOST - 1)
        self->length = VERDICT_MOST - 1;
}

bool verdict_is_share(const struct outcome_row *row)
{
    static const char *const others[] = {"hub_utilisation", "survival", "access_gap"};
    const size_t length = strlen(row->name);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(row->name, others[i]) == 0)
            return true;
    }
    return length > 6 && strcmp(row->name + length - 6, "_share") == 0;
}

enum verdict verdict_judge(const struct outcome_row *row, const struct estimate_pair *pair)
{
    const bool relative = !verdict_is_share(row) && !isnan(pair->relative_low);
    const double low = relative ? pair->relative_low : pair->low;
    const double high = relative ? pair->relative_high : pair->high;
    const double nil = relative ? VERDICT_NIL_RELATIVE : verdict_is_share(row) ? VERDICT_NIL_SHARE : 0.0;
    if (isnan(low) || isnan(high))
        return VERDICT_UNKNOWN;
    if ((low > -nil && high < nil) || (low == 0.0 && high == 0.0))
        return VERDICT_SAME;
    if (low <= 0.0 && high >= 0.0)
        return VERDICT_UNCLEAR;
    return (low > 0.0) == (row->better >= 0) ? VERDICT_BETTER : VERDICT_WORSE;
}

const enum outcome_measure *verdict_measures(size_t *count)
{
    *count = SPOKEN_OF;
    return spoken_of;
}

static void say_money(struct words *self, const char *base, const char *other,
                      const struct estimate_pair *pair, double confidence)
{
    static const char what[] = "quality-adjusted output per 10,000 yuan";
    const enum verdict verdict = verdict_judge(outcome_measure_row(OUTCOME_QA_PER_10K_YUAN), pair);
    char interval[128];
    snprintf(interval, sizeof interval, "%g %% interval %+.1f to %+.1f %%", 100.0 * confidence,
             100.0 * pair->relative_low, 100.0 * pair->relative_high);
    if (verdict == VERDICT_BETTER || verdict == VERDICT_WORSE)
        say(self, "%s gives %.1f %% %s %s than %s (%s).", other, 100.0 * fabs(pair->relative),
            verdict == VERDICT_BETTER ? "more" : "less", what, base, interval);
    else if (verdict == VERDICT_SAME)
        say(self, "%s and %s give practically the same %s (%s).", other, base, what, interval);
    else
        say(self, "Whether %s or %s gives more %s is not clear at this precision (%s).", other, base, what,
            interval);
}

static void say_cost(struct words *self, const char *other, const struct estimate_pair *pair)
{
    switch (verdict_judge(outcome_measure_row(OUTCOME_COST_TOTAL), pair)) {
    case VERDICT_BETTER:
    case VERDICT_WORSE:
        say(self, " %s costs the public %.1f %% %s.", other, 100.0 * fabs(pair->relative),
            pair->relative > 0.0 ? "more" : "less");
        break;
    case VERDICT_SAME:
        say(self, " Both cost the public practically the same.");
        break;
    case VERDICT_UNCLEAR:
        say(self, " Which of them costs more is not clear at this precision.");
        break;
    default:
        break;
    }
}

static void say_aspects(struct words *self, const char *before, enum verdict wanted,
                        const struct estimate_pair *pairs)
{
    bool first = true;
    for (size_t i = FIRST_ASPECT; i < SPOKEN_OF; i++) {
        const struct outcome_row *row = outcome_measure_row(spoken_of[i]);
        if (verdict_judge(row, &pairs[i]) != wanted)
            continue;
        say(self, "%s%s", first ? before : ", ", row->label);
        first = false;
        if (wanted != VERDICT_BETTER && wanted != VERDICT_WORSE)
            continue;
        if (verdict_is_share(row))
            say(self, " (%+.1f percentage points)", 100.0 * pairs[i].difference);
        else if (!isnan(pairs[i].relative))
            say(self, " (%+.1f %%)", 100.0 * pairs[i].relative);
    }
    say(self, "%s", first ? "" : ".");
}

void verdict_write(const char *base, const char *other, const struct estimate_pair *pairs, double confidence,
                   char text[VERDICT_MOST])
{
    struct words words = {.text = text};
    text[0] = '\0';
    if (verdict_judge(outcome_measure_row(OUTCOME_QA_PER_10K_YUAN), &pairs[MONEY]) == VERDICT_UNKNOWN) {
        say(&words, "Too few replications to say how %s differs from %s.", other, base);
        return;
    }
    say_money(&words, base, other, &pairs[MONEY], confidence);
    say_cost(&words, other, &pairs[COST]);
    say_aspects(&words, " Better: ", VERDICT_BETTER, pairs);
    say_aspects(&words, " Worse: ", VERDICT_WORSE, pairs);
    say_aspects(&words, " No clear difference at this precision: ", VERDICT_UNCLEAR, pairs);
    say_aspects(&words, " Practically the same: ", VERDICT_SAME, pairs);
}

const struct params_row *verdict_demand(size_t i)
{
    size_t count;
    const struct params_row *rows = params_rows(&count);
    for (size_t r = 0; r < count; r++) {
        const bool is =
            strncmp(rows[r].key, "demand.", 7) == 0 || strcmp(rows[r].key, "providers.count") == 0;
        if (is && i-- == 0)
            return &rows[r];
    }
    return NULL;
}

bool verdict_same_demand(const struct params *base, const struct params *other)
{
    const struct params_row *row;
    for (size_t i = 0; (row = verdict_demand(i)) != NULL; i++) {
        if (params_get(base, row) != params_get(other, row))
            return false;
    }
    return true;
}

void verdict_write_demand(const struct scenario *base, const struct scenario *other, char text[VERDICT_MOST])
{
    struct words words = {.text = text};
    const struct params_row *row;
    const char *before = " (";
    text[0] = '\0';
    if (verdict_same_demand(&base->params, &other->params))
        return;
    say(&words, "%s and %s do not meet the same demand", base->name, other->name);
    for (size_t i = 0; (row = verdict_demand(i)) != NULL; i++) {
        const double one = params_get(&base->params, row), two = params_get(&other->params, row);
        if (one == two)
            continue;
        say(&words, "%s%s is %g and %g", before, row->key, one, two);
        before = ", ";
    }
    say(&words,
        "): what is counted in all - people, yuan, hours - differs for that reason alone. Shares, means and "
        "amounts per yuan or person compare the ways of buying");
    say(&words, base->params.purchase.reinvest > 0.0 ? "; and more teams do not find more demand." : ".");
}

bool verdict_is_main(enum outcome_measure measure)
{
    static const enum outcome_measure shown[] = {
        OUTCOME_PEOPLE_SERVED,   OUTCOME_UNMET_SHARE,       OUTCOME_WAIT_MEAN,       OUTCOME_QUALITY_MEAN,
        OUTCOME_QA_OUTPUT,       OUTCOME_COST_TOTAL,        OUTCOME_COST_PER_PERSON, OUTCOME_QA_PER_10K_YUAN,
        OUTCOME_CAPABILITY_MEAN, OUTCOME_DEFICIENT_SHARE,   OUTCOME_DETECTION_SHARE, OUTCOME_GOVERNMENT_HOURS,
        OUTCOME_HUB_UTILISATION, OUTCOME_MEMBER_DUTY_SHARE, OUTCOME_ACCESS_GAP,
    };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        if (shown[i] == measure)
            return true;
    }
    return false;
}
