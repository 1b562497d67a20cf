/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of a replication, from which its measures are computed again. */
#include "fuzz.h"
#include "zutuan/report/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct trace_check checks[OUTCOME_MEASURES];
    double measures[OUTCOME_MEASURES];
    struct params params;
    size_t count = 0, rows = 0;
    char *text = malloc(size + 1);

    fuzz_enter();
    fuzz_demand(text != NULL, "memory");
    memcpy(text, data, size);
    text[size] = '\0';
    params_defaults(&params);
    for (size_t i = 0; i < OUTCOME_MEASURES; i++)
        measures[i] = 0.0;
    const int code = trace_verify(text, &params, measures, checks, &count, &rows);
    fuzz_demand(code == DIAG_OK || code == DIAG_INVALID, "a log is one or is none");
    fuzz_demand(count <= OUTCOME_MEASURES, "no more measures than there are");
    free(text);
    return 0;
}
