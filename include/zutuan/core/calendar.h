/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The event list and the clock.
 *
 * An event is a point in time with a class, a kind and two numbers that its kind gives a meaning. Events
 * leave in the total order (time, class, insertion): at one instant the lower class goes first, and within a
 * class the one scheduled earlier. Nothing else, neither address nor chance, decides. Scheduling, cancelling
 * and taking the next cost O(log pending) up to about a thousand pending, and no more with many.
 *
 * Storage grows when it is full and is kept over a reset, so that a warmed calendar allocates
 * nothing. If growth fails, the calendar becomes `failed`: it drops what is scheduled from then on and the
 * run must be given up; the caller looks at calendar_failed() once per event rather than after every call. It
 * fails also beyond CALENDAR_MAX_PENDING events at once or 2^36 events between two resets.
 *
 * Invariants: no event lies before the clock; a handle is valid from its scheduling until its event is popped
 * or cancelled, and may later be given to another event; after a reset the handles are those of a new
 * calendar.
 */
#ifndef ZUTUAN_CORE_CALENDAR_H
#define ZUTUAN_CORE_CALENDAR_H

#include "zutuan/core/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CALENDAR_NONE        UINT32_MAX /* no event */
#define CALENDAR_MAX_CLASS   15u
#define CALENDAR_MAX_PENDING (1u << 24)
#define CALENDAR_MOST_AHEAD  16u /* events that are foreseen at least, where many are pending */

typedef uint32_t calendar_handle;

struct calendar_event {
    double time;
    uint32_t kind;
    uint32_t subject;
    uint32_t object;
    uint32_t event_class;
};

struct calendar; /* opaque */

/* `capacity`: events expected to be pending at once (a hint). Free with calendar_free. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int calendar_alloc(struct calendar **self, size_t capacity);
/* Accepts NULL. */
void calendar_free(struct calendar *self);
/* Back to time 0 with nothing pending; keeps its storage. */
void calendar_reset(struct calendar *self);
/* now <= time < INFINITY; event_class <= CALENDAR_MAX_CLASS. Returns CALENDAR_NONE only when the calendar has
 * failed. */
calendar_handle calendar_schedule(struct calendar *self, double time, uint32_t event_class, uint32_t kind,
                                  uint32_t subject, uint32_t object);
/* handle: a pending event; CALENDAR_NONE, as a failed calendar hands it out, is ignored. */
void calendar_cancel(struct calendar *self, calendar_handle handle);
/* Takes the next event out and moves the clock to it; false when nothing is pending. */
bool calendar_pop(struct calendar *self, struct calendar_event *event);
/* Of a calendar that holds many events: the one that comes up after `ahead` others, cancelled ones among
 * them, unless others are scheduled before it; it may be cancelled already. False when that is not known. To
 * fetch what it will need; calendar_fetch fetches what this looks at. */
bool calendar_foresee(const struct calendar *self, uint32_t ahead, struct calendar_event *event);
void calendar_fetch(const struct calendar *self, uint32_t ahead);
double calendar_now(const struct calendar *self);
size_t calendar_pending(const struct calendar *self);
bool calendar_failed(const struct calendar *self);
/* Bytes held. */
size_t calendar_bytes(const struct calendar *self);
/* True if the internal order holds: O(pending), for tests and debug builds. */
bool calendar_verify(const struct calendar *self);

#endif
