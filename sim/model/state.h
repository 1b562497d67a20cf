/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of the simulated city, shared by the files of this floor and seen by none above.
 *
 * Mechanisms (demand, referral, training ...) do not call each other: they meet here and in the calendar.
 * Cross-references are indices into the pools below; NONE means no one. Pools grow when they are
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
    PURPOSE_JOIN = 13,
    PURPOSE_OFFER = 14, /* entity: kind of partner */
    PURPOSE_CONFERENCE = 15,
    PURPOSE_RANKING = 16,
};

enum request_state {
    REQUEST_FREE,
    REQUEST_WAITING,  /* in the queue of the provider it is at */
    REQUEST_STRANDED, /* at a provider that cannot serve it, while its referral is tried */
    REQUEST_IN_SESSION,
};

struct request {
    /* drawn on arrival */
    double arrival, deadline;
    double work; /* X */
    double u_deficient, u_engage, u_callback, u_hotline;
    uint64_t number;     /* from 1, in order of arrival */
    uint32_t home;       /* provider addressed */
    uint32_t people;     /* G */
    uint8_t group, type; /* class of people, type of session */
    bool purchased;
    /* state */
    bool referred, attempted, deficient;
    uint8_t state;           /* enum request_state */
    uint32_t at;             /* provider */
    uint32_t next, previous; /* in the queue, or next free */
    uint32_t task;           /* its referral task, or search duty in `shared`; NONE */
    uint32_t task_force;     /* the hub or the apex that has the task */
    calendar_handle abandonment;
    double quality; /* fixed when the session starts */
};

enum duty_kind {
    DUTY_MEMBERSHIP,
    DUTY_TRAINING,
    DUTY_SELF_TRAINING,
    DUTY_HOSTING,
    DUTY_INSTRUCTION,
    DUTY_STEERING,
    DUTY_BRANCH,
    DUTY_SEARCH, /* shared: looking for a member to refer a request to */
    DUTY_KINDS
};

struct duty {
    double team_days;
    double knowledge; /* gained when it is done */
    uint32_t request; /* of a search, NONE when the request went another way or for other duties */
    uint32_t next;
    uint8_t kind;
    bool withdrawn; /* a search that is no longer wanted: it is not begun */
};

/* A deficient session that monitoring may still detect. */
struct deficiency {
    double time;
    double detected_at;
    uint32_t next;          /* in the provider's list, or next free */
    uint32_t next_detected; /* in the provider's list of those detected in the last quarter */
    uint32_t provider;
    uint8_t references; /* the lists, and tasks that hold it */
    bool detected, purchased;
};

/* Task forces: the hub of cluster k is number k; the officers and the apex stand behind them. */
static inline uint32_t state_officers(const struct world *self);
static inline uint32_t state_apex(const struct world *self);

enum task_kind {
    TASK_REFERRAL,
    TASK_ONBOARDING,
    TASK_TRAINING,
    TASK_VISIT,
    TASK_CALLBACK,
    TASK_FOLLOWUP,
    TASK_COORDINATION,
    TASK_STEERING,
    TASK_MATCHING,
    TASK_STATISTICS, /* the last of the hub's */
    TASK_CONTRACTS,
    TASK_GOVERNMENT_VISIT,
    TASK_INSTRUCTION,
    TASK_BUREAU,
    TASK_KINDS
};

#define TASK_PRIORITIES 4

struct task {
    double raised, begun;
    double hours;
    uint32_t subject, object, number; /* as the kind says (dispatch.c) */
    uint32_t next, previous;          /* in the queue, or among the running, or next free */
    uint32_t force;                   /* task force */
    uint32_t server;                  /* lead: the provider whose team does it; else NONE */
    uint8_t kind, priority;           /* enum task_kind; queue */
    bool running, withdrawn;
};

