/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/trace_folder.h"

#include "calendar_table.h"
#include "csv.h"
#include "folder.h"

#include <errno.h>
#include <math.h>

#define TRACE_FOLDER_LOG         "trace.csv"
#define TRACE_FOLDER_REPLICATION "replication.csv"
#define TRACE_FOLDER_PHASES      "phases.csv"
#define TRACE_FOLDER_YEAR        365.0 /* days */

static int trace_folder_log(const struct trace_folder *self, const char *path, struct diag *diag)
{
    struct outfile file;
    const int code = outfile_open(&file, path, TRACE_FOLDER_LOG, diag);
    if (code != DIAG_OK) {
        return code;
    }
    errno = 0;
    const bool whole = fwrite(self->log, 1, self->size, file.stream) == self->size;
    return outfile_close(&file, whole ? 0 : errno != 0 ? errno : EIO, diag);
}

static bool trace_folder_yearly(const struct trace_folder *self)
{
    return self->scenario->params.purchase.calendar == PARAMS_CALENDAR_ANNUAL;
}

static int trace_folder_replication(const struct trace_folder *self, uint64_t seed, const char *path,
                                    struct diag *diag)
{
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, path, TRACE_FOLDER_REPLICATION,
                              "scenario,replication,seed,horizon,calendar,window_from,window_to", diag);
    if (code != DIAG_OK) {
        return code;
    }
    csv_text(&csv, self->scenario->name);
    csv_count(&csv, self->replication);
    csv_count(&csv, seed);
    csv_number(&csv, self->scenario->params.programme.horizon);
    csv_text(&csv, trace_folder_yearly(self) ? "annual" : "standing");
    csv_number(&csv, self->day_from);
    csv_number(&csv, self->day_to);
    csv_end_row(&csv);
    return csv_close(&csv, &file, diag);
}

static int trace_folder_calendar(const struct trace_folder *self, const char *path, struct diag *diag)
{
    const double horizon = self->scenario->params.programme.horizon;
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, path, TRACE_FOLDER_PHASES, "year,number,phase,from,to", diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (uint64_t year = 0; trace_folder_yearly(self) && (double)year * TRACE_FOLDER_YEAR < horizon; year++) {
        double from = (double)year * TRACE_FOLDER_YEAR;
        for (uint64_t i = 0; i < PARAMS_PHASES && from < horizon; i++) {
            const double to = from + self->scenario->params.phases.days[i];
            csv_count(&csv, year + 1);
            csv_count(&csv, i + 1);
            csv_text(&csv, calendar_table_phases[i]);
            csv_number(&csv, from);
            csv_number(&csv, fmin(to, horizon));
            csv_end_row(&csv);
            from = to;
        }
    }
    return csv_close(&csv, &file, diag);
}

int trace_folder_write(const struct trace_folder *self, const struct account *given, const char *path,
                       struct diag *diag)
{
    struct account account = *given;
    struct folder folder;
    account.scenarios = &self->scenario;
    account.scenario_count = 1;
    account.asked = account.done = 1;
    int code = folder_open(&folder, path, diag);
    if (code == DIAG_OK) {
        code = folder_add(&folder, TRACE_FOLDER_LOG, trace_folder_log(self, path, diag));
    }
    if (code == DIAG_OK) {
        code = folder_add(&folder, TRACE_FOLDER_REPLICATION,
                          trace_folder_replication(self, account.seed, path, diag));
    }
    if (code == DIAG_OK) {
        code = folder_add(&folder, TRACE_FOLDER_PHASES, trace_folder_calendar(self, path, diag));
    }
    if (code == DIAG_OK) {
        code = folder_scenarios(&folder, account.scenarios, 1);
    }
    return folder_close(&folder, code, &account);
}
