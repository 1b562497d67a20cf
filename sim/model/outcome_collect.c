/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcome_collect.h"

#include "effort.h"
#include "exit.h"
#include "finance.h"
#include "knowledge.h"
#include "purchase.h"
#include "referral.h"
#include "taskforce.h"
#include "trust.h"

static double over(double part, double whole)
{
    return whole > 0.0 ? part / whole : NAN;
}

static uint32_t count_members(const struct world *self)
{
    uint32_t count = 0;

    for (int k = 0; k < self->params.macro.clusters; k++)
        count += self->clusters[k].members;
    return count;
}

/* Means over living providers of capability, oversight, intrusion. */
static void look_at_providers(struct world *self, double *row)
{
    double capability = 0.0, oversight = 0.0, intrusion = 0.0;

    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        const struct provider *const p = &self->providers[i];
        if (!p->alive)
            continue;
        capability += knowledge_capability(self, knowledge_now(self, i));
        effort_settle(self, i);
        oversight += p->oversight;
        intrusion += p->intrusion;
    }
    row[OUTCOME_SERIES_CAPABILITY] = over(capability, self->alive);
    row[OUTCOME_SERIES_OVERSIGHT] = over(oversight, self->alive);
    row[OUTCOME_SERIES_INTRUSION] = over(intrusion, self->alive);
}

/* Sums over hubs; a lead's tasks are done by its own teams and have no staff to be busy. */
struct hubs {
    double busy, staff, delay; /* server-days, server-days, days */
    uint64_t begun, waiting;
};

static struct hubs look_at_hubs(const struct world *self)
{
    const bool in_house = self->params.cluster.form == PARAMS_FORM_LEAD;
    struct hubs sum = {0};

    for (uint32_t k = 0; k < state_officers(self); k++) {
        const struct taskforce *const hub = &self->taskforces[k];
        sum.busy += in_house ? 0.0 : tally_level_area(&hub->busy_level, state_now(self));
        sum.staff += tally_level_area(&hub->staff_level, state_now(self));
        sum.delay += hub->delay;
        sum.begun += hub->begun;
        sum.waiting += hub->waiting;
    }
    return sum;
}

/* Mean over clusters, weighted by members; NaN without members. */
static double mean_trust(struct world *self)
{
    double sum = 0.0, members = 0.0;

    for (int k = 0; k < self->params.macro.clusters; k++) {
        sum += trust_now(self, &self->clusters[k]) * self->clusters[k].members;
        members += self->clusters[k].members;
    }
    return over(sum, members);
}

void outcome_collect_sample(struct world *self, uint32_t sample, uint32_t object)
{
    const bool has_hub = self->launched && state_has_hub(self);
    const struct hubs hubs = look_at_hubs(self);
    double *const row = &self->series[(size_t)sample * OUTCOME_SERIES_COUNT];
    struct recent *const recent = &self->recent;

    (void)object;
    look_at_providers(self, row);
    row[OUTCOME_SERIES_QUALITY] = over(recent->quality_people, recent->people);
    row[OUTCOME_SERIES_EFFORT] = over(recent->effort, (double)recent->started);
    row[OUTCOME_SERIES_QUEUE] = (double)self->ledgers[1].waiting / self->params.providers.count;
    row[OUTCOME_SERIES_WAIT] = over(recent->waits, (double)recent->started);
    row[OUTCOME_SERIES_SERVED_SHARE] = over((double)recent->served, (double)recent->arrived);
    row[OUTCOME_SERIES_TRUST] = self->launched ? mean_trust(self) : NAN;
    row[OUTCOME_SERIES_HUB_UTILISATION] =
        has_hub ? over(hubs.busy - recent->hub_busy, hubs.staff - recent->hub_staff) : NAN;
    row[OUTCOME_SERIES_HUB_QUEUE] = has_hub ? (double)hubs.waiting : NAN;
    row[OUTCOME_SERIES_OFFICER_QUEUE] = self->taskforces[state_officers(self)].waiting;
    row[OUTCOME_SERIES_MEMBERS] = self->launched ? (double)count_members(self) : NAN;
    *recent = (struct recent){.hub_busy = hubs.busy, .hub_staff = hubs.staff};
}

