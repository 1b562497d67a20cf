/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the store is that somebody names. */
#ifndef STORE_PATH_H
#define STORE_PATH_H

#include "zutuan/core/diag.h"

/* A folder stands for the store in it. The caller frees; NULL without memory. */
char *store_path(const char *name);
/* DIAG_IO with an item when there is no such file. */
DIAG_MUST_CHECK int store_path_check(const char *path, struct diag *diag);

#endif
