/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of targets that `calibrate` fits to. */
#include "fuzz.h"
#include "zutuan/experiment/calibrate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const folders[] = {ZUTUAN_SOURCE "/scenarios", NULL};
    const struct scenario_search search = {.folders = folders};
    struct calibrate_targets targets, again;
    struct diag diag;

    fuzz_enter();
    diag_init(&diag);
    fuzz_put("a.cfg", data, size);
    int code = calibrate_targets_load(&targets, "a", &search, NULL, 0, &diag);
    fuzz_judge(code, &diag);
    if (code != DIAG_OK)
        return 0;
    for (size_t i = 0; i < targets.problem.parameter_count; i++) {
        const double value = calibrate_prior_value(&targets.problem.parameters[i], 0.5);
        fuzz_demand(value - value == 0.0, "the middle of a prior is a number");
    }
    FILE *stream = fopen("b.cfg", "w");
    fuzz_demand(stream != NULL, "a file");
    fuzz_demand(calibrate_targets_write(&targets, ZUTUAN_SOURCE "/scenarios", stream) == DIAG_OK, "writing");
    fclose(stream);
    code = calibrate_targets_load(&again, "b", &search, NULL, 0, &diag);
    fuzz_demand(code == DIAG_OK && again.problem.target_count == targets.problem.target_count,
                "written and read again");
    fuzz_judge(code, &diag);
    calibrate_targets_free(&again);
    calibrate_targets_free(&targets);
    return 0;
}
