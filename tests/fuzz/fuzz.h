/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the programs that take any bytes for input have in common (docs/fuzzing.md). Each is one function,
 * LLVMFuzzerTestOneInput: libFuzzer calls it with inputs of its own making, replay.c with those that are kept
 * in tests/fuzz/corpus. Besides not crashing it asks that what was read, written and read again is the same,
 * and that what is refused is refused in words.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "zutuan/core/diag.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Goes to a folder of this process, made at the first call and removed at its end. */
void fuzz_enter(void);
/* Makes a file there. */
void fuzz_put(const char *name, const uint8_t *data, size_t size);
void fuzz_put_text(const char *name, const char *text);
/* Makes a copy of a file of the sources there. */
void fuzz_copy(const char *name, const char *source);
/* Aborts, which a fuzzer notices, unless it is true. */
void fuzz_demand(int truth, const char *what);
/* Demands that a code and the list of what is wrong fit each other, and empties the list. */
void fuzz_judge(int code, struct diag *diag);

#endif
