/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl-C and SIGTERM ask for an orderly end; the second one ends at once. A closed pipe is an error to be
 * looked at where it is written to, no signal. */
#ifndef ZUTUAN_CLI_INTERRUPT_H
#define ZUTUAN_CLI_INTERRUPT_H

#include <stdbool.h>

/* Installs the handlers. */
void interrupt_catch(void);
bool interrupt_asked(void);
/* For replicate_how: becomes non-zero. */
volatile const int *interrupt_flag(void);

#endif
