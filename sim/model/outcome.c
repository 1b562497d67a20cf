/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/model/outcome.h"

#include "zutuan/model/spelling.h"

#include <string.h>

/* clang-format off */
static const struct outcome_row measures[OUTCOME_MEASURES] = {
    [OUTCOME_REQUESTS] = {"requests", "requests", 0, "requests", "Requests for sessions that arrived at purchased providers"},
    [OUTCOME_SERVED] = {"served", "sessions", 1, "sessions held", "Requests whose session was held"},
    [OUTCOME_ABANDONED] = {"abandoned", "requests", -1, "abandoned", "Requests that gave up waiting"},
    [OUTCOME_LOST] = {"lost", "requests", -1, "lost", "Requests that nobody could serve, or whose provider stopped"},
    [OUTCOME_WALK_INS] = {"walk_ins", "requests", 0, "walk-ins", "Requests that came while nothing was purchased; counted nowhere else"},
    [OUTCOME_DEMAND] = {"demand", "requests", 0, "demand", "Requests that would come were every provider purchased from all the time; its expectation is known"},
    [OUTCOME_PEOPLE_SERVED] = {"people_served", "people", 1, "people served", "People in the sessions held"},
    [OUTCOME_SERVED_SHARE] = {"served_share", "", 1, "share served", "Sessions held over requests"},
    [OUTCOME_UNMET_SHARE] = {"unmet_share", "", -1, "share unmet", "Requests abandoned or lost over requests"},
    [OUTCOME_WAIT_MEAN] = {"wait_mean", "d", -1, "mean wait", "Mean wait of requests whose session began"},
    [OUTCOME_WAIT_P90] = {"wait_p90", "d", -1, "90th percentile of the wait", "Wait that nine in ten of them did not exceed"},
    [OUTCOME_QUEUE_MEAN] = {"queue_mean", "requests", -1, "queue per provider", "Requests waiting, mean over time and providers"},
    [OUTCOME_QUALITY_MEAN] = {"quality_mean", "", 1, "quality", "Mean quality of sessions, weighted by people"},
    [OUTCOME_QA_OUTPUT] = {"qa_output", "people", 1, "quality-adjusted output", "People served, each counted by the quality of the session"},
    [OUTCOME_COST_TOTAL] = {"cost_total", "yuan", -1, "public cost", "Contracts less penalties, fee, government hours and reinvestment"},
    [OUTCOME_COST_CONTRACTS] = {"cost_contracts", "yuan", 0, "contracts", "Prices of contracts by day"},
    [OUTCOME_COST_PENALTIES] = {"cost_penalties", "yuan", 0, "penalties", "Withheld for detected deficiencies"},
    [OUTCOME_COST_FEE] = {"cost_fee", "yuan", 0, "fee", "Fee of the support organisation"},
    [OUTCOME_COST_GOVERNMENT] = {"cost_government", "yuan", -1, "cost of government work", "Officers' hours at wage and overhead"},
    [OUTCOME_COST_REINVEST] = {"cost_reinvest", "yuan", 0, "reinvestment", "Extra money spread over all teams"},
    [OUTCOME_COST_PER_PERSON] = {"cost_per_person", "yuan", -1, "cost per person", "Public cost over people served"},
    [OUTCOME_COST_PER_QA] = {"cost_per_qa", "yuan", -1, "cost per quality-adjusted person", "Public cost over quality-adjusted output"},
    [OUTCOME_QA_PER_10K_YUAN] = {"qa_per_10k_yuan", "people", 1, "quality-adjusted output per 10,000 yuan", "Quality-adjusted output per 10,000 yuan of public cost"},
    [OUTCOME_QA_PER_PURCHASED_DAY] = {"qa_per_purchased_day", "people", 1, "quality-adjusted output per purchased day", "Quality-adjusted output over days purchased"},
    [OUTCOME_CAPABILITY_MEAN] = {"capability_mean", "", 1, "capability at the end", "Mean capability of living providers at the end"},
    [OUTCOME_CAPABILITY_GINI] = {"capability_gini", "", -1, "inequality of capability", "Gini coefficient of capability at the end"},
    [OUTCOME_DEFICIENT_SHARE] = {"deficient_share", "", -1, "deficient sessions", "Deficient sessions over sessions"},
    [OUTCOME_DETECTION_SHARE] = {"detection_share", "", 1, "detected deficiencies", "Detected over deficient sessions"},
    [OUTCOME_GOVERNMENT_HOURS] = {"government_hours", "h", -1, "government hours", "Officers' hours in all"},
    [OUTCOME_GOVERNMENT_HOURS_CONTRACTS] = {"government_hours_contracts", "h", -1, "government hours on contracts", "Officers' hours on contracts"},
    [OUTCOME_GOVERNMENT_HOURS_VISITS] = {"government_hours_visits", "h", -1, "government hours on visits", "Officers' hours on visits"},
    [OUTCOME_GOVERNMENT_HOURS_INSTRUCTIONS] = {"government_hours_instructions", "h", -1, "government hours on instructions", "Officers' hours on instructions"},
    [OUTCOME_GOVERNMENT_HOURS_CALLS] = {"government_hours_calls", "h", -1, "government hours on calls", "Officers' hours on call-backs and complaints"},
    [OUTCOME_GOVERNMENT_HOURS_STEERING] = {"government_hours_steering", "h", -1, "government hours on steering", "Officers' hours on the steering group"},
    [OUTCOME_GOVERNMENT_VISITS_MISSED] = {"government_visits_missed", "visits", -1, "government visits missed", "Visits dropped because the next was due before they began"},
    [OUTCOME_HUB_HOURS] = {"hub_hours", "h", 0, "hub hours", "Hours of the support organisation in all"},
    [OUTCOME_HUB_HOURS_REFERRAL] = {"hub_hours_referral", "h", 0, "hub hours on referral", "Its hours on referral"},
    [OUTCOME_HUB_HOURS_TRAINING] = {"hub_hours_training", "h", 0, "hub hours on training", "Its hours on training"},
    [OUTCOME_HUB_HOURS_VISITS] = {"hub_hours_visits", "h", 0, "hub hours on visits", "Its hours on site visits"},
    [OUTCOME_HUB_HOURS_CALLBACKS] = {"hub_hours_callbacks", "h", 0, "hub hours on call-backs", "Its hours on call-backs"},
    [OUTCOME_HUB_HOURS_FOLLOWUPS] = {"hub_hours_followups", "h", 0, "hub hours on complaints", "Its hours on following up complaints"},
    [OUTCOME_HUB_HOURS_COORDINATION] = {"hub_hours_coordination", "h", 0, "hub hours on coordination", "Its hours on weekly coordination"},
    [OUTCOME_HUB_HOURS_STATISTICS] = {"hub_hours_statistics", "h", 0, "hub hours on statistics", "Its hours on monthly statistics"},
    [OUTCOME_HUB_HOURS_STEERING] = {"hub_hours_steering", "h", 0, "hub hours on steering", "Its hours in the steering group"},
    [OUTCOME_HUB_HOURS_ONBOARDING] = {"hub_hours_onboarding", "h", 0, "hub hours on onboarding", "Its hours on taking in joiners"},
    [OUTCOME_HUB_HOURS_MATCHING] = {"hub_hours_matching", "h", 0, "hub hours on matching", "Its hours on matching partners"},
    [OUTCOME_APEX_HOURS] = {"apex_hours", "h", 0, "apex hours", "Hours of the staff above the clusters"},
    [OUTCOME_HUB_UTILISATION] = {"hub_utilisation", "", 0, "hub utilisation", "Share of its staff's time in tasks since launch"},
    [OUTCOME_HUB_DELAY] = {"hub_delay", "d", -1, "delay of hub tasks", "Mean time from raising to beginning a task"},
    [OUTCOME_VISITS_MISSED] = {"visits_missed", "visits", -1, "hub visits missed", "Hub visits dropped because the next was due before they began"},
    [OUTCOME_TRAININGS_MISSED] = {"trainings_missed", "classes", -1, "classes missed", "Classes dropped because the next was due before they began"},
    [OUTCOME_REPORTS_LATE] = {"reports_late", "reports", -1, "late statistics", "Monthly statistics not done when the next fell due"},
    [OUTCOME_MEMBER_DUTY_SHARE] = {"member_duty_share", "", -1, "time on duties", "Share of team time spent on duties instead of sessions"},
    [OUTCOME_REFERRAL_SHARE] = {"referral_share", "", 0, "share referred", "Requests referred over requests"},
    [OUTCOME_REFERRALS_REFUSED] = {"referrals_refused", "requests", -1, "referrals refused", "Referrals that were refused"},
    [OUTCOME_REFERRAL_DENSITY] = {"referral_density", "", 0, "density of referrals", "Ordered pairs of members that referred over all pairs"},
    [OUTCOME_REFERRAL_CENTRALISATION] = {"referral_centralisation", "", 0, "centralisation of referrals", "Freeman's centralisation of distinct senders"},
    [OUTCOME_TRUST] = {"trust", "", 1, "trust at the end", "Trust in the cluster at the end"},
    [OUTCOME_MEMBERS] = {"members", "providers", 0, "members at the end", "Living members at the end"},
    [OUTCOME_JOINERS_350D] = {"joiners_350d", "providers", 1, "applications in 350 days", "Providers that applied to join within 350 days of launch"},
    [OUTCOME_JOINERS] = {"joiners", "providers", 1, "applications", "Providers that applied to join"},
    [OUTCOME_AUTONOMY_INDEX] = {"autonomy_index", "", 1, "autonomy index", "Mean of calm, self-supervision and own revenue of members at the end"},
    [OUTCOME_EXIT_DAY] = {"exit_day", "d", 0, "day of the exit", "Day on which the government withdrew"},
    [OUTCOME_EXTERNAL_YUAN] = {"external_yuan", "yuan", 1, "external money", "Money of foundations, enterprises and the conference"},
    [OUTCOME_CONFERENCE_SIGNED] = {"conference_signed", "projects", 1, "projects signed", "Projects that signed at the conference"},
    [OUTCOME_CONFERENCE_INTENDED] = {"conference_intended", "projects", 1, "projects intended", "Projects that reached an intent at the conference"},
    [OUTCOME_CONFERENCE_SIGNED_YUAN] = {"conference_signed_yuan", "yuan", 1, "money signed", "Money of the signed projects"},
    [OUTCOME_CONFERENCE_INTENDED_YUAN] = {"conference_intended_yuan", "yuan", 1, "money intended", "Money of the intents, honoured or not"},
    [OUTCOME_FOUNDERS_QA_OUTPUT] = {"founders_qa_output", "people", 1, "quality-adjusted output of founders", "Quality-adjusted output of sessions held by the founders"},
    [OUTCOME_QUALITY_AFTER_EXIT] = {"quality_after_exit", "", 1, "quality after the exit", "Mean quality of sessions that ended after the government withdrew"},
    [OUTCOME_SERVED_SHARE_AFTER_EXIT] = {"served_share_after_exit", "", 1, "share served after the exit", "Sessions that ended over requests that came after the government withdrew"},
    [OUTCOME_SURVIVAL] = {"survival", "", 1, "survival", "Share of providers that have not stopped"},
    [OUTCOME_ACCESS_GAP] = {"access_gap", "", -1, "gap in access", "Largest less smallest share served over groups of people"},
    [OUTCOME_SESSIONS_PER_PROVIDER_YEAR] = {"sessions_per_provider_year", "sessions", 0, "sessions per provider and year", "Sessions held, walk-ins included, per year of a living provider"},
    [OUTCOME_REVIEW_DAYS] = {"review_days", "d", -1, "length of reviewing", "Annual purchase: days from the begin of reviewing to publishing, at most to the end of implement; mean over years"},
};