struct taskforce {
    uint32_t staff;
    uint32_t most_staff; /* since the reset: staff cut at an exit still end what they have begun */
    double pace;         /* hours a day of a server */
    bool closed;
    uint32_t busy;
    uint32_t head[TASK_PRIORITIES], tail[TASK_PRIORITIES]; /* waiting, by priority */
    uint32_t running;                                      /* list of begun tasks */
    uint32_t waiting;
    struct tally_level busy_level, staff_level; /* servers */
    struct tally_level paid_level;              /* servers that are paid: not those who left and end a task */
    double hours[TASK_KINDS];                   /* of finished tasks */
    uint64_t begun;
    double delay; /* days from raised to begun, summed */
};

/* What most events touch comes first: a line of the cache for arrivals and the queue, one for sessions. */
struct provider {
    /* arrivals and the queue */
    bool alive, member, purchased;
    bool gate_open;               /* of the policy: it may be purchased from */
    uint32_t teams, busy;         /* teams, and those in a session, on a duty or on a task of the hub */
    uint32_t in_session;          /* teams in a session */
    uint32_t head, tail, waiting; /* request queue that it can serve */
    uint32_t stranded_count;
    uint32_t duty_head;
    uint32_t type, cluster; /* inputs of the replication */
    uint32_t place;         /* among providers sorted by (type, cluster, index), for the tournament */
    uint32_t candidates;    /* draws used */
    double popularity;      /* w_i, an input of the replication */
    double thinning;        /* uniform that decides on the next candidate */
    /* sessions */
    double knowledge, knowledge_time; /* E and when it was brought up to date */
    double heard_all, heard_type;     /* exchange's accumulators when it last listened, decayed to then */
    double oversight, intrusion, watched_time; /* V, J */
    double capacity;                           /* capacity_scale, with reinvestment, less cuts and dues */
    double boost;                              /* of partners: speed is 1 + boost */
    double scored_quality;                     /* sum of q in the implement phase at hand */
    uint32_t scored_sessions;
    uint32_t sessions; /* held, walk-ins included */
    uint32_t deficient_head, deficient_tail;
    /* the rest */
    double extra_thinning;                 /* as `thinning`, of promotion's demand */
    uint32_t extra_candidates, departures; /* draws used, by purpose */
    uint32_t seat;                         /* in by_cluster */
    uint32_t duty_tail;
    uint32_t stranded, stranded_tail;
    uint32_t most_teams;                                   /* since the reset */
    uint32_t boosts;                                       /* active */
    uint32_t detected_head, detected_tail, detected_count; /* the last quarter's, while steering is on */
    uint32_t visits, government_visits, instructions;      /* draws used */
    uint32_t waiting_visit, waiting_government_visit;      /* task not yet begun, NONE */
    calendar_handle visit_event, government_visit_event, instruction_event;
    double visit_due, government_visit_due, instruction_due;    /* when, even beyond the horizon */
    double visit_rate, government_visit_rate, instruction_rate; /* per year */
    double purchased_since, purchased_days;
    double external;                  /* yuan, since the reset */
    double share;                     /* yuan a year that it pays of the fee and the dues */
    double score;                     /* last evaluation, NaN before the first */
    uint32_t joins;                   /* candidate's occasions used */
    bool applied, onboarding;         /* for membership */
    bool applying, funded, commended; /* annual calendar: this cycle; since the last commendation */
};

/* Exchange: what members have broadcast, decayed to `time`, in all and by type. */
struct exchange_sum {
    double amount, time;
};

#define STATE_TYPES 20

/* A cluster: what its members share. In a solo city there is one, which nobody joins. */
struct cluster {
    uint32_t first, end; /* its providers: by_cluster[first..end) */
    uint32_t members;    /* living */
    uint32_t ever_members;
    uint32_t lead;            /* lead: the provider that leads, NONE */
    bool steered;             /* a steering group has met */
    bool exited;              /* the government has withdrawn */
    double trust, trust_time; /* T */
    double dues;              /* yuan a year in all, after the exit */
    uint32_t months_earned;   /* in a row in which the exit's conditions held */
    uint32_t statistics_task; /* last month's, while not done */
    struct exchange_sum all, type[STATE_TYPES];
};

/* Annual calendar: one to be ranked. */
struct application {
    uint32_t provider;
    bool fails; /* its score is below `pass` */
    double rank;
};