/* docs/model.md (E40) and what goes with it */
static void collect_output(struct world *self, double *m)
{
    const struct ledger *const l = &self->ledgers[1];
    const double requests = (double)l->arrived;

    m[OUTCOME_REQUESTS] = requests;
    m[OUTCOME_SERVED] = (double)l->served;
    m[OUTCOME_ABANDONED] = (double)l->abandoned;
    m[OUTCOME_LOST] = (double)l->lost;
    m[OUTCOME_WALK_INS] = (double)self->ledgers[0].arrived;
    m[OUTCOME_DEMAND] = (double)self->demanded;
    m[OUTCOME_PEOPLE_SERVED] = l->people;
    m[OUTCOME_SERVED_SHARE] = over((double)l->served, requests);
    m[OUTCOME_UNMET_SHARE] = over((double)(l->abandoned + l->lost), requests);
    m[OUTCOME_WAIT_MEAN] = over(l->served_waits, (double)(l->served + l->in_session));
    m[OUTCOME_WAIT_P90] = tally_quantile_get(&self->waits, 0.9);
    m[OUTCOME_QUEUE_MEAN] = tally_level_area(&l->queue, self->params.programme.horizon) /
                            self->params.programme.horizon / self->params.providers.count;
    m[OUTCOME_QUALITY_MEAN] = over(l->quality_people, l->people);
    m[OUTCOME_QA_OUTPUT] = l->quality_people;
    m[OUTCOME_DEFICIENT_SHARE] = over((double)l->deficient, (double)l->served);
    m[OUTCOME_DETECTION_SHARE] = over((double)l->detected, (double)l->deficient);
}

static void collect_access(const struct world *self, double *m)
{
    const struct ledger *const l = &self->ledgers[1];
    double least = INFINITY, most = -INFINITY;

    for (int i = 0; i < PARAMS_CLASSES; i++) {
        const double share = over((double)l->group_served[i], (double)l->group_arrived[i]);
        if (isnan(share))
            continue;
        least = fmin(least, share);
        most = fmax(most, share);
    }
    m[OUTCOME_ACCESS_GAP] = most >= least ? most - least : NAN;
}

static void collect_government(const struct world *self, double *m)
{
    const uint32_t officers = state_officers(self);

    m[OUTCOME_GOVERNMENT_HOURS_CONTRACTS] = taskforce_hours(self, officers, TASK_CONTRACTS);
    m[OUTCOME_GOVERNMENT_HOURS_VISITS] = taskforce_hours(self, officers, TASK_GOVERNMENT_VISIT);
    m[OUTCOME_GOVERNMENT_HOURS_INSTRUCTIONS] = taskforce_hours(self, officers, TASK_INSTRUCTION);
    m[OUTCOME_GOVERNMENT_HOURS_CALLS] =
        taskforce_hours(self, officers, TASK_CALLBACK) + taskforce_hours(self, officers, TASK_FOLLOWUP);
    m[OUTCOME_GOVERNMENT_HOURS_STEERING] = taskforce_hours(self, officers, TASK_BUREAU);
    m[OUTCOME_GOVERNMENT_HOURS] = 0.0;
    for (int kind = OUTCOME_GOVERNMENT_HOURS_CONTRACTS; kind <= OUTCOME_GOVERNMENT_HOURS_STEERING; kind++)
        m[OUTCOME_GOVERNMENT_HOURS] += m[kind];
    m[OUTCOME_GOVERNMENT_VISITS_MISSED] = (double)self->government_visits_missed;
}

static double days_purchased(const struct world *self)
{
    double days = 0.0;

    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++)
        days += purchase_days(self, i);
    return days;
}

