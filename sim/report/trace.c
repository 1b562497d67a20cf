/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/trace.h"

#include "csv.h"

#include <errno.h>

static void trace_who(struct csv *csv, uint32_t who)
{
    if (who == WORLD_NOBODY) {
        csv_empty(csv);
    } else if (who == WORLD_HUB) {
        csv_text(csv, "hub");
    } else if (who == WORLD_OFFICERS) {
        csv_text(csv, "officers");
    } else {
        csv_count(csv, who);
    }
}

void trace_begin(struct trace *self, FILE *stream)
{
    struct csv csv;
    csv_begin(&csv, stream);
    csv_header(&csv, "time,activity,detail,request,actor,other,value");
    *self = (struct trace){.stream = stream, .error = csv.error};
}

void trace_notice(void *context, const struct world_notice *notice)
{
    struct trace *self = context;
    if (self->error != 0) {
        return;
    }
    struct csv csv;
    csv_begin(&csv, self->stream);
    csv_number(&csv, notice->time);
    csv_text(&csv, notice->activity);
    csv_text(&csv, notice->detail);
    if (notice->request == 0) {
        csv_empty(&csv);
    } else {
        csv_count(&csv, notice->request);
    }
    trace_who(&csv, notice->actor);
    trace_who(&csv, notice->other);
    csv_number(&csv, notice->value);
    csv_end_row(&csv);
    self->error = csv.error;
}

int trace_end(struct trace *self)
{
    errno = 0;
    if (self->error == 0 && fflush(self->stream) != 0) {
        self->error = errno != 0 ? errno : EIO;
    }
    return self->error == 0 ? DIAG_OK : DIAG_IO;
}
