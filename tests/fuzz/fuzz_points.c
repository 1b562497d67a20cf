/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV file of listed points. */
#include "fuzz.h"
#include "zutuan/experiment/design.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const folders[] = {ZUTUAN_SOURCE "/scenarios", NULL};
    const struct scenario_search search = {.folders = folders};
    struct design design;
    struct diag diag;

    fuzz_enter();
    diag_init(&diag);
    fuzz_put_text("a.cfg", "base = \"solo\"; other = \"16+1\"; measure = \"qa_output\";\n"
                           "kind = \"points\"; file = \"a.csv\";\n");
    fuzz_put("a.csv", data, size);
    const int code = design_load(&design, "a", &search, NULL, 0, &diag);
    fuzz_judge(code, &diag);
    if (code == DIAG_OK)
        design_free(&design);
    return 0;
}
