/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overrides, a line each: -s LINE. */
#include "fuzz.h"
#include "zutuan/experiment/scenario.h"

#include <stdlib.h>
#include <string.h>

enum { OVERRIDES = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *overrides[OVERRIDES];
    size_t count = 0;
    struct scenario scenario;
    struct diag diag;
    char *text = malloc(size + 1), *rest = text;

    fuzz_enter();
    diag_init(&diag);
    fuzz_demand(text != NULL, "memory");
    memcpy(text, data, size);
    text[size] = '\0';
    while (count < OVERRIDES && rest != NULL) {
        overrides[count++] = rest;
        rest = strchr(rest, '\n');
        if (rest != NULL)
            *rest++ = '\0';
    }
    fuzz_put_text("a.cfg", "cluster: { form = \"support\"; };\n");
    const int code = scenario_load(&scenario, "a", NULL, overrides, count, &diag);
    fuzz_judge(code, &diag);
    if (code == DIAG_OK)
        scenario_free(&scenario);
    free(text);
    return 0;
}
