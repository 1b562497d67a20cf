/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/zutuan-fuzz-XXXXXX";

static void leave(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (chdir("/") != 0 || system(command) != 0)
        fprintf(stderr, "%s is left behind\n", folder);
}

void fuzz_enter(void)
{
    static int entered;
    if (entered++ > 0)
        return;
    gsl_set_error_handler_off();
    fuzz_demand(mkdtemp(folder) != NULL && chdir(folder) == 0 && atexit(leave) == 0, "a folder");
}

void fuzz_put(const char *name, const uint8_t *data, size_t size)
{
    FILE *stream = fopen(name, "wb");
    fuzz_demand(stream != NULL && fwrite(data, 1, size, stream) == size && fclose(stream) == 0, name);
}

void fuzz_put_text(const char *name, const char *text)
{
    fuzz_put(name, (const uint8_t *)text, strlen(text));
}

void fuzz_copy(const char *name, const char *source)
{
    char path[4096], bytes[4096];
    size_t size;
    snprintf(path, sizeof path, "%s/%s", ZUTUAN_SOURCE, source);
    FILE *from = fopen(path, "rb"), *to = fopen(name, "wb");
    fuzz_demand(from != NULL && to != NULL, path);
    while ((size = fread(bytes, 1, sizeof bytes, from)) > 0)
        fuzz_demand(fwrite(bytes, 1, size, to) == size, name);
    fclose(from);
    fuzz_demand(fclose(to) == 0, name);
}

void fuzz_demand(int truth, const char *what)
{
    if (truth)
        return;
    fprintf(stderr, "not as it should be: %s\n", what);
    abort();
}

void fuzz_judge(int code, struct diag *diag)
{
    char text[4096];
    fuzz_demand(code <= DIAG_OK, "a code of an error");
    fuzz_demand(code == DIAG_OK || diag->count > 0, "what is refused is refused in words");
    fuzz_demand(code != DIAG_INTERNAL && code != DIAG_MEMORY, "the fault is the input's");
    for (size_t i = 0; i < diag->count; i++)
        fuzz_demand(diag_item_format(&diag->items[i], text, sizeof text) > 0, "an item has a text");
    diag_free(diag);
    diag_init(diag);
}
