/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What went wrong, collected and never printed.
 *
 * A function that can fail returns DIAG_OK or one of the negative codes below. Where a person can mend the
 * cause, the function also appends an item that says where (file, line, key) and what (one sentence). A
 * caller gathers all items of a command before it shows them, so that a user sees every mistake at once.
 *
 * Invariants: items keep the order of their addition; strings are owned by the list; a list that ran out of
 * memory keeps what it had and remembers the loss in `lost`.
 */
#ifndef ZUTUAN_CORE_DIAG_H
#define ZUTUAN_CORE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#define DIAG_MUST_CHECK       __attribute__((warn_unused_result))
#define DIAG_FORMAT(fmt, arg) __attribute__((format(printf, fmt, arg)))

enum diag_code {
    DIAG_OK = 0,
    DIAG_MEMORY = -1,      /* an allocation failed */
    DIAG_INVALID = -2,     /* a scenario, design or option value is wrong */
    DIAG_IO = -3,          /* reading or writing failed */
    DIAG_USAGE = -4,       /* the command line is wrong */
    DIAG_INTERNAL = -5,    /* an identity of the model does not hold: a bug */
    DIAG_INTERRUPTED = -6, /* the user stopped the work; what was finished is kept */
};

struct diag_item {
    enum diag_code code;
    char *file; /* owned; NULL where no file is meant */
    int line;   /* 1-based; 0 where no line is meant */
    char *text; /* owned; one sentence without a full stop */
};

struct diag {
    struct diag_item *items; /* owned, [count] */
    size_t count;
    size_t capacity;
    bool lost; /* memory ran out: at least one item is missing */
};

/* Makes an empty list; allocates nothing. */
void diag_init(struct diag *self);
/* Accepts a zeroed list. */
void diag_free(struct diag *self);
/* Appends an item (file may be NULL, line 0) and returns `code`, so that `return diag_add(...)` reads well.
 */
int diag_add(struct diag *self, enum diag_code code, const char *file, int line, const char *format, ...)
    DIAG_FORMAT(5, 6);
/* Writes item as `file:line: text` into buffer of `size` bytes (cut if too small); returns the whole length.
 */
size_t diag_item_format(const struct diag_item *item, char *buffer, size_t size);
/* The code of the gravest item, DIAG_OK when empty: INTERNAL, MEMORY, IO, INTERRUPTED, USAGE, INVALID. A lost
 * item counts as MEMORY. */
enum diag_code diag_worst(const struct diag *self);

#endif
