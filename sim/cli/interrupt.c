/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"

#include <assert.h>
#include <signal.h>
#include <stddef.h>

/* A signal handler can reach nothing but a global, and no atomic that needs a lock. */
static atomic_bool asked;
static_assert(ATOMIC_BOOL_LOCK_FREE == 2, "a signal handler may set the flag");

static void ask(int signal_number)
{
    (void)signal_number;
    atomic_store_explicit(&asked, true, memory_order_relaxed);
}

void interrupt_catch(void)
{
    struct sigaction action = {.sa_handler = ask, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

bool interrupt_asked(void)
{
    return atomic_load_explicit(&asked, memory_order_relaxed);
}

bool interrupt_stop(void *context)
{
    (void)context;
    return interrupt_asked();
}

const atomic_bool *interrupt_flag(void)
{
    return &asked;
}
