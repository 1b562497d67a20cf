/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/trace.h"

#include "csv.h"
#include "digits.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* What is done, apart from whether it begins or ends; `detailed`: its detail says which. */
static const struct {
    const char *activity, *step, *lifecycle;
    bool detailed;
} trace_steps[] = {
    {"session_starts", "session", "start", false},   {"session_ends", "session", "complete", false},
    {"task_raised", "task", "schedule", true},       {"task_begins", "task", "start", true},
    {"task_ends", "task", "complete", true},         {"task_withdrawn", "task", "withdraw", true},
    {"duty_starts", "duty", "start", true},          {"duty_ends", "duty", "complete", true},
    {"purchase_begins", "purchase", "start", false}, {"purchase_ends", "purchase", "complete", false},
};

/* Gregorian days are counted from 1 March of year 0 in eras of 400 years, which are all of the same length; a
 * year that begins in March has its leap day last. */
#define TRACE_ERA   146097 /* days */
#define TRACE_UNIX  719468 /* 1970-01-01 */
#define TRACE_MICRO 1000000.0
#define TRACE_WORD  64 /* bytes, of a step or a timestamp at most */

static_assert(TRACE_NUMBER == DIGITS_MOST, "a time is a number");

static int64_t trace_day(int64_t year, int month, int day)
{
    const int64_t y = month <= 2 ? year - 1 : year, era = y / 400, of_era = y % 400;
    const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * TRACE_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - TRACE_UNIX;
}

static void trace_date(int64_t days, int64_t *year, int *month, int *day)
{
    const int64_t from_march = days + TRACE_UNIX, era = from_march / TRACE_ERA, rest = from_march % TRACE_ERA;
    const int64_t of_era = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    const int64_t of_year = rest - (365 * of_era + of_era / 4 - of_era / 100), part = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * part + 2) / 5 + 1);
    *month = (int)(part < 10 ? part + 3 : part - 9);
    *year = of_era + era * 400 + (*month <= 2);
}

bool trace_epoch(const char *text, int64_t *days)
{
    int year, month, day, length = -1, back_month, back_day;
    int64_t back_year;
    if (strspn(text, "0123456789-") != strlen(text) || strlen(text) != strlen("2010-01-01") ||
        sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3 || length != 10) {
        return false;
    }
    if (year < 1 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    *days = trace_day(year, month, day);
    trace_date(*days, &back_year, &back_month, &back_day);
    return back_year == year && back_month == month && back_day == day; /* 31 April is 1 May */
}

static void trace_who(struct csv *csv, uint32_t who)
{
    char text[24];
    if (who == WORLD_NOBODY) {
        csv_empty(csv);
    } else if (who == WORLD_OFFICERS) {
        csv_text(csv, "officers");
    } else if (who == WORLD_APEX) {
        csv_text(csv, "apex");
    } else if (who == WORLD_HUB) {
        csv_text(csv, "hub");
    } else if (who > WORLD_LAST_HUB && who < WORLD_HUB) {
        snprintf(text, sizeof text, "hub-%" PRIu32, WORLD_HUB - who);
        csv_text(csv, text);
    } else {
        csv_count(csv, who);
    }
}

/* What is no step with a beginning and an end is complete when it happens. */
static void trace_step(struct csv *csv, const struct world_notice *notice, size_t activity, size_t detail)
{
    for (size_t i = 0; i < sizeof trace_steps / sizeof trace_steps[0]; i++) {
        if (trace_steps[i].activity[0] == notice->activity[0] &&
            strcmp(trace_steps[i].activity, notice->activity) == 0) {
            char step[TRACE_WORD];
            size_t length = strlen(trace_steps[i].step);
            memcpy(step, trace_steps[i].step, length);
            if (trace_steps[i].detailed) {
                step[length++] = '_';
                memcpy(step + length, notice->detail, detail);
                length += detail;
            }
            csv_word(csv, step, length);
            csv_word(csv, trace_steps[i].lifecycle, strlen(trace_steps[i].lifecycle));
            return;
        }
    }
    csv_word(csv, notice->activity, activity);
    csv_word(csv, "complete", strlen("complete"));
}

/* ISO 8601, to the microsecond, UTC. */
static void trace_timestamp(struct csv *csv, int64_t epoch, double time)
{
    double whole = floor(time);
    int64_t micro = (int64_t)floor((time - whole) * 86400.0 * TRACE_MICRO + 0.5);
    int64_t year;
    int month, day;
    char text[TRACE_WORD], *end = text;
    if (micro >= (int64_t)86400 * 1000000) {
        micro = 0;
        whole += 1.0;
    }
    trace_date(epoch + (int64_t)whole, &year, &month, &day);
    const uint64_t seconds = (uint64_t)micro / 1000000;
    const struct {
        uint64_t value;
        size_t width;
        char after;
    } parts[] = {{(uint64_t)year, 4, '-'},           {(uint64_t)month, 2, '-'},   {(uint64_t)day, 2, 'T'},
                 {seconds / 3600, 2, ':'},           {seconds / 60 % 60, 2, ':'}, {seconds % 60, 2, '.'},
                 {(uint64_t)micro % 1000000, 6, 'Z'}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        end += digits_padded(parts[i].value, parts[i].width, end);
        *end++ = parts[i].after;
    }
    csv_word(csv, text, (size_t)(end - text));
}

void trace_begin(struct trace *self, FILE *stream, const int64_t *epoch)
{
    struct csv csv;
    csv_begin(&csv, stream);
    csv_header(&csv, epoch == NULL
                         ? "time,activity,detail,request,actor,other,value,step,lifecycle"
                         : "time,activity,detail,request,actor,other,value,step,lifecycle,timestamp");
    self->stream = stream;
    self->error = csv.error;
    self->dated = epoch != NULL;
    self->epoch = epoch == NULL ? 0 : *epoch;
    self->time = NAN;
    self->length = 0;
}

static void trace_time(struct trace *self, struct csv *csv, double time)
{
    if (time != self->time) {
        self->time = time;
        self->time_length = digits_number(time, self->time_text);
    }
    csv_word(csv, self->time_text, self->time_length);
}

void trace_notice(void *context, const struct world_notice *notice)
{
    struct trace *self = context;
    if (self->error != 0) {
        return;
    }
    const size_t activity = strlen(notice->activity), detail = strlen(notice->detail);
    struct csv csv;
    csv_begin_gathering(&csv, self->stream, self->rows, sizeof self->rows, self->length);
    trace_time(self, &csv, notice->time);
    csv_word(&csv, notice->activity, activity);
    csv_word(&csv, notice->detail, detail);
    if (notice->request == 0) {
        csv_empty(&csv);
    } else {
        csv_count(&csv, notice->request);
    }
    trace_who(&csv, notice->actor);
    trace_who(&csv, notice->other);
    csv_number(&csv, notice->value);
    trace_step(&csv, notice, activity, detail);
    if (self->dated) {
        trace_timestamp(&csv, self->epoch, notice->time);
    }
    csv_end_row(&csv);
    self->error = csv.error;
    self->length = csv.length;
}

int trace_end(struct trace *self)
{
    struct csv csv;
    csv_begin_gathering(&csv, self->stream, self->rows, sizeof self->rows, self->length);
    csv.error = self->error;
    csv_flush(&csv);
    self->error = csv.error;
    self->length = 0;
    errno = 0;
    if (self->error == 0 && fflush(self->stream) != 0) {
        self->error = errno != 0 ? errno : EIO;
    }
    return self->error == 0 ? DIAG_OK : DIAG_IO;
}
