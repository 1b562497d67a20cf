/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of a design. */
#include "fuzz.h"
#include "zutuan/experiment/design.h"

#include <stdlib.h>

static const char *const folders[] = {ZUTUAN_SOURCE "/scenarios", NULL};

static void write_again(const struct design *design)
{
    const struct scenario_search search = {.folders = folders};
    struct design again;
    struct diag diag;
    FILE *stream = fopen("b.cfg", "w");

    diag_init(&diag);
    fuzz_demand(stream != NULL, "a file");
    fuzz_demand(design_write(design, design->replications, ZUTUAN_SOURCE "/scenarios", "points.csv",
                             stream) == DIAG_OK,
                "writing");
    fclose(stream);
    const int code = design_load(&again, "b", &search, NULL, 0, &diag);
    fuzz_demand(code == DIAG_OK && again.point_count == design->point_count, "written and read again");
    fuzz_judge(code, &diag);
    design_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct scenario_search search = {.folders = folders};
    char text[DESIGN_POINT_MOST];
    struct design design;
    struct params params;
    struct diag diag;

    fuzz_enter();
    diag_init(&diag);
    fuzz_put_text("points.csv", "point,providers.count,demand.rate\n0,8,0.5\n1,16,\n2,,0.7\n");
    fuzz_put("a.cfg", data, size);
    const int code = design_load(&design, "a", &search, NULL, 0, &diag);
    fuzz_judge(code, &diag);
    if (code != DIAG_OK)
        return 0;
    for (size_t point = 0; point < design.point_count; point += 1 + design.point_count / 4) {
        struct params_conflict conflict;
        design_point_format(&design, point, text);
        design_params_at(&design, point, &design.base, &params);
        fuzz_demand(params_conflicts(&params, &conflict, 1) == 0, "a point without a contradiction");
    }
    if (design.scale_officers == 0 && design.point_count < 1000)
        write_again(&design);
    design_free(&design);
    return 0;
}
