/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of the simulated city, shared by the files of this floor and seen by none above.
 *
 * Mechanisms (demand, referral, training ...) do not call each other: they meet here and in the calendar.
 * Cross-references are indices into the pools below; NONE means no one. Pools grow by doubling when they are
 * full and keep their storage over a reset, so that a warmed world allocates nothing.
 */
#ifndef ZUTUAN_MODEL_STATE_H
#define ZUTUAN_MODEL_STATE_H

#include "event.h"

#include "zutuan/core/calendar.h"
#include "zutuan/core/streams.h"
#include "zutuan/core/tally.h"
#include "zutuan/core/tournament.h"
#include "zutuan/model/world.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#define NONE           UINT32_MAX
#define DAYS_PER_YEAR  365.0
#define DAYS_PER_MONTH (365.0 / 12.0)
#define DAYS_PER_WEEK  7.0
#define HOURS_PER_DAY  (40.0 / 7.0) /* of a server of the hub or the government, per calendar day */
#define TEAM_DAY_HOURS 8.0          /* of a provider's team */

/* What a draw is for (streams.h); the numbers are part of the random scheme and never change. */
enum purpose {
    PURPOSE_POPULARITY = 1,
    PURPOSE_KNOWLEDGE = 2,
    PURPOSE_DEMAND = 3,
    PURPOSE_EXTRA_DEMAND = 4,
    PURPOSE_SHOCK = 5,
    PURPOSE_STAFF_LEAVES = 6,
    PURPOSE_PROVIDER_STOPS = 7,
    PURPOSE_VISIT = 8,
    PURPOSE_VISIT_DETECTS = 9,
    PURPOSE_GOVERNMENT_VISIT = 10,
    PURPOSE_GOVERNMENT_DETECTS = 11,
    PURPOSE_INSTRUCTION = 12,
};

enum request_state {
    REQUEST_FREE,
    REQUEST_WAITING,    /* in the queue of the provider it is at */
    REQUEST_STRANDED,   /* at a provider that cannot serve it, while its referral is tried */
    REQUEST_IN_SESSION,
};

struct request {
    /* drawn on arrival */
    double arrival, deadline;
    double work;                                       /* X */
    double u_deficient, u_engage, u_callback, u_hotline;
    uint64_t number;                                   /* from 1, in order of arrival */
    uint32_t home;                                     /* provider addressed */
    uint32_t people;                                   /* G */
    uint8_t group, type;                               /* class of people, type of session */
    bool purchased;
    /* state */
    bool referred, attempted, deficient;
    uint8_t state;                                     /* enum request_state */
    uint32_t at;                                       /* provider */
    uint32_t next, previous;                           /* in the queue, or next free */
    uint32_t task;                                     /* its referral task, NONE */
    calendar_handle abandonment;
    double quality;                                    /* fixed when the session starts */
};

enum duty_kind { DUTY_MEMBERSHIP, DUTY_TRAINING, DUTY_SELF_TRAINING, DUTY_HOSTING, DUTY_INSTRUCTION, DUTY_KINDS };

struct duty {
    double team_days;
    double knowledge; /* gained when it is done */
    uint32_t next;
    uint8_t kind;
};

/* A deficient session that monitoring may still detect. */
struct deficiency {
    double time;
    uint32_t next;     /* in the provider's list, or next free */
    uint32_t provider;
    uint8_t references; /* the list, and tasks that hold it */
    bool detected, purchased;
};

enum taskforce_id { TASKFORCE_HUB, TASKFORCE_OFFICERS, TASKFORCES };

enum task_kind {
    TASK_REFERRAL,
    TASK_TRAINING,
    TASK_VISIT,
    TASK_CALLBACK,
    TASK_FOLLOWUP,
    TASK_COORDINATION,
    TASK_STATISTICS,
    TASK_CONTRACTS,
    TASK_GOVERNMENT_VISIT,
    TASK_INSTRUCTION,
    TASK_KINDS
};

#define TASK_PRIORITIES 4

struct task {
    double raised, begun;
    double hours;
    uint32_t subject, object, number; /* as the kind says (dispatch.c) */
    uint32_t next, previous;  /* in the queue, or among the running, or next free */
    uint8_t kind, priority, force; /* enum task_kind; queue; enum taskforce_id */
    bool running, withdrawn;
};

struct taskforce {
    uint32_t staff;
    bool closed;
    uint32_t busy;
    uint32_t head[TASK_PRIORITIES], tail[TASK_PRIORITIES]; /* waiting, by priority */
    uint32_t running;                                      /* list of begun tasks */
    uint32_t waiting;
    struct tally_level busy_level; /* servers */
    double hours[TASK_KINDS];      /* of finished tasks */
    uint64_t begun;
    double delay; /* days from raised to begun, summed */
};

struct provider {
    /* inputs of the replication */
    double popularity; /* w_i */
    double capacity;   /* capacity_scale, with reinvestment */
    uint32_t type, place; /* place among providers sorted by (type, index), for the tournament */
    /* state */
    bool alive, member, purchased;
    uint32_t teams, busy;            /* teams, and those in a session or on a duty */
    uint32_t in_session;             /* teams in a session */
    uint32_t head, tail, waiting;    /* request queue that it can serve */
    uint32_t stranded, stranded_tail, stranded_count;
    uint32_t duty_head, duty_tail;
    double knowledge, knowledge_time;          /* E and when it was brought up to date */
    double heard_all, heard_type;              /* exchange's accumulators when it last listened, decayed to then */
    double oversight, intrusion, watched_time; /* V, J */
    uint32_t deficient_head, deficient_tail;
    uint32_t candidates, extra_candidates, departures; /* draws used, by purpose */
    uint32_t visits, government_visits, instructions;
    uint32_t waiting_visit, waiting_government_visit; /* task not yet begun, NONE */
    calendar_handle visit_event, government_visit_event, instruction_event;
    double government_visit_due, instruction_due; /* when, even beyond the horizon */
    double purchased_since;
    uint32_t sessions; /* held, walk-ins included */
};