static const struct outcome_row series[OUTCOME_SERIES_COUNT] = {
    [OUTCOME_SERIES_CAPABILITY] = {"capability", "", 1, "capability", "Mean capability of living providers"},
    [OUTCOME_SERIES_QUALITY] = {"quality", "", 1, "quality", "Mean quality of the month's sessions, weighted by people"},
    [OUTCOME_SERIES_EFFORT] = {"effort", "", 1, "effort", "Mean effort at the start of the month's sessions"},
    [OUTCOME_SERIES_QUEUE] = {"queue", "requests", -1, "queue per provider", "Requests waiting per provider"},
    [OUTCOME_SERIES_WAIT] = {"wait", "d", -1, "wait", "Mean wait of sessions that began in the month"},
    [OUTCOME_SERIES_SERVED_SHARE] = {"served_share", "", 1, "sessions held over requests", "The month's sessions over its requests"},
    [OUTCOME_SERIES_OVERSIGHT] = {"oversight", "/yr", 0, "perceived oversight", "Mean perceived oversight of living providers"},
    [OUTCOME_SERIES_INTRUSION] = {"intrusion", "/yr", 0, "perceived intrusion", "Mean perceived intrusion of living providers"},
    [OUTCOME_SERIES_TRUST] = {"trust", "", 1, "trust", "Trust in the cluster"},
    [OUTCOME_SERIES_MEMBERS] = {"members", "providers", 0, "members", "Living members of clusters"},
    [OUTCOME_SERIES_HUB_UTILISATION] = {"hub_utilisation", "", 0, "hub utilisation", "Share of the hub's staff time in tasks over the month"},
    [OUTCOME_SERIES_HUB_QUEUE] = {"hub_queue", "tasks", -1, "tasks waiting at the hub", "Tasks waiting at the hub"},
    [OUTCOME_SERIES_OFFICER_QUEUE] = {"officer_queue", "tasks", -1, "tasks waiting at the officers", "Tasks waiting at the government's officers"},
};
/* clang-format on */

const struct outcome_row *outcome_measure_row(enum outcome_measure measure)
{
    return &measures[measure];
}

const struct outcome_row *outcome_series_row(enum outcome_series which)
{
    return &series[which];
}

int outcome_find(const char *name)
{
    for (int i = 0; i < OUTCOME_MEASURES; i++) {
        if (strcmp(measures[i].name, name) == 0)
            return i;
    }
    return -1;
}

const char *outcome_nearest(const char *name)
{
    const size_t length = strlen(name);
    size_t best = 0, least = (size_t)-1;

    for (size_t i = 0; i < OUTCOME_MEASURES; i++) {
        const size_t distance = spelling_distance(name, length, measures[i].name, strlen(measures[i].name));
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    return measures[best].name;
}