/* Sessions of the last 90 days, for what candidates see. */
struct sight {
    double *time, *quality; /* owned, [capacity]: a ring */
    bool *by_member;        /* owned */
    uint32_t first, count, capacity;
    double quality_sum[2]; /* by outsiders, by members */
    uint64_t sessions[2];
};

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
    double hub_busy, hub_staff; /* areas at the last sample */
};

struct pool {
    uint32_t free, used, capacity;
};

/* Lognormal with mean 1: variance and standard deviation of the logarithm. */
struct lognormal {
    double variance, sd;
};

#define STATE_SECTORS 64 /* of a year */

/* Between these lies the season in a sector (demand.c). */
struct season_range {
    double least, most;
};

struct world {
    /* inputs */
    struct params params;
    struct streams streams;
    double decay;          /* delta, per day */
    double exponent;       /* b */
    double oversight_rate; /* 1/tau_V */
    struct lognormal work; /* X */
    struct season_range season[STATE_SECTORS];
    uint32_t provider_types;
    uint32_t
        *first_place; /* owned, [types * clusters + 1]: places of a type's providers, cluster by cluster */
    uint32_t *by_cluster;  /* owned, [count]: providers sorted by (cluster, index), their seats */
    uint32_t *seat_counts; /* owned, [clusters + 1]: while seating */
    size_t samples;
    /* state */
    struct calendar *calendar;  /* owned */
    struct provider *providers; /* owned, [providers.count] */
    uint32_t *by_place;         /* owned, [count]: provider at each place */
    struct cluster *clusters;   /* owned, [macro.clusters] */
    uint32_t alive;
    uint32_t unopened; /* living providers whose gate is shut */
    bool launched;
    uint32_t current; /* request that the event at hand has just brought, NONE */
    uint64_t requests_numbered;
    struct tournament load;       /* requests per team at each living member's place */
    struct taskforce *taskforces; /* owned, [macro.clusters + 2] */
    uint32_t
        *class_tasks; /* owned, [count]: last training task of a class, at its cluster's `first` + number */
    struct sight sight;
    struct application *applications; /* owned, [count]: annual, while ranking */
    uint32_t cycle;                   /* annual: year of the cycle at hand */
    uint32_t reviews;                 /* annual: reviews not yet done */
    bool publish_due;                 /* annual: the review phase is over */
    double review_days;               /* annual: of all reviews that ended, and how many these are */
    uint32_t review_years;
    uint32_t offers[PARAMS_OFFERS]; /* draws used */
    struct request *requests;       /* pools, owned */
    struct duty *duties;
    struct deficiency *deficiencies;
    struct task *tasks;
    struct pool request_pool, duty_pool, deficiency_pool, task_pool;
    uint64_t *links; /* owned, open addressing by the pair; 0 is free (state_link) */
    uint32_t link_capacity, link_count;
    double *shocks; /* owned, [months]: Z of each month; NULL when there are no shocks */
    size_t months;
    /* counters */
    struct ledger ledgers[2];
    uint64_t demanded;                          /* requests were everybody purchased from */
    struct tally_quantile waits;                /* of purchased requests served */
    struct tally_level duty_level, alive_level; /* teams on duty; living providers */
    struct tally_level purchased_level;         /* providers purchased from */
    double penalties;
    double hub_fees, apex_fees, dues; /* yuan until `fees_time` */
    double fees_time;
    double external;                    /* yuan */
    double government_hours_on_members; /* officers' hours on members' visits and instructions, and on
                                           steering */
    double search_hours;                /* shared: of searches and pairwise coordination */
    uint64_t conference_signed, conference_intended;
    uint32_t joiners, joiners_350d;
    double exit_day; /* NaN before */
    uint64_t visits_missed, government_visits_missed, trainings_missed, reports_late;
    uint64_t sessions;                         /* held, walk-ins included */
    double after_people, after_quality_people; /* of sessions after the exit */
    uint64_t after_arrived, after_served;
    double founders_quality_people;
    struct recent recent;
    double *series;  /* owned, [samples][OUTCOME_SERIES_COUNT] */
    double *scratch; /* owned, [count] */
    uint64_t events;
    int error; /* DIAG_OK, DIAG_MEMORY, DIAG_INTERNAL or DIAG_INTERRUPTED: sticky */
    char complaint[160];
    world_observer *observer;
    void *observer_context;
    world_stop *stop;
    void *stop_context;
};

