/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What orders events: one whole number of 128 bits, so that comparing takes no branch that a processor could
 * guess wrong.
 *
 * time (64) | class (4) | sequence (36) | slot (24). The bits of doubles that are not negative are ordered as
 * their values. The sequence is unique, so that the slot never decides.
 */
#ifndef ZUTUAN_CORE_CALENDAR_ENTRY_H
#define ZUTUAN_CORE_CALENDAR_ENTRY_H

#include "zutuan/core/calendar.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum { CALENDAR_SLOT_BITS = 24, CALENDAR_SEQUENCE_BITS = 36 };

static_assert(CALENDAR_MAX_PENDING == 1u << CALENDAR_SLOT_BITS, "a slot number fits its field");
static_assert(CALENDAR_MAX_CLASS == (1u << (64 - CALENDAR_SLOT_BITS - CALENDAR_SEQUENCE_BITS)) - 1,
              "a class fits its field");

__extension__ typedef unsigned __int128 calendar_entry;

static inline calendar_entry calendar_entry_of(double time, uint32_t event_class, uint64_t sequence,
                                               uint32_t slot)
{
    const double unsigned_zero = time + 0.0; /* the bits of -0.0 would come last */
    uint64_t bits;
    memcpy(&bits, &unsigned_zero, sizeof bits);
    const uint64_t order = (uint64_t)event_class << CALENDAR_SEQUENCE_BITS | sequence;
    return (calendar_entry)bits << 64 | order << CALENDAR_SLOT_BITS | slot;
}

static inline double calendar_entry_time(calendar_entry entry)
{
    const uint64_t bits = (uint64_t)(entry >> 64);
    double time;
    memcpy(&time, &bits, sizeof time);
    return time;
}

static inline uint32_t calendar_entry_class(calendar_entry entry)
{
    return (uint32_t)(entry >> (CALENDAR_SLOT_BITS + CALENDAR_SEQUENCE_BITS)) & CALENDAR_MAX_CLASS;
}

static inline uint32_t calendar_entry_slot(calendar_entry entry)
{
    return (uint32_t)entry & (CALENDAR_MAX_PENDING - 1);
}

#endif