/* docs/model.md (E41); contracts by (E31) */
static void collect_cost(struct world *self, double *m)
{
    const struct params *const params = &self->params;
    const double years = params->programme.horizon / DAYS_PER_YEAR;
    const double days = days_purchased(self);

    finance_settle(self);
    m[OUTCOME_COST_CONTRACTS] = params->purchase.price * days / DAYS_PER_YEAR;
    if (params->purchase.fee_from == PARAMS_FEE_ENVELOPE)
        m[OUTCOME_COST_CONTRACTS] = fmax(0.0, m[OUTCOME_COST_CONTRACTS] - self->hub_fees);
    m[OUTCOME_COST_PENALTIES] = self->penalties;
    m[OUTCOME_COST_FEE] = self->hub_fees + self->apex_fees;
    m[OUTCOME_COST_GOVERNMENT] =
        m[OUTCOME_GOVERNMENT_HOURS] * params->purchase.wage * params->purchase.overhead;
    m[OUTCOME_COST_REINVEST] = params->purchase.reinvest * years;
    m[OUTCOME_COST_TOTAL] = m[OUTCOME_COST_CONTRACTS] - m[OUTCOME_COST_PENALTIES] + m[OUTCOME_COST_FEE] +
                            m[OUTCOME_COST_GOVERNMENT] + m[OUTCOME_COST_REINVEST];
    m[OUTCOME_COST_PER_PERSON] = over(m[OUTCOME_COST_TOTAL], m[OUTCOME_PEOPLE_SERVED]);
    m[OUTCOME_COST_PER_QA] = over(m[OUTCOME_COST_TOTAL], m[OUTCOME_QA_OUTPUT]);
    m[OUTCOME_QA_PER_10K_YUAN] = over(m[OUTCOME_QA_OUTPUT], m[OUTCOME_COST_TOTAL] / 1e4);
    m[OUTCOME_QA_PER_PURCHASED_DAY] = over(m[OUTCOME_QA_OUTPUT], days);
}

static void collect_capability(struct world *self, double *m)
{
    size_t n = 0;
    double sum = 0.0;

    for (uint32_t i = 0; i < (uint32_t)self->params.providers.count; i++) {
        if (self->providers[i].alive)
            sum += self->scratch[n++] = knowledge_capability(self, knowledge_now(self, i));
    }
    m[OUTCOME_CAPABILITY_MEAN] = over(sum, (double)n);
    m[OUTCOME_CAPABILITY_GINI] = tally_gini(self->scratch, n);
}

/* Measures of hubs; all NaN in a world without. */
static void collect_hubs(const struct world *self, double *m)
{
    static const enum outcome_measure measure_of[] = {[TASK_REFERRAL] = OUTCOME_HUB_HOURS_REFERRAL,
                                                      [TASK_ONBOARDING] = OUTCOME_HUB_HOURS_ONBOARDING,
                                                      [TASK_TRAINING] = OUTCOME_HUB_HOURS_TRAINING,
                                                      [TASK_VISIT] = OUTCOME_HUB_HOURS_VISITS,
                                                      [TASK_CALLBACK] = OUTCOME_HUB_HOURS_CALLBACKS,
                                                      [TASK_FOLLOWUP] = OUTCOME_HUB_HOURS_FOLLOWUPS,
                                                      [TASK_COORDINATION] = OUTCOME_HUB_HOURS_COORDINATION,
                                                      [TASK_STEERING] = OUTCOME_HUB_HOURS_STEERING,
                                                      [TASK_MATCHING] = OUTCOME_HUB_HOURS_MATCHING,
                                                      [TASK_STATISTICS] = OUTCOME_HUB_HOURS_STATISTICS};
    const struct hubs hubs = look_at_hubs(self);

    for (int measure = OUTCOME_HUB_HOURS; measure <= OUTCOME_REPORTS_LATE; measure++)
        m[measure] = NAN;
    if (!self->launched || !state_has_hub(self))
        return;
    m[OUTCOME_HUB_HOURS] = 0.0;
    for (int kind = 0; kind <= TASK_STATISTICS; kind++) {
        m[measure_of[kind]] = 0.0;
        for (uint32_t k = 0; k < state_officers(self); k++)
            m[measure_of[kind]] += taskforce_hours(self, k, (enum task_kind)kind);
        m[OUTCOME_HUB_HOURS] += m[measure_of[kind]];
    }
    m[OUTCOME_APEX_HOURS] = taskforce_hours(self, state_apex(self), TASK_REFERRAL);
    m[OUTCOME_HUB_UTILISATION] =
        self->params.cluster.form == PARAMS_FORM_LEAD ? 0.0 : over(hubs.busy, hubs.staff);
    m[OUTCOME_HUB_DELAY] = over(hubs.delay, (double)hubs.begun);
    m[OUTCOME_VISITS_MISSED] = (double)self->visits_missed;
    m[OUTCOME_TRAININGS_MISSED] = (double)self->trainings_missed;
    m[OUTCOME_REPORTS_LATE] = (double)self->reports_late;
}

