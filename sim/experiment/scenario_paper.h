/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading, freeing and writing of a paper's file, all by one table of its keys: what each is, where in the
 * structure it goes, whether it must be there.
 */
#ifndef ZUTUAN_EXPERIMENT_SCENARIO_PAPER_H
#define ZUTUAN_EXPERIMENT_SCENARIO_PAPER_H

#include "zutuan/experiment/paper.h"

#include <libconfig.h>

enum scenario_paper_kind {
    SCENARIO_PAPER_TEXT,
    SCENARIO_PAPER_LIST,  /* of texts; one alone may stand for itself */
    SCENARIO_PAPER_WHOLE, /* a number from 0 to 12 */
    SCENARIO_PAPER_GROUPS
};

struct scenario_paper_record;

struct scenario_paper_key {
    const char *name;
    enum scenario_paper_kind kind;
    bool needed;
    size_t offset; /* of the member; of groups, of the pointer */
    size_t count;  /* of groups: offset of their number */
    const struct scenario_paper_record *record;
};

/* A group of keys that becomes a structure; `what` names it in messages. */
struct scenario_paper_record {
    const char *what;
    size_t size, line; /* line: offset of the member */
    const struct scenario_paper_key *keys;
    size_t key_count;
};

/* The file as a whole. */
const struct scenario_paper_record *scenario_paper_keys(void);
/* Fills `self` from its file; every mistake in keys and kinds is in `diag`. */
void scenario_paper_read(struct paper *self, struct diag *diag);

#endif
