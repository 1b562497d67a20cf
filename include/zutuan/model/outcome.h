/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a replication is measured by: the list of measures, and of the series sampled through time.
 *
 * One row a measure gives its name, unit and which way is better; the values of a replication are an array in
 * the same order, NaN where a measure does not exist (a share of nothing, the hub of a solo world). All
 * output measures count purchased requests only; docs/model.md section 8 defines each.
 */
#ifndef ZUTUAN_MODEL_OUTCOME_H
#define ZUTUAN_MODEL_OUTCOME_H

#include <stddef.h>

enum outcome_measure {
    OUTCOME_REQUESTS,
    OUTCOME_SERVED,
    OUTCOME_ABANDONED,
    OUTCOME_LOST,
    OUTCOME_WALK_INS,
    OUTCOME_DEMAND,
    OUTCOME_PEOPLE_SERVED,
    OUTCOME_SERVED_SHARE,
    OUTCOME_UNMET_SHARE,
    OUTCOME_WAIT_MEAN,
    OUTCOME_WAIT_P90,
    OUTCOME_QUEUE_MEAN,
    OUTCOME_QUALITY_MEAN,
    OUTCOME_QA_OUTPUT,
    OUTCOME_COST_TOTAL,
    OUTCOME_COST_CONTRACTS,
    OUTCOME_COST_PENALTIES,
    OUTCOME_COST_FEE,
    OUTCOME_COST_GOVERNMENT,
    OUTCOME_COST_REINVEST,
    OUTCOME_COST_PER_PERSON,
    OUTCOME_COST_PER_QA,
    OUTCOME_QA_PER_10K_YUAN,
    OUTCOME_QA_PER_PURCHASED_DAY,
    OUTCOME_CAPABILITY_MEAN,
    OUTCOME_CAPABILITY_GINI,
    OUTCOME_DEFICIENT_SHARE,
    OUTCOME_DETECTION_SHARE,
    OUTCOME_GOVERNMENT_HOURS,
    OUTCOME_GOVERNMENT_HOURS_CONTRACTS,
    OUTCOME_GOVERNMENT_HOURS_VISITS,
    OUTCOME_GOVERNMENT_HOURS_INSTRUCTIONS,
    OUTCOME_GOVERNMENT_HOURS_CALLS,
    OUTCOME_GOVERNMENT_HOURS_STEERING,
    OUTCOME_GOVERNMENT_VISITS_MISSED,
    OUTCOME_HUB_HOURS,
    OUTCOME_HUB_HOURS_REFERRAL,
    OUTCOME_HUB_HOURS_TRAINING,
    OUTCOME_HUB_HOURS_VISITS,
    OUTCOME_HUB_HOURS_CALLBACKS,
    OUTCOME_HUB_HOURS_FOLLOWUPS,
    OUTCOME_HUB_HOURS_COORDINATION,
    OUTCOME_HUB_HOURS_STATISTICS,
    OUTCOME_HUB_HOURS_STEERING,
    OUTCOME_HUB_HOURS_ONBOARDING,
    OUTCOME_HUB_HOURS_MATCHING,
    OUTCOME_APEX_HOURS,
    OUTCOME_HUB_UTILISATION,
    OUTCOME_HUB_DELAY,
    OUTCOME_VISITS_MISSED,
    OUTCOME_TRAININGS_MISSED,
    OUTCOME_REPORTS_LATE,
    OUTCOME_MEMBER_DUTY_SHARE,
    OUTCOME_REFERRAL_SHARE,
    OUTCOME_REFERRALS_REFUSED,
    OUTCOME_REFERRAL_DENSITY,
    OUTCOME_REFERRAL_CENTRALISATION,
    OUTCOME_TRUST,
    OUTCOME_MEMBERS,
    OUTCOME_JOINERS_350D,
    OUTCOME_JOINERS,
    OUTCOME_AUTONOMY_INDEX,
    OUTCOME_EXIT_DAY,
    OUTCOME_EXTERNAL_YUAN,
    OUTCOME_CONFERENCE_SIGNED,
    OUTCOME_CONFERENCE_INTENDED,
    OUTCOME_CONFERENCE_SIGNED_YUAN,
    OUTCOME_CONFERENCE_INTENDED_YUAN,
    OUTCOME_FOUNDERS_QA_OUTPUT,
    OUTCOME_QUALITY_AFTER_EXIT,
    OUTCOME_SERVED_SHARE_AFTER_EXIT,
    OUTCOME_SURVIVAL,
    OUTCOME_ACCESS_GAP,
    OUTCOME_SESSIONS_PER_PROVIDER_YEAR,
    OUTCOME_REVIEW_DAYS,
    OUTCOME_MEASURES
};

/* State at a sample time, or a mean over the time since the last sample ("flow"). */
enum outcome_series {
    OUTCOME_SERIES_CAPABILITY,
    OUTCOME_SERIES_QUALITY,
    OUTCOME_SERIES_EFFORT,
    OUTCOME_SERIES_QUEUE,
    OUTCOME_SERIES_WAIT,
    OUTCOME_SERIES_SERVED_SHARE,
    OUTCOME_SERIES_OVERSIGHT,
    OUTCOME_SERIES_INTRUSION,
    OUTCOME_SERIES_TRUST,
    OUTCOME_SERIES_MEMBERS,
    OUTCOME_SERIES_HUB_UTILISATION,
    OUTCOME_SERIES_HUB_QUEUE,
    OUTCOME_SERIES_OFFICER_QUEUE,
    OUTCOME_SERIES_COUNT
};

struct outcome_row {
    const char *name;
    const char *unit;    /* "" for a share or an index */
    int better;          /* +1 more is better, -1 less is better, 0 neither */
    const char *label;   /* a short name for people, English */
    const char *meaning; /* one sentence */
};

const struct outcome_row *outcome_measure_row(enum outcome_measure measure);
const struct outcome_row *outcome_series_row(enum outcome_series series);
/* Index of a measure by name, -1 when there is none. */
int outcome_find(const char *name);
/* The valid measure most like `name`. */
const char *outcome_nearest(const char *name);

#endif
