/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of a paper. */
#include "fuzz.h"
#include "zutuan/experiment/paper.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct paper paper, again;
    struct diag diag;

    fuzz_enter();
    diag_init(&diag);
    fuzz_put("a.cfg", data, size);
    int code = paper_load(&paper, "a.cfg", &diag);
    fuzz_judge(code, &diag);
    if (code == DIAG_OK) {
        FILE *stream = fopen("b.cfg", "w");
        fuzz_demand(stream != NULL && paper_write(&paper, stream) == DIAG_OK, "writing");
        fclose(stream);
        code = paper_load(&again, "b.cfg", &diag);
        fuzz_demand(code == DIAG_OK && again.experiment_count == paper.experiment_count &&
                        again.number_count == paper.number_count && again.table_count == paper.table_count,
                    "written and read again");
        fuzz_judge(code, &diag);
        paper_free(&again);
    }
    paper_free(&paper);
    return 0;
}