/*
 * A link as it is kept, as there are dozens to a provider: from (17 bits) | to (17) | count (30). There are
 * at most 100,000 providers, and a replication has fewer referrals than 2^30.
 */
#define STATE_LINK_PROVIDER 17
#define STATE_LINK_COUNT    30

static inline uint64_t state_link(uint32_t from, uint32_t to, uint32_t count)
{
    return ((uint64_t)from << STATE_LINK_PROVIDER | to) << STATE_LINK_COUNT | count;
}

static inline uint64_t state_link_pair(uint64_t link)
{
    return link >> STATE_LINK_COUNT;
}

static inline struct world_link state_link_read(uint64_t link)
{
    const uint64_t pair = state_link_pair(link), provider = (UINT64_C(1) << STATE_LINK_PROVIDER) - 1;

    return (struct world_link){.from = (uint32_t)(pair >> STATE_LINK_PROVIDER),
                               .to = (uint32_t)(pair & provider),
                               .count = (uint32_t)(link & ((UINT64_C(1) << STATE_LINK_COUNT) - 1))};
}

static inline double state_now(const struct world *self)
{
    return calendar_now(self->calendar);
}

/* Tells the observer; one test when nobody watches. */
void state_tell(struct world *self, const char *activity, const char *detail, uint64_t request,
                uint32_t actor, uint32_t other, double value);
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

/* The next capacity of storage that is full, the first being `least`. */
uint32_t state_more(uint32_t capacity, uint32_t least);
/* Pools: an index that the caller fills, NONE when memory ran out (then self->error is set). */
uint32_t state_take_request(struct world *self);
uint32_t state_take_duty(struct world *self);
uint32_t state_take_deficiency(struct world *self);
uint32_t state_take_task(struct world *self);
void state_give_request(struct world *self, uint32_t index);
void state_give_duty(struct world *self, uint32_t index);
void state_give_deficiency(struct world *self, uint32_t index);
void state_give_task(struct world *self, uint32_t index);

/* First occurrence of a Poisson process of `rate` per year after now, by its `occurrence`-th draw; INFINITY
 * when rate is 0. */
double state_next_poisson(const struct world *self, enum purpose purpose, uint32_t entity,
                          uint32_t occurrence, double rate);
/* A Poisson process whose next event is due at `due` goes on at another rate, both above 0: what is left of
 * the gap is stretched, so that the draw is kept. */
double state_stretch(const struct world *self, double due, double old_rate, double new_rate);
/* A lognormal distribution with mean 1 and coefficient of variation cv, and its value by inversion of u. */
struct lognormal state_lognormal_of(double cv);
double state_lognormal(const struct lognormal *self, double u);

static inline uint32_t state_officers(const struct world *self)
{
    return (uint32_t)self->params.macro.clusters;
}

static inline uint32_t state_apex(const struct world *self)
{
    return (uint32_t)self->params.macro.clusters + 1;
}

static inline bool state_is_cluster(const struct world *self)
{
    return self->params.cluster.form != PARAMS_FORM_SOLO;
}

/* A support organisation or a leading member does the cluster's work. */
static inline bool state_has_hub(const struct world *self)
{
    return self->params.cluster.form == PARAMS_FORM_SUPPORT || self->params.cluster.form == PARAMS_FORM_LEAD;
}

/* The government has withdrawn, or would have (exit.acts). */
static inline bool state_after_exit(const struct world *self)
{
    return !isnan(self->exit_day);
}

/* The provider is a member of a cluster with a hub. */
static inline bool state_has_hub_for(const struct world *self, const struct provider *p)
{
    return p->member && state_has_hub(self);
}

static inline struct cluster *state_cluster_of(struct world *self, const struct provider *p)
{
    return &self->clusters[p->cluster];
}

#endif
