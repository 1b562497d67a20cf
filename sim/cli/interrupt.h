/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl-C and SIGTERM ask for an orderly end; the second one ends at once. A closed pipe and a limit
 * to the size of files are errors to be looked at where something is written, no signals. */
#ifndef ZUTUAN_CLI_INTERRUPT_H
#define ZUTUAN_CLI_INTERRUPT_H

#include <stdatomic.h>
#include <stdbool.h>

/* Installs the handlers. */
void interrupt_catch(void);
bool interrupt_asked(void);
/* The same, for a world to ask. */
bool interrupt_stop(void *context);
/* For replicate_how: becomes true. */
const atomic_bool *interrupt_flag(void);

#endif
