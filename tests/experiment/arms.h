/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some of the program's scenarios, cut to a size for tests. */
#ifndef TESTS_EXPERIMENT_ARMS_H
#define TESTS_EXPERIMENT_ARMS_H

#include "zutuan/experiment/scenario.h"

/* Loads scenarios/NAMES.cfg with the overrides. Returns 0, or the error. */
static inline int arms_load(struct scenario *scenarios, const char *const *names, size_t count,
                            const char *const *overrides, size_t override_count)
{
    int code = DIAG_OK;
    for (size_t i = 0; i < count && code == DIAG_OK; i++) {
        struct diag diag;
        char path[1024];
        diag_init(&diag);
        snprintf(path, sizeof path, "%s/scenarios/%s.cfg", ZUTUAN_SOURCE, names[i]);
        code = scenario_load(&scenarios[i], path, NULL, overrides, override_count, &diag);
        diag_free(&diag);
    }
    return code;
}

static inline int arms_free(struct scenario *scenarios, size_t count)
{
    for (size_t i = 0; i < count; i++)
        scenario_free(&scenarios[i]);
    return 0;
}

#endif
