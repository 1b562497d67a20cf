/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of a scenario. */
#include "fuzz.h"
#include "zutuan/experiment/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const folders[] = {ZUTUAN_SOURCE "/scenarios", NULL};
    const struct scenario_search search = {.folders = folders};
    struct scenario scenario, again;
    struct diag diag;

    fuzz_enter();
    diag_init(&diag);
    fuzz_put("a.cfg", data, size);
    int code = scenario_load(&scenario, "a", &search, NULL, 0, &diag);
    fuzz_judge(code, &diag);
    if (code != DIAG_OK)
        return 0;
    FILE *stream = fopen("b.cfg", "w");
    fuzz_demand(stream != NULL && scenario_write(&scenario, stream, size % 2 == 0) == DIAG_OK, "writing");
    fclose(stream);
    code = scenario_load(&again, "b", &search, NULL, 0, &diag);
    fuzz_demand(code == DIAG_OK && params_equal(&scenario.params, &again.params), "written and read again");
    fuzz_judge(code, &diag);
    scenario_free(&again);
    scenario_free(&scenario);
    return 0;
}
