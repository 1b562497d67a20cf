/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifest of a folder of results, as `reproduce`, `report` and a command that goes on there read it. */
#include "fuzz.h"
#include "zutuan/report/account.h"
#include "zutuan/report/page.h"
#include "zutuan/report/reproduce.h"

#include <sys/stat.h>

static void fill(void)
{
    static int filled;
    if (filled++ > 0)
        return;
    mkdir("results", 0700);
    mkdir("results/resolved", 0700);
    fuzz_copy("results/summary.csv", "tests/fuzz/results/summary.csv");
    fuzz_copy("results/paired.csv", "tests/fuzz/results/paired.csv");
    fuzz_copy("results/replications.csv", "tests/fuzz/results/replications.csv");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct reproduce reproduce;
    struct diag diag;
    char words[512];
    size_t figures;

    fuzz_enter();
    fill();
    diag_init(&diag);
    fuzz_put("results/manifest.json", data, size);
    int code = reproduce_open(&reproduce, "results", &diag);
    fuzz_judge(code, &diag);
    if (code == DIAG_OK) {
        reproduce_program(&reproduce, words);
        (void)(reproduce_done(&reproduce) + reproduce_damaged(&reproduce, false));
        fuzz_demand(reproduce_command(&reproduce)[0] != '\0', "a command");
    }
    reproduce_free(&reproduce);
    fuzz_judge(account_check_folder("results", "compare", "solo 16+1", false, &diag), &diag);
    fuzz_judge(page_write("results", PAGE_ENGLISH, &figures, &diag), &diag);
    return 0;
}