/* Measures of the cluster; NaN in a world without. */
static void collect_cluster(struct world *self, double *m)
{
    for (int measure = OUTCOME_REFERRAL_SHARE; measure <= OUTCOME_EXIT_DAY; measure++)
        m[measure] = NAN;
    if (!self->launched)
        return;
    m[OUTCOME_REFERRAL_SHARE] = over((double)self->ledgers[1].referred_out, (double)self->ledgers[1].arrived);
    m[OUTCOME_REFERRALS_REFUSED] = (double)self->ledgers[1].refused;
    m[OUTCOME_REFERRAL_DENSITY] = referral_density(self);
    m[OUTCOME_REFERRAL_CENTRALISATION] = referral_centralisation(self);
    m[OUTCOME_TRUST] = mean_trust(self);
    m[OUTCOME_MEMBERS] = count_members(self);
    m[OUTCOME_JOINERS_350D] = self->joiners_350d;
    m[OUTCOME_JOINERS] = self->joiners;
    m[OUTCOME_AUTONOMY_INDEX] = exit_autonomy_index(self);
    m[OUTCOME_EXIT_DAY] = self->exit_day;
}

static void collect_partners(const struct world *self, double *m)
{
    const bool held = self->params.conference.on;

    m[OUTCOME_EXTERNAL_YUAN] = self->external;
    m[OUTCOME_CONFERENCE_SIGNED] = held ? (double)self->conference_signed : NAN;
    m[OUTCOME_CONFERENCE_INTENDED] = held ? (double)self->conference_intended : NAN;
    m[OUTCOME_CONFERENCE_SIGNED_YUAN] = m[OUTCOME_CONFERENCE_SIGNED] * self->params.conference.signed_yuan;
    m[OUTCOME_CONFERENCE_INTENDED_YUAN] =
        m[OUTCOME_CONFERENCE_INTENDED] * self->params.conference.intent_yuan;
}

void outcome_collect_measures(struct world *self, double *m)
{
    const double horizon = self->params.programme.horizon;
    const double alive_days = tally_level_area(&self->alive_level, horizon);

    collect_output(self, m);
    collect_access(self, m);
    collect_government(self, m);
    collect_cost(self, m);
    collect_capability(self, m);
    collect_hubs(self, m);
    collect_cluster(self, m);
    collect_partners(self, m);
    m[OUTCOME_FOUNDERS_QA_OUTPUT] = self->founders_quality_people;
    m[OUTCOME_QUALITY_AFTER_EXIT] = over(self->after_quality_people, self->after_people);
    m[OUTCOME_SERVED_SHARE_AFTER_EXIT] = over((double)self->after_served, (double)self->after_arrived);
    m[OUTCOME_MEMBER_DUTY_SHARE] =
        over(tally_level_area(&self->duty_level, horizon), alive_days * self->params.providers.teams);
    m[OUTCOME_SURVIVAL] = (double)self->alive / self->params.providers.count;
    m[OUTCOME_SESSIONS_PER_PROVIDER_YEAR] = over((double)self->sessions, alive_days / DAYS_PER_YEAR);
    m[OUTCOME_REVIEW_DAYS] = over(self->review_days, (double)self->review_years);
}
