/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Event kinds and what their two numbers mean; classes order events of one instant (docs/model.md section 3).
 */
#ifndef ZUTUAN_MODEL_EVENT_H
#define ZUTUAN_MODEL_EVENT_H

enum event_class {
    EVENT_CLASS_COMPLETION,
    EVENT_CLASS_ABANDONMENT,
    EVENT_CLASS_ARRIVAL,
    EVENT_CLASS_CALENDAR,
    EVENT_CLASS_SAMPLE,
};

enum event_kind {
    EVENT_SESSION_DONE,    /* subject: provider, object: request */
    EVENT_DUTY_DONE,       /* subject: provider, object: duty */
    EVENT_TASK_DONE,       /* subject: task force, object: task */
    EVENT_ABANDONMENT,     /* subject: provider, object: request */
    EVENT_CANDIDATE,       /* subject: provider; a request may arrive (thinning) */
    EVENT_EXTRA_CANDIDATE, /* subject: provider; the same for promotion's demand */
    EVENT_LAUNCH,          /* the clusters begin */
    EVENT_MEMBER_JOINS,    /* subject: provider; object: 1 for a founder */
    EVENT_JOIN_OCCASION,   /* subject: provider outside; it may apply (thinning) */
    EVENT_EXIT,            /* subject: cluster, NONE: all; the government withdraws */
    EVENT_WATCH,           /* monthly: is the exit earned? */
    EVENT_STEERING,        /* subject: cluster; a meeting is due */
    EVENT_BRANCH,          /* all clusters */
    EVENT_OFFER,           /* subject: kind of partner */
    EVENT_BOOST_ENDS,      /* subject: provider, object: BOOSTS * teams then + enum boost */
    EVENT_CONFERENCE,
    EVENT_PHASE,            /* subject: enum phase that begins; object: year */
    EVENT_PURCHASE_OPENS,   /* train-first: purchase begins for all */
    EVENT_STAFF_LEAVES,     /* subject: provider */
    EVENT_PROVIDER_STOPS,   /* subject: provider */
    EVENT_SELF_TRAINING,    /* all providers that train themselves; object: how many there were */
    EVENT_TRAINING,         /* all members */
    EVENT_WEEK,             /* coordination and member hours */
    EVENT_MONTH,            /* statistics */
    EVENT_VISIT,            /* subject: provider; a hub visit is due */
    EVENT_GOVERNMENT_VISIT, /* subject: provider */
    EVENT_INSTRUCTION,      /* subject: provider */
    EVENT_CONTRACTS,        /* object: how many thirds there were; officers' contract work */
    EVENT_HUB_CLOSES,
    EVENT_HUB_OPENS,
    EVENT_SAMPLE, /* subject: sample */
    EVENT_KINDS
};

#endif