/* Exchange: what members have broadcast, decayed to `time`, in all and by type. */
struct exchange_sum {
    double amount, time;
};

#define STATE_TYPES 20

/* Counts of purchased requests [1] and walk-ins [0]. */
struct ledger {
    uint64_t arrived, served, abandoned, lost, waiting, in_session;
    double people, quality_people; /* sum of G, sum of G q over sessions held */
    double waits;                  /* days, of all that left the queue, censored ones too */
    double served_waits;           /* days, of those served */
    struct tally_level queue;      /* waiting requests */
    uint64_t deficient, detected, referred_out, referred_in, refused;
    uint64_t group_arrived[PARAMS_CLASSES], group_served[PARAMS_CLASSES];
};

/* Flows since the last sample. */
struct recent {
    uint64_t arrived, served, started;
    double people, quality_people, effort, waits;
    double hub_busy; /* area at the last sample */
};

struct pool {
    uint32_t free, used, capacity;
};

struct world {
    /* inputs */
    struct params params;
    struct streams streams;
    double decay;        /* delta, per day */
    double exponent;     /* b */
    double oversight_rate; /* 1/tau_V */
    double work_mu, work_sigma; /* of ln X */
    uint32_t type_first[STATE_TYPES + 1]; /* places of each type: first..next first - 1 */
    uint32_t provider_types;
    size_t samples;
    /* state */
    struct calendar *calendar;   /* owned */
    struct provider *providers;  /* owned, [providers.count] */
    uint32_t *by_place;          /* owned, [count]: provider at each place */
    uint32_t alive;
    uint32_t members;            /* living */
    uint32_t ever_members;           /* all who were ever members */
    uint32_t unpurchased;        /* living providers that nothing was purchased from yet */
    bool launched;
    double trust, trust_time;
    uint32_t current;            /* request that the event at hand has just brought, NONE */
    uint64_t requests_numbered;
    struct exchange_sum exchange_all, exchange_type[STATE_TYPES];
    struct tournament load;      /* requests per team at each living member's place */
    struct taskforce taskforces[TASKFORCES];
    uint32_t statistics_task;    /* last month's, while not done */
    uint32_t *class_tasks;       /* owned, [count]: waiting training task of each class, NONE */
    struct request *requests;    /* pools, owned */
    struct duty *duties;
    struct deficiency *deficiencies;
    struct task *tasks;
    struct pool request_pool, duty_pool, deficiency_pool, task_pool;
    struct world_link *links;    /* owned, open addressing by (from, to); from NONE is free */
    uint32_t link_capacity, link_count;
    double *shocks;              /* owned, [months]: Z of each month; NULL when there are no shocks */
    size_t months;
    /* counters */
    struct ledger ledgers[2];
    struct tally_quantile waits; /* of purchased requests served */
    struct tally_level duty_level, alive_level; /* teams on duty; living providers */
    double penalties, purchased_days;
    uint64_t visits_missed, government_visits_missed, trainings_missed, reports_late;
    uint64_t sessions;           /* held, walk-ins included */
    struct recent recent;
    double *series;              /* owned, [samples][OUTCOME_SERIES_COUNT] */
    double *scratch;             /* owned, [count] */
    uint64_t events;
    int error;                   /* DIAG_OK, DIAG_MEMORY or DIAG_INTERNAL: sticky */
    char complaint[160];
    world_observer *observer;
    void *observer_context;
};

static inline double state_now(const struct world *self)
{
    return calendar_now(self->calendar);
}

/* Tells the observer; one test when nobody watches. */
void state_tell(struct world *self, const char *activity, const char *detail, uint64_t request, uint32_t actor,
                uint32_t other, double value);
#define STATE_TELL(self, ...)                                                                                \
    do {                                                                                                     \
        if ((self)->observer != NULL)                                                                        \
            state_tell(self, __VA_ARGS__);                                                                   \
    } while (0)

/* Schedules unless the horizon comes first: CALENDAR_NONE then, which state_cancel takes. */
calendar_handle state_schedule(struct world *self, double time, enum event_class event_class,
                               enum event_kind kind, uint32_t subject, uint32_t object);
/* Cancels what *handle names, if anything, and forgets it. */
void state_cancel(struct world *self, calendar_handle *handle);

/* Pools: an index that the caller fills, NONE when memory ran out (then self->error is set). */
uint32_t state_take_request(struct world *self);
uint32_t state_take_duty(struct world *self);
uint32_t state_take_deficiency(struct world *self);
uint32_t state_take_task(struct world *self);
void state_give_request(struct world *self, uint32_t index);
void state_give_duty(struct world *self, uint32_t index);
void state_give_deficiency(struct world *self, uint32_t index);
void state_give_task(struct world *self, uint32_t index);

/* First occurrence of a Poisson process of `rate` per year after now, by its `occurrence`-th draw; INFINITY when
 * rate is 0. */
double state_next_poisson(const struct world *self, enum purpose purpose, uint32_t entity, uint32_t occurrence,
                          double rate);
/* Lognormal value with mean 1 and coefficient of variation cv by inversion of u. */
double state_lognormal(double u, double cv);

static inline bool state_is_cluster(const struct world *self)
{
    return self->params.cluster.form != PARAMS_FORM_SOLO;
}

/* True when the hub exists and trains. */
static inline bool state_hub_trains(const struct world *self)
{
    return self->launched && self->params.training.on;
}

#endif
